"""The figures of a page, each between its claim and what the tables tell, and the rows they are drawn from."""

from __future__ import annotations

import streamlit as st

from dyad.figures.catalogue import FIGURES, Part, parts_of
from dyad.publish.card_html import write_tested
from dyad.publish.cards import figure_cards
from dyad.publish.pages import PAGES
from dyad.ui.drawn import show_drawn
from dyad.ui.html_tables import show_markup
from dyad.ui.options import offer_options
from dyad.ui.page import Page
from dyad.ui.tables import figure_table, rank_match_table
from dyad.ui.words import literal
from dyad.wording.findings import findings_of
from dyad.wording.ui_figures import NUMBERS
from dyad.wording.ui_page import MORE_FINDINGS


def show_figures(page: Page) -> None:
    """Show the figures that are declared for a page, in order."""
    for part in parts_of(page.record, page.name):
        _show_figure(page, part)


def _show_figure(page: Page, part: Part) -> None:
    """Show a figure; on its own page with the claim above it, the choices it heeds, and what the tables tell."""
    if FIGURES[part.figure].page != page.name:
        show_drawn(page, part.figure, where=part.room)
        return
    tested, found = figure_cards(page.record, part.figure, page.name, page.view.years)
    if tested:
        show_markup(write_tested(tested))
    above = st.container(gap=None)  # where the first HTML has the figure, over its choices
    chosen = offer_options(page, part.figure)
    with above:
        show_drawn(chosen, part.figure, where=part.room)
    if found:
        st.text(found.rest(whole=page.view.years == page.record.about.years))


def more_findings(page: Page) -> None:
    """Show what else the tables tell of the years chosen; nothing of a choice of themes or words, which they ignore."""
    narrowed = page.view.narrowed and not PAGES[page.name].years_alone
    found = () if narrowed else findings_of(page.record, page.name, years=page.view.years)
    if found:
        st.header(MORE_FINDINGS, anchor=False)
        with st.container(key="more"):
            for finding in found:
                st.markdown(f"**{literal(finding.headline)}.** {literal(finding.text)}")


def show_numbers_drawn(page: Page) -> None:
    """Offer the rows that the figures of a page are drawn from, folded, as tables."""
    entries = [FIGURES[part.figure] for part in parts_of(page.record, page.name)]
    with st.expander(NUMBERS):
        if page.name == "rankings":
            rank_match_table(page)
        for entry in entries:
            if entry.heading:
                figure_table(page, entry.name)
