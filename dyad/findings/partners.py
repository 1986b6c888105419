"""Places among each other’s trading partners, and shares of each other’s trade."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10

import pandas as pd

from dyad.findings.finding import KEPT, Course, Finding, Years, course_of, known_rows, sources_of, years_then_known
from dyad.record import Record
from dyad.record.memory import remembered
from dyad.wording import count, listing, ordinal, percent, possessive, say_span, say_years

WAYS = {"total": "partners", "exports": "markets", "imports": "suppliers"}  # what is ranked, by flow


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
        """Whether the economy reports it itself."""
        return self.reporter == self.economy


def places(record: Record, *, years: Years | None = None) -> tuple[Place, ...]:
    """Return the places that statistics give for years over when the claims were written, by year."""
    rows = known_rows(record.figures("partner_rank", basis="statistics"), years_then_known(record, years))
    return tuple(
        Place(
            economy=row["economy"],
            partner=row["partner"],
            flow=row["flow"],
            reporter=row["reporter"],
            rank=int(row["value"]),
            out_of=0 if pd.isna(row["out_of"]) else int(row["out_of"]),
            year=int(row["year"]),
            sources=row["sources"],
        )
        for row in rows.to_dict("records")
        if row["flow"] in WAYS and {row["economy"], row["partner"]} == {*record.about.codes}
    )


def best_places(record: Record, *, years: Years | None = None) -> tuple[Place, ...]:
    """Return the best place of each series: of whom, by total, market or supplier, by whom; the best first.

    Of equal places of a series it is the earliest; of equal ones of two series the economy's own comes first.
    """
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


def top_finding(record: Record, *, years: Years | None = None) -> Finding | None:
    """Test the claim about the first partners in chosen years; None without such a claim, or without a place."""
    top = claimed_top(record)
    return None if top is None else partners_finding(record, top=top, years=years)


def partners_finding(record: Record, *, top: int, years: Years | None = None) -> Finding | None:
    """Test "neither is among the other's first n partners" in every year and list of total trade.

    The nearest of any list and way of counting is named with its list, and the nearest by the economy's own figures.
    """
    found = [place for place in places(record, years=years) if place.flow == "total"]
    if not found:
        return None
    known = sorted({place.year for place in found})
    within = sorted({place.year for place in found if place.rank <= top})
    each = f"each of the {count(len(known), 'year')} " if len(known) > 1 else ""
    said = f"Does not hold in {say_years(within)}." if within else f"Holds in {each}{say_years(known)}."
    text = [said]
    if latest := [place for place in found if place.year == known[-1] and place.own]:
        named = listing([
            f"{record.about.name(place.partner)} was {ordinal(place.rank)}"
            + (f" of {place.out_of}" if place.out_of else "")
            + f" among {possessive(record.about.name(place.economy))} partners"
            for place in latest
        ])  # fmt: skip
        text.append(f"In {known[-1]} {named}.")
    series = best_places(record, years=years)
    best = next(place for place in series if place.flow == "total")
    nearest = f"The nearest either came is {_say_place(record, best)}"
    own = next((place for place in series if place.flow == "total" and place.own), best)
    if own != best:
        nearest += f"; by {possessive(record.about.name(own.economy))} own figures it is {_say_place(record, own)}"
    text.append(nearest + ".")
    if series[0].rank < best.rank:
        way = {"exports": "export market", "imports": "supplier"}[series[0].flow]
        text.append(f"As {way} alone it is {_say_place(record, series[0])}.")
    headline = f"Neither was among the other’s top {top} partners in {say_years(known)}"
    if within:
        headline = f"One was among the other’s top {top} partners in {say_years(within)}"
    return Finding(
        verdict="contradicted" if within else "confirmed",
        headline=headline,
        text=" ".join(text),
        sources=tuple(dict.fromkeys(source for place in (*found, series[0]) for source in place.sources)),
    )


def _say_place(record: Record, place: Place) -> str:
    list_name = "" if place.own else f" in the list of {place.reporter}"
    return (
        f"{ordinal(place.rank)}: {record.about.name(place.partner)} for "
        f"{record.about.name(place.economy)} in {place.year}{list_name}"
    )


def places_finding(record: Record, *, years: Years | None = None) -> Finding | None:
    """Say how near each came among the other's partners, markets and suppliers, by its own figures and by any list."""
    series = best_places(record, years=years)
    if not series:
        return None
    name, best = record.about.name, series[0]
    known = sorted({place.year for place in places(record, years=years)})
    text = []
    for economy in record.about.codes:
        said = []
        for flow, way in WAYS.items():
            ranked = [place for place in series if (place.economy, place.flow) == (economy, flow)]
            told = list(dict.fromkeys((*ranked[:1], *(place for place in ranked if place.own))))
            if told:
                said.append(f"among its {way} {', '.join(map(_say_best, told))}")
        if said:
            partner = next(place.partner for place in series if place.economy == economy)
            text.append(f"Best places of {name(partner)} for {name(economy)} in {say_years(known)}: {'; '.join(said)}.")
    among = f"{possessive(name(best.economy))} {WAYS[best.flow]}"
    place = _say_best(best).partition(" ")
    headline = f"{name(best.partner)} at best {place[0]} among {among} {place[2]}"
    sources = tuple(dict.fromkeys(source for place in series for source in place.sources))
    return Finding(verdict="", headline=headline, text=" ".join(text), sources=sources)


def _say_best(place: Place) -> str:
    return f"{ordinal(place.rank)} ({'own figures' if place.own else place.reporter}, {place.year})"


@dataclass(frozen=True, kw_only=True)
class Share:
    """How the share went, in percent, that `partner` has of the goods trade of `economy` by its own figures."""

    economy: str
    partner: str
    course: Course


@remembered(KEPT)
def share_rows(record: Record, economy: str, partner: str, years: Years) -> pd.DataFrame:
    """Return a partner's share of an economy's goods trade by its own figures, one row a year, in percent."""
    rows = record.figures(
        "partner_share", economy=economy, partner=partner, reporter=economy, flow="total", basis="statistics"
    )
    return known_rows(rows, years).drop_duplicates("year")


def shares(record: Record, *, years: Years | None = None) -> tuple[Share, ...]:
    """Return how each one's share in the other's trade went, over years over when the claims were written."""
    first, second = record.about.codes
    return tuple(
        Share(economy=economy, partner=partner, course=course)
        for economy, partner in ((first, second), (second, first))
        if (course := course_of(share_rows(record, economy, partner, years_then_known(record, years))))
    )


def shares_headline(record: Record, *, years: Years | None = None) -> str:
    """Say in at most ten words under what percent both shares stay; "" where none is known."""
    found = shares(record, years=years)
    if not found:
        return ""
    most = percent(_over(max(share.course.highest.value for share in found)))
    known = {year for share in found for year in share.course.years}
    span = say_span((min(known), max(known)))
    if len(found) == 1:
        (share,) = found
        of = possessive(record.about.name(share.economy))
        return f"{record.about.name(share.partner)} is under {most} of {of} goods trade, {span}"
    return f"Each is under {most} of the other’s goods trade, {span}"


def _over(value: float) -> float:
    """Return the next tenth over a share as it is said, the next whole from ten on, the next digit of a small one."""
    said = max(value, float(percent(value).removesuffix("%")))
    step = 1.0 if said >= 10 else 0.1 if said >= 0.1 or said <= 0 else 10.0 ** floor(log10(said))
    return round((floor(round(said / step, 9)) + 1) * step, 9)


def shares_finding(record: Record, *, years: Years | None = None) -> Finding | None:
    """Say what share each has of the other's goods trade, first, last and at most."""
    found = shares(record, years=years)
    if not found:
        return None
    name = record.about.name
    text = []
    for share in found:
        course = share.course
        values = {one.year: percent(one.value) for one in (course.first, course.highest, course.last)}
        said = listing([
            f"{value} in {year}" + (" (the most)" if year == course.highest.year and len(values) > 1 else "")
            for year, value in values.items()
        ])  # fmt: skip
        text.append(
            f"{possessive(name(share.partner))} share of {possessive(name(share.economy))} goods trade in "
            f"{say_years(course.years)}, by {possessive(name(share.economy))} figures: {said}."
        )
    largest = max(found, key=lambda share: share.course.highest.value)
    high = largest.course.highest
    at_most = "at most " if len(largest.course.years) > 1 else ""
    headline = (
        f"{name(largest.partner)} had {at_most}{percent(high.value)} of {possessive(name(largest.economy))} trade "
        f"({high.year})"
    )
    rows = [share_rows(record, one.economy, one.partner, years_then_known(record, years)) for one in found]
    return Finding(verdict="", headline=headline, text=" ".join(text), sources=sources_of(pd.concat(rows)))
