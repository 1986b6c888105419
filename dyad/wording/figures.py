"""What all figures say: what they are called, whose figures they show, what they leave out and note."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from dyad.findings.trade import LOWER_BOUND
from dyad.record.dates import say_year
from dyad.record.indicators import INDICATORS
from dyad.wording.pieces import headed, listing


def name_publishers(names: Sequence[str]) -> str:
    return listing(names)


def say_not_drawn(names: Sequence[str]) -> str:
    return f"Not drawn: {listing(names)}"


class FigureName(NamedTuple):
    """What a figure is called, what the rows that it is drawn from stand under, and its step in a lesson."""

    title: str
    heading: str = ""
    step: str = ""


NAMES: Mapping[str, FigureName] = {
    "overview": FigureName("Events, trade and ranks on one axis"),
    "timeline": FigureName("The timeline", step="What happened, and when"),
    "event-strip": FigureName("Events a year"),
    "un-votes": FigureName("How they vote"),
    "trade-band": FigureName("Goods trade against the claim", "Goods trade, figure by figure", "Trade between the two"),
    "trade-share": FigureName("How small it is", "Shares of goods trade, year by year"),
    "trade-balance": FigureName("Who sold more", "Sales and purchases, year by year"),
    "partners": FigureName("The largest partners of each"),
    "for-scale": FigureName("For scale"),
    "rankings": FigureName("World ranks", "The ranks drawn", "Places in the world’s rankings"),
    "rank-lists": FigureName("Ranks stated and found"),
    "rank-trails": FigureName("The years played, still"),
    "claims-summary": FigureName("The claims, checked", step="What is claimed, checked"),
}
MOST_WORDS = 10  # of a figure's title
MOST_NAMED = 3  # publishers on the source line


def faded_outside(years: str) -> str:
    return f"Faded: what lies outside {years}"


def document_by(*, document: str, author: str, year: int) -> str:
    return f"The {document}: {author}, {year}"


def data_version(version: str) -> str:
    return f"data {version}"


def name_figure(name: str) -> FigureName:
    """Return what a figure is called: by a name of its own, else as the indicator of its name.

    >>> name_figure("un-votes").title, name_figure("goods-trade").title
    ('How they vote', 'Goods trade')
    """
    return NAMES.get(name) or FigureName(headed(INDICATORS[name.replace("-", "_")].said))


def within_ten_words(*titles: str) -> str:
    """Return the first of some titles that has at most ten words, the last where none has.

    >>> within_ten_words("One and two and three and four and five and six", "One to six")
    'One to six'
    """
    return next((title for title in titles if len(title.split()) <= MOST_WORDS), titles[-1])


def name_sources(publishers: Sequence[str]) -> str:
    """Return the source line of a figure: three publishers by name, and how many more there are.

    A publisher is named without what it publishes in, where it is among them by itself, too. The page and the file's
    metadata name all.

    >>> name_sources(["A, yearbook", "B", "A", "C", "D"])
    'Sources: B; A; C and 1 more'
    """
    every = dict.fromkeys(publishers)
    named = [one for one in every if every.keys().isdisjoint(one[: comma.start()] for comma in re.finditer(", ", one))]
    if not named:
        return ""
    rest = len(named) - MOST_NAMED
    more = f" and {rest:,} more" if rest > 0 else ""
    return f"Source{'s' if len(named) > 1 else ''}: {'; '.join(named[:MOST_NAMED])}{more}"


def say_not_ticked(events: Sequence[tuple[str, int]]) -> str:
    """Say which events, by label and year, found no room for their names."""
    return f"Not ticked: {'; '.join(f'{label} ({say_year(year)})' for label, year in events)}"


def say_notes(notes: Iterable[str]) -> tuple[str, ...]:
    """Return what rows note of their numbers as a figure says it, each once: of two that begin alike the shorter."""
    said = [headed(note.removeprefix(f"{LOWER_BOUND}: ")) for note in dict.fromkeys(notes)]
    return tuple(note for note in said if not any(note != one and note.startswith(one) for one in said))


def join_notes(texts: Iterable[str]) -> str:
    """Join the notes of a figure as sentences, each with its full stop; empty ones are left out."""
    words = ". ".join(text.rstrip(".") for text in texts if text)
    return f"{words}." if words else ""
