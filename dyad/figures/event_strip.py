"""The event strip, its title and key: a column a year, a square an event, filled where the document names it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import altair as alt
import pandas as pd

from dyad.figures.axis import FIELD, Axis
from dyad.figures.compose import Content, Entry
from dyad.figures.event_columns import APART, FILLED, LARGEST, Columns, Stacks, begin_years, count_columns, stack
from dyad.figures.event_words import wider_notes
from dyad.figures.events import LANES, Events, chart_values, event_publishers, events_of, until_document
from dyad.figures.key import KeyEntry
from dyad.figures.labels import Remark, Words
from dyad.figures.lines import Panel
from dyad.figures.native import NativeChart, Series, native_chart
from dyad.figures.parts import Chart, Plot, inline, rules, tells, texts
from dyad.figures.style import Style, text_width, wrap
from dyad.findings.claims import UNCLAIMED
from dyad.findings.events import fullest_run
from dyad.findings.finding import sources_of
from dyad.record import Record
from dyad.view import View
from dyad.wording import timeline as wording
from dyad.wording.events import left_out_by
from dyad.wording.pieces import say_span

TALL = 210.0  # px of the figure's plot
NAME_LINE = 1.2  # height of a line of what is counted, in its size
NUMBER = 1.2  # of the size of type, over each column for its number
LEAST_UNIT = 3.0  # px of a bar that an event adds


def event_strip(record: Record, view: View, look: Style) -> Content:
    """Draw how many events each year has, those that the document names filled, the others hollow."""
    events = until_document(record, events_of(record, view))
    axis = Axis.of(view, look, gutter=look.px(8))
    columns = count_columns(events, axis)
    plot = strip_chart(record, events, axis=axis, look=look, height=_needed(columns, axis, look), alone=True)
    rows = pd.concat([events.named, events.left_out])
    title = _title(record, view, events)
    counted = [(columns.years(start), columns.named[start], columns.left_out[start]) for start in columns.totals]
    return Content(
        title=title,
        subtitle=wording.strip_subtitle(record, view.years, step=columns.step),
        alt=wording.describe_strip(title, counted, record),
        key=strip_key(record, events, look=look) or None,
        rows=[plot, axis.year_row(look=look)],
        data=rows.drop(columns="given"),
        publishers=event_publishers(record, rows),
        notes=[*axis.notes, *wider_notes(record, view)],
        native=_native(record, columns, rows, look=look),
    )  # fmt: skip


def _title(record: Record, view: View, events: Events) -> str:
    """State in which years most of the events fall that the document names, of all of them."""
    named = events.named[events.named["verdict"] != UNCLAIMED]
    if named.empty or view.years[0] == view.years[1]:
        whole = len(events.named) + len(events.left_out)
        return wording.strip_title(len(named), whole, record, view.years)
    run, inside = fullest_run(begin_years(named), within=view.years)
    return wording.say_run(inside, len(named), record, run)


def strip_chart(
    record: Record, events: Events, *, axis: Axis, look: Style, height: float, alone: bool = False
) -> alt.LayerChart:
    """Return the columns: `alone` of squares, the fullest remarked on; over other rows silent bars, high enough."""
    columns = count_columns(events, axis)
    height = height if alone else max(height, columns.most * look.px(LEAST_UNIT) + look.text * NUMBER + 1)
    panel = Panel(axis=axis, look=look, height=height, bottom=0, top=height)  # its values are px from the bottom
    low, high = axis.domain
    ground = Chart(inline([{FIELD: low, "end": high}])).mark_rect(opacity=0, fill="transparent", aria=False)
    layers = [
        ground.encode(x=axis.x(), x2=alt.X2("end:Q")).properties(name=f"{LANES}_strip"),
        *axis.period_layers(look=look, height=height),
        *_name(panel),
    ]
    if columns.most:
        layers += _columns(record, events, columns, panel, alone=alone)
    line = [{FIELD: axis.first, "end": axis.last + 1}]
    place = {"x": axis.x(), "x2": alt.X2("end:Q"), "y": alt.YValue(height)}
    layers.append(rules(line, colour=look.colours.ink, width=1.5, **place))
    return Plot(layers, height=height, width=axis.width)


def strip_key(record: Record, events: Events, *, look: Style) -> list[KeyEntry]:
    """Return the key of the columns of events; without one where the record checks no claims."""
    colours, named = look.colours, events.named["verdict"] != UNCLAIMED
    signs = (
        (True, named.any(), colours.ink, colours.ink),
        (False, not named.all() or len(events.left_out), colours.beyond, colours.paper),
    )
    return [
        KeyEntry(text=wording.say_square(record, named=filled), shape="square", stroke=stroke, fill=fill)
        for filled, held, stroke, fill in signs
        if held and record.has_claims
    ]


def _needed(columns: Columns, axis: Axis, look: Style) -> float:
    """Return the height of a strip alone: squares leave paper free where they are large enough."""
    panel, head = Panel(axis=axis, look=look, height=look.tall(TALL), bottom=0, top=1), look.text * NUMBER
    if not columns.most:
        return look.px(LARGEST)
    return min(panel.height, round(stack(columns, panel, head=head).height(columns.most) + head + 1))


def _name(panel: Panel) -> list[alt.Chart]:
    """Return what is counted, in the gutter, where there is one."""
    look, room = panel.look, panel.axis.gutter - panel.look.px(12)
    if max(text_width(word, look.text, 600) for word in wording.STRIP_NAME.split()) > room:
        return []
    lines = wrap(wording.STRIP_NAME, width=room, size=look.text, weight=600)
    top = (panel.height + len(lines) * look.text * NAME_LINE) / 2
    named, place = [{"text": "\n".join(lines), "value": top}], {"x": alt.XValue(look.px(6)), "y": panel.y()}
    style: dict[str, Any] = {"align": "left", "baseline": "top", "fontWeight": 600}
    style |= {"lineBreak": "\n", "lineHeight": look.text * NAME_LINE}
    return [texts(named, place, size=look.text, colour=look.colours.quiet, **style)]


def _columns(record: Record, events: Events, columns: Columns, panel: Panel, *, alone: bool) -> list[alt.Chart]:
    """Return squares that tell and open, with what is said of the fullest column, or bars, each under its number.

    Squares stand `alone`, if they are not too many; over other rows bars are in the colours of the marks of lanes.
    """
    head, said = panel.look.text * NUMBER, False
    bars = Stacks(across=0, px=(panel.height - head - 1) / columns.most)
    stacks = stack(columns, panel, head=head) if alone else bars
    words, fullest = _scene(columns, stacks, panel), columns.fullest
    if alone:
        wide = min(stacks.across, columns.most) * stacks.px or FILLED * columns.step * panel.axis.year_px
        text = wording.say_column(columns.years(fullest), columns.most, columns.named[fullest], record)
        top = stacks.height(columns.most)
        said = words.remark(Remark(text=text, t=fullest + columns.step / 2, value=top, mark=wide / 2), must=False)
    elif columns.left_out:
        words.strip(wording.say_lower_part(record), top=0.0, bottom=panel.height)
    return [
        *(_squares(record, events, columns, stacks, panel) if stacks.across
          else _bars(record, columns, stacks, panel, spoken=alone)),
        _numbers(columns, stacks, panel, but=fullest if said else None),
        *words.layers(),
    ]  # fmt: skip


def _numbers(columns: Columns, stacks: Stacks, panel: Panel, *, but: int | None = None) -> alt.Chart:
    """Return over each column how many events it has, `but` that of one year; of narrow columns the highest alone."""
    look, room, totals = panel.look, columns.step * panel.axis.year_px, columns.totals
    if max(text_width(f"{total:,}", look.text) for total in totals.values()) > room:
        totals = {columns.fullest: columns.most}
    numbers = [
        {FIELD: start + columns.step / 2, "value": 1 + stacks.height(total), "text": f"{total:,}"}
        for start, total in totals.items()
        if start != but
    ]
    style: dict[str, Any] = {"baseline": "bottom", "dy": -1}
    return texts(numbers, panel.place, size=look.text, colour=look.colours.quiet, **style)


def _scene(columns: Columns, stacks: Stacks, panel: Panel) -> Words:
    """Return what words keep off: the columns, and the px of a number around and over each."""
    words, half, over = Words(panel=panel), columns.step / 2, panel.look.text * NUMBER
    aside = stacks.across * stacks.px / 2 if stacks.across else half * FILLED * panel.axis.year_px
    for start, total in columns.totals.items():
        middle, top = panel.axis.px(start + half), panel.px(stacks.height(total)) - over
        words.taken.append((middle - aside - over / 2, top, middle + aside + over / 2, panel.height))
    return words


def _squares(record: Record, events: Events, columns: Columns, stacks: Stacks, panel: Panel) -> list[alt.Chart]:
    """Return a square an event, the named ones at the bottom of their column, in order of time."""
    axis, look, standing, totals = panel.axis, panel.look, Counter[int](), columns.totals
    rows = pd.concat([events.named, events.left_out]) if len(events.left_out) else events.named
    rows = rows.sort_values(FIELD, kind="stable")
    values = [*zip(chart_values(record, rows), begin_years(rows), strict=True)]
    ink, side, layers = look.colours.ink, stacks.px, []
    for hollow, stroke, fill in ((False, ink, ink), (True, look.colours.beyond, look.colours.paper)):
        squares = []
        for value, year in (one for one in values if (one[0]["verdict"] == UNCLAIMED) == hollow):
            start = columns.start(year)
            number, beside = standing[start], min(stacks.across, totals[start])
            standing[start] += 1
            aside = (number % stacks.across - (beside - 1) / 2) * side / axis.year_px
            at, y = round(start + columns.step / 2 + aside, 5), 1 + (number // stacks.across + 0.5) * side
            squares.append({**value, "at": at, "value": y})
        marks = Chart(inline(squares)).mark_point(
            shape="square", size=(side - 2 * look.px(APART)) ** 2, cursor="pointer", strokeWidth=look.px(APART),
            stroke=stroke, fill=fill,
        )  # fmt: skip
        layers.append(marks.encode(x=axis.x("at"), y=panel.y(), **axis.tells(wording.event_tips(record))))
    return layers


def _bars(record: Record, columns: Columns, stacks: Stacks, panel: Panel, *, spoken: bool) -> list[alt.Chart]:
    """Return columns of events as bars: what is named below what is left out, hollow where each is `spoken` of."""
    axis, colours, layers = panel.axis, panel.look.colours, []
    inset, below, hollow = columns.step * (1 - FILLED) / 2, Counter[int](), colours.paper if spoken else colours.beyond
    for counted, words, stroke, fill in (
        (columns.named, wording.say_named(record), colours.ink, colours.ink),
        (columns.left_out, left_out_by(record.about.document), colours.beyond, hollow),
    ):
        values = []
        for start, number in sorted(counted.items()):
            low, years = below[start], say_span(columns.years(start))
            below[start] += number
            values.append(
                {"start": start + inset, "end": start + columns.step - inset, "low": 1 + stacks.height(low),
                 "value": 1 + stacks.height(low + number), "name": words, "year": years,
                 "shown": wording.count_events(number),
                 "aria": wording.column_aloud(years=years, events=number, what=words)}
            )  # fmt: skip
        bars = Chart(inline(values)).mark_rect(stroke=stroke, fill=fill, strokeWidth=1, aria=spoken)
        layers.append(bars.encode(
            x=axis.x("start"), x2=alt.X2("end:Q"), y=panel.y(), y2=alt.Y2("low:Q"), opacity=axis.fade(),
            **(tells(wording.COLUMN_TIPS) if spoken else {}),
        ))  # fmt: skip
    return layers


def _native(record: Record, columns: Columns, rows: pd.DataFrame, *, look: Style) -> NativeChart | None:
    names = {start: say_span(columns.years(start)) for start in range(columns.first, columns.last + 1, columns.step)}
    series = (
        Series(name=words, colour=colour, values={names[start]: float(number) for start, number in counted.items()})
        for words, counted, colour in (
            (wording.say_named(record), columns.named, look.colours.ink),
            (left_out_by(record.about.document), columns.left_out, look.colours.beyond),
        )
    )
    return native_chart("columns", series, categories=names.values(), said=wording.STRIP_WHAT, sources=sources_of(rows))


ENTRY = Entry(name="event-strip", order=30, page="timeline", maker=event_strip, of_events=True)
