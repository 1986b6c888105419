"""Before Streamlit has come a page shows what it will show then, in the same places; then it gives way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, CDPSession, Page, Route, expect

from tests.browser.axe import violations
from tools.browser import Server, context_options, running_server

SEEN = [("", 1280), ("", 390), ("timeline", 1280), ("trade", 1920), ("rankings", 1280), ("claims", 768)]
SCRIPTS = "*/static/js/*"
LATE_CODE = re.compile(r"/static/js/DataFrame\.")
SEVERAL_LOOKS_MS = 400  # of a preview, for whether it is to give way
NEAR_PX = 2.5
FIGURE = re.compile(r"<figure( class=)?")
# What a page and its preview have in common, by the selectors of either.
LIVE = {
    "heading": "h1", "filters": ".st-key-fold button", "numbers": ".st-key-numbers p",
    "finding": '[data-testid="stMain"] [data-testid="stText"]', "menu": '[data-testid="stTopNavLinkContainer"] a',
    "figure": '[data-testid="stVegaLiteChart"] svg.marks, .drawing svg', "panel": '[data-testid="stMain"] h2',
}  # fmt: skip
DRAWN_BEFORE = {
    "heading": "h1", "filters": ".fold", "numbers": ".numbers p", "finding": "main > p:nth-of-type(2)", "menu": "nav a",
    "figure": "figure > svg, .drawing svg", "panel": "h2",
}  # fmt: skip
BOXES = """([selectors, inside]) => {
  const root = inside ? document.getElementById('first').shadowRoot : document;
  const box = (one) => { const { x, y, width } = one.getBoundingClientRect(); return [x, y, width]; };
  const seen = (selector) => [...root.querySelectorAll(selector)].filter((one) => one.checkVisibility()).map(box);
  return Object.fromEntries(Object.entries(selectors).map(([name, selector]) => [name, seen(selector)]));
}"""
TEXTS = """() => [...document.getElementById('first').shadowRoot.querySelectorAll('figure svg')]
  .filter((one) => one.checkVisibility()).flatMap((one) => [...one.querySelectorAll('text')])
  .map((one) => one.textContent)"""

SCROLL = """{
  const scroll = () => {
    const first = document.getElementById('first');
    if (first) first.scrollTop = 400;
    if (!first?.scrollTop) requestAnimationFrame(scroll);
  };
  scroll();
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Keep a server that draws previews."""
    with running_server(tmp_path_factory.mktemp("previews") / "server.log") as server:
        yield server


class Held:
    """Opens pages, each in a context of its own, and holds Streamlit's scripts back, so that the preview stays."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self._browser = browser
        self._server = server
        self._blocks: dict[Page, CDPSession] = {}

    def __call__(
        self, path: str, *, width: int = 1280, scheme: str = "light", exact: bool = False, **options: Any
    ) -> Page:
        """Return the page, with the drawing for its own window if that is to be `exact`."""
        height = 844 if width < 600 else 720
        context = self._browser.new_context(**context_options(width=width, height=height, scheme=scheme), **options)
        page = context.new_page()
        self._blocks[page] = context.new_cdp_session(page)
        self._blocks[page].send("Network.enable")
        self._blocks[page].send("Network.setBlockedURLs", {"urls": [SCRIPTS]})
        address = f"{self._server.url}/{path}"
        if exact:  # the page tells its width, for which another drawing is then made
            page.goto(address)
        wait_for_preview(page, address, exact=exact)
        page.goto(address)
        if options.get("java_script_enabled", True):
            page.evaluate("() => document.fonts.ready")
        return page

    def reload(self, page: Page, *, script: str) -> None:
        """Load a page anew, now with all its scripts, after one of ours."""
        self._blocks[page].send("Network.setBlockedURLs", {"urls": []})
        page.context.add_init_script(script)
        page.reload(wait_until="commit")

    def close(self) -> None:
        """Leave every page."""
        for page in self._blocks:
            page.context.close()


@pytest.fixture
def held(browser: Browser, server: Server) -> Iterator[Held]:
    """Return what opens previews."""
    held = Held(browser, server)
    yield held
    held.close()


def wait_for_preview(page: Page, address: str, *, exact: bool) -> None:
    """Ask for a page until its preview is drawn: nobody waits for one, so the first answer may have none."""
    for _ in range(300):
        found = FIGURE.findall(page.request.get(address).text())
        if found and (found[0] == "") == exact:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{address} got no preview")


@pytest.mark.parametrize(("path", "width"), SEEN)
def test_everything_is_there_and_where_it_will_be(path: str, width: int, open_page: Any, held: Held) -> None:
    """Heading, numbers, sentences, menu and figure stay as they are when the page comes alive, and the preview goes."""
    open_before = held(path, width=width, exact=True)
    before, words = open_before.evaluate(BOXES, [DRAWN_BEFORE, True]), open_before.evaluate(TEXTS)
    page = open_page(path, width=width)
    live = page.evaluate(BOXES, [LIVE, False])
    assert page.locator("#first").count() == 0
    assert before["figure"]
    for name, boxes in before.items():
        assert len(boxes) <= len(live[name]), f"{name} is not on the page"
        for box, there in zip(boxes, live[name], strict=False):
            assert box == pytest.approx(there, abs=NEAR_PX), f"{name}: {box}, {there}"
    texts = page.locator('[data-testid="stVegaLiteChart"], .drawing').first.locator("svg text").all_text_contents()
    assert [word for word in words if word.strip()] == [text for text in texts if text.strip()]


def test_the_choice_in_an_address_is_drawn(held: Held) -> None:
    """A link to a view shows that view from the start."""
    texts = held("timeline?theme=energy").evaluate(TEXTS)
    assert "North–South pipeline" in texts
    assert "Druzhba-2017" not in texts


def test_it_is_there_without_scripts(held: Held) -> None:
    """A browser that runs no script shows the figure, too."""
    page = held("", java_script_enabled=False)
    expect(page.locator("#first h1")).to_have_text("Pakistan–Russia, 2003–2017")
    assert page.locator("#first figure:visible svg").bounding_box()["height"] > 400
    assert "switched off here" in page.locator("#first noscript").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_has_the_colours_of_the_page(scheme: str, held: Held) -> None:
    """Its ground is the page's, and a reader who prefers dark sees no white flash; axe finds nothing."""
    page = held("trade", scheme=scheme)
    paper = {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 22, 28)"}[scheme]
    ink = {"light": "rgb(20, 24, 29)", "dark": "rgb(232, 235, 239)"}[scheme]
    first = page.locator("#first")
    assert first.evaluate("(one) => getComputedStyle(one).backgroundColor") == paper
    title = page.locator("#first figure h2:visible").first
    assert title.evaluate("(one) => getComputedStyle(one).color") == ink
    assert violations(page) == []


def test_a_scheme_that_was_chosen_counts(held: Held) -> None:
    """A reader who switched to dark by hand gets it dark from the start."""
    page = held("")
    page.evaluate("""() => localStorage.setItem("stActiveTheme-/-v2", '"Dark"')""")
    page.reload()
    ground = page.locator("#first").evaluate("(one) => getComputedStyle(one).backgroundColor")
    assert ground == "rgb(18, 22, 28)"


def test_it_gives_way_to_a_page_without_a_figure(held: Held) -> None:
    """Should the page come out otherwise, its notice is not covered by what was expected."""
    page = held("")
    held.reload(page, script="history.replaceState(null, '', '/?q=nothing')")
    expect(page.locator("#first")).to_have_count(1)
    expect(page.locator("#first")).to_have_count(0)
    expect(page.locator('[data-testid="stMain"]').get_by_text("No event", exact=False).first).to_be_visible()


def test_the_place_that_was_scrolled_to_is_kept(held: Held, settle: Any) -> None:
    """A reader on a phone who scrolls before the page is alive stays there, though the table comes after the figure."""
    page = held("timeline", width=390)
    late: list[Route] = []
    page.route(LATE_CODE, lambda route: late.append(route))
    held.reload(page, script=SCROLL)
    expect(page.locator('[data-testid="stVegaLiteChart"] svg .role-mark path').first).to_be_attached()
    page.wait_for_timeout(SEVERAL_LOOKS_MS)
    expect(page.locator("#first")).to_have_count(1)
    assert late
    for route in late:
        route.continue_()
    settle(page)
    assert page.locator('[data-testid="stMain"]').evaluate("(one) => one.scrollTop") == pytest.approx(400, abs=2)


def test_a_reader_who_waits_long_is_told_why(held: Held) -> None:
    """Where nothing comes that answers, as behind a wall that lets no websocket pass, the page says so."""
    page = held("")
    page.context.route_web_socket("**/_stcore/stream", lambda socket: socket.close())
    page.clock.install()
    held.reload(page, script="")
    told = page.locator("#first #still")
    expect(told).to_be_hidden()
    page.clock.fast_forward("00:13")
    expect(told).to_be_visible()
    assert "answers to clicks" in told.inner_text()
