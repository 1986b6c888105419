"""What the overview says beside its parts."""

from __future__ import annotations

from collections.abc import Sequence

from dyad.findings.finding import Years
from dyad.record import About
from dyad.record.dates import say_span
from dyad.wording.pieces import listing, possessive, usd, within_ten_words

TRADE, RANKS = "goods trade", "world ranks"
RANKS_HEADING = "World rank in exports (solid) and imports (dashed), 1 at the top"
FILLED = "Filled dots: trade inside the band"


def say_course(years: Years, peaks: Sequence[int], about: About, *, crowded: bool, checked: bool) -> str:
    """Say whether the events named crowd into some years or spread over them, and in which trade peaked."""
    peaked = f"trade peaked in {listing([str(year) for year in peaks], last='or')}"
    course = f"{'crowd into' if crowded else 'spread over'} {say_span(years)}"
    short = f"Events {course}; {peaked}"
    return within_ten_words(f"The {possessive(about.document)} events {course}; {peaked}", short) if checked else short


def overview_subtitle(about: About, years: Years, below: Sequence[str]) -> str:
    """Say what is drawn: events, and what stands below them."""
    return f"{listing(['Events', *below])}{about.pair('of')}, {say_span(years)}"


def trade_heading(about: About, band: tuple[float, float] | None) -> str:
    """Say what the lines of trade are, and what the tint is where it does not say itself."""
    tinted = f"; tinted: the {possessive(about.document)} {usd(band[0])}–{usd(band[1])}" if band else ""
    return f"Goods trade, USD million a year, by who reports it{tinted}"
