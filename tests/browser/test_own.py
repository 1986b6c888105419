"""A stranger's TimelineJS sheet becomes the whole dashboard, by pointer and by keyboard."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import expect

from tests.browser.acting import give
from tests.browser.axe import find_violations
from tests.browser.test_events import tab_until
from tests.browser.waiting import redraw, settle

HEADER = (
    "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Media Credit,"
    "Media Caption,Media Thumbnail,Type,Group,Background"
)
SHEET = f"""{HEADER}
,,,,,,,,,Women of science,<p>A <b>stranger’s</b> timeline</p>,,,,,title,,
-43,3,15,,,,,,Ides of March,Caesar is killed,<p>In <a href='https://a.example/c'>Rome</a> &amp; on</p>,,,,,,Politics,
1600,,,,1650,,,,,A long war of stars,Much was seen.,https://a.example/stars.jpg,A photographer,,,,Science,
1867,11,7,,,,,,,Marie Curie is born,In Warsaw.,,,,,,Science,
1903,,,,,,,,the winter of 1903,Curie’s first Nobel prize,"Shared, with two others.",,,,,,Science,#fff
1913,,,,,,,,,Закон Мозли --> элементы,In Manchester.,,,,,,Science,
,,,,,,,,,Antiquity,,,,,,era,,
"""
BROKEN = "date,title\n1901,The first tram\nthe other year,The bridge\n"


def test_a_strangers_sheet(open_page: Any) -> None:
    """By keyboard a TimelineJS sheet is brought; the timeline then speaks its words.

    What came of it is said aloud, and what is shown then, where the focus goes to the heading; on the way back, too.
    Before it a table with a problem: with that shown axe finds nothing.
    """
    page = open_page("record")
    tab_until(page, "() => document.activeElement?.closest('.st-key-bring summary')", most=80)
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-tables")).to_be_visible()
    tab_until(page, "() => document.activeElement?.closest('.st-key-tables button')", most=80)
    give(page, {"mine.csv": BROKEN.encode()})
    expect(page.get_by_text("1 problem found.")).to_be_visible()
    settle(page)
    assert find_violations(page) == []
    redraw(page, width=1280, height=720)
    page.locator(".st-key-tables").get_by_role("button", name="Remove mine.csv").click()
    expect(page.get_by_text("1 problem found.")).to_have_count(0)
    give(page, {"sheet.csv": SHEET.encode()})
    expect(page.locator(".st-key-show-own button")).to_be_visible()
    settle(page)
    said, title = page.locator("[role=status].dyad-said"), page.get_by_role("heading", level=1)
    expect(said).to_contain_text("sheet.csv: 6 events, read as")
    tab_until(page, "() => document.activeElement?.closest('.st-key-show-own button')", most=80)
    page.keyboard.press("Enter")
    expect(title).to_have_text("Women of science")
    settle(page)
    expect(title).to_be_focused()
    expect(said).to_contain_text("Your own tables: Women of science, 6 events")
    page.get_by_role("link", name="Timeline", exact=True).click()
    expect(title).to_have_text("What happened, and when")
    mark = page.locator('.drawing path[data-key="event:caesar-is-killed"]').last
    expect(mark).to_be_visible()
    settle(page)
    mark.click()
    expect(page.get_by_role("heading", name="Caesar is killed")).to_be_visible()
    drawn = page.locator("#figure-timeline .drawing svg").locator("visible=true")
    expect(drawn).to_have_attribute("viewBox", re.compile(r"^0 0 760 "))  # beside the event, by a run of its own
    settle(page)
    words = page.locator('[data-testid="stMain"]').inner_text()
    assert "In Rome & on" in words
    assert "Politics" in words
    assert "BCE" in words
    expect(page.get_by_role("link", name="a.example").first).to_have_attribute("href", "https://a.example/c")
    told = page.locator('.dyad-table [lang="und-Cyrl"]')  # whose language nobody states
    expect(told).to_have_text("Закон Мозли --> элементы")
    told.click()
    expect(page.locator("h2 [lang], h2[lang]")).to_have_attribute("lang", "und-Cyrl")
    settle(page)
    expect(page.get_by_role("button", name="Add to lesson: Закон Мозли")).to_be_visible()  # nothing is cut from it
    page.get_by_role("button", name="← Previous").click()
    expect(page.get_by_role("heading", name="Curie’s first Nobel prize")).to_be_visible()
    expect(page.locator("h2 [lang], h2[lang]")).to_have_count(0)
    page.keyboard.press("Escape")  # or figures would be asked for once more, for the room beside it, as they go
    settle(page)
    page.get_by_role("button", name="Back to the served record").press("Enter")
    expect(said).to_contain_text("This is the served record: Pakistan–Russia")
    expect(title).to_be_focused()
