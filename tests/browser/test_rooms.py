"""A class with phones: a room from its opening to the reveal, by keys and by touch, with the server started anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from dyad.lesson import Lesson, Step, answer_of
from dyad.record import Record
from dyad.rooms.room import Room, Rooms, shown_of
from dyad.server.join.page import join_page
from tests.browser.acting import drag
from tests.browser.axe import violations
from tests.browser.waiting import settle
from tools.browser import HOST, context_options

NETWORK = "127.0.0.2"  # as if it were this machine's address in the classroom
SERVE = ("-m", "dyad", "serve", "--class", "--host", NETWORK, "--port")


@pytest.fixture
def phones(browser: Browser) -> Iterator[list[Page]]:
    """Return three phones of their own, one of them dark."""
    with ExitStack() as opened:
        contexts = [
            browser.new_context(**context_options(width=390, height=844, scheme=scheme))
            for scheme in ("light", "dark", "light")
        ]
        for context in contexts:
            opened.callback(context.close)
        yield [context.new_page() for context in contexts]


def listen(page: Page, heard: list[str]) -> None:
    """Note what the server tells a phone."""
    page.on("response", lambda answer: heard.append(answer.text()) if "/state" in answer.url and answer.ok else None)


def test_a_class_answers(open_page: Any, fresh_server: Any, phones: list[Page], lesson: Lesson, record: Record) -> None:
    """Three phones enter by the code, guess and see the answer with their own guess marked, and not before the reveal.

    In the middle the server is killed, of which the window tells, and started anew: window and phones come back to the
    step, and no guess is lost.
    """
    at = [step.question for step in lesson.steps].index("order") + 1
    step = lesson.steps[at - 1]
    right = answer_of(record, step)
    server = fresh_server(command=SERVE)
    port = int(server.url.rpartition(":")[2])
    window = open_page("present", server=server, step=at)
    open_page.forgive(window)  # while the server is away it says so in the console
    window.keyboard.press("?")
    window.get_by_role("button", name="Open a room").click()
    front = window.locator(".dyad-room .front")
    expect(front).to_be_visible()
    code = front.locator(".code").inner_text()
    expect(front).to_contain_text(f"{NETWORK}:{port}/join?room={code}")
    assert violations(window) == []
    window.keyboard.press("Escape")
    expect(front).not_to_be_visible()

    heard: list[str] = []
    labels = [record.event(id).label for id in right.ids]
    for phone in phones:
        listen(phone, heard)
        phone.goto(f"http://{NETWORK}:{port}/join")
        phone.get_by_label("The six letters in front").fill(code.lower())
        phone.keyboard.press("Enter")
        expect(phone.get_by_role("heading", level=1)).to_have_text(step.title)
    for label in labels:
        phones[0].get_by_role("button", name=label).click()
    phones[0].get_by_role("button", name="Send").click()
    phones[1].get_by_role("button", name=labels[-1]).focus()  # the rest by keys
    for label in labels[::-1]:
        while label not in phones[1].evaluate("() => document.activeElement.textContent"):
            phones[1].keyboard.press("Shift+Tab" if phones[1].evaluate(PASSED, label) else "Tab")
        phones[1].keyboard.press("Space")
    phones[1].keyboard.press("Enter")  # takes the last one back
    phones[1].keyboard.press("Enter")
    phones[1].get_by_role("button", name="Send").focus()
    phones[1].keyboard.press("Enter")
    for phone in phones[:2]:
        expect(phone.get_by_role("status").first).to_have_text("Sent. You can change it until the reveal.")
        expect(phone.locator("#said")).to_be_focused()  # the button that was pressed is gone
        assert violations(phone) == []
    badge = window.locator(".dyad-room p").first
    expect(badge).to_have_text(f"{code}2 of 3 answered")

    server.process.kill()
    expect(badge).to_have_text(f"{code}…")
    expect(window.locator(".dyad-away")).to_contain_text("The server does not answer")
    expect(window.get_by_role("dialog")).to_have_count(0)
    fresh_server(command=SERVE, port=port)
    expect(window.locator(".dyad-away")).to_be_hidden()
    expect(badge).to_have_text(f"{code}2 of 3 answered", timeout=60_000)
    settle(window)
    assert re.search(rf"step={at}$", window.url)

    assert not [message for message in heard if right.text in message or '"answer"' in message]
    window.keyboard.press("PageDown")
    window.wait_for_url(re.compile("revealed=true"))
    settle(window)
    expect(window.locator(".st-key-lesson .told")).to_contain_text("2 answers")
    expect(window.locator(".st-key-lesson")).to_contain_text("2 answered, 1 with the whole order")
    for phone in phones:
        expect(phone.get_by_role("heading", name="The answer")).to_be_visible()
        expect(phone.locator("#after")).to_contain_text(right.text)
        assert violations(phone) == []
    expect(phones[0].get_by_text("your place, too")).to_have_count(len(labels))
    expect(phones[2].locator("#after")).to_contain_text("You sent no guess.")
    lead_by_phone(window, phones[2], code=code, origin=f"http://{NETWORK}:{port}", at=at)


PASSED = """(label) => {
  const button = [...document.querySelectorAll('#asked button')].find((one) => one.textContent.includes(label));
  return Boolean(button.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING);
}"""


def lead_by_phone(window: Page, phone: Page, *, code: str, origin: str, at: int) -> None:
    """Let a phone in by the link of the teacher's view, and lead the window by it."""
    notes = window.context.new_page()
    notes.goto(f"http://{HOST}:{origin.rpartition(':')[2]}/present?notes=1&step={at}")
    link = notes.locator(".dyad-room a")
    expect(link).to_have_attribute("href", re.compile(rf"^{re.escape(origin)}/join\?room={code}#[\w-]{{22}}$"))
    phone.goto(str(link.get_attribute("href")))
    expect(phone.get_by_role("heading", name="Note")).to_be_visible()
    assert violations(phone) == []
    notes.close()
    window.bring_to_front()
    # a step on which other things stand takes the place of the one before: the window hears the phone all the same
    for place in (f"step={at + 1}$", f"step={at + 2}$", f"step={at + 3}$", "revealed=true$", f"step={at + 4}$"):
        phone.locator("button.far").click()
        window.wait_for_url(re.compile(place))
        settle(window)
    phone.get_by_role("button", name="Blank").click()
    expect(window.get_by_role("heading", level=1)).not_to_be_visible()


def test_a_phone_answers_on_a_scale(phones: list[Page], asked: dict[str, Step], record: Record) -> None:
    """A number is typed, a period set by keys, a line drawn by pointer and then typed: each is sent as it is shown.

    What is written outlives a reload; a question that became another is asked anew.
    """
    rooms = Rooms()
    room = rooms.open()
    phone = phones[1]

    def answer(route: Route) -> None:
        path, token = route.request.url.partition("?")[0], route.request.headers.get("authorization", "")[7:]
        if path.endswith("/join"):
            return route.fulfill(body=join_page(), content_type="text/html")
        if path.endswith("/phones"):
            return route.fulfill(json={"token": rooms.enter(room.code)})
        here = rooms.phone(room.code, token)
        told, status = route.request.post_data_json, 200
        if path.endswith("/guess") and not rooms.guess(*here, told["step"], told["guess"]):
            status = 409  # sent once more, as older news came after it, when another question stood there
        return route.fulfill(json=Room.phone_message(*here), status=status)

    phone.route("**/*", answer)

    def ask(question: str) -> None:
        rooms.show(room, shown_of(record, asked[question], revealed=False, place=(1, 2), coming=""))
        phone.goto(f"http://{NETWORK}/join?room={room.code}")
        expect(phone.locator(".dyad-guess")).to_have_attribute("data-asks", asked[question].id)
        assert violations(phone) == []

    def sent() -> tuple[str, ...]:
        phone.get_by_role("button", name="Send").click()
        expect(phone.locator("#said")).to_have_text("Sent. You can change it until the reveal.")
        return next(iter(rooms.guesses(room, room.asked).values()))

    ask("number")
    phone.get_by_label("Or type it").fill("11")
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator("#said")).to_have_text("Choose a number on the scale first.")  # 11 is off it
    phone.get_by_label("Or type it").fill("2.5")
    expect(phone.get_by_label("Your guess")).to_have_value("2.5")
    assert sent() == ("2.5",)
    other = replace(asked["number"], options=("3", *asked["number"].options[1:]))  # as edited while its room is open
    rooms.show(room, shown_of(record, other, revealed=False, place=(1, 2), coming=""))
    expect(phone.get_by_label("Or type it")).to_have_value("")
    expect(phone.locator("#said")).to_have_text("")
    rooms.show(room, shown_of(record, asked["open"], revealed=False, place=(1, 2), coming=""))
    phone.get_by_label("Your answer").fill("Half a sentence")
    phone.reload()
    expect(phone.get_by_label("Your answer")).to_have_value("Half a sentence")
    assert sent() == ("Half a sentence",)
    ask("period")
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator("#said")).to_have_text("Choose a period on the scale first.")  # its ends were not moved
    phone.get_by_label("Your guess: to").focus()
    phone.keyboard.press("ArrowRight")
    phone.get_by_label("Your guess: from").focus()
    phone.keyboard.press("ArrowLeft")
    assert sent() == ("2007", "2013")
    ask("draw")
    box = phone.get_by_role("slider", name="Your line").bounding_box()
    drag(phone, *((box["x"] + box["width"] * share, box["y"] + box["height"] / 2) for share in (0.5, 1)))
    drawn = sent()
    assert len(drawn) == 8
    phone.get_by_text("Or type each year").click()
    expect(phone.get_by_label("2017")).to_have_value(drawn[-1])
    phone.get_by_label("2017").fill("33")
    assert sent() == (*drawn[:-1], "33")
