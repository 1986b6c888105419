"""What stands under the words of a step: an event on a time axis, the documents behind a claim, what a question has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import count
from math import ceil
from typing import Any

import altair as alt

from dyad.figures.axis import FIELD, Axis, to_year
from dyad.figures.compose import Figure
from dyad.figures.event_columns import stack_squares
from dyad.figures.key import KeyEntry, key_row
from dyad.figures.parts import Chart, Plot, inline, px_scale, rules, texts
from dyad.figures.style import Style, text_width
from dyad.findings.events import BILATERAL
from dyad.lesson import Step
from dyad.publish.canvas import EDGE, Row, figure_of_rows, names_px, scale_row
from dyad.publish.question_pictures import QUESTION_PICTURES, Known, order_picture
from dyad.record import Record
from dyad.record.dates import SHORT_MONTHS, read_date, say_date, say_year, shorten_months
from dyad.wording import lesson as wording
from dyad.wording.documents import MOST_OF_A_DAY, publishers_of_a_day
from dyad.wording.findings import claims_by_id

SQUARE, APART = 12.0, 1.0  # px at scale 1 from square to square, and between them
LEAST_PITCH, MOST_ACROSS, FILLED = 5.0, 4, 0.8  # px; squares beside each other in a year; of its width they may fill
GROWN = 2.0  # px at scale 1 by which the event's own square is larger
LIFTED = 10.0  # px at scale 1 from the squares to the name of an event
DOCUMENT, LEAST_ROW = 25, 1.2  # px at scale 1 of a row of documents; at least, in sizes of type
MOST_NAMES, MOST_NAME = 0.4, 0.8  # of the width, for dates in full, and for that of one event
MONTHS_BELOW = 1.5  # years; over a shorter time months are named


def picture_figure(
    record: Record, step: Step, look: Style, *, height: float, placed: Sequence[str] = ()
) -> Figure | None:
    """Return the figure of a step that has none of the catalogue, at most so many px high; None: none, or no room.

    `placed` are the events that a class has put in order so far.
    """
    name = "asked" if step.question in QUESTION_PICTURES else "picture"
    make = QUESTION_PICTURES.get(step.question)
    if step.question == "order":
        make = partial(order_picture, placed=placed)
    elif step.shows == "event":
        make = _event
    elif step.claim and (step.shows == "claim" or step.question == "open"):
        make = _documents
    drawn = make(record, step, look, height) if make else None
    if drawn is None:
        return None
    rows, alt, sources = drawn
    return figure_of_rows(name, step, rows, alt=alt, sources=sources, look=look)


def _event(record: Record, step: Step, look: Style, most: float) -> Known | None:
    """Draw the events between the two as squares in the columns of their years, one of them in ink, with its date."""
    events = record.events
    rows = events[(events["scope"] == BILATERAL) | (events["id"] == step.event)]
    rows = rows.assign(year=rows["first"].fillna(rows["last"]).dt.year, mine=rows["id"] == step.event)
    rows = rows.dropna(subset=["year"]).sort_values(["mine", "first"])
    if not rows["mine"].any():
        return None
    years = [int(year) for year in rows["year"]]  # its own comes last
    first, last = min(record.about.years[0], years[-1]), max(record.about.years[1], years[-1])
    years = [year for year in years if first <= year <= last]
    axis = Axis(first=first, last=last, width=look.width, gutter=look.px(8))
    others, quiet, ink = wording.other_events(record.about), look.colours.further, look.colours.ink
    text = others[text_width(others[0], look.text) > look.width - look.px(SQUARE) * 2]
    sign = KeyEntry(text=text, shape="square", stroke=quiet, fill=quiet)
    below = [axis.year_row(look=look), key_row([sign], look=look)]
    over = look.text * 1.3 + look.px(LIFTED)
    room: float = most - over - sum(row.height for row in below) - 1
    fullest = max(Counter(years).values())

    def pitch_of(across: int) -> float:
        return min(look.px(SQUARE), axis.year_px * FILLED / across, room / ceil(fullest / across))

    across = max(range(1, MOST_ACROSS + 1), key=pitch_of)
    pitch = pitch_of(across)
    if pitch < LEAST_PITCH:
        return None
    height = round(ceil(fullest / across) * pitch + over)
    squares = [
        {FIELD: year + 0.5 + aside * pitch / axis.year_px, "y": height - (level + 0.5) * pitch}
        for year, level, aside in stack_squares(years, across)
    ]
    mine, side = squares[-1], pitch - look.px(APART)
    event = record.event(step.event)
    text = f"{event.date_text}: {event.label}"
    if text_width(text, look.text, 600) > look.width * MOST_NAME:
        text = f"{shorten_months(event.date_text)}: {event.label}"
    top, wide = look.text * 0.7, text_width(text, look.text, 600)
    left = min(max(axis.px(mine[FIELD]) - wide / 2, 0.0), look.width - wide - look.px(EDGE))
    stem = {FIELD: mine[FIELD], "y": top + look.text * 0.7, "y2": mine["y"] - side / 2}
    y: Any = alt.Y("y:Q", scale=px_scale(height), axis=None)
    layers = [
        rules([stem], colour=ink, width=look.px(1.2), x=axis.x(), y=y, y2=alt.Y2("y2:Q")),
        *(
            Chart(inline(some))
            .mark_point(shape="square", size=wide**2, filled=True, color=colour, opacity=1, aria=False)
            .encode(x=axis.x(), y=y)
            for some, colour, wide in ((squares[:-1], quiet, side), ([mine], ink, side + look.px(GROWN)))
        ),
        texts([{"left": axis.year_at(left), "y": top, "text": text}], {"x": axis.x("left"), "y": y}, size=look.text,
              colour=ink, align="left", baseline="middle", fontWeight=600),
    ]  # fmt: skip
    said = wording.event_among(title=event.title, date=event.date_text, first=first, last=last)
    return [Plot(layers, height=height, width=look.width), *below], said, event.sources


def _documents(record: Record, step: Step, look: Style, most: float) -> Known | None:
    """Draw the documents behind a claim by the day they are of, with who published them."""
    by_date: dict[str, list[str]] = {}
    sources = [record.source(id) for id in claims_by_id(record)[step.claim]["sources"]]
    for source in sorted((source for source in sources if source.date), key=lambda one: read_date(one.date).known[0]):
        by_date.setdefault(source.date, []).append(source.publisher)
    if not by_date:
        return None
    rows = _dated(by_date, look)
    if names_px((row.name for row in rows), look) > look.width * MOST_NAMES:
        rows = [replace(row, name=shorten_months(row.name)) for row in _dated(by_date, look, named=1)]
    low, high = rows[0].first, rows[-1].first
    room = max((high - low) * 0.08, 0.05)
    low, high = low - room, high + room
    ticks = _date_ticks(low, high, look=look, width=look.width - names_px((row.name for row in rows), look))
    tall = min(look.px(DOCUMENT), (most - look.text * 1.6 - EDGE) / len(rows))
    if tall < look.text * LEAST_ROW:
        return None
    undated = len(sources) - sum(map(len, by_date.values()))
    said = wording.documents_by_date([(row.name, row.text) for row in rows], undated)
    drawn = scale_row(rows, ends=(low, high), ticks=ticks, look=look, tall=tall)
    return [drawn], said, [source.id for source in sources]


def _dated(by_date: Mapping[str, Sequence[str]], look: Style, *, named: int = MOST_OF_A_DAY) -> list[Row]:
    """Return a row for each day, at the middle of what its date may be, with so many of its publishers."""
    rows = []
    for date, publishers in by_date.items():
        begun, ended = read_date(date).known
        middle = (to_year(begun) + to_year(ended, after=True)) / 2
        text = publishers_of_a_day(publishers, most=named)
        rows.append(Row(name=say_date(date), first=middle, last=middle, text=text, colour=look.colours.quiet))
    return rows


def _date_ticks(low: float, high: float, *, look: Style, width: float) -> list[tuple[float, str]]:
    """Return ticks under documents by date: starts of years, or of months over a short time, as many as find room."""
    months = 12 if high - low < MONTHS_BELOW else 1
    starts = [year + month / months for year in range(int(low), int(high) + 2) for month in range(months)]
    ticks = [
        (at, say_year(int(at + 1e-6)) if months == 1 else f"{SHORT_MONTHS[round((at % 1) * 12) % 12]} {int(at + 1e-6)}")
        for at in starts
        if low <= at <= high
    ]
    room = max((text_width(word, look.text) for _, word in ticks), default=0.0) * 1.3
    every = next(every for every in count(1) if len(ticks[::every]) * room <= width)
    return ticks[::every]
