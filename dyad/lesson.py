"""A lesson: the steps a teacher shows a class, read from a table, and what the record answers to its questions.

A lesson stands beside the record, not in it: a step that cannot be shown is named by line and column and left out,
and the rest runs.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import numpy as np
import pandas as pd

from dyad.figures.catalogue import FIGURES, figures_of
from dyad.findings.claims import judge_claims
from dyad.findings.trade import band, band_counts, band_finding
from dyad.importing.folders import lesson_in
from dyad.record import Problem, Record, RecordError
from dyad.record.checking import check_cells, check_links
from dyad.record.memory import remembered
from dyad.record.problems import did_you_mean
from dyad.record.reading import read_file, read_text_table
from dyad.record.schema import LESSON, LIST_SEPARATOR, TableName
from dyad.view import View, default_view, select_events, view_from_query
from dyad.wording import listing, say_years, usd

NEEDS: Mapping[str, tuple[str, ...]] = {  # what a step must say, by what it shows
    "text": ("prompt",),
    "figure": ("figure",),
    "event": ("event",),
    "claim": ("claim",),
    "question": ("question", "prompt"),
}
LEAST_OPTIONS = {"order": 3, "contradicted": 2}
VIEW_PARAMETERS = ("years", "theme", "q", "beyond", "context")
MOST_STEPS = 300  # a lesson of hours: each is checked against the record where the page is drawn
MOST_NAMED = 10  # words of one cell that are nothing, each a problem
MOST_COMPARED = 500  # ids among which a word like one is looked for
LESSONS_KEPT = 4
ASKED, MOST_EVENTS = 4, 20  # events put in order, and shown one by one, in a lesson made of the record alone


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of a lesson; what it does not show is "" or empty."""

    id: str
    title: str
    shows: str
    figure: str
    view: View
    event: str
    claim: str
    question: str
    options: tuple[str, ...]
    prompt: str
    answer: str
    note: str
    sources: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """The steps that can be shown, in order, and what was wrong with the others; `made` of the record alone or not."""

    steps: tuple[Step, ...] = ()
    problems: tuple[Problem, ...] = ()
    made: bool = False


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What is revealed after a question: in words, by whose documents, and what a guess is held against.

    `years` has for each side its name and the years it reports inside, of those in `asked`, for "band-years"; `ids`
    the right order of events, or the claims contradicted.
    """

    text: str
    sources: tuple[str, ...]
    years: tuple[tuple[str, tuple[int, ...]], ...] = ()
    asked: tuple[int, ...] = ()
    ids: tuple[str, ...] = ()


def read_lesson(folder: Path, record: Record) -> Lesson:
    """Read lesson.csv, or the sheet of a workbook; a folder without a lesson gets one made of its record."""
    try:
        content = read_file(folder / LESSON.file)
    except FileNotFoundError:
        return _lesson_in_workbook(folder, record)
    except OSError as why:
        return Lesson(problems=(Problem(file=LESSON.file, says=f"cannot be read ({why.strerror})."),))
    return parse_lesson(content, record)


def _lesson_in_workbook(folder: Path, record: Record) -> Lesson:
    try:
        rows = lesson_in(record, folder)
    except RecordError as error:
        return Lesson(problems=error.problems)
    return made_lesson(record) if rows is None else lesson_of(rows, record)


def parse_lesson(content: bytes, record: Record) -> Lesson:
    """Return the steps a CSV file holds for this record, and every problem of the rest."""
    return _parse(record, content)


@remembered(LESSONS_KEPT)
def _parse(record: Record, content: bytes) -> Lesson:
    return lesson_from(record, LessonTable(*read_text_table(content, table=LESSON)))


@dataclass(frozen=True, eq=False)
class LessonTable:
    """A lesson as text, with the line of each row, None where nothing can be made of it; and what is wrong with it."""

    frame: pd.DataFrame | None
    problems: Sequence[Problem]


@remembered(LESSONS_KEPT)
def lesson_from(record: Record, table: LessonTable) -> Lesson:
    """Return the steps a table holds for this record, and every problem of the rest."""
    if table.frame is None:
        return Lesson(problems=tuple(table.problems))
    return lesson_of(table.frame, record, problems=table.problems)


def lesson_of(frame: pd.DataFrame, record: Record, *, problems: Sequence[Problem] = ()) -> Lesson:
    """Return the steps that rows of text hold for this record, each with its line, and every problem of the rest.

    `problems` are those found before.
    """
    problems = list(problems)
    if len(frame) > MOST_STEPS:
        says = f"has {len(frame):,} steps. Allowed: {MOST_STEPS}."
        problems.append(Problem(file=LESSON.file, says=says, fix="Split the lesson.", rule="too-many-rows"))
        frame = frame.head(MOST_STEPS)
    ids: dict[TableName, frozenset[str]] = {
        "events": frozenset(record.event_ids),
        "claims": frozenset(record.claims["id"]),
        "sources": frozenset(record.sources["id"]),
    }
    problems += check_cells(frame, table=LESSON)
    problems += check_links({"lesson": frame}, ids=ids)
    steps = []
    bad = {problem.line for problem in problems}
    for row in frame.to_dict("records"):
        found = list(_check_step(row, record)) if row["line"] not in bad else []
        problems += found
        if not found and row["line"] not in bad:
            view, _ = _view_of(row["view"], record)
            cells = {name: row[name] for name in LESSON.columns}
            steps.append(
                Step(**cells | {"view": view, "options": _parts(row["options"]), "sources": _parts(row["sources"])})
            )
    return Lesson(steps=tuple(steps), problems=tuple(sorted(problems, key=lambda problem: problem.line or 0)))


@remembered(1)
def made_lesson(record: Record) -> Lesson:
    """Return a lesson made of the record alone: what there is to draw, an order to guess, the events one by one.

    It is for tables that came without a lesson; a teacher takes it as a table and writes a better one.
    """
    rows = record.events[record.events["date"] != ""]
    dated = bool((select_events(record, default_view(record))["date"] != "").any())
    drawn = [FIGURES[name] for name in figures_of(record) if dated or not FIGURES[name].of_events]
    steps = [_step(record, entry.name, entry.step, shows="figure", figure=entry.name) for entry in drawn if entry.step]
    spread = [rows["id"].iloc[round(at)] for at in np.linspace(0, len(rows) - 1, ASKED)] if len(rows) >= ASKED else []
    right = _right_order(record, spread) if spread else None
    if right:
        asked = "Put these events in order, the earliest first."
        options = tuple(sorted(spread))  # by name: the right order must not be the one shown
        options = options if options != right else options[::-1]
        question = _step(
            record, "guess-the-order", "Which came first?", shows="question", question="order", options=options,
            prompt=asked,
        )  # fmt: skip
        steps.insert(0, question)
    steps += [
        _step(record, f"event-{id}", record.event(id).title, shows="event", event=id)
        for id in list(record.events["id"])[:MOST_EVENTS]
    ]
    return Lesson(steps=tuple(steps), made=True)


def _step(record: Record, id: str, title: str, **told: Any) -> Step:
    empty: dict[str, Any] = dict.fromkeys(Step.__dataclass_fields__, "") | {"options": (), "sources": ()}
    return Step(**empty | {"id": id, "title": title, "view": default_view(record)} | told)


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(LIST_SEPARATOR)) if cell else ()


def _view_of(text: str, record: Record) -> tuple[View, tuple[str, ...]]:
    query = parse_qs(text, keep_blank_values=True)
    view, dropped = view_from_query(query, record=record)
    unknown = tuple(
        f"“{name}” is no part of a view: {listing(VIEW_PARAMETERS, last='or')}. {did_you_mean(name, VIEW_PARAMETERS)}"
        for name in [name for name in query if name not in VIEW_PARAMETERS][:MOST_NAMED]
    )
    return view, dropped + unknown


def _check_step(row: Mapping[Hashable, str], record: Record) -> Iterator[Problem]:
    """Yield what is wrong between the cells of a step."""

    def problem(column: str, says: str, fix: str = "") -> Problem:
        found = row[column] or None
        return Problem(
            file=LESSON.file, line=int(row["line"]), column=column, found=found, says=says, fix=fix
        )  # fmt: skip

    for column in NEEDS[row["shows"]]:
        if not row[column]:
            yield problem(column, f"is empty, and a step that shows a {row['shows']} needs it.")
    view, wrong = _view_of(row["view"], record)
    for sentence in wrong:
        yield problem("view", "cannot be shown:", sentence)
    if row["figure"] and row["shows"] != "figure":
        yield problem("figure", f"is not drawn by a step that shows a {row['shows']}.", "Empty it, or show a figure.")
    figure = FIGURES.get(row["figure"])
    if row["figure"] and not figure:
        near = did_you_mean(row["figure"], list(FIGURES))
        yield problem("figure", "is no figure.", f"{near} Allowed: {listing(list(FIGURES), last='or')}.".strip())
    elif figure and not figure.holds(record):
        yield problem("figure", "cannot be drawn: this record holds nothing for it.", "Show another figure.")
    elif figure and figure.of_events and not wrong and select_events(record, view).empty:
        yield problem("view", "leaves no event to draw.", "Widen it.")
    if row["shows"] == "question" and row["question"]:
        yield from _check_question(row, record, problem)


def _check_question(row: Mapping[Hashable, str], record: Record, problem: Callable[..., Problem]) -> Iterator[Problem]:
    options, question = _parts(row["options"]), row["question"]
    if question == "open":
        if not row["answer"]:
            yield problem("answer", "is empty, and no table answers an open question.")
        return
    if question == "band-years":
        if not band_counts(record):
            yield problem("question", "needs a band and figures in trade.csv, which this record lacks.")
        return
    known = frozenset(record.event_ids if question == "order" else record.claims["id"])
    unknown = [option for option in options if option not in known]
    for option in unknown[:MOST_NAMED]:
        of = "an event" if question == "order" else "a claim"
        near = did_you_mean(option, sorted(known)) if len(known) <= MOST_COMPARED else ""
        yield problem("options", f"holds “{option}”, which is no id of {of}.", near)
    if len(set(options)) < max(LEAST_OPTIONS[question], len(options)):
        yield problem("options", f"needs {LEAST_OPTIONS[question]} ids or more, each once.")
    elif not unknown and question == "order" and _right_order(record, options) is None:
        yield problem("options", "holds events whose dates overlap or are not known: no order is the right one.")
    elif not unknown and question == "contradicted" and len(_contradicted(record, options)) != 1:
        yield problem("options", "must hold one claim that the record contradicts, and only one.")


def _right_order(record: Record, events: Sequence[str]) -> tuple[str, ...] | None:
    """Return the events by date, or None where a date is unknown or two overlap."""
    rows = record.events[record.events["id"].isin(events)].sort_values("first")
    if (
        rows[["first", "last"]].isna().any(axis=None)
        or (rows["first"].iloc[1:].array <= rows["last"].iloc[:-1].array).any()
    ):
        return None
    return tuple(rows["id"])


def _contradicted(record: Record, claims: Sequence[str]) -> tuple[str, ...]:
    rows = judge_claims(record)
    return tuple(rows[rows["id"].isin(claims) & (rows["verdict"] == "contradicted")]["id"])


def claim_of(record: Record, id: str) -> dict[Hashable, Any]:
    """Return a row of claims.csv with its verdict; `KeyError` if the record has none of that id."""
    rows = judge_claims(record)
    found = rows[rows["id"] == id].to_dict("records")
    if not found:
        raise KeyError(id)
    return found[0]


def asked_text(record: Record, step: Step) -> str:
    """Return what a question asks; the band is named as the record has it."""
    limits = band(record)
    if step.question == "band-years" and limits:
        return f"{step.prompt} The band: USD {usd(limits[0])}–{usd(limits[1])} million a year."
    return step.prompt


def years_asked(record: Record) -> tuple[int, ...]:
    """Return the years a guess about the band is made over: those that a side reports."""
    counts = band_counts(record)
    return tuple(sorted({year for c in counts for year in (*c.below, *c.inside, *c.above)}))


def answer_of(record: Record, step: Step) -> Answer:
    """Return what is revealed after a question, computed from the tables where they can answer."""
    if step.question == "band-years":
        finding, counts = band_finding(record), band_counts(record)
        said = finding.text if finding else ""
        sources = finding.sources if finding else ()
        return Answer(
            text=_joined(said, step.answer), sources=_once(sources, step.sources),
            years=tuple((c.name, c.inside) for c in counts), asked=years_asked(record),
        )  # fmt: skip
    if step.question == "order":
        ids = _right_order(record, step.options) or ()
        events = [record.event(id) for id in ids]
        said = "; ".join(f"{event.date_text}: {event.label}" for event in events) + "."
        return Answer(
            text=_joined(said, step.answer), ids=ids,
            sources=_once(*(event.sources[:1] for event in events), step.sources),
        )  # fmt: skip
    if step.question == "contradicted":
        ids = _contradicted(record, step.options)
        claims = [claim_of(record, id) for id in ids]
        said = " ".join(f"{claim['claim']} The record: {claim['record']}" for claim in claims)
        return Answer(
            text=_joined(said, step.answer), ids=ids,
            sources=_once(*(claim["sources"] for claim in claims), step.sources),
        )  # fmt: skip
    return Answer(text=step.answer, sources=step.sources)


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _once(*groups: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(id for group in groups for id in group))


def sources_of(record: Record, step: Step) -> tuple[str, ...]:
    """Return the ids of the documents behind what a step shows (a figure names its own), without a question's."""
    if step.shows == "event":
        return _once(record.event(step.event).sources, step.sources)
    if step.shows == "claim":
        return _once(claim_of(record, step.claim)["sources"], step.sources)
    return step.sources if step.shows != "question" else ()


def guess_text(record: Record, step: Step, guess: Sequence[str | int]) -> str:
    """Say a guess in words, beside the answer."""
    if not guess:
        return "no guess"
    if step.question == "band-years":
        return say_years(int(year) for year in guess)
    if step.question == "order":
        return listing([record.event(str(id)).label for id in guess])
    if step.question == "contradicted":
        return str(claim_of(record, str(guess[0]))["claim"])
    return str(guess[0])
