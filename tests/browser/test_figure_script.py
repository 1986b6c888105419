"""What figures answer with, on a bare page: no Streamlit, no site, nothing but the markup, the script and the style."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest
from playwright.sync_api import Locator, Page, expect

from dyad.figures.events import events_of
from dyad.figures.style import FONT_FILES, FONT_FOLDER
from dyad.findings.claims import claim_rows
from dyad.record import Record
from dyad.record.folding import fold
from dyad.render.drawing import WIDTHS, draw_view
from dyad.render.facts import event_facts, record_facts
from dyad.render.markup import FIGURE_CSS, FIGURE_SCRIPT, KEYS_SCRIPT, write_figure
from dyad.ui.words import literal
from dyad.view import View, default_view, select_events, view_from_query, view_to_query
from dyad.wording.addresses import say_refused
from tests.browser.acting import drag, swipe
from tests.browser.axe import violations
from tests.browser.test_addresses import query_of
from tests.spellings import APART, SPELLINGS
from tools.browser import files_in

FIGURES = {"overview": ("wide", "medium"), "trade-band": tuple(WIDTHS), "claims-summary": ("wide", "narrow", "small")}
MOST_TIP_PX = 280
SPACING = "* { letter-spacing: .12em !important; word-spacing: .16em !important; line-height: 1.5 !important }"
# Puts what a filter changes into the address as Streamlit's widgets do: without a word to the figure.
CHANGE = "(query) => history.replaceState(null, '', location.pathname + query)"
INSIDE = """() => {
  const { left, top, right, bottom, width } = document.querySelector('.dyad-tip').getBoundingClientRect();
  return [left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight, width];
}"""
OUTLINE = """() => {
  const { outlineWidth, outlineOffset, outlineStyle } = getComputedStyle(document.activeElement);
  return [outlineWidth, outlineOffset, outlineStyle];
}"""
CUT = """() => [...document.querySelectorAll('.legend li, .finding, figcaption')]
  .filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent)"""
SHOWN = """() => [...document.querySelectorAll("#figure-overview .wide path[data-key^='event:'][transform]:not(.dim)")]
  .map((one) => one.dataset.key.slice(6))"""
# What the box tells first, wherever over the overview a pointer may be.
GRID = """() => {
  const { left, top, width, height } = document.querySelector('#figure-overview .drawings').getBoundingClientRect();
  const told = new Set();
  for (let at = 0; at < 1600; at += 1) {
    const [clientX, clientY] = [left + (width * (at % 80)) / 80, top + (height * Math.floor(at / 80)) / 20];
    document.elementFromPoint(clientX, clientY)?.dispatchEvent(
      new PointerEvent('pointermove', { clientX, clientY, bubbles: true, pointerType: 'mouse' }));
    const head = document.querySelector('.dyad-tip:popover-open b');
    if (head) told.add(head.textContent);
  }
  return [...told];
}"""
NEW = """(page) => {
  const node = new DOMParser().parseFromString(page, 'text/html').querySelector('#figure-trade-band');
  node.dataset.view = 'years=2005&years=2016';
  dyad.replace(document.querySelector('#figure-trade-band'), document.adoptNode(node));
}"""
PAST_EDGE = """() => [...document.querySelectorAll('.dyad-figure :is(h2, p, li, text, button)')]
  .filter((one) => one.checkVisibility() && !one.closest('.told'))
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.textContent)"""
POINT = """([figure, plot, year, share]) => {
  const svg = [...document.querySelectorAll(`#figure-${figure} .drawing svg`)].find((one) => one.clientWidth > 0);
  svg.scrollIntoView({ block: 'center' });
  const [left, top, width, height] = svg.dataset.plots.split(';')[plot].split(' ').map(Number);
  const [low, high] = svg.dataset.domain.split(' ').map(Number);
  const frame = svg.getBoundingClientRect();
  const scale = frame.width / svg.viewBox.baseVal.width;
  const [x, y] = [left + ((year - low) / (high - low)) * width, top + height * share];
  return [frame.left + x * scale, frame.top + y * scale];
}"""


@pytest.fixture(scope="module")
def bare(record: Record, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a page with three figures of the record that the repository ships."""
    view = default_view(record)
    figures = [
        write_figure([draw_view(record, view, name, WIDTHS[width]) for width in widths])
        for name, widths in FIGURES.items()
    ]
    faces = "".join(
        f"@font-face{{font-family:'Fira Sans';font-weight:{weight};src:url({(FONT_FOLDER / file).as_uri()})}}"
        for weight, file in FONT_FILES.items()
    )
    page = tmp_path_factory.mktemp("bare") / "bare.html"
    page.write_text(
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>Bare</title><style>{faces}:root{{color-scheme:light dark;background:var(--paper);color:var(--ink)}}"
        f"body{{margin:16px}}{FIGURE_CSS}</style><main><h1>Bare</h1>{''.join(figures)}</main>"
        f"<script>{FIGURE_SCRIPT}dyad.all('.dyad-figure').forEach((node) => dyad.mount(node));</script>",
        encoding="utf-8",
    )
    return page


@pytest.fixture
def visit(open_page: Any, bare: Path) -> Callable[..., Page]:
    """Return the function that opens the page."""
    return partial(open_page, bare.name, server=files_in(bare.parent), ready="document.fonts.status === 'loaded'")


def mark(page: Page, key: str, figure: str = "overview") -> Locator:
    """Return the sign of a mark in the drawing that is shown."""
    return page.locator(f"#figure-{figure} path[data-key='{key}'][transform]").locator("visible=true")


def point(
    page: Page, year: float, *, plot: int = 1, share: float = 0.9, figure: str = "overview"
) -> tuple[float, float]:
    """Return where in the window a year is in a plot, `share` of its height from the top."""
    x, y = page.evaluate(POINT, [figure, plot, year, share])
    return x, y


def first_stop(page: Page, figure: str = "overview") -> Locator:
    """Return the one mark of a figure that Tab reaches."""
    return page.locator(f"#figure-{figure} .marks button[tabindex='0']").locator("visible=true")


def assert_rings(page: Page) -> None:
    """Fail where a mark or a button of a figure that has the focus by keyboard does not show it."""
    page.keyboard.press("Shift")  # as one who uses the keyboard
    for one in ("[tabindex='0']", ".alone", ".clear", ".zoom"):
        page.locator(f"#figure-overview button{one}").locator("visible=true").first.focus()
        assert page.evaluate(OUTLINE) == ["2px", "2px", "solid"], one


def test_an_address_means_the_same_in_python(visit: Callable[..., Page], record: Record) -> None:
    """Addresses are read, written and refused, and events and claims chosen, as `dyad.view` does it.

    Whatever is typed is matched by the same letters as in Python: for every letter there is.
    """
    queries = [
        "", "years=2010&years=2015", "years=2015&years=2010", "years=+2010&years=2015", "years=2010", "brush=1&brush=2",
        "brush=2010&brush=2012", "theme=energy&theme=defence", "theme=war&theme=energy", "q=Gas++pipeline", "q=ANKARA",
        f"q={'x' * 81}", "event=druzhba-2016", "event=constructor", "beyond=true", "beyond=TRUE&context=true",
        "context=maybe", "embed=true&step=2", "years=1999&years=2017&beyond=true&q=%C4%B0stanbul",
        "theme=economy&years=2014&years=2014",
    ]  # fmt: skip
    page = visit()
    facts = {**record_facts(record), "events": event_facts(record)}
    told = page.evaluate(
        """([facts, queries]) => queries.map((query) => {
          const [chosen, dropped] = dyad.read(facts, query);
          const keeps = dyad.events(chosen);
          return { chosen, dropped, query: dyad.write(facts, chosen, ''),
                   events: Object.entries(facts.events).filter(([, event]) => keeps(event)).map(([id]) => id) };
        })""",
        [facts, queries],
    )
    signs = {**facts, "themes": ["soft-power"]}
    for theme in ("soft-power", literal("soft-power")):  # plain, and as Streamlit's widget writes it
        assert page.evaluate("([facts, query]) => dyad.read(facts, query)", [signs, urlencode({"theme": theme})]) == [
            {**told[0]["chosen"], "themes": ["soft-power"]}, []
        ]  # fmt: skip
    claims = [
        {"id": row["id"], "about": row["event"], "verdict": row["verdict"]} for row in record.claims.to_dict("records")
    ]
    kept = page.evaluate(
        """([facts, queries, claims]) => queries.map((query) => {
          const keeps = dyad.claims(facts, dyad.read(facts, query)[0]);
          return claims.filter(keeps).map(({ id }) => id);
        })""",
        [facts, queries, claims],
    )
    for asked, found, left in zip(queries, told, kept, strict=True):
        view, refused = view_from_query(parse_qs(asked, keep_blank_values=True), record=record)
        chosen = found["chosen"]
        assert chosen["years"] == list(view.years), asked
        assert chosen["brush"] == (list(view.brush) if view.brush else None), asked
        read = View(
            years=view.years, brush=view.brush, themes=tuple(chosen["themes"]), text=chosen["q"], event=chosen["event"],
            beyond=chosen["beyond"], context=chosen["context"],
        )  # fmt: skip
        assert read == view, asked
        assert [sentence.partition(" Did you mean")[0] for sentence in say_refused(refused)] == found["dropped"]
        assert parse_qs(found["query"]) == view_to_query(record, view), asked
        assert found["events"] == list(select_events(record, view)["id"]), asked
        assert set(left) == set(claim_rows(record, view)["id"]), asked

    letters = [chr(code) for code in range(0x20000) if unicodedata.category(chr(code)) not in ("Cn", "Cs", "Co")]
    folded = page.evaluate("(letters) => letters.map(dyad.fold)", letters)
    assert [one for one, there in zip(letters, folded, strict=True) if there != fold(one)] == []
    words = [word for pair in (*SPELLINGS, *APART) for word in pair]
    assert page.evaluate("(words) => words.map(dyad.fold)", words) == [fold(word) for word in words]


def test_keys_stay_off_where_nothing_is_kept(visit: Callable[..., Page]) -> None:
    """A browser that refuses to keep anything leaves the keys of one letter off as long as the page stands."""
    page = visit()
    page.evaluate("Object.defineProperty(globalThis, 'localStorage', { get() { throw new Error('refused'); } })")
    page.evaluate(KEYS_SCRIPT)
    answer = "dyadKeys.isOn('search')"
    assert page.evaluate(answer)
    page.evaluate("dyadKeys.turn('search', false)")
    assert not page.evaluate(answer)


def test_any_window(visit: Callable[..., Page]) -> None:
    """What is told lies in the window, nothing reaches out of it, wide letters cut nothing, and axe finds nothing."""
    for width, height in ((320, 256), (390, 844), (1280, 720)):
        page = visit(width=width, height=height, brush=[2010, 2015])
        assert page.evaluate("document.documentElement.scrollWidth") == width
        for figure in FIGURES:
            first_stop(page, figure).focus()
            for key in ("Home", "ArrowRight", "End"):
                page.keyboard.press(key)
                expect(page.locator(".dyad-tip")).to_be_visible()
                inside, wide = page.evaluate(INSIDE)
                assert inside, (figure, key)
                assert wide <= MOST_TIP_PX
        assert_rings(page)
        assert violations(page) == []
        page.emulate_media(color_scheme="dark")
        assert_rings(page)
        assert violations(page, only="color-contrast") == []
        drawn = "[...document.querySelectorAll('.drawing text')].map((one) => one.getBoundingClientRect().width)"
        before = page.evaluate(drawn)
        page.add_style_tag(content=SPACING)
        assert page.evaluate(drawn) == before
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.evaluate(CUT) == []


def test_pointing_tells_and_a_click_opens(visit: Callable[..., Page]) -> None:
    """A click on a mark or its label opens its event, on a claim the claim; a page may take it on itself.

    A mark that is pointed at tells line by line, the first bold; the box can be pointed at, too; over ground and bands
    there is none.
    """
    page = visit(theme="defence")
    page.locator("#figure-overview text[data-key='event:druzhba-2016']").locator("visible=true").click()
    assert query_of(page) == {"theme": ["defence"], "event": ["druzhba-2016"]}
    page.evaluate("() => new Promise((done) => setTimeout(done))")  # what was to be announced is
    expect(page.locator(".dyad-said", has_text="events shown")).to_have_count(0)
    expect(page.locator("#figure-overview [aria-current=true]").locator("visible=true")).to_have_count(1)
    page.go_back()
    expect(page.locator("[aria-current=true]").locator("visible=true")).to_have_count(0)
    page.locator("#figure-claims-summary [data-key^='claim:'].dim[transform]").locator("visible=true").first.click()
    assert set(query_of(page)) == {"theme", "claim"}
    page.evaluate(
        "addEventListener('dyad:open', (asked) => { window.asked = asked.detail.event; asked.preventDefault(); })"
    )
    mark(page, "event:druzhba-2017").click()
    assert page.evaluate("window.asked") == "druzhba-2017"
    assert "event" not in query_of(page)

    page.evaluate(CHANGE, "")
    tip = page.locator(".dyad-tip")
    mark(page, "event:druzhba-2016").hover()
    expect(tip.locator("b")).to_have_text("Druzhba-2016: the first joint army exercise")
    expect(tip.locator("p").first).to_have_text("Date as known: 24 September – 10 October 2016")
    assert "" not in tip.locator("p").all_text_contents()
    box = tip.bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 20)
    page.mouse.dblclick(box["x"] + 30, box["y"] + 20)  # it stays, and can be copied
    assert page.evaluate("getSelection().toString().trim()") == "Druzhba"
    page.mouse.move(*point(page, 2003.6, plot=0, share=0.5), steps=2)  # ground between lanes' marks
    expect(tip).to_be_hidden()
    page.mouse.move(*point(page, 2017.9, plot=1, share=0.4))  # past the last year that anyone reports
    expect(tip).to_be_hidden()
    page.mouse.move(*point(page, 2007.62, plot=1, share=0.95))  # empty: the nearest year, all reporters
    expect(tip.locator("b")).to_have_text("2007")
    assert [line.partition(":")[0] for line in tip.locator("p").all_text_contents()] == ["Pakistan", "Russia"]
    page.mouse.move(*point(page, 2008.5, plot=0, share=0.02))
    expect(tip).to_be_hidden()
    marks = page.evaluate("Object.values(document.querySelector('#figure-overview').dyad.marks)")
    told = set(page.evaluate(GRID))
    assert len(told) > 20
    assert told <= {one["tells"][0] for one in marks} | {str(one.get("year")) for one in marks}


def test_a_period_is_brushed(visit: Callable[..., Page], record: Record) -> None:
    """Dragging chooses whole years in every plot; handles move edges; reload keeps, Escape and the chip clear it.

    By keyboard B begins a period at a mark's year, arrows move its end and are announced, Escape clears; the focus
    stays.
    """
    page = visit()
    chip = page.locator("#figure-overview .clear")
    faded = page.locator("#figure-overview .drawing.wide [data-key].dim")

    def brush(start: float, end: float, plot: int, share: float = 0.9) -> None:
        drag(page, *(point(page, year, plot=plot, share=share) for year in (start, end)))

    brush(2010.3, 2015.6, 1)
    assert query_of(page) == {"brush": ["2010", "2015"]}
    view = default_view(record)
    events = len(select_events(record, view))
    within = len(select_events(record, replace(view, years=(2010, 2015))))
    expect(chip).to_have_text(f"2010–2015: {within} of {events} events ×")
    expect(page.locator("#figure-trade-band .clear")).to_contain_text("2010–2015")
    assert faded.count() > 0
    expect(mark(page, "event:druzhba-2016")).to_have_class("dim")
    expect(mark(page, "figure:PAK:2012")).not_to_have_class("dim")
    expect(mark(page, "figure:PAK:2009")).to_have_class("dim")
    assert page.locator("#figure-overview .wide .veil").count() == 4  # both sides, in two plots with lines
    assert page.locator("#figure-overview .wide .handle").count() == 2
    brush(2016, 2013.4, 2)  # the last edge, in another plot
    assert query_of(page) == {"brush": ["2010", "2013"]}
    page.reload()
    expect(chip).to_contain_text("2010–2013")
    page.keyboard.press("Escape")
    expect(chip).to_be_hidden()
    assert query_of(page) == {}
    assert faded.count() == 0
    brush(2005.2, 2005.9, 1, 1.2)  # between two plots
    assert query_of(page) == {"brush": ["2005", "2005"]}
    expect(page.locator(".dyad-said")).to_contain_text("2005: 1 of ")
    chip.focus()
    page.keyboard.press("Enter")
    assert query_of(page) == {}
    assert page.evaluate("document.activeElement.matches('.marks button')")
    brush(2005.2, 2007.9, 0)  # over the lanes
    page.locator("#figure-overview").get_by_role("button", name="Zoom to these years").click()
    assert query_of(page) == {"years": ["2005", "2007"]}
    expect(page.locator("#figure-overview .state")).to_contain_text("2005–2007")
    expect(mark(page, "figure:PAK:2012")).to_have_class("dim")

    page.evaluate(CHANGE, "")
    first_stop(page).focus()
    page.keyboard.press("ArrowRight")
    key = page.evaluate("document.activeElement.dataset.key")
    page.keyboard.press("b")
    for press in ("ArrowRight", "ArrowRight", "ArrowLeft"):
        page.keyboard.press(press)
    year = int(page.evaluate("(key) => document.querySelector('#figure-overview').dyad.marks[key].a", key))
    assert query_of(page) == {"brush": [str(year), str(year + 1)]}
    expect(page.locator(".dyad-said")).to_contain_text(f"{year}–{year + 1}: ")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    assert query_of(page) == {"brush": [str(year), str(year + 1)]}
    page.keyboard.press("Escape")
    assert query_of(page) == {}
    assert page.evaluate("document.activeElement.matches('.marks button')")


def test_a_finger_brushes_sideways_and_scrolls_up(visit: Callable[..., Page]) -> None:
    """On touch a sideways drag chooses a period, an upward one scrolls the page, a tap near a mark opens it."""
    page = visit(width=390, height=600)
    start = point(page, 2010.5, plot=0, figure="trade-band")
    top = "document.querySelector('#figure-trade-band .drawings').getBoundingClientRect().top"
    before = page.evaluate(top)
    swipe(page, start, across=60, down=3)
    assert query_of(page)["brush"][0] == "2010"
    assert page.evaluate(top) == pytest.approx(before, abs=1)  # the finger keeps its place
    page.keyboard.press("Escape")
    swipe(page, start, down=-120)
    page.wait_for_function(f"(before) => {top} < before - 50", arg=before)
    assert query_of(page) == {}
    for key in ("figure:PAK:2005", "figure:RUS:2016"):
        mark(page, key, "trade-band").scroll_into_view_if_needed()
        near = mark(page, key, "trade-band").bounding_box()
        page.touchscreen.tap(near["x"] + 8, near["y"] + 6)
        expect(page.locator(".dyad-tip")).to_be_visible()
        inside, wide = page.evaluate(INSIDE)
        assert inside, key
        assert wide <= MOST_TIP_PX
    box = page.locator("#figure-claims-summary .marks button").locator("visible=true").first
    box.scroll_into_view_if_needed()
    place = box.bounding_box()
    page.touchscreen.tap(place["x"] + place["width"] / 2 - 8, place["y"] + place["height"] / 2)
    assert set(query_of(page)) == {"claim"}


def test_filters_fade_at_once(visit: Callable[..., Page], record: Record) -> None:
    """Whoever changes the address, marks fade as Python would leave them, in the same drawing, and it is announced."""
    page = visit()
    page.evaluate("window.drawn = document.querySelector('#figure-overview .wide svg')")
    changes = [
        ("?theme=energy&theme=economy", {"themes": ("economy", "energy")}), ("?q=GAS", {"text": "gas"}),
        ("?years=2014&years=2016", {"years": (2014, 2016)}),
        ("?theme=defence&q=druzhba", {"themes": ("defence",), "text": "druzhba"}),
    ]  # fmt: skip
    every = set(select_events(record, default_view(record))["id"])
    for address, chosen in changes:
        page.evaluate(CHANGE, address)
        shown = page.evaluate(SHOWN)
        view = replace(default_view(record), **chosen)
        left = set(select_events(record, view)["id"])
        squares = set(events_of(record, view).left_out["id"])  # which fade likewise, and are not counted
        assert set(shown) == left | squares, address
        expect(page.locator(".dyad-said")).to_contain_text(f"{len(left)} of {len(every)} events shown")
    expect(page.locator("#figure-overview .state")).to_have_text(
        f"Defence · “druzhba”: {len(left)} of {len(every)} events"
    )
    assert page.evaluate("window.drawn === document.querySelector('#figure-overview .wide svg')")
    listed = page.locator("#figure-overview .wide .marks li:not([hidden])")
    assert listed.locator("[data-key^='event:']").count() == len(left | squares)


def test_one_stop_a_figure(visit: Callable[..., Page]) -> None:
    """Tab reaches a figure's marks once; arrows go in time, Home and End to the ends, Enter opens, Escape leaves.

    To the ear a figure is its heading, its words and a list of named marks, each once; drawing and key are silent.
    """
    page = visit()
    figure = page.locator("#figure-trade-band")
    heard = figure.aria_snapshot()
    lines = heard.splitlines()
    assert lines[1].strip().startswith("- heading")
    names = [line for line in lines if "reports USD" in line]
    assert len(names) == len(set(names)) > 20
    drawn = figure.locator(".drawing.wide .marks li")
    assert drawn.count() == heard.count("- listitem")
    for silent in ("gap between the two reports", "The essay’s band", "Russia reports\n"):
        assert silent not in heard

    focused = "document.activeElement.dataset.key ?? document.activeElement.textContent"
    stops = []
    for _ in range(6):
        page.keyboard.press("Tab")
        stops.append(page.evaluate(focused))
    assert [stop for stop in stops if stop != "Show alone"] == [stops[1], stops[3], stops[5]]
    first_stop(page).focus()
    page.keyboard.press("End")
    last = page.evaluate(focused)
    page.keyboard.press("Home")
    order = [page.evaluate(focused)]
    while order[-1] != last:
        page.keyboard.press("ArrowRight")
        order.append(page.evaluate(focused))
    marks = page.evaluate("Object.entries(document.querySelector('#figure-overview').dyad.marks)")
    times = {key: mark["a"] + mark["b"] for key, mark in marks}
    assert sorted(order) == sorted(times)
    assert [times[key] for key in order] == sorted(times.values())
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    assert query_of(page) == {"event": [order[0].removeprefix("event:")]}
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement === document.body")


def test_alone_in_the_window(visit: Callable[..., Page], bare: Path) -> None:
    """A button shows a figure alone, whole in 1280 × 720, with its filters and sources; Escape leads back.

    A drawing that takes the place of another keeps the focus on its mark, and stays alone in the window. One of a view
    of its own goes by that, and takes from the address only what is open and brushed.
    """
    page = visit(theme="energy", brush=[2010, 2015])
    for name in FIGURES:
        figure = page.locator(f"#figure-{name}")
        assert figure.evaluate("(one) => one.offsetHeight") <= 720, name
        figure.get_by_role("button", name="Show alone").click()
        assert figure.evaluate("(one) => [one.clientWidth, one.scrollHeight <= one.clientHeight]") == [1280, True], name
        assert page.evaluate("document.querySelector('h1').closest('[inert]') !== null")
        box = figure.locator("figcaption").bounding_box()
        assert box["y"] + box["height"] <= 720
        figure.get_by_role("button", name="Back to the page").click()
        expect(figure.get_by_role("button", name="Show alone")).to_be_focused()
    page.keyboard.press("Enter")
    for _ in ("the period", "the window"):
        page.keyboard.press("Escape")
    expect(figure.get_by_role("button", name="Show alone")).to_be_focused()

    page.evaluate(CHANGE, "?brush=2010&brush=2012")
    figure = page.locator("#figure-trade-band")
    figure.get_by_role("button", name="Show alone").click()
    first_stop(page, "trade-band").focus()
    page.keyboard.press("ArrowRight")
    key = page.evaluate("document.activeElement.dataset.key")
    page.evaluate(NEW, bare.read_text(encoding="utf-8"))
    assert page.evaluate("document.activeElement.dataset.key") == key
    expect(figure.locator(".clear")).to_contain_text("2010–2012")
    figure.get_by_role("button", name="Back to the page").click()
    assert page.locator("[inert]").count() == 0
    expect(figure.locator(".zoom")).to_be_hidden()
    page.evaluate(CHANGE, "?years=2015&years=2016&theme=energy")
    expect(mark(page, "figure:PAK:2012")).to_have_class("dim")
    expect(mark(page, "figure:PAK:2012", "trade-band")).not_to_have_class("dim")
    expect(mark(page, "figure:PAK:2004", "trade-band")).to_have_class("dim")


def test_on_paper_and_in_few_colours(visit: Callable[..., Page]) -> None:
    """Printed from a dark window it is light, as wide as the paper, without buttons, and nothing is cut.

    With forced colours the focus is seen and marks keep their colours; where motion is unwanted nothing moves.
    """
    page = visit(scheme="dark", brush=[2010, 2012])
    page.emulate_media(media="print", color_scheme="dark")
    page.set_viewport_size({"width": 700, "height": 1000})
    ground = "getComputedStyle(document.querySelector('.dyad-figure')).backgroundColor"
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    assert page.locator(".dyad-figure button:not(.clear)").locator("visible=true").count() == 0
    expect(page.locator("#figure-overview .clear")).to_contain_text("2010–2012: ")  # why the rest is faded
    widths = page.evaluate(
        "[...document.querySelectorAll('.drawing svg')].map((one) => one.clientWidth).filter((width) => width > 0)"
    )
    assert widths == [668] * len(FIGURES)
    assert page.evaluate(PAST_EDGE) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 700

    page.set_viewport_size({"width": 1280, "height": 720})
    page.emulate_media(media="null", color_scheme="light")
    fades = "getComputedStyle(document.querySelector('.drawing [data-key]')).transitionDuration"
    assert page.evaluate(fades) == "0s"  # windows of these tests want none
    page.emulate_media(forced_colors="active", reduced_motion="no-preference")
    assert page.evaluate(fades) == "0.15s"
    assert_rings(page)
    first_stop(page).focus()
    ring = page.evaluate("getComputedStyle(document.activeElement).outlineColor")
    assert ring != page.evaluate("getComputedStyle(document.querySelector('.dyad-figure')).backgroundColor")
    fill = page.evaluate(
        "getComputedStyle(document.querySelector(\"path[data-key='event:druzhba-2016'][transform]\")).fill"
    )
    assert fill != ring
    page.emulate_media(forced_colors="none", reduced_motion="reduce")
