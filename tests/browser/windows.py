"""Windows of the browser, used again: a new one loads and compiles five megabytes of scripts that a used one has.

Whoever takes a window finds it as if it were new: nothing stored, no cookie, nobody listening, its size and scheme set.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, Error, Page

from tools.browser import PHONE_WIDTH, context_options

# All a page can store. Playwright's own way, set_storage_state, would empty the cache of scripts, too.
FORGET = """async () => {
  localStorage.clear();
  sessionStorage.clear();
  for (const one of await indexedDB.databases()) indexedDB.deleteDatabase(one.name);
  for (const one of await caches.keys()) await caches.delete(one);
}"""


class Windows:
    """The windows of one browser, each in a context of its own, so that two of them share nothing."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[bool, list[Page]] = {True: [], False: []}  # those of phones, those of others
        self._ears: dict[Page, list[tuple[Any, Callable[..., Any]]]] = {}

    def take(self, *, width: int, height: int, scheme: Any) -> Page:
        """Return an empty window of a size and a scheme that nobody else has."""
        free = self._free[width < PHONE_WIDTH]
        options = context_options(width=width, height=height, scheme=scheme)
        if free:
            page = free.pop()
        else:
            page = self._browser.new_context(**options).new_page()
            if width >= PHONE_WIDTH:
                hide_controls(page)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(media="null", color_scheme=scheme, reduced_motion="reduce")
        return page

    def listen(self, page: Page, event: Any, hear: Callable[..., Any]) -> None:
        """Call `hear` at each event of a window until it is given back."""
        page.on(event, hear)
        self._ears.setdefault(page, []).append((event, hear))

    def give_back(self, page: Page, *, width: int) -> None:
        """Empty a window and keep it for the next; one that cannot be emptied is closed."""
        try:
            for other in page.context.pages:
                if other is not page:
                    other.close()
            page.evaluate(FORGET)
            page.goto("about:blank")  # the server is told that its reader has gone
            page.context.clear_cookies()
        except Error:
            page.context.close()
            return
        for event, hear in self._ears.pop(page, []):
            page.remove_listener(event, hear)
        self._free[width < PHONE_WIDTH].append(page)


def hide_controls(page: Page) -> None:
    """Have the browser show a page without its tabs and buttons, which are drawn many times as a page loads.

    Such a window is as large as the screen, which may be too small for a finger; a pointer goes anywhere.
    """
    browser = page.context.new_cdp_session(page)
    window = browser.send("Browser.getWindowForTarget")["windowId"]
    browser.send("Browser.setWindowBounds", {"windowId": window, "bounds": {"windowState": "fullscreen"}})
    browser.detach()
