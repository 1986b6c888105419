"""The overview: three rows on one axis, linked, and made without touching the record."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from dyad.figures.axis import FADED
from dyad.figures.catalogue import FIGURES, figures_of
from dyad.figures.overview import CROWDED
from dyad.figures.style import Style
from dyad.findings.events import fullest_run
from dyad.record import Record
from dyad.view import default_view
from dyad.wording.pieces import say_span
from tests.unit.figures.conftest import Draw
from tests.unit.figures.drawn import layers, svg
from tests.unit.tables import NAMES

DRAWERS = {name: entry.draw for name, entry in FIGURES.items()}  # which compose a figure each time


@pytest.mark.parametrize("width", [720, 1200, 1840])
@pytest.mark.parametrize("years", [(2003, 2017), (2010, 2012), (1998, 2025)])
def test_all_rows_share_the_years(draw: Draw, width: int, years: tuple[int, int]) -> None:
    """Every layer that stands on the time axis has the same domain and the same width."""
    drawn = layers(draw("overview", width, years=years))
    timed = [layer for layer in drawn if layer.field("x") in ("t", "start", "edge")]
    assert len({layer.row for layer in timed}) == 5  # events, trade, ranks, and years below events and ranks
    assert len({layer.domain() for layer in timed}) == 1
    assert {layer.width for layer in timed} == {width}
    low, high = timed[0].domain()
    assert low <= years[0]
    assert years[1] + 1 <= high


@pytest.mark.parametrize("name", sorted(FIGURES.keys() - {"partners", "rank-lists", "rank-trails", "claims-summary"}))
def test_what_lies_outside_the_period_is_faded(draw: Draw, name: str) -> None:
    """Marks of all figures of years go by one rule, lines and areas stand pale and within it again; a note says so."""
    figure = draw(name, brush=(2010, 2012))
    drawn = [layer for layer in layers(figure) if layer.values and "start" in layer.values[0]]
    told = [layer.encoding["opacity"]["condition"] for layer in drawn if "tooltip" in layer.encoding]
    outside = "datum.end < 2010.001 || datum.start > 2012.999"
    assert told == [{"test": outside, "value": FADED}] * len(told) != []
    joined = [layer for layer in drawn if layer.kind in ("line", "area")]
    within = ("datum.start > 2009.999 && datum.end < 2013.001",)
    assert [layer.filters for layer in joined] == [(), within] * (len(joined) // 2)
    assert all(layer.encoding["opacity"] == {"value": FADED} for layer in joined[::2])
    assert figure.notes[0] == "Faded: what lies outside 2010–2012"


def test_the_period_has_edges_and_stays_within_the_years(draw: Draw) -> None:
    """Every plot has the period as a ground between two edges; one that lies outside the years is not drawn."""
    drawn = layers(draw("overview", brush=(2010, 2012)))
    assert [layer.values for layer in drawn if layer.kind == "rule" and layer.mark.get("opacity") == 0.7] == [
        ({"t": 2010}, {"t": 2013})
    ] * 3
    outside = layers(draw("overview", years=(2014, 2016), brush=(2010, 2012)))
    assert not [layer for layer in outside if layer.kind == "rule" and layer.mark.get("opacity") == 0.7]


@pytest.mark.parametrize("years", [(2003, 2017), (2010, 2012), (2014, 2016), (1998, 2025)])
def test_the_title_says_when(draw: Draw, years: tuple[int, int]) -> None:
    """The title has the years that half of the named events fall into, where these are few, and when trade peaked."""
    figure = draw("overview", years=years)
    run, _ = fullest_run([int(start) for start in figure.data["events"]["start"]], within=years)
    few = run[1] - run[0] + 1 <= CROWDED * (years[1] - years[0] + 1)
    assert f" {f'crowd into {say_span(run)}' if few else f'spread over {say_span(years)}'}; " in figure.title
    trade = figure.data["trade"]
    known = trade[trade["year"] < 2017]
    tops = {int(known.loc[group["amount"].idxmax(), "year"]) for _, group in known.groupby("reporter")}
    limit = " to 2016" if years[1] > 2017 else ""  # there are figures of later years by now, and larger ones
    assert figure.title.endswith(f"trade{limit} peaked in {' or '.join(map(str, sorted(tops)))}")


def test_the_peak_of_trade_is_remarked_on(draw: Draw) -> None:
    """The highest figure of trade is written at its point, of the years shown."""
    for years, said in (((2003, 2017), "2008: Pakistan reports 711"), ((2010, 2016), "2013: Russia reports 547")):
        assert said in str(draw("overview", years=years).spec).replace("\\n", " "), years


def test_a_brief_overview_says_what_it_leaves_out(draw: Draw) -> None:
    """Without room for the ranks these are not drawn, not described, and named as left out."""
    whole, brief = (draw("overview", brief=brief) for brief in (False, True))
    assert whole.sheds
    assert brief.data["ranks"].empty
    assert "World rank" not in str(brief.spec)
    assert "Not drawn for want of room: world ranks" in brief.notes
    assert not any("world ranks" in note for note in whole.notes)
    assert brief.tall < whole.tall


@pytest.mark.parametrize("width", [340, 1200])
def test_drawing_changes_nothing(record: Record, width: int) -> None:
    """Every figure drawn again is the same, and every table of the record as it was."""
    before = {name: getattr(record, name).copy(deep=True) for name in NAMES}
    view = replace(default_view(record), beyond=True, context=True, event="druzhba-2017")
    for draw_one in list(DRAWERS.values())[:: 1 if width == 1200 else 2]:
        one, other = (draw_one(record, view, Style(width=width)) for _ in range(2))
        assert one.spec == other.spec
        assert (one.alt, one.title, one.sources) == (other.alt, other.title, other.sources)
    for name, frame in before.items():
        pd.testing.assert_frame_equal(frame, getattr(record, name))


def test_a_record_without_a_table_can_be_drawn(draw: Draw, record: Record) -> None:
    """With one table empty every figure that it does not need still draws."""
    for gone in (("trade",), ("claims", "comparison"), ("claims", "events")):
        bare = replace(record, version="less", **{name: getattr(record, name).iloc[:0] for name in gone})
        for name in figures_of(bare):
            assert draw(name, of=bare, beyond=True, context=True).spec, (gone, name)
            assert len(svg(draw(name, 340, told=True, of=bare, beyond=True, context=True))), (gone, name)
        assert draw("overview", of=bare, years=bare.span).title, gone
