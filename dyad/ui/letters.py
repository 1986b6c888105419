"""Notices of letters that a file made here would lack."""

from __future__ import annotations

import streamlit as st

from dyad.lesson import Lesson
from dyad.publish.letters import Missing, missing_in_tables
from dyad.record import Record
from dyad.ui.words import literal
from dyad.wording import ui_figures, ui_lesson
from dyad.wording.files import TEXT_STAYS


def show_missing_in_figure(missing: Missing | None) -> None:
    """Say which letters the pictures of a figure would lack."""
    if missing:
        st.warning(literal(ui_figures.LETTERS_LACKING.format(missing=missing, text_stays=TEXT_STAYS)))


def show_missing_in_lesson(record: Record, lesson: Lesson) -> bool:
    """Say which letters worksheet, key and pictures among the slides would lack; tell whether there are any."""
    missing = missing_in_tables(record, () if lesson.made else lesson.steps)
    if missing:
        st.warning(literal(ui_lesson.LETTERS_LACKING.format(missing=missing)))
    return missing is not None
