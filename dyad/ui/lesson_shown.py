"""Which lesson a window shows, and its way and place in it: of the address, else the reader's own, or the record's."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import streamlit as st

from dyad.lesson import Lesson, Step
from dyad.lesson.packing import PackedError, unpack_rows
from dyad.publish.file_requests import SHORT, WAY, Source
from dyad.publish.pages import LINKED
from dyad.publish.tables import frame_csv
from dyad.record import Problem
from dyad.record.schema import LESSON
from dyad.ui.lesson_store import OwnLesson, own_lesson
from dyad.ui.page import Page, drop, forget_dropped, is_asked
from dyad.wording import ui_lesson as wording
from dyad.wording.addresses import NO_OTHER_WAY, left_out, other_way, steps_held
from dyad.wording.pieces import labelled

STEP, REVEALED, NOTES, EDIT = "step", "revealed", "notes", "edit"  # parameters of the address, as is `WAY`

_READ = "dyad_lesson_linked"  # our entry in the session's state: the text in the address, and what it holds


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The lesson shown, whose it is, and its rows where it is no lesson of a record or of tables.

    `unusable` are the problems of a lesson that should stand here, and has no step that can be shown.
    """

    lesson: Lesson
    of: Literal["record", "own", "link"]
    rows: OwnLesson | None = None
    unusable: tuple[Problem, ...] = ()

    def source(self, page: Page) -> Source:
        """Return what files are made of while this lesson is shown."""
        if self.rows is None:
            return page.source
        return replace(page.source, lesson=self.lesson, lesson_table=frame_csv(self.rows.table, LESSON))


def shown_lesson(page: Page) -> Shown:
    """Return the lesson to show; one without a step that can be shown leaves the record's on show."""
    linked, own = linked_lesson(page), own_lesson(page)
    wanted = linked or (own if own.shown else None)
    unusable: tuple[Problem, ...] = ()
    if wanted is not None:
        lesson = wanted.lesson(page.record)
        if lesson.steps:
            return Shown(lesson=lesson, of="link" if linked else "own", rows=wanted)
        unusable = lesson.problems
    return Shown(lesson=page.source.lesson, of="record", unusable=unusable)


def linked_lesson(page: Page) -> OwnLesson | None:
    """Return the lesson in the address; what is none, as Back may bring to a session, is dropped and told."""
    packed = st.query_params.get(LINKED, "")
    if not packed or page.own is not None:
        return None
    known: tuple[str, OwnLesson] | None = st.session_state.get(_READ)
    if known is None or known[0] != packed:
        try:
            known = st.session_state[_READ] = packed, OwnLesson(rows=unpack_rows(packed), at=0)
        except PackedError as why:
            drop(LINKED, left_out(LINKED, packed, str(why)))
    return known[1]


# -- where in it: the way through it, whole or short, and the place on that ------------------------------


def lead(**asked: str | None) -> None:
    """Have the address hold these values of parameters, and none of those that are None; for callbacks."""
    others = {name: st.query_params.get_all(name) for name in st.query_params if name not in asked}
    st.query_params.from_dict(others | {name: value for name, value in asked.items() if value is not None})


def start_over(step: str | None = None) -> None:
    """Have the address name a step, else the beginning, of whichever lesson is shown next; for callbacks."""
    lead(**dict.fromkeys((REVEALED, WAY, LINKED)), **{STEP: step})


def nearest_step(last: int) -> int:
    """Return the number, from 1 to `last`, that is nearest to the step in the address; 1 where that is no number."""
    asked = st.query_params.get(STEP, "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    return min(max(number, 1), last)


@dataclass(frozen=True)
class Walk:
    """A way through a lesson, place by place: each step, and once more revealed where it has an answer."""

    lesson: Lesson

    @cached_property
    def places(self) -> list[tuple[Step, bool]]:
        """The step of each place, and whether it is revealed there."""
        return [(step, revealed) for step in self.lesson.steps for revealed in (False, True)[: 1 + step.reveals]]

    @property
    def names(self) -> list[str]:
        """A name of each place that it has on every way through a lesson."""
        return [f"{step.id}{'?' if step.reveals and not revealed else ''}" for step, revealed in self.places]

    def find(self) -> int:
        """Return the place that the address names, or the nearest."""
        step = self.lesson.steps[nearest_step(len(self.lesson.steps)) - 1]
        return self.places.index((step, is_asked(REVEALED) and step.reveals))

    def go(self, place: int) -> None:
        """Have the address name another place; for callbacks."""
        forget_dropped()
        step, revealed = self.places[place]
        lead(**{STEP: str(self.lesson.steps.index(step) + 1), REVEALED: "true" if revealed else None})

    def turn(self, by: int) -> None:
        """Have the address name the place so many on from the one that it names by now; for callbacks."""
        self.go(min(max(self.find() + by, 0), len(self.places) - 1))

    def coming(self, at: int) -> str:
        """Return what follows a place, for the teacher."""
        if at + 1 == len(self.places):
            return wording.ENDS_HERE
        step, revealed = self.places[at + 1]
        return labelled(wording.ANSWER_TO, step.title) if revealed else step.title

    def say_place(self, step: Step) -> str:
        """Say which step it is of how many, how long it takes, and by when it should have ended, if that is said."""
        number = self.lesson.steps.index(step) + 1
        place = wording.step_place(at=number, number=len(self.lesson.steps))
        if not self.lesson.minutes:
            return place
        until = sum(one.minutes for one in self.lesson.steps[:number])
        return wording.step_time(place=place, minutes=step.minutes, until=until, whole=self.lesson.minutes)


def choose_way(whole: Lesson) -> Walk:
    """Return the way that the address asks for: the whole lesson, or the short way through it.

    An address that names another way, or a step that is not there, is told of, and names the nearest step instead.
    """
    way, lesson = st.query_params.get(WAY), whole
    if way == SHORT and whole.short:
        lesson = whole.short
    elif way is not None:
        there = NO_OTHER_WAY if way == SHORT else other_way(SHORT)
        drop(WAY, left_out(WAY, way, there))
    number = len(lesson.steps)
    asked, known = st.query_params.get(STEP, "1"), str(nearest_step(number))
    if asked != known:
        drop(STEP, left_out(STEP, asked, steps_held(number)), instead=known)
    return Walk(lesson)
