"""Choosing among the claims: by typing and by key."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import expect

from dyad.record import Record
from tests.browser.test_addresses import query_of
from tests.browser.waiting import settle


def test_the_claims_are_sifted_and_opened(open_page: Any, record: Record) -> None:
    """An address opens its claim and has the focus there; verdict, words and place sift the rows and stand in it.

    An open row outlasts another choice of themes; a mark opens its claim; what leaves nothing says so, with a way back.
    A report of a mistake is copied also where a page has no clipboard.
    """
    page = open_page("claims", claim="oic-observer", verdict="maybe")
    row = page.locator('[data-claim="oic-observer"]')
    expect(row.locator("summary")).to_be_focused()
    expect(row.locator("summary")).to_be_in_viewport()
    expect(row.get_by_role("heading", name="The record shows")).to_be_visible()
    expect(page.locator(".none")).to_contain_text("“verdict=maybe” in the address was left out: the verdicts are")
    page.keyboard.press("Enter")
    expect(row.get_by_role("heading", name="The record shows")).to_be_hidden()
    page.keyboard.press("Space")
    page.locator('.chip[data-verdict="confirmed"]').click()
    page.get_by_label("Search in the claims").fill("OIC")
    page.get_by_label("Where in the essay").select_option("n. 11")
    rows = page.locator("[data-claim]").locator("visible=true")
    expect(rows).to_have_count(1)
    whole = len(record.claims)
    expect(page.locator(".dyad-claims [role=status]")).to_have_text(f"1 of {whole} claims")
    assert query_of(page) == {"verdict": ["maybe", "confirmed"], "find": ["OIC"], "locator": ["n. 11"]}
    for step in (page.go_back, page.go_back, page.go_forward, page.go_forward):  # each choice is a step of its own
        step(wait_until="commit")
        told = query_of(page)
        assert told.get("verdict") == ["maybe", "confirmed"]
        assert ("find" in told, "locator" in told) in ((True, False), (False, False), (True, True))
    page.reload()
    settle(page)
    expect(rows).to_have_count(1)
    rows.locator("summary").click()
    page.get_by_label("Search in the claims").fill("no such  words")  # of which a title shows one blank
    expect(page.locator(".none")).to_contain_text("No claim is left by confirmed, the words “no such words”, Note 11.")
    page.get_by_role("button", name="Show all").click()
    expect(page.locator(".dyad-claims [role=status]")).to_have_text(f"{whole} claims")
    page.get_by_role("button", name="multilateral", exact=True).click()
    settle(page)
    expect(page.locator(".dyad-claims [role=status]")).to_have_text(re.compile(f"^\\d+ of {whole} claims"))
    expect(row.get_by_role("heading", name="The record shows")).to_be_visible()
    mark = page.locator(".dyad-figure .drawing [data-key^='claim:'][transform]:not(.dim)").locator("visible=true").first
    opened = page.locator(f"[data-claim='{str(mark.get_attribute('data-key')).removeprefix('claim:')}'] summary")
    mark.click()
    expect(opened).to_be_focused()
    expect(opened.locator("..")).to_have_attribute("open", "")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")  # as over http from elsewhere
    report = opened.locator("..").locator(".report")
    report.click()
    expect(report).to_have_text("Copied: paste it into a message, and say what is wrong")
    expect(report).to_be_focused()
