"""A lesson driven by keyboard alone, as a clicker does: every step whole, legible, and silent about its answer."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from dyad.lesson import Lesson, Step, answer_of
from dyad.lesson.packing import pack_rows, unpack_rows
from dyad.lesson.rows import change_row
from dyad.publish.steps import PICTURE_TYPE
from dyad.record import Record
from tests.browser.acting import drag
from tests.browser.axe import find_violations, violations
from tests.browser.test_two_readers import noting
from tests.browser.waiting import redraw, settle

WINDOWS = ((1280, 720), (1024, 768))
LEAST_PX = 24  # of type in a window 720 px high

# What of the step is seen: how small its type is, how far its last line stays from the foot, what reaches out.
MEASURE = """() => {
  const foot = document.querySelector('.st-key-foot').getBoundingClientRect();
  const sideways = document.documentElement.scrollWidth - innerWidth;
  const told = {least: 1000, drawn: 1000, room: 1000, out: [], sideways};
  for (const one of document.querySelectorAll('.st-key-lesson *')) {
    if (one.children.length || !one.checkVisibility()) continue;
    const box = one.getBoundingClientRect();
    const says = one.textContent.trim() !== '';
    if (!(says || one.matches('path, input')) || box.width < 3 || box.height < 3) continue;
    const svg = one.ownerSVGElement;
    const times = svg ? svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : 1;
    const least = svg ? 'drawn' : 'least';
    if (says) told[least] = Math.min(told[least], times * parseFloat(getComputedStyle(one).fontSize));
    if (box.left < -1 || box.right > innerWidth + 1 || box.top < -1 || box.bottom > innerHeight + 1) {
      told.out.push(one.tagName + ' ' + one.textContent.slice(0, 40));
    }
    if (!one.closest('.st-key-foot, .st-key-progress')) told.room = Math.min(told.room, foot.top - box.bottom);
  }
  return told;
}"""


# Notes, frame by frame, what is left of a step while the next comes.
LEFT_OVER = """() => {
  window.leftOver = [];
  const look = () => {
    for (const one of document.querySelectorAll('.st-key-lesson [data-stale="true"] *')) {
      const says = one.matches('svg') || (!one.children.length && one.textContent.trim());
      if (!says || !one.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
      leftOver.push(one.textContent.slice(0, 40));
    }
    requestAnimationFrame(look);
  };
  look();
}"""


# Leads on, and Back as soon as the address says so, before the page does.
ON_AND_BACK = """async () => {
  const before = location.search;
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown', bubbles: true, cancelable: true }));
  while (location.search === before) await new Promise(requestAnimationFrame);
  history.back();
}"""


def kind_of(step: Step) -> str:
    """Return what a step asks, or else shows."""
    return step.question or step.shows


def press(page: Page, key: str, url: str) -> None:
    """Press a key and wait until the page is at the address it leads to."""
    page.keyboard.press(key)
    page.wait_for_url(re.compile(url + "$"))
    settle(page)


def lead(page: Page, lesson: Lesson, number: int, *, revealed: bool = False) -> None:
    """Lead a window to a step as the teacher's view does it, from which it hears by this name where to go."""
    step = lesson.steps[number - 1]
    name = f"{step.id}?" if step.reveals and not revealed else step.id
    page.evaluate("(name) => new BroadcastChannel('dyad-lesson').postMessage(name)", name)
    page.wait_for_url(re.compile(address(number, revealed=step.reveals and revealed) + "$"))
    settle(page)


def keeps(page: Page, guess: str) -> None:
    """Wait until a run knows of a guess, so that a reload would not lose it."""
    page.wait_for_function("(guess) => sessionStorage.getItem('dyad-guesses')?.includes(guess)", arg=guess)


def tells(heard: list[bytes], text: str) -> bool:
    """Return whether messages say a text, as it is or in JSON."""
    return any(form.encode() in b"".join(heard) for form in (text, json.dumps(text)[1:-1]))


def address(number: int, *, revealed: bool = False) -> str:
    """Return how the address of a step ends."""
    return rf"step={number}{'&revealed=true' if revealed else ''}"


def assert_readable(page: Page, step: Step, *, height: int) -> None:
    """Fail where a step as shown is cut, or smaller than the back row reads in a window so many px high."""
    expect(page.get_by_role("heading", level=1)).to_have_text(step.title)
    if step.shows == "figure":
        expect(page.locator(".st-key-lesson .dyad-figure svg:visible")).to_have_count(1)
    seen = page.evaluate(MEASURE)
    assert seen["least"] >= LEAST_PX * height / 720 - 0.1, step.id
    least = 1.0 if step.figure else PICTURE_TYPE[-1]  # documents of a claim with many words are smaller, or left out
    assert seen["drawn"] >= LEAST_PX * least - 0.1, step.id  # a stage is drawn for the window it is the least of
    assert seen["room"] >= 0, step.id
    assert seen["out"] == [], step.id
    assert seen["sideways"] <= 0, step.id


def test_a_whole_lesson_by_keyboard(open_page: Any, lesson: Lesson, record: Record) -> None:
    """From the first step to the last with one key: nothing is cut, and the type is what the back row reads.

    So it is in a wide window and in a less wide one. The key is named until it was pressed; each answer is said aloud
    as it is revealed, and the step's number named. Nothing of a step is seen once another is on its way. Before the
    reveal an answer is neither in the document nor in a message from the server; nor is any note, ever. At the first
    step of each kind axe finds nothing, light or dark.
    """
    heard: list[bytes] = []
    page = open_page("present", ears=noting(heard))
    answer = page.get_by_label("Your answer")
    answer.press_sequentially("Half a sentence")
    keeps(page, "Half a sentence")
    page.reload()
    settle(page)
    expect(answer).to_have_value("Half a sentence")
    hint = page.get_by_text("→ or Page Down goes on · ? opens the menu")
    expect(hint).to_be_visible()
    page.evaluate(LEFT_OVER)
    keys = ("PageDown", "ArrowRight", "Space")
    kinds: set[str] = set()
    sizes, scheme = WINDOWS, "light"
    for number, step in enumerate(lesson.steps, start=1):
        if number > 1:
            press(page, keys[number % 3], address(number))
            expect(page).to_have_title(f"Step {number}: {step.title} · {record.about.title}")
        for revealed in (False, True)[: 1 + step.reveals]:
            if step.reveals and not revealed:
                right = answer_of(record, step).text
                assert step.prompt.encode() in b"".join(heard), "nothing was heard"
                assert not tells(heard, right), step.id
                assert right not in page.content(), step.id
            if revealed:
                press(page, "PageDown", address(number, revealed=True))
                expect(page.get_by_role("status").filter(has_text=answer_of(record, step).text)).to_have_count(1)
                assert tells(heard, answer_of(record, step).text), step.id
            assert_readable(page, step, height=sizes[0][1])
            if first := revealed == step.reveals and kind_of(step) not in kinds:
                kinds.add(kind_of(step))
                assert violations(page, only="color-contrast" if scheme == "dark" else "") == [], step.id
                assert page.evaluate("leftOver") == [], step.id
                scheme = "light" if scheme == "dark" else "dark"
                page.emulate_media(color_scheme=scheme)
            redraw(page, width=sizes[1][0], height=sizes[1][1])
            assert_readable(page, step, height=sizes[1][1])
            if first:
                page.evaluate("leftOver.length = 0")  # the same step came again
                assert violations(page, only="color-contrast" if scheme == "dark" else "") == [], step.id
            sizes = sizes[::-1]  # the next step begins in the window that this one ends in
            expect(page.locator(".st-key-foot")).to_contain_text(f"{number} / {len(lesson.steps)}")
            expect(page.get_by_role("progressbar", name=f"Step {number} of {len(lesson.steps)}")).to_have_count(1)
    assert page.evaluate("leftOver") == []
    assert not [step.id for step in lesson.steps if step.note and tells(heard, step.note)]
    for number in (len(lesson.steps), len(lesson.steps) - 1):
        press(page, "PageUp", address(number))
    press(page, "Home", address(1))
    expect(hint).to_have_count(0)  # it is known by now
    press(page, "End", address(len(lesson.steps), revealed=True))
    page.reload()
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(lesson.steps[-1].title)


def test_a_large_room(open_page: Any, lesson: Lesson) -> None:
    """At 1920 by 1080 the type grows with the window: that of words, of a drawing, and of an answer with both.

    A mark of a figure tells in such type when it is clicked, by key only while it has the focus; step and address stay.
    Years, a number, a period and a line are guessed, by pointer and by key; each then stands beside the record. It is
    still there on the way back and after a reload.
    """
    page = open_page("present", width=1920, height=1080)
    kinds = {kind_of(step): number for number, step in enumerate(lesson.steps, start=1)}
    for number in (kinds["open"], kinds["claim"], kinds["band-years"]):
        step = lesson.steps[number - 1]
        lead(page, lesson, number, revealed=True)
        assert_readable(page, step, height=1080)
    at = 1 + next(number for number, step in enumerate(lesson.steps) if step.figure == "timeline")
    lead(page, lesson, at)
    told, marks = page.locator(".dyad-tip"), page.locator(".dyad-figure .marks button")
    page.locator(".dyad-figure path[data-key^='event:']").last.click()
    expect(told).to_contain_text("What the essay says of it")
    assert float(told.evaluate("(one) => getComputedStyle(one).fontSize").removesuffix("px")) >= LEAST_PX * 1.5
    box = told.bounding_box()
    assert min(box["x"], box["y"], 1920 - box["x"] - box["width"], 1080 - box["y"] - box["height"]) >= 0
    assert page.url.endswith(address(at))
    expect(page.get_by_role("dialog")).to_have_count(0)
    press(page, "ArrowRight", address(at + 1))  # a click gives no mark the focus
    press(page, "ArrowLeft", address(at))
    marks.first.focus()
    for key in ("ArrowRight", "Enter", "End", "ArrowLeft", "Home"):
        page.keyboard.press(key)
    expect(marks.first).to_be_focused()
    assert page.url.endswith(address(at))
    assert told.locator("b").inner_text() in str(marks.first.get_attribute("aria-label"))
    for _ in range(2):
        page.keyboard.press("Escape")
    press(page, "ArrowRight", address(at + 1))
    guess_as_a_class(page, lesson, kinds)


def guess_as_a_class(page: Page, lesson: Lesson, at: dict[str, int]) -> None:
    """Guess, and fail where a guess is not beside the answer, nor kept on the way back and by a reload."""
    number = at["band-years"]
    lead(page, lesson, number)
    told, said = page.locator(".st-key-lesson .told"), page.locator(".dyad-guess output")
    page.keyboard.press("Tab")  # from now on by key
    page.get_by_role("button", name="2003", exact=True).focus()
    page.keyboard.press("ArrowRight")  # goes along the years, not on in the lesson
    expect(page.get_by_role("button", name="2004", exact=True)).to_be_focused()
    for year in ("2005", "2010"):
        page.get_by_role("button", name=year, exact=True).click()
        settle(page)
    press(page, "PageDown", address(number, revealed=True))
    expect(told).to_contain_text("Your guess: 2005 and 2010.")
    expect(page.locator(".st-key-lesson .drawing")).to_contain_text("Your guess")
    press(page, "PageUp", address(number))
    expect(page.get_by_role("button", name="2010", exact=True)).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="2006", exact=True).click()
    keeps(page, "2006")
    page.reload()
    settle(page)
    expect(page.get_by_role("button", name="2006", exact=True)).to_have_attribute("aria-pressed", "true")
    press(page, "Space", address(number, revealed=True))  # a click leaves the keys to the lesson
    expect(told).to_contain_text("Your guess: 2005, 2006 and 2010.")

    lead(page, lesson, at["number"])
    box = page.locator(".dyad-guess .rail").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + 2)
    expect(said).to_have_text("Your guess: 5%")
    page.keyboard.press("Tab")  # after a click keys are the lesson's, until then
    page.get_by_role("slider", name="Your guess").press("ArrowRight")
    expect(said).to_have_text("Your guess: 5.1%")
    keeps(page, "5.1")
    press(page, "PageDown", address(at["number"], revealed=True))
    expect(told).to_contain_text("Your guess: 5.1%")

    lead(page, lesson, at["period"])
    box = page.locator(".dyad-guess .rail").bounding_box()
    drag(page, *((box["x"] + box["width"] * share, box["y"] + 2) for share in (0.5, 0.7)))
    expect(said).to_have_text("Your guess: 2010–2013")
    page.keyboard.press("Tab")
    page.get_by_role("slider", name="Your guess: to").press("ArrowRight")
    expect(said).to_have_text("Your guess: 2010–2014")
    keeps(page, "2014")
    press(page, "PageDown", address(at["period"], revealed=True))
    expect(page.locator(".st-key-answering")).to_contain_text("It is inside your 5 years.")

    lead(page, lesson, at["draw"])
    page.keyboard.press("Tab")
    line = page.get_by_role("slider", name="Your line")
    line.press("ArrowUp")
    for _ in range(7):
        line.press("ArrowRight")
    line.press("ArrowDown")
    expect(line).to_have_attribute("aria-valuetext", re.compile(r"^2017: \d+%$"))
    keeps(page, lesson.steps[at["draw"] - 1].id)
    settle(page)
    press(page, "PageDown", address(at["draw"], revealed=True))
    page.reload()
    settle(page)
    expect(told).to_contain_text("Your line ends")


def test_what_leads_a_lesson(open_page: Any, lesson: Lesson) -> None:
    """B hides everything until the next key, ? unfolds the menu with its files, Tab reaches buttons.

    The focus goes into the menu, and back to its button where Tab had put it there; else Space goes on with the lesson.
    The next step has no button in front of it.
    The two keys can be turned off; the rest still turn the page, but not once the search is asked for. With a
    teacher's window beside it both stay at one step, whichever is driven; only that one shows notes, light and dark.
    """
    page = open_page("present")
    title = page.get_by_role("heading", level=1)
    page.keyboard.press("b")
    expect(title).not_to_be_visible()
    page.keyboard.press("PageDown")  # gives the light back, and does no more
    expect(title).to_have_text(lesson.steps[0].title)
    expect(title).to_be_visible()
    menu = page.locator(".st-key-menu")
    expect(menu).not_to_be_visible()
    page.keyboard.press("?")
    expect(menu).to_be_visible()
    expect(menu.get_by_role("button").first).to_be_focused()
    assert menu.evaluate("(one) => one.scrollHeight <= one.clientHeight")  # all of it is seen
    page.keyboard.press("Escape")
    page.keyboard.press("Space")
    page.wait_for_url(re.compile(address(2) + "$"))
    expect(menu).not_to_be_visible()
    page.keyboard.press("?")
    with page.expect_download() as arriving:
        menu.get_by_role("link", name="Worksheet (PDF)").click()
    assert arriving.value.suggested_filename == "worksheet.pdf"
    assert Path(arriving.value.path()).read_bytes().startswith(b"%PDF")
    page.keyboard.press("Escape")
    expect(menu).not_to_be_visible()
    page.get_by_role("button", name="Next →").focus()
    page.keyboard.press("Tab")
    hands = page.locator(".st-key-hands")
    expect(hands).to_have_css("opacity", "1")
    page.keyboard.press("Space")
    expect(menu.get_by_role("button").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Menu")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(re.compile(address(1) + "$"))
    expect(hands).to_have_css("opacity", "0")
    page.mouse.move(400, 400)
    page.mouse.move(420, 400)
    expect(hands).to_have_css("opacity", "1")
    page.get_by_role("button", name="Menu").click()
    expect(menu.get_by_role("link", name="Teacher’s view")).to_have_attribute("href", re.compile("notes=1&step=1$"))
    menu.get_by_role("switch", name="The keys B and ? answer").uncheck()
    menu.get_by_role("button", name="Close").click()
    expect(menu).not_to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("r 2")  # neither runs the page anew, as Streamlit has it, nor turns it
    expect(page.get_by_role("dialog").get_by_role("textbox")).to_be_focused()
    expect(page.get_by_role("dialog").get_by_role("textbox")).to_have_value("r 2")
    page.keyboard.press("PageDown")  # nothing turns behind the search
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page).to_have_url(re.compile(address(1) + "$"))
    page.keyboard.press("Space")  # goes on with the lesson, and does not open the search again
    page.wait_for_url(re.compile(address(2) + "$"))
    settle(page)
    page.evaluate(ON_AND_BACK)
    page.wait_for_url(re.compile(address(2) + "$"))
    settle(page)
    press(page, "Space", address(2, revealed=True))  # one on, not two
    press(page, "Home", address(1))
    page.keyboard.press("b")
    page.keyboard.press("?")
    page.keyboard.press("PageDown")
    page.wait_for_url(re.compile(address(2) + "$"))
    expect(page.locator(".dyad-blank, .dyad-menu")).to_have_count(0)
    page.keyboard.press("PageUp")
    page.wait_for_url(re.compile(address(1) + "$"))
    page.get_by_role("button", name="Next →").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("step=2$"))

    teacher = page.context.new_page()
    teacher.goto(page.url.partition("?")[0] + "?notes=1")
    teacher.wait_for_url(re.compile("step=2$"))  # it asks where the class is
    settle(teacher)
    page.bring_to_front()
    press(page, "Home", address(1))
    expect(teacher.get_by_text(lesson.steps[0].note)).to_be_visible()
    press(page, "PageDown", "step=2")
    teacher.wait_for_url(re.compile("step=2$"))
    expect(teacher.get_by_text(lesson.steps[1].note)).to_be_visible()
    expect(teacher.get_by_role("timer")).to_have_text(re.compile(r"^\d\d:\d\d$"))
    settle(teacher)
    assert find_violations(teacher) == []
    redraw(teacher, scheme="dark")
    assert find_violations(teacher, only="color-contrast") == []
    teacher.bring_to_front()
    teacher.get_by_role("button", name="Next →").click()
    page.wait_for_url(re.compile("step=2&revealed=true$"))
    teacher.keyboard.press("PageDown")
    page.wait_for_url(re.compile("step=3$"))
    teacher.get_by_role("button", name="← Back").click()
    page.wait_for_url(re.compile("step=2&revealed=true$"))
    assert lesson.steps[1].note not in page.content()


def test_a_swipe_turns_the_page(open_page: Any) -> None:
    """On touch a swipe to the left goes on, one to the right goes back, a short or steep one does nothing.

    Buttons are at the foot of the window before any touch, below all of the step.
    """
    page = open_page("present?step=6", width=390, height=480)
    expect(page.locator(".st-key-hands")).to_have_css("opacity", "1")
    page.locator(".st-key-foot").evaluate("(foot) => foot.scrollIntoView({ block: 'end' })")
    page.get_by_test_id("stMain").evaluate("(main) => main.scrollTo(0, main.scrollHeight)")
    foot, hands = page.locator(".st-key-foot").bounding_box(), page.locator(".st-key-hands").bounding_box()
    assert hands["y"] + hands["height"] == 480
    assert foot["y"] + foot["height"] <= hands["y"]
    redraw(page, width=390, height=844)
    press(page, "Home", address(1))
    swipe = """([across, down]) => {
      const at = (x, y) => [new Touch({identifier: 1, target: document.body, clientX: x, clientY: y})];
      const say = (kind, list) => document.body.dispatchEvent(
        new TouchEvent(kind, {bubbles: true, touches: kind === 'touchend' ? [] : list, changedTouches: list}));
      say('touchstart', at(200, 300));
      say('touchend', at(200 + across, 300 + down));
    }"""
    page.evaluate(swipe, [-150, 10])
    page.wait_for_url(re.compile("step=2$"))
    settle(page)
    page.evaluate(swipe, [-30, 0])
    page.evaluate(swipe, [-100, 200])
    page.evaluate(swipe, [150, 5])
    page.wait_for_url(re.compile("step=1$"))


# What another window keeps is told of by this event, a moment later.
CHANGE = """([name, lesson, told = true]) => {
  const kept = JSON.parse(localStorage.getItem(name));
  localStorage.setItem(name, JSON.stringify({ ...kept, at: kept.at + 1, lesson }));
  if (told) dispatchEvent(new StorageEvent('storage', { key: name }));
}"""


def test_a_lesson_of_ones_own(open_page: Any) -> None:
    """Six steps are made without a file, added where they are seen and written in place; then they are everywhere.

    A reload keeps them, with what is being written; so does a link of the menu that is clicked right after the last
    letter. The teacher's window shows the same, another window follows a change, and loses nothing that is being
    written in it; what two change at once is put together. A browser that kept junk says so, and another lesson begins
    with its title in it.
    """
    page = open_page("timeline?event=druzhba-2016")
    adds = page.locator(".dyad-add button")
    for number, add in enumerate((page.locator(".st-key-panel .dyad-add button"), adds.first), start=1):
        add.click()
        expect(page.get_by_role("link", name=f"Step {number} of your lesson")).to_be_visible()
        settle(page)
    page.get_by_role("link", name="Step 2 of your lesson").click()
    expect(page.get_by_role("heading", name="Your lesson")).to_be_visible()
    for title, words in (("What do you know?", "Say it."), ("Who says so?", "Name one.")):
        settle(page)
        page.get_by_role("button", name="Add a step").click()
        expect(page.get_by_role("textbox", name="Title")).to_have_value("")
        page.get_by_role("textbox", name="Title").fill(title)
        page.keyboard.press("Tab")
        expect(page.get_by_role("textbox", name="The words")).to_be_focused()
        page.keyboard.insert_text(words)
        page.get_by_role("button", name="Up").click()  # what was written before it is not lost
        expect(page.locator(".st-key-preview")).to_contain_text(words)
    for kind, field, word in (("Claim", "The claim", "Gwadar"), ("Figure", "The figure", "against the claim")):
        settle(page)
        page.get_by_role("button", name="Add a step").click()
        expect(page.get_by_role("textbox", name="Title")).to_have_value("")
        page.get_by_role("radio", name=kind).click()
        page.get_by_role("combobox", name=field, exact=True).press_sequentially(word)
        page.get_by_role("option").first.click()
        expect(page.locator(".st-key-preview svg:visible").first).to_be_visible()
    settle(page)
    assert find_violations(page) == []
    redraw(page, scheme="dark")
    assert find_violations(page, only="color-contrast") == []
    titles = page.get_by_role("radiogroup").first.get_by_role("radio")
    expect(titles).to_have_count(6)
    title, words, note = (page.get_by_role("textbox", name=name) for name in ("Title", "Words above it", "Note"))
    title.fill("Half a title")
    expect(page.get_by_role("radio", name="Half a title")).to_be_checked()
    expect(title).to_be_focused()
    words.fill("Half a sentence")
    narrowed, minutes = page.get_by_role("textbox", name="Events with these words"), page.get_by_role("spinbutton")
    for unfolded in ("Narrow the figure", "Minutes, short way"):
        page.get_by_text(unfolded).click()
    narrowed.fill("gas")
    minutes.fill("7")
    page.reload()
    settle(page)
    expect(titles).to_have_count(6)
    for unfolded in ("Narrow the figure", "Minutes, short way"):
        page.get_by_text(unfolded).click()
    expect(narrowed).to_have_value("gas")
    expect(minutes).to_have_value("7")
    expect(title).to_have_value("Half a title")
    expect(words).to_have_value("Half a sentence")
    words.fill("A whole sentence")
    page.get_by_role("link", name="Trade", exact=True).evaluate("(link) => link.click()")
    page.wait_for_function("() => location.pathname.endsWith('/trade')")
    page.go_back()
    expect(words).to_have_value("A whole sentence")
    settle(page)
    teacher = page.context.new_page()
    step = page.evaluate("new URL(location.href).searchParams.get('step')")
    teacher.goto(page.url.partition("?")[0] + f"?notes=1&step={step}")
    settle(teacher)
    expect(teacher.get_by_text(f"Step {step} of 6")).to_be_visible()
    page.bring_to_front()
    title.fill("Another title")
    page.keyboard.press("Tab")
    expect(teacher.get_by_role("heading", name="Another title")).to_be_visible()
    (name,) = (name for name in page.evaluate("Object.keys(localStorage)") if name.startswith("dyad-lesson "))
    packed = json.loads(page.evaluate("(name) => localStorage.getItem(name)", name))["lesson"]
    rows = unpack_rows(packed)
    words.fill("Another sentence")
    page.evaluate(CHANGE, [name, pack_rows(change_row(rows, rows[int(step) - 1]["id"], note="Theirs"))])
    expect(note).to_have_value("Theirs")
    expect(words).to_have_value("Another sentence")
    expect(words).to_be_focused()
    expect(page.locator(".st-key-preview")).to_contain_text("Another sentence")
    settle(page)
    rows = unpack_rows(json.loads(page.evaluate("(name) => localStorage.getItem(name)", name))["lesson"])
    page.evaluate(CHANGE, [name, pack_rows(change_row(rows, rows[0]["id"], title="At the same time")), False])
    words.fill("The last sentence")
    page.keyboard.press("Tab")
    expect(page.get_by_role("radio", name="At the same time")).to_be_visible()
    expect(words).to_have_value("The last sentence")
    page.evaluate(CHANGE, [name, "junk", False])
    page.goto(page.url.partition("?")[0])
    settle(page)
    page.keyboard.press("?")
    expect(page.get_by_text("The lesson that this browser kept cannot be read")).to_be_visible()
    page.get_by_role("button", name="Change the steps").click()
    page.get_by_role("button", name="Start empty").click()
    expect(title).to_be_focused()
