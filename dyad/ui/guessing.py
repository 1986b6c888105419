"""What a class guesses in this window: asked for, kept beyond a step, and handed back by the browser after a reload."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from dyad.lesson import SCALED, Lesson, Step, guess_form, guess_text, options_text, read_guess, years_asked
from dyad.lesson.asking import MOST_CHARS
from dyad.record import Record
from dyad.render.markup import GUESS_CSS, GUESS_SCRIPT
from dyad.ui.words import literal
from dyad.wording import ui_lesson as wording
from dyad.wording.guesses import YOURS

GUESSES = "dyad_guesses"  # our entry in the session's state: guesses by step
MOST_TOLD = 400  # steps and numbers that a browser may hand back

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


def hear_guesses(record: Record, lesson: Lesson, told: Mapping[str, object]) -> None:
    """Take the guesses that the browser kept of this window, those that fit a question and were not made anew."""
    kept = all_guesses()
    for step in lesson.steps:
        given = told.get(step.id)
        if step.id in kept or not isinstance(given, Sequence) or len(given) > MOST_TOLD:
            continue
        if guess := read_guess(record, step, [str(one) for one in given]):
            kept[step.id] = list(guess)
            st.session_state.pop(_key(step), None)  # its field holds it from now on


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
            st.text(wording.YOUR_ORDER.format(order=guess_text(record, step, kept)))
    elif step.question == "contradicted":
        st.session_state.setdefault(key, kept[0] if kept else None)
        st.radio(YOURS, step.options, index=None, key=key, format_func=say, on_change=keep)
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
