"""Figures as drawn: whole, legible, linked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from dyad.view import default_view, select_events
from tests.browser.test_addresses import query_of, unfold

SIDEWAYS = """() => {
  const main = document.querySelector('[data-testid="stMain"]');
  return main.scrollWidth - main.clientWidth;
}"""

# Boxes of the labels and marks of the first chart, in px of the page; a label is a text that names an event.
BOXES = """(labels) => {
  const svg = document.querySelector('[data-testid="stVegaLiteChart"] svg');
  const box = (e) => { const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; };
  const texts = [...svg.querySelectorAll('text')].filter((t) => labels.includes(t.textContent));
  const marks = [...svg.querySelectorAll('path[aria-label]')]
    .filter((m) => /contradicted|confirmed|in part|not found|beyond|opinion/.test(m.getAttribute('aria-label')));
  return {
    plot: box(svg),
    labels: texts.map((t) => [t.textContent, ...box(t)]),
    marks: marks.map((m) => [m.getAttribute('aria-label'), ...box(m)]),
  };
}"""
# What of Plotly was fetched.
PLOTLY = """() => performance.getEntriesByType('resource').filter((one) => one.name.includes('PlotlyChart')).length"""
# How long, in ms, the years take from one to the next: by the buttons, and by the slider.
GLIDES = """() => {
  const { updatemenus: [{ buttons }], sliders: [slider] } = document.querySelector('.js-plotly-plot')._fullLayout;
  return [...buttons.map(({ args }) => args[1].transition.duration), slider.transition.duration];
}"""
# True once the ranks in motion have stood still for a while.
TOUCH_PX = 1.0  # boxes may share that much: glyphs do not fill theirs


def overlap(a: list[float], b: list[float]) -> bool:
    """Return whether two boxes share more than a line."""
    return (
        min(a[2], b[2]) - max(a[0], b[0]) > TOUCH_PX and min(a[3], b[3]) - max(a[1], b[1]) > 2 * TOUCH_PX
    )  # fmt: skip


def number_of(record: Any, more: dict[str, Any]) -> int:
    """Return how many events a view of every year shows."""
    return len(select_events(record, replace(default_view(record), **more)))


@pytest.mark.parametrize("more", [{}, {"beyond": True, "context": True}], ids=["default", "everything"])
def test_labels_are_legible(more: dict[str, Any], open_page: Any, redraw: Any, record: Any) -> None:
    """No label overlaps another label or a mark, none is cut, and every event drawn has one."""
    page = open_page("timeline", width=768, height=1080, **more)
    for width in (768, 1280, 1920):
        redraw(page, width=width, height=1080)
        assert_labels_are_legible(page, record, number=number_of(record, more))


def assert_labels_are_legible(page: Page, record: Any, *, number: int) -> None:
    """Fail, naming the label that overlaps, is cut or missing."""
    drawn = page.evaluate(BOXES, list(record.events["label"]))
    labels, marks, plot = drawn["labels"], drawn["marks"], drawn["plot"]
    assert len(labels) == len(marks) == number
    boxes = [label[1:] for label in labels]
    for number, label in enumerate(labels):
        assert plot[0] <= label[1], f"{label} is cut at the left"
        assert label[3] <= plot[2], f"{label} is cut at the right"
        for other in labels[number + 1 :]:
            assert not overlap(label[1:], other[1:]), f"{label} overlaps {other}"
    for mark in marks:
        for label, box in zip(labels, boxes, strict=True):
            assert not overlap(mark[1:], box), f"{mark} overlaps {label}"


@pytest.mark.parametrize("more", [{}, {"beyond": True, "context": True}], ids=["default", "everything"])
def test_a_phone_gets_a_list(more: dict[str, Any], open_page: Any, record: Any) -> None:
    """On a phone the events stand under each other, each title whole, none over another."""
    page = open_page("timeline", width=360, height=780, **more)
    drawn = page.evaluate(
        """() => {
          const svg = document.querySelector('[data-testid="stVegaLiteChart"] svg');
          const box = (e) => { const b = e.getBoundingClientRect(); return [b.left, b.top, b.right, b.bottom]; };
          const named = [...svg.querySelectorAll('path[aria-label]')];
          return { plot: box(svg), texts: [...svg.querySelectorAll('text')].map((t) => [t.textContent, ...box(t)]),
                   marks: named.map((m) => [m.getAttribute('aria-label'), ...box(m)]) };
        }"""
    )
    events = [mark for mark in drawn["marks"] if any(title in mark[0] for title in record.events["title"])]
    assert len(events) == number_of(record, more)
    tops = [mark[2] for mark in events]
    assert tops == sorted(tops)
    assert max(mark[1] for mark in events) - min(mark[1] for mark in events) < 5, "the marks do not stand on one line"
    texts = [text for text in drawn["texts"] if text[0].strip()]
    for number, text in enumerate(texts):
        assert drawn["plot"][0] <= text[1], f"{text} is cut"
        assert text[3] <= drawn["plot"][2], f"{text} is cut"
        for other in texts[number + 1 :]:
            assert not overlap(text[1:], other[1:]), f"{text} overlaps {other}"


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080)])
def test_the_overview_is_whole(width: int, height: int, open_page: Any) -> None:
    """The overview needs no scrolling on a laptop nor on a projector, and names all its events."""
    page = open_page("", width=width, height=height)
    room = page.evaluate(
        """() => {
          const main = document.querySelector('[data-testid=stMain]');
          return [main.scrollHeight, main.clientHeight];
        }"""
    )
    assert room[0] <= room[1]
    chart = page.locator('[data-testid="stVegaLiteChart"] svg').bounding_box()
    assert chart["y"] + chart["height"] <= height
    texts = page.locator('[data-testid="stVegaLiteChart"] svg text').all_text_contents()
    assert {"Strategic stability group", "Druzhba-2017", "Russia reports", "Pakistan exports"} <= set(texts)


@pytest.mark.parametrize("path", ["", "timeline", "claims", "record"])
def test_nothing_scrolls_sideways(path: str, open_page: Any, redraw: Any) -> None:
    """No page is wider than its window; trade and rankings are looked at where their texts are."""
    page = open_page(path, width=360, height=900)
    for width in (360, 768, 1280, 1920):
        assert redraw(page, width=width, height=900).evaluate(SIDEWAYS) <= 0, width


# Each text of the first figure with its place in px from the figure's corner.
PLACES = """() => {
  const svg = document.querySelector('[data-testid="stVegaLiteChart"] svg.marks');
  const { left, top } = svg.getBoundingClientRect();
  return [...svg.querySelectorAll('text')].map((one) => {
    const box = one.getBoundingClientRect();
    return [one.textContent, Math.round(box.left - left), Math.round(box.top - top)];
  });
}"""


def test_a_brushed_period_fades_the_rest(open_page: Any) -> None:
    """Dragging over the trade fades what lies outside in all three rows, without asking the server."""
    page = open_page("")
    frames: list[str] = []

    def opacities(word: str) -> dict[str, float]:
        found = page.evaluate(
            """(word) => [...document.querySelectorAll('[data-testid="stVegaLiteChart"] svg path[aria-label]')]
              .map((p) => [p.getAttribute('aria-label'), p.getAttribute('opacity') ?? '1'])
              .filter(([label]) => label.includes(word))""",
            word,
        )
        return {label: float(opacity) for label, opacity in found}

    before = opacities("")
    assert min(before.values()) > 0.9
    open_page.listen(page, "websocket", lambda socket: socket.on("framesent", lambda data: frames.append(str(data))))
    point = page.locator('svg path[aria-label^="Russia reports"]').nth(8).bounding_box()
    end = page.locator('svg path[aria-label^="Russia reports"]').nth(12).bounding_box()
    assert point is not None
    assert end is not None
    page.mouse.move(point["x"] - 12, point["y"] + 40)
    page.mouse.down()
    page.mouse.move(end["x"], point["y"] + 38, steps=6)
    page.mouse.up()
    expect(page.locator('svg path[aria-label*="Standing talks on strategic stability"]')).to_have_attribute(
        "opacity", "0.15"
    )
    assert opacities("the first joint army exercise")  # still there
    assert (
        opacities("reports USD 90 million for 2003")["Russia reports USD 90 million for 2003, below the band"] == 0.15
    )
    assert set(opacities("for 2013").values()) == {1.0}
    assert 0.15 in opacities("exports, 2003").values()
    assert not frames


def test_a_choice_is_drawn_into_the_figure_that_is_there(open_page: Any, settle: Any) -> None:
    """Another choice of events brings other rows and heights into the same drawing, and back; it keeps a brush."""
    page = open_page("")
    svg = page.locator('[data-testid="stVegaLiteChart"] svg.marks')
    drawing = svg.element_handle()
    first = (page.evaluate(PLACES), svg.bounding_box())
    ranks = page.locator('svg path[aria-label*="exports, 2003"]').first
    mark = page.locator('svg path[aria-label^="Russia reports"]').nth(8).bounding_box()
    page.mouse.move(mark["x"] - 12, mark["y"] + 40)
    page.mouse.down()
    page.mouse.move(mark["x"] + 200, mark["y"] + 38, steps=6)
    page.mouse.up()
    expect(ranks).to_have_attribute("opacity", "0.15")
    unfold(page, settle)
    page.get_by_role("button", name="energy", exact=True).click()
    expect(page.get_by_role("button", name="Filters · 1")).to_be_visible()
    settle(page)
    words = svg.locator("text").all_text_contents()
    assert "North–South pipeline" in words
    assert "Druzhba-2017" not in words
    assert svg.bounding_box()["height"] < first[1]["height"] - 50
    expect(ranks).to_have_attribute("opacity", "0.15")
    page.get_by_role("button", name="energy", exact=True).click()
    expect(page.get_by_role("button", name="Filters", exact=True)).to_be_visible()
    settle(page)
    assert drawing.evaluate("(one) => one.isConnected")
    assert page.evaluate(PLACES) == first[0]


def test_a_figure_follows_the_address(open_page: Any, settle: Any) -> None:
    """A period brushed in one figure is in all of the page and outlives runs, new years, a reload and Back.

    A theme fades parts of the drawing that is there, other years bring another one.
    """
    page = open_page("trade")
    asked: list[str] = []
    open_page.listen(page, "request", lambda request: asked.append(request.url))
    frame = page.locator("#figure-trade-band .drawing svg").bounding_box()
    page.mouse.move(frame["x"] + frame["width"] * 0.4, frame["y"] + 60)
    page.mouse.down()
    page.mouse.move(frame["x"] + frame["width"] * 0.7, frame["y"] + 70, steps=6)
    page.mouse.up()
    chips = page.locator(".dyad-figure .clear")
    for chip in chips.all():
        expect(chip).to_contain_text("2008–2013: ")
    assert len(chips.all()) == 2
    brushed = {"brush": ["2008", "2013"]}
    assert query_of(page) == brushed
    drawing = page.locator("#figure-trade-band .drawing svg").element_handle()
    unfold(page, settle)
    page.get_by_role("button", name="energy", exact=True).click()
    settle(page)
    assert query_of(page) == brushed | {"theme": ["energy"]}
    assert drawing.evaluate("(one) => one.isConnected")
    assert [url for url in asked if "/drawings/" in url] == []
    page.get_by_role("slider").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#figure-trade-band")).to_have_attribute("data-years", "2004 2017")
    settle(page)
    assert len([url for url in asked if "/drawings/" in url]) == 2
    assert query_of(page) == brushed | {"theme": ["energy"], "years": ["2004", "2017"]}
    page.reload()
    settle(page)
    expect(chips.first).to_contain_text("2008–2013: ")
    page.get_by_role("link", name="Claims", exact=True).click()
    settle(page)
    expect(page.locator("#figure-claims-summary .state")).to_contain_text("Energy: 8 of 111 claims")
    page.go_back()
    settle(page)
    expect(chips.first).to_contain_text("2008–2013: ")


def test_a_figure_that_cannot_be_fetched_comes_later(open_page: Any, settle: Any) -> None:
    """While many wait a figure is asked for again; a window that becomes narrow gets the drawing for it."""
    page = open_page("record")
    refused = {"Retry-After": "1"}
    page.route("**/drawings/claims-summary*", lambda route: route.fulfill(status=503, headers=refused), times=1)
    open_page.forgive(page)  # the browser's console tells of the refusal
    page.get_by_role("link", name="Claims", exact=True).click()
    expect(page.locator("#figure-claims-summary .wide")).to_be_visible()
    page.set_viewport_size({"width": 480, "height": 844})
    expect(page.locator("#figure-claims-summary .narrow")).to_be_visible()
    settle(page)
    assert page.evaluate(SIDEWAYS) <= 0


@pytest.mark.parametrize("path", ["", "rankings"])
def test_dark_readers_get_dark_figures(path: str, open_page: Any) -> None:
    """A figure has the colours of the page around it."""
    page = open_page(path, scheme="dark")
    ground = page.locator('[data-testid="stVegaLiteChart"] svg, .dyad-figure').first.evaluate(
        "(svg) => getComputedStyle(svg).backgroundColor"
    )
    paper = page.locator('[data-testid="stApp"]').evaluate("(app) => getComputedStyle(app).backgroundColor")
    assert ground == paper == "rgb(18, 22, 28)"


def test_the_years_play_by_keyboard(open_page: Any) -> None:
    """Tab reaches the play button and the slider of the ranks in motion; keys move the years and play them."""
    page: Page = open_page("rankings", height=2200)
    assert not page.evaluate(PLOTLY)
    page.get_by_role("button", name="Play the years").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Hide the years played")).to_be_focused()
    chart = page.locator('[data-testid="stPlotlyChart"]')
    expect(chart.get_by_text("Pakistan 2017")).to_be_visible()
    slider, play = chart.get_by_role("slider", name="Year"), chart.get_by_role("button", name="Play")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement?.getAttribute('aria-label')"))
    assert {"Year", "Play", "Pause"} <= reached
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(chart.get_by_text("Pakistan 2016")).to_be_visible()
    expect(slider).to_have_attribute("aria-valuenow", "2016")
    page.keyboard.press("Home")
    expect(chart.get_by_text("Pakistan 2003")).to_be_visible(timeout=15_000)
    play.focus()
    page.keyboard.press("Enter")
    expect(chart.get_by_text("Pakistan 2006")).to_be_visible(timeout=15_000)


@pytest.mark.parametrize("width", [390, 320])
def test_the_years_play_on_a_phone(width: int, open_page: Any) -> None:
    """Buttons and slider stand apart within the window, a finger on the plot scrolls the page, years do not glide."""
    page: Page = open_page("rankings", width=width, height=700)
    page.get_by_role("button", name="Play the years").click()
    chart = page.locator('[data-testid="stPlotlyChart"]')
    expect(chart.get_by_text("Pakistan 2017")).to_be_visible()
    play, pause, slider = (
        chart.locator(one).bounding_box() for one in
        (".updatemenu-button >> nth=0", ".updatemenu-button >> nth=1", ".slider-group")
    )  # fmt: skip
    assert play
    assert pause
    assert slider
    assert play["x"] >= 0
    assert play["x"] + play["width"] <= pause["x"]
    assert pause["y"] + pause["height"] < slider["y"]
    assert slider["width"] > width * 0.6
    assert max(box["x"] + box["width"] for box in (pause, slider)) <= width
    assert page.evaluate(GLIDES) == [0, 0, 0]
    plot = chart.locator(".nsewdrag")
    plot.scroll_into_view_if_needed()
    before = plot.bounding_box()
    assert before
    finger, x, y = page.context.new_cdp_session(page), before["x"] + 40, before["y"] + 40
    for moved in range(0, 160, 10):
        kind = "touchMove" if moved else "touchStart"
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y + moved}]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.wait_for_function(
        "([plot, y]) => plot.getBoundingClientRect().y > y", arg=[plot.element_handle(), before["y"] + 80]
    )
