"""What pictures of a lesson are made of: a row of a figure that is drawn on in px, axes, rows over a scale, names."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from dyad.figures.compose import Figure
from dyad.figures.parts import Chart, Plot, Stack, inline, px_channels
from dyad.figures.style import Style, text_width, vega_config
from dyad.lesson import Step

LINE = 1.25  # height of wrapped text, in its size
GAP = 12  # px at scale 1 between words and marks
EDGE = 2  # px free at the right
LEAST_BAR = 6  # px at scale 1 of the shortest period
ENDS = (alt.X2("x2:Q"), alt.Y2("y2:Q"))
Places = Sequence[Mapping[str, Any]]  # `x` and `y` in px, and what else marks go by


def figure_of_rows(
    name: str, step: Step, rows: Sequence[Any], *, alt: str, sources: Sequence[str], look: Style, spacing: int = 0
) -> Figure:
    """Return rows, one below the other, as a figure of a step that stands under words of its own."""
    chart = Stack(vconcat=list(rows), spacing=spacing, config=vega_config(look))
    return Figure(name=name, title=step.title, subtitle="", alt=alt, chart=chart, data=pd.DataFrame(),
                  sources=tuple(sources))  # fmt: skip


class Canvas:
    """A row of a figure, so many px tall: marks are laid on it, each over the last, by px from its upper left."""

    def __init__(self, look: Style, height: float) -> None:
        self.look, self.height = look, height
        self._layers: list[alt.Chart] = []

    def _lay(self, mark: Any, places: Places, *channels: Any, **style: Any) -> None:
        if places:
            marks = Chart(inline(places), mark=alt.MarkDef(mark, aria=False, **style))
            self._layers.append(marks.encode(*channels, **px_channels(self.look.width, self.height)))

    def words(self, places: Places, *, weight: int = 400, align: str = "left") -> None:
        """Write texts, their middle at y; lines are parted already."""
        size, ink = self.look.text, self.look.colours.ink
        self._lay("text", places, alt.Text("text:N"), align=align, baseline="middle", fontSize=size,
                  lineHeight=size * LINE, lineBreak="\n", fontWeight=weight, color=ink)  # fmt: skip

    def signs(self, places: Places, *, shape: str, size: float, fill: str, stroke: str) -> None:
        """Draw signs of a Vega shape."""
        self._lay("point", places, shape=shape, size=size**2 * 0.8, fill=fill, stroke=stroke,
                  strokeWidth=self.look.px(1.4), opacity=1)  # fmt: skip

    def dots(self, places: Mapping[Any, float], inside: Collection[Any], *, y: float, size: float, colour: str) -> None:
        """Draw a row of dots at `y` px, those `inside` filled; `places` are their x."""
        for fill, full in ((self.look.colours.paper, False), (colour, True)):
            rows = [{"x": x, "y": y} for one, x in places.items() if (one in inside) == full]
            self.signs(rows, shape="circle", size=size, fill=fill, stroke=colour)

    def boxes(self, places: Places, *, fill: str, stroke: str = "transparent") -> None:
        """Draw boxes from `x`, `y` to `x2`, `y2`."""
        self._lay("rect", places, *ENDS, fill=fill, stroke=stroke, strokeWidth=self.look.px(1.2),
                  cornerRadius=self.look.px(1))  # fmt: skip

    def lines(self, places: Places, *, colour: str, width: float, **style: Any) -> None:
        """Draw lines from `x`, `y` to `x2`, `y2`, `width` px wide at scale 1."""
        self._lay("rule", places, *ENDS, color=colour, strokeWidth=self.look.px(width), **style)

    def axis(self, y: float, ends: tuple[float, float]) -> None:
        """Draw the line of an axis, from one end to the other."""
        self.lines([{"x": ends[0], "x2": ends[1], "y": y, "y2": y}], colour=self.look.colours.ink, width=1.2)

    def row(self) -> alt.LayerChart:
        """Return what was drawn as a row of a figure."""
        return Plot(self._layers, height=self.height, width=self.look.width)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of a scale: its name, from where to where (alike for a number), what stands beside, colour and shape."""

    name: str
    first: float
    last: float
    text: str
    colour: str
    shape: str = "circle"


def names_px(names: Iterable[str], look: Style) -> float:
    """Return the px that the names of rows need."""
    return max(text_width(name, look.text, 600) for name in names) + look.px(GAP) * 2


def scale_px(rows: Sequence[Row], ticks: Sequence[tuple[float, str]], look: Style) -> tuple[float, float]:
    """Return where the scale of rows begins and ends, in px."""
    left = names_px((row.name for row in rows), look)
    return left, look.width - max(text_width(ticks[-1][1], look.text) / 2, look.px(8)) - EDGE


def scale_row(
    rows: Sequence[Row], *, ends: tuple[float, float], ticks: Sequence[tuple[float, str]], look: Style, tall: float
) -> alt.LayerChart:
    """Return rows over a scale, each `tall` px, which has `ticks`; beside each mark stands what it is."""
    (low, high), (left, right) = ends, scale_px(rows, ticks, look)
    foot, gap = tall * len(rows), look.px(GAP)
    canvas = Canvas(look, foot + look.text * 1.6)

    def px(value: float) -> float:
        return left + (value - low) / (high - low) * (right - left)

    grid = [{"x": px(at), "x2": px(at), "y": 0.0, "y2": foot} for at, _ in ticks]
    canvas.lines(grid, colour=look.colours.grid, width=1)
    canvas.axis(foot, (left, right))
    below = canvas.height - look.text * 0.6
    canvas.words([{"x": px(at), "y": below, "text": word} for at, word in ticks], align="center")
    names = [{"x": 0, "y": tall * (at + 0.5), "text": row.name} for at, row in enumerate(rows)]
    canvas.words(names, weight=600)
    for at, row in enumerate(rows):
        y, one, other = tall * (at + 0.5), px(row.first), px(row.last)
        if row.first < row.last:
            end = max(other, one + look.px(LEAST_BAR))
            canvas.boxes([{"x": one, "x2": end, "y": y - tall * 0.2, "y2": y + tall * 0.2}], fill=row.colour)
        else:
            canvas.signs([{"x": one, "y": y}], shape=row.shape, size=look.px(15), fill=row.colour, stroke=row.colour)
        after = other + gap + text_width(row.text, look.text) <= look.width - EDGE
        beside = {"x": other + gap if after else one - gap, "y": y, "text": row.text}
        canvas.words([beside], align="left" if after else "right")
    return canvas.row()
