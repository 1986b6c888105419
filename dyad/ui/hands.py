"""A show of hands: counted choice by choice in the window in front, kept by the browser, added to phones' answers."""

from __future__ import annotations

import re
from collections.abc import Mapping

import streamlit as st

from dyad.lesson import Lesson, Step
from dyad.record import Record
from dyad.rooms.kinds import KINDS, Tally, count_guesses
from dyad.ui.guessing import MOST_TOLD, all_guesses, hear_guesses
from dyad.ui.room import phone_guesses
from dyad.ui.words import literal
from dyad.wording import ui_room as wording

COUNTING = "count_hands"  # key of the switch for a show of hands
ACROSS = 5  # counters beside each other
MOST_HANDS = 999
FEW = re.compile(r"[0-9]{1,3}")  # a number of hands
HANDS = "hands/"  # before the step, in what is kept of this window's guesses


def offer_count() -> None:
    """Offer to count a show of hands; for the menu."""
    st.toggle(wording.COUNT_HANDS, key=COUNTING)


def counts_hands(step: Step) -> bool:
    """Return whether hands are counted at a step."""
    kind = KINDS.get(step.question)
    return bool(st.session_state.get(COUNTING)) and kind is not None and bool(kind.hands)


def take_hands(record: Record, step: Step) -> None:
    """Ask how many raised a hand, choice by choice."""
    kind = KINDS[step.question]
    st.text(kind.hands)
    bins = kind.bins(record, step)
    with st.container(key="counters"):
        if kind.axis:
            for begun in range(0, len(bins), ACROSS):
                for one, column in zip(bins[begun : begun + ACROSS], st.columns(ACROSS), strict=False):
                    with column:
                        _count(step, one.key, one.name, hidden=False)
            return
        for one in bins:
            said, counted = st.columns([4, 1], vertical_alignment="center")
            with said:
                st.text(one.name)
            with counted:
                _count(step, one.key, one.name, hidden=True)


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


def hear_kept(record: Record, lesson: Lesson, told: object) -> None:
    """Take the guesses and hands that the browser kept of this window, those that were not made or counted anew."""
    if not isinstance(told, Mapping) or len(told) > MOST_TOLD:
        return
    hear_guesses(record, lesson, told)
    for step in lesson.steps:
        given, kind = told.get(f"{HANDS}{step.id}"), KINDS.get(step.question)
        if kind and kind.hands and isinstance(given, list) and not _hands(step):
            all_guesses()[f"{HANDS}{step.id}"] = [str(one) for one in given[:MOST_TOLD]]
            st.session_state[COUNTING] = st.session_state.get(COUNTING) or bool(_hands(step))


def tally_of(record: Record, step: Step) -> Tally | None:
    """Return how the class answered a step, by phone and by hand; None where nobody did."""
    return count_guesses(record, step, tuple(phone_guesses(step.id).values()), _hands(step))
