"""A table as found in a file: its shape, and cells that are text, hide nothing, and are no formula (shielded).

What is written out with a formula shielded is read back without the shield, or each way through a spreadsheet would
add an apostrophe to a cell.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from dyad.record.folding import UNSEEN, visible
from dyad.record.problems import Problem, Report, did_you_mean, shorten

MAX_COLUMNS = 40
MAX_ROWS = 20_000  # below the header
MAX_CELL_CHARS = 5_000
CUT = "…"  # ends a cell that is told to be too long: its last character then
HEADER_ONLY = "header-only"  # the rule that a table without rows breaks, where it needs some

# What a spreadsheet takes for a formula when a cell starts with it, and what keeps it from doing so
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
SHIELD = "'"


@dataclass(frozen=True, kw_only=True)
class Grid:
    """One table as found in a file: every cell text, nothing interpreted.

    `header` holds the cells of the first row that is not empty, which starts on `line`; the first line of the file or
    sheet is 1. `rows` pairs each row below with the line it starts on; its cells are as many as the header's. Blanks
    around a cell, empty rows, and columns without name and values are left out. `read_as` says in words how it was
    read, and `guessed` that its encoding may be wrong. Where there are problems the grid shows what could be read.
    """

    file: str
    sheet: str
    shown_name: str  # what messages call the table: its file, and in a workbook its sheet
    line: int
    header: tuple[str, ...]
    rows: Sequence[tuple[int, tuple[str, ...]]]
    read_as: str
    guessed: bool
    problems: Sequence[Problem]

    @property
    def body(self) -> list[tuple[int, tuple[str, ...]]]:
        """The rows that do not repeat the header."""
        return [(line, row) for line, row in self.rows if row != self.header]


def shield(cell: str) -> str:
    """Return a cell no spreadsheet will run; `unshield` takes it back, whatever the text.

    >>> shield("=1+1"), shield("Druzhba"), shield("'=1+1")
    ("'=1+1", 'Druzhba', "''=1+1")
    """
    return SHIELD + cell if _is_formula(cell) else cell


def unshield(cell: str) -> str:
    """Return a cell without what keeps a spreadsheet from running it.

    >>> unshield("'=1+1"), unshield("'tis"), unshield("''=1+1")
    ('=1+1', "'tis", "'=1+1")
    """
    return cell.removeprefix(SHIELD) if _is_formula(cell) else cell


def _is_formula(cell: str) -> bool:
    """Return whether a spreadsheet may take a cell for a formula, or a reader for one that is shielded."""
    return cell.lstrip(SHIELD).startswith(FORMULA_STARTS)


def letters(place: int) -> str:
    """Return the name a spreadsheet gives a column, the first being 0.

    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    from xlsxwriter.utility import xl_col_to_name

    name: str = xl_col_to_name(place)
    return name


def make_grid(
    rows: Iterable[tuple[int, Sequence[str]]], *, report: Report, file: str, sheet: str = "", read_as: str = "",
    guessed: bool = False, most_rows: int = MAX_ROWS,
) -> Grid | None:  # fmt: skip
    """Return the table that `rows` hold, each with its line; None when there is no header among them."""
    filled = ((line, cells) for line, cells in rows if any(map(str.strip, cells)))
    first = next(filled, None)
    if first is None or any(problem.rule == "quotes" for problem in report.problems):  # then the header is not next
        return None
    line, cells = first
    header = _Header(line=line, cells=_clean(cells, line=line, name=letters, report=report), wide=len(cells))
    body, count = [], 0
    for count, (line, cells) in enumerate(filled, start=1):
        if count <= most_rows:
            body.append((line, _fit(cells, line=line, header=header, report=report)))
    if not count and not report.problems:  # else rows there were, but they could not be read
        report.add(HEADER_ONLY, "has a header and no rows.", "Add rows below the header.")
    if count > most_rows:
        report.add("too-many-rows", f"has {count:,} rows. Allowed: {most_rows:,}.", "Split the table.")
    _check_header(header, report)
    kept = [place for place in range(min(header.reach, MAX_COLUMNS)) if header.cell(place) or place in header.valued]
    return Grid(
        file=file, sheet=sheet, shown_name=report.file, line=header.line, header=tuple(map(header.cell, kept)),
        rows=tuple((line, tuple(cells[at] if at < len(cells) else "" for at in kept)) for line, cells in body),
        read_as=read_as, guessed=guessed, problems=report.problems,
    )  # fmt: skip


@dataclass(kw_only=True)
class _Header:
    """The first row, and what the rows below tell of the columns it does not name."""

    line: int
    cells: list[str]  # up to the last that is not empty
    wide: int  # cells of the row, empty ones at its end included
    valued: dict[int, int] = field(default_factory=dict)  # unnamed column → first line with a value in it

    def __post_init__(self) -> None:
        self.reach = len(self.cells)  # columns with a name or a value
        unnamed = (at for at in range(self.wide) if not self.cell(at))
        self.unnamed = tuple(islice(unnamed, MAX_COLUMNS))  # with more than those there are too many columns anyway

    def cell(self, place: int) -> str:
        return self.cells[place] if place < len(self.cells) else ""

    def name(self, place: int) -> str:
        return shorten(self.cell(place)) or letters(place)


def _fit(cells: Sequence[str], *, line: int, header: _Header, report: Report) -> list[str]:
    """Return the cells of a row below the header, and report it when they are too many or too few."""
    clean = _clean(cells, line=line, name=header.name, report=report)
    named = len(header.cells)
    if len(clean) > header.wide or len(cells) < named:
        number = len(cells) if len(cells) < named else len(clean)
        message = f"has {'1 cell' if number == 1 else f'{number:,} cells'} where the header has {named:,}."
        many = "Put text that holds a separator between double quotes."
        few = "Add the separators that are missing, also where the cells are empty."
        report.add("ragged", message, many if number > named else few, line=line)
    else:
        header.reach = max(header.reach, len(clean))
        for place in header.unnamed:
            if place < len(clean) and clean[place]:
                header.valued.setdefault(place, line)
    return clean[:MAX_COLUMNS]


def _clean(cells: Sequence[str], *, line: int, name: Callable[[int], str], report: Report) -> list[str]:
    """Return cells without blanks around them, without shield, and without empty ones at the end."""
    text = "".join(cells)
    if UNSEEN.search(text) or (len(text) > MAX_CELL_CHARS and max(map(len, cells)) > MAX_CELL_CHARS):
        cells = [check_cell(cell, line=line, column=name(at), report=report) for at, cell in enumerate(cells)]
    clean = list(map(str.strip, cells))
    if SHIELD in text:
        clean = [unshield(cell).strip() for cell in clean]
    while clean and not clean[-1]:
        clean.pop()
    return clean


def check_cell(cell: str, *, line: int, column: str, report: Report) -> str:
    """Return a cell that can be shown, and report it when it is too long or holds what nobody can see."""
    if (chars := len(cell.strip())) > MAX_CELL_CHARS:
        cell = cell.strip()[: MAX_CELL_CHARS - 1] + CUT
        message = f"has {chars:,} characters. Allowed: {MAX_CELL_CHARS:,}."
        report.add("too-long-cell", message, "Shorten it.", line=line, column=column, value=cell)
    unseen = UNSEEN.search(cell)
    if unseen is None:
        return cell
    code = f"U+{ord(unseen[0]):04X}"
    if unseen[0] == "\0":
        rule, message = "nul", f"holds a NUL character ({code})."
    elif unseen[0] >= "\ud800":
        rule, message = "control", f"holds {code}, which is no character."
    elif unseen[0] > "\x7f":
        rule, message = "bidi", f"holds {code} ({unicodedata.name(unseen[0])}), which turns the text around it."
    else:
        rule, message = "control", f"holds the control character {code}."
    report.add(rule, message, "Delete it, or type the cell anew.", line=line, column=column, value=cell)
    return visible(cell)


def _check_header(header: _Header, report: Report) -> None:
    if header.reach > MAX_COLUMNS:
        message = f"has {header.reach:,} columns. Allowed: {MAX_COLUMNS}."
        report.add("too-many-columns", message, "Keep those the table needs.", line=header.line)
    places: dict[str, list[int]] = {}
    for place, name in enumerate(header.cells[:MAX_COLUMNS]):
        if name:
            places.setdefault(name.casefold(), []).append(place)
    for same in places.values():
        if len(same) > 1:
            message = f"stands {len(same)} times in the header: columns {', '.join(map(letters, same))}."
            hint = "Give each column a name of its own."
            report.add("header-twice", message, hint, line=header.line, column=header.name(same[0]))
    for place, line in header.valued.items():
        message = f"has no name in the header, but values (the first on line {line})."
        report.add("header-empty", message, "Name the column, or empty it.", line=header.line, column=letters(place))


def missing_columns(grid: Grid, needed: Collection[str], places: Mapping[str, int]) -> list[Problem]:
    """Return a problem for each column that a table needs and that has no place in it."""
    header, used = f"Its header is {', '.join(grid.header)}.", {*places.values()}
    others = [name.lower() for at, name in enumerate(grid.header) if at not in used]
    return [
        Problem(
            file=grid.shown_name, line=grid.line, column=name, message="is missing.", rule="column",
            hint=did_you_mean(name, others) or header,
        )
        for name in needed
        if name not in places
    ]  # fmt: skip
