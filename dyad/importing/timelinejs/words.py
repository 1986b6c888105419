"""The words of a date of TimelineJS: what they tell beyond its numbers (about then, a decade), and each end in full."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from itertools import product

from dyad.record.dates import OPEN_ENDED, SEASONS, date_or_none, missing_ends, read_date, say_date, say_year

MONTHS = tuple(name.lower() for name in calendar.month_name)
_CIRCA = re.compile(
    r"(?:(?:circa|about|around|approximately|approx\.?|ca\.?)(?![^\W\d_])|c(?:\.|(?=[\s0-9]))|~)[\s.]*", re.IGNORECASE
)
_TIME = re.compile(r", (\d\d:\d\d)(:\d\d)?(?: UTC(|[+-][0-9:]{2,5}))?$")


def heed(first: str, last: str, shown: str) -> tuple[str, str]:
    """Return the date with the doubt that the words tell, and the words where they tell still more."""
    for rest, form in _reaching(shown):
        date, more = heed(first, last, rest)
        if not more and date_or_none(form.format(date)):
            return form.format(date), ""
    for date in _candidates(first, last, shown):
        if _is_said(date, shown):
            return date, ""
    plain = first if first == last else f"{first}/{last}"
    if circa := _CIRCA.match(shown):
        about = "/".join(f"{end}~" for end in plain.split("/"))
        return about, "" if _is_said(plain, shown[circa.end() :]) else shown
    return plain, shown


def _reaching(shown: str) -> Iterator[tuple[str, str]]:
    """Yield the words without those of an end that lacks or of a time of day, and the EDTF that makes of the rest."""
    said = shown.casefold()
    for before, after, form in OPEN_ENDED:
        if said.startswith(before) and said.endswith(after):
            yield shown[len(before) : len(shown) - len(after)], form
    if found := _TIME.search(shown):
        zone = "" if found[3] is None else found[3] or "Z"
        yield shown[: found.start()], f"{{}}T{found[1]}{found[2] or ':00'}{zone}"


def _candidates(first: str, last: str, shown: str) -> Iterator[str]:
    """Yield the dates of these ends that words may mean, at most sixteen of doubts where they tell of any."""
    said, ends = shown.casefold(), (first,) if first == last else (first, last)
    about, unsure = "about" in said, "(uncertain)" in said
    marks = [mark for mark, told in (("%", about and unsure), ("~", about), ("?", unsure), ("", True)) if told]
    for doubts in sorted(product(marks, repeat=len(ends)), key=lambda doubts: len({*doubts})):  # those alike first
        yield "/".join(map(str.__add__, ends, doubts))
    if first[-1:] == "0" and last == f"{first[:-1]}9" and first.isdigit():
        yield from (f"{first[:-1]}X{mark}" for mark in marks)
    year = first[: 5 if first.startswith("-") else 4]
    seasons = (f"{year}-{number}" for number, season in SEASONS.items() if season in said)
    yield from (date for date in (*seasons, shown) if _is_of_ends(date, first, last))


def _is_of_ends(date: str, first: str, last: str) -> bool:
    """Return whether a date that words may mean spans these ends, as far as it is known."""
    when = date_or_none(date)
    return when is not None and when.known == (read_date(first).first, read_date(last).last)


def _is_said(date: str, words: str) -> bool:
    return words.casefold() in (form.casefold() for form in _forms(date))


def _forms(date: str) -> Iterator[str]:
    """Yield how a date may be written, in EDTF and in words; in EDTF alone where it is none that a record can have."""
    yield date
    if when := date_or_none(date):
        yield say_date(date)
        yield in_full(date)
        end = when.ends[0]
        if not when.lasted and end.is_plain and end.month and not end.doubt:
            month, year = MONTHS[int(end.month)], say_year(end.year)
            yield f"{month} {int(end.day)}, {year}" if end.day else f"{month} {year}"  # as TimelineJS itself does


def in_full(date: str) -> str:
    """Put each end of a date into words of its own.

    >>> in_full("2015-12-07~/2015-12-08"), in_full("-0043")
    ('about 7 December 2015 – 8 December 2015', '44 BCE')
    """
    return say_date(date) if any(missing_ends(date)) else " – ".join(map(say_date, date.split("/")))
