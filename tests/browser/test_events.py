"""Events: opened by a click, by a row of the table, by keyboard, on a phone; closed again."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from dyad.wording.ui_page import page_failed
from tests.browser.axe import find_violations
from tests.browser.legible import SIDEWAYS
from tests.browser.test_addresses import follow, query_of
from tests.browser.waiting import redraw, settle
from tests.sessions import Reader
from tools.browser import Server

FIGURE = '.dyad-figure:not([data-name="event-strip"])'  # it draws the events of the timeline once more
# What Streamlit writes of a run under way, in which the event that was open before is closed.
CLOSED_LATE = "() => history.replaceState({}, '', location.href.replace(/event=[^&]*&?/, ''))"
# The component hears of it before the panel has gone, as it may by chance.
TOLD_CLOSED = "() => dyad.followEvent({ data: { open: null, panel: 'panel' }, setTriggerValue() {} })"
DRUZHBA = "Druzhba-2017: the second joint exercise"


def mark_of(page: Page, event: str) -> Any:
    """Return the mark of an event as those reach it who do not point, in the first figure that draws its events."""
    return page.locator(f'{FIGURE} .marks button[data-key="event:{event}"]:visible')


def click_mark(page: Page, event: str) -> None:
    """Click the mark of an event, as it is drawn, over which the pointer is a hand."""
    mark = page.locator(f'{FIGURE} .drawing path[data-key="event:{event}"]:visible').last
    expect(mark).to_have_css("cursor", "pointer")
    mark.click()


def test_an_event_is_opened_and_closed(open_page: Any) -> None:
    """A click has the event in the address at once; it can be stepped from, Back closes it, and so does Escape.

    What it is reads out, and the focus goes to it and comes back; of keys pressed at once the last counts. The keyboard
    alone opens an event by its link in the table, and reaches a source. On the overview the event opens over the page;
    closing it gives the focus back to the mark, each time. From there it can be seen on the timeline.
    """
    chosen = {"theme": ["defence"], "brush": ["2016", "2017"]}
    opened = chosen | {"event": ["druzhba-2017"]}
    page = open_page("timeline", **chosen)
    panel = page.get_by_role("region", name="The open event")
    heading = panel.get_by_role("heading", name=DRUZHBA)
    click_mark(page, "druzhba-2017")
    assert query_of(page) == opened
    page.evaluate(CLOSED_LATE)
    assert query_of(page) == opened
    expect(heading).to_be_focused()
    settle(page)
    expect(page.get_by_role("status").filter(has_text=f"{DRUZHBA}, opened")).to_have_count(1)
    expect(panel.get_by_text("25 September – 4 October 2017 · defence").first).to_be_visible()
    expect(panel.get_by_role("link", name="RFE/RL").first).to_have_attribute(
        "href", "https://rferl.org/amp/russia-pakistan-joint-exercises-caucasus/28755462.html"
    )
    panel.get_by_role("button", name="← Previous").click()
    expect(heading).to_have_count(0)
    settle(page)
    assert query_of(page)["event"] != ["druzhba-2017"]
    page.go_back()
    expect(heading).to_be_visible()
    page.reload()  # there are drawings for both widths by now
    settle(page)
    page.evaluate(TOLD_CLOSED)
    page.go_back()
    expect(panel).to_have_count(0)
    settle(page)
    assert query_of(page) == chosen
    expect(mark_of(page, "druzhba-2017")).to_be_focused()
    page.keyboard.press("Enter")
    expect(heading).to_be_focused()
    settle(page)
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(mark_of(page, "druzhba-2017")).to_be_focused()
    settle(page)
    assert query_of(page) == chosen

    click_mark(page, "druzhba-2017")
    page.keyboard.press("Escape")  # before a run has opened it
    page.wait_for_function("() => !location.search.includes('event')")
    settle(page)
    expect(panel).to_have_count(0)
    mark_of(page, "druzhba-2017").focus()
    for key in ("Enter", "Escape"):
        page.keyboard.press(key)
    page.evaluate("() => document.activeElement.blur()")  # as where its figure is drawn anew
    page.keyboard.press("Enter")
    expect(heading).to_be_focused()
    settle(page)
    assert query_of(page) == opened
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    settle(page)

    page.get_by_role("link", name="Skip to main content").focus()  # the first stop of all
    tab_until(page, "() => document.activeElement?.closest('tr[data-opens]') !== null")
    page.keyboard.press("Enter")
    expect(panel.get_by_role("heading", level=2)).to_be_focused()
    settle(page)
    assert "event" in query_of(page)
    tab_until(page, "() => /^http(?!:..127.0.0.1)/.test(document.activeElement?.href ?? '')", most=6)
    page.keyboard.press("Escape")
    expect(page.locator("tr[data-opens] a").first).to_be_focused()
    settle(page)

    follow(page, "Overview")
    dialog = page.get_by_role("dialog")
    for _ in range(2):
        mark_of(page, "druzhba-2017").focus()
        page.keyboard.press("Enter")
        expect(dialog.get_by_text(DRUZHBA, exact=True)).to_be_visible()
        expect(dialog.get_by_text("What the essay says")).to_be_visible()
        settle(page)
        assert query_of(page) == opened
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        expect(mark_of(page, "druzhba-2017")).to_be_focused()
        page.wait_for_function("() => !location.search.includes('event')")
        settle(page)
        assert query_of(page) == chosen
    page.keyboard.press("Enter")
    dialog.get_by_role("link", name="See it on the timeline").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What happened, and when")
    expect(panel.get_by_role("button", name="Close")).to_be_visible()
    settle(page)
    assert query_of(page) == opened


def tab_until(page: Page, reached: str, *, most: int = 60) -> None:
    """Press Tab until the focus is where a function in the page says."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(reached):
            return
    raise AssertionError(f"Tab never came to it: {reached}")


def test_a_phone(open_page: Any) -> None:
    """On a phone the filters take no room until asked for; what is set stands by itself, and goes by its own button.

    Unfolded, too, they break no rule of axe. An event opens over the foot of the window, and closes.
    """
    page = open_page("timeline", theme="energy", years=[2010, 2016], scheme="dark", width=390, height=844)
    search = page.get_by_label("Search the events")
    expect(search).to_be_hidden()
    page.get_by_role("button", name="Filters · 2").click()
    expect(search).to_be_visible()
    page.get_by_text("Regional events", exact=True).wait_for()
    assert page.evaluate(SIDEWAYS) <= 0
    assert find_violations(page) == []
    redraw(page, width=390, height=844)
    page.get_by_role("button", name="2010–2016").click()
    expect(page.get_by_role("button", name="Filters · 1")).to_be_visible()
    settle(page)
    assert query_of(page) == {"theme": ["energy"]}

    page.get_by_role("button", name="Filters · 1").click()
    expect(search).to_be_hidden()
    click_mark(page, "pipeline-agreement-2015")
    panel = page.get_by_role("region", name="The open event")
    expect(panel.get_by_role("heading", level=2)).to_be_focused()
    settle(page)
    box = panel.bounding_box()
    assert box["y"] + box["height"] == 844
    assert 300 < box["height"] <= 844 / 2
    page_box = page.get_by_test_id("stMain").bounding_box()
    assert page_box["y"] + page_box["height"] <= box["y"] + 1  # what has the focus there is never below it
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_be_hidden()
    expect(mark_of(page, "pipeline-agreement-2015")).to_be_focused()


def test_a_mark_picked_as_its_page_goes(server: Server) -> None:
    """What a figure reports once another page has come opens nothing, and does not end that page."""
    with Reader(server.url) as reader:
        reader.run()
        reader.turn_and_report("timeline", component="figure-overview", event="picked", value="event:druzhba-2017")
        assert "figure-timeline" in reader.words()
        assert page_failed("").removesuffix(".") not in reader.words()
