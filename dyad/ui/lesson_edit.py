"""A lesson of one's own edited in place: its steps, what is wrong with one, its form, what the class will see."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from dyad.lesson import Lesson, Step
from dyad.lesson.rows import Rows, add_row, minutes_in, move_row, remove_row, rows_of_steps
from dyad.record import Problem
from dyad.ui.lesson_bring import offer_upload, say_read
from dyad.ui.lesson_fields import Form, fields_place
from dyad.ui.lesson_form import show_form
from dyad.ui.lesson_menu import offer_files, offer_link, show_missing_letters
from dyad.ui.lesson_shown import EDIT, STEP, Shown, lead, nearest_step, start_over
from dyad.ui.lesson_store import OwnLesson, change_lesson, own_lesson
from dyad.ui.page import Page
from dyad.ui.room import held_room, show_badge
from dyad.ui.stage import show_step
from dyad.ui.words import literal
from dyad.wording import ui_lesson_edit as wording

STYLE = Path(__file__).with_suffix(".css")
COLUMNS = [0.24, 0.36, 0.4]  # shares of the width: the steps, the form, the picture


def edit_lesson(page: Page, shown: Shown) -> None:
    """Show the reader's own lesson to be edited, at the step that the address names; without one, how to begin."""
    st.html(STYLE)
    own = own_lesson(page)
    with st.container(key="editing"):
        if shown.of == "link" or not own.shown:
            st.title(wording.OF_YOUR_OWN, anchor=False)
            kept = wording.KEPT if page.own is None else wording.ENDS
            st.text(wording.how_to_begin(kept))
            linked = shown.rows.rows if shown.of == "link" and shown.rows else None
            _offer_beginnings(page, linked or rows_of_steps(page.record, shown.lesson.steps), wording.THE_SHOWN)
            say_read()
            with st.container(horizontal=True):
                if own.rows:
                    name = literal(wording.go_on_editing(len(own.rows)))
                    st.button(name, key="go_on", on_click=_begin, args=(page, own.rows))
                elif own.before:
                    st.button(wording.UNDO, key="undo", on_click=_begin, args=(page, own.before))
                st.button(wording.BACK, key="show_it", on_click=lead, kwargs={EDIT: None, STEP: "1"})
        else:
            _edit(page, own)


def _offer_beginnings(page: Page, rows: Rows, called: str) -> None:
    """Offer what a lesson of one's own can begin with: another, as it is called, nothing, or a file."""
    own = own_lesson(page)
    if own.rows:
        st.text(wording.takes_place(len(own.rows)))
    with st.container(horizontal=True):
        name = literal(wording.start_from(lesson=called, steps=len(rows)))
        at = st.query_params.get(STEP, "1")
        st.button(name, key="start_shown", on_click=_begin, args=(page, rows, at), disabled=not rows)
        st.button(wording.START_EMPTY, key="start_empty", on_click=_begin, args=(page, add_row((), {"shows": "text"})))
    offer_upload(page)


def _begin(page: Page, rows: Rows, step: str = "1") -> None:
    """Begin the lesson of one's own anew, with these rows, at a step; for callbacks."""
    start_over(step)
    change_lesson(page, rows, undoable=True)


def _edit(page: Page, own: OwnLesson) -> None:
    lesson, at = own.lesson(page.record), nearest_step(len(own.rows)) - 1
    wrong = {problem.line for problem in lesson.problems}
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="edit_top"):
        st.title(wording.YOUR_LESSON, anchor=False)
        st.text(wording.lesson_size(len(own.rows), sum(map(minutes_in, own.rows)), kept=page.own is None))
        if held_room():
            show_badge(at)  # or the room would end while its lesson is changed
        st.button(wording.SHOW_IT, key="show_it", disabled=not lesson.steps, on_click=lead,
                  kwargs={EDIT: None, STEP: _number(lesson, own.rows, at)})  # fmt: skip
    for sentence in own.said:
        st.text(sentence)
    say_read()
    form = Form(page=page, own=own, at=at)
    steps, fields, picture = st.columns(COLUMNS, gap="medium")
    with steps:
        _list_steps(page, own, at, wrong)
    with fields, fields_place(form):
        show_form(form)
    with picture, st.container(key="picture"):
        _tell_problems(form, [one for one in lesson.problems if one.line == at + 1])
        _show_picture(page, lesson, own.rows[at]["id"])
    with st.expander(wording.TAKE_ALONG):
        shown = Shown(lesson=lesson, of="own", rows=own)
        offer_files(page, shown, may_lack=show_missing_letters(page.record, lesson))
        offer_link(page, shown)
        _offer_beginnings(page, rows_of_steps(page.record, page.source.lesson.steps), wording.THE_RECORDS)
        st.button(wording.DELETE, key="delete", on_click=_begin, args=(page, ()))


def _number(lesson: Lesson, rows: Rows, at: int) -> str:
    """Return which step of the lesson shown the row at a place is, or else the one before it."""
    shown = {step.id for step in lesson.steps}
    return str(max(sum(row["id"] in shown for row in rows[: at + 1]), 1))


# -- the steps -----------------------------------------------------------------------------------


def _list_steps(page: Page, own: OwnLesson, at: int, wrong: set[int | None]) -> None:
    rows, key = own.rows, "edit_steps"
    names = {
        row["id"]: wording.step_name(number, row["title"], wrong=number in wrong)
        for number, row in enumerate(rows, start=1)
    }
    st.session_state[key] = rows[at]["id"]

    def choose() -> None:
        chosen = st.session_state[key]
        if chosen in names:  # a browser may still tell of the name that a step had before it was changed
            lead(**{STEP: str(list(names).index(chosen) + 1)})

    st.radio(wording.STEPS, list(names), format_func=lambda id: literal(names.get(id, "")), key=key, on_change=choose)

    def change(make: Callable[[Rows, int], Rows], by: int, *, undoable: bool = False) -> None:
        """Change the step that the page was drawn with, wherever it stands by now."""
        held = own_lesson(page)
        ids = [row["id"] for row in held.rows]
        if drawn not in ids:
            return
        place = ids.index(drawn)
        if changed := make(held.rows, place):
            change_lesson(page, changed, undoable=undoable)
            lead(**{STEP: str(max(min(place + by, len(changed) - 1), 0) + 1)})

    drawn, last = rows[at]["id"], len(rows) - 1
    with st.container(horizontal=True, gap="small"):
        st.button(wording.ADD_STEP, key="add_step", on_click=change,
                  args=(lambda held, place: add_row(held, {"shows": "text"}, after=place), 1))  # fmt: skip
        st.button(wording.UP, key="move_up", disabled=at == 0, on_click=change,
                  args=(lambda held, place: move_row(held, place, -1), -1))  # fmt: skip
        st.button(wording.DOWN, key="move_down", disabled=at == last, on_click=change,
                  args=(lambda held, place: move_row(held, place, 1), 1))  # fmt: skip
        st.button(wording.REMOVE, key="remove_step", disabled=last == 0, on_click=change,
                  args=(remove_row, 0), kwargs={"undoable": True})  # fmt: skip
        if own.before:
            st.button(wording.UNDO, key="undo", on_click=_begin, args=(page, own.before, str(at + 1)))


# -- one of them ---------------------------------------------------------------------------------


def _tell_problems(form: Form, problems: list[Problem]) -> None:
    """Say what keeps a step from being shown, and offer to empty what its form may have no field for."""
    with st.container(key="wrong"):  # beside the fields, which would move while they are written in
        if not problems:
            return
        st.text(wording.NOT_SHOWN_YET)
        for number, problem in enumerate(problems):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.text(wording.say_problem(problem), width="stretch")
                if problem.value and problem.column in wording.COLUMN_NAMES:
                    st.button(wording.EMPTY_IT, key=f"empty_{number}", on_click=form.empty, args=(problem.column,))


def _show_picture(page: Page, lesson: Lesson, id: str) -> None:
    """Show a step as the class sees it, if it can be shown; its answer on demand."""
    step: Step | None = next((one for one in lesson.steps if one.id == id), None)
    revealed = False
    if step is not None and step.reveals:
        revealed = st.toggle(wording.WITH_ANSWER, key="picture_revealed")
    with st.container(key="preview"):
        if step is None:
            st.text(wording.PICTURE)
        else:
            show_step(page, lesson, step, revealed=revealed, asks=False)
