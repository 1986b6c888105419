"""Waiting: until a page is drawn, for the window that it has by now, or until anything else is so."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page

from tools.browser import LOOK_MS, SETTLE_MS, SETTLED


def settle(page: Page) -> Page:
    """Wait until the script has run and charts and fonts are drawn; call it after a click that runs the script."""
    page.wait_for_function(SETTLED, timeout=SETTLE_MS, polling=LOOK_MS)
    return page


def redraw(page: Page, *, width: int = 0, height: int = 0, scheme: Any = None) -> Page:
    """Change the size of a window, or its scheme, and wait until the page is drawn for it.

    A page notices only after a moment, so that it has to stand still for longer than that, from now on.
    """
    if scheme:
        page.emulate_media(color_scheme=scheme)
    else:
        page.set_viewport_size({"width": width, "height": height})
    page.evaluate("() => { window.__doneSince = undefined; }")
    return settle(page)


def wait_until(seen: Callable[[], bool], *, seconds: float) -> None:
    """Wait for a condition."""
    end = time.monotonic() + seconds
    while not seen():
        assert time.monotonic() < end
        time.sleep(0.05)
