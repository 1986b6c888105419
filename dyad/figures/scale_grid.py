"""The grid of small charts on one axis: where each stands, and what is written around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import altair as alt

from dyad.figures.parts import Values, px_channels, rules, word
from dyad.figures.style import MOST_TALL, Style, cut, text_width
from dyad.findings.comparable import Comparable
from dyad.record import Record
from dyad.view import View
from dyad.wording.pieces import usd
from dyad.wording.scale import AND, most_in, say_size

MOST_COLUMNS, LEAST_COLUMNS, COLUMN = 4, 2, 150.0  # and how wide one is at least, at the type of a screen
BETWEEN = 16.0  # px between two columns
PLOT, LEAST = 84.0, 32.0  # px of a panel's plot, and at the least
LEAST_PEAK, MOST_STEEP = 20.0, 0.75  # px of the highest point of the two, and of a panel's width its plot for that
FOOT = 20.0  # px between a plot and the heading of the next below: a heading is nearer to its own
MOST_STEPS = 4  # of the axis
LINE = 1.25  # height of a line of type, in its size
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, kw_only=True)
class Grid:
    """The plot: columns of panels in px, the years drawn, and the value at the top of each panel."""

    years: tuple[int, int]
    columns: int
    gutter: float
    head: float
    plot: float
    foot: float
    top: float
    step: float
    look: Style

    @property
    def panel(self) -> float:
        between = self.look.px(BETWEEN) * (self.columns - 1)
        return (self.look.width - self.gutter - between) / self.columns

    @property
    def steps(self) -> list[float]:
        """The values that have a line, from zero to the top."""
        return [at * self.step for at in range(round(self.top / self.step) + 1)]

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


def grid_of(pairs: Sequence[Comparable], view: View, look: Style) -> Grid:
    """Return the grid for so many pairs, its one axis as high as the largest value of the years."""
    shown = [one for pair in pairs for side in pair.sides for one in side.items()]
    years, most = [year for year, _ in shown], max((value for _, value in shown), default=1.0)
    power = 10.0 ** len(str(int(most / MOST_STEPS)))
    step = next(s * power / 10 for s in STEPS if most <= s * power / 10 * MOST_STEPS)
    top = step * -(-most // step)
    columns = min(max(int(look.width / look.scale / COLUMN), LEAST_COLUMNS), MOST_COLUMNS)
    rows = max(-(-len(pairs) // columns), 1)
    line = look.text * LINE
    head, foot = 2 * line + look.px(3), look.px(FOOT)
    fixed = rows * head + (rows - 1) * foot + look.px(6) + line  # of the height; the plots have what is left
    total = min((fixed + PLOT * 2) * look.stretch, fixed + MOST_TALL * look.width)
    grid = Grid(
        years=(min(years), max(years)) if years else view.years, columns=columns, look=look, top=top,
        step=step, gutter=text_width(usd(top), look.text) + look.px(6), head=head, foot=foot,
        plot=max((total - fixed) / rows, look.px(LEAST)),
    )  # fmt: skip
    peak = max((value for pair in pairs[:1] for side in pair.sides for value in side.values()), default=top)
    return replace(grid, plot=max(grid.plot, min(look.px(LEAST_PEAK) * top / peak, MOST_STEEP * grid.panel)))


def grid_lines(panels: int, grid: Grid, height: float) -> list[alt.Chart]:
    """Return the grid lines of every panel, zero in ink, and a tick below its first and last year."""
    colours, rows = grid.look.colours, Values()
    for number in range(panels):
        left, right = grid.left(number), grid.left(number) + grid.panel
        for value in grid.steps:
            y, (colour, width) = grid.y(number, value), (colours.grid, 1.0) if value else (colours.ink, 1.5)
            rows.append({"x": left, "x2": right, "y": y, "y2": y, "colour": colour, "width": width})
        for year in sorted({*grid.years}):
            x, y = grid.x(number, year + 0.5), grid.bottom(number)
            rows.append({"x": x, "x2": x, "y": y, "y2": y + grid.look.px(4), "colour": colours.quiet, "width": 1.0})
    place = {**px_channels(grid.look.width, height), "x2": alt.X2("x2:Q"), "y2": alt.Y2("y2:Q")}
    return [rules((row for row in rows if row["width"] == width), width=width, **place) for width in (1.0, 1.5)]


def grid_words(record: Record, pairs: Sequence[Comparable], grid: Grid, year: int | None) -> Values:
    """Return what is written: over each panel its pair and size, values at the left, years below, who reports what."""
    look, line, words = grid.look, grid.look.text * LINE, Values()
    for number, pair in enumerate(pairs):
        left, bottom = grid.left(number), grid.bottom(number)
        over = bottom - grid.plot - grid.head + line / 2
        if number:
            said = cut(say_size(record, pair, year), width=grid.panel, size=look.text)
            words.append(word(_pair_name(pair, grid), left, over, look.colours.ink, weight=600))
            words.append(word(said, left, over + line, look.colours.quiet))
        if number % grid.columns == 0:
            words += [
                word(usd(value), left - look.px(6), grid.y(number, value), look.colours.quiet, align="right")
                for value in grid.steps
                if value in (0, grid.top) or grid.plot * grid.step / grid.top >= look.text * 1.1
            ]
        if number + grid.columns >= len(pairs):
            words += _years(number, grid)
    return [*words, *(_reporters(record, pairs[0], grid, year) if pairs else [])]


def _pair_name(pair: Comparable, grid: Grid) -> str:
    """Return the name of a pair; where it is too long, the first is cut, which others begin with, too."""
    size, (first, partner) = grid.look.text, pair.names
    room = grid.panel - text_width(f"–{partner}", size, 600)
    return cut(f"{cut(first, width=room, size=size, weight=600)}–{partner}", width=grid.panel, size=size, weight=600)


def _years(number: int, grid: Grid) -> Values:
    (first, last), quiet = grid.years, grid.look.colours.quiet
    y = grid.bottom(number) + grid.look.px(5) + grid.look.text / 2
    if first == last:
        return [word(str(first), grid.x(number, first + 0.5), y, quiet, align="center")]
    return [
        word(str(first), grid.left(number), y, quiet),
        word(str(last), grid.left(number) + grid.panel, y, quiet, align="right"),
    ]


def _reporters(record: Record, pair: Comparable, grid: Grid, year: int | None) -> Values:
    """Return the names of the two in their colours, what each reports for the year compared, and the most ever."""
    look, line = grid.look, grid.look.text * LINE
    left, top = grid.left(0), grid.bottom(0) - grid.plot
    values = [usd(side[year]) if year is not None and year in side else "" for side in pair.sides]
    words = _in_line(record.about.names, "–", top - grid.head + line / 2, 600, grid)
    words += _in_line(values, AND, top - grid.head + line * 1.5, 500, grid)
    known = [(value, one) for side in pair.sides for one, value in side.items()]
    most, peak = max(known, default=(0.0, 0))
    over = grid.y(0, most) - look.px(9)
    lines = [grid.y(0, value) for value in grid.steps]
    over = next((y - look.text * 0.7 for y in lines if abs(y - over) < look.text * 0.6), over)  # off the grid
    if len(known) > 2 and over >= top + line / 2:
        text = most_in(amount=usd(most), year=peak)
        half = text_width(text, look.text) / 2
        x = min(max(grid.x(0, peak + 0.5), left + half), left + grid.panel - half)
        words.append(word(text, x, over, look.colours.ink, align="center"))
    return words


def _in_line(texts: Sequence[str], between: str, y: float, weight: int, grid: Grid) -> Values:
    """Return what is of each of the two, in their colours, in the first panel; what has no letters is left out."""
    look, words, x = grid.look, [], grid.left(0)
    colours = (look.colours.first, look.colours.second)
    told = [(text, colour) for text, colour in zip(texts, colours, strict=True) if text]
    parts = [part for one in told for part in ((between, look.colours.ink), one)][1:]
    end = x + grid.panel
    for text, colour in parts:
        blank = text_width(" ", look.text, weight) if text != text.strip() else 0.0  # a drawing has none at the ends
        x += blank
        shown = cut(text.strip(), width=max(end - x, 1), size=look.text, weight=weight)
        words.append(word(shown, x, y, colour, weight=weight))
        x += text_width(shown, look.text, weight) + blank
    return words
