"""The ranks in motion: one frame a year, a trail behind each economy."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise
from typing import Any

import pytest

from dyad.figures.geometry import over, touched
from dyad.figures.rank_rows import other_pairs
from dyad.figures.style import PALETTES, Style, text_width
from dyad.record import Record
from dyad.render.motion import NAMES, OTHERS, rank_motion
from dyad.render.motion_names import TRAIL_YEARS
from dyad.view import View, default_view
from dyad.wording.pieces import ordinal
from tests.unit.figures.test_rankings import bank_ranks
from tests.unit.tables import Raw

CODES = ("PAK", "RUS")


def ranks(raw: Raw, code: str) -> dict[int, tuple[int, int]]:
    """Return export and import rank of an economy by year, as the World Bank lists them."""
    exports, imports = (bank_ranks(raw, kind, code, (2003, 2017)) for kind in ("export_rank", "import_rank"))
    return {year: (exports[year], imports[year]) for year in exports if year in imports}


@pytest.fixture(scope="module")
def motion(record: Record) -> tuple[Any, str]:
    """Return the figure of the default view and its alt text; not to be changed."""
    chart, alt = rank_motion(record, default_view(record), Style())
    return chart, alt


def test_each_year_is_a_frame(motion: tuple[Any, str], raw: Raw) -> None:
    """Play and slider go through every year in order, and the figure starts with the last."""
    chart, _ = motion
    years = [str(year) for year in sorted(ranks(raw, "PAK"))]
    assert [frame.name for frame in chart.frames] == years
    assert [step.label for step in chart.layout.sliders[0].steps] == years
    assert [step.args[0][0] for step in chart.layout.sliders[0].steps] == years
    assert chart.layout.sliders[0].active == len(years) - 1
    assert [list(trace.x) for trace in chart.data] == [list(trace.x) for trace in chart.frames[-1].data]


def test_a_trail_is_as_long_as_said(motion: tuple[Any, str], raw: Raw) -> None:
    """In each frame an economy stands where that year puts it, with the last years behind it and none ahead."""
    chart, _ = motion
    for frame in chart.frames:
        year = int(frame.name)
        for code, trail, mark in zip(CODES, frame.data[2::2], frame.data[3::2], strict=True):
            own = ranks(raw, code)
            behind = [own[y] for y in sorted(own) if year - TRAIL_YEARS <= y <= year]
            assert list(zip(trail.y, trail.x, strict=True)) == behind
            assert list(zip(mark.y, mark.x, strict=True)) == [own[year]]
            assert [text.endswith(f" {year}") for text in mark.text] == [True]


def test_rank_one_is_up_and_right(motion: tuple[Any, str]) -> None:
    """Both axes run towards rank 1, and hold every rank drawn."""
    chart, _ = motion
    for axis, values in ((chart.layout.xaxis, "x"), (chart.layout.yaxis, "y")):
        far, near = axis.range
        assert far > near
        for frame in chart.frames:
            for trace in frame.data:
                if trace.name not in (OTHERS, NAMES):
                    assert all(near < rank < far for rank in getattr(trace, values))


def test_all_others_are_there_in_every_year(motion: tuple[Any, str], record: Record) -> None:
    """The grey dots are the same economies in the same order each year; a name stays with its dot or is left out."""
    chart, _ = motion
    others = other_pairs(record)
    codes = sorted(set(others["economy"]))
    for frame in chart.frames:
        crowd, names = frame.data[:2]
        assert (crowd.name, names.name) == (OTHERS, NAMES)
        now = others[others["year"] == int(frame.name)].set_index("economy")
        told = dict(zip(codes, zip(crowd.x, crowd.y, strict=True), strict=True))
        assert {c: xy for c, xy in told.items() if c in now.index} == {
            code: (row["imports"], row["exports"]) for code, row in now.to_dict("index").items()
        }
        assert len(names.text) == len(names.x) == len(chart.data[1].text)
        called = dict(zip(now["name"], zip(now["imports"], now["exports"], strict=True), strict=True))
        for text, at in zip(names.text, zip(names.x, names.y, strict=True), strict=True):
            assert not text or called[text] == at
    assert sum(map(bool, chart.data[1].text)) >= 8
    assert [trace.name for trace in chart.data[3::2]] == ["Pakistan", "Russia"]


@pytest.mark.parametrize("width", [278, 680, 1170, 1800])
def test_no_name_lies_over_a_mark_or_line(motion: tuple[Any, str], width: int) -> None:
    """In the first and the last year names are clear of marks, trails and each other; on phones the two are named."""
    chart, _ = motion
    (far, near), tall = chart.layout.xaxis.range, 352

    def at(x: float, y: float) -> tuple[float, float]:
        return (far - x) / (far - near) * width, tall - (far - y) / (far - near) * tall

    for frame in (chart.frames[0], chart.frames[-1]):
        crowd, names, *own = frame.data
        dots = [at(*xy) for trace in (crowd, *own) for xy in zip(trace.x, trace.y, strict=True) if xy[0] == xy[0]]
        lines = [pair for trail in own[::2] for pair in pairwise(at(*xy) for xy in zip(trail.x, trail.y, strict=True))]
        named = [(trace, 0, trace.textposition) for trace in own[1::2]]
        if width >= 680:
            named += [(names, number, names.textposition[number]) for number, text in enumerate(names.text) if text]
        boxes = []
        for trace, number, place in named:
            (x, y), size, off = at(trace.x[number], trace.y[number]), trace.textfont.size, trace.marker.size / 1.6
            wide, (down, across) = text_width(trace.text[number], size, trace.textfont.weight or 400), place.split()
            left = {"left": x - off - wide, "center": x - wide / 2, "right": x + off}[across]
            top = {"top": y - off - size, "middle": y - size / 2, "bottom": y + off}[down]
            boxes.append((left, top, left + wide, top + size))
        for box in boxes:
            assert not [dot for dot in dots if box[0] < dot[0] < box[2] and box[1] < dot[1] < box[3]]
            assert not touched(lines, box)
        assert not [pair for pair in combinations(boxes, 2) if over(*pair)]


def test_the_look_is_that_of_the_other_figures(motion: tuple[Any, str], record: Record) -> None:
    """Paper and ink are the palette's, also where one year alone is drawn, in one frame."""
    dark, _ = rank_motion(record, View(years=(2010, 2010)), Style(scheme="dark"))
    assert len(dark.frames) == 1
    for chart, colours in ((motion[0], PALETTES["light"]), (dark, PALETTES["dark"])):
        assert chart.layout.paper_bgcolor == colours.paper
        assert chart.layout.font.color == colours.ink


def test_the_alt_text_holds_where_each_begins_and_ends(motion: tuple[Any, str], raw: Raw) -> None:
    """The alt text has the first and the last pair of ranks of each economy."""
    _, alt = motion
    for code in CODES:
        own = ranks(raw, code)
        for year in (min(own), max(own)):
            exports, imports = own[year]
            assert ordinal(exports) in alt
            assert ordinal(imports) in alt
            assert f"({year})" in alt


@pytest.mark.parametrize("years", [(1998, 1999), (2002, 2002)])
def test_years_without_pairs_have_no_figure(record: Record, years: tuple[int, int]) -> None:
    """Where no year has both ranks there is nothing to play."""
    assert rank_motion(record, View(years=years), Style()) == (None, "")


def test_a_name_is_no_markup(record: Record) -> None:
    """A state's name with tags, entities or a template in it reaches Plotly as letters, in texts and in what hovers."""
    names = {"PAK": '<a href="http://127.0.0.2/">P</a> &lt;', "RUS": "<b>R</b> %{x}"}
    odd = replace(record, about=replace(record.about, economies=names))
    chart, _ = rank_motion(odd, View(years=(2016, 2016)), Style())
    texts = [str(text) for trace in chart.data for text in (trace.name, *(trace.text or ()))]
    shown = [trace.hovertemplate.split("<extra>")[1].removesuffix("</extra>") for trace in chart.data[2:]]
    assert any("&lt;a href" in text and "&amp;lt;" in text for text in texts)
    assert all("<" not in text and "%{" not in text for text in (*texts, *shown))
