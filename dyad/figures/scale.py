"""For scale: the trade between the two beside that of other pairs of about its size, on one axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from dyad.figures.axis import FIELD, Axis
from dyad.figures.compose import compose, layered
from dyad.figures.look import Figure, Look, cut, text_width
from dyad.figures.parts import Chart, inline
from dyad.figures.pixels import px_channels, written
from dyad.findings.comparable import (
    Comparable,
    comparable_headline,
    comparable_pairs,
    compared_year,
    larger_pairs,
    times_of,
)
from dyad.record import Record
from dyad.view import View
from dyad.wording import listing, say_span, two_digits, usd, year_runs

MOST_COLUMNS, LEAST_COLUMNS, COLUMN = 4, 2, 150.0  # and how wide one is at least, at the type of a screen
LARGE, FEWER = 1.25, 6  # from type so large on narrow paper holds fewer pairs
BETWEEN = 18.0  # px between two columns
PLOT, LEAST = 84.0, 32.0  # px of a panel's plot, and at the least
MOST_STEPS = 4  # of the axis
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


def holds_scale(record: Record) -> bool:
    """Return whether other pairs of about this size are known, as both sides report them."""
    return len(comparable_pairs(record)) > 1


@dataclass(frozen=True, kw_only=True)
class Grid:
    """The plot: columns of panels in px, the years drawn, and the value at the top of each panel."""

    years: tuple[int, int]
    columns: int
    gutter: float
    width: float
    head: float
    plot: float
    foot: float
    top: float
    step: float
    look: Look

    @property
    def panel(self) -> float:
        """The width of a panel's plot in px."""
        between = self.look.px(BETWEEN) * (self.columns - 1)
        return (self.width - self.gutter - between) / self.columns

    def left(self, number: int) -> float:
        return self.gutter + number % self.columns * (self.panel + self.look.px(BETWEEN))

    def bottom(self, number: int) -> float:
        row = number // self.columns
        return (row + 1) * (self.head + self.plot) + row * self.foot

    def x(self, number: int, t: float) -> float:
        """Return the place of a decimal year in px from the left."""
        first, last = self.years
        pad = self.look.px(4)
        return round(self.left(number) + pad + (t - first) / (last + 1 - first) * (self.panel - 2 * pad), 2)

    def y(self, number: int, value: float) -> float:
        """Return the place of a value in px from the top."""
        return round(self.bottom(number) - value / self.top * self.plot, 2)


def for_scale(record: Record, view: View, look: Look) -> Figure:
    """Draw the trade of the two and of the pairs nearest to it in size, each as both sides report it."""
    few = look.phone and look.scale > LARGE and not look.told
    pairs = comparable_pairs(record)[: FEWER if few else None]
    grid = _grid(pairs, view, look)
    height = grid.bottom(max(len(pairs), 1) - 1) + look.px(6) + look.text * 1.25
    values = [value for number, pair in enumerate(pairs) for value in _values(record, pair, number, grid)]
    axis = Axis(first=view.years[0], last=view.years[1], width=look.width, gutter=0, brush=view.brush)
    layers = _layers(values, _lines(pairs, grid, look), _words(record, pairs, grid), grid, axis, height)
    plot = layered(layers, height=height, width=look.width)
    names = listing(list(record.about.names), last="or")
    larger = larger_pairs(record, pairs)
    drawn = [pair for pair in pairs if any(value["pair"] == pair.name for value in values)]
    return compose(
        record,
        view,
        look,
        name="for-scale",
        page="trade",
        title=comparable_headline(record, pairs[1:], view.years),
        subtitle=f"Goods trade, USD million a year, {say_span(grid.years)}; "
        f"dashed: as the partner of {names} reports it",
        description=describe_scale(record, pairs, grid.years),
        key=None,
        rows=[plot],
        plots=[plot],
        data=_table(pairs, view.years),
        publishers=list(dict.fromkeys(record.source(source).publisher for pair in drawn for source in pair.sources)),
        notes=[*axis.notes, *([larger] if larger else []), *_notes(drawn)],
    )


def _notes(pairs: Sequence[Comparable]) -> list[str]:
    """Return what the figures of other pairs say of themselves, each once: of two that begin alike the shorter."""
    notes = list(dict.fromkeys(note for pair in pairs[1:] for note in pair.notes))
    return [note for note in notes if not any(note != one and note.startswith(one) for one in notes)]


def _within(values: Mapping[int, float], years: tuple[int, int]) -> dict[int, float]:
    return {year: value for year, value in sorted(values.items()) if years[0] <= year <= years[1]}


def _grid(pairs: Sequence[Comparable], view: View, look: Look) -> Grid:
    shown = [
        value for pair in pairs for side in (pair.own, pair.mirror) for value in _within(side, view.years).values()
    ]
    known = [year for pair in pairs for side in (pair.own, pair.mirror) for year in _within(side, view.years)]
    most = max(shown, default=1.0)
    power = 10.0 ** len(str(int(most / MOST_STEPS)))
    step = next(s * power / 10 for s in STEPS if most <= s * power / 10 * MOST_STEPS)
    top = step * -(-most // step)
    columns = min(max(int(look.width / look.scale / COLUMN), LEAST_COLUMNS), MOST_COLUMNS)
    rows = max(-(-len(pairs) // columns), 1)
    line = look.text * 1.25
    return Grid(
        years=(min(known), max(known)) if known else view.years, columns=columns, width=look.width, look=look, top=top,
        step=step, gutter=text_width(usd(top), look.text) + look.px(6), head=2 * line + look.px(3), foot=look.px(9),
        plot=max(look.tall(PLOT * 2) / rows, look.px(LEAST)),
    )  # fmt: skip


def _values(record: Record, pair: Comparable, number: int, grid: Grid) -> list[dict[str, Any]]:
    """Return a row for each year that a side of a pair reports."""
    look = grid.look
    colours = dict(zip(record.about.codes, (look.colours.first, look.colours.second), strict=True))
    names = pair.name.split("–", 1)
    rows = []
    for side, (code, name, reported) in enumerate(
        ((pair.economy, names[0], pair.own), (pair.partner, names[1], pair.mirror))
    ):
        within = _within(reported, grid.years)
        runs = year_runs(within)
        for year, value in within.items():
            run = next(at for at, (low, high) in enumerate(runs) if low <= year <= high)
            rows.append({
                "x": grid.x(number, year + 0.5), "y": grid.y(number, value), FIELD: year + 0.5,
                "start": float(year), "end": year + 1.0, "year": str(year), "name": pair.name, "by": name,
                "pair": pair.name, "shown": f"USD {usd(value)} million", "what": "goods trade",
                "colour": colours.get(code, look.colours.further) if number == 0 else look.colours.further,
                "line": f"{number}/{side}/{run}", "dashed": bool(side) and number > 0, "own": number == 0,
                "publishers": listing([record.source(source).publisher for source in pair.sources]),
                "aria": f"{pair.name}, {year}: USD {usd(value)} million, according to {name}",
            })  # fmt: skip
    return rows


def _lines(pairs: Sequence[Comparable], grid: Grid, look: Look) -> list[dict[str, Any]]:
    """Return the grid lines of every panel, zero in ink, and a tick below its first and last year."""
    lines: list[dict[str, Any]] = []
    for number in range(len(pairs)):
        left, right = grid.left(number), grid.left(number) + grid.panel
        for at in range(round(grid.top / grid.step) + 1):
            y = grid.y(number, at * grid.step)
            colour = look.colours.grid if at else look.colours.ink
            lines.append({"x": left, "x2": right, "y": y, "y2": y, "colour": colour, "width": 1.0 if at else 1.5})
        for year in sorted({*grid.years}):
            x, y = grid.x(number, year + 0.5), grid.bottom(number)
            lines.append({"x": x, "x2": x, "y": y, "y2": y + look.px(4), "colour": look.colours.quiet, "width": 1.0})
    return lines


def _words(record: Record, pairs: Sequence[Comparable], grid: Grid) -> list[dict[str, Any]]:
    """Return what is written: over each panel its pair and size, values at the left, years below, who reports what."""
    look, year = grid.look, compared_year(record, grid.years)
    line = look.text * 1.25
    words: list[dict[str, Any]] = []
    for number, pair in enumerate(pairs):
        left, bottom = grid.left(number), grid.bottom(number)
        over = bottom - grid.plot - grid.head + line / 2
        name = cut(pair.name, width=grid.panel, size=look.text, weight=600)
        words.append({"x": left, "y": over, "text": name, "weight": 600, "colour": look.colours.ink, "align": "left"})
        if number:
            said = cut(_size(record, pair, year), width=grid.panel, size=look.text)
            words.append({"x": left, "y": over + line, "text": said, "weight": 400, "colour": look.colours.quiet,
                          "align": "left"})  # fmt: skip
        if number % grid.columns == 0:
            words += [
                {"x": left - look.px(6), "y": grid.y(number, at * grid.step), "text": usd(at * grid.step),
                 "weight": 400, "colour": look.colours.quiet, "align": "right"}
                for at in range(round(grid.top / grid.step) + 1)
                if not at or grid.plot * grid.step / grid.top >= look.text * 1.1 or at * grid.step == grid.top
            ]  # fmt: skip
        if number + grid.columns >= len(pairs):
            words += _years(number, grid)
    return [*words, *(_reporters(record, pairs[0], grid, year) if pairs else [])]


def _size(record: Record, pair: Comparable, year: int | None) -> str:
    """Return the size of another pair in the year compared, and how many times that of the two it is."""
    if year is None:
        return ""
    times = times_of(record, pair, year)
    return f"not told for {year}" if times is None else f"{usd(pair.own[year])}, {two_digits(times)} times"


def _years(number: int, grid: Grid) -> list[dict[str, Any]]:
    look, shared = grid.look, {"weight": 400, "colour": grid.look.colours.quiet}
    y = grid.bottom(number) + look.px(5) + look.text / 2
    first, last = grid.years
    if first == last:
        return [{**shared, "x": grid.x(number, first + 0.5), "y": y, "text": str(first), "align": "center"}]
    return [
        {**shared, "x": grid.left(number), "y": y, "text": str(first), "align": "left"},
        {**shared, "x": grid.left(number) + grid.panel, "y": y, "text": str(last), "align": "right"},
    ]


def _reporters(record: Record, pair: Comparable, grid: Grid, year: int | None) -> list[dict[str, Any]]:
    """Return who reports the lines in colour, with what for the year compared, and the most that either ever did."""
    look, line = grid.look, grid.look.text * 1.25
    left, top = grid.left(0), grid.bottom(0) - grid.plot
    colours, sides = (look.colours.first, look.colours.second), (pair.own, pair.mirror)
    words: list[dict[str, Any]] = []
    x, y = left, top - grid.head + line * 1.5
    for name, colour, side in zip(record.about.names, colours, sides, strict=True):
        text = f"{name} {usd(side[year])}" if year is not None and year in side else f"{name} reports"
        if words and x + text_width(text, look.text, 500) > left + grid.panel:
            x, y = left + look.px(4), top + line / 2
        words.append({"x": x, "y": y, "text": text, "colour": colour, "weight": 500, "align": "left"})
        x += text_width(text, look.text, 500) + look.px(8)
    known = [(value, one) for side in sides for one, value in _within(side, grid.years).items()]
    most, peak = max(known, default=(0.0, 0))
    y = max(grid.y(0, most) - look.px(9), y + line)
    if len(known) > 2 and y > top + line / 2:
        text = f"{usd(most)} in {peak}"
        half = text_width(text, look.text) / 2
        x = min(max(grid.x(0, peak + 0.5), left + half), left + grid.panel - half)
        words.append({"x": x, "y": y, "text": text, "colour": look.colours.ink, "weight": 400, "align": "center"})
    return words


def scale_tooltip() -> list[alt.Tooltip]:
    """Return what hovering over a year of a pair tells."""
    return [
        alt.Tooltip("name:N", title="Pair"),
        alt.Tooltip("year:N", title="Year"),
        alt.Tooltip("shown:N", title="Goods trade"),
        alt.Tooltip("by:N", title="According to"),
        alt.Tooltip("publishers:N", title="Source"),
    ]


def _layers(
    values: Sequence[dict[str, Any]], lines: Sequence[dict[str, Any]], words: Sequence[dict[str, Any]], grid: Grid,
    axis: Axis, height: float,
) -> list[alt.Chart]:  # fmt: skip
    look = grid.look
    shared = px_channels(look.width, height)
    layers: list[alt.Chart] = []
    for width in (1.0, 1.5):
        rules = Chart(inline(line for line in lines if line["width"] == width)).mark_rule(strokeWidth=width, aria=False)
        layers.append(
            rules.encode(**shared, x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"), stroke=alt.Stroke("colour:N", scale=None))
        )
    stroke: dict[str, Any] = {"stroke": alt.Stroke("colour:N", scale=None), "detail": alt.Detail("line:N")}
    for own, dashed, width in ((False, False, 1.3), (False, True, 1.3), (True, False, 1.8)):
        some = [value for value in values if value["own"] == own and value["dashed"] == dashed]
        if some:
            style: dict[str, Any] = {"strokeDash": [4, 3]} if dashed else {}
            line = Chart(inline(some)).mark_line(
                strokeWidth=look.px(width), strokeJoin="round", aria=False, **style
            )  # fmt: skip
            layers += axis.faded(line.encode(**shared, **stroke, order=alt.Order(f"{FIELD}:Q")))
    for own, size in ((False, 2.6), (True, 3.2)):
        some = [value for value in values if value["own"] == own]
        if some:
            dots = Chart(inline(some)).mark_point(shape="circle", size=look.px(size) ** 2 * 0.8, strokeWidth=1)
            layers.append(
                dots.encode(
                    **shared, stroke=alt.Stroke("colour:N", scale=None), fill=alt.Fill("colour:N", scale=None),
                    opacity=axis.fade(), tooltip=scale_tooltip(), description=alt.Description("aria:N"),
                )
            )  # fmt: skip
    return layers + written(words, shared, size=look.text)


def describe_scale(record: Record, pairs: Sequence[Comparable], years: tuple[int, int]) -> str:
    """Describe the pairs for those who do not see them."""
    year = compared_year(record, years)
    said = [
        f"Small charts of goods trade by year, {say_span(years)}. {comparable_headline(record, tuple(pairs[1:]), years)}."
    ]
    for pair in pairs[:1]:
        for name, side in zip(record.about.names, (pair.own, pair.mirror), strict=True):
            if year is not None and year in side:
                said.append(f"{pair.name} in {year}, as {name} reports it: USD {usd(side[year])} million.")
    said += [f"{pair.name}: {size}." for pair in pairs[1:] if (size := _size(record, pair, year))]
    return " ".join(said)


def _table(pairs: Sequence[Comparable], years: tuple[int, int]) -> pd.DataFrame:
    rows = [
        {"economy": pair.economy, "partner": pair.partner, "reporter": reporter, "year": year, "value": value,
         "sources": pair.sources}
        for pair in pairs
        for reporter, side in ((pair.economy, pair.own), (pair.partner, pair.mirror))
        for year, value in _within(side, years).items()
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["economy", "partner", "reporter", "year", "value", "sources"])
