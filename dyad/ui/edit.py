"""Edit the events in place: the same checks as for tables that are brought, and a download of the result."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from dyad.importing.bringing import ImportResult
from dyad.importing.tables import import_tables
from dyad.publish.tables import frame_csv, record_files
from dyad.record.schema import EVENTS, LESSON, SCOPES
from dyad.record.tables import table_frame
from dyad.ui.bring import progress_bar, show_problems
from dyad.ui.downloads import link_own, show_links
from dyad.ui.own import take
from dyad.ui.page import Page
from dyad.ui.words import literal
from dyad.wording import ui_bring as wording

BEGUN, WRITTEN = "edit-begun", "edit-written"  # the rows that the table was opened with, and as they are now
TO_CHECK, EDITED = "edit-to-check", "edit-found"  # there while they are to be checked; what the last check found


def edit_events(page: Page) -> None:
    """Offer the events as a table to edit; what is edited is shown only once it holds."""
    record, key = page.record, f"edit-{page.record.version}"
    written = st.session_state.get(WRITTEN)
    with st.expander(wording.EDIT_EVENTS, expanded=written is not None, key="edit", icon=":material/edit:"):
        st.text(wording.HOW_TO_EDIT)
        if not st.toggle(wording.OPEN_EDITOR, value=written is not None, key="editing"):
            return
        if key not in st.session_state:  # Streamlit forgets a table that was left for another page
            st.session_state[BEGUN] = table_frame(record, "events") if written is None else written
        columns: dict[str, Any] = {
            "theme": st.column_config.SelectboxColumn(options=list(record.about.themes)),
            "scope": st.column_config.SelectboxColumn(options=list(SCOPES)),
            "importance": st.column_config.SelectboxColumn(options=["", "1", "2", "3"]),
            "title": st.column_config.TextColumn(width="large"),
            "summary": st.column_config.TextColumn(width="large"),
        }
        edited = st.data_editor(
            st.session_state[BEGUN], num_rows="dynamic", hide_index=True, column_config=columns, key=key,
            alt=wording.EDITED_EVENTS,
        )  # fmt: skip
        st.session_state[WRITTEN] = edited.reset_index(drop=True)
        content = frame_csv(_as_text(edited), EVENTS)
        with st.container(horizontal=True, gap="small"):
            # noted until it is done: what a button returns is lost where a run begins anew
            st.button(
                wording.CHECK_AND_SHOW, on_click=st.session_state.update, args=({TO_CHECK: True},), key="check-edited"
            )
            show_links([link_own(wording.DOWNLOAD_EDITED, EVENTS.file, lambda: content)])
        if TO_CHECK in st.session_state:
            _check(page, content)
        brought: ImportResult | None = st.session_state.get(EDITED)
        if brought is not None and brought.problems:
            show_problems(brought.problems)


def _as_text(edited: pd.DataFrame) -> pd.DataFrame:
    """Return the edited rows as text, without those that hold nothing."""
    text = edited.fillna("").astype(str)
    empty = text.replace(r"^\s+$", "", regex=True) == ""
    return text[~empty.all(axis=1)]


def _check(page: Page, content: bytes) -> None:
    """Check the record with other events, and show it if nothing is wrong."""
    files = record_files(page.record) | {EVENTS.file: content}
    if lesson := page.source.lesson_table:
        files[LESSON.file] = lesson
    with progress_bar() as on_progress:
        brought = import_tables(list(files.items()), on_progress=on_progress)
    del st.session_state[TO_CHECK]
    st.session_state[EDITED] = brought
    if brought.problems:
        st.toast(literal(wording.problems_found(len(brought.problems))))
    else:
        take(brought)
        st.rerun()
