"""What a class guessed on a scale, beside the record: a number as bars over its scale, lines as a ribbon."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import accumulate
from statistics import median
from typing import Any

import pandas as pd

from dyad.figures.style import Style, text_width
from dyad.lesson import Step, line_of, scale_of
from dyad.lesson.asking import scale_ticks
from dyad.publish.canvas import Canvas, Row, scale_px, scale_row
from dyad.publish.guess_scales import line_plot, record_rows
from dyad.record import Record
from dyad.rooms.kinds import BANDS, Tally, band_at, band_ends, say_band
from dyad.wording import guesses as wording
from dyad.wording.answers import say_value

FINE = 20  # bars over a scale of guesses that phones gave; hands have bands
PLOT, ROW = 95, 34  # px at scale 1 of the bars, and of a row below them
RIBBON = (0.1, 0.5, 0.9)  # of the lines drawn lie below its foot, its middle, its head


def number_tally(record: Record, step: Step, tally: Tally, look: Style) -> list[Any]:
    """Draw how many guessed what as bars over the scale; below it the guess in the middle, and what the record has."""
    scale, size = scale_of(step), look.text
    low, high = middle_of(step, tally)
    rows = [Row(name=wording.MIDDLE, first=low, last=high, text=_say_middle(step, tally), colour=look.colours.ink),
            *record_rows(record, step, look)]  # fmt: skip
    ticks = scale_ticks(scale)
    left, right = scale_px(rows, ticks, look)
    counts, bands = _bars(step, tally)
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


def _bars(step: Step, tally: Tally) -> tuple[Mapping[int, int], int]:
    """Return the bars' heights by place, and how many places there are: few where hands were counted."""
    if tally.number > len(tally.guesses):
        return {int(key): number for key, number in tally.counts.items()}, BANDS
    return Counter(band_at(step, float(guess[0]), FINE) for guess in tally.guesses), FINE


def middle_of(step: Step, tally: Tally) -> tuple[float, float]:
    """Return the median of the numbers guessed, twice; where hands were counted, the ends of the band that holds it."""
    if tally.number == len(tally.guesses):
        value = median(float(guess[0]) for guess in tally.guesses)
        return value, value
    return band_ends(step, _middle_band(tally))


def _middle_band(tally: Tally) -> int:
    counted = accumulate(tally.counts.get(str(at), 0) for at in range(BANDS))
    return next(at for at, number in enumerate(counted) if 2 * number >= tally.number)


def _say_middle(step: Step, tally: Tally) -> str:
    low, high = middle_of(step, tally)
    return say_value(low, scale_of(step).unit) if low == high else say_band(step, _middle_band(tally))


def lines_of(record: Record, step: Step, tally: Tally) -> list[tuple[int, float, float, float]]:
    """Return by year below what a tenth of the lines drawn lie, their median, and above what a tenth lie."""
    drawn = pd.DataFrame([[float(text) for text in guess] for guess in tally.guesses])
    low, middle, high = (drawn.quantile(share).tolist() for share in RIBBON)
    return list(zip(line_of(record, step).asked, low, middle, high, strict=True))


def draw_tally(record: Record, step: Step, tally: Tally, look: Style) -> list[Any]:
    """Draw the middle of the lines drawn, in the ribbon that holds four of five, beside the record's line."""
    year, value = begun = line_of(record, step).given[-1]
    lines = lines_of(record, step, tally)
    middle = [begun, *((year, middle) for year, _, middle, _ in lines)]
    ribbon = [(year, value, value), *((year, low, high) for year, low, _, high in lines)]
    return line_plot(record, step, (wording.MIDDLE_LINE, middle), look, ribbon=ribbon)


def scaled_text(record: Record, step: Step, tally: Tally) -> str:
    """Say what a class guessed on a scale: the middle, and between what four of five of its lines end."""
    if step.question == "number":
        return wording.MIDDLE_GUESS.format(middle=_say_middle(step, tally))
    year, *ends = lines_of(record, step, tally)[-1]
    return wording.middle_line(year, (ends[0], ends[1], ends[2]), line_of(record, step).unit)
