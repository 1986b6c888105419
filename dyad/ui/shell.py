"""What stands around every page: its window's title, menu, heading; what it lacks or filters leave out; when all fails.

`app.py` calls `run_app`; each file in pages/ starts with `page = shell.enter()`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Literal

import streamlit as st
from markupsafe import Markup
from streamlit.navigation.page import Page as NavigationPage

from dyad.figures.catalogue import FIGURES, figures_of
from dyad.importing.current import current_record
from dyad.paths import shipped
from dyad.publish.opening import write_opening
from dyad.publish.pages import FIRST, PAGES, PageEntry
from dyad.publish.printing import write_foot
from dyad.record import Record, RecordError
from dyad.ui.figures import FIGURE
from dyad.ui.filters import choose_view, offer_filters, set_filters
from dyad.ui.lesson_store import keep_lesson
from dyad.ui.own import mark_address, own_tables, show_banner, take_waiting, write_tables
from dyad.ui.page import OWN, Page, current_page, drop, read_scheme, show_dropped, tidy_address
from dyad.ui.search import offer_search
from dyad.ui.words import literal, show_markup
from dyad.view import View, default_view, view_query
from dyad.wording import ui_page as wording
from dyad.wording.addresses import OTHER_TABLES
from dyad.wording.view import no_event_by

ICON = "🗓️"

# Our own entries in the session's state:
_SHOWN = "dyad_shown"  # the page of the last run; none before the address is tidy

STYLE = Path(__file__).with_suffix(".css")


def enter() -> Page:
    """Return what this page needs. The first call of every file in pages/."""
    return current_page.get()


def show_missing_notice(page: Page) -> bool:
    """Say where the record holds nothing for this page; returns whether it had to."""
    if told := PAGES[page.name].say_lacking(page.record):
        st.info(literal(told))
    return bool(told)


def name_window(record: Record, name: str) -> None:
    """Give the window its title: what its address names, else the name of its page. Once a run, or it would flicker."""
    st.set_page_config(page_title=f"{name} · {record.about.title}")


def show_empty_notice(page: Page) -> None:
    """Say which filter leaves no event, if one does."""
    if told := no_event_by(page.record, page.view):
        st.info(literal(told))


def run_app() -> None:
    """Draw the page that the address names, with what stands around it."""
    try:
        _run()
    except RecordError as error:  # which the log has (`dyad/importing/current.py`)
        _navigate("hidden")
        st.title(wording.NO_RECORD, anchor=False)
        for problem in error.problems:
            st.text(str(problem))


def _run() -> None:
    chosen = _navigate()
    st.set_page_config(page_icon=ICON, layout="wide", initial_sidebar_state="collapsed")
    take_waiting()
    served, own = current_record(), own_tables()
    record = own.record if own else served
    entry = PAGES[chosen.url_path or FIRST.name]
    if own is None and OWN in st.query_params:
        drop(OWN, OTHER_TABLES)
    if _SHOWN not in st.session_state:
        tidy_address(entry, record)
    if st.session_state.get(_SHOWN, entry.name) != entry.name and not entry.beside:
        set_filters(event=None)  # it was opened on another page
    st.session_state[_SHOWN] = entry.name
    st.html(STYLE)  # a file of this kind is a stylesheet to Streamlit
    foot = Markup(write_foot(record))  # noqa: S704 - quoted
    show_markup(Markup("<style {}>{}</style>").format(write_tables(record, own), foot))
    mark_address(own)
    view = default_view(record) if entry.bare else _choose(entry, record)
    scheme = read_scheme()
    if not entry.bare:
        name_window(record, _named(entry, record, view))
        show_banner(own, served)
    show_dropped()
    page = Page(name=entry.name, record=record, view=view, scheme=scheme, served=served, own=own)
    token = current_page.set(page)
    keep_lesson(page)
    try:
        chosen.run()
    finally:
        current_page.reset(token)


def _named(entry: PageEntry, record: Record, view: View) -> str:
    """Return what the address of a page names on it, as a link to it does, else the page."""
    if view.event:
        return record.event(view.event).title
    figure = st.query_params.get(FIGURE, "") if entry.listing == "figures" else ""
    return FIGURES[figure].title if figure in figures_of(record) else entry.menu


def _choose(entry: PageEntry, record: Record) -> View:
    """Draw heading and filters, and return what they say."""
    top = st.container(horizontal=True, vertical_alignment="center", wrap=False, key="top")
    top.title(literal(entry.heading_for(record)), anchor=False)
    opening = st.container(key="opening", gap=None)
    view = choose_view(entry, record)
    if entry is FIRST:
        with opening:
            asked = view_query(record, replace(view, event=None))
            show_markup(write_opening(record, view, address=lambda page: f"./{page.path}{asked}"))
    with top:
        offer_search(record)
        if not entry.whole:
            offer_filters(entry, record, view)
    return view


def _navigate(position: Literal["top", "hidden"] = "top") -> NavigationPage:
    """Show the menu, or hide it, and return the page the address names."""
    pages = [
        st.Page(shipped(f"pages/{entry.name}.py"), title=entry.menu, url_path=entry.name, default=entry is FIRST)
        for entry in PAGES.values()
    ]
    return st.navigation(pages, position=position)
