"""The words of a date of TimelineJS: what they tell beyond its numbers (about then, a decade), and each end in full."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from itertools import product

from dyad.record.dates import OPEN_ENDED, SEASONS, date_or_none, missing_ends, parts_of, read_date, say_date, say_year

MONTHS = tuple(name.lower() for name in calendar.month_name)
_CIRCA = re.compile(
    r"(?:(?:circa|about|around|approximately|approx\.?|ca\.?)(?![^\W\d_])|c(?:\.|(?=[\s0-9]))|~)[\s.]*", re.IGNORECASE
)
_TIME = re.compile(r", (\d\d:\d\d)(:\d\d)?(?: UTC(|[+-][0-9:]{2,5}))?$")
_DOUBT = re.compile(r"about|\(uncertain\)|[ ~?%]")  # and the spaces, as a dash has some between words alone


def heed(first: str, last: str, shown: str) -> tuple[str, str]:
    """Return the date with the doubt that the words tell, and the words where they tell still more."""
    told = _reaching(first, last, shown) or _timed(first, last, shown)
    return (told, "") if told else _heed_given(first, last, shown)


def _heed_given(first: str, last: str, shown: str) -> tuple[str, str]:
    plain = first if first == last else f"{first}/{last}"
    said = shown.casefold()
    if any(char.isdigit() for char in said):
        for date in _candidates(first, last, said):
            if _is_said(date, said):
                return date, ""
        if _is_of_ends(shown, first, last):
            return shown, ""
    if circa := _CIRCA.match(said):
        about = "/".join(f"{end}~" for end in plain.split("/"))
        return about, "" if _is_said(plain, said[circa.end() :]) else shown
    return plain, shown


def _reaching(first: str, last: str, shown: str) -> str:
    """Return the interval that goes on from these ends or whose end is not known, "" where the words tell of none."""
    for before, after, form in OPEN_ENDED:
        said = shown.strip()
        if said.casefold().startswith(before) and said.casefold().endswith(after):
            date, more = _heed_given(first, last, said[len(before) : len(said) - len(after)])
            if not more and "/" not in date:
                return form.format(date)
    return ""


def _timed(first: str, last: str, shown: str) -> str:
    """Return the day with the time that the words tell, "" where they tell none or more than that."""
    found = _TIME.search(shown)
    if found is None or first != last or _heed_given(first, last, shown[: found.start()]) != (first, ""):
        return ""
    zone = "" if found[3] is None else found[3] or "Z"
    date = f"{first}T{found[1]}{found[2] or ':00'}{zone}"
    return date if date_or_none(date) else ""


def _candidates(first: str, last: str, said: str) -> Iterator[str]:
    """Yield the dates of these ends that a timeline’s words may mean.

    Doubts are only tried, up to sixteen pairs of them, where the words without any are those of the ends.
    """
    plain = first if first == last else f"{first}/{last}"
    about, unsure = "about" in said, "(uncertain)" in said
    marks = ["%", "~", "?", ""] if about and unsure else ["~", ""] if about else ["?", ""] if unsure else [""]
    if _without_doubts(said) not in map(_without_doubts, _forms(plain)):
        pass
    elif first == last:
        yield from (first + mark for mark in marks)
    else:
        pairs = sorted(product(marks, marks), key=lambda pair: pair[0] != pair[1])
        yield from (f"{first}{one}/{last}{other}" for one, other in pairs)
    if first[-1:] == "0" and last == f"{first[:-1]}9" and first.isdigit():
        yield from (f"{first[:-1]}X{mark}" for mark in marks)
    year = first[: 5 if first.startswith("-") else 4]
    for number, season in SEASONS.items():
        if season in said and _is_of_ends(f"{year}-{number}", first, last):
            yield f"{year}-{number}"


def _is_of_ends(date: str, first: str, last: str) -> bool:
    """Return whether a date that words may mean spans these ends, as far as it is known."""
    when = date_or_none(date)
    return when is not None and when.known == (read_date(first).first, read_date(last).last)


def _is_said(date: str, said: str) -> bool:
    return said in (form.casefold() for form in _forms(date))


def _without_doubts(words: str) -> str:
    return _DOUBT.sub("", words.casefold())


def _forms(date: str) -> Iterator[str]:
    yield in_full(date)
    parts = parts_of(date)
    if parts and parts.is_plain and parts.month and not parts.doubt:
        month, year = MONTHS[int(parts.month)], say_year(parts.year)
        yield f"{month} {int(parts.day)}, {year}" if parts.day else f"{month} {year}"  # as TimelineJS itself does
    yield date
    yield _say_shown(date)


def in_full(date: str) -> str:
    """Put each end of a date into words of its own.

    >>> in_full("2015-12-07~/2015-12-08"), in_full("-0043")
    ('about 7 December 2015 – 8 December 2015', '44 BCE')
    """
    if any(missing_ends(date)):
        return _say_shown(date)
    return " – ".join(map(_say_shown, date.split("/")))


def _say_shown(date: str) -> str:
    """Return a date in words, "" where it is none that a record can have."""
    return say_date(date) if date_or_none(date) else ""
