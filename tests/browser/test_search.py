"""The search: opened by its key or its button, typed into, followed, left."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.test_addresses import query_of
from tests.browser.test_events import DRUZHBA
from tests.browser.waiting import settle

CLAIM = "A joint exercise called Druzhba-2017 came to a successful end in October 2017."

SOURCE = "[Gazprom builds the Kovykta–Chayanda section of Power of Siberia]"


def field(page: Page) -> Any:
    """Return where words are typed."""
    return page.get_by_role("dialog").get_by_role("textbox")


def test_a_search_is_typed_and_followed(open_page: Any) -> None:
    """The key opens it with the cursor in it; what is found is announced and followed within the session.

    Escape or Back closes it and gives the focus back; the key is typed where text is, and can be turned off.
    """
    page = open_page("trade", years=[2010, 2017])
    page.evaluate("window.sameSession = true")
    page.keyboard.press("/")
    expect(field(page)).to_be_focused()
    page.keyboard.type("DRUZHBA 2017/x")
    expect(page.get_by_role("dialog").get_by_text("No event, claim or source holds “2017/x”.")).to_be_visible()
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    result = page.get_by_role("dialog").get_by_role("link", name=DRUZHBA)
    expect(result).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Found: ")).to_have_count(1)
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    button = page.get_by_role("button", name="Search", exact=True)
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(field(page)).to_be_focused()
    page.go_back()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(button).to_be_focused()
    assert query_of(page) == {"years": ["2010", "2017"]}
    page.keyboard.press("Enter")
    field(page).fill("druzhba 2017")
    result.click()
    expect(page.get_by_role("heading", name=DRUZHBA)).to_be_visible()
    settle(page)
    assert page.evaluate("window.sameSession")
    assert query_of(page) == {"years": ["2010", "2017"], "event": ["druzhba-2017"]}
    expect(page.get_by_role("dialog")).to_have_count(0)
    button.click()
    field(page).fill("druzhba successful")
    page.get_by_role("dialog").get_by_role("link", name=CLAIM).click()
    expect(page.locator("details[open] summary").filter(has_text=CLAIM)).to_be_focused()
    settle(page)
    assert page.title().startswith(f"{CLAIM.rstrip('.')} · ")
    page.go_back()
    expect(page.get_by_role("heading", name=DRUZHBA)).to_be_visible()
    settle(page)
    button.click()
    field(page).fill("kovykta")
    page.get_by_role("dialog").get_by_role("link", name=SOURCE).click()
    row = page.locator(".dyad-table").first.locator("tbody tr")
    expect(row).to_have_count(1)
    expect(row).to_contain_text(SOURCE)
    button.click()
    page.get_by_role("switch", name="The key / opens this search").uncheck()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    page.keyboard.press("/")
    page.reload()
    settle(page)
    expect(row).to_have_count(1)
    page.keyboard.press("/")
    settle(page)
    expect(page.get_by_role("dialog")).to_have_count(0)
