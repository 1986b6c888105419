"""How a page looks in its window: whether text is covered or cut, what reaches out, on what ground it stands."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

from dyad.publish.pages import parts_of
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
# What is touched in a window of a phone and smaller than a finger, links in a text aside; and choices that are cut.
TOO_SMALL = """() => {
  const touched = ':is(a, button, summary, [role="tab"], label:has(input)):not(.marks *, [aria-label="Dismiss"])';
  return [...document.querySelectorAll(touched)]
    .filter((one) => one.checkVisibility({ opacityProperty: true }) && getComputedStyle(one).display !== 'inline')
    .map((one) => [one.textContent, one.getBoundingClientRect()])
    .filter(([, { width, height }]) => width > 1 && height > 1 && height < 43.9)
    .map(([text, { height }]) => `${text}: ${height}`);
}"""
CUT_SHORT = """() => [...document.querySelectorAll('button p')]
  .filter((one) => getComputedStyle(one).textOverflow === 'ellipsis' && one.scrollWidth > one.clientWidth)
  .map((one) => one.textContent)"""
DARK, LIGHT = "rgb(18, 22, 28)", "rgb(255, 255, 255)"
GROUNDS = """() => [...document.querySelectorAll('[data-testid="stApp"], .dyad-figure, .js-plotly-plot .main-svg')]
  .map((one) => getComputedStyle(one).backgroundColor).filter((colour) => colour !== 'rgba(0, 0, 0, 0)')"""
PHONE = 644  # px; as in ui/shell.py
TOUCH_X, TOUCH_Y = 1.5, 3.0  # px two boxes may share: glyphs do not fill theirs, least of all in height
LEADING = 0.35  # of a text's box that holds no glyph, above and below, or lies in the margin of its drawing


def assert_fits(page: Page, record: Record, name: str) -> None:
    """Fail where a page is wider than its window, lacks a figure, or has text that is covered or cut, and name it."""
    assert page.viewport_size is not None
    width = page.viewport_size["width"]
    assert page.evaluate(SIDEWAYS) <= 0, (name, width)
    drawn = page.evaluate(TEXTS)
    rooms = ("", "narrow" if width <= PHONE else "wide")
    assert len(drawn) == len([part for part in parts_of(record, name) if part.room in rooms]), (name, width)
    for chart in drawn:
        assert len(chart["texts"]) > 1, (name, width)
        assert overlaps(chart["texts"]) == [], (name, width)
        assert cut(chart) == [], (name, width)


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
