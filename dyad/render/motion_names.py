"""Where names stand in the ranks in motion: beside their marks, and over no mark, line or other name.

Plotly moves names with their marks and knows of no overlap, nor of the width that a browser gives a plot: they are
placed for several.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise, product
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dyad.figures.plane import NEAREST
from dyad.figures.rank_rows import named_others, other_pairs
from dyad.figures.style import text_width
from dyad.figures.trails import MOST_NAMED
from dyad.figures.words import Box, Point, crosses, over, within
from dyad.record import Record

Line = tuple[Point, Point]
TRAIL_YEARS = 5  # years the trail reaches back
BEST = NEAREST - 2.0  # the rank at the ends of the axes
PLOT, MARGINS = 352.0, (56, 24)  # px, the height of the plot, and what is beside it
NAMED_WIDTH = 760  # px of the figure from which on names of others have room
NARROW, WIDE = (208.0, 278.0, 480.0), (680.0, 900.0, 1170.0, 1500.0, 1800.0)  # px, widths that names are placed for
DOT, BEFORE, MARK = 6.0, 5.0, 14.0  # px across: another economy, a year before, one of the two
NAME_SIZE, OWN_SIZE, HIGH = 12, 13, 1.2  # px of type, and how high a name is, in its size
CLEAR = 4.5  # px between a name and any other mark
OUTSIDE = 9  # times as bad as over a mark
DOWN, ACROSS = ("top", "bottom", "middle"), ("left", "right", "center")
PLACES = tuple(f"{down} {across}" for across, down in product(ACROSS, DOWN))[:-1]  # that Plotly knows, the best first


@dataclass(frozen=True, kw_only=True)
class Names:
    """The places of names: those of the two by year; those of others, and which of them have room in a year."""

    own: Mapping[tuple[str, int], str]
    codes: tuple[str, ...]
    places: tuple[str, ...]
    named: Mapping[int, frozenset[str]]


@dataclass(frozen=True, kw_only=True)
class _Label:
    """A name of an economy in a year, at all widths or at those of a page."""

    code: str
    year: int
    text: str
    own: bool

    @property
    def widths(self) -> tuple[float, ...]:
        return (*NARROW, *WIDE) if self.own else WIDE

    def box(self, at: Point, place: str) -> Box:
        """Return where Plotly writes it beside its mark, in px from the top left of the plot."""
        size, weight, across = (OWN_SIZE, 600, MARK) if self.own else (NAME_SIZE, 400, DOT + 2)
        (x, y), width, off = at, text_width(self.text, size, weight), across / 1.6 + 1
        down, aside = place.split()
        top = {"top": y - off - size, "middle": y - size / 2, "bottom": y + off}[down]
        left = {"left": x - off - width, "center": x - width / 2, "right": x + off}[aside]
        return left, top, left + width, top + size * HIGH


@dataclass(kw_only=True)
class _Year:
    """What names keep off in a year at one width, in px: dots with their radius, trails, names; marks by economy."""

    width: float
    marks: Mapping[str, Point]
    dots: NDArray[np.float64]
    trails: Sequence[Line]
    taken: list[Box] = field(default_factory=list)

    def covered(self, label: _Label, place: str) -> int:
        """Return how much a name would lie over or come close to, but for its own mark."""
        at = self.marks[label.code]
        box = left, top, right, bottom = label.box(at, place)
        x, y, radius = self.dots.T
        across = np.maximum(np.maximum(left - x, x - right), 0.0)
        down = np.maximum(np.maximum(top - y, y - bottom), 0.0)
        near = (across**2 + down**2 < (radius + CLEAR) ** 2) & ~((x == at[0]) & (y == at[1]))
        wider = (left - CLEAR, top - CLEAR, right + CLEAR, bottom + CLEAR)
        beside = MARGINS if label.own else (0, 0)
        outside = not within(box, (-beside[0], 0.0, self.width + beside[1], PLOT))
        lines = sum(crosses(*line, wider) for line in self.trails)
        return int(near.sum()) + lines + sum(over(box, one) for one in self.taken) + OUTSIDE * outside


class _Scene:
    """All years at all widths."""

    def __init__(self, pairs: pd.DataFrame, others: pd.DataFrame, *, end: float) -> None:
        """Read where marks are; `end` is the rank at the far ends of the axes."""
        self.names: dict[str, str] = {}
        self._years: dict[tuple[int, float], _Year] = {}
        mine = set(pairs["economy"])
        for year, width in product(sorted(set(pairs["year"])), (*NARROW, *WIDE)):

            def at(row: Mapping[Any, Any], width: float = width) -> Point:
                x, y = (BEST - row["imports"]) / (end - BEST), (row["exports"] - BEST) / (end - BEST)
                return (1 + x) * width, y * PLOT

            now = [*others[others["year"] == year].to_dict("records"), *pairs[pairs["year"] == year].to_dict("records")]
            self.names |= {row["economy"]: row["name"] for row in now}
            past = pairs[pairs["year"].between(year - TRAIL_YEARS, year)]
            trails = [list(map(at, some.to_dict("records"))) for _, some in past.groupby("economy")]
            dots = [(*at(row), (MARK if row["economy"] in mine else DOT) / 2) for row in now]
            self._years[year, width] = _Year(
                width=width, marks={row["economy"]: at(row) for row in now},
                dots=np.array([*dots, *((*point, BEFORE / 2) for trail in trails for point in trail)]),
                trails=[line for trail in trails for line in pairwise(trail)],
            )  # fmt: skip

    def has(self, code: str, year: int) -> bool:
        """Return whether an economy has a mark in a year."""
        return code in self._years[year, WIDE[0]].marks

    def covered(self, label: _Label, place: str) -> int:
        """Return how much a name would lie over at all its widths."""
        return sum(self._years[label.year, width].covered(label, place) for width in label.widths)

    def take(self, label: _Label, place: str) -> None:
        """Have other names keep off this one."""
        for width in label.widths:
            year = self._years[label.year, width]
            year.taken.append(label.box(year.marks[label.code], place))


def place_names(record: Record, pairs: pd.DataFrame, *, end: float) -> Names:
    """Place the names of the two over as little as can be, year by year, those of others over nothing or not at all.

    Those of others keep one place, that of the last year.
    """
    others, years = other_pairs(record), sorted(set(pairs["year"]))
    scene = _Scene(pairs, others, end=end)
    own: dict[tuple[str, int], str] = {}
    for year, code in product(years, record.about.codes):
        if scene.has(code, year):
            label = _Label(code=code, year=year, text=f"{scene.names[code]} {year}", own=True)
            before = own.get((code, year - 1), PLACES[0])
            own[code, year] = min((before, *PLACES), key=partial(scene.covered, label))
            scene.take(label, own[code, year])

    def place(code: str, year: int, places: Sequence[str]) -> str:
        if not scene.has(code, year):
            return ""
        label = _Label(code=code, year=year, text=scene.names[code], own=False)
        free = next((one for one in places if not scene.covered(label, one)), "")
        if free:
            scene.take(label, free)
        return free

    placed: dict[str, str] = {}
    last = others[others["year"] == years[-1]].sort_values("exports")["economy"]
    for code in dict.fromkeys((*named_others(others, pairs), *last)):
        if len(placed) < MOST_NAMED and (found := place(code, years[-1], PLACES)):
            placed[code] = found
    named = defaultdict(frozenset, {years[-1]: frozenset(placed)})
    for year in years[:-1]:
        named[year] = frozenset(code for code, one in placed.items() if place(code, year, [one]))
    return Names(own=own, codes=tuple(placed), places=tuple(placed.values()), named=named)
