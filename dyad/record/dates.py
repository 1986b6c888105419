"""Dates as wide as they are known: EDTF (ISO 8601-2) read, spanned and put into words."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

import numpy as np

Precision = Literal["day", "month", "year", "decade"]

EXAMPLES = "2003, 2015-09, 2016-04-26, 2016-09-24/2016-10-10 or 2016~"
MOST_ENDS = 2
DOUBTS = "~?%"  # approximate, uncertain, both
UNKNOWN = "XX"  # a month or a day written out as not known
SEASONS = {"21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (12, 12)}  # first and last month, as the `edtf` package
# One end of a date: a year, decade or century; of a year a month, season or nothing known; of a month a day or nothing
_END = re.compile(
    r"(-?[0-9]{4}|-?[0-9]{3}X|-?[0-9]{2}XX)"
    r"(?:-(0[1-9]|1[0-2]|2[1-4]|XX)(?:-(0[1-9]|[12][0-9]|3[01]|XX))?)?"
    r"([~?%]?)"
)
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
    ends = text.split("/", MOST_ENDS)
    parts = [parts_of(end) for end in ends] if len(ends) <= MOST_ENDS else []
    if len(parts) == MOST_ENDS and any(end in ("", "..") for end in ends) and any(parts):
        raise ValueError("leaves an end open; give both, or the one that is known with ~.")
    spans = [span for one in parts if one and (span := _span(one))]
    if len(spans) < len(ends):
        raise ValueError(f"is not a date in EDTF, such as {EXAMPLES}.")
    first, last = spans[0][0], spans[-1][1]
    if last < first:
        raise ValueError("ends before it starts.")
    return When(
        edtf=text,
        first=first,
        last=last,
        precision=max((one.precision for one in parts if one), key=("day", "month", "year", "decade").index),
        approximate=any(mark in text for mark in DOUBTS),
        lasted=len(ends) == MOST_ENDS,
    )


class Parts(NamedTuple):
    """One end of a date as it is written: `201X` a decade, month `21` a spring, `XX` unknown, "" not stated."""

    year: str
    month: str
    day: str
    doubt: str

    @property
    def precision(self) -> Precision:
        if "X" in self.year:
            return "decade"
        return "day" if self.day.isdigit() else "month" if self.month.isdigit() else "year"

    @property
    def years(self) -> tuple[int, int]:
        """The first and the last year that are meant."""
        one, other = int(self.year.replace("X", "0")), int(self.year.replace("X", "9"))
        return min(one, other), max(one, other)

    @property
    def is_plain(self) -> bool:
        """Whether it is a year, a month or a day, and nothing in it is left unknown."""
        return UNKNOWN not in self and "X" not in self.year and self.month not in SEASONS


def parts_of(end: str) -> Parts | None:
    """Take one end of a date apart; None where it is none. That its month has such a day is not looked at.

    >>> parts_of("-0043-03~")
    Parts(year='-0043', month='03', day='', doubt='~')
    """
    found = _END.fullmatch(end)
    if found is None:
        return None
    year, month, day, doubt = found.groups(default="")
    known_in_unknown = (month and "X" in year) or (day.isdigit() and month == UNKNOWN)
    if year == "-0000" or known_in_unknown or (day and month in SEASONS):
        return None
    return Parts(year, month, day, doubt)


def _span(parts: Parts) -> tuple[Day, Day] | None:
    """Return the first and the last day that one end of a date may mean; None where there is no such day."""
    least, most = parts.years
    number = int(parts.month) if parts.month.isdigit() else 0
    first, last = SEASONS.get(parts.month) or (number or 1, number or 12)
    days = days_of_month(most, last)
    if not parts.day.isdigit():
        return Day(least, first, 1), Day(most, last, days)
    day = int(parts.day)
    return (Day(least, first, day), Day(most, last, day)) if day <= days else None


def days_of_month(year: int, month: int) -> int:
    """Return how many days a month has, in any year.

    >>> days_of_month(-44, 2)
    29
    """
    return calendar.monthrange(2000 + year % 400, month)[1]  # Python's calendar begins with year 1


def days_of_year(year: int) -> int:
    """Return how many days a year has."""
    return 366 if calendar.isleap(year) else 365


def day_of_year(day: Day) -> int:
    """Return the place of a day in its year, from 1 on.

    >>> day_of_year(Day(2016, 3, 1))
    61
    """
    return sum(days_of_month(day.year, month) for month in range(1, day.month)) + day.day


def say_year(year: int | str) -> str:
    """Put a year into words; before year 1 as historians count, without a year 0.

    >>> say_year(2016), say_year(0), say_year(-43)
    ('2016', '1 BCE', '44 BCE')
    """
    number = int(year)
    return str(number) if number > 0 else f"{1 - number} BCE"


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
    ends = [parts for end in text.split("/") if (parts := parts_of(end))]
    start, end = ends[0], ends[-1]
    if start[:3] == end[:3]:
        return _say_end(end)
    if start.doubt == end.doubt == "~":
        return f"about {say_date(text.replace('~', ''))}"
    said_start, said_end = _say_end(start), _say_end(end)
    if when.first.year == when.last.year and when.precision != "year":
        said_start = said_start.removesuffix(f" {say_year(when.first.year)}")
        if when.first.month == when.last.month and when.precision == "day":
            said_start = said_start.removesuffix(f" {calendar.month_name[when.first.month]}")
    apart = "–" if said_start.isdigit() else " – "
    return f"{said_start}{apart}{said_end}"


def _say_end(parts: Parts) -> str:
    least, most = parts.years
    if parts.precision == "decade":
        is_decade = parts.year.count("X") == 1 and not parts.year.startswith("-")
        said = f"the {parts.year[:-1]}0s" if is_decade else f"between {say_year(least)} and {say_year(most)}"
    else:
        day = f"{int(parts.day)} " if parts.day.isdigit() else ""
        month = f"{_MONTHS[int(parts.month)]} " if parts.month.isdigit() else ""
        said = f"{day}{month}{say_year(least)}"
    forms = {"": said, "~": f"about {said}", "?": f"{said} (uncertain)", "%": f"about {said} (uncertain)"}
    return forms[parts.doubt]
