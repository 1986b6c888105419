"""The key figures of the overview."""

from __future__ import annotations

import streamlit as st

from dyad.figures.numbers import key_figures
from dyad.ui.page import Page
from dyad.ui.words import literal


def show_numbers(page: Page) -> None:
    """Show four numbers and what they count: one text, which the stylesheet lays out as a row or two and two."""
    cards = key_figures(page.record, page.view)
    with st.container(key="numbers"):
        st.markdown("\n\n".join(f"**{literal(value)}**  \n:small[{literal(words)}]" for value, words in cards))
