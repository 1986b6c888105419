"""When trade between the two was largest, beside what happened in defence; when one side overtook the other."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dyad.findings.events import DefenceFacts, defence_facts
from dyad.findings.finding import KEPT, Facts, Years, course_of, known_rows, once, sources_of, years_then_known
from dyad.findings.trade import flow_rows, last_year_known, totals
from dyad.record import Record
from dyad.record.caching import cached_per_record


@dataclass(frozen=True, kw_only=True)
class Peak:
    """The year in which trade between the two was largest by one side's figures, and the years that it has."""

    reporter: str
    name: str
    year: int
    value: float
    years: tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class PeakFacts(Facts):
    """When trade peaked by each side's figures, beside what happened in defence.

    `whole` is whether all years are among the chosen ones that were known when the claims were written, of which `last`
    is the last; `later` whether the choice goes on after it, to years of which there are figures by now.
    """

    peaks: tuple[Peak, ...]
    whole: bool
    later: bool
    last: int
    defence: DefenceFacts | None

    @property
    def highest(self) -> Peak:
        return max(self.peaks, key=lambda peak: peak.value)

    @property
    def span(self) -> Years:
        known = [year for peak in self.peaks for year in peak.years]
        return min(known), max(known)

    @property
    def same_year(self) -> bool:
        return len({peak.year for peak in self.peaks}) == 1

    @property
    def before_defence(self) -> bool:
        """Whether by both sides' figures of all years trade peaked before the first turning point in defence."""
        of_all = len(self.peaks) > 1 and self.same_year and self.whole and not self.later
        turn = self.defence.moments[0].year if self.defence and self.defence.turning else None
        return of_all and turn is not None and self.peaks[0].year < turn


def overtaking(record: Record, *, years: Years | None = None) -> tuple[str, int, float] | None:
    """Return which side's total last became the larger, when, and the smaller then; None if only in the last year."""
    first, last = years_then_known(record, years)
    one, other = (totals(record, code).loc[first:last] for code in record.about.codes)
    ahead = (one - other).dropna() > 0
    turns = [
        int(year) for year, before, now in zip(ahead.index[1:], ahead[:-1], ahead[1:], strict=True) if before != now
    ]
    if not turns or turns[-1] == ahead.index[-1]:
        return None
    year, side = turns[-1], 0 if ahead[turns[-1]] else 1
    return record.about.names[side], year, float((other, one)[side][year])


@cached_per_record(KEPT)
def peak_facts(record: Record, *, years: Years | None = None) -> PeakFacts | None:
    """Return when trade peaked by each side's figures, beside what happened in defence; None where no side has two."""
    found, rows = [], []
    for reporter in record.about.codes:
        own = known_rows(flow_rows(record, reporter, "total"), years_then_known(record, years))
        course = course_of(own)
        if course and len(course.years) > 1:
            year, value = course.highest
            name = record.about.name(reporter)
            found.append(Peak(reporter=reporter, name=name, year=year, value=value, years=course.years))
            rows.append(own)
    if not found:
        return None
    chosen, last = years or record.about.years, last_year_known(record)
    known = {year for peak in found for year in peak.years}
    by_side = [totals(record, code) for code in record.about.codes]
    defence = defence_facts(record, years)
    return PeakFacts(
        peaks=tuple(found),
        whole=all(set(side.loc[:last].index) <= known for side in by_side),
        later=any(len(side.loc[last + 1 : chosen[1]]) for side in by_side),
        last=last,
        defence=defence,
        sources=once(sources_of(pd.concat(rows)), defence.sources if defence else ()),
    )
