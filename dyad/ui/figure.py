"""A figure on a page."""

from __future__ import annotations

import streamlit as st

from dyad.figures.catalogue import Maker
from dyad.figures.look import Figure, Look, growth
from dyad.record import Record
from dyad.record.memory import remembered
from dyad.ui.page import Page
from dyad.view import View

FIGURES_PAGE = "pages/figures.py"
FIGURES_KEPT = 64  # of a record, for all its readers together; most look at the same few views


def look_of(page: Page, *, share: float = 1.0) -> Look:
    """Return how figures of this page look; `share` is the part of its width they have."""
    return Look(scheme=page.scheme, width=int(page.width * share), scale=growth(page.width))


def draw(make: Maker, page: Page, *, share: float = 1.0) -> Figure:
    """Return the figure that `make` draws of what the reader chose."""
    return draw_figure(page.record, make, page.view, look_of(page, share=share))


@remembered(FIGURES_KEPT)
def draw_figure(record: Record, make: Maker, view: View, look: Look) -> Figure:
    """Return the figure that `make` draws of a view, from memory where it was drawn before."""
    return make(record, view, look)


def show_figure(figure: Figure) -> None:
    """Draw a figure over the whole width, tell it to those who do not see it, and offer to take it away."""
    # the figure has its own theme: a file saved from it must look like the screen
    with st.container(key=f"block-{figure.name}", gap=None):
        # the alt text is part of what must stay the same (`steady`): it names the figure, the words after it tell it
        st.vega_lite_chart(figure.packed, theme=None, width="stretch", alt=figure.subtitle, key=f"figure-{figure.name}")
        with st.container(key=f"told-{figure.name}"):
            st.text(figure.alt)
        # what the filters hold goes along by itself
        st.page_link(
            FIGURES_PAGE, label="Save or cite", icon=":material/download:", query_params={"figure": figure.name}
        )
