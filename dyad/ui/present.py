"""A lesson on the projector: one step fills the window; a second window has the teacher's notes."""

from __future__ import annotations

from functools import partial

import streamlit as st

from dyad.importing.tables import import_lesson
from dyad.lesson import Lesson, LessonTable, lesson_from, read_lesson
from dyad.ui.bring import progress_bar
from dyad.ui.clicker import listen
from dyad.ui.guessing import all_guesses, hear_guesses
from dyad.ui.lesson_menu import name_problems, offer_menu
from dyad.ui.lesson_ways import NOTES, choose_way, find_place, go_to, is_asked, names_of, places_of, say_coming
from dyad.ui.own import LESSON_ALONG, LESSON_TO_READ
from dyad.ui.page import Page
from dyad.ui.room import follow_step, hear_hands, is_for_phones, notes_are_locked, say_for_phones, say_locked
from dyad.ui.stage import set_stage, show_foot, show_step
from dyad.ui.teacher import show_notes


def present(page: Page) -> None:
    """Show the step that the address names, to the class or, with `?notes=1`, to the teacher."""
    set_stage()
    whole = _lesson(page)
    if not whole.steps:
        _say_why_empty(whole)
        return
    if not is_asked(NOTES) and is_for_phones():
        say_for_phones()
        return
    lesson = choose_way(whole)
    places = places_of(lesson)
    at, last = find_place(lesson, places), len(places) - 1
    step, revealed = places[at]
    go = partial(go_to, places=places, lesson=lesson)
    notes = is_asked(NOTES)
    if notes:
        if notes_are_locked():
            say_locked()
            return
        show_notes(page, lesson, places, at)
        _offer_hands(at, last, go=go, menu=False)
    else:
        number = lesson.steps.index(step) + 1
        coming = say_coming(places, at)
        follow_step(page.record, step, revealed=revealed, place=(number, len(lesson.steps)), coming=coming)
        with st.container(key="lesson"):
            show_step(page, lesson, step, revealed=revealed)
            show_foot(page, lesson, step, revealed=revealed)
        _offer_hands(at, last, go=go, menu=True)
        offer_menu(page, whole, lesson, step)

    def hear(told: object) -> None:
        hear_guesses(page.record, whole, told)
        hear_hands(page.record, whole, told)

    listen(at, names_of(places), go=go, guesses=None if notes else all_guesses(), hear=hear)


def _lesson(page: Page) -> Lesson:
    """Return the lesson brought along, else that of the tables shown."""
    uploaded: tuple[str, bytes] | None = st.session_state.get(LESSON_TO_READ)
    if uploaded is not None:
        with progress_bar() as on_progress:
            table = LessonTable(*import_lesson(*uploaded, on_progress=on_progress))
        del st.session_state[LESSON_TO_READ]
        st.session_state[LESSON_ALONG] = table
        st.rerun()
    own: LessonTable | None = st.session_state.get(LESSON_ALONG)
    if own is not None:
        return lesson_from(page.record, own)
    return page.own.lesson if page.own else read_lesson(page.folder, page.record)


def _offer_hands(at: int, last: int, *, go: partial[None], menu: bool) -> None:
    """Offer the same by hand as by key: seen while the pointer moves, or reached by Tab."""
    with st.container(horizontal=True, width="content", key="hands"):
        st.button("← Back", on_click=go, args=(max(at - 1, 0),), disabled=at == 0, key="back")
        st.button("Next →", on_click=go, args=(min(at + 1, last),), disabled=at == last, key="next")
        if menu:
            st.button("Menu", key="menu_open")  # unfolded by the clicker, in the browser


def _say_why_empty(lesson: Lesson) -> None:
    st.title("There is no lesson to show", anchor=False)
    st.text("A lesson is a table, lesson.csv, beside the other tables; each of its rows is a step.")
    name_problems(lesson)
    if LESSON_ALONG in st.session_state:
        st.button("Take back the uploaded lesson", on_click=st.session_state.pop, args=(LESSON_ALONG,), key="take_back")
    st.page_link("pages/overview.py", label="To the overview")
