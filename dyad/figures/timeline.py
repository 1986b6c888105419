"""The timeline as a figure of its own: lanes by theme under a strip of their years, or on a phone a list."""

from __future__ import annotations

import altair as alt

from dyad.figures.axis import Axis
from dyad.figures.compose import AnyRow, Content
from dyad.figures.crowds import is_crowd
from dyad.figures.entry import Entry
from dyad.figures.event_list import MOST_LISTED, list_chart
from dyad.figures.event_plot import EventPlot, Events, events_of, lanes_chart, number_rows
from dyad.figures.event_strip import strip_chart
from dyad.figures.event_words import (
    describe_events,
    event_key,
    event_notes,
    event_publishers,
    sign_notes,
    subtitle_timeline,
    title_timeline,
)
from dyad.figures.lane_layout import lane_gutter
from dyad.figures.look import Look
from dyad.record import Record
from dyad.view import View
from dyad.wording.event_strip import say_lower_parts
from dyad.wording.timeline import list_subtitle

STRIP_PX = 44.0  # height of the strip of years over the lanes


def timeline(record: Record, view: View, look: Look) -> Content:
    """Draw what happened in the years chosen: lanes by theme, on a phone a list.

    On paper an event that is named without its label is a dark square, and a note counts these.
    """
    events = events_of(record, view)
    title = title_timeline(record, view, events.named)
    plot: EventPlot | None = None
    rows: list[AnyRow] = []
    axis = Axis.of(view, look, gutter=lane_gutter(record, look=look, dense=look.brief))
    body: list[alt.LayerChart]
    if look.told and look.phone:
        body = [list_chart(record, events.named, axis=axis, look=look, chosen=view.event)]
        listed, whole = min(len(events.named), MOST_LISTED), len(events.named)
        subtitle = list_subtitle(listed, whole)
    else:
        plot = lanes_chart(record, view, axis=axis, look=look, dense=look.brief)
        subtitle = subtitle_timeline(record, view, events, lanes=plot.lanes, look=look)
        body = [*_strip(record, events, axis=axis, look=look), plot.chart]
        rows = [axis.year_row(look=look), *number_rows(plot.placed, look=look)]
    return Content(
        title=title,
        subtitle=subtitle,
        alt=describe_events(record, events.named, title=title),
        key=event_key(record, events, plot, look=look),
        rows=[*body, *rows],
        plots=body,
        data=events.named.drop(columns="given"),
        publishers=event_publishers(record, events.named, events.left_out),
        notes=[
            *axis.notes, *event_notes(record, view, events, plot),
            *sign_notes(events, subtitle=subtitle), *(_bars_note(record, look) if len(body) > 1 else []),
        ],
        sheds=plot is not None,
        **(plot.labels if plot else {}),
    )  # fmt: skip


def _bars_note(record: Record, look: Look) -> list[str]:
    """Say what the lower parts of the bars of years are, where no word beside them has room."""
    named = record.has_claims and look.phone and not look.told
    return [say_lower_parts(record.about)] if named else []


def _strip(record: Record, events: Events, *, axis: Axis, look: Look) -> list[alt.LayerChart]:
    if look.brief or is_crowd(events.named) or axis.first == axis.last or events.named.empty:
        return []
    return [strip_chart(record, events, axis=axis, look=look, height=look.px(STRIP_PX))]


ENTRY = Entry(name="timeline", order=20, page="timeline", maker=timeline, of_events=True)
