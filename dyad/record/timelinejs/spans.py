"""EDTF dates as the days they span, astronomical years before the first among them.

Plain dates (a year, month or day) are taken apart here; the `edtf` parser, which is slow, is asked about others.
"""

from __future__ import annotations

import calendar
import re
from functools import lru_cache

import edtf

Ymd = tuple[int, int, int]  # astronomical year, month, day

DOUBTS = "~?%"  # approximate, uncertain, both
PLAIN = re.compile(r"(-?[0-9]{4})(?:-(0[1-9]|1[0-2])(?:-([0-9]{2}))?)?")
MOST_RAW_CHARS = 40  # of EDTF that stands in words, for its parser takes long over anything longer
_RAW = re.compile(r"[-0-9X~?%/]+")


def days_of(year: int, month: int) -> int:
    """Return how many days a month has, in any year."""
    return calendar.monthrange(2000 if calendar.isleap(year) else 2001, month)[1]


def parts_of(end: str) -> tuple[str, str, str]:
    """Return the year, month and day of a plain date, "" where not stated; `ValueError` if it is none."""
    if plain := PLAIN.fullmatch(end):
        return plain[1], plain[2] or "", plain[3] or ""
    raise ValueError(f"{end} is not a year, month or day.")


def bounds(end: str) -> tuple[Ymd, Ymd]:
    """Return the first and last day of a year, month or day."""
    year, month, day = (int(part or 0) for part in parts_of(end))
    last = month or 12
    return (year, month or 1, day or 1), (year, last, day or days_of(year, last))


@lru_cache(maxsize=1024)
def raw_span(date: str) -> tuple[Ymd, Ymd] | None:
    """Return the first and last day of any EDTF of level 0 or 1 that is closed, else None."""
    if len(date) > MOST_RAW_CHARS or not _RAW.fullmatch(date) or not all(date.split("/")):
        return None
    try:
        parsed = edtf.parse_edtf(date)
        lower, upper = parsed.lower_strict(), parsed.upper_strict()
        first, last = (lower[0], lower[1], lower[2]), (upper[0], upper[1], upper[2])
    except (edtf.parser.edtf_exceptions.EDTFParseException, ValueError, TypeError, AttributeError, OverflowError):
        return None
    return (first, last) if first <= last else None


def widest(first: Ymd, last: Ymd) -> list[str]:
    """Return the ends of a span as years where it is whole years, as months where it is whole months."""
    parts = 3
    if first[2] == 1 and last[2] == days_of(*last[:2]):
        parts = 1 if first[1] == 1 and last[1] == 12 else 2
    return ["-".join([f"{'-' if ymd[0] < 0 else ''}{abs(ymd[0]):04}", f"{ymd[1]:02}", f"{ymd[2]:02}"][:parts])
            for ymd in (first, last)]  # fmt: skip
