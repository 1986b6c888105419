"""Look into the XML of a workbook: how far its sheets reach, and which texts their cells share."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from xml.parsers import expat

from dyad.record.grids import EXCEL_CELL_CHARS

MAX_STRINGS = 1_000_000  # texts that cells share; a full table of 20,000 × 40 cells has 800,000 at most
MOST_LETTERS, MOST_DIGITS = 6, 9  # of a reference; far beyond XFD1048576, where Excel ends

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


def measure(sheet: bytes) -> tuple[int, int]:
    """Return the rows and columns from A1 to the last cell with content, as the reader of the cells counts them.

    Raises
    ------
    ValueError
        When the sheet is not XML, or the place of a cell is none.
    """
    reach = _Reach()
    _parse(sheet, start=reach.start, end=reach.end)
    return reach.rows, reach.columns


class _Reach:
    """Where the cells of a sheet lie, by the rules of the reader: it makes room for all up to the last row and column.

    A cell or row without a place of its own follows the one before. Cells without content take no room.
    """

    def __init__(self) -> None:
        self.rows = self.columns = 0
        self._row = self._column = 0  # of the next cell without a place, counted from 0
        self._empty: tuple[int, int] | None = None  # place of the cell just opened
        self._numbers: dict[str, int] = {}

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            row, column = self._row, self._column
            if "r" in attributes:
                row, column = self._place(attributes["r"])
            self._empty = row, column
            self._column = column + 1
        elif name == "row":
            if "r" in attributes:
                self._row = _number(attributes["r"]) - 1
        elif self._empty is not None:
            self.rows = max(self.rows, self._empty[0] + 1)
            self.columns = max(self.columns, self._empty[1] + 1)
            self._empty = None

    def end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "row":
            self._row += 1
            self._column = 0
        elif name == "c":
            self._empty = None

    def _place(self, reference: str) -> tuple[int, int]:
        """Return row and column, from 0, of a reference such as AB12."""
        name = reference.rstrip("0123456789")
        if name not in self._numbers:
            if not (name.isascii() and name.isalpha() and len(name) <= MOST_LETTERS):
                raise ValueError(reference)
            number = 0
            for letter in name.upper():
                number = number * 26 + ord(letter) - ord("A") + 1
            self._numbers[name] = number
        return _number(reference[len(name) :]) - 1, self._numbers[name] - 1


def _number(digits: str) -> int:
    if not (digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS):
        raise ValueError(digits)
    return int(digits)


def read_strings(part: bytes) -> list[str]:
    """Return the texts that cells share, without how they are pronounced, cut to what Excel itself allows.

    Raises
    ------
    ValueError
        When the part is not XML.
    """
    strings: list[str] = []
    pieces: list[str] = []
    within: list[str] = []  # the elements that are open

    def start(tag: str, _: Mapping[str, str]) -> None:
        within.append(tag.rpartition(":")[2])

    def text(data: str) -> None:
        if within[-1] == "t" and "rPh" not in within:
            pieces.append(data)

    def end(_: str) -> None:
        if within.pop() == "si" and len(strings) <= MAX_STRINGS:  # one more tells that there are too many
            strings.append(_ESCAPE.sub(_unescape, "".join(pieces))[:EXCEL_CELL_CHARS])
            pieces.clear()

    _parse(part, start=start, end=end, text=text)
    return strings


def _unescape(escape: re.Match[str]) -> str:
    """Return the character that Excel writes as _x000D_; half a pair of UTF-16 is none."""
    code = int(escape[1], 16)
    return escape[0] if 0xD800 <= code < 0xE000 else chr(code)


def _parse(
    part: bytes, *, start: Callable[[str, Mapping[str, str]], None], end: Callable[[str], None],
    text: Callable[[str], None] | None = None,
) -> None:  # fmt: skip
    """Call `start`, `end` and `text` for what they name; always as UTF-8, as the reader of the cells does.

    Definitions of entities were refused before, and with them what makes this parser unsafe.
    """
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    try:
        parser.Parse(part, True)
    except expat.ExpatError as why:
        raise ValueError(str(why)) from why
