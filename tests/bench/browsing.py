"""A browser that visits pages with an empty cache, and tells when what they show is painted, and when it answers."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.network import Link
from tools.browser import LAUNCH_ARGS, context_options
from tools.programs import CHROMIUM, find_program

DRAWN_MS = 60_000  # until a page shows anything, at the most
QUIET_MS = 1_000  # without a byte: the visit is over
LOOK_MS = 20
TRY_MS = 20  # between two attempts to have a figure answer
WIDTH, HEIGHT = 1280, 720
LANE, DRAG = 30, 200  # px below a mark, and to its right, over which years are brushed

# Of this app: what is seen first, whole; of the plain page, its last chart's marks; of the bare page, its word.
APP = """(() => [...document.querySelectorAll('.dyad-figure .drawing svg')]
  .some((one) => one.checkVisibility() && one.getBoundingClientRect().width > 0))()"""
PLAIN = """(() => document.querySelector('.js-plotly-plot .scatterlayer .point') !== null
  && document.querySelector('[data-testid="stVegaLiteChart"] svg.marks .role-mark path') !== null)()"""
BARE = """document.querySelector('[data-testid="stMarkdownContainer"] p') !== null"""
SHOWS = {"app": APP, "plain": PLAIN, "bare": BARE}

# What an answer is seen by.
NOT_CHECKED = "[...document.querySelectorAll('.dyad-tip')].some((one) => one.checkVisibility() && one.textContent)"
BRUSHED = "[...document.querySelectorAll('.dyad-figure .brush')].some((one) => one.checkVisibility())"
OPENED = "location.search.includes('event=')"

# Looks at every frame, before it is painted. A message posted from there arrives once it is.
WATCH = """
window.benchPainted = (done) => {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => done(performance.now());
  channel.port2.postMessage(null);
};
window.benchWhen = (seen, done) => {
  const look = () => (seen() ? window.benchPainted(done) : requestAnimationFrame(look));
  requestAnimationFrame(look);
};
window.benchWhen(() => document.body && (SHOWS), (now) => { window.benchSeen = now; });
window.benchWhen(() => document.body && (ANSWERS), (now) => { window.benchAnswers = now; });
window.benchShift = 0;
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.benchShift += one.value;
}).observe({ type: 'layout-shift', buffered: true });
"""
# A mark of an event that is wholly in the window, by its middle, and the plot it is in.
FIND = """() => {
  for (const figure of document.querySelectorAll('.dyad-figure')) {
    if (!figure.checkVisibility()) continue;
    for (const mark of figure.querySelectorAll('.drawing svg path[data-key^="event:"]')) {
      const { x, y, width, height } = mark.getBoundingClientRect();
      if (width > 4 && y > 60 && y + height < innerHeight - 40 && x > 60 && x + width < innerWidth - 160) {
        return [x + width / 2, y + height / 2];
      }
    }
  }
  return null;
}"""


@contextmanager
def browser() -> Iterator[Browser]:
    """Keep a headless browser until the block ends."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=find_program(CHROMIUM), args=list(LAUNCH_ARGS), headless=True
        )
        try:
            yield opened
        finally:
            opened.close()


@contextmanager
def fresh_page(browser: Browser, link: Link, who: str = "app", *, answers: str = "false") -> Iterator[Page]:
    """Visit `/` in a new context, so with an empty cache; the page watches what it shows, and for an answer."""
    context = browser.new_context(**context_options(width=WIDTH, height=HEIGHT, scheme="light"))
    context.set_default_timeout(DRAWN_MS)
    try:
        page = context.new_page()
        page.add_init_script(WATCH.replace("SHOWS", SHOWS[who]).replace("ANSWERS", answers))
        link.passed = 0
        page.goto(f"{link.address}/", wait_until="commit")
        yield page
    finally:
        context.close()


def visit(browser: Browser, who: str, link: Link) -> dict[str, float]:
    """Visit `/` with an empty cache until it is quiet; return ms until something is seen, bytes, and shift (CLS)."""
    with fresh_page(browser, link, who) as page:
        seen = _seen(page)
        wait_until_quiet(page, link)
        return {"seen": seen, "bytes": link.passed, "shift": page.evaluate("window.benchShift")}


Place = tuple[float, float]  # in the window, px


def find_mark(browser: Browser, link: Link) -> Place:
    """Visit `/` of this app, and return where a mark of an event is."""
    with fresh_page(browser, link) as page:
        _seen(page)
        x, y = page.evaluate(FIND)
        return x, y


def hover(page: Page, place: Place, turn: int) -> None:
    """Move the pointer over a mark."""
    page.mouse.move(place[0] + turn % 2, place[1])


def click(page: Page, place: Place, _: int) -> None:
    """Click a mark."""
    page.mouse.click(*place)


def brush(page: Page, place: Place, _: int) -> None:
    """Drag over some years, a lane below a mark."""
    x, y = place
    page.mouse.move(x, y + LANE)
    page.mouse.down()
    page.mouse.move(x + DRAG, y + LANE)
    page.mouse.up()


Act = Callable[[Page, Place, int], None]
ACTS: dict[str, tuple[Act, str]] = {"hover": (hover, NOT_CHECKED), "brush": (brush, BRUSHED), "click": (click, OPENED)}


def answer(browser: Browser, link: Link, kind: str, place: Place) -> dict[str, float]:
    """Visit `/` with an empty cache and act where a mark will be, from the start and again until it answers.

    Return ms until something is seen, and until it answers.

    The pointer goes there without asking the page, which would wait for all that the page is busy with.
    """
    act, answered = ACTS[kind]
    with fresh_page(browser, link, answers=answered) as page:
        begun = time.monotonic()
        turn = 0
        while not page.evaluate("window.benchAnswers"):
            if time.monotonic() - begun > DRAWN_MS / 1000:
                raise RuntimeError(f"The figure does not answer to: {kind}.")
            act(page, place, turn)
            turn += 1
            page.wait_for_timeout(TRY_MS)
        return {"seen": _seen(page), "answers": page.evaluate("window.benchAnswers")}


def _seen(page: Page) -> float:
    page.wait_for_function("() => window.benchSeen", polling=LOOK_MS)
    moment: float = page.evaluate("window.benchSeen")
    return moment


def wait_until_quiet(page: Page, link: Link) -> None:
    """Wait until no byte has passed for a while."""
    passed = -1
    while passed != link.passed:
        passed = link.passed
        page.wait_for_timeout(QUIET_MS)
