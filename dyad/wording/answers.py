"""Questions of a lesson, and what the record answers to them, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dyad.record import About, Event
from dyad.record.dates import say_year
from dyad.record.indicators import INDICATORS, TRADE_RANKS
from dyad.wording.pieces import Point, headed, possessive, say_ends, say_number, say_value

NO_ANSWER = "There is no one answer."
WHICH_FIRST = "Which came first?"
PUT_IN_ORDER = "Put these events in order, the earliest first."
BAND_ASKED = "{prompt} The band: USD {low}–{high} million a year."


def name_asked(cells: Mapping[str, str], about: About) -> str:
    """Name a line of trade.csv that a question may ask for: what, of whom, with whom, which way, by whose figures."""
    indicator = INDICATORS[cells["indicator"]]
    said_already = indicator.name in TRADE_RANKS or cells["flow"] in ("", "total")
    flow = "" if said_already else f", {cells['flow']}"
    partner = f" with {about.state(cells['partner'])}" if cells["partner"] else ""
    by = f", by {about.state(cells['reporter'])}" if cells["reporter"] else ""
    return headed(f"{indicator.said}: {about.state(cells['economy'])}{partner}{flow}{by}")


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
    """Say which number the document gives, as the answer to a question."""
    return f"The {about.document} says {say_number(value)}."


def answer_with_line(given: Point, asked: Sequence[Point], unit: str) -> str:
    """Say how a line went on from the last point given: where it ends, and between what it lay."""
    said = say_ends(given, asked[-1], unit)
    low, high = (pick(asked, key=lambda point: point[1]) for pick in (min, max))
    between = [
        f"{word} {say_value(value, unit)} in {year}"
        for word, (year, value) in (("lowest", low), ("highest", high))
        if year != asked[-1][0]
    ]
    return f"{said} ({'; '.join(between)})." if between else f"{said}."
