"""Events counted by the year they begin in, and how their columns are stacked of squares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

import pandas as pd

from dyad.figures.axis import TICK_YEARS, Axis
from dyad.figures.crowds import MOST_DRAWN
from dyad.figures.events import Events
from dyad.figures.lines import Panel
from dyad.findings.claims import UNCLAIMED

LARGEST, GOOD, LEAST = 17.0, 10.0, 3.5  # px of the side of a square; smaller ones are a bar
FILLED = 0.8  # of the width of a column that squares may take
APART = 1.0  # px between squares
MOST_ACROSS = 40  # squares of a column
LEAST_COLUMN = 10.0  # px of the width of a column, which else holds several years


@dataclass(frozen=True, kw_only=True)
class Columns:
    """How many events begin in each `step` of years, by its first year: those named, and those left out."""

    step: int
    first: int
    last: int
    named: Counter[int]
    left_out: Counter[int]

    @property
    def totals(self) -> dict[int, int]:
        """The events of each column that has any."""
        return dict(sorted((self.named + self.left_out).items()))

    @property
    def fullest(self) -> int:
        """The last of those with the most events."""
        return max(self.totals, key=lambda start: (self.totals[start], start))

    @property
    def most(self) -> int:
        return max(self.totals.values(), default=0)

    def start(self, year: int) -> int:
        """Return the first year of the column that a year is in."""
        return year - (year - self.first) % self.step

    def years(self, start: int) -> tuple[int, int]:
        return start, min(start + self.step - 1, self.last)


def begin_years(rows: pd.DataFrame) -> list[int]:
    """Return the year in which each event begins, as far as the years shown go."""
    return [int(start) for start in rows["start"]]


def count_columns(events: Events, axis: Axis) -> Columns:
    """Count events by the year they begin in, or by several where years are narrow."""
    step = next((step for step in TICK_YEARS if step * axis.year_px >= LEAST_COLUMN), TICK_YEARS[-1])
    columns = Columns(step=step, first=axis.first, last=axis.last, named=Counter(), left_out=Counter())
    for rows in (events.named, events.left_out):
        for year, verdict in zip(begin_years(rows), rows["verdict"], strict=True):
            (columns.left_out if verdict == UNCLAIMED else columns.named)[columns.start(year)] += 1
    return columns


@dataclass(frozen=True, kw_only=True)
class Stacks:
    """How columns are stacked: so many squares `across` (0: bars), each `px` high with what is free around it."""

    across: int
    px: float

    def height(self, number: int) -> float:
        """Return how high a column of so many events is."""
        return ceil(number / max(self.across, 1)) * self.px


def stack(columns: Columns, panel: Panel, *, head: float) -> Stacks:
    """Return stacks one square wide where these are large enough, else those whose squares are largest; or bars."""
    width, height = columns.step * panel.axis.year_px * FILLED, panel.height - head - 1
    tries = {
        across: min(width / across, height / ceil(columns.most / across), panel.look.px(LARGEST))
        for across in range(1, MOST_ACROSS + 1)
    }
    good = [across for across, px in tries.items() if px >= panel.look.px(GOOD)]
    across = good[0] if good else max(tries, key=lambda one: (tries[one], -one))
    if tries[across] - APART < LEAST or sum(columns.totals.values()) > MOST_DRAWN:
        return Stacks(across=0, px=height / columns.most)
    return Stacks(across=across, px=tries[across])


def stack_squares(years: Sequence[int], across: int) -> Iterator[tuple[int, int, float]]:
    """Yield for each square its year, its level in a column where `across` are beside each other, and how far aside."""
    standing, whole = Counter[int](), Counter(years)
    for year in years:
        level, beside = divmod(standing[year], across)
        standing[year] += 1
        yield year, level, beside - (min(across, whole[year] - level * across) - 1) / 2
