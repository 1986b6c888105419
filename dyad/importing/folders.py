"""A folder of tables as a record: as strictly as a record is kept, or as leniently as one is brought."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

from dyad.importing.bringing import ImportResult, bring
from dyad.importing.gathering import ALL_FILES
from dyad.importing.kinds import BROUGHT, refuse, stands_beside
from dyad.record.folding import visible
from dyad.record.package import PACKAGE_FILE
from dyad.record.problems import Problem, RecordError
from dyad.record.reading import read_file, read_record
from dyad.record.schema import ALL_TABLES
from dyad.record.tables import Record

BROUGHT_FLAG = "brought"  # in the part `dyad` of a description: the tables keep to the rules for brought ones only


def read_folder(folder: Path, *, tell: Callable[[str], None] = lambda _sentence: None) -> Record:
    """Read the tables in a folder: strictly where a datapackage.json describes them, else as tables that are brought.

    A description may say that its tables were brought. They are read without limits: whoever serves a folder knows what
    it may cost. `tell` is called with each sentence on how they were read and what was filled in. Raises RecordError
    with every problem of every file, when the tables cannot be used as they are.
    """
    named = f"The folder {folder.name}"
    if is_described(folder):
        return read_record(folder)
    if not folder.is_dir():
        raise refuse(named, "is missing.", "Name one that holds tables.", rule="missing")
    there = [file for file in sorted(folder.iterdir()) if not stands_beside(file)]
    files = [file for file in there if file.suffix.lower() in BROUGHT]
    if not files:
        message = f"holds neither {PACKAGE_FILE} nor any table."
        hint = f"It needs a table of events: {ALL_TABLES['events'].file}, or any that can be uploaded."
        if packed := [visible(file.name) for file in there if file.suffix.lower() == ".zip"]:
            hint = f"Unpack {packed[0]} in it."
        raise refuse(named, message, hint, rule="missing")
    brought = bring_files(files)
    if brought.record is None:
        raise RecordError(brought.problems)
    for sentence in brought.said:
        tell(sentence)
    return brought.record


def is_described(folder: Path) -> bool:
    """Return whether the tables of a folder keep to their description, and are not read as brought ones."""
    try:
        package = read_file(folder / PACKAGE_FILE)
        return json.loads(package)["dyad"].get(BROUGHT_FLAG) is not True
    except (FileNotFoundError, NotADirectoryError):
        return False
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return True  # reading it strictly says what is wrong with it


def bring_files(files: Sequence[Path]) -> ImportResult:
    """Return what comes of files of a folder. Raises RecordError, with all problems, where one cannot be read."""
    contents, problems = [], []
    for file in files:
        try:
            contents.append((visible(file.name), read_file(file)))
        except OSError as why:
            message = f"cannot be read ({why.strerror})."
            problems.append(Problem(file=visible(file.name), message=message, rule="unreadable"))
    brought = bring(contents)
    if problems:
        raise RecordError([*problems, *(problem for problem in brought.problems if problem.file != ALL_FILES)])
    return brought
