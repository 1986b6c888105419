"""Cut a text into rows and cells at a separator, quotes honoured, and keep the line each row starts on."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from dyad.record.grids import MAX_CELL_CHARS, MAX_PROBLEMS, Report, letters

_QUOTED = re.compile(r'"[^"]*+(?:""[^"]*+)*+"')  # never gone back on, or millions of quotes take as many places


def cut_rows(
    text: str, *, report: Report, separator: str = ",", first_line: int = 1
) -> Iterator[tuple[int, list[str]]]:  # fmt: skip
    """Yield each row with the line it starts on; what its quotes leave unclear is reported instead."""
    source = io.StringIO(text, newline="")
    taken: list[str] = []  # lines of the row being read

    def lines() -> Iterator[str]:
        for line in source:
            taken.append(line)
            yield line

    reader = csv.reader(lines(), delimiter=separator, strict=True)
    start, faults = first_line, 0
    while True:
        taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            # Python reads no cell beyond a limit of its own, far above ours; where it ends is looked up by hand.
            whole = len("".join(taken)) <= csv.field_size_limit()
            fault = _find_fault("".join(taken) if whole else "".join(taken) + source.read(), separator)
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
