"""How alike the two vote at the United Nations, and what happened in defence beside it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dyad.findings.events import DefenceFacts, defence_facts
from dyad.findings.finding import KEPT, Course, Facts, Years, course_of, known_rows, once, sources_of
from dyad.record import Record
from dyad.record.caching import cached_per_record


@cached_per_record(KEPT)
def vote_rows(record: Record, years: Years) -> pd.DataFrame:
    """Return the share of votes cast alike, in percent, one row a year; of several counts the one of most years."""
    rows = record.observations("un_agreement", basis="statistics")
    rows = known_rows(rows[rows["economy"].isin(record.about.codes) & rows["partner"].isin(record.about.codes)], years)
    if rows.empty:
        return rows
    longest = str(rows["reporter"].mode()[0])
    return rows[rows["reporter"] == longest].drop_duplicates("year")


@dataclass(frozen=True, kw_only=True)
class VotesFacts(Facts):
    """How the share of votes cast alike went, in percent, beside what happened in defence."""

    course: Course
    defence: DefenceFacts | None


def votes_facts(record: Record, *, years: Years | None = None) -> VotesFacts | None:
    """Return how alike the two voted, beside what happened in defence; None where no year is known."""
    rows = vote_rows(record, years or record.about.years)
    course, defence = course_of(rows), defence_facts(record, years)
    if course is None:
        return None
    return VotesFacts(
        course=course, defence=defence, sources=once(sources_of(rows), defence.sources if defence else ())
    )
