"""Addresses: what a link, a reload, the Back button and the menu show."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.app.test_pages import HEADINGS
from tests.browser.waiting import settle

WHOLE = {
    "years": [2010, 2017],
    "theme": ["defence", "energy"],
    "q": "druzhba",
    "beyond": True,
    "context": True,
    "event": "druzhba-2017",
}


def query_of(page: Page) -> dict[str, list[str]]:
    """Return the parameters of the page's address as the browser shows them."""
    return parse_qs(urlsplit(page.evaluate("location.href")).query)


def years_of(page: Page) -> list[str]:
    """Return the two years the slider shows."""
    return page.locator('.st-key-years [data-testid="stSliderThumbValue"]').all_inner_texts()


CHIPS = '[class*="st-key-without-"]'  # one for each filter that is set


def follow(page: Page, name: str) -> None:
    """Go to another page by its link in the menu."""
    before = page.evaluate("location.pathname")
    page.get_by_role("link", name=name, exact=True).click()
    page.wait_for_function("(before) => location.pathname !== before", arg=before)
    settle(page)


def as_text(query: dict[str, Any]) -> dict[str, list[str]]:
    """Return a query as an address spells it."""
    lists = {name: value if isinstance(value, list) else [value] for name, value in query.items()}
    return {name: [str(one).lower() if one is True else str(one) for one in value] for name, value in lists.items()}


def assert_whole(page: Page, path: str, query: dict[str, Any]) -> None:
    """Fail where a page that was asked for with years lacks its heading, the menu or filters, or has another query."""
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADINGS[path])
    for name in ("Overview", "Timeline", "Trade", "Rankings", "Claims", "Record"):
        expect(page.get_by_role("link", name=name, exact=True)).to_be_visible()
    assert query_of(page) == as_text(query)
    assert years_of(page) == as_text(query)["years"]


def assert_shows_choice(page: Page, query: dict[str, Any]) -> None:
    """Fail where a page does not show the choice of the address WHOLE, or its address is another."""
    assert query_of(page) == as_text(query)
    assert years_of(page) == ["2010", "2017"]
    for theme, chosen in (("defence", True), ("energy", True), ("diplomacy", False)):
        pressed = page.get_by_role("button", name=theme, exact=True).get_attribute("aria-pressed")
        assert pressed == str(chosen).lower(), theme
    expect(page.get_by_label("Search the events")).to_have_value("druzhba")
    expect(page.get_by_role("checkbox", name="Name those left out")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Regional events")).to_be_checked()


def test_a_link_with_every_parameter(open_page: Any) -> None:
    """A link sets every filter and opens its event; a reload, the menu and Back keep the choice.

    A word typed into the search reaches the address and the figure without Enter. One without a hit is named as the
    filter that empties the page; Reset brings all back and empties the address.
    """
    page = open_page("timeline", **WHOLE)
    assert_shows_choice(page, WHOLE)
    expect(page.get_by_role("heading", name="Druzhba-2017: the second joint exercise")).to_be_visible()
    labels = set(page.locator(".drawing text[data-key]:not(.dim)").all_text_contents())
    assert {"Druzhba-2016", "Druzhba-2017"} <= labels
    assert "SCO membership" not in labels
    page.reload()
    settle(page)
    assert_shows_choice(page, WHOLE)
    elsewhere = {name: value for name, value in WHOLE.items() if name != "event"}
    for name, path in (("Trade", "trade"), ("Claims", "claims")):
        follow(page, name)
        expect(page.get_by_role("heading", level=1)).to_have_text(HEADINGS[path])
        assert query_of(page) == as_text(elsewhere), name
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADINGS["trade"])
    settle(page)
    assert query_of(page) == as_text(elsewhere)
    expect(page.get_by_label("Search the events")).to_be_hidden()  # which changes nothing there
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADINGS["timeline"])
    settle(page)
    assert_shows_choice(page, WHOLE)

    page.keyboard.press("Escape")  # which closes the event
    search = page.get_by_label("Search the events")
    search.fill("")
    expect(page.locator(CHIPS)).to_have_count(5)
    settle(page)
    assert query_of(page) == {name: value for name, value in as_text(elsewhere).items() if name != "q"}
    search.press_sequentially("druzhba", delay=20)
    expect(page.locator(CHIPS)).to_have_count(6)
    settle(page)
    assert query_of(page)["q"] == ["druzhba"]
    labels = page.locator('[data-name="timeline"] .drawing text[data-key]:not(.dim):visible').all_text_contents()
    assert sorted(labels) == ["Druzhba-2016", "Druzhba-2017"]
    search.fill("zzzz")
    expect(page.get_by_test_id("stAlert")).to_contain_text("the search “zzzz”")
    page.get_by_role("button", name="Reset").click()
    page.locator('[data-name="timeline"] .marks button[data-key="event:druzhba-2017"]').wait_for()
    settle(page)
    assert query_of(page) == {}
