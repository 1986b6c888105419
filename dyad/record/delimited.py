"""Cut a text into rows and cells at a separator, quotes honoured, and keep the line each row starts on."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from dyad.record.grids import MAX_CELL_CHARS, MAX_PROBLEMS, Report, letters

_QUOTED = re.compile(r'"[^"]*+(?:""[^"]*+)*+"')  # never gone back on, or millions of quotes take as many places
AT_THE_END = "at the end of the cell; write a quote inside it twice."


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
            row = "".join(taken) if whole else "".join(taken) + source.read()
            _tell_fault(row, separator=separator, line=start, report=report)
            faults += 1
            if not whole or faults > MAX_PROBLEMS:
                return
        else:
            yield start, cells
        start += len(taken)


def _tell_fault(row: str, *, separator: str, line: int, report: Report) -> None:
    """Report the first cell of a row, of any number of lines from `line` on, that Python's reader stumbles over."""
    unquoted = re.compile(f"[^{re.escape(separator)}\r\n]*")
    at = place = opened = 0
    fault = None
    while fault is None:
        quoted = row.startswith('"', at)
        cell = (_QUOTED if quoted else unquoted).match(row, at)
        if cell is None:
            fault = ("quotes", "opens with a double quote that is never closed.", f"Close it {AT_THE_END}")
            break
        closed = opened + _line_ends(cell[0])
        if len(cell[0]) > csv.field_size_limit():
            chars = len(cell[0][1:-1].replace('""', '"') if quoted else cell[0])
            message = f"has {chars:,} characters. Allowed: {MAX_CELL_CHARS:,}. What follows was not read."
            fault = ("too-long-cell", message, "Shorten it.")
        elif not row.startswith(separator, cell.end()):
            where = "" if closed == opened else f" on line {line + closed}"
            fault = ("quotes", f"goes on after its closing double quote{where}.", f"Close the quote {AT_THE_END}")
        else:
            at, place, opened = cell.end() + len(separator), place + 1, closed
    report.add(*fault, line=line + opened, column=letters(place))


def _line_ends(text: str) -> int:
    """Return how many lines end within `text`, as Python's reader counts them."""
    return text.count("\n") + text.count("\r") - text.count("\r\n")
