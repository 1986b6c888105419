"""What a page needs to know to draw itself, and what its window tells: by a component without a face."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

import streamlit as st

from dyad.figures.style import Scheme
from dyad.importing.current import data_folder
from dyad.publish.file_requests import Source, read_source
from dyad.record import Record
from dyad.ui.component import read_script
from dyad.view import View


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


def name_window(record: Record, name: str) -> None:
    """Give the window its title: what its address names, else the name of its page. Once a run, or it would flicker."""
    st.set_page_config(page_title=f"{name} · {record.about.title}")


current_page: ContextVar[Page | None] = ContextVar("dyad_page", default=None)


# -- whether it is light or dark, and whether it has found its server again ---------------------------

WINDOW = "dyad_window"

_window = st.components.v2.component(WINDOW, js=read_script("page"))


def read_scheme() -> Scheme:
    """Return whether the page is light or dark, as the browser last said."""
    said = st.session_state.get(WINDOW) or {}
    scheme: Scheme = "dark" if (said.get("scheme") or st.context.theme.type) == "dark" else "light"
    # a state of a component needs a callback to exist
    _window(key=WINDOW, data={"scheme": scheme}, on_scheme_change=lambda: None, on_back_change=lambda: None)
    return scheme
