"""Which row each label of a lane has, so that none overlaps and none is cut, and how many rows lanes have.

Everything is in px on one line of marks. A mark and its label share a row; the label stands to the
right of the mark, or to the left where the right has no room. When not all labels fit, the
heaviest items keep theirs. Marks without a label then take what places are left.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Side = Literal["right", "left"]

GAP = 11.0  # px between a mark and its label, on a screen: a ring around the mark is 8 px off the label, too
CLEAR = 7.0  # px kept free between neighbours of a row
BESIDE = 2.0  # px kept free around a mark without a label
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


@dataclass(frozen=True)
class Space:
    """The `width` px of a lane, what is free at labels and between neighbours, and how much more is by bare marks."""

    width: float
    gap: float = GAP
    clear: float = CLEAR
    off: float = 0.0


Row = list[tuple[float, float]]  # what is taken in one row: intervals that do not overlap, sorted


def _is_free(row: Row, start: float, end: float, clear: float) -> bool:
    at = bisect_left(row, (start,))
    return (at == 0 or row[at - 1][1] + clear <= start) and (at == len(row) or end + clear <= row[at][0])


ORDERS: tuple[Callable[[Item], tuple[float, ...]], ...] = (
    lambda item: (item.left,),
    lambda item: (-item.right,),
    lambda item: (-item.label,),
    lambda item: (item.label,),
    lambda item: (-(item.right - item.left), item.left),
)


def place_labels(items: Iterable[Item], space: Space, *, most_rows: int | None = None) -> dict[str, Spot]:
    """Return a row, and a side for its label, for each item.

    Without `most_rows` these are all: a label that fits nowhere between the edges leaves its mark bare, on a row. With
    it, no more rows are used, and items whose label finds no room have no spot.

    >>> place_labels([Item("a", 0, 8, 50), Item("b", 20, 28, 50), Item("c", 100, 108, 50)], Space(200))
    {'a': Spot(row=0, side='right'), 'b': Spot(row=1, side='right'), 'c': Spot(row=0, side='right')}
    """
    everything = sorted(items, key=lambda item: (item.left, item.right, item.id))
    spots = _best(everything, space, most_rows)
    if spots is not None or most_rows is None:
        return spots or {}
    chosen: list[Item] = []
    spots = {}
    for item in sorted(everything, key=lambda item: (-item.weight, item.left, item.id))[:MOST_LABELLED]:
        trial = _best([*chosen, item], space, most_rows)
        if trial is not None:
            chosen, spots = [*chosen, item], trial
    return spots


def place_marks(
    marks: Sequence[Item], beside: Iterable[Item], spots: Mapping[str, Spot], space: Space, *, rows: int, tiers: int = 1
) -> dict[str, int]:
    """Return the tier of each mark without a label: the first where it touches nothing, else a further one below.

    A row has so many `tiers`; `beside` are the items that have a spot in the lane's `rows`, and take all tiers there.
    """
    taken: list[Row] = [[] for _ in range(rows * tiers)]
    for item in beside:
        if item.id in spots:
            spot = spots[item.id]
            left, right = _extent(item, spot.side, space)
            for row in taken[spot.row * tiers : (spot.row + 1) * tiers]:
                insort(row, (left - space.off, right + space.off))
    places: dict[str, int] = {}
    for mark in sorted(marks, key=lambda mark: (-mark.weight, mark.left, mark.id)):
        tier = next((at for at, row in enumerate(taken) if _is_free(row, mark.left, mark.right, BESIDE)), len(taken))
        if tier == len(taken):
            taken.append([])
        insort(taken[tier], (mark.left, mark.right))
        places[mark.id] = tier
    return places


def rows_by_lane(
    lanes: Mapping[str, list[Item]], turning: Container[str], space: Space, *, most_rows: int | None, spare: int
) -> dict[str, int | None]:
    """Give each lane the rows its labels ask for; of too many the largest give way, last those for turning points."""
    if most_rows is None:
        return dict.fromkeys(lanes)

    def asked_by(items: list[Item]) -> int:
        return max(row_count(place_labels(items, space)), 1)

    asked = {theme: asked_by(items) for theme, items in lanes.items()}
    first = {theme: [item for item in items if item.id in turning] for theme, items in lanes.items()}
    least = {theme: asked_by(items) + spare if items else 1 for theme, items in first.items()}
    while sum(asked.values()) > most_rows and max(asked.values()) > 1:
        able = [theme for theme in asked if asked[theme] > least[theme]] or asked
        asked[max(able, key=lambda theme: asked[theme])] -= 1
    return dict(asked)


def row_count(spots: Mapping[str, Spot]) -> int:
    """Return how many rows spots are in."""
    return max((spot.row for spot in spots.values()), default=-1) + 1


def _best(items: Sequence[Item], space: Space, most_rows: int | None) -> dict[str, Spot] | None:
    """Return the tightest of several packings that place every item, or None if there is none."""
    tries = [_pack(sorted(items, key=order), space, most_rows) for order in ORDERS]
    whole = (spots for spots in tries if len(spots) == len(items))
    return min(
        whole, key=lambda spots: (row_count(spots), [spot.side for spot in spots.values()].count("left")), default=None
    )


def _extent(item: Item, side: Side | None, space: Space) -> tuple[float, float]:
    if side == "right":
        return item.left, item.right + space.gap + item.label
    if side == "left":
        return item.left - space.gap - item.label, item.right
    return item.left, item.right


def sides_of(item: Item, space: Space) -> list[Side]:
    """Return the sides on which there is room for an item's label between the edges."""
    sides: list[Side] = []
    if item.right + space.gap + item.label <= space.width and item.only != "left":
        sides.append("right")
    if item.left - space.gap - item.label >= 0 and item.only != "right":
        sides.append("left")
    return sides


def _pack(items: Sequence[Item], space: Space, most_rows: int | None) -> dict[str, Spot]:
    """Give each item in turn the highest row that has room for it and its label."""
    rows: list[Row] = []
    spots: dict[str, Spot] = {}
    for item in items:
        sides: list[Side | None] = [*sides_of(item, space)]
        if not sides and most_rows is None:  # wider than the figure: a bare mark
            sides = [None]
        places = ((row, side, _extent(item, side, space)) for row in range(len(rows)) for side in sides)
        found = next((place for place in places if _is_free(rows[place[0]], *place[2], space.clear)), None)
        if found is None and sides and (most_rows is None or len(rows) < most_rows):
            rows.append([])
            found = (len(rows) - 1, sides[0], _extent(item, sides[0], space))
        if found is not None:
            row, side, extent = found
            insort(rows[row], extent)
            spots[item.id] = Spot(row, side)
    return spots
