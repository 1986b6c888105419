"""Bring tables of one's own: upload, answer what can be read in two ways, see every problem, show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.typing import UploadedFile

from dyad.importing.bringing import ImportOptions, ImportResult, Listener
from dyad.importing.files import MAX_FILE_BYTES
from dyad.importing.kinds import BROUGHT
from dyad.importing.process import MB
from dyad.importing.spelling import DECIMALS
from dyad.importing.tables import READING_TABLES, import_tables
from dyad.publish.file_requests import FileRequest
from dyad.publish.html_tables import write_table
from dyad.publish.tables import problem_copy
from dyad.record import Problem
from dyad.record.folding import visible
from dyad.record.grids import MAX_CELL_CHARS, MAX_COLUMNS, MAX_ROWS
from dyad.record.schema import ALL_TABLES
from dyad.ui.downloads import link_own, link_to, show_links
from dyad.ui.own import take
from dyad.ui.page import Page
from dyad.ui.tables import show_table
from dyad.ui.words import literal
from dyad.wording import ui_bring as wording
from dyad.wording.tables import COLUMN

MOST_COPIES = 50  # of tables with problems, offered
UPLOADED = (*(ending.removeprefix(".") for ending in BROUGHT), "zip", "ods", "xls")  # the last two are told what to do
MOST_FILES = 10
PAIR = 2  # states of a dyad
MOST_SHOWN = 500  # problems listed; the copies name every one
MOST_MB = MAX_FILE_BYTES // MB

_LAST = "dyad_brought"  # our entry in the session's state: what was brought last and what came of it


def bring_tables(page: Page) -> None:
    """Offer to upload tables, and show what came of them."""
    st.header(wording.FOR_EDITORS, anchor=False)
    with st.expander(wording.USE_YOUR_OWN, key="bring", icon=":material/upload_file:"):
        st.text(wording.WHAT_TO_BRING)
        limits = wording.limits(
            files=MOST_FILES, megabytes=MOST_MB, rows=MAX_ROWS, columns=MAX_COLUMNS, letters=MAX_CELL_CHARS
        )
        st.caption(literal(limits))
        files = st.file_uploader(
            wording.TABLES, type=list(UPLOADED), accept_multiple_files=True,
            max_upload_size=MOST_MB, key="tables", label_visibility="collapsed",
        )  # fmt: skip
        st.text(wording.TEMPLATES)
        names = {f"template-{table.file}": table.file for table in ALL_TABLES.values()}
        show_links([
            link_to(label, page.source, FileRequest(name=name), served=True)
            for name, label in (names | {"templates.xlsx": wording.ALL_IN_WORKBOOK}).items()
        ])  # fmt: skip
        if files:
            _show_brought(files)


# -- what came of them --------------------------------------------------------------------------


def _show_brought(files: Sequence[UploadedFile]) -> None:
    if len(files) > MOST_FILES:
        st.error(literal(wording.too_many_files(number=len(files), most=MOST_FILES)))
        return
    last: ImportResult | None = st.session_state.get(_LAST, ("", None))[1]
    answers = _ask(last.asked if last else ())
    outcome = st.container(key="brought")  # stands above what may be said of them; `shell.js` announces it
    wishes = ImportOptions(only_good=True, **answers, **_describe())
    with outcome:
        brought = _read(files, wishes)
        st.text("\n".join(brought.said))
        if brought.problems:
            show_problems(brought.problems)
            _offer_copies(brought)
        if brought.record is None:
            st.text(wording.NOTHING_TO_SHOW)
            return
        label = wording.show_rows(len(brought.record.events), brought.left_out)
        st.button(literal(label), on_click=take, args=(brought,), key="show-own", icon=":material/visibility:")


def _ask(asked: Collection[str]) -> dict[str, Any]:
    """Ask what can be read in two ways; returns fields of `ImportOptions`."""
    wishes: dict[str, Any] = {}
    if "dates" in asked:
        wishes["dates"] = st.radio(
            wording.DATES_GIVE, list(wording.ORDERS), index=None, format_func=wording.ORDERS.__getitem__,
            key="bring-dates", horizontal=True,
        )  # fmt: skip
    if "comma" in asked:
        chosen = st.radio(wording.NUMBERS_HAVE, list(DECIMALS), index=None, key="bring-comma", horizontal=True)
        wishes["comma"] = DECIMALS.get(chosen or "", "")
    if "encoding" in asked:
        wishes["encoding"] = st.selectbox(
            wording.LETTERS, list(wording.ENCODINGS), format_func=wording.ENCODINGS.__getitem__, key="bring-encoding"
        )
    return {name: value or "" for name, value in wishes.items()}


def _describe() -> dict[str, Any]:
    """Let what the tables say of themselves be said otherwise; returns fields of `ImportOptions`."""
    wishes: dict[str, Any] = {}
    st.text(wording.SAY_MORE)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        wishes["title"] = st.text_input(
            wording.TITLE, key="bring-title", placeholder=wording.AS_TABLES_SAY, max_chars=120, width=300
        )
        wishes["document"] = st.text_input(
            wording.CLAIMS_OF, key="bring-document", placeholder=wording.DOCUMENT, max_chars=40, width=180
        )
        pairs = {}
        for at, which in zip(("First", "Second"), wording.STATE_CODES, strict=True):
            code = st.text_input(
                literal(which), key=f"bring-code-{at}", placeholder=wording.CODE, max_chars=3, width=150
            ).strip().upper()  # fmt: skip
            name = st.text_input(wording.ITS_NAME, key=f"bring-name-{at}", max_chars=60, width=160)
            if code:
                pairs[code] = visible(name).strip() or code
    told: dict[str, Any] = {name: visible(value or "").strip() for name, value in wishes.items()}
    return told | {"economies": tuple(pairs.items()) if len(pairs) == PAIR else ()}


def _read(files: Sequence[UploadedFile], wishes: ImportOptions) -> ImportResult:
    """Return what comes of the files; from memory where nothing has changed."""
    key = repr(([file.file_id for file in files], wishes))
    known: tuple[str, ImportResult] | None = st.session_state.get(_LAST)
    if known and known[0] == key:
        return known[1]
    with progress_bar() as on_progress:
        brought = import_tables(
            [(file.name, file.getvalue()) for file in files], wishes=wishes, on_progress=on_progress
        )
    st.session_state[_LAST] = (key, brought)
    if known is None or known[1].asked != brought.asked:
        st.rerun()  # what is asked is only known now
    return brought


@contextmanager
def progress_bar() -> Iterator[Listener]:
    """Give the function that shows in a bar how far the work in this block is; the bar goes with the block.

    The function ends the work, by what it raises, when the reader has left or chosen anew.
    """
    bar = st.progress(0.0, READING_TABLES)

    def on_progress(done: float, what: str) -> None:
        bar.progress(done, literal(what))

    yield on_progress
    bar.empty()


def show_problems(problems: Sequence[Problem]) -> None:
    """List problems, one a row: where, what was found, what is wrong, what to do."""
    first = problems[:MOST_SHOWN]
    st.warning(literal(wording.problems_found(len(problems))))
    shown = pd.DataFrame(
        {
            wording.FILE: [problem.file for problem in first],
            wording.LINE: pd.array([problem.line for problem in first], dtype="Int64"),
            COLUMN: [problem.column or "" for problem in first],
            wording.FOUND: [problem.value or "" for problem in first],
            wording.WRONG: [problem.message for problem in first],
            wording.TO_DO: [problem.hint for problem in first],
        }
    )
    show_table(write_table(shown, label=wording.PROBLEMS))
    if len(problems) > MOST_SHOWN:
        st.caption(literal(wording.first_problems(shown=MOST_SHOWN, number=len(problems))))


def _offer_copies(brought: ImportResult) -> None:
    links, files = [], {grid.file: bool(grid.sheet) for grid in brought.grids}
    stems = Counter(file.rpartition(".")[0] for file in files)
    for file, in_workbook in islice(files.items(), MOST_COPIES):
        stem = file.rpartition(".")[0]
        name = f"{stem if stems[stem] == 1 and stem else file}-problems.{'xlsx' if in_workbook else 'csv'}"
        label = wording.copy_with_problems(name)
        links.append(link_own(label, name, partial(problem_copy, brought, file)))
    show_links(links)
    if len(files) > MOST_COPIES:
        st.text(wording.copies_of_first(MOST_COPIES))
