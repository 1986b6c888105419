"""The pairs of comparable size as bars of one year, where a page is too low for small charts of all years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt

from dyad.figures.parts import Values
from dyad.figures.pixels import ZERO_PX, bars_from_zero
from dyad.figures.sources import cited_as
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
    named: bool
    by: str
    value: float
    said: str
    colour: str
    own: bool


def bars_of(record: Record, pairs: Sequence[Comparable], year: int, look: Style) -> list[Bar]:
    """Return a bar for each pair in a year, the largest first, and of the two one as each of them reports it."""
    bars: list[Bar] = []
    held = [pair for pair in pairs if year in pair.own]
    for pair in sorted(held, key=lambda pair: -pair.own[year]):
        own = pair is pairs[0]
        if not own:
            said = say_size(pair.own[year], times_of(record, pair, year), year)
            bars.append(Bar(pair=pair, named=True, by=record.about.name(pair.economy), value=pair.own[year], said=said,
                            colour=look.colours.further, own=False))  # fmt: skip
            continue
        colours = (look.colours.first, look.colours.second)
        for at, (name, side) in enumerate(zip(record.about.names, (pair.own, pair.mirror), strict=True)):
            if year in side:
                said = REPORTED.format(amount=usd(side[year]), name=name)
                bars.append(Bar(pair=pair, named=at == 0, by=name, value=side[year], said=said,
                                colour=colours[at], own=True))  # fmt: skip
    return bars


def bars_height(bars: Sequence[Bar], look: Style) -> float:
    """Return the px that the bars need."""
    return max(len(bars), 1) * _row(look)


def _weight(bar: Bar) -> int:
    return 600 if bar.own else 400


def _row(look: Style) -> float:
    return look.px(ROW) if look.told else min(look.row(ROW), look.px(ROW * TALLEST))


def pair_layers(record: Record, bars: Sequence[Bar], year: int, look: Style) -> list[alt.Chart]:
    """Return the bars on one scale from zero, with the names of pairs at the left and values behind them."""
    height, row = bars_height(bars, look), _row(look)
    wide = max((text_width(bar.pair.name, look.text, _weight(bar)) for bar in bars), default=0.0)
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
        weight = _weight(bar)
        if bar.named:
            words.append({
                "x": 0.0, "y": middle, "align": "left", "weight": weight, "colour": look.colours.ink,
                "text": cut(bar.pair.name, width=names - look.px(6), size=look.text, weight=weight),
            })  # fmt: skip
        words.append({
            "x": end + look.px(5), "y": middle, "align": "left", "weight": 500 if bar.own else 400, "text": bar.said,
            "colour": bar.colour if bar.own else look.colours.ink,
        })  # fmt: skip
    zero = [{"x": names - ZERO_PX / 2, "y": 0.0, "y2": height}]
    return bars_from_zero(values, words, zero, look=look, height=height, colour=look.colours.ink, tips=TIPS)
