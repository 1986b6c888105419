"""The static site in a real browser, from a folder and from a host: it answers, and asks for nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from dyad.importing.current import DATA
from dyad.importing.folders import read_folder
from dyad.lesson import Lesson, read_lesson
from dyad.publish.site.writing import make_page, make_site, write_site
from dyad.record import Record
from tests.browser.axe import violations
from tests.browser.corpus import hostile_tables
from tests.small import small_tables, write_tables
from tests.unit.brought import sheet, whole
from tools.browser import context_options, files_in

PAGES = ("index", "timeline", "trade", "rankings", "claims", "sources", "lesson")
KINDS = ("open", "period")
SEEN = "() => document.fonts.status === 'loaded' && !document.querySelector('#theme').disabled"


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the small record's site."""
    folder = tmp_path_factory.mktemp("small")
    record = read_folder(write_tables(folder / "tables", small_tables()))
    write_site(make_site(record, read_lesson(folder / "tables", record)), folder / "site")
    return folder / "site"


@pytest.fixture
def visit(open_page: Any) -> Callable[..., Page]:
    """Return a function that opens a page of a site, all in one window."""
    opened: list[Page] = []

    def go(site: Path, name: str, **query: Any) -> Page:
        server = files_in(site)
        if opened:
            opened[0].goto(server.address(f"{name}.html", query))
            opened[0].wait_for_function(SEEN)
        else:
            hear = {"dialog": lambda dialog: pytest.fail(f"a dialog: {dialog.message}")}
            opened.append(open_page(f"{name}.html", server=server, ready=SEEN, ears=hear, **query))
        return opened[0]

    return go


def query(page: Page) -> str:
    """Return the parameters of the page's address."""
    return page.evaluate("location.search")


def mark(page: Page, event: str) -> Any:
    """Return the sign of an event in the drawing that is shown, of the first figure that draws its events."""
    signs = "figure:not(#figure-event-strip) svg path[data-key='event:%s'][transform]"
    return page.locator(signs % event).locator("visible=true")


def name_of(page: Page, event: str) -> Any:
    """Return the name beside the sign of an event: one that the claims leave out has a sign alone."""
    return page.locator(f"#figure-timeline svg text[data-key='event:{event}']").locator("visible=true")


def test_a_mark_opens_its_event(visit: Callable[..., Page], small: Path) -> None:
    """A click opens an event and is in the address; Back goes back, reload keeps it, Escape leads to the mark again.

    A verdict narrows the list of claims, and the event of a claim opens beside it.
    """
    page = visit(small, "index")
    mark(page, "long-fair").click()
    panel = page.locator("#panel")
    expect(panel.get_by_role("heading", name="A fair lasts all summer")).to_be_focused()
    expect(panel).to_contain_text("What was found.")
    expect(page).to_have_title(re.compile("^A fair lasts all summer · "))
    expect(panel.get_by_role("link", name="The gazette")).to_have_attribute(
        "href", "https://gazette.example/read?a=1&b=2"
    )
    assert query(page) == "?event=long-fair"
    page.reload()
    expect(panel).to_contain_text("A fair lasts all summer")
    panel.get_by_role("button", name="Next →").click()
    assert query(page) == "?event=last-treaty"
    page.go_back()
    expect(panel).to_contain_text("A fair lasts all summer")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert query(page) == ""
    expect(page).to_have_title(re.compile("^Overview · "))
    page.locator("#figure-overview .marks button[tabindex='0']").locator("visible=true").focus()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(page.locator("#panel-title")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#figure-overview .marks button:focus")).to_have_attribute("data-key", "event:first-treaty")

    page = visit(small, "claims")
    page.locator(".chip[data-verdict=contradicted]").click()
    shown = page.locator("[data-claim]").locator("visible=true")
    shown.locator("summary").click()
    shown.get_by_role("link", name="A port opens").click()
    expect(page.locator("#panel")).to_contain_text("A port opens to both fleets")
    assert query(page) == "?verdict=contradicted&event=port-opens"


def test_what_an_address_holds(visit: Callable[..., Page], small: Path) -> None:
    """A brushed period fades what lies outside, goes along to other pages, and can be zoomed to: then lists narrow.

    Bad values of an address are dropped and told of; good ones beside them hold. A step is told until the next.
    """
    page = visit(small, "index", brush=[2002, 2004])
    expect(mark(page, "first-treaty")).to_have_class("dim")
    expect(mark(page, "port-opens")).not_to_have_class("dim")
    expect(page.locator("[data-event]").locator("visible=true")).to_have_count(4)
    opening = page.locator(".opening a[data-page]").evaluate_all("(links) => links.map((link) => link.pathname)")
    assert opening
    assert all(Path(place).is_file() for place in opening)
    page.get_by_role("link", name="Trade", exact=True).click()
    assert query(page) == "?brush=2002&brush=2004"
    page.locator("#figure-trade-band").get_by_role("button", name="Zoom to these years").click()
    assert query(page) == "?years=2002&years=2004"
    rows = page.locator("tr[data-year]").locator("visible=true")
    expect(rows.first).to_contain_text("2002")
    expect(rows.last).to_contain_text("2004")
    expect(page.locator(".dyad-said")).to_contain_text("2002–2004")

    bad = {"years": [1, 2], "theme": ["economy", "war"], "event": "constructor", "beyond": "maybe", "q": "x" * 81}
    page = visit(small, "timeline", **bad)
    told = page.locator("#dropped li")
    expect(told).to_have_count(5)
    expect(told.first).to_have_text(
        "“years=1, 2” in the address was left out: it takes two years from 2001 to 2006, the earlier first."
    )
    assert query(page) == "?theme=economy"
    page = visit(small, "lesson", step=99)
    expect(told).to_have_text(["“step=99” in the address was left out: it takes a step from 1 to 4."])
    expect(page.locator(".step.now")).to_contain_text("One event")
    assert query(page) == "?step=4"
    page.keyboard.press("PageUp")
    expect(told).to_be_hidden()


def test_filters_and_switches(visit: Callable[..., Page], small: Path) -> None:
    """A switch names the events left out, in a drawing that answers as the first did; without it they lose the name.

    Tab reaches search, themes, switches and the list; each changes the address and what is shown.
    """
    page = visit(small, "timeline", event="port-opens")
    expect(name_of(page, "quiet-visit")).to_have_count(0)
    page.locator("#beyond").check()
    expect(name_of(page, "quiet-visit")).to_be_visible()
    for name in ("timeline", "event-strip"):
        expect(page.locator(f"#figure-{name} .ring").locator("visible=true")).to_have_count(1)
    mark(page, "quiet-visit").click()
    assert query(page) == "?event=quiet-visit&beyond=true"
    page.locator("#beyond").uncheck()
    expect(name_of(page, "quiet-visit")).to_have_count(0)
    expect(mark(page, "quiet-visit")).to_be_visible()
    expect(page.locator("#figure-timeline .ring").locator("visible=true")).to_have_count(1)  # it is open
    page.keyboard.press("Escape")
    expect(page.locator("#figure-timeline .ring").locator("visible=true")).to_have_count(0)

    page = visit(small, "timeline")
    page.get_by_label("Search the events").focus()
    page.keyboard.type("STRASSE")
    expect(page.locator("#count")).to_have_text("0 of 4 events")  # what the claims leave out is hidden
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("#count")).to_have_text("1 of 5 events")
    assert query(page) == "?q=STRASSE&beyond=true"
    expect(name_of(page, "quiet-visit")).to_be_visible()
    page.get_by_role("button", name="Reset").focus()
    page.keyboard.press("Enter")
    assert query(page) == ""
    page.get_by_role("button", name="Economy").focus()
    page.keyboard.press("Enter")
    assert query(page) == "?theme=economy"
    expect(page.locator("[data-event]").locator("visible=true")).to_have_count(2)
    page.locator("#event-port-opens summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#panel")).to_contain_text("Disputed.")
    page.keyboard.press("Escape")
    expect(page.locator("#event-port-opens summary")).to_be_focused()


def test_a_crowd_is_counted(visit: Callable[..., Page], tmp_path: Path) -> None:
    """A bar tells how many of its events the filters leave, fades where they leave none, and opens what it holds."""
    rows = (
        f"{'Fair' if n % 2 else 'Visit'} {n}|{1950 + n % 10}|{'war' if n < 300 else 'trade: goods'}" for n in range(600)
    )
    record = whole([("events.csv", sheet("title|date|theme", *rows))])
    (tmp_path / "timeline.html").write_bytes(make_page(record, Lesson(), "timeline.html"))
    page = visit(tmp_path, "timeline", q="fair")
    bars = page.locator("figure path[data-key^='bar:']").locator("visible=true")
    odd = page.locator("figure path[data-key^='bar:crowd:1951:1951:war']").locator("visible=true")
    even = page.locator("figure path[data-key^='bar:crowd:1952:1952:war']").locator("visible=true")
    expect(bars).to_have_count(20)
    expect(even).to_have_class("dim")
    expect(odd).not_to_have_class("dim")
    odd.hover()
    expect(page.locator("#dyad-tip b")).to_have_text("30 events, 1951")
    expect(page.locator("#dyad-tip")).to_contain_text("Shown: 30 by the filters")
    expect(page.locator("#figure-timeline .state")).to_have_text("“fair”: 300 of 600 events")
    page.get_by_label("Search the events").fill("visit")
    expect(even).not_to_have_class("dim")
    expect(page.locator(".dyad-said")).to_have_text("“visit”: 300 of 600 events shown")
    page.mouse.move(5, 5)
    odd.hover()
    expect(page.locator("#dyad-tip")).to_contain_text("Shown: 0 by the filters")
    odd.click()
    assert query(page) == "?years=1951&years=1951&theme=war&q=visit"
    expect(page.locator("#count")).to_have_text("0 of 600 events")


def test_a_lesson_goes_by_keys(visit: Callable[..., Page], small: Path, tmp_path: Path, record: Record) -> None:
    """Arrows and Page Down go on, an answer is shown before the next step and said, the address holds the step.

    The documents of an open question stay in sight above its answer; the picture of another gives way to what answers
    it.
    """
    page = visit(small, "lesson")
    now = page.locator(".step").locator("visible=true")
    expect(now).to_contain_text("What do you know?")
    page.get_by_role("button", name="Next →").last.focus()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("link", name="Slides (PowerPoint)")).to_be_focused()
    for key in ("ArrowRight", "PageDown", "ArrowRight"):
        page.keyboard.press(key)
    assert query(page) == "?step=3&revealed=true"
    expect(page).to_have_title(re.compile("^Step 3: Which came first\\? · "))
    expect(page.get_by_role("link", name="Slides (PowerPoint)")).to_be_hidden()
    expect(now.locator(".answer .wide svg")).to_be_visible()
    answer = now.locator(".answer > p:not(.named), .answer .told").last.text_content()
    expect(page.get_by_role("status").filter(has_text=answer)).to_have_count(1)
    page.reload()
    expect(now.locator(".answer .wide svg")).to_be_visible()
    page.keyboard.press("PageUp")
    expect(now).to_contain_text("Put them in order.")
    expect(page.get_by_role("status").filter(has_text="3 /")).to_contain_text(now.get_by_role("heading").inner_text())
    page.emulate_media(media="print")
    expect(page.locator(".step").locator("visible=true")).to_have_count(4)

    page.emulate_media(media="null")
    steps = read_lesson(DATA, record).steps
    asked = [next(step for step in steps if step.question == kind and (step.claim or step.event)) for kind in KINDS]
    (tmp_path / "lesson.html").write_bytes(make_page(record, Lesson(steps=tuple(asked)), "lesson.html"))
    for number, kind in enumerate(KINDS, start=1):
        page = visit(tmp_path, "lesson", step=number)
        now = page.locator(".step.now")
        picture, answer = now.locator("> .dyad-figure .wide svg"), now.locator(".answer > p").first
        expect(picture).to_be_visible()
        expect(answer).to_be_hidden()
        page.keyboard.press("ArrowRight")
        expect(answer).to_be_visible()
        expect(picture).to_be_visible(visible=kind == "open")


def test_nobody_is_shut_out(visit: Callable[..., Page], small: Path) -> None:
    """Axe finds nothing on any page, light and dark; the switch turns one into the other and is kept."""
    for name in PAGES:
        opened = {"event": "port-opens"} if name in ("index", "claims") else {"q": "treaty"}  # filters go along
        page = visit(small, name, **opened)
        page.emulate_media(color_scheme="light")
        assert violations(page) == [], name
        page.emulate_media(color_scheme="dark")
        assert violations(page, only="color-contrast") == [], name
    ground = "getComputedStyle(document.body.parentElement).backgroundColor"
    before = page.evaluate(ground)
    page.get_by_role("button", name="Light or dark").click()
    assert page.evaluate(ground) != before
    other = page.context.new_page()  # what is stored is written in the browser's own time: a second window sees when
    for _ in range(100):  # one that loads as it is written may never be told
        other.goto(page.url)
        if kept := other.evaluate("localStorage.getItem('dyad-theme')"):
            break
    assert kept
    page.reload()
    assert page.evaluate(ground) != before


def test_hostile_text_is_shown_and_never_runs(visit: Callable[..., Page], tmp_path: Path) -> None:
    """Payloads from the tables are letters on every page, in the panel and in what hovering tells."""
    record = read_folder(write_tables(tmp_path / "tables", hostile_tables()))
    lesson = read_lesson(tmp_path / "tables", record)
    for name in ("timeline", "claims"):
        (tmp_path / f"{name}.html").write_bytes(make_page(record, lesson, f"{name}.html"))
        page = visit(tmp_path, name, event="e-0")
        assert page.evaluate("window.hit") is None
        assert page.evaluate("document.querySelectorAll('script:not([type])').length") == 2
        if name == "timeline":
            expect(page.locator("#panel-title")).to_have_text("0 <script>hit=1;alert(1)</script>")
            mark(page, "e-0").first.hover()
            expect(page.locator("#dyad-tip")).to_contain_text("<script>hit=1;alert(1)</script>")


def test_it_is_the_same_from_a_host(browser: Browser, small: Path) -> None:
    """Sent by any web server it answers as from a folder, on a phone as well, and fits it."""
    with browser.new_context(**context_options(width=390, height=844, scheme="light")) as phone:
        page = phone.new_page()
        page.route("**/*", lambda route: route.fulfill(path=small / urlsplit(route.request.url).path[1:]))
        page.goto("http://127.0.0.2/index.html?event=port-opens")
        expect(page.locator("#panel")).to_contain_text("A port opens to both fleets")
        page.get_by_role("button", name="Close").click()
        expect(page.locator("#figure-trade-band .drawing svg").locator("visible=true")).to_have_count(1)
        assert page.evaluate("document.documentElement.scrollWidth") == 390
