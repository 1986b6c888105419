"""An event opened: what happened, what is claimed of it, who says so; and the story from one event to the next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import streamlit as st

from dyad.publish.card_html import add_place, write_event
from dyad.publish.cards import event_card
from dyad.publish.citing import event_references
from dyad.record import Event
from dyad.ui.component import call_script, heard
from dyad.ui.copying import fold_references, offer_report, show_text
from dyad.ui.drawn import show_drawn
from dyad.ui.filters import set_filters
from dyad.ui.page import Page
from dyad.ui.words import literal, show_markup
from dyad.view import events_beside, filters_hiding_open, select_events, story_ids
from dyad.wording import ui_page as wording
from dyad.wording.pieces import labelled
from dyad.wording.view import open_hidden

FIGURE, PANEL = 0.66, 0.34  # shares of the width, where there is room for both
PANEL_KEY, STORY_KEY = "panel", "telling"

_KEY, _STORY_KEY = "dyad_event", "story"
_follow = st.components.v2.component(_KEY, js=call_script("followEvent"))


def story_of(page: Page) -> Page | None:
    """Offer the events that matter most one after the other; return the page with one open while they are told so."""
    ids = story_ids(page.record, page.view)
    told = st.checkbox(wording.STORY, key=_STORY_KEY, bind="query-params")  # holds it in the address; never shown
    if not told and ids:
        st.button(wording.TELL, key="tell", on_click=_begin, args=(page,))
    event = page.view.event or next(iter(ids), None)  # an address may ask for the story alone
    return replace(page, view=replace(page.view, event=event)) if told and event else None


def show_story(page: Page) -> None:
    """Show the open event large, below its place on the axis, with the ways to the one before and the one after."""
    event = page.record.event(page.view.event or "")
    with st.container(key="place"):
        show_drawn(page, "event-strip")
    with st.container(key=STORY_KEY):
        _steps(page, among=story_ids(page.record, page.view))
        _event(page, event)
    _keep_focus(page, panel=STORY_KEY, story=True)


def _begin(page: Page) -> None:
    ids = story_ids(page.record, page.view)
    st.session_state[_STORY_KEY] = True
    if page.view.event not in ids:
        set_filters(event=ids[0])


def _leave() -> None:
    st.session_state[_STORY_KEY] = False
    set_filters(event=None)


@contextmanager
def beside_event(page: Page) -> Iterator[None]:
    """Draw what this block does over the whole width, or beside the open event.

    In a narrow window an open event lies over the foot of the page instead (`shell.css`).
    """
    with st.container(key="beside"):
        left, right = st.columns([FIGURE, PANEL], gap="small")
    with left:
        yield
    if page.view.event is not None:
        with right, st.container(key=PANEL_KEY):
            _steps(page, among=list(select_events(page.record, page.view)["id"]))
            _event(page, page.record.event(page.view.event))
    _keep_focus(page, panel=PANEL_KEY)


def event_dialog(page: Page) -> None:
    """Show the open event, if any, over the page."""
    _keep_focus(page)
    if page.view.event is None:
        return
    event = page.record.event(page.view.event)

    @st.dialog(literal(event.title), width="medium", on_dismiss=lambda: set_filters(event=None))
    def dialog() -> None:
        _event(page, event, titled=False)
        st.page_link("pages/timeline.py", label=wording.SEE_ON_TIMELINE, icon=":material/timeline:")

    dialog()


def _keep_focus(page: Page, *, panel: str = "", story: bool = False) -> None:
    """Have the focus go along with what opens and closes; `panel` is the key of the container where that stands.

    In a `story` the keys of a clicker step through it, too.
    """
    event = page.view.event
    told = {
        "open": event,
        "panel": panel,
        "story": story,
        "label": wording.THE_OPEN_EVENT,
        "title": page.record.event(event).title if event else "",
    }
    _follow(key=_KEY, data=told, on_closed_change=_leave, on_opened_change=_open_linked)


def _open_linked() -> None:
    """Open the event whose link was followed, in a table or wherever else on the page."""
    if event := heard(_KEY, "opened"):
        set_filters(event=event)


def _event(page: Page, event: Event, *, titled: bool = True) -> None:
    record = page.record
    if titled:
        st.header(literal(event.title), anchor=False)
    if hidden := filters_hiding_open(record, page.view):
        with st.container(key="outside", horizontal=True, vertical_alignment="center"):
            st.text(open_hidden(page.view, hidden))
            st.button(wording.WIDEN, key="widen", on_click=set_filters, kwargs=hidden)
    show_markup(write_event(event_card(record, event.id)))
    show_markup(add_place(f"event/{event.id}", event.title))
    fold_references(wording.CITE_EVENT, event_references(record, event, home=page.home), key=f"cite-{event.id}")
    if page.own is not None:
        return  # which has no address that others could follow
    address = f"{page.home}/timeline?event={event.id}"
    st.caption(wording.EVENT_ADDRESS)
    show_text(address)
    offer_report(record, labelled(wording.EVENT, event.title), address, key=f"report-{event.id}")


def _steps(page: Page, *, among: list[str]) -> None:
    """Offer the events before and after the open one, of those to step through."""
    before, after = events_beside(page.record, page.view, among=among)
    story = st.session_state.get(_STORY_KEY, False)
    with st.container(horizontal=True, vertical_alignment="center", key="steps"):
        st.button(wording.PREVIOUS, key="before", on_click=set_filters, kwargs={"event": before}, disabled=not before)
        st.button(wording.NEXT, key="after", on_click=set_filters, kwargs={"event": after}, disabled=not after)
        st.button(wording.LEAVE_STORY if story else wording.CLOSE, key="close", on_click=_leave)
        if story and page.view.event in among:
            place = wording.story_place(at=among.index(page.view.event) + 1, number=len(among))
            st.caption(literal(place))
