"""Cut a text into rows and cells at its separators, quotes honoured, and keep the line each row starts on."""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from dyad.record.grids import MAX_CELL_CHARS, MAX_PROBLEMS, Report, letters

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
SAMPLE_CHARS = 64_000  # the separator is decided by
SAMPLE_ROWS = 50
STEADY = 0.9  # share of rows of one length that makes a table although its first line holds no separator

# Excel's own first line, with which a file names its separator
_SEP_LINE = re.compile(r'"?sep=([\t!#-/:-@\[-`{-~])"?(\r\n|\r|\n|\Z)', re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*+(?:""[^"]*+)*+"')  # never gone back on, or millions of quotes take as many places


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How a text is cut: by which separator, and on which line, at which character, its first row is."""

    separator: str
    first_line: int = 1
    start: int = 0
    one_column: bool = False

    @property
    def words(self) -> str:
        if self.one_column:
            return "one column"
        return f"{SEPARATORS.get(self.separator, f'“{self.separator}”')}-separated"


def find_layout(text: str) -> Layout:
    r"""Return how to cut `text`: as its line sep= says, else by the separator that cuts its first rows most evenly.

    >>> find_layout("id;title\n1;Oil, gas").words
    'semicolon-separated'
    """
    told = _SEP_LINE.match(text)
    if told:
        return Layout(separator=told[1], first_line=2, start=told.end())
    best, evenness = "", 0.0
    for separator in SEPARATORS:
        score = _evenness(_lengths(text, separator))
        if score > evenness:
            best, evenness = separator, score
    if best:
        return Layout(separator=best)
    # One column, then: cut by what cuts nothing, so that a comma in its text stays text.
    least = min(SEPARATORS, key=lambda separator: sum(number > 1 for number in _lengths(text, separator)))
    return Layout(separator=least, one_column=True)


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
    lengths: list[int] = []
    with contextlib.suppress(csv.Error):  # a field too large: the rows before it decide
        lengths.extend(len(cells) for cells in islice((row for row in reader if any(row)), SAMPLE_ROWS))
    return lengths


def cut_rows(text: str, *, layout: Layout, report: Report) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line it starts on; what its quotes leave unclear is reported instead."""
    source = io.StringIO(text[layout.start :], newline="")
    taken: list[str] = []  # lines of the row being read

    def lines() -> Iterator[str]:
        for line in source:
            taken.append(line)
            yield line

    reader = csv.reader(lines(), delimiter=layout.separator, strict=True)
    start, faults = layout.first_line, 0
    while True:
        taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            # Python reads no cell beyond a limit of its own, far above ours; where it ends is looked up by hand.
            whole = len("".join(taken)) <= csv.field_size_limit()
            fault = _find_fault("".join(taken) if whole else "".join(taken) + source.read(), layout.separator)
            fault.tell(report, line=start)
            faults += 1
            if not whole or faults > MAX_PROBLEMS:
                return
        else:
            yield start, cells
        start += len(taken)


@dataclass(frozen=True, kw_only=True)
class _Fault:
    """What is wrong with a row's quotes: in which cell, and how many lines below the row's start."""

    place: int
    opened: int
    closed: int | None = None  # None where the quote never closes
    chars: int | None = None  # of a cell that is only too long

    def tell(self, report: Report, *, line: int) -> None:
        column = letters(self.place)
        if self.chars is not None:
            says = f"has {self.chars:,} characters. Allowed: {MAX_CELL_CHARS:,}. What follows was not read."
            report.add("too-long-cell", says, "Shorten it.", line=line + self.opened, column=column)
        elif self.closed is None:
            says = "opens with a double quote that is never closed."
            fix = "Close it at the end of the cell; write a quote inside it twice."
            report.add("quotes", says, fix, line=line + self.opened, column=column)
        else:
            where = "" if self.closed == self.opened else f" on line {line + self.closed}"
            says = f"goes on after its closing double quote{where}."
            fix = "Close the quote at the end of the cell; write a quote inside it twice."
            report.add("quotes", says, fix, line=line + self.opened, column=column)


def _find_fault(row: str, separator: str) -> _Fault:
    """Return the first cell of a row, of any number of lines, that Python's reader stumbles over."""
    unquoted = re.compile(f"[^{re.escape(separator)}\r\n]*")
    at = place = opened = 0
    while True:
        quoted = row.startswith('"', at)
        cell = (_QUOTED if quoted else unquoted).match(row, at)
        if cell is None:
            return _Fault(place=place, opened=opened)
        end = cell.end()
        if len(cell[0]) > csv.field_size_limit():
            text = cell[0][1:-1].replace('""', '"') if quoted else cell[0]
            return _Fault(place=place, opened=opened, chars=len(text))
        closed = opened + _line_ends(cell[0])
        if not row.startswith(separator, end):
            return _Fault(place=place, opened=opened, closed=closed)
        at, place, opened = end + len(separator), place + 1, closed


def _line_ends(text: str) -> int:
    """Return how many lines end within `text`, as Python's reader counts them."""
    return text.count("\n") + text.count("\r") - text.count("\r\n")
