"""The errors of files that are refused as a whole."""

from __future__ import annotations

from dyad.record.problems import Problem, RecordError


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
