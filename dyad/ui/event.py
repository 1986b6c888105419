"""An event opened: what happened, what is claimed of it, what the record shows, who says so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from dyad.figures.look import SIGNS
from dyad.findings.claims import event_verdicts, judge_claims, say_verdict
from dyad.publish.citing import cite_source, event_references
from dyad.publish.drawing_requests import SCRIPT, part_address
from dyad.record import Event, Record
from dyad.ui.citing import fold_references
from dyad.ui.drawn import call_script
from dyad.ui.filters import open_event
from dyad.ui.page import Page
from dyad.ui.words import literal
from dyad.view import select_events
from dyad.wording import headed

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
    verdict = event_verdicts(record)[event.id]
    place = f" · {event.place}" if event.place else ""
    st.caption(literal(f"{event.date_text} · {event.theme}{place}"))
    st.text(event.summary)
    if event.actors:
        st.text(f"Who: {', '.join(event.actors)}")
    claims = judge_claims(record)
    claims = claims[claims["event"] == event.id]
    if len(claims):
        st.markdown(f"**What the {literal(record.about.document)} says**")
    elif record.has_claims:
        st.markdown(f"**{SIGNS[verdict]} {literal(headed(say_verdict(record, verdict)))}: no claim names it**")
    for claim in claims.to_dict("records"):
        where = f"the {record.about.document}, {claim['locator']}"
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{SIGNS[claim['verdict']]} {claim['verdict'].capitalize()}** · {literal(where)}")
            st.text(claim["claim"])
            if claim["record"]:
                st.markdown("**The record shows**")
                st.text(claim["record"])
    if event.note:
        st.markdown("**What sources dispute or leave open**")
        st.text(event.note)
    shown = dict.fromkeys([*event.sources, *(source for sources in claims["sources"] for source in sources)])
    source_list(record, tuple(shown))
    fold_references("Cite this event and its sources", event_references(record, event), key=f"cite-{event.id}")
    st.caption("Address of this event")
    st.code(f"/timeline?event={event.id}", language=None)


def source_list(record: Record, sources: tuple[str, ...]) -> None:
    """List documents as links, in the order given, each with what it is good for."""
    st.markdown(f"**{'Source' if len(sources) == 1 else 'Sources'}**")
    with st.container(gap=None):
        for id in sources:
            source = record.source(id)
            if source.url:
                st.link_button(literal(cite_source(source)), source.url, type="tertiary", wrap=True)
            else:
                st.text(cite_source(source))


def _steps(page: Page, event_id: str) -> None:
    order = {id: at for at, id in enumerate(page.record.event_ids)}
    kept, here = list(select_events(page.record, page.view)["id"]), order[event_id]  # which itself may be left out
    before = next((id for id in reversed(kept) if order[id] < here), None)
    after = next((id for id in kept if order[id] > here), None)
    with st.container(horizontal=True, key="steps"):
        st.button("← Previous", on_click=open_event, args=(before,), disabled=before is None)
        st.button("Next →", on_click=open_event, args=(after,), disabled=after is None)
        st.button("Close", on_click=open_event, args=(None,))
