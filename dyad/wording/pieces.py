"""Pieces of sentences: numbers with units, ordinals, plurals, genitives, years, lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from babel import Locale
from babel.lists import format_list

from dyad.findings.finding import year_runs
from dyad.record.dates import say_year

ENGLISH = Locale("en", "GB")
ORDINAL_ENDINGS = {"one": "st", "two": "nd", "few": "rd", "other": "th"}
SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_BOUND = re.compile(r"(?<=\bUSD) (?=[\d−])|(?<=\d) (?=(?:million|billion|trillion|percent|km)\b)")
NOTHING = 1e-6  # between two numbers that are one


@lru_cache(1024)
def ordinal(number: int) -> str:
    """Return a rank in words.

    >>> [ordinal(n) for n in (1, 2, 3, 11, 22, 54, 113)]
    ['1st', '2nd', '3rd', '11th', '22nd', '54th', '113th']
    """
    return f"{number}{ORDINAL_ENDINGS[ENGLISH.ordinal_form(number)]}"


def listing(items: Sequence[str], *, last: Literal["and", "or"] = "and") -> str:
    """Join items as a sentence does.

    >>> listing(["a", "b", "c"]), listing(["a", "b"], last="or")
    ('a, b and c', 'a or b')
    """
    return format_list(items, "or" if last == "or" else "standard", ENGLISH)


def join_sentences(*sentences: str) -> str:
    """Return sentences one after the other, those that say nothing left out."""
    return " ".join(sentence for sentence in sentences if sentence)


def labelled(label: str, said: str) -> str:
    """Return what is said behind a label."""
    return f"{label}: {said}"


def say_years(years: Iterable[int]) -> str:
    """Name years, consecutive ones as a span.

    >>> say_years([2010, 2012, 2013, 2014])
    '2010 and 2012–2014'
    >>> say_years([2007, 2008])
    '2007 and 2008'
    """
    said: list[str] = []
    for first, last in year_runs(years):
        said += [str(first)] if first == last else [str(first), str(last)] if last == first + 1 else [f"{first}–{last}"]
    return listing(said)


def say_span(years: tuple[int, int]) -> str:
    """Name the first and the last of some years, or the one that there is.

    >>> say_span((2003, 2017)), say_span((2003, 2003)), say_span((-43, 14))
    ('2003–2017', '2003', '44 BCE – 14')
    """
    first, last = (say_year(year) for year in years)
    if first == last:
        return first
    return f"{first}–{last}" if years[0] > 0 else f"{first} – {last}"


def headed(words: str) -> str:
    """Return words as they begin a line; the rest stays as it was written, which `str.capitalize` undoes.

    >>> headed("talks with NATO")
    'Talks with NATO'
    """
    return words[:1].upper() + words[1:]


def count(number: int, one: str, many: str | None = None) -> str:
    """Return a count with its noun.

    >>> count(1, "year"), count(1400, "year"), count(0, "entry", "entries")
    ('1 year', '1,400 years', 'no entries')
    """
    noun = one if number == 1 else many or f"{one}s"
    return f"{number:,} {noun}" if number else f"no {noun}"


def some(number: int) -> str:
    """Return a count by itself, thousands parted.

    >>> some(15000), some(0)
    ('15,000', 'none')
    """
    return f"{number:,}" if number else "none"


def in_words(number: int) -> str:
    """Spell a small number out, as prose does.

    >>> in_words(0), in_words(12), in_words(13)
    ('no', 'twelve', '13')
    """
    return SMALL[number] if 0 <= number < len(SMALL) else str(number)


def possessive(name: str) -> str:
    """Return the genitive of a name.

    >>> possessive("Russia"), possessive("Cyprus")
    ('Russia’s', 'Cyprus’')
    """
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def usd(value: float) -> str:
    """Return USD million to the nearest whole, with thousands parted, and a minus as it is set in type.

    >>> usd(1040.4), usd(-58.2)
    ('1,040', '−58')
    """
    return f"{value:,.0f}".replace("-", "−")


def usd_million(value: float) -> str:
    """Return USD million with the unit.

    >>> usd_million(1040.4)
    'USD 1,040 million'
    """
    return f"USD {usd(value)} million"


def say_number(value: float) -> str:
    """Return a number with thousands parted, and of small ones what counts.

    >>> say_number(1300.0), say_number(0.0868), say_number(53.7)
    ('1,300', '0.09', '54')
    """
    size = abs(value)
    digits = 0 if round(size, 1) >= 10 or abs(value - round(value)) < NOTHING else 1 if size >= 1 else 2
    return f"{value:,.{digits}f}".replace("-", "−")


def say_value(value: float, unit: str) -> str:
    """Return a value with its unit.

    >>> say_value(405.2, "USD million"), say_value(53.7, "percent"), say_value(70, "soldiers")
    ('USD 405 million', '54%', '70 soldiers')
    """
    if unit == "USD million":
        return f"USD {say_number(value)} million"
    return f"{say_number(value)}{'%' if unit == 'percent' else f' {unit}'}".rstrip()


def bind(text: str) -> str:
    """Return a text in which no line ends between a number and its unit.

    >>> bind("USD 400–600 million in 7 years").count("\u00a0")
    2
    """
    return _BOUND.sub("\u00a0", text)


def two_digits(value: float) -> str:
    """Return a number to two significant digits, with thousands parted.

    >>> [two_digits(value) for value in (163.1, 2.689, 0.0977, 0.5998, 1640)]
    ['160', '2.7', '0.098', '0.6', '1,600']
    """
    rounded = float(f"{value:.2g}")
    return f"{rounded:,.0f}" if rounded >= 10 else f"{rounded:g}"


def percent(value: float) -> str:
    """Return a share in percent to the percent, under ten to a tenth, and under a tenth to one digit.

    >>> [percent(value) for value in (22.68, 9.96, 5.02, 0.5998, 0.0871, 0.0977, 100)]
    ['23%', '10%', '5.0%', '0.6%', '0.09%', '0.1%', '100%']
    """
    if value < 0.1:
        return f"{float(f'{value:.1g}'):g}%"
    return f"{value:.0f}%" if round(value, 1) >= 10 else f"{value:.1f}%"
