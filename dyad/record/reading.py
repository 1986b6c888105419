"""Read a folder of tables into a `Record`, or say everything that is wrong with them.

Every cell is read as text first and typed by the schema afterwards: no "NA" turns into a missing
value, no "2003" into 1 January.
"""

from __future__ import annotations

import csv
import errno
import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from dyad import __version__
from dyad.record.checking import (
    CODE,
    REFERENCE,
    Frames,
    check_cells,
    check_claim_rows,
    check_links,
    check_trade_rows,
    parts,
)
from dyad.record.dates import Day, read_date, say_date
from dyad.record.grids import MAX_CELL_CHARS, UNSEEN, Report, check_cell, letters, unshield
from dyad.record.problems import Problem, RecordError, did_you_mean, shorten
from dyad.record.schema import MAX_THEMES, NO_THEME, SCHEMA_VERSION, TABLES, THEMES, Field, Table, TableName
from dyad.record.tables import About, Record

DAY = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")

MAIL = re.compile(r"[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+", re.ASCII)
WEB = re.compile(r"https?://[^\s<>\"']{1,500}")

MOST_YEAR = 9999  # of a date in EDTF with a year of four digits
PACKAGE_FILE = "datapackage.json"
OPTIONAL_FILES = {table.file for table in TABLES.values() if table.optional}
LATER = "later"  # the rule that tables break which need a later version of this package
VERSION_CHARS = 12  # of the SHA-256 over all files; enough to tell two records apart


def read_record(folder: Path) -> Record:
    """Read and check the tables in `folder`.

    Raises
    ------
    RecordError
        With every problem of every file, when the tables cannot be used as they are.
    """
    problems: list[Problem] = []
    digest = hashlib.sha256()
    raw: dict[str, bytes] = {}
    for file in (PACKAGE_FILE, *(table.file for table in TABLES.values())):
        try:
            raw[file] = read_file(folder / file)
        except OSError as why:
            if file in OPTIONAL_FILES and isinstance(why, FileNotFoundError):
                continue
            reason = "is missing" if isinstance(why, FileNotFoundError) else f"cannot be read ({why.strerror})"
            fix = "The record needs it beside the other tables."
            problems.append(Problem(file=file, says=f"{reason}.", fix=fix, rule="missing"))
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
    if (
        about is not None
        and about.claims_source
        and "sources" in frames
        and "sources" not in in_part
        and about.claims_source not in set(frames["sources"]["id"])
    ):
        says, found_id = "is no id in sources.csv.", about.claims_source
        problems.append(Problem(file=PACKAGE_FILE, found=found_id, says=says, fix="Name one.", rule=REFERENCE))
    if problems or about is None:
        order = [PACKAGE_FILE, *(table.file for table in TABLES.values())]
        raise RecordError(sorted(problems, key=lambda problem: (order.index(problem.file), problem.line or 0)))
    return Record(
        about=about, **{name: type_table(frames[name], name=name) for name in TABLES},
        version=digest.hexdigest()[:VERSION_CHARS],
    )  # fmt: skip


def read_file(file: Path) -> bytes:
    """Return the content of a file; of a device or pipe, which may never end, nothing is read.

    Raises
    ------
    OSError
        When it cannot be read.
    """
    if file.exists() and not file.is_file():
        raise OSError(errno.EINVAL, "it is no file")
    return file.read_bytes()


def empty_frame(table: Table) -> pd.DataFrame:
    """Return a table of text without rows."""
    return pd.DataFrame(columns=["line", *table.columns], dtype=object).astype({"line": int})


def read_text_table(content: bytes, *, table: Table) -> tuple[pd.DataFrame | None, list[Problem]]:
    """Read one CSV file as text, one row a row, with the line it stands on.

    The frame is None when nothing can be made of the file.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as why:
        line = content[: why.start].count(b"\n") + 1
        says = f"is not UTF-8: byte {content[why.start]:#04x} cannot be read."
        return None, [Problem(file=table.file, line=line, says=says, fix="Save the file as UTF-8.", rule="encoding")]
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[list[str]] = []
    lines: list[int] = []
    problems: list[Problem] = []
    report = Report(table.file)
    header: list[str] = []
    start = 1
    try:
        for cells in reader:
            line, start = start, reader.line_num + 1
            if not header:
                if any(cell.strip() for cell in cells):
                    header = [cell.strip() for cell in cells]
                    problems += _check_header(header, table, line=line)
                    if not set(header) & set(table.columns):
                        return None, problems  # another table, or none: of its rows nothing can be said
            elif cells and cells[0].strip() == header[0] and [cell.strip() for cell in cells] == header:
                says, fix = "repeats the header.", "Leave this line out."
                problems.append(Problem(file=table.file, line=line, says=says, fix=fix, rule="header-twice"))
            elif cells:
                if len(cells) != len(header):
                    says = f"has {len(cells)} cells where the header has {len(header)} columns."
                    fix = "Put text that holds a comma between double quotes."
                    problems.append(Problem(file=table.file, line=line, says=says, fix=fix, rule="ragged"))
                    cells = (cells + [""] * len(header))[: len(header)]
                lines.append(line)
                rows.append(cells)
    except csv.Error as why:
        says, fix = f"is not CSV: {why}.", "Check the double quotes."
        problems.append(Problem(file=table.file, line=start, says=says, fix=fix, rule="quotes"))
    columns = list(zip(*rows, strict=True)) or [()] * len(header)
    plain = [
        _plain(cells, column=name, lines=lines, report=report) for name, cells in zip(header, columns, strict=True)
    ]
    problems += report.problems
    if not header and not problems:
        fix = f"It needs the header {','.join(table.columns)}."
        problems.append(Problem(file=table.file, says="is empty.", fix=fix, rule="empty"))
    if set(table.needed) - set(header):
        return None, problems
    known = {  # of a column given twice, the first
        name: plain[header.index(name)] if name in header else [""] * len(rows) for name in table.columns
    }
    frame = pd.DataFrame(known, dtype=object)
    frame.insert(0, "line", np.array(lines, dtype=int))
    return frame, problems


def _plain(cells: Sequence[str], *, column: str, lines: Sequence[int], report: Report) -> Sequence[str]:
    """Return a column without blanks around its cells and without shields; what nobody can see is reported."""
    seen = {  # the same stand in many rows
        cell: unshield(cell.strip()).strip()
        for cell in {*cells}
        if len(cell) <= MAX_CELL_CHARS and not UNSEEN.search(cell)
    }
    return [
        seen[cell]
        if cell in seen
        else unshield(check_cell(cell, line=line, column=column, report=report).strip()).strip()
        for line, cell in zip(lines, cells, strict=True)
    ]


def _check_header(header: list[str], table: Table, *, line: int) -> list[Problem]:
    def problem(column: str, says: str, fix: str, rule: str = "column") -> Problem:
        return Problem(file=table.file, line=line, column=column, says=says, fix=fix, rule=rule)

    if not set(header) & set(table.columns):
        says, fix = "has none of the columns of this table.", f"Its header is {','.join(table.columns)}."
        return [Problem(file=table.file, line=line, says=says, fix=fix, rule="table")]
    missing = [name for name in table.needed if name not in header]
    unknown = [name for name in header if name and name not in table.columns]
    unnamed = [letters(at) for at, name in enumerate(header) if not name]
    twice = sorted(name for name, times in Counter(header).items() if times > 1 and name in table.columns)
    return [
        *(problem(name, "is missing.", f"The header is {','.join(table.columns)}.") for name in missing),
        *(
            problem(name, "is not a column of this table.", did_you_mean(name, missing or table.columns))
            for name in unknown
        ),
        *(
            problem(name, "has no name in the header.", "Name the column, or leave it out.", "header-empty")
            for name in unnamed
        ),
        *(problem(name, "stands twice in the header.", "Keep one.", "header-twice") for name in twice),
    ]


def check_frames(
    frames: Frames, *, about: About | None, tables: Mapping[TableName, Table] = TABLES,
    in_part: Collection[TableName] = (),
) -> list[Problem]:  # fmt: skip
    """Return every problem of the tables read so far, file by file and line by line.

    `tables` holds the rules; without `about` those that need it are left out. Of tables that could be read only
    `in_part` nobody knows what ids they have.
    """
    problems: list[Problem] = []
    for name, frame in frames.items():
        table = tables[name]
        if name == "events" and about:
            table = table.allowing("theme", about.themes)
        problems += check_cells(frame, table=table)
    ids = {name: set(frame["id"]) for name, frame in frames.items() if "id" in frame and name not in in_part}
    problems += check_links(frames, ids=ids)
    if "trade" in frames and about and about.economies:
        problems += check_trade_rows(frames["trade"], economies=tuple(about.economies))
    if "comparison" in frames:
        problems += check_trade_rows(frames["comparison"], file=tables["comparison"].file)
    if "claims" in frames:
        problems += check_claim_rows(frames["claims"])
    files = [table.file for table in TABLES.values()]
    return sorted(problems, key=lambda problem: (files.index(problem.file), problem.line or 0))


def read_about(content: bytes) -> tuple[About | None, list[Problem]]:
    """Read what the record says of itself: the part `dyad` of its data package."""

    def problem(says: str, fix: str, found: str | None = None) -> tuple[None, list[Problem]]:
        return None, [Problem(file=PACKAGE_FILE, found=found, says=says, fix=fix, rule="package")]

    try:
        package: Any = json.loads(content)
        title, dyad = package["title"], package["dyad"]
        if wrong := check_schema(dyad.get("schema_version", 1)):
            return None, [wrong]  # what follows may be of another form, too
        economies, years = dict(dyad["economies"]), [int(year) for year in dyad["years"]]
        themes = tuple(str(theme).strip() for theme in dyad.get("themes", THEMES))
        contributors = [(str(one["title"]), _contact_of(one)) for one in package.get("contributors", ())]
        first, last = years
        short = {str(one).strip(): str(words).strip() for one, words in dict(dyad.get("abbreviations", {})).items()}
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as why:
        wanted = '"title" and "dyad": {"economies": {"PAK": "Pakistan", …}, "years": [2003, 2017]}'
        return problem(f"cannot be used ({type(why).__name__}: {why}).", f"It must be JSON with {wanted}.")
    if len(economies) not in (0, 2):
        return problem("must name two economies.", "A dyad is a pair.", found=", ".join(economies))
    for code, name in economies.items():
        if not CODE.fullmatch(code) or not isinstance(name, str) or not name.strip():
            says = "must be an ISO 3166 alpha-3 code with a name."
            return problem(says, 'Write "PAK": "Pakistan".', found=f"{code}: {name}")
    if min(first, last) < -MOST_YEAR or max(first, last) > MOST_YEAR:
        says = "are years that no date can have."
        return problem(says, f"Give years from {-MOST_YEAR} to {MOST_YEAR}.", found=f"{first}, {last}")
    if first > last:
        return problem("ends before it starts.", "Give the earlier year first.", found=f"{first}, {last}")
    if not themes or not all(themes) or len(set(themes)) < len(themes):
        return problem("must list themes, each once.", "Leave them out for the usual ones.", found=", ".join(themes))
    if len({*themes} - {NO_THEME}) > MAX_THEMES:
        return problem(f"lists {len(themes):,} themes. Allowed: {MAX_THEMES}.", "Group them.")
    if not all((*short, *short.values())):
        says = "must give each abbreviation the words that it stands for."
        return problem(says, 'Write "UN": "United Nations".', found=", ".join(f"{a}: {b}" for a, b in short.items()))
    created, homepage = str(package.get("created", ""))[:10], str(package.get("homepage", "")).rstrip("/")
    if created and not DAY.fullmatch(created):
        return problem('"created" must start with a day.', "Write it as 2026-11-23.", found=created)
    if homepage and not homepage.startswith(("https://", "http://")):
        return problem('"homepage" must be a web address.', "Start it with https://.", found=homepage)
    about = About(
        title=str(title), economies=economies, years=(first, last), claims_source=str(dyad.get("claims_source", "")),
        document=str(dyad.get("document", "document")), themes=themes, created=created, homepage=homepage,
        author="; ".join(name for name, _ in contributors), figures_licence=str(dyad.get("figures_licence", "")),
        contact=next((contact for _, contact in contributors if contact), ""), abbreviations=short,
    )  # fmt: skip
    return about, []


def check_schema(stated: object) -> Problem | None:
    """Return why tables of the `schema_version` that a description states cannot be read; of a `LATER` one by rule."""
    allowed = f"Allowed: 1 to {SCHEMA_VERSION}, which dyad {__version__} reads."
    says, fix, rule = "is no version of the tables.", "Let `python -m dyad describe` write it.", "package"
    if type(stated) is int and stated > SCHEMA_VERSION:
        says, fix, rule = "is of later tables.", f"Install a later dyad, one that reads {shorten(str(stated))}.", LATER
    elif type(stated) is int and stated >= 1:  # True is none
        return None
    return Problem(file=PACKAGE_FILE, found=f"schema_version {stated}", says=f"{says} {allowed}", fix=fix, rule=rule)


def _contact_of(contributor: dict[str, Any]) -> str:
    """Return the mail or web address of a contributor of a data package; "" where it has neither."""
    given = (str(contributor.get(name, "")).strip() for name in ("email", "path"))
    return next((one for one in given if MAIL.fullmatch(one) or WEB.fullmatch(one)), "")


def type_table(frame: pd.DataFrame, *, name: TableName) -> pd.DataFrame:
    """Give the checked text of a table its types.

    Lists become tuples, numbers float64, whole numbers Int64; a date stays text and gains `first`
    and `last` (datetime64[s], days included; NaT where an interval lacks that end, both where undated),
    `precision`, `approximate`, `lasted` and `date_text`. Events come sorted by date, undated ones last.
    """
    typed = frame.drop(columns="line").reset_index(drop=True)
    for field in TABLES[name].fields:
        cells: list[str] = typed[field.name].tolist()
        if field.many or field.kind in ("integer", "number"):
            typed[field.name] = _typed(cells, field=field)
        elif field.kind == "edtf":
            typed = typed.join(_spans(cells))
    if name == "events":
        known = typed.assign(first=typed["first"].fillna(typed["last"])).sort_values(["first", "last", "id"])
        typed = typed.loc[known.index].reset_index(drop=True)
    return typed


def _typed(cells: Sequence[str], *, field: Field) -> Any:
    """Return a column of lists or numbers in its type; a cell that stands in many rows is read once."""

    def read(how: Callable[[str], Any]) -> list[Any]:
        known = {cell: how(cell) for cell in set(cells)}
        return [known[cell] for cell in cells]

    if field.many:
        return read(lambda cell: tuple(parts(field, cell)) if cell else ())
    if field.kind == "number":
        return np.array(read(lambda cell: float(cell or "nan")), dtype="float64")
    whole = np.array(read(lambda cell: int(cell or 0)), dtype="int64")
    return pd.arrays.IntegerArray(whole, np.array([not cell for cell in cells], dtype=bool))


def _spans(dates: Sequence[str]) -> pd.DataFrame:
    whens = [read_date(text) if text else None for text in dates]
    return pd.DataFrame(
        {
            "first": _instants([when.first if when else None for when in whens]),
            "last": _instants([when.last if when else None for when in whens]),
            "precision": [when.precision if when else "" for when in whens],
            "approximate": [bool(when and when.approximate) for when in whens],
            "lasted": [bool(when and when.lasted) for when in whens],
            "date_text": [say_date(text) for text in dates],
        }
    )


def _instants(days: list[Day | None]) -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
    return np.array([day.instant if day else np.datetime64("NaT", "s") for day in days], dtype="datetime64[s]")
