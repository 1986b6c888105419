"""Addresses: what a link, a reload, the Back button and the menu show."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

HEADINGS = {
    "": "Pakistan–Russia, 2003–2017",
    "timeline": "What happened, and when",
    "trade": "Trade: the claim and the figures",
    "rankings": "Places in the world’s rankings",
    "claims": "What the essay says, checked",
    "record": "The record: tables and sources",
}
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


def as_text(query: dict[str, Any]) -> dict[str, list[str]]:
    """Return a query as an address spells it."""
    lists = {name: value if isinstance(value, list) else [value] for name, value in query.items()}
    return {name: [str(one).lower() if one is True else str(one) for one in value] for name, value in lists.items()}


@pytest.mark.parametrize("path", ["", "timeline", "record"])  # with figures, beside an event, with tables alone
def test_a_cold_deep_link_shows_its_page(path: str, open_page: Any, fresh_server: Any) -> None:
    """The first visitor of a new server gets the page the link names, with the menu and the filters."""
    page = open_page(path, server=fresh_server(), years=[2010, 2016])
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADINGS[path])
    for name in ("Overview", "Timeline", "Trade", "Rankings", "Claims", "Record"):
        expect(page.get_by_role("link", name=name, exact=True)).to_be_visible()
    assert years_of(page) == ["2010", "2016"]
    assert query_of(page) == {"years": ["2010", "2016"]}


def assert_shows_whole(page: Page) -> None:
    """Check that the page shows the view of the address WHOLE."""
    assert query_of(page) == as_text(WHOLE)
    assert years_of(page) == ["2010", "2017"]
    for theme, chosen in (("defence", True), ("energy", True), ("diplomacy", False)):
        pressed = page.get_by_role("button", name=theme, exact=True).get_attribute("aria-pressed")
        assert pressed == str(chosen).lower()
    expect(page.get_by_label("Search the events")).to_have_value("druzhba")
    expect(page.get_by_role("checkbox", name="Left out by the essay")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Regional events")).to_be_checked()


def test_a_link_with_every_parameter_restores_the_view(open_page: Any, settle: Any) -> None:
    """A link sets every filter and opens its event, and a reload keeps all of it."""
    page = open_page("timeline", **WHOLE)
    assert_shows_whole(page)
    expect(page.get_by_role("heading", name="Druzhba-2017: the second joint exercise")).to_be_visible()
    labels = set(page.locator(".drawing text[data-key]:not(.dim)").all_text_contents())
    assert {"Druzhba-2016", "Druzhba-2017"} <= labels
    assert "SCO membership" not in labels
    page.reload()
    settle(page)
    assert_shows_whole(page)


def test_the_menu_and_back_keep_the_choice(open_page: Any, settle: Any) -> None:
    """Going to another page and back again shows the same choice."""
    query = {name: value for name, value in WHOLE.items() if name != "event"}
    page = open_page("timeline", **query)
    page.get_by_role("link", name="Trade", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADINGS["trade"])
    settle(page)
    assert query_of(page) == as_text(query)
    page.get_by_role("link", name="Claims", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADINGS["claims"])
    settle(page)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADINGS["trade"])
    settle(page)
    assert query_of(page) == as_text(query)
    expect(page.get_by_label("Search the events")).to_have_value("druzhba")
    expect(page.get_by_role("checkbox", name="Regional events")).to_be_checked()


def test_two_readers_do_not_share_a_choice(open_page: Any, settle: Any) -> None:
    """What one reader chooses, another does not see."""
    one, other = open_page("timeline"), open_page("timeline")
    one.get_by_role("button", name="energy", exact=True).click()
    expect(one.locator(CHIPS)).to_have_count(1)
    settle(one)
    other.reload()
    settle(other)
    expect(other.locator(CHIPS)).to_have_count(0)
    assert query_of(other) == {}
