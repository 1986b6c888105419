"""When trade between the two was largest, beside the first turning point in defence that is named."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dyad.findings.events import say_defence, turning_points
from dyad.findings.finding import (
    KEPT,
    Finding,
    Years,
    chosen_years,
    course_of,
    known_rows,
    sources_of,
    years_then_known,
)
from dyad.findings.trade import flow_rows, last_year_known, one_year_headline, totals
from dyad.record import Record
from dyad.record.memory import remembered
from dyad.wording import possessive, say_span, say_years, usd

BEFORE_DEFENCE = "before the turning points in defence"


@dataclass(frozen=True, kw_only=True)
class Peak:
    """The year in which trade between the two was largest by one side's figures, and the years that it has."""

    reporter: str
    name: str
    year: int
    value: float
    years: tuple[int, ...]


@remembered(KEPT)
def peaks(record: Record, *, years: Years | None = None) -> tuple[Peak, ...]:
    """Return each side's peak over the years it has figures of; one year alone has none."""
    found = []
    for reporter in record.about.codes:
        course = course_of(known_rows(flow_rows(record, reporter, "total"), years_then_known(record, years)))
        if course and len(course.years) > 1:
            found.append(
                Peak(
                    reporter=reporter,
                    name=record.about.name(reporter),
                    year=course.highest.year,
                    value=course.highest.value,
                    years=course.years,
                )
            )
    return tuple(found)


def _headline(record: Record, found: tuple[Peak, ...], years: Years) -> str:
    """Say when trade peaked; of years that leave out some of those known, or go on after them, in which it did."""
    owners, tops = [possessive(peak.name) for peak in found], [peak.year for peak in found]
    known, last = {year for peak in found for year in peak.years}, last_year_known(record)
    whole = all(set(totals(record, code).loc[:last].index) <= known for code in record.about.codes)
    later = any(len(totals(record, code).loc[last + 1 : years[1]]) for code in record.about.codes)
    if len(set(tops)) > 1:
        if whole and not later:
            return f"Trade peaked in {tops[0]} by {owners[0]} figures, {tops[1]} by {owners[1]}"
        each = ", ".join(f"{peak.year} ({peak.name})" for peak in found)
        return f"Largest trade of {say_span((min(known), max(known)))}: {each}"
    by = "both sides’" if len(found) > 1 else owners[0]
    if not whole:
        return f"In {say_span((min(known), max(known)))} {by} figures of trade peak in {tops[0]}"
    if later:
        return f"Trade to {last} peaked in {tops[0]} by {by} figures"
    points = turning_points(record, years=years)
    if len(found) > 1 and points and tops[0] < points[0].year:
        return f"Trade peaked in {tops[0]}, {BEFORE_DEFENCE}"
    return f"Trade peaked in {tops[0]} by {by} figures"


def beside_defence(record: Record, *, years: Years | None = None) -> bool:
    """Return whether the headline of these years speaks of the turning points in defence."""
    return trade_headline(record, years=years).endswith(BEFORE_DEFENCE)


def trade_headline(record: Record, *, years: Years | None = None) -> str:
    """Say in at most ten words what the trade of these years was: when it peaked, or of one year where it lay.

    "" where no side has a figure that the claims could have known.
    """
    found = peak_finding(record, years=years)
    return found.headline if found else one_year_headline(record, years=chosen_years(record, years))


@dataclass(frozen=True, kw_only=True)
class Overtaking:
    """From which year on one side reports the larger total, in every year that both report; that year's smaller."""

    reporter: str
    name: str
    year: int
    less: float


@remembered(KEPT)
def overtaking(record: Record, *, years: Years | None = None) -> Overtaking | None:
    """Return the last time in these years that the other side's total became the larger; None where none did.

    That of the last year alone is no turn yet.
    """
    first, last = years_then_known(record, years)
    one, other = (totals(record, code).loc[first:last] for code in record.about.codes)
    ahead = (one - other).dropna() > 0
    turns = [
        int(year) for year, before, now in zip(ahead.index[1:], ahead[:-1], ahead[1:], strict=True) if before != now
    ]
    if not turns or turns[-1] == ahead.index[-1]:
        return None
    year, side = turns[-1], 0 if ahead[turns[-1]] else 1
    code = record.about.codes[side]
    return Overtaking(reporter=code, name=record.about.name(code), year=year, less=float((other, one)[side][year]))


@remembered(KEPT)
def peak_finding(record: Record, *, years: Years | None = None) -> Finding | None:
    """Say when trade peaked by each side's figures, and beside it the turning points in defence."""
    found = peaks(record, years=years)
    if not found:
        return None
    owners = [possessive(peak.name) for peak in found]
    headline = _headline(record, found, chosen_years(record, years))
    text = [
        f"By {owner} figures of {say_years(peak.years)} goods trade between the two was largest in {peak.year}, at "
        f"USD {usd(peak.value)} million."
        for peak, owner in zip(found, owners, strict=True)
    ]
    rows = [known_rows(flow_rows(record, peak.reporter, "total"), years_then_known(record, years)) for peak in found]
    beside, cited = say_defence(record, years)
    sources = tuple(dict.fromkeys((*sources_of(pd.concat(rows)), *cited)))
    return Finding(verdict="", headline=headline, text=" ".join(filter(None, (*text, beside))), sources=sources)
