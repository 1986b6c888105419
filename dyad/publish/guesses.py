"""A class's guess and the record's answer, drawn together.

A guess is in ink; the two economies' colours are theirs, and so are the signs of the verdicts.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from dyad.figures.lines import key_row
from dyad.figures.parts import KeyEntry
from dyad.figures.style import SHAPES, Figure, Style, text_width, wrap
from dyad.lesson import Step, answer_of, claim_of, difference, guess_text, options_text
from dyad.publish.canvas import EDGE, GAP, LINE, ROW, Canvas, figure_of_rows
from dyad.publish.guess_scales import Guess, line_rows, number_rows, period_rows
from dyad.record import Record
from dyad.wording import guesses as wording
from dyad.wording.guesses import INSIDE, OUTSIDE, YOURS

LEAST_LINE = 30  # px at scale 1 between a guessed place and the right one
BELOW_KEY = 20  # px between signs and what they stand in


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


def _years(record: Record, step: Step, guess: Guess, look: Style) -> list[Any]:
    """Draw a row of years for the guess and for each who reports: dots as in every figure, filled inside the band."""
    answer, size, row, colours = answer_of(record, step), look.text, look.px(ROW) * 1.35, look.colours
    sides = dict(zip(record.about.economies.values(), (colours.first, colours.second), strict=False))
    rows = [
        (wording.AS_REPORTED.format(name=name), years, sides.get(name, colours.further)) for name, years in answer.years
    ]
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
        yours = wording.IN_PLACE.format(number=placed, of=len(ids))
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
    columns.insert(0, _column(right, row, [wording.RECORD, *said]))
    canvas.words([column[0] for column in columns], weight=600)
    canvas.words([text for column in columns for text in column[1:]])
    return [canvas.row()]


def _column(x: float, row: float, texts: Sequence[str]) -> list[dict[str, Any]]:
    """Return texts below each other, each in the middle of a row so many px tall."""
    return [{"x": x, "y": row * (at + 0.5), "text": text} for at, text in enumerate(texts)]


def _claims(record: Record, step: Step, guess: Guess, look: Style) -> list[Any]:
    size, y = look.text, 0.0
    left, right = look.px(20), look.width - EDGE - (text_width(YOURS, size, 600) if guess else 0.0)
    texts: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    signs: dict[str, list[dict[str, Any]]] = {}
    for id, claim in zip(step.options, options_text(record, step), strict=True):
        verdict = str(claim_of(record, id)["verdict"])
        lines = wrap(f"{claim} ({verdict})", width=right - left - look.px(GAP), size=size)
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


DRAWN = {
    "band-years": _years, "order": _orders, "contradicted": _claims, "number": number_rows, "period": period_rows,
    "draw": line_rows,
}  # fmt: skip
