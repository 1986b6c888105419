"""Numbers, years and lists as English words, for sentences that are computed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from dyad.record.dates import say_year

VERDICT_RULES = {  # as docs/method.md has them, in a line each
    "confirmed": "an independent source, or the tables, give what the sentence most naturally means",
    "partly": "right in substance but not in a detail, in part, by one good source of two, or by the cited one alone",
    "contradicted": "sources, or the tables, rule out what the sentence most naturally means",
    "not found": "looked for, and neither said nor ruled out; the entry tells where",
    "opinion": "nothing that could be looked up would settle it",
}
METHOD = "How verdicts are given, with examples"
SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


MOST_WORDS = 10  # of a figure's title


def ordinal(number: int) -> str:
    """Return a rank in words.

    >>> [ordinal(n) for n in (1, 2, 3, 11, 22, 54, 113)]
    ['1st', '2nd', '3rd', '11th', '22nd', '54th', '113th']
    """
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def listing(items: Sequence[str], *, last: str = "and") -> str:
    """Join items as a sentence does.

    >>> listing(["a", "b", "c"])
    'a, b and c'
    """
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def say_place(locator: str) -> str:
    """Return where in a document a locator leads, in words.

    >>> say_place("¶3, ¶29–31, n. 18")
    'paragraph 3, paragraphs 29–31, note 18'
    """
    said = re.sub(r"¶(?=\d+ ?[–-])", "paragraphs ", locator)
    return re.sub(r"\bn\. (?=\d)", "note ", said.replace("¶", "paragraph "))


def within_ten_words(*titles: str) -> str:
    """Return the first of some titles that has at most ten words, the last where none has.

    >>> within_ten_words("One and two and three and four and five and six", "One to six")
    'One to six'
    """
    return next((title for title in titles if len(title.split()) <= MOST_WORDS), titles[-1])


def year_runs(years: Iterable[int]) -> list[tuple[int, int]]:
    """Return runs of consecutive years as (first, last), in order."""
    runs: list[tuple[int, int]] = []
    for year in sorted(set(years)):
        if runs and year == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], year)
        else:
            runs.append((year, year))
    return runs


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


def in_words(number: int) -> str:
    """Spell a small number out, as prose does.

    >>> in_words(4), in_words(40)
    ('four', '40')
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


def say_times(value: float, *, what: str = "much") -> str:
    """Say a multiple in round numbers.

    >>> say_times(163.1), say_times(1.04), say_times(0.89, what="large")
    ('about 160 times as much', 'about as much', 'about 0.89 times as large')
    """
    times = two_digits(value)
    return f"about as {what}" if times == "1" else f"about {times} times as {what}"
