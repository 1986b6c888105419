"""Before Streamlit has come a page shows what it will show then, in the same places; then it gives way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.axe import violations
from tools.browser import Server, context_options

PAGES = ("", "timeline", "trade", "rankings", "claims")
SCRIPTS = "**/static/js/*"
NEAR_PX = 1.5
DRAWN = "() => document.getElementById('first')?.shadowRoot.querySelector('figure:not([class]) path') !== undefined"
# What a page and its preview have in common, by the selectors of either.
LIVE = {
    "heading": "h1", "filters": ".st-key-fold button", "numbers": ".st-key-numbers p",
    "finding": '[data-testid="stMain"] [data-testid="stText"]', "menu": '[data-testid="stTopNavLinkContainer"] a',
    "figure": '[data-testid="stVegaLiteChart"] svg.marks',
}  # fmt: skip
DRAWN_BEFORE = {
    "heading": "h1", "filters": ".fold", "numbers": ".numbers p", "finding": "main > p:nth-of-type(2)", "menu": "nav a",
    "figure": "figure > svg",
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


@pytest.fixture
def held(browser: Browser, server: Server) -> Any:
    """Return a function that opens a page and holds Streamlit's scripts back, so that its preview stays."""
    contexts = []

    def hold(path: str, *, width: int = 1280, scheme: str = "light", **options: Any) -> Page:
        height = 844 if width < 600 else 720
        context = browser.new_context(**context_options(width=width, height=height, scheme=scheme), **options)
        contexts.append(context)
        page = context.new_page()
        page.route(SCRIPTS, lambda route: route.abort())
        reload_until(page, f"{server.url}/{path}", lambda: page.locator("#first h1").count() > 0)
        return page

    yield hold
    for context in contexts:
        context.close()


def reload_until(page: Page, address: str, there: Callable[[], bool]) -> None:
    """Ask for a page until its preview is drawn: nobody waits for one, so the first answer may have none."""
    for _ in range(100):
        page.goto(address)
        if there():
            page.evaluate("() => document.fonts.ready")
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{address} got no preview")


@pytest.mark.parametrize(("path", "width"), [*((path, 1280) for path in PAGES), *(("", w) for w in (390, 768, 1920))])
def test_everything_stands_where_it_will_stand(path: str, width: int, open_page: Any, held: Any) -> None:
    """Heading, numbers, sentences, menu and figure neither move nor change their width when the page comes alive."""
    live = open_page(path, width=width).evaluate(BOXES, [LIVE, False])
    page = held(path, width=width)
    reload_until(page, page.url, lambda: page.locator("#first figure:not([class])").count() == 1)
    before = page.evaluate(BOXES, [DRAWN_BEFORE, True])
    assert before["figure"]
    for name, boxes in before.items():
        assert len(boxes) <= len(live[name]), f"{name} is not on the page"
        for box, there in zip(boxes, live[name], strict=False):
            far = [place for place, other in zip(box, there, strict=True) if abs(place - other) > NEAR_PX]
            assert not far or (name == "figure" and abs(box[2] - there[2]) <= 2 * NEAR_PX), f"{name}: {box}, {there}"


@pytest.mark.parametrize("path", PAGES)
def test_it_shows_the_same_figure_and_gives_way(path: str, open_page: Any, held: Any) -> None:
    """The words of the figure are those it will have; once that has come the preview is gone."""
    before = held(path).evaluate(TEXTS)
    page = open_page(path)
    assert page.locator("#first").count() == 0
    after = page.locator('[data-testid="stVegaLiteChart"]').first.locator("svg text").all_text_contents()
    assert [text for text in before if text.strip()] == [text for text in after if text.strip()]


def test_the_choice_in_an_address_is_drawn(held: Any) -> None:
    """A link to a view shows that view from the start."""
    texts = held("timeline?theme=energy").evaluate(TEXTS)
    assert "North–South pipeline" in texts
    assert "Druzhba-2017" not in texts


def test_it_is_there_without_scripts(held: Any) -> None:
    """A browser that runs no script shows the figure, too."""
    page = held("", java_script_enabled=False)
    expect(page.locator("#first h1")).to_have_text("Pakistan–Russia, 2003–2017")
    assert page.locator("#first figure:visible svg").bounding_box()["height"] > 400
    assert "switched off here" in page.locator("#first noscript").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_has_the_colours_of_the_page(scheme: str, held: Any) -> None:
    """Its ground is the page's, and a reader who prefers dark sees no white flash; axe finds nothing."""
    page = held("trade", scheme=scheme)
    paper = {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 22, 28)"}[scheme]
    ink = {"light": "rgb(20, 24, 29)", "dark": "rgb(232, 235, 239)"}[scheme]
    first = page.locator("#first")
    assert first.evaluate("(one) => getComputedStyle(one).backgroundColor") == paper
    title = page.locator("#first figure:visible text", has_text="Trade lay inside").first
    assert title.evaluate("(one) => getComputedStyle(one).fill") == ink
    assert violations(page) == []


def test_a_scheme_that_was_chosen_counts(held: Any) -> None:
    """A reader who switched to dark by hand gets it dark from the start."""
    page = held("")
    page.evaluate("""() => localStorage.setItem("stActiveTheme-/-v2", '"Dark"')""")
    page.reload()
    ground = page.locator("#first").evaluate("(one) => getComputedStyle(one).backgroundColor")
    assert ground == "rgb(18, 22, 28)"


def test_it_gives_way_to_a_page_without_a_figure(held: Any, server: Server) -> None:
    """Should the page come out otherwise, its notice is not covered by what was expected."""
    page = held("")
    page.context.add_init_script("history.replaceState(null, '', '/?q=nothing')")
    page.unroute(SCRIPTS)
    page.goto(server.url, wait_until="commit")
    expect(page.locator("#first")).to_have_count(1)
    expect(page.locator("#first")).to_have_count(0)
    expect(page.locator('[data-testid="stMain"]').get_by_text("No event", exact=False).first).to_be_visible()


def test_the_place_that_was_scrolled_to_is_kept(open_page: Any, held: Any, server: Server, settle: Any) -> None:
    """A reader on a phone who scrolls before the page is alive stays there."""
    held("timeline", width=390)
    page = open_page("claims", width=390, height=700)
    holding = True
    waiting: list[Route] = []
    page.route(SCRIPTS, lambda route: waiting.append(route) if holding else route.continue_())
    page.goto(f"{server.url}/timeline", wait_until="commit")
    page.locator("#first").evaluate("(one) => { one.scrollTop = 400; }")
    holding = False
    for route in waiting:
        route.continue_()
    settle(page)
    page.unroute(SCRIPTS)
    assert page.locator('[data-testid="stMain"]').evaluate("(one) => one.scrollTop") == pytest.approx(400, abs=2)


def test_previews_can_be_left_out(fresh_server: Any, open_page: Any) -> None:
    """DYAD_PREVIEWS=0 sends pages as they were."""
    server = fresh_server(DYAD_PREVIEWS="0")
    page = open_page("", server=server)
    page.wait_for_timeout(500)
    assert 'id="first"' not in page.request.get(f"{server.url}/").text()
