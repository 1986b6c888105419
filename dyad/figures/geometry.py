"""Geometry of a plot, in px: boxes, lines, points, how far apart they are or are moved, what touches or lies within."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil, hypot, inf

import numpy as np
from numpy.typing import NDArray

Box = tuple[float, float, float, float]  # left, top, right, bottom, in px
Point = tuple[float, float]
Line = tuple[Point, Point]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
LINE = 1.15  # height of a line of type, in its size
STEP = 10.0  # px between two points of a line that the way to a name is measured from


def within(box: Box, bounds: Box) -> bool:
    """Return whether a box lies inside bounds."""
    return box[0] >= bounds[0] and box[1] >= bounds[1] and box[2] <= bounds[2] and box[3] <= bounds[3]


def over(box: Box, other: Box) -> bool:
    """Return whether two boxes overlap."""
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


def grown(box: Box, by: float) -> Box:
    """Return a box with so many px more on each of its four sides."""
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def widened(boxes: Floats, by: float) -> Floats:
    """Return boxes with so many px more at the left and at the right."""
    return boxes + np.array((-by, 0.0, by, 0.0))


def crossing(lines: Floats, boxes: Floats) -> Flags:
    """Return which lines touch which boxes, a row a line and a column a box (Liang and Barsky's clipping)."""
    start, way = lines[:, :1], lines[:, 1:] - lines[:, :1]
    way = np.where(way == 0, 1e-12, way)
    edges = (boxes[:, :2] - start) / way, (boxes[:, 2:] - start) / way
    enters, leaves = np.minimum(*edges).max(axis=2), np.maximum(*edges).min(axis=2)
    return np.asarray(np.maximum(enters, 0.0) <= np.minimum(leaves, 1.0))


def touched(lines: Iterable[Line], box: Box) -> int:
    """Return how many lines touch a box."""
    left, top, right, bottom = box
    near = [  # most are far, as is soon seen
        ((a, b), (c, d)) for (a, b), (c, d) in lines
        if (a >= left or c >= left) and (a <= right or c <= right)
        and (b >= top or d >= top) and (b <= bottom or d <= bottom)
    ]  # fmt: skip
    return int(crossing(np.array(near), np.array([box])).sum()) if near else 0


def distance(box: Box, point: Point) -> float:
    """Return how far a point is from a box."""
    (x, y), (left, top, right, bottom) = point, box
    return hypot(max(left - x, x - right, 0.0), max(top - y, y - bottom, 0.0))


def distances(boxes: Floats, points: Floats) -> Floats:
    """Return how far each point is from each box, a row a box and a column a point."""
    x, y = points[:, 0], points[:, 1]
    left, top, right, bottom = (boxes[:, at : at + 1] for at in range(4))
    across = np.maximum(np.maximum(left - x, x - right), 0.0)
    down = np.maximum(np.maximum(top - y, y - bottom), 0.0)
    return np.sqrt(across * across + down * down)


def nearest(box: Box, points: Floats) -> float:
    """Return how far the nearest of some points is from a box, infinite where there is none."""
    return float(distances(np.array([box]), points).min()) if len(points) else inf


def line_distances(lines: Floats, points: Floats) -> Floats:
    """Return how far each point is from each line, a row a line and a column a point."""
    start, way = lines[:, :1], lines[:, 1:] - lines[:, :1]
    off = points[:, :2] - start
    along = np.clip((off * way).sum(axis=2) / np.maximum((way * way).sum(axis=2), 1e-9), 0.0, 1.0)
    off -= along[..., None] * way
    return np.asarray(np.sqrt((off * off).sum(axis=2)))


def meeting(lines: Floats, others: Floats) -> Flags:
    """Return which lines cross which others, a row a line and a column another."""

    def parted(some: Floats, ends: Floats) -> Flags:
        """Return which lines have the ends of which others on both sides."""
        (ax, ay), (bx, by) = (some[:, end].T[..., None, None] for end in (0, 1))
        sides = (bx - ax) * (ends[..., 1] - ay) - (by - ay) * (ends[..., 0] - ax)
        return np.asarray(sides.prod(axis=2) < 0)

    return parted(lines, others) & parted(others, lines).T


def points_along(lines: Iterable[Line]) -> list[Point]:
    """Return points along lines, close enough to measure from."""
    points: list[Point] = []
    for a, b in lines:
        number = max(1, ceil(hypot(b[0] - a[0], b[1] - a[1]) / STEP))
        points += [(a[0] + (b[0] - a[0]) * at / number, a[1] + (b[1] - a[1]) * at / number) for at in range(number + 1)]
    return points


def spread(places: Sequence[float], *, apart: float, low: float, high: float) -> list[float]:
    """Move sorted places apart until none is nearer than `apart`, and keep them in `low`–`high`.

    >>> spread([10, 11, 40], apart=6, low=0, high=50)
    [7.5, 13.5, 40.0]
    """
    groups: list[tuple[float, int]] = []  # middle and size of clusters that touch

    def half(size: int) -> float:
        return (size - 1) * apart / 2

    for place in places:
        middle, size = float(place), 1
        while groups and groups[-1][0] + half(groups[-1][1]) + apart > middle - half(size):
            other, others = groups.pop()
            middle, size = (middle * size + other * others) / (size + others), size + others
        groups.append((middle, size))
    moved = []
    for middle, size in groups:
        start = max(low, min(middle - half(size), high - 2 * half(size)))
        moved += [start + apart * number for number in range(size)]
    for number in range(1, len(moved)):  # a cluster pushed in from an edge pushes the next
        moved[number] = max(moved[number], moved[number - 1] + apart)
    return moved
