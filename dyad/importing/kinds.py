"""Tell what a file is when it is no table, by its content and not by its name, and refuse it; or one beside tables."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from contextlib import suppress
from pathlib import PurePath

from dyad.record.problems import Problem, RecordError

BROUGHT = (".csv", ".tsv", ".txt", ".xlsx", ".json")  # how tables end that are brought, in a folder or an archive
NOTES = ("readme", "licence", "license")  # what files are called that stand beside tables
GIVE = "Give a CSV file or an Excel workbook (.xlsx)."
PROTECTED = "is protected by a password."
UNPROTECT = "Take the password off in Excel, and save it again."
SHEET_AS_CSV = "Save the sheet as CSV or as an Excel workbook (.xlsx)."

ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")  # and not "PK" alone: "PKR" may begin a header
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what Office wrote before 2007, and wraps encrypted files in
_BY_START = {
    re.compile(rb"\x89PNG\r\n\x1a\n"): "a PNG picture",
    re.compile(rb"\xff\xd8\xff"): "a JPEG picture",
    re.compile(rb"GIF8[79]a"): "a GIF picture",
    re.compile(rb"RIFF.{4}WEBP", re.DOTALL): "a WebP picture",
    re.compile(rb"%PDF-"): "a PDF document",
    re.compile(rb"{\\rtf"): "a text document (RTF)",
    re.compile(rb"\x1f\x8b"): "a gzip archive",
    re.compile(rb"7z\xbc\xaf\x27\x1c"): "a 7-Zip archive",
    re.compile(rb"Rar!\x1a\x07"): "a RAR archive",
    re.compile(rb"SQLite format 3\x00"): "an SQLite database",
}
# A ZIP archive is known by an entry whose name starts so
_ZIPPED = (
    ("word/document", "is a Word document, not a table.", "Copy its table into a sheet, and save that as .xlsx."),
    ("ppt/presentation", "is a PowerPoint file, not a table.", GIVE),
    ("xl/workbook.bin", "is a binary Excel workbook (.xlsb).", "Save it in Excel as .xlsx."),
    ("Index/Document", "is an Apple Numbers or Pages file.", "Export it as CSV or Excel (.xlsx)."),
)
_ODF = {
    b"application/vnd.oasis.opendocument.spreadsheet": ("is an OpenDocument sheet (.ods).", SHEET_AS_CSV),
    b"application/vnd.oasis.opendocument.text": ("is an OpenDocument text (.odt), not a table.", GIVE),
}

_HTML = re.compile(r"\A(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body|table)\b", re.IGNORECASE | re.DOTALL)
_XML = re.compile(r"<(?:\?xml|svg)\b", re.IGNORECASE)
_SIGN_IN = re.compile(r"accounts\.google\.com|ServiceLogin|Sign in\s*[-–—:]\s*Google", re.IGNORECASE)
LEAD_CHARS = 2_000  # in which a page of the web shows itself
CONTROL_CHARS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
BINARY_SAMPLE = 100_000  # characters looked at
BINARY_LEAST, BINARY_SHARE = 8, 0.05  # of control characters, from which on content is no text


def refuse(file: str, message: str, hint: str, *, rule: str = "not-a-table", line: int | None = None) -> RecordError:
    """Return the error of a file of which nothing can be made."""
    return RecordError([Problem(file=file, line=line, message=message, hint=hint, rule=rule)])


def refuse_empty(file: str, message: str) -> RecordError:
    """Return the error of a file in which nothing stands."""
    return refuse(file, message, "Give a table: a header, and rows below it.", rule="empty")


def refuse_broken(file: str) -> RecordError:
    """Return the error of a workbook that cannot be read."""
    hint = "Open it in Excel or LibreOffice, and save it again as .xlsx."
    return refuse(file, "is a broken Excel workbook or ZIP archive.", hint, rule="broken")


def stands_beside(file: PurePath) -> bool:
    """Return whether a file is by its name none of the tables it lies with: a hidden one, Excel's lock, a README."""
    return file.name.startswith((".", "~$")) or file.stem.lower() in NOTES


def check_binary(content: bytes, *, file: str) -> None:
    """Raise RecordError when the content is a known binary format other than a ZIP archive."""
    if content.startswith(_OLE):
        streams = {name for name in ("EncryptedPackage", "Workbook", "Book") if name.encode("utf-16-le") in content}
        if "EncryptedPackage" in streams:
            raise refuse(file, PROTECTED, UNPROTECT, rule="password")
        if streams:
            raise refuse(file, "is an old Excel file (.xls).", "Save it as .xlsx.")
        raise refuse(file, "is an old Office document, not a table.", GIVE)
    for start, kind in _BY_START.items():
        if start.match(content):
            raise refuse(file, f"is {kind}, not a table.", GIVE)


def check_zipped(names: Collection[str], *, mimetype: bytes, file: str) -> bool:
    """Return whether a ZIP archive with entries of these names is a workbook. RecordError: it is of another program.

    `mimetype` is the content of the entry of that name, by which OpenDocument files tell what they are.
    """
    if mimetype in _ODF:
        raise refuse(file, *_ODF[mimetype])
    for start, message, hint in _ZIPPED:
        if any(name.startswith(start) for name in names):
            raise refuse(file, message, hint)
    return any(name.lower().replace("\\", "/").endswith("xl/workbook.xml") for name in names)


def check_text(text: str, *, file: str) -> None:
    """Raise RecordError when a text is no table: a page of the web, XML, JSON, or not text at all."""
    lead = text[:LEAD_CHARS].lstrip()
    if _HTML.match(lead):
        if _SIGN_IN.search(text):
            message = "is Google's page for signing in, not a table."
            hint = "Share the sheet with everyone who has the link, or download it as CSV while signed in."
            raise refuse(file, message, hint)
        hint = "Download the table itself: the address gave a page of the web."
        raise refuse(file, "is a web page (HTML), not a table.", hint)
    if _XML.match(lead):
        raise refuse(file, "is XML, not a table.", GIVE)
    if lead.startswith(("{", "[")):
        with suppress(ValueError, RecursionError):
            json.loads(text)
            raise refuse(file, "is JSON, not a table.", GIVE, rule="json")
    sample = text[:BINARY_SAMPLE]
    controls = len(CONTROL_CHARS.findall(sample))
    if controls >= BINARY_LEAST and controls > BINARY_SHARE * len(sample):
        message = f"is not text: {controls:,} of its first {len(sample):,} characters are control characters."
        raise refuse(file, message, GIVE)
