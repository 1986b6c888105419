"""A lesson: the steps a teacher shows a class, read from a table, and what the record answers to its questions.

A lesson stands beside the record, not in it: a step that cannot be shown is named by line and column and left out,
and the rest runs.
"""

from dyad.lesson.answering import Answer, answer_of, difference
from dyad.lesson.asking import (
    SCALED,
    asked_text,
    guess_form,
    guess_text,
    line_of,
    options_text,
    period_of,
    read_guess,
    scale_of,
    years_asked,
)
from dyad.lesson.reading import lesson_of, made_lesson, read_lesson
from dyad.lesson.steps import Lesson, Step, sources_of

__all__ = [
    "SCALED", "Answer", "Lesson", "Step", "answer_of", "asked_text", "difference", "guess_form",
    "guess_text", "lesson_of", "line_of", "made_lesson", "options_text", "period_of", "read_guess", "read_lesson",
    "scale_of", "sources_of", "years_asked",
]  # fmt: skip
