"""Dates and numbers as people write them in spreadsheets, put as the tables want them: never guessed.

What can be read in two ways is left as it stands and asked about: 04/05/2016 is in April or in May.
"""

from __future__ import annotations

import calendar
import re
from typing import Literal

from dyad.record.dates import read_date

DayOrder = Literal["", "day first", "month first"]
MIDNIGHTS = ("T00:00:00", "T00:00:00Z")  # how programs write a day that they hold as an instant
DECIMALS: dict[str, str] = {"a decimal comma": ",", "commas between thousands": "."}

_NAMES = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
_MONTH = "(" + "|".join(sorted(_NAMES, key=len, reverse=True)) + r")\.?"
_YEAR = r"(\d{4})"
_SLASHED = re.compile(rf"(\d{{1,2}})([/.\-])(\d{{1,2}})\2{_YEAR}")
_BIG_ENDIAN = re.compile(rf"{_YEAR}([/.\-])(\d{{1,2}})(?:\2(\d{{1,2}}))?(?:[T ]00:00(?::00)?(?:\.0+)?Z?)?")
_DAY_MONTH = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?\.? {_MONTH},? {_YEAR}", re.IGNORECASE)
_MONTH_DAY = re.compile(rf"{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}", re.IGNORECASE)
_MONTH_ONLY = re.compile(rf"{_MONTH},? {_YEAR}", re.IGNORECASE)
_APART = re.compile(r" ?[–—] ?| (?:to|-) ")  # blanks are single spaces by then
_ABOUT = re.compile(r"(?:c\.|ca\.?|circa|about|around) ?(.+)", re.IGNORECASE)  # of one date, said once
_BEFORE = re.compile(r"([1-9]\d{0,3}) ?(?:BCE|BC|B\.C\.E?\.?)", re.IGNORECASE)
_GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?")
_SPACED = re.compile(r"[+-]?[0-9]{1,3}( [0-9]{3})+(?![0-9]).*")
_COMMA = re.compile(r"[+-]?(?<![0-9])[0-9]+,[0-9]+")


def is_ambiguous_date(text: str) -> bool:
    """Return whether a date, or an end of it, gives day and month as numbers that could each be the month.

    >>> [is_ambiguous_date(date) for date in ("04/05/2016", "26/04/2016", "05.05.2016", "2016-04-05")]
    [True, False, False, False]
    """
    return tidy_date(text, order="day first") != tidy_date(text, order="month first")


def tidy_date(text: str, *, order: DayOrder = "") -> str:
    """Return a date as EDTF where it can be read in one way only; anything else as it stands.

    `order` says how dates such as 04/05/2016 are meant.

    >>> tidy_date("26/04/2016"), tidy_date("April 26, 2016"), tidy_date("44 BC"), tidy_date("04/05/2016")
    ('2016-04-26', '2016-04-26', '-0043', '04/05/2016')
    """
    plain = " ".join(text.split())
    for midnight in MIDNIGHTS:
        plain = plain.removesuffix(midnight)
    try:
        read_date(plain)
    except ValueError:
        spelt = _spelt(plain, order)
        return text if spelt is None else spelt
    return plain


def _spelt(text: str, order: DayOrder) -> str | None:
    ends = _APART.split(text)
    if len(ends) == 2:
        return _read("/".join(tidy_date(end, order=order) for end in ends))
    if found := _ABOUT.fullmatch(text):
        when = None if _ABOUT.fullmatch(found[1]) else tidy_date(found[1], order=order)
        return _read(f"{when}~") if when and "/" not in when else None
    if found := _SLASHED.fullmatch(text):
        return _slashed(int(found[1]), int(found[3]), found[4], order)
    if found := _BIG_ENDIAN.fullmatch(text):
        return _made(found[1], int(found[3]), int(found[4]) if found[4] else None)
    if found := _DAY_MONTH.fullmatch(text):
        return _made(found[3], _NAMES[found[2].lower()], int(found[1]))
    if found := _MONTH_DAY.fullmatch(text):
        return _made(found[3], _NAMES[found[1].lower()], int(found[2]))
    if found := _MONTH_ONLY.fullmatch(text):
        return _made(found[2], _NAMES[found[1].lower()], None)
    if (found := _BEFORE.fullmatch(text)) and int(found[1]):  # there was no year 0
        year = 1 - int(found[1])
        return f"{'-' if year < 0 else ''}{-year:04d}"
    return None


def _slashed(one: int, other: int, year: str, order: DayOrder) -> str | None:
    if other > 12 or one == other:
        return _made(year, one, other)  # the second can only be the day
    if one > 12 or order == "day first":
        return _made(year, other, one)
    return _made(year, one, other) if order == "month first" else None


def _made(year: str, month: int, day: int | None) -> str | None:
    return _read(f"{year}-{month:02d}" + (f"-{day:02d}" if day is not None else ""))


def _read(date: str) -> str | None:
    try:
        read_date(date)
    except ValueError:
        return None
    return date


def is_ambiguous_number(text: str) -> bool:
    """Return whether a number may have a decimal comma or one between thousands.

    >>> is_ambiguous_number("1,234"), is_ambiguous_number("405,3"), is_ambiguous_number("1,234,567")
    (True, False, False)
    """
    return bool(re.fullmatch(r"[+-]?[1-9][0-9]{0,2},[0-9]{3}", text))


def tidy_number(text: str, *, comma: str = "") -> str:
    """Return a number with a point for decimals and nothing between thousands, where it can be read in one way only.

    `comma` is a value of `DECIMALS`: what the comma of numbers such as 1,234 is.

    >>> tidy_number("405,3"), tidy_number("1,234.5"), tidy_number("1,234"), tidy_number("1,234", comma=".")
    ('405.3', '1234.5', '1,234', '1234')
    """
    plain = text.replace("\u00a0", " ").replace("\u202f", " ").strip()
    if _SPACED.fullmatch(plain):  # other spaces part two numbers, or a number and something else
        plain = plain.replace(" ", "")
    if is_ambiguous_number(plain):
        return {",": plain.replace(",", "."), ".": plain.replace(",", "")}.get(comma, text)
    if _GROUPED.fullmatch(plain):
        return plain.replace(",", "")
    if _COMMA.fullmatch(plain):
        return plain.replace(",", ".")
    return plain if re.fullmatch(r"[+-]?[0-9]+(\.[0-9]+)?", plain) else text
