"""What a test of the tables comes to, and what all tests share: what rows cite and note, years to count by.

Facts are numbers and names of cases, no sentence: `dyad/wording` has those. Years are calendar years,
money is USD million at current prices, flows are seen from the first economy of the dyad.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

import pandas as pd

from dyad.record import Record
from dyad.record.dates import read_date

KEPT = 16  # of what is computed for one economy, flow or rank

Years = tuple[int, int]  # the first and the last, both included


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the tables come to: by whose documents, and the verdict on a claim ("" where none is tested)."""

    sources: tuple[str, ...]
    verdict: str = ""


def claims_year(record: Record) -> int:
    """Return the year in which the claims were published; the one after the record's last if not known."""
    document = record.claims_document
    return read_date(document.date).known[1].year if document and document.date else record.about.years[1] + 1


def sources_of(rows: pd.DataFrame) -> tuple[str, ...]:
    """Return the documents that rows cite, each once, in order."""
    return once(*rows["sources"])


def notes_of(rows: pd.DataFrame) -> tuple[str, ...]:
    """Return the notes of rows, what there is to know before using them, each once, in order."""
    return tuple(dict.fromkeys(note for note in rows["note"] if note))


def once(*groups: Iterable[str]) -> tuple[str, ...]:
    """Return the texts of several groups (ids, names, notes), each once, in order."""
    return tuple(dict.fromkeys(one for group in groups for one in group))


def covered_years(record: Record, years: Years | None) -> Years:
    """Return the chosen years that the record is about; the first may lie after the last."""
    (first, last), whole = years or record.about.years, record.about.years
    return max(first, whole[0]), min(last, whole[1])


def years_then_known(record: Record, years: Years | None) -> Years:
    """Return the chosen years that were over when the claims were written; the first may lie after the last."""
    first, last = years or record.about.years
    return first, min(last, claims_year(record) - 1)


def year_runs(years: Iterable[int]) -> list[tuple[int, int]]:
    """Return runs of consecutive years as (first, last), in order."""
    runs = [list(run) for _, run in groupby(enumerate(sorted(set(years))), key=lambda one: one[1] - one[0])]
    return [(run[0][1], run[-1][1]) for run in runs]


class YearValue(NamedTuple):
    """A figure and its year."""

    year: int
    value: float


@dataclass(frozen=True, kw_only=True)
class Course:
    """How a yearly figure went: the first and last year known, the highest and the lowest (of equals the earliest)."""

    years: tuple[int, ...]
    first: YearValue
    last: YearValue
    highest: YearValue
    lowest: YearValue


def course_of(rows: pd.DataFrame) -> Course | None:
    """Return how a figure went over rows of one series, one a year; None where there is no row."""
    if rows.empty:
        return None
    known = sorted(YearValue(int(year), float(value)) for year, value in zip(rows["year"], rows["value"], strict=True))
    return Course(
        years=tuple(one.year for one in known),
        first=known[0],
        last=known[-1],
        highest=max(known, key=lambda one: one.value),
        lowest=min(known, key=lambda one: one.value),
    )


def known_rows(rows: pd.DataFrame, years: Years) -> pd.DataFrame:
    """Return the rows that have a value and a year among these, by year."""
    rows = rows.dropna(subset=["year", "value"])
    return rows[rows["year"].between(*years)].sort_values("year", kind="stable")


def years_known(rows: pd.DataFrame, years: Years) -> Years:
    """Return the first and last year of rows with a `year`; where there is no row, those asked for."""
    known = rows["year"].dropna().astype(int)
    return (int(known.min()), int(known.max())) if len(known) else years


def runs_of(years: Iterable[int]) -> list[int]:
    """Return for each of some years which run of consecutive ones it is in, by number.

    >>> runs_of([2010, 2012, 2013, 2015])
    [0, 1, 1, 2]
    """
    every = list(years)
    begins = [first for first, _ in year_runs(every)]
    return [bisect_right(begins, year) - 1 for year in every]
