"""An event opened: what happened, what is claimed of it, what the record shows, who says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from dyad.publish.card_html import write_event
from dyad.publish.cards import event_card
from dyad.publish.citing import event_references
from dyad.publish.drawing_requests import SCRIPT, part_address
from dyad.record import Event
from dyad.ui.citing import fold_references
from dyad.ui.drawn import call_script
from dyad.ui.filters import open_event
from dyad.ui.html_tables import show_markup
from dyad.ui.page import Page
from dyad.ui.words import literal
from dyad.view import select_events

FIGURE, PANEL = 0.66, 0.34  # shares of the width, where there is room for both
NONE_OPEN = "Open an event"
HOW_TO_OPEN = (
    "Click a mark or its label, follow its name in the table below, or take one from the filters. "
    "It opens here with what is known of it and who says so."
)
PANEL_KEY = "panel"

_KEY = "dyad_event"
_follow = st.components.v2.component(_KEY, js=call_script("followEvent"))


@contextmanager
def beside_event(page: Page) -> Iterator[None]:
    """Draw what this block does beside the open event, or beside words on how to open one.

    In a narrow window an open event lies over the foot of the page instead (`shell.STYLE`).
    """
    with st.container(key="beside"):
        left, right = st.columns([FIGURE, PANEL], gap="small")
    with left:
        yield
    with right, st.container(key=PANEL_KEY):
        if page.view.event is None:
            st.header(NONE_OPEN, anchor=False)
            st.text(HOW_TO_OPEN)
        else:
            _steps(page, page.view.event)
            _event(page, page.record.event(page.view.event))
    _keep_focus(page, panel=PANEL_KEY)


def event_dialog(page: Page) -> None:
    """Show the open event, if any, over the page."""
    _keep_focus(page)
    if page.view.event is None:
        return
    event = page.record.event(page.view.event)

    @st.dialog(literal(event.title), width="medium", on_dismiss=lambda: open_event(None))
    def dialog() -> None:
        _event(page, event, titled=False)
        st.page_link("pages/timeline.py", label="See it on the timeline", icon=":material/timeline:")

    dialog()


def _keep_focus(page: Page, *, panel: str = "") -> None:
    """Have the focus go along with what opens and closes; `panel` is the key of the container where that stands."""
    event = page.view.event
    told = {
        "script": part_address(SCRIPT),
        "open": event,
        "panel": panel,
        "label": "The open event" if event else NONE_OPEN,
        "title": page.record.event(event).title if event else "",
    }
    _follow(key=_KEY, data=told, on_closed_change=lambda: open_event(None), on_opened_change=_open_followed)


def _open_followed() -> None:
    """Open the event whose link in a table was followed."""
    event: str | None = st.session_state[_KEY].opened
    if event:
        open_event(event)


def _event(page: Page, event: Event, *, titled: bool = True) -> None:
    record = page.record
    if titled:
        st.header(literal(event.title), anchor=False)
    show_markup(write_event(event_card(record, event.id)))
    fold_references("Cite this event and its sources", event_references(record, event), key=f"cite-{event.id}")
    st.caption("Address of this event")
    st.code(f"/timeline?event={event.id}", language=None)


def _steps(page: Page, event_id: str) -> None:
    order = {id: at for at, id in enumerate(page.record.event_ids)}
    kept, here = list(select_events(page.record, page.view)["id"]), order[event_id]  # which itself may be left out
    before = next((id for id in reversed(kept) if order[id] < here), None)
    after = next((id for id in kept if order[id] > here), None)
    with st.container(horizontal=True, key="steps"):
        st.button("← Previous", on_click=open_event, args=(before,), disabled=before is None)
        st.button("Next →", on_click=open_event, args=(after,), disabled=after is None)
        st.button("Close", on_click=open_event, args=(None,))
