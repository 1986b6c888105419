"""Markup of a page, which a reader can copy, search, print and hear: tables and cards."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup, escape

from dyad.publish.html_tables import AWAY


def show_table(table: Markup, *, opened: str | None = None) -> None:
    """Show a table; the row of the event that is `opened` is marked."""
    if opened:
        mark = Markup(' data-opens="{}"').format(escape(opened))
        table = table.replace(mark, mark + Markup(' aria-current="true"'), 1)
    show_markup(table)


def show_markup(markup: Markup) -> None:
    """Show markup, which escapes what it was filled with; the web opens in a window of its own.

    Raises TypeError for text that is no markup.
    """
    if not isinstance(markup, Markup):
        raise TypeError(f"a page shows markup, not {type(markup).__name__}")
    st.html(markup.replace(AWAY, Markup(' target="_blank"') + AWAY))  # or the reader would leave the session
