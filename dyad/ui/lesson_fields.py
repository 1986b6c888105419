"""What fields of a step's form share: their place; they hold a cell of a row until they are changed, and change it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dyad.importing.names import shortened
from dyad.lesson.rows import MOST_TITLE_CHARS, Row, change_row
from dyad.ui.lesson_store import OwnLesson, change_lesson, field_key, own_lesson, take_written
from dyad.ui.page import Page
from dyad.ui.words import literal
from dyad.wording import ui_lesson_edit as wording

# Our own entries in the session's state:
_ROW = "dyad_form_row"  # the id of the row whose form the page shows
_FIELDS = "dyad_form_fields"  # of each field: the change that it began with, and the last it has seen


@dataclass(frozen=True, kw_only=True)
class Form:
    """The form of one row of the reader's own lesson. Its fields hold what the row does until they are changed.

    One whose content another window, or a click beside the form, has changed is another field to the browser, which
    shows that; all others stay, with what is being written in them.
    """

    page: Page
    own: OwnLesson
    at: int

    @property
    def row(self) -> Row:
        """The row as it was when the page was drawn."""
        return self.own.rows[self.at]

    def key(self, field: str) -> str:
        """Return the key of a field: another one once what it holds has come from elsewhere."""
        id, at = self.row["id"], self.own.at
        began, _ = st.session_state.get(_FIELDS, {}).get((id, field), (at, at))
        return field_key(began, id, field)

    def seed(self, field: str, value: Any) -> str:
        """Return the key of a field that holds a value until it is changed.

        The field is to be given the value as its own: what the session's state alone had would not come to a browser
        whose first run with the field was ended by another.
        """
        id, at, fields = self.row["id"], self.own.at, st.session_state.setdefault(_FIELDS, {})
        began, shown = fields.get((id, field), (at, at))
        same = _compared(self.told(field)) == _compared(value)
        fields[id, field] = (began if same or shown == at else at), at
        return self.key(field)

    def holds(self, field: str, value: Any) -> dict[str, Any]:
        """Return how a field is known to Streamlit that holds a value until it is changed, and is then written."""
        return {"key": self.seed(field, value), "on_change": self.take, "args": (field,)}

    def told(self, field: str) -> Any:
        """Return what a field holds, None where it is not on the page."""
        return st.session_state.get(self.key(field))

    def take(self, field: str) -> None:
        """Write into the row what a field holds by now; for callbacks."""
        take_written(self.page, {self.key(field): self.told(field)})

    def change(self, *, titled: str = "", **cells: str) -> None:
        """Change cells of the row, and give it a title from what it shows if it has none; for callbacks."""
        held = own_lesson(self.page).rows  # another field may have been left in the same run
        if titled and any(row["id"] == self.row["id"] and not row["title"] for row in held):
            cells["title"] = shortened(titled, MOST_TITLE_CHARS)
        change_lesson(self.page, change_row(held, self.row["id"], **cells))

    def empty(self, column: str) -> None:
        """Empty a cell of the row, and have the fields hold what is left; for callbacks."""
        held = own_lesson(self.page).rows
        rows = tuple({**row, column: ""} if row["id"] == self.row["id"] else row for row in held)
        change_lesson(self.page, rows, undoable=True)


def _compared(told: Any) -> Any:
    """Return what a field holds without what makes no difference: a blank at the end, the order of what is chosen."""
    if isinstance(told, str):
        return told.strip()
    return sorted(told) if isinstance(told, list) else told


@contextmanager
def fields_place(form: Form) -> Iterator[None]:
    """Show the fields of a step in their place; those of another step go at once.

    Streamlit leaves what it showed before until something takes its place, field by field: what is typed at once
    would be of the step before.
    """
    place = st if st.session_state.get(_ROW) == form.row["id"] else st.empty()
    with place.container(key="fields"):
        yield
    st.session_state[_ROW] = form.row["id"]


def write(form: Form, field: str, label: str, *, most: int, tall: bool = False, held: str | None = None) -> None:
    """Ask for a text; unless told otherwise that of a column."""
    held = form.row[field] if held is None else held
    ask = st.text_area if tall else st.text_input
    ask(literal(label), held, max_chars=most, **form.holds(field, held))


def choose(
    form: Form, field: str, label: str, known: Mapping[str, str], *, keep: Callable[[], None],
    held: str | None = None, none: str = wording.CHOOSE_ONE,
) -> None:  # fmt: skip
    """Ask for one of what there is, by its words; unless told otherwise that of a column.

    Typing in the field looks for it.
    """
    held = form.row[field] if held is None else held
    index = list(known).index(held) if held in known else None
    key = form.seed(field, held if held in known else None)

    def keep_known() -> None:
        if form.told(field) in (None, *known):  # a browser may still tell of what there was before
            keep()

    st.selectbox(
        literal(label), list(known), index, format_func=lambda one: known.get(one, one), placeholder=none, key=key,
        on_change=keep_known,
    )  # fmt: skip


def choose_several(
    form: Form, field: str, label: str, known: Mapping[str, str], *, held: Iterable[str], keep: Callable[[], None]
) -> None:
    """Ask for several of what there is, by their words."""
    default = [one for one in held if one in known]
    key = form.seed(field, default)
    st.multiselect(label, list(known), default, format_func=lambda one: known.get(one, one), key=key, on_change=keep)


def event_choices(page: Page) -> dict[str, str]:
    """Return the events of the record by id, as the form of a step offers them: by date and title."""
    events = page.record.events
    return {
        str(id): f"{date}: {title}" if date else str(title)
        for id, date, title in zip(events["id"], events["date_text"], events["title"], strict=True)
    }


def claims_of(page: Page) -> dict[str, str]:
    """Return the claims of the record by id."""
    claims = page.record.claims
    return dict(zip(map(str, claims["id"]), map(str, claims["claim"]), strict=True))


def choose_row(form: Form, table: str, label: str, none: str = wording.CHOOSE_ONE) -> None:
    """Ask for an `event` by its date and title, or for a `claim` by its words; a step that shows it is named by it."""
    known = event_choices(form.page) if table == "event" else claims_of(form.page)

    def keep() -> None:
        id = str(form.told(table) or "")
        title = form.page.record.event(id).title if id and table == "event" else known.get(id, "")
        form.change(**{table: id}, titled=title if form.row["shows"] == table else "")

    choose(form, table, label, known, keep=keep, none=none)
