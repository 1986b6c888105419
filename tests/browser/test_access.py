"""Every page, light and dark, wide and narrow and on paper: as axe-core sees it, as it fits, as it is read."""

from __future__ import annotations

import io
import unicodedata
from typing import Any

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from dyad.record import Record
from dyad.record.schema import TABLES
from dyad.record.tables import table_frame
from dyad.wording.tables import ALONE_PRINTED
from tests.browser.axe import find_violations
from tests.browser.legible import CUT_SHORT, DARK, GROUNDS, TOO_SMALL, assert_fits
from tests.browser.test_addresses import follow
from tests.browser.test_events import click_mark
from tests.browser.waiting import redraw, settle

RINGED = """() => {
  const one = document.activeElement;
  const ring = (element) => element && getComputedStyle(element).outlineStyle !== 'none';
  return ring(one) || ring(one.closest('label'));
}"""
NAMES = ("Timeline", "Trade", "Rankings", "Claims", "Figures", "Record")
WINDOWS = ((1280, 720), (1920, 1080))


def test_every_page_in_the_dark(open_page: Any, record: Record) -> None:
    """A reader whose system turns dark goes through the menu, on a laptop and on a projector.

    Page and figures follow at once, axe finds nothing, no page is wider than its window, no text of a figure is over
    another or cut; the overview is whole without scrolling. Whatever Tab comes to has a ring.
    """
    page = open_page("")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"(dark) => ({GROUNDS})().every((one) => one === dark)", arg=DARK)
    assert page.evaluate(GROUNDS).count(DARK) > 1
    for width, height in WINDOWS:
        redraw(page, width=width, height=height)
        assert_fits(page, record, "overview")
        figure = page.locator("#figure-overview .drawing svg:visible")
        drawing = figure.bounding_box()
        assert drawing["y"] + drawing["height"] <= height, width
    assert find_violations(page) == []
    page.locator('.marks button[data-key="event:druzhba-2016"]:visible').press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    settle(page)
    assert find_violations(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    for at, name in enumerate(NAMES):
        path = name.lower()
        follow(page, name)
        for width, height in WINDOWS[:: 1 if at % 2 else -1]:
            redraw(page, width=width, height=height)
            if path != "figures":
                assert_fits(page, record, path)
        if path == "timeline":
            page.locator('.drawing path[data-key="event:druzhba-2017"]:visible').last.click()
            expect(page.get_by_role("region", name="The open event")).to_be_visible()
            settle(page)
        if path == "claims":
            page.locator("h1").click()
            for _ in range(12):
                page.keyboard.press("Tab")
                assert page.evaluate(RINGED), page.evaluate("() => document.activeElement.outerHTML.slice(0, 200)")
            mark = page.locator(".dyad-figure:visible .marks button").nth(60)
            mark.focus()
            page.keyboard.press("Enter")  # which unfolds its claim
            claim = mark.get_attribute("data-key").removeprefix("claim:")
            expect(page.locator(f'[data-claim="{claim}"] details[open]').locator("visible=true")).to_have_count(1)
        assert find_violations(page) == [], path


def test_every_page_in_a_narrow_window(open_page: Any, record: Record) -> None:
    """On the smallest phone and on a tablet no page is too wide, nor an event open on it.

    No text of a figure is over another or cut, no choice is cut, what is touched is as large as a finger, and colours
    are told apart in the light as well. On a phone the overview has three figures; its menu throws no shadow.
    """
    page = open_page("", width=320, height=700)
    page.locator(".st-key-fold button").click()
    expect(page.locator(".st-key-theme button").last).to_be_in_viewport(ratio=1)
    settle(page)
    assert page.evaluate(TOO_SMALL) == []
    shown = page.locator(".dyad-figure:visible")
    assert [one.get_attribute("data-name") for one in shown.all()] == ["timeline", "trade-band", "rankings"]
    for at, name in enumerate(("Overview", *NAMES)):
        path = name.lower()
        if at:
            follow(page, name)
        if path == "trade":  # which is come to in the window of a phone
            expect(page.get_by_test_id("stSidebar")).to_have_css("box-shadow", "none")
        if path == "timeline":
            click_mark(page, "pipeline-agreement-2015")
        if path == "claims":
            claim = page.locator('[data-claim="druzhba-2017-concluded"]')
            claim.locator("summary").click()
            claim.locator("[data-opens-event]").click()
        opened = page.get_by_role("region", name="The open event").or_(page.get_by_role("dialog"))
        expect(opened).to_have_count(1 if path in ("timeline", "claims") else 0)
        settle(page)
        for width in (768, 320) if at % 2 else (320, 768):  # the next page begins in the window that this one ends in
            if width != page.viewport_size["width"]:
                redraw(page, width=width, height=700)
            if path != "figures":
                assert_fits(page, record, path)
            if width == 768:
                assert find_violations(page, only="color-contrast") == [], path
                continue
            for event in opened.all():
                assert event.evaluate("(one) => one.scrollWidth - one.clientWidth") <= 0, path
            assert page.evaluate(TOO_SMALL) == [], path
            assert page.evaluate(CUT_SHORT) == [], path
        if path == "claims":
            page.keyboard.press("Escape")
            expect(opened).to_have_count(0)


def test_on_paper(open_page: Any, record: Record) -> None:
    """Printed from dark a page is dark on light and whole: all rows under repeated headings, all claims unfolded."""
    found = table_frame(record, "trade")
    joined = ["".join(cells).replace(";", "; ") for cells in found.itertuples(index=False)]
    rows = [row for row in joined if "PAK" in row and "RUS" in row]  # what the search below finds
    page = open_page("record", table=TABLES["trade"].label, find="PAK RUS", scheme="dark")
    assert len(rows) > page.locator(".dyad-table").first.locator("tbody tr").count()  # a part of them is shown
    alone = squeeze(ALONE_PRINTED)
    page.context.set_offline(offline=True)
    assert alone in "".join(print_page(page, record, sheets="1-3"))
    page.context.set_offline(offline=False)
    open_page.noise[page].errors.clear()  # that what was asked for did not come
    pages = print_page(page, record)
    printed = "".join(pages)
    assert alone not in printed
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
    page.emulate_media(media="null", color_scheme="dark")
    page.goto(page.url.partition("/record")[0] + "/claims?theme=energy")
    settle(page)
    shown = page.locator("#root [data-claim] :is(.what, .body p:not(.quiet, .own))")
    claims = shown.evaluate_all("(all) => all.map((one) => one.textContent)")
    sources = page.locator("#root [data-claim] .sources a").evaluate_all(
        "(all) => all.map((one) => one.getAttribute('href'))"
    )
    printed = "".join(print_page(page, record))
    assert len(claims) > 20
    assert [claim for claim in claims if squeeze(claim) not in printed] == []
    long = [squeeze(claim) for claim in claims if len(claim) > 100]
    assert [claim for claim in long if printed.count(claim) != long.count(claim)] == []  # nor is any doubled
    assert [link for link in sources if squeeze(link) not in printed] == []
    page.emulate_media(media="null")
    page.goto(page.url.partition("/claims")[0] + "/?event=druzhba-2016")
    settle(page)
    page.emulate_media(media="print")
    last = page.get_by_role("dialog").locator("pre:visible").last.bounding_box()
    assert page.locator("body").bounding_box()["height"] - last["y"] - last["height"] < 30  # px, or it takes a sheet


def print_page(page: Page, record: Record, *, sheets: str = "") -> list[str]:
    """Return the text of each sheet, or some, that a page is printed on, without blanks; the page stays as on paper.

    At the foot of each are the version, the sheet's number and the address, which is left out of the text.
    """
    page.emulate_media(media="print")
    reader = PdfReader(io.BytesIO(page.pdf(format="A4", page_ranges=sheets)))
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
