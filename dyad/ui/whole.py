"""A record as a whole, for readers: what is in it, how to cite it, and all of it as files."""

from __future__ import annotations

import streamlit as st

from dyad.publish.file_requests import WORKBOOK, FileRequest
from dyad.publish.tables import describe_tables
from dyad.record.dates import say_date
from dyad.ui.citing import cite_record
from dyad.ui.downloads import link_to, show_links
from dyad.ui.page import Page

FILES = {
    WORKBOOK: "All tables in one workbook (XLSX)",
    "record.zip": "All tables in one zip (CSV)",
    "timelinejs.csv": "Events as a TimelineJS sheet",
    "timelinejs.json": "Events as TimelineJS JSON",
}


def introduce_record(page: Page) -> None:
    """Say what the record holds, offer all of it as files, and how to cite it."""
    about = page.record.about
    made = f" The tables are of {say_date(about.created)}." if about.created else ""
    st.text(f"{describe_tables(page.record)}{made} Data version {page.record.version}.")
    served = page.own is None
    show_links([link_to(label, page.source, FileRequest(name=name), served=served) for name, label in FILES.items()])
    cite_record(page)
