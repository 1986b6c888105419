"""Dates as wide as they are known: EDTF (ISO 8601-2) read, spanned and put into words."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

import numpy as np

Precision = Literal["day", "month", "year", "decade"]

Missing = Literal["", "open", "unknown"]  # of an end of an interval: given, going on, or not known

EXAMPLES = "2003, 2015-09, 2016-04-26, 2016-09-24/2016-10-10, 2014/.. or 2016~"
NO_DATE = f"is not a date in EDTF, such as {EXAMPLES}."
MISSING: dict[str, Missing] = {"..": "open", "": "unknown"}
# How an interval that lacks an end is said: what stands before the end that is known, what after it, and its EDTF
OPEN_ENDED = (
    ("since ", "", "{}/.."),
    ("until ", "", "../{}"),
    ("", " to an unknown date", "{}/"),
    ("an unknown date to ", "", "/{}"),
)
UNKNOWN = "XX"  # a month or a day written out as not known
SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
SEASON_ENDS = {"21": (3, 5), "22": (6, 8), "23": (9, 11), "24": (12, 12)}  # in months, as the `edtf` package has them
# One end of a date: a year, decade or century; of a year a month, season or nothing known; of a month a day or nothing;
# of a day a time. That there is such a month, day or time is looked at afterwards, so that it can be said.
_END = re.compile(
    r"(-?[0-9]{4}|-?[0-9]{3}X|-?[0-9]{2}XX)"
    r"(?:-([0-9]{2}|XX)(?:-([0-9]{2}|XX)(?:T([0-9]{2}:[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}(?::[0-9]{2})?)?))?)?)?"
    r"([~?%]?)"  # approximate, uncertain, both
)
_CLOCK = re.compile(r"(?:[01][0-9]|2[0-3])(?::[0-5][0-9]){2}(?:Z|[+-](?:0[0-9]|1[0-4])(?::[0-5][0-9])?)?")
_YEAR = re.compile("[0-9]{1,4}")  # of a period; an axis of more years cannot be read
MOST_YEAR = 9999  # of four digits; counted astronomically, as years before the first are
_LONG_YEAR = re.compile(r"Y-?[0-9]{5,}")
_MONTHS = dict(enumerate(calendar.month_name)) | SEASONS
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_LONG_MONTH = re.compile(rf"\b({'|'.join(SHORT_MONTHS)})[a-z]+")


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
    better than by month or year (2015-09). An interval that goes on (2014/..), or whose end is not known (1985/),
    has no `last`; one without a known start has no `first`. Of a time of day the day counts.
    """

    ends: tuple[DateParts, ...]  # that are given: one, or of an interval two
    first: Day | None
    last: Day | None
    precision: Precision
    approximate: bool
    lasted: bool

    @property
    def known(self) -> tuple[Day, Day]:
        """The first and the last day of what is given: of an interval that lacks an end, those of the other."""
        return _span(self.ends[0])[0], _span(self.ends[-1])[1]


@lru_cache(maxsize=4096)
def read_date(text: str) -> When:
    """Read an EDTF level 0 or 1 date; its years are astronomical, so `-0043` is 44 BCE.

    Raises ValueError if `text` is not such a date, names a month, day or time that there is not, or ends before it
    starts.

    >>> read_date("2015-09").last
    Day(year=2015, month=9, day=30)
    >>> print(read_date("2014/..").last)
    None
    >>> read_date("-0043-03~").ends
    (DateParts(year='-0043', month='03', day='', doubt='~', clock=''),)
    """
    texts = text.split("/", 2)
    is_interval = len(texts) == 2
    given = [end for end in texts if not (is_interval and end in MISSING)]
    if not given or len(texts) > 2:
        raise ValueError(NO_DATE)
    ends = tuple(map(_read_end, given))
    if is_interval and any(one.clock for one in ends):
        raise ValueError("gives a time of day in an interval, where EDTF has days alone.")
    first = None if is_interval and texts[0] in MISSING else _span(ends[0])[0]
    last = None if is_interval and texts[-1] in MISSING else _span(ends[-1])[1]
    if first and last and last < first:
        raise ValueError("ends before it starts.")
    return When(
        ends=ends,
        first=first,
        last=last,
        precision=max((one.precision for one in ends), key=("day", "month", "year", "decade").index),
        approximate=any(one.doubt for one in ends),
        lasted=is_interval,
    )


def date_or_none(text: str) -> When | None:
    """Read a date in EDTF; None where it is none."""
    try:
        return read_date(text)
    except ValueError:
        return None


def missing_ends(text: str) -> tuple[Missing, Missing]:
    """Return what is missing of a date's start and of its end.

    >>> missing_ends("2014/.."), missing_ends("/1985"), missing_ends("2014")
    (('', 'open'), ('unknown', ''), ('', ''))
    """
    start, slash, end = text.partition("/")
    return (MISSING.get(start, ""), MISSING.get(end, "")) if slash else ("", "")


class DateParts(NamedTuple):
    """One end of a date as it is written in EDTF: `201X` a decade, month `21` a spring, `XX` unknown, "" not stated.

    `clock` is the time of day, with what it is ahead of UTC where stated: 23:20:30, 23:20:30Z, 23:20:30+04:30.
    """

    year: str
    month: str
    day: str
    doubt: str
    clock: str = ""

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
        """Whether it is a year, a month or a day without a time, and nothing in it is left unknown."""
        return not self.clock and UNKNOWN not in self and "X" not in self.year and self.month not in SEASON_ENDS


def _read_end(end: str) -> DateParts:
    """Take one end of a date apart; a ValueError says what is wrong with it."""
    found = _END.fullmatch(end)
    if found is None:
        if _LONG_YEAR.match(end):
            raise ValueError(f"has a year of more than four digits. Allowed: years from {-MOST_YEAR} to {MOST_YEAR}.")
        raise ValueError(NO_DATE)
    year, month, day, clock, doubt = found.groups(default="")
    known_in_unknown = (month and "X" in year) or (day.isdigit() and month == UNKNOWN)
    if year == "-0000" or known_in_unknown or (day and month in SEASON_ENDS) or (clock and (doubt or day == UNKNOWN)):
        raise ValueError(NO_DATE)
    if month.isdigit() and month not in SEASON_ENDS and not 1 <= int(month) <= 12:
        raise ValueError(f"names no month: {month}. Allowed: 01 to 12, and 21 to 24 for spring to winter.")
    if day.isdigit():
        days = days_of_month(int(year), int(month))
        if not 1 <= int(day) <= days:
            raise ValueError(f"names no day: {calendar.month_name[int(month)]} {say_year(year)} has {days} days.")
    if clock and not _CLOCK.fullmatch(clock):
        raise ValueError(f"names no time of day: {clock}. Allowed: 00:00:00 to 23:59:59, and up to 14 hours from UTC.")
    return DateParts(year, month, day, doubt, clock)


def _span(parts: DateParts) -> tuple[Day, Day]:
    """Return the first and the last day that one end of a date may mean."""
    least, most = parts.years
    if parts.day.isdigit():
        day = Day(least, int(parts.month), int(parts.day))
        return day, day
    number = int(parts.month) if parts.month.isdigit() else 0
    first, last = SEASON_ENDS.get(parts.month) or (number or 1, number or 12)
    return Day(least, first, 1), Day(most, last, days_of_month(most, last))


def days_of_month(year: int, month: int) -> int:
    """Return how many days a month has, in any year.

    >>> days_of_month(-44, 2)
    29
    """
    return calendar.monthrange(2000 + year % 400, month)[1]  # Python's calendar begins with year 1


def say_year(year: int | str) -> str:
    """Put a year into words; before year 1 as historians count, without a year 0.

    >>> say_year(2016), say_year(0), say_year(-43)
    ('2016', '1 BCE', '44 BCE')
    """
    number = int(year)
    return str(number) if number > 0 else f"{1 - number} BCE"


def as_year(text: str) -> int | None:
    """Return the year that a text of at most four digits is, else None.

    >>> as_year("2016"), as_year("2016.0"), as_year("20160")
    (2016, None, None)
    """
    return int(text) if _YEAR.fullmatch(text) else None


def say_date(text: str) -> str:
    """Put an EDTF date into words, no more precise than it is.

    >>> say_date("2016-09-24/2016-10-10")
    '24 September – 10 October 2016'
    >>> say_date("2014-10~")
    'about October 2014'
    >>> say_date("2014/.."), say_date("1985/"), say_date("1985-04-12T23:20:30Z")
    ('since 2014', '1985 to an unknown date', '12 April 1985, 23:20:30 UTC')
    >>> say_date("")
    'undated'
    """
    if not text:
        return "undated"
    when = read_date(text)
    start, end = when.ends[0], when.ends[-1]
    if when.first is None or when.last is None:
        before, after = next((a, b) for a, b, form in OPEN_ENDED if form.format(text.strip("./")) == text)
        return f"{before}{_say_end(end)}{after}"
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


def shorten_months(date: str) -> str:
    """Return a date in words with its months cut to three letters.

    >>> shorten_months("about 19 December 2016")
    'about 19 Dec 2016'
    """
    return _LONG_MONTH.sub(r"\1", date)


def _say_end(parts: DateParts) -> str:
    least, most = parts.years
    if parts.precision == "decade":
        is_decade = parts.year.count("X") == 1 and not parts.year.startswith("-")
        said = f"the {parts.year[:-1]}0s" if is_decade else f"between {say_year(least)} and {say_year(most)}"
    else:
        day = f"{int(parts.day)} " if parts.day.isdigit() else ""
        month = f"{_MONTHS[int(parts.month)]} " if parts.month.isdigit() else ""
        time, zone = parts.clock[:8].removesuffix(":00"), parts.clock[8:]
        clock = f", {time}{' UTC' if zone else ''}{zone.removeprefix('Z')}" if time else ""
        said = f"{day}{month}{say_year(least)}{clock}"
    forms = {"": said, "~": f"about {said}", "?": f"{said} (uncertain)", "%": f"about {said} (uncertain)"}
    return forms[parts.doubt]
