"""Which lesson is shown: one in the address, the reader's own, or that of the record or the tables shown."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import streamlit as st

from dyad.lesson import Lesson
from dyad.lesson.packing import PackedError, unpack_rows
from dyad.publish.file_requests import Source
from dyad.publish.pages import LINKED
from dyad.publish.tables import frame_csv
from dyad.record import Problem
from dyad.record.schema import LESSON
from dyad.ui.filters import drop
from dyad.ui.lesson_store import OwnLesson, own_lesson
from dyad.ui.page import Page
from dyad.wording.addresses import left_out

_READ = "dyad_lesson_linked"  # our entry in the session's state: the text in the address, and what it holds


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The lesson shown, whose it is, and its rows where it is no lesson of a record or of tables.

    `unusable` are the problems of a lesson that should stand here, and has no step that can be shown.
    """

    lesson: Lesson
    of: Literal["record", "own", "link"]
    rows: OwnLesson | None = None
    unusable: tuple[Problem, ...] = ()

    def source(self, page: Page) -> Source:
        """Return what files are made of while this lesson is shown."""
        if self.rows is None:
            return page.source
        return replace(page.source, lesson=self.lesson, lesson_table=frame_csv(self.rows.table, LESSON))

    def is_served(self, page: Page) -> bool:
        """Return whether files of it have addresses."""
        return page.own is None and self.of == "record"


def shown_lesson(page: Page) -> Shown:
    """Return the lesson to show; one without a step that can be shown leaves the record's on show."""
    linked = linked_lesson(page)
    own = own_lesson(page)
    wanted, of = (linked, "link") if linked else (own if own and own.shown else None, "own")
    unusable: tuple[Problem, ...] = ()
    if wanted is not None:
        lesson = wanted.lesson(page.record)
        if lesson.steps:
            return Shown(lesson=lesson, of="link" if of == "link" else "own", rows=wanted)
        unusable = lesson.problems
    return Shown(lesson=page.source.lesson, of="record", unusable=unusable)


def linked_lesson(page: Page) -> OwnLesson | None:
    """Return the lesson in the address; what is wrong with it is told, mostly by what tidies addresses."""
    packed = st.query_params.get(LINKED, "")
    if not packed or page.own is not None:
        return None
    known: tuple[str, OwnLesson] | None = st.session_state.get(_READ)
    if known is None or known[0] != packed:
        try:
            known = packed, OwnLesson(rows=unpack_rows(packed), at=0)
        except PackedError as why:
            drop(LINKED, left_out(LINKED, packed, str(why)))
        st.session_state[_READ] = known
    return known[1]
