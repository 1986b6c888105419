"""The timeline as a figure of its own: lanes by theme under a strip of their years, or on a phone a list."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from dyad.figures import event_words
from dyad.figures.axis import Axis
from dyad.figures.compose import Content, Entry
from dyad.figures.crowds import is_crowd
from dyad.figures.event_plot import EventPlot, lanes_chart, numbered_rows
from dyad.figures.event_strip import strip_chart
from dyad.figures.events import chart_values, event_publishers, events_of
from dyad.figures.lane_layout import lane_gutter
from dyad.figures.parts import Chart, Plot, inline, px_y, rules, texts, tooltip, verdict_channels
from dyad.figures.style import Style, wrap
from dyad.record import Record
from dyad.view import View
from dyad.wording.timeline import event_tips, list_subtitle, say_lower_part

STRIP_PX = 44.0  # height of the strip of years over the lanes
LINE = 1.25  # height of a line of the list, in its size
MOST_LISTED = 200  # events of the list on a phone; the filters narrow it


def timeline(record: Record, view: View, look: Style) -> Content:
    """Draw what happened in the years chosen: lanes by theme, on a phone a list."""
    events = events_of(record, view)
    title = event_words.title_timeline(record, view, events.named)
    unnamed = look.joined and not is_crowd(events.named)  # one lane needs no name
    axis = Axis.of(view, look, gutter=0.0 if unnamed else lane_gutter(record, look=look, dense=look.brief))
    strip: list[alt.LayerChart] = []
    if listed := look.told and look.phone:
        plot = EventPlot(chart=list_chart(record, events.named, axis=axis, look=look, chosen=view.event))
        subtitle = list_subtitle(min(len(events.named), MOST_LISTED), len(events.named))
    else:
        plot = lanes_chart(record, view, axis=axis, look=look, dense=look.brief)
        subtitle = event_words.subtitle_timeline(record, view, events, lanes=plot.labels["lanes"], look=look)
        if not (look.brief or is_crowd(events.named) or axis.first == axis.last or events.named.empty):
            strip = [strip_chart(record, events, axis=axis, look=look, height=look.px(STRIP_PX))]
    # On a phone no word beside the bars of years has room.
    unsaid = [say_lower_part(record, noted=True)] if strip and record.has_claims and look.phone else []
    return Content(
        title=title,
        subtitle=subtitle,
        alt=event_words.describe_events(record, events.named, title=title),
        key=event_words.event_key(record, events, plot, look=look),
        rows=[
            *strip, plot.chart, *([] if listed else [axis.year_row(look=look)]), *numbered_rows(plot.placed, look=look),
        ],
        data=events.named.drop(columns="given"),
        publishers=event_publishers(record, events.named, events.left_out),
        notes=[
            *axis.notes, *event_words.event_notes(record, view, events, plot, listed=listed),
            *event_words.sign_notes(events, subtitle=subtitle), *unsaid,
        ],
        sheds=not listed,
        besides=[events.left_out] if plot.placed else [],
        **plot.labels,
    )  # fmt: skip


def list_chart(record: Record, rows: pd.DataFrame, *, axis: Axis, look: Style, chosen: str | None) -> alt.LayerChart:
    """Return the events as a list along a vertical line; the whole entry can be tapped. `axis` has what is faded."""
    if rows.empty:
        return Plot(height=4, width=look.width)
    size, small, left, height = look.px(14), look.text, look.px(30), 4.0
    values = chart_values(record, rows.head(MOST_LISTED))
    for value in values:
        lines = wrap(value["title"], width=look.width - left - 4, size=size, weight=500)
        whens = wrap(f"{value['date_text']} · {value['theme']}", width=look.width - left - 4, size=small)
        below, top = (len(whens) - 1) * small * LINE, height
        height += small * 1.4 + below + len(lines) * size * LINE + look.px(12)
        value |= {
            "y": top + small * 0.7, "title_y": top + small * 1.5 + below, "lines": "\n".join(lines),
            "when": "\n".join(whens), "bottom": height,
        }  # fmt: skip
    data, tips = inline(values), tooltip(event_tips(record))
    ring = [value for value in values if value["id"] == chosen]
    at: dict[str, Any] = {"x": alt.XValue(look.px(11)), "y": px_y("y", height)}
    text: dict[str, Any] = {"align": "left", "baseline": "top", "lineBreak": "\n", "cursor": "pointer"}
    shared: dict[str, Any] = {"opacity": axis.fade(), "tooltip": tips}
    dates, titles = ({"x": alt.XValue(left), "y": px_y(field, height), **shared} for field in ("y", "title_y"))
    layers = [
        rules([{"y": 10, "bottom": height - 12}], colour=look.colours.grid, width=2, **at, y2=alt.Y2("bottom:Q")),
        Chart(data)
        .mark_rect(opacity=0.001, cursor="pointer", aria=False)
        .encode(x=alt.XValue(0), x2=alt.X2Value("width"), y=px_y("y", height), y2=alt.Y2("bottom:Q"), tooltip=tips),
        texts(values, dates, size=small, colour=look.colours.quiet, word="when", **text, dy=-look.px(6),
              lineHeight=small * LINE),
        texts(values, titles, size=size, colour=look.colours.ink, word="lines", **text, fontWeight=500,
              lineHeight=size * LINE),
        Chart(data)
        .mark_point(size=small**2 * 0.8, strokeWidth=1.8, cursor="pointer")
        .encode(**at, **verdict_channels(look), **shared, description=alt.Description("aria:N")),
        Chart(inline(ring))
        .mark_point(shape="circle", filled=False, size=look.px(18) ** 2, strokeWidth=2, aria=False)
        .encode(**at, stroke=alt.StrokeValue(look.colours.ink)),
    ]  # fmt: skip
    return Plot(layers, height=height, width=look.width)


ENTRY = Entry(name="timeline", order=20, page="timeline", maker=timeline, of_events=True)
