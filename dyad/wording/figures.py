"""What all figures say: what they are called, whose figures they show, what they leave out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dyad.findings.finding import Years
from dyad.record import About, Source
from dyad.record.authors import read_authors, say_authors
from dyad.record.dates import say_span
from dyad.record.indicators import INDICATORS
from dyad.wording.pieces import headed, listing


@dataclass(frozen=True, kw_only=True)
class FigureName:
    """What a figure is called, what the rows that it is drawn from stand under, and its step in a lesson."""

    title: str
    heading: str = ""
    step: str = ""


NAMES: Mapping[str, FigureName] = {
    "overview": FigureName(title="Events, trade and ranks on one axis"),
    "timeline": FigureName(title="The timeline", step="What happened, and when"),
    "event-strip": FigureName(title="Events a year"),
    "un-votes": FigureName(title="How they vote"),
    "trade-band": FigureName(
        title="Goods trade against the claim", heading="Goods trade, figure by figure", step="Trade between the two"
    ),
    "trade-share": FigureName(title="How small it is", heading="Shares of goods trade, year by year"),
    "trade-balance": FigureName(title="Who sold more", heading="Sales and purchases, year by year"),
    "partners": FigureName(title="The largest partners of each"),
    "for-scale": FigureName(title="For scale"),
    "rankings": FigureName(title="World ranks", heading="The ranks drawn", step="Places in the world’s rankings"),
    "rank-lists": FigureName(title="Ranks stated and found"),
    "rank-trails": FigureName(title="The years played, still"),
    "claims-summary": FigureName(title="The claims, checked", step="What is claimed, checked"),
}
MOST_NAMED = 3  # publishers on the source line
OUTSIDE = "Faded: what lies outside {years}"
SHOWN = "Shown: {filters}"
AUTHOR = "The {document}: {author}, {year}"
VERSION = "data {version}"


def name_figure(name: str) -> FigureName:
    """Return what a figure is called: by a name of its own, else as the indicator of its name.

    >>> name_figure("un-votes").title, name_figure("goods-trade").title
    ('How they vote', 'Goods trade')
    """
    return NAMES.get(name) or FigureName(title=headed(INDICATORS[name.replace("-", "_")].said))


def title_measured(indicator: str, about: About, years: Years, *, known: bool) -> str:
    """Title a figure of which nothing more can be said: what is measured between the two, or that none is known."""
    what = _between(indicator, about)
    return f"{headed(what) if known else f'No figure of {what}'}, {say_span(years)}"


def say_measured(indicator: str, about: About, years: Years) -> str:
    """Say what is measured between the two, in which unit a year."""
    return f"{headed(_between(indicator, about))}, {INDICATORS[indicator].unit} a year, {say_span(years)}"


def _between(indicator: str, about: About) -> str:
    first, second = about.names
    return f"{INDICATORS[indicator].said} between {first} and {second}"


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
    more = f" and {rest} more" if rest > 0 else ""
    return f"Source{'s' if len(named) > 1 else ''}: {'; '.join(named[:MOST_NAMED])}{more}"


def say_publishers(publishers: Sequence[str]) -> str:
    """Name who publishes a figure."""
    return listing(publishers)


def say_collectors(source: Source) -> str:
    """Name the publisher of a source; of data that persons collected, those before."""
    families = [author.family for author in read_authors(source.author) if author.family]
    return f"{listing(families)} ({source.publisher})" if families and source.kind == "data" else source.publisher


def say_document(about: About) -> str:
    """Name the document whose claims are checked."""
    return f"the {about.document}"


def say_document_by(about: About, source: Source) -> str:
    """Name the document whose claims are checked with who wrote it; by its publisher where that is not known."""
    author = say_authors(source.author)
    return f"{say_document(about)} ({author})" if author else source.publisher


def say_not_drawn(names: Sequence[str]) -> str:
    """Say what is left out."""
    return f"Not drawn: {listing(names)}"


def as_sentences(texts: Iterable[str]) -> str:
    """Join notes as sentences, each with its full stop; empty ones are left out."""
    words = ". ".join(text.rstrip(".") for text in texts if text)
    return f"{words}." if words else ""
