"""Words and signs at places in px: what guesses and answers are drawn of."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from dyad.figures.compose import layered, vega_config
from dyad.figures.parts import Chart, Stack, inline
from dyad.figures.style import Figure, Style, text_width
from dyad.lesson import Step

ROW, LINE = 28, 1.25  # px of a row at scale 1; line height of wrapped text
GAP = 12  # px at scale 1 between words and marks
EDGE = 2  # px free at the right
LEAST_BAR = 6  # px at scale 1 of the shortest period


def figure_of_rows(
    name: str, step: Step, rows: Sequence[Any], *, alt: str, sources: Sequence[str], look: Style, spacing: int = 0
) -> Figure:
    """Return rows, one below the other, as a figure of a step that stands under words of its own."""
    chart = Stack(vconcat=list(rows), spacing=spacing, config=vega_config(look))
    return Figure(name=name, title=step.title, subtitle="", alt=alt, chart=chart, data=pd.DataFrame(),
                  sources=tuple(sources), plots=0.0)  # fmt: skip


def place_px(look: Style, height: float) -> dict[str, Any]:
    """Return channels for places in px from the upper left corner of a row."""
    across = alt.Scale(domain=[0, look.width], range=[0, look.width], nice=False, zero=False)
    down = alt.Scale(domain=[0, height], range=[0, height], nice=False, zero=False)
    return {"x": alt.X("x:Q", scale=across, axis=None), "y": alt.Y("y:Q", scale=down, axis=None)}


def words_at(
    rows: Sequence[Mapping[str, Any]], *, look: Style, height: float, weight: Any = 400, align: Any = "left"
) -> Any:
    """Return texts at `x`, `y` px, their middle at y; lines are parted already."""
    size = look.text
    return (
        Chart(inline(rows))
        .mark_text(
            align=align,
            baseline="middle",
            fontSize=size,
            lineHeight=size * LINE,
            lineBreak="\n",
            fontWeight=weight,
            color=look.colours.ink,
            aria=False,
        )
        .encode(**place_px(look, height), text=alt.Text("text:N"))
    )


def marks_at(
    rows: Sequence[Mapping[str, Any]], *, look: Style, height: float, shape: str, size: float, fill: str, stroke: str
) -> Any:
    """Return signs at `x`, `y` px."""
    signs = Chart(inline(rows)).mark_point(
        shape=shape, size=size**2 * 0.8, fill=fill, stroke=stroke, strokeWidth=look.px(1.4), opacity=1, aria=False
    )
    return signs.encode(**place_px(look, height))


def dots_at(
    places: Mapping[Any, float], inside: Collection[Any], *, y: float, look: Style, height: float, size: float,
    colour: str,
) -> list[Any]:  # fmt: skip
    """Return a row of dots at `y` px, those `inside` filled; `places` are their x."""
    layers = []
    for full in (False, True):
        rows = [{"x": x, "y": y} for one, x in places.items() if (one in inside) == full]
        if rows:
            fill = colour if full else look.colours.paper
            layers.append(marks_at(rows, look=look, height=height, shape="circle", size=size, fill=fill, stroke=colour))
    return layers


def boxes_at(
    rows: Sequence[Mapping[str, Any]], *, look: Style, height: float, fill: str, stroke: str = "transparent"
) -> Any:
    """Return boxes from `x`, `y` to `x2`, `y2` px."""
    return (
        Chart(inline(rows))
        .mark_rect(fill=fill, stroke=stroke, strokeWidth=look.px(1.2), cornerRadius=look.px(1), aria=False)
        .encode(**place_px(look, height), x2="x2:Q", y2="y2:Q")
    )


def axis_at(y: float, ends: tuple[float, float], *, look: Style, height: float) -> Any:
    """Return the line of an axis, from one end to the other in px."""
    return (
        Chart(inline([{"x": ends[0], "x2": ends[1], "y": y}]))
        .mark_rule(color=look.colours.ink, strokeWidth=look.px(1.2), aria=False)
        .encode(**place_px(look, height), x2="x2:Q")
    )


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of a scale: its name, from where to where (alike for a number), what stands beside, colour and shape."""

    name: str
    first: float
    last: float
    text: str
    colour: str
    shape: str = "circle"


def names_px(rows: Sequence[Row], look: Style) -> float:
    """Return the px that the names of rows need."""
    return max(text_width(row.name, look.text, 600) for row in rows) + look.px(GAP) * 2


def scale_px(rows: Sequence[Row], ticks: Sequence[tuple[float, str]], look: Style) -> tuple[float, float]:
    """Return where the scale of rows begins and ends, in px."""
    return names_px(rows, look), look.width - max(text_width(ticks[-1][1], look.text) / 2, look.px(8)) - EDGE


def scale_rows(
    rows: Sequence[Row],
    *,
    ends: tuple[float, float],
    ticks: Sequence[tuple[float, str]],
    look: Style,
    tall: float,
) -> list[Any]:
    """Return rows over a scale, each `tall` px, which has `ticks`; beside each mark stands what it is."""
    low, high = ends
    left, right = scale_px(rows, ticks, look)
    height = tall * len(rows) + look.text * 1.6

    def px(value: float) -> float:
        return left + (value - low) / (high - low) * (right - left)

    rules = [{"x": px(at), "y": 0.0, "y2": tall * len(rows)} for at, _ in ticks]
    layers: list[Any] = [
        Chart(inline(rules)).mark_rule(color=look.colours.grid, strokeWidth=look.px(1), aria=False)
        .encode(**place_px(look, height), y2="y2:Q"),
        axis_at(tall * len(rows), (left, right), look=look, height=height),
        words_at([{"x": px(at), "y": height - look.text * 0.6, "text": word} for at, word in ticks],
                 look=look, height=height, align="center"),
        words_at([{"x": 0, "y": tall * (at + 0.5), "text": row.name} for at, row in enumerate(rows)],
                 look=look, height=height, weight=600),
    ]  # fmt: skip
    for at, row in enumerate(rows):
        y, one, other = tall * (at + 0.5), px(row.first), px(row.last)
        if row.first < row.last:
            end = max(other, one + look.px(LEAST_BAR))
            box = {"x": one, "x2": end, "y": y - tall * 0.2, "y2": y + tall * 0.2}
            layers.append(boxes_at([box], look=look, height=height, fill=row.colour))
        else:
            sign: dict[str, Any] = {"shape": row.shape, "size": look.px(15), "fill": row.colour, "stroke": row.colour}
            layers.append(marks_at([{"x": one, "y": y}], look=look, height=height, **sign))
        wide, gap = text_width(row.text, look.text), look.px(GAP)
        after = other + gap + wide <= look.width - EDGE
        layers.append(words_at([{"x": other + gap if after else one - gap, "y": y, "text": row.text}], look=look,
                               height=height, align="left" if after else "right"))  # fmt: skip
    return [layered(layers, height=height, width=look.width)]
