"""Questions of a lesson in words, the scales and lines that they ask for, and what the record answers to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dyad.record import About, Event
from dyad.record.dates import say_year
from dyad.record.indicators import INDICATORS, TRADE_RANKS
from dyad.wording.pieces import headed, possessive, say_number, say_value

NO_ANSWER = "There is no one answer."
WHICH_FIRST = "Which came first?"
PUT_IN_ORDER = "Put these events in order, the earliest first."

Point = tuple[int, float]  # a year and its value


def stated_by(*, document: str, number: str) -> str:
    return f"The {document} says {number}."


def band_asked(*, prompt: str, low: str, high: str) -> str:
    return f"{prompt} The band: USD {low}–{high} million a year."


def name_asked(cells: Mapping[str, str], about: About) -> str:
    """Name a line of trade.csv that a question may ask for: what, of whom, with whom, which way, by whose figures."""
    indicator = INDICATORS[cells["indicator"]]
    said_already = indicator.name in TRADE_RANKS or cells["flow"] in ("", "total")
    flow = "" if said_already else f", {cells['flow']}"
    partner = f" with {about.state(cells['partner'])}" if cells["partner"] else ""
    by = f", by {about.state(cells['reporter'])}" if cells["reporter"] else ""
    return headed(f"{indicator.said}: {about.state(cells['economy'])}{partner}{flow}{by}")


def say_ends(first: Point, last: Point, unit: str) -> str:
    """Say where a line begins and ends."""
    return f"{say_value(first[1], unit)} in {first[0]}, {say_value(last[1], unit)} in {last[0]}"


def say_tick(value: float, unit: str) -> str:
    """Return a value as it stands at a scale, where the unit is named once."""
    return say_value(value, unit) if unit == "percent" else say_number(value)


def say_range(low: float, high: float, unit: str) -> str:
    """Name a part of a scale by its ends."""
    return f"{say_number(low)}–{say_value(high, unit)}"


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


def answer_with_line(given: Point, asked: Sequence[Point], unit: str) -> str:
    """Say how a line went on from the last point given: where it ends, and between what it lay."""
    said = say_ends(given, asked[-1], unit)
    low, high = (pick(asked, key=lambda point: point[1]) for pick in (min, max))
    between = [
        f"{word} {say_value(value, unit)} in {year}"
        for word, (year, value) in (("lowest", low), ("highest", high))
        if year != asked[-1][0]
    ]
    return f"{said} (after {given[0]}: {'; '.join(between)})." if between else f"{said}."
