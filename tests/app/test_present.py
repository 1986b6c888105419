"""The lesson on the projector and in the teacher's window: what each is told, and what not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dyad.lesson import Lesson, answer_of
from dyad.publish.file_requests import Source
from dyad.publish.sheets import TooSmallError
from dyad.publish.stages import STAGES
from dyad.record import Record
from dyad.view import View
from tests.app.seen import Show, change_cell, stills


def texts(app: AppTest) -> str:
    """Return every plain text and title of the page."""
    return "\n".join([one.value for one in (*app.title, *app.text)])


def test_every_step_has_its_address(show: Show, lesson: Lesson, record: Record) -> None:
    """A question and a step after it: title, number, and neither note nor answer, which is a place of its own.

    A step that asks nothing does not mind to be revealed.
    """
    at = [step.question for step in lesson.steps].index("band-years") + 1
    app = show("present", step=str(at))
    step = lesson.steps[at - 1]
    assert app.title[0].value == step.title
    assert f"{at} / {len(lesson.steps)}" in texts(app)
    assert answer_of(record, step).text not in texts(app)
    assert step.note not in texts(app)
    assert not app.error
    assert not app.warning
    assert answer_of(record, step).text in texts(show("present", step=str(at), revealed="true"))
    assert f"1 / {len(lesson.steps)}" in texts(show("present", step="1", revealed="true"))


def test_a_figure_is_fetched_for_the_window_there_is(show: Show, lesson: Lesson, record: Record) -> None:
    """A run tells the addresses of a step's figure, one for each shape of window; so of own tables."""
    at, step = next((at, step) for at, step in enumerate(lesson.steps, start=1) if step.shows == "figure")
    app = show("present", step=str(at))
    asked = stills(app)
    assert [request.stage for request in asked.values()] == [stage.under(step) for stage in reversed(STAGES)]
    assert {(request.name, request.view) for request in asked.values()} == {(step.figure, step.view)}
    app.session_state["dyad_own"] = Source(record=record, lesson=lesson, lesson_table=b"")
    app.run()
    assert {drawn.get("data-name") for drawn in stills(app).values()} == {step.figure}
    everything = View(years=record.span, beyond=True, context=True)
    crowded = replace(step, figure="rankings", view=everything, prompt="prompt " * 400)
    app.session_state["dyad_own"] = Source(record=record, lesson=Lesson(steps=(crowded,)), lesson_table=b"")
    app.query_params["step"] = "1"
    app.run()
    with pytest.raises(TooSmallError, match="narrow the step’s view"):
        stills(app)


def test_a_step_that_is_not_there(show: Show, lesson: Lesson) -> None:
    """An address that names no step shows the nearest, or the first, and says so until another step is shown."""
    last = len(lesson.steps)
    for asked, shown in (("0", 1), ("x", 1), ("-3", 1), ("²", 1), ("9" * 40, 1), ("99", last)):
        app = show("present", step=asked)
        assert f"{shown} / {last}" in texts(app), asked
    told = f"“step=99” in the address was left out: it takes a step from 1 to {last}."
    assert app.run().warning[0].value.replace("\\", "").endswith(told)
    assert not app.button(key="back").click().run().warning


def test_the_short_way_has_its_own_count(show: Show, lesson: Lesson) -> None:
    """`way=short` shows the steps marked for it, the button leads to the same step of all."""
    short = lesson.short
    assert short is not None
    app = show("present", way="short", step="2")
    assert f"2 / {len(short.steps)}" in texts(app)
    app.button(key="way").click().run()
    assert f"{lesson.steps.index(short.steps[1]) + 1} / {len(lesson.steps)}" in texts(app)


def test_the_first_answer_comes_back_beside_the_last(show: Show, lesson: Lesson) -> None:
    """The question of the beginning is only collected; what was said then stands at the end beside what is said now.

    Back at the question it is still there, and the answer is not.
    """
    first, last = lesson.steps[0], lesson.steps[-1]
    app = show("present")
    app.text_input(key=f"guess-{first.id}").set_value("As a source").run()
    app.button(key="next").click().run()
    assert app.title[0].value == lesson.steps[1].title
    app.query_params["step"] = str(len(lesson.steps))
    app.run()
    app.text_input(key=f"guess-{last.id}").set_value("As an opinion").run()
    app.button(key="next").click().run()
    assert "At the start: As a source" in texts(app)
    assert "Your answer: As an opinion" in texts(app)
    assert last.answer in texts(app)
    app.button(key="back").click().run()
    assert app.text_input(key=f"guess-{last.id}").value == "As an opinion"
    assert last.answer not in texts(app)


def test_the_teacher_sees_note_answer_and_next(show: Show, lesson: Lesson, record: Record) -> None:
    """The second window has what the first must not show."""
    at = [step.question for step in lesson.steps].index("contradicted") + 1
    step = lesson.steps[at - 1]
    app = show("present", step=str(at), notes="1")
    for said in (step.note, answer_of(record, step).text, f"Step {at} of {len(lesson.steps)}"):
        assert said in texts(app)
    app = show("present", step=str(len(lesson.steps)), revealed="true", notes="1")
    assert "The lesson ends here." in texts(app)


def test_a_bad_row_is_named_and_left_out(show: Show, shown: Path, lesson: Lesson) -> None:
    """The lesson runs without the row; the menu says which line and column."""
    line = change_cell(shown, table="lesson", row="a-visit-called-off", column="event", to="nothing")
    app = show("present")
    assert f"1 / {len(lesson.steps) - 1}" in texts(app)
    assert f'Left out: lesson.csv line {line}, column "event": "nothing" is no id' in texts(app)


def test_without_a_lesson_one_is_made(show: Show, shown: Path) -> None:
    """No lesson is no fault: one made of the record is shown, and says so in the menu."""
    (shown / "lesson.csv").unlink()
    app = show("present")
    assert app.title[0].value == "Which came first?"
    assert "came without a lesson" in texts(app)


def test_a_lesson_without_a_step_says_what_one_is(show: Show, shown: Path) -> None:
    """A table of a lesson in which no row can be shown is named with its problems."""
    lines = (shown / "lesson.csv").read_text(encoding="utf-8").splitlines()
    columns = len(lines[0].split(","))
    (shown / "lesson.csv").write_text(f"{lines[0]}\nlost,Lost,event{',' * (columns - 3)}\n", encoding="utf-8")
    app = show("present")
    assert app.title[0].value == "There is no lesson to show"
    assert 'lesson.csv line 2, column "event"' in texts(app)
