"""Words beside the marks of a plot: each where it touches nothing, or left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from dyad.figures.lines import crosses
from dyad.figures.look import text_width

Box = tuple[float, float, float, float]  # left, top, right, bottom, in px
Point = tuple[float, float]
LINE = 1.15  # height of a line of type, in its size
SLANT = 0.75  # of the distance to a mark, for a label at its corner
FAR = 3  # times the distance, for one that must stand somewhere; a line then leads to it


@dataclass(frozen=True, kw_only=True)
class Word:
    """What is to stand beside a mark: `off` px from its middle. One that `must` be there may lie over a line."""

    text: str
    at: Point
    size: float
    weight: int
    off: float
    must: bool = False


def place_words(words: Sequence[Word], *, bounds: Box, lines: Sequence[tuple[Point, Point]]) -> list[Box | None]:
    """Return the box of each word in px, None for one that finds no room; the first have the choice.

    No word leaves the bounds or lies over another; those that must stand somewhere touch as few lines as can be.
    """
    taken: list[Box] = []
    placed: list[Box | None] = []
    for word in words:
        found: list[tuple[int, Box]] = []
        for box in _around(word):
            if not _within(box, bounds) or any(_over(box, other) for other in taken):
                continue
            touched = sum(crosses(a, b, box) for a, b in lines)
            if word.must or not touched:
                found.append((touched, box))
        best = min(found, key=lambda one: one[0])[1] if found else None
        placed.append(best)
        taken += [best] if best else []
    return placed


def lead(word: Word, box: Box) -> tuple[Point, Point] | None:
    """Return the line from a mark to its word, None where the word stands close to it."""
    (x, y), (left, top, right, bottom) = word.at, box
    near = (min(max(x, left), right), min(max(y, top), bottom))
    away = hypot(near[0] - x, near[1] - y)
    if away <= word.off * (1 + FAR) / 2:
        return None
    return (x, y), near


def _within(box: Box, bounds: Box) -> bool:
    return box[0] >= bounds[0] and box[1] >= bounds[1] and box[2] <= bounds[2] and box[3] <= bounds[3]


def _over(box: Box, other: Box) -> bool:
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


def _around(word: Word) -> list[Box]:
    """Return where a word may stand beside its mark, the best place first."""
    (x, y), off, slant, far = word.at, word.off, word.off * SLANT, word.off * FAR
    width, height = text_width(word.text, word.size, word.weight), word.size * LINE
    left, middle, top = x - width, x - width / 2, y - height / 2
    places = [
        (x + off, top), (middle, y - off - height), (middle, y + off), (left - off, top),
        (x + slant, y - slant - height), (x + slant, y + slant), (left - slant, y - slant - height),
        (left - slant, y + slant),
    ]  # fmt: skip
    if word.must:
        places += [(x + far, top), (middle, y - far - height), (middle, y + far), (left - far, top)]
    return [(across, down, across + width, down + height) for across, down in places]
