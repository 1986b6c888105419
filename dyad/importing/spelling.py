"""Dates and numbers as people write them in spreadsheets, put as the tables want them: never guessed.

What can be read in two ways is left as it stands and asked about: 04/05/2016 is in April or in May.
"""

from __future__ import annotations

import calendar
import re
from typing import Literal

from dyad.record.checking import NUMBER
from dyad.record.dates import date_or_none

DayOrder = Literal["", "day first", "month first"]
MIDNIGHTS = ("T00:00:00", "T00:00:00Z")  # how programs write a day that they hold as an instant
DECIMALS: dict[str, str] = {"a decimal comma": ",", "commas between thousands": "."}

_NAMES = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
_MONTH = "(?P<month>" + "|".join(sorted(_NAMES, key=len, reverse=True)) + r")\.?"
_YEAR, _DAY = r"(?P<year>\d{4})", r"(?P<day>\d{1,2})"
_SLASHED = re.compile(r"(\d{1,2})([/.\-])(\d{1,2})\2(\d{4})")
_FORMS = (
    re.compile(  # but for 2016.1, which a spreadsheet makes of 2016.10
        rf"{_YEAR}(?!\.\d$)([/.\-])(?P<month>\d{{1,2}})(?:\2{_DAY})?(?:[T ]00:00(?::00)?(?:\.0+)?Z?)?"
    ),
    re.compile(rf"(?i){_DAY}(?:st|nd|rd|th)?\.? {_MONTH},? {_YEAR}"),
    re.compile(rf"(?i){_MONTH} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}"),
    re.compile(rf"(?i){_MONTH},? {_YEAR}"),
)
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff]")  # what is copied from pages may have around it
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
    plain = " ".join(_UNSEEN.sub("", text).split())
    for midnight in MIDNIGHTS:
        plain = plain.removesuffix(midnight)
    return plain if date_or_none(plain) else _spelt(plain, order) or text


def _spelt(text: str, order: DayOrder) -> str | None:
    ends = _APART.split(text)
    if len(ends) == 2:
        return _read("/".join(tidy_date(end, order=order) for end in ends))
    if found := _ABOUT.fullmatch(text):
        when = None if _ABOUT.fullmatch(found[1]) else tidy_date(found[1], order=order)
        return _read(f"{when}~") if when and "/" not in when else None
    if found := _SLASHED.fullmatch(text):
        return _slashed(found[1], found[3], found[4], order)
    if found := next(filter(None, (form.fullmatch(text) for form in _FORMS)), None):
        return _made(**{"day": "", **found.groupdict("")})
    if (found := _BEFORE.fullmatch(text)) and int(found[1]):  # there was no year 0
        year = 1 - int(found[1])
        return f"{'-' if year < 0 else ''}{-year:04d}"
    return None


def _slashed(one: str, other: str, year: str, order: DayOrder) -> str | None:
    if int(other) > 12 or int(one) == int(other):
        return _made(year, one, other)  # the second can only be the day
    if int(one) > 12 or order == "day first":
        return _made(year, other, one)
    return _made(year, one, other) if order == "month first" else None


def _made(year: str, month: str, day: str) -> str | None:
    """Return a date of its parts, the month in words or digits, the day "" where there is none."""
    number = _NAMES.get(month.lower()) or int(month)
    return _read(f"{year}-{number:02d}" + (f"-{int(day):02d}" if day else ""))


def _read(date: str) -> str | None:
    return date if date_or_none(date) else None


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
    plain = _UNSEEN.sub("", text).replace("\u00a0", " ").replace("\u202f", " ").strip()
    if _SPACED.fullmatch(plain):  # other spaces part two numbers, or a number and something else
        plain = plain.replace(" ", "")
    if is_ambiguous_number(plain):
        return {",": plain.replace(",", "."), ".": plain.replace(",", "")}.get(comma, text)
    if _GROUPED.fullmatch(plain):
        return plain.replace(",", "")
    if _COMMA.fullmatch(plain):
        return plain.replace(",", ".")
    return plain if NUMBER.fullmatch(plain) else text
