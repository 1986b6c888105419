"""The plane of ranks: exports up, imports to the right, and the line of those that are equal in both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from dyad.figures.geometry import Box, Point
from dyad.figures.parts import Layers, Values, px_channels, rules, texts
from dyad.figures.style import Style, text_width
from dyad.wording.trails import IMPORTS_AXIS, SIDES

NEAREST, MARGIN, OVER = 1, 6, 1.5  # the best rank, ranks shown beyond the extremes, and beyond the first
FAR = 2  # times what ranks are apart: from there on the first place is left out
EMPTY = 100  # ranks of a plot without any
TICKS = (5, 10, 20, 25, 50, 100)  # ranks between two lines
TICK_PX, MOST_TICKS = 44.0, 9  # between two of them, and how many there are
HEIGHT, PHONE_HEIGHT = 340.0, 300.0  # px
BEYOND = 1.3  # times the worst rank of the two, the end of the plot


@dataclass(frozen=True, kw_only=True)
class Plane:
    """The plot of trails: the ranks at its edges, best and worst of each flow, and its size in px."""

    imports: tuple[float, float]
    exports: tuple[float, float]
    width: float
    height: float
    gutter: float
    look: Style

    def x(self, rank: float) -> float:
        """Return the place of a rank in imports in px from the left, the best at the right."""
        best, worst = self.imports
        return self.gutter + (worst - rank) / (worst - best) * (self.width - self.gutter)

    def y(self, rank: float) -> float:
        """Return the place of a rank in exports in px from the top, the best there."""
        best, worst = self.exports
        return (rank - best) / (worst - best) * self.height

    def ticks(self, edges: tuple[float, float], *, length: float) -> list[int]:
        """Return the ranks that have a line, so that their words have room along `length` px."""
        best, worst = edges
        least = TICK_PX * self.look.scale
        fits = (step for step in TICKS if (worst - best) / step <= min(length / least, MOST_TICKS))
        step = next(fits, TICKS[-1])
        return [rank for rank in (NEAREST, *range(step, int(worst) + 1, step)) if rank >= best]

    def channels(self, x: str = "x", y: str = "y") -> dict[str, Any]:
        return px_channels(self.width, self.height, x, y)


def plane_of(pairs: pd.DataFrame, others: pd.DataFrame, look: Style) -> Plane:
    """Return the plane that holds the ranks of the two, and of others as far as somewhat beyond."""
    edges = {flow: _plane_edges(pairs[flow]) for flow in ("imports", "exports")}
    if len(others):  # among others one scale for both
        end = BEYOND * max(edge[1] for edge in edges.values())
        edges = dict.fromkeys(edges, (NEAREST - OVER, end))
    height = look.tall(PHONE_HEIGHT if look.phone else HEIGHT)
    return Plane(**edges, width=look.width, height=height, gutter=look.px(34), look=look)


def _plane_edges(ranks: pd.Series[float]) -> tuple[float, float]:
    """Return the ranks at both edges of the plane for a flow; the first place is one unless all are far from it."""
    if ranks.empty:
        return NEAREST - OVER, EMPTY
    best, worst = float(ranks.min()), float(ranks.max())
    return (NEAREST if best - NEAREST <= FAR * (worst - best) else best - MARGIN) - OVER, worst + MARGIN


def grid_layers(plane: Plane) -> list[alt.Chart]:
    """Return the lines of ranks in exports with their words at the left, and the line of equal ranks."""
    look = plane.look
    down = plane.ticks(plane.exports, length=plane.height)
    rows = [
        {"x": plane.gutter, "x2": plane.width, "y": y, "y2": y, "word": str(rank)}
        for rank, y in zip(down, map(plane.y, down), strict=True)
    ]
    ends = equal_ends(plane)
    equal = [{"x": ends[0][0], "x2": ends[1][0], "y": ends[0][1], "y2": ends[1][1]}] if ends else []
    place = plane.channels()
    across = {**place, "x2": alt.X2("x2:Q"), "y2": alt.Y2("y2:Q")}
    sides = [{"x": x, "y": y, "word": word} for (x, y), word in zip(_corners(plane), SIDES, strict=True)]
    words: dict[str, Any] = {"size": look.text, "word": "word", "baseline": "middle"}
    return [
        rules(rows, colour=look.colours.grid, width=1, **across),
        rules(equal, colour=look.colours.further, width=1, **across),
        texts(rows, place, **words, colour=look.colours.quiet, align="right", dx=-6),
        texts(sides, place, **words, colour=look.colours.ink, align="left"),
    ]


def equal_ends(plane: Plane) -> tuple[Point, Point] | None:
    """Return the ends of the line of equal ranks, the worst first; None where it is not in the plot."""
    low, high = max(plane.exports[0], plane.imports[0]), min(plane.exports[1], plane.imports[1])
    return ((plane.x(high), plane.y(high)), (plane.x(low), plane.y(low))) if low < high else None


def side_boxes(plane: Plane) -> list[Box]:
    """Return the boxes of the words on both sides of the line of equal ranks."""
    size = plane.look.text
    placed = zip(_corners(plane), SIDES, strict=True)
    return [(x, y - size, x + text_width(side, size), y + size) for (x, y), side in placed]


def _corners(plane: Plane) -> list[tuple[float, float]]:
    """Return where the words of both sides of the line of equal ranks stand: left, and the middle of their height."""
    look = plane.look
    right = plane.width - text_width(SIDES[1], look.text) - look.px(6)
    return [(plane.gutter + look.px(6), look.text), (right, plane.height - look.text)]


def foot_row(plane: Plane) -> alt.LayerChart:
    """Return the ranks in imports below the plot, and what they are."""
    look, size = plane.look, plane.look.text
    across = plane.ticks(plane.imports, length=plane.width - plane.gutter)
    rows: Values = [{"x": plane.x(rank), "y": 0, "word": str(rank), "align": "center"} for rank in across]
    for row in rows:  # a word at the edge stays within the figure
        row["x"] = min(row["x"], plane.width - text_width(row["word"], size) / 2)
    said = {"x": plane.width, "y": size * 1.5, "word": IMPORTS_AXIS}
    words: dict[str, Any] = {"size": size, "word": "word", "baseline": "top"}
    height = round(size * 1.5 + look.px(12) * 1.3)
    place = px_channels(plane.width, height)
    ranks = texts(rows, place, **words, colour=look.colours.quiet)
    name = texts([said], place, **words, colour=look.colours.ink, align="right", fontWeight=600)
    return Layers([ranks, name], height=height, width=plane.width)
