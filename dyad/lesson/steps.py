"""What a lesson is made of: its steps, its questions, its title, and the documents behind what a step shows."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dyad.findings.finding import once
from dyad.record import Problem, Record
from dyad.view import View
from dyad.wording.findings import claims_by_id


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a lesson; what it does not show is "" or empty, and `minutes` is 0 where it is not said."""

    id: str
    title: str
    shows: str
    figure: str = ""
    view: View
    event: str = ""
    claim: str = ""
    question: str = ""
    options: tuple[str, ...] = ()
    prompt: str = ""
    answer: str = ""
    note: str = ""
    sources: tuple[str, ...] = ()
    minutes: int = 0
    short: bool = False

    @property
    def reveals(self) -> bool:
        """Whether an answer follows: what is only collected has none."""
        return self.shows == "question" and (self.question != "open" or bool(self.answer))


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """The steps that can be shown, in order, and what was wrong with the others; `made` of the record alone or not."""

    steps: tuple[Step, ...] = ()
    problems: tuple[Problem, ...] = ()
    made: bool = False

    @property
    def minutes(self) -> int:
        """How long it takes, as far as its steps say."""
        return sum(step.minutes for step in self.steps)

    @property
    def short(self) -> Lesson | None:
        """The short way through it, or None where no step is marked, or all are."""
        kept = tuple(step for step in self.steps if step.short)
        return replace(self, steps=kept) if 0 < len(kept) < len(self.steps) else None


def questions_of(lesson: Lesson) -> tuple[Step, ...]:
    """Return the questions of a lesson in order: the worksheet and its key number them so."""
    return tuple(step for step in lesson.steps if step.shows == "question")


def title_of(record: Record, lesson: Lesson) -> str:
    """Return the title of a lesson: that of its first step, or of the record where it opens with a question."""
    opening = opening_of(lesson)
    return opening.title if opening else record.about.title


def opening_of(lesson: Lesson) -> Step | None:
    """Return the step that a lesson opens with, unless it is a question."""
    return next((step for step in lesson.steps[:1] if step.shows != "question"), None)


def sources_of(record: Record, step: Step) -> tuple[str, ...]:
    """Return the ids of the documents behind what a step shows (a figure names its own), without a question's."""
    if step.shows == "event":
        return once(record.event(step.event).sources, step.sources)
    if step.shows == "claim":
        return once(claims_by_id(record)[step.claim]["sources"], step.sources)
    return step.sources if step.shows != "question" else ()
