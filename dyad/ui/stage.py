"""What the class sees of a step: its words and its picture, its question or its answer, and the foot of the window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from dyad.lesson import Lesson, Step, answer_of, difference, guess_text, options_text
from dyad.publish import steps
from dyad.publish.drawing_requests import stage_address
from dyad.publish.guesses import answer_words, guess_figure
from dyad.publish.stages import STAGES, WINDOWS, Stage, drawn_over, stage_drawing
from dyad.publish.tallies import tally_figure, tally_text, tally_words
from dyad.render.converter import ConverterError
from dyad.render.drawing import Drawing
from dyad.render.markup import write_still
from dyad.ui.downloads import offer_still
from dyad.ui.drawn import show_still
from dyad.ui.guessing import counts_hands, guess_of, take_guess, take_hands, tally_of
from dyad.ui.page import Page
from dyad.ui.room import held_room, show_badge, show_written
from dyad.ui.words import literal, show_markup
from dyad.wording import guesses
from dyad.wording import ui_lesson as wording
from dyad.wording.lesson import say_sources
from dyad.wording.pieces import labelled
from dyad.wording.ui_room import AT_THE_START

MOST_LARGE = 500  # characters of a question and of what can be chosen, in large type
STYLE = Path(__file__).with_suffix(".css")
PROGRESS = Markup('<progress value="{at}" max="{number}" aria-label="{said}" aria-valuetext="{said}"></progress>')

_MOVED = "dyad_moved"  # our entry in the session's state: whether another place than the first was shown


def set_stage() -> None:
    """Give the whole window to the lesson."""
    st.html(STYLE)


def show_step(page: Page, lesson: Lesson, step: Step, *, revealed: bool, asks: bool = True) -> None:
    """Show a step to the class, or the answer to its question; one that only shows what is asked takes no guess."""
    st.title(literal(step.title), anchor=False)
    if step.shows == "figure":
        if step.prompt:
            st.text(step.prompt)
        _show_figure(page, step)
    elif revealed:
        _show_answer(page, lesson, step)
    else:
        with st.container(key="words"):
            _show_words(page, step, asks=asks)
            if not counts_hands(step):
                _show_picture(page, step)


def _show_words(page: Page, step: Step, *, asks: bool) -> None:
    """Show what a step says and what can be chosen; only where it `asks` there is a field for it."""
    record = page.record
    texts, options = steps.words_of(record, step), options_text(record, step)
    if len(texts) > 1:  # a card: who says it, what, what came of it
        (quiet, _), (lead, _), *more = texts
        st.container(key="quiet").text(quiet)
        _show_lead(lead, [text for text, _ in more if text])
        return
    ((asked, _),) = texts
    if step.shows == "question" and not asks:
        _show_lead(asked, options)
        return
    alone = counts_hands(step) or not steps.figure_of(record, step)
    alone = alone and len(asked) + sum(map(len, options)) <= MOST_LARGE
    with st.container(key="asking" if alone else "asking-small"):
        _show_lead(asked)
        if counts_hands(step):
            take_hands(record, step)
        elif step.shows == "question":
            take_guess(record, step)


def _show_lead(lead: str, more: Sequence[str] = ()) -> None:
    """Show what is read aloud of a step in large type, and more texts below it."""
    st.container(key="lead").text(lead)
    for text in more:
        st.text(text)


def _show_figure(page: Page, step: Step, windows: Sequence[Stage] = WINDOWS) -> None:
    """Show the figure of a step; what cannot be drawn is told of in its place."""
    record, view, name = page.record, step.view, step.figure
    drawn = {}
    for window in windows:
        if stage := steps.figure_room(record, step, window):
            draw = partial(stage_drawing, record, view, name, stage)
            served = stage_address(record, view, name, stage)
            drawn[window.media] = offer_still(f"{name} {view} {stage}", draw) if page.own else served
    show_still(f"step-{step.id}", drawn)


def _show_picture(page: Page, step: Step, windows: Sequence[Stage] = WINDOWS) -> None:
    """Show what stands under the words of a step: a figure of the catalogue, or the step's own picture."""
    if step.figure:
        _show_figure(page, step, windows)
        return
    placed = guess_of(page.record, step) if step.question == "order" else ()
    try:
        drawn = {stage.media: steps.picture_drawing(page.record, step, stage, placed) for stage in windows}
    except ConverterError:
        st.info(wording.FIGURE_NOT_DRAWN)
        return
    _show_drawn(f"picture-{step.id}", drawn)


def _show_drawn(key: str, drawn: Mapping[str, Drawing | None]) -> None:
    """Show drawings by the kind of window they are for, where there is any."""
    if any(drawn.values()):
        show_still(key, {media: str(write_still(one)) if one else "" for media, one in drawn.items()})


def _show_answer(page: Page, lesson: Lesson, step: Step) -> None:
    """Show what the record has beside what was guessed: by a class, where one answered, else in this window."""
    record, tally, guess = page.record, tally_of(page.record, step), guess_of(page.record, step)
    words, size = under = tally_words(record, step, tally) if tally else answer_words(record, step, guess)
    make = partial(tally_figure, record, step, tally) if tally else partial(guess_figure, record, step, guess)
    try:
        drawn = {stage.media: drawn_over(record, step, make, stage, under=under) for stage in WINDOWS}
    except ConverterError:  # then words alone answer
        drawn = {}
    if drawn.get(STAGES[0].media):
        with st.container(key="answering"):
            _show_drawn(f"answer-{step.id}", drawn)
            if words:
                st.container(key=f"answer-{size * 1000:.0f}").text(words)
        return
    with st.container(key="words"):
        if tally and step.question != "open":
            st.text(tally_text(record, step, tally))
        for before in (before for before in lesson.steps if before.question == "open" and before.id in step.options):
            if first := guess_of(record, before):
                st.text(labelled(AT_THE_START, guess_text(record, before, first)))
        if guess:
            st.text(labelled(wording.YOUR_ANSWER, guess_text(record, step, guess)))
        _show_lead(answer_of(record, step).text)
        written = show_written(step) if tally and step.question == "open" else (0, ())
        _show_picture(page, step, [stage.beside(*written) for stage in WINDOWS])


def say_step(page: Page, step: Step, *, revealed: bool) -> str:
    """Return what is said aloud where a step comes: its title, or the answer to its question."""
    if not revealed:
        return step.title
    record, tally, guess = page.record, tally_of(page.record, step), guess_of(page.record, step)
    answer = answer_of(record, step).text
    if tally and step.question != "open":
        return guesses.tally_and_answer(tally=tally_text(record, step, tally), answer=answer)
    off = difference(record, step, guess)
    return guesses.guess_and_answer(guess_text(record, step, guess), answer, off=off) if guess else answer


def show_foot(page: Page, lesson: Lesson, step: Step, *, revealed: bool) -> None:
    """Show at the foot of the window whose documents a step rests on, and which step of how many it is.

    Before the first move it says by which keys a lesson goes on.
    """
    number = lesson.steps.index(step) + 1
    moved = st.session_state[_MOVED] = st.session_state.get(_MOVED, False) or number > 1 or revealed
    with st.container(horizontal=True, horizontal_alignment="distribute", wrap=False, key="foot"):
        st.text(say_sources(page.record, steps.documents(page.record, step, revealed=revealed)) or " ")
        if not moved and held_room() is None:  # whose badge takes the room
            st.container(key="hint", width="content").text(wording.GOES_ON)
        show_badge(2 * number + revealed)
        st.text(f"{number} / {len(lesson.steps)}", width="content")
    with st.container(key="progress"):
        said = wording.step_place(at=number, number=len(lesson.steps))
        show_markup(PROGRESS.format(at=number, number=len(lesson.steps), said=said))
