"""The shared choice: the widgets that hold it and the address that carries it.

A widget's key is its parameter in the address. The open event has two widgets: a selectbox writes
its labels, not its ids, to an address, so what is bound is a text input that is never shown, and the
selectbox only sets it.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from dyad.record import Record
from dyad.record.schema import THEMES
from dyad.ui.words import literal
from dyad.view import MAX_TEXT_CHARS, View, default_view, view_from_query, view_to_query

KEYS = {"years": "years", "themes": "theme", "text": "q", "beyond": "beyond", "context": "context", "event": "event"}
IN_POPOVER = ("years", "theme", "q", "beyond", "context")

# Our own entries in the session's state:
_DROPPED = "dyad_dropped"  # tuple of sentences, one a value of the address that was left out
_ECHOES = "dyad_echoes"  # key → (value the browser may still send, value that was set instead)
_OPENINGS = "dyad_openings"  # control → how often it changed the open event

# Drawn inside the popover, so the browser starts it each time the popover opens. (A popover tells of
# itself only under a label that never changes.)
OPENED = "dyad_opened"
_opened = st.components.v2.component(
    OPENED,
    js="""
export default function ({ parentElement, setTriggerValue }) {
  if (parentElement.dyadTold) return;
  parentElement.dyadTold = true;
  setTriggerValue("opened", true);
}
""",
)


def tidy_address(record: Record) -> None:
    """Rewrite the address so that it holds only what the filters take; keep a note of the rest.

    To be called in a session's first run, before any widget: a bound parameter cannot be written.
    """
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    view, st.session_state[_DROPPED] = view_from_query(query, record=record)
    others = {name: values for name, values in query.items() if name not in KEYS.values()}
    tidy = others | view_to_query(view, default=default_view(record))
    if tidy != query:
        st.query_params.from_dict(tidy)


def show_dropped() -> None:
    """Say which values of the address were left out, until the reader dismisses it."""
    if dropped := st.session_state.get(_DROPPED):
        with st.container(horizontal=True, vertical_alignment="center", wrap=False, key="dropped"):
            st.warning("\n\n".join(literal(sentence) for sentence in dropped))
            st.button("Dismiss", on_click=_dismiss)


def choose_view(record: Record) -> View:
    """Draw the filters and return what they say."""
    default = default_view(record)
    _refuse_echoes()
    shown = st.text_input("Open event (id)", key=KEYS["event"], bind="query-params", persist_state="session")
    event = shown if shown in record.event_ids else None
    with st.popover(_label(default), key="filters", width="content"):
        first, last = record.span
        years = st.slider(
            "Years", first, last, default.years, key=KEYS["years"], bind="query-params", persist_state="session"
        )
        themes = st.pills(
            "Themes (none chosen shows all)", THEMES, selection_mode="multi", key=KEYS["themes"],
            bind="query-params", persist_state="session",
        )  # fmt: skip
        text = st.text_input(
            "Search in the events", key=KEYS["text"], max_chars=MAX_TEXT_CHARS, live=True,
            bind="query-params", persist_state="session",
        )  # fmt: skip
        beyond = st.toggle(
            "Events the essay leaves out", key=KEYS["beyond"], bind="query-params", persist_state="session"
        )
        context = st.toggle("Regional context", key=KEYS["context"], bind="query-params", persist_state="session")
        _offer_events(record, event)
        st.button("Reset", on_click=_reset, args=(default,), help="Back to what is shown at first")
        _opened(key=OPENED, on_opened_change=_believe_widgets)
    return View(
        years=(years[0], years[1]),
        themes=tuple(theme for theme in THEMES if theme in themes),
        text=(text or "").strip()[:MAX_TEXT_CHARS],
        event=event,
        beyond=beyond,
        context=context,
    )


def set_filters(**values: Any) -> None:
    """Set fields of the shared view; for callbacks only, as `on_click=set_filters, kwargs={"beyond": True}`.

    The names are those of `View`. The address follows.
    """
    for name, value in values.items():
        if name == "event":
            open_event(value)
        else:
            _set(KEYS[name], list(value) if name == "themes" else value)


def open_event(event_id: str | None, control: str = "") -> None:
    """Open an event, or with None close it; for callbacks only. The address follows.

    `control` is the name of the figure or table that was used, the one given to `control_key`.
    """
    st.session_state[KEYS["event"]] = event_id or ""
    openings: dict[str, int] = st.session_state.setdefault(_OPENINGS, {})
    openings[control] = openings.get(control, 0) + 1


def control_key(control: str) -> str:
    """Return a key for a figure or table that opens events.

    The key is a new one after another control has opened or closed an event: the selection kept
    under the old one is forgotten, so what is marked is never another event than the open one, and
    the same mark can be picked again.
    """
    openings: dict[str, int] = st.session_state.get(_OPENINGS, {})
    return f"{control}-{sum(openings.values()) - openings.get(control, 0)}"


def open_picked(control: str, parameter: str = "pick", field: str = "id") -> None:
    """Open the event whose mark was clicked: `on_select` of a chart keyed by `control_key(control)`.

    A click beside the marks leaves the open event open.
    """
    picked = st.session_state[control_key(control)].selection.get(parameter) or ()
    if picked:
        open_event(picked[0][field], control)


def open_row(control: str, event_ids: tuple[str, ...]) -> None:
    """Open the event of the chosen row, or close it: `on_select` of a table of `event_ids`."""
    rows = st.session_state[control_key(control)].selection.rows
    open_event(event_ids[rows[0]] if rows else None, control)


def _offer_events(record: Record, event: str | None) -> None:
    ids = record.event_ids
    key = control_key("chosen")
    st.selectbox(
        "Open event", ids, index=None if event is None else ids.index(event), key=key, placeholder="None",
        format_func=lambda id: f"{record.event(id).date_text} · {record.event(id).label}",
        on_change=lambda: open_event(st.session_state[key], "chosen"),
    )  # fmt: skip


def _label(default: View) -> str:
    """Return the popover's label; it is drawn before the widgets, so their state is asked."""
    state = st.session_state
    changed = (
        tuple(state.get(KEYS["years"], default.years)) != default.years,
        bool(state.get(KEYS["themes"])),
        bool((state.get(KEYS["text"]) or "").strip()),
        bool(state.get(KEYS["beyond"])),
        bool(state.get(KEYS["context"])),
    )
    return f"Filters · {sum(changed)}" if any(changed) else "Filters"


def _set(key: str, value: Any) -> None:
    old = st.session_state.get(key)
    if key in IN_POPOVER and old != value:
        st.session_state.setdefault(_ECHOES, {})[key] = (old, value)
    st.session_state[key] = value


def _refuse_echoes() -> None:
    """Keep what `set_filters` set while the popover was closed.

    Once opened and closed, the popover's widgets are gone from the page, but the browser goes on
    sending the values they last had, and those would win over what was set here since.
    """
    state = st.session_state
    echoes: dict[str, tuple[Any, Any]] = state.get(_ECHOES, {})
    for key, (old, new) in list(echoes.items()):
        if state.get(key) == old:
            state[key] = new
        elif state.get(key) != new:
            del echoes[key]  # the reader's own doing


def _believe_widgets() -> None:
    """Forget the echoes whose widgets are on the page again and have taken the new value."""
    state = st.session_state
    echoes: dict[str, tuple[Any, Any]] = state.get(_ECHOES, {})
    for key, (_, new) in list(echoes.items()):
        if state.get(key) == new:
            del echoes[key]


def _reset(default: View) -> None:
    """Set every filter back and close the open event; the button stands in the popover, so nothing echoes."""
    set_filters(**vars(default))
    st.session_state[_ECHOES] = {}


def _dismiss() -> None:
    st.session_state[_DROPPED] = ()
