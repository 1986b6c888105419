"""What line figures share: values as px, few grid lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dyad.figures.axis import Axis
from dyad.figures.lines import Panel, grid_ticks
from dyad.figures.style import Style


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
