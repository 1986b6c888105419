"""What stands around every page: its address, its name, the filters, and what happens when all fails.

`app.py` calls `run_app`; each file in pages/ starts with `page = shell.enter()`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import streamlit as st
from markupsafe import Markup
from streamlit.navigation.page import Page as NavigationPage

from dyad.importing.current import current_record, data_folder
from dyad.publish.pages import FIRST, PAGES, PageEntry
from dyad.publish.printing import write_foot
from dyad.record import Record, RecordError
from dyad.ui.failure import tell_failure
from dyad.ui.filters import OWN, choose_view, offer_filters, open_event, show_dropped, tidy_address
from dyad.ui.html_tables import show_markup
from dyad.ui.opening import show_opening
from dyad.ui.own import lost_tables, mark_address, own_tables, show_banner, take_waiting
from dyad.ui.page import Page, current_page
from dyad.ui.search import offer_search
from dyad.ui.window import read_scheme
from dyad.ui.words import literal
from dyad.view import View, default_view

ROOT = Path(__file__).parents[2]
ICON = "🗓️"

# Our own entries in the session's state:
_PAGES = "dyad_pages"  # the menu's
_ENTERED = "dyad_entered"  # the session has had its first run
_SHOWN = "dyad_shown"  # the page of the last run
_SENT_BACK = "dyad_sent_back"  # a page ran without app.py and asked for another run

# A figure in a window of 644 px has no more room than one of `ROOM["medium"]`: the overview's rows stand apart there.
# Below 1,000 px there is no room for an event beside the timeline.
# The stylesheet of every page; never a value from the record or the address in it.
STYLE = """<style>
.st-key-event, .st-key-brush, .st-key-story, .st-key-sources, .st-key-year, .st-key-asked { display: none; }
.st-key-dyad_window, .st-key-dyad_event { position: absolute; }
@media (max-width: 767px) {
  [data-testid="stLayoutWrapper"]:has(> .st-key-filters_folded) { display: none; }
  /* Streamlit's menu lies beside the window there: it is a row over the page, which scrolls sideways */
  [data-testid="stSidebar"] {
    position: fixed !important; inset: 0 3.5rem auto 0; z-index: 999991; transform: none !important; background: none;
    width: auto !important; min-width: 0 !important; max-width: none !important; height: 3.75rem !important;
  }
  [data-testid="stSidebar"] > div:not([data-testid="stSidebarContent"]), [data-testid="stSidebarHeader"],
  [data-testid="stExpandSidebarButton"], [data-testid="stSidebarUserContent"] { display: none !important; }
  [data-testid="stSidebarContent"], [data-testid="stSidebarNav"] { height: 100%; overflow: visible; }
  [data-testid="stSidebarNavItems"] {
    display: flex; flex-direction: row; align-items: center; gap: 0.25rem; height: 3.75rem; max-height: none; margin: 0;
    padding: 0 2rem 0 0.3rem; overflow-x: auto; overflow-y: hidden; scrollbar-width: none;
  }
  [data-testid="stSidebarNavLink"] { margin: 0; padding: 0 0.6rem; min-height: 2.75rem; white-space: nowrap; }
}
@media (min-width: 768px) {
  .st-key-fold { display: none; }
  [data-testid="stLayoutWrapper"]:has(> [class*="st-key-filters"]) { min-height: 2.5rem; margin-bottom: -0.1rem; }
  [class*="st-key-filters"] {
    flex-wrap: nowrap !important; overflow-x: auto; overflow-y: hidden; scrollbar-width: none; min-height: 2.5rem;
  }
  [class*="st-key-filters"] > .st-key-years { margin-block: -0.5rem; }
  :has(> * > .st-key-opening .opening) > [data-testid="stLayoutWrapper"]:has(> [class*="st-key-filters"]) {
    min-height: 2rem;
  }
  :has(> * > .st-key-opening .opening) [class*="st-key-filters"] { margin-top: -0.5rem; }
  [class*="st-key-filters"] > * { flex: none !important; }
  [class*="st-key-filters"] > :has(> .st-key-told), .st-key-told { width: auto !important; }
  [class*="st-key-filters"] > :has(> .st-key-told) { flex: 0 1 auto !important; min-width: 8rem; margin-left: auto; }
  [class*="st-key-filters"] .st-key-years { width: 9rem !important; }
  [class*="st-key-filters"] .st-key-q { width: 8rem !important; }
  [class*="st-key-filters"] [data-testid="stSlider"] { padding: 0.9rem 0.5rem 0; }
}
[class*="st-key-filters"] :is(button, input, label, p) { font-size: 0.8125rem !important; }
[class*="st-key-filters"] [data-testid="stButtonGroup"] button { min-height: 1.75rem; padding: 0 0.6rem; }
[class*="st-key-filters"] [data-testid="stTextInputRootElement"] { height: 2rem; min-height: 2rem; }
[class*="st-key-filters"] [data-testid="InputInstructions"] { display: none; }
@media (max-width: 767px) {
  .st-key-fold button, .st-key-tell button { min-height: 2.75rem; }
  [data-testid="stSidebarNavItems"] { mask-image: linear-gradient(to right, #000 calc(100% - 2rem), #0000); }
}
[data-testid="stSlider"] [data-rac] > div:has(> div > input:focus-visible) {
  outline: 2px solid var(--ink, currentColor); outline-offset: 2px; border-radius: 50%;
}
@media (forced-colors: active) {
  [data-testid="stSlider"] [data-orientation] [data-orientation] > div:first-child { outline: 1px solid CanvasText; }
  [data-testid="stSlider"] [data-rac]:has(> div > input) {
    background: CanvasText !important; forced-color-adjust: none;
  }
  [data-testid="stApp"] [aria-pressed="true"] {
    background: Highlight; color: HighlightText; forced-color-adjust: none;
  }
  [data-testid="stTextInputRootElement"]:focus-within { outline: 2px solid Highlight; outline-offset: -3px; }
}
.st-key-choices { min-height: 1.75rem; }
.st-key-choices button { min-height: 1.75rem; padding: 0 0.5rem; }
.st-key-theme button p::first-letter { text-transform: uppercase; }
.st-key-top h1 { padding: 0; }
@media screen and (min-width: 1180px) {  /* beside the menu: figures get the height */
  [data-testid="stTopNav"] { justify-content: flex-end; }
  [data-testid="stHeader"] { height: 3rem; min-height: 3rem; }
  [data-testid="stLayoutWrapper"]:has(> .st-key-top) { position: absolute; }
  .st-key-top {
    position: fixed; z-index: 999991; inset: 0 3.6rem auto 0.9rem; width: auto; height: 3rem !important;
    margin: 0; justify-content: space-between; pointer-events: none;
  }
  .st-key-top > * { flex: none !important; width: auto !important; pointer-events: auto; }
  .st-key-top h1 { max-width: calc(100vw - 54rem); font-size: 1.25rem; }
  [data-testid="stMainBlockContainer"]:has(.st-key-top) { padding-top: 3.1rem; }
}
.st-key-own { background: var(--st-secondary-background-color); border-radius: 6px; padding: 4px 4px 4px 12px; }
:has(> * .st-key-top) :is([data-testid="stMarkdownContainer"] > p, [data-testid="stText"]) { max-width: 42rem; }
[role="dialog"] :is(td, th) { overflow-wrap: break-word; }
.st-key-own > :first-child { flex: 1 1 0; min-width: 16rem; }
.st-key-own [data-testid="stText"] { white-space: normal; overflow-wrap: anywhere; }
[data-testid="stText"], [data-testid="stMarkdownContainer"], [data-testid="stHeading"] { overflow-wrap: anywhere; }
[class*="st-key-drawn-"] a { padding: 0; min-height: 24px; font-size: 0.875rem; }
.dyad-drawn:empty { min-height: 24rem; }
@media (min-width: 645px) {
  [data-testid="stLayoutWrapper"]:has(> [class*="st-key-drawn-"][class*="-narrow"]) { display: none; }
}
@media (max-width: 644px) {
  [data-testid="stLayoutWrapper"]:has(> [class*="st-key-drawn-"][class*="-wide"]) { display: none; }
}
.st-key-beside:not(:has(.st-key-steps)) [data-testid="stColumn"] { flex: 1 1 100%; }
.st-key-beside:not(:has(.st-key-steps)) [data-testid="stColumn"]:last-child { display: none; }
.st-key-tell button { min-height: 1.75rem; padding: 0 0.6rem; }
.st-key-place :is(figcaption, .subtitle, .alone, [data-testid="stPageLink"]) { display: none; }
.st-key-telling { max-width: 60rem; margin-inline: auto; font-size: 1.125rem; }
.st-key-telling h2 { font-size: 2rem; }
.st-key-panel { background: var(--paper); }
.st-key-panel h2 { scroll-margin-top: 8rem; }
:is(.st-key-panel, .st-key-telling) h2:focus { outline: none !important; }
.st-key-panel:has(.st-key-steps) h2 { padding-top: 0; }
[data-testid="stLayoutWrapper"]:has(> .st-key-steps) {
  position: sticky; top: 0; z-index: 1; padding-bottom: 0.3rem; background: var(--paper);
}
@media (min-width: 1000px) {
  [data-testid="stColumn"]:has(.st-key-panel) > div, [data-testid="stLayoutWrapper"]:has(> .st-key-panel) {
    position: sticky; top: 4rem;
  }
  .st-key-panel { max-height: calc(100dvh - 5rem); overflow-y: auto; flex-wrap: nowrap; }
}
@media (max-width: 999px) {
  .st-key-beside [data-testid="stHorizontalBlock"]:has(> [data-testid="stColumn"]) { flex-direction: column; }
  .st-key-beside [data-testid="stColumn"] { width: 100%; flex: none; }
  [data-testid="stColumn"]:has(.st-key-panel) { display: none; }
  [data-testid="stColumn"]:has(.st-key-steps) { display: block; }
  .st-key-panel {
    position: fixed; inset: auto 0 0; z-index: 99; width: auto; max-height: 50dvh; overflow-y: auto; flex-wrap: nowrap;
    padding: 0.6rem 0.9rem 1rem; border-top: 1px solid var(--st-border-color, #8888); box-shadow: 0 -4px 20px #0003;
  }
  [data-testid="stLayoutWrapper"]:has(> .st-key-steps) { top: -0.6rem; padding-top: 0.6rem; margin-top: -0.6rem; }
}
@media screen and (max-width: 999px) {  /* nothing that has the focus lies below it */
  [data-testid="stMain"]:has(.st-key-panel .st-key-steps) { max-height: 50dvh; }
}
.st-key-sheet .drawing {  /* whole in the window, unless it would be too small to read */
  width: min(100%, max(20rem, (100dvh - 12.5rem) * var(--shape, 1))); outline: 1px solid #8884;
}
[data-testid="stApp"] :is(a, button, summary, [tabindex], [role="slider"], label:has(input)):focus-visible,
[data-testid="stApp"] label:has(input:focus-visible) {
  outline: 2px solid var(--ink, currentColor) !important; outline-offset: 2px;
}
[data-testid="stMain"]:focus-visible { outline-offset: -2px !important; }
[data-testid="stElementToolbar"]:focus-within { opacity: 1 !important; }
[data-testid="stApp"] button p { margin-bottom: 0 !important; }  /* whatever spacing is set for texts */
.saves { display: flex; flex-wrap: wrap; gap: 0.5rem; }
.saves a {
  padding: 0.3rem 0.75rem; border: 1px solid var(--st-border-color, #8888); border-radius: 4px;
  color: inherit; font-size: 0.875rem; text-decoration: none;
}
.saves a:hover { border-color: var(--st-primary-color, currentColor); color: var(--st-primary-color, inherit); }
[data-testid="stMainBlockContainer"] > div > [data-testid="stVerticalBlock"] { gap: 0.6rem; }
[data-testid="stMain"] { scrollbar-gutter: stable; }
[data-testid="stMainBlockContainer"] { padding-left: 0.9rem; padding-right: 0.9rem; }
</style>"""


def enter() -> Page:
    """Return what this page needs. The first call of every file in pages/.

    A server's first visitor may arrive on a file in pages/ without app.py having run: Streamlit
    takes that folder for its own kind of menu until it has seen `st.navigation` once. Then this
    shows it one and starts over.
    """
    page = current_page.get()
    if page is None:
        if st.session_state.pop(_SENT_BACK, False):
            st.error("This file is one page of the dashboard. Start it with: streamlit run app.py")
            st.stop()
        st.session_state[_SENT_BACK] = True
        _navigate()
        st.rerun()
    return page


def run_app() -> None:
    """Draw the page that the address names, with what stands around it."""
    st.session_state.pop(_SENT_BACK, None)
    try:
        _run()
    except RecordError as error:  # which the log has (`dyad/record/current.py`)
        _dress()
        _show_problems(error)
    except Exception as error:
        _dress()
        tell_failure(error)


def _dress(title: str | None = None) -> None:
    """Give the page its title, its icon and the whole width."""
    st.set_page_config(page_title=title, page_icon=ICON, layout="wide", initial_sidebar_state="collapsed")


def _run() -> None:
    take_waiting()
    served, own = current_record(), own_tables()
    record = own.record if own else served
    chosen = _navigate()
    entry = PAGES[chosen.url_path or FIRST.name]
    if _ENTERED not in st.session_state:
        # A session's first run draws nothing. It may belong to Streamlit's own menu (see `enter`),
        # whose widgets lose their place in the address on the first change of page.
        st.session_state[_ENTERED] = True
        tidy_address(entry, record, lost=lost_tables(st.query_params.get_all(OWN)))
        st.rerun()
    if st.session_state.get(_SHOWN, entry.name) != entry.name and not entry.beside:
        open_event(None)  # it was opened on another page
    st.session_state[_SHOWN] = entry.name
    _dress(f"{entry.menu} · {record.about.title}")
    st.html(STYLE)
    show_markup(Markup("<style>{}</style>").format(Markup(write_foot(record))))  # noqa: S704 - quoted
    mark_address(own)
    view = default_view(record) if entry.bare else _choose(entry, record)
    if view.event:
        st.set_page_config(page_title=f"{record.event(view.event).title} · {record.about.title}")
    scheme = read_scheme()
    if not entry.bare:
        show_banner(own, served)
    show_dropped()
    token = current_page.set(
        Page(
            name=entry.name,
            record=record,
            view=view,
            scheme=scheme,
            folder=data_folder(),
            served=served,
            own=own,
        )
    )
    try:
        chosen.run()
    finally:
        current_page.reset(token)


def _choose(entry: PageEntry, record: Record) -> View:
    """Draw heading and filters, and return what they say."""
    top = st.container(horizontal=True, vertical_alignment="center", wrap=False, key="top")
    top.title(literal(entry.heading_for(record)), anchor=False)
    opening = st.container(key="opening", gap=None)
    view = choose_view(record)
    if entry is FIRST:
        with opening:
            show_opening(record, view)
    with top:
        offer_search(record)
        offer_filters(view, default=default_view(record))
    return view


def _navigate(position: Literal["top", "hidden"] = "top") -> NavigationPage:
    """Show the menu, or hide it, and return the page the address names."""
    if _PAGES not in st.session_state:  # made once a session: each looks for its file
        st.session_state[_PAGES] = [
            st.Page(
                ROOT / "pages" / f"{entry.name}.py",
                title=entry.menu,
                url_path=entry.name,
                default=entry is FIRST,
            )
            for entry in PAGES.values()
        ]
    return st.navigation(st.session_state[_PAGES], position=position)


def _show_problems(error: RecordError) -> None:
    _navigate("hidden")
    st.title("The record cannot be read", anchor=False)
    for problem in error.problems:
        st.text(str(problem))
