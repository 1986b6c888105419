"""Dates as wide as they are known: EDTF (ISO 8601-2) read, spanned and put into words.

The `edtf` package parses; here a date gets its first and last day and its English form.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

import edtf

Precision = Literal["day", "month", "year", "decade"]

EXAMPLES = "2003, 2015-09, 2016-04-26, 2016-09-24/2016-10-10 or 2016~"
_DOUBTS = "~?%"  # approximate, uncertain, both
_SPELT: dict[int, Precision] = {10: "day", 7: "month", 4: "year"}
_MONTHS = dict(enumerate(calendar.month_name)) | {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}


@dataclass(frozen=True)
class When:
    """A date as stated: it lies between `first` and `last`, both included.

    `lasted` tells a happening of several days (2016-09-24/2016-10-10) from a moment not known
    better than by month or year (2015-09).
    """

    edtf: str
    first: date
    last: date
    precision: Precision
    approximate: bool
    lasted: bool

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


@lru_cache(maxsize=4096)
def read_date(text: str) -> When:
    """Read an EDTF level 0 or 1 date of the years 1 to 9999.

    Raises
    ------
    ValueError
        If `text` is not such a date, has an open end, or ends before it starts.

    >>> read_date("2015-09").last
    datetime.date(2015, 9, 30)
    """
    try:
        parsed = edtf.parse_edtf(text)
        lower, upper = parsed.lower_strict(), parsed.upper_strict()
        first, last = date(*lower[:3]), date(*upper[:3])
    except (
        edtf.parser.edtf_exceptions.EDTFParseException,
        ValueError,
        TypeError,
        AttributeError,
        OverflowError,
    ) as why:
        raise ValueError(f"is not a date in EDTF, such as {EXAMPLES}.") from why
    ends = text.split("/")
    if not all(ends) or any(".." in end for end in ends):
        raise ValueError("leaves an end open; give both, or the one that is known with ~.")
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


def _precision(text: str) -> Precision:
    bare = _known_part(text)
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
        said_start = said_start.removesuffix(f" {when.first.year}")
        if when.first.month == when.last.month and when.precision == "day":
            said_start = said_start.removesuffix(f" {calendar.month_name[when.first.month]}")
    apart = "–" if said_start.isdigit() else " – "
    return f"{said_start}{apart}{said_end}"


def _say_end(text: str) -> str:
    bare = _known_part(text)
    doubt = text[len(text.rstrip(_DOUBTS)) :]
    if len(bare) == 10:
        day = date.fromisoformat(bare)
        said = f"{day.day} {calendar.month_name[day.month]} {day.year}"
    elif len(bare) == 7 and bare[5:].isdigit():
        said = f"{_MONTHS[int(bare[5:])]} {bare[:4]}"
    elif len(bare) == 4 and bare[:3].isdigit() and bare[3] == "X":
        said = f"the {bare[:3]}0s"
    else:
        said = bare
    return {"": said, "~": f"about {said}", "?": f"{said} (uncertain)"}.get(doubt, f"about {said} (uncertain)")
