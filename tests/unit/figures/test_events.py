"""Events are drawn as wide as their dates are known, each label legible and apart from the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import pytest

from dyad.figures.axis import Axis, to_year
from dyad.figures.compose import Figure
from dyad.figures.events import event_rows, events_of
from dyad.figures.lane_layout import Arrangement, arrange, density
from dyad.figures.style import PALETTES, Style, text_width
from dyad.findings.claims import UNCLAIMED
from dyad.publish.opening import write_shown
from dyad.publish.pages import PAGES
from dyad.record import Record, read_record
from dyad.record.schema import THEMES, VERDICTS
from dyad.view import View, default_view, select_events
from tests.unit.figures.conftest import Draw
from tests.unit.figures.drawn import (
    SLACK,
    Box,
    Layer,
    collisions,
    event_values,
    label_boxes,
    layers,
    mark_boxes,
)
from tests.unit.tables import change, find

WIDTHS = (720, 1200, 1840)  # where there are lanes
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
def test_a_bar_shows_how_wide_a_date_is_known(draw: Draw, name: str) -> None:
    """A bar goes over all the days an event may have been on; there is none that its mark would hide."""
    figure = draw(name)
    values = event_values(figure)
    bars = [layer for layer in layers(figure) if layer.kind == "rect" and layer.field("y") == "span_top"]
    assert {value["id"] for layer in bars for value in layer.values} == {v["id"] for v in values if v["bar"]}
    (year,) = [v for v in values if v["id"] == "strategic-stability-group-2003"]
    assert (year["start"], year["t"], year["end"], year["bar"]) == (2003, 2003.5, 2004, True)
    mark = next(layer for layer in layers(figure) if layer.field("shape") == "verdict")
    side = (mark.mark["size"] / 0.8) ** 0.5
    for value in values:
        assert value["bar"] == (mark.px(value["end"]) - mark.px(value["start"]) > side + 6), value["id"]
    assert not any(value["bar"] for value in values if value["known"] == "day")


def dashed(figure: Figure) -> set[str]:
    """Return the events whose bar has a dashed outline."""
    bars = [layer for layer in layers(figure) if layer.kind == "rect" and layer.mark.get("strokeDash") == [2, 2]]
    return {value["id"] for layer in bars for value in layer.values if "id" in value}


def test_approximate_dates_are_dashed(draw: Draw, folder: Path) -> None:
    """An event with an approximate date that is drawn as a bar has a dashed one, as the key has; no other has."""
    for when, found in (("2007~", True), ("2007", False), ("2007-04-27~", False)):
        change(folder, "events", find(folder, "events", id="rd-93-cleared-2007"), date=when)
        figure = draw("timeline", of=read_record(folder))
        assert dashed(figure) == ({"rd-93-cleared-2007"} if found else set()), when
        assert ("about then" in {entry.text for entry in (figure.key or ())}) == found


def test_a_bar_without_an_end_is_drawn_open(draw: Draw, folder: Path) -> None:
    """What goes on has edges above, below and where it began, and a sign where it goes on."""
    change(folder, "events", find(folder, "events", id="defence-pact-2014"), date="2014/..")
    figure = draw("timeline", of=read_record(folder))
    (edges,) = [layer for layer in layers(figure) if layer.kind == "line" and layer.field("order") == "corner"]
    assert [value["t"] for value in edges.values] == [2018, 2014, 2014, 2018]
    (signs,) = [layer for layer in layers(figure) if layer.field("text") == "sign"]
    assert [(value["sign"], value["end_at"]) for value in signs.values] == [("→", 2018)]
    assert "→ goes on" in {entry.text for entry in (figure.key or ())}


@pytest.mark.parametrize(("spell", "years"), [("1999/2004", (2003, 2017)), ("2016/2022", (2003, 2017))])
def test_a_spell_beyond_the_years_ends_at_the_plot(
    draw: Draw, folder: Path, spell: str, years: tuple[int, int]
) -> None:
    """An event that began before or ended after the years chosen is drawn within them, its mark and label too."""
    change(folder, "events", find(folder, "events", id="strategic-stability-group-2003"), date=spell)
    figure = draw("timeline", of=read_record(folder), years=years, text="stability group")
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
    grey = f"{len(square_values(figure))} left out by the essay"
    assert beyond or grey in {entry.text for entry in (figure.key or ())}
    around, later = "4 regional events that the essay names", "2 events after the essay"
    said = " and ".join(([] if context else [around]) + ([] if beyond else [later]))
    signs = "the worst verdict on each"
    notes = () if figure.subtitle.endswith(f"; signs: {signs}") else (f"Signs: {signs}",)
    assert tuple(figure.notes) == (*([f"Not drawn nor counted: {said}"] if said else []), *notes)
    first = next(layer for layer in layers(figure) if layer.field("shape") == "verdict").px(2003)
    for label in labels:
        assert first - SLACK <= label.left, label
        assert label.right <= width + SLACK, label
    assert collisions(figure) == []


@pytest.mark.parametrize(("beyond", "context"), SWITCHES)
@pytest.mark.parametrize("width", WIDTHS)
def test_the_overviews_labels_are_whole_and_alone(draw: Draw, width: int, beyond: bool, context: bool) -> None:
    """On the overview of a screen the labels that are drawn touch nothing; events without one stand all the same.

    On a laptop and on a projector every event between the two that the essay names has its label.
    """
    figure = draw("overview", width, told=True, beyond=beyond, context=context)
    labels = label_boxes(figure)
    drawn = {value["id"] for value in [*event_values(figure), *square_values(figure)]}
    assert drawn >= set(figure.data["events"]["id"])
    assert len(labels) == sum(value["side"] in ("left", "right") for value in event_values(figure))
    assert collisions(figure) == []
    assert all(label.left >= -SLACK and label.right <= width + SLACK for label in labels)
    assert len(labels) == 26 or width == 720 or beyond or context


@pytest.mark.parametrize("beyond", [False, True])
def test_a_page_counts_as_its_figure_does(record: Record, beyond: bool) -> None:
    """What a page says is left out are the events that its figure draws unnamed: none of after the document."""
    view = replace(default_view(record), beyond=beyond)
    told = f", {len(events_of(record, view).left_out)} left out"
    assert (told in write_shown(PAGES["timeline"], record, view)) is not beyond


def placed_in(record: Record, view: View, width: int, **more: Any) -> Arrangement:
    """Return a view's events in the lanes of a timeline of that width."""
    sizes = density(Style(width=width), dense=True)
    axis = Axis(first=view.years[0], last=view.years[1], width=width, gutter=92)
    events = events_of(record, view)
    return arrange(events.named, events.left_out, themes=THEMES, axis=axis, sizes=sizes, **more)


def test_lanes_lie_under_each_other(record: Record) -> None:
    """Lanes follow each other without a gap, and all that is in one lies between its edges."""
    placed = placed_in(record, default_view(record), 780)
    assert set(placed.rows["side"]) <= {"right", "left"}
    assert (placed.lanes[0]["top"], placed.lanes[-1]["bottom"]) == (0, placed.height)
    assert all(before["bottom"] == after["top"] for before, after in pairwise(placed.lanes))
    lane = {lane["theme"]: lane for lane in placed.lanes}
    for row in placed.rows.to_dict("records"):
        own = lane[row["theme"]]
        assert own["top"] < row["span_top"] < row["y"] < row["span_bottom"] < own["bottom"]
    for row in placed.squares.to_dict("records"):
        assert lane[row["theme"]]["top"] < row["y"] < lane[row["theme"]]["bottom"]


@pytest.mark.parametrize("most_rows", [5, 6, 9])
def test_on_paper_each_mark_has_its_name(record: Record, draw: Draw, most_rows: int) -> None:
    """With fewer rows than labels ask for the lightest events are small, signs if named, counted; none overlaps."""
    figure = draw("timeline", 720, most_rows=most_rows, beyond=True, context=True, years=record.span)
    labels, squares = label_boxes(figure), square_values(figure)
    assert {value["id"] for value in event_values(figure)} == {label.of for label in labels}
    assert collisions(figure) == []
    assert all(value["verdict"] == UNCLAIMED for value in squares)
    dark = [
        value for layer in layers(figure) if layer.kind == "point" and layer.field("shape") == "verdict"
        for value in layer.values if "edge" not in value
    ]  # fmt: skip
    named = {value["id"] for value in [*dark, *event_values(figure)]} & set(record.claimed_events)
    assert named == set(figure.data["id"]) & set(record.claimed_events)
    assert {value["id"] for value in dark} <= named
    assert len(figure.data) == len(labels) + len(squares) + len(dark)
    (small,) = (note for note in figure.notes if note.startswith("Small signs, the earliest first: "))
    assert all(value["label"] in small for value in dark)
    first = figure.data[figure.data["verdict"] == "contradicted"]
    assert set(first["id"]) <= {label.of for label in labels}, "contradictions come first"
    for theme in set(figure.data["theme"]):
        lane = figure.data[figure.data["theme"] == theme].sort_values("weight", ascending=False)
        heaviest = lane[lane["verdict"] == "contradicted"] if "contradicted" in set(lane["verdict"]) else lane
        assert heaviest["id"].iloc[0] in {label.of for label in labels}


def test_few_rows_are_one_lane(draw: Draw) -> None:
    """Where a page has fewer rows than lanes all events share one without a name, so that no theme goes missing."""
    figure = draw("timeline", 720, joined=True, most_rows=3)
    assert [layer for layer in layers(figure) if layer.field("text") == "name"] == []
    assert collisions(figure) == []
    assert (figure.labels, figure.lanes) == (3, 1)


def test_a_label_too_wide_has_a_number(draw: Draw, folder: Path) -> None:
    """On paper an event whose label fits on neither side of its mark has a number, and its name in the key below."""
    label = "a label far too long for lanes"
    change(folder, "events", find(folder, "events", id="contact-group-dormant-2009"), label=label)
    figure = draw("timeline", 300, of=read_record(folder))
    words = {value["id"]: value["word"] for value in event_values(figure)}
    assert words["contact-group-dormant-2009"] == "1"
    assert f"1 {label}, 2009" in str(figure.spec)
    assert len(label_boxes(figure)) == len(figure.data)


# -- what claims leave out ---------------------------------------------------------------------


def square_layers(figure: Figure) -> list[Layer]:
    """Return the layers of small grey squares of events."""
    grey = PALETTES["light"].beyond
    found = [layer for layer in layers(figure) if layer.kind == "point" and layer.mark.get("fill") == grey]
    return [layer for layer in found if all("id" in value for value in layer.values)]


def square_values(figure: Figure) -> list[dict[str, Any]]:
    """Return the rows of the small grey squares."""
    return [value for layer in square_layers(figure) for value in layer.values]


@pytest.mark.parametrize("name", ["timeline", "overview"])
@pytest.mark.parametrize("width", [720, 1200])
def test_what_the_essay_leaves_out_stands_grey(record: Record, draw: Draw, name: str, width: int) -> None:
    """Each event between the two until the essay that no claim names is a small square, unnamed, over nothing else."""
    figure = draw(name, width)
    (layer,) = square_layers(figure)
    squares = layer.values
    events = record.events[(record.events["scope"] == "bilateral") & record.events["first"].dt.year.between(2003, 2017)]
    events = events[~(events["first"] > "2017-11-19")]
    assert {value["id"] for value in squares} == set(events["id"]) - set(record.claimed_events)
    half = layer.mark["size"] ** 0.5 / 2
    boxes = [
        Box(value["id"], x - half, x + half, value["y"] - half, value["y"] + half)
        for value in squares
        for x in [layer.px(value["t"])]
    ]
    others = [*label_boxes(figure), *mark_boxes(figure)]
    assert not [one.of for at, one in enumerate(boxes) for other in [*boxes[:at], *others] if one.meets(other)]
    named = figure.data if name == "timeline" else figure.data["events"]
    assert set(named["id"]) <= set(record.claimed_events)
    assert any(entry.text.endswith("left out by the essay") for entry in (figure.key or ()))


def test_a_record_of_no_states_speaks_of_none(record: Record, draw: Draw) -> None:
    """Where no states are named, as in tables of titles and dates alone, subtitles do without."""
    nameless = replace(record, about=replace(record.about, economies={}), version="nameless")
    for name, begins in (("timeline", "Events by theme, 2003"), ("event-strip", "Events by year, 2003")):
        assert draw(name, of=nameless).subtitle.startswith(begins)
    assert ", 19 November 2017), by the theme" in draw("claims-summary", of=nameless).subtitle


@pytest.mark.parametrize("width", [960, 1232, 1840])
def test_turning_points_keep_their_labels(record: Record, draw: Draw, width: int) -> None:
    """Where the overview has no room for every label, those of importance 1 are drawn, and some of 3 are not."""
    figure = draw("overview", width, told=True, beyond=True, context=True)
    labelled = {label.of for label in label_boxes(figure)}
    of = record.events.set_index("id")["importance"]
    bare = {of[id] for id in figure.data["events"]["id"] if id not in labelled}
    assert 3 in bare
    assert 1 not in bare


def test_a_lane_keeps_the_rows_of_its_turning_points(record: Record) -> None:
    """A lane with labels to keep gives way after those without, though it is the largest."""
    importance = record.events["theme"].map(lambda theme: 1 if theme == "defence" else 3)
    record = replace(record, events=record.events.assign(importance=importance))
    view = replace(default_view(record), beyond=True, context=True)
    rows = placed_in(record, view, 1200, most_rows=15).rows
    assert rows[rows["theme"] == "defence"]["side"].notna().all()
    assert len(rows[rows["side"].notna()]) < len(event_rows(record, view))


def test_what_the_essay_says_weighs_more(record: Record) -> None:
    """An event that a claim names outweighs the same event that none names."""
    rows = event_rows(record, replace(default_view(record), beyond=True, context=True)).set_index("id")
    named = rows[rows.index.isin(record.claimed_events)]
    assert named["weight"].min() > 0
    assert rows.loc["druzhba-2016", "weight"] > rows.loc["aman-2017", "weight"]


# -- the list of a phone -----------------------------------------------------------------------


@pytest.mark.parametrize(("beyond", "context"), SWITCHES)
@pytest.mark.parametrize("width", [320, 340, 480])
def test_a_phone_has_a_list(record: Record, draw: Draw, width: int, beyond: bool, context: bool) -> None:
    """On a phone every event has its lines inside the width, one entry under the other, oldest first."""
    look = Style(width=width, told=True)
    view = replace(default_view(record), beyond=beyond, context=context)
    (layer,) = (one for one in layers(draw("timeline", look=look, **vars(view))) if one.field("text") == "lines")
    assert [row["id"] for row in layer.values] == list(select_events(record, view)["id"])
    left = look.px(30)
    for row in layer.values:
        for line in row["lines"].split("\n"):
            assert left + text_width(line, look.px(14), 500) <= width, line
        assert all(left + text_width(line, look.text) <= width for line in row["when"].split("\n")), row["when"]
        assert row["lines"].replace("\n", " ") == row["title"]
    assert all(before["bottom"] <= after["y"] for before, after in pairwise(layer.values))
    assert layer.values[-1]["bottom"] <= layer.height


@pytest.mark.parametrize("beyond", [False, True])
def test_a_list_says_what_it_leaves_out(draw: Draw, beyond: bool) -> None:
    """A list says how many events it leaves out that lanes draw as small squares, and which filter lists them."""
    lanes, listed = (draw("timeline", width, told=True, beyond=beyond) for width in (1200, 358))
    number = len(square_values(lanes))
    said = f"Not listed nor counted: {number} events the essay leaves out (the filter “Name those left out” lists "
    assert any(note.startswith(said) for note in listed.notes) == (not beyond)
    assert not any("lists them" in note for note in lanes.notes)
    assert (number > 0) == (not beyond)


@pytest.mark.parametrize("width", [760, 1216])
def test_a_sign_without_a_label_is_named_in_a_note(draw: Draw, width: int) -> None:
    """On a screen, and where its page is printed, each verdict without a label has its name in a note."""
    figure = draw("overview", width, told=True, beyond=width > 760)
    bare = [v["label"] for v in event_values(figure) if v["side"] is None and v["verdict"] in VERDICTS]
    assert bare
    (note,) = [note for note in figure.notes if note.startswith("Signs without a name, the earliest first: ")]
    assert all(label in note for label in bare)


@pytest.mark.parametrize(("width", "told"), [(760, True), (1216, True), (1200, False)])
def test_a_ring_is_clear_of_its_label(draw: Draw, width: int, told: bool) -> None:
    """The open event alone has a ring; between it and the event's label are eight px at least."""
    for event in ("druzhba-2016", "rd-93-cleared-2007"):
        figure = draw("timeline", width, told=told, event=event)
        (ring,) = [layer for layer in layers(figure) if layer.mark.get("filled") is False]
        (value,) = ring.values
        assert value["id"] == event
        half = ring.mark["size"] ** 0.5 / 2 + ring.mark["strokeWidth"] / 2
        x = ring.px(value["t"])
        (box,) = [box for box in label_boxes(figure) if box.of == event]
        assert max(box.left - x, x - box.right) - half >= 8 - SLACK
