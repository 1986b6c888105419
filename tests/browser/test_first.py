"""Before Streamlit has come a page can be read and its figure answers; then Streamlit takes the very figure over."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, CDPSession, Page, expect

from dyad.publish.pages import parts_of
from dyad.record import Record
from dyad.render.drawing import ROOMS
from dyad.wording.server import STILL
from tests.browser.axe import violations
from tests.browser.waiting import settle, wait_until
from tests.browser.windows import Windows
from tools.browser import SETTLE_MS, Server, context_options

SCRIPT = "*/static/js/index.*.js"  # Streamlit's first
MOST_SHIFT = 0.02
SHIFTS = """() => {
  globalThis.shifted = 0;
  const add = (list) => { for (const one of list.getEntries()) globalThis.shifted += one.value; };
  new PerformanceObserver(add).observe({ type: 'layout-shift', buffered: true });
}"""
MOST_MOVED = 2.5  # px
LEAST_SAME = 3  # texts and figures that both have in the first window
# The top in px of each text and figure in the first window, by its words or name; and of what follows a long list.
PLACES = """(root) => {
  const MORE = 'What else the tables tell';
  const tops = {};
  const told = 'h1, h2, h3, p:not(:has(a)), a, summary, .dyad-drawn, [data-testid="stText"] > span';
  for (const one of document.querySelector(root).querySelectorAll(told)) {
    const words = one.dataset.name || (one.innerText ?? '').trim();
    const around = document.createRange();
    around.selectNodeContents(one);
    const top = (one.matches('.dyad-drawn') ? one : around).getBoundingClientRect().top;
    const seen = top > 0 && (top < innerHeight || words === MORE);
    if (words && one.checkVisibility() && !one.closest('.marks') && seen) tops[words] ??= top;
  }
  return tops;
}"""
FIGURE = ".dyad-figure:visible"
# The ground of the first HTML, noted before scripts can take that away.
NOTED = """addEventListener('DOMContentLoaded', () => {
  const first = document.querySelector('#first');
  window.__ground = first && getComputedStyle(first).backgroundColor;
})"""
ALIVE = '[data-testid="stMain"] .dyad-figure:visible'


class Held:
    """Opens pages and holds Streamlit's scripts back until they are let go.

    The browser is told to by its own protocol: Playwright's way, `page.route`, would empty the cache of scripts, too.
    """

    def __init__(self, windows: Windows, server: Server, record: Record) -> None:
        self._windows, self._server, self._record = windows, server, record
        self._taken: list[tuple[Page, int]] = []
        self._holding: dict[Page, CDPSession] = {}

    def __call__(
        self, path: str, *, width: int = 1280, scheme: str = "light", drawn: bool = True, page: Page | None = None
    ) -> Page:
        """Return a page, in a window of one's own where one is given; with `drawn` its drawings are there before."""
        if page is None:
            page = self._windows.take(width=width, height=844 if width < 600 else 720, scheme=scheme)
            self._taken.append((page, width))
        name, _, query = path.replace("years=abc", "").partition("?")
        for part in parts_of(self._record, name or "overview") if drawn else ():
            for room in ROOMS[part.room]:
                draw(page, f"{self._server.url}/drawings/{part.figure}?{query}&width={room}")
        holding = self._holding[page] = page.context.new_cdp_session(page)
        holding.send("Fetch.enable", {"patterns": [{"urlPattern": SCRIPT}]})
        holding.send("HeapProfiler.collectGarbage")  # what a used window still has in memory is not fetched
        page.goto(f"{self._server.url}/{path}", wait_until="commit")
        page.evaluate(SHIFTS)
        page.wait_for_function("() => globalThis.dyad?.show && document.fonts.status === 'loaded'")
        return page

    def let_go(self, page: Page) -> None:
        """Let Streamlit come."""
        holding = self._holding.pop(page)
        holding.send("Fetch.disable")  # what was held goes on
        holding.detach()

    def close(self) -> None:
        """Leave every page."""
        for page in list(self._holding):
            self.let_go(page)
        for page, width in self._taken:
            self._windows.give_back(page, width=width)
        self._taken.clear()


def draw(page: Page, address: str) -> None:
    """Have a figure drawn; on a busy machine a server may say that it is late, and is asked again."""
    wait_until(lambda: page.request.get(address).ok, seconds=SETTLE_MS / 1000)


@pytest.fixture
def held(windows: Windows, server: Server, record: Record) -> Iterator[Held]:
    """Return what opens pages and holds them."""
    held = Held(windows, server, record)
    yield held
    held.close()


def test_streamlit_takes_the_very_figure_over(held: Held) -> None:
    """It answers at once, nothing jumps, it is the same node, and what has the focus keeps it.

    So it is wide and narrow, light and dark.
    """
    for path, width, scheme in (("timeline", 1280, "dark"), ("claims", 768, "light"), ("", 390, "dark")):
        page = held(path, width=width, scheme=scheme)
        if width == 768:  # as older browsers are
            page.evaluate("() => { delete Element.prototype.moveBefore; }")
        assert violations(page) == []
        mark = page.locator(f"{FIGURE} .marks button[tabindex='0']").first
        mark.focus()
        expect(page.locator(".dyad-tip")).to_be_visible()
        label = mark.get_attribute("aria-label")
        tops = [one.bounding_box()["y"] for one in page.locator(FIGURE).all()]
        page.locator(FIGURE).first.evaluate("(node) => { node.mine = true; }")
        held.let_go(page)
        settle(page)
        assert page.locator("#first").count() == 0
        assert page.locator(ALIVE).first.evaluate("(node) => node.mine")
        assert page.evaluate("() => document.activeElement.getAttribute('aria-label')") == label
        assert page.evaluate("() => globalThis.shifted") <= MOST_SHIFT
        assert [one.bounding_box()["y"] for one in page.locator(ALIVE).all()] == pytest.approx(tops, abs=1)
        assert page.title().endswith("· Pakistan–Russia, 2003–2017")
        expect(page.locator(f"{ALIVE} .where").first).to_have_text(f" · {page.url}")
        held.close()


@pytest.mark.parametrize(
    ("path", "width"),
    [
        ("trade?sources=all", 1920), ("claims", 1280), ("timeline?event=druzhba-2017&years=abc", 1280),
        ("?years=abc", 390), ("figures", 1280), ("figures?figure=trade-band", 1280), ("figures?figure=partners", 390),
        ("record?table=claims", 390), ("timeline?event=druzhba-2017", 390), ("present", 1280),
    ],
)  # fmt: skip
def test_nothing_in_sight_moves(path: str, width: int, held: Held) -> None:
    """Headings, sentences, links and figures of the first window stay where they stood, wide and narrow."""
    page = held(path, width=width)
    before = page.evaluate(PLACES, "#first main")
    held.let_go(page)
    settle(page)
    after = page.evaluate(PLACES, '[data-testid="stApp"]')
    both = {text: (top, after[text]) for text, top in before.items() if text in after}
    assert len(both) >= LEAST_SAME
    assert {text: tops for text, tops in both.items() if abs(tops[0] - tops[1]) > MOST_MOVED} == {}


def test_what_is_done_before_streamlit_counts(held: Held) -> None:
    """An event that is clicked is in the address at once, and there when the page is; Escape takes it back before.

    A reader on a phone who scrolls before the page is alive stays there.
    """
    page = held("timeline?theme=defence")
    druzhba = f'{FIGURE}[data-name="timeline"] .marks button[data-key="event:druzhba-2016"]'
    mark = page.locator(druzhba)
    mark.focus()
    expect(page.locator(".dyad-tip")).to_be_visible()  # it answers
    box = mark.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert "event=druzhba-2016" in page.evaluate("() => location.search")
    held.let_go(page)
    settle(page)
    assert "event=druzhba-2016" in page.evaluate("() => location.search")
    expect(page.locator('[data-testid="stMain"] h2', has_text="Druzhba-2016")).to_be_visible()
    page = held("timeline")
    page.locator(druzhba).focus()
    page.keyboard.press("Enter")
    assert "event=druzhba-2016" in page.evaluate("() => location.search")
    page.keyboard.press("Escape")
    held.let_go(page)
    settle(page)
    assert page.evaluate("() => location.search") == ""
    expect(page.locator(".st-key-panel h2")).to_have_count(0)
    page = held("timeline", width=390)
    page.locator("#first").evaluate("(first) => { first.scrollTop = 400; }")
    held.let_go(page)
    settle(page)
    assert page.locator('[data-testid="stMain"]').evaluate("(one) => one.scrollTop") == pytest.approx(400, abs=2)


def test_it_is_read_without_scripts(browser: Browser, server: Server) -> None:
    """A browser that runs none, and one that gathers pages, finds the figure and every event in words.

    On a phone the filters unfold.
    """
    options = context_options(width=1280, height=720, scheme="light")
    with browser.new_context(java_script_enabled=False, **options) as context:
        page = context.new_page()
        for figure in ("timeline", "event-strip", "un-votes"):
            draw(page, server.address(f"drawings/{figure}", {"theme": "energy", "width": "wide"}))
        page.goto(server.address("timeline?theme=energy"))
        drawn = page.locator(f"{FIGURE} .drawing:visible svg")
        expect(drawn).to_have_count(3)
        assert [one.bounding_box()["height"] > 200 for one in drawn.all()] == [True] * 3  # type: ignore[index]
        assert "switched off here" in page.locator("#first noscript").inner_text()
        assert page.locator("#in-words li").count() == 2
        page.goto(server.address("trade?years=2009&years=2014"))  # which nobody has seen
        expect(page.locator("#first noscript img").first).to_be_visible()
        page.goto(server.address("present"))
        expect(page.locator(".st-key-lead")).to_be_in_viewport()
        expect(page.locator("#in-words li").first).to_be_visible()
        expect(page.get_by_role("link", name="Overview")).to_be_in_viewport()
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(server.address("timeline"))
        page.locator("summary", has_text="Filters").click()
        page.get_by_role("link", name="energy").click()
        expect(page.locator("#in-words li")).to_have_count(2)


def test_where_nothing_more_comes_it_says_so(held: Held, browser: Browser) -> None:
    """Behind a wall that lets no websocket pass, a view that nobody has seen is drawn, and the list is offered."""
    with browser.new_context(**context_options(width=1280, height=720, scheme="light")) as own:
        own.route_web_socket("**/_stcore/stream", lambda socket: socket.close())
        page = own.new_page()
        page.clock.install()
        held("trade?years=2007&years=2013", drawn=False, page=page)
        expect(page.locator(f"{FIGURE} .finding").first).to_contain_text("2007–2013")
        told = page.locator("#still")
        expect(told).to_be_hidden()
        page.clock.fast_forward("00:11")
        expect(told).to_contain_text(STILL)
        expect(told).not_to_have_css("padding-left", "0px")
        told.get_by_role("link").click()
        expect(page.locator("#in-words table").first).to_be_in_viewport()
        held.let_go(page)


def test_without_a_figure_it_gives_way_too(held: Held) -> None:
    """A page that the filters have emptied gives way, and a reader who switched to dark gets it dark from the start."""
    page = held("timeline?q=nothing", drawn=False)
    held.let_go(page)
    settle(page)
    expect(page.locator('[data-testid="stMain"]').get_by_text("No event", exact=False).first).to_be_visible()
    page.evaluate("""() => localStorage.setItem("stActiveTheme-/timeline-v2", '"Dark"')""")
    page.add_init_script(NOTED)
    page.reload(wait_until="domcontentloaded")
    assert page.evaluate("() => window.__ground") == "rgb(18, 22, 28)"
