"""The plot of a view's events: in lanes by theme one by one, or a crowd of them counted; and the key to its numbers."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any

import altair as alt
import pandas as pd

from dyad.figures.axis import Axis
from dyad.figures.compose import layered
from dyad.figures.crowds import bar_layers, count_bars, crowd_lanes, is_crowd
from dyad.figures.events import event_rows, left_out_rows
from dyad.figures.lane_layers import Frame, event_layers, lane_layers
from dyad.figures.lane_layout import Arrangement, arrange, density
from dyad.figures.parts import Chart, inline, px_channels, tooltip
from dyad.figures.style import Style, text_width
from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.view import View
from dyad.wording.timeline import event_tips, say_numbered

ALL = "events"  # what a lane of all themes is called
KEPT = 4  # views of a record: a page is fitted to its height in several tries


@dataclass(frozen=True, kw_only=True)
class Events:
    """The events of a view: the `named`, which titles and counts go by, and those `left_out`, which stand unnamed."""

    named: pd.DataFrame
    left_out: pd.DataFrame


@cached_per_record(KEPT)
def events_of(record: Record, view: View) -> Events:
    """Return the events of a view as rows."""
    return Events(named=event_rows(record, view), left_out=left_out_rows(record, view))


@dataclass(frozen=True, kw_only=True)
class EventPlot:
    """The plot: its `lanes` with their `rows` of labels, each `row` px high; how many events of a crowd are `missing`.

    `placed` is where its events are; None of a crowd.
    """

    chart: alt.LayerChart
    placed: Arrangement | None
    lanes: int
    rows: int
    row: float
    missing: int = 0

    @property
    def labels(self) -> dict[str, Any]:
        """What `Content` has of the labels: there may be fewer on a page without room."""
        return {"labels": self.rows, "lanes": self.lanes, "row": self.row, "firm": self.chart.height}


def lanes_chart(
    record: Record, view: View, *, axis: Axis, look: Style, dense: bool, most_rows: int | None = None
) -> EventPlot:
    """Draw the events in lanes by theme, on a time axis that other rows may share; a crowd of them as bars.

    `most_rows` is of all lanes together, and at least that of the look where it has any.
    """
    events, sizes = events_of(record, view), density(look, dense=dense)
    named, left_out, themes = events.named, events.left_out, record.about.themes

    def frame(height: float) -> Frame:
        return Frame(axis=axis, sizes=sizes, look=look, height=height, tips=tooltip(event_tips(record)))

    if is_crowd(named):
        bars = count_bars(record, named, axis=axis)
        lanes, height = crowd_lanes(bars, themes=themes, look=look, most=look.most_rows)
        drawn = bar_layers(record, bars, lanes, axis=axis, look=look, height=height)
        return EventPlot(
            chart=layered([*lane_layers(lanes, frame(height)), *drawn], height=height, width=axis.width), placed=None,
            lanes=len(lanes), rows=len(lanes), row=height / len(lanes),
            missing=int((~named["theme"].isin([lane["theme"] for lane in lanes])).sum()),
        )  # fmt: skip
    if look.most_rows is not None and look.most_rows < len({*named["theme"], *left_out["theme"]}):  # one lane for all
        named, left_out, themes = named.assign(theme=ALL), left_out.assign(theme=ALL), (ALL,)
    most = min((limit for limit in (most_rows, look.most_rows) if limit is not None), default=None)
    placed = arrange(named, left_out, themes=themes, axis=axis, sizes=sizes, most_rows=most, told=look.told)
    layers = event_layers(record, placed, frame(placed.height), chosen=view.event)
    return EventPlot(
        chart=layered(layers, height=placed.height, width=axis.width), placed=placed,
        lanes=len(placed.lanes), rows=placed.taken, row=sizes.row,
    )  # fmt: skip


def number_rows(placed: Arrangement | None, *, look: Style) -> list[alt.Chart]:
    """Return the key to the numbers beside marks, in columns, as a row of a figure; none where all have their names."""
    if placed is None or not placed.numbered:
        return []
    rows = {row["id"]: row for row in placed.rows.to_dict("records")}
    entries = [say_numbered(*(rows[id][name] for name in ("word", "label", "date_text"))) for id in placed.numbered]
    wide, line = max(text_width(entry, look.text) for entry in entries) + look.px(16), look.text * 1.3
    lines = ceil(len(entries) / max(int(look.width / wide), 1))
    height = lines * line + look.px(6)
    values = [
        {"text": entry, "x": at // lines * wide, "y": at % lines * line + look.px(6)}
        for at, entry in enumerate(entries)
    ]
    words = Chart(inline(values), height=height, width=look.width).mark_text(
        align="left", baseline="top", fontSize=look.text, color=look.colours.ink
    )
    return [words.encode(**px_channels(look.width, height), text=alt.Text("text:N"))]
