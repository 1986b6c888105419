"""Events are drawn as wide as their dates are known, each label legible and apart from the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest

from dyad.figures.axis import Axis, to_year
from dyad.figures.events import density, event_rows, lay_out
from dyad.figures.look import SHAPES, Figure, Look, Scheme, growth, text_width
from dyad.figures.timeline import list_rows, timeline
from dyad.findings.claims import say_verdict
from dyad.record import Record, read_record
from dyad.record.schema import THEMES
from dyad.view import View, default_view, select_events
from tests.unit.figures.drawn import (
    SLACK,
    collisions,
    event_values,
    label_boxes,
    layers,
    mark_boxes,
    spoken,
    svg,
)
from tests.unit.tables import change, find, read_rows

Draw = Callable[..., Figure]

WIDTHS = (720, 1200, 1840)  # where there are lanes
ALL_WIDTHS = (340, *WIDTHS)
SWITCHES = list(product([False, True], repeat=2))  # beyond, context


def days_of(record: Record, id: str) -> tuple[date, date]:
    """Return the first and the last day of an event."""
    row = record.events.set_index("id").loc[id]
    return row["first"].date(), row["last"].date()


# -- widths of dates ---------------------------------------------------------------------------


def test_an_event_spans_exactly_what_is_known(record: Record) -> None:
    """A mark begins with the first day an event may have been on and ends with the last."""
    rows = event_rows(record, replace(default_view(record), years=record.span, beyond=True, context=True))
    assert len(rows) == len(record.events)
    for row in rows.to_dict("records"):
        if len(row["date"]) == 4:
            year = int(row["date"])
            assert (row["start"], row["end"], row["known"]) == (year, year + 1, "within")
        elif len(row["date"].rstrip("~")) == 7:
            assert row["end"] - row["start"] == pytest.approx(1 / 12, abs=0.004)
            assert row["known"] == "within"
        elif "/" in row["date"]:
            first, last = days_of(record, row["id"])
            assert row["known"] == "spell"
            assert row["end"] - row["start"] == pytest.approx(((last - first).days + 1) / 365, abs=0.001)
        else:
            assert row["end"] - row["start"] == pytest.approx(1 / 365, abs=0.0001)
            assert row["known"] == "day"
        assert row["start"] == to_year(days_of(record, row["id"])[0])
        assert row["t"] == pytest.approx((row["start"] + row["end"]) / 2, abs=1e-4)


@pytest.mark.parametrize("name", ["timeline", "overview"])
def test_a_year_is_drawn_over_its_year(draw: Draw, name: str) -> None:
    """An event of which only the year is known is drawn from its first to its last day, not on 1 January."""
    figure = draw(name)
    (value,) = [v for v in event_values(figure) if v["id"] == "strategic-stability-group-2003"]
    assert (value["start"], value["t"], value["end"]) == (2003, 2003.5, 2004)
    (layer,) = [
        layer
        for layer in layers(figure)
        if layer.kind == "rect" and layer.field("x") == "start" and "!datum.approximate" in " ".join(layer.filters)
    ]
    assert "datum.known != 'day'" in layer.filters[0]
    assert layer.field("x2") == "end"
    assert layer.px(value["end"]) - layer.px(value["start"]) == pytest.approx(layer.px(2010) - layer.px(2009))


def dashed(figure: Figure) -> int:
    """Return how many bars are drawn with a dashed outline, those of the key left out."""
    shapes = svg(figure).iter("{http://www.w3.org/2000/svg}path")
    bars = [shape for shape in shapes if shape.get("stroke-dasharray") == "2,2"]
    in_key = any(value.get("text") == "about then" for layer in layers(figure) for value in layer.values)
    return len(bars) - in_key


def test_approximate_dates_are_dashed(draw: Draw) -> None:
    """Each event with an approximate or uncertain date has a dashed bar, and no other has one."""
    figure = draw("timeline", beyond=True, context=True)
    approximate = [value for value in event_values(figure) if set(value["date"]) & set("~?")]
    assert len(approximate) == 10
    assert dashed(figure) == len(approximate)
    exact = draw("timeline", themes=("diplomacy",), years=(2003, 2009))
    assert dashed(exact) == 0


def test_an_approximate_day_looks_approximate(folder: Path) -> None:
    """An event about a day has a dashed bar as one about a month has."""
    change(folder, "events", find(folder, "events", id="valdai-2017"), date="2017-10-19~")
    record = read_record(folder)
    figure = timeline(record, replace(default_view(record), text="valdai", context=True), Look())
    assert event_values(figure)
    assert dashed(figure) == 1


@pytest.mark.parametrize(("spell", "years"), [("1999/2004", (2003, 2017)), ("2016/2022", (2003, 2017))])
def test_a_spell_beyond_the_years_ends_at_the_plot(folder: Path, spell: str, years: tuple[int, int]) -> None:
    """An event that began before or ended after the years chosen is drawn within them, its mark and label too."""
    change(folder, "events", find(folder, "events", id="strategic-stability-group-2003"), date=spell)
    record = read_record(folder)
    figure = timeline(record, View(years=years, text="stability group"), Look())
    layer = next(layer for layer in layers(figure) if layer.field("shape") == "verdict")
    assert event_values(figure)
    for box in [*mark_boxes(figure), *label_boxes(figure)]:
        assert layer.px(years[0]) - 6 <= box.left
        assert box.right <= layer.px(years[1] + 1) + 6


# -- labels ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("beyond", "context"), SWITCHES)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_label_is_whole_and_alone(draw: Draw, width: int, beyond: bool, context: bool) -> None:
    """On the timeline every event has its label, inside the plot, touching no other label or mark, at any width."""
    figure = draw("timeline", width, beyond=beyond, context=context)
    labels = label_boxes(figure)
    assert len(labels) == len(figure.data) == len(event_values(figure))
    first = next(layer for layer in layers(figure) if layer.field("shape") == "verdict").px(2003)
    for label in labels:
        assert first - SLACK <= label.left, label
        assert label.right <= width + SLACK, label
    assert collisions(figure) == []
    for stretch in (1.03, 1.15, 1.9):
        assert collisions(figure, stretch=stretch) == []
        assert all(label.right <= width * stretch + SLACK for label in label_boxes(figure, stretch=stretch))


@pytest.mark.parametrize(("beyond", "context"), SWITCHES)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_overviews_labels_are_whole_and_alone(draw: Draw, width: int, beyond: bool, context: bool) -> None:
    """On the overview the labels that are drawn touch nothing; events without one are still marked."""
    figure = draw("overview", width, beyond=beyond, context=context)
    labels = label_boxes(figure)
    assert len(event_values(figure)) == len(figure.data["events"])
    assert len(labels) == sum(value["side"] in ("left", "right") for value in event_values(figure))
    assert collisions(figure) == []
    assert collisions(figure, stretch=1.15) == []
    assert all(label.left >= -SLACK and label.right <= width + SLACK for label in labels)


@pytest.mark.parametrize("width", [1200, 1840])
def test_the_essays_events_are_all_labelled(draw: Draw, width: int) -> None:
    """On a laptop and on a projector the overview labels every bilateral event of the essay."""
    figure = draw("overview", width)
    assert len(label_boxes(figure)) == 26


@pytest.mark.parametrize(("beyond", "context"), SWITCHES)
@pytest.mark.parametrize("share", [0.65, 1.0])
@pytest.mark.parametrize("page", [960, 1200])
def test_labels_hold_beside_a_panel(record: Record, page: int, share: float, beyond: bool, context: bool) -> None:
    """A timeline that shares the page with the open event keeps its labels apart too."""
    view = replace(default_view(record), beyond=beyond, context=context)
    look = Look(width=int(page * share), scale=growth(page))
    rows = event_rows(record, view)
    sizes = density(look, dense=False)
    axis = Axis(first=2003, last=2017, width=look.width, gutter=sizes.gutter)
    placed, lanes, height = lay_out(rows, themes=THEMES, axis=axis, sizes=sizes)
    assert set(placed["side"]) <= {"right", "left"}
    assert lanes[0]["top"] == 0
    assert lanes[-1]["bottom"] == height
    assert all(before["bottom"] == after["top"] for before, after in pairwise(lanes))
    lane = {lane["theme"]: lane for lane in lanes}
    for row in placed.to_dict("records"):
        own = lane[row["theme"]]
        assert own["top"] < row["span_top"] < row["y"] < row["span_bottom"] < own["bottom"]


@pytest.mark.parametrize("most_rows", [5, 6, 9])
def test_a_crowded_figure_keeps_the_weightiest_labels(record: Record, most_rows: int) -> None:
    """With fewer rows than events ask for, none overlaps, all are marked, and the heaviest of a lane is labelled."""
    view = replace(default_view(record), beyond=True, context=True, years=record.span)
    figure = timeline(record, view, Look(width=720), most_rows=most_rows)
    values = event_values(figure)
    assert len(values) == len(record.events)
    labels = label_boxes(figure)
    assert 0 < len(labels) < len(values)
    assert collisions(figure) == []
    weight = figure.data.set_index("id")["weight"]
    for theme in set(figure.data["theme"]):
        lane = {value["id"]: value["side"] for value in values if value["theme"] == theme}
        heaviest = max(weight[id] for id in lane)
        assert any(lane[id] for id in lane if weight[id] == heaviest)


@pytest.mark.parametrize("width", [960, 1232, 1840])
def test_turning_points_keep_their_labels(record: Record, draw: Draw, width: int) -> None:
    """Where the overview has no room for every label, those of importance 1 are drawn, and some of 3 are not."""
    sides = {value["id"]: value["side"] for value in event_values(draw("overview", width, beyond=True, context=True))}
    of = record.events.set_index("id")["importance"]
    bare = [of[id] for id, side in sides.items() if side not in ("left", "right")]
    assert 3 in bare
    assert 1 not in bare


def test_a_lane_keeps_the_rows_of_its_turning_points(folder: Path) -> None:
    """A lane with labels to keep gives way after those without, though it is the largest."""
    for at, event in enumerate(read_rows(folder, "events")):
        change(folder, "events", at, importance="1" if event["theme"] == "defence" else "3")
    record = read_record(folder)
    rows = event_rows(record, replace(default_view(record), beyond=True, context=True))
    sizes = density(Look(width=1200), dense=True)
    axis = Axis(first=2003, last=2017, width=1200, gutter=sizes.gutter)
    placed, _, _ = lay_out(rows, themes=THEMES, axis=axis, sizes=sizes, most_rows=15)
    assert placed[placed["theme"] == "defence"]["side"].notna().all()
    assert placed["side"].isna().any()


def test_what_the_essay_says_weighs_more(record: Record) -> None:
    """An event that a claim names outweighs the same event that none names."""
    rows = event_rows(record, replace(default_view(record), beyond=True, context=True)).set_index("id")
    named = rows[rows.index.isin(record.claimed_events)]
    assert named["weight"].min() > 0
    assert rows.loc["druzhba-2016", "weight"] > rows.loc["aman-2017", "weight"]


# -- the list of a phone -----------------------------------------------------------------------


@pytest.mark.parametrize(("beyond", "context"), SWITCHES)
@pytest.mark.parametrize("width", [320, 340, 480])
def test_a_phone_has_a_list(record: Record, width: int, beyond: bool, context: bool) -> None:
    """On a phone every event has its lines inside the width, one entry under the other, oldest first."""
    look = Look(width=width)
    view = replace(default_view(record), beyond=beyond, context=context)
    placed, height = list_rows(event_rows(record, view), look=look)
    assert list(placed["id"]) == list(select_events(record, view)["id"])
    left = look.px(30)
    for row in placed.to_dict("records"):
        for line in row["lines"].split("\n"):
            assert left + text_width(line, look.px(14), 500) <= width, line
        assert row["fits"], row["when"]
        assert row["lines"].replace("\n", " ") == row["title"]
    bounds = list(zip(placed["y"], placed["bottom"], strict=True))
    assert all(before[1] <= after[0] for before, after in pairwise(bounds))
    assert bounds[-1][1] <= height


# -- verdicts and words ------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["timeline", "overview"])
@pytest.mark.parametrize("width", [340, 1200])
def test_verdicts_differ_by_shape(draw: Draw, name: str, width: int) -> None:
    """The shape of a mark tells its verdict, each verdict by a shape of its own."""
    if name == "overview" and width == 340:
        name = "timeline"
    (layer,) = [layer for layer in layers(draw(name, width)) if layer.field("shape") == "verdict"]
    scale = layer.encoding["shape"]["scale"]
    assert dict(zip(scale["domain"], scale["range"], strict=True)) == SHAPES
    drawn = {value["verdict"] for value in layer.values}
    assert drawn <= set(scale["domain"])
    assert len({SHAPES[verdict] for verdict in drawn}) == len(drawn) > 2


@pytest.mark.parametrize("width", [340, 1200])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_mark_can_be_heard(record: Record, draw: Draw, width: int, scheme: Scheme) -> None:
    """Each event's mark carries its date, title and verdict for those who do not see it."""
    figure = draw("timeline", width, scheme)
    values = event_values(figure)
    for value in values:
        assert value["aria"] == f"{value['date_text']}: {value['title']}. {say_verdict(record, value['verdict'])}"
    heard = spoken(svg(figure))
    assert sorted(label for label in heard if label in {v["aria"] for v in values}) == sorted(v["aria"] for v in values)


def test_values_are_plain(draw: Draw) -> None:
    """What a chart is given is text, numbers and truth values, nothing that only pandas knows."""
    plain: tuple[type[Any], ...] = (str, int, float, bool, type(None))
    for value in event_values(draw("timeline")):
        assert all(isinstance(cell, plain) for cell in value.values())
