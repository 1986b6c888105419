"""What line figures share: values as px, lines of years in a row, few grid lines."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dyad.figures.axis import Axis
from dyad.figures.lines import Panel, grid_ticks, line_names
from dyad.figures.style import Style


@given(st.floats(-500, 500))
def test_a_panel_turns_values_into_px_and_back(value: float) -> None:
    """The place of a value in px is that value again."""
    axis = Axis(first=2003, last=2017, width=1200, gutter=40)
    panel = Panel(axis=axis, look=Style(), height=340, bottom=-600, top=600)
    assert panel.value(panel.px(value)) == pytest.approx(value, abs=1e-6)
    assert panel.px(panel.top) == 0
    assert panel.px(panel.bottom) == panel.height


def test_a_line_is_of_years_in_a_row() -> None:
    """Rows are joined that are alike in what lines go by, while each year follows the other; their order is free."""
    columns = ["year", "reporter", "sources"]
    rows = [(2003, "RUS", ("a",)), (2005, "RUS", ("a",)), (2004, "RUS", ("a",)), (2006, "RUS", ("a", "b")),
            (2007, "RUS", ("a", "b")), (2009, "RUS", ("a", "b")), (2004, "PAK", ("a",))]  # fmt: skip
    named = line_names(pd.DataFrame(rows, columns=columns), "reporter", "sources")
    assert [named.index(name) for name in named] == [0, 0, 0, 3, 3, 5, 6]


@pytest.mark.parametrize("top", [1.0, 90.0, 711.0, 1040.0, 5200.0, 30_000.0, 700_000.0])
def test_grid_lines_are_few(top: float) -> None:
    """A grid begins at 0, ends at or under the top and has seven lines at most, whatever the amounts."""
    ticks = grid_ticks(top)
    assert ticks[0] == 0
    assert ticks[-1] <= top
    assert len(ticks) <= 7
