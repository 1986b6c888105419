"""A reader chooses: time from the click, or the key, until the figure shows it.

Themes, text and the open event fade parts of the drawing that is there; other years bring a new one. Streamlit's slider
waits a while before it says what it holds, so that years are timed from when they stand in the page's address as well.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from playwright.sync_api import Browser, Page

from tests.bench.browsing import DRAWN_MS, FIND, LOOK_MS, fresh_page, wait_until_quiet
from tests.bench.network import Link

REST_MS = 400  # between two choices, in which the page comes to rest
THEMES = ".st-key-theme button"

# What the figure shows: how many marks are faded, which are open, and the years it is drawn for.
PICTURE = """(() => {
  const figure = [...document.querySelectorAll('.dyad-figure')].find((one) => one.checkVisibility());
  if (!figure) return '';
  const count = (selector) => figure.querySelectorAll(`.drawing svg ${selector}`).length;
  const domain = figure.querySelector('.drawing svg[data-domain]')?.dataset.domain;
  return [count('[data-key].dim'), count('[data-key].gone'),
    figure.querySelectorAll('.ring').length, domain].join();
})()"""
# The next click or key, its time as the browser has it; then the first frame with another picture.
WATCH = """([kind, part]) => {
  window.benchChanged = window.benchFromAddress = undefined;
  const look = () => (PICTURE).split(',').slice(...part).join();
  const before = look();
  let written = null;
  const href = location.href;
  const watch = () => {
    if (written === null && location.href !== href) written = performance.now();
    if (window.benchChanged === undefined) requestAnimationFrame(watch);
  };
  addEventListener(kind, (event) => {
    requestAnimationFrame(watch);
    window.benchWhen(() => look() !== before, (now) => {
      window.benchFromAddress = now - (written ?? event.timeStamp);
      window.benchChanged = now - event.timeStamp;
    });
  }, { capture: true, once: true });
}""".replace("PICTURE", PICTURE)
FADED, OPEN, DRAWN = [0, 2], [2, 3], [3, 9]  # parts of the picture


def measure(browser: Browser, link: Link, *, rounds: int) -> dict[str, list[float]]:
    """Return ms by what is changed; years are those of views nobody has asked for (new), and of the same (seen)."""
    with fresh_page(browser, link) as page:
        page.wait_for_function("() => window.benchSeen", polling=LOOK_MS)
        page.locator(THEMES).first.wait_for(state="visible")
        wait_until_quiet(page, link)
        return {
            "theme": _themes(page, rounds),
            "text": _texts(page, rounds),
            **_years(page, rounds),
            "event": _events(page, rounds),
        }


def _themes(page: Page, rounds: int) -> list[float]:
    """Have each theme chosen and taken back, one after the other."""
    themes = page.locator(THEMES)
    number = themes.count()
    return [_time(page, "pointerdown", FADED, themes.nth(turn // 2 % number).click) for turn in range(2 * rounds)]


def _texts(page: Page, rounds: int) -> list[float]:
    """Have words written and taken away."""
    field = page.locator(".st-key-q input")
    texts = [text for turn in range(rounds) for text in (("gas", "summit", "visit")[turn % 3], "")]
    return [_time(page, "input", FADED, partial(field.fill, text)) for text in texts]


def _events(page: Page, rounds: int) -> list[float]:
    """Have a mark opened, which the address has at once, and closed by Back."""
    times = []
    for _ in range(rounds):
        place = page.evaluate(FIND)
        page.mouse.move(*place)
        times.append(_time(page, "pointerdown", OPEN, partial(page.mouse.click, *place)))
        page.go_back()
        page.wait_for_timeout(REST_MS)
        page.keyboard.press("Escape")
        page.wait_for_timeout(REST_MS)
    return times


def _years(page: Page, rounds: int) -> dict[str, list[float]]:
    """Move the first handle on, over years that are new, and back over the same."""
    handle = page.locator(".st-key-years input").first
    times: dict[str, list[float]] = {}
    for kind, key in (("new", "ArrowRight"), ("seen", "ArrowLeft")):
        for _ in range(rounds):
            handle.focus()
            changed = _time(page, "keydown", DRAWN, partial(page.keyboard.press, key))
            times.setdefault(f"years, {kind}, from the key", []).append(changed)
            times.setdefault(f"years, {kind}", []).append(page.evaluate("window.benchFromAddress"))
    return times


def _time(page: Page, kind: str, part: list[int], act: Callable[[], None]) -> float:
    """Act, and return the ms from the event of a kind until that part of the picture is another."""
    page.evaluate(WATCH, [kind, part])
    act()
    page.wait_for_function("() => window.benchChanged !== undefined", polling=LOOK_MS, timeout=DRAWN_MS)
    page.wait_for_timeout(REST_MS)
    changed: float = page.evaluate("window.benchChanged")
    return changed
