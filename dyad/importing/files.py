"""Open a file that somebody brings, CSV in any of Excel's dialects or an Excel workbook, as tables of plain text.

Nothing is interpreted, and nothing is taken from the file's name: what it is, its content tells.
"""

from __future__ import annotations

from dyad.importing.delimited import SEPARATORS, find_layout
from dyad.importing.encodings import ENCODINGS, decode
from dyad.importing.kinds import ZIP, check_binary, check_text, refuse, refuse_empty
from dyad.importing.unpacking import broken
from dyad.importing.workbooks import read_workbook
from dyad.record.delimited import cut_rows
from dyad.record.grids import Grid, Report, make_grid, visible
from dyad.record.problems import RecordError

MAX_FILE_BYTES = 5_000_000


def open_file(name: str, content: bytes, *, encoding: str | None = None) -> tuple[Grid, ...]:
    r"""Return the tables in a file, whatever it holds.

    `encoding`, one of `ENCODINGS`, overrides what is recognised in a CSV file; a workbook leaves no choice.

    Raises
    ------
    RecordError
        When nothing can be made of it.

    >>> open_file("events.csv", b"id;title\n1;Oil, gas")[0].rows
    ((2, ('1', 'Oil, gas')),)
    """
    file = visible(name)
    if len(content) > MAX_FILE_BYTES:
        size = -(-len(content) // 100_000) / 10  # MB, rounded up, or a byte too many would be none
        message = f"has {size:,.1f} MB. Allowed: {MAX_FILE_BYTES // 1_000_000} MB."
        raise refuse(file, message, "Split the table, or leave out columns.", rule="too-large")
    if not content:
        raise refuse_empty(file, "is empty.")
    try:
        return read_workbook(content, file=file) if content.startswith(ZIP) else (_open_csv(content, file, encoding),)
    except BaseException as why:
        # A panic in Rust is no Exception, and its class cannot be imported (https://github.com/PyO3/pyo3/issues/3918)
        if type(why).__name__ != "PanicException":
            raise
        raise broken(file) from why


def _open_csv(content: bytes, file: str, encoding: str | None) -> Grid:
    check_binary(content, file=file)
    decoded = decode(content, file=file, encoding=encoding)
    check_text(decoded.text, file=file)
    if not decoded.text.strip(f'"\r\n {"".join(SEPARATORS)}'):
        raise refuse_empty(file, "has only empty lines.")
    layout, report = find_layout(decoded.text), Report(file)
    text = decoded.text[layout.start :]
    grid = make_grid(
        cut_rows(text, report=report, separator=layout.separator, first_line=layout.first_line),
        report=report, file=file,
        read_as=f"{layout.words}, {ENCODINGS[decoded.encoding]}", encoding=decoded.encoding, guessed=decoded.guessed,
    )  # fmt: skip
    if grid is not None:
        return grid
    if report.problems:  # rows there are, but quotes keep all of them from being read
        raise RecordError(report.problems)
    raise refuse_empty(file, "has only empty lines.")
