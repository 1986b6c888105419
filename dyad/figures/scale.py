"""For scale: the trade between the two beside that of other pairs of about its size, on one axis."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from dyad.figures.axis import FIELD, Axis
from dyad.figures.compose import Content, Entry, cited_as
from dyad.figures.parts import ZERO_PX, Plot, Values, bars_from_zero, dots, lines, px_channels, word, word_layers
from dyad.figures.scale_grid import LINE, Grid, grid_lines, grid_of, grid_words
from dyad.figures.style import Style, cut, text_width
from dyad.findings.comparable import Comparable, comparable_pairs, compare, compared_year
from dyad.findings.finding import Years, once, runs_of
from dyad.findings.scale import larger_pairs
from dyad.record import Record
from dyad.view import View
from dyad.wording import scale as wording
from dyad.wording.figures import say_not_drawn, say_notes
from dyad.wording.pieces import usd, usd_million

REFERENCE = 1.6  # px of the line of the two in the panels of others
ROW, TALLEST = 17.0, 1.6  # px of a row, and times that where there is paper left
FILLED = 0.66  # of a row, its bar
MOST_NAME = 0.5  # of the width, names
LEAST_BAR = 3.0  # px


def for_scale(record: Record, view: View, look: Style) -> Content:
    """Draw the trade of the two and of the pairs nearest to it in size, each as both sides report it."""
    all_pairs = [pair.within(view.years) for pair in comparable_pairs(record)]
    year = compared_year(record, view.years)
    pairs = [*all_pairs[:1], *sorted(all_pairs[1:], key=lambda pair: -pair.own.get(year or 0, 0.0))]
    grid = grid_of(pairs, view, look)
    long = any(text_width(pair.name, look.text, 600) > grid.panel for pair in pairs)
    if year is not None and (look.brief or long or grid.years[0] == grid.years[1]):
        return _as_bars(record, view, look, pairs, year)
    height = grid.bottom(max(len(pairs), 1) - 1) + look.px(6) + look.text * LINE
    values = [value for number, pair in enumerate(pairs) for value in _values(record, pair, number, grid)]
    axis = Axis.of(view, look, gutter=0)
    layers = [*grid_lines(len(pairs), grid, height), _references(record, pairs, grid, height)]
    layers += _layers(values, grid_words(record, pairs, grid, year), grid, axis, height)
    plot = Plot(layers, height=height, width=look.width)
    drawn = [pair for pair in pairs if any(pair.sides)]
    return Content(
        title=_headline(record, all_pairs, year, view.years),
        subtitle=wording.scale_subtitle(record.about, grid.years, year=year),
        alt=_describe(record, all_pairs, year, grid.years),
        rows=[plot],
        data=_table(pairs),
        publishers=record.publishers(once(*(pair.sources for pair in drawn))),
        notes=[*axis.notes, *_notes(record, all_pairs, drawn, grid.years)],
        sheds=year is not None,
        firm=plot.height,
    )


def _headline(record: Record, pairs: Sequence[Comparable], year: int | None, years: Years) -> str:
    return wording.comparable_headline(compare(record, pairs[1:], year), record.about, years)


def _larger(record: Record, pairs: Sequence[Comparable]) -> list[str]:
    """Say which pairs trade more and are not drawn, where there are any."""
    larger = wording.say_larger(larger_pairs(record, {(pair.economy, pair.partner) for pair in pairs}), record.about)
    return [larger] if larger else []


def _notes(record: Record, pairs: Sequence[Comparable], drawn: Sequence[Comparable], years: Years) -> list[str]:
    """Return how pairs are chosen, what the pale line is, which are not drawn, what figures say, and what gaps are."""
    left_out = [pair.name for pair in pairs if pair not in drawn]
    gaps = any(len(side) <= years[1] - years[0] for pair in drawn for side in pair.sides)
    return [
        wording.CHOSEN,
        *([wording.reference(drawn[0].name)] if len(drawn) > 1 else []),
        *([say_not_drawn(left_out)] if drawn and left_out else []),
        *_larger(record, pairs),
        *say_notes(note for pair in drawn[1:] for note in pair.notes),
        *([wording.GAPS] if gaps else []),
    ]


def _values(record: Record, pair: Comparable, number: int, grid: Grid) -> Values:
    """Return a row for each year that a side of a pair reports."""
    look = grid.look
    colours = look.sides(record.about.codes)
    rows = []
    ends = zip((pair.economy, pair.partner), pair.names, pair.sides, strict=True)
    for side, (code, name, reported) in enumerate(ends):
        for (year, value), run in zip(reported.items(), runs_of(reported), strict=True):
            rows.append({
                "x": grid.x(number, year + 0.5), "y": grid.y(number, value), FIELD: year + 0.5,
                "start": float(year), "end": year + 1.0, "year": str(year), "name": pair.name, "by": name,
                "pair": pair.name, "shown": usd_million(value), "what": wording.GOODS_TRADE,
                "colour": colours.get(code, look.colours.further) if number == 0 else look.colours.further,
                "line": f"{number}/{side}/{run}", "dashed": bool(side) and number > 0, "own": number == 0,
                "publishers": cited_as(record, pair.sources),
                "aria": wording.aloud(pair=pair.name, year=year, amount=usd_million(value), name=name),
            })  # fmt: skip
    return rows


def _references(record: Record, pairs: Sequence[Comparable], grid: Grid, height: float) -> alt.Chart:
    """Return the trade of the two as a thin line in each other pair's panel, as the one in that pair reports it."""
    look, colours = grid.look, grid.look.sides(record.about.codes)
    rows = [
        {"x": grid.x(number, year + 0.5), "y": grid.y(number, value), "colour": colours[pair.economy],
         "by": record.about.name(pair.economy), "line": f"{number}/{run}"}
        for number, pair in enumerate(pairs) if number
        for shown in [pairs[0].own if pair.economy == pairs[0].economy else pairs[0].mirror]
        for (year, value), run in zip(shown.items(), runs_of(shown), strict=True)
    ]  # fmt: skip
    line = lines(rows, width=look.px(REFERENCE), strokeOpacity=0.85)
    stroke = alt.Stroke("colour:N", scale=None)
    return line.encode(**px_channels(look.width, height), stroke=stroke, detail=alt.Detail("line:N"))


def _layers(values: Values, words: Values, grid: Grid, axis: Axis, height: float) -> list[alt.Chart]:
    look = grid.look
    shared = px_channels(look.width, height)
    layers: list[alt.Chart] = []
    colours: dict[str, Any] = {"stroke": alt.Stroke("colour:N", scale=None), "fill": alt.Fill("colour:N", scale=None)}
    joined: dict[str, Any] = {"stroke": colours["stroke"], "detail": alt.Detail("line:N")}
    for own, dashed, width in ((False, False, 1.3), (False, True, 1.3), (True, False, 2.6)):
        some = [value for value in values if value["own"] == own and value["dashed"] == dashed]
        line = lines(some, width=look.px(width), **({"strokeDash": [4, 3]} if dashed else {}))
        layers += axis.faded(line.encode(**shared, **joined, order=alt.Order(f"{FIELD}:Q")))
    for own, size in ((False, 2.6), (True, 3.6)):
        some = [value for value in values if value["own"] == own]
        points = dots(some, across=look.px(size), strokeWidth=1)
        layers.append(points.encode(**shared, **colours, **axis.tells(wording.TIPS)))
    return layers + word_layers(words, shared, size=look.text)


def _describe(record: Record, pairs: Sequence[Comparable], year: int | None, years: Years) -> str:
    sizes = [(pair.name, wording.say_size(record, pair, year)) for pair in pairs[1:]]
    own = [said for pair in pairs[:1] for said in wording.say_sides(pair, record.about, year)]
    return wording.describe_scale(_headline(record, pairs, year, years), years, own, sizes)


def _table(pairs: Sequence[Comparable]) -> pd.DataFrame:
    rows = [
        (pair.economy, pair.partner, reporter, year, value, pair.sources)
        for pair in pairs
        for reporter, side in zip((pair.economy, pair.partner), pair.sides, strict=True)
        for year, value in side.items()
    ]
    return pd.DataFrame(rows, columns=["economy", "partner", "reporter", "year", "value", "sources"])


# -- as bars of one year, where a page is too low for small charts of all years ------------------


def _as_bars(record: Record, view: View, look: Style, pairs: Sequence[Comparable], year: int) -> Content:
    plot, years, (home, away) = _pair_bars(record, pairs, year, look), (year, year), record.about.names
    drawn = [pair for pair in pairs if year in pair.own]
    left_out = [*wording.NOT_IN_BARS, *(pair.name for pair in pairs if pair not in drawn)]
    return Content(
        title=_headline(record, pairs, year, view.years),
        subtitle=wording.bars_subtitle(home=home, away=away, years=years),
        alt=_describe(record, pairs, year, years),
        rows=[plot],
        data=_table([pair.within(years) for pair in pairs]),
        publishers=record.publishers(once(*(pair.sources for pair in drawn))),
        notes=[wording.CHOSEN, say_not_drawn(left_out), *_larger(record, pairs)],
    )


def _bars_of(
    record: Record, pairs: Sequence[Comparable], year: int, look: Style
) -> list[tuple[Comparable, str, float, str, str]]:
    """Return the bars, the largest first, two of the two: pair, by whose figures, value, words behind it, colour."""
    bars = []
    for pair in sorted((pair for pair in pairs if year in pair.own), key=lambda pair: -pair.own[year]):
        if pair is not pairs[0]:
            said = wording.say_size(record, pair, year)
            bars.append((pair, record.about.name(pair.economy), pair.own[year], said, look.colours.further))
            continue
        colours = (look.colours.first, look.colours.second)
        for name, side, colour in zip(record.about.names, pair.sides, colours, strict=True):
            if year in side:
                said = wording.reported_by(amount=usd(side[year]), name=name)
                bars.append((pair, name, side[year], said, colour))
    return bars


def _pair_bars(record: Record, pairs: Sequence[Comparable], year: int, look: Style) -> alt.LayerChart:
    """Draw bars on one scale from zero, with the names of pairs at the left and values behind them."""
    bars = _bars_of(record, pairs, year, look)
    row = look.airy(ROW, most=TALLEST)
    height = max(len(bars), 1) * row
    weights = {pair.name: 600 if pair is pairs[0] else 400 for pair in pairs}
    wide = max((text_width(pair.name, look.text, weights[pair.name]) for pair, *_ in bars), default=0.0)
    names = min(wide + look.px(8), look.width * MOST_NAME)
    behind = max((text_width(said, look.text, 500) for *_, said, _ in bars), default=0.0) + look.px(8)
    most, room = max((value for _, _, value, *_ in bars), default=0.0), look.width - names - behind
    values, words = Values(), Values()
    for at, (pair, by, value, said, colour) in enumerate(bars):
        middle, end, own = (at + 0.5) * row, names + max(value / most * room, LEAST_BAR), pair is pairs[0]
        values.append({
            "x": names, "x2": end, "y": middle - row * FILLED / 2, "y2": middle + row * FILLED / 2,
            "colour": colour, "name": pair.name, "pair": pair.name, "by": by, "year": str(year),
            "what": wording.GOODS_TRADE, "shown": usd_million(value), "publishers": cited_as(record, pair.sources),
            "aria": wording.aloud(pair=pair.name, year=year, amount=usd_million(value), name=by),
        })  # fmt: skip
        if not at or bars[at - 1][0] is not pair:  # a pair of two bars is named once
            weight = weights[pair.name]
            name = cut(pair.name, width=names - look.px(6), size=look.text, weight=weight)
            words.append(word(name, 0.0, middle, look.colours.ink, weight=weight))
        ink, weight = (colour, 500) if own else (look.colours.ink, 400)
        words.append(word(said, end + look.px(5), middle, ink, weight=weight))
    zero = [{"x": names - ZERO_PX / 2, "y": 0.0, "y2": height}]
    return bars_from_zero(values, words, zero, look=look, height=height, colour=look.colours.ink, tips=wording.TIPS)


ENTRY = Entry(
    name="for-scale", order=90, page="trade", maker=for_scale, holds=lambda record: len(comparable_pairs(record)) > 1
)
