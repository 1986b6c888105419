"""What the words that are shown for a date tell beyond its numbers: that it is about then, or a whole decade."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from itertools import product

from dyad.record.dates import say_date
from dyad.record.timelinejs.spans import DOUBTS, PLAIN, bounds, raw_span

MONTHS = tuple(name.lower() for name in calendar.month_name)
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
_CIRCA = re.compile(
    r"(?:(?:circa|about|around|approximately|approx\.?|ca\.?)(?![^\W\d_])|c(?:\.|(?=[\s0-9]))|~)[\s.]*", re.IGNORECASE
)


def heed(first: str, last: str, shown: str) -> tuple[str, str]:
    """Return the date with the doubt that the words tell, and the words where they tell still more."""
    plain = first if first == last else f"{first}/{last}"
    said = shown.casefold()
    if any(char.isdigit() for char in said):
        for date in _candidates(first, last, said):
            if _is_said(date, said):
                return date, ""
        if raw_span(shown) == (bounds(first)[0], bounds(last)[1]) and _say(shown):
            return shown, ""
    if circa := _CIRCA.match(said):
        about = "/".join(f"{end}~" for end in plain.split("/"))
        return about, "" if _is_said(plain, said[circa.end() :]) else shown
    return plain, shown


def _candidates(first: str, last: str, said: str) -> Iterator[str]:
    """Yield the dates of these ends that the words may mean; putting a date into words takes long, so only those."""
    about, unsure = "about" in said, "(uncertain)" in said
    marks = ["%", "~", "?", ""] if about and unsure else ["~", ""] if about else ["?", ""] if unsure else [""]
    if first == last:
        yield from (first + mark for mark in marks)
    else:
        pairs = sorted(product(marks, marks), key=lambda pair: pair[0] != pair[1])
        yield from (f"{first}{one}/{last}{other}" for one, other in pairs)
    if first[-1:] == "0" and last == f"{first[:-1]}9" and first.isdigit():
        yield from (f"{first[:-1]}X{mark}" for mark in marks)
    year = first[: 5 if first.startswith("-") else 4]
    for season, number in SEASONS.items():
        if season in said and raw_span(f"{year}-{number}") == (bounds(first)[0], bounds(last)[1]):
            yield f"{year}-{number}"


def _is_said(date: str, said: str) -> bool:
    return said in (form.casefold() for form in _forms(date)) or said == _say(date).casefold()


def _forms(date: str) -> Iterator[str]:
    yield in_full(date)
    if (plain := PLAIN.fullmatch(date)) and plain[2]:
        month, year = MONTHS[int(plain[2])], _year_in_words(int(plain[1]))
        yield f"{month} {int(plain[3])}, {year}" if plain[3] else f"{month} {year}"  # as TimelineJS itself does
    yield date


def in_full(date: str) -> str:
    """Put each end of a date into words of its own.

    >>> in_full("2015-12-07~/2015-12-08"), in_full("-0043")
    ('about 7 December 2015 – 8 December 2015', '44 BCE')
    """
    return " – ".join(_end_in_words(end) for end in date.split("/"))


def _end_in_words(end: str) -> str:
    plain = PLAIN.fullmatch(end.rstrip(DOUBTS))
    if not plain:
        return _say(end)
    said = _year_in_words(int(plain[1]))
    if plain[2]:
        said = f"{MONTHS[int(plain[2])].capitalize()} {said}"
    if plain[3]:
        said = f"{int(plain[3])} {said}"
    doubt = end[-1]
    return ("about " if doubt in "~%" else "") + said + (" (uncertain)" if doubt in "?%" else "")


def _year_in_words(year: int) -> str:
    return str(year) if year > 0 else f"{1 - year} BCE"


def _say(date: str) -> str:
    try:
        return say_date(date)
    except (ValueError, KeyError):  # what has no words is no date of a record
        return ""
