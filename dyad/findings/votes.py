"""How alike the two vote at the United Nations, and what happened in defence beside it."""

from __future__ import annotations

import pandas as pd

from dyad.findings.events import named_in_defence, say_moments, turning_points
from dyad.findings.finding import Course, Finding, Years, chosen_years, course_of, known_rows, sources_of
from dyad.record import Record
from dyad.wording import say_years


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
    went = "rose" if first < last else "fell" if first > last else "stood"
    start, end = course.first.year, course.last.year
    pair = " and ".join(record.about.names)
    if start == end:
        headline = f"UN votes alike: {first}% in {start}"
        text = [f"In {start} {pair} voted alike in {first}% of the UN roll calls counted."]
    else:
        headline = f"UN votes alike {went} from {first}% ({start}) to {last}% ({end})"
        if went == "stood":
            headline = f"UN votes alike: {first}% in both {start} and {end}"
        text = [
            f"Of the UN roll calls counted in {say_years(course.years)} {pair} voted alike in {first}% in {start} and "
            f"in {last}% in {end}; most in {course.highest.year} ({high}%), least in {course.lowest.year} ({low}%)."
        ]
    moments, what = turning_points(record, years=years), "Turning points in defence in these years"
    if not moments:
        moments = named_in_defence(record, years=years)
        what = f"What the {record.about.document} names in defence in these years"
    if moments:
        text.append(f"{what}: {say_moments(moments)}; no cause is implied.")
    cited = [source for moment in moments for source in moment.sources]
    sources = tuple(dict.fromkeys((*sources_of(vote_rows(record, chosen_years(record, years))), *cited)))
    return Finding(verdict="", headline=headline, text=" ".join(text), sources=sources)
