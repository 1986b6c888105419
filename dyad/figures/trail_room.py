"""Where labels of trails find room: beside their marks, at the end of a line, or along the line of equal ranks.

A plot has a hundred marks and each label some two hundred places, so that places are tried all at once, as arrays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from math import atan2, degrees, hypot, pi
from typing import Any

import numpy as np

from dyad.figures import geometry
from dyad.figures.geometry import LINE, Box, Flags, Floats, Line, Point
from dyad.figures.labels import Word, boxes_of
from dyad.figures.style import Style, text_width
from dyad.wording.trails import EQUAL

CLEAR, PASS = 4.0, 3.0  # px between a label and any mark, between the line to it and another mark
NEARER = 2.2  # times as near to its own mark as to another is a label without a line
FAR = (1.4, 2.2, 3.2, 4.4, 6.0, 8.0)  # lines of type that a line to a label is long
ANGLES = 32
APART = 12.0  # px between two labels of a line


@dataclass(kw_only=True)
class Room:
    """What labels keep off, in px: marks with their radius, trails and lines to labels, other labels."""

    look: Style
    bounds: Box
    marks: Floats  # x, y, radius
    lines: list[Line]
    taken: list[Box]
    leads: list[Line] = field(default_factory=list)

    def beside(self, words: Sequence[Word]) -> list[Floats]:
        """Return for each word the places around its mark that are clear of marks and by far nearest to it."""
        boxes = np.array([boxes_of(word) for word in words])
        own = np.repeat([self._at(word) for word in words], boxes.shape[1], axis=0)
        away = geometry.distances(boxes.reshape(-1, 4), self.marks)
        others, nearest = (np.where(these, away, np.inf).min(axis=1) for these in (~own, own))
        fit = (self._clear(away) & (others >= NEARER * nearest)).reshape(boxes.shape[:2])
        return [some[these] for some, these in zip(boxes, fit, strict=True)]

    def place(self, boxes: Floats) -> Box | None:
        """Return the first of some boxes that is free, and take it."""
        if not len(boxes) or not (free := self.free(boxes)).any():
            return None
        return self._take(boxes[free.argmax()])

    def lead(self, word: Word, *, across: bool) -> tuple[Box, Line] | None:
        """Return the box of a label at the end of a line from its mark, if need be `across` trails, and the line."""
        boxes, lines = _led(word)
        clear = self._clear(geometry.distances(boxes, self.marks))
        boxes, lines = boxes[clear], lines[clear]
        free = self.free(boxes)
        boxes, lines, marks = boxes[free], lines[free], self.marks[~self._at(word)]
        for crosses_trails in (False, True)[: 1 + across]:
            passes = self._pass(lines, marks, across=crosses_trails)
            if passes.any():
                (x, y), (x2, y2) = lines[passes.argmax()].tolist()
                self.leads.append(((x, y), (x2, y2)))
                return self._take(boxes[passes.argmax()]), self.leads[-1]
        return None

    def must(self, word: Word) -> Box:
        """Return the box of a label that has to stand somewhere: over as few marks, labels and lines as can be."""
        tried = (box for far in FAR for box in boxes_of(replace(word, off=word.off * far)))
        boxes = [box for box in tried if geometry.within(box, self.bounds)]

        def hits(box: Box) -> tuple[int, int]:
            marks = int((geometry.distances(np.array([box]), self.marks) < self.marks[:, 2]).sum())
            return marks + sum(geometry.over(box, other) for other in self.taken), geometry.touched(self.lines, box)

        return self._take(np.array(min(boxes or boxes_of(word), key=hits)))

    def free(self, boxes: Floats) -> Flags:
        """Return of each box whether it is within bounds and clear of lines and labels."""
        bounds, apart = np.array(self.bounds), np.array((self.look.px(APART), 0.0))
        free = np.asarray(np.all(boxes[:, :2] >= bounds[:2], axis=1) & np.all(boxes[:, 2:] <= bounds[2:], axis=1))
        low, high, taken = boxes[:, None, :2] - apart, boxes[:, None, 2:] + apart, np.array(self.taken).reshape(-1, 4)
        free &= ~np.any(np.all((low < taken[:, 2:]) & (taken[:, :2] < high), axis=2), axis=1)
        lines = np.array([*self.lines, *self.leads]).reshape(-1, 2, 2)
        free[free] = ~np.any(geometry.crossing(lines, geometry.widened(boxes[free], self.look.px(2))), axis=0)
        return free

    def is_clear(self, boxes: Floats) -> bool:
        """Return whether all of some boxes are free, and no mark is in them."""
        return bool(self.free(boxes).all() and self._clear(geometry.distances(boxes, self.marks)).all())

    def _at(self, word: Word) -> Flags:
        """Return which marks are where a word belongs."""
        return np.asarray(np.all(abs(self.marks[:, :2] - word.at) < 0.5, axis=1))

    def _clear(self, away: Floats) -> Flags:
        return np.asarray(np.all(away >= self.marks[:, 2] + self.look.px(CLEAR), axis=1))

    def _take(self, found: Floats) -> Box:
        left, top, right, bottom = found.tolist()
        self.taken.append((left, top, right, bottom))
        return self.taken[-1]

    def _pass(self, lines: Floats, marks: Floats, *, across: bool) -> Flags:
        """Return of each line whether it passes marks, lines, labels and trails; one `across` these runs along none."""
        trails, leads = (np.array(some).reshape(-1, 2, 2) for some in (self.lines, self.leads))
        if across:
            passes = np.all(geometry.line_distances(trails, lines.mean(axis=1)) >= self.look.px(PASS), axis=0)
        else:
            passes = ~np.any(geometry.meeting(lines, trails), axis=1)
        passes &= ~np.any(geometry.meeting(lines, leads), axis=1)
        taken = geometry.widened(np.array(self.taken), self.look.px(2))
        passes[passes] = ~np.any(geometry.crossing(lines[passes], taken), axis=1)
        gap = self.look.px(PASS / 2 if across else PASS)
        passes[passes] = np.all(geometry.line_distances(lines[passes], marks) >= marks[:, 2] + gap, axis=1)
        return passes


def equal_words(room: Room, worst: Point, best: Point) -> dict[str, Any] | None:
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
            turn, (left, top), (right, bottom) = degrees(atan2(along[1], along[0])), at[0], at[-1]
            return {"x": (left + right) / 2, "y": (top + bottom) / 2, "text": EQUAL, "turn": turn}
    return None


def _led(word: Word) -> tuple[Floats, Floats]:
    """Return where a label may stand at the end of a line from its mark, the shortest first: boxes and lines."""
    at, size = np.array(word.at), word.size
    width, tall = text_width(word.text, size, word.weight), size * LINE
    angles = np.tile(2 * pi * np.arange(ANGLES) / ANGLES, len(FAR))
    ways = np.column_stack((np.cos(angles), np.sin(angles)))
    ends = at + ways * np.repeat(FAR, ANGLES)[:, None] * size
    level, (across, down) = abs(ways[:, 0]) >= 0.5, ways.T
    left = ends[:, 0] + np.where(~level, -width / 2, np.where(across > 0, 1.0, -width - 1))
    top = ends[:, 1] + np.where(level, -tall / 2, np.where(down > 0, 0.0, -tall))
    boxes = np.column_stack((left, top, left + width, top + tall))
    return boxes, np.stack((at + ways * word.mark, ends), axis=1)
