"""References on a page, in every style, each copied with one click."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dyad.publish.citing import cite_source, record_reference, source_reference
from dyad.publish.styles import STYLES, Reference
from dyad.record import Record
from dyad.ui.page import Page
from dyad.ui.words import literal
from dyad.wording import listing


def show_references(references: Sequence[Reference]) -> None:
    """Show references in each style, a tab a style."""
    for tab, style in zip(st.tabs(list(STYLES)), STYLES.values(), strict=True):
        with tab:
            st.code(style(references).strip(), language=None, wrap_lines=True)


def fold_references(heading: str, references: Sequence[Reference], *, key: str) -> None:
    """Show references folded away under a heading."""
    with st.expander(literal(heading), key=key):
        show_references(references)


def cite_record(page: Page) -> None:
    """Show how to cite the record as it stands."""
    st.header("How to cite it", anchor=False)
    show_references([record_reference(page.record, home=page.home)])


def cite_document(record: Record) -> None:
    """Show how to cite any document that the record rests on, what kind it is and where it stands."""
    st.header("How to cite a source", anchor=False)
    ids = list(record.sources["id"])
    first = record.about.claims_source
    chosen = st.selectbox(
        "A document: the one whose claims are checked, or any other" if first else "A document",
        ids,
        index=ids.index(first) if first in ids else 0,
        format_func=lambda id: cite_source(record.source(id)),
        key="cited",
    )
    show_references([source_reference(record, record.source(chosen))])
    st.text(
        f"{_open_terms(record)}The terms of every{' other' * bool(_open_terms(record))} document stand in the sources "
        "table; cite the source itself for a single figure."
    )


def _open_terms(record: Record) -> str:
    """Say which publishers' documents are under a Creative Commons licence."""
    under: dict[str, list[str]] = {}
    for row in record.sources.to_dict("records"):
        licence = row["licence"].split(",")[0].split(";")[0].strip()
        if licence.startswith("CC "):
            under.setdefault(licence, []).append(row["publisher"])
    return "".join(f"Under {licence}: {listing([*dict.fromkeys(of)])}. " for licence, of in under.items())
