"""The overview: three rows on one axis, linked, and made without touching the record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import product
from pathlib import Path

import pandas as pd
import pytest

from dyad.figures.events import LANES
from dyad.figures.linking import PERIOD, PICK
from dyad.figures.look import PALETTES, Figure, Look, Scheme
from dyad.figures.motion import rank_motion
from dyad.figures.overview import RANKS, overview
from dyad.figures.trade import TRADE
from dyad.findings.trade import band_finding
from dyad.record import Record, read_record
from dyad.view import View, default_view
from tests.unit.figures.conftest import DRAWERS
from tests.unit.figures.drawn import layers, svg
from tests.unit.tables import NAMES, write_rows

Draw = Callable[..., Figure]

EMPTY: list[dict[str, object]] = [
    {"text": "no such word"},
    {"years": (1998, 1998)},
    {"years": (2018, 2025), "themes": ("energy",)},
    {"years": (1998, 2002), "text": "x"},
    {"years": (2003, 2003), "themes": ("energy",)},
]


@pytest.mark.parametrize("width", [720, 1200, 1840])
@pytest.mark.parametrize("years", [(2003, 2017), (2010, 2012), (1998, 2025)])
def test_all_rows_share_the_years(draw: Draw, width: int, years: tuple[int, int]) -> None:
    """Every layer that stands on the time axis has the same domain and the same width."""
    drawn = layers(draw("overview", width, years=years))
    timed = [layer for layer in drawn if layer.field("x") in ("t", "start", "edge")]
    assert {layer.row for layer in timed} == {1, 2, 3, 4, 5}
    assert len({layer.domain() for layer in timed}) == 1
    assert {layer.width for layer in timed} == {width}
    low, high = timed[0].domain()
    assert low <= years[0]
    assert years[1] + 1 <= high


def test_the_three_figures_are_linked(draw: Draw) -> None:
    """One brush over lanes, trade and ranks; a click gives an event's id."""
    params = {param["name"]: param for param in draw("overview").spec["params"]}
    assert set(params) == {PERIOD, PICK}
    assert params[PERIOD]["select"]["encodings"] == ["x"]
    names = [view.rpartition("_")[0] or view for view in params[PERIOD]["views"]]
    assert sorted(names) == sorted([LANES, TRADE, RANKS])
    assert params[PICK]["select"]["fields"] == ["id"]


def test_marks_fade_outside_the_period(draw: Draw) -> None:
    """Each row has marks whose opacity follows the brush, and their data says where they begin and end."""
    fading = [
        layer
        for layer in layers(draw("overview"))
        if PERIOD in str(layer.encoding.get("opacity", {}).get("condition", ""))
    ]
    assert {layer.row for layer in fading} == {1, 3, 4}
    for layer in fading:
        assert all(value["start"] <= value["end"] for value in layer.values)


def test_the_figures_alone_are_not_linked(draw: Draw) -> None:
    """Where there is nothing to brush no mark waits for a brush."""
    for name in ("timeline", "trade-band", "rankings"):
        assert f"'{PERIOD}'" not in str(draw(name).spec)
        assert f"{PERIOD}." not in str(draw(name).spec)


def test_the_band_is_shaded_and_named(draw: Draw) -> None:
    """The claim's band lies behind the trade, from 400 to 600."""
    shades = [layer for layer in layers(draw("overview")) if layer.mark.get("fill") == PALETTES["light"].band]
    assert [(layer.values[0]["value"], layer.values[0]["top"]) for layer in shades] == [(400, 600)]


def test_the_title_is_the_finding(record: Record, draw: Draw) -> None:
    """The overview's title is the sentence computed of the band, and follows the years."""
    finding = band_finding(record)
    assert finding is not None
    assert draw("overview").title == finding.headline
    assert "6 of 7" not in finding.headline
    assert draw("overview", years=(2010, 2012)).title != finding.headline


def test_the_alt_text_has_all_three(draw: Draw) -> None:
    """The alt text tells the events, the trade and the ranks."""
    alt = draw("overview").alt
    assert "Timeline of 26 events" in alt
    assert "Line chart of goods trade in USD million a year, 2003 to 2017." in alt
    assert "rank 1 at the top" in alt


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_scheme_is_followed(draw: Draw, scheme: Scheme) -> None:
    """Every figure has the paper of its scheme, and none of the other's colours for text."""
    other = PALETTES["dark" if scheme == "light" else "light"]
    for name in DRAWERS:
        spec = draw(name, 1200, scheme).spec
        assert spec["config"]["background"] == PALETTES[scheme].paper
        assert other.ink not in str(spec)
        assert other.quiet not in str(spec)


@pytest.mark.parametrize("name", list(DRAWERS))
@pytest.mark.parametrize(("scheme", "width"), [("light", 340), ("dark", 720), ("light", 1840)])
def test_every_figure_can_be_drawn(draw: Draw, name: str, scheme: Scheme, width: int) -> None:
    """Every figure renders without a browser, at every kind of width, in both schemes."""
    figure = draw(name, width, scheme, years=(1998, 2025), beyond=True, context=True)
    tree = svg(figure)
    assert len(tree)
    assert not [node for node in tree.iter() if "NaN" in " ".join(map(str, node.attrib.values()))]


@pytest.mark.parametrize("choice", EMPTY)
@pytest.mark.parametrize("name", list(DRAWERS))
def test_an_empty_choice_can_be_drawn(draw: Draw, name: str, choice: dict[str, object]) -> None:
    """Every figure of a choice that leaves nothing, or next to nothing, draws and has a title and an alt text."""
    figure = draw(name, 1200, **choice)
    assert figure.title
    assert figure.alt
    assert len(svg(figure))


@pytest.mark.parametrize("width", [340, 1200])
def test_drawing_leaves_the_record_alone(record: Record, width: int) -> None:
    """After every figure is drawn, every table of the record is as it was."""
    before = {name: getattr(record, name).copy(deep=True) for name in NAMES}
    view = replace(default_view(record), beyond=True, context=True, event="druzhba-2017")
    for draw_one in DRAWERS.values():
        _ = draw_one(record, view, Look(width=width)).spec
    rank_motion(record, view, Look(width=width))
    for name, frame in before.items():
        pd.testing.assert_frame_equal(frame, getattr(record, name))


def test_drawing_twice_gives_the_same(record: Record) -> None:
    """The same record, view and look give the same chart."""
    for draw_one in DRAWERS.values():
        one, other = (draw_one(record, default_view(record), Look()) for _ in range(2))
        assert one.spec == other.spec
        assert (one.alt, one.title, one.sources) == (other.alt, other.title, other.sources)


@pytest.mark.parametrize(("beyond", "context"), list(product([False, True], repeat=2)))
def test_every_figure_names_its_sources(draw: Draw, record: Record, beyond: bool, context: bool) -> None:
    """A figure carries the ids of the documents it rests on, and its last row names publishers."""
    for name in DRAWERS:
        figure = draw(name, beyond=beyond, context=context)
        assert figure.sources
        assert all(record.source(id) for id in figure.sources)
        last = layers(figure)[-1]
        assert last.values[0]["text"].startswith("Sources: ")
        assert record.version in last.values[0]["text"]


@pytest.mark.parametrize("gone", ["trade", "claims", "events"])
def test_a_record_without_a_table_can_be_drawn(folder: Path, gone: str) -> None:
    """With one table empty every figure still draws."""
    if gone == "events":
        write_rows(folder, "claims", [])
    write_rows(folder, gone, [])
    record = read_record(folder)
    view = replace(default_view(record), beyond=True, context=True)
    for draw_one in DRAWERS.values():
        assert len(svg(draw_one(record, view, Look())))
    assert overview(record, View(years=record.span), Look()).title
