"""Figures that leave the dashboard by its links."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import expect

from dyad.figures.catalogue import FIGURES
from dyad.publish.files import FORMATS
from tests.browser.waiting import settle


def test_a_figure_leaves_with_the_view_it_was_seen_in(open_page: Any) -> None:
    """The link under a figure leads to that figure with what the filters hold; a file of it comes under their name.

    On any paper its marks tell.
    """
    page = open_page("trade", years=[2010, 2017], theme="energy", sources="all")
    link = page.get_by_role("link", name=re.compile("Save or cite")).first
    elsewhere = urlsplit(link.evaluate("(one) => one.href"))  # where another window would go
    link.click()
    page.wait_for_url(re.compile("/figures"))
    settle(page)
    asked = parse_qs(urlsplit(page.url).query)
    assert asked == {"figure": ["trade-band"], "years": ["2010", "2017"], "theme": ["energy"], "sources": ["all"]}
    assert (elsewhere.path, parse_qs(elsewhere.query)) == (urlsplit(page.url).path, asked)
    assert page.get_by_role("combobox", name=re.compile("Figure")).input_value() == FIGURES["trade-band"].title
    expect(page.locator(".st-key-sheet .dyad-figure .told")).to_contain_text("2010")
    with page.expect_download() as arriving:
        page.get_by_role("link", name=FORMATS["svg"].title, exact=True).click()
    assert re.fullmatch(r"trade-band-slide-light_2010-2017.*\.svg", arriving.value.suggested_filename)
    page.get_by_role("button", name="All figures").click()
    page.get_by_role("link", name="Who sold more").click()
    expect(page.get_by_role("combobox", name=re.compile("Figure"))).to_have_value("Who sold more")
    page.go_back()
    sample = page.locator(".dyad-gallery img").first
    expect(sample).to_have_js_property("naturalWidth", 1280, timeout=60_000)  # all are made for the first who asks
    page.goto(f"{page.url.partition('?')[0]}?figure=trade-band&paper=dark&years=2010&years=2017")
    sheet = page.locator(".st-key-sheet .dyad-figure")
    expect(sheet).to_have_attribute("data-theme", "dark")
    expect(page).to_have_title(f"{FIGURES['trade-band'].title} · Pakistan–Russia, 2003–2017")
    settle(page)
    paper = sheet.locator("svg > path").evaluate("(one) => getComputedStyle(one).fill")
    assert paper == "rgb(18, 22, 28)"
    sheet.locator("svg [data-key='figure:RUS:2012']").hover()
    expect(page.locator(".dyad-tip b")).to_contain_text("2012")
