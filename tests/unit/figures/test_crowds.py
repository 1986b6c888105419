"""Events too many to be told apart are counted in bars: exactly, wide enough to be clicked, and each opens its own."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from math import isclose
from random import Random

import altair as alt
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dyad.figures.axis import Axis
from dyad.figures.compose import Figure
from dyad.figures.crowds import LEAST_PX, MOST_DRAWN, bar_span, count_bars, crowd_lanes, is_crowd, opened_by
from dyad.figures.events import event_rows
from dyad.figures.style import Style
from dyad.figures.timeline import MOST_LISTED
from dyad.record import Record
from dyad.view import View, default_view, select_events
from tests.unit.brought import sheet, whole
from tests.unit.figures.conftest import Draw
from tests.unit.figures.drawn import layers, rows_of

MANY = 700
MOST_MARKS = 2_000
FIRST, LAST = 1950, 2019
THEMES = ("energy", "Art: new", "defence")


@cache
def crowd(number: int = MANY) -> Record:
    """Return a record of that many events with dates of all widths."""
    chance = Random(5)  # noqa: S311 - the same events each time
    rows = []
    for at in range(number):
        day = date(FIRST, 1, 1) + timedelta(chance.randrange(70 * 365))
        width = chance.choice([4, 7, 10, 10, 10])
        end = min(day + timedelta(chance.choice([0, 0, 400])), date(LAST, 12, 31))
        when = day.isoformat()[:width] if end == day else f"{day}/{end}"
        rows.append([f"e{at}", f"Event {at}", when, THEMES[at % 3], "regional" if at % 7 == 0 else "bilateral"])
    return whole([("e.csv", sheet("id|title|date|theme|scope", *rows))])


@given(
    years=st.tuples(st.integers(FIRST, LAST), st.integers(FIRST, LAST)).map(lambda pair: (min(pair), max(pair))),
    width=st.integers(320, 2600),
    gutter=st.integers(0, 180),
)
@settings(max_examples=15)
def test_the_counts_add_up(years: tuple[int, int], width: int, gutter: int) -> None:
    """Whatever the years and the width, each event is in one bar of its theme, wide enough, that opens on it."""
    record = crowd()
    view = View(years=years, context=True)
    rows = event_rows(record, view)
    axis = Axis(first=years[0], last=years[1], width=width, gutter=gutter)
    bars = count_bars(record, rows, axis=axis)
    assert bars["number"].sum() == len(rows) == len(select_events(record, view))
    assert bars.groupby("theme")["number"].sum().to_dict() == rows["theme"].value_counts().to_dict()
    assert bars["start"].min() >= years[0]
    assert bars["end"].max() <= years[1] + 1
    spans = bars[["start", "end"]].drop_duplicates().sort_values("start")
    assert (spans["start"].iloc[1:].array >= spans["end"].iloc[:-1].array).all(), "two bars share a time"
    alone = (spans["start"].iloc[0], spans["end"].iloc[-1]) == (years[0], years[1] + 1) and len(spans) == 1
    assert alone or ((spans["end"] - spans["start"]) * axis.year_px > LEAST_PX - 0.01).all()
    for id, number in bars.groupby("id")["number"].sum().items():
        opened = opened_by(str(id))
        assert opened is not None
        (first, last), theme = opened
        assert years[0] <= first <= last <= years[1]
        narrowed = replace(view, years=(first, last), themes=(theme,))
        assert len(select_events(record, narrowed)) >= number


@pytest.mark.parametrize(
    ("width", "years", "span"), [(10_000, 9, 1 / 12), (714, 20, 1 / 4), (714, 99, 1), (714, 990, 10)]
)
def test_a_bar_covers_what_can_be_clicked(width: int, years: int, span: float) -> None:
    """The span of a bar is the shortest of months, quarters and years that is wide enough."""
    axis = Axis(first=1000, last=999 + years, width=width, gutter=0)
    assert isclose(bar_span(axis), span)
    assert span * axis.year_px >= LEAST_PX


@pytest.mark.parametrize(
    "id", ["druzhba-2017", "crowd", "crowd:1:2", "crowd:a:b:c", "crowd::2:x", "crowd:1:2:", "crowd:1:99999:x",
           "Crowd:1:2:x", ""]
)  # fmt: skip
def test_other_ids_open_nothing(id: str) -> None:
    """What is no id of a bar opens none, whoever sent it."""
    assert opened_by(id) is None


def test_before_our_era() -> None:
    """Bars before year 1 open the years they hold."""
    record = whole([("e.csv", sheet("title|date|theme", "A|-0043|war", "B|0000|war", "C|44 BC|war"))])
    axis = Axis(first=-43, last=0, width=800, gutter=0)
    bars = count_bars(record, event_rows(record, View(years=(-43, 0))), axis=axis)
    assert list(bars["number"]) == [2, 1]
    assert [opened_by(id) for id in bars["id"]] == [((-43, -43), "war"), ((0, 0), "war")]


# -- drawn -------------------------------------------------------------------------------------


def clicked(figure: Figure) -> list[dict[str, object]]:
    """Return the values of the marks that can be clicked."""
    (layer,) = (
        layer for layer in layers(figure) if layer.kind in ("point", "rect") and "description" in layer.encoding
    )
    return layer.values


@pytest.mark.parametrize("width", [720, 2400])
@pytest.mark.parametrize("name", ["timeline", "overview"])
def test_a_crowd_is_drawn_as_bars(draw: Draw, name: str, width: int) -> None:
    """More events than can be told apart are few marks, which say their number; the specification is valid."""
    figure = draw(name, width, of=crowd(), context=True)
    assert len(rows_of(figure)) <= MOST_MARKS
    bars = clicked(figure)
    assert sum(int(str(bar["number"])) for bar in bars) == MANY
    assert all(opened_by(str(bar["id"])) for bar in bars)
    assert all(float(str(bar["high"])) < float(str(bar["low"])) for bar in bars)
    alt.Chart.from_dict(json.loads(json.dumps(figure.spec))).to_dict()


@pytest.mark.parametrize("name", ["timeline", "overview"])
def test_fewer_are_drawn_one_by_one(draw: Draw, name: str) -> None:
    """As many events as can be told apart are each a mark of their own; one more, and all are counted."""
    for number, counted in ((MOST_DRAWN, False), (MOST_DRAWN + 1, True)):
        record = crowd(number)
        assert is_crowd(event_rows(record, replace(default_view(record), context=True))) == counted
        ids = [value["id"] for value in clicked(draw(name, of=record, context=True))]
        assert (sorted(map(str, ids)) == sorted(record.event_ids)) != counted


def test_narrowing_leads_to_the_events(draw: Draw) -> None:
    """Opening the highest bar narrows the events until they are drawn one by one."""
    record = crowd()
    bars = pd.DataFrame(clicked(draw("timeline", of=record, context=True)))
    opened = opened_by(str(bars.loc[bars["number"].idxmax(), "id"]))
    assert opened is not None
    narrowed = View(years=opened[0], themes=(opened[1],), context=True)
    figure = draw("timeline", of=record, **vars(narrowed))
    assert {value["id"] for value in clicked(figure)} == set(select_events(record, narrowed)["id"])


def test_the_list_of_a_phone_is_capped_and_says_so(draw: Draw) -> None:
    """On a phone the first of many events are listed, and the figure says how many of how many."""
    figure = draw("timeline", 340, told=True, of=crowd(), context=True)
    assert len(clicked(figure)) == MOST_LISTED
    assert f"the first {MOST_LISTED} of {MANY}" in str(figure.spec)
    assert len(rows_of(figure)) <= MOST_MARKS
    few = draw("timeline", 340, told=True, of=crowd(), context=True, years=(FIRST, FIRST + 5))
    assert "the first" not in str(few.spec)


def test_lanes_stand_under_each_other() -> None:
    """Each theme with a bar has a lane, in the order of the record, without a gap."""
    record = crowd()
    axis = Axis(first=FIRST, last=LAST, width=1200, gutter=100)
    bars = count_bars(record, event_rows(record, View(years=(FIRST, LAST), context=True)), axis=axis)
    lanes = crowd_lanes(bars, themes=(*record.about.themes, "empty"), look=Style(width=1200))
    assert [lane["theme"] for lane in lanes] == list(record.about.themes)
    assert [lane["top"] for lane in lanes] == [0, *(lane["bottom"] for lane in lanes[:-1])]
