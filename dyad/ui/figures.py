"""The figures of a page, between claim and findings, with the choices they heed and the rows they are drawn from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

import streamlit as st
from markupsafe import Markup

from dyad.figures.catalogue import FIGURES
from dyad.findings.largest import partner_years
from dyad.publish.card_html import write_tested
from dyad.publish.cards import figure_cards
from dyad.publish.html_tables import figures_table
from dyad.publish.pages import PAGES, Part, parts_of
from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.ui.drawn import show_drawn
from dyad.ui.page import Page
from dyad.ui.tables import rank_match_table, show_rows
from dyad.ui.words import literal, show_markup
from dyad.view import ALL_SOURCES, VIEWS_KEPT, View
from dyad.wording import ui_figures as wording
from dyad.wording.findings import findings_of

Option = TypeVar("Option", str, int)
FIGURE = "figure"  # parameter of the address that names the figure chosen


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


def offer_options(page: Page, name: str) -> Page:
    """Draw the controls that a figure heeds, and return the page with what they say.

    Every source of trade by itself stands beside the two sides and what others say from least to most; of the years
    for which partners are known the latest is the usual.
    """
    heeded, view = FIGURES[name].heeds, page.view
    if "sources" in heeded:
        of_two = partial(st.segmented_control, required=True)
        choose_one(of_two, "sources", wording.SOURCES_DRAWN, ["", ALL_SOURCES], lambda one: one or wording.TWO_SIDES,
                   view.sources)  # fmt: skip
    years = partner_years(page.record) if "year" in heeded else ()
    if len(years) < 2:
        return page
    slider, latest = partial(st.select_slider, width=260), years[-1]
    year = choose_one(slider, "year", wording.PARTNER_YEAR, years, str, str(view.year), usual=latest)
    return replace(page, view=replace(view, year=None if year == latest else year))


def choose_one(
    field: Callable[..., Any], key: str, label: str, known: Sequence[Option], say: Callable[[Option], str], held: str,
    *, usual: Option | None = None,
) -> Option:  # fmt: skip
    """Offer one of what there is, in words; the address has it as `held`, the usual, mostly the first, as nothing."""
    usual = known[0] if usual is None else usual
    st.session_state[f"{key}-chosen"] = next((one for one in known if str(one) == held), usual)
    chosen: Option | None = field(label, known, format_func=say, key=f"{key}-chosen", on_change=_ask, args=(key, usual))
    return usual if chosen is None else chosen


def _ask(key: str, usual: str | int) -> None:
    """Write what was chosen into the address; what is usual stands there as nothing. For callbacks only."""
    chosen = st.session_state[f"{key}-chosen"]
    st.session_state[key] = "" if chosen == usual and key != FIGURE else str(chosen)


def more_findings(page: Page) -> None:
    """Show what else the tables tell of the years chosen; nothing of a choice of themes or words, which they ignore."""
    narrowed = page.view.narrowed and not PAGES[page.name].years_alone
    found = () if narrowed else findings_of(page.record, page.name, years=page.view.years)
    if found:
        st.header(wording.MORE_FINDINGS, anchor=False)
        with st.container(key="more"):
            for finding in found:
                st.markdown(f"**{literal(finding.headline)}.** {literal(finding.text)}")


def show_numbers_drawn(page: Page) -> None:
    """Offer the rows that the figures of a page are drawn from, folded, as tables."""
    entries = [FIGURES[part.figure] for part in parts_of(page.record, page.name)]
    with st.expander(wording.NUMBERS):
        if page.name == "rankings":
            rank_match_table(page)
        for entry in entries:
            if entry.heading:
                figure_table(page, entry.name)


def figure_table(page: Page, name: str) -> None:
    """Show the rows that a figure is drawn from, each with who reports it and a link to its source."""
    st.subheader(FIGURES[name].heading, anchor=False)
    view = View(years=page.view.years, year=page.view.year)  # which no other choice changes
    number = len(FIGURES[name].rows(page.record, view))
    show_rows(number, _figure_page, page.record, view, name, key=name)


@cached_per_record(VIEWS_KEPT)
def _figure_page(record: Record, view: View, name: str, first: int, most: int) -> Markup:
    rows = FIGURES[name].rows(record, view).iloc[first : first + most]
    return figures_table(record, rows, label=FIGURES[name].heading)
