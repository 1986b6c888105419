"""Events: opened by a click, by a row of the table, by keyboard; closed again."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.test_addresses import query_of

DRUZHBA = "Druzhba-2017: the second joint exercise"


def click_mark(page: Page, title: str) -> None:
    """Click the mark of the event with this title: its accessible name holds it."""
    page.locator(f'[data-testid="stVegaLiteChart"] svg path[aria-label*="{title}"]').first.click()


def test_a_click_on_a_mark_opens_its_event(open_page: Any, settle: Any) -> None:
    """On the timeline the event opens beside the figure, has its own address, and can be left again."""
    page = open_page("timeline")
    click_mark(page, DRUZHBA)
    expect(page.get_by_role("heading", name=DRUZHBA)).to_be_visible()
    settle(page)
    assert query_of(page) == {"event": ["druzhba-2017"]}
    expect(page.get_by_text("25 September – 4 October 2017 · defence").first).to_be_visible()
    expect(page.get_by_role("link", name="RFE/RL").first).to_have_attribute(
        "href", "https://rferl.org/amp/russia-pakistan-joint-exercises-caucasus/28755462.html"
    )
    page.get_by_role("button", name="← Previous").click()
    expect(page.get_by_role("heading", name=DRUZHBA)).to_have_count(0)
    settle(page)
    before = query_of(page)["event"]
    assert before != ["druzhba-2017"]
    page.get_by_role("button", name="Next →").click()
    expect(page.get_by_role("heading", name=DRUZHBA)).to_be_visible()
    settle(page)
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("heading", name="Open an event")).to_be_visible()
    settle(page)
    assert query_of(page) == {}


def test_a_click_on_a_label_opens_its_event(open_page: Any, settle: Any) -> None:
    """The label is part of the mark."""
    page = open_page("timeline")
    page.locator('[data-testid="stVegaLiteChart"] svg text', has_text="SCO membership").first.click()
    expect(page.get_by_role("heading", name="Pakistan and India become full members of the SCO")).to_be_visible()
    settle(page)
    assert query_of(page) == {"event": ["sco-membership-2017"]}


def test_the_overview_opens_an_event_in_a_dialog(open_page: Any, settle: Any) -> None:
    """On the overview the event opens over the page; closing it clears the address, and it opens again."""
    page = open_page("")
    for _ in range(2):
        click_mark(page, DRUZHBA)
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_text(DRUZHBA, exact=True)).to_be_visible()
        expect(dialog.get_by_text("What the essay says")).to_be_visible()
        settle(page)
        assert query_of(page) == {"event": ["druzhba-2017"]}
        page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        page.wait_for_function("() => !location.search.includes('event')")
        settle(page)


def test_the_keyboard_alone_reaches_a_source(open_page: Any, settle: Any) -> None:
    """Tab, arrows and Shift+Space choose a row of the table; Tab then reaches the event's source."""
    page = open_page("timeline")
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement?.tagName === 'CANVAS'"):  # the table's own cells
            break
    else:
        raise AssertionError("Tab never came to the table")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Shift+Space")
    expect(page.get_by_role("button", name="Close")).to_be_visible()
    settle(page)
    assert "event" in query_of(page)
    for _ in range(60):
        page.keyboard.press("Shift+Tab")
        href = page.evaluate("document.activeElement?.tagName === 'A' ? document.activeElement.href : ''")
        if href and "127.0.0.1" not in href:
            break
    else:
        raise AssertionError("no source could be reached by Tab")
    assert href.startswith("http")


def test_an_event_leads_to_the_timeline(open_page: Any, settle: Any) -> None:
    """From the dialog of another page the event can be seen on the timeline."""
    page = open_page("trade", event="pipeline-agreement-2015")
    page.get_by_role("dialog").get_by_role("link", name="See it on the timeline").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What happened, and when")
    expect(page.get_by_role("button", name="Close")).to_be_visible()
    settle(page)
    assert query_of(page) == {"event": ["pipeline-agreement-2015"]}
