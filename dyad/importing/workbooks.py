"""Read the sheets of an Excel workbook (.xlsx), each cell said as text, and the tables in a ZIP archive.

Calamine reads the cells. A file of two kilobytes can make it ask for half a terabyte, which ends the whole process
(https://github.com/tafia/calamine/issues/693); so how far it reaches is looked at first (`_check_reach`), and
how many texts it says it has.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import partial, reduce
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from dyad.importing import kinds
from dyad.importing.cells import MARK, NAME, marked
from dyad.importing.kinds import refuse, refuse_broken, refuse_empty
from dyad.record.folding import visible
from dyad.record.grids import Grid, letters, make_grid
from dyad.record.problems import RecordError, Report, shorten

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

Value = float | str | bool | date | time | timedelta  # what a cell may hold; datetime is a date, int a float

MAX_SHEETS = 50
EXCEL_DIGITS = 15  # of a number that Excel keeps; what follows is noise of the binary fraction
MAX_UNPACKED_BYTES = 60_000_000
ONE_BY_ONE = "Unpack it and any archive in it, and give the tables one by one."
MAX_PLACES = 4_000_000  # rows × columns from A1 on, of all sheets together: 128 MB in the reader of the cells

MOST_LETTERS, MOST_DIGITS = 3, 7  # of the place of a cell; Excel ends at XFD1048576

PIECE = 4_096  # bytes of an entry read at once: bzip2 and LZMA unpack all that so many packed bytes hold

_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, struct.error, EOFError, NotImplementedError,
    OverflowError, ValueError, SyntaxError,  # the last is how lxml calls what is no XML
)  # fmt: skip
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_TOO_MANY = re.compile(rb"sst\b[^<>]*\suniqueCount\s*=\s*[\"'][^\"']{8}")  # texts, for which room would be made
# The place of a cell with something in it: one that has only a colour takes no room
_PLACE = re.compile(NAME + rb"c\s(?:[^<>]*?\s)?r\s*=\s*[\"']([A-Za-z]+)([0-9]+)[\"'][^<>]*(?<!/)>(?!</)")

ERRORS = frozenset(
    ("#BLOCKED!", "#BUSY!", "#CALC!", "#CONNECT!", "#DIV/0!", "#FIELD!", "#GETTING_DATA", "#N/A", "#NAME?", "#NULL!",
     "#NUM!", "#REF!", "#SPILL!", "#UNKNOWN!", "#VALUE!")
)  # fmt: skip


def read_workbook(content: bytes, *, file: str) -> tuple[Grid, ...]:
    """Return the sheets that are not empty, in the order of the workbook.

    Raises RecordError when the file is another kind of archive, protected, empty, or larger than what can be read
    safely, and CalamineError when it is broken.
    """
    from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

    book = load_workbook(io.BytesIO(unpack(content, file=file)))
    metas = [meta for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
    if len(metas) > MAX_SHEETS:
        message = f"has {len(metas):,} sheets. Allowed: {MAX_SHEETS}."
        raise refuse(file, message, "Delete those without a table.", rule="too-many-sheets")
    grids = []
    for meta, sheet in [(meta, book.get_sheet_by_name(meta.name)) for meta in metas]:  # a broken one before any row
        if sheet.start is None:
            continue
        name = visible(meta.name)
        report = Report(f"{file}, sheet “{name}”")
        words = f"sheet “{name}”" + ("" if meta.visible == SheetVisibleEnum.Visible else ", hidden")
        grid = make_grid(_rows(sheet, report=report), report=report, file=file, sheet=name, read_as=words)
        if grid is not None:
            grids.append(grid)
        elif report.problems:
            raise RecordError(report.problems)
    if not grids:
        raise refuse_empty(file, "has only empty sheets.")
    return tuple(grids)


def _rows(sheet: CalamineSheet, *, report: Report) -> Iterator[tuple[int, list[str]]]:
    beside = [""] * (sheet.start or (0, 0))[1]  # columns left of the first that is not empty
    ends = {place: row + 1 for place, (row, _) in sheet.merged_cell_ranges or ()}
    merged: dict[int, tuple[int, int]] = {}  # by column, the first and last line of what was merged last
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = [*beside, *map(say, row)]
        for place, cell in enumerate(cells if ends and any(cells) else ()):
            first, last = merged.get(place, (0, 0))
            if number <= last:
                message, hint = f"is merged with line {first}, and so empty.", "Unmerge the cells, and fill each."
                report.add("merged", message, hint, line=number, column=letters(place))
            elif cell and (number - 1, place) in ends:
                merged[place] = number, ends[number - 1, place]
        for place, cell in enumerate(cells if MARK in "".join(cells) else ()):
            if cell == MARK:
                cells[place] = ""
                message, hint = "is a formula without a value.", "Open and save the workbook in a spreadsheet program."
                report.add("formula", message, hint, line=number, column=letters(place))
            elif cell.startswith(MARK) and cell[1:] in ERRORS:
                cells[place] = cell = cell[1:]
                message, hint = "is no value: a formula failed.", "Mend the formula, or empty the cell."
                report.add("formula", message, hint, line=number, column=letters(place), value=cell)
            elif cell.startswith(MARK):
                with suppress(ValueError):
                    cells[place] = say(float(cell[1:]))
        yield number, cells


def say(value: Value) -> str:
    """Return a cell's value as text that needs no format to be read.

    >>> say(2003.0), say(405.25), say(123456789.125), say(1e-9), say(True)
    ('2003', '405.25', '123456789.125', '0.000000001', 'TRUE')
    >>> say(datetime(2016, 4, 26)), say(date(2016, 4, 26)), say(time(9, 5)), say(timedelta(days=2, seconds=61))
    ('2016-04-26', '2016-04-26', '09:05:00', '48:01:01')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        text = f"{value or 0:.{EXCEL_DIGITS}g}"  # `or 0`: no minus before a zero
        return format(Decimal(text), "f") if "e" in text else text
    if isinstance(value, datetime | time):
        return value.isoformat(timespec="seconds").removesuffix("T00:00:00")
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return value.isoformat()


def unpack(content: bytes, *, file: str) -> bytes:
    """Return a workbook for the reader of its cells, some of its cells being marked (`cells`).

    Raises RecordError when the file is no workbook, is broken or protected, or when it is too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if not _is_workbook(archive, file=file):
                _read_tables(archive, file=file)  # of which one may be damaged
                raise refuse(file, "is a ZIP archive without a table in it.", ONE_BY_ONE)
            sheets = {name: _read_entry(archive, name) for name in archive.namelist() if _SHEET.fullmatch(name)}
            if _TOO_MANY.search(_parts(archive, "sharedstrings.xml")):
                raise refuse_broken(file)
            if any(b"\0" in sheet for sheet in sheets.values()):
                raise refuse_broken(file)  # UTF-16, which would be read as an empty sheet
            _check_reach(sheets.values(), file=file)
            parts = marked(sheets, styles=_parts(archive, "styles.xml"), book=_parts(archive, "workbook.xml"))
            return content if parts == sheets else _pack(archive, parts)
    except _BROKEN as why:
        raise refuse_broken(file) from why


def tables_in(name: str, content: bytes) -> tuple[tuple[str, bytes], ...]:
    """Return the files of a ZIP archive of tables, each a name and its content; any other file as it is.

    So is an archive of which none can be had: `open_file` says what is wrong with it.
    """
    tables: tuple[tuple[str, bytes], ...] = ()
    if content.startswith(kinds.ZIP):
        with suppress(RecordError, *_BROKEN), zipfile.ZipFile(io.BytesIO(content)) as archive:
            tables = () if _is_workbook(archive, file=name) else _read_tables(archive, file=name)
    return tables or ((name, content),)


def _is_workbook(archive: zipfile.ZipFile, *, file: str) -> bool:
    """Return whether an archive is a workbook. RecordError: it is of another program, protected, or holds too much."""
    entries = {entry.filename: entry for entry in archive.infolist() if not entry.is_dir()}
    told = entries.get("mimetype")
    small = told is not None and not told.flag_bits & 1 and told.file_size <= 100
    is_workbook = kinds.check_zipped(entries, mimetype=_read_entry(archive, "mimetype") if small else b"", file=file)
    if any(entry.flag_bits & 1 for entry in entries.values()):
        raise refuse(file, kinds.PROTECTED, kinds.UNPROTECT if is_workbook else ONE_BY_ONE, rule="password")
    read = [entry for entry in entries.values() if _is_table(entry)] if not is_workbook else []
    size = sum(entry.file_size for entry in read or entries.values())
    if size > MAX_UNPACKED_BYTES:
        message = f"unpacks to {size / 1e6:,.0f} MB. Allowed: {MAX_UNPACKED_BYTES / 1e6:.0f} MB."
        hint = "Copy the table alone into a new workbook." if is_workbook else ONE_BY_ONE
        raise refuse(file, message, hint, rule="too-large")
    return is_workbook


def _is_table(entry: zipfile.ZipInfo) -> bool:
    path = PurePosixPath(entry.filename)
    return path.suffix.lower() in kinds.BROUGHT and not entry.is_dir() and not kinds.stands_beside(path)


def _read_tables(archive: zipfile.ZipFile, *, file: str) -> tuple[tuple[str, bytes], ...]:
    """Return the tables in an archive, each a name and its content. Raises RecordError when one is damaged."""
    tables = []
    for entry in filter(_is_table, archive.infolist()):
        name = PurePosixPath(entry.filename).name
        try:
            tables.append((name, _read_entry(archive, entry)))
        except _BROKEN as why:
            message = f"holds {shorten(visible(name))}, which is damaged and cannot be unpacked."
            raise refuse(file, message, "Pack the tables anew, or give them one by one.", rule="broken") from why
    return tuple(tables)


def _read_entry(archive: zipfile.ZipFile, entry: str | zipfile.ZipInfo) -> bytes:
    """Return an entry, of which no more is unpacked than it declares."""
    with archive.open(entry) as packed:
        return b"".join(iter(partial(packed.read, PIECE), b""))


def _parts(archive: zipfile.ZipFile, ending: str) -> bytes:
    """Return the entries whose names end so, one after the other."""
    return b"".join(_read_entry(archive, name) for name in archive.namelist() if name.lower().endswith(ending))


def _check_reach(sheets: Iterable[bytes], *, file: str) -> None:
    """Refuse sheets that reach so far that room for every cell from A1 on cannot be had."""
    places = 0
    for sheet in sheets:
        rows, columns = 0, set()
        for place in _PLACE.finditer(sheet):
            if len(place[1]) > MOST_LETTERS or len(place[2]) > MOST_DIGITS:
                raise refuse_broken(file)
            columns.add(place[1])
            rows = max(rows, int(place[2]))
        numbers = (reduce(lambda number, letter: number * 26 + letter - 64, name.upper(), 0) for name in columns)
        last = max(numbers, default=0)  # A is 1
        places += rows * last
        if places > MAX_PLACES:
            message = f"has a sheet that reaches to row {rows:,} and column {letters(last - 1)}."
            hint = "Delete what stands far below or beside the table, or copy the table alone into a new workbook."
            raise refuse(file, message, hint, rule="too-large")


def _pack(archive: zipfile.ZipFile, changed: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as copy:
        for name in archive.namelist():
            if not name.endswith("/"):
                copy.writestr(name, changed[name] if name in changed else _read_entry(archive, name))
    return packed.getvalue()
