"""The tables are read as text first, then typed by the schema."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from dyad import __version__
from dyad.record import read_record
from dyad.record.schema import SCHEMA_VERSION, TABLES
from tests.unit.brought import problems_of
from tests.unit.tables import (
    NAMES,
    PACKAGE,
    Raw,
    add,
    change,
    columns_of,
    figure,
    find,
    read_package,
    read_rows,
    write_package,
    write_rows,
)


def test_an_undated_event_comes_last(folder: Path) -> None:
    """An event without a date is read, stands last and is called undated."""
    change(folder, "events", 0, date="")
    last = read_record(folder).events.iloc[-1]
    assert last["id"] == read_rows(folder, "events")[0]["id"]
    assert last["date_text"] == "undated"


@pytest.mark.parametrize(
    "saved",
    [lambda content: b"\xef\xbb\xbf" + content, lambda content: content.replace(b"\n", b"\r\n") + b"\r\n"],
    ids=["byte-order mark", "CRLF"],
)
def test_files_of_windows_are_accepted(folder: Path, saved: Callable[[bytes], bytes]) -> None:
    """Tables and package saved with a byte-order mark, or with CRLF and a blank line at the end, read the same."""
    plain = read_record(folder)
    for file in folder.iterdir():
        file.write_bytes(saved(file.read_bytes()))
    again = read_record(folder)
    for name in NAMES:
        pd.testing.assert_frame_equal(getattr(plain, name), getattr(again, name))


def test_the_order_of_columns_is_free(folder: Path) -> None:
    """Columns may stand in any order."""
    plain = read_record(folder)
    write_rows(folder, "trade", read_rows(folder, "trade"), columns=columns_of(folder, "trade")[::-1])
    pd.testing.assert_frame_equal(plain.trade, read_record(folder).trade)


def test_tables_of_before_are_read_without_the_columns_they_lack(folder: Path) -> None:
    """A folder of the first schema has no optional column and states no version: it reads as before, those empty."""
    whole = read_record(folder)
    optional = {name: set(TABLES[name].columns) - set(TABLES[name].needed) for name in NAMES}
    assert {name for name, columns in optional.items() if columns} == {"events", "sources"}
    for name in NAMES:
        rows = [{column: row[column] for column in TABLES[name].needed} for row in read_rows(folder, name)]
        write_rows(folder, name, rows, columns=list(TABLES[name].needed))
    package = read_package(folder)
    assert package["dyad"].pop("schema_version") == SCHEMA_VERSION
    write_package(folder, package)
    before = read_record(folder)
    for name, columns in optional.items():
        now, then = getattr(whole, name), getattr(before, name)
        pd.testing.assert_frame_equal(then.drop(columns=list(columns)), now.drop(columns=list(columns)))
        for column in columns:
            assert then[column].replace("", None).isna().all()
            assert now[column].notna().any()


def test_later_tables_say_which_version_they_need(folder: Path) -> None:
    """What a later schema may have that is unknown here is one problem: where, what is allowed, what to do."""
    columns = columns_of(folder, "events")
    write_rows(
        folder, "events", [row | {"mood": "glad"} for row in read_rows(folder, "events")], columns=[*columns, "mood"]
    )
    package = read_package(folder)
    package["dyad"] = {"schema_version": SCHEMA_VERSION + 1, "spans": "of another form"}
    write_package(folder, package)
    (problem,) = problems_of(folder)
    assert str(problem) == (
        f'datapackage.json: "schema_version {SCHEMA_VERSION + 1}" is of later tables. Allowed: 1 to {SCHEMA_VERSION}, '
        f"which dyad {__version__} reads. Install a later dyad, one that reads {SCHEMA_VERSION + 1}."
    )


@pytest.mark.parametrize("stated", [0, True, 1.5, "two", None])
def test_what_is_no_version_of_a_schema_is_told(folder: Path, stated: object) -> None:
    """A version is a whole number; the tables are judged all the same."""
    package = read_package(folder)
    package["dyad"]["schema_version"] = stated
    write_package(folder, package)
    line = change(folder, "events", 0, scope="nowhere")
    assert [(one.file, one.line) for one in problems_of(folder)] == [(PACKAGE, None), ("events.csv", line)]


def test_spaces_around_cells_and_list_values_go(folder: Path) -> None:
    """Blanks around a cell or around the values of a list are not part of them."""
    at = find(folder, "events", id="druzhba-2016")
    row = read_rows(folder, "events")[at]
    change(folder, "events", at, title=f"  {row['title']} ", sources=row["sources"].replace(";", " ; "))
    event = read_record(folder).event("druzhba-2016")
    assert event.title == row["title"]
    assert event.sources == tuple(row["sources"].split(";"))


@pytest.mark.parametrize("file", ["events.csv", "claims.csv", "trade.csv", "sources.csv", "datapackage.json"])
def test_the_version_follows_every_file(folder: Path, file: str) -> None:
    """One more blank at the end of any file makes another version; the same files make the same."""
    before = read_record(folder).version
    assert read_record(folder).version == before
    (folder / file).write_bytes((folder / file).read_bytes() + b"\n")
    assert read_record(folder).version != before


def test_claims_make_an_event_part_of_the_essay(folder: Path) -> None:
    """An event is in the essay when a claim names it, and no longer when none does."""
    assert "valdai-2017" in read_record(folder).claimed_events
    rows = [row | {"event": row["event"].replace("valdai-2017", "")} for row in read_rows(folder, "claims")]
    write_rows(folder, "claims", rows)
    assert "valdai-2017" not in read_record(folder).claimed_events


def test_the_span_reaches_over_all_that_is_known(folder: Path, raw: Raw) -> None:
    """The span runs from the earliest to the latest year of any event or figure."""
    years = [int(row["year"]) for row in raw["trade"] if row["year"]] + [int(row["date"][:4]) for row in raw["events"]]
    assert read_record(folder).span == (min(years), max(years))
    add(folder, "trade", **figure(year="1950"))
    assert read_record(folder).span == (1950, max(years))
