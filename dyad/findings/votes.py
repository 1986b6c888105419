"""How alike the two vote at the United Nations, and what happened in defence beside it."""

from __future__ import annotations

import pandas as pd

from dyad.findings.events import say_defence
from dyad.findings.finding import KEPT, Course, Finding, Years, chosen_years, course_of, known_rows, sources_of
from dyad.record import Record
from dyad.record.memory import remembered
from dyad.wording import say_years


@remembered(KEPT)
def vote_rows(record: Record, years: Years) -> pd.DataFrame:
    """Return the share of votes cast alike, in percent, one row a year; of several counts the one of most years."""
    rows = record.figures("un_agreement", basis="statistics")
    rows = known_rows(rows[rows["economy"].isin(record.about.codes) & rows["partner"].isin(record.about.codes)], years)
    if rows.empty:
        return rows
    longest = str(rows["reporter"].mode()[0])
    return rows[rows["reporter"] == longest].drop_duplicates("year")


def agreement(record: Record, *, years: Years | None = None) -> Course | None:
    """Return how the share of votes cast alike went, in percent; None where no year is known."""
    return course_of(vote_rows(record, chosen_years(record, years)))


def votes_finding(record: Record, *, years: Years | None = None) -> Finding | None:
    """Say how alike the two voted, first and last, at most and at least, beside the turning points in defence.

    Where no event in defence has that importance, those stand there that a claim names.
    """
    course = agreement(record, years=years)
    if course is None:
        return None
    first, last, high, low = (round(one.value) for one in (course.first, course.last, course.highest, course.lowest))
    start, end = course.first.year, course.last.year
    pair = " and ".join(record.about.names)
    ends = sorted(((course.lowest.year, low), (course.highest.year, high)))
    went = "fell" if ends[0][1] > ends[1][1] else "rose"
    headline = f"UN votes alike {went} from {ends[0][1]}% ({ends[0][0]}) to {ends[1][1]}% ({ends[1][0]})"
    if low == high:
        headline = f"UN votes alike: {first}% in {say_years(course.years)}"
    text = [f"In {start} {pair} voted alike in {first}% of the UN roll calls counted."]
    if start < end:
        text = [
            f"Of the UN roll calls counted in {say_years(course.years)} {pair} voted alike in {first}% in {start} and "
            f"in {last}% in {end}; most in {course.highest.year} ({high}%), least in {course.lowest.year} ({low}%)."
        ]
    beside, cited = say_defence(record, years)
    sources = tuple(dict.fromkeys((*sources_of(vote_rows(record, chosen_years(record, years))), *cited)))
    return Finding(verdict="", headline=headline, text=" ".join(filter(None, (*text, beside))), sources=sources)
