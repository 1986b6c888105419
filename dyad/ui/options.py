"""Choices that only some figures heed: shown beside those, held by the filters like the rest of the view."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dyad.figures.catalogue import FIGURES
from dyad.findings.largest import partner_years
from dyad.ui.filters import set_filters
from dyad.ui.page import Page
from dyad.view import ALL_SOURCES
from dyad.wording import ui_figures as wording

SOURCES_KEY, YEAR_KEY = "sources-chosen", "year-chosen"  # of what is seen; the filters hold what it says


def offer_options(page: Page, name: str) -> Page:
    """Draw the controls that a figure heeds, and return the page with what they say."""
    heeded = FIGURES[name].heeds
    chosen = _offer_year(page) if "year" in heeded else page
    if "sources" in heeded:
        _offer_sources(page)
    return chosen


def _offer_sources(page: Page) -> None:
    """Offer every source of trade by itself, beside the two sides and what others say from least to most."""
    st.session_state[SOURCES_KEY] = page.view.sources or wording.TWO_SIDES
    st.segmented_control(
        wording.SOURCES_DRAWN, (wording.TWO_SIDES, ALL_SOURCES), required=True, key=SOURCES_KEY,
        on_change=lambda: set_filters(sources=st.session_state[SOURCES_KEY].replace(wording.TWO_SIDES, "")),
    )  # fmt: skip


def _offer_year(page: Page) -> Page:
    """Offer the years for which partners are known, the latest first of all."""
    years = partner_years(page.record)
    if len(years) < 2:
        return page
    latest = years[-1]
    st.session_state[YEAR_KEY] = page.view.year if page.view.year in years else latest
    year = st.select_slider(
        wording.PARTNER_YEAR, years, key=YEAR_KEY, width=260,
        on_change=lambda: set_filters(year=None if (one := st.session_state[YEAR_KEY]) == latest else one),
    )  # fmt: skip
    return replace(page, view=replace(page.view, year=None if year == latest else year))
