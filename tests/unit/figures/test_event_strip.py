"""The event strip: a column a year, a square an event, filled where the essay names it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from dyad.figures.compose import Figure
from dyad.figures.events import events_of
from dyad.figures.style import PALETTES
from dyad.findings.events import fullest_run
from dyad.record import Record
from dyad.view import default_view
from tests.unit.figures.conftest import Draw
from tests.unit.figures.drawn import Layer, layers, rows_of
from tests.unit.figures.test_crowds import MANY, crowd

INK, PAPER = PALETTES["light"].ink, PALETTES["light"].paper


def squares(figure: Figure, fill: str) -> list[tuple[Layer, dict[str, Any]]]:
    """Return the squares with this filling, each with its layer."""
    found = [layer for layer in layers(figure) if layer.field("x") == "at" and layer.mark.get("fill") == fill]
    return [(layer, value) for layer in found for value in layer.values]


@pytest.mark.parametrize("choice", [{}, {"years": (2010, 2016)}, {"years": (2016, 2016)}, {"beyond": True}])
@pytest.mark.parametrize("width", [340, 1200])
def test_each_event_is_a_square_in_its_year(record: Record, draw: Draw, width: int, choice: dict[str, Any]) -> None:
    """Each event between the two until the essay is a square over the year it begins in, filled if a claim names it."""
    figure = draw("event-strip", width, **choice)
    first, last = choice.get("years", (2003, 2017))
    events = record.events[record.events["scope"] == "bilateral"]
    events = events[(events["first"].dt.year <= last) & (events["last"].dt.year >= first)]
    events = events[~(events["first"] > "2017-11-19")]
    year = dict(zip(events["id"], events["first"].dt.year.clip(lower=first), strict=True))
    for fill, ids in ((INK, set(year) & set(record.claimed_events)), (PAPER, set(year) - set(record.claimed_events))):
        drawn = squares(figure, fill)
        assert {value["id"] for _, value in drawn} == ids
        assert all(int(value["at"]) == year[value["id"]] for _, value in drawn)
    boxes = [(layer.px(v["at"]), v["value"], layer.mark["size"] ** 0.5) for layer, v in squares(figure, INK)]
    boxes += [(layer.px(v["at"]), v["value"], layer.mark["size"] ** 0.5) for layer, v in squares(figure, PAPER)]
    for at, (x, y, side) in enumerate(boxes):
        assert all(abs(x - a) >= side or abs(y - b) >= side for a, b, _ in boxes[:at])


@pytest.mark.parametrize(
    "choice", [{}, {"years": (2010, 2016)}, {"years": (2016, 2016)}, {"text": "zzzz"}, {"themes": ("energy",)},
               {"years": (2004, 2004)}]
)  # fmt: skip
def test_the_title_says_where_events_crowd(draw: Draw, choice: dict[str, Any]) -> None:
    """The title has how many of the named events fall into the fewest years that hold half of them."""
    figure = draw("event-strip", **choice)
    named = [value for _, value in squares(figure, INK)]
    if len(named) > 1 and " fall in " in figure.title:
        inside = int(figure.title.split()[0]) if figure.title[0].isdigit() else len(named)
        ends = [int(year) for year in figure.title.rsplit(" ", 1)[1].split("–")]
        assert sum(ends[0] <= int(value["at"]) <= ends[-1] for value in named) == inside
        assert inside * 2 >= len(named)


def test_the_fullest_year_is_remarked_on(draw: Draw) -> None:
    """Over the highest column stands how many events it has and how many are named, over others how many."""
    figure = draw("event-strip")
    years = {fill: Counter(int(value["at"]) for _, value in squares(figure, fill)) for fill in (INK, PAPER)}
    year = max(years[INK] | years[PAPER], key=lambda one: (years[INK][one] + years[PAPER][one], one))
    totals = years[INK] + years[PAPER]
    said = f"{year}: {totals.pop(year)} events, the essay names {years[INK][year]}"
    assert said in " ".join(str(figure.spec).split("\\n"))
    numbers = [
        value for layer in layers(figure) if layer.kind == "text" and layer.field("text") == "text"
        for value in layer.values if "t" in value and "value" in value
    ]  # fmt: skip
    assert {int(value["t"]): int(value["text"]) for value in numbers if str(value["text"]).isdigit()} == dict(totals)


def test_powerpoint_draws_the_same(draw: Draw) -> None:
    """The native chart has a column a year of what is named and of what is left out, as many as there are squares."""
    figure = draw("event-strip")
    assert figure.native is not None
    for series, fill in zip(figure.native.series, (INK, PAPER), strict=True):
        assert series.values == Counter(str(int(value["at"])) for _, value in squares(figure, fill))


def test_without_claims_all_are_filled(draw: Draw, record: Record) -> None:
    """A record that checks no claims has filled squares, and no key; nothing is left out of the timeline."""
    bare = replace(record, claims=record.claims.iloc[:0])
    figure = draw("event-strip", of=bare)
    assert len(squares(figure, INK)) == len(figure.data)
    assert squares(figure, PAPER) == []
    assert figure.key is None
    assert events_of(bare, default_view(bare)).left_out.empty


@pytest.mark.parametrize("width", [340, 1200])
def test_a_crowd_is_bars(draw: Draw, width: int) -> None:
    """More events than squares can show are bars whose numbers add up."""
    figure = draw("event-strip", width, of=crowd(), context=True)
    bars = rows_of(figure, "rect", "shown")
    assert sum(int(bar["shown"].split()[0]) for bar in bars) == MANY


def test_it_stands_small_over_the_timeline(draw: Draw) -> None:
    """Over the lanes are bars on the same axis, as high as their numbers; a page that holds little goes without."""
    whole, brief = (
        [layer for layer in layers(draw("timeline", brief=brief)) if layer.field("y2") == "low"]
        for brief in (False, True)
    )
    assert brief == []
    lanes = next(layer for layer in layers(draw("timeline")) if layer.field("shape") == "verdict")
    assert {layer.domain() for layer in whole} == {lanes.domain()}
    bars = [(value, int(value["shown"].split()[0])) for layer in whole for value in layer.values]
    assert sum(number for value, number in bars if value["name"].startswith("named")) == 26
    assert len({round((value["value"] - value["low"]) / number, 6) for value, number in bars}) == 1


def test_the_fewest_years_that_hold_half() -> None:
    """The run is the shortest with half of the events; of equals the fullest, then the later; of none all years."""
    assert fullest_run([], within=(2003, 2017)) == ((2003, 2017), 0)
    assert fullest_run([2004], within=(2003, 2017)) == ((2004, 2004), 1)
    assert fullest_run([2003, 2004, 2010, 2011], within=(2003, 2017)) == ((2010, 2011), 2)
    assert fullest_run([2003, 2003, 2004, 2010, 2011], within=(2003, 2017)) == ((2003, 2004), 3)
