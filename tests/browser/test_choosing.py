"""Choosing: by typing and by key."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from tests.browser.test_addresses import CHIPS, query_of


def test_typing_narrows_while_one_types(open_page: Any, settle: Any) -> None:
    """A word typed into the search reaches the address and the figure without Enter."""
    page = open_page("timeline")
    page.get_by_label("Search the events").press_sequentially("druzhba", delay=20)
    expect(page.locator(CHIPS)).to_have_count(1)
    settle(page)
    assert query_of(page) == {"q": ["druzhba"]}
    labels = page.locator(".drawing text[data-key]:not(.dim):visible").all_text_contents()
    assert sorted(labels) == ["Druzhba-2016", "Druzhba-2017"]


def test_a_search_without_a_hit_names_itself(open_page: Any, settle: Any) -> None:
    """An empty result names the filter that empties it, and Reset brings the events back."""
    page = open_page("timeline", q="zzzz")
    expect(page.get_by_test_id("stAlert")).to_contain_text("the search “zzzz”")
    page.get_by_role("button", name="Reset").click()
    page.locator('[data-name="timeline"] .marks button[data-key="event:druzhba-2017"]').wait_for()
    settle(page)
    assert query_of(page) == {}


def test_the_years_move_by_key(open_page: Any, settle: Any) -> None:
    """The arrows move an end of the years, and the address follows."""
    page = open_page("trade")
    page.get_by_role("slider").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(CHIPS)).to_have_count(1)
    settle(page)
    assert query_of(page) == {"years": ["2004", "2017"]}


def test_the_filters_fold_away_on_a_phone(open_page: Any, settle: Any) -> None:
    """On a phone the filters take no room until asked for; what is set stands by itself, and goes by its own button."""
    page = open_page("trade", theme="energy", years=[2010, 2016], width=390, height=844)
    search = page.get_by_label("Search the events")
    expect(search).to_be_hidden()
    page.get_by_role("button", name="Filters · 2").click()
    expect(search).to_be_visible()
    page.get_by_role("button", name="2010–2016").click()
    expect(page.get_by_role("button", name="Filters · 1")).to_be_visible()
    settle(page)
    assert query_of(page) == {"theme": ["energy"]}


def test_one_verdict_of_the_claims(open_page: Any, settle: Any) -> None:
    """A verdict chosen leaves its claims, stands in the address, and survives a reload."""
    page = open_page("claims")
    everything = page.get_by_test_id("stExpander").count()
    page.get_by_role("button", name="contradicted", exact=True).click()
    page.wait_for_function(
        "(count) => document.querySelectorAll('[data-testid=stExpander]').length < count", arg=everything
    )
    settle(page)
    left = page.get_by_test_id("stExpander").count()
    assert 0 < left < everything
    assert query_of(page)["verdict"] == ["contradicted"]
    page.reload()
    settle(page)
    assert page.get_by_test_id("stExpander").count() == left
