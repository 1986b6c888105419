"""Where in a lesson a window is: the way through it, whole or short, and the place on that, as the address has them."""

from __future__ import annotations

import streamlit as st

from dyad.lesson import Lesson, Step
from dyad.publish.file_requests import SHORT, WAY
from dyad.publish.pages import LINKED
from dyad.ui.filters import drop, forget_dropped
from dyad.ui.words import literal
from dyad.wording import ui_lesson as wording
from dyad.wording.addresses import left_out, steps_held, ways_held

STEP, REVEALED, NOTES, EDIT = "step", "revealed", "notes", "edit"  # parameters of the address, as is `WAY`

Places = list[tuple[Step, bool]]  # each step, and once more revealed where it has an answer


def places_of(lesson: Lesson) -> Places:
    """Return the places that a key leads to one after the other."""
    return [(step, revealed) for step in lesson.steps for revealed in (False, True)[: 1 + step.reveals]]


def names_of(places: Places) -> list[str]:
    """Return a name of each place that it has on every way through a lesson."""
    return [f"{step.id}{'?' if step.reveals and not revealed else ''}" for step, revealed in places]


def is_asked(name: str) -> bool:
    """Return whether the address has a parameter that is a switch."""
    return st.query_params.get(name, "") in ("1", "true")


def start_over() -> None:
    """Have the address name the beginning of whichever lesson is shown next; for callbacks."""
    for name in (STEP, REVEALED, WAY, LINKED):
        st.query_params.pop(name, None)


def nearest_step(last: int) -> int:
    """Return the number, from 1 to `last`, that is nearest to the step in the address; 1 where that is no number."""
    asked = st.query_params.get(STEP, "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    return min(max(number, 1), last)


def check_step(lesson: Lesson) -> None:
    """Have the address name the step nearest to one that is not there, and say so until another is shown."""
    asked, known = st.query_params.get(STEP, "1"), str(nearest_step(len(lesson.steps)))
    if asked != known:
        drop(STEP, left_out(STEP, asked, steps_held(len(lesson.steps))), instead=known)


def find_place(lesson: Lesson, places: Places) -> int:
    """Return the place that the address names, or the nearest."""
    step = lesson.steps[nearest_step(len(lesson.steps)) - 1]
    return places.index((step, is_asked(REVEALED) and step.reveals))


def go_to(place: int, *, places: Places, lesson: Lesson) -> None:
    """Have the address name another place; for callbacks."""
    forget_dropped()
    step, revealed = places[place]
    others = {name: st.query_params.get_all(name) for name in st.query_params if name not in (STEP, REVEALED)}
    at = {STEP: str(lesson.steps.index(step) + 1)} | ({REVEALED: "true"} if revealed else {})
    st.query_params.from_dict({**others, **at})


def turn(by: int, *, places: Places, lesson: Lesson) -> None:
    """Have the address name the place so many on from the one that it names by now; for callbacks."""
    go_to(min(max(find_place(lesson, places) + by, 0), len(places) - 1), places=places, lesson=lesson)


def say_coming(places: Places, at: int) -> str:
    """Return what follows a place, for the teacher."""
    if at + 1 == len(places):
        return wording.ENDS_HERE
    step, revealed = places[at + 1]
    return wording.ANSWER_FOLLOWS.format(title=step.title) if revealed else step.title


def choose_way(whole: Lesson) -> Lesson:
    """Return the whole lesson, or the short way through it that the address asks for."""
    asked = st.query_params.get(WAY)
    if asked == SHORT and whole.short:
        return whole.short
    if asked is not None:
        drop(WAY, left_out(WAY, asked, ways_held(SHORT, there=asked != SHORT)))
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
    name = wording.name_way(len(other.steps), other.minutes, short=bool(way))
    st.button(literal(name), key="way", on_click=_change_way, args=(way, other.steps.index(near) + 1))


def say_place(lesson: Lesson, step: Step) -> str:
    """Say which step it is of how many, how long it takes and by when it should have ended, where that is said."""
    place = wording.STEP_PLACE.format(at=lesson.steps.index(step) + 1, number=len(lesson.steps))
    if not lesson.minutes:
        return place
    until = sum(one.minutes for one in lesson.steps[: lesson.steps.index(step) + 1])
    return wording.step_time(place, step.minutes, until=until, whole=lesson.minutes)
