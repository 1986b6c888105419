"""The words beside trails: the ends of each, some years between, and the names of other economies."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product
from math import atan2, degrees, hypot
from typing import Any

import altair as alt
import numpy as np

from dyad.figures.axis import Axis
from dyad.figures.lines import haloed
from dyad.figures.parts import Chart, Values, inline, rules
from dyad.figures.plane import Plane, equal_ends, side_boxes
from dyad.figures.style import text_width
from dyad.figures.trail_room import Room
from dyad.figures.words import LINE, Point, Word
from dyad.wording.trails import EQUAL

Value = dict[str, Any]

EVERY = 5  # years of which one is named, where there is room
MOST_NAMED = 20  # other economies
OTHER, SMALL, FIRST, LAST = 4.0, 3.0, 4.5, 6.0  # px of a mark: another economy, a year between, the first, the last
GAP = 5.0  # px between a mark and its label


def trail_labels(
    values: Sequence[Value], named: Sequence[Value], others: Sequence[Value], plane: Plane
) -> tuple[list[Value], Value | None]:
    """Return the labels that find room, and the words on the line of equal ranks.

    The end of each trail always has a label; then come its beginning, some years between, and names of others close
    to their marks, of which those `named` go first.
    """
    room = _room(values, others, plane)
    diagonal = equal_ends(plane)
    equal = _equal_words(room, *diagonal) if diagonal else None
    room.lines += [diagonal] if diagonal else []
    ends = [value for value in values if value["last"] or value["first"]]
    between = [value for value in values if value["at"] % EVERY == 0 and value not in ends]
    rest = [value for value in others if value not in named]
    labels: list[Value] = []
    wanted = [*sorted(ends, key=lambda value: not value["last"]), *between, *named, *rest]
    words = [_word(value, plane) for value in wanted]
    for value, word, beside in zip(wanted, words, room.beside(words) if words else (), strict=True):
        if sum(not label["own"] for label in labels) >= MOST_NAMED:
            break
        box, line = room.place(beside), None
        if box is None and value["own"]:
            led = room.lead(word, across=value in ends)
            box, line = led or ((room.must(word), None) if value["last"] else (None, None))
        if box is None:
            continue
        leads = {"x1": line[0][0], "y1": line[0][1], "x2": line[1][0], "y2": line[1][1]} if line else {}
        labels.append({**value, **leads, "word": word.text, "text_x": box[0], "text_y": (box[1] + box[3]) / 2})
    return labels, equal


def size_of(value: Value) -> float:
    """Return the px across of a mark."""
    if not value["own"]:
        return OTHER
    return LAST if value["last"] else FIRST if value["first"] else SMALL


def _room(values: Sequence[Value], others: Sequence[Value], plane: Plane) -> Room:
    marks = [(v["x"], v["y"], plane.look.px(size_of(v)) / 2) for v in (*values, *others)]
    joined = [(a, b) for a, b in pairwise(values) if a["economy"] == b["economy"]]
    return Room(
        look=plane.look, bounds=(plane.gutter, 0.0, plane.width, plane.height),
        marks=np.array(marks, dtype=float).reshape(-1, 3), taken=side_boxes(plane),
        lines=[((a["x"], a["y"]), (b["x"], b["y"])) for a, b in joined],
    )  # fmt: skip


def _equal_words(room: Room, worst: Point, best: Point) -> Value | None:
    """Return the words on the line of equal ranks, along it: as far to its worst end as there is room."""
    look, (x, y), (x2, y2) = room.look, worst, best
    length, tall, wide = hypot(x2 - x, y2 - y), look.text * LINE, text_width(EQUAL, look.text)
    along = (x2 - x) / length, (y2 - y) / length
    parts = max(round(wide / look.text), 1)  # boxes that hold the words piece by piece
    for start, side in product(np.arange(look.px(12), length - wide, look.text / 2), (tall / 2, -tall / 2)):
        middles = [start + (number + 0.5) * wide / parts for number in range(parts)]
        at = [(x + m * along[0] + along[1] * side, y + m * along[1] - along[0] * side) for m in middles]
        boxes = [(mx - look.text / 2, my - tall / 2, mx + look.text / 2, my + tall / 2) for mx, my in at]
        if room.is_clear(np.array(boxes)):
            room.taken += boxes
            turn = degrees(atan2(along[1], along[0]))
            return {"x": (at[0][0] + at[-1][0]) / 2, "y": (at[0][1] + at[-1][1]) / 2, "text": EQUAL, "turn": turn}
    return None


def _word(value: Value, plane: Plane) -> Word:
    look, last = plane.look, value["last"]
    text = f"{value['name']} {value['year']}" if last else value["year"] if value["own"] else value["name"]
    radius = look.px(size_of(value)) / 2
    return Word(
        text=text, at=(value["x"], value["y"]), size=look.text, weight=600 if last else 400,
        off=radius + look.px(GAP), mark=radius,
    )  # fmt: skip


def lead_layer(labels: Values, plane: Plane, axis: Axis) -> alt.Chart:
    """Return the lines from marks to words that stand far off; they lie below all marks."""
    ends: dict[str, Any] = {"x2": alt.X2("x2:Q"), "y2": alt.Y2("y2:Q"), "opacity": axis.fade()}
    rows, quiet = [row for row in labels if "x2" in row], plane.look.colours.quiet
    return rules(rows, colour=quiet, width=0.8, **plane.channels("x1", "y1"), **ends)


def label_layers(labels: Values, plane: Plane, axis: Axis, tooltip: list[alt.Tooltip]) -> list[alt.Chart]:
    """Return the labels with a halo in the colour of the paper; names of trails are in their colour."""
    look = plane.look
    return [
        Chart(inline(row for row in labels if row["last"] == last)).mark_text(
            align="left", baseline="middle", aria=False, fontSize=look.text, fontWeight=600 if last else 400,
            **haloed(look.colours.paper),
        ).encode(
            **plane.channels("text_x", "text_y"), text=alt.Text("word:N"), color=alt.Color("colour:N", scale=None),
            opacity=axis.fade(), tooltip=tooltip,
        )
        for last in (False, True)
    ]  # fmt: skip
