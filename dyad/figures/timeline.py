"""The timeline as a figure of its own: lanes by theme under a strip of their years, or on a phone a list."""

from __future__ import annotations

from dataclasses import replace

import altair as alt

from dyad.figures.axis import Axis
from dyad.figures.compose import AnyRow, compose
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
from dyad.figures.look import Figure, Look
from dyad.record import Record
from dyad.view import View
from dyad.wording.event_strip import say_lower_parts
from dyad.wording.figures import NAMES
from dyad.wording.timeline import list_subtitle

STRIP_PX = 44.0  # height of the strip of years over the lanes


def timeline(record: Record, view: View, look: Look) -> Figure:
    """Draw what happened in the years chosen: lanes by theme, on a phone a list.

    On paper an event that is named without its label is a dark square, and a note counts these.
    """
    events = events_of(record, view)
    title = title_timeline(record, view, events.named)
    plot: EventPlot | None = None
    rows: list[AnyRow] = []
    gutter = lane_gutter(record, look=look, dense=look.brief)
    axis = Axis(first=view.years[0], last=view.years[1], width=look.width, gutter=gutter, brush=view.brush)
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
    figure = compose(
        record,
        view,
        look,
        name="timeline",
        page="timeline",
        title=title,
        subtitle=subtitle,
        description=describe_events(record, events.named, title=title),
        key=event_key(record, events, plot, look=look),
        rows=[*body, *rows],
        plots=body,
        data=events.named.drop(columns="given"),
        publishers=event_publishers(record, events.named, events.left_out),
        notes=[
            *axis.notes, *event_notes(record, view, events, plot, listed=plot is None),
            *sign_notes(events, subtitle=subtitle), *(_bars_note(record, look) if len(body) > 1 else []),
        ],
    )  # fmt: skip
    return with_rows(figure, plot, sheds=plot is not None)


def _bars_note(record: Record, look: Look) -> list[str]:
    """Say what the lower parts of the bars of years are, where no word beside them has room."""
    named = record.has_claims and look.phone and not look.told
    return [say_lower_parts(record.about)] if named else []


def with_rows(figure: Figure, plot: EventPlot | None, *, sheds: bool) -> Figure:
    """Return a figure that says how many rows of labels it has, which may be fewer on a page without room."""
    if plot is None:
        return figure
    return replace(figure, rows=plot.rows, lanes=plot.lanes, row=plot.row, firm=float(plot.chart.height), sheds=sheds)


def _strip(record: Record, events: Events, *, axis: Axis, look: Look) -> list[alt.LayerChart]:
    if look.brief or is_crowd(events.named) or axis.first == axis.last or events.named.empty:
        return []
    return [strip_chart(record, events, axis=axis, look=look, height=look.px(STRIP_PX))]


ENTRY = Entry(
    name="timeline", order=20, named=NAMES["timeline"], page="timeline", maker=timeline, of_events=True,
)  # fmt: skip
