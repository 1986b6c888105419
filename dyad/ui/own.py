"""Tables of a reader's own: shown instead of the served record, in this browser session and nowhere else.

They live in the session's state alone: no file, no cache of the process, no other session holds them. An address made
from them carries `own=<version>`, so that whoever opens it without them is told why something else is shown.
"""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from dyad.importing.bringing import ImportResult
from dyad.lesson import lesson_of, made_lesson
from dyad.publish.file_requests import Source
from dyad.publish.tables import frame_csv
from dyad.record import Record
from dyad.record.schema import LESSON
from dyad.ui.downloads import OFFERS
from dyad.ui.filters import set_filters
from dyad.ui.page import OWN, forget_dropped
from dyad.view import default_view
from dyad.wording import ui_bring as wording

_OWN = "dyad_own"  # our entry in the session's state
_NEXT = "dyad_own_next"  # tables to be shown from the next run on
_TURNS = "dyad_own_turns"  # how often other tables were shown
OF_LESSON = "dyad_lesson_"  # a lesson on own tables, and what was last read as one
# what means nothing to another record: starts of keys
KEPT_FOR_A_RECORD = ("guess-", "edit-", OF_LESSON, OFFERS)


def own_tables() -> Source | None:
    """Return the tables that this session shows instead of the served record, if any.

    Their lesson is the one that came with them, else one made of the record.
    """
    own: Source | None = st.session_state.get(_OWN)
    return own


def take(brought: ImportResult) -> None:
    """Show these tables from the next run on."""
    st.session_state[_NEXT] = brought


def take_waiting() -> None:
    """Show the overview of the tables that wait for this run, if any; before any widget is drawn."""
    brought: ImportResult | None = st.session_state.pop(_NEXT, None)
    record = brought.record if brought else None
    if brought is None or record is None:
        return
    lesson, table = made_lesson(record), b""
    if brought.lesson is not None:
        lesson, table = lesson_of(brought.lesson, record), frame_csv(brought.lesson, LESSON)
    st.session_state[_OWN] = Source(record=record, lesson=lesson, lesson_table=table)
    _start_anew(record)
    # without `query_params` Streamlit refuses where a widget's parameter is in the address
    st.switch_page("pages/overview.py", query_params={OWN: record.version})


def leave(served: Record) -> None:
    """Show the served record again; for callbacks only."""
    st.session_state.pop(_OWN, None)
    st.query_params.pop(OWN, None)
    _start_anew(served)


def _start_anew(record: Record) -> None:
    """Forget what was chosen of the other record: its years, themes and events may not exist in this one."""
    st.session_state[_TURNS] = st.session_state.get(_TURNS, 0) + 1
    set_filters(**vars(default_view(record)))
    forget_dropped()
    for key in list(st.session_state):
        if str(key).startswith(KEPT_FOR_A_RECORD):
            del st.session_state[key]


def mark_address(own: Source | None) -> None:
    """Put into the address that it shows tables of one's own."""
    if own is not None and st.query_params.get(OWN) != own.record.version:
        st.query_params[OWN] = own.record.version


def write_tables(record: Record, own: Source | None) -> Markup:
    """Return attributes of an element that say which tables are shown: `shell.js` announces others."""
    title, turns = record.about.title, st.session_state.get(_TURNS, 0)
    says = wording.own_tables(title=title, events=len(record.events))
    if own is None:
        says = wording.served_shown(title)
    return Markup('class="dyad-tables" data-turn="{}" data-says="{}"').format(turns, says)


def show_banner(own: Source | None, served: Record) -> None:
    """Say on every page that these are a reader's own tables, and offer the way back."""
    if own is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="own", gap="small"):
        st.text(wording.own_tables(title=own.record.about.title, events=len(own.record.events)))
        st.button(wording.BACK_TO_SERVED, on_click=leave, args=(served,), key="leave-own")
