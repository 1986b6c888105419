"""Other bodies' figures of trade: one ribbon from the least to the most, or each by name or by number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import altair as alt
import pandas as pd

from dyad.figures.axis import FIELD
from dyad.figures.geometry import Line, Point
from dyad.figures.key import wrap_entries
from dyad.figures.labels import Words
from dyad.figures.lines import Panel
from dyad.figures.moments import LARGE
from dyad.figures.parts import LEADING, Chart, Layers, Values, inline, text_lines
from dyad.figures.style import Style, wrap_evenly
from dyad.findings.finding import year_runs
from dyad.wording.trade import name_other

LEAST_BODIES = 2  # whose figures of a year make a ribbon
MARK_WIDTH = 0.2  # of a figure, the widest the words beside a single mark may be
MOST_LINES = (12, 2)  # of the key of numbers; of large type
Ribbon = Sequence[Values]  # runs of years


def ribbon_rows(rows: pd.DataFrame) -> list[Values]:
    """Return the least and the most that other bodies' statistics give, in runs of consecutive calendar years.

    Of each year of which two bodies at least give a figure: `t`, `start`, `end`, `low`, `high`, `bodies`.
    """
    further = rows[rows["role"] == "further"]
    by_year = further.groupby("year")["amount"]
    known = {int(str(year)): amounts for year, amounts in by_year if len(amounts) >= LEAST_BODIES}
    return [
        [
            {FIELD: year + 0.5, "start": float(year), "end": year + 1.0, "low": float(known[year].min()),
             "high": float(known[year].max()), "bodies": len(known[year])}
            for year in range(first, last + 1)
        ]
        for first, last in year_runs(known) if last > first
    ]  # fmt: skip


def ribbon_years(ribbon: Ribbon) -> tuple[int, int]:
    """Return the first and the last year of the ribbon."""
    return int(ribbon[0][0][FIELD]), int(ribbon[-1][-1][FIELD])


def ribbon_bodies(rows: pd.DataFrame, ribbon: Ribbon) -> pd.DataFrame:
    """Return the figures that the ribbon is made of."""
    years = [int(one["start"]) for run in ribbon for one in run]
    return rows[(rows["role"] == "further") & rows["year"].isin(years)]


def ribbon_fill(panel: Panel, ribbon: Ribbon) -> list[alt.Chart]:
    """Return the ribbon as one pale area over the band, with an outline that both grounds show."""
    colours, width = panel.look.colours, panel.look.px(0.8)
    style: dict[str, Any] = {"color": colours.ribbon, "stroke": colours.further, "strokeWidth": width, "aria": False}
    x, y = panel.axis.x(), panel.y("low")
    return [
        faded.encode(x=x, y=y, y2=alt.Y2("high:Q"))
        for run in ribbon
        for faded in panel.axis.faded(Chart(inline(run)).mark_area(**style))
    ]


def ribbon_lines(words: Words, ribbon: Ribbon) -> list[Line]:
    """Return the edges of the ribbon in px, and lines across it at each year."""
    lines: list[Line] = []
    for run in ribbon:
        high, low = ([words.at(one[FIELD], one[end]) for one in run] for end in ("high", "low"))
        lines += [*pairwise(high), *pairwise(low), *zip(high, low, strict=True)]
    return lines


@dataclass(frozen=True, kw_only=True)
class Other:
    """What of another body has no room for its words: its rows, the words, and its number in the key (0: none)."""

    rows: tuple[int, ...]
    text: str
    number: int


def name_others(rows: pd.DataFrame, words: Words) -> list[Other]:
    """Write at each line and mark of another body what it is; what finds no room is numbered, or has no number."""
    look, colour = words.panel.look, words.panel.look.colours.quiet
    others: list[Other] = []

    def number(own: pd.DataFrame, text: str, points: Sequence[Point]) -> None:
        other = Other(rows=tuple(own.index), text=text, number=1 + sum(one.number > 0 for one in others))
        fits = len(_number_lines([*others, other], look=look)) <= MOST_LINES[look.scale >= LARGE]
        placed = fits and any(words.mark(str(other.number), point, must=True) for point in points)
        others.append(other if placed else replace(other, number=0))

    for _, line in rows[rows["role"] == "further"].groupby("line", sort=False):
        points = words.points(line, "amount")
        name = str(line["name"].iloc[0])
        if len(line) > 1 and not words.along(name, points, colour=colour) and name not in {one.text for one in others}:
            number(line, name, points[::-1])
    lone = rows[(rows["role"] == "mark") | ~rows["line"].duplicated(keep=False) & (rows["role"] == "further")]
    for at, row in lone.sort_values(FIELD).iterrows():
        fiscal, bound = row["period"] == "fiscal", pd.isna(row["value"])
        text = name_other(row["name"], row["year"], row["amount"], fiscal=fiscal, bound=bound)
        point = words.at(row[FIELD], row["amount"])
        lines = "\n".join(wrap_evenly(text, width=MARK_WIDTH * look.width, size=look.text))
        if look.phone or not words.mark(lines, point):
            number(rows.loc[[at]], text, [point])
    return others


def _number_lines(others: Sequence[Other], *, look: Style) -> list[str]:
    """Return what numbers stand for, in lines; on a screen marks without one, which are drawn too, are among them."""
    said = (f"{other.number or ''} {other.text}".lstrip() for other in others if other.number or look.told)
    return wrap_entries(said, look)


def number_rows(others: Sequence[Other], *, look: Style) -> list[alt.LayerChart]:
    """Return the key of numbers that stand at marks, as a row of its own; none where there is none."""
    lines = _number_lines(others, look=look)
    if not lines:
        return []
    height = len(lines) * look.text * LEADING
    chart = text_lines(lines, size=look.text, colour=look.colours.quiet, y=look.px(4))
    return [Layers([chart], height=height + look.px(10), width=look.width)]
