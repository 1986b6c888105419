"""Events too many to be told apart, counted: in each lane a bar for each stretch of time, as high as its events.

Counts are exact: each event is in one bar, that in which the middle of its date lies. A bar that is clicked narrows
the years and the theme to what it holds, until the events can be drawn one by one.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import Any

import altair as alt
import pandas as pd

from dyad.figures.axis import FIELD, TICK_YEARS, Axis
from dyad.figures.lane_layout import Lane, lane_of
from dyad.figures.parts import Chart, inline, px_y, texts, tooltip, verdict_colours
from dyad.figures.style import Style
from dyad.record import Record
from dyad.view import View, select_events
from dyad.wording.claims import say_verdict
from dyad.wording.pieces import headed, say_span
from dyad.wording.timeline import BAR_NUMBER, bar_aloud, bar_tips

MOST_DRAWN = 500  # events drawn one by one
LEAST_PX = 7.0  # width of a bar
LANE_PX = 34.0  # height of a lane
NUMBER = 1.25  # height of the number over the highest bar of a lane, in its size
ROUNDING = 1e-6  # of a bar
CROWD = "crowd"  # begins the id of a bar, which no id of an event can
_OPENS = re.compile(rf"{CROWD}:(-?[0-9]{{1,4}}):(-?[0-9]{{1,4}}):(.+)", re.DOTALL)


def is_crowd(rows: pd.DataFrame) -> bool:
    """Return whether events are too many to be drawn one by one."""
    return len(rows) > MOST_DRAWN


def is_crowded(record: Record, view: View) -> bool:
    """Return whether events of a view are counted; else themes and text fade some of them, and change no drawing."""
    return is_crowd(select_events(record, replace(view, event=None, brush=None, themes=(), text="")))


def bar_span(axis: Axis) -> float:
    """Return how many years a bar covers, so that it is wide enough to be clicked."""
    steps = (1 / 12, 1 / 4, *map(float, TICK_YEARS))
    return next((step for step in steps if step * axis.year_px >= LEAST_PX), steps[-1])


def count_bars(record: Record, rows: pd.DataFrame, *, axis: Axis) -> pd.DataFrame:
    """Return one row per theme, stretch of time and verdict: `start`, `end`, `number`, and `id`, which opens it."""
    span = bar_span(axis)
    last = max(int((axis.last + 1 - axis.first) / span + ROUNDING), 1) - 1  # takes what is left of the years as well
    places = ((rows[FIELD] - axis.first) // span).clip(lower=0, upper=last).astype(int)
    counted = rows.groupby([rows["theme"], places.rename("place"), rows["verdict"]], sort=True).size()
    bars = counted.rename("number").reset_index()
    bars["start"] = (axis.first + bars["place"] * span).round(5)
    bars["end"] = (bars["start"] + span).where(bars["place"] < last, axis.last + 1).round(5)
    bars[FIELD] = (bars["start"] + bars["end"]) / 2
    years = [
        (math.floor(start), max(math.floor(start), math.ceil(end) - 1))
        for start, end in zip(bars["start"], bars["end"], strict=True)
    ]
    bars["id"] = [f"{CROWD}:{a}:{b}:{theme}" for (a, b), theme in zip(years, bars["theme"], strict=True)]
    bars["when"] = [say_span(span) for span in years]
    bars["said"] = [say_verdict(verdict, record.about) for verdict in bars["verdict"]]
    return bars


def opened_by(id: str) -> tuple[tuple[int, int], str] | None:
    """Return the years and the theme that a bar opens, None where `id` is not of a bar.

    >>> opened_by("crowd:1950:1951:trade: goods")
    ((1950, 1951), 'trade: goods')
    """
    told = _OPENS.fullmatch(id)
    return ((int(told[1]), int(told[2])), told[3]) if told else None


def crowd_lanes(bars: pd.DataFrame, *, themes: tuple[str, ...], look: Style, most: int | None = None) -> list[Lane]:
    """Return the lanes that hold any bar, at `most` so many with the most events, one under the other from the top."""
    height = look.row(LANE_PX)
    held = bars.groupby("theme")["number"].sum()
    named = set(held.sort_values(ascending=False, kind="stable").index[:most])
    drawn = [theme for theme in themes if theme in named]
    return [lane_of(theme, at * height, (at + 1) * height) for at, theme in enumerate(drawn)]


def bar_layers(record: Record, bars: pd.DataFrame, lanes: list[Lane], *, axis: Axis, look: Style) -> list[alt.Chart]:
    """Return the bars of all lanes to one scale, and the number over the highest of each lane."""
    bars, height = bars[bars["theme"].isin([lane["theme"] for lane in lanes])], lanes[-1]["bottom"]
    totals = bars.groupby(["theme", "place"])["number"].sum()
    most = int(totals.max())
    bottoms = {lane["theme"]: lane["bottom"] for lane in lanes}
    room = (lanes[0]["bottom"] - lanes[0]["top"] - look.text * NUMBER) / most
    values, stacked = [], bars.groupby(["theme", "place"])["number"].cumsum()
    for row, high in zip(bars.to_dict("records"), stacked, strict=True):
        low = high - row["number"]
        values.append({
            FIELD: row[FIELD], "start": row["start"], "end": row["end"], "id": row["id"], "verdict": row["verdict"],
            "said": row["said"], "theme": headed(row["theme"]), "when": row["when"], "number": row["number"],
            "low": bottoms[row["theme"]] - low * room, "high": bottoms[row["theme"]] - high * room,
            "aria": bar_aloud(events=row["number"], years=row["when"], theme=row["theme"], said=row["said"]),
        })  # fmt: skip
    highest: Any = totals.loc[totals.groupby(level=0).idxmax()]
    tops = [
        {FIELD: float(bars.loc[bars["place"] == place, FIELD].iloc[0]), "y": bottoms[theme] - number * room - 2,
         "word": f"{number:,}"}
        for (theme, place), number in highest.items()
    ]  # fmt: skip
    return [
        Chart(inline(values))
        .mark_rect(cursor="pointer", stroke=look.ground, strokeWidth=0.8)
        .encode(
            x=axis.x("start"), x2=alt.X2("end:Q"), y=px_y("high", height), y2=alt.Y2("low:Q"),
            fill=verdict_colours(look)["fill"], opacity=axis.fade(),
            tooltip=[alt.Tooltip("number:Q", title=BAR_NUMBER),
                     *tooltip(bar_tips(record))],
            description=alt.Description("aria:N"),
        ),
        texts(
            tops, {"x": axis.x(), "y": px_y("y", height)}, size=look.text, colour=look.colours.quiet,
            word="word", baseline="bottom",
        ),
    ]  # fmt: skip
