"""The trade between the two: what each side reports, the band claimed, who runs the surplus."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from dyad.findings.finding import KEPT, Finding, claims_year, sources_of
from dyad.record import Record
from dyad.record.memory import remembered
from dyad.wording import count, listing, possessive, say_span, say_years, usd, year_runs

Place = Literal["below", "inside", "above"]

MOST_RUNS = 2  # of years, named in a headline
LATE_YEARS = 6  # a band claimed without a first year is held against the last years, too


@remembered(1)
def holds_trade(record: Record) -> bool:
    """Return whether the record has figures of the trade between the two."""
    first, second = record.about.codes
    return not record.figures("goods_trade", economy=first, partner=second).empty


@remembered(KEPT)
def last_year_known(record: Record) -> int:
    """Return the last year whose trade both sides had reported when the claims were written."""
    years = [set(totals(record, reporter).index) for reporter in record.about.codes]
    both = [year for year in set.intersection(*years) if year < claims_year(record)]
    return max(both, default=claims_year(record) - 1)


def totals(record: Record, reporter: str) -> pd.Series[float]:
    """Return two-way goods trade by calendar year as one side reports it, indexed by year."""
    return _flow(record, reporter, "total")


@remembered(KEPT)
def flow_rows(record: Record, reporter: str, flow: str) -> pd.DataFrame:
    """Return the rows of one flow between the two as one side reports it, one a calendar year, by year.

    The table is shared by all who ask for it, and not to be changed.
    """
    first, second = record.about.codes
    rows = record.figures(
        "goods_trade",
        economy=first,
        partner=second,
        reporter=reporter,
        flow=flow,
        period="calendar",
        basis="statistics",
    )
    return rows.dropna(subset=["year", "value"]).drop_duplicates("year").sort_values("year")


@remembered(KEPT)
def _flow(record: Record, reporter: str, flow: str) -> pd.Series[float]:
    rows = flow_rows(record, reporter, flow)
    return pd.Series(rows["value"].to_numpy(), index=rows["year"].astype(int).to_numpy(), name=reporter)


def net_trade(record: Record, reporter: str) -> pd.Series[float]:
    """Return the first economy's sales less its purchases by calendar year as one side reports them, by year."""
    return (_flow(record, reporter, "exports") - _flow(record, reporter, "imports")).dropna()


def one_way(record: Record, reporter: str) -> dict[int, str]:
    """Return the calendar years of which one side gives one direction alone, and which: exports or imports."""
    years = {flow: set(_flow(record, reporter, flow).index) for flow in ("exports", "imports")}
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
        """The first and the last of these years."""
        known = (*self.below, *self.inside, *self.above)
        return min(known), max(known)


@remembered(1)
def band(record: Record) -> tuple[float, float] | None:
    """Return the ends of the yearly trade claimed, or None if the record holds no such claim."""
    rows = record.figures("trade_band")
    if rows.empty:
        return None
    row = rows.iloc[0]
    return float(row["low"]), float(row["high"])


def place(value: float, *, low: float, high: float) -> Place:
    """Return where a figure lies; the ends belong to the band."""
    return "below" if value < low else "above" if value > high else "inside"


def band_counts(record: Record, *, years: tuple[int, int] | None = None) -> tuple[BandCount, ...]:
    """Count each side's years by place, over the years known when the claim was made.

    `years` narrows the count to what a reader chose. A side without a figure is left out.
    """
    limits = band(record)
    if limits is None:
        return ()
    low, high = limits
    first, last = years or record.about.years
    counts = []
    for reporter in record.about.codes:
        values = totals(record, reporter)
        values = values[(values.index >= first) & (values.index <= min(last, last_year_known(record)))]
        if values.empty:
            continue
        where: dict[str, list[int]] = {"below": [], "inside": [], "above": []}
        for year, value in values.items():
            where[place(value, low=low, high=high)].append(int(str(year)))
        counts.append(
            BandCount(
                reporter=reporter,
                name=record.about.name(reporter),
                below=tuple(where["below"]),
                inside=tuple(where["inside"]),
                above=tuple(where["above"]),
            )
        )
    return tuple(counts)


@remembered(KEPT)
def band_finding(record: Record, *, years: tuple[int, int] | None = None) -> Finding | None:
    """Test "yearly trade lies between low and high" against what each side reports.

    Confirmed when every year of every side lies inside; partly when most of the last six years of
    every side do; contradicted otherwise. None when there is no band or no figure in these years.
    """
    counts, limits = band_counts(record, years=years), band(record)
    if not counts or limits is None:
        return None
    headline = _band_headline(counts, limits)
    text = [f"{headline}."]
    for c in counts:
        parts = [
            f"{word} in {say_years(years_out)}"
            for word, years_out in (("below", c.below), ("above", c.above))
            if years_out
        ]
        rest = f"; {listing(parts)}" if parts else ""
        inside = f"inside in {say_years(c.inside)}" if c.inside else "never inside"
        text.append(f"{c.name} reports it {inside}{rest}.")
    last = max(c.span[1] for c in counts)
    late = band_counts(record, years=(max(last - LATE_YEARS + 1, (years or record.about.years)[0]), last))
    if any(c.years > LATE_YEARS for c in counts):
        text.append(
            f"How far it holds depends on the first year, which the {record.about.document} does not name: counted "
            f"from {late[0].span[0]} it is {say_inside(late)}."
        )
    held = all(not c.below and not c.above for c in counts)
    mostly = all(2 * len(c.inside) > c.years for c in late)
    verdict = "confirmed" if held else "partly" if mostly else "contradicted"
    counted = [year for c in counts for year in (*c.below, *c.inside, *c.above)]
    rows = _rows_of(record, reporters=[c.reporter for c in counts], flows=["total"], years=counted)
    return Finding(verdict=verdict, headline=headline, text=" ".join(text), sources=sources_of(rows))


def _band_headline(counts: Sequence[BandCount], limits: tuple[float, float]) -> str:
    named = f"USD {usd(limits[0])}–{usd(limits[1])} million"
    spans = {c.span for c in counts}
    if len(spans) > 1 or any(c.years > 1 for c in counts):
        return f"Trade was inside {named} in {say_inside(counts)}"
    sides = [possessive(c.name) for c in counts if c.inside]
    who = f"by {listing(sides)} figures" if sides else "by neither side’s figures"
    return f"Trade of {say_span(counts[0].span)} was inside {named} {who}"


def one_year_headline(record: Record, *, years: tuple[int, int]) -> str:
    """Say in at most ten words whose figures put the one year known of these inside the band; "" without any."""
    counts = band_counts(record, years=years)
    if not counts:
        return ""
    year, inside = say_span(counts[0].span), [c.name for c in counts if c.inside]
    if len(inside) == len(counts) > 1:
        return f"Both sides put the trade of {year} inside the band"
    if not inside:
        return f"No side’s figures put the trade of {year} inside the band"
    return f"Only {possessive(inside[0])} figures put trade of {year} inside the band"


def say_inside(counts: Sequence[BandCount], *, what: str = "") -> str:
    """Say how many years lie inside, side by side: "7 of the 14 years 2003–2016 by Pakistan’s figures, 6 by Russia’s".

    `what` they are stands after the years. A later side that reports the same years is given by its number alone.
    """
    said: list[str] = []
    for c in counts:
        whole = not said or (c.span, c.years) != (counts[0].span, counts[0].years)
        gaps = " known of" if c.years <= c.span[1] - c.span[0] else ""
        known = f" of the {count(c.years, 'year')}{gaps} {say_span(c.span)}{what}" if whole else ""
        said.append(f"{len(c.inside)}{known} by {possessive(c.name)}{'' if said else ' figures'}")
    return ", ".join(said)


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


def balances(record: Record, *, years: tuple[int, int] | None = None) -> tuple[Balance, ...]:
    """Return who runs the surplus, by reporter, over the years of both directions."""
    first, last = years or record.about.years
    found = []
    for reporter in record.about.codes:
        net = net_trade(record, reporter)
        net = net[(net.index >= first) & (net.index <= last)]
        if not net.empty:
            surplus, deficit = ([int(year) for year in net.index[sign]] for sign in (net > 0, net < 0))
            found.append(
                Balance(
                    reporter=reporter,
                    name=record.about.name(reporter),
                    surplus=tuple(surplus),
                    deficit=tuple(deficit),
                )
            )
    return tuple(found)


def _who_sold_more(record: Record, found: Sequence[Balance]) -> str:
    """Say in at most ten words who sold more, or in which years each side says that it was the other."""
    home, away = record.about.names
    if len(found) == 1:
        (one,) = found
        more, years = (away, one.deficit) if len(one.deficit) >= len(one.surplus) else (home, one.surplus)
        return f"{more} sold more in {_say_few(years)} by {possessive(one.name)} figures"
    one, other = found
    each = sorted({*one.deficit} & {*other.surplus})  # the other sold more, by either side's figures
    itself = sorted({*one.surplus} & {*other.deficit})
    if each and itself:
        return f"The two disagree on who sold more in {_say_few((*each, *itself))}"
    if each or itself:
        return f"Each says {'the other' if each else 'it'} sold more in {_say_few(each or itself)}"
    known = {*one.surplus, *one.deficit} & {*other.surplus, *other.deficit}
    for name, when in ((home, {*one.surplus} & {*other.surplus}), (away, {*one.deficit} & {*other.deficit})):
        if known and known <= when:
            return f"{name} sold more in {_say_few(known)} by both sides’ figures"
    return f"Both sides agree on who sold more in {_say_few(known or {*one.surplus, *one.deficit})}"


def _say_few(years: Iterable[int]) -> str:
    """Name years, or of more than two runs how many there are and from when to when."""
    named = sorted(set(years))
    if len(year_runs(named)) <= MOST_RUNS:
        return say_years(named)
    return f"{count(len(named), 'year')}, {say_span((named[0], named[-1]))}"


@remembered(KEPT)
def balance_finding(record: Record, *, years: tuple[int, int] | None = None) -> Finding | None:
    """Say who runs the surplus as each side reports it, and in which years they disagree."""
    found = balances(record, years=years)
    if not found:
        return None
    home = record.about.name(record.about.codes[0])
    text = []
    for balance in found:
        ahead = f"a surplus for {home} in {say_years(balance.surplus)}" if balance.surplus else ""
        whose = "" if ahead else f" for {home}"
        behind = f"a deficit{whose} in {say_years(balance.deficit)}" if balance.deficit else ""
        text.append(f"{possessive(balance.name)} figures show {listing([part for part in (ahead, behind) if part])}.")
    headline = _who_sold_more(record, found)
    told = [year for balance in found for year in (*balance.surplus, *balance.deficit)]
    reporters = [balance.reporter for balance in found]
    rows = _rows_of(record, reporters=reporters, flows=["exports", "imports"], years=told)
    return Finding(verdict="", headline=headline, text=" ".join(text), sources=sources_of(rows))
