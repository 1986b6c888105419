"""Place labels beside marks so that none overlaps and none is cut.

Everything is in px on one line of marks. A mark and its label share a row; the label stands to the
right of the mark, or to the left where the right has no room. When not all labels fit, the
heaviest items keep theirs and the rest are marks alone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

Side = Literal["right", "left"]

GAP = 7.0  # px between a mark and its label
CLEAR = 7.0  # px kept free between neighbours of a row
MOST_LABELLED = 60  # items of a crowded lane whose labels are tried; no page has room for more


@dataclass(frozen=True)
class Item:
    """A mark from `left` to `right` px, the width of its label, how much it matters, the side its label must take."""

    id: str
    left: float
    right: float
    label: float
    weight: float = 0.0
    only: Side | None = None


@dataclass(frozen=True)
class Spot:
    """The row of a mark, 0 at the top, and the side of its label; None: no label."""

    row: int
    side: Side | None


@dataclass
class _Row:
    """What is taken in one row: intervals that do not overlap, sorted."""

    starts: list[float] = field(default_factory=list)
    ends: list[float] = field(default_factory=list)

    def is_free(self, start: float, end: float) -> bool:
        at = bisect_left(self.starts, start)
        before_ok = at == 0 or self.ends[at - 1] + CLEAR <= start
        return before_ok and (at == len(self.starts) or end + CLEAR <= self.starts[at])

    def take(self, start: float, end: float) -> None:
        at = bisect_left(self.starts, start)
        self.starts.insert(at, start)
        self.ends.insert(at, end)


Order = Callable[[Item], tuple[float, ...]]
ORDERS: tuple[Order, ...] = (
    lambda item: (item.left,),
    lambda item: (-item.right,),
    lambda item: (-item.label,),
    lambda item: (item.label,),
    lambda item: (-(item.right - item.left), item.left),
)


def place_labels(items: Iterable[Item], *, width: float, most_rows: int | None = None) -> dict[str, Spot]:
    """Return a spot for every item of one lane.

    Without `most_rows` every label is placed that fits between 0 and `width` at all. With it, no
    more rows are used; items whose label finds no room stand as bare marks, in a row of their own
    below the others when the rows are full.

    >>> place_labels([Item("a", 0, 8, 50), Item("b", 20, 28, 50)], width=200)
    {'a': Spot(row=0, side='right'), 'b': Spot(row=1, side='right')}
    """
    everything = sorted(items, key=lambda item: (item.left, item.right, item.id))
    spots = _best(everything, width, most_rows)
    if spots is not None:
        return spots
    labelled_rows = max((most_rows or 1) - 1, 1)  # the last row is for the marks without labels
    by_weight = sorted(everything, key=lambda item: (-item.weight, item.left, item.id))
    chosen: list[Item] = []
    spots = {}
    for item in by_weight[:MOST_LABELLED]:
        trial = _best([*chosen, item], width, labelled_rows)
        if trial is not None:
            chosen, spots = [*chosen, item], trial
    bare_row = _rows(spots)
    return spots | {item.id: Spot(bare_row, None) for item in everything if item.id not in spots}


def _best(items: Sequence[Item], width: float, most_rows: int | None) -> dict[str, Spot] | None:
    """Return the tightest of several packings that place every item, or None if there is none."""
    tries = [_pack(sorted(items, key=order), width, most_rows) for order in ORDERS]
    whole = [spots for spots in tries if len(spots) == len(items)]
    return min(whole, key=lambda spots: (_rows(spots), _lefts(spots))) if whole else None


def _rows(spots: dict[str, Spot]) -> int:
    return max((spot.row for spot in spots.values()), default=-1) + 1


def _lefts(spots: dict[str, Spot]) -> int:
    return sum(spot.side == "left" for spot in spots.values())


def _extent(item: Item, side: Side) -> tuple[float, float]:
    if side == "right":
        return item.left, item.right + GAP + item.label
    return item.left - GAP - item.label, item.right


def _pack(items: Sequence[Item], width: float, most_rows: int | None) -> dict[str, Spot]:
    """Give each item in turn the highest row that has room for it and its label."""
    rows: list[_Row] = []
    spots: dict[str, Spot] = {}
    for item in items:
        sides: list[Side] = []
        if item.right + GAP + item.label <= width and item.only != "left":
            sides.append("right")
        if item.left - GAP - item.label >= 0 and item.only != "right":
            sides.append("left")
        found = next(
            ((row, side) for row in range(len(rows)) for side in sides if rows[row].is_free(*_extent(item, side))), None
        )
        if found is None and (most_rows is None or len(rows) < most_rows):
            rows.append(_Row())
            found = (len(rows) - 1, sides[0]) if sides else None
        if found is None:
            if most_rows is None:  # wider than the figure: a bare mark on a row of its own
                rows[-1].take(item.left, item.right)
                spots[item.id] = Spot(len(rows) - 1, None)
            continue
        rows[found[0]].take(*_extent(item, found[1]))
        spots[item.id] = Spot(*found)
    return spots
