"""“Report a mistake”, under what it may be in: a text ready to copy, and whom it goes to."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import streamlit as st

from dyad.record import Record
from dyad.ui.copying import show_text
from dyad.ui.words import literal
from dyad.wording import ui_page as wording
from dyad.wording.record import report_mistake


def offer_report(record: Record, what: str, address: str, *, key: str) -> None:
    """Fold away what a reader can send who has found a mistake in `what`, which is at an address."""
    text = report_mistake(record.about, record.version, what=what, address=address)
    with st.expander(wording.REPORT, key=key):
        st.text(wording.COPY_REPORT)
        show_text(text)
        link = report_link(record, text)
        if link:
            st.link_button(literal(wording.WRITE_TO.format(contact=record.about.contact)), link)
        else:
            st.text(wording.NO_CONTACT)


def report_link(record: Record, text: str) -> str:
    """Return where a report goes: a mail with the text, or the web address of the contact; "" where none is named."""
    contact = record.about.contact
    if "@" not in contact.partition("/")[0]:
        return contact
    subject = text.partition("\n")[0]
    return f"mailto:{contact}?{urlencode({'subject': subject, 'body': text}, quote_via=quote)}"
