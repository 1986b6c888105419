"""Tables as somebody brings them: files made of rows, with the csv module alone."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from dyad.importing.bringing import ImportOptions, ImportResult, bring
from dyad.importing.files import open_file
from dyad.record import Problem, Record, RecordError, read_record
from dyad.record.grids import Grid

Files = list[tuple[str, bytes]]


def sheet(header: str, *rows: str | Sequence[str], separator: str = ",", encoding: str = "utf-8") -> bytes:
    """Return a CSV file of rows, each a sequence of cells or cells parted by "|"."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator="\n")
    writer.writerow(header.split("|"))
    writer.writerows(row.split("|") if isinstance(row, str) else row for row in rows)
    return text.getvalue().encode(encoding)


def zipped(files: Mapping[str, str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP archive of files, of no time: the clock may be any bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as packed:
        for name, text in files.items():
            packed.writestr(zipfile.ZipInfo(name), text, compress_type=method)
    return content.getvalue()


def grid_of(content: str | bytes, name: str = "events.csv") -> Grid:
    """Return the one table of a file."""
    (grid,) = open_file(name, content if isinstance(content, bytes) else content.encode())
    return grid


def refused(content: bytes, *, encoding: str | None = None) -> Problem:
    """Return the one problem of a file that holds no table."""
    with pytest.raises(RecordError) as error:
        open_file("events.csv", content, encoding=encoding)
    (problem,) = error.value.problems
    return problem


def problems_of(folder: Path) -> tuple[Problem, ...]:
    """Return the problems of a folder; none when it can be read."""
    try:
        read_record(folder)
    except RecordError as error:
        return error.problems
    return ()


def whole(files: Files, **wishes: object) -> Record:
    """Return the record that files make, without a problem."""
    brought = bring(files, wishes=ImportOptions(**wishes))  # type: ignore[arg-type]
    assert brought.problems == ()
    assert brought.record is not None
    assert brought.left_out == 0
    return brought.record


def places(brought: ImportResult | Sequence[Problem]) -> list[tuple[str, int | None, str | None, str]]:
    """Return of each problem the file, the line, the column and the rule."""
    problems = brought.problems if isinstance(brought, ImportResult) else brought
    return [(problem.file, problem.line, problem.column, problem.rule) for problem in problems]
