"""A look at an Excel workbook before its cells are read: what it is, how large, how far its sheets reach.

Each look costs no more than the file is long. What a workbook that lies costs beyond is not guessed here: readers'
files are read within limits (`dyad.importing`).
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from functools import reduce
from pathlib import PurePosixPath

from dyad.importing.kinds import PROTECTED, UNPROTECT, ZIP, check_zipped, refuse
from dyad.record.grids import letters
from dyad.record.problems import RecordError

MAX_UNPACKED_BYTES = 60_000_000
MAX_PLACES = 4_000_000  # rows × columns from A1 on, of all sheets together: 128 MB in the reader of the cells

MOST_LETTERS, MOST_DIGITS = 3, 7  # of the place of a cell; Excel ends at XFD1048576

FAILED = "\ue000"  # stands before what a failed formula shows; of the private use area

PACKED = (".csv", ".tsv", ".txt", ".json")  # how tables in an archive end

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OverflowError, ValueError
)  # fmt: skip
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_NAME = rb"<(?:[\w.-]+:)?"  # of an element, with the prefix it may have
# The place of a cell with something in it: one that has only a colour takes no room
_PLACE = re.compile(_NAME + rb"c\s(?:[^<>]*?\s)?r\s*=\s*[\"']([A-Za-z]+)([0-9]+)[\"'][^<>]*(?<!/)>(?!</)")
# From the type of a cell whose formula failed to what it shows, over the formula
_FAILED_CELL = re.compile(
    rb"(\st\s*=\s*)([\"'])e\2([^<>]*(?<!/)>(?:" + _NAME + rb"f\b[^<>]*>(?:[^<>]*</[^<>]*>)?)?" + _NAME + rb"v\b[^<>]*>)"
)


def broken(file: str) -> RecordError:
    """Return the error of a workbook that cannot be read."""
    hint = "Open it in Excel or LibreOffice, and save it again as .xlsx."
    return refuse(file, "is a broken Excel workbook or ZIP archive.", hint, rule="broken")


def unpack(content: bytes, *, file: str) -> bytes:
    """Return a workbook for the reader of its cells, what failed formulas show being marked (`FAILED`).

    Raises
    ------
    RecordError
        When the file is no workbook, is broken or protected, or when it is too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_entries(archive, file=file)
            sheets = {name: _read_entry(archive, name) for name in archive.namelist() if _SHEET.fullmatch(name)}
            if any(b"\0" in sheet for sheet in sheets.values()):
                raise broken(file)  # UTF-16, which would be read as an empty sheet
            _check_reach(sheets.values(), file=file)
            marked = {name: _FAILED_CELL.sub(rb"\1\2str\2\3" + FAILED.encode(), part) for name, part in sheets.items()}
            return content if marked == sheets else _pack(archive, marked)
    except _BROKEN as why:
        raise broken(file) from why


def tables_in(name: str, content: bytes) -> tuple[tuple[str, bytes], ...]:
    """Return the files of a ZIP archive of tables, each a name and its content; any other file as it is.

    One that is protected, or unpacks to too much, is left to whoever says what is wrong with a file.
    """
    if not content.startswith(ZIP):
        return ((name, content),)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if PurePosixPath(entry.filename).suffix.lower() in PACKED]
            size = sum(entry.file_size for entry in entries)
            if not entries or not all(map(_is_readable, entries)) or size > MAX_UNPACKED_BYTES:
                return ((name, content),)
            return tuple(
                (called, _read_entry(archive, entry.filename)) for entry in entries
                if not (called := PurePosixPath(entry.filename).name).startswith(".")
            )  # fmt: skip
    except _BROKEN:
        return ((name, content),)


def _is_readable(entry: zipfile.ZipInfo) -> bool:
    return entry.compress_type in _METHODS and not entry.flag_bits & 1


def _check_entries(archive: zipfile.ZipFile, *, file: str) -> None:
    entries = {entry.filename: entry for entry in archive.infolist() if not entry.filename.endswith("/")}
    told = entries.get("mimetype")
    small = told is not None and _is_readable(told) and told.file_size <= 100
    check_zipped(entries, mimetype=_read_entry(archive, "mimetype") if small else b"", file=file)
    if any(entry.flag_bits & 1 for entry in entries.values()):
        raise refuse(file, PROTECTED, UNPROTECT, rule="password")
    size = sum(entry.file_size for entry in archive.infolist())
    if size > MAX_UNPACKED_BYTES:
        message = f"unpacks to {size / 1e6:,.0f} MB. Allowed: {MAX_UNPACKED_BYTES / 1e6:.0f} MB."
        raise refuse(file, message, "Copy the table alone into a new workbook.", rule="too-large")


def _read_entry(archive: zipfile.ZipFile, name: str) -> bytes:
    """Return an entry, of which no more is unpacked than it declares."""
    with archive.open(name) as packed:
        return packed.read(archive.getinfo(name).file_size)


def _check_reach(sheets: Iterable[bytes], *, file: str) -> None:
    """Refuse sheets that reach so far that room for every cell from A1 on cannot be had."""
    places = 0
    for sheet in sheets:
        rows, columns = 0, set()
        for place in _PLACE.finditer(sheet):
            if len(place[1]) > MOST_LETTERS or len(place[2]) > MOST_DIGITS:
                raise broken(file)
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
