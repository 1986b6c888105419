"""Places moved apart: none is nearer to another than asked, none is moved without need."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dyad.figures.geometry import spread

TINY = 1e-6


@given(
    st.lists(st.floats(0, 200), max_size=8).map(sorted), st.floats(1, 20), st.sampled_from([(0.0, 200.0), (7.0, 193.0)])
)
@example([4.0, 20.0, 20.0], 90.0, (0.0, 200.0))
@example([150.0, 199.0, 199.0], 20.0, (0.0, 200.0))
def test_places_are_apart_and_inside(places: list[float], apart: float, ends: tuple[float, float]) -> None:
    """Places moved apart keep their order and the distance, and stay inside where there is room for all."""
    low, high = ends
    moved = spread(places, apart=apart, low=low, high=high)
    assert len(moved) == len(places)
    assert all(after - before >= apart - TINY for before, after in pairwise(moved))
    if (len(places) - 1) * apart <= high - low:
        assert all(low - TINY <= place <= high + TINY for place in moved)


@given(st.lists(st.integers(0, 10), max_size=6, unique=True).map(sorted))
def test_places_with_room_stay_where_they_are(places: list[int]) -> None:
    """Places that are far enough apart are not moved."""
    far = [place * 20.0 for place in places]
    assert spread(far, apart=20, low=0, high=200) == pytest.approx(far)
