"""Read tables: each as text, row by row with their lines, and a folder of them as a `Record`, or all that is wrong.

Every cell is read as text first, what is held to the schema as what readers bring, and typed by the schema afterwards
(`tables`): no "NA" turns into a missing value, no "2003" into 1 January. Of tables of a record every column has to be
there under its own name, and no other; `importing.columns` knows other names.
"""

from __future__ import annotations

import csv
import errno
import hashlib
import io
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pandas as pd

from dyad.record.checking import REFERENCE, check_frames
from dyad.record.grids import HEADER_ONLY, MAX_CELL_CHARS, letters, make_grid, missing_columns
from dyad.record.package import LATER, PACKAGE_FILE, read_about
from dyad.record.problems import MAX_PROBLEMS, Problem, RecordError, Report, did_you_mean
from dyad.record.schema import TABLES, Table, TableName
from dyad.record.tables import Record, type_table

FILES = (PACKAGE_FILE, *(table.file for table in TABLES.values()))
OPTIONAL_FILES = {table.file for table in TABLES.values() if table.optional}
VERSION_CHARS = 12  # of the SHA-256 over all files; enough to tell two records apart
LINE = "line"  # the column beside those of a table
_QUOTED = re.compile(r'"[^"]*+(?:""[^"]*+)*+"')  # never gone back on, or millions of quotes take as many places
AT_THE_END = "at the end of the cell; write a quote inside it twice."


def read_record(folder: Path) -> Record:
    """Read and check the tables in `folder`.

    Raises RecordError with every problem of every file, when the tables cannot be used as they are.
    """
    problems: list[Problem] = []
    digest = hashlib.sha256()
    raw: dict[str, bytes] = {}
    for file in FILES:
        try:
            raw[file] = read_file(folder / file)
        except OSError as why:
            missing, hint = isinstance(why, FileNotFoundError), "The record needs it beside the other tables."
            reason = "is missing" if missing else f"cannot be read ({why.strerror})"
            if not (missing and file in OPTIONAL_FILES):
                problems.append(Problem(file=file, message=f"{reason}.", hint=hint, rule="missing"))
        else:
            digest.update(file.encode() + b"\0" + raw[file] + b"\0")
    about = None
    if PACKAGE_FILE in raw:
        about, found = read_about(raw[PACKAGE_FILE])
        if any(problem.rule == LATER for problem in found):
            raise RecordError(found)  # of tables of another form nothing else can be said
        problems += found
    frames: dict[TableName, pd.DataFrame] = {}
    for name, table in TABLES.items():
        if table.file in raw:
            frame, found = read_text_table(raw[table.file], table=table)
            problems += found
            if frame is not None:
                frames[name] = frame
        elif table.optional:
            frames[name] = empty_frame(table)
    in_part = {name for name in frames if any((p.file, p.rule) == (TABLES[name].file, "quotes") for p in problems)}
    problems += check_frames(frames, about=about, in_part=in_part)
    named, known = about.claims_source if about else "", "sources" in frames and "sources" not in in_part
    if named and known and named not in set(frames["sources"]["id"]):
        message = "is no id in sources.csv."
        problems.append(Problem(file=PACKAGE_FILE, value=named, message=message, hint="Name one.", rule=REFERENCE))
    if problems or about is None:
        raise RecordError(sorted(problems, key=lambda problem: (FILES.index(problem.file), problem.line or 0)))
    return Record(
        about=about, **{name: type_table(frames[name], name=name) for name in TABLES},
        version=digest.hexdigest()[:VERSION_CHARS],
    )  # fmt: skip


def read_file(file: Path) -> bytes:
    """Return the content of a file; OSError when it cannot be read, or is a device or pipe, which may never end."""
    if file.exists() and not file.is_file():
        raise OSError(errno.EINVAL, "it is no file")
    return file.read_bytes()


# -- one table, as text -------------------------------------------------------------------------


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
    missing = missing_columns(grid, table.file, table.needed, places)
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
    while True:
        before = reader.line_num  # lines
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            # Python reads no cell beyond a limit of its own, far above ours; where it ends is looked up by hand.
            row = "".join(lines[before : reader.line_num])
            whole = len(row) <= csv.field_size_limit()
            row = row if whole else "".join(lines[before:])
            _tell_fault(row, separator=separator, line=first_line + before, report=report)
            faults += 1
            if not whole or faults > MAX_PROBLEMS:
                return
        else:
            yield first_line + before, cells


def _tell_fault(row: str, *, separator: str, line: int, report: Report) -> None:
    """Report the first cell of a row, of any number of lines from `line` on, that Python's reader stumbles over."""
    unquoted = re.compile(f"[^{re.escape(separator)}\r\n]*")
    at = place = opened = 0
    while True:
        quoted = row.startswith('"', at)
        cell = (_QUOTED if quoted else unquoted).match(row, at)
        said = cell[0] if cell else ""
        closed = opened + said.count("\n") + said.count("\r") - said.count("\r\n")
        if cell is None:
            fault = ("quotes", "opens with a double quote that is never closed.", f"Close it {AT_THE_END}")
        elif len(said) > csv.field_size_limit():
            chars = len(said[1:-1].replace('""', '"') if quoted else said)
            message = f"has {chars:,} characters. Allowed: {MAX_CELL_CHARS:,}. What follows was not read."
            fault = ("too-long-cell", message, "Shorten it.")
        elif row.startswith(separator, cell.end()):
            at, place, opened = cell.end() + len(separator), place + 1, closed
            continue
        else:
            where = "" if closed == opened else f" on line {line + closed}"
            fault = ("quotes", f"goes on after its closing double quote{where}.", f"Close the quote {AT_THE_END}")
        report.add(*fault, line=line + opened, column=letters(place))
        return
