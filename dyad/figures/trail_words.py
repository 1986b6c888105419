"""The words beside trails: the ends of each, some years between, and the names of other economies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, product
from math import atan2, cos, degrees, hypot, pi, sin
from typing import Any

import altair as alt
import numpy as np
from numpy.typing import NDArray

from dyad.figures.axis import Axis
from dyad.figures.lines import HALO_PX, charts_of
from dyad.figures.look import text_width
from dyad.figures.plane import Plane, equal_ends, side_boxes
from dyad.figures.words import LINE, Box, Point, Word, around, crosses, over, within
from dyad.record import Record

Line = tuple[Point, Point]
Value = dict[str, Any]

EVERY = 5  # years of which one is named, where there is room
MOST_NAMED = 20  # other economies
OTHER, SMALL, FIRST, LAST = 4.0, 3.0, 4.5, 6.0  # px of a mark: another economy, a year between, the first, the last
GAP = 5.0  # px between a mark and its label
CLEAR, PASS = 4.0, 3.0  # px between a label and any mark, between the line to it and another mark
NEARER = 2.2  # times as near to its own mark as to another is a label without a line
FAR = (1.4, 2.2, 3.2, 4.4, 6.0, 8.0)  # lines of type that a line to a label is long
ANGLES = 32
LEVEL = 4  # of the places around a mark, those beside, over and under it
APART = 12.0  # px between two labels of a line
EQUAL = "ranks equal"


@dataclass(kw_only=True)
class Room:
    """What labels keep off, in px: marks with their radius, trails and lines to labels, other labels."""

    plane: Plane
    marks: NDArray[np.float64]  # x, y, radius
    lines: list[Line]
    taken: list[Box]
    leads: list[Line] = field(default_factory=list)

    @property
    def bounds(self) -> Box:
        """Where labels may stand."""
        return self.plane.gutter, 0.0, self.plane.width, self.plane.height

    def place(self, word: Word, *, far: bool = True, across: bool = False) -> tuple[Box, Line | None] | None:
        """Return the box of a label and the line from its mark, if it needs one; None where there is no room.

        A line touches its own mark and its label, and comes near no other mark; one that may lead `across` crosses
        trails. Labels that are not `far` stand beside their marks, over or under them.
        """
        look = self.plane.look
        near = [(box, None) for box in around(word)]
        found = [*near, *self._far(word)] if far else near[:LEVEL]
        boxes = np.array([box for box, _ in found])
        away = _from_boxes(boxes, self.marks[:, :2])
        clear = np.asarray(np.all(away >= self.marks[:, 2] + look.px(CLEAR), axis=1))
        own = np.asarray(np.all(abs(self.marks[:, :2] - word.at) < 0.5, axis=1))
        others = np.where(own, np.inf, away).min(axis=1)
        for number, (box, line) in enumerate(found):
            alone = line is not None or others[number] >= NEARER * away[number][own].min()
            if clear[number] and alone and self._free(box) and (line is None or self._passes(line, own, across=across)):
                self.taken.append(box)
                self.leads += [line] if line else []
                return box, line
        return None

    def must(self, word: Word) -> tuple[Box, Line | None]:
        """Return the box of a label that has to stand somewhere: over as few marks, labels and lines as can be."""
        boxes = [box for far in FAR for box in around(replace(word, off=word.off * far)) if within(box, self.bounds)]

        def touched(box: Box) -> tuple[int, int]:
            marks = int((_from_boxes(np.array([box]), self.marks[:, :2]) < self.marks[:, 2]).sum())
            return marks + sum(over(box, other) for other in self.taken), sum(
                crosses(*line, box) for line in self.lines
            )

        box = min(boxes or around(word), key=touched)
        self.taken.append(box)
        return box, None

    def _far(self, word: Word) -> list[tuple[Box, Line | None]]:
        """Return where a label may stand at the end of a line from its mark, the shortest first."""
        (x, y), size = word.at, word.size
        width, tall = text_width(word.text, size, word.weight), size * LINE
        found: list[tuple[Box, Line | None]] = []
        for far in FAR:
            for number in range(ANGLES):
                angle = 2 * pi * number / ANGLES
                across, down = cos(angle), sin(angle)
                end = (x + across * far * size, y + down * far * size)
                left = end[0] - width / 2 if abs(across) < 0.5 else end[0] + 1 if across > 0 else end[0] - width - 1
                top = end[1] - tall / 2 if abs(across) >= 0.5 else end[1] if down > 0 else end[1] - tall
                start = (x + across * word.mark, y + down * word.mark)
                found.append(((left, top, left + width, top + tall), (start, end)))
        return found

    def is_free(self, box: Box) -> bool:
        """Return whether a box is clear of marks, lines and labels."""
        away = _from_boxes(np.array([box]), self.marks[:, :2])
        return self._free(box) and bool((away >= self.marks[:, 2] + self.plane.look.px(CLEAR)).all())

    def _free(self, box: Box) -> bool:
        gap, apart = self.plane.look.px(2), self.plane.look.px(APART)
        wide, far = ((box[0] - by, box[1], box[2] + by, box[3]) for by in (gap, apart))
        return (
            within(box, self.bounds)
            and not any(over(far, other) for other in self.taken)
            and not any(crosses(*line, wide) for line in (*self.lines, *self.leads))
        )

    def _passes(self, line: Line, own: NDArray[np.bool_], *, across: bool) -> bool:
        """Return whether a line passes all marks but its own, other lines and labels, and trails.

        One that leads `across` may cross trails, but runs along none.
        """
        others = self.marks[~own]
        gap = self.plane.look.px(PASS / 2 if across else PASS)
        if (_from_line(line, others[:, :2]) < others[:, 2] + gap).any():
            return False
        if any(_meet(line, other) for other in (*self.leads, *([] if across else self.lines))):
            return False
        middle = np.array([line]).mean(axis=1)
        if across and any(_from_line(trail, middle)[0] < self.plane.look.px(PASS) for trail in self.lines):
            return False
        gap = self.plane.look.px(2)
        return not any(
            crosses(*line, (left - gap, top, right + gap, bottom)) for left, top, right, bottom in self.taken
        )


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
    first = [*sorted(ends, key=lambda value: not value["last"]), *between]
    for value in (*first, *named, *rest):
        if sum(not label["own"] for label in labels) >= MOST_NAMED:
            break
        word = _word(value, plane)
        placed = room.place(word, far=value["own"])
        if placed is None and value in ends:
            placed = room.place(word, across=True) or (room.must(word) if value["last"] else None)
        if placed is None:
            continue
        box, line = placed
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
        plane=plane, marks=np.array(marks, dtype=float).reshape(-1, 3), taken=side_boxes(plane),
        lines=[((a["x"], a["y"]), (b["x"], b["y"])) for a, b in joined],
    )  # fmt: skip


def _equal_words(room: Room, worst: Point, best: Point) -> Value | None:
    """Return the words on the line of equal ranks, along it: as far to its worst end as there is room."""
    look, (x, y), (x2, y2) = room.plane.look, worst, best
    length, tall, wide = hypot(x2 - x, y2 - y), look.text * LINE, text_width(EQUAL, look.text)
    along = (x2 - x) / length, (y2 - y) / length
    parts = max(round(wide / look.text), 1)  # boxes that hold the words piece by piece
    for start, side in product(np.arange(look.px(12), length - wide, look.text / 2), (tall / 2, -tall / 2)):
        middles = [start + (number + 0.5) * wide / parts for number in range(parts)]
        at = [(x + m * along[0] + along[1] * side, y + m * along[1] - along[0] * side) for m in middles]
        boxes = [(mx - look.text / 2, my - tall / 2, mx + look.text / 2, my + tall / 2) for mx, my in at]
        if all(room.is_free(box) for box in boxes):
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


def _from_boxes(boxes: NDArray[np.float64], points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how far each point is from each box, a row a box."""
    x, y = points[:, 0], points[:, 1]
    left, top, right, bottom = (boxes[:, at : at + 1] for at in range(4))
    across = np.maximum(np.maximum(left - x, x - right), 0.0)
    down = np.maximum(np.maximum(top - y, y - bottom), 0.0)
    return np.asarray(np.hypot(across, down))


def _from_line(line: Line, points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how far each point is from a line."""
    a, b = np.array(line[0]), np.array(line[1])
    along = np.clip((points - a) @ (b - a) / max(float((b - a) @ (b - a)), 1e-9), 0.0, 1.0)
    nearest = a + along[:, None] * (b - a)
    return np.asarray(np.hypot(*(points - nearest).T))


def _meet(one: Line, other: Line) -> bool:
    """Return whether two lines cross."""

    def side(line: Line, point: Point) -> float:
        (ax, ay), (bx, by) = line
        return (bx - ax) * (point[1] - ay) - (by - ay) * (point[0] - ax)

    return side(one, other[0]) * side(one, other[1]) < 0 and side(other, one[0]) * side(other, one[1]) < 0


def lead_layers(labels: list[dict[str, Any]], plane: Plane, axis: Axis) -> list[alt.Chart]:
    """Return the lines from marks to words that stand far off; they lie below all marks."""
    ends: dict[str, Any] = {"x2": alt.X2("x2:Q"), "y2": alt.Y2("y2:Q"), "opacity": axis.fade()}
    return [
        chart.mark_rule(color=plane.look.colours.quiet, strokeWidth=0.8, aria=False).encode(
            **plane.channels("x1", "y1"), **ends
        )
        for chart in charts_of([row for row in labels if "x2" in row])
    ]


def label_layers(
    record: Record, labels: list[dict[str, Any]], plane: Plane, axis: Axis, tooltip: list[alt.Tooltip]
) -> list[alt.Chart]:
    """Return the labels with a halo in the colour of the paper; names of trails are in their colour."""
    look, paper = plane.look, plane.look.colours.paper
    scale = alt.Scale(domain=list(record.about.codes), range=[look.colours.first, look.colours.second])
    layers = []
    for last, own in ((False, False), (False, True), (True, True)):
        style: dict[str, Any] = {
            "align": "left", "baseline": "middle", "aria": False, "fontSize": look.text,
            "fontWeight": 600 if last else 400,
        }  # fmt: skip
        colour = alt.Color("economy:N", scale=scale, legend=None) if own else alt.ColorValue(look.colours.quiet)
        for rows in charts_of([row for row in labels if (row["last"], row["own"]) == (last, own)]):
            chart = rows.encode(**plane.channels("text_x", "text_y"), text=alt.Text("word:N"), opacity=axis.fade())
            layers += [
                chart.mark_text(**style, stroke=paper, strokeWidth=HALO_PX, strokeJoin="round", color=paper),
                chart.mark_text(**style).encode(color=colour, tooltip=tooltip),
            ]
    return layers
