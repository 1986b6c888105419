"""Tables that were sound and have one thing broken: each fault is told as what it is, where it is, and little else."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from dyad.importing.bringing import bring
from dyad.record import Problem, RecordError, read_record
from dyad.record.schema import TABLES
from tests.small import small_tables
from tests.unit.brought import sheet, zipped
from tests.unit.tables import NAMES, PACKAGE, Raw

MOST_PROBLEMS = 10  # named for one fault
PACKAGED = {"title": "A pair", "dyad": {"economies": {"FRA": "France", "PRT": "Portugal"}, "years": [2001, 2006]}}
SMALL = {name: content for name, content in small_tables().items() if name != "lesson.csv"} | {
    PACKAGE: json.dumps(PACKAGED).encode()
}
SOUND: Raw = {name: list(csv.DictReader(io.StringIO(SMALL[f"{name}.csv"].decode()))) for name in NAMES}
COLUMNS = {name: list(rows[0]) for name, rows in SOUND.items()}


def as_csv(name: str, rows: list[list[str]], *, header: list[str] | None = None) -> bytes:
    """Return rows below the header of a table as a file."""
    return sheet("|".join(header or COLUMNS[name]), *rows)


def cells_of(name: str) -> list[list[str]]:
    """Return the rows of a sound table as lists that may be changed."""
    return [[row[column] for column in COLUMNS[name]] for row in SOUND[name]]


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """A file with one thing broken, and what has to be said of it.

    `rule`, `line` and `column` are for a file that is brought, where `rule` is "" when nothing needs to be said;
    `strict` holds those that differ for a folder that is read, and is None where any table goes.
    """

    fault: str
    file: str
    content: bytes
    rule: str
    line: int | None = None
    column: str | None = None
    strict: Mapping[str, Any] | None = field(default_factory=dict)

    def told(self, *, strict: bool) -> tuple[str, str, int | None, str | None]:
        """Return file, rule, line and column of the problem that has to be named."""
        told = replace(self, **self.strict) if strict and self.strict else self
        return told.file, told.rule, told.line, told.column


# -- one cell ----------------------------------------------------------------------------------


def cell(
    name: str, at: int, column: str, value: str, rule: str, *, strict: str = "", fault: str = "", **others: str
) -> Mutant:
    """Return a table with other cells in the row at index `at`."""
    rows = cells_of(name)
    for other, text in {column: value, **others}.items():
        rows[at][COLUMNS[name].index(other)] = text
    return Mutant(
        fault=f"{fault or rule} {name} {at} {column} {value[:20]!r}", file=f"{name}.csv", content=as_csv(name, rows),
        rule=rule, line=at + 2, column=column, strict={"rule": strict} if strict else {},
    )  # fmt: skip


WRONG = (  # in the row at an index, which rule of its column a cell breaks
    ("events", 0, "date", "soon", "date"), ("sources", 1, "date", "2016-13", "date"),
    ("events", 0, "theme", "=1+1", "allowed"), ("trade", 0, "flow", "export", "allowed"),
    ("trade", 0, "value", "1,2,3", "number"), ("trade", 1, "low", "NaN", "number"),
    ("trade", 2, "year", "1799", "range"), ("trade", 3, "year", "2003.5", "integer"),
    ("trade", 0, "economy", "pak", "code"),
    ("sources", 0, "url", "javascript:alert(1)", "url"), ("sources", 0, "language", "eng", "pattern"),
    ("claims", 0, "check", "export_rank:rus", "pattern"), ("events", 0, "id", "!!", "slug"),
    ("claims", 1, "id", "под", "slug"), ("events", 2, "label", "ы" * 40, "chars"),
)  # fmt: skip


def wrong_cells() -> Iterator[Mutant]:
    """Yield tables in which one cell breaks a rule of its column, and those that are read otherwise when brought."""
    for name, at, column, value, rule in WRONG:
        yield cell(name, at, column, value, rule)
    yield cell("events", 2, "date", "04/05/2016", "ambiguous date", strict="date")
    yield cell("trade", 0, "value", "1,234", "ambiguous number", strict="number")
    yield cell("events", 3, "title", "x" * 71, "", strict="chars", fault="house style:")
    yield cell("events", 3, "summary", "word " * 61, "", strict="words", fault="house style:")


def empty_cells() -> Iterator[Mutant]:
    """Yield tables without a cell that is required; what a table that is brought may lack is filled in there."""
    brought = {
        "events": ("title",),
        "claims": ("claim",),
        "trade": ("indicator", "economy", "period", "basis", "reporter"),
        "sources": ("title",),
    }
    for name, table in ((name, TABLES[name]) for name in NAMES):
        for at, one in enumerate(one for one in table.fields if one.required):
            rule = "required" if one.name in brought[name] else ""
            if one.name == "id":
                continue  # one made of the title is another, and what refers to the row is then told
            yield cell(name, at % len(SOUND[name]), one.name, "", rule, strict="required", fault="empty:")


# -- between cells and rows --------------------------------------------------------------------


def dangling() -> Iterator[Mutant]:
    """Yield tables that refer to rows that no table has, or have an id twice."""
    for name in ("events", "claims", "trade"):
        first = SOUND[name][3]["sources"].split(";")[0]
        yield cell(name, 3, "sources", "no-such-document", "reference")
        yield cell(name, 3, "sources", f"{first};{first}x", "reference")
    for at in (1, 3):
        yield cell("claims", at, "event", "no-such-event", "reference")
    for name in ("events", "claims", "sources"):
        yield cell(name, len(SOUND[name]) - 1, "id", SOUND[name][0]["id"], "unique")
    rows = cells_of("trade")
    yield Mutant(
        fault="figure twice", file="trade.csv", content=as_csv("trade", [*rows, rows[2]]), rule="between cells",
        line=len(rows) + 2, column="indicator",
    )  # fmt: skip


# -- the shape of a file -----------------------------------------------------------------------


def line_of(name: str, at: int) -> list[bytes]:
    """Return the lines of a sound file, and assert that the row at an index is one of them."""
    lines = SMALL[f"{name}.csv"].splitlines()
    assert len(lines) == len(SOUND[name]) + 1 > at + 1
    return lines


def broken_rows() -> Iterator[Mutant]:
    """Yield files in which one row has too many cells or too few, or a quote that opens and never closes."""
    for number, name in enumerate(NAMES):
        at = 2 * (number % 2)
        for fault, more in (("extra", ["x", "y"]), ("one more", ["x"]), ("1 less", -1), ("3 less", -3)):
            rows = cells_of(name)
            rows[at] = rows[at][:more] if isinstance(more, int) else rows[at] + more
            yield Mutant(
                fault=f"{fault} {name} {at}", file=f"{name}.csv", content=as_csv(name, rows), rule="ragged", line=at + 2
            )
        for fault, before in (("unclosed quote", b'"never closed,'), ("text after a quote", b'"closed" too early,')):
            lines = line_of(name, at)
            lines[at + 1] = before + lines[at + 1].replace(b'"', b"")
            yield Mutant(
                fault=f"{fault} {name} {at}", file=f"{name}.csv", content=b"\n".join(lines), rule="quotes", line=at + 2
            )


NEEDED = {"events": ("title",), "claims": ("claim",), "trade": ("indicator", "economy", "value"), "sources": ("title",)}


def broken_headers() -> Iterator[Mutant]:
    """Yield files whose header misses a column, or has one twice, by another name or by none."""
    for name in NAMES:
        file, header = f"{name}.csv", COLUMNS[name]
        for column in (*NEEDED[name], *TABLES[name].needed[-2:]):
            place, needed = header.index(column), column in NEEDED[name]
            rule = "column" if needed else ""
            renamed = [f"{one}zz" if one == column else one for one in header]
            yield Mutant(
                fault=f"renamed {name} {column}", file=file, content=as_csv(name, cells_of(name), header=renamed),
                rule=rule, line=1, column=column, strict={"rule": "column"},
            )  # fmt: skip
            rows = [row[:place] + row[place + 1 :] for row in cells_of(name)]
            yield Mutant(
                fault=f"dropped {name} {column}", file=file,
                content=as_csv(name, rows, header=header[:place] + header[place + 1 :]),
                rule=rule, line=1, column=column, strict={"rule": "column"},
            )  # fmt: skip
        rows = [[*row, "x"] for row in cells_of(name)]
        yield Mutant(
            fault=f"twice {name}", file=file, content=as_csv(name, rows, header=[*header, header[1]]),
            rule="header-twice", line=1, column=header[1],
        )  # fmt: skip
        yield Mutant(
            fault=f"unnamed {name}", file=file, content=as_csv(name, rows, header=[*header, ""]), rule="header-empty",
            line=1, column=chr(ord("A") + len(header)),
        )  # fmt: skip
        yield Mutant(
            fault=f"two headers {name}", file=file, content=as_csv(name, [header, *cells_of(name)]), rule="",
            strict={"rule": "header-twice"}, line=2,
        )  # fmt: skip


# -- no table at all ---------------------------------------------------------------------------

HTML = b"<!doctype html>\n<html><head><title>Not found</title></head>\n<body><p>404, sorry</p></body></html>\n"


def no_tables() -> Iterator[Mutant]:
    """Yield files that are something else than a table, or nothing."""
    contents: dict[str, tuple[bytes, str, str]] = {
        "a page": (HTML, "not-a-table", "table"),
        "an archive": (zipped({"events.bin": "no table"}), "not-a-table", "encoding or table"),
        "JSON": (b'["a", {"b": 1}]', "json", "quotes or table"),
        "separators": (b",,,,\n,,,,\n", "empty", "empty"),
    }
    for fault, (content, rule, strict) in contents.items():
        yield Mutant(
            fault=f"{fault} for events", file="events.csv", content=content, rule=rule,
            strict={"rule": strict, "line": None if strict == "empty" else 1, "column": None},
        )  # fmt: skip
    yield Mutant(
        fault="no encoding at all", file="trade.csv", content=SMALL["trade.csv"] + b"\x81\x98\n", rule="encoding",
        strict={"line": len(SOUND["trade"]) + 2},
    )  # fmt: skip
    for name in ("events", "sources"):
        yield Mutant(
            fault=f"header only {name}", file=f"{name}.csv", content=as_csv(name, []), rule="header-only",
            strict=None,
        )  # fmt: skip


KINDS: tuple[Callable[[], Iterator[Mutant]], ...] = (
    wrong_cells, empty_cells, dangling, broken_rows, broken_headers, no_tables,
)  # fmt: skip
MUTANTS = [mutant for kind in KINDS for mutant in kind()]


# -- what is told ------------------------------------------------------------------------------


def brought(files: dict[str, bytes]) -> tuple[Problem, ...]:
    """Return what is told of files that are brought."""
    found = bring(list(files.items()))
    assert (found.record is None) == bool(found.problems)
    return found.problems


def read(files: dict[str, bytes], folder: Path) -> tuple[Problem, ...]:
    """Return what is told of a folder that holds files."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    try:
        read_record(folder)
    except RecordError as error:
        return error.problems
    return ()


def whole(**changed: bytes) -> dict[str, bytes]:
    """Return the files of a record, some of them changed."""
    return {**SMALL, **{f"{name}.csv": text for name, text in changed.items()}}


def check(problems: tuple[Problem, ...], mutant: Mutant, *, strict: bool) -> None:
    """Assert that a fault is named as what it is, where it is, and that little else is."""
    file, rule, line, column = mutant.told(strict=strict)
    told = [str(problem) for problem in problems]
    assert len(problems) <= MOST_PROBLEMS + (rule == "column"), told
    if not rule:
        assert problems == (), told
        return
    places = [(p.file, p.line, p.column) for p in problems if p.rule in rule.split(" or ")]
    assert (file, line, column) in places, [(p.rule, p.line, p.column, str(p)) for p in problems]
    assert all(problem.rule and problem.message for problem in problems), told
    lost = column == "id" or rule == "header-only"  # what refers to the row refers to nothing now
    invented = [p for p in problems if p.file != file and not (lost and p.rule == "reference")]
    assert invented == [], told


def test_the_tables_cut_are_sound(tmp_path: Path) -> None:
    """Before anything is broken, nothing is told: neither of tables that are brought nor of a folder."""
    assert brought(whole()) == ()
    assert read(whole(), tmp_path) == ()


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: re.sub(r"[^\w .'-]", "?", mutant.fault))
def test_a_fault_is_told_where_it_is(mutant: Mutant, tmp_path: Path) -> None:
    """One fault in one file is named by file, line, column and rule, and little besides it; in a folder as well."""
    files = whole() | {mutant.file: mutant.content}
    check(brought(files), mutant, strict=False)
    if mutant.strict is not None and mutant.told(strict=True) != mutant.told(strict=False):
        check(read(files, tmp_path), mutant, strict=True)
