"""Pairs of states whose trade is about as large as that between the two, as both report it: found, compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import log

import pandas as pd

from dyad.findings.finding import Years, known_rows, notes_of, sources_of
from dyad.findings.scale import pairs
from dyad.findings.trade import last_year_known, totals
from dyad.record import Record
from dyad.record.caching import cached_per_record

MOST_PAIRS = 7  # beside the pair itself
LEAST_YEARS = 3  # that the partner reports
MOST_TIMES = 10.0  # as large or as small, for a pair to be of comparable size
NO_MIRROR = "No mirror"  # how the note of a figure begins that holds but a part of what the other side reports

ByYear = Mapping[int, float]  # USD million


@dataclass(frozen=True, kw_only=True)
class Comparable:
    """One pair: its trade by year as `economy`, one of the two, reports it, and as its partner does."""

    economy: str
    partner: str
    names: tuple[str, str]
    own: ByYear
    mirror: ByYear
    notes: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def name(self) -> str:
        return "–".join(self.names)

    @property
    def sides(self) -> tuple[ByYear, ByYear]:
        return self.own, self.mirror

    def within(self, years: Years) -> Comparable:
        """Return the pair with what both report in these years."""
        own, mirror = ({year: one[year] for year in one if years[0] <= year <= years[1]} for one in self.sides)
        return replace(self, own=own, mirror=mirror)


def _reported(record: Record) -> pd.DataFrame:
    """Return the two-way trade of other pairs with either, by year and who reports it, to the last year then known."""
    rows = record.compared("goods_trade", flow="total", period="calendar", basis="statistics")
    rows = known_rows(rows, (record.about.years[0], last_year_known(record)))
    codes = record.about.codes
    rows = rows[rows["economy"].isin(codes) | rows["partner"].isin(codes)]
    return rows[~rows["note"].str.startswith(NO_MIRROR)]


@cached_per_record(1)
def comparable_pairs(record: Record) -> tuple[Comparable, ...]:
    """Return the record's pair, then those nearest in size in the last year then known that partners report, too."""
    if any(totals(record, code).empty for code in record.about.codes):
        return ()
    near = [pair for pair in pairs(record) if 1 / MOST_TIMES <= pair.times <= MOST_TIMES]
    near.sort(key=lambda pair: abs(log(pair.times)))
    rows = _reported(record)
    found = (_pair(record, rows, pair.reporter, pair.partner) for pair in near)
    others = [one for one in found if len(one.mirror) >= LEAST_YEARS][:MOST_PAIRS]
    return (_pair(record, rows, *record.about.codes), *others)


def _pair(record: Record, rows: pd.DataFrame, economy: str, partner: str) -> Comparable:
    ends = (economy, partner)
    rows = rows[rows["economy"].isin(ends) & rows["partner"].isin(ends)]
    sides = [rows[rows["reporter"] == code].drop_duplicates("year") for code in ends]
    own, mirror = (dict(zip(map(int, side["year"]), map(float, side["value"]), strict=True)) for side in sides)
    both = pd.concat(sides)
    return Comparable(
        economy=economy, partner=partner, names=(record.about.state(economy), record.about.state(partner)),
        own=own, mirror=mirror, notes=notes_of(both), sources=sources_of(both),
    )  # fmt: skip


def times_of(record: Record, pair: Comparable, year: int) -> float | None:
    """Return how many times as much as the two a pair traded, by the same reporter's figures of the same year."""
    base = totals(record, pair.economy).get(year)
    return pair.own[year] / base if base and base > 0 and year in pair.own else None


def compared_year(record: Record, years: Years) -> int | None:
    """Return the last of the years that both of the two report, None where there is none."""
    both = set.intersection(*({int(year) for year in totals(record, code).index} for code in record.about.codes))
    last = min(years[1], last_year_known(record))
    return max((year for year in both if years[0] <= year <= last), default=None)


def compare(record: Record, found: Sequence[Comparable], year: int | None) -> tuple[int, int, int] | None:
    """Return the year compared, how many other pairs traded more than the two in it, and of how many."""
    times = [times for pair in found if year is not None and (times := times_of(record, pair, year))]
    if year is None or not times:
        return None
    return year, sum(one > 1 for one in times), len(times)
