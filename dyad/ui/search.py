"""One search over events, claims and sources, from any page: a dialog, links to what was found, or what to try.

What is typed is no part of the shared choice, and in no address. The links are followed within the session by
`search.js`; in a window of their own they are addresses like any other.
"""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from dyad.publish.search import Group, Hit, find, unknown_words
from dyad.record import Record
from dyad.record.folding import visible
from dyad.ui.component import call_script
from dyad.ui.words import KEYS, show_markup
from dyad.view import MAX_TEXT_CHARS
from dyad.wording import ui_page as wording

OPEN_KEY, TEXT_KEY = "search_open", "search"  # of the button and of what is typed; the script knows them
_ASKED = "dyad_search_asked"  # our entry in the session's state: the search is to be opened

_GROUP = Markup("<section><h3>{named}</h3><ul>{hits}</ul></section>")
_HIT = Markup('<li><a href="{address}"{language}>{title}</a><small>{line}</small></li>')
_LANGUAGE = Markup(' lang="{}" dir="auto"')
_follow = st.components.v2.component("dyad_search", js=call_script("followSearch"))


@st.fragment  # no figure is drawn anew for it
def offer_search(record: Record) -> None:
    """Offer the search of a record; in the bar at the top of a page."""
    # by a callback: what a button returns is lost where a run begins anew
    st.button(
        wording.SEARCH, key=OPEN_KEY, icon=":material/search:", on_click=st.session_state.update, args=({_ASKED: True},)
    )
    if st.session_state.pop(_ASKED, False):
        _search(record)


@st.dialog(wording.SEARCH_RECORD, width="medium")
def _search(record: Record) -> None:
    typed = st.text_input(wording.TYPED, key=TEXT_KEY, live=True, max_chars=MAX_TEXT_CHARS, autocomplete="off")
    text = visible(typed or "").strip()
    groups = find(record, text)
    told = say_found(record, text, groups)
    st.text(told)
    show_markup(write_found(groups))
    _follow(key="dyad_search", data={"said": told})
    show_markup(KEYS.format(keys="search", label=wording.SEARCH_KEY))


def say_found(record: Record, text: str, groups: tuple[Group, ...]) -> str:
    """Say what was found, or where is looked and what to try."""
    if not text:
        return wording.looks_in({group.name: group.whole for group in groups if group.whole})
    found = {group.name: group.found for group in groups if group.found}
    if found:
        return wording.found(found)
    return wording.nothing_found([group.name for group in groups if group.whole], unknown_words(record, text))


def write_found(groups: tuple[Group, ...]) -> Markup:
    """Return what was found as lists of links, each kind under its heading; nothing where nothing was."""
    written = [
        _GROUP.format(
            named=wording.found_heading(group.name, len(group.hits), group.found),
            hits=Markup("").join(map(_write_hit, group.hits)),
        )
        for group in groups
        if group.hits
    ]
    return Markup('<div class="dyad-found">{}</div>').format(Markup("").join(written))


def _write_hit(hit: Hit) -> Markup:
    language = _LANGUAGE.format(hit.language) if hit.language else ""
    return _HIT.format(address=hit.address, language=language, title=hit.title, line=hit.line)
