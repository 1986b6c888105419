"""A record as a whole, for readers: what is in it, how to cite it, and all of it as files."""

from __future__ import annotations

import streamlit as st

from dyad.publish.file_requests import FileRequest
from dyad.ui.citing import cite_record
from dyad.ui.downloads import link_to, show_links
from dyad.ui.page import Page
from dyad.wording.record import introduce
from dyad.wording.tables import FILES


def introduce_record(page: Page) -> None:
    """Say what the record holds, offer all of it as files, and how to cite it."""
    st.text(introduce(page.record))
    served = page.own is None
    show_links([link_to(label, page.source, FileRequest(name=name), served=served) for name, label in FILES.items()])
    cite_record(page)
