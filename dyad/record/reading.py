"""Read a folder of tables into a `Record`, or say everything that is wrong with them.

Every cell is read as text first (`text_tables`) and typed by the schema afterwards (`tables`): no "NA" turns into a
missing value, no "2003" into 1 January.
"""

from __future__ import annotations

import errno
import hashlib
from pathlib import Path

import pandas as pd

from dyad.record.checking import REFERENCE, check_frames
from dyad.record.package import LATER, PACKAGE_FILE, read_about
from dyad.record.problems import Problem, RecordError
from dyad.record.schema import TABLES, TableName
from dyad.record.tables import Record, type_table
from dyad.record.text_tables import empty_frame, read_text_table

FILES = (PACKAGE_FILE, *(table.file for table in TABLES.values()))
OPTIONAL_FILES = {table.file for table in TABLES.values() if table.optional}
VERSION_CHARS = 12  # of the SHA-256 over all files; enough to tell two records apart


def read_record(folder: Path) -> Record:
    """Read and check the tables in `folder`.

    Raises RecordError with every problem of every file, when the tables cannot be used as they are.
    """
    problems: list[Problem] = []
    digest = hashlib.sha256()
    raw: dict[str, bytes] = {}
    for file in FILES:
        try:
            raw[file] = read_file(folder / file)
        except OSError as why:
            missing, hint = isinstance(why, FileNotFoundError), "The record needs it beside the other tables."
            reason = "is missing" if missing else f"cannot be read ({why.strerror})"
            if not (missing and file in OPTIONAL_FILES):
                problems.append(Problem(file=file, message=f"{reason}.", hint=hint, rule="missing"))
        else:
            digest.update(file.encode() + b"\0" + raw[file] + b"\0")
    about = None
    if PACKAGE_FILE in raw:
        about, found = read_about(raw[PACKAGE_FILE])
        if any(problem.rule == LATER for problem in found):
            raise RecordError(found)  # of tables of another form nothing else can be said
        problems += found
    frames: dict[TableName, pd.DataFrame] = {}
    for name, table in TABLES.items():
        if table.file in raw:
            frame, found = read_text_table(raw[table.file], table=table)
            problems += found
            if frame is not None:
                frames[name] = frame
        elif table.optional:
            frames[name] = empty_frame(table)
    in_part = {name for name in frames if any((p.file, p.rule) == (TABLES[name].file, "quotes") for p in problems)}
    problems += check_frames(frames, about=about, in_part=in_part)
    named, known = about.claims_source if about else "", "sources" in frames and "sources" not in in_part
    if named and known and named not in set(frames["sources"]["id"]):
        message = "is no id in sources.csv."
        problems.append(Problem(file=PACKAGE_FILE, value=named, message=message, hint="Name one.", rule=REFERENCE))
    if problems or about is None:
        raise RecordError(sorted(problems, key=lambda problem: (FILES.index(problem.file), problem.line or 0)))
    return Record(
        about=about, **{name: type_table(frames[name], name=name) for name in TABLES},
        version=digest.hexdigest()[:VERSION_CHARS],
    )  # fmt: skip


def read_file(file: Path) -> bytes:
    """Return the content of a file; OSError when it cannot be read, or is a device or pipe, which may never end."""
    if (file.is_symlink() or file.exists()) and not file.is_file():
        raise OSError(errno.EINVAL, "it is no file, nor a link to one", str(file))
    return file.read_bytes()
