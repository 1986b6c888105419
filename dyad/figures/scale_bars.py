"""The pairs of comparable size as bars of one year, where a page is too low for small charts of all years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from dyad.figures.compose import cited_as, layered
from dyad.figures.parts import Values
from dyad.figures.pixels import ZERO_PX, bars_from_zero, word
from dyad.figures.style import Style, cut, text_width
from dyad.findings.comparable import Comparable, times_of
from dyad.record import Record
from dyad.wording.pieces import usd, usd_million
from dyad.wording.scale import ALOUD, GOODS_TRADE, REPORTED, TIPS, say_size

ROW, TALLEST = 17.0, 1.6  # px of a row, and times that where there is paper left
FILLED = 0.66  # of a row, its bar
MOST_NAME = 0.5  # of the width, names
LEAST_BAR = 3.0  # px


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar: of which pair, by whose figures, and what stands beside it; a pair of two bars is named once."""

    pair: Comparable
    by: str
    value: float
    said: str
    colour: str
    own: bool = False
    named: bool = True

    @property
    def weight(self) -> int:
        """Of the name."""
        return 600 if self.own else 400


def _bars_of(record: Record, pairs: Sequence[Comparable], year: int, look: Style) -> list[Bar]:
    """Return a bar for each pair in a year, the largest first, and of the two one as each of them reports it."""
    bars: list[Bar] = []
    colours = (look.colours.first, look.colours.second)
    for pair in sorted(pairs, key=lambda pair: -pair.own.get(year, 0.0)):
        if pair is not pairs[0] and year in pair.own:
            said = say_size(pair.own[year], times_of(record, pair, year), year)
            by, colour = record.about.name(pair.economy), look.colours.further
            bars.append(Bar(pair=pair, by=by, value=pair.own[year], said=said, colour=colour))
        elif year in pair.own:
            bars += [
                Bar(
                    pair=pair, by=name, value=side[year], said=REPORTED.format(amount=usd(side[year]), name=name),
                    colour=colour, own=True, named=side is pair.own,
                )
                for name, side, colour in zip(record.about.names, pair.sides, colours, strict=True)
                if year in side
            ]  # fmt: skip
    return bars


def pair_bars(record: Record, pairs: Sequence[Comparable], year: int, look: Style) -> alt.LayerChart:
    """Draw bars on one scale from zero, with the names of pairs at the left and values behind them."""
    bars = _bars_of(record, pairs, year, look)
    row = look.airy(ROW, most=TALLEST)
    height = max(len(bars), 1) * row
    wide = max((text_width(bar.pair.name, look.text, bar.weight) for bar in bars), default=0.0)
    names = min(wide + look.px(8), look.width * MOST_NAME)
    behind = max((text_width(bar.said, look.text, 500) for bar in bars), default=0.0) + look.px(8)
    most, room = max((bar.value for bar in bars), default=0.0), look.width - names - behind
    values: Values = []
    words: Values = []
    for at, bar in enumerate(bars):
        middle, end = (at + 0.5) * row, names + max(bar.value / most * room, LEAST_BAR)
        values.append({
            "x": names, "x2": end, "y": middle - row * FILLED / 2, "y2": middle + row * FILLED / 2,
            "colour": bar.colour, "name": bar.pair.name, "pair": bar.pair.name, "by": bar.by, "year": str(year),
            "what": GOODS_TRADE, "shown": usd_million(bar.value),
            "publishers": cited_as(record, bar.pair.sources),
            "aria": ALOUD.format(pair=bar.pair.name, year=year, amount=usd_million(bar.value), name=bar.by),
        })  # fmt: skip
        if bar.named:
            name = cut(bar.pair.name, width=names - look.px(6), size=look.text, weight=bar.weight)
            words.append(word(name, 0.0, middle, look.colours.ink, weight=bar.weight))
        ink, weight = (bar.colour, 500) if bar.own else (look.colours.ink, 400)
        words.append(word(bar.said, end + look.px(5), middle, ink, weight=weight))
    zero = [{"x": names - ZERO_PX / 2, "y": 0.0, "y2": height}]
    layers = bars_from_zero(values, words, zero, look=look, height=height, colour=look.colours.ink, tips=TIPS)
    return layered(layers, height=height, width=look.width)
