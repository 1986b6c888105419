"""What a lesson is made of: its steps, and the documents behind what one shows."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, replace
from typing import Any

from dyad.findings.finding import once
from dyad.record import Problem, Record
from dyad.view import View
from dyad.wording.findings import claims_in_words


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


def joined(*sentences: str) -> str:
    """Return sentences one after the other, those that say nothing left out."""
    return " ".join(sentence for sentence in sentences if sentence)


def claim_of(record: Record, id: str) -> dict[Hashable, Any]:
    """Return a row of claims.csv with its verdict; `KeyError` if the record has none of that id."""
    rows = claims_in_words(record)
    found = rows[rows["id"] == id].to_dict("records")
    if not found:
        raise KeyError(id)
    return found[0]


def sources_of(record: Record, step: Step) -> tuple[str, ...]:
    """Return the ids of the documents behind what a step shows (a figure names its own), without a question's."""
    if step.shows == "event":
        return once(record.event(step.event).sources, step.sources)
    if step.shows == "claim":
        return once(claim_of(record, step.claim)["sources"], step.sources)
    return step.sources if step.shows != "question" else ()
