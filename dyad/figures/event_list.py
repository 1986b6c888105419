"""Events as a list along a vertical line, oldest first: the timeline of a phone."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from dyad.figures.axis import Axis
from dyad.figures.compose import layered
from dyad.figures.events import chart_values, event_tooltip, verdict_channels
from dyad.figures.look import Look, wrap
from dyad.figures.parts import Chart, Layers, inline, nothing
from dyad.record import Record

WHEN_LINE = 1.25  # height of a line of a date, in its size
MOST_LISTED = 200  # events of the list on a phone; the filters narrow it


def list_rows(rows: pd.DataFrame, *, look: Look) -> tuple[pd.DataFrame, float]:
    """Place events under each other: returns the rows with `y`, `lines`, `when_y`; the height in px."""
    size, small = look.px(14), look.text
    left, y = look.px(30), 4.0
    placed: list[dict[str, Any]] = []
    for row in rows.to_dict("records"):
        lines = wrap(row["title"], width=look.width - left - 4, size=size, weight=500)
        whens = wrap(f"{row['date_text']} · {row['theme']}", width=look.width - left - 4, size=small)
        below = (len(whens) - 1) * small * WHEN_LINE
        height = small * 1.4 + below + len(lines) * size * 1.25 + look.px(12)
        placed.append(
            {
                "y": y + small * 0.7,
                "title_y": y + small * 1.5 + below,
                "lines": "\n".join(lines),
                "when": "\n".join(whens),
                "bottom": y + height,
            }
        )
        y += height
    return rows.join(pd.DataFrame(placed, index=rows.index)), y


def list_chart(record: Record, rows: pd.DataFrame, *, axis: Axis, look: Look, chosen: str | None) -> alt.LayerChart:
    """Return the events as a list along a vertical line; the whole entry can be tapped. `axis` has what is faded."""
    if rows.empty:
        return Layers(layer=[nothing()], height=4, width=look.width)
    placed, height = list_rows(rows.head(MOST_LISTED), look=look)
    placed = placed.assign(side="right")
    values = chart_values(record, placed)
    data, tips = inline(values), event_tooltip(record)
    down = alt.Scale(domain=[0, height], range=[0, height], nice=False, zero=False)

    def y(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", scale=down, axis=None)

    at, left = look.px(11), look.px(30)
    ring = [value for value in values if value["id"] == chosen]
    text: dict[str, Any] = {"align": "left", "baseline": "top", "cursor": "pointer", "aria": False}
    shared: dict[str, Any] = {"opacity": axis.fade(), "tooltip": tips}
    layers = [
        Chart(inline([{"y": 10, "bottom": height - 12}]))
        .mark_rule(color=look.colours.grid, strokeWidth=2, aria=False)
        .encode(x=alt.XValue(at), y=y("y"), y2=alt.Y2("bottom:Q")),
        Chart(data)
        .mark_rect(opacity=0.001, cursor="pointer", aria=False)
        .encode(x=alt.XValue(0), x2=alt.X2Value("width"), y=y("y"), y2=alt.Y2("bottom:Q"), tooltip=tips),
        Chart(data)
        .mark_text(**text, dy=-look.px(6), fontSize=look.text, lineBreak="\n", lineHeight=look.text * WHEN_LINE,
                   color=look.colours.quiet)
        .encode(x=alt.XValue(left), y=y("y"), text=alt.Text("when:N"), **shared),
        Chart(data)
        .mark_text(**text, fontSize=look.px(14), fontWeight=500, lineBreak="\n", lineHeight=look.px(14) * 1.25,
                   color=look.colours.ink)
        .encode(x=alt.XValue(left), y=y("title_y"), text=alt.Text("lines:N"), **shared),
        Chart(data)
        .mark_point(size=look.text ** 2 * 0.8, strokeWidth=1.8, cursor="pointer")
        .encode(
            x=alt.XValue(at), y=y("y"), **verdict_channels(look), **shared, description=alt.Description("aria:N")
        ),
        Chart(inline(ring))
        .mark_point(shape="circle", filled=False, size=look.px(18) ** 2, strokeWidth=2, aria=False)
        .encode(x=alt.XValue(at), y=y("y"), stroke=alt.StrokeValue(look.colours.ink)),
    ]  # fmt: skip
    return layered(layers, height=height, width=look.width)
