"""What a class guessed on a scale, beside the record: a number as bars over its scale, lines as a ribbon."""

from __future__ import annotations

from statistics import median
from typing import Any

import altair as alt
import pandas as pd

from dyad.figures.axis import FIELD
from dyad.figures.compose import layered
from dyad.figures.lines import Panel
from dyad.figures.parts import Chart, inline
from dyad.figures.style import Style, text_width
from dyad.lesson import Step, answer_of, line_of, scale_of
from dyad.lesson.asking import scale_ticks
from dyad.publish.guess_marks import Row, axis_at, boxes_at, scale_px, scale_rows, words_at
from dyad.publish.guess_scales import line_plot, record_rows
from dyad.record import Record
from dyad.rooms.kinds import BANDS, Tally, band_at, band_ends, say_band
from dyad.wording import guesses as wording
from dyad.wording.answers import say_value

FINE = 20  # bars over a scale of guesses that phones gave; hands have bands
PLOT, ROW = 95, 34  # px at scale 1 of the bars, and of a row below them
RIBBON = (0.1, 0.5, 0.9)  # of the lines drawn lie below its foot, its middle, its head


def number_layers(record: Record, step: Step, tally: Tally, look: Style) -> list[Any]:
    """Draw how many guessed what as bars over the scale; below it the guess in the middle, and what the record has."""
    scale, size = scale_of(step), look.text
    low, high = middle_of(step, tally)
    rows = [Row(name=wording.MIDDLE, first=low, last=high, text=_say_middle(step, tally), colour=look.colours.ink),
            *record_rows(record, step, answer_of(record, step), look)]  # fmt: skip
    ticks = scale_ticks(scale)
    left, right = scale_px(rows, ticks, look)
    counts, bands = _bars(step, tally)
    plot, most, wide = look.px(PLOT), max(counts.values()), (right - left) / bands
    base = plot + size * 1.3
    boxes, notes = [], []
    for at, number in sorted(counts.items()):
        x, top = left + wide * at, base - plot * number / most
        boxes.append({"x": x + 1, "x2": x + wide - 1, "y": top, "y2": base})
        notes.append({"x": x + wide / 2, "y": top - size * 0.65, "text": str(number)})
    bars = boxes_at(boxes, look=look, height=base, fill=look.colours.ink)
    axis = axis_at(base - 1, (left, right), look=look, height=base)
    legible = text_width(str(most), size) + 2 < wide
    head = words_at([{"x": 0, "y": base - size / 2, "text": tally.head}], look=look, height=base, weight=600)
    counted = [words_at(notes, look=look, height=base, align="center")] if legible else []
    return [
        layered([bars, axis, head, *counted], height=base, width=look.width),
        *scale_rows(rows, ends=(scale.low, scale.high), ticks=ticks, look=look, tall=look.px(ROW)),
    ]


def _bars(step: Step, tally: Tally) -> tuple[dict[int, int], int]:
    """Return the bars' heights by place, and how many places there are: few where hands were counted."""
    if tally.number > len(tally.guesses):
        return {int(key): number for key, number in tally.counts.items()}, BANDS
    counts: dict[int, int] = {}
    for guess in tally.guesses:
        at = band_at(step, float(guess[0]), FINE)
        counts[at] = counts.get(at, 0) + 1
    return counts, FINE


def middle_of(step: Step, tally: Tally) -> tuple[float, float]:
    """Return the median of the numbers guessed, twice; where hands were counted, the ends of the band that holds it."""
    if tally.number == len(tally.guesses):
        value = median(float(guess[0]) for guess in tally.guesses)
        return value, value
    return band_ends(step, _middle_band(tally))


def _middle_band(tally: Tally) -> int:
    counted = 0
    for at in range(BANDS):
        counted += tally.counts.get(str(at), 0)
        if 2 * counted >= tally.number:
            break
    return at


def _say_middle(step: Step, tally: Tally) -> str:
    low, high = middle_of(step, tally)
    return say_value(low, scale_of(step).unit) if low == high else say_band(step, _middle_band(tally))


def lines_of(record: Record, step: Step, tally: Tally) -> list[tuple[int, float, float, float]]:
    """Return by year below what a tenth of the lines drawn lie, their median, and above what a tenth lie."""
    drawn = pd.DataFrame([[float(text) for text in guess] for guess in tally.guesses])
    low, middle, high = (drawn.quantile(share).tolist() for share in RIBBON)
    return list(zip(line_of(record, step).asked, low, middle, high, strict=True))


def draw_layers(record: Record, step: Step, tally: Tally, look: Style) -> list[Any]:
    """Draw the middle of the lines drawn, in the ribbon that holds four of five, beside the record's line."""
    begun = line_of(record, step).given[-1]
    lines = lines_of(record, step, tally)

    def ribbon(panel: Panel) -> list[Any]:
        rows = [{FIELD: begun[0] + 0.5, "value": begun[1], "high": begun[1]},
                *({FIELD: year + 0.5, "value": low, "high": high} for year, low, _, high in lines)]  # fmt: skip
        area = Chart(inline(rows)).mark_area(color=look.colours.ink, opacity=0.16, aria=False)
        return [area.encode(x=panel.axis.x(), y=panel.y(), y2=alt.Y2("high:Q"))]

    points = [begun, *((year, middle) for year, _, middle, _ in lines)]
    return line_plot(record, step, (wording.MIDDLE_LINE, points), look, ribbon)


def scaled_text(record: Record, step: Step, tally: Tally) -> str:
    """Say what a class guessed on a scale: the middle, and between what four of five of its lines end."""
    if step.question == "number":
        return wording.MIDDLE_GUESS.format(middle=_say_middle(step, tally))
    line = line_of(record, step)
    year, *ends = lines_of(record, step, tally)[-1]
    return wording.middle_line(year, (ends[0], ends[1], ends[2]), line.unit)
