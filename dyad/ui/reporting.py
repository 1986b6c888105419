"""“Report a mistake”, under what it may be in: a text ready to copy, and whom it goes to."""

from __future__ import annotations

import streamlit as st

from dyad.publish.reporting import report_link
from dyad.record import Record
from dyad.ui.words import literal
from dyad.wording.record import report_mistake

REPORT = "Report a mistake"


def offer_report(record: Record, what: str, address: str, *, key: str) -> None:
    """Fold away what a reader can send who has found a mistake in `what`, which is at an address."""
    text = report_mistake(record.about, record.version, what=what, address=address)
    with st.expander(REPORT, key=key):
        st.text("Copy this text, add what is wrong, and send it to those who keep the record.")
        st.code(text, language=None, wrap_lines=True)
        link = report_link(record, text)
        if link:
            st.link_button(literal(f"Write to {record.about.contact}"), link)
        else:
            st.text("The record names no address to write to: send it to whoever gave you this link.")
