"""The key figures of the overview."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from dyad.figures.numbers import key_figures
from dyad.ui.page import Page
from dyad.ui.words import literal

WIDE = 840  # px from which all four stand side by side; on a narrower page two and two
GAP_PX = 16


def show_numbers(page: Page) -> None:
    """Show four numbers and what they count."""
    with st.container(horizontal=True, gap="small", key="numbers"):
        for value, words in key_figures(page.record):
            width: Literal["stretch"] | int = "stretch" if page.width >= WIDE else half_width(page.width)
            st.markdown(f"**{literal(value)}**  \n:small[{literal(words)}]", width=width)


def half_width(width: int) -> int:
    """Return the px of one of two numbers beside each other on a page with so much room."""
    return width // 2 - GAP_PX
