"""Figures that answer: to the address, to other figures, to keys, fingers and the scheme."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.acting import drag, swipe
from tests.browser.legible import DARK, GROUNDS, LIGHT, SIDEWAYS
from tests.browser.test_addresses import CHIPS, query_of
from tests.browser.waiting import redraw, settle

# What of Plotly was fetched.
PLOTLY = """() => performance.getEntriesByType('resource').filter((one) => one.name.includes('PlotlyChart')).length"""
# How long, in ms, the years take from one to the next: by the buttons, and by the slider.
GLIDES = """() => {
  const { updatemenus, sliders: [slider] } = document.querySelector('.js-plotly-plot')._fullLayout;
  const buttons = updatemenus.flatMap((menu) => menu.buttons);
  return [...buttons.map(({ args }) => args[1].transition.duration), slider.transition.duration];
}"""


def test_a_figure_follows_the_address(open_page: Any) -> None:
    """A period brushed in one figure is in all of the page and outlives runs, new years, a reload and Back.

    While many wait a figure is asked for again; a window that becomes narrow gets the drawing for it.
    """
    page = open_page("trade", theme="energy")  # chosen on another page: it changes nothing here
    asked: list[str] = []
    open_page.listen(page, "request", lambda request: asked.append(request.url))
    frame = page.locator("#figure-trade-band .drawing svg:visible").bounding_box()
    drag(page, *((frame["x"] + frame["width"] * share, frame["y"] + 60) for share in (0.4, 0.7)))
    chips = page.locator(".dyad-figure .clear:visible")
    for chip in chips.all():
        expect(chip).to_contain_text("2008–2013: ")
    assert len(chips.all()) == 3  # of the figures on the time axis
    brushed = {"theme": ["energy"], "brush": ["2008", "2013"]}
    page.evaluate("() => history.replaceState({}, '', '?theme=energy')")  # as a run under way that knows nothing of it
    assert query_of(page) == brushed
    expect(page.locator(".st-key-brush")).to_contain_text("20082013")  # the run knows of it
    settle(page)
    assert [url for url in asked if "/drawings/" in url] == []
    page.get_by_role("slider").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#figure-trade-band")).to_have_attribute("data-years", "2004 2017")
    settle(page)
    assert len([url for url in asked if "/drawings/" in url]) == 5
    assert query_of(page) == brushed | {"years": ["2004", "2017"]}
    page.reload()
    settle(page)
    expect(chips.first).to_contain_text("2008–2013: ")
    refused = {"Retry-After": "1"}
    page.route("**/drawings/claims-summary*", lambda route: route.fulfill(status=503, headers=refused), times=1)
    page.get_by_role("link", name="Claims", exact=True).click()
    expect(page.locator("#figure-claims-summary .wide")).to_be_visible()
    expect(page.locator("#figure-claims-summary .state")).to_contain_text("Energy: 8 of 111 claims")
    page.set_viewport_size({"width": 480, "height": 844})
    expect(page.locator("#figure-claims-summary .narrow")).to_be_visible()
    settle(page)
    assert page.evaluate(SIDEWAYS) <= 0
    redraw(page, width=1280, height=720)
    page.get_by_role("link", name="Timeline", exact=True).click()
    expect(chips.first).to_contain_text("2008–2013: ")
    settle(page)
    assert query_of(page) == brushed | {"years": ["2004", "2017"]}
    for heading in ("What the essay says, checked", "Trade: the claim and the figures"):
        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        settle(page)
    expect(chips.first).to_contain_text("2008–2013: ")
    page.get_by_role("button", name="Zoom to these years").first.click()
    expect(page.locator("#figure-trade-band")).to_have_attribute("data-years", "2008 2013")
    expect(page.locator(CHIPS)).to_have_count(1)
    settle(page)
    assert query_of(page) == {"theme": ["energy"], "years": ["2008", "2013"]}
    page.go_back()
    expect(chips.first).to_contain_text("2008–2013: ")
    settle(page)
    assert query_of(page) == brushed | {"years": ["2004", "2017"]}
    page.get_by_role("link", name="Present", exact=True).click()
    page.wait_for_url("**/present")
    settle(page)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Trade: the claim and the figures")
    settle(page)
    assert query_of(page) == brushed | {"years": ["2004", "2017"]}
    drag(page, *((frame["x"] + frame["width"] * share, frame["y"] + 60) for share in (0.5, 0.8)))
    page.get_by_role("button", name="Reset").click()  # while the run is under way that hears of the period
    settle(page)
    assert "brush" not in query_of(page)
    expect(chips).to_have_count(0)


def test_the_years_play(open_page: Any) -> None:
    """Tab reaches the play button and the slider of the ranks in motion; keys move the years and play them.

    On a phone they stand apart within the window, a finger on the plot scrolls the page, and years do not glide. Who
    chooses dark in the menu gets dark figures without a reload, and light ones again after choosing light; the controls
    keep their names.
    """
    page: Page = open_page("rankings", width=320, height=700)
    choose_scheme(page, "Dark", DARK)
    assert not page.evaluate(PLOTLY)
    page.get_by_role("button", name="Play the years").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Hide the years played")).to_be_focused()
    chart = page.locator('[data-testid="stPlotlyChart"]')
    expect(chart.get_by_text("Pakistan 2017")).to_be_visible()
    first, second, rail = (
        chart.locator(one).bounding_box() for one in
        (".updatemenu-button >> nth=0", ".updatemenu-button >> nth=1", ".slider-group")
    )  # fmt: skip
    assert 0 <= first["x"] < first["x"] + first["width"] <= second["x"]
    assert second["y"] + second["height"] < rail["y"]
    assert rail["width"] > 320 * 0.6
    assert max(box["x"] + box["width"] for box in (second, rail)) <= 320
    assert page.evaluate(GLIDES) == [0, 0, 0]
    plot = chart.locator(".nsewdrag")
    plot.scroll_into_view_if_needed()
    before = plot.bounding_box()
    swipe(page, (before["x"] + 40, before["y"] + 40), down=150)
    page.wait_for_function(
        "([plot, y]) => plot.getBoundingClientRect().y > y", arg=[plot.element_handle(), before["y"] + 80]
    )

    redraw(page, width=1280, height=720)
    slider, play = chart.get_by_role("slider", name="Year"), chart.get_by_role("button", name="Play")
    reached: list[str] = []
    while not {"Year", "Play", "Pause"} <= set(reached):
        assert len(reached) < 60, reached
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement?.getAttribute('aria-label')"))
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(chart.get_by_text("Pakistan 2016")).to_be_visible()
    expect(slider).to_have_attribute("aria-valuenow", "2016")
    page.keyboard.press("Home")
    expect(chart.get_by_text("Pakistan 2003")).to_be_visible()
    play.focus()
    page.keyboard.press("Enter")
    expect(chart.get_by_text("Pakistan 2006")).to_be_visible()
    expect(chart.get_by_text("Pakistan 2017")).to_be_visible(timeout=30_000)
    choose_scheme(page, "Light", LIGHT)
    expect(slider).to_have_attribute("aria-valuenow", "2017")


def choose_scheme(page: Page, name: str, ground: str) -> None:
    """Choose light or dark in the menu, and wait until the page and all figures have that ground."""
    page.get_by_test_id("stMainMenu").get_by_role("button").first.click()
    page.get_by_role("radio", name=name).or_(page.get_by_role("menuitemradio", name=name)).or_(
        page.get_by_role("button", name=name, exact=True)
    ).first.click()
    page.wait_for_function(f"(ground) => ({GROUNDS})().every((one) => one === ground)", arg=ground)
    page.keyboard.press("Escape")
    settle(page)
    assert set(page.evaluate(GROUNDS)) == {ground}
    # where the next page's first HTML looks for it, before Streamlit is there
    assert name in page.evaluate("localStorage.getItem(`stActiveTheme-${location.pathname}-v2`)")
