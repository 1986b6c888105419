"""Bring tables of one's own: upload, answer what can be read in two ways, see every problem, show them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.typing import UploadedFile

from dyad.importing.bringing import ImportOptions, ImportResult, Listener
from dyad.importing.files import MAX_CELL_CHARS, MAX_COLUMNS, MAX_FILE_BYTES, MAX_ROWS
from dyad.importing.folders import BROUGHT
from dyad.importing.spelling import DECIMALS, DayOrder
from dyad.importing.tables import import_tables
from dyad.publish.file_requests import FileRequest, Source, read_source
from dyad.publish.html_tables import write_table
from dyad.publish.tables import problem_copy
from dyad.record import Problem
from dyad.record.grids import visible
from dyad.record.schema import ALL_TABLES
from dyad.ui.downloads import FileLink, link_to, show_links
from dyad.ui.html_tables import show_table
from dyad.ui.own import take
from dyad.ui.page import Page
from dyad.ui.words import literal
from dyad.wording import count

UPLOADED = (*(ending.removeprefix(".") for ending in BROUGHT), "zip", "ods", "xls")  # the last two are told what to do
MOST_FILES = 10
PAIR = 2  # states of a dyad
MOST_SHOWN = 500  # problems listed; the copies name every one
MB = MAX_FILE_BYTES // 1_000_000
ENCODINGS = {"": "as guessed", "cp1252": "Windows-1252 (Western)", "cp1251": "Windows-1251 (Cyrillic)"}
ORDERS: dict[DayOrder, str] = {"day first": "day first: 4 May 2016", "month first": "month first: 5 April 2016"}

_LAST = "dyad_brought"  # our entry in the session's state: what was brought last and what came of it


def bring_tables(page: Page) -> None:
    """Offer to upload tables, and show what came of them."""
    st.header("For editors", anchor=False)
    with st.expander("Use your own tables", key="bring", icon=":material/upload_file:"):
        st.text(
            "Bring a table of events, and if you like trade, claims, sources and a lesson: CSV files, a zip of them, "
            "one Excel workbook with those sheets, or a TimelineJS sheet or JSON. A title and a date are enough. They "
            "stay in this window: nothing is stored, and nobody else sees them."
        )
        st.caption(
            f"At most {MOST_FILES} files of {MB} MB, {MAX_ROWS:,} rows, {MAX_COLUMNS} columns, "
            f"{MAX_CELL_CHARS:,} characters a cell."
        )
        files = st.file_uploader(
            "Tables", type=list(UPLOADED), accept_multiple_files=True,
            max_upload_size=MB, key="tables", label_visibility="collapsed",
        )  # fmt: skip
        _offer_templates(read_source(page.folder, page.served))
        if files:
            _show_brought(files)


def _offer_templates(source: Source) -> None:
    st.text("Templates, each with a few example rows:")
    names = {f"template-{table.file}": table.file for table in ALL_TABLES.values()}
    show_links([
        link_to(label, source, FileRequest(name=name), served=True)
        for name, label in (names | {"templates.xlsx": "All as one workbook"}).items()
    ])  # fmt: skip


# -- what came of them --------------------------------------------------------------------------


def _show_brought(files: Sequence[UploadedFile]) -> None:
    if len(files) > MOST_FILES:
        st.error(literal(f"{len(files)} files are too many. Allowed: {MOST_FILES}. Take some away."))
        return
    last: ImportResult | None = st.session_state.get(_LAST, ("", None))[1]
    answers = _ask(last)
    outcome = st.container()  # what came of the tables stands above what may be said of them
    wishes = replace(answers, **_describe())
    with outcome:
        _show_outcome(_read(files, wishes))


def _show_outcome(brought: ImportResult) -> None:
    st.text("\n".join(brought.said))
    if brought.problems:
        show_problems(brought.problems)
        _offer_copies(brought)
    if brought.record is None:
        st.text("Nothing can be shown of them yet: mend the files and bring them again.")
        return
    events, left_out = count(len(brought.record.events), "event"), brought.left_out
    label = f"Show the good rows ({events}), without {count(left_out, 'row')}" if left_out else "Show them"
    st.button(literal(label), on_click=take, args=(brought,), key="show-own", icon=":material/visibility:")


def _ask(last: ImportResult | None) -> ImportOptions:
    """Ask what can be read in two ways."""
    asked = last.asked if last else ()
    wishes: dict[str, Any] = {}  # by the fields of `ImportOptions`
    if "dates" in asked:
        wishes["dates"] = st.radio(
            "Dates such as 04/05/2016 give the", list(ORDERS), index=None, format_func=ORDERS.__getitem__,
            key="bring-dates", horizontal=True,
        )  # fmt: skip
    if "comma" in asked:
        chosen = st.radio("Numbers such as 1,234 have", list(DECIMALS), index=None, key="bring-comma", horizontal=True)
        wishes["comma"] = DECIMALS.get(chosen or "", "")
    if "encoding" in asked:
        wishes["encoding"] = st.selectbox(
            "Letters of the file", list(ENCODINGS), format_func=ENCODINGS.__getitem__, key="bring-encoding"
        )
    answers: dict[str, Any] = {name: value or "" for name, value in wishes.items()}
    return ImportOptions(**answers)


def _describe() -> dict[str, Any]:
    """Let what the tables say of themselves be said otherwise; returns fields of `ImportOptions`."""
    wishes: dict[str, Any] = {}
    st.text("If you like, say more of them:")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        wishes["title"] = st.text_input(
            "Title", key="bring-title", placeholder="as the tables say", max_chars=120, width=300
        )
        wishes["document"] = st.text_input(
            "Claims are those of the", key="bring-document", placeholder="document", max_chars=40, width=180
        )
        names = [
            (
                st.text_input(literal(f"{which} state’s code"), key=f"bring-code-{which}", placeholder="alpha-3",
                              max_chars=3, width=150),
                st.text_input("its name", key=f"bring-name-{which}", max_chars=60, width=160),
            )
            for which in ("First", "Second")
        ]  # fmt: skip
    pairs = tuple((code.strip().upper(), visible(name).strip() or code.strip().upper()) for code, name in names if code)
    told: dict[str, Any] = {name: visible(value or "").strip() for name, value in wishes.items()}
    return told | {"economies": pairs if len(dict(pairs)) == PAIR else ()}


def _read(files: Sequence[UploadedFile], wishes: ImportOptions) -> ImportResult:
    """Return what comes of the files, their good rows where some are bad; from memory where nothing has changed."""
    key = repr(([file.file_id for file in files], wishes))
    known: tuple[str, ImportResult] | None = st.session_state.get(_LAST)
    if known and known[0] == key:
        return known[1]
    with progress_bar() as on_progress:
        brought = import_tables(
            [(file.name, file.getvalue()) for file in files], wishes=replace(wishes, only_good=True),
            on_progress=on_progress,
        )  # fmt: skip
    st.session_state[_LAST] = (key, brought)
    if known is None or known[1].asked != brought.asked:
        st.rerun()  # what is asked is only known now
    return brought


@contextmanager
def progress_bar() -> Iterator[Listener]:
    """Give the function that shows in a bar how far the work in this block is; the bar goes with the block.

    The function ends the work, by what it raises, when the reader has left or chosen anew.
    """
    bar = st.progress(0.0, "Reading the tables")

    def on_progress(done: float, what: str) -> None:
        bar.progress(done, literal(what))

    yield on_progress
    bar.empty()


def show_problems(problems: Sequence[Problem]) -> None:
    """List problems, one a row: where, what was found, what is wrong, what to do."""
    first = problems[:MOST_SHOWN]
    st.warning(literal(f"{count(len(problems), 'problem')} found."))
    shown = pd.DataFrame(
        {
            "File": [problem.file for problem in first],
            "Line": pd.array([problem.line for problem in first], dtype="Int64"),
            "Column": [problem.column or "" for problem in first],
            "Found": [problem.found or "" for problem in first],
            "What is wrong": [problem.says for problem in first],
            "What to do": [problem.fix for problem in first],
        }
    )
    show_table(write_table(shown, label="The problems found, one a row"))
    if len(problems) > MOST_SHOWN:
        st.caption(literal(f"The first {MOST_SHOWN} of {len(problems):,}; the copies below name every one."))


def _offer_copies(brought: ImportResult) -> None:
    files = {grid.file: bool(grid.sheet) for grid in brought.grids}
    names = {file: f"{file.rpartition('.')[0] or file}-problems.{'xlsx' if files[file] else 'csv'}" for file in files}
    show_links([
        FileLink(label=f"{name}, with a column of problems", name=name, make=partial(problem_copy, brought, file))
        for file, name in names.items()
    ])  # fmt: skip
