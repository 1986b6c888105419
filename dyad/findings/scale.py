"""How many times as much each of the two trades with others as with the other: its largest, nearest, n-th partner.

Every multiple is one reporter's figure over another of the same reporter and year, and of the last year that was
known when the document was written: no other is stated.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from math import inf, log

from dyad.findings.finding import Facts, Years, known_rows, once, sources_of
from dyad.findings.partners import claimed_top
from dyad.findings.trade import flow_rows, last_year_known, totals_with_all
from dyad.record import Record
from dyad.record.caching import cached_per_record


@dataclass(frozen=True, kw_only=True)
class Pair:
    """An economy's trade with another than the other of the two, as it reports it, over its trade with that one.

    `value` and `base` are in USD million, `notes` what the row of `value` says to know before using it.
    """

    reporter: str
    partner: str
    name: str
    year: int
    value: float
    base: float
    notes: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def times(self) -> float:
        return self.value / self.base


@cached_per_record(1)
def pairs(record: Record) -> tuple[Pair, ...]:
    """Return each pair that one of the two reports for the last year then known, by reporter, the largest first."""
    year = last_year_known(record)
    totals = totals_with_all(record)
    totals = totals[(totals["year"] == year) & ~totals["other"].isin(["", *record.about.codes])]
    found: list[Pair] = []
    for reporter in record.about.codes:
        base = known_rows(flow_rows(record, reporter, "total"), (year, year))
        if base.empty or base["value"].iloc[0] <= 0:
            continue
        own = totals[totals["reporter"] == reporter].drop_duplicates("other")
        found += [
            Pair(
                reporter=reporter, partner=row["other"], name=record.about.state(row["other"]), year=year,
                value=row["value"], base=float(base["value"].iloc[0]), notes=(row["note"],) if row["note"] else (),
                sources=once(row["sources"], sources_of(base)),
            )
            for row in own.sort_values("value", ascending=False).to_dict("records")
        ]  # fmt: skip
    return tuple(found)


def pairs_of(record: Record, reporter: str, years: Years | None) -> list[Pair]:
    """Return the pairs that one of the two reports; none where the last year then known is not among the chosen."""
    first, last = years or record.about.years
    return [pair for pair in pairs(record) if pair.reporter == reporter and first <= pair.year <= last]


@dataclass(frozen=True, kw_only=True)
class ScaleFacts(Facts):
    """How many times the trade between the two each side's largest other pair's is, and the nearest's (may be one)."""

    sides: tuple[tuple[Pair, Pair], ...]

    @property
    def shown(self) -> tuple[Pair, ...]:
        return tuple(dict.fromkeys(pair for side in self.sides for pair in side))

    @property
    def notes(self) -> tuple[str, ...]:
        return once(*(pair.notes for pair in self.shown))


def scale_facts(record: Record, *, years: Years | None = None) -> ScaleFacts | None:
    """Return each one's largest other pair, and the nearest in size; None without the last year then known."""
    sides = []
    for reporter in record.about.codes:
        if own := pairs_of(record, reporter, years):
            near = min(own, key=lambda pair: abs(log(pair.times)) if pair.value > 0 else inf)
            sides.append((own[0], near))
    cited = once(*(pair.sources for side in sides for pair in side))
    return ScaleFacts(sides=tuple(sides), sources=cited) if sides else None


@dataclass(frozen=True, kw_only=True)
class GapFacts(Facts):
    """Each one's pair with its n-th partner (`place` is n), where that trades more with it than the other does."""

    place: int
    nth: tuple[Pair, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        return once(*(pair.notes for pair in self.nth))


def gap_facts(record: Record, *, years: Years | None = None) -> GapFacts | None:
    """Return how many times as much the two would have to trade to be among each other's first partners as claimed.

    An economy of which the table holds fewer than n partners is left out; where it lacks some, the true multiple is
    larger. None without such a claim, where both are among them, and for years without the last then known.
    """
    place = claimed_top(record)
    if place is None:
        return None
    nth = [
        one for code in record.about.codes for one in pairs_of(record, code, years)[place - 1 : place] if one.times > 1
    ]
    return GapFacts(place=place, nth=tuple(nth), sources=once(*(pair.sources for pair in nth))) if nth else None


def larger_pairs(record: Record, drawn: Collection[tuple[str, str]]) -> tuple[Pair, ...]:
    """Return the largest partner of each as a pair, where it trades more; `drawn` are pairs left out, by codes."""
    found = []
    for economy in record.about.codes:
        own = [pair for pair in pairs(record) if pair.reporter == economy and (economy, pair.partner) not in drawn]
        found += [pair for pair in own[:1] if pair.times > 1]
    return tuple(found)
