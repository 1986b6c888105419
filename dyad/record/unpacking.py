"""Unpack an Excel workbook within limits, and pack anew what the reader of its cells needs.

Nothing is unpacked beyond what the archive declares, nor parsed beyond what a table needs. The texts that cells share
are taken out and replaced by their numbers: a thousand cells may share one text of megabytes.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dyad.record.grids import letters
from dyad.record.kinds import PROTECTED, UNPROTECT, find_zipped
from dyad.record.problems import Problem, RecordError
from dyad.record.workbook_xml import MAX_STRINGS, measure, read_strings

MAX_UNPACKED_BYTES = 60_000_000
MAX_TAGS = 5_000_000  # in all parts together; a full table of 20,000 × 40 cells has 3.2 million
MAX_PLACES = 4_000_000  # rows × columns from A1 on, of all sheets together: 128 MB in the reader of the cells
CHUNK_BYTES = 1 << 20  # unpacked at once: whatever is declared, no more is made of an entry before it is counted

TOKEN = "\ue000"  # noqa: S105 — stands before the number of a text that cells share; of the private use area

_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_STRINGS = "xl/sharedstrings.xml"
# Neither read nor safe to be parsed for nothing: pictures, what lies outside the workbook, and the order of formulas
_UNNEEDED = re.compile(
    r"(^|/)(docprops|customxml|theme|media|charts|drawings|externallinks|pivot\w*|tables|calcchain\.xml|comments\w*\.xml)",
    re.IGNORECASE,
)
_ERROR_CELL = re.compile(rb"(\bt\s*=\s*)([\"'])e\2")


@dataclass(frozen=True, kw_only=True)
class Package:
    """A workbook that is safe to read: packed anew, its number of sheets, and the texts its cells share."""

    content: bytes
    sheets: int
    strings: Sequence[str]


def broken(file: str) -> RecordError:
    """Return the error of a workbook that cannot be read."""
    fix = "Open it in Excel or LibreOffice, and save it again as .xlsx."
    return refuse(file, "is a broken Excel workbook or ZIP archive.", fix=fix, rule="broken")


def refuse(file: str, says: str, *, fix: str, rule: str) -> RecordError:
    """Return the error of a file that cannot be opened."""
    return RecordError([Problem(file=file, says=says, fix=fix, rule=rule)])


def unpack(content: bytes, *, file: str) -> Package:
    """Return the workbook in a ZIP archive.

    Raises
    ------
    RecordError
        When the archive is no workbook, is broken or protected, or when anything in it is too large.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = _read_parts(archive, file=file)
        _check_markup(parts, file=file)
        strings = _take_strings(parts, file=file)
        sheets = [name for name, part in parts.items() if b"sheetData" in part]
        _check_reach([parts[name] for name in sheets], file=file)
    except (
        zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OverflowError, ValueError
    ) as why:  # fmt: skip
        raise broken(file) from why
    for name in sheets:  # the reader takes a failed formula for an empty cell, where nobody would miss it
        parts[name] = _ERROR_CELL.sub(rb"\1\2str\2", parts[name])
    return Package(content=_pack(parts), sheets=len(sheets), strings=strings)


def _read_parts(archive: zipfile.ZipFile, *, file: str) -> dict[str, bytes]:
    entries = {entry.filename: entry for entry in archive.infolist() if not entry.filename.endswith("/")}
    readable = {name for name, entry in entries.items() if entry.compress_type in _METHODS and not entry.flag_bits & 1}
    mimetype = _read_entry(archive, entries["mimetype"], most=100) if "mimetype" in readable else b""
    other = find_zipped(entries, mimetype=mimetype, file=file)
    if other is not None:
        raise RecordError([other])
    if any(entry.flag_bits & 1 for entry in entries.values()):
        raise refuse(file, PROTECTED, fix=UNPROTECT, rule="password")
    size = sum(entry.file_size for entry in archive.infolist())
    if size > MAX_UNPACKED_BYTES:
        says = f"unpacks to {size / 1e6:,.0f} MB. Allowed: {MAX_UNPACKED_BYTES / 1e6:.0f} MB."
        raise refuse(file, says, fix="Copy the table alone into a new workbook.", rule="too-large")
    needed = [name for name in entries if name.lower().endswith((".xml", ".rels")) and not _UNNEEDED.search(name)]
    if not readable.issuperset(needed):
        raise broken(file)
    return {name: _read_entry(archive, entries[name], most=entries[name].file_size) for name in needed}


def _read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, *, most: int) -> bytes:
    """Return an entry, of which no more than a chunk is unpacked beyond its declared size."""
    chunks = []
    with archive.open(entry) as packed:
        while most > 0 and (chunk := packed.read(min(most, CHUNK_BYTES))):
            chunks.append(chunk)
            most -= len(chunk)
    return b"".join(chunks)


def _check_markup(parts: Mapping[str, bytes], *, file: str) -> None:
    """Refuse what no spreadsheet writes: other encodings than UTF-8, definitions of one's own; and too much."""
    if any(b"\0" in part or b"<!DOCTYPE" in part for part in parts.values()):
        raise broken(file)
    tags = sum(part.count(b"<") for part in parts.values())
    if tags > MAX_TAGS:
        says = f"has {tags:,} tags of XML. Allowed: {MAX_TAGS:,}, which is more than a table needs."
        raise refuse(file, says, fix="Copy the table alone into a new workbook.", rule="too-large")


def _take_strings(parts: dict[str, bytes], *, file: str) -> list[str]:
    """Return the texts that cells share, and leave their numbers in their stead."""
    strings: list[str] = []
    for name in [name for name in parts if name.lower() == _STRINGS]:
        strings = read_strings(parts[name])
        if len(strings) > MAX_STRINGS:
            says = f"has too many texts in its cells. Allowed: {MAX_STRINGS:,}."
            raise refuse(file, says, fix="Split the table.", rule="too-large")
        numbers = "".join(f"<si><t>{TOKEN}{number}</t></si>" for number in range(len(strings)))
        parts[name] = f"<sst>{numbers}</sst>".encode()
    return strings


def _check_reach(sheets: Sequence[bytes], *, file: str) -> None:
    """Refuse sheets that reach so far that room for every cell from A1 on cannot be had."""
    places = 0
    for sheet in sheets:
        rows, columns = measure(sheet)
        places += rows * columns
        if places > MAX_PLACES:
            says = f"has a sheet that reaches to row {rows:,} and column {letters(columns - 1)}."
            fix = "Delete what stands far below or beside the table, or copy the table alone into a new workbook."
            raise refuse(file, says, fix=fix, rule="too-large")


def _pack(parts: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return packed.getvalue()
