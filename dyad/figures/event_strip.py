"""The event strip: a column a year, a square an event, filled where the document names it, hollow where it does not.

It is a figure of its own, and stands small over others on the same axis.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any

import altair as alt
import pandas as pd

from dyad.figures.axis import FIELD, TICK_YEARS, Axis
from dyad.figures.compose import compose, layered
from dyad.figures.event_plot import Events, events_of
from dyad.figures.event_words import event_publishers
from dyad.figures.events import LANES, chart_values, tooltip
from dyad.figures.lines import Panel, Remark, remark_layers
from dyad.figures.look import Figure, Look, text_width, wrap
from dyad.figures.parts import Chart, KeyEntry, NativeChart, Series, inline
from dyad.findings.claims import BEYOND
from dyad.findings.events import fullest_run
from dyad.record import Record
from dyad.view import View
from dyad.wording import count, possessive, say_span, say_year

TALL = 250.0  # px of the figure's plot
LARGEST, LEAST = 13.0, 3.5  # px of the side of a square; smaller ones are a bar
FILLED = 0.8  # of the width of a column that squares may take
APART = 1.5  # px between squares
LEAST_COLUMN = 10.0  # px of the width of a column, which else holds several years


def event_strip(record: Record, view: View, look: Look) -> Figure:
    """Draw how many events each year has, those that the document names filled, the others hollow."""
    events = events_of(record, view)
    axis = Axis(first=view.years[0], last=view.years[1], width=look.width, gutter=look.px(8), brush=view.brush)
    plot = strip_chart(record, events, axis=axis, look=look, height=look.tall(TALL), remarked=True)
    columns = _columns(record, events, axis)
    rows = pd.concat([events.named, events.left_out])
    title = strip_title(record, view, events)
    each = "Events a year" if columns.step == 1 else f"Events in every {columns.step} years"
    told = f", filled where the {record.about.document} names them" if record.has_claims else ""
    return compose(
        record,
        view,
        look,
        name="event-strip",
        page="timeline",
        title=title,
        subtitle=f"{each}, {say_span(view.years)}{told}",
        description=_describe(record, columns, title=title),
        key=_key(record, columns, look=look),
        rows=[plot, axis.year_row(look=look)],
        plots=[plot],
        data=rows.drop(columns="given"),
        publishers=event_publishers(record, rows),
        notes=axis.notes,
        native=_native(record, columns, rows, look=look),
    )


# -- what is counted ---------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class _Columns:
    """How many events begin in each `step` of years, by its first year: those named, and those left out."""

    step: int
    starts: tuple[int, ...]
    named: Mapping[int, int]
    left_out: Mapping[int, int]

    @property
    def most(self) -> int:
        return max((self.named.get(start, 0) + self.left_out.get(start, 0) for start in self.starts), default=0)


def begin_years(rows: pd.DataFrame) -> list[int]:
    """Return the year in which each event begins, as far as the years shown go."""
    return [int(start) for start in rows["start"]]


def _is_named(record: Record, rows: pd.DataFrame) -> pd.Series[bool]:
    return rows["verdict"] != BEYOND if record.has_claims else pd.Series(True, index=rows.index)


def _columns(record: Record, events: Events, axis: Axis) -> _Columns:
    step = next((step for step in TICK_YEARS if step * axis.year_px >= LEAST_COLUMN), TICK_YEARS[-1])
    starts = tuple(range(axis.first, axis.last + 1, step))
    counted: dict[bool, Counter[int]] = {True: Counter(), False: Counter()}
    for rows in (events.named, events.left_out):
        for year, named in zip(begin_years(rows), _is_named(record, rows), strict=True):
            counted[bool(named)][axis.first + (year - axis.first) // step * step] += 1
    return _Columns(step=step, starts=starts, named=counted[True], left_out=counted[False])


def strip_title(record: Record, view: View, events: Events) -> str:
    """State in which years most of the events fall that the document names, of all of them."""
    span, document = say_span(view.years), record.about.document
    named = events.named[_is_named(record, events.named)]
    whole = len(events.named) + len(events.left_out)
    if not whole:
        return f"No event of {span} is left by these filters"
    if named.empty or view.years[0] == view.years[1]:
        which = f"The {document} names {len(named) or 'none'} of {count(whole, 'event')} of {span}"
        return which if record.has_claims else f"{count(whole, 'event')} of {span}"
    (first, last), inside = fullest_run(begin_years(named), within=view.years)
    of = f"the {possessive(document)} {count(len(named), 'event')}" if record.has_claims else count(whole, "event")
    if inside == len(named):
        return f"All of {of} fall in {say_span((first, last))}" if inside > 1 else f"{of.capitalize()} falls in {first}"
    return f"{inside} of {of} {'fall' if inside > 1 else 'falls'} in {say_span((first, last))}"


# -- drawn -------------------------------------------------------------------------------------


def strip_chart(
    record: Record, events: Events, *, axis: Axis, look: Look, height: float, remarked: bool = False
) -> alt.LayerChart:
    """Return the columns on a time axis that other rows may share; with the fullest `remarked` on there is room for it."""
    columns = _columns(record, events, axis)
    head = look.text * 1.3 if remarked else 0.0
    low, high = axis.domain
    ground = Chart(inline([{FIELD: low, "end": high}])).mark_rect(opacity=0, aria=False)
    layers = [
        ground.encode(x=axis.x(), x2=alt.X2("end:Q")).properties(name=f"{LANES}_strip"),
        *axis.period_layers(look=look, height=height),
        _baseline(axis, height, look=look),
        *_name(axis, height, look=look),
    ]
    across, side = _side(columns.most, columns.step * axis.year_px, height - head, look=look)
    if columns.most:
        drawn = _squares if side >= LEAST else _bars
        layers += drawn(record, events, columns, axis=axis, look=look, height=height, head=head)
        if remarked:
            layers += _fullest(columns, axis=axis, look=look, height=height, head=head)
    return layered(layers, height=height, width=axis.width)


def _side(most: int, width: float, height: float, *, look: Look) -> tuple[int, float]:
    """Return how many squares stand beside each other in a column, and how large they are: as large as can be."""
    tries = [
        (min(FILLED * width / across, height / ceil(max(most, 1) / across)) - APART, -across)
        for across in range(1, 41)
    ]
    side, across = max(tries)
    return -across, min(side, look.px(LARGEST))


def _baseline(axis: Axis, height: float, *, look: Look) -> alt.Chart:
    return (
        Chart(inline([{FIELD: axis.first, "end": axis.last + 1}]))
        .mark_rule(color=look.colours.ink, strokeWidth=1.5, aria=False)
        .encode(x=axis.x(), x2=alt.X2("end:Q"), y=alt.YValue(height))
    )


def _name(axis: Axis, height: float, *, look: Look) -> list[alt.Chart]:
    """Return what is counted, in the gutter, where there is one."""
    room = axis.gutter - look.px(12)
    lines = wrap("Events a year", width=max(room, 1), size=look.text, weight=600)
    if max(text_width(line, look.text, 600) for line in lines) > room or len(lines) * look.text * 1.2 > height:
        return []
    named = Chart(inline([{"text": "\n".join(lines), "y": height / 2}])).mark_text(
        align="left", baseline="middle", fontSize=look.text, fontWeight=600, lineBreak="\n",
        lineHeight=look.text * 1.2, color=look.colours.quiet, aria=False,
    )  # fmt: skip
    down = alt.Scale(domain=[0, height], range=[0, height], nice=False, zero=False)
    return [named.encode(x=alt.XValue(look.px(6)), y=alt.Y("y:Q", scale=down, axis=None), text=alt.Text("text:N"))]


def _squares(
    record: Record, events: Events, columns: _Columns, *, axis: Axis, look: Look, height: float, head: float
) -> list[alt.Chart]:
    across, side = _side(columns.most, columns.step * axis.year_px, height - head, look=look)
    pitch, standing = side + APART, defaultdict[int, int](int)
    placed: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
    rows = pd.concat([events.named, events.left_out]) if len(events.left_out) else events.named
    order = rows.assign(hollow=~_is_named(record, rows)).sort_values(["hollow", FIELD], kind="stable")
    years = begin_years(order)
    for value, year, hollow in zip(
        chart_values(record, order.drop(columns="hollow")), years, order["hollow"], strict=True
    ):
        start = axis.first + (year - axis.first) // columns.step * columns.step
        number = standing[start]
        standing[start] += 1
        middle = start + columns.step / 2
        aside = (number % across - (min(across, columns.named.get(start, 0) + columns.left_out.get(start, 0)) - 1) / 2)
        at = middle + aside * pitch / axis.year_px
        y = height - 1.5 - side / 2 - number // across * pitch
        placed[not hollow].append({**value, "at": round(at, 5), "y": y})
    down = alt.Scale(domain=[0, height], range=[0, height], nice=False, zero=False)
    ink, beyond, ground = look.colours.ink, look.colours.beyond, look.colours.paper
    return [
        Chart(inline(values))
        .mark_point(
            shape="square", size=(side - 1) ** 2, cursor="pointer", strokeWidth=1, stroke=ink if named else beyond,
            fill=ink if named else ground,
        )
        .encode(
            x=axis.x("at"), y=alt.Y("y:Q", scale=down, axis=None), opacity=axis.fade(), tooltip=tooltip(record),
            description=alt.Description("aria:N"),
        )
        for named, values in placed.items()
        if values
    ]  # fmt: skip


def _bars(
    record: Record, events: Events, columns: _Columns, *, axis: Axis, look: Look, height: float, head: float
) -> list[alt.Chart]:
    px = (height - head) / columns.most
    ink, beyond, ground = look.colours.ink, look.colours.beyond, look.colours.paper
    inset = columns.step * (1 - FILLED) / 2
    down = alt.Scale(domain=[0, height], range=[0, height], nice=False, zero=False)
    below = dict.fromkeys(columns.starts, 0)
    layers = []
    for counted, words, stroke, fill in (
        (columns.named, _named_words(record), ink, ink),
        (columns.left_out, _left_out_words(record), beyond, ground),
    ):
        values = []
        for start in (start for start in columns.starts if counted.get(start)):
            low, number = below[start], counted[start]
            below[start] += number
            year = say_span((start, min(start + columns.step - 1, axis.last)))
            values.append(
                {"start": start + inset, "end": start + columns.step - inset, "low": height - 1 - low * px,
                 "high": height - 1 - (low + number) * px, "name": words, "year": year, "shown": count(number, "event"),
                 "aria": f"{year}: {count(number, 'event')}, {words}"}
            )  # fmt: skip
        if values:
            layers.append(
                Chart(inline(values))
                .mark_rect(stroke=stroke, fill=fill, strokeWidth=1)
                .encode(
                    x=axis.x("start"), x2=alt.X2("end:Q"), y=alt.Y("high:Q", scale=down, axis=None),
                    y2=alt.Y2("low:Q"), opacity=axis.fade(),
                    tooltip=[alt.Tooltip("name:N", title="Events"), alt.Tooltip("year:N", title="Year"),
                             alt.Tooltip("shown:N", title="How many")],
                    description=alt.Description("aria:N"),
                )
            )  # fmt: skip
    return layers


def _fullest(columns: _Columns, *, axis: Axis, look: Look, height: float, head: float) -> list[alt.Chart]:
    """Return what is said at the fullest column."""
    totals = {start: columns.named.get(start, 0) + columns.left_out.get(start, 0) for start in columns.starts}
    start = max(totals, key=lambda one: (totals[one], one))
    when = say_span((start, min(start + columns.step - 1, axis.last)))
    left = columns.left_out.get(start, 0)
    words = f"{when}: {columns.named.get(start, 0)} named, {left} left out" if left else f"{when}: {totals[start]:,}"
    across, side = _side(columns.most, columns.step * axis.year_px, height - head, look=look)
    px = (side + APART) / across if side >= LEAST else (height - head) / columns.most
    half = columns.step / 2
    tops = {one: height - ceil(total / across) * across * px - 2 for one, total in totals.items() if total}
    taken = [(axis.px(one + 0.08), top, axis.px(one + 2 * half - 0.08), height) for one, top in tops.items()]
    panel = Panel(axis=axis, look=look, height=height, bottom=0, top=height)
    at = Remark(text=words, t=start + half, value=height - tops[start])
    return remark_layers(panel, [at], lines=[], taken=taken)


# -- words -------------------------------------------------------------------------------------


def _named_words(record: Record) -> str:
    return f"named by the {record.about.document}" if record.has_claims else "in the record"


def _left_out_words(record: Record) -> str:
    return f"left out by the {record.about.document}"


def _key(record: Record, columns: _Columns, *, look: Look) -> list[KeyEntry] | None:
    if not record.has_claims:
        return None
    ink, beyond, paper = look.colours.ink, look.colours.beyond, look.colours.paper
    return [
        KeyEntry(text=words, shape="square", stroke=stroke, fill=fill)
        for counted, words, stroke, fill in (
            (columns.named, _named_words(record), ink, ink),
            (columns.left_out, _left_out_words(record), beyond, paper),
        )
        if counted
    ]


def _describe(record: Record, columns: _Columns, *, title: str) -> str:
    said = []
    for start in columns.starts:
        named, left = columns.named.get(start, 0), columns.left_out.get(start, 0)
        if named or left:
            year = say_span((start, start + columns.step - 1))
            said.append(f"{year}: {named} named, {left} left out" if record.has_claims else f"{year}: {named}")
    return f"Columns of events by year. {title}. {'; '.join(said)}." if said else f"Columns of events by year. {title}."


def _native(record: Record, columns: _Columns, rows: pd.DataFrame, *, look: Look) -> NativeChart | None:
    if rows.empty:
        return None
    names = {start: say_year(start) for start in columns.starts}
    series: Sequence[tuple[str, Mapping[int, int], str]] = (
        (_named_words(record), columns.named, look.colours.ink),
        (_left_out_words(record), columns.left_out, look.colours.beyond),
    )
    return NativeChart(
        kind="columns",
        series=tuple(
            Series(name=words, colour=colour, values={names[start]: float(number) for start, number in counted.items()})
            for words, counted, colour in series
            if counted
        ),
        categories=tuple(names.values()),
        said="Events by the year in which they begin",
        sources=tuple(dict.fromkeys(source for sources in rows["sources"] for source in sources)),
    )
