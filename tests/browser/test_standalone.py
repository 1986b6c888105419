"""A figure's HTML file, opened from a disk: it answers without a server, and asks nobody for anything."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from dyad.importing.folders import read_folder
from dyad.publish.files import export_figure
from dyad.publish.sheets import ExportOptions
from dyad.record import Record
from dyad.view import default_view
from tests.browser.axe import violations
from tests.browser.corpus import hostile_tables
from tests.browser.test_figure_script import mark
from tests.small import write_tables
from tools.browser import files_in

EVENT = "druzhba-2016"
DRAWN = "document.querySelector('.dyad-figure .marks button') !== null"


@pytest.fixture(scope="module")
def files(record: Record, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the overview on light paper, the timeline with a theme and a period on dark, one hostile."""
    folder = tmp_path_factory.mktemp("files")
    start = default_view(record)
    views = {
        "overview": (start, ExportOptions(figure="overview")),
        "timeline": (
            replace(start, themes=("defence",), brush=(2015, 2016)),
            ExportOptions(figure="timeline", paper="dark", titled=False, noted=False),
        ),
    }
    for name, (view, choice) in views.items():
        (folder / f"{name}.html").write_bytes(export_figure(record, view, choice, "html"))
    hostile = read_folder(write_tables(tmp_path_factory.mktemp("hostile") / "tables", hostile_tables()))
    made = export_figure(hostile, default_view(hostile), ExportOptions(figure="timeline"), "html")
    (folder / "hostile.html").write_bytes(made)
    return folder


@pytest.fixture
def visit(open_page: Any, files: Path) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a file, which may ask for nothing but itself."""
    asked: list[str] = []

    def go(name: str, **given: Any) -> Page:
        hear = {"request": lambda request: asked.append(request.url.partition("?")[0])}
        page: Page = open_page(f"{name}.html", server=files_in(files), ready=DRAWN, ears=hear, **given)
        return page

    yield go
    assert {url for url in asked if not url.startswith("data:")} <= {file.as_uri() for file in files.iterdir()}


def test_a_file_answers(visit: Callable[..., Page], record: Record) -> None:
    """Hovering tells, a click opens the whole event below, Escape closes it, the keyboard goes along."""
    page = visit("overview")
    mark(page, f"event:{EVENT}").hover()
    expect(page.locator(".dyad-tip b")).to_have_text(record.event(EVENT).title)
    mark(page, f"event:{EVENT}").click()
    panel = page.locator("#opened")
    expect(panel.locator("h2")).to_have_text(record.event(EVENT).title)
    expect(panel).to_contain_text(record.event(EVENT).summary)
    expect(panel).to_be_focused()
    expect(panel).to_be_in_viewport()
    assert panel.locator("li").count() == len(record.event(EVENT).sources)
    expect(page.locator(".dyad-figure .marks .ring").locator("visible=true")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    page.locator(".marks li:not([hidden]) button[data-key^='event:']").locator("visible=true").first.focus()
    page.keyboard.press("Enter")
    expect(panel).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".dyad-figure .marks button:focus")).to_have_count(1)
    assert violations(page) == []


def test_hostile_words_stay_words(visit: Callable[..., Page]) -> None:
    """What tables hold is letters in what a mark tells and in the event that is opened, and runs nowhere."""
    page = visit("hostile")
    mark(page, "event:e-0", "timeline").hover()
    expect(page.locator(".dyad-tip")).to_contain_text("<script>hit=1;alert(1)</script>")
    mark(page, "event:e-0", "timeline").click()
    expect(page.locator("#opened h2")).to_contain_text("<script>hit=1;alert(1)</script>")
    assert page.locator("iframe, object, embed, form, [onload], [onerror], [onmouseover]").count() == 0
    assert page.evaluate("window.hit === undefined")


def test_a_file_opens_with_its_choice_and_with_another(visit: Callable[..., Page], record: Record) -> None:
    """It fades what it was saved with, on its own paper, without what was left out; an address chooses anew."""
    page = visit("timeline", width=320, height=700)
    expect(page.locator(".dyad-figure .state")).to_contain_text("Defence")
    expect(page.locator(".dyad-figure .clear")).to_have_count(1)
    expect(page.locator("figcaption")).to_be_hidden()
    assert page.locator("html").evaluate("(one) => getComputedStyle(one).backgroundColor") == "rgb(18, 22, 28)"
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.locator(".drawing svg").locator("visible=true").count() == 1
    mark(page, f"event:{EVENT}", "timeline").click()
    expect(page.locator("#opened h2")).to_have_text(record.event(EVENT).title)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page = visit("timeline", theme="energy", event="casa-talks-2016")
    expect(page.locator(".dyad-figure .state")).to_contain_text("Energy")
    assert violations(page) == []
