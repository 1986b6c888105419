"""A lesson of a reader's own: held by the session, kept by the browser, and added to from places on all pages.

The browser hands it to a session that does not know it, so that a reload, the teacher's window and a restart of the
server have it; of two windows that changed it at once each adds what it changed. A lesson on a reader's own tables ends
with them, in the session. What is written in a step the browser keeps until a run says that it was taken, since a run
may end before it does.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import Any

import pandas as pd
import streamlit as st

from dyad.lesson import Lesson, lesson_of
from dyad.lesson.packing import MOST_KEPT, MOST_TEXT, PackedError, pack_rows, unpack_rows
from dyad.lesson.rows import Rows, add_row, mark_of, merge_rows, row_of_mark, table_of, write_row
from dyad.publish.pages import KEPT_LESSON
from dyad.record import Record
from dyad.ui.component import heard, read_script
from dyad.ui.page import Page
from dyad.wording import ui_lesson as wording

KEY = "dyad_lesson"
TOO_LONG = wording.too_long(MOST_TEXT)
MOST_AT = 2**53  # µs of the epoch that a browser counts exactly
MOST_HAD = 500  # lessons: more than one window makes while another sleeps
FIELD = "edit-lesson"  # how keys of the form's fields begin

# Our own entries in the session's state:
_SERVED, _OF_TABLES = "dyad_own_lesson", "dyad_lesson_of_tables"  # the lesson on the served record, on own tables
READ = "dyad_lesson_read"  # of the file read last, until rows change: sentences, and what is wrong with its rows
_HEARD = "dyad_heard_lesson"  # the browser has said whether it keeps one
_WRITTEN = "dyad_written"  # by the keys of their fields, what was taken last

_store = st.components.v2.component(KEY, js=read_script("lesson_store"))


@dataclass(frozen=True, kw_only=True, eq=False)
class OwnLesson:
    """A lesson as its rows, wrong ones too, and when it was last changed (`at`, in µs of the epoch).

    Put away, another is `shown`. `before` is what it was before a change that took steps away; `said` is what there is
    to tell of it. In the `past` are those that it was made of, by when, the last one last.
    """

    rows: Rows
    at: int
    shown: bool = True
    before: Rows = ()
    said: tuple[str, ...] = ()
    past: Mapping[int, Rows] = field(default_factory=dict)
    _lessons: dict[str, Lesson] = field(default_factory=dict)  # by version of the record; one, with its session

    @cached_property
    def table(self) -> pd.DataFrame:
        """The rows as a table, whose lines are the numbers of the steps."""
        return table_of(self.rows)

    def lesson(self, record: Record) -> Lesson:
        """Return the steps that the rows hold for a record, and what is wrong with the others."""
        if record.version not in self._lessons:
            self._lessons.clear()
            self._lessons[record.version] = lesson_of(self.table, record)
        return self._lessons[record.version]

    @cached_property
    def packed(self) -> str:
        """The rows as letters of an address; "" where there is none."""
        return pack_rows(self.rows) if self.rows else ""

    @property
    def had(self) -> dict[int, Rows]:
        """The past and this one; the last that another window had, too, is what both have changed since."""
        return dict([*self.past.items(), (self.at, self.rows)][-MOST_HAD:])


NO_LESSON = OwnLesson(rows=(), at=0, shown=False)


def own_lesson(page: Page) -> OwnLesson:
    """Return the reader's own lesson on the record shown; one without a row is none, and is not shown."""
    held: OwnLesson = st.session_state.get(_entry(page), NO_LESSON)
    return held


def change_lesson(page: Page, rows: Rows, *, shown: bool = True, undoable: bool = False) -> bool:
    """Make these the rows of the reader's own lesson; without any there is none. For callbacks and before widgets.

    What is `undoable` can be undone once. More text than a browser keeps changes nothing, and is told of; returns
    whether anything was changed.
    """
    held = own_lesson(page)
    if sum(len(cell) for row in rows for cell in row.values()) > MOST_TEXT:
        st.session_state[_entry(page)] = replace(held, said=(TOO_LONG,))
        return False
    st.session_state.pop(READ, None)
    before = held.rows if undoable and held.rows else held.before
    at = max(time.time_ns() // 1_000, held.at + 1)
    shown = shown and bool(rows)
    st.session_state[_entry(page)] = OwnLesson(rows=rows, at=at, shown=shown, before=before, past=held.had)
    return True


def field_key(began: int, id: str, field: str) -> str:
    """Return the key of a field of the form of a row."""
    return f"{FIELD}-{began}-{id}-{field}"


def take_written(page: Page, told: Mapping[str, Any]) -> None:
    """Write into rows what fields hold by now, by their keys, and have the browser keep it no more; for callbacks.

    A text that has been written on meanwhile it keeps all the same. What is no field or no number is told of, too: it
    would come again and again.
    """
    held = own_lesson(page)
    rows = held.rows
    for key, one in told.items():
        id, _, name = key.removeprefix(f"{FIELD}-").partition("-")[2].rpartition("-")
        rows = write_row(page.record, rows, id, name, one)
    if rows != held.rows:
        change_lesson(page, rows, shown=held.shown)
    st.session_state[_WRITTEN] = dict(told)


def is_awaited(page: Page) -> bool:
    """Return whether the browser has a lesson that it has not handed over yet."""
    return page.own is None and not st.session_state.get(_HEARD) and KEPT_LESSON in st.context.cookies.to_dict()


def keep_lesson(page: Page) -> None:
    """Have the browser keep the lesson, hand over the one it has, and offer to add what pages show; once a run."""
    held = own_lesson(page)
    steps: dict[str, int] = {}
    for number, row in enumerate(held.rows, start=1):
        steps.setdefault(mark_of(row), number)
    told = {
        "of": page.record.about.title if page.own is None else "",
        "at": held.at,
        "lesson": held.packed,
        "shown": held.shown,
        "past": list(held.had),
        "waits": is_awaited(page),
        "steps": steps,
        "written": st.session_state.get(_WRITTEN, {}),
    }
    _store(
        key=KEY, data=told, on_kept_change=partial(_take_kept, page), on_add_change=partial(_add, page),
        on_refused_change=partial(_refuse, page), on_written_change=partial(_take_written, page),
    )  # fmt: skip


def _entry(page: Page) -> str:
    return _SERVED if page.own is None else _OF_TABLES


def _take_kept(page: Page) -> None:
    """Take what the browser kept, once, and to it what this session changed since both had one; nothing is trusted."""
    st.session_state[_HEARD] = True
    kept, held = heard(KEY, "kept"), own_lesson(page)
    if page.own is not None or not isinstance(kept, Mapping):
        return
    at, packed, past = (kept.get(name) for name in ("at", "lesson", "past"))
    if not isinstance(packed, str) or type(at) is not int or not 0 < at < MOST_AT or at in held.had:
        return
    rows: Rows = ()
    said: tuple[str, ...] = ()
    try:
        rows = unpack_rows(packed, most=MOST_KEPT) if packed else ()
    except PackedError as why:
        said = (wording.unreadable(why),)
    theirs = past if isinstance(past, list) else []
    common = next((had for one, had in reversed(held.had.items()) if one in theirs), held.rows)
    both = merge_rows(common, held.rows, rows)
    shown = bool(rows) and kept.get("shown") is True
    st.session_state[_SERVED] = OwnLesson(rows=rows, at=at, shown=shown, before=held.before, said=said, past=held.had)
    if both != rows:
        change_lesson(page, both, shown=shown or held.shown)


def _take_written(page: Page) -> None:
    """Take what was written in fields that no run took it from: they were left too soon, or loaded anew."""
    texts = heard(KEY, "written")
    if isinstance(texts, Mapping):
        take_written(page, {key: text for key, text in texts.items() if isinstance(text, str)})


def _refuse(page: Page) -> None:
    """Note that the browser keeps nothing, where there is a lesson to keep."""
    held = own_lesson(page)
    st.session_state[_entry(page)] = replace(held, said=(wording.NOTHING_KEPT,) if held.rows else ())


def _add(page: Page) -> None:
    """Add what was chosen on a page as the last step; the first begins a lesson."""
    mark = heard(KEY, "add")
    row = row_of_mark(page.record, mark) if isinstance(mark, str) else None
    if row is None:
        return
    change_lesson(page, add_row(own_lesson(page).rows, row))
