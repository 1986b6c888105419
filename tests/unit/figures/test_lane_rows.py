"""Labels are placed so that none overlaps, none is cut, and the heaviest stay."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from dyad.figures.lane_rows import BESIDE, CLEAR, GAP, Item, Space, Spot, place_labels, place_marks, row_count

TINY = 1e-6
WIDTHS = st.floats(60, 1800)


@st.composite
def lanes(draw: st.DrawFn, most: int = 24) -> tuple[list[Item], float]:
    """Return the items of a lane, all marks within its width, and the width."""
    width = draw(WIDTHS)
    items = []
    for number in range(draw(st.integers(0, most))):
        left = draw(st.floats(0, width - 8))
        right = min(width, left + draw(st.sampled_from([8.0, 8.0, 40.0, 90.0])))
        label, weight = draw(st.floats(10, 220)), draw(st.sampled_from([0.0, 1.0, 2.0, 7.5]))
        items.append(Item(f"e{number}", left, right, label, weight))
    return items, width


def extent(item: Item, spot: Spot) -> tuple[float, float]:
    """Return what an item takes of its row."""
    if spot.side == "right":
        return item.left, item.right + GAP + item.label
    if spot.side == "left":
        return item.left - GAP - item.label, item.right
    return item.left, item.right


def clashes(items: list[Item], spots: dict[str, Spot]) -> list[tuple[str, str]]:
    """Return the labelled items that come nearer than is kept clear to another of their row."""
    found = []
    for one, other in combinations([item for item in items if item.id in spots], 2):
        if spots[one.id].row == spots[other.id].row and (spots[one.id].side or spots[other.id].side):
            (a, b), (c, d) = extent(one, spots[one.id]), extent(other, spots[other.id])
            if a < d + CLEAR - TINY and c < b + CLEAR - TINY:
                found.append((one.id, other.id))
    return found


@given(lanes())
def test_nothing_overlaps_and_nothing_is_cut(lane: tuple[list[Item], float]) -> None:
    """No two items of a row overlap, no labelled one reaches over an edge, and whatever fits at all is labelled.

    Without a cap every item is somewhere, and rows are counted from 0 without a gap.
    """
    items, width = lane
    spots = place_labels(items, Space(width))
    assert set(spots) == {item.id for item in items}
    assert {spot.row for spot in spots.values()} == set(range(row_count(spots)))
    assert clashes(items, spots) == []
    for item in items:
        left, right = extent(item, spots[item.id])
        assert left >= -TINY
        assert right <= width + TINY
        fits = item.right + GAP + item.label <= width or item.left - GAP - item.label >= 0
        assert bool(spots[item.id].side) == fits


@given(lanes(), st.integers(1, 6), st.integers(1, 3))
def test_a_cap_on_rows_is_kept(lane: tuple[list[Item], float], most_rows: int, tiers: int) -> None:
    """No more rows are used than allowed; labels touch nothing, nor do the marks that have none."""
    items, width = lane
    spots = place_labels(items, Space(width), most_rows=most_rows)
    assert row_count(spots) <= most_rows
    assert all(spot.side for spot in spots.values())
    assert clashes(items, spots) == []
    bare = [item for item in items if item.id not in spots]
    places = place_marks(bare, items, spots, Space(width), rows=row_count(spots), tiers=tiers)
    assert set(places) == {item.id for item in bare}
    for one in bare:
        row = places[one.id] // tiers
        for other in items:
            spot = spots.get(other.id)
            start, end = extent(other, spot) if spot else (other.left, other.right)
            same = spot.row == row if spot else places[other.id] == places[one.id]
            if same and other is not one:
                assert one.right + BESIDE <= start + TINY or end + BESIDE <= one.left + TINY


@given(lanes(most=16), st.integers(1, 4))
def test_the_heaviest_keep_their_labels(lane: tuple[list[Item], float], most_rows: int) -> None:
    """An item goes bare only where it finds no room beside the labelled ones that are at least as heavy."""
    items, width = lane
    spots = place_labels(items, Space(width), most_rows=most_rows)
    for item in (item for item in items if item.id not in spots):
        heavier = [other for other in items if other.id in spots and other.weight >= item.weight]
        again = place_labels([*heavier, item], Space(width), most_rows=most_rows)
        assert len(again) <= len(heavier)


@given(lanes())
def test_the_order_of_items_does_not_matter(lane: tuple[list[Item], float]) -> None:
    """The same items give the same layout, however they are listed."""
    items, width = lane
    assert place_labels(items, Space(width)) == place_labels(items[::-1], Space(width))
    assert place_labels(items, Space(width), most_rows=2) == place_labels(items[::-1], Space(width), most_rows=2)
