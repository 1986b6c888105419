"""A browser that visits pages with an empty cache, and tells when what they draw is painted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.contestants import Contestant
from tests.bench.network import Link
from tools.browser import LAUNCH_ARGS, context_options
from tools.programs import CHROMIUM, find_program

DRAWN_MS = 120_000  # until a page is drawn, at the most
QUIET_MS = 1_000  # without a byte: the visit is over
LOOK_MS = 100
WIDTH, HEIGHT = 1280, 720

# Looks at every frame, before it is painted. A message posted from there arrives once it is.
WATCH = """
window.benchPicture = () => (PICTURE);
window.benchPainted = (done) => {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => done(performance.now());
  channel.port2.postMessage(null);
};
window.benchWhen = (seen, done) => {
  const look = () => (seen() ? window.benchPainted(done) : requestAnimationFrame(look));
  requestAnimationFrame(look);
};
window.benchWhen(() => window.benchPicture() !== '', (now) => { window.benchAnswers = now; });
window.benchWhen(() => window.benchPicture() !== '' || (PREVIEW) !== '', (now) => { window.benchDrawn = now; });
"""
# The next click, its time as the browser has it; then the first frame with another picture.
WATCH_CLICK = """() => {
  window.benchChanged = undefined;
  const before = window.benchPicture();
  const changed = () => !['', before].includes(window.benchPicture());
  addEventListener('click', (event) => {
    window.benchWhen(changed, (now) => { window.benchChanged = now - event.timeStamp; });
  }, { capture: true, once: true });
}"""


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One visit: ms until drawn, and until what is drawn answers; bytes both ways, requests and sockets opened."""

    drawn_ms: float
    answers_ms: float
    bytes: int
    requests: int


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
def fresh_page(browser: Browser, contestant: Contestant) -> Iterator[Page]:
    """Return a page of a new context, so with an empty cache; it watches what the contestant draws."""
    context = browser.new_context(**context_options(width=WIDTH, height=HEIGHT, scheme="light"))
    context.set_default_timeout(DRAWN_MS)
    try:
        page = context.new_page()
        page.add_init_script(WATCH.replace("PICTURE", contestant.picture).replace("PREVIEW", contestant.preview))
        yield page
    finally:
        context.close()


def visit(browser: Browser, contestant: Contestant, link: Link) -> Visit:
    """Visit a contestant with an empty cache."""
    with fresh_page(browser, contestant) as page:
        requests: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.on("websocket", lambda socket: requests.append(socket.url))
        link.forget()
        page.goto(link.address + contestant.path, wait_until="commit")
        page.wait_for_function("() => window.benchAnswers", polling=LOOK_MS)
        wait_until_quiet(page, link)
        asked = [url for url in requests if not url.startswith(("data:", "blob:"))]
        return Visit(
            drawn_ms=page.evaluate("window.benchDrawn"),
            answers_ms=page.evaluate("window.benchAnswers"),
            bytes=link.both_ways,
            requests=len(asked),
        )


def wait_until_quiet(page: Page, link: Link) -> None:
    """Wait until no byte has passed for a while."""
    passed = -1
    while passed != link.both_ways:
        passed = link.both_ways
        page.wait_for_timeout(QUIET_MS)
