"""The overview: three rows on one axis, linked, and made without touching the record."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from dyad.figures.axis import FADED
from dyad.figures.catalogue import FIGURES, figures_of
from dyad.figures.events import event_rows
from dyad.figures.overview import CROWDED
from dyad.figures.style import Style
from dyad.record import Record, read_record
from dyad.view import View, default_view
from dyad.wording.figures import MOST_WORDS
from tests.unit.figures.conftest import Draw
from tests.unit.figures.drawn import layers, svg
from tests.unit.tables import NAMES, read_rows, write_rows

DRAWERS = {name: entry.draw for name, entry in FIGURES.items()}  # which compose a figure each time
overview = DRAWERS["overview"]

YEAR = re.compile(r"\b(?:19|20)\d\d\b")


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


@pytest.mark.parametrize("name", ["overview", "trade-band", "trade-balance", "rankings"])
def test_what_lies_outside_the_period_is_faded(draw: Draw, name: str) -> None:
    """Figures of years outside a brushed period are pale, those within are not; a note says so."""
    figure = draw(name, brush=(2010, 2012))
    faded = {
        int(year[0]): {float(one.get("opacity")) for one in marks} for year, marks in _by_year(svg(figure)).items()
    }
    assert {year for year, opacities in faded.items() if opacities == {1.0}} == {2010, 2011, 2012}
    assert {year for year, opacities in faded.items() if opacities == {FADED}} == set(faded) - {2010, 2011, 2012}
    assert figure.notes[0] == "Faded: what lies outside 2010–2012"


@pytest.mark.parametrize(("name", "width"), [("timeline", 1200), ("timeline", 340), ("overview", 1200)])
def test_events_outside_the_period_are_faded(draw: Draw, record: Record, name: str, width: int) -> None:
    """Of events, marks and labels are pale where the whole event lies outside the period."""
    figure = draw(name, width, brush=(2014, 2015))
    events = event_rows(record, replace(default_view(record), brush=(2014, 2015)))
    within = {row["title"] for row in events.to_dict("records") if row["start"] < 2016 and row["end"] > 2014}
    seen = {
        title: float(one.get("opacity"))
        for one in svg(figure).iter()
        for title in events["title"]
        if f": {title}. " in one.get("aria-label", "")
    }
    assert set(seen) == set(events["title"])
    assert {title for title, opacity in seen.items() if opacity == 1} == within
    assert set(seen.values()) == {1, FADED}


@pytest.mark.parametrize("name", ["overview", "trade-band", "rankings"])
def test_lines_outside_the_period_are_faded(draw: Draw, name: str) -> None:
    """Each line and area stands there pale, and once more with the points of the period alone."""
    whole, brushed = (
        [one.get("d").count("L") for one in svg(draw(name, brush=brush)).iter() if _is_line(one)]
        for brush in (None, (2010, 2012))
    )
    full = [
        one for one in svg(draw(name, brush=(2010, 2012))).iter() if _is_line(one) and one.get("opacity") != str(FADED)
    ]
    assert {one.get("d").count("L") for one in full} <= {2, 5}  # three years: of an area there and back
    assert len(brushed) - len(full) == len(whole) > 0
    assert full


def test_the_period_has_edges_and_stays_within_the_years(draw: Draw) -> None:
    """Every plot has the period as a ground between two edges; one that lies outside the years is not drawn."""
    drawn = layers(draw("overview", brush=(2010, 2012)))
    assert [layer.values for layer in drawn if layer.kind == "rule" and layer.mark.get("opacity") == 0.7] == [
        ({"t": 2010}, {"t": 2013})
    ] * 3
    outside = layers(draw("overview", years=(2014, 2016), brush=(2010, 2012)))
    assert not [layer for layer in outside if layer.kind == "rule" and layer.mark.get("opacity") == 0.7]


def _by_year(root: Any) -> dict[tuple[str, ...], list[Any]]:
    """Return the marks of a drawing whose label names one year, by that year."""
    found: dict[tuple[str, ...], list[Any]] = {}
    for one in root.iter():
        years = tuple(YEAR.findall(one.get("aria-label", "")))
        if (
            len(years) == 1
            and re.search(r"USD|according to", one.get("aria-label"))
            and "fiscal" not in one.get("aria-label")
        ):
            found.setdefault(years, []).append(one)
    return found


def _is_line(one: Any) -> bool:
    marks = one.getparent().get("class", "") if one.getparent() is not None else ""
    return ("mark-line" in marks or "mark-area" in marks) and one.tag.endswith("path")


@pytest.mark.parametrize("years", [(2003, 2017), (2010, 2012), (2014, 2016), (1998, 2025)])
def test_the_title_says_when(draw: Draw, years: tuple[int, int]) -> None:
    """The title has the years that half of the named events fall into, where these are few, and when trade peaked."""
    figure = draw("overview", years=years)
    begun = Counter(int(start) for start in figure.data["events"]["start"])
    found = re.search(r"crowd into (\d{4})(?:–(\d{4}))?; ", figure.title)
    if found:
        run = range(int(found[1]), int(found[2] or found[1]) + 1)
        assert sum(begun[year] for year in run) * 2 >= begun.total()
        assert len(run) <= CROWDED * (years[1] - years[0] + 1)
        for first in range(years[0], years[1] - len(run) + 2):
            shorter = range(first, first + len(run) - 1)
            assert sum(begun[year] for year in shorter) * 2 < begun.total()
    else:
        assert f"spread over {years[0]}–{years[1]}; " in figure.title
    trade = figure.data["trade"]
    known = trade[trade["year"] < 2017]
    tops = {int(known.loc[group["amount"].idxmax(), "year"]) for _, group in known.groupby("reporter")}
    limit = " to 2016" if years[1] > 2017 else ""  # there are figures of later years by now, and larger ones
    assert figure.title.endswith(f"trade{limit} peaked in {' or '.join(map(str, sorted(tops)))}")
    assert len(figure.title.split()) <= MOST_WORDS


def test_the_peak_of_trade_is_remarked_on(draw: Draw) -> None:
    """The highest figure of trade is written at its point, of the years shown."""
    for years, said in (((2003, 2017), "2008: Pakistan reports 711"), ((2010, 2016), "2013: Russia reports 547")):
        assert said in str(draw("overview", years=years).spec).replace("\\n", " "), years


def test_a_brief_overview_says_what_it_leaves_out(record: Record) -> None:
    """Without room for the ranks these are not drawn, not described, and named as left out."""
    whole, brief = (overview(record, default_view(record), Style(brief=brief)) for brief in (False, True))
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


def test_a_record_without_a_table_can_be_drawn(folder: Path) -> None:
    """With one table empty every figure that it does not need still draws."""
    tables = {name: read_rows(folder, name) for name in ("trade", "claims", "events")}
    for gone in (("trade",), ("claims",), ("claims", "events")):
        for name, rows in tables.items():
            write_rows(folder, name, [] if name in gone else rows)
        record = replace(read_record(folder), version="less")  # which is written into each figure
        view = replace(default_view(record), beyond=True, context=True)
        for name in figures_of(record):
            assert FIGURES[name].draw(record, view, Style()).spec, (gone, name)
            assert len(svg(FIGURES[name].draw(record, view, Style(width=340, told=True)))), (gone, name)
        assert overview(record, View(years=record.span), Style()).title, gone
