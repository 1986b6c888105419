"""A lesson on the projector: one step fills the window; a second window has the teacher's notes, a third edits it."""

from __future__ import annotations

import time
from functools import partial

import streamlit as st

from dyad.lesson import Lesson, answer_of, asked_text
from dyad.publish.pages import PAGES
from dyad.publish.steps import documents
from dyad.record import Record
from dyad.ui.clicker import listen
from dyad.ui.component import read_script
from dyad.ui.guessing import all_guesses, hear_kept
from dyad.ui.lesson_bring import name_problems, read_upload
from dyad.ui.lesson_edit import edit_lesson
from dyad.ui.lesson_menu import offer_menu
from dyad.ui.lesson_shown import EDIT, NOTES, STEP, Shown, Walk, choose_way, shown_lesson
from dyad.ui.lesson_store import is_awaited
from dyad.ui.page import Page, is_asked
from dyad.ui.room import follow_step, offer_remote, withholds
from dyad.ui.search import offer_search
from dyad.ui.shell import name_window
from dyad.ui.stage import say_step, set_stage, show_foot, show_step
from dyad.ui.words import literal
from dyad.wording import ui_lesson as wording
from dyad.wording.lesson import say_sources, step_title

_SINCE = "dyad_since"  # our entry in the session's state: when the lesson was opened
_clock = st.components.v2.component("dyad_clock", html="<time role='timer'></time>", js=read_script("clock"))


def present(page: Page) -> None:
    """Show the step that the address names to the class, with `?notes=1` to the teacher; `?edit=1` edits the lesson."""
    if is_awaited(page):  # another lesson would be seen first, by phones too
        return
    read_upload(page)
    edits, notes = is_asked(EDIT), is_asked(NOTES)
    if not edits:
        set_stage()
    shown = None if withholds(answers=edits or notes) else shown_lesson(page)
    if shown and shown.lesson.steps and not edits:
        _run(page, shown, notes=notes)
        return
    if shown and edits:
        edit_lesson(page, shown)
    elif shown:
        _say_why_empty(shown.lesson)
    name_window(page.record, PAGES[page.name].menu)


def _run(page: Page, shown: Shown, *, notes: bool) -> None:
    walk = choose_way(shown.lesson)
    at, lesson = walk.find(), walk.lesson
    step, revealed = walk.places[at]
    if notes:
        _show_notes(page, walk, at)
    else:
        _show_class(page, walk, at)
    named = step_title(number=lesson.steps.index(step) + 1, title=step.title)
    name_window(page.record, named if STEP in st.query_params else PAGES[page.name].menu)
    _offer_hands(page.record, walk, at, menu=not notes)
    if not notes:
        offer_menu(page, shown, lesson, step)
    says, guesses = say_step(page, step, revealed=revealed), None if notes else all_guesses()
    hear = partial(hear_kept, page.record, shown.lesson)
    listen(walk, at, says=says, guesses=guesses, hear=hear)


def _show_class(page: Page, walk: Walk, at: int) -> None:
    lesson, (step, revealed) = walk.lesson, walk.places[at]
    place = lesson.steps.index(step) + 1, len(lesson.steps)
    follow_step(page.record, step, revealed=revealed, place=place, coming=walk.coming(at))
    with st.container(key="lesson"):
        show_step(page, lesson, step, revealed=revealed)
        show_foot(page, lesson, step, revealed=revealed)


def _show_notes(page: Page, walk: Walk, at: int) -> None:
    """Show the teacher the notes of the step at a place, its answer, and what comes next."""
    step, revealed = walk.places[at]
    with st.container(key="notes"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.text(walk.say_place(step), width="content")
            _clock(key="dyad_clock", data={"since": st.session_state.setdefault(_SINCE, time.time())})
        now, after = st.columns([2, 1], gap="medium")
        with now:
            st.title(literal(step.title), anchor=False)
            if step.prompt:
                st.text(asked_text(page.record, step))
            if step.note:
                st.header(wording.NOTE, anchor=False)
                st.text(step.note)
            if step.reveals:
                st.header(wording.REVEALED if revealed else wording.NOT_REVEALED, anchor=False)
                st.text(answer_of(page.record, step).text)
            st.text(say_sources(page.record, documents(page.record, step)) or " ")
        with after:
            st.header(wording.COMING, anchor=False)
            st.text(walk.coming(at))
            for coming, answers in walk.places[at + 1 : at + 2]:
                st.text("" if answers else coming.prompt or coming.note)
            offer_remote()


def _offer_hands(record: Record, walk: Walk, at: int, *, menu: bool) -> None:
    """Offer the same by hand as by key, and the search: seen while the pointer moves, or reached by Tab."""
    with st.container(horizontal=True, width="content", key="hands"):
        st.button(wording.BACK, on_click=walk.turn, args=(-1,), disabled=at == 0, key="back")
        st.button(wording.NEXT, on_click=walk.turn, args=(1,), disabled=at + 1 == len(walk.places), key="next")
        if menu:
            st.button(wording.MENU, key="menu_open")  # unfolded by the clicker, in the browser
        offer_search(record)


def _say_why_empty(lesson: Lesson) -> None:
    st.title(wording.NO_LESSON, anchor=False)
    st.text(wording.WHAT_A_LESSON_IS)
    name_problems(lesson.problems)
    st.page_link("pages/present.py", label=wording.MAKE_ONE, query_params={EDIT: "1"})
    st.page_link("pages/overview.py", label=wording.TO_OVERVIEW)
