"""How the two stand among each other’s trading partners, by place and by share."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dyad.findings.finding import KEPT, Course, Facts, Years, course_of, known_rows, once, sources_of, years_then_known
from dyad.findings.ranks import out_of
from dyad.record import Record
from dyad.record.caching import cached_per_record

FLOWS = ("total", "exports", "imports")  # by which partners are ranked


@dataclass(frozen=True, kw_only=True)
class Place:
    """One place: of `partner` among those of `economy`, by whom, for which year, among how many (0: not said)."""

    economy: str
    partner: str
    flow: str
    reporter: str
    rank: int
    out_of: int
    year: int
    sources: tuple[str, ...]

    @property
    def own(self) -> bool:
        return self.reporter == self.economy


def places(record: Record, *, years: Years | None = None) -> tuple[Place, ...]:
    """Return the places that statistics give for years over when the claims were written, by year."""
    rows = known_rows(record.observations("partner_rank", basis="statistics"), years_then_known(record, years))
    return tuple(
        Place(
            **{name: row[name] for name in ("economy", "partner", "flow", "reporter", "sources")},
            rank=int(row["value"]), out_of=out_of(row), year=int(row["year"]),
        )
        for row in rows.to_dict("records")
        if row["flow"] in FLOWS and {row["economy"], row["partner"]} == {*record.about.codes}
    )  # fmt: skip


def best_places(record: Record, *, years: Years | None = None) -> tuple[Place, ...]:
    """Return the best place of each series, of equals the earliest; the best first, of equals the economy's own."""
    best: dict[tuple[str, str, str], Place] = {}
    for place in places(record, years=years):
        key = (place.economy, place.flow, place.reporter)
        if key not in best or place.rank < best[key].rank:
            best[key] = place
    return tuple(sorted(best.values(), key=lambda place: (place.rank, not place.own, place.year)))


def claimed_top(record: Record) -> int | None:
    """Return the n of the claim that neither is among the other's first n partners, None where none is made."""
    claimed = record.claims[record.claims["check"] == "top_partners"]["value"]
    return int(claimed.iloc[0]) if len(claimed) else None


@dataclass(frozen=True, kw_only=True)
class PartnersFacts(Facts):
    """Whether either was among the other's first `top` partners: of the years known those `within` which one was.

    `latest` is where each stood in the last of these years, by its own figures; `best` the nearest either came in total
    trade in any list, `own` by the economy's own figures; `one_way` the place as market or supplier alone, if better.
    """

    top: int
    known: tuple[int, ...]
    within: tuple[int, ...]
    latest: tuple[Place, ...]
    best: Place
    own: Place
    one_way: Place | None


def top_facts(record: Record, *, years: Years | None = None) -> PartnersFacts | None:
    """Test the claim about the first partners in chosen years; None without such a claim, or without a place."""
    top = claimed_top(record)
    return None if top is None else partners_facts(record, top=top, years=years)


def partners_facts(record: Record, *, top: int, years: Years | None = None) -> PartnersFacts | None:
    """Test "neither is among the other's first n partners" in every year and list of total trade."""
    found = [place for place in places(record, years=years) if place.flow == "total"]
    if not found:
        return None
    known = tuple(sorted({place.year for place in found}))
    within = tuple(sorted({place.year for place in found if place.rank <= top}))
    series = best_places(record, years=years)
    best = next(place for place in series if place.flow == "total")
    return PartnersFacts(
        top=top,
        known=known,
        within=within,
        latest=tuple(place for place in found if place.year == known[-1] and place.own),
        best=best,
        own=next((place for place in series if place.flow == "total" and place.own), best),
        one_way=series[0] if series[0].rank < best.rank else None,
        verdict="contradicted" if within else "confirmed",
        sources=once(*(place.sources for place in (*found, series[0]))),
    )


@dataclass(frozen=True, kw_only=True)
class PlacesFacts(Facts):
    """How near each came among the other's partners, markets and suppliers: the best place of each series."""

    known: tuple[int, ...]
    series: tuple[Place, ...]

    def told(self, economy: str, flow: str) -> tuple[Place, ...]:
        """Return the best place of an economy by one flow, and the best by its own figures, if that is another."""
        ranked = [place for place in self.series if (place.economy, place.flow) == (economy, flow)]
        return tuple(dict.fromkeys((*ranked[:1], *(place for place in ranked if place.own))))


def places_facts(record: Record, *, years: Years | None = None) -> PlacesFacts | None:
    """Return how near each came among the other's partners, markets and suppliers; None where no place is known."""
    series = best_places(record, years=years)
    if not series:
        return None
    known = tuple(sorted({place.year for place in places(record, years=years)}))
    return PlacesFacts(known=known, series=series, sources=once(*(place.sources for place in series)))


@dataclass(frozen=True, kw_only=True)
class Share:
    """How the share went, in percent, that `partner` has of the goods trade of `economy` by its own figures."""

    economy: str
    partner: str
    course: Course


@cached_per_record(KEPT)
def share_rows(record: Record, economy: str, partner: str, years: Years) -> pd.DataFrame:
    """Return a partner's share of an economy's goods trade by its own figures, one row a year, in percent."""
    rows = record.observations(
        "partner_share", economy=economy, partner=partner, reporter=economy, flow="total", basis="statistics"
    )
    return known_rows(rows, years).drop_duplicates("year")


@dataclass(frozen=True, kw_only=True)
class SharesFacts(Facts):
    """What share each has of the other's goods trade."""

    shares: tuple[Share, ...]

    @property
    def largest(self) -> Share:
        return max(self.shares, key=lambda share: share.course.highest.value)

    @property
    def span(self) -> Years:
        known = [year for share in self.shares for year in share.course.years]
        return min(known), max(known)


def shares_facts(record: Record, *, years: Years | None = None) -> SharesFacts | None:
    """Return what share each has of the other's goods trade in years then known; None where none of them is known."""
    found, rows = [], []
    for economy, partner in (record.about.codes, record.about.codes[::-1]):
        own = share_rows(record, economy, partner, years_then_known(record, years))
        if course := course_of(own):
            found.append(Share(economy=economy, partner=partner, course=course))
            rows.append(own)
    return SharesFacts(shares=tuple(found), sources=sources_of(pd.concat(rows))) if found else None
