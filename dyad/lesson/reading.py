"""Lessons as tables: read from a folder, a file or a workbook, or made of a record alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from dyad.figures.catalogue import FIGURES, figures_of
from dyad.importing.folders import bring_files, is_described
from dyad.importing.kinds import stands_beside
from dyad.lesson.answering import right_order
from dyad.lesson.checking import check_step, view_of
from dyad.lesson.steps import Lesson, Step
from dyad.record import Problem, Record, RecordError
from dyad.record.caching import cached_per_record
from dyad.record.checking import check_cells, check_links
from dyad.record.reading import read_file
from dyad.record.schema import LESSON, TableName, parts
from dyad.record.text_tables import read_text_table
from dyad.view import default_view, select_events
from dyad.wording.answers import PUT_IN_ORDER, WHICH_FIRST

MOST_STEPS = 300  # a lesson of hours: each is checked against the record where the page is drawn
ASKED, MOST_EVENTS = 4, 20  # events put in order, and shown one by one, in a lesson made of the record alone


def read_lesson(folder: Path, record: Record) -> Lesson:
    """Read lesson.csv, or the sheet of a workbook; a folder without a lesson gets one made of its record."""
    try:
        if is_described(folder):
            return parse_lesson(record, read_file(folder / LESSON.file))
    except FileNotFoundError:
        pass
    except OSError as why:
        return Lesson(problems=(Problem(file=LESSON.file, message=f"cannot be read ({why.strerror})."),))
    try:
        rows = _brought_lesson(record, folder)
    except RecordError as error:
        return Lesson(problems=error.problems)
    return made_lesson(record) if rows is None else lesson_of(rows, record)


@cached_per_record(1)
def _brought_lesson(record: Record, folder: Path) -> pd.DataFrame | None:
    """Return the text, with lines, of a lesson that was brought, or is a workbook's sheet. RecordError: unreadable."""
    del record  # with which the lesson is cached
    own = [] if is_described(folder) else [file for file in (folder / LESSON.file,) if file.is_file()]
    books = (file for file in sorted(folder.glob("*.xlsx")) if not stands_beside(file))
    return next((lesson for file in (*own, *books) if (lesson := bring_files([file]).lesson) is not None), None)


@cached_per_record(4)
def parse_lesson(record: Record, content: bytes) -> Lesson:
    """Return the steps a CSV file holds for this record, and every problem of the rest."""
    frame, problems = read_text_table(content, table=LESSON)
    return Lesson(problems=tuple(problems)) if frame is None else lesson_of(frame, record, problems=problems)


def lesson_of(frame: pd.DataFrame, record: Record, *, problems: Sequence[Problem] = ()) -> Lesson:
    """Return the steps that rows of text hold for this record, and every problem of the rest, after `problems`."""
    problems = list(problems)
    if len(frame) > MOST_STEPS:
        problems.append(Problem(
            file=LESSON.file, rule="too-many-rows",
            message=f"has {len(frame):,} steps. Allowed: {MOST_STEPS}.", hint="Split the lesson.",
        ))  # fmt: skip
        frame = frame.head(MOST_STEPS)
    ids: dict[TableName, frozenset[str]] = {
        "events": frozenset(record.event_ids),
        "claims": frozenset(record.claims["id"]),
        "sources": frozenset(record.sources["id"]),
    }
    problems += check_cells(frame, table=LESSON)
    problems += check_links({"lesson": frame}, ids=ids)
    steps: list[Step] = []
    bad = {problem.line for problem in problems}
    for row in frame.to_dict("records"):
        if row["line"] in bad:
            continue
        asked = [step.id for step in steps if step.question == "open"]
        found = list(check_step(row, record, asked=asked))
        problems += found
        if not found:
            view, _ = view_of(row["view"], record)
            cells = {name: row[name] for name in LESSON.columns} | {
                "view": view, "options": parts(row["options"]), "sources": parts(row["sources"]),
                "minutes": int(row["minutes"] or 0), "short": bool(row["short"]),
            }  # fmt: skip
            steps.append(Step(**cells))
    return Lesson(steps=tuple(steps), problems=tuple(sorted(problems, key=lambda problem: problem.line or 0)))


@cached_per_record(1)
def made_lesson(record: Record) -> Lesson:
    """Return a lesson made of the record alone: what there is to draw, an order to guess, the events one by one."""
    rows, view = record.events[record.events["date"] != ""], default_view(record)
    dated = bool((select_events(record, view)["date"] != "").any())
    drawn = [FIGURES[name] for name in figures_of(record) if dated or not FIGURES[name].of_events]
    steps = [
        Step(id=entry.name, title=entry.step, shows="figure", figure=entry.name, view=view)
        for entry in drawn if entry.step
    ]  # fmt: skip
    spread = [rows["id"].iloc[round(at)] for at in np.linspace(0, len(rows) - 1, ASKED)] if len(rows) >= ASKED else []
    right = right_order(record, spread) if spread else None
    if right:
        options = tuple(sorted(spread))  # by name: the right order must not be the one shown
        options = options if options != right else options[::-1]
        question = Step(
            id="guess-the-order", title=WHICH_FIRST, shows="question", question="order", options=options,
            prompt=PUT_IN_ORDER, view=view,
        )  # fmt: skip
        steps.insert(0, question)
    steps += [
        Step(id=f"event-{id}", title=record.event(id).title, shows="event", event=id, view=view)
        for id in list(record.events["id"])[:MOST_EVENTS]
    ]
    return Lesson(steps=tuple(steps), made=True)
