"""The trade between the two: what each side reports, also of all others; the band claimed; who runs the surplus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import pandas as pd

from dyad.findings.finding import KEPT, Facts, Years, claims_year, sources_of
from dyad.record import Record
from dyad.record.caching import cached_per_record

Place = Literal["below", "inside", "above"]
Sign = Literal["surplus", "deficit"]

LOWER_BOUND = "Lower bound"  # how the note of a figure begins that is known to be too low
LATE_YEARS = 6  # a band claimed without a first year is held against the last years, too


@cached_per_record(1)
def holds_trade(record: Record) -> bool:
    """Return whether the record has figures of the trade between the two."""
    first, second = record.about.codes
    return not record.observations("goods_trade", economy=first, partner=second).empty


@cached_per_record(KEPT)
def last_year_known(record: Record) -> int:
    """Return the last year whose trade both sides had reported when the claims were written."""
    years = [set(totals(record, reporter).index) for reporter in record.about.codes]
    both = [year for year in set.intersection(*years) if year < claims_year(record)]
    return max(both, default=claims_year(record) - 1)


@cached_per_record(KEPT)
def totals(record: Record, reporter: str) -> pd.Series[float]:
    """Return two-way goods trade by calendar year as one side reports it, indexed by year."""
    rows = flow_rows(record, reporter, "total")
    return pd.Series(rows["value"].to_numpy(), index=rows["year"].astype(int).to_numpy(), name=reporter)


def totals_with_all(record: Record) -> pd.DataFrame:
    """Return the rows by which each of the two reports its two-way goods trade, with whom as the column `other`."""
    rows = record.compared("goods_trade", flow="total", period="calendar", basis="statistics")
    rows = rows[rows["reporter"].isin(record.about.codes)].dropna(subset=["year", "value"])
    own = rows["economy"] == rows["reporter"]
    rows = rows.assign(other=rows["partner"].where(own, rows["economy"]), year=rows["year"].astype(int))
    return rows[own | (rows["partner"] == rows["reporter"])]


@cached_per_record(KEPT)
def lower_bounds(record: Record, years: Years) -> tuple[str, ...]:
    """Return the notes of figures of either's trade in these years, with any other, that are known to be too low."""
    own = record.comparison[record.comparison["reporter"].isin(record.about.codes)]
    own = own[own["note"].astype(str).str.startswith(LOWER_BOUND) & own["year"].between(*years)]
    return tuple(own["note"])


@cached_per_record(KEPT)
def flow_rows(record: Record, reporter: str, flow: str) -> pd.DataFrame:
    """Return the rows of a flow between the two as one side reports it, by calendar year, not to be changed."""
    first, second = record.about.codes
    rows = record.observations(
        "goods_trade", economy=first, partner=second, reporter=reporter, flow=flow, period="calendar",
        basis="statistics",
    )  # fmt: skip
    return rows.dropna(subset=["year", "value"]).drop_duplicates("year").sort_values("year")


def one_way(record: Record, reporter: str) -> dict[int, str]:
    """Return the calendar years of which one side gives one direction alone, and which: exports or imports."""
    years = {flow: set(flow_rows(record, reporter, flow)["year"]) for flow in ("exports", "imports")}
    return {
        int(year): flow
        for flow, other in (("exports", "imports"), ("imports", "exports"))
        for year in sorted(years[flow] - years[other])
    }


@dataclass(frozen=True, kw_only=True)
class BandCount:
    """In which years one side's total lies below, inside and above the band (ends included)."""

    reporter: str
    name: str
    below: tuple[int, ...]
    inside: tuple[int, ...]
    above: tuple[int, ...]

    @property
    def years(self) -> int:
        """How many years the side reports."""
        return len(self.below) + len(self.inside) + len(self.above)

    @property
    def span(self) -> tuple[int, int]:
        known = (*self.below, *self.inside, *self.above)
        return min(known), max(known)


@cached_per_record(1)
def band(record: Record) -> tuple[float, float] | None:
    """Return the ends of the yearly trade claimed, or None if the record holds no such claim."""
    rows = record.observations("trade_band")
    if rows.empty:
        return None
    row = rows.iloc[0]
    return float(row["low"]), float(row["high"])


def place(value: float, *, low: float, high: float) -> Place:
    """Return where a figure lies; the ends belong to the band."""
    return "below" if value < low else "above" if value > high else "inside"


def band_counts(record: Record, *, years: tuple[int, int] | None = None) -> tuple[BandCount, ...]:
    """Count each side's chosen years, as far as known when the claim was made, by place; none without a figure."""
    limits = band(record)
    if limits is None:
        return ()
    low, high = limits
    first, last = years or record.about.years
    counts = []
    for reporter in record.about.codes:
        values = totals(record, reporter).loc[first : min(last, last_year_known(record))]
        places = {int(str(year)): place(value, low=low, high=high) for year, value in values.items()}
        by_place = {where: tuple(year for year, at in places.items() if at == where) for where in get_args(Place)}
        if places:
            counts.append(BandCount(reporter=reporter, name=record.about.name(reporter), **by_place))
    return tuple(counts)


@dataclass(frozen=True, kw_only=True)
class BandFacts(Facts):
    """How many years of each side lie inside the band claimed (its ends in USD million), and of the last six."""

    limits: tuple[float, float]
    counts: tuple[BandCount, ...]
    late: tuple[BandCount, ...]

    @property
    def depends(self) -> bool:
        """Whether there are years before the last six, so that the first year counted matters."""
        return any(c.years > LATE_YEARS for c in self.counts)


@cached_per_record(KEPT)
def band_facts(record: Record, *, years: tuple[int, int] | None = None) -> BandFacts | None:
    """Test "yearly trade lies between low and high" against what each side reports.

    Confirmed when every year of every side lies inside; partly when most of the last six years of
    every side do; contradicted otherwise. None when there is no band or no figure in these years.
    """
    counts, limits = band_counts(record, years=years), band(record)
    if not counts or limits is None:
        return None
    last = max(c.span[1] for c in counts)
    late = band_counts(record, years=(max(last - LATE_YEARS + 1, (years or record.about.years)[0]), last))
    held = all(not c.below and not c.above for c in counts)
    mostly = all(2 * len(c.inside) > c.years for c in late)
    counted = [year for c in counts for year in (*c.below, *c.inside, *c.above)]
    rows = _rows_of(record, reporters=[c.reporter for c in counts], flows=["total"], years=counted)
    return BandFacts(
        verdict="confirmed" if held else "partly" if mostly else "contradicted",
        limits=limits, counts=counts, late=late, sources=sources_of(rows),
    )  # fmt: skip


def _rows_of(record: Record, *, reporters: list[str], flows: list[str], years: list[int]) -> pd.DataFrame:
    rows = pd.concat([flow_rows(record, reporter, flow) for reporter in reporters for flow in flows])
    return rows[rows["year"].isin(years)]


@dataclass(frozen=True, kw_only=True)
class Balance:
    """In which years the first economy runs a surplus or a deficit, as one side reports it."""

    reporter: str
    name: str
    surplus: tuple[int, ...]
    deficit: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class BalanceFacts(Facts):
    """Who runs the surplus, by one side's figures or both, each by both directions of its trade."""

    balances: tuple[Balance, ...]

    def years(self, first: Sign, second: Sign) -> tuple[int, ...]:
        """Return the years in which the first economy has one by its own figures and one by those of the other."""
        one, other = self.balances
        return tuple(sorted({*getattr(one, first)} & {*getattr(other, second)}))


@cached_per_record(KEPT)
def balance_facts(record: Record, *, years: tuple[int, int] | None = None) -> BalanceFacts | None:
    """Return who runs the surplus as each side reports it; None where neither gives both directions."""
    first, last = years or record.about.years
    found = []
    for reporter in record.about.codes:
        sold, bought = (flow_rows(record, reporter, flow).set_index("year")["value"] for flow in ("exports", "imports"))
        net = (sold - bought).dropna().loc[first:last]
        if not net.empty:
            surplus, deficit = (tuple(int(year) for year in net.index[sign]) for sign in (net > 0, net < 0))
            name = record.about.name(reporter)
            found.append(Balance(reporter=reporter, name=name, surplus=surplus, deficit=deficit))
    if not found:
        return None
    told = [year for balance in found for year in (*balance.surplus, *balance.deficit)]
    reporters = [balance.reporter for balance in found]
    rows = _rows_of(record, reporters=reporters, flows=["exports", "imports"], years=told)
    return BalanceFacts(balances=tuple(found), sources=sources_of(rows))
