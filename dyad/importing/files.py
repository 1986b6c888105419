"""Open a file that somebody brings: CSV in any of Excel's dialects or a workbook as tables of plain text, or JSON.

Nothing is interpreted, and nothing is taken from the file's name: what it is, its content tells.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from itertools import islice
from typing import Any

from dyad.importing.encodings import CANDIDATES, ENCODINGS, decode
from dyad.importing.kinds import ZIP, check_binary, check_text, refuse, refuse_broken, refuse_empty
from dyad.importing.workbooks import read_workbook
from dyad.record.folding import UNSEEN, texts_in, visible
from dyad.record.grids import Grid, make_grid
from dyad.record.package import why_no_json
from dyad.record.problems import RecordError, Report
from dyad.record.text_tables import cut_rows

MAX_FILE_BYTES = 5_000_000
SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
SAMPLE_CHARS = 64_000  # the separator is decided by
SAMPLE_ROWS = 50
STEADY = 0.9  # share of rows of one length that makes a table although its first line holds no separator

# Excel's own first line, with which a file names its separator
_SEP_LINE = re.compile(r'"?sep=([\t!#-/:-@\[-`{-~])"?(\r\n|\r|\n|\Z)', re.IGNORECASE)


def open_file(name: str, content: bytes, *, encoding: str | None = None) -> tuple[Grid, ...]:
    r"""Return the tables in a file, whatever it holds. Raises RecordError when nothing can be made of it.

    `encoding`, one of `ENCODINGS`, overrides what is recognised in a CSV file; a workbook leaves no choice.

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
    except BaseException as why:  # the class of a panic cannot be imported (https://github.com/PyO3/pyo3/issues/3918)
        if not {"PanicException", "CalamineError"} & {kind.__name__ for kind in type(why).__mro__}:
            raise
        raise refuse_broken(file) from why


def _open_csv(content: bytes, file: str, encoding: str | None) -> Grid:
    check_binary(content, file=file)
    text, used = decode(content, file=file, encoding=encoding)
    check_text(text, file=file)
    if not text.strip(f'"\r\n {"".join(SEPARATORS)}'):
        raise refuse_empty(file, "has only empty lines.")
    (separator, words, start), report = find_layout(text), Report(file)
    rows = cut_rows(text[start:], report=report, separator=separator, first_line=2 if start else 1)
    grid = make_grid(
        rows, report=report, file=file, read_as=f"{words}, {ENCODINGS[used]}",
        guessed=encoding is None and used in CANDIDATES,
    )  # fmt: skip
    if grid is not None:
        return grid
    if report.problems:  # rows there are, but quotes keep all of them from being read
        raise RecordError(report.problems)
    raise refuse_empty(file, "has only empty lines.")


def find_layout(text: str) -> tuple[str, str, int]:
    r"""Return the separator that cuts `text`, what that is called, and at which character its first row is.

    It is what its line sep= says, else what cuts its first rows most evenly.

    >>> find_layout("id;title\n1;Oil, gas")
    (';', 'semicolon-separated', 0)
    """
    if told := _SEP_LINE.match(text):
        return told[1], f"{SEPARATORS.get(told[1], f'“{told[1]}”')}-separated", told.end()
    lengths = {separator: _lengths(text, separator) for separator in SEPARATORS}
    best = max(SEPARATORS, key=lambda separator: _evenness(lengths[separator]))
    if _evenness(lengths[best]) > 0:
        return best, f"{SEPARATORS[best]}-separated", 0
    # One column, then: cut by what cuts nothing, so that a comma in its text stays text.
    least = min(SEPARATORS, key=lambda separator: sum(number > 1 for number in lengths[separator]))
    return least, "one column", 0


def _evenness(lengths: list[int]) -> float:
    """Return the share of rows that are cut alike into more than one cell; less where the first is not cut at all."""
    if not lengths:
        return 0.0
    usual, times = Counter(lengths).most_common(1)[0]
    share = times / len(lengths) if usual > 1 else 0.0
    if lengths[0] > 1:
        return max(share, lengths.count(lengths[0]) / len(lengths))
    return share - 0.5 if share >= STEADY else 0.0  # a title may stand above the header; lists of names make no table


def _lengths(text: str, separator: str) -> list[int]:
    """Return how many cells each of the first rows has that is not empty."""
    sample = text[:SAMPLE_CHARS]
    if len(text) > SAMPLE_CHARS:
        sample = sample[: max(sample.rfind("\n"), sample.rfind("\r")) + 1] or sample
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
    return [len(cells) for cells in islice((row for row in reader if any(row)), SAMPLE_ROWS)]


def is_json(name: str, content: bytes) -> bool:
    """Return whether a file is JSON: its name says so, and it begins as an object does."""
    return name.lower().endswith(".json") and _json_text(content, errors="replace").lstrip().startswith("{")


def _json_text(content: bytes, *, errors: str = "strict") -> str:
    return content.decode(json.detect_encoding(content), errors=errors).lstrip("\ufeff")


def open_json(content: bytes, *, file: str) -> Any:
    """Return what JSON in UTF-8 or UTF-16 holds. Raises RecordError when it is none, or has what nobody sees."""
    try:
        data = json.loads(_json_text(content))
    except (ValueError, RecursionError) as why:
        message = f"is not JSON that can be read: {why_no_json(why)}."
        raise refuse(file, message, "Write it anew.", rule="json") from why
    if unseen := next(filter(None, map(UNSEEN.search, texts_in(data))), None):
        message = f"holds U+{ord(unseen[0]):04X}, a character that hides itself or turns the text around it."
        raise refuse(file, message, "Delete it.", rule="control")
    return data
