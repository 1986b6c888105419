"""What line figures share: a y axis inside the plot with its grid, lines of years in a row, names at their ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from dyad.figures.axis import FIELD, Axis
from dyad.figures.geometry import spread
from dyad.figures.parts import Values, haloed, lines, rules, texts
from dyad.figures.style import Style, text_width
from dyad.findings.finding import runs_of

STEPS = tuple(step * 10**power for power in range(1, 9) for step in (1, 2, 5))  # between grid lines
MOST_TICKS = 6
BESIDE_DOT = 0.95  # from the middle of the last point of a line to its name, in sizes of type


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One row of a line figure: its axis, height in px, and the y values at bottom and top."""

    axis: Axis
    look: Style
    height: float
    bottom: float
    top: float

    def y(self, field: str = "value") -> alt.Y:
        """Return the y channel of a field, without an axis: ticks are drawn inside the plot."""
        scale = alt.Scale(domain=[self.bottom, self.top], nice=False, zero=False, clamp=True)
        return alt.Y(field=field, type="quantitative", scale=scale, axis=None)

    @property
    def place(self) -> dict[str, Any]:
        """The channels of rows with a time and a `value`."""
        return {"x": self.axis.x(), "y": self.y()}

    def px(self, value: float) -> float:
        """Return the place of a value in px from the top."""
        return (self.top - value) / (self.top - self.bottom) * self.height

    def value(self, px: float) -> float:
        """Return the value at a place in px from the top."""
        return self.top - px / self.height * (self.top - self.bottom)


def line_names(rows: pd.DataFrame, *by: str) -> list[str]:
    """Name the line that each row is joined to: consecutive years of rows that are alike in some columns."""
    cells = [["+".join(cell) if isinstance(cell, tuple) else cell for cell in rows[column]] for column in by]
    names = [*zip(*cells, strict=True)] if by else [()] * len(rows)
    years = [int(year) for year in rows["year"]]
    known: dict[tuple[str, ...], list[int]] = {}
    for name, year in zip(names, years, strict=True):
        known.setdefault(name, []).append(year)
    runs = {name: dict(zip(own, runs_of(own), strict=True)) for name, own in known.items()}
    return ["/".join((*name, str(runs[name][year]))) for name, year in zip(names, years, strict=True)]


def joined(panel: Panel, values: Values, *, width: float, ink: str = "", **channels: Any) -> list[alt.Chart]:
    """Return the lines between rows of one `line`, so many px wide on a screen, pale outside the period."""
    line = lines(values, width=panel.look.px(width), **({"color": ink} if ink else {}))
    return panel.axis.faded(line.encode(**panel.place, detail=alt.Detail("line:N"), **channels))


def grid_ticks(top: float, *, bottom: float = 0.0, most: float = MOST_TICKS) -> list[float]:
    """Return round values from `bottom`, 0 or below, up to `top`, at most six steps or as many as have room."""
    step = next((s for s in STEPS if (top - bottom) / s <= min(most, MOST_TICKS)), STEPS[-1])
    return [float(step * number) for number in range(-int(-bottom // step), int(top // step) + 1)]


def tick_layers(
    panel: Panel, ticks: Sequence[float], *, words: Sequence[str], below: Sequence[alt.Chart] = ()
) -> list[alt.Chart]:
    """Return the period, what lies `below` the grid, its lines, that of zero in ink, and their labels in the gutter."""
    look, axis = panel.look, panel.axis
    values = [
        {FIELD: axis.first, "end": axis.last + 1, "value": tick, "word": word}
        for tick, word in zip(ticks, words, strict=True)
    ]
    grid, zero = ([value for value in values if bool(value["value"]) == lies] for lies in (True, False))
    style: dict[str, Any] = {"align": "right", "baseline": "middle", "dx": -6}
    return [
        *axis.period_layers(look=look, height=panel.height),
        *below,
        rules(grid, colour=look.colours.grid, width=1, **panel.place, x2=alt.X2("end:Q")),
        rules(zero, colour=look.colours.ink, width=1.5, **panel.place, x2=alt.X2("end:Q")),
        texts(values, panel.place, size=look.text, colour=look.colours.quiet, word="word", **style),
    ]


@dataclass(frozen=True, kw_only=True)
class Name:
    """The name of a line, to stand beside its last point; an `exact` one stands at its very place."""

    text: str
    t: float
    value: float
    colour: str
    exact: bool = False


def name_room(name: str, *, size: float) -> float:
    """Return the px that the name of a line needs behind its last point."""
    return text_width(name, size, 600) + size * BESIDE_DOT + 2


def spread_names(panel: Panel, names: Sequence[Name]) -> list[tuple[Name, float]]:
    """Return the names, the highest first, with the middle of each in px from the top: none touches another."""
    ordered, line = sorted(names, key=lambda name: -name.value), panel.look.text * 1.2
    wanted = [panel.px(name.value) for name in ordered]
    return list(zip(ordered, spread(wanted, apart=line, low=line / 2, high=panel.height - line / 2), strict=True))


def name_layer(panel: Panel, names: Sequence[tuple[Name, float]], *, gap: float) -> alt.Chart:
    """Return names `gap` px beside the last points of their lines, each at a middle in px from the top."""
    rows = [{FIELD: name.t, "value": panel.value(y), "text": name.text, "colour": name.colour} for name, y in names]
    style: dict[str, Any] = {"align": "left", "baseline": "middle", "dx": gap, "fontWeight": 500}
    return texts(rows, panel.place, size=panel.look.text, **style, **haloed(panel.look.colours.paper))
