"""What is wrong with the rows that were gathered, and the record that is left without them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dyad.importing.columns import LOOSE, shown_name
from dyad.importing.gathering import Gathered
from dyad.record.grids import HEADER_ONLY
from dyad.record.problems import Problem
from dyad.record.reading import check_frames
from dyad.record.schema import ALL_TABLES, TABLES
from dyad.record.tables import About
from dyad.record.text_tables import LINE

OF_HEADER = ("column", "header", "header-twice", "header-empty", "too-many-columns")  # rules of a table, not of a row
IN_PART = ("quotes", HEADER_ONLY, "too-many-rows")  # rules that say that rows were not read


def check_rows(found: Gathered, about: About | None, *, whole: bool = False) -> list[Problem]:
    """Return what is wrong with the cells and between rows and tables, under the names of the files brought.

    A row that could not be read may well be the one that another refers to; `whole` takes what was read for all.
    """
    rules = dict(LOOSE)
    files = {ALL_TABLES[name].file: file for name, file in found.files.items()}
    if about is None and found.themes:
        rules["events"] = rules["events"].allowing("theme", found.themes)
    cut = {shown_name(grid) for grid in found.grids if any(problem.rule in IN_PART for problem in grid.problems)}
    in_part = () if whole else tuple(name for name, file in found.files.items() if file in cut)
    frames = {name: frame for name, frame in found.frames.items() if name in TABLES}
    problems = check_frames(frames, about=about, tables=rules, in_part=in_part)
    return [replace(problem, file=files.get(problem.file, problem.file)) for problem in problems]


def is_of_all(found: Gathered, problem: Problem) -> bool:
    """Return whether a problem is of a file or a table as a whole, and goes with no row."""
    return not problem.line or problem.rule in OF_HEADER or problem.file not in found.files.values()


def leave_out(found: Gathered, about: About | None, problems: Sequence[Problem]) -> int:
    """Leave out the rows with a problem, and those that then refer to nothing; return how many.

    Rows that could not be read are left out already, and are counted. 0 where what is left is no record either.
    """
    lines, frames, files = _bad_lines(problems), found.frames, found.files
    there = {(files[name], line) for name, frame in frames.items() for line in frame[LINE]}
    unread = {(file, line) for file, some in lines.items() for line in some} - there
    before = len(unread) + sum(map(len, frames.values()))
    while lines:
        for name, frame in frames.items():
            gone = lines.get(files[name], set()) - {0}
            frames[name] = frame[~frame[LINE].isin(gone)].reset_index(drop=True)
        left = check_rows(found, about, whole=True)
        if any(is_of_all(found, problem) for problem in left):
            return 0
        lines = _bad_lines(left)
    return before - sum(map(len, frames.values()))


def _bad_lines(problems: Iterable[Problem]) -> dict[str, set[int]]:
    bad: dict[str, set[int]] = {}
    for problem in problems:
        bad.setdefault(problem.file, set()).add(problem.line or 0)
    return bad
