"""A lesson on the projector: one step fills the window; a second window has the teacher's notes, a third edits it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import partial

import streamlit as st

from dyad.lesson import Lesson, answer_of, asked_text
from dyad.publish.pages import PAGES
from dyad.publish.steps import documents, source_words
from dyad.record import Record
from dyad.ui.clicker import clock, listen
from dyad.ui.guessing import MOST_TOLD, all_guesses, hear_guesses
from dyad.ui.hands import hear_hands
from dyad.ui.lesson_bring import name_problems, read_upload
from dyad.ui.lesson_edit import edit_lesson
from dyad.ui.lesson_menu import offer_menu
from dyad.ui.lesson_shown import (
    EDIT,
    NOTES,
    STEP,
    Places,
    Shown,
    check_step,
    choose_way,
    find_place,
    go_to,
    is_asked,
    names_of,
    places_of,
    say_coming,
    say_place,
    shown_lesson,
    turn,
)  # fmt: skip
from dyad.ui.lesson_store import is_awaited
from dyad.ui.page import Page, name_window
from dyad.ui.room import (
    follow_step,
    is_for_phones,
    notes_are_locked,
    offer_remote,
    say_for_phones,
    say_locked,
)
from dyad.ui.search import offer_search
from dyad.ui.stage import say_step, set_stage, show_foot, show_step
from dyad.ui.words import literal
from dyad.wording import ui_lesson as wording
from dyad.wording.lesson import STEP_TITLE

_SINCE = "dyad_since"  # our entry in the session's state: when the lesson was opened


def present(page: Page) -> None:
    """Show the step that the address names to the class, with `?notes=1` to the teacher; `?edit=1` edits the lesson."""
    if is_awaited(page):  # another lesson would be seen first, by phones too
        return
    read_upload(page)
    edits, notes = is_asked(EDIT), is_asked(NOTES)
    if not edits:
        set_stage()
    if (edits or notes) and notes_are_locked():
        say_locked()
    elif not notes and is_for_phones():
        say_for_phones()
    elif edits:
        edit_lesson(page, shown_lesson(page))
    elif (shown := shown_lesson(page)).lesson.steps:
        _run(page, shown, notes=notes)
        return
    else:
        _say_why_empty(shown.lesson)
    name_window(page.record, PAGES[page.name].menu)


def _run(page: Page, shown: Shown, *, notes: bool) -> None:
    whole = shown.lesson
    lesson = choose_way(whole)
    check_step(lesson)
    places = places_of(lesson)
    at, last = find_place(lesson, places), len(places) - 1
    step, revealed = places[at]
    go = partial(go_to, places=places, lesson=lesson)
    if notes:
        _show_notes(page, lesson, places, at)
    else:
        _show_class(page, lesson, places, at)
    named = STEP_TITLE.format(number=lesson.steps.index(step) + 1, title=step.title)
    name_window(page.record, named if STEP in st.query_params else PAGES[page.name].menu)
    _offer_hands(page.record, at, last, turn=partial(turn, places=places, lesson=lesson), menu=not notes)
    if not notes:
        offer_menu(page, shown, lesson, step)

    def hear(told: object) -> None:
        if isinstance(told, Mapping) and len(told) <= MOST_TOLD:
            hear_guesses(page.record, whole, told)
            hear_hands(whole, told)

    says = say_step(page, step, revealed=revealed)
    listen(at, names_of(places), says=says, go=go, guesses=None if notes else all_guesses(), hear=hear)


def _show_class(page: Page, lesson: Lesson, places: Places, at: int) -> None:
    step, revealed = places[at]
    number, coming = lesson.steps.index(step) + 1, say_coming(places, at)
    follow_step(page.record, step, revealed=revealed, place=(number, len(lesson.steps)), coming=coming)
    with st.container(key="lesson"):
        show_step(page, lesson, step, revealed=revealed)
        show_foot(page, lesson, step, revealed=revealed)


def _show_notes(page: Page, lesson: Lesson, places: Places, at: int) -> None:
    """Show the teacher the notes of the step at a place, its answer, and what comes next."""
    step, revealed = places[at]
    with st.container(key="notes"):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.text(say_place(lesson, step), width="content")
            clock(st.session_state.setdefault(_SINCE, time.time()))
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
            st.text(source_words(page.record, documents(page.record, step)) or " ")
        with after:
            st.header(wording.COMING, anchor=False)
            coming = places[at + 1] if at + 1 < len(places) else None
            st.text(say_coming(places, at))
            if coming is not None:
                st.text("" if coming[1] else coming[0].prompt or coming[0].note)
            offer_remote()


def _offer_hands(record: Record, at: int, last: int, *, turn: partial[None], menu: bool) -> None:
    """Offer the same by hand as by key, and the search: seen while the pointer moves, or reached by Tab."""
    with st.container(horizontal=True, width="content", key="hands"):
        st.button(wording.BACK, on_click=turn, args=(-1,), disabled=at == 0, key="back")
        st.button(wording.NEXT, on_click=turn, args=(1,), disabled=at == last, key="next")
        if menu:
            st.button(wording.MENU, key="menu_open")  # unfolded by the clicker, in the browser
        offer_search(record)


def _say_why_empty(lesson: Lesson) -> None:
    st.title(wording.NO_LESSON, anchor=False)
    st.text(wording.WHAT_A_LESSON_IS)
    name_problems(lesson.problems)
    st.page_link("pages/present.py", label=wording.MAKE_ONE, query_params={EDIT: "1"})
    st.page_link("pages/overview.py", label=wording.TO_OVERVIEW)
