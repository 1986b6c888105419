"""Dates as wide as they are known: EDTF (ISO 8601-2) read, spanned and put into words.

The `edtf` package parses; here a date gets its first and last day and its English form.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

import edtf
import numpy as np

Precision = Literal["day", "month", "year", "decade"]

EXAMPLES = "2003, 2015-09, 2016-04-26, 2016-09-24/2016-10-10 or 2016~"
_DOUBTS = "~?%"  # approximate, uncertain, both
# The forms of one end of a date that can be put into words: by day, month or year; a decade, a century, a season, and
# what is written out as unknown. The library knows them all, and takes some 10 ms to parse one: too long for a table
# of thousands, so the plain ones are read here.
_YEAR, _MONTH = r"(?!-0000)-?\d{4}", r"(?:0[1-9]|1[0-2])"
_PLAIN = re.compile(rf"({_YEAR})(?:-({_MONTH})(?:-(0[1-9]|[12]\d|3[01]))?)?[{_DOUBTS}]?", re.ASCII)
_FORM = re.compile(
    rf"(?:{_YEAR}(?:-{_MONTH}(?:-(?:0[1-9]|[12]\d|3[01]|XX))?|-2[1-4]|-XX(?:-XX)?)?|-?\d{{3}}X|-?\d\dXX)[{_DOUBTS}]?",
    re.ASCII,
)
_SPELT: dict[int, Precision] = {10: "day", 7: "month", 4: "year"}
_MONTHS = dict(enumerate(calendar.month_name)) | {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}


class Day(NamedTuple):
    """A day of the Gregorian calendar, extended backwards; year 0 is 1 BCE. Python's own dates begin with year 1."""

    year: int
    month: int
    day: int

    @property
    def instant(self) -> np.datetime64:
        """The start of the day, as tables hold it."""
        sign = "-" if self.year < 0 else ""
        return np.datetime64(f"{sign}{abs(self.year):04d}-{self.month:02d}-{self.day:02d}", "s")


@dataclass(frozen=True)
class When:
    """A date as stated: it lies between `first` and `last`, both included.

    `lasted` tells a happening of several days (2016-09-24/2016-10-10) from a moment not known
    better than by month or year (2015-09).
    """

    edtf: str
    first: Day
    last: Day
    precision: Precision
    approximate: bool
    lasted: bool

    @property
    def days(self) -> int:
        return int((self.last.instant - self.first.instant) // np.timedelta64(1, "D")) + 1


@lru_cache(maxsize=4096)
def read_date(text: str) -> When:
    """Read an EDTF level 0 or 1 date; its years are astronomical, so `-0043` is 44 BCE.

    Raises
    ------
    ValueError
        If `text` is not such a date, has an open end, or ends before it starts.

    >>> read_date("2015-09").last
    Day(year=2015, month=9, day=30)
    """
    ends = text.split("/")
    if len(ends) == 2 and any(end in ("", "..") for end in ends) and any(map(_FORM.fullmatch, ends)):
        raise ValueError("leaves an end open; give both, or the one that is known with ~.")
    spans = [span for span in map(_span, ends) if span]
    if len(ends) > 2 or len(spans) < len(ends):
        raise ValueError(f"is not a date in EDTF, such as {EXAMPLES}.")
    first, last = spans[0][0], spans[-1][1]
    if last < first:
        raise ValueError("ends before it starts.")
    return When(
        edtf=text,
        first=first,
        last=last,
        precision=max((_precision(end) for end in ends), key=("day", "month", "year", "decade").index),
        approximate=any(mark in text for mark in _DOUBTS),
        lasted=len(ends) == 2,
    )


def _span(end: str) -> tuple[Day, Day] | None:
    """Return the first and the last day that one end of a date may mean; None where it is no such date."""
    plain = _PLAIN.fullmatch(end)
    if plain is None:
        if not _FORM.fullmatch(end):
            return None
        parsed = edtf.parse_edtf(end.rstrip(_DOUBTS))  # the library reads no season with a doubt
        return Day(*parsed.lower_strict()[:3]), Day(*parsed.upper_strict()[:3])
    year, month, day = int(plain[1]), int(plain[2] or 0), int(plain[3] or 0)
    last = calendar.monthrange(_like(year), month or 12)[1]
    if day > last:
        return None  # 30 February
    return Day(year, month or 1, day or 1), Day(year, month or 12, day or last)


def _like(year: int) -> int:
    """Return a year of our era with the same calendar."""
    return 2000 + year % 400


def days_of_year(year: int) -> int:
    """Return how many days a year has."""
    return 366 if calendar.isleap(year) else 365


def day_of_year(day: Day) -> int:
    """Return the place of a day in its year, from 1 on.

    >>> day_of_year(Day(2016, 3, 1))
    61
    """
    return sum(calendar.monthrange(_like(day.year), month)[1] for month in range(1, day.month)) + day.day


def say_year(year: int | str) -> str:
    """Put a year into words; before year 1 as historians count, without a year 0.

    >>> say_year(2016), say_year(0), say_year(-43)
    ('2016', '1 BCE', '44 BCE')
    """
    number = int(year)
    return str(number) if number > 0 else f"{1 - number} BCE"


def _precision(text: str) -> Precision:
    bare = _known_part(text).removeprefix("-")
    return "decade" if "X" in bare else _SPELT.get(len(bare), "year")


def _known_part(text: str) -> str:
    """Return an end of a date without its doubts and without months and days not stated."""
    return text.rstrip(_DOUBTS).removesuffix("-XX").removesuffix("-XX")


def say_date(text: str) -> str:
    """Put an EDTF date into words, no more precise than it is.

    >>> say_date("2016-09-24/2016-10-10")
    '24 September – 10 October 2016'
    >>> say_date("2014-10~")
    'about October 2014'
    >>> say_date("")
    'undated'
    """
    if not text:
        return "undated"
    when = read_date(text)
    if not when.lasted:
        return _say_end(text)
    start, end = text.split("/")
    if start.rstrip(_DOUBTS) == end.rstrip(_DOUBTS):
        return _say_end(end)
    if start[-1] == end[-1] == "~":
        return f"about {say_date(start[:-1] + '/' + end[:-1])}"
    said_start, said_end = _say_end(start), _say_end(end)
    if when.first.year == when.last.year and when.precision != "year":
        said_start = said_start.removesuffix(f" {say_year(when.first.year)}")
        if when.first.month == when.last.month and when.precision == "day":
            said_start = said_start.removesuffix(f" {calendar.month_name[when.first.month]}")
    apart = "–" if said_start.isdigit() else " – "
    return f"{said_start}{apart}{said_end}"


def _say_end(text: str) -> str:
    bare = _known_part(text)
    doubt = text[len(text.rstrip(_DOUBTS)) :]
    sign = "-" if bare.startswith("-") else ""
    bare = bare.removeprefix("-")
    if len(bare) == 10:
        said = f"{int(bare[8:])} {_MONTHS[int(bare[5:7])]} {say_year(sign + bare[:4])}"
    elif len(bare) == 7 and bare[5:].isdigit():
        said = f"{_MONTHS[int(bare[5:])]} {say_year(sign + bare[:4])}"
    elif len(bare) == 4 and bare.isdigit():
        said = say_year(sign + bare)
    elif len(bare) == 4 and bare[:3].isdigit() and bare[3] == "X" and not sign:
        said = f"the {bare[:3]}0s"
    else:
        when = read_date(sign + bare)
        said = f"between {say_year(when.first.year)} and {say_year(when.last.year)}"
    return {"": said, "~": f"about {said}", "?": f"{said} (uncertain)"}.get(doubt, f"about {said} (uncertain)")
