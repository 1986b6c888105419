"""What files hold, whatever they are: tables in our columns, a timeline, a description; and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

import pandas as pd

from dyad.importing.columns import NEEDED, columns_of, plain_name, table_of
from dyad.importing.files import is_json, open_file, open_json
from dyad.importing.kinds import refuse
from dyad.importing.timelinejs import Told, is_timelinejs, read_json, read_sheet
from dyad.record.folding import texts_in, visible
from dyad.record.grids import HEADER_ONLY, MAX_CELL_CHARS, Grid, missing_columns
from dyad.record.problems import Problem, RecordError
from dyad.record.schema import ALL_TABLES, TableName
from dyad.record.text_tables import LINE, text_frame

ALL_FILES = "The files"  # what a problem is of that no single file has
MAY_BE_EMPTY = ("claims", "trade", "comparison", "lesson")  # a record of events alone is written out with these
OF_HEADER = ("column", "header", "header-twice", "header-empty", "too-many-columns")  # rules of a table, not of a row
IGNORED = ("problem", LINE)  # columns of the copy that names problems


@dataclass(kw_only=True)
class Gathered:
    """What the files held, on its way to a record. With `lesson_alone` a lesson is looked for and nothing else."""

    encoding: str = ""
    lesson_alone: bool = False
    frames: dict[TableName, pd.DataFrame] = field(default_factory=dict)  # text and line of each row, in our columns
    files: dict[TableName, str] = field(default_factory=dict)  # what each table came in
    said: list[str] = field(default_factory=list)  # how files were read and what was filled in
    themes: tuple[str, ...] = ()
    grids: list[Grid] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)  # of files
    of_columns: list[Problem] = field(default_factory=list)
    package: tuple[str, bytes] = ("", b"")
    title: str = ""
    stem: str = ""
    _linked: tuple[str, Sequence[Mapping[str, str]]] = ("", ())  # of a timeline: its file, the documents it links to

    def problem(
        self, message: str, hint: str, *, file: str = ALL_FILES, column: str | None = None, rule: str = "missing"
    ) -> None:
        """Note what is wrong with a file, or with a column as a whole."""
        found = Problem(file=file, column=column, message=message, hint=hint, rule=rule)
        (self.of_columns if column else self.problems).append(found)

    def all_problems(self) -> list[Problem]:
        """Return what was found so far: of files, of their shape and of their columns."""
        return [*self.problems, *(problem for grid in self.grids for problem in grid.problems), *self.of_columns]

    def is_of_all(self, problem: Problem) -> bool:
        """Return whether a problem is of a file or a table as a whole, and goes with no row."""
        return not problem.line or problem.rule in OF_HEADER or problem.file not in self.files.values()

    def tell(self, name: TableName, number: int, what: str) -> None:
        """Note that something was filled in for some rows."""
        if number:
            rows = "1 row" if number == 1 else f"{number:,} rows"
            self.said.append(f"{self.files[name]}: {rows} {what}")

    def open(self, name: str, content: bytes) -> None:
        """Take one file: JSON by its parts, anything else as tables."""
        try:
            if is_json(name, content):
                self._open_json(visible(name), content)
                return
            self.stem = self.stem or PurePath(name).stem
            grids = open_file(name, content, encoding=self.encoding or None)
        except RecordError as error:
            self.problems += error.problems
            return
        for grid in grids:
            empty = {problem.rule for problem in grid.problems} == {HEADER_ONLY} and table_of(grid) in MAY_BE_EMPTY
            self.grids.append(replace(grid, problems=()) if empty else grid)
            if empty:
                self.said.append(f"{grid.shown_name}: no rows, and so not read.")
            else:
                self._take(grid)

    def add_linked(self) -> None:
        """Add the documents that a timeline links to; those listed by id in a table of sources stand."""
        file, sources = self._linked
        known = set(self.frames["sources"]["id"]) if "sources" in self.frames else set()
        if new := [(0, row) for row in sources if row["id"] not in known]:
            self.add_rows("sources", file, new)

    def add_rows(self, name: TableName, file: str, rows: Iterable[tuple[int, Mapping[str, str]]]) -> None:
        """Add rows by column to a table, each with its line, 0 where it stands in no file."""
        columns = ALL_TABLES[name].columns
        cells = [(line, [row.get(column, "") for column in columns]) for line, row in rows]
        added = text_frame(cells, columns, {column: at for at, column in enumerate(columns)})
        there = self.frames.get(name)
        self.frames[name] = added if there is None else pd.concat([there, added], ignore_index=True)
        self.files.setdefault(name, file)

    def _open_json(self, name: str, content: bytes) -> None:
        data = open_json(content, file=name)
        if "dyad" in data or "resources" in data:
            if (longest := max(map(len, texts_in(data)))) > MAX_CELL_CHARS:
                message = f"has a text of {longest:,} characters. Allowed: {MAX_CELL_CHARS:,}."
                raise refuse(name, message, "Shorten it.", rule="too-long-cell")
            self.package = (name, content)
            self.said.append(f"{name}: read as the description of the record.")
        else:
            self.stem = self.stem or PurePath(name).stem
            self._take_timeline(name, read_json(name, data), "TimelineJS JSON")

    def _take(self, grid: Grid) -> None:
        if self.lesson_alone:
            if table_of(grid, otherwise="lesson") in (None, "lesson"):
                self._add("lesson", grid)
            return
        shown = grid.shown_name
        if is_timelinejs(grid.header):
            self._take_timeline(shown, read_sheet(shown, grid.header, grid.rows), f"a TimelineJS sheet, {grid.read_as}")
        elif name := table_of(grid):
            self._add(name, grid)
        else:
            known = "; ".join(f"{table.file}: {', '.join(table.columns[:4])} …" for table in ALL_TABLES.values())
            message = f"has the columns {', '.join(grid.header[:12])}, which are those of none of the tables."
            hint = f"Name it after its table, or use the columns of one: {known}."
            self.problem(message, hint, file=shown, rule="table")

    def _add(self, name: TableName, grid: Grid) -> None:
        """Take a table as it was found; its unknown columns are left out and named."""
        file, places, rows = grid.shown_name, columns_of(grid.header, name), grid.body
        if self._is_twice(name, file):
            return
        how = "" if grid.sheet else f", {grid.read_as}{' (the encoding is a guess)' if grid.guessed else ''}"
        self.said.append(f"{file}: {len(grid.rows):,} {'row' if len(grid.rows) == 1 else 'rows'} read as {name}{how}.")
        if missing := missing_columns(grid, NEEDED[name], places):
            self.of_columns += missing
            return
        used = {*places.values()}
        left = [c for at, c in enumerate(grid.header) if at not in used and c and plain_name(c) not in IGNORED]
        if left:
            self.said.append(f"{file}: columns not used: {', '.join(left)}.")
        if len(rows) < len(grid.rows):
            self.said.append(f"{file}: rows that repeat the header are left out ({len(grid.rows) - len(rows):,}).")
        self.frames[name], self.files[name] = text_frame(rows, ALL_TABLES[name].columns, places), file

    def _take_timeline(self, file: str, told: Told, how: str) -> None:
        self.problems += told.problems
        if self._is_twice("events", file):
            return
        self.title = told.title
        self.said.append(f"{file}: {len(told.rows):,} {'event' if len(told.rows) == 1 else 'events'}, read as {how}.")
        self._linked = (file, told.sources)
        if told.rows or not any(problem.line is None for problem in told.problems):
            self.add_rows("events", file, told.rows)

    def _is_twice(self, name: TableName, file: str) -> bool:
        other = self.files.get(name)
        if other is not None:
            self.problem(f"is a second table of {name}, beside {other}.", "Bring one of each.", file=file, rule="twice")
        return other is not None
