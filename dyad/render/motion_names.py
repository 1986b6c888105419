"""Where names stand in the ranks in motion: beside their marks, and over no mark, line or other name.

Plotly moves names with their marks and knows of no overlap, nor of the width that a browser gives a plot: they are
placed for several.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dyad.figures.geometry import Box, Line, Point, distances, grown, over, touched, within
from dyad.figures.plane import NEAREST
from dyad.figures.rank_rows import other_pairs
from dyad.figures.style import text_width
from dyad.figures.trails import MOST_NAMED, named_others
from dyad.record import Record

TRAIL_YEARS = 5  # years the trail reaches back
BEST = NEAREST - 2.0  # the rank at the ends of the axes
PLOT, MARGINS = 352.0, (56, 24)  # px, the height of the plot, and what is beside it
NAMED_WIDTH = 760  # px of the figure from which on names of others have room
NARROW, WIDE = (208.0, 278.0, 480.0), (680.0, 900.0, 1170.0, 1500.0, 1800.0)  # px, widths that names are placed for
DOT, BEFORE, MARK = 6.0, 5.0, 14.0  # px across: another economy, a year before, one of the two
TYPE, OWN_TYPE, HIGH = 12, 13, 1.2  # px of type, and how high a name is, in its size
CLEAR = 4.5  # px between a name and any other mark
OUTSIDE = 9  # times as bad as over a mark
DOWN, ACROSS = ("top", "bottom", "middle"), ("left", "right", "center")
PLACES = tuple(f"{down} {across}" for across, down in product(ACROSS, DOWN))[:-1]  # that Plotly knows, the best first


@dataclass(frozen=True, kw_only=True)
class Names:
    """The places of names: those of the two by year; those of others, and which of them have room in a year."""

    own: Mapping[tuple[str, int], str]
    others: Mapping[str, str]
    named: Mapping[int, frozenset[str]]


def _box(text: str, at: Point, place: str, *, own: bool) -> Box:
    """Return where Plotly writes a name beside its mark, in px from the top left of the plot."""
    size, weight, across = (OWN_TYPE, 600, MARK) if own else (TYPE, 400, DOT + 2)
    (x, y), width, off = at, text_width(text, size, weight), across / 1.6 + 1
    down, aside = place.split()
    top = {"top": y - off - size, "middle": y - size / 2, "bottom": y + off}[down]
    left = {"left": x - off - width, "center": x - width / 2, "right": x + off}[aside]
    return left, top, left + width, top + size * HIGH


@dataclass(kw_only=True)
class _Plot:
    """A year at one width, in px: marks by economy, and what names keep off: dots with their radius, trails, names."""

    width: float
    marks: Mapping[str, Point]
    dots: NDArray[np.float64]
    trails: Sequence[Line]
    taken: list[Box] = field(default_factory=list)

    def covered(self, box: Box, at: Point, *, own: bool) -> int:
        """Return how much a name in a box would lie over or come close to, but for its own mark."""
        x, y, radius = self.dots.T
        near = (distances(np.array([box]), self.dots)[0] < radius + CLEAR) & ~((x == at[0]) & (y == at[1]))
        beside = MARGINS if own else (0, 0)
        outside = not within(box, (-beside[0], 0.0, self.width + beside[1], PLOT))
        lines = touched(self.trails, grown(box, CLEAR))
        return int(near.sum()) + lines + sum(over(box, one) for one in self.taken) + OUTSIDE * outside


def _lay_out(pairs: pd.DataFrame, others: pd.DataFrame, year: int, width: float, *, end: float) -> _Plot:
    """Return where marks and trails are; `end` is the rank at the far ends of the axes."""

    def at(row: Mapping[Any, Any]) -> Point:
        x, y = (BEST - row["imports"]) / (end - BEST), (row["exports"] - BEST) / (end - BEST)
        return (1 + x) * width, y * PLOT

    marks, own = (
        {row["economy"]: at(row) for row in rows[rows["year"] == year].to_dict("records")} for rows in (others, pairs)
    )
    past = pairs[pairs["year"].between(year - TRAIL_YEARS, year)]
    trails = [list(map(at, some.to_dict("records"))) for _, some in past.groupby("economy")]
    sizes = ((marks.values(), DOT), (own.values(), MARK), *((trail, BEFORE) for trail in trails))
    return _Plot(
        width=width, marks=marks | own,
        dots=np.array([(*point, size / 2) for points, size in sizes for point in points]),
        trails=[line for trail in trails for line in pairwise(trail)],
    )  # fmt: skip


def place_names(record: Record, pairs: pd.DataFrame, *, end: float) -> Names:
    """Place the names of the two over as little as can be, year by year, those of others over nothing or not at all.

    Those of others keep one place, that of the last year. `end` is the rank at the far ends of the axes.
    """
    others, years = other_pairs(record), sorted(set(pairs["year"]))
    names = {code: name for rows in (others, pairs) for code, name in zip(rows["economy"], rows["name"], strict=True)}
    plots = {at: _lay_out(pairs, others, *at, end=end) for at in product(years, (*NARROW, *WIDE))}

    def place(code: str, year: int, places: Sequence[str], *, own: bool) -> str:
        """Return the place that a name takes at all widths, or at those of a page; "" for none."""
        here = [plots[year, width] for width in ((*NARROW, *WIDE) if own else WIDE)]
        if code not in here[0].marks:
            return ""
        text = f"{names[code]} {year}" if own else names[code]

        def box(plot: _Plot, one: str) -> Box:
            return _box(text, plot.marks[code], one, own=own)

        def covered(one: str) -> int:
            return sum(plot.covered(box(plot, one), plot.marks[code], own=own) for plot in here)

        best = min(places, key=covered) if own else next((one for one in places if not covered(one)), "")
        for plot in here if best else ():
            plot.taken.append(box(plot, best))
        return best

    own: dict[tuple[str, int], str] = {}
    for year, code in product(years, record.about.codes):
        own[code, year] = place(code, year, (own.get((code, year - 1)) or PLACES[0], *PLACES), own=True)
    placed: dict[str, str] = {}
    last = others[others["year"] == years[-1]].sort_values("exports")["economy"]
    for code in dict.fromkeys((*named_others(others, pairs), *last)):
        if len(placed) < MOST_NAMED and (found := place(code, years[-1], PLACES, own=False)):
            placed[code] = found
    named = {
        year: frozenset(code for code, one in placed.items() if place(code, year, [one], own=False))
        for year in years[:-1]
    }
    own = {at: one or PLACES[0] for at, one in own.items()}
    return Names(own=own, others=placed, named=named | {years[-1]: frozenset(placed)})
