"""A class's guess and the record's answer, drawn together.

A guess is in ink; the two economies' colours are theirs, and so are the signs of the verdicts.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from dyad.figures.compose import layered
from dyad.figures.lines import key_row
from dyad.figures.parts import Chart, KeyEntry, inline
from dyad.figures.style import SHAPES, Figure, Style, text_width, wrap
from dyad.lesson import SCALED, Step, answer_of, claim_of, guess_text, options_text
from dyad.publish.guess_marks import EDGE, GAP, LINE, ROW, dots_at, figure_of_rows, marks_at, place_px, words_at
from dyad.publish.guess_scales import scaled_figure
from dyad.record import Record
from dyad.wording import guesses as wording
from dyad.wording.guesses import INSIDE, OUTSIDE, YOURS

LEAST_LINE = 30  # px at scale 1 between a guessed place and the right one
BELOW_KEY = 20  # px between signs and what they stand in

Guess = Sequence[str | int]


def guess_figure(record: Record, step: Step, guess: Guess, look: Style) -> Figure | None:
    """Draw a guess against the answer: years by side, two orders joined by lines, or claims with their verdicts.

    Without a guess the answer alone is drawn; None for an open question, which words alone answer.
    """
    if step.question in SCALED:
        return scaled_figure(record, step, guess, look)
    if step.question not in DRAWN:
        return None
    answer = answer_of(record, step)
    layers, height = DRAWN[step.question](record, step, guess, look)
    rows = [layered(layers, height=height, width=look.width)]
    if step.question == "band-years":
        ink, signs = look.colours.ink, ((INSIDE, look.colours.ink), (OUTSIDE, look.colours.paper))
        key = [KeyEntry(text=words, shape="circle", stroke=ink, fill=fill) for words, fill in signs]
        rows.insert(0, key_row(key, look=look))
    said = wording.guess_and_answer(guess_text(record, step, guess), answer.text)
    return figure_of_rows("guess", step, rows, alt=said, sources=answer.sources, look=look, spacing=BELOW_KEY)


def _years(record: Record, step: Step, guess: Guess, look: Style) -> tuple[list[Any], float]:
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
    height = row * (len(rows) + 1)
    narrow = pitch < text_width("2000", size) + 8
    every = ceil((text_width("’00", size) + 4) / pitch)
    names = [{"x": 0, "y": row * (at + 0.5), "text": name} for at, (name, _, _) in enumerate(rows)]
    places = {year: left + pitch * (number + 0.5) for number, year in enumerate(answer.asked)}
    years = [
        {"x": places[year], "y": row * (len(rows) + 0.5), "text": f"’{year % 100:02d}" if narrow else str(year)}
        for year in answer.asked[::every]
    ]
    mark = min(look.px(15), pitch * 0.6)
    layers = [
        words_at(names, look=look, height=height, weight=600),
        *([words_at(years, look=look, height=height, align="center")] if years else []),
    ]
    for at, (_, within, colour) in enumerate(rows):
        layers += dots_at(places, within, y=row * (at + 0.5), look=look, height=height, size=mark, colour=colour)
    return layers, height


def _orders(record: Record, step: Step, guess: Guess, look: Style) -> tuple[list[Any], float]:
    answer, row, size = answer_of(record, step), look.px(ROW) * 1.25, look.text
    label = {id: record.event(id).label for id in answer.ids}
    height = row * (len(answer.ids) + 1)
    guessed = [str(id) for id in guess]
    placed = sum(one == other for one, other in zip(guessed, answer.ids, strict=False))
    yours = wording.IN_PLACE.format(number=placed, of=len(answer.ids))
    left = max([text_width(yours, size, 600) if guessed else 0.0,
                *(text_width(f"{at}  {label[id]}", size) for at, id in enumerate(guessed, start=1))])  # fmt: skip
    said = [f"{at}  {label[id]}, {record.event(id).date_text}" for at, id in enumerate(answer.ids, start=1)]
    right = 0.0
    if guessed:
        right = min(look.width * 0.5, look.width - EDGE - max(text_width(text, size) for text in said))
        if right - left < look.px(LEAST_LINE):  # no room for whole dates
            said = [f"{at}  {label[id]}" for at, id in enumerate(answer.ids, start=1)]
            right = look.width - EDGE - max(text_width(text, size) for text in said)
    texts = [{"x": right, "y": row * (at + 0.5), "text": text} for at, text in enumerate(said, start=1)]
    heads = [{"x": right, "y": row * 0.5, "text": wording.RECORD}]
    lines: list[dict[str, Any]] = []
    if guessed:
        heads.append({"x": 0, "y": row * 0.5, "text": yours})
        for at, id in enumerate(guessed, start=1):
            texts.append({"x": 0, "y": row * (at + 0.5), "text": f"{at}  {label[id]}"})
            true = answer.ids.index(id) + 1
            line = {"x": left + 10, "y": row * (at + 0.5), "x2": right - 10, "y2": row * (true + 0.5)}
            lines.append({**line, "place": "right" if at == true else "other"})
    layers: list[Any] = []
    for place, dash, colour in (("right", [1, 0], look.colours.ink), ("other", [5, 4], look.colours.further)):
        chosen = [line for line in lines if line["place"] == place]
        if chosen:
            layers.append(
                Chart(inline(chosen))
                .mark_rule(strokeWidth=look.px(1.5), strokeDash=dash, color=colour, aria=False)
                .encode(**place_px(look, height), x2="x2:Q", y2="y2:Q")
            )
    return [
        *layers,
        words_at(heads, look=look, height=height, weight=600),
        words_at(texts, look=look, height=height),
    ], height


def _claims(record: Record, step: Step, guess: Guess, look: Style) -> tuple[list[Any], float]:
    size = look.text
    yours = text_width(YOURS, size, 600) if guess else 0.0
    left, right = look.px(20), look.width - EDGE - yours
    texts: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    marks: list[dict[str, Any]] = []
    y = 0.0
    for id, claim in zip(step.options, options_text(record, step), strict=True):
        verdict = str(claim_of(record, id)["verdict"])
        lines = wrap(f"{claim} ({verdict})", width=right - left - look.px(GAP), size=size)
        tall = len(lines) * size * LINE + look.px(10)
        texts.append({"x": left, "y": y + tall / 2, "text": "\n".join(lines)})
        marks.append({"x": look.px(8), "y": y + tall / 2, "verdict": verdict})
        if id in guess:
            notes.append({"x": right, "y": y + tall / 2, "text": YOURS})
        y += tall
    layers = [
        marks_at(
            [mark for mark in marks if mark["verdict"] == verdict], look=look, height=y, shape=SHAPES[verdict],
            size=look.px(13), stroke=look.verdict(verdict),
            fill=look.filling(verdict),
        )
        for verdict in dict.fromkeys(str(mark["verdict"]) for mark in marks)
    ]  # fmt: skip
    # text of several lines hangs from its middle line: lift it by half of the others
    for text in texts:
        text["y"] -= text["text"].count("\n") * size * LINE / 2
    layers.append(words_at(texts, look=look, height=y))
    if notes:
        layers.append(words_at(notes, look=look, height=y, weight=600))
    return layers, y


DRAWN = {"band-years": _years, "order": _orders, "contradicted": _claims}
