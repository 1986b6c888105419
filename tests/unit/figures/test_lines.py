"""Names of lines stand beside their last points without touching each other."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dyad.figures.axis import Axis
from dyad.figures.labels import Words
from dyad.figures.lines import Panel, key_row, spread
from dyad.figures.parts import KeyEntry
from dyad.figures.style import Style, text_width

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


@pytest.mark.parametrize("width", [320, 340, 720, 1840])
def test_a_key_is_wrapped_to_the_width(width: int) -> None:
    """No sign of a key or its words reach over the right edge, and no two stand on each other."""
    look = Style(width=width)
    words = ("claims confirmed", "a claim contradicted", "a claim not found", "beyond the essay", "some time within")
    entries = [KeyEntry(text=text, shape="circle", stroke="#000000", fill="#ffffff") for text in words]
    values = key_row(entries, look=look).data["values"]
    boxes = [(v["y"], v["left"], v["at"] + text_width(v["text"], look.px(11))) for v in values]
    assert all(right <= width for _, _, right in boxes)
    for before, after in pairwise(boxes):
        assert after[0] > before[0] or after[1] > before[2]


def test_words_touch_nothing_unless_they_must() -> None:
    """A word takes the first free place; one without a place is left out, one that must be there lies over a line."""
    axis = Axis(first=2003, last=2017, width=200, gutter=0)
    wide, low = (Panel(axis=axis, look=Style(width=200), height=height, bottom=0, top=1) for height in (100, 20))
    words = Words(panel=wide, lines=[((0, 50), (200, 50))])
    assert words.mark("2003", (100, 50))
    assert words.taken[0][3] < 50
    assert words.mark("2003", (100, 50))
    assert words.taken[1][1] > 50
    words = Words(panel=low, lines=[((0, 10), (200, 10))])
    assert not words.mark("2003", (100, 10))
    assert words.mark("2003", (100, 10), must=True)
