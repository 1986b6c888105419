"""A table of a page, as HTML that a reader can copy, search, print and hear."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup, escape

from dyad.publish.html_tables import AWAY


def show_table(table: Markup, *, opened: str | None = None) -> None:
    """Show a table, whose markup escapes what its cells hold; the web opens in a window of its own.

    The row of the event that is `opened` is marked.

    Raises TypeError for text that is no markup.
    """
    if not isinstance(table, Markup):
        raise TypeError(f"a table is shown from markup, not from {type(table).__name__}")
    if opened:
        mark = Markup(' data-opens="{}"').format(escape(opened))
        table = table.replace(mark, mark + Markup(' aria-current="true"'), 1)
    st.html(table.replace(AWAY, Markup(' target="_blank"') + AWAY))  # or the reader would leave the session
