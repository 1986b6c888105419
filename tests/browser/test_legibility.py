"""Text of figures as drawn: none over another, none cut, at every width."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from dyad.figures.catalogue import parts_of
from dyad.record import Record

# Texts of each chart, halos once: text, left, top, right, bottom. Texts that are faded away say nothing.
TEXTS = """() => [...document.querySelectorAll('.drawing svg')].filter((svg) => svg.checkVisibility()).map((svg) => {
  const box = (e) => { const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; };
  const seen = new Map();
  for (const text of svg.querySelectorAll('text')) {
    if (!text.textContent.trim() || text.getBoundingClientRect().width === 0) continue;
    const one = [text.textContent, ...box(text)];
    seen.set(JSON.stringify(one.map((x) => typeof x === 'number' ? Math.round(x) : x)), one);
  }
  return { plot: box(svg), texts: [...seen.values()] };
})"""
SIDEWAYS = """() => {
  const main = document.querySelector('[data-testid="stMain"]');
  return main.scrollWidth - main.clientWidth;
}"""
PHONE = 644  # px; as in ui/shell.py
TOUCH_X, TOUCH_Y = 1.5, 3.0  # px two boxes may share: glyphs do not fill theirs, least of all in height
LEADING = 0.35  # of a text's box that holds no glyph, above and below, or lies in the margin of its drawing
HEIGHTS = {390: 844, 768: 1024, 1280: 720, 1920: 1080}
EVERYTHING = {"beyond": True, "context": True}


def overlaps(texts: list[list[Any]]) -> list[str]:
    """Name the pairs of texts that stand over each other."""
    return [
        f"{one[0]!r} over {other[0]!r}"
        for number, one in enumerate(texts)
        for other in texts[number + 1 :]
        if min(one[3], other[3]) - max(one[1], other[1]) > TOUCH_X
        and min(one[4], other[4]) - max(one[2], other[2]) > TOUCH_Y
    ]


def cut(chart: dict[str, Any]) -> list[str]:
    """Name the texts that reach over the edge of their chart."""
    left, top, right, bottom = chart["plot"]
    return [
        text[0]
        for text in chart["texts"]
        if text[1] < left - 1
        or text[3] > right + 1
        or text[2] < top - LEADING * (text[4] - text[2])
        or text[4] > bottom + LEADING * (text[4] - text[2])
    ]


def assert_legible(page: Page, record: Record, name: str, *, width: int = 1280) -> None:
    """Fail, naming every text that is covered or cut in the figures that the page has in a window of this width."""
    drawn = page.evaluate(TEXTS)
    rooms = ("", "narrow" if width <= PHONE else "wide")
    assert len(drawn) == len([part for part in parts_of(record, name) if part.room in rooms])
    for chart in drawn:
        assert len(chart["texts"]) > 1
        assert overlaps(chart["texts"]) == []
        assert cut(chart) == []


@pytest.mark.parametrize("more", [{}, EVERYTHING], ids=["default", "everything"])
def test_overview(more: dict[str, Any], open_page: Any, redraw: Any, record: Record) -> None:
    """Labels, names of lines, years, key and source line of the overview keep clear of each other."""
    page = open_page("", width=768, height=HEIGHTS[768], **more)
    for width in (768, 1280, 1920):
        assert_legible(redraw(page, width=width, height=HEIGHTS[width]), record, "overview", width=width)


def test_overview_of_a_phone(open_page: Any, record: Record) -> None:
    """On a phone the overview's figures stand under each other, each legible."""
    assert_legible(open_page("", width=390, height=844), record, "overview", width=390)


@pytest.mark.parametrize("path", ["trade", "rankings"])
def test_indicators(path: str, open_page: Any, redraw: Any, record: Record) -> None:
    """Titles, ticks, names of lines and source lines of the trade and ranks figures keep clear of each other."""
    page = open_page(path)
    for width, height in HEIGHTS.items():
        assert_legible(redraw(page, width=width, height=height), record, path, width=width)
        assert page.evaluate(SIDEWAYS) <= 0, width


@pytest.mark.parametrize("query", [{"years": [2016, 2016]}, {"years": [1998, 2025]}], ids=["one year", "all years"])
@pytest.mark.parametrize("path", ["", "timeline", "trade", "rankings"])
def test_other_years(path: str, query: dict[str, Any], open_page: Any, record: Record) -> None:
    """Figures stay legible whether one year is chosen or all."""
    assert_legible(open_page(path, **query), record, path or "overview")
