"""A corpus of hostile words, brought as tables: on every page it is words and no more."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.acting import bring
from tests.browser.corpus import PAYLOADS, hostile_tables
from tests.browser.waiting import settle

MENU = ("Timeline", "Trade", "Rankings", "Claims", "Figures", "Record", "Overview")

# What stands in a document that harmless words would not have put there, one line each.
STRANGE = """
() => {
  const found = [];
  if (window.hit !== undefined) found.push('a script has run');
  const foreign = 'iframe, object, embed, base, applet, frame, math a, [srcdoc], meta[http-equiv], form';
  for (const one of document.querySelectorAll(foreign)) found.push(one.outerHTML.slice(0, 120));
  const inside = '#root script:not([type="application/json"]), #root link, #root meta, #root svg script,'
    + ' #root foreignObject';
  for (const one of document.querySelectorAll(inside)) found.push(one.outerHTML.slice(0, 120));
  for (const one of document.querySelectorAll('style')) {
    if (/display:none}$|background:red$/.test(one.textContent)) found.push(one.outerHTML.slice(0, 120));
  }
  for (const one of document.querySelectorAll('*')) {
    for (const { name } of one.attributes) if (name.startsWith('on')) found.push(one.outerHTML.slice(0, 120));
  }
  for (const one of document.querySelectorAll('img, source, video, audio, image')) {
    const src = one.src || one.getAttribute('href') || '';
    if (src && !/^(data:image|blob:|\\/)/.test(src) && !src.startsWith(location.origin)) found.push(`image ${src}`);
  }
  for (const one of document.querySelectorAll('#root .katex')) found.push(one.outerHTML.slice(0, 120));
  for (const one of document.querySelectorAll('a, area')) {
    const href = one.href.baseVal ?? one.href;
    if (!href) continue;
    if (!/^https?:/.test(href)) found.push(`link to ${href}`);
    else if (!href.startsWith(location.origin)) {
      if (!/^http:\\/\\/127\\.0\\.0\\.2\\/[^/]*$/.test(href)) found.push(`link to ${href}`);
      // Streamlit writes noreferrer, which the HTML standard says implies noopener
      const closed = one.relList.contains('noopener') || one.relList.contains('noreferrer');
      if (!closed) found.push(`opener for ${href}`);
    }
  }
  return found;
}
"""


def plain_words(page: Page, inside: str) -> str:
    """Return the words of a part of the page as a reader sees them, on one line."""
    return " ".join(page.locator(inside).first.inner_text().replace("\u2060", "").split())


def test_own_tables_of_hostile_words(open_page: Any) -> None:
    """On every page, in events, tooltips and the lesson, hostile words are shown and do nothing."""
    page = open_page("record")
    dialogs: list[str] = []

    def dismiss(dialog: Any) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    open_page.listen(page, "dialog", dismiss)

    def holds(where: str) -> None:
        settle(page)
        assert page.evaluate(STRANGE) == [], where

    bring(page, hostile_tables())
    holds("overview")

    page.locator('.marks button[aria-label*="onerror"]').first.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    holds("event over the overview")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("link", name="Timeline", exact=True).click()
    expect(page.get_by_role("heading", name="What happened, and when")).to_be_visible()
    holds("timeline")
    key = page.locator('.marks button[aria-label*="onerror"]').first.get_attribute("data-key")
    mark = page.locator(f'.drawing path[data-key="{key}"]').last
    mark.hover()
    tooltip = page.locator(".dyad-tip")
    expect(tooltip).to_contain_text("<img src=x onerror=alert(3)>")
    assert tooltip.locator("img, b b, script").count() == 0
    mark.click()
    expect(page.get_by_role("button", name="Close", exact=True)).to_be_visible()
    holds("event beside the timeline")
    words = plain_words(page, '[data-testid="stMain"]')
    for payload in PAYLOADS[2:7]:  # title and summary, actors, place, note
        assert payload in words
    page.get_by_role("button", name="Next →").click()
    holds("next event")

    for name in MENU[1:]:
        page.get_by_role("link", name=name, exact=True).click()
        settle(page)
        if name == MENU[1]:  # the open event does not go along
            page.wait_for_function("() => !location.search.includes('event')")
            expect(page.get_by_role("dialog")).to_have_count(0)
        holds(name)
        if name == "Rankings":
            page.get_by_role("button", name="Play the years").click()
            page.locator(".st-key-motion .updatemenu-button").first.click()
            holds("played")
        if name == "Claims":
            entry = page.locator("[data-claim=c-1]")
            entry.locator("summary").click()
            expect(entry.locator(".body")).to_be_visible()
            holds("claim")
            assert plain_words(page, "[data-claim=c-1]").count(PAYLOADS[1]) >= 2

    page.get_by_role("link", name="Present", exact=True).click()
    expect(page.locator(".st-key-lesson")).to_be_visible()
    holds("present")
    assert PAYLOADS[1] in plain_words(page, ".st-key-lesson")
    for key, number in (("PageDown", 2), ("End", 7)):
        page.keyboard.press(key)
        expect(page.locator(".st-key-foot")).to_contain_text(f"{number} / 7")
        holds(f"step {number}")
    assert dialogs == []
