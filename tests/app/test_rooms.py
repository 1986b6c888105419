"""A room at the window in front, in Streamlit's test harness: what the menu offers, and who gets the notes."""

from __future__ import annotations

import pytest

from dyad.lesson import Lesson, answer_of
from dyad.publish.stages import STAGES
from dyad.record import Record
from dyad.rooms.room import Rooms
from dyad.ui.guessing import all_guesses, hear_kept
from dyad.ui.words import literal
from tests.app.seen import Show, stills
from tests.app.test_present import texts


@pytest.fixture
def rooms(monkeypatch: pytest.MonkeyPatch) -> Rooms:
    """Return the rooms of a server that phones reach."""
    rooms = Rooms()
    rooms.address = "http://10.0.0.2:8501"
    monkeypatch.setattr("dyad.ui.room.ROOMS", rooms)
    return rooms


def number_of(lesson: Lesson, question: str) -> int:
    """Return the number of the first step that asks so."""
    return [step.question for step in lesson.steps].index(question) + 1


def test_where_phones_cannot_come_the_menu_says_what_to_start(show: Show, rooms: Rooms) -> None:
    """On this machine alone no room is offered, nor behind several workers; hands can be counted all the same."""
    rooms.address = ""
    app = show("present")
    assert "python -m dyad serve --class" in texts(app)
    rooms.address, rooms.alone = "http://10.0.0.2:8501", False
    app.run()
    assert "a server of one worker" in texts(app)
    assert not [button for button in app.button if button.label == "Open a room"]
    assert app.toggle(key="count_hands").label == "Count a show of hands"


def test_the_phones_of_a_room_follow_and_are_revealed(show: Show, rooms: Rooms, lesson: Lesson, record: Record) -> None:
    """Each run of the window tells them its step; what is only collected comes back at the last reveal, by request.

    The picture stays, as high as many numbers to choose from and what was written leave room for.
    """
    first, last = (step for step in lesson.steps if step.question == "open" and (step.options or not step.reveals))
    app = show("present", step="1")
    app.button(key="room_open").click().run()
    code, secret = app.session_state["dyad_room_held"]
    room = rooms.held(code, secret)
    phone = rooms.phone(code, rooms.enter(code))
    for step, words in ((first, "for *dates*"), (last, "**which** year")):
        app.query_params["step"] = str(lesson.steps.index(step) + 1)
        app.run()
        assert (room.shown.title, room.asked) == (step.title, step.id)
        assert rooms.guess(*phone, step.id, [words])
    before = {media: asked.stage.height for media, asked in stills(app).items()}
    for _ in range(24):
        assert rooms.guess(*rooms.phone(code, rooms.enter(code)), last.id, ["none"])
    app.button(key="next").click().run()
    assert room.shown.revealed
    assert "**which** year" not in texts(app)
    left = {media: asked.stage.height for media, asked in stills(app).items()}
    assert left.keys() == before.keys()
    app.pills(key="shown_words").select("1").run()
    least = {media: asked.stage.height for media, asked in stills(app).items()}
    wide, tall, _ = STAGES
    assert least[wide.media] < left[wide.media] == before[wide.media]  # one line of numbers has its place
    assert least[tall.media] < left[tall.media] < before[tall.media]
    assert "At the start: for *dates*" in texts(app)
    assert "Now: **which** year" in texts(app)
    assert answer_of(record, last).text in texts(app)
    app.button(key="room_close").click().run()
    assert rooms.held(code, secret) is None
    assert not [button for button in app.button if button.label == "Close the room"]


def test_hands_are_counted_without_a_network(show: Show, lesson: Lesson, record: Record) -> None:
    """“2014: 17” gives the same reveal; the counts are still there on the way back; a number has five bands."""
    at = number_of(lesson, "band-years")
    step = lesson.steps[at - 1]
    app = show("present", step=str(at))
    app.toggle(key="count_hands").set_value(True).run()
    app.number_input(key=f"hands-{step.id}-2014").set_value(17).run()
    app.button(key="next").click().run()
    assert f"17 answered. {answer_of(record, step).text}" in texts(app)
    app.button(key="back").click().run()
    assert app.number_input(key=f"hands-{step.id}-2014").value == 17
    at = number_of(lesson, "number")
    step = lesson.steps[at - 1]
    app.query_params["step"] = str(at)
    app.run()
    app.number_input(key=f"hands-{step.id}-2").set_value(9).run()
    app.button(key="next").click().run()
    assert "9 answered. The middle guess: 80–120 soldiers. The record: 70 soldiers." in texts(app)


def test_hands_outlive_a_reload(show: Show, lesson: Lesson, record: Record) -> None:
    """The browser hands them back; what could not be a number of hands, or fits no choice, is left."""
    at = number_of(lesson, "band-years")
    step = lesson.steps[at - 1]
    app = show("present", step=str(at))
    kept = {f"hands/{step.id}": ["2014=17", "2015=x", "2016=5000", "1066=3"], "hands/none": ["1=2"], "hands/": 3}
    hear_kept(record, lesson, kept)
    assert list(all_guesses()) == [f"hands/{step.id}"]
    app.session_state["dyad_guesses"] = dict(all_guesses())
    app.button(key="next").click().run()
    assert f"17 answered. {answer_of(record, step).text}" in texts(app)


def test_at_the_address_of_phones_answers_wait_for_the_front(
    show: Show, rooms: Rooms, lesson: Lesson, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While a room is open, a pupil who opens the lesson is led to where phones answer; none is opened from there."""
    monkeypatch.setattr("dyad.ui.room._host", lambda: "10.0.0.2")
    at = str(number_of(lesson, "number"))
    app = show("present", step=at, revealed="true")
    assert "at the address with 127.0.0.1" in texts(app)
    assert not [button for button in app.button if button.label == "Open a room"]
    room = rooms.open()
    app.run()
    assert [title.value for title in app.title] == ["Answer on your phone"]
    rooms.close(room)
    app.run()
    assert [title.value for title in app.title] == [literal(lesson.steps[int(at) - 1].title)]


def test_notes_of_a_room_are_its_teachers(show: Show, rooms: Rooms, lesson: Lesson) -> None:
    """While a room is open, notes need its secret; with it they have the link for the teacher's phone."""
    room = rooms.open()
    app = show("present", notes="1")
    assert lesson.steps[0].note not in texts(app)
    assert app.title[0].value == "A room is open"
    app.session_state["dyad_room_held"] = (room.code, room.secret)
    app.run()
    assert lesson.steps[0].note in texts(app)
    assert "Your phone" in [header.value for header in app.header]
    rooms.close(room)
    app.run()
    assert lesson.steps[0].note in texts(app)
