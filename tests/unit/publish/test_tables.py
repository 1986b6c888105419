"""Tables leave as CSV that a spreadsheet can open without running anything, and come back the same."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dyad.publish.tables import FORMULA_STARTS, shield, table_csv, table_frame
from dyad.record import Record, read_record
from dyad.record.reading import read_text_table, type_table
from dyad.record.schema import TABLES, TableName
from tests.unit.tables import NAMES, PACKAGE, Row, find, read_rows, write_rows

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
RISKY = st.builds(str.__add__, st.sampled_from(["=", "+", "-", "@", "\t", "\r", "'", '"', ","]), TEXT)


def read_back(content: bytes) -> list[Row]:
    """Return the rows of a CSV file, every cell text."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_formula_becomes_text(start: str) -> None:
    """A cell that a spreadsheet would take for a formula is shielded, others are left as they are."""
    assert shield(f"{start}cmd|' /C calc'!A0") == f"'{start}cmd|' /C calc'!A0"
    assert shield(f"x{start}1") == f"x{start}1"
    assert shield("") == ""
    assert start in FORMULA_STARTS


@given(TEXT | RISKY)
def test_no_cell_begins_a_formula(text: str) -> None:
    """Whatever the text, what leaves begins no formula, and is the text but for the shield."""
    left = shield(text)
    assert not left.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert left in (text, "'" + text)


@given(cells=st.lists(TEXT | RISKY, min_size=6, max_size=6))
@settings(max_examples=100)
def test_any_text_comes_back(record: Record, cells: list[str]) -> None:
    """A table with any text in its cells leaves shielded, and reads back as that text."""
    sources = record.sources.head(2).copy()
    for at, column in enumerate(("title", "publisher", "note")):
        sources[column] = cells[2 * at : 2 * at + 2]
    rows = read_back(table_csv(replace(record, sources=sources), "sources"))
    assert len(rows) == 2
    for row, source in zip(rows, sources.to_dict("records"), strict=True):
        for column in ("title", "publisher", "note"):
            assert row[column] == shield(source[column])
        assert row["id"] == source["id"]


@pytest.mark.parametrize("name", NAMES)
def test_the_file_is_the_table(record: Record, raw: dict[str, list[Row]], name: TableName) -> None:
    """The download has the columns and rows of the table, each cell as the file has it, but for shields."""
    rows = read_back(table_csv(record, name))
    assert list(rows[0]) == list(TABLES[name].columns)
    numeric = {field.name for field in TABLES[name].fields if field.kind in ("number", "integer")}
    original = {row["id"]: row for row in raw[name]} if "id" in raw[name][0] else dict(enumerate(raw[name]))
    for at, row in enumerate(rows):
        for column, cell in row.items():
            stands = original[row.get("id", at)][column]  # type: ignore[index]
            if column in numeric and stands:
                assert float(cell) == float(stands)
            else:
                assert cell == shield(stands)


def test_numbers_stay_numbers(folder: Path) -> None:
    """A negative figure is not shielded: it has to be computed with."""
    rows = read_rows(folder, "trade")
    at = find(folder, "trade", indicator="gdp", economy="PAK", year="2003")
    rows[at] |= {"value": "-12.5", "note": "-12.5"}
    write_rows(folder, "trade", rows)
    (row,) = [row for row in read_back(table_csv(read_record(folder), "trade")) if row["note"].endswith("-12.5")]
    assert (row["value"], row["note"], row["out_of"]) == ("-12.5", "'-12.5", "")


def test_what_leaves_can_be_read_again(record: Record, folder: Path) -> None:
    """The four downloads, put in a folder with the package, are the same record."""
    for name in NAMES:
        (folder / f"{name}.csv").write_bytes(table_csv(record, name))  # type: ignore[arg-type]
    again = read_record(folder)
    for name in NAMES:
        pd.testing.assert_frame_equal(getattr(record, name), getattr(again, name))
    assert (folder / PACKAGE).is_file()


@given(st.decimals(min_value="-9999999999", max_value="9999999999", places=4, allow_nan=False) | st.just("0.00001"))
@settings(max_examples=100)
def test_any_number_comes_back(number: object) -> None:
    """A number that the reader takes leaves in a form that the reader takes, and is the same number."""
    written = f"{number:f}" if not isinstance(number, str) else number
    columns = ",".join(TABLES["trade"].columns)
    row = f"gdp,PAK,,2003,calendar,statistics,,{written},,,USD million,,x,x,"
    frame, problems = read_text_table(f"{columns}\n{row}\n".encode(), table=TABLES["trade"])
    assert problems == []
    assert frame is not None
    typed = type_table(frame, name="trade")
    left = str(table_frame(_with_trade(typed), "trade")["value"].iloc[0])
    assert "e" not in left.lower()
    assert float(left) == float(written)


def _with_trade(trade: pd.DataFrame) -> Record:
    empty = pd.DataFrame()
    return Record(about=None, events=empty, claims=empty, trade=trade, sources=empty, version="")  # type: ignore[arg-type]


def test_excel_is_told_the_encoding(record: Record) -> None:
    """The file begins with a byte-order mark and ends its lines as spreadsheets expect."""
    content = table_csv(record, "events")
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")


def test_the_record_is_left_alone(record: Record) -> None:
    """Writing tables out changes none of them."""
    before = {name: getattr(record, name).copy(deep=True) for name in NAMES}
    for name in NAMES:
        table_csv(record, name)  # type: ignore[arg-type]
    for name, frame in before.items():
        pd.testing.assert_frame_equal(frame, getattr(record, name))
