"""What the teacher sees of a lesson in a window of its own: notes, answers, what comes next, a clock."""

from __future__ import annotations

import time

import streamlit as st

from dyad.lesson import Lesson, answer_of, asked_text
from dyad.publish.steps import documents, source_words
from dyad.ui.clicker import clock
from dyad.ui.lesson_shown import Places, say_coming, say_place
from dyad.ui.page import Page
from dyad.ui.room import offer_remote
from dyad.ui.words import literal
from dyad.wording import ui_lesson as wording

_SINCE = "dyad_since"  # our entry in the session's state: when the lesson was opened


def show_notes(page: Page, lesson: Lesson, places: Places, at: int) -> None:
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
