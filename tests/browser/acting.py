"""What a reader does in a page that takes several deeds: files are given, the pointer drags, a finger swipes."""

from __future__ import annotations

from collections.abc import Mapping

from playwright.sync_api import Page, expect

Point = tuple[float, float]  # in the window, in px


def give(page: Page, tables: Mapping[str, bytes]) -> None:
    """Choose CSV files in the uploader for tables, which is shown."""
    files = [{"name": name, "mimeType": "text/csv", "buffer": content} for name, content in tables.items()]
    page.locator(".st-key-tables input[type=file]").set_input_files(files)  # type: ignore[arg-type]


def bring(page: Page, tables: Mapping[str, bytes]) -> None:
    """Upload tables on the record page that is open, and show them."""
    page.locator(".st-key-bring summary").click()
    give(page, tables)
    page.locator(".st-key-show-own button").click()
    expect(page.locator(".st-key-own")).to_be_visible()


def drag(page: Page, start: Point, end: Point) -> None:
    """Drag with the pointer from one place to another."""
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=4)
    page.mouse.up()


def swipe(page: Page, start: Point, *, across: float = 0, down: float = 0) -> None:
    """Put a finger down, draw it so far across and down, and take it away."""
    finger = page.context.new_cdp_session(page)
    for step in range(9):
        at = {"x": start[0] + across * step / 8, "y": start[1] + down * step / 8}
        kind = "touchMove" if step else "touchStart"
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [at]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    finger.detach()
