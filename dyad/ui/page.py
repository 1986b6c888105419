"""The page being drawn: what it needs to know, its address kept to what it takes, whether it is light or dark."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from typing import NoReturn
from urllib.parse import urlsplit

import streamlit as st

from dyad.figures.style import Scheme
from dyad.importing.current import data_folder
from dyad.publish.file_requests import Source, read_source
from dyad.publish.pages import SWITCHED, PageEntry
from dyad.record import Record
from dyad.ui.component import heard, read_script
from dyad.ui.filters import KEYS
from dyad.ui.words import literal
from dyad.view import VIEW_PARAMETERS, View, view_from_query, view_to_query
from dyad.wording import ui_page as wording
from dyad.wording.addresses import say_refused


@dataclass(frozen=True, kw_only=True)
class Page:
    """The page being drawn: the record, the reader's choice, and whether the screen is light or dark.

    The `record` is the one that is `served`, unless the reader brought tables, which are then `own`.
    """

    name: str
    record: Record
    view: View
    scheme: Scheme
    served: Record
    own: Source | None = None

    @cached_property
    def source(self) -> Source:
        """What files of the record are made of: the record and its lesson."""
        return self.own or read_source(data_folder(), self.record)

    @property
    def home(self) -> str:
        """Where the dashboard is: as the record says, else as the browser found it; without a slash at the end.

        Tables of a reader's own are nowhere that others could go.
        """
        if self.record.about.homepage or self.own is not None:
            return self.record.about.homepage
        here = urlsplit(st.context.url or "")
        return f"{here.scheme}://{here.netloc}{here.path.rpartition('/')[0]}" if here.netloc else ""


current_page: ContextVar[Page] = ContextVar("dyad_page")


# -- whether it is light or dark, and whether it has found its server again ---------------------------

WINDOW = "dyad_window"

_window = st.components.v2.component(WINDOW, js=read_script("page"))


def read_scheme() -> Scheme:
    """Return whether the page is light or dark, as the browser last said."""
    scheme: Scheme = "dark" if (heard(WINDOW, "scheme") or st.context.theme.type) == "dark" else "light"
    # a state of a component needs a callback to exist
    _window(key=WINDOW, data={"scheme": scheme}, on_scheme_change=lambda: None, on_back_change=lambda: None)
    return scheme


# -- its address -------------------------------------------------------------------------------------

OWN = "own"  # parameter of an address made from a reader's own tables
# Our own entry in the session's state:
_DROPPED = "dyad_dropped"  # sentences, one a value of the address that was left out


def tidy_address(entry: PageEntry, record: Record) -> None:
    """Have the address hold only what the page and its filters take, note the rest, and start over if it held more.

    To be called before any widget of a session: a bound parameter cannot be written.
    """
    asked = {name: st.query_params.get_all(name) for name in st.query_params}
    written = {literal(theme): theme for theme in record.about.themes}  # as the widget writes its options
    query = dict(asked)
    query |= {name: [written.get(one, one) for one in query[name]] for name in {KEYS["themes"]} & set(query)}
    view, refused = view_from_query(query, record=record)
    own, dropped_own = entry.read_own(record, query)
    st.session_state[_DROPPED] = (*st.session_state.get(_DROPPED, ()), *say_refused(refused), *dropped_own)
    taken = (*VIEW_PARAMETERS, *entry.own(record))
    others = {name: values for name, values in query.items() if name not in taken}
    tidy = others | own | view_to_query(record, view)
    if view.themes:
        tidy[KEYS["themes"]] = [literal(theme) for theme in view.themes]
    if tidy != asked:
        st.query_params.from_dict(tidy)
        st.rerun()


def drop(name: str, sentence: str, *, instead: str | None = None) -> NoReturn:
    """Have the address hold something else, or nothing, and say why; the page starts over."""
    st.session_state[_DROPPED] = (*st.session_state.get(_DROPPED, ()), sentence)
    if instead is None:
        del st.query_params[name]
    else:
        st.query_params[name] = instead
    st.rerun()


def show_dropped() -> None:
    """Say which values of the address were left out, until the reader dismisses it."""
    if dropped := st.session_state.get(_DROPPED):
        with st.container(horizontal=True, vertical_alignment="center", wrap=False, key="dropped"):
            st.warning("\n\n".join(literal(sentence) for sentence in dropped))
            st.button(wording.DISMISS, on_click=forget_dropped)


def forget_dropped() -> None:
    """Say no more what was left out of the address; for callbacks only."""
    st.session_state.pop(_DROPPED, None)


def is_asked(name: str) -> bool:
    """Return whether the address has a parameter that is a switch."""
    return SWITCHED.get(st.query_params.get(name, "")) == "true"
