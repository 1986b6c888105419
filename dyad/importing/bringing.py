"""Make a record of whatever tables somebody brings, or say row by row what is wrong with them.

CSV in any dialect, workbooks, TimelineJS sheets and JSON, with or without a datapackage.json (`gathering`): what can be
known is filled in (`filling`), what describes a record is taken from the tables (`describing`), and corrected by what
is wished; rows that cannot be used are told, or left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

import pandas as pd

from dyad.importing.columns import LOOSE, NEEDED
from dyad.importing.describing import about_of
from dyad.importing.filling import FIGURES, fill_in, link_sources
from dyad.importing.gathering import Gathered
from dyad.importing.spelling import DayOrder, is_ambiguous_date, is_ambiguous_number
from dyad.importing.workbooks import tables_in
from dyad.record.checking import check_frames
from dyad.record.grids import HEADER_ONLY, Grid
from dyad.record.problems import Problem
from dyad.record.reading import VERSION_CHARS
from dyad.record.schema import ALL_TABLES, TABLES
from dyad.record.tables import About, Record, type_table
from dyad.record.text_tables import LINE, empty_frame

Question = Literal["dates", "comma", "encoding"]
Listener = Callable[[float, str], None]  # is told how much is done, from 0 to 1, and what is being done
READING = "Reading {file}"  # is told to whoever waits for an import
CHOOSE = "choose on the Record page which it is."
IN_PART = ("quotes", HEADER_ONLY, "too-many-rows")  # rules that say that rows were not read


@dataclass(frozen=True, kw_only=True)
class ImportOptions:
    """What is wished where tables are brought. What is "" or empty is taken from the tables."""

    title: str = ""
    economies: tuple[tuple[str, str], ...] = ()  # the two alpha-3 codes, each with a name
    document: str = ""
    dates: DayOrder = ""  # an answer to what is asked, as `comma` and `encoding`
    comma: str = ""
    encoding: str = ""  # of files of which it was a guess
    only_good: bool = False  # rows with a problem are left out
    lesson_alone: bool = False  # a lesson is looked for and nothing else


@dataclass(frozen=True, kw_only=True, eq=False)
class ImportResult:
    """What came of tables that were brought."""

    record: Record | None = None  # None where problems leave no record
    lesson: pd.DataFrame | None = None  # the text of lesson.csv, with the line of each row
    problems: Sequence[Problem]
    said: tuple[str, ...] = ()  # how each file was read and what was filled in
    asked: tuple[Question, ...] = ()  # what can be read in two ways
    left_out: int = 0  # rows that are not in the record
    grids: tuple[Grid, ...] = ()


def bring(
    files: Sequence[tuple[str, bytes]], *, wishes: ImportOptions | None = None, told: Listener | None = None
) -> ImportResult:
    """Read files, each a name and its content, as one record; a ZIP archive is the tables in it."""
    wishes, tell = wishes or ImportOptions(), told or (lambda _done, _what: None)
    files = [table for name, content in files for table in tables_in(name, content)]
    found = Gathered(encoding=wishes.encoding, lesson_alone=wishes.lesson_alone)
    for number, (name, content) in enumerate(files):
        tell(0.4 * number / max(len(files), 1), READING.format(file=name))
        found.open(name, content)
    if wishes.lesson_alone:
        return _lesson_of(found)
    found.add_linked()
    _note_what_lacks(found)
    fill_in(found, order=wishes.dates, comma=wishes.comma)
    link_sources(found)
    tell(0.5, "Checking the rows")
    describe = partial(about_of, found, title=wishes.title, economies=dict(wishes.economies), document=wishes.document)
    about = describe()
    problems = _said_clearly([*found.all_problems(), *check_rows(found, about)], wishes)
    asked = _asked(found, wishes)
    left_out = 0
    if wishes.only_good and "events" in found.frames and not any(map(found.is_of_all, problems)):
        tell(0.7, "Leaving out the rows with a problem")
        left_out = leave_out(found, about, problems)
        about = describe()
    tell(0.9, "Making the record")
    usable = "events" in found.frames and not found.frames["events"].empty and (not problems or left_out > 0)
    return ImportResult(
        record=_record(found, about) if about and usable else None,
        lesson=found.frames.get("lesson"), problems=tuple(problems), said=tuple(found.said),
        asked=asked, left_out=left_out, grids=tuple(found.grids),
    )  # fmt: skip


def _note_what_lacks(found: Gathered) -> None:
    """Note that there are no events, where nothing else that is wrong explains it."""
    frames, problems = found.frames, found.all_problems()
    events = frames.get("events")
    if not frames and not problems:
        found.problem("No table was brought.", "Bring a table of events.", rule="empty")
    elif events is not None and events.empty and not problems:
        file = found.files["events"]
        found.problem("holds no event.", "Bring some: a title and a date are enough.", file=file)
    elif events is None and not any(map(found.is_of_all, problems)):  # a file that was refused may have been one
        found.problem("There is no table of events among the files.", "Bring one: a title and a date are enough.")


def _lesson_of(found: Gathered) -> ImportResult:
    """Return what came of files in which nothing but a lesson was looked for."""
    if "lesson" not in found.frames and not found.all_problems():
        needed = " and ".join(NEEDED["lesson"])
        found.problem("hold no lesson.", f"Bring a table with the columns {needed}, or take the template.")
    found.frames.pop("events", None)  # of a timeline
    fill_in(found)
    guessed: tuple[Question, ...] = ("encoding",) if any(grid.guessed for grid in found.grids) else ()
    return ImportResult(
        lesson=found.frames.get("lesson"), problems=tuple(found.all_problems()),
        said=tuple(found.said), asked=guessed, grids=tuple(found.grids),
    )  # fmt: skip


def _asked(found: Gathered, wishes: ImportOptions) -> tuple[Question, ...]:
    """Return what can be read in two ways and was not said."""
    frames = found.frames
    dates = [cell for name in ("events", "sources") if name in frames for cell in frames[name]["date"]]
    amounts = [frames[name][column] for name in FIGURES if name in frames for column in ("value", "low", "high")]
    asked: dict[Question, object] = {
        "dates": wishes.dates or any(map(is_ambiguous_date, dates)),
        "comma": wishes.comma or any(is_ambiguous_number(cell) for cells in amounts for cell in cells),
        "encoding": wishes.encoding or any(grid.guessed for grid in found.grids),
    }
    return tuple(name for name, is_asked in asked.items() if is_asked)


def _said_clearly(problems: Iterable[Problem], wishes: ImportOptions) -> list[Problem]:
    """Say of dates and numbers that can be read in two ways that they are asked about."""
    clear = []
    for problem in problems:
        found = problem.value or ""
        if problem.rule == "date" and is_ambiguous_date(found) and not wishes.dates:
            message, hint = "may give the day first or the month first.", f"Write it as 2016-05-04, or {CHOOSE}"
            problem = replace(problem, message=message, hint=hint, rule="ambiguous date")
        elif problem.rule in ("number", "integer") and is_ambiguous_number(found) and not wishes.comma:
            message, hint = "may have a decimal comma or one between thousands.", f"Write it with a point, or {CHOOSE}"
            problem = replace(problem, message=message, hint=hint, rule="ambiguous number")
        clear.append(problem)
    return clear


def _record(found: Gathered, about: About) -> Record:
    digest = hashlib.sha256(repr(about).encode())
    tables = {}
    for name, table in TABLES.items():
        frame = found.frames.get(name, empty_frame(table))
        digest.update(frame[list(table.columns)].to_csv(index=False).encode())
        tables[name] = type_table(frame.astype(object), name=name)
    return Record(about=about, **tables, version=digest.hexdigest()[:VERSION_CHARS])


def check_rows(found: Gathered, about: About | None, *, whole: bool = False) -> list[Problem]:
    """Return what is wrong with the cells and between rows and tables, under the names of the files brought.

    A row that could not be read may well be the one that another refers to; `whole` takes what was read for all.
    """
    rules = dict(LOOSE)
    files = {ALL_TABLES[name].file: file for name, file in found.files.items()}
    if about is None and found.themes:
        rules["events"] = rules["events"].allowing("theme", found.themes)
    cut = {grid.shown_name for grid in found.grids if any(problem.rule in IN_PART for problem in grid.problems)}
    in_part = () if whole else tuple(name for name, file in found.files.items() if file in cut)
    frames = {name: frame for name, frame in found.frames.items() if name in TABLES}
    problems = check_frames(frames, about=about, tables=rules, in_part=in_part)
    return [replace(problem, file=files.get(problem.file, problem.file)) for problem in problems]


def leave_out(found: Gathered, about: About | None, problems: Sequence[Problem]) -> int:
    """Leave out the rows with a problem, and those that then refer to nothing; return how many.

    Rows that could not be read are left out already, and are counted. 0 where what is left is no record either.
    """
    lines, frames, files = _lines_to_leave_out(problems), found.frames, found.files
    there = {(files[name], line) for name, frame in frames.items() for line in frame[LINE]}
    unread = {(file, line) for file, some in lines.items() for line in some} - there
    before = len(unread) + sum(map(len, frames.values()))
    while lines:
        for name, frame in frames.items():
            gone = lines.get(files[name], set()) - {0}
            frames[name] = frame[~frame[LINE].isin(gone)].reset_index(drop=True)
        left = check_rows(found, about, whole=True)
        if any(map(found.is_of_all, left)):
            return 0
        lines = _lines_to_leave_out(left)
    return before - sum(map(len, frames.values()))


def _lines_to_leave_out(problems: Iterable[Problem]) -> dict[str, set[int]]:
    """Return the lines that problems are on, by file; 0 is of a problem of the whole file."""
    bad: dict[str, set[int]] = {}
    for problem in problems:
        bad.setdefault(problem.file, set()).add(problem.line or 0)
    return bad
