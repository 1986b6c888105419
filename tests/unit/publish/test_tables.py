"""Tables leave as CSV that a spreadsheet can open without running anything, and come back the same."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dyad.importing.bringing import bring
from dyad.importing.files import open_file
from dyad.publish.tables import (
    frame_csv,
    problem_copy,
    record_workbook,
    table_csv,
    template,
    template_workbook,
    write_csv,
    write_xlsx,
)
from dyad.record import Record
from dyad.record.folding import UNSEEN
from dyad.record.grids import shield, unshield
from dyad.record.schema import ALL_TABLES, TABLES, TableName
from dyad.record.tables import About, table_frame
from dyad.record.text_tables import read_text_table
from tests.unit.brought import sheet, whole
from tests.unit.tables import NAMES, Row


def read_back(content: bytes) -> list[Row]:
    """Return the rows of a CSV file, every cell text."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


HOSTILE = (  # what means something to a spreadsheet or a parser
    "=1+1", "+7 495", "-12.5", "-", "@SUM(A1)", "=cmd|' /C calc'!A0", "'tis", "'=1", "''=1", "'\tx", "'\rx", "'", "'\\",
    '"quoted"', '"', '""', "a\nb", "a\r\nb", "a\rb", "=a\nb", "a,b", "a;b", "; ", "a\tb", "NA", "NaN", "None", "null",
    "TRUE", "0012", "1e5", "1,234", "04/05/2016", "روس اور پاکستان", "שלום", "\u200fא\u200e", "Дружба-2017", "e\u0301",
    "👩‍🚀", "<b>x</b>", "**x**", "$x$", "sep=;", "|", "\u00a0x", "\ufeffx", "id", "title",
)  # fmt: skip
CHARACTERS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
RISKY = st.builds(str.__add__, st.sampled_from("=+-@\t\r'\",\n;"), CHARACTERS) | st.text("'=+-@\t\r x", max_size=6)


def assert_is_itself_again(text: str) -> None:
    """Assert that a text leaves as no formula, but for the shield as it is, and is read again as it was."""
    columns, empty = TABLES["sources"].columns, pd.DataFrame()
    tables = dict.fromkeys(TABLES, empty) | {"sources": pd.DataFrame([[text] * len(columns)], columns=list(columns))}
    about = About(title="A", economies={}, years=(2003, 2017))
    written = table_csv(Record(about=about, **tables, version=""), "sources")
    for left in read_back(written)[0].values():
        assert not left.startswith(("=", "+", "-", "@", "\t", "\r"))
        assert left in (text, "'" + text)
        assert unshield(left) == text
    if text.strip() == text != "" and text[0] != "\ufeff" and not UNSEEN.search(text):  # else it is not kept
        frame, problems = read_text_table(written, table=TABLES["sources"])
        assert problems == []
        assert set(frame.loc[0, list(columns)]) == {text}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_cell_is_itself_again(text: str) -> None:
    """A cell that means something to a spreadsheet or a parser begins no formula, and comes back as the text it is."""
    assert_is_itself_again(text)


@given(CHARACTERS | RISKY)
def test_any_cell_is_itself_again(text: str) -> None:
    """So does whatever else stands in a cell."""
    assert_is_itself_again(text)


@pytest.mark.parametrize("name", NAMES)
def test_the_file_is_the_table(record: Record, raw: dict[str, list[Row]], name: TableName) -> None:
    """The download has the columns and rows of the table, each cell as the file has it, but for shields."""
    rows = read_back(table_csv(record, name))
    assert list(rows[0]) == list(TABLES[name].columns)
    assert len(rows) == len(raw[name])
    numeric = {field.name for field in TABLES[name].fields if field.kind in ("number", "integer")}
    original = {row["id"]: row for row in raw[name]} if "id" in raw[name][0] else dict(enumerate(raw[name]))
    for at, row in enumerate(rows):
        for column, cell in row.items():
            stands = original[row.get("id", at)][column]  # type: ignore[index]
            if column in numeric and stands:
                assert float(cell) == float(stands)
            else:
                assert cell == shield(stands)


@given(st.decimals(min_value="-9999999999", max_value="9999999999", places=4, allow_nan=False) | st.just("0.00001"))
def test_any_number_comes_back(number: object) -> None:
    """A number leaves in a form that the reader takes, unshielded where it is negative, and is the same number."""
    written = f"{number:f}" if not isinstance(number, str) else number
    trade = sheet("indicator|economy|year|period|basis|value|reporter", f"gdp|PAK|2003|calendar|statistics|{written}|x")
    record = whole([("e.csv", sheet("title|date", "A|2003")), ("trade.csv", trade)])
    (left,) = (row["value"] for row in read_back(table_csv(record, "trade")))
    assert "e" not in left.lower()
    assert float(left) == float(written)


# -- what helps to bring tables ----------------------------------------------------------------

BAD_EVENTS = [["=1+1", "2003-13"], ["Good", "2004"], ["", "soon"]]


@pytest.mark.parametrize("name", [*NAMES, "lesson"])
def test_a_template_is_the_table_with_a_few_rows(record: Record, name: TableName) -> None:
    """A template has every column in order, and a few rows that are those of the record."""
    rows = read_back(template(record, name))
    assert list(rows[0]) == list(ALL_TABLES[name].columns)
    assert 1 <= len(rows) <= 9
    if name != "lesson":
        assert {row["id"] for row in rows if "id" in row} <= set(getattr(record, name).get("id", []))


def test_a_template_of_a_record_of_events_alone() -> None:
    """A record without trade, claims and lesson has templates too; the workbook has a sheet for each."""
    record = whole([("e.csv", sheet("title|date", "A|2002"))])
    for name in ALL_TABLES:
        assert template(record, name).startswith(b"\xef\xbb\xbf")
    book = template_workbook(record)
    assert bring([("book.xlsx", book)]).record is not None
    assert [grid.sheet for grid in open_file("book.xlsx", book)] == [*ALL_TABLES]


def test_a_workbook_has_the_tables_as_they_are(record: Record, root: Path) -> None:
    """Every cell of every table is read back from its sheet, formulas too."""
    lesson = (root / "data" / "lesson.csv").read_bytes()
    events = record.events.copy()
    events.loc[0, ["title", "note", "place"]] = ["=1+1", "'@x", "-2"]
    odd = replace(record, events=events, comparison=record.comparison.head(100))
    book = record_workbook(odd, lesson)
    grids = {grid.sheet: grid for grid in open_file("record.xlsx", book)}
    assert list(grids) == [*odd.tables, "lesson"]
    for name in odd.tables:
        table = table_frame(odd, name)
        assert grids[name].header == tuple(table.columns)
        assert [cells for _, cells in grids[name].rows] == [tuple(row) for row in table.itertuples(index=False)]
    packed = zipfile.ZipFile(io.BytesIO(book))
    assert not [name for name in packed.namelist() if b"<f>" in packed.read(name)]
    assert "lesson" not in {grid.sheet for grid in open_file("record.xlsx", record_workbook(record))}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_copy_names_the_problems_of_each_row_and_can_be_brought_again(form: str) -> None:
    """The copy is the file with one more column, in which each row's problems stand, also when it is brought again."""
    header, name = ("title", "date"), f"mine.{form}"
    content = write_csv(header, BAD_EVENTS) if form == "csv" else write_xlsx({"events": (header, BAD_EVENTS)})
    first = bring([(name, content)])
    second = bring([(name, problem_copy(first, name))])
    assert second.problems == first.problems
    (grid,) = open_file(name, problem_copy(second, name))
    assert grid.header == ("title", "date", "problem")
    assert [list(cells[:2]) for _, cells in grid.rows] == BAD_EVENTS
    for line, cells in grid.rows:
        told = [problem for problem in first.problems if problem.line == line]
        assert all(problem.message in cells[2] and f"{problem.column}: " in cells[2] for problem in told)
        assert bool(cells[2]) == bool(told)
    mended = [(line, (f"Title {line}", "2003", cells[2])) for line, cells in grid.rows]
    again = bring([("mine.csv", write_csv(grid.header, [cells for _, cells in mended]))])
    assert again.problems == ()
    assert again.record is not None


@pytest.mark.parametrize("name", ["book.xlsx", "book.csv"])
def test_a_copy_of_a_workbook_has_all_its_sheets(name: str) -> None:
    """Each sheet has a column of its own, with the problems of that sheet alone, whatever the file is called."""
    book = write_xlsx(
        {"events": (("title", "date"), [("A", "soon")]), "sources": (("title", "url"), [("S", "nowhere")])}
    )
    copy = problem_copy(bring([(name, book)]), name)
    said = {grid.sheet: grid.rows[0][1][-1] for grid in open_file(name, copy)}
    assert said["events"].startswith("date: ")
    assert said["sources"].startswith("url: ")
    assert "url" not in said["events"]


def test_rows_of_text_leave_in_the_columns_of_their_table() -> None:
    """What a table has no column for is left out, what the rows lack is empty, and formulas are shielded."""
    rows = pd.DataFrame({"mood": ["x", "y"], "title": ["=A", "B"], "line": [2, 3]}, index=[7, 9])
    back = read_back(frame_csv(rows, ALL_TABLES["lesson"]))
    assert [row["title"] for row in back] == ["'=A", "B"]
    assert set(back[0]) == set(ALL_TABLES["lesson"].columns)
    assert {cell for row in back for name, cell in row.items() if name != "title"} == {""}
