"""Tables as text, row by row with their lines: what is held to the schema and what readers bring are read alike.

Of the first every column has to be there under its own name, and no other; `importing.columns` knows other names.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from dyad.record.grids import HEADER_ONLY, make_grid, missing_columns
from dyad.record.problems import MAX_PROBLEMS, Problem, Report, did_you_mean
from dyad.record.schema import Table

LINE = "line"  # the column beside those of a table
_QUOTED = re.compile(r'"[^"]*+(?:""[^"]*+)*+"')  # never gone back on, or millions of quotes take as many places
AT_THE_END = "at the end of the cell; write a quote inside it twice."
csv.field_size_limit(2**31 - 1)  # of any cell that is too long `grids` tells how long it is


def read_text_table(content: bytes, *, table: Table) -> tuple[pd.DataFrame | None, list[Problem]]:
    """Read one CSV file of a record as text, rows with the lines they stand on; None when nothing can be made of it."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as why:
        line = content[: why.start].count(b"\n") + 1
        message = f"is not UTF-8: byte {content[why.start]:#04x} cannot be read."
        return None, [
            Problem(file=table.file, line=line, message=message, hint="Save the file as UTF-8.", rule="encoding")
        ]
    report = Report(table.file)
    grid = make_grid(cut_rows(text, report=report), report=report, file=table.file, most_rows=sys.maxsize)
    if grid is None:
        hint = f"It needs the header {','.join(table.columns)}."
        return None, [*report.problems] or [Problem(file=table.file, message="is empty.", hint=hint, rule="empty")]
    places = {column: grid.header.index(column) for column in table.columns if column in grid.header}
    if not places:  # another table, or none: of its rows nothing can be said
        message, hint = "has none of the columns of this table.", f"Its header is {','.join(table.columns)}."
        return None, [Problem(file=table.file, line=grid.line, message=message, hint=hint, rule="table")]
    missing = missing_columns(grid, table.needed, places)
    near = [problem.column or "" for problem in missing] or table.columns
    problems = [
        *missing,
        *(Problem(file=table.file, line=grid.line, column=name, message="is not a column of this table.",
                  hint=did_you_mean(name, near), rule="column")
          for name in grid.header if name and name not in table.columns),
        *(problem for problem in grid.problems if problem.rule != HEADER_ONLY),
        *(Problem(file=table.file, line=line, message="repeats the header.", hint="Leave this line out.",
                  rule="header-twice")
          for line, row in grid.rows if row == grid.header),
    ]  # fmt: skip
    return None if missing else text_frame(grid.body, table.columns, places), problems


def text_frame(
    rows: Sequence[tuple[int, Sequence[str]]], columns: Sequence[str], places: Mapping[str, int]
) -> pd.DataFrame:
    """Return the columns of a table, each from its place in the rows, empty where it has none; "line" comes first."""
    found = [*zip(*(row for _, row in rows), strict=True)]
    cells = {name: found[places[name]] if rows and name in places else [""] * len(rows) for name in columns}
    frame = pd.DataFrame(cells, columns=list(columns), dtype=object)
    frame.insert(0, LINE, pd.Series([line for line, _ in rows], dtype=int))
    return frame


def empty_frame(table: Table) -> pd.DataFrame:
    """Return a table of text without rows."""
    return text_frame((), table.columns, {})


def cut_rows(
    text: str, *, report: Report, separator: str = ",", first_line: int = 1
) -> Iterator[tuple[int, list[str]]]:  # fmt: skip
    """Yield each row with the line it starts on; what its quotes leave unclear is reported instead."""
    lines = [*io.StringIO(text, newline="")]
    reader = csv.reader(lines, delimiter=separator, strict=True)
    faults = 0
    while faults <= MAX_PROBLEMS:
        before = reader.line_num  # lines
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            row = "".join(lines[before : reader.line_num])
            _tell_fault(row, separator=separator, line=first_line + before, report=report)
            faults += 1
        else:
            yield first_line + before, cells


def _tell_fault(row: str, *, separator: str, line: int, report: Report) -> None:
    """Report the first cell of a row, of any number of lines from `line` on, that Python's reader stumbles over."""
    unquoted = re.compile(f"[^{re.escape(separator)}\r\n]*")
    at, opened = 0, line
    while True:
        cell = (_QUOTED if row.startswith('"', at) else unquoted).match(row, at)
        if cell is None:
            message, hint = "opens with a double quote that is never closed.", f"Close it {AT_THE_END}"
            report.add("quotes", message, hint, line=opened, value=row[at + 1 :])
            return
        said = cell[0]
        closed = opened + said.count("\n") + said.count("\r") - said.count("\r\n")
        if not row.startswith(separator, cell.end()):
            where = "" if closed == opened else f" on line {closed}"
            message, hint = f"goes on after its closing double quote{where}.", f"Close the quote {AT_THE_END}"
            report.add("quotes", message, hint, line=opened, value=said[1:-1])
            return
        at, opened = cell.end() + len(separator), closed
