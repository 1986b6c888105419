"""Guesses on a scale beside the record: a number, a period of years, a line drawn on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from dyad.figures.axis import FIELD, Axis
from dyad.figures.compose import layered
from dyad.figures.lines import Name, Panel, charts_of, name_gap, name_layers, name_room, spread_names, tick_layers
from dyad.figures.parts import Chart, inline
from dyad.figures.style import Style, text_width
from dyad.lesson import Step, answer_of, guess_text, line_of, period_of, scale_of
from dyad.lesson.asking import Scale, scale_ticks
from dyad.publish.canvas import Row, names_px, scale_row
from dyad.record import Record
from dyad.record.dates import say_span, say_year
from dyad.wording.answers import say_value
from dyad.wording.guesses import RECORD, YOURS
from dyad.wording.tables import OF_DOCUMENT

ROW = 48  # px at scale 1 of a row of a scale
TALL, LEAST_TALL = 0.27, 160  # of a line's plot: of the width, and px at scale 1

Guess = Sequence[str | int]
Points = Sequence[tuple[int, float]]


def number_rows(record: Record, step: Step, guess: Guess, look: Style) -> list[Any]:
    """Draw a number guessed over its scale, and what the record has."""
    scale = scale_of(step)
    rows = [_mark(YOURS, float(guess[0]), scale, look.colours.ink)] if guess else []
    rows += record_rows(record, step, look)
    return [scale_row(rows, ends=(scale.low, scale.high), ticks=scale_ticks(scale), look=look, tall=look.px(ROW))]


def record_rows(record: Record, step: Step, look: Style) -> list[Row]:
    """Return the rows of what a guessed number is held against: what the document states, and what the record has."""
    scale, answer, rows = scale_of(step), answer_of(record, step), []
    if answer.stated is not None and scale.low <= answer.stated <= scale.high:
        name = OF_DOCUMENT.format(document=record.about.document)
        rows.append(_mark(name, answer.stated, scale, look.colours.quiet, "cross"))
    return [*rows, _mark(RECORD, answer.value, scale, whose_colour(record, step, look))]


def _mark(name: str, value: float, scale: Scale, colour: str, shape: str = "circle") -> Row:
    return Row(name=name, first=value, last=value, text=say_value(value, scale.unit), colour=colour, shape=shape)


def whose_colour(record: Record, step: Step, look: Style) -> str:
    """Return the colour of who reports the figure asked for, that of a figure of nobody's where none does."""
    name = step.options[2 if step.question == "number" else 3]
    reporter = (*name.split("/"), "", "", "", "", "")[4]
    return look.sides(record.about.codes).get(reporter, look.colours.mark)


def period_rows(record: Record, step: Step, guess: Guess, look: Style) -> list[Any]:
    """Draw a period guessed over the years, and that of the record."""
    (first, last), (begun, ended), colours = period_of(step), answer_of(record, step).span, look.colours
    text = record.event(step.event).date_text if step.event else say_span((begun, ended))
    rows = [Row(name=RECORD, first=float(begun), last=float(ended + 1), text=text, colour=colours.mark)]
    if guess:
        years, said = [float(year) for year in guess], guess_text(record, step, guess)
        rows.insert(0, Row(name=YOURS, first=years[0], last=years[1] + 1, text=said, colour=colours.ink))
    axis = Axis(first=first, last=last, width=look.width - names_px(rows, look), gutter=0.0)
    ticks = [(year + 0.5, say_year(year)) for year in axis.ticks(look)]
    return [scale_row(rows, ends=(first, last + 1), ticks=ticks, look=look, tall=look.px(ROW))]


def line_rows(record: Record, step: Step, guess: Guess, look: Style) -> list[Any]:
    """Draw a line as it was gone on with, and the record's."""
    line = line_of(record, step)
    values = zip(line.asked, map(float, guess), strict=True) if guess else ()
    return line_plot(record, step, (YOURS, [line.given[-1], *values]) if guess else None, look)


def line_plot(
    record: Record, step: Step, drawn: tuple[str, Points] | None, look: Style, *,
    ribbon: Sequence[tuple[int, float, float]] = (), given: bool = False,
) -> list[Any]:  # fmt: skip
    """Draw the line that was given, the record's going on from it, and one that was drawn, dashed, in ink.

    Under them lies a `ribbon` from one value to another by year; what is `given` can be drawn alone.
    """
    line = line_of(record, step)
    answer = () if given else answer_of(record, step).line
    colour = whose_colour(record, step, look)
    shown = look.colours.quiet if colour == look.colours.mark else colour
    ends = [*([] if given else [(RECORD, answer, shown)]), *([(*drawn, look.colours.ink)] if drawn else [])]
    ticks = scale_ticks(line)
    axis = Axis(
        first=line.given[0][0], last=line.asked[-1], width=look.width,
        gutter=max(text_width(word, look.text) for _, word in ticks) + 8,
        right=max((name_room(name, size=look.text) for name, _, _ in ends), default=0.0),
    )  # fmt: skip
    height = round(max(look.width * TALL, look.px(LEAST_TALL)) * min(look.stretch, 1.0))
    panel = Panel(axis=axis, look=look, height=height, bottom=line.low, top=line.high)
    place = {"x": axis.x(), "y": panel.y()}
    names = [Name(text=name, t=points[-1][0] + 0.5, value=points[-1][1], colour=ink) for name, points, ink in ends]
    layers = [
        *tick_layers(panel, [tick for tick, _ in ticks], words=[word for _, word in ticks]),
        *(
            area.mark_area(color=look.colours.ink, opacity=0.16, aria=False).encode(**place, y2=alt.Y2("high:Q"))
            for area in charts_of([{FIELD: year + 0.5, "value": low, "high": high} for year, low, high in ribbon])
        ),
        *_course(panel, [*line.given, *answer], colour=colour),
        *(_course(panel, drawn[1], colour=look.colours.ink, dashed=True) if drawn else []),
        *name_layers(panel, spread_names(panel, names), gap=name_gap(look.text)),
    ]
    return [layered(layers, height=height, width=look.width), axis.year_row(look=look)]


def _course(panel: Panel, points: Points, *, colour: str, dashed: bool = False) -> list[alt.Chart]:
    """Return a line through points, a dot on each."""
    look, place = panel.look, {"x": panel.axis.x(), "y": panel.y()}
    chart = Chart(inline({FIELD: year + 0.5, "value": value} for year, value in points))
    dash: Any = [look.px(5), look.px(3)] if dashed else [1, 0]
    line = chart.mark_line(color=colour, strokeWidth=look.px(1.8), strokeDash=dash, aria=False)
    dots = chart.mark_point(shape="circle", size=look.px(5) ** 2, filled=True, color=colour, opacity=1, aria=False)
    return [line.encode(**place), dots.encode(**place)]
