"""How they vote: the share of roll calls in the UN General Assembly in which the two voted alike."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace

import altair as alt
import pandas as pd

from dyad.figures.axis import FIELD, Axis, add_span
from dyad.figures.compose import Content, Entry, cited_as, collectors
from dyad.figures.labels import Remark, Words
from dyad.figures.lines import Panel, joined, line_names, tick_layers
from dyad.figures.moments import LEVEL, Moment, levels_of, moment_layers, moment_rows, place_moments, say_unnamed
from dyad.figures.native import NativeChart, Series, native_chart
from dyad.figures.parts import Chart, Plot, dots, inline, rules
from dyad.figures.style import Style
from dyad.figures.trade import DOT_PX, LINE_PX
from dyad.findings.events import DEFENCE
from dyad.findings.finding import course_of, sources_of, years_known
from dyad.findings.votes import vote_rows, votes_facts
from dyad.record import Record
from dyad.view import View
from dyad.wording import votes as wording

STEP, LEAST_RANGE = 20, 40  # percent between grid lines, and from the foot of the axis to its top
ROOM = 8  # percent free under the lowest year
TOP = 100
BREAK_PX = 9.0  # width of the sign of a broken axis


def alike_rows(record: Record, view: View) -> pd.DataFrame:
    """Return the share of votes cast alike in the years chosen, in percent, one row a year.

    Columns beside those of trade.csv: `t`, `start`, `end`, `line` (rows to join).
    """
    rows = vote_rows(record, view.years).reset_index(drop=True).copy()
    add_span(rows)
    rows["line"] = line_names(rows)
    return rows


def un_votes(record: Record, view: View, look: Style) -> Content:
    """Draw the share of UN roll calls in which the two voted alike, with the turning points in defence as rules."""
    rows = alike_rows(record, view)
    axis = Axis.of(view, look, gutter=look.px(44))
    events = moment_rows(record, view.years, theme=DEFENCE)
    moments = place_moments(events, axis=axis, look=look)
    height = look.tall(260 if look.phone else 320)
    named = levels_of(moments) * look.text * LEVEL  # where names of events stand there is no grid
    panel = _panel(rows, axis, look, height=height, head=named)
    words = _scene(rows, moments, panel)
    ticks = [float(tick) for tick in range(0, TOP + 1, STEP) if panel.bottom <= tick and panel.px(tick) >= named]
    words.keep_grid(ticks)
    course = course_of(rows)
    far = [*dict.fromkeys((course.highest, course.lowest))] if course else []
    ends = [end for end in dict.fromkeys((course.first, course.last)) if end not in far] if course else []
    for end in ends[-1:]:  # before others, lest one be read as its own
        words.mark(wording.rounded(end.value), words.at(end.year + 0.5, end.value), colour=look.colours.ink, must=True)
    for point in far:
        brief = Remark(text=wording.rounded(point.value), t=point.year + 0.5, value=point.value)
        remark = replace(brief, text=wording.alike_in(share=brief.text, year=point.year))
        any(words.remark(one, must=one is brief) for one in (remark, brief))
    broken, note = wording.say_broken(ticks[0]) if ticks[0] else ("", "")
    corner = axis.px(axis.first) + look.px(BREAK_PX), height - look.text * 0.8
    said = bool(broken) and words.mark(broken, corner)
    for end in ends[:-1]:
        words.mark(wording.rounded(end.value), words.at(end.year + 0.5, end.value), colour=look.colours.ink)
    layers = [
        *tick_layers(panel, ticks, words=[f"{tick:g}%" for tick in ticks]),
        *moment_layers(moments, panel, names="above"),
        *(_break_layers(panel) if broken else []),
        *_line(record, rows, panel, large={point.year for point in far}),
        *words.layers(),
    ]
    chart = Plot(layers, height=height, width=axis.width)
    known, facts = years_known(rows, view.years), votes_facts(record, years=view.years)
    plain = wording.plain_title(about=record.about, years=known)
    return Content(
        title=wording.votes_headline(facts, record.about) if facts else plain,
        subtitle=wording.subtitle(about=record.about, years=known),
        alt=wording.described(wording.votes_text(facts, record.about) if facts else wording.NOTHING_KNOWN),
        rows=[chart, axis.year_row(look=look)],
        data=rows,
        publishers=collectors(record, rows["sources"]),
        notes=[*axis.notes, wording.NOTE, *([] if said or not broken else [note]), *say_unnamed(events, moments)],
        native=native_votes(record, rows),
    )


def _panel(rows: pd.DataFrame, axis: Axis, look: Style, *, height: float, head: float) -> Panel:
    """Return the panel, from the grid line well under the lowest year up; at its top `head` px for names of events."""
    values = [float(value) for value in rows["value"]] or [50.0]
    bottom = max(0, min(int(min(values) - ROOM) // STEP * STEP, TOP - LEAST_RANGE))
    highest = max(values) + ROOM
    over = head / max(height - head, 1.0) * (highest - bottom)
    return Panel(axis=axis, look=look, height=height, bottom=bottom, top=max(highest + over, TOP * 1.02))


def _scene(rows: pd.DataFrame, moments: list[Moment], panel: Panel) -> Words:
    """Return what words keep off: the line, and the rules of events with their names."""
    words, look = Words(panel=panel), panel.look
    for _, line in rows.groupby("line", sort=False):
        words.draws(words.points(line), size=look.px(DOT_PX + 2))
    last = levels_of(moments) - 1
    for moment in moments:
        top = (last - moment.level) * look.text * LEVEL
        words.taken.append((moment.left, top, moment.right, top + look.text * LEVEL))
    words.lines += [((moment.x, 0.0), (moment.x, panel.height)) for moment in moments]
    return words


def _break_layers(panel: Panel) -> list[alt.Chart]:
    """Return the foot of shares of votes that do not begin at zero: a line in ink, and a zigzag at its end."""
    look, axis = panel.look, panel.axis
    ink, width = look.colours.ink, look.px(1.2)
    left, wide, high = axis.px(axis.first), look.px(BREAK_PX) / 2, look.px(BREAK_PX) / 3
    places = [(left + wide * (at % 2), panel.height - high * at) for at in range(5)]
    zigzag = [{FIELD: axis.year_at(x), "value": panel.value(y), "at": at} for at, (x, y) in enumerate(places)]
    foot = [{FIELD: axis.first, "end": axis.last + 1, "value": panel.bottom}]
    sign = Chart(inline(zigzag)).mark_line(color=ink, strokeWidth=width, aria=False)
    return [
        rules(foot, colour=ink, width=width, **panel.place, x2=alt.X2("end:Q")),
        sign.encode(**panel.place, order=alt.Order("at:Q")),
    ]


def _line(record: Record, rows: pd.DataFrame, panel: Panel, *, large: Container[int]) -> list[alt.Chart]:
    look, axis, ink = panel.look, panel.axis, panel.look.colours.ink
    values = [
        {
            FIELD: row[FIELD], "start": row["start"], "end": row["end"], "value": row["value"], "line": row["line"],
            "year": str(row["year"]), "by": row["reporter"], "what": wording.ALIKE,
            "name": wording.ROLL_CALLS, "shown": wording.rounded(row["value"]), "note": row["note"],
            "end_of": int(row["year"]) in large,
            "publishers": cited_as(record, row["sources"]),
            "aria": wording.aloud(year=row["year"], share=wording.rounded(row["value"])),
        }
        for row in rows.to_dict("records")
    ]  # fmt: skip
    layers = joined(panel, values, width=LINE_PX, ink=ink)
    for end, across in ((False, DOT_PX - 3), (True, DOT_PX + 2)):
        some = [value for value in values if value["end_of"] == end]
        points = dots(some, across=look.px(across), stroke=ink, fill=ink)
        layers.append(points.encode(**panel.place, **axis.tells(wording.TIPS)))
    return layers


def native_votes(record: Record, rows: pd.DataFrame) -> NativeChart | None:
    """Return the share as a line, for PowerPoint; None in years without any."""
    values = {str(year): float(value) for year, value in zip(rows["year"], rows["value"], strict=True)}
    first, last = years_known(rows, (0, 0))
    share = Series(name=wording.SERIES, colour=Style().colours.ink, values=values)
    return native_chart(
        "lines", [share], categories=map(str, range(first, last + 1)), said=wording.shown(record.about),
        sources=sources_of(rows), most=float(TOP),
    )  # fmt: skip


ENTRY = Entry(
    name="un-votes", order=40, page="timeline", maker=un_votes, rows=alike_rows,
    holds=lambda record: not vote_rows(record, record.span).empty,
)  # fmt: skip
