"""Figures as drawn: whole, legible, linked."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_addresses import CHIPS, query_of

SIDEWAYS = """() => {
  const main = document.querySelector('[data-testid="stMain"]');
  return main.scrollWidth - main.clientWidth;
}"""

# What of Plotly was fetched.
PLOTLY = """() => performance.getEntriesByType('resource').filter((one) => one.name.includes('PlotlyChart')).length"""
# How long, in ms, the years take from one to the next: by the buttons, and by the slider.
GLIDES = """() => {
  const { updatemenus, sliders: [slider] } = document.querySelector('.js-plotly-plot')._fullLayout;
  const buttons = updatemenus.flatMap((menu) => menu.buttons);
  return [...buttons.map(({ args }) => args[1].transition.duration), slider.transition.duration];
}"""


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080)])
def test_the_overview_is_whole(width: int, height: int, open_page: Any) -> None:
    """The drawing of the overview needs no scrolling on a laptop nor on a projector, and names all its events."""
    page = open_page("", width=width, height=height)
    figure = page.locator("#figure-overview .drawing svg:visible")
    drawing = figure.bounding_box()
    assert drawing["y"] + drawing["height"] <= height
    texts = figure.locator("text").all_text_contents()
    assert {"Strategic stability group", "Druzhba-2017", "Russia reports", "Pakistan reports", "Russia"} <= set(texts)


@pytest.mark.parametrize("path", ["", "timeline?event=pipeline-agreement-2015", "claims?event=druzhba-2017", "record"])
def test_nothing_scrolls_sideways(path: str, open_page: Any, redraw: Any) -> None:
    """No page, nor an event open on it, is wider than its window; trade and rankings are looked at with their texts."""
    page = open_page(path, width=320, height=700)
    for event in page.get_by_role("region", name="The open event").or_(page.get_by_role("dialog")).all():
        assert event.evaluate("(one) => one.scrollWidth - one.clientWidth") <= 0
    for width in (320, 768, 1280, 1920):
        assert redraw(page, width=width, height=900).evaluate(SIDEWAYS) <= 0, width


def test_a_figure_follows_the_address(open_page: Any, settle: Any) -> None:
    """A period brushed in one figure is in all of the page and outlives runs, new years, a reload and Back.

    A theme fades parts of the drawing that is there, other years bring another one.
    """
    page = open_page("trade")
    asked: list[str] = []
    open_page.listen(page, "request", lambda request: asked.append(request.url))
    frame = page.locator("#figure-trade-band .drawing svg:visible").bounding_box()
    page.mouse.move(frame["x"] + frame["width"] * 0.4, frame["y"] + 60)
    page.mouse.down()
    page.mouse.move(frame["x"] + frame["width"] * 0.7, frame["y"] + 70, steps=6)
    page.mouse.up()
    chips = page.locator(".dyad-figure .clear:visible")
    for chip in chips.all():
        expect(chip).to_contain_text("2008–2013: ")
    assert len(chips.all()) == 3  # of the figures on the time axis
    brushed = {"brush": ["2008", "2013"]}
    assert query_of(page) == brushed
    drawing = page.locator("#figure-trade-band .drawing svg:visible").element_handle()
    expect(page.locator(".st-key-brush")).to_contain_text("20082013")  # the run knows of it
    settle(page)
    page.get_by_role("button", name="energy", exact=True).click()
    settle(page)
    assert query_of(page) == brushed | {"theme": ["energy"]}
    assert drawing.evaluate("(one) => one.isConnected")
    assert [url for url in asked if "/drawings/" in url] == []
    page.get_by_role("slider").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#figure-trade-band")).to_have_attribute("data-years", "2004 2017")
    settle(page)
    assert len([url for url in asked if "/drawings/" in url]) == 5
    assert query_of(page) == brushed | {"theme": ["energy"], "years": ["2004", "2017"]}
    page.reload()
    settle(page)
    expect(chips.first).to_contain_text("2008–2013: ")
    page.get_by_role("link", name="Claims", exact=True).click()
    expect(page.locator("#figure-claims-summary .state")).to_contain_text("Energy: 8 of 111 claims")
    settle(page)
    page.get_by_role("link", name="Timeline", exact=True).click()
    expect(chips.first).to_contain_text("2008–2013: ")
    settle(page)
    assert query_of(page) == brushed | {"theme": ["energy"], "years": ["2004", "2017"]}
    for heading in ("What the essay says, checked", "Trade: the claim and the figures"):
        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        settle(page)
    expect(chips.first).to_contain_text("2008–2013: ")
    page.get_by_role("button", name="Zoom to these years").first.click()
    expect(page.locator("#figure-trade-band")).to_have_attribute("data-years", "2008 2013")
    expect(page.locator(CHIPS)).to_have_count(2)
    settle(page)
    assert query_of(page) == {"theme": ["energy"], "years": ["2008", "2013"]}
    page.go_back()
    expect(chips.first).to_contain_text("2008–2013: ")
    settle(page)
    assert query_of(page) == brushed | {"theme": ["energy"], "years": ["2004", "2017"]}
    page.get_by_role("link", name="Present", exact=True).click()
    page.wait_for_url("**/present")
    settle(page)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Trade: the claim and the figures")
    settle(page)
    assert query_of(page) == brushed | {"theme": ["energy"], "years": ["2004", "2017"]}


def test_a_figure_that_cannot_be_fetched_comes_later(open_page: Any, settle: Any) -> None:
    """While many wait a figure is asked for again; a window that becomes narrow gets the drawing for it."""
    page = open_page("record")
    refused = {"Retry-After": "1"}
    page.route("**/drawings/claims-summary*", lambda route: route.fulfill(status=503, headers=refused), times=1)
    open_page.forgive(page)  # the browser's console tells of the refusal
    page.get_by_role("link", name="Claims", exact=True).click()
    expect(page.locator("#figure-claims-summary .wide")).to_be_visible()
    page.set_viewport_size({"width": 480, "height": 844})
    expect(page.locator("#figure-claims-summary .narrow")).to_be_visible()
    settle(page)
    assert page.evaluate(SIDEWAYS) <= 0


def test_the_years_play_by_keyboard(open_page: Any) -> None:
    """Tab reaches the play button and the slider of the ranks in motion; keys move the years and play them."""
    page: Page = open_page("rankings", height=2200)
    assert not page.evaluate(PLOTLY)
    page.get_by_role("button", name="Play the years").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Hide the years played")).to_be_focused()
    chart = page.locator('[data-testid="stPlotlyChart"]')
    expect(chart.get_by_text("Pakistan 2017")).to_be_visible()
    slider, play = chart.get_by_role("slider", name="Year"), chart.get_by_role("button", name="Play")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement?.getAttribute('aria-label')"))
    assert {"Year", "Play", "Pause"} <= reached
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(chart.get_by_text("Pakistan 2016")).to_be_visible()
    expect(slider).to_have_attribute("aria-valuenow", "2016")
    page.keyboard.press("Home")
    expect(chart.get_by_text("Pakistan 2003")).to_be_visible(timeout=15_000)
    play.focus()
    page.keyboard.press("Enter")
    expect(chart.get_by_text("Pakistan 2006")).to_be_visible(timeout=15_000)


@pytest.mark.parametrize("width", [390, 320])
def test_the_years_play_on_a_phone(width: int, open_page: Any) -> None:
    """Buttons and slider stand apart within the window, a finger on the plot scrolls the page, years do not glide."""
    page: Page = open_page("rankings", width=width, height=700)
    page.get_by_role("button", name="Play the years").click()
    chart = page.locator('[data-testid="stPlotlyChart"]')
    expect(chart.get_by_text("Pakistan 2017")).to_be_visible()
    play, pause, slider = (
        chart.locator(one).bounding_box() for one in
        (".updatemenu-button >> nth=0", ".updatemenu-button >> nth=1", ".slider-group")
    )  # fmt: skip
    assert play
    assert pause
    assert slider
    assert play["x"] >= 0
    assert play["x"] + play["width"] <= pause["x"]
    assert pause["y"] + pause["height"] < slider["y"]
    assert slider["width"] > width * 0.6
    assert max(box["x"] + box["width"] for box in (pause, slider)) <= width
    assert page.evaluate(GLIDES) == [0, 0, 0]
    plot = chart.locator(".nsewdrag")
    plot.scroll_into_view_if_needed()
    before = plot.bounding_box()
    assert before
    finger, x, y = page.context.new_cdp_session(page), before["x"] + 40, before["y"] + 40
    for moved in range(0, 160, 10):
        kind = "touchMove" if moved else "touchStart"
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y + moved}]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_function(
        "([plot, y]) => plot.getBoundingClientRect().y > y", arg=[plot.element_handle(), before["y"] + 80]
    )
