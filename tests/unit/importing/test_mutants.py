"""Tables that were sound and have one thing broken: each fault is told as what it is, where it is, and nothing else."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest

from dyad.importing.bringing import bring
from dyad.record.schema import TABLES
from tests.small import small_tables
from tests.unit.brought import places, problems_of, sheet, zipped
from tests.unit.tables import NAMES, PACKAGE, Raw

PACKAGED = {"title": "A pair", "dyad": {"economies": {"FRA": "France", "PRT": "Portugal"}, "years": [2001, 2006]}}
SMALL = {name: content for name, content in small_tables().items() if name != "lesson.csv"} | {
    PACKAGE: json.dumps(PACKAGED).encode()
}
SOUND: Raw = {name: list(csv.DictReader(io.StringIO(SMALL[f"{name}.csv"].decode()))) for name in NAMES}
NEEDED = {  # columns in which nothing can be filled in when a table is brought
    "events": ("title",),
    "claims": ("claim",),
    "trade": ("indicator", "economy", "period", "basis", "reporter"),
    "sources": ("title",),
}
Place = tuple[int | None, str | None, str]  # line, column and rule


def changed(name: str, at: int = 0, *, header: dict[str, str] | None = None, **cells: str) -> bytes:
    """Return a sound table with other cells in the row at an index, or with some of its columns named otherwise."""
    columns = [(header or {}).get(column, column) for column in SOUND[name][0]]
    rows = [row | cells if number == at else row for number, row in enumerate(SOUND[name])]
    return sheet("|".join(columns), *([*row.values()] for row in rows))


def relined(name: str, line: int, change: Callable[[bytes], bytes]) -> bytes:
    """Return a sound table with another line, or more of them, in the place of one."""
    lines = SMALL[f"{name}.csv"].splitlines()
    assert len(lines) == len(SOUND[name]) + 1
    return b"\n".join([*lines[: line - 1], change(lines[line - 1]), *lines[line:]])


HTML = b"<!doctype html>\n<html><head><title>Not found</title></head>\n<body><p>404, sorry</p></body></html>\n"
TABLE = "not-a-table"
# Of which file, what stands in it, and what is told of it when it is brought and when it lies in a folder that is read
FAULTS: dict[str, tuple[str, bytes, list[Place], list[Place]]] = {
    "a quote never closed": (
        "events", relined("events", 2, lambda line: b'"never closed,' + line.replace(b'"', b"")),
        [(2, None, "quotes")], [(2, None, "quotes")],
    ),
    "text after a quote": (
        "sources", relined("sources", 4, lambda line: b'"closed" too early,' + line.replace(b'"', b"")),
        [(4, None, "quotes")], [(4, None, "quotes")],
    ),
    "two headers": ("claims", relined("claims", 1, lambda line: line + b"\n" + line), [], [(2, None, "header-twice")]),
    "a column renamed": (
        "claims", changed("claims", header={"locator": "locatorzz"}), [],
        [(1, "locator", "column"), (1, "locatorzz", "column")],
    ),
    "a needed column renamed": (
        "events", changed("events", header={"title": "titlezz"}), [(1, "title", "column")],
        [(1, "title", "column"), (1, "titlezz", "column")],
    ),
    "a long title": ("events", changed("events", 3, title="x" * 71), [], [(5, "title", "chars")]),
    "a long summary": ("events", changed("events", 3, summary="word " * 61), [], [(5, "summary", "words")]),
    "a long label": ("events", changed("events", 2, label="ы" * 40), [(4, "label", "chars")], [(4, "label", "chars")]),
    "a page": ("events", HTML, [(None, None, TABLE)], [(1, None, "table")]),
    "an archive": (
        "events", zipped({"events.bin": "no table"}), [(None, None, TABLE)], [(1, None, "encoding")],
    ),
    "JSON": ("events", b'["a", {"b": 1}]', [(None, None, "json")], [(1, None, "table")]),
    "separators": ("events", b",,,,\n,,,,\n", [(None, None, "empty")], [(None, None, "empty")]),
    **{
        f"no {one.name} of {name}": (
            name, changed(name, at % len(SOUND[name]), **{one.name: ""}),
            [(at % len(SOUND[name]) + 2, one.name, "required")] if one.name in NEEDED[name] else [],
            [(at % len(SOUND[name]) + 2, one.name, "required")],
        )
        for name in NAMES
        for at, one in enumerate(one for one in TABLES[name].fields if one.required)
        # an id made of the title is another, and what refers to the row is then told, as is a unit that does not fit
        if one.name not in ("id", "unit")
    },
}  # fmt: skip


def told(files: Iterable[tuple[str, bytes]]) -> list[tuple[str, int | None, str | None, str]]:
    """Return what is told of files that are brought; no record comes of them where anything is."""
    found = bring(list(files))
    assert (found.record is None) == bool(found.problems)
    return places(found)


def read(files: Mapping[str, bytes], folder: Path) -> list[tuple[str, int | None, str | None, str]]:
    """Return what is told of a folder that holds files."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return places(problems_of(folder))


def test_the_tables_cut_are_sound(tmp_path: Path) -> None:
    """Before anything is broken, nothing is told: neither of tables that are brought nor of a folder."""
    assert told(SMALL.items()) == read(SMALL, tmp_path) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_where_it_is(fault: str, tmp_path: Path) -> None:
    """One fault in one file is named by file, line, column and rule, and nothing besides; in a folder as well."""
    name, content, brought, strict = FAULTS[fault]
    files = SMALL | {f"{name}.csv": content}
    assert told(files.items()) == [(f"{name}.csv", *place) for place in brought]
    assert read(files, tmp_path) == [(f"{name}.csv", *place) for place in strict]
