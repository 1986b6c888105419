"""Dates in the columns of TimelineJS (year, month, day), as EDTF and back.

TimelineJS (Knight Lab, 3.9) shows its year -44 as "44 BCE": `_applyEra` in src/js/language/Language.js drops the
sign and adds the letters. EDTF counts astronomically, where 44 BCE is -0043. So years before the first lie one apart
here and there, and a year 0, which TimelineJS shows as it stands, is no year that words know.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from dyad.importing.timelinejs.words import MONTHS, heed, in_full
from dyad.record.dates import MOST_YEAR, days_of_month, read_date

_SPACING = re.compile(r"[\s,]+|\.0+$")  # "1 840", "1,840", and "1840.0" of a spreadsheet
_YEAR_WITHIN = re.compile(r"(?<![0-9])[0-9]{3,4}(?![0-9])")


class End(NamedTuple):
    """One end of a date as a file gives it: every part text, "" where not stated."""

    year: str = ""
    month: str = ""
    day: str = ""

    def __str__(self) -> str:
        return "-".join(filter(None, self))


class Fault(NamedTuple):
    """What is wrong with a column ("year", "end month"): what stands there, what is said of it, what to do."""

    column: str
    value: str | None
    message: str
    hint: str


class Dated(NamedTuple):
    """A date read: its EDTF, the words shown for it where they tell more, and everything wrong with it."""

    edtf: str = ""
    words: str = ""
    faults: tuple[Fault, ...] = ()


class Columns(NamedTuple):
    """A date as TimelineJS takes it. `shown` is what it displays in place of the numbers, where these say less."""

    start: End
    end: End
    shown: str


# -- reading -----------------------------------------------------------------------------------


def read_span(start: End, end: End, *, shown: str = "") -> Dated:
    """Read the columns of a date and the words that are shown in their place.

    >>> read_span(End(year="2014", month="10"), End(), shown="about October 2014").edtf
    '2014-10~'
    >>> read_span(End(year="-44", month="3", day="15"), End()).edtf
    '-0043-03-15'
    """
    first, faults = _read_end(start, "")
    last, more = _read_end(end, "end ")
    if (last or more) and not (first or faults):
        hint = "Give the start too: an event without one is undated."
        faults.append(Fault("year", None, "is empty while the end is given.", hint))
    if faults or more:
        return Dated(faults=(*faults, *more))
    if not first:
        return Dated(words=shown)
    last = last or first
    if read_date(first).known[0] > read_date(last).known[1]:
        message, hint = f"ends before it starts, at {start}.", "Swap the two, or correct one."
        return Dated(faults=(Fault("end year", str(end), message, hint),))
    date, words = heed(first, last, shown)
    return Dated(edtf=date, words=words)


def _read_end(end: End, prefix: str) -> tuple[str, list[Fault]]:
    """Return an end in EDTF, or what is wrong with its columns; `prefix` is what their names begin with."""
    year, month, day = (_SPACING.sub("", part) for part in end)
    if not (year or month or day):
        return "", []
    faults = []
    if problem := _fault_of_year(year):
        faults.append(Fault(f"{prefix}year", end.year or None, *problem))
    if day and not month:
        hint = "Give the month, or leave the day empty."
        faults.append(Fault(f"{prefix}month", None, "is empty while the day is given.", hint))
    numbers = _number(year) or 0, _number(month) or 0, _number(day) or 0
    number = _astronomical(numbers[0])
    if month and numbers[1] not in range(1, 13):
        named = next((at for at, name in enumerate(MONTHS) if at and name.startswith(month.lower()[:3])), 0)
        hint = f"Write {named}." if named and len(month) > 2 else "Allowed: 1 to 12; empty where it is not known."
        faults.append(Fault(f"{prefix}month", end.month, "is not a month.", hint))
    if day:
        days = 31 if faults else days_of_month(number, numbers[1])
        if numbers[2] not in range(1, days + 1):
            of = "" if faults else f" of {MONTHS[numbers[1]].capitalize()} {numbers[0]}"
            hint = f"Allowed: 1 to {days}; empty where it is not known."
            faults.append(Fault(f"{prefix}day", end.day, f"is not a day{of}.", hint))
    if faults:
        return "", faults
    parts = [f"-{-number:04}" if number < 0 else f"{number:04}"]
    parts += [f"{part:02}" for part in numbers[1:] if part]
    return "-".join(parts), []


def _fault_of_year(year: str) -> tuple[str, str] | None:
    if not year:
        return "is empty while the month or the day is given.", "Give the year."
    if not re.fullmatch(r"-?[0-9]+", year):
        within = _YEAR_WITHIN.search(year)
        digits = within[0] if within else "1840, or -44 for 44 BCE"
        return "is not a year.", f"Write {digits}, and the words as the display date."
    number = _number(year)
    if number == 0:
        return "is not a year: 1 BCE is followed by 1.", "Write -1 for 1 BCE."
    if number is None or abs(_astronomical(number)) > MOST_YEAR:
        allowed = f"{_shown_year(-MOST_YEAR)} to {MOST_YEAR}"
        return "lies beyond the years that can be recorded.", f"Allowed: {allowed}."
    return None


def _number(text: str) -> int | None:
    whole = re.fullmatch(r"(-?)0*([0-9]{1,6})", text)
    return int(whole[1] + whole[2]) if whole else None


def _astronomical(year: int) -> int:
    return year if year > 0 else year + 1


def _shown_year(year: int) -> int:
    return year if year > 0 else year - 1


# -- writing -----------------------------------------------------------------------------------


def write_span(date: str, *, said: str) -> Columns:
    """Return the columns of an EDTF date, and words where the columns alone would not be read as the same date.

    `said` is the date in words. TimelineJS knows no open ends: the columns hold what is given, the words tell the rest.
    Where two dates are said alike, each end is told in full, or the EDTF is shown.

    >>> columns = write_span("201X", said="the 2010s")
    >>> str(columns.start), str(columns.end), columns.shown
    ('2010', '2019', 'the 2010s')
    """
    start, end = _columns(date)
    for shown in ("", *filter(None, (said, in_full(date), date))):
        if read_span(start, end, shown=shown) == Dated(edtf=date):
            return Columns(start=start, end=end, shown=shown)
    return Columns(start=start, end=end, shown=said)


def _columns(date: str) -> tuple[End, End]:
    when = read_date(date)
    told = [(int(one.year), *map(int, filter(None, (one.month, one.day)))) for one in when.ends if one.is_plain]
    if len(told) < len(when.ends):  # in years where these are whole, in months where those are
        begin, finish = when.known
        parts = 3
        if begin.day == 1 and finish.day == days_of_month(finish.year, finish.month):
            parts = 1 if begin.month == 1 and finish.month == 12 else 2
        told = [begin[:parts], finish[:parts]]
    first, *last = (End(*map(str, (_shown_year(year), *rest))) for year, *rest in dict.fromkeys(told))
    return first, last[0] if last else End()
