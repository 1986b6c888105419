"""Accessibility as axe-core sees it, on each page, light and dark."""

from __future__ import annotations

import io
import unicodedata
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from dyad.publish.tables import table_frame
from dyad.record import Record
from dyad.record.schema import TABLES
from tests.browser.axe import find_violations

DARK = "rgb(18, 22, 28)"
PAGES = [
    "", "timeline", "timeline?event=druzhba-2017", "trade", "rankings", "claims", "record", "?event=druzhba-2016",
    "figures", "present", "present?step=2", "present?step=5", "present?step=9&revealed=true", "present?step=14",
    "present?step=15",
    "present?notes=1&step=8", "present?edit=1",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(path: str, open_page: Any, redraw: Any) -> None:
    """No page breaks a rule of axe, light or dark, but for what stands in the short list of others' own."""
    page = open_page(path)
    assert find_violations(page) == []
    redraw(page, scheme="dark")
    assert page.locator('[data-testid="stApp"]').evaluate("(app) => getComputedStyle(app).backgroundColor") == DARK
    assert find_violations(page, only="color-contrast") == []


def test_axe_finds_nothing_with_the_filters_shown(open_page: Any, settle: Any) -> None:
    """The filters unfolded on a phone break no rule either."""
    page = open_page("trade", scheme="dark", width=390, height=844)
    page.get_by_role("button", name="Filters").click()
    page.get_by_text("Regional events", exact=True).wait_for()
    settle(page)
    assert find_violations(page) == []


def test_the_focus_is_seen(open_page: Any) -> None:
    """Whatever Tab comes to has a ring, and a claim's mark unfolds its claim."""
    page = open_page("claims", scheme="dark")
    ringed = """() => {
      const one = document.activeElement;
      const ring = (element) => element && getComputedStyle(element).outlineStyle !== 'none';
      return ring(one) || ring(one.closest('label'));
    }"""
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(ringed), page.evaluate("() => document.activeElement.outerHTML.slice(0, 200)")
    mark = page.locator(".dyad-figure:visible .marks button").nth(60)
    mark.focus()
    page.keyboard.press("Enter")
    claim = mark.get_attribute("data-key").removeprefix("claim:")
    expect(page.locator(f'[data-claim="{claim}"] details[open]').locator("visible=true")).to_have_count(1)


def test_on_paper(open_page: Any, record: Record) -> None:
    """Printed from dark a page is dark on light and whole: all rows under repeated headings, all claims unfolded."""
    page = open_page(f"record?{urlencode({'table': TABLES['trade'].label})}", scheme="dark")
    rows = ["".join(cells).replace(";", "; ") for cells in table_frame(record, "trade").itertuples(index=False)]
    assert len(rows) > page.locator(".dyad-table").first.locator("tbody tr").count()  # a part of them is shown
    pages = print_page(page, record)
    printed = "".join(pages)
    assert [row for row in rows if squeeze(row) not in printed] == []
    headed = ["indicatoreconomypartner" in sheet for sheet in pages]
    first, last = headed.index(True), len(headed) - headed[::-1].index(True)
    assert all(headed[first:last])  # on each sheet of the long table, after which its links are named
    assert last - first > 5
    for place, name, value in (
        ('[data-testid="stApp"]', "background-color", "rgb(255, 255, 255)"), ("h1", "color", "rgb(20, 24, 29)"),
    ):  # fmt: skip
        expect(page.locator(place).first).to_have_css(name, value)
    for shown in ("button", "input", '[data-testid="stHeader"]', '[data-testid="stPageLink"]'):
        assert page.locator(shown).locator("visible=true").count() == 0, shown
    page = open_page("claims", scheme="dark")
    shown = page.locator("#root [data-claim] :is(.what, .body p:not(.quiet, .own))")
    claims = shown.evaluate_all("(all) => all.map((one) => one.textContent)")
    sources = page.locator("#root [data-claim] .sources a").evaluate_all(
        "(all) => all.map((one) => one.getAttribute('href'))"
    )
    printed = "".join(print_page(page, record))
    assert len(claims) > 100
    assert [claim for claim in claims if squeeze(claim) not in printed] == []
    long = [squeeze(claim) for claim in claims if len(claim) > 100]
    assert [claim for claim in long if printed.count(claim) != long.count(claim)] == []  # nor is any doubled
    assert [link for link in sources if squeeze(link) not in printed] == []


def print_page(page: Page, record: Record) -> list[str]:
    """Return the text of each sheet that a page is printed on, without blanks, and leave the page as on paper.

    At the foot of each are the version, the sheet's number and the address, which is left out of the text.
    """
    page.emulate_media(media="print")
    reader = PdfReader(io.BytesIO(page.pdf(format="A4")))
    found = []
    for number, sheet in enumerate(reader.pages, start=1):
        foot = squeeze(f"Data version {record.version} · {number}{page.url}")
        text = squeeze(sheet.extract_text())
        assert text.count(foot) == 1, number
        found.append(text.replace(foot, ""))
    return found


def squeeze(text: str) -> str:
    """Return a text without blanks, its ligatures undone."""
    return "".join(unicodedata.normalize("NFKC", text).split())
