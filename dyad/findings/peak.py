"""When trade between the two was largest, beside the first turning point in defence that is named."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dyad.findings.events import say_defence, turning_points
from dyad.findings.finding import Finding, Years, course_of, known_rows, sources_of, years_then_known
from dyad.findings.trade import flow_rows
from dyad.record import Record
from dyad.wording import possessive, say_years, usd


@dataclass(frozen=True, kw_only=True)
class Peak:
    """The year in which trade between the two was largest by one side's figures, and the years that it has."""

    reporter: str
    name: str
    year: int
    value: float
    years: tuple[int, ...]


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


def peak_finding(record: Record, *, years: Years | None = None) -> Finding | None:
    """Say when trade peaked by each side's figures, and beside it the turning points in defence."""
    found, points = peaks(record, years=years), turning_points(record, years=years)
    if not found:
        return None
    owners, tops = [possessive(peak.name) for peak in found], {peak.year for peak in found}
    if len(tops) > 1:
        headline = f"Trade peaked in {found[0].year} by {owners[0]} figures, {found[1].year} by {owners[1]}"
    elif len(found) > 1 and points and max(tops) < points[0].year:
        headline = f"Trade peaked in {max(tops)}, before the turning points in defence"
    else:
        by = "both sides’" if len(found) > 1 else owners[0]
        headline = f"Trade peaked in {max(tops)} by {by} figures"
    text = [
        f"By {owner} figures of {say_years(peak.years)} goods trade between the two was largest in {peak.year}, at "
        f"USD {usd(peak.value)} million."
        for peak, owner in zip(found, owners, strict=True)
    ]
    rows = [known_rows(flow_rows(record, peak.reporter, "total"), years_then_known(record, years)) for peak in found]
    beside, cited = say_defence(record, years)
    sources = tuple(dict.fromkeys((*sources_of(pd.concat(rows)), *cited)))
    return Finding(verdict="", headline=headline, text=" ".join(filter(None, (*text, beside))), sources=sources)
