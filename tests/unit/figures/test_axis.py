"""The one time axis is linear in years and keeps its gutters."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dyad.figures.axis import PAD, TICK_GAP, Axis, to_year
from dyad.figures.style import Style, text_width

DAYS = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 30))
AXES = st.builds(
    lambda first, years, width, gutter, right: Axis(
        first=first, last=first + years, width=width, gutter=gutter, right=right
    ),
    st.integers(1900, 2020),
    st.integers(0, 60),
    st.floats(320, 1840),
    st.floats(0, 110),
    st.floats(0, 120),
)


@given(DAYS, DAYS)
def test_later_days_lie_further_right(one: date, other: date) -> None:
    """Days keep their order as decimal years, and lie within their year."""
    first, last = sorted((one, other))
    assert to_year(first) <= to_year(last)
    assert first == last or to_year(first) < to_year(last)
    assert first.year <= to_year(first) < first.year + 1


@given(DAYS)
def test_a_day_ends_where_the_next_begins(day: date) -> None:
    """The end of a day is the start of the next, and a year's last day ends at the next year."""
    assert to_year(day, after=True) == to_year(day + timedelta(days=1))
    assert [to_year(date(year, 12, 31), after=True) for year in (2016, 9999)] == [2017, 10000]


@given(AXES, st.floats(0, 1))
def test_years_fill_what_the_gutters_leave(axis: Axis, part: float) -> None:
    """The first year begins past the gutter, the last ends before the room at the right, all are equally wide."""
    assert axis.px(axis.first) == pytest.approx(axis.gutter + PAD, abs=0.05)
    assert axis.px(axis.last + 1) == pytest.approx(axis.width - axis.right - PAD, abs=0.05)
    assert axis.px(axis.domain[0]) == 0
    assert axis.px(axis.domain[1]) == pytest.approx(axis.width)
    at = axis.first + part
    assert axis.px(at + 1) - axis.px(at) == pytest.approx(axis.year_px, rel=0.01)


@given(AXES)
def test_tick_labels_have_room(axis: Axis) -> None:
    """One year at least is labelled, all that are lie on the axis, and neighbours do not touch."""
    look = Style(width=int(axis.width))
    ticks = axis.ticks(look)
    assert ticks
    assert all(axis.first <= year <= axis.last for year in ticks)
    for before, after in pairwise(ticks):
        room = (after - before) * axis.year_px
        assert room >= text_width("2000", look.px(11.5)) + TICK_GAP - 0.01


@pytest.mark.parametrize("width", [340, 720, 1200, 1840])
def test_the_essays_years_are_labelled(width: int) -> None:
    """From 2003 to 2017 all years are labelled on a wide page and at least three on a phone."""
    ticks = Axis(first=2003, last=2017, width=width, gutter=60).ticks(Style(width=width))
    assert len(ticks) == 15 if width >= 1200 else len(ticks) >= 3


def test_a_narrow_axis_has_both_its_ends() -> None:
    """Where but one round year has room the first and the last year are labelled."""
    assert Axis(first=2003, last=2017, width=260, gutter=34, right=100).ticks(Style()) == [2003, 2017]
