"""Words in a plot, each where it touches nothing: beside marks, with a line to them, along lines, remarks at points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import hypot
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from dyad.figures.axis import FIELD
from dyad.figures.geometry import LINE, Box, Line, Point, distance, grown, nearest, over, points_along, touched, within
from dyad.figures.lines import BESIDE_DOT, Name, Panel, spread_names
from dyad.figures.parts import Values, haloed, rules, texts
from dyad.figures.style import text_width, wrap_evenly

CLEAR = 8.0  # px between words and the mark or line that they are about, and from other marks
TIED = 20.0  # px between a mark and words that a line leads to
REMARK_WIDTH, LEAST_WIDTH = 0.24, 13.0  # the widest a remark may be: of a figure, and in sizes of its type
FURTHER = (2, 3)  # times that distance, where there is no room so near
ASIDE = 0.35  # of its width, that a word over or under its mark may be moved
DOUBTFUL = 0.5  # times as near to another mark as to their own are words that may be taken for its
ROUNDED = 0.01  # px that rounding may take: what just has room has it, what stands just so far off is no nearer
EDGE = 3.0  # px between words and the edge of a strip, or other words
NEAR = 2.5  # px around the name of a line that none comes into
LEAD_PX = 0.8  # of a line to words, grown with the type
SLANT = 0.75  # of the distance to a mark, for words at its corner
SHORT, LEAST_LEAD = 3.0, 6.0  # px that a line ends before its words, and that it is long at the least
FAR = 3  # times the distance, for words that must stand somewhere; a line then leads to them
FAR_LINE = 90.0  # px; a line further away than this is no danger to a name


@dataclass(frozen=True, kw_only=True)
class Word:
    """Lines of text for `off` px from the middle of a mark, over lines if they `must`; a line leads to `tied` ones."""

    text: str
    at: Point
    size: float
    weight: int
    off: float
    must: bool = False
    tied: bool = False
    mark: float = 0.0  # its radius


def lead_line(word: Word, box: Box) -> Line | None:
    """Return the line from outside of a mark to shortly before its word, None where the word stands close to it."""
    (x, y), (left, top, right, bottom) = word.at, box
    near = (min(max(x, left), right), min(max(y, top), bottom))
    away = hypot(near[0] - x, near[1] - y)
    begins, ends = word.mark + SHORT / 2, away - SHORT
    if ends - begins < LEAST_LEAD or (away <= word.off * (1 + FAR) / 2 and not word.tied):
        return None
    across, down = (near[0] - x) / away, (near[1] - y) / away
    return (x + across * begins, y + down * begins), (x + across * ends, y + down * ends)


def boxes_of(word: Word, *, aside: float = 0.0) -> list[Box]:
    """Return where a word may stand beside its mark, the best first, last moved `aside` by that part of its width."""
    (x, y), off, slant, far = word.at, word.off, word.off * SLANT, word.off * FAR
    lines = word.text.split("\n")
    width, height = max(text_width(one, word.size, word.weight) for one in lines), len(lines) * word.size * LINE
    left, middle, top = x - width, x - width / 2, y - height / 2
    places = [
        (x + off, top), (middle, y - off - height), (middle, y + off), (left - off, top),
        (x + slant, y - slant - height), (x + slant, y + slant), (left - slant, y - slant - height),
        (left - slant, y + slant),
    ]  # fmt: skip
    if word.must:
        places += [(x + far, top), (middle, y - far - height), (middle, y + far), (left - far, top)]
    boxes = [(across, down, across + width, down + height) for across, down in places]
    moved = [(box, by * (box[2] - box[0])) for box in boxes[1:3] for by in (-aside, aside) if aside]
    return [*boxes, *((box[0] + by, box[1], box[2] + by, box[3]) for box, by in moved)]


@dataclass(frozen=True, kw_only=True)
class Remark:
    """What is written at a point of a plot, in 50 characters at most; a line to a `tied` one begins `mark` px off."""

    text: str
    t: float
    value: float
    tied: bool = False
    mark: float = 0.0


@dataclass(kw_only=True)
class Words:
    """The words of one panel, and what they keep off.

    In px of the panel: `lines` between points, which no word touches where it can be helped, `soft` ones (the grid,
    edges), which it may touch, `taken` boxes of other words and, with what they keep clear, of marks; `dots` are round
    marks, each with its radius. Who is placed first has the choice.
    """

    panel: Panel
    lines: list[Line] = field(default_factory=list)
    soft: list[Line] = field(default_factory=list)
    taken: list[Box] = field(default_factory=list)
    dots: dict[Point, float] = field(default_factory=dict)
    tint: tuple[float, float, str] | None = None  # a strip of another ground: top and bottom in px, colour
    _written: dict[tuple[int, str], Values] = field(default_factory=dict)  # by weight and by colour of the halo
    _leads: list[Line] = field(default_factory=list)
    _boxes: list[Box] = field(default_factory=list)  # of words, which no line to others runs through

    @property
    def bounds(self) -> Box:
        """Where words may stand."""
        panel = self.panel
        right = panel.look.width - 2.0  # a browser rounds, and a halo is wider
        return panel.axis.gutter + panel.look.px(EDGE), 0.0, right, panel.height

    def at(self, t: float, value: float) -> Point:
        """Return a place in px."""
        return self.panel.axis.px(t), self.panel.px(value)

    def points(self, rows: pd.DataFrame, field: str = "value") -> list[Point]:
        """Return the places of rows in px, by their time and a field."""
        return [self.at(t, value) for t, value in zip(rows[FIELD], rows[field], strict=True)]

    def draws(self, points: Sequence[Point], *, size: float, joined: bool = True) -> None:
        """Keep clear of round marks of that size in px, and off the line between them where they are joined."""
        self.lines += pairwise(points) if joined else []
        self.dots |= dict.fromkeys(points, size / 2)

    def keep_grid(self, values: Iterable[float]) -> None:
        """Have words keep off lines across the plot at these values, where they can."""
        axis = self.panel.axis
        left, right = axis.px(axis.first), axis.px(axis.last + 1)
        self.soft += [((left, self.panel.px(value)), (right, self.panel.px(value))) for value in values]

    def remark(self, remark: Remark, *, must: bool = True) -> bool:
        """Place a remark beside its point, with a thin line to it where it stands far off; returns whether it fits."""
        look, at = self.panel.look, self.at(remark.t, remark.value)
        room = max(REMARK_WIDTH * look.width, LEAST_WIDTH * look.text)
        half = text_width(remark.text, look.text) * 0.6
        texts = ["\n".join(wrap_evenly(remark.text, width=width, size=look.text)) for width in (room, half)]
        base, off = self.dots.get(at, 0.0), self._off(at, tied=remark.tied)
        return self._place(*(
            Word(
                text=text, at=at, size=look.text, weight=400, off=base + (off - base) * times, must=must,
                tied=remark.tied or times > 1, mark=max(base, remark.mark),
            )
            for times in (1, *FURTHER)
            for text in dict.fromkeys((*texts, remark.text))
        ))  # fmt: skip

    def mark(self, text: str, at: Point, *, colour: str = "", weight: int = 400, must: bool = False) -> bool:
        """Place what a single mark is beside it, in the colour of what is quiet or another; returns whether it fits."""
        look = self.panel.look
        word = Word(
            text=text, at=at, size=look.text, weight=weight, off=self._off(at), must=must, mark=self.dots.get(at, 0.0)
        )
        return self._place(word, colour=colour or look.colours.quiet)

    def _off(self, at: Point, *, tied: bool = False) -> float:
        """Return how far from the middle of a mark its words stand."""
        return self.dots.get(at, 0.0) + self.panel.look.px(TIED if tied else CLEAR) + ROUNDED

    def along(self, text: str, points: Sequence[Point], *, colour: str) -> bool:
        """Place the name of a line beside it, where the line is near and others are far; returns whether it fits."""
        look = self.panel.look
        weight = 400 if colour == look.colours.quiet else 600
        places = [*points, *(((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in pairwise(points))]
        between = set(pairwise(points))
        own = np.array(points_along(between) or list(points))
        beside = self.dots.keys() - set(points)
        others = np.array([*points_along(line for line in self.lines if line not in between), *sorted(beside)])

        def score(box: Box) -> float:
            far = min(nearest(box, others), FAR_LINE) - 1.5 * nearest(box, own)
            return far - look.px(8) * touched(self.soft, box)

        words = (Word(text=text, at=at, size=look.text, weight=weight, off=self._off(at)) for at in places)
        boxes = [box for word in words for box in boxes_of(word) if self._free(box)]
        free = [box for box in boxes if not touched(self.lines, grown(box, look.px(NEAR)))]
        if not free:
            return self.mark(text, points[-1], colour=colour, weight=weight, must=True)
        self._write(text, max(free, key=score), colour=colour, weight=weight)
        return True

    def ends(self, names: Sequence[Name]) -> None:
        """Write the names of lines beside their last points, moved apart where they would touch."""
        panel, size = self.panel, self.panel.look.text
        for name, y in spread_names(panel, names):
            place = (panel.axis.px(name.t) + size * BESIDE_DOT, y - size * LINE / 2)
            self.write(name.text, place, colour=name.colour, weight=600)

    def write(self, text: str, at: Point, *, colour: str = "", weight: int = 400) -> None:
        """Write words at a place that is known to be free, their left and top in px; others keep off them."""
        look, lines = self.panel.look, text.split("\n")
        width, height = max(text_width(line, look.text, weight) for line in lines), len(lines) * look.text * LINE
        box = (at[0], at[1], at[0] + width, at[1] + height)
        self._write(text, box, colour=colour or look.colours.ink, weight=weight)

    def strip(self, text: str, *, top: float, bottom: float) -> bool:
        """Place words in a strip between two heights in px, the first free place from the left; its edges first."""
        axis, size = self.panel.axis, self.panel.look.text
        width, height = text_width(text, size, 600), size * LINE
        if bottom - top < height + 2 * EDGE:
            return False
        gap = self.panel.look.px(EDGE)
        for y in (top + EDGE, bottom - EDGE - height):
            left = axis.px(axis.first) + gap
            while left + width + gap <= axis.px(axis.last + 1):
                box = (left, y, left + width, y + height)
                clear = (left - gap, y, left + width + gap, y + height)
                if self._free(clear) and not touched((*self.lines, *self.soft), clear):
                    self._write(text, box, colour=self.panel.look.colours.ink, weight=600)
                    return True
                left += axis.year_px / 4
        return False

    def layers(self) -> list[alt.Chart]:
        """Return what was placed, as layers over the plot: the lines to what stands far off, then the words."""
        panel, look = self.panel, self.panel.look
        ends = [{**self._row(a), "end": panel.axis.year_at(b[0]), "foot": panel.value(b[1])} for a, b in self._leads]
        to = {"x2": alt.X2("end:Q"), "y2": alt.Y2("foot:Q")}
        drawn: list[alt.Chart] = [rules(ends, colour=look.colours.quiet, width=look.px(LEAD_PX), **panel.place, **to)]
        for (weight, ground), rows in sorted(self._written.items(), key=lambda one: one[0]):
            style: dict[str, Any] = {
                "align": "left", "baseline": "top", "fontWeight": weight, "lineBreak": "\n",
                "lineHeight": look.text * LINE, **(haloed(ground) if ground else {}),
            }  # fmt: skip
            drawn.append(texts(rows, panel.place, size=look.text, **style))
        return drawn

    def _row(self, at: Sequence[float]) -> dict[str, Any]:
        """Return a place in px as a plot has it."""
        return {FIELD: self.panel.axis.year_at(at[0]), "value": self.panel.value(at[1])}

    def _ground(self, box: Box) -> str:
        """Return the colour of what a word stands on; "" where that is not known or nothing lies behind the word."""
        if not touched((*self.lines, *self.soft), box):
            return ""
        if self.tint and self.tint[0] <= box[1] and box[3] <= self.tint[1]:
            return self.tint[2]
        return "" if self.panel.look.clear else self.panel.look.colours.paper

    def is_free(self, box: Box, *, bounds: Box) -> bool:
        """Return whether a box is within bounds, over nothing that is taken, and touches no line."""
        return within(box, bounds) and not self._covers(box) and not touched(self.lines, box)

    def _covers(self, box: Box) -> bool:
        return any(over(box, other) for other in self.taken)

    def _free(self, box: Box) -> bool:
        if not within(box, self.bounds) or self._covers(box) or touched(self._leads, box):
            return False
        clear, (left, top, right, bottom) = self.panel.look.px(CLEAR), box
        return not any(
            left - x < off and x - right < off and top - y < off and y - bottom < off and distance(box, (x, y)) < off
            for (x, y), off in ((dot, radius + clear) for dot, radius in self.dots.items())
        )

    def _crossed(self, line: Line | None, at: Point) -> int:
        """Return how many marks and lines, other than at this point, a line would touch."""
        if line is None:
            return 0
        (a, b), (c, d) = line
        box = (min(a, c), min(b, d), max(a, c), max(b, d))
        marks = sum(distance(box, dot) < radius for dot, radius in self.dots.items() if dot != at)
        return marks + touched((other for other in self.lines if at not in other), box)

    def _place(self, *words: Word, colour: str = "") -> bool:
        """Place one of some words, alike but for lines, where it touches fewest, near its mark; whether it fits."""
        found = []
        for number, word in enumerate(words):
            for box in map(self._moved_in, boxes_of(word, aside=ASIDE)):
                if self._free(box):
                    line = lead_line(word, box)
                    nearer = 0.0 if line else self._nearer(box, word.at)
                    if nearer > 1:
                        continue
                    if line and any(touched([line], other) for other in self._boxes):
                        continue
                    hits = touched(self.lines, box) + self._crossed(line, word.at)
                    soft = touched(self.soft, box)
                    if word.must or not hits + soft:
                        found.append((hits, soft, bool(line), number, nearer > DOUBTFUL, box))
            if any(one[:5] == (0, 0, False, number, False) for one in found):  # none of the others is better
                break
        if not found:
            return False
        *_, number, _, box = min(found, key=lambda one: one[:5])
        word, ink = words[number], colour or self.panel.look.colours.ink
        self._write(word.text, box, colour=ink, weight=word.weight, lead=lead_line(word, box))
        return True

    def _nearer(self, box: Box, at: Point) -> float:
        """Return how many times as near words in a box are to another mark as to the one that they are about."""
        own = distance(box, at) - self.dots.get(at, 0.0) - ROUNDED
        away = (distance(box, dot) - radius for dot, radius in self.dots.items() if dot != at)
        return own / max(min(away, default=FAR_LINE), ROUNDED)

    def _moved_in(self, box: Box) -> Box:
        """Return a box moved sideways into the panel, where it stands out of that."""
        left, _, right, _ = self.bounds
        by = max(left - box[0], 0.0) - max(box[2] - right, 0.0)
        return box[0] + by, box[1], box[2] + by, box[3]

    def _write(self, text: str, box: Box, *, colour: str, weight: int, lead: Line | None = None) -> None:
        rows = self._written.setdefault((weight, self._ground(box)), [])
        rows.append({**self._row(box), "text": text, "colour": colour})
        self._leads += [lead] if lead else []
        self._boxes.append(box)
        gap = self.panel.look.px(EDGE)
        self.taken.append((box[0] - 2 * gap, box[1] - gap, box[2] + 2 * gap, box[3] + gap))
