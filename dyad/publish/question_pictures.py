"""What stands under a question before its reveal: what is known already, on the scale that the answer is on.

Nothing in it depends on the answer: it is the same whatever the record has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from math import ceil
from typing import Any

from dyad.figures.axis import FIELD, Axis, to_years
from dyad.figures.lines import Panel
from dyad.figures.parts import Plot, texts
from dyad.figures.style import Style, text_width, wrap
from dyad.figures.trade import ground_layers
from dyad.findings.events import events_between
from dyad.findings.finding import sources_of
from dyad.findings.largest import largest_partners
from dyad.findings.trade import band
from dyad.lesson import Step, asked_text, line_of, options_text, period_of, scale_of, years_asked
from dyad.lesson.asking import Scale, as_number, scale_ticks
from dyad.lesson.series import PARTS, rows_named
from dyad.publish.canvas import GAP, LINE, Canvas, Row, names_px, scale_row
from dyad.publish.guesses import line_plot
from dyad.record import Record
from dyad.record.dates import say_year
from dyad.wording import lesson as wording
from dyad.wording.documents import of_document
from dyad.wording.findings import claims_by_id
from dyad.wording.guesses import in_order
from dyad.wording.pieces import say_number, say_span, say_value
from dyad.wording.trade import band_names

MOST_ROWS, ROW, LEAST_ROW, AXIS = 5, 34, 1.2, 1.7  # rows; px at scale 1 of one; at least, and of an axis, in type
MAIN = 2  # the last importance of the events named
SHORT = 0.1  # years; what took less is a point
SLOT = 44  # px at scale 1 of the height of a place
NAME = 0.5  # of the width, at most, for the name of a row
LEAST_SQUARE, MOST_SQUARES, DOWN = 4, 500, (20, 10, 5, 2)  # px; how many; in columns of so many
PLOT, LEAST_PLOT, OVER_BAND = 0.27, 60, 1.5  # of the width; px at scale 1; where the axis ends, in tops of the band
Known = tuple[list[Any], str, Sequence[str]]  # rows one below the other, the same in words, the documents behind it


def order_picture(record: Record, step: Step, look: Style, most: float, *, placed: Sequence[str] = ()) -> Known | None:
    """Draw a place for each event, from the earliest to the latest, with the names of those `placed` that have room."""
    line, gap, number = look.text * LINE, look.px(GAP), len(step.options)
    tall = min(look.px(SLOT), most - gap - line - 1)
    if tall < line:
        return None
    right, pitch = look.width - 2, (look.width + gap - 3) / number
    places = [1 + pitch * at for at in range(number)]
    boxes = [{"x": x, "x2": x + pitch - gap, "y": 1, "y2": tall} for x in places]
    said, room = [[str(at)] for at in range(1, number + 1)], pitch - gap * 1.5
    for at, id in enumerate(placed):
        name = record.event(id).label
        lines = wrap(name, width=room, size=look.text)
        if len(lines) * line <= tall and max(text_width(one, look.text) for one in name.split()) <= room:
            said[at] = lines
    words = [
        {"x": x + (pitch - gap) / 2, "y": (tall - (len(lines) - 1) * line) / 2, "text": "\n".join(lines)}
        for x, lines in zip(places, said, strict=True)
    ]
    canvas = Canvas(look, tall + gap + line)
    canvas.boxes(boxes, fill=look.colours.paper, stroke=look.colours.further)
    canvas.words(words, align="center")
    canvas.axis(tall + gap * 0.6, (1, right))
    for x, word, align in zip((0, right), wording.ENDS_OF_ORDER, ("left", "right"), strict=True):
        canvas.words([{"x": x, "y": tall + gap + line / 2, "text": word}], align=align)
    alt = in_order([record.event(id).label for id in placed]) or wording.order_empty(number)
    return [canvas.row()], alt, ()


def _period(record: Record, step: Step, look: Style, most: float) -> Known | None:
    """Draw events of other themes, evenly far from each other, on the axis of the years."""
    first, last = period_of(step)
    events = events_between(record, years=(first, last)).dropna(subset=["first", "last"])
    events = events[~(events["importance"] > MAIN).fillna(False).astype(bool)]
    if not step.event:  # any of them might be what is asked for
        return None
    events = events[events["theme"] != record.event(step.event).theme]
    events = events[events["label"].map(lambda label: names_px([label], look) <= look.width * NAME).astype(bool)]
    rows, starts = events.to_dict("records"), [*to_years(events["first"])]
    spread = [first + (last + 1 - first) * part for part in _parts(look, most)] if rows else []
    chosen = sorted({min(range(len(rows)), key=lambda at: abs(starts[at] - wanted)) for wanted in spread})
    ends, marks = [*to_years(events["last"], after=True)], []
    for at in chosen:
        middle = (starts[at] + ends[at]) / 2
        begun, ended = (starts[at], ends[at]) if ends[at] - starts[at] > SHORT else (middle, middle)
        marks.append((rows[at]["label"], begun, ended, say_year(int(starts[at]))))
    years = Axis(first=first, last=last, width=look.width * (1 - NAME), gutter=0.0).ticks(look)
    ticks = [(year + 0.5, say_year(year)) for year in years]
    sources = [id for at in chosen for id in rows[at]["sources"][:1]]
    return _on_scale(marks, (first, last + 1), ticks, look, most, sources)


def _number(record: Record, step: Step, look: Style, most: float) -> Known | None:
    """Draw what the question says that the document states, and the shares of others."""
    scale, known, sources = scale_of(step), list[tuple[str, float]](), tuple[str, ...]()
    stated = as_number(str(claims_by_id(record)[step.claim]["value"])) if step.claim else None
    said = {word.strip(".,;:?!()") for word in asked_text(record, step).split()}
    if stated is not None and scale.low <= stated <= scale.high and say_number(stated) in said:
        name = of_document(record.about.document)
        return _crowd(scale, stated, f"{name}: {say_value(stated, scale.unit)}", look, most)
    cells = dict(zip(PARTS, step.options[2].split("/"), strict=False))
    if cells["indicator"] == "partner_share" and cells.get("year") and cells["flow"] == "total":
        for found in largest_partners(record, int(cells["year"])):
            if found.economy == cells["economy"] == cells["reporter"]:
                known += [(one.name, one.share) for one in found.first if one.code != cells["partner"]]
                sources = found.sources
    room = look.width * NAME
    known = [
        (name, value) for name, value in known if scale.low <= value <= scale.high and names_px([name], look) <= room
    ]
    chosen = {round(part * (len(known) - 1)) for part in _parts(look, most)} if known else set()
    marks = [(name, value, value, say_value(value, scale.unit)) for name, value in (known[at] for at in sorted(chosen))]
    return _on_scale(marks, (scale.low, scale.high), scale_ticks(scale), look, most, sources)


def _crowd(scale: Scale, stated: float, said: str, look: Style, most: float) -> Known | None:
    """Draw a number on a scale from 0 as a square for each that is counted, beside the rest of the scale."""
    whole, line = round(scale.high), look.text * LINE * 1.2
    most_said, countable = say_value(scale.high, scale.unit), stated.is_integer() and scale.high.is_integer()
    words = text_width(f"{said}  {most_said}", look.text)
    if scale.low or scale.unit == "percent" or not (countable and 0 < whole <= MOST_SQUARES and words <= look.width):
        return None
    high = min(most, look.width * PLOT) - line
    pitch, down = max((min(look.width / ceil(whole / down), high / down), down) for down in DOWN)
    if pitch < LEAST_SQUARE:
        return None
    boxes = [{"x": at // down * pitch + 1, "x2": (at // down + 0.8) * pitch, "y": at % down * pitch + 1,
              "y2": (at % down + 0.8) * pitch} for at in range(whole)]  # fmt: skip
    canvas = Canvas(look, pitch * down + line)
    canvas.boxes(boxes[: int(stated)], fill=look.colours.quiet)
    canvas.boxes(boxes[int(stated) :], fill="transparent", stroke=look.colours.further)
    for x, word, align in ((0, said, "left"), (ceil(whole / down) * pitch - 2, most_said, "right")):
        canvas.words([{"x": x, "y": canvas.height - line / 2, "text": word}], align=align)
    return [canvas.row()], wording.squares(stated=said, most=most_said), ()


def _contradicted(record: Record, step: Step, look: Style, most: float) -> Known | None:
    """Draw where in the document each claim stands, by its number among them."""
    at = {id: int(found[1]) for id, where in zip(record.claims["id"], record.claims["locator"], strict=True)
          if (found := re.match(r"¶(\d+)", where))}  # fmt: skip
    rows = [(str(number), at[id], at[id], str(claims_by_id(record)[id]["locator"]))
            for number, id in enumerate(step.options, start=1) if id in at]  # fmt: skip
    high = max(at.values(), default=1)
    ticks = [(tick, f"¶{tick}") for tick in range(0, high + 1, 10)[1:]] or [(high, f"¶{high}")]
    drawn = _on_scale(rows, (0, high + 1), ticks, look, most, ())
    claims = options_text(record, step)
    said = wording.known_already([(claims[int(number) - 1], where) for number, _, _, where in rows])
    return drawn and (drawn[0], said, drawn[2])


def _years(record: Record, _: Step, look: Style, most: float) -> Known | None:
    """Draw the band over the years asked, and nothing that lies in it or out of it."""
    limits, years = band(record), years_asked(record)
    if not limits or not years:
        return None
    axis = Axis(first=years[0], last=years[-1], width=look.width, gutter=text_width("1,000", look.text) + 8)
    row, said = axis.year_row(look=look), band_names(record.about, limits)[0]
    height = min(most - row.height - look.text * 0.6, look.width * PLOT)
    panel = Panel(axis=axis, look=look, height=height, bottom=0, top=limits[1] * OVER_BAND)
    middle = {FIELD: (years[0] + years[-1] + 1) / 2, "value": sum(limits) / 2, "text": said}
    words = texts([middle], {"x": axis.x(), "y": panel.y()}, size=look.text, colour=look.colours.ink)
    body = Plot([*ground_layers(record, panel), words], height=height, width=look.width)
    told = wording.band_empty(band=said, years=say_span((years[0], years[-1])))
    return ([body, row], told, ()) if height >= look.px(LEAST_PLOT) else None


def _draw(record: Record, step: Step, look: Style, most: float) -> Known | None:
    """Draw the line as far as it is given, over all years asked."""
    look = replace(look, stretch=min((most - look.text * AXIS * 2) / (look.width * PLOT), 1.0))
    said = wording.line_given(say_year(line_of(record, step).given[-1][0]))
    return line_plot(record, step, None, look, given=True), said, sources_of(rows_named(record, step.options[3]))


def _parts(look: Style, most: float) -> list[float]:
    """Return parts from 0 to 1, equally far from each other, as many as rows have room."""
    rows = int(min((most - look.text * AXIS) / (look.text * LEAST_ROW), MOST_ROWS))
    return [at / (rows - 1) for at in range(rows)] if rows > 1 else []


def _on_scale(
    marks: Iterable[tuple[str, float, float, str]], ends: tuple[float, float], ticks: Sequence[tuple[float, str]],
    look: Style, most: float, sources: Sequence[str],
) -> Known | None:  # fmt: skip
    """Draw names, each from where to where and what that is, as rows on a scale; None without any, or without room."""
    ink = look.colours.quiet
    rows = [Row(name=name, first=first, last=last, text=text, colour=ink) for name, first, last, text in marks]
    tall = min(look.px(ROW), (most - look.text * AXIS) / max(len(rows), 1))
    if not rows or tall < look.text * LEAST_ROW:
        return None
    said = wording.known_already([(row.name, row.text) for row in rows])
    return [scale_row(rows, ends=ends, ticks=ticks, look=look, tall=tall)], said, tuple(dict.fromkeys(sources))


# What is known, drawn at most so many px high; None where nothing is that helps, or there is no room for it.
QUESTION_PICTURES: Mapping[str, Callable[[Record, Step, Style, float], Known | None]] = {
    "order": order_picture, "period": _period, "number": _number, "contradicted": _contradicted, "band-years": _years,
    "draw": _draw,
}  # fmt: skip
