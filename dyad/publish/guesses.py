"""A class's guess and the record's answer, drawn together over their words, each kind of question in its way."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import ceil
from typing import Any

import altair as alt

from dyad.figures.axis import FIELD, Axis
from dyad.figures.compose import Figure
from dyad.figures.key import KeyEntry, key_row
from dyad.figures.lines import BESIDE_DOT, Name, Panel, name_layer, name_room, spread_names, tick_layers
from dyad.figures.parts import Chart, Plot, inline
from dyad.figures.style import SHAPES, Style, text_width, wrap
from dyad.lesson import Step, answer_of, difference, guess_text, line_of, options_text, period_of, scale_of
from dyad.lesson.asking import Scale, scale_ticks
from dyad.publish.canvas import EDGE, GAP, LINE, Canvas, Row, figure_of_rows, names_px, scale_row
from dyad.publish.stages import Stage, drawn_over, words_under
from dyad.record import Record
from dyad.record.dates import say_year
from dyad.render.drawing import Drawing
from dyad.wording import guesses as wording
from dyad.wording.documents import of_document
from dyad.wording.findings import claims_by_id
from dyad.wording.guesses import INSIDE, OUTSIDE, RECORD, YOURS
from dyad.wording.pieces import join_sentences, say_span, say_value
from dyad.wording.trade import as_reported

ROW = 28  # px of a row at scale 1
LEAST_LINE = 30  # px at scale 1 between a guessed place and the right one
BELOW_KEY = 20  # px between signs and what they stand in
SCALE_ROW = 48  # px at scale 1 of a row of a scale
TALL, LEAST_TALL = 0.27, 160  # of a line's plot: of the width, and px at scale 1

Guess = Sequence[str | int]
Points = Sequence[tuple[int, float]]


def guess_figure(record: Record, step: Step, guess: Guess, look: Style) -> Figure | None:
    """Draw a guess against the answer: years by side, two orders joined by lines, claims with their verdicts, scales.

    Without a guess the answer alone is drawn; None for an open question, which words alone answer.
    """
    if step.question not in DRAWN:
        return None
    answer, rows = answer_of(record, step), DRAWN[step.question](record, step, guess, look)
    said = wording.guess_and_answer(guess_text(record, step, guess), answer.text, off=difference(record, step, guess))
    spacing = BELOW_KEY if step.question == "band-years" else 0
    return figure_of_rows("guess", step, rows, alt=said, sources=answer.sources, look=look, spacing=spacing)


def answer_drawing(record: Record, step: Step, guess: Guess, stage: Stage) -> Drawing | None:
    """Return guess and answer drawn together, over `answer_words`; None: these alone answer. Raises ConverterError."""
    under = answer_words(record, step, guess)
    return drawn_over(record, step, partial(guess_figure, record, step, guess), stage, under=under)


def answer_words(record: Record, step: Step, guess: Guess) -> tuple[str, float]:
    """Return what stands under guess and answer, with its type; an order is drawn with every word of it."""
    said = "" if step.question == "order" else answer_of(record, step).text
    return words_under(join_sentences(difference(record, step, guess), said), plot=step.question == "draw")


def _years(record: Record, step: Step, guess: Guess, look: Style) -> list[Any]:
    """Draw a row of years for the guess and for each who reports: dots as in every figure, filled inside the band."""
    answer, size, row, colours = answer_of(record, step), look.text, look.px(ROW) * 1.35, look.colours
    sides = dict(zip(record.about.economies.values(), (colours.first, colours.second), strict=False))
    rows = [(as_reported(name), years, sides.get(name, colours.further)) for name, years in answer.years]
    if guess:
        rows.insert(0, (YOURS, tuple(int(year) for year in guess), colours.ink))
    left = max(text_width(name, size, 600) for name, _, _ in rows) + look.px(GAP)
    pitch = (look.width - left) / max(len(answer.asked), 1)
    narrow = pitch < text_width("2000", size) + 8
    every = ceil((text_width("’00", size) + 4) / pitch)
    places = {year: left + pitch * (number + 0.5) for number, year in enumerate(answer.asked)}
    years = [f"’{year % 100:02d}" if narrow else str(year) for year in answer.asked[::every]]
    canvas = Canvas(look, row * (len(rows) + 1))
    canvas.words(_column(0, row, [name for name, _, _ in rows]), weight=600)
    across = zip([*places.values()][::every], years, strict=True)
    canvas.words([{"x": x, "y": row * (len(rows) + 0.5), "text": year} for x, year in across], align="center")
    for at, (_, within, colour) in enumerate(rows):
        canvas.dots(places, within, y=row * (at + 0.5), size=min(look.px(15), pitch * 0.6), colour=colour)
    signs = ((INSIDE, colours.ink), (OUTSIDE, colours.paper))
    key = [KeyEntry(text=words, shape="circle", stroke=colours.ink, fill=fill) for words, fill in signs]
    return [key_row(key, look=look), canvas.row()]


def _orders(record: Record, step: Step, guess: Guess, look: Style) -> list[Any]:
    ids, row, size = answer_of(record, step).ids, look.px(ROW) * 1.25, look.text
    label = {id: record.event(id).label for id in ids}
    said = [f"{at}  {label[id]}, {record.event(id).date_text}" for at, id in enumerate(ids, start=1)]
    right, canvas, guessed = 0.0, Canvas(look, row * (len(ids) + 1)), [str(id) for id in guess]
    columns = []
    if guessed:
        placed = sum(one == other for one, other in zip(guessed, ids, strict=False))
        yours = wording.in_place(number=placed, of=len(ids))
        mine = [f"{at}  {label[id]}" for at, id in enumerate(guessed, start=1)]
        left = max(text_width(yours, size, 600), *(text_width(text, size) for text in mine))
        right = min(look.width * 0.5, look.width - EDGE - max(text_width(text, size) for text in said))
        if right - left < look.px(LEAST_LINE):  # no room for whole dates
            said = [f"{at}  {label[id]}" for at, id in enumerate(ids, start=1)]
            right = look.width - EDGE - max(text_width(text, size) for text in said)
        moves = [(at, ids.index(id)) for at, id in enumerate(guessed)]
        for straight, dash, colour in ((True, [1, 0], look.colours.ink), (False, [5, 4], look.colours.further)):
            lines = [
                {"x": left + 10, "y": row * (at + 1.5), "x2": right - 10, "y2": row * (true + 1.5)}
                for at, true in moves if (at == true) == straight
            ]  # fmt: skip
            canvas.lines(lines, colour=colour, width=1.5, strokeDash=dash)
        columns.append(_column(0, row, [yours, *mine]))
    columns.insert(0, _column(right, row, [RECORD, *said]))
    canvas.words([column[0] for column in columns], weight=600)
    canvas.words([text for column in columns for text in column[1:]])
    return [canvas.row()]


def _column(x: float, row: float, texts: Sequence[str]) -> list[dict[str, Any]]:
    """Return words beside guesses, below each other: each in the middle of a row so many px tall."""
    return [{"x": x, "y": row * (at + 0.5), "text": text} for at, text in enumerate(texts)]


def judged_claims(record: Record, step: Step) -> list[tuple[str, str]]:
    """Return the claims to choose from, each with its verdict: that, and both in words."""
    verdicts = [str(claims_by_id(record)[id]["verdict"]) for id in step.options]
    claims = zip(verdicts, options_text(record, step), strict=True)
    return [(verdict, f"{claim} ({verdict})") for verdict, claim in claims]


def _claims(record: Record, step: Step, guess: Guess, look: Style) -> list[Any]:
    size, y = look.text, 0.0
    left, right = look.px(20), look.width - EDGE - (text_width(YOURS, size, 600) if guess else 0.0)
    texts: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    signs: dict[str, list[dict[str, Any]]] = {}
    for id, (verdict, claim) in zip(step.options, judged_claims(record, step), strict=True):
        lines = wrap(claim, width=right - left - look.px(GAP), size=size)
        tall = len(lines) * size * LINE + look.px(10)
        middle = y + tall / 2
        # text of several lines hangs from its middle line: lift it by half of the others
        texts.append({"x": left, "y": middle - (len(lines) - 1) * size * LINE / 2, "text": "\n".join(lines)})
        signs.setdefault(verdict, []).append({"x": look.px(8), "y": middle})
        if id in guess:
            notes.append({"x": right, "y": middle, "text": YOURS})
        y += tall
    canvas = Canvas(look, y)
    for verdict, places in signs.items():
        outline, filling = look.verdict(verdict), look.filling(verdict)
        canvas.signs(places, shape=SHAPES[verdict], size=look.px(13), stroke=outline, fill=filling)
    canvas.words(texts)
    canvas.words(notes, weight=600)
    return [canvas.row()]


def _number(record: Record, step: Step, guess: Guess, look: Style) -> list[Any]:
    scale = scale_of(step)
    rows = [_mark(YOURS, float(guess[0]), scale, look.colours.ink)] if guess else []
    rows += record_rows(record, step, look)
    return [scale_row(rows, ends=(scale.low, scale.high), ticks=scale_ticks(scale), look=look, tall=look.px(SCALE_ROW))]


def record_rows(record: Record, step: Step, look: Style) -> list[Row]:
    """Return the rows of what a guessed number is held against: what the document states, and what the record has."""
    scale, answer, rows = scale_of(step), answer_of(record, step), []
    if answer.stated is not None and scale.low <= answer.stated <= scale.high:
        name = of_document(record.about.document)
        rows.append(_mark(name, answer.stated, scale, look.colours.quiet, "cross"))
    return [*rows, _mark(RECORD, answer.value, scale, _reporter_colour(record, step, look))]


def _mark(name: str, value: float, scale: Scale, colour: str, shape: str = "circle") -> Row:
    return Row(name=name, first=value, last=value, text=say_value(value, scale.unit), colour=colour, shape=shape)


def _reporter_colour(record: Record, step: Step, look: Style) -> str:
    """Return the colour of an answer: of who reports the figure asked for, or that of a figure of nobody's."""
    name = step.options[2 if step.question == "number" else 3]
    reporter = (*name.split("/"), "", "", "", "", "")[4]
    return look.sides(record.about.codes).get(reporter, look.colours.quiet)


def _period(record: Record, step: Step, guess: Guess, look: Style) -> list[Any]:
    (first, last), (begun, ended), colours = period_of(step), answer_of(record, step).span, look.colours
    text = record.event(step.event).date_text if step.event else say_span((begun, ended))
    rows = [Row(name=RECORD, first=float(begun), last=float(ended + 1), text=text, colour=colours.quiet)]
    if guess:
        years, said = [float(year) for year in guess], guess_text(record, step, guess)
        rows.insert(0, Row(name=YOURS, first=years[0], last=years[1] + 1, text=said, colour=colours.ink))
    axis = Axis(first=first, last=last, width=look.width - names_px((row.name for row in rows), look), gutter=0.0)
    ticks = [(year + 0.5, say_year(year)) for year in axis.ticks(look)]
    return [scale_row(rows, ends=(first, last + 1), ticks=ticks, look=look, tall=look.px(SCALE_ROW))]


def _line(record: Record, step: Step, guess: Guess, look: Style) -> list[Any]:
    line = line_of(record, step)
    values = zip(line.asked, map(float, guess), strict=True) if guess else ()
    return line_plot(record, step, (YOURS, [line.given[-1], *values]) if guess else None, look)


def line_plot(
    record: Record, step: Step, drawn: tuple[str, Points] | None, look: Style, *,
    ribbon: Sequence[tuple[int, float, float]] = (), given: bool = False,
) -> list[Any]:  # fmt: skip
    """Draw guess and answer of a line: the one given, the record's going on from it, and the guess, dashed, in ink.

    Under them lies a `ribbon` from one value to another by year; what is `given` can be drawn alone.
    """
    line = line_of(record, step)
    answer = () if given else answer_of(record, step).line
    colour = _reporter_colour(record, step, look)
    ends = [*([] if given else [(RECORD, answer, colour)]), *([(*drawn, look.colours.ink)] if drawn else [])]
    ticks = scale_ticks(line)
    axis = Axis(
        first=line.given[0][0], last=line.asked[-1], width=look.width,
        gutter=max(text_width(word, look.text) for _, word in ticks) + 8,
        right=max((name_room(name, size=look.text) for name, _, _ in ends), default=0.0),
    )  # fmt: skip
    height = round(max(look.width * TALL, look.px(LEAST_TALL)) * min(look.stretch, 1.0))
    panel = Panel(axis=axis, look=look, height=height, bottom=line.low, top=line.high)
    names = [Name(text=name, t=points[-1][0] + 0.5, value=points[-1][1], colour=ink) for name, points, ink in ends]
    area = Chart(inline([{FIELD: year + 0.5, "value": low, "high": high} for year, low, high in ribbon]))
    layers = [
        *tick_layers(panel, [tick for tick, _ in ticks], words=[word for _, word in ticks]),
        area.mark_area(color=look.colours.ink, opacity=0.16, aria=False).encode(**panel.place, y2=alt.Y2("high:Q")),
        *_course(panel, [*line.given, *answer], colour=colour),
        *(_course(panel, drawn[1], colour=look.colours.ink, dashed=True) if drawn else []),
        name_layer(panel, spread_names(panel, names), gap=look.text * BESIDE_DOT),
    ]
    return [Plot(layers, height=height, width=look.width), axis.year_row(look=look)]


def _course(panel: Panel, points: Points, *, colour: str, dashed: bool = False) -> list[alt.Chart]:
    look = panel.look
    chart = Chart(inline({FIELD: year + 0.5, "value": value} for year, value in points))
    dash: Any = [look.px(5), look.px(3)] if dashed else [1, 0]
    line = chart.mark_line(color=colour, strokeWidth=look.px(1.8), strokeDash=dash, aria=False)
    dots = chart.mark_point(shape="circle", size=look.px(5) ** 2, filled=True, color=colour, opacity=1, aria=False)
    return [line.encode(**panel.place), dots.encode(**panel.place)]


DRAWN = {
    "band-years": _years, "order": _orders, "contradicted": _claims,
    "number": _number, "period": _period, "draw": _line,
}  # fmt: skip
