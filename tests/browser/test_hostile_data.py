"""Tables whose text tries to be more than text, in a browser: it is shown as written and does nothing."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

EVENT = "druzhba-2017"
TEXTS = {
    "title": "**b** <img src=x onerror=alert(1)> $x^2$ :red[x]",
    "label": "<b>b</b> $y$ **c**",
    "summary": "![i](http://127.0.0.2/i.png) <script>alert(2)</script> $x^2$ [t](javascript:alert(3)) -- a -> b",
    "place": "_i_ `c` :material/home: :smile: www.e.invalid",
    "note": "# head <iframe src='http://127.0.0.2/'></iframe> ~~s~~ |a|b|",
}
CLAIM = "**b** <svg onload=alert(4)> ![i](http://127.0.0.2/i.png) $z^2$"


def write_into(file: Path, row_id: str, cells: dict[str, str]) -> None:
    """Write other values into the cells of one row."""
    with file.open(encoding="utf-8", newline="") as source:
        reader = csv.DictReader(source)
        rows = [row | (cells if row["id"] == row_id else {}) for row in reader]
        header = list(reader.fieldnames or ())
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def hostile(tmp_path: Path, root: Path) -> Path:
    """Return a copy of the tables with hostile text in one event, one claim and one source."""
    folder = tmp_path / "data"
    shutil.copytree(root / "data", folder)
    write_into(folder / "events.csv", EVENT, TEXTS)
    write_into(folder / "claims.csv", "druzhba-2017-headcount", {"claim": CLAIM, "record": CLAIM})
    with (folder / "events.csv").open(encoding="utf-8", newline="") as file:
        source = next(row["sources"] for row in csv.DictReader(file) if row["id"] == EVENT).split(";")[0].strip()
    write_into(folder / "sources.csv", source, {"title": CLAIM, "publisher": "**p** $q$"})
    asked = {"title": TEXTS["title"], "prompt": TEXTS["summary"]}
    order = "dushanbe-four-2009;druzhba-2016;druzhba-2017"
    claims = "druzhba-2017-headcount;gwadar-nawabshah-route"
    write_into(folder / "lesson.csv", "guess-the-order", {"options": order})
    write_into(folder / "lesson.csv", "first-exercise", {"event": EVENT})
    write_into(folder / "lesson.csv", "guess-the-claim", {"options": claims, **asked})
    return folder


def does_nothing(page: Page, inside: str) -> None:
    """Fail where text of the tables became an element of its own."""
    part = page.locator(inside).first
    for selector in (
        "img[src*='127.0.0.2']",
        "img[src='x']",
        "script:not([type$=json])",
        "iframe",
        ".katex",
        "[onload]",
        "[onerror]",
    ):
        assert part.locator(selector).count() == 0, selector
    assert part.locator("a[href^='javascript'], a[href*='e.invalid']").count() == 0
    assert part.locator("h1, h2, h3").filter(has_text="head <iframe").count() == 0


def shown(page: Page, inside: str) -> str:
    """Return the words of a part of the page as a reader sees them."""
    words: str = page.locator(inside).first.inner_text()
    return words.replace("\u2060", "")


def test_every_view_of_the_event(hostile: Path, open_page: Any, fresh_server: Any) -> None:
    """Beside the timeline, over the overview, in the figure and on the claims page hostile text stands as written."""
    server = fresh_server(DYAD_DATA=str(hostile))
    alerts: list[str] = []
    for path, inside in (("timeline", '[data-testid="stMain"]'), ("", '[role="dialog"]')):
        page = open_page(path, server=server, event=EVENT)
        open_page.listen(page, "dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
        page.locator(inside).get_by_text("# head").wait_for()
        words = shown(page, inside)
        for column in ("title", "summary", "place", "note"):
            assert TEXTS[column] in words, (path, column)
        assert CLAIM in words
        assert "**p** $q$" in words
        does_nothing(page, inside)
        labels = page.locator(".drawing text").all_text_contents()
        assert TEXTS["label"] in labels
        assert page.locator(".drawing svg").locator("img, b").count() == 0
    page = open_page("claims", server=server)
    open_page.listen(page, "dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    entry = "[data-claim=druzhba-2017-headcount]"
    page.locator(f"{entry} summary").click()
    expect(page.locator(f"{entry} .body")).to_be_visible()
    assert shown(page, entry).count(CLAIM) >= 2
    does_nothing(page, entry)
    assert alerts == []


def test_the_tooltip_is_text(hostile: Path, open_page: Any, fresh_server: Any) -> None:
    """What hovering over a mark tells is text too."""
    page = open_page("timeline", server=fresh_server(DYAD_DATA=str(hostile)))
    page.locator(f'.drawing path[data-key="event:{EVENT}"]').last.hover()
    tooltip = page.locator(".dyad-tip")
    expect(tooltip).to_contain_text(TEXTS["title"])
    assert tooltip.locator("img, b b, strong").count() == 0


def test_a_lesson_of_hostile_words(hostile: Path, open_page: Any, fresh_server: Any) -> None:
    """On the projector, as an option to choose, as a title and in the foot, text stands as written."""
    server = fresh_server(DYAD_DATA=str(hostile))
    with (hostile / "lesson.csv").open(encoding="utf-8", newline="") as file:
        steps = [row["id"] for row in csv.DictReader(file)]
    for step, texts in (
        ("guess-the-order", [TEXTS["label"]]),
        ("guess-the-claim", [TEXTS["title"], TEXTS["summary"], CLAIM]),
        ("first-exercise", [TEXTS["summary"], TEXTS["place"], "**p** $q$"]),
    ):
        page = open_page("present", server=server, step=steps.index(step) + 1)
        words = shown(page, ".st-key-lesson")
        for text in texts:
            assert text in words
        does_nothing(page, ".st-key-lesson")
