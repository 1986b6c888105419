"""A lesson brought as a file: read as tables are, told of row by row, and then the reader's own to edit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from dyad.importing.bringing import ImportOptions
from dyad.importing.tables import import_tables
from dyad.lesson import lesson_of
from dyad.lesson.rows import rows_of
from dyad.publish.file_requests import FileRequest, read_source
from dyad.record import Problem
from dyad.record.checking import REQUIRED
from dyad.record.schema import LESSON
from dyad.ui.bring import UPLOADED, progress_bar
from dyad.ui.downloads import link_to, show_links
from dyad.ui.lesson_store import TOO_LONG, change_lesson
from dyad.ui.page import Page

MOST_MB = 1
MOST_SHOWN = 50  # problems of a lesson
NAMES = {  # of columns, where a problem of one is told
    "title": "Title", "shows": "The step shows", "figure": "Figure", "view": "The figure’s choice", "event": "Event",
    "claim": "Claim", "question": "What the class is asked", "options": "What it can be answered with",
    "prompt": "What is written or asked", "answer": "Answer", "note": "Note", "sources": "Sources",
    "minutes": "Minutes", "short": "Short way",
}  # fmt: skip

# Our own entries in the session's state; both end with own tables:
_TO_READ = "dyad_lesson_to_read"  # name and content of a file
_READ = "dyad_lesson_read"  # what came of the last one


@dataclass(frozen=True, kw_only=True)
class _Read:
    """What there is to tell of a file."""

    said: tuple[str, ...]
    problems: tuple[Problem, ...]


def offer_upload(page: Page) -> None:
    """Offer to read a lesson from a file, with a template; say what came of the last one."""
    st.file_uploader(
        "A lesson from a file: CSV, an Excel workbook, or a zip with all tables", type=list(UPLOADED), key="own",
        max_upload_size=MOST_MB, on_change=_note_file,
    )  # fmt: skip
    template = FileRequest(name=f"template-{LESSON.file}")
    show_links([link_to("A template to fill in", read_source(page.folder, page.served), template, served=True)])


def say_read() -> bool:
    """Say what came of the last file, until the lesson is changed; return whether there was any."""
    read: _Read | None = st.session_state.get(_READ)
    if read is None:
        return False
    for sentence in read.said:
        st.text(sentence)
    name_problems(read.problems)
    return True


def say_problem(problem: Problem) -> str:
    """Say what is wrong with a step to whoever has it in a form."""
    name = NAMES.get(problem.column or "", "The step")
    if problem.rule == REQUIRED:
        return f"{name}: still to be written."
    found = f"“{problem.found}” " if problem.found else ""
    return f"{name}: {found}{problem.says} {problem.fix}".rstrip()


def name_problems(problems: Sequence[Problem], *, by_step: bool = False) -> None:
    """Name what is wrong with the rows of a lesson that are left out, by their lines, or as steps of no file."""
    for problem in problems[:MOST_SHOWN]:
        if by_step and problem.line:
            st.text(f"Left out: step {problem.line}. {say_problem(problem)}")
        else:
            st.text(f"Left out: {problem}" if problem.line else str(problem))
    if len(problems) > MOST_SHOWN:
        st.text(f"And {len(problems) - MOST_SHOWN:,} more; mend these first.")


def forget_read() -> None:
    """Say no more what came of the last file: its rows have changed since. For callbacks."""
    st.session_state.pop(_READ, None)


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
        said = (*said, f"{name} has no step that can be shown: the lesson stays as it was.")
    st.session_state[_READ] = _Read(said=said, problems=problems)
    st.rerun()


def _note_file() -> None:
    file = st.session_state.get("own")
    if file is None:
        st.session_state.pop(_TO_READ, None)
    else:
        st.session_state[_TO_READ] = file.name, file.getvalue()
