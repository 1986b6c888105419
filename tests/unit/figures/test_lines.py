"""What line figures share: names apart beside last points, values as px, few grid lines."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dyad.figures.axis import Axis
from dyad.figures.lines import Panel, grid_ticks, spread
from dyad.figures.style import Style

TINY = 1e-6


@given(
    st.lists(st.floats(0, 200), max_size=8).map(sorted), st.floats(1, 20), st.sampled_from([(0.0, 200.0), (7.0, 193.0)])
)
@example([4.0, 20.0, 20.0], 90.0, (0.0, 200.0))
@example([150.0, 199.0, 199.0], 20.0, (0.0, 200.0))
def test_names_are_apart_and_inside(places: list[float], apart: float, ends: tuple[float, float]) -> None:
    """Places moved apart keep their order and the distance, and stay inside where there is room for all."""
    low, high = ends
    moved = spread(places, apart=apart, low=low, high=high)
    assert len(moved) == len(places)
    assert all(after - before >= apart - TINY for before, after in pairwise(moved))
    if (len(places) - 1) * apart <= high - low:
        assert all(low - TINY <= place <= high + TINY for place in moved)


@given(st.lists(st.integers(0, 10), max_size=6, unique=True).map(sorted))
def test_names_with_room_stay_where_they_are(places: list[int]) -> None:
    """Places that are far enough apart are not moved."""
    far = [place * 20.0 for place in places]
    assert spread(far, apart=20, low=0, high=200) == pytest.approx(far)


@given(st.floats(-500, 500))
def test_a_panel_turns_values_into_px_and_back(value: float) -> None:
    """The place of a value in px is that value again."""
    axis = Axis(first=2003, last=2017, width=1200, gutter=40)
    panel = Panel(axis=axis, look=Style(), height=340, bottom=-600, top=600)
    assert panel.value(panel.px(value)) == pytest.approx(value, abs=1e-6)
    assert panel.px(panel.top) == 0
    assert panel.px(panel.bottom) == panel.height


@pytest.mark.parametrize("top", [1.0, 90.0, 711.0, 1040.0, 5200.0, 30_000.0, 700_000.0])
def test_grid_lines_are_few(top: float) -> None:
    """A grid begins at 0, ends at or under the top and has seven lines at most, whatever the amounts."""
    ticks = grid_ticks(top)
    assert ticks[0] == 0
    assert ticks[-1] <= top
    assert len(ticks) <= 7
