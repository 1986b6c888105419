"""The ways through a lesson, whole or short: chosen by the address, offered in the menu, told with their minutes."""

from __future__ import annotations

import streamlit as st

from dyad.lesson import Lesson, Step
from dyad.ui.words import literal
from dyad.view import shorten
from dyad.wording import count

STEP, REVEALED, WAY = "step", "revealed", "way"  # parameters of the address
SHORT = "short"  # the value of `way`


def choose_way(whole: Lesson) -> Lesson:
    """Return the whole lesson, or the short way through it that the address asks for."""
    asked = st.query_params.get(WAY)
    if asked is None:
        return whole
    if asked == SHORT and whole.short:
        return whole.short
    why = "this lesson has no short way" if asked == SHORT else f"there is one other way, “{SHORT}”"
    st.toast(literal(f"“{WAY}={shorten(asked)}” in the address was left out: {why}."))
    del st.query_params[WAY]
    return whole


def _change_way(way: str, number: int) -> None:
    """Show another way through the lesson, from the step that the one shown is, or the next of it."""
    st.query_params.pop(REVEALED, None)
    st.query_params[STEP] = str(number)
    if way:
        st.query_params[WAY] = way
    else:
        st.query_params.pop(WAY, None)


def offer_way(whole: Lesson, lesson: Lesson, step: Step) -> None:
    """Offer the other way through a lesson that has a short one."""
    short = whole.short
    if short is None:
        return
    after = whole.steps[whole.steps.index(step) :]
    other, way = (whole, "") if lesson is not whole else (short, SHORT)
    near = next((one for one in after if one in other.steps), other.steps[-1])
    name = say_way(other, short=bool(way))
    st.button(literal(name), key="way", on_click=_change_way, args=(way, other.steps.index(near) + 1))


def say_way(lesson: Lesson, *, short: bool) -> str:
    """Name a way through a lesson, with how long it takes, where that is said."""
    steps = count(len(lesson.steps), "step")
    if not short:
        return f"The whole lesson: {f'{lesson.minutes} minutes, ' if lesson.minutes else ''}{steps}"
    return f"The {lesson.minutes}-minute way: {steps}" if lesson.minutes else f"The short way: {steps}"


def say_place(lesson: Lesson, step: Step) -> str:
    """Say which step it is of how many, how long it takes and by when it should have ended, where that is said."""
    place = f"Step {lesson.steps.index(step) + 1} of {len(lesson.steps)}"
    if not lesson.minutes:
        return place
    until = sum(one.minutes for one in lesson.steps[: lesson.steps.index(step) + 1])
    return f"{place} · {count(step.minutes, 'minute')}, until {until} of {lesson.minutes}"
