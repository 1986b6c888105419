"""What files hold, whatever they are: tables in our columns, a timeline, a description; and what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from dyad.importing.columns import shown_name, table_of
from dyad.importing.files import open_file
from dyad.importing.json_files import check_lengths, parse_json
from dyad.importing.normaliser import Normaliser
from dyad.importing.timelinejs import Told, is_timelinejs, read_json, read_sheet
from dyad.record.grids import HEADER_ONLY, Grid
from dyad.record.problems import Problem, RecordError
from dyad.record.schema import ALL_TABLES, TableName

MAY_BE_EMPTY = ("claims", "trade", "comparison", "lesson")  # a record of events alone is written out with these


@dataclass(kw_only=True)
class Gathered:
    """What the files held, on its way to a record. With `lesson_alone` a lesson is looked for and nothing else."""

    encoding: str = ""
    lesson_alone: bool = False
    filling: Normaliser = field(default_factory=Normaliser)
    grids: list[Grid] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    refused: bool = False  # whether nothing could be made of a file, which may have been any table
    package: tuple[str, bytes] = ("", b"")
    title: str = ""
    stem: str = ""
    _linked: tuple[str, Sequence[Mapping[str, str]]] = ("", ())  # of a timeline: its file, the documents it links to

    def problem(self, message: str, hint: str, *, file: str = "The files", rule: str = "missing") -> None:
        """Note what is wrong with a file."""
        self.problems.append(Problem(file=file, message=message, hint=hint, rule=rule))

    def all_problems(self) -> list[Problem]:
        """Return what was found so far: of files, of their shape and of their columns."""
        return [*self.problems, *(problem for grid in self.grids for problem in grid.problems), *self.filling.problems]

    def open(self, name: str, content: bytes) -> None:
        """Take one file: JSON by its parts, anything else as tables."""
        text = content.removeprefix(b"\xef\xbb\xbf").lstrip()
        if text.startswith(b"{") and name.lower().endswith(".json"):
            self._open_json(name, content)
            return
        self.stem = self.stem or PurePath(name).stem
        opened = open_file(name, content, encoding=self.encoding or None)
        self.problems += opened.problems
        self.refused = self.refused or bool(opened.problems)
        for grid in opened.grids:
            empty = {problem.rule for problem in grid.problems} == {HEADER_ONLY} and table_of(grid) in MAY_BE_EMPTY
            self.grids.append(replace(grid, problems=()) if empty else grid)
            if empty:
                self.filling.said.append(f"{shown_name(grid)}: no rows, and so not read.")
            else:
                self._take(grid)

    def add_linked(self) -> None:
        """Add the documents that a timeline links to; those listed by id in a table of sources stand."""
        file, sources = self._linked
        listed = self.filling.frames.get("sources")
        known = set() if listed is None else set(listed["id"])
        if new := [(0, row) for row in sources if row["id"] not in known]:
            self.filling.add_rows("sources", file, new)

    def _open_json(self, name: str, content: bytes) -> None:
        try:
            data = parse_json(content, file=name)
            if described := "dyad" in data or "resources" in data:
                check_lengths(data, file=name)
        except RecordError as error:
            self.problems += error.problems
            return
        if described:
            self.package = (name, content)
            self.filling.said.append(f"{name}: read as the description of the record.")
            return
        self.stem = self.stem or PurePath(name).stem
        self._take_timeline(name, read_json(name, data), "TimelineJS JSON")

    def _take(self, grid: Grid) -> None:
        if self.lesson_alone:
            if table_of(grid, otherwise="lesson") in (None, "lesson"):
                self._add("lesson", grid)
            return
        shown = shown_name(grid)
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
        shown = shown_name(grid)
        if self._is_twice(name, shown):
            return
        how = "" if grid.sheet else f", {grid.read_as}{' (the encoding is a guess)' if grid.guessed else ''}"
        self.filling.said.append(f"{shown}: {len(grid.rows):,} rows read as {name}{how}.")
        self.filling.add_grid(name, grid)

    def _take_timeline(self, file: str, told: Told, how: str) -> None:
        self.problems += told.problems
        if self._is_twice("events", file):
            return
        self.title = told.title
        self.filling.said.append(f"{file}: {len(told.rows):,} events, read as {how}.")
        self._linked = (file, told.sources)
        if told.rows or not any(problem.line is None for problem in told.problems):
            self.filling.add_rows("events", file, told.rows)

    def _is_twice(self, name: TableName, file: str) -> bool:
        other = self.filling.files.get(name)
        if other is not None:
            self.problem(f"is a second table of {name}, beside {other}.", "Bring one of each.", file=file, rule="twice")
        return other is not None
