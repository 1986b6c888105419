"""The figures of a page, each between its claim and what the tables tell, and the rows they are drawn from."""

from __future__ import annotations

import streamlit as st

from dyad.figures.catalogue import FIGURES, Part, parts_of
from dyad.ui.drawn import show_drawn
from dyad.ui.options import offer_options
from dyad.ui.page import Page
from dyad.ui.tables import figure_table, rank_match_table
from dyad.ui.text import claim_text, finding_text
from dyad.wording import ui_figures as wording

NUMBERS = wording.NUMBERS


def show_figures(page: Page) -> None:
    """Show the figures that are declared for a page, in order."""
    for part in parts_of(page.record, page.name):
        _show_figure(page, part)


def _show_figure(page: Page, part: Part) -> None:
    """Show a figure; on its own page with the claim above it, the choices it heeds, and what the tables tell."""
    entry = FIGURES[part.figure]
    if entry.page != page.name:
        show_drawn(page, part.figure, where=part.room)
        return
    claim_text(entry.claim, page=page)
    above = st.container(gap=None)  # where the first HTML has the figure, over its choices
    chosen = offer_options(page, part.figure)
    with above:
        show_drawn(chosen, part.figure, where=part.room)
    finding_text(entry.finding(page.record, page.view.years), claim=entry.claim, page=page)


def show_numbers_drawn(page: Page) -> None:
    """Offer the rows that the figures of a page are drawn from, folded, as tables."""
    entries = [FIGURES[part.figure] for part in parts_of(page.record, page.name)]
    with st.expander(NUMBERS):
        if page.name == "rankings":
            rank_match_table(page)
        for entry in entries:
            if entry.heading:
                figure_table(page, entry.name)
