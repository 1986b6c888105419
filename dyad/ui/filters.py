"""The filters of all pages: the widgets that hold the shared choice, as the address has it, and those that are set.

A widget's key is its parameter in the address. All of them are on the page at all times; in a narrow window the
stylesheet folds them away: what a closed `st.popover` holds is not on the page, and its parameters are lost from the
address when the reader goes to another page.

The open event has a text input that is never shown: figures, tables and the search open events. The brushed period,
which figures write into the address, has a slider that is never shown, and the choices that some figures heed
have text inputs: Streamlit's menu takes along what widgets of `app.py` hold, and nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dyad.publish.opening import write_shown
from dyad.publish.pages import PageEntry
from dyad.record import Record
from dyad.record.folding import visible
from dyad.ui.words import literal, show_markup
from dyad.view import MAX_TEXT_CHARS, View, default_view, view_from_query
from dyad.wording import ui_page as wording
from dyad.wording.pieces import headed, labelled, say_span
from dyad.wording.ui_figures import SOURCES_DRAWN
from dyad.wording.view import NAME_LEFT_OUT, text_searched

KEYS = {"years": "years", "themes": "theme", "text": "q", "beyond": "beyond", "context": "context", "event": "event",
        "brush": "brush", "sources": "sources", "year": "year"}  # fmt: skip
NO_YEAR = 99_999  # of any record
BUTTON_CHARS = 40  # of a search, on the button that takes it away
NO_PERIOD = (-NO_YEAR, -NO_YEAR)
NOTHING = {"event": "", "brush": NO_PERIOD, "year": ""}  # what stands for none

_UNFOLDED = "dyad_filters_unfolded"  # whether the panel shows


def offer_filters(entry: PageEntry, record: Record, view: View) -> None:
    """Draw the button that shows and hides the filters in a narrow window; it says how many are set."""
    st.button(
        literal(wording.filters_set(len(set_choices(entry, record, view)))),
        key="fold",
        on_click=_turn_fold,
        icon=":material/expand_less:" if st.session_state.get(_UNFOLDED) else ":material/expand_more:",
        icon_position="right",
    )


def set_choices(entry: PageEntry, record: Record, view: View) -> list[tuple[str, dict[str, Any]]]:
    """Return each filter of a page that is set, in words, with what `set_filters` takes to have it go."""
    default = default_view(record)
    found: list[tuple[str, dict[str, Any]]] = []
    if view.years != default.years:
        found.append((say_span(view.years), {"years": default.years}))
    if entry.years_alone:
        return found
    for theme in view.themes:
        found.append((headed(theme), {"themes": tuple(other for other in view.themes if other != theme)}))
    if view.text:
        found.append((text_searched(view.text, most=BUTTON_CHARS), {"text": default.text}))
    names = {"beyond": NAME_LEFT_OUT, "context": wording.REGIONAL}
    found += [(words, {name: False}) for name, words in names.items() if getattr(view, name) != getattr(default, name)]
    return found


def choose_view(entry: PageEntry, record: Record) -> View:
    """Draw the filters in a line and return what they say; those that a page does not heed are not seen."""
    default = default_view(record)
    first, last = record.span
    shown = st.text_input(wording.OPEN_EVENT, key=KEYS["event"], bind="query-params")
    brush = st.slider(wording.PERIOD, -NO_YEAR, NO_YEAR, NO_PERIOD, key=KEYS["brush"], bind="query-params")
    sources = st.text_input(SOURCES_DRAWN, key=KEYS["sources"], bind="query-params")
    year = st.text_input(wording.YEAR_COMPARED, key=KEYS["year"], bind="query-params")
    with st.container(
        key="filters_idle" if entry.whole else "filters" if st.session_state.get(_UNFOLDED) else "filters_folded",
        horizontal=True, vertical_alignment="center", gap="small",
    ):  # fmt: skip
        years = default.years
        if first < last:  # one year leaves nothing to choose
            years = st.slider(
                wording.YEARS, first, last, years, key=KEYS["years"], bind="query-params", width=150,
                label_visibility="collapsed",
            )  # fmt: skip
        themes = st.pills(
            wording.THEMES, record.about.themes, format_func=literal, selection_mode="multi", key=KEYS["themes"],
            bind="query-params", label_visibility="collapsed", width="content",
        )  # fmt: skip
        text = st.text_input(
            wording.SEARCH_EVENTS, placeholder=wording.SEARCH_EVENTS, key=KEYS["text"], bind="query-params", live=True,
            max_chars=MAX_TEXT_CHARS, width=150, label_visibility="collapsed",
        )  # fmt: skip
        beyond = record.has_claims and st.checkbox(NAME_LEFT_OUT, key=KEYS["beyond"], bind="query-params")
        context = st.checkbox(wording.REGIONAL, key=KEYS["context"], bind="query-params")
        told = st.container(key="told")
    asked: dict[str, Sequence[object]] = {
        "years": years, "theme": themes, "q": [visible(text or "").strip()[:MAX_TEXT_CHARS]], "event": [shown],
        "beyond": [beyond], "context": [context], "brush": brush, "sources": [sources], "year": [year],
    }  # fmt: skip
    query = {name: [str(value) for value in values if value not in (None, "")] for name, values in asked.items()}
    view, _ = view_from_query(query, record=record)
    with told:
        show_markup(write_shown(entry, record, view))
    if not entry.whole:
        _show_filters_set(entry, record, view)
    return view


def _show_filters_set(entry: PageEntry, record: Record, view: View) -> None:
    """Show each filter that is set, to be taken away; what follows keeps its place, and so is not drawn anew."""
    choices = set_choices(entry, record, view)
    with st.container(key="choices", horizontal=True, vertical_alignment="center", gap="small"):
        for at, (words, without) in enumerate(choices):
            st.button(literal(words), key=f"without-{at}", icon=":material/close:", icon_position="right",
                      help=literal(labelled(wording.TAKE_AWAY, words)),
                      on_click=set_filters, kwargs=without)  # fmt: skip
        if choices:
            st.button(
                wording.RESET, key="reset", type="tertiary", on_click=set_filters, kwargs=vars(default_view(record))
            )


def set_filters(**values: Any) -> None:
    """Set fields of the shared view; for callbacks only, as `on_click=set_filters, kwargs={"beyond": True}`.

    The names are those of `View`, an `event` of None is closed. The address follows.
    """
    for name, value in values.items():
        held = list(value) if name == "themes" else str(value) if name == "year" else value
        st.session_state[KEYS[name]] = NOTHING[name] if value is None else held


def _turn_fold() -> None:
    st.session_state[_UNFOLDED] = not st.session_state.get(_UNFOLDED)
