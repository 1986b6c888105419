"""Questions of a lesson, what the record answers, and how far a guess is from that, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dyad.record import About, Event
from dyad.record.dates import say_year
from dyad.record.indicators import INDICATORS, TRADE_RANKS
from dyad.wording.pieces import count, headed, listing, possessive

NOTHING = 1e-6  # between two numbers that are one
NO_GUESS = "no guess"
NO_ANSWER = "There is no one answer."
WHICH_FIRST = "Which came first?"
PUT_IN_ORDER = "Put these events in order, the earliest first."
BAND_ASKED = "{prompt} The band: USD {low}–{high} million a year."

Point = tuple[int, float]  # a year and its value


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
    return say_tick(value, unit) if unit == "percent" else f"{say_number(value)} {unit}".strip()


def say_tick(value: float, unit: str) -> str:
    """Return a value as it stands at a scale, where the unit is named once."""
    return f"{say_number(value)}%" if unit == "percent" else say_number(value)


def say_range(low: float, high: float, unit: str) -> str:
    """Name a part of a scale by its ends."""
    return f"{say_number(low)}–{say_value(high, unit)}"


def name_series(cells: Mapping[str, str], about: About) -> str:
    """Name a line of trade.csv: what is measured, of whom, with whom, which way, by whose figures."""
    indicator = INDICATORS[cells["indicator"]]
    said_already = indicator.name in TRADE_RANKS or cells["flow"] in ("", "total")
    flow = "" if said_already else f", {cells['flow']}"
    partner = f" with {about.state(cells['partner'])}" if cells["partner"] else ""
    by = f", by {about.state(cells['reporter'])}" if cells["reporter"] else ""
    return headed(f"{indicator.said}: {about.state(cells['economy'])}{partner}{flow}{by}")


# -- answers ------------------------------------------------------------------------------------


def answer_in_order(events: Sequence[Event]) -> str:
    """Name events in their order, each with its date."""
    return "; ".join(f"{event.date_text}: {event.label}" for event in events) + "."


def answer_with_claims(claims: Sequence[Mapping[Any, Any]]) -> str:
    """Say claims, each with what the record shows."""
    return " ".join(f"{claim['claim']} The record: {claim['record']}" for claim in claims)


def answer_with_figure(value: float, unit: str, year: int, reporter: str, about: About) -> str:
    """Say a figure of a year, and by whose statistics."""
    economies = about.economies
    by = f"by {possessive(economies[reporter])} figures" if reporter in economies else f"counted by {reporter}"
    return f"{say_value(value, unit)} in {say_year(year)}, {by}."


def say_stated(value: float, about: About) -> str:
    """Say which number the document gives."""
    return f"The {about.document} says {say_number(value)}."


def answer_with_line(given: Point, asked: Sequence[Point], unit: str) -> str:
    """Say how a line went on from the last point given: where it ends, and between what it lay."""
    said = guess_of_line(given, asked[-1], unit)
    low, high = (pick(asked, key=lambda point: point[1]) for pick in (min, max))
    between = [
        f"{word} {say_value(value, unit)} in {year}"
        for word, (year, value) in (("lowest", low), ("highest", high))
        if year != asked[-1][0]
    ]
    return f"{said} ({'; '.join(between)})." if between else f"{said}."


# -- a guess, and how far it is off --------------------------------------------------------------


def guess_in_order(labels: Sequence[str]) -> str:
    """Name events in the order that was guessed."""
    return listing(labels)


def guess_of_line(first: Point, last: Point, unit: str) -> str:
    """Say where a line that was drawn begins and ends."""
    return f"{say_value(first[1], unit)} in {first[0]}, {say_value(last[1], unit)} in {last[0]}"


def number_off(off: float, unit: str) -> str:
    """Say how far a number is off, signed."""
    return f"That is {_say_off(off, unit)}."


def line_off(off: Sequence[float], year: int, unit: str) -> str:
    """Say how far a line is off in its last year, and on average over its years."""
    usual = _say_size(sum(map(abs, off)) / len(off), unit)
    return f"Your line ends {_say_off(off[-1], unit)} in {year}; over its years it is {usual} off on average."


def years_off(guess: tuple[int, int], span: tuple[int, int]) -> str:
    """Say how the years of a guess lie to those of the answer."""
    (first, last), (begun, ended) = guess, span
    if first <= begun and ended <= last:
        return f"It is inside your {count(last - first + 1, 'year')}."
    if begun <= last and first <= ended:
        return "It is partly inside your years."
    if last < begun:
        return f"You end {count(begun - last, 'year')} before it."
    return f"You begin {count(first - ended, 'year')} after it."


def _say_size(size: float, unit: str) -> str:
    if unit == "percent":
        points = say_number(size)
        return f"{points} percentage point{'' if points == '1' else 's'}"
    return say_value(size, unit)


def _say_off(off: float, unit: str) -> str:
    """Say a difference, signed, in words."""
    if say_number(abs(off)) == "0":
        return "right on it"
    return f"{_say_size(abs(off), unit)} too {'high' if off > 0 else 'low'}"
