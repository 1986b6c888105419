"""The few events that mattered most, by name, beside figures of years: ticks under a plot, or rules through it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

import altair as alt
import pandas as pd

from dyad.figures.axis import FIELD, Axis, to_years
from dyad.figures.geometry import Box
from dyad.figures.lines import Panel
from dyad.figures.parts import Chart, Layers, Values, inline, rules, texts
from dyad.figures.style import Style, text_width
from dyad.findings.events import DEFENCE, TURNING_POINT, events_between
from dyad.record import Record
from dyad.wording.figures import say_not_ticked
from dyad.wording.timeline import MOMENT_TIPS

MOST_LEVELS, FEW_LEVELS = 3, 1  # of names below each other; of large type
MOST_NAMED = 8  # events
LARGE = 1.5  # times the type of a screen: read from afar, and the plot comes first
NAME_PX = 4.0  # between a tick and its name
TICK_PX = 6.0
NUMBERS_PX = 2.0  # between two numbers, at the least
LEVEL = 1.3  # height of a level, in sizes of type


@dataclass(frozen=True, kw_only=True)
class Moment:
    """An event as it is drawn: its tick at `x` px, its name `level` lines from the plot, from `left` to `right`."""

    row: dict[str, Any]
    x: float
    level: int
    left: float
    right: float


def moment_rows(record: Record, years: tuple[int, int], *, theme: str = "") -> pd.DataFrame:
    """Return the turning points between the two that begin in these years, by date, with `t`, `start` and `end`."""
    events = events_between(record, years=years)
    events = events[events["importance"].eq(TURNING_POINT)].dropna(subset=["first", "last"])
    if theme:
        events = events[events["theme"] == theme]
    start, end = to_years(events["first"]), to_years(events["last"], after=True)
    return events.assign(**{FIELD: (start + end) / 2, "start": start, "end": end}).sort_values(FIELD)


def place_moments(rows: pd.DataFrame, *, axis: Axis, look: Style, most: int = MOST_LEVELS) -> list[Moment]:
    """Return the events whose names find room on as few levels as can be, those in defence before others, by date."""
    kept: list[Moment] = []
    ordered = rows.assign(later=rows["theme"] != DEFENCE).sort_values(["later", FIELD])
    for row in ordered.head(MOST_NAMED).to_dict("records"):
        wanted = [*(moment.row for moment in kept), {str(key): value for key, value in row.items()}]
        wanted.sort(key=lambda one: one[FIELD])
        for levels in range(max(levels_of(kept), 1), most + 1):
            if placed := _arrange(wanted, [], axis=axis, look=look, levels=levels):
                kept = placed
                break
    return kept


def _arrange(rows: Values, before: list[Moment], *, axis: Axis, look: Style, levels: int) -> list[Moment]:
    """Return all events with a place each beside those placed before; none where that cannot be."""
    if not rows:
        return before
    row, gap = rows[0], look.px(NAME_PX)
    x, width = axis.px(row[FIELD]), text_width(row["label"], look.text)
    for level, left in ((level, left) for level in range(levels) for left in (x - gap - width, x + gap)):
        moment = Moment(row=row, x=x, level=level, left=left, right=left + width)
        inside = axis.gutter <= left and moment.right <= look.width
        free = inside and not any(_meet(moment, other, gap) for other in before)
        if free and (placed := _arrange(rows[1:], [*before, moment], axis=axis, look=look, levels=levels)):
            return placed
    return []


def _meet(one: Moment, other: Moment, gap: float) -> bool:
    """Return whether two names touch, or a tick comes near the name of the other that it reaches."""
    if one.level == other.level and one.left - 2 * gap < other.right and other.left < one.right + 2 * gap:
        return True
    return any(
        far.level >= near.level and near.left - 2 * gap < far.x < near.right + 2 * gap
        for far, near in ((one, other), (other, one))
    )


def levels_of(moments: Sequence[Moment]) -> int:
    """Return on how many levels names stand."""
    return max((moment.level + 1 for moment in moments), default=0)


def place_below(rows: pd.DataFrame, *, axis: Axis, look: Style) -> tuple[list[Moment], str]:
    """Return the events with room for names below a plot, or in large type all by number, and what numbers mean."""
    large = look.scale >= LARGE
    placed = place_moments(rows, axis=axis, look=look, most=FEW_LEVELS if large else MOST_LEVELS)
    if not large or len(placed) == len(rows):
        return placed, ""
    counted = []
    for number, row in enumerate(rows.to_dict("records"), start=1):
        label, x = str(number), axis.px(row[FIELD])
        half = text_width(label, look.text) / 2
        told = {**{str(key): value for key, value in row.items()}, "label": label}
        counted.append(Moment(row=told, x=x, level=0, left=x - half, right=x + half))
    words = " · ".join(f"{number} {label}" for number, label in enumerate(rows["label"], start=1))
    apart = all(one.right + look.px(NUMBERS_PX) <= other.left for one, other in pairwise(counted))
    return (counted, words) if apart and text_width(words, look.text) <= look.width else (placed, "")


def standing_boxes(moments: Sequence[Moment], panel: Panel) -> list[Box]:
    """Return what numbers over their ticks on the axis take of a plot, in px."""
    top = panel.height - _moment_number_height(panel.look)
    return [(moment.left, top, moment.right, panel.height) for moment in moments]


def _moment_number_height(look: Style) -> float:
    """Return the px from the axis to the top of the number of a moment, which stands over its tick."""
    return look.px(TICK_PX) + look.text * LEVEL


def say_unnamed(rows: pd.DataFrame, moments: Sequence[Moment]) -> list[str]:
    """Say as a note which events found no room for their names; none where all did."""
    named = {moment.row["id"] for moment in moments}
    left = [(row["label"], row["year"]) for row in rows.to_dict("records") if row["id"] not in named]
    return [say_not_ticked(left)] if left else []


def moment_row(moments: Sequence[Moment], *, axis: Axis, look: Style, numbers: str = "") -> list[alt.LayerChart]:
    """Return events as a row under a plot: a tick and a name each, or what `numbers` mean; no row without an event."""
    if not moments:
        return []
    if numbers:
        place, style = {"x": alt.XValue(0), "y": alt.YValue(0)}, {"align": "left", "baseline": "top"}
        said = texts([{"text": numbers}], place, size=look.text, colour=look.colours.quiet, **style)
        return [Layers([said], height=look.text * LEVEL + look.px(8), width=axis.width)]
    height = look.px(TICK_PX) + levels_of(moments) * look.text * LEVEL + look.px(8)
    panel = Panel(axis=axis, look=look, height=height, bottom=0, top=height)
    return [Layers(moment_layers(moments, panel), height=height, width=axis.width)]


def moment_layers(
    moments: Sequence[Moment], panel: Panel, *, names: Literal["below", "above", "standing"] = "below"
) -> list[alt.Chart]:
    """Return a tick and a name each: names `below` ticks, `above` with a rule down the plot, `standing` over ticks."""
    axis, look = panel.axis, panel.look
    size, line = look.text, look.text * LEVEL
    last = levels_of(moments) - 1
    values = []
    for moment, row in ((moment, moment.row) for moment in moments):
        if names == "standing":
            y, begins, foot = panel.height - _moment_number_height(look), panel.height - look.px(TICK_PX), 0.0
        elif names == "above":
            y = begins = (last - moment.level) * line
            foot = panel.bottom
        else:
            y, begins = look.px(TICK_PX) + moment.level * line, 0.0
            foot = panel.value(y + size)
        values.append({
            FIELD: row[FIELD], "start": row["start"], "end": row["end"], "id": row["id"], "label": row["label"],
            "title": row["title"], "date_text": row["date_text"], "place": row["place"],
            "name_t": axis.year_at(moment.left), "value": panel.value(y),
            "from": panel.value(begins), "to": foot,
            "aria": f"{row['title']}, {row['date_text']}",
        })  # fmt: skip
    data, told = inline(values), axis.tells(MOMENT_TIPS)
    below = values if names == "below" else []
    wide = [value for value in below if (value["end"] - value["start"]) * axis.year_px > look.px(12)]
    place = {"x": axis.x("start"), "x2": alt.X2("end:Q"), "y": alt.YValue(1)}
    return [
        Chart(data)
        .mark_rule(color=look.colours.further, strokeWidth=look.px(1))
        .encode(x=axis.x(), y=panel.y("from"), y2=alt.Y2("to:Q"), **told),
        rules(wide, colour=look.colours.further, width=look.px(2), **place),
        Chart(data)
        .mark_text(align="left", baseline="top", fontSize=size, color=look.colours.quiet)
        .encode(x=axis.x("name_t"), y=panel.y(), text=alt.Text("label:N"), **told),
    ]
