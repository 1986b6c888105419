"""A lesson brought as a file becomes the reader's own; what rows of any lesson lack is told one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from dyad.importing.bringing import ImportOptions
from dyad.importing.gathering import OF_HEADER
from dyad.importing.tables import import_tables
from dyad.lesson import lesson_of
from dyad.lesson.rows import rows_of
from dyad.publish.file_requests import FileRequest
from dyad.record import Problem
from dyad.record.schema import LESSON
from dyad.ui.bring import UPLOADED, progress_bar
from dyad.ui.downloads import link_to, show_links
from dyad.ui.lesson_store import READ, TOO_LONG, change_lesson
from dyad.ui.page import Page
from dyad.wording import ui_lesson as wording
from dyad.wording.pieces import labelled
from dyad.wording.ui_lesson_edit import say_problem

MOST_MB = 1
MOST_SHOWN = 50  # problems of a lesson

_TO_READ = "dyad_lesson_to_read"  # our entry in the session's state, ends with own tables: name and content of a file


def offer_upload(page: Page) -> None:
    """Offer to read a lesson from a file, with a template; say what came of the last one."""
    st.file_uploader(wording.FROM_FILE, type=list(UPLOADED), key="own", max_upload_size=MOST_MB, on_change=_note_file)
    template = FileRequest(name=f"template-{LESSON.file}")
    show_links([link_to(wording.TEMPLATE, page.source, template, served=True)])


def say_read() -> bool:
    """Say what came of the last file, until the lesson is changed; return whether there was any."""
    if READ not in st.session_state:
        return False
    said, problems = st.session_state[READ]
    with st.container(key="brought"):  # which `shell.js` announces
        for sentence in said:
            st.text(sentence)
        name_problems(problems)
    return True


def name_problems(problems: Sequence[Problem], *, by_step: bool = False) -> None:
    """Name what is wrong with the rows of a lesson that are left out, by their lines, or as steps of no file."""
    for problem in problems[:MOST_SHOWN]:
        if by_step and problem.line:
            st.text(wording.step_left_out(number=problem.line, problem=say_problem(problem)))
        else:
            of_row = problem.line and problem.rule not in OF_HEADER
            st.text(labelled(wording.LEFT_OUT, str(problem)) if of_row else str(problem))
    if len(problems) > MOST_SHOWN:
        st.text(wording.more_problems(len(problems) - MOST_SHOWN))


def read_upload(page: Page) -> None:
    """Read the file that waits, if one does, and run anew; a file with nothing to show changes no lesson."""
    waiting: tuple[str, bytes] | None = st.session_state.get(_TO_READ)
    if waiting is None:
        return
    name, content = waiting
    with progress_bar() as on_progress:
        brought = import_tables([(name, content)], wishes=ImportOptions(lesson_alone=True), on_progress=on_progress)
    del st.session_state[_TO_READ]
    said, problems = brought.said, tuple(brought.problems)
    if brought.lesson is not None:
        lesson = lesson_of(brought.lesson, page.record)
        problems += tuple(replace(one, file=name) if one.file == LESSON.file else one for one in lesson.problems)
        if lesson.steps and not change_lesson(page, rows_of(brought.lesson), undoable=True):
            said = (*said, TOO_LONG)
    if brought.lesson is None or not lesson.steps:
        said = (*said, wording.no_step_in(name))
    st.session_state[READ] = (said, problems)
    st.rerun()


def _note_file() -> None:
    file = st.session_state.get("own")
    st.session_state[_TO_READ] = (file.name, file.getvalue()) if file else None
