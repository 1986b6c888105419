"""What is said where a lesson of one's own is edited: its steps, the form of one, and what is wrong in it."""

from __future__ import annotations

from dyad.record import Problem
from dyad.record.checking import REQUIRED
from dyad.wording.pieces import count

KEPT, ENDS = "This browser keeps what you make.", "What you make ends with your tables."
OF_YOUR_OWN, YOUR_LESSON, SHOW_IT, BACK = "A lesson of your own", "Your lesson", "Show it", "Back to the lesson"
THE_SHOWN, THE_RECORDS = "the shown lesson", "the record’s lesson"
START_EMPTY, DELETE, TAKE_ALONG = "Start empty", "Delete your lesson", "Take it along, or start anew"
STEPS, ADD_STEP, UP, DOWN, REMOVE, UNDO = "Steps", "Add a step", "Up", "Down", "Remove", "Undo"
NOT_SHOWN_YET, EMPTY_IT = "This step is not shown yet:", "Empty it"
WITH_ANSWER, PICTURE = "With its answer", "Here stands what the class will see, as soon as the step can be shown."

SHOWS = {"text": "Words", "figure": "Figure", "event": "Event", "claim": "Claim", "question": "Question"}
PROMPTS = {
    "text": "The words", "question": "What is asked", "figure": "Words above it, if any",
    "event": "Words below it, if any", "claim": "Words below it, if any",
}  # fmt: skip
SHOWN = {"event": "The event", "claim": "The claim"}
STEP_SHOWS, TITLE, NOTE = "The step shows", "Title", "Note for the teacher, if any"
ANSWER, AFTER_ANSWER = "The answer", "Words after the answer"
CHOOSE_ONE, NONE, NOTHING = "Choose one", "None", "Nothing"
FIGURE, FIGURE_BELOW, NARROW = "The figure", "A figure under the words", "Narrow the figure"
YEARS, THEMES, WITH_WORDS, REGIONAL = "Years", "Themes, none for all", "Events with these words", "Regional events, too"
REST, MINUTES = "Minutes, short way, sources", "Minutes, 0 where it is not said"
SHORT_WAY, SOURCES = "Part of the short way", "Sources, beside those of what it shows"

QUESTIONS = {
    "open": "An open question", "order": "Which came first: events in order",
    "contradicted": "Which claim does not hold", "number": "How many, how much: a number",
    "period": "When: years on an axis", "draw": "How it went on: a line to draw",
    "band-years": "Which years lie inside the band",
}  # fmt: skip
ASKED, AGAIN = "The class is asked", "Show again what was answered to"
CLAIM_DRAWN, CLAIM_NUMBER = "A claim it is about, whose documents are drawn", "A claim it is about, with its own number"
EVENTS, WRONG_CLAIM = "The events, three or more", "The claim that the record contradicts"
CLAIMS = "Claims beside it, one or more"
SCALE_ENDS = ("The scale begins at", "and ends at")
ANSWER_IS, MINE, OF_TABLES = "The answer is", "A number of mine", "A figure of the tables"
NUMBER, COUNTED, FIGURE_YEAR = "The number", "What is counted", "Its year"
AXIS, WHEN_WAS, NO_EVENT = "The years to choose from", "When was", "No event: years that I give"
LINE, GIVEN_UNTIL = "The line", "It is given until"
STEP = "The step"
COLUMN_NAMES = {  # where a problem of one is told
    "title": "Title", "shows": "The step shows", "figure": "Figure", "view": "The figure’s choice", "event": "Event",
    "claim": "Claim", "question": "What the class is asked", "options": "What it can be answered with",
    "prompt": "What is written or asked", "answer": "Words after the answer", "note": "Note", "sources": "Sources",
    "minutes": "Minutes", "short": "Short way",
}  # fmt: skip


def band_answers(reporters: int) -> str:
    return f"The record answers it, year by year, for each of the {reporters} that report."


def how_to_begin(kept: str) -> str:
    return (
        "Begin with the lesson that is shown, or with nothing: steps are added, written and moved here, no file is "
        f"needed. {kept}"
    )


def go_on_editing(steps: int) -> str:
    return f"Go on with your own ({count(steps, 'step')})"


def takes_place(steps: int) -> str:
    return f"Another takes the place of your own ({count(steps, 'step')}); that can be undone once."


def start_from(*, lesson: str, steps: int) -> str:
    return f"Start from {lesson} ({count(steps, 'step')})"


def lesson_size(steps: int, minutes: int, *, kept: bool) -> str:
    """Say how many steps a lesson has, how long they take, and whether the browser keeps it."""
    time = f", {count(minutes, 'minute')}" if minutes else ""
    return f"{count(steps, 'step')}{time}. {KEPT if kept else ENDS}"


def step_name(number: int, title: str, *, wrong: bool) -> str:
    """Name a step in the list of them, and whether it is to be mended."""
    return f"{number}. {title or 'Without a title'}{' – to mend' if wrong else ''}"


def say_problem(problem: Problem) -> str:
    """Say what is wrong with a step to whoever has it in a form."""
    column = COLUMN_NAMES.get(problem.column or "", STEP)
    if problem.rule == REQUIRED:
        return f"{column}: still to be written."
    found = f"“{problem.value}” " if problem.value else ""
    return f"{column}: {found}{problem.message} {problem.hint}".rstrip()
