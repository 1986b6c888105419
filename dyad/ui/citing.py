"""References on a page, in every style, each copied with one click."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dyad.publish.citing import cite_source, record_reference, source_reference
from dyad.publish.styles import STYLES, Reference, spellings, title_language
from dyad.record import Record
from dyad.ui.copying import show_text
from dyad.ui.page import Page
from dyad.ui.words import literal
from dyad.wording import ui_page as wording

OPEN = "CC "  # begins the name of a licence of Creative Commons


def show_references(references: Sequence[Reference]) -> None:
    """Show references in each style, a tab a style; titles in another language are marked as such."""
    languages = {
        spelt: language
        for one in references
        if (language := title_language(one["title"], one.get("language", "")))
        for spelt in spellings(one["title"])
    }
    for tab, style in zip(st.tabs(list(STYLES)), STYLES.values(), strict=True):
        with tab:
            show_text(style(references).strip(), languages=languages)


def fold_references(heading: str, references: Sequence[Reference], *, key: str) -> None:
    """Show references folded away under a heading."""
    with st.expander(literal(heading), key=key):
        show_references(references)


def cite_record(page: Page) -> None:
    """Show how to cite the record as it stands."""
    st.header(wording.CITE_RECORD, anchor=False)
    show_references([record_reference(page.record, home=page.home)])


def cite_document(record: Record) -> None:
    """Show how to cite any document that the record rests on, what kind it is and where it stands."""
    st.header(wording.CITE_SOURCE, anchor=False)
    ids = list(record.sources["id"])
    first = record.about.claims_source
    chosen = st.selectbox(
        wording.CHECKED_OR_ANY if first else wording.A_DOCUMENT,
        ids,
        index=ids.index(first) if first in ids else 0,
        format_func=lambda id: cite_source(record.source(id)),
        key="cited",
    )
    show_references([source_reference(record, record.source(chosen))])
    st.text(wording.terms(_open_licences(record)))


def _open_licences(record: Record) -> dict[str, list[str]]:
    """Return by Creative Commons licence whose documents are under it, each publisher once."""
    under: dict[str, list[str]] = {}
    for row in record.sources.to_dict("records"):
        licence = row["licence"].split(",")[0].split(";")[0].strip()
        if licence.startswith(OPEN) and row["publisher"] not in under.setdefault(licence, []):
            under[licence].append(row["publisher"])
    return under
