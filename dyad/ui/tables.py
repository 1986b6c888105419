"""Tables on a page, the list of claims of the app, and the record whole: searched and in pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from inspect import unwrap
from typing import Any

import streamlit as st
from markupsafe import Markup, escape

from dyad.publish.card_html import write_claims
from dyad.publish.file_requests import FOLDER, FileRequest
from dyad.publish.html_tables import dictionary_table, events_table, found_table, ranks_table
from dyad.publish.search import find_rows
from dyad.record import Record
from dyad.record.folding import fold
from dyad.record.schema import TABLES
from dyad.ui.downloads import link_to, offer_file, show_links
from dyad.ui.page import Page
from dyad.ui.words import literal, show_markup
from dyad.view import View, default_view, select_events
from dyad.wording import tables as wording
from dyad.wording.files import FILES
from dyad.wording.record import introduce

PAGE_ROWS = 500  # of a table at a time: what a class's wifi bears, and more than anyone reads
MOST_PRINTED = 10_000  # rows: some hundreds of sheets
SPAN = Markup('<p class="dyad-span">{}<span class="printed">{}</span></p>')  # on paper where the whole was not fetched
WHOLE = Markup('<div class="dyad-whole" data-rows="{}"></div>')


def show_rows(number: int, write: Callable[..., Markup], *of: Any, key: str, opened: str | None = None) -> None:
    """Show a table of `number` rows, a page of it where they are very many; `drawn.js` fetches all for paper.

    `write` is given `of`, the first row and how many.
    """
    pages = -(-number // PAGE_ROWS)
    if pages < 2:
        show_table(write(*of, 0, PAGE_ROWS), opened=opened)
        return
    with st.container(key=f"part-{key}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            first = (st.pagination(pages, key=f"{key}-{pages}") - 1) * PAGE_ROWS
            shown = wording.rows_shown(first=first + 1, last=min(first + PAGE_ROWS, number), number=number)
            show_markup(SPAN.format(shown, wording.ALONE_PRINTED))
        show_table(write(*of, first, PAGE_ROWS), opened=opened)
        if number <= MOST_PRINTED:
            whole = partial(unwrap(write), *of, 0, number)  # which no cache keeps
            show_markup(WHOLE.format(offer_file("rows.html", key, lambda: whole().encode())))


def event_table(page: Page) -> None:
    """Show the events of the view as a table; the name of each is a link that opens it."""
    view = replace(page.view, event=None, brush=None)
    if number := len(select_events(page.record, view)):
        show_rows(number, events_table, page.record, view, key="events", opened=page.view.event)


def rank_match_table(page: Page) -> None:
    """Show each rank claimed beside the nearest that a source gives."""
    if table := ranks_table(page.record):
        heading, markup = table
        st.subheader(literal(heading), anchor=False)
        show_table(markup)


def introduce_record(page: Page) -> None:
    """Say what the record holds, and offer all of it as files."""
    st.text(introduce(page.record))
    source, served = page.source, page.own is None
    files = FILES.items()
    show_links([link_to(label, source, FileRequest(name=name), served=served) for name, label in files])


@st.fragment  # a search that is typed runs nothing else
def sift_tables(page: Page) -> None:
    """Let the reader choose a table of the record and search in it; with its data dictionary and download."""
    record = page.record
    st.header(wording.TABLES, anchor=False)
    names = list(record.tables)
    name = st.segmented_control(
        wording.TABLE, names, default=names[0], required=True, key="table", bind="query-params",
        format_func=lambda name: TABLES[name].label,  # which is what stands in the address
    )  # fmt: skip
    search = st.text_input(wording.SEARCH, key="find", bind="query-params", live=True) or ""
    table = TABLES[name]
    number, whole = len(find_rows(record, name, search)), len(getattr(record, name))
    told = wording.rows_found(number, whole, searched=bool(fold(search).split()))
    show_markup(Markup('<p class="dyad-rows">{}</p>').format(told))  # which `shell.js` announces
    if number:
        show_rows(number, found_table, record, name, search, key=name)
    else:
        st.info(wording.NO_ROW)
    request = FileRequest(name=table.file)
    show_links([link_to(wording.download(table.file), page.source, request, served=page.own is None)])
    st.subheader(wording.DICTIONARY, anchor=False)
    show_table(dictionary_table(name))


def list_claims(record: Record, view: View) -> Markup:
    """Return the list of claims of the app: those that the filters of a view leave, whatever is open or brushed.

    They are sifted, and opened, in the browser (`dyad/publish/cards.js`).
    """
    asked = replace(default_view(record), years=view.years, themes=view.themes, text=view.text)
    return write_claims(
        record, asked, timeline="./timeline", here="./claims?claim={}", adds=True,
        method=f"./{FOLDER}/method.md",
    )  # fmt: skip


def show_table(table: Markup, *, opened: str | None = None) -> None:
    """Show a table; the row of the event that is `opened` is marked."""
    if opened:
        mark = Markup(' data-opens="{}"').format(escape(opened))
        table = table.replace(mark, mark + Markup(' aria-current="true"'), 1)
    show_markup(table)
