"""A folder of tables as a record: as strictly as a record is kept, or as leniently as one is brought."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from dyad.record.bringing import bring, table_of
from dyad.record.files import open_file
from dyad.record.problems import Problem, RecordError
from dyad.record.reading import PACKAGE_FILE, read_record
from dyad.record.schema import ALL_TABLES
from dyad.record.tables import Record

BROUGHT_FLAG = "brought"  # in the part `dyad` of a description: the tables keep to the rules for brought ones only
BROUGHT = (".csv", ".tsv", ".txt", ".xlsx", ".json")


def read_folder(folder: Path) -> Record:
    """Read the tables in a folder: strictly where a datapackage.json describes them, else as tables that are brought.

    A description may say that its tables were brought.

    Raises
    ------
    RecordError
        With every problem of every file, when the tables cannot be used as they are.
    """
    if (folder / PACKAGE_FILE).exists() and not _says_brought(folder / PACKAGE_FILE):
        return read_record(folder)
    if not folder.is_dir():
        says, fix = "is missing.", "Name one that holds tables."
        raise RecordError([Problem(file=f"The folder {folder.name}", says=says, fix=fix, rule="missing")])
    files = [file for file in sorted(folder.iterdir()) if file.suffix.lower() in BROUGHT and file.is_file()]
    if not files:
        says = f"holds neither {PACKAGE_FILE} nor any table."
        fix = f"It needs a table of events, as {ALL_TABLES['events'].file} or in any form that can be uploaded."
        raise RecordError([Problem(file=f"The folder {folder.name}", says=says, fix=fix, rule="missing")])
    try:
        brought = bring([(file.name, file.read_bytes()) for file in files])
    except OSError as why:
        raise RecordError(
            [Problem(file=folder.name, says=f"cannot be read ({why.strerror}).", rule="unreadable")]
        ) from why
    if brought.record is None:
        raise RecordError(brought.problems)
    return brought.record


def _says_brought(package: Path) -> bool:
    try:
        return json.loads(package.read_bytes())["dyad"].get(BROUGHT_FLAG) is True
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False  # reading it strictly says what is wrong with it


def lesson_in(folder: Path) -> pd.DataFrame | None:
    """Return the lesson that a workbook in a folder holds as a sheet, as text with the line of each row, if any."""
    for file in sorted(folder.glob("*.xlsx")):
        for grid in open_file(file.name, file.read_bytes()).grids:
            if table_of(grid) == "lesson":
                return bring([(file.name, file.read_bytes())]).lesson
    return None
