"""The tables that somebody brings, on their way to a record: in our columns, and what was made of them in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from dyad.importing.columns import NEEDED, columns_of, plain_name, shown_name
from dyad.record.grids import Grid
from dyad.record.problems import Problem
from dyad.record.schema import ALL_TABLES, TableName
from dyad.record.text_tables import LINE, missing_columns, rows_of, text_frame

IGNORED = ("problem", LINE)  # columns of the copy that names problems


@dataclass
class Normaliser:
    """The tables on their way to a record: `frames` hold text and the line of each row, `said` what was filled in."""

    frames: dict[TableName, pd.DataFrame] = field(default_factory=dict)
    files: dict[TableName, str] = field(default_factory=dict)  # what each table came in
    said: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    themes: tuple[str, ...] = ()

    def add_grid(self, name: TableName, grid: Grid) -> None:
        """Take a table as it was found; its unknown columns are left out and named."""
        file, places = shown_name(grid), columns_of(grid.header, name)
        missing = missing_columns(grid, file, NEEDED[name], places)
        self.problems += missing
        if missing:
            return
        used = {*places.values()}
        left = [c for at, c in enumerate(grid.header) if at not in used and c and plain_name(c) not in IGNORED]
        if left:
            self.said.append(f"{file}: columns not used: {', '.join(left)}.")
        rows = rows_of(grid)
        if len(rows) < len(grid.rows):
            self.said.append(f"{file}: rows that repeat the header are left out ({len(grid.rows) - len(rows):,}).")
        self.frames[name] = text_frame(rows, ALL_TABLES[name].columns, places)
        self.files[name] = file

    def add_rows(self, name: TableName, file: str, rows: Iterable[tuple[int, Mapping[str, str]]]) -> None:
        """Add rows by column to a table, each with its line, 0 where it stands in no file."""
        columns = ALL_TABLES[name].columns
        cells = [(line, [row.get(column, "") for column in columns]) for line, row in rows]
        added = text_frame(cells, columns, {column: at for at, column in enumerate(columns)})
        there = self.frames.get(name)
        self.frames[name] = added if there is None else pd.concat([there, added], ignore_index=True)
        self.files.setdefault(name, file)

    def problem(self, name: TableName, column: str, message: str, hint: str, rule: str) -> None:
        """Note what is wrong with a column as a whole."""
        self.problems.append(Problem(file=self.files[name], column=column, message=message, hint=hint, rule=rule))

    def tell(self, name: TableName, number: int, what: str) -> None:
        """Note that something was filled in for some rows."""
        if number:
            rows = "1 row" if number == 1 else f"{number:,} rows"
            self.said.append(f"{self.files[name]}: {rows} {what}")
