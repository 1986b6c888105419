"""How a class answered, drawn beside what the record has: bars that count it in ink, the record in its colours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import islice
from math import ceil
from typing import Any

from dyad.figures.compose import Figure
from dyad.figures.style import Style, text_width, wrap
from dyad.lesson import Step, answer_of, line_of, scale_of
from dyad.lesson.asking import BANDS, band_at, scale_ticks
from dyad.publish.canvas import EDGE, GAP, LINE, Canvas, Row, figure_of_rows, scale_px, scale_row
from dyad.publish.guesses import line_plot, record_rows
from dyad.publish.stages import words_under
from dyad.record import Record
from dyad.rooms.kinds import Tally, lines_of, middle_of, say_middle, scaled_text
from dyad.wording import guesses as wording

ROW, LEAST_ROW, DOTS = 34, 30, 26  # px at scale 1 of a row of words, at least, and of dots
SHARE = 0.5  # of the width that names of choices may take
PLOT = 95  # px at scale 1 of bars that stand on an axis
FINE = 20  # bars over a scale of guesses that phones gave; hands have bands


def tally_figure(record: Record, step: Step, tally: Tally, look: Style) -> Figure | None:
    """Draw a tally: bars for choices, years or a scale, lines as a ribbon; None where only words were asked for."""
    if step.question == "open":
        return None
    if step.question in SCALED_TALLIES:
        rows = SCALED_TALLIES[step.question](record, step, tally, look)
    else:
        rows = [_columns(record, tally, look) if tally.axis else _bars(tally, look)]
    answer = answer_of(record, step)
    alt = wording.tally_and_answer(tally=tally_text(record, step, tally), answer=answer.text)
    return figure_of_rows("tally", step, rows, alt=alt, sources=answer.sources, look=look)


def tally_words(record: Record, step: Step, tally: Tally) -> tuple[str, float]:
    """Return what stands under a tally, with its type: how many answered, the middle of a scale, the answer."""
    scaled = step.question in SCALED_TALLIES
    middle = scaled_text(record, step, tally) if scaled else ""
    said = wording.class_and_answer(tally.number, answer_of(record, step).text, whole=tally.whole, middle=middle)
    return words_under(said, plot=scaled)


def tally_text(record: Record, step: Step, tally: Tally) -> str:
    """Return a drawn tally in words: each choice with its count, most chosen first; of years the most chosen alone."""
    if step.question in SCALED_TALLIES:
        return wording.on_scale(number=tally.number, middle=scaled_text(record, step, tally))
    counted = [(name, tally.counts.get(key, 0)) for key, name in tally.bins.items()]
    ranked = sorted(counted, key=lambda choice: -choice[1])
    if tally.axis or not counted:
        return wording.count_years(tally.number, [choice for choice in ranked if choice[1] == ranked[0][1]])
    return wording.count_choices(tally.number, ranked, tally.whole)


def _bars(tally: Tally, look: Style) -> Any:
    """Draw a bar for each choice, full for what the record has, which is named; an outline for the others."""
    size, gap, named = look.text, look.px(GAP), {key: name for name, keys in tally.right for key in keys}
    most = max(tally.counts.values(), default=1)
    room = max(text_width(f"{most} · {name}", size, 600) for name in (*named.values(), "")) + gap * 2
    names = [wrap(name, width=look.width * SHARE, size=size) for name in tally.bins.values()]
    left = max(text_width(line, size) for lines in names for line in lines) + gap * 2
    full, y = look.width - left - room - EDGE, size * LINE
    texts: list[dict[str, Any]] = []
    boxes: dict[bool, list[dict[str, Any]]] = {True: [], False: []}  # by whether the record has it
    notes: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
    for key, lines in zip(tally.bins, names, strict=True):
        number, right = tally.counts.get(key, 0), key in named
        tall = max(len(lines) * size * LINE + look.px(LEAST_ROW - ROW / 2), look.px(LEAST_ROW))
        end, middle, half = left + full * number / most, y + tall / 2, look.px(8)
        texts.append({"x": 0, "y": middle - (len(lines) - 1) * size * LINE / 2, "text": "\n".join(lines)})
        boxes[right].append({"x": left, "x2": max(end, left + look.px(2)), "y": middle - half, "y2": middle + half})
        said = f"{number} · {named[key]}" if right else str(number)
        notes[right].append({"x": end + gap, "y": middle, "text": said})
        y += tall
    canvas = Canvas(look, y)
    canvas.words([{"x": left, "y": size * LINE / 2, "text": tally.head}], weight=600)
    canvas.words(texts)
    canvas.boxes(boxes[True], fill=look.colours.ink, stroke=look.colours.ink)
    canvas.boxes(boxes[False], fill="transparent", stroke=look.colours.further)
    canvas.words(notes[True], weight=600)
    canvas.words(notes[False])
    return canvas.row()


def _columns(record: Record, tally: Tally, look: Style) -> Any:
    """Draw a column for each bin with its count above it, the axis, and below it a row for what the record has."""
    size, row, plot = look.text, look.px(DOTS), look.px(PLOT)
    sides = dict(zip(record.about.economies.values(), (look.colours.first, look.colours.second), strict=False))
    sides[wording.RECORD] = look.colours.quiet
    heads = [tally.head, *(name for name, _ in tally.right)]
    left = max(text_width(head, size, 600) for head in heads) + look.px(GAP)
    pitch = (look.width - left) / len(tally.bins)
    narrow = pitch < max(text_width(name, size) for name in tally.bins.values()) + 8
    every = ceil((text_width("’00", size) + 8) / pitch)  # of years over many decades
    most, base = max(tally.counts.values(), default=1), plot + size * LINE
    below = base + size * LINE * 1.2
    canvas = Canvas(look, below + row * len(tally.right))
    middle = {key: left + pitch * (at + 0.5) for at, key in enumerate(tally.bins)}
    axis = [{"x": middle[key], "y": base + size * 0.75, "text": f"’{name[-2:]}" if narrow else name}
            for key, name in islice(tally.bins.items(), 0, None, every)]  # fmt: skip
    canvas.words(axis, align="center")
    tops = [(x, base - plot * number / most, number) for key, x in middle.items() if (number := tally.counts.get(key))]
    boxes = [{"x": x - pitch * 0.3, "x2": x + pitch * 0.3, "y": top, "y2": base} for x, top, _ in tops]
    canvas.boxes(boxes, fill=look.colours.ink)
    legible = text_width(str(most), size) + 2 < pitch
    notes = [{"x": x, "y": top - size * 0.65, "text": str(number)} for x, top, number in tops
             if legible or number == most]  # fmt: skip
    canvas.words(notes, align="center")
    names = [{"x": 0, "y": base - size / 2, "text": tally.head}]
    for at, (name, keys) in enumerate(tally.right):
        y = below + row * (at + 0.5)
        names.append({"x": 0, "y": y, "text": name})
        colour = next((sides[side] for side in sides if f" {side} " in f" {name} "), look.colours.further)
        canvas.dots(middle, keys, y=y, size=min(size * 0.8, pitch * 0.67), colour=colour)
    canvas.words(names, weight=600)
    return canvas.row()


def _number(record: Record, step: Step, tally: Tally, look: Style) -> list[Any]:
    """Draw how many guessed what as bars over the scale; below it the guess in the middle, and what the record has."""
    scale, size = scale_of(step), look.text
    low, high = middle_of(step, tally)
    rows = [Row(name=wording.MIDDLE, first=low, last=high, text=say_middle(step, tally), colour=look.colours.ink),
            *record_rows(record, step, look)]  # fmt: skip
    ticks = scale_ticks(scale)
    left, right = scale_px(rows, ticks, look)
    counts, bands = _counted(step, tally)
    plot, most, wide = look.px(PLOT), max(counts.values()), (right - left) / bands
    base = plot + size * 1.3
    tops = [(left + wide * at, base - plot * number / most, number) for at, number in sorted(counts.items())]
    canvas = Canvas(look, base)
    canvas.boxes([{"x": x + 1, "x2": x + wide - 1, "y": y, "y2": base} for x, y, _ in tops], fill=look.colours.ink)
    canvas.axis(base - 1, (left, right))
    canvas.words([{"x": 0, "y": base - size / 2, "text": tally.head}], weight=600)
    if text_width(str(most), size) + 2 < wide:
        above = [{"x": x + wide / 2, "y": y - size * 0.65, "text": str(number)} for x, y, number in tops]
        canvas.words(above, align="center")
    below = scale_row(rows, ends=(scale.low, scale.high), ticks=ticks, look=look, tall=look.px(ROW))
    return [canvas.row(), below]


def _counted(step: Step, tally: Tally) -> tuple[Mapping[int, int], int]:
    """Return the bars' heights by place, and how many places there are: few where hands were counted."""
    if tally.number > len(tally.guesses):
        return {int(key): number for key, number in tally.counts.items()}, BANDS
    return Counter(band_at(step, float(guess[0]), FINE) for guess in tally.guesses), FINE


def _lines(record: Record, step: Step, tally: Tally, look: Style) -> list[Any]:
    """Draw the middle of the lines drawn, in the ribbon that holds four of five, beside the record's line."""
    year, value = begun = line_of(record, step).given[-1]
    lines = lines_of(record, step, tally)
    middle = [begun, *((year, middle) for year, _, middle, _ in lines)]
    ribbon = [(year, value, value), *((year, low, high) for year, low, _, high in lines)]
    return line_plot(record, step, (wording.MIDDLE_LINE, middle), look, ribbon=ribbon)


SCALED_TALLIES = {"number": _number, "draw": _lines}
