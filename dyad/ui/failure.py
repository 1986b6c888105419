"""What a reader is told of an error that nobody foresaw: a sentence, and a name under which the log has it."""

from __future__ import annotations

import logging
import secrets

import streamlit as st

from dyad.ui.words import literal
from dyad.wording.ui_page import page_failed

LOG = logging.getLogger(__name__)
NAME_BYTES = 4  # of an error's name: eight characters are quickly read out over a telephone


def tell_failure(error: Exception) -> bool:
    """Write an error into the log, and its name, never its traceback, where the page is being drawn.

    Returns True: nobody else need tell.
    """
    name = secrets.token_hex(NAME_BYTES)
    LOG.error("Error %s: a page could not be drawn", name, exc_info=error)
    st.error(literal(page_failed(name)))
    return True
