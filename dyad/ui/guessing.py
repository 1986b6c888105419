"""What a class answers in this window: guesses, and hands counted choice by choice, which go with phones' answers.

They are kept beyond a step, and handed back by the browser after a reload.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from dyad.lesson import SCALED, Lesson, Step, guess_form, guess_text, options_text, read_guess, years_asked
from dyad.lesson.asking import MOST_CHARS
from dyad.record import Record
from dyad.render.markup import GUESS_CSS, GUESS_SCRIPT
from dyad.rooms.kinds import KINDS, Tally, count_guesses
from dyad.ui.room import phone_guesses
from dyad.ui.words import literal
from dyad.wording import ui_lesson as wording
from dyad.wording.pieces import labelled

GUESSES = "dyad_guesses"  # our entry in the session's state: guesses by step
MOST_TOLD = 400  # steps and numbers that a browser may hand back
COUNTING = "count_hands"  # key of the switch for a show of hands
ACROSS = 5  # counters beside each other
MOST_HANDS = 999
FEW = re.compile(r"[0-9]{1,3}")  # a number of hands
HANDS = "hands/"  # before the step, in what is kept of this window's guesses

_SCRIPT = """
export default function ({ data, parentElement, setStateValue }) {
  dyadGuess.mount(parentElement.querySelector(".dyad-guess"), data, (texts) => setStateValue("guess", texts));
}
"""
_scaled = st.components.v2.component(
    "dyad_guess", html='<div class="dyad-guess"></div>', css=GUESS_CSS, js=GUESS_SCRIPT + _SCRIPT,
    isolate_styles=False,
)  # fmt: skip


def all_guesses() -> dict[str, list[str]]:
    """Return what was guessed in this session, by step; the browser keeps all of it."""
    kept: dict[str, list[str]] = st.session_state.setdefault(GUESSES, {})
    return kept


def guess_of(record: Record, step: Step) -> tuple[str, ...]:
    """Return what was guessed at a question, in the order chosen; () where nothing was, or it does not fit."""
    return read_guess(record, step, all_guesses().get(step.id, ()))


def hear_kept(record: Record, lesson: Lesson, told: object) -> None:
    """Take what the browser kept of this window: guesses that fit a question, and hands; not those made anew."""
    if not isinstance(told, Mapping) or len(told) > MOST_TOLD:
        return
    kept = all_guesses()
    for step in lesson.steps:
        given, raised = told.get(step.id), told.get(f"{HANDS}{step.id}")
        if step.id not in kept and isinstance(given, Sequence) and len(given) <= MOST_TOLD:
            guess = read_guess(record, step, [str(one) for one in given])
            if guess:
                kept[step.id] = list(guess)
                st.session_state.pop(_key(step), None)  # its field holds it from now on
        if _hands_asked(step) and isinstance(raised, list) and not _hands(step):
            kept[f"{HANDS}{step.id}"] = [str(one) for one in raised[:MOST_TOLD]]
            st.session_state[COUNTING] = st.session_state.get(COUNTING) or bool(_hands(step))


def take_guess(record: Record, step: Step) -> None:
    """Ask for a guess, the one before being chosen; what is written is kept while it is, for a reload."""
    key, kept = _key(step), guess_of(record, step)
    keep = partial(_keep, step, key)
    words = dict(zip(step.options, options_text(record, step), strict=False))  # a year says itself

    def say(option: str) -> str:
        return literal(words.get(option, option))

    if step.question in SCALED:
        _scaled(key=key, data=guess_form(record, step, kept), on_guess_change=keep)
    elif step.question in ("band-years", "order"):
        ordered = step.question == "order"
        label = wording.ONE_AFTER_OTHER if ordered else wording.YEARS_GUESSED
        options = step.options if ordered else tuple(map(str, years_asked(record)))
        st.session_state.setdefault(key, list(kept))
        st.pills(label, options, selection_mode="multi", key=key, format_func=say, on_change=keep)
        if kept and ordered:
            st.text(labelled(wording.YOUR_ORDER, guess_text(record, step, kept)))
    elif step.question == "contradicted":
        st.session_state.setdefault(key, kept[0] if kept else None)
        one_of = literal(wording.guess_one_of(len(step.options)))
        st.radio(one_of, step.options, index=None, key=key, format_func=say, on_change=keep)
    else:
        st.session_state.setdefault(key, kept[0] if kept else "")
        st.text_input(wording.YOUR_ANSWER, key=key, max_chars=MOST_CHARS, on_change=keep, live=True)


def _key(step: Step) -> str:
    return f"guess-{step.id}"


def _keep(step: Step, key: str) -> None:
    """Keep a guess beyond the widget it was made with, which the reveal takes off the page."""
    held = st.session_state.get(key)
    guess = getattr(held, "guess", held)  # as our component has it, or a widget of Streamlit's
    texts = [str(one) for one in guess] if isinstance(guess, list) else [str(guess)] if guess else []
    all_guesses()[step.id] = texts[:MOST_TOLD]


# -- a show of hands ---------------------------------------------------------------------------


def _hands_asked(step: Step) -> str:
    """Return what is asked of those who raise hands at a step, "" where none are counted."""
    kind = KINDS.get(step.question)
    return kind.hands if kind else ""


def counts_hands(step: Step) -> bool:
    """Return whether hands are counted at a step."""
    return bool(st.session_state.get(COUNTING) and _hands_asked(step))


def take_hands(record: Record, step: Step) -> None:
    """Ask how many raised a hand, choice by choice."""
    kind = KINDS[step.question]
    st.text(kind.hands)
    with st.container(key="counters"):
        for at, (key, name) in enumerate(kind.bins(record, step).items()):
            if kind.axis:
                if at % ACROSS == 0:
                    columns = st.columns(ACROSS)
                counted = columns[at % ACROSS]
            else:
                said, counted = st.columns([4, 1], vertical_alignment="center")
                said.text(name)
            with counted:
                _count(step, key, name, hidden=not kind.axis)


def _count(step: Step, key: str, name: str, *, hidden: bool) -> None:
    widget = f"hands-{step.id}-{key}"
    st.number_input(
        name if hidden else literal(name), 0, MOST_HANDS, value=_hands(step).get(key, 0), key=widget,
        label_visibility="collapsed" if hidden else "visible", on_change=_keep_hands, args=(step, key, widget),
    )  # fmt: skip


def _hands(step: Step) -> dict[str, int]:
    """Return how many hands were counted for each choice."""
    counted = (text.rpartition("=") for text in all_guesses().get(f"{HANDS}{step.id}", ()))
    return {key: int(number) for key, _, number in counted if FEW.fullmatch(number)}


def _keep_hands(step: Step, key: str, widget: str) -> None:
    counted = {**_hands(step), key: int(st.session_state[widget])}
    all_guesses()[f"{HANDS}{step.id}"] = [f"{key}={number}" for key, number in counted.items()]


def tally_of(record: Record, step: Step) -> Tally | None:
    """Return how the class answered a step, by phone and by hand; None where nobody did."""
    return count_guesses(record, step, tuple(phone_guesses(step.id).values()), _hands(step))
