"""Guesses on a scale beside the record: a number, a period of years, a line drawn on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dyad.figures.axis import FIELD, Axis
from dyad.figures.compose import layered
from dyad.figures.lines import Name, Panel, name_gap, name_layer, name_room, spread_names, tick_layers
from dyad.figures.parts import Chart, inline
from dyad.figures.style import Figure, Style, text_width
from dyad.lesson import Answer, Step, answer_of, guess_text, line_of, period_of, scale_of
from dyad.lesson.answering import difference
from dyad.lesson.asking import Scale, scale_ticks
from dyad.publish.guess_marks import Row, figure_of_rows, names_px, scale_rows
from dyad.record import Record
from dyad.record.dates import say_span, say_year
from dyad.wording.answers import say_value
from dyad.wording.guesses import RECORD, YOURS, guess_and_answer
from dyad.wording.tables import OF_DOCUMENT

ROW = 48  # px at scale 1 of a row of a scale
TALL, LEAST_TALL = 0.27, 160  # of a line's plot: of the width, and px at scale 1

Guess = Sequence[str | int]
Points = Sequence[tuple[int, float]]


def scaled_figure(record: Record, step: Step, guess: Guess, look: Style) -> Figure:
    """Draw a guess on its scale beside the record; without a guess the record alone."""
    answer = answer_of(record, step)
    make = {"number": _number, "period": _period, "draw": _line}[step.question]
    rows = make(record, step, answer, guess, look)
    told = guess_and_answer(guess_text(record, step, guess), answer.text, off=difference(record, step, guess))
    return figure_of_rows("guess", step, rows, alt=told, sources=answer.sources, look=look)


def _number(record: Record, step: Step, answer: Answer, guess: Guess, look: Style) -> list[Any]:
    scale = scale_of(step)
    rows = [_mark(YOURS, float(guess[0]), scale, look.colours.ink)] if guess else []
    return scale_rows(
        [*rows, *record_rows(record, step, answer, look)],
        ends=(scale.low, scale.high), ticks=scale_ticks(scale), look=look, tall=look.px(ROW),
    )  # fmt: skip


def record_rows(record: Record, step: Step, answer: Answer, look: Style) -> list[Row]:
    """Return the rows of what a guessed number is held against: what the document states, and what the record has."""
    scale, rows = scale_of(step), []
    if answer.stated is not None and scale.low <= answer.stated <= scale.high:
        rows.append(
            _mark(OF_DOCUMENT.format(document=record.about.document), answer.stated, scale, look.colours.quiet, "cross")
        )
    return [*rows, _mark(RECORD, answer.value, scale, whose_colour(record, step, look))]


def _mark(name: str, value: float, scale: Scale, colour: str, shape: str = "circle") -> Row:
    return Row(name=name, first=value, last=value, text=say_value(value, scale.unit), colour=colour, shape=shape)


def whose_colour(record: Record, step: Step, look: Style) -> str:
    """Return the colour of who reports the figure asked for, that of a figure of nobody's where none does."""
    name = step.options[2 if step.question == "number" else 3]
    reporter = (*name.split("/"), "", "", "", "", "")[4]
    sides = dict(zip(record.about.codes, (look.colours.first, look.colours.second), strict=True))
    return sides.get(reporter, look.colours.mark)


def _period(record: Record, step: Step, answer: Answer, guess: Guess, look: Style) -> list[Any]:
    (first, last), colours = period_of(step), look.colours
    begun, ended = float(answer.span[0]), float(answer.span[1] + 1)
    text = say_span(answer.span)
    if step.event:
        text = record.event(step.event).date_text
    rows = [Row(name=YOURS, first=float(guess[0]), last=float(guess[1]) + 1,
                text=guess_text(record, step, guess), colour=colours.ink)] if guess else []  # fmt: skip
    rows.append(Row(name=RECORD, first=begun, last=ended, text=text, colour=colours.mark))
    left = names_px(rows, look)
    years = Axis(first=first, last=last, width=look.width - left, gutter=0.0).ticks(look)
    ticks = [(year + 0.5, say_year(year)) for year in years]
    return scale_rows(rows, ends=(float(first), float(last + 1)), ticks=ticks, look=look, tall=look.px(ROW))


def _line(record: Record, step: Step, answer: Answer, guess: Guess, look: Style) -> list[Any]:
    del answer
    if not guess:
        return line_plot(record, step, None, look)
    line = line_of(record, step)
    drawn = [line.given[-1], *((year, float(text)) for year, text in zip(line.asked, guess, strict=True))]
    return line_plot(record, step, (YOURS, drawn), look)


def line_plot(
    record: Record,
    step: Step,
    drawn: tuple[str, Points] | None,
    look: Style,
    under: Callable[[Panel], list[Any]] = lambda _: [],
    *,
    given: bool = False,
) -> list[Any]:
    """Draw the line that was given, the record's going on from it, and one that was drawn, dashed, in ink.

    `under` makes layers that lie below the lines; what is `given` can be drawn alone.
    """  # fmt: skip
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
    layers = [
        *tick_layers(panel, [tick for tick, _ in ticks], words=[word for _, word in ticks]),
        *under(panel),
        *_course(panel, [*line.given, *answer], colour=colour),
        *(_course(panel, drawn[1], colour=look.colours.ink, dashed=True) if drawn else []),
        name_layer(panel, spread_names(panel, [
            Name(text=name, t=points[-1][0] + 0.5, value=points[-1][1], colour=ink) for name, points, ink in ends
        ]), gap=name_gap(look.text)),
    ]  # fmt: skip
    return [layered(layers, height=height, width=look.width), axis.year_row(look=look)]


def _course(panel: Panel, points: Points, *, colour: str, dashed: bool = False) -> list[Any]:
    """Return a line through points, a dot on each."""
    look = panel.look
    data = inline({FIELD: year + 0.5, "value": value} for year, value in points)
    dash: Any = [look.px(5), look.px(3)] if dashed else [1, 0]
    return [
        Chart(data).mark_line(color=colour, strokeWidth=look.px(1.8), strokeDash=dash, aria=False)
        .encode(x=panel.axis.x(), y=panel.y()),
        Chart(data).mark_point(shape="circle", size=look.px(5) ** 2, filled=True, color=colour, opacity=1, aria=False)
        .encode(x=panel.axis.x(), y=panel.y()),
    ]  # fmt: skip
