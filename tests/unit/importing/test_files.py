"""A file that somebody brings is read as tables of plain text, or it is said what is wrong with it."""

from __future__ import annotations

import csv
import io
import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dyad.importing.files import MAX_FILE_BYTES, open_file
from dyad.publish.tables import write_csv, write_xlsx
from dyad.record import RecordError, folding
from dyad.record.grids import MAX_CELL_CHARS, MAX_COLUMNS, MAX_ROWS, Grid
from tests.unit.brought import grid_of, refused, zipped

PLAIN = "id;date;title\r\n1;2016-04-26;“Treaty”\r\n2;2017;a, b | c\r\n"


def rules(grid: Grid) -> list[tuple[str, int | None]]:
    """Return the rules that a table breaks, each with its line."""
    return [(problem.rule, problem.line) for problem in grid.problems]


# -- separators ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("mark", "word"), [(",", "comma"), (";", "semicolon"), ("\t", "tab"), ("|", "pipe")])
def test_the_separator_is_recognised(mark: str, word: str) -> None:
    """Comma, semicolon, tab and pipe part cells, and the other three are text in quoted cells."""
    rows = [["id", "title", "note"], ["1", "a, b; c\td|e", "x"], ["2", "", 'say "no"']]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=mark).writerows(rows)
    grid = grid_of(text.getvalue())
    assert grid.header == tuple(rows[0])
    assert grid.rows == ((2, tuple(rows[1])), (3, tuple(rows[2])))
    assert grid.read_as == f"{word}-separated, UTF-8"
    assert grid.problems == ()


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ("id;title\n1;Oil, gas, coal\n2;Arms, ships, grain\n", ("id", "title")),
        ("id,sources\n1,a;b\n2,c;d\n3,e;f\n", ("id", "sources")),
        ("id;value\n1;3,5\n2;4,5\n3;5,5\n", ("id", "value")),
        ("id,title\n1,x\n2,a,b\n3,y\n4,c,d\n", ("id", "title")),
        ("name, given;born\nKhan, Ayub;1907\nPutin;1952\nBhutto;1928\n", ("name, given", "born")),
        ("id,title\n1\n2\n3\n", ("id", "title")),
    ],
)
def test_structure_decides_between_separators(text: str, header: tuple[str, ...]) -> None:
    """The separator is the one that cuts the first rows alike, not the most frequent one."""
    assert grid_of(text).header == header


def test_one_column_is_a_table() -> None:
    """A list of lines is a table of one column, and its commas are text."""
    grid = grid_of("title\nSochi\nMoscow, Russia\nUfa, Bashkortostan, Russia\n")
    assert [cells for _, cells in grid.rows] == [("Sochi",), ("Moscow, Russia",), ("Ufa, Bashkortostan, Russia",)]
    assert grid.read_as == "one column, UTF-8"


@pytest.mark.parametrize(
    ("first", "mark", "word"),
    [("sep=;\r\n", ";", "semicolon"), ("SEP=;\n", ";", "semicolon"), ('"sep=;"\r\n', ";", "semicolon"),
     ("sep=:\n", ":", "“:”")],
)  # fmt: skip
def test_excels_own_line_names_the_separator(first: str, mark: str, word: str) -> None:
    """The line sep= names the separator, one too that is never guessed; it is no row, and counts as a line."""
    grid = grid_of(f"{first}a,b{mark}c\r\n1,2{mark}3\r\n")
    assert (grid.header, grid.rows) == (("a,b", "c"), ((3, ("1,2", "3")),))
    assert grid.read_as == f"{word}-separated, UTF-8"


# -- lines and cells ----------------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_those_of_the_file(end: str) -> None:
    """A row is known by the line it starts on, blank lines and lines within cells counted."""
    lines = ["", ";;", "id;title", '1;"two', 'lines"', "", "  ;", "2;one"]
    grid = grid_of(end.join(lines))
    assert grid.header == ("id", "title")
    assert grid.rows == ((4, ("1", f"two{end}lines")), (8, ("2", "one")))


SCRIPTS = "شہر\u200cکراچی \u200fשלום\u200e क\u200dष"  # noqa: RUF001
PLAINLY_READ = {
    "a line separator of Unicode, and a next-line character": (
        "id,title\n1,a\u2028b\u0085c\n2,d\n", ((2, ("1", "a\u2028b\u0085c")), (3, ("2", "d"))),
    ),
    "blanks around a cell go, those within it stay": ("id , title\n 1,\u00a0a b \n", ((2, ("1", "a b")),)),
    "columns without name and value": (";id;;title;;;\n;1;;x;;;\n;2;;y;;;\n", ((2, ("1", "x")), (3, ("2", "y")))),
    "more empty cells than the header has": ("id;title\n1;x;;;\n", ((2, ("1", "x")),)),
    "other scripts, with joiners and marks of direction": (f"id,title\n1,{SCRIPTS}\n", ((2, ("1", SCRIPTS)),)),
    "a quote within a cell": ('id,title\n1,the "Druzhba"\n', ((2, ("1", 'the "Druzhba"')),)),
}  # fmt: skip


@pytest.mark.parametrize(("text", "rows"), PLAINLY_READ.values(), ids=PLAINLY_READ)
def test_what_is_no_fault_is_read(text: str, rows: tuple[tuple[int, tuple[str, ...]], ...]) -> None:
    """Cells and columns as programs write them are read as a person would, and nothing is wrong with them."""
    grid = grid_of(text)
    assert (grid.header, grid.rows, grid.problems) == (("id", "title"), rows, ())


# -- what is wrong with a table -----------------------------------------------------------------


FEW, MANY = "Add the separators that are missing", "Put text that holds a separator between double quotes"
FAULTY = {  # what is told: rule, line, column, and what begins the message; the rows as they are shown
    "rows of too few and of too many cells": (
        "id,date,title\n1,2016\n2,2017,x\n3,2018,a,b\n",
        [("ragged", 2, None, f"has 2 cells where the header has 3. {FEW}"),
         ("ragged", 4, None, f"has 4 cells where the header has 3. {MANY}")],
        ((2, ("1", "2016", "")), (3, ("2", "2017", "x")), (4, ("3", "2018", "a"))),
    ),
    "a title above the header, which does not hide the table": (
        "Events, 2016\n" + "id;date;title\n" * 10,
        [("ragged", line, None, f"has 3 cells where the header has 1. {MANY}") for line in range(2, 12)],
        tuple((line, ("id",)) for line in range(2, 12)),
    ),
    "a quote that opens below the start of its row": (
        'id,title,note\n1,"a\nb","c\nd\n', [("quotes", 3, None, '"c d" opens with a double quote')], (),
    ),
    "text after a closing quote, on its line and on another": (
        'id,title\n1,"Druzhba" 2016\n2,x\n3,"a\nb"c\n4,y\n',
        [("quotes", 2, None, '"Druzhba" goes on after its closing double quote. '),
         ("quotes", 4, None, '"a b" goes on after its closing double quote on line 5. ')],
        ((3, ("2", "x")), (6, ("4", "y"))),
    ),
    "columns named alike but for case": (
        "id,Title,title,note\n1,a,b,c\n",
        [("header-twice", 1, "Title", "stands 2 times in the header: columns B, C.")], ((2, ("1", "a", "b", "c")),),
    ),
    "columns without a name that hold values": (
        "\nid,,title,\n1,,a,\n2,b,c,d\n",
        [("header-empty", 2, name, "has no name in the header, but values (the first on line 4).") for name in "BD"],
        ((3, ("1", "", "a", "")), (4, ("2", "b", "c", "d"))),
    ),
    **{
        f"a header without rows, {number}": (text, [("header-only", None, None, "has a header and no rows.")], ())
        for number, text in enumerate(("id,title\n", "id,title", "\n\nid;title;;;\n\n;;\n"))
    },
}  # fmt: skip


@pytest.mark.parametrize(("text", "told", "rows"), FAULTY.values(), ids=FAULTY)
def test_what_is_wrong_is_named_and_the_rest_shown(
    text: str, told: list[tuple[str, int | None, str | None, str]], rows: tuple[tuple[int, tuple[str, ...]], ...]
) -> None:
    """A fault of shape is named with rule, line, column and what is found; whatever can be read is there."""
    grid = grid_of(text)
    assert [(one.rule, one.line, one.column) for one in grid.problems] == [place[:3] for place in told]
    assert all(place[3] in str(one) for place, one in zip(told, grid.problems, strict=True))
    assert grid.rows == rows


def test_many_problems_are_counted() -> None:
    """Beyond two hundred, problems are counted, not named."""
    grid = grid_of("id,title\n" + "a\x07,an ordinary text, and long enough\n".replace(", ", " ") * 250)
    assert len(grid.problems) == 201
    assert (grid.problems[-1].rule, grid.problems[-1].line) == ("more", None)
    assert "has 50 more problems" in str(grid.problems[-1])


@pytest.mark.parametrize("before", ["", 'x,"a\nb"\n'])
@pytest.mark.parametrize("end", ["", '""', '"" and ""'])
def test_a_quote_never_closed_is_named_where_it_opens(before: str, end: str) -> None:
    """The line that opens the quote is named, and what follows it, not the end of the file; "" closes none."""
    line = 2 + before.count("\n")
    grid = grid_of(f'id,title\n{before}1,x\n2,"y\n3,z{end}\n')
    (problem,) = grid.problems
    assert (problem.rule, problem.line, problem.column) == ("quotes", line + 1, None)
    assert str(problem).startswith(f'events.csv line {line + 1}: "y 3,z{end}" opens with a double quote that is never')
    assert grid.rows[-1] == (line, ("1", "x"))


def test_a_header_with_broken_quotes_is_no_table() -> None:
    """When the header cannot be read, no row below is taken for it."""
    problem = refused(b'id,"title"x\n1,2\n3,4\n')
    assert (problem.rule, problem.line) == ("quotes", 1)


@pytest.mark.parametrize(
    ("character", "rule", "named"),
    [("\0", "nul", "U+0000"), ("\x07", "control", "U+0007"), ("\x1f", "control", "U+001F"),
     ("\x0b", "control", "U+000B"),
     *((chr(code), "bidi", f"U+{code:04X}") for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))],
)  # fmt: skip
def test_what_nobody_can_see_is_named(character: str, rule: str, named: str) -> None:
    """A control character, or one that turns text around, is named by line, column and code, and never shown."""
    grid = grid_of(f"id,title\n1,x\n2,a{character}b\n")
    (problem,) = grid.problems
    assert (problem.rule, problem.line, problem.column, problem.value) == (rule, 3, "title", "a\ufffdb")
    assert named in problem.message
    assert character not in str(problem) + "".join(grid.rows[1][1])


def test_what_nobody_can_see_is_found_in_header_and_name() -> None:
    """Neither the header nor the file's name can turn a message around."""
    grid = grid_of("id,ti\u202etle\n1,x,y\n", name="a\u202eb.csv")
    assert ("bidi", 1) in rules(grid)
    assert grid.header == ("id", "ti\ufffdtle")
    assert not any("\u202e" in str(problem) for problem in grid.problems)
    assert grid.file == "a\ufffdb.csv"


@pytest.mark.parametrize("chars", [10_000, 200_000])
@pytest.mark.parametrize("quote", ["", '"'])
def test_a_cell_too_long_is_named(chars: int, quote: str) -> None:
    """A cell beyond the limit is named with what it has and what is allowed, however long; the limit is allowed."""
    assert grid_of(f"id,title\n1,x\n2,{quote}{'w' * MAX_CELL_CHARS}{quote}\n").problems == ()
    grid = grid_of(f"id,title\n1,x\n2,{quote}{'w' * chars}{quote}\n3,y\n")
    (problem,) = grid.problems
    assert (problem.rule, problem.line, grid.rows[-1]) == ("too-long-cell", 3, (4, ("3", "y")))
    assert f"has {chars:,}" in str(problem)
    assert f"Allowed: {MAX_CELL_CHARS:,}" in str(problem)
    assert len(str(problem)) < 300


def test_too_many_columns_are_told() -> None:
    """One column beyond the limit is told with both numbers; the limit itself is allowed."""
    names = [f"c{number}" for number in range(MAX_COLUMNS + 1)]
    assert grid_of(write_csv(names[:-1], [names[:-1]])).problems == ()
    grid = grid_of(write_csv(names, [names]))
    assert rules(grid) == [("too-many-columns", 1)]
    assert f"has {MAX_COLUMNS + 1} columns. Allowed: {MAX_COLUMNS}." in str(grid.problems[0])
    assert len(grid.header) == len(grid.rows[0][1]) == MAX_COLUMNS


def test_too_many_rows_are_told() -> None:
    """One row beyond the limit is told with both numbers; the limit itself is allowed."""
    assert grid_of("id,n\n" + "1,2\n" * MAX_ROWS).problems == ()
    grid = grid_of("id,n\n" + "1,2\n" * (MAX_ROWS + 1))
    assert rules(grid) == [("too-many-rows", None)]
    assert f"has {MAX_ROWS + 1:,} rows. Allowed: {MAX_ROWS:,}." in str(grid.problems[0])
    assert len(grid.rows) == MAX_ROWS


# -- what is no table ---------------------------------------------------------------------------


@pytest.mark.parametrize("content", [b"", b"\n\n", b" \r\n;;;\r\n", b"\xef\xbb\xbf", b"\xff\xfe", b'"",""\n'])
def test_an_empty_file_is_told(content: bytes) -> None:
    """A file without anything but line ends and separators is told to be empty."""
    assert refused(content).rule == "empty"


def test_a_file_too_large_is_told() -> None:
    """One byte beyond the limit is too many, and the message does not say that it has what is allowed."""
    row = b"1," + b"x" * 997 + b"\n"
    assert open_file("x.csv", (b"a,b\n" + row * (MAX_FILE_BYTES // 1000))[:MAX_FILE_BYTES])
    problem = refused(row + b" " * MAX_FILE_BYTES)
    assert problem.rule == "too-large"
    assert "has 5.1 MB. Allowed: 5 MB." in str(problem)


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "JPEG"),
        (b"GIF89a\x01\0\x01\0", "GIF"),
        (b"RIFF\x1a\0\0\0WEBPVP8 ", "WebP"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        (b"{\\rtf1\\ansi a,b}", "RTF"),
        (b"<!DOCTYPE html>\n<html><body>a,b</body></html>", "web page"),
        (b"\xef\xbb\xbf\n<HTML><head>", "web page"),
        ("<!-- saved --><html>a;b".encode("utf-16"), "web page"),
        (b"<?xml version='1.0'?><svg/>", "XML"),
        (b"<html><a href='https://accounts.google.com/ServiceLogin'>Sign in</a>", "Google"),
        (zipped({"a.png": "x", "b.md": "x"}), "ZIP archive"),
        (zipped({"[Content_Types].xml": "x", "word/document.xml": "x"}), "Word"),
        (zipped({"[Content_Types].xml": "x", "ppt/presentation.xml": "x"}), "PowerPoint"),
        (zipped({"[Content_Types].xml": "x", "xl/workbook.bin": "x"}), ".xlsb"),
        (zipped({"Index/Document.iwa": "x"}), "Numbers"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "x"}), ".ods"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "Workbook".encode("utf-16-le"), "(.xls): "),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "WordDocument".encode("utf-16-le"), "old Office"),
        (b"a,b\n" + bytes(range(32)) * 20, "not text"),
    ],
)
def test_what_is_no_table_is_told_by_its_content(content: bytes, word: str) -> None:
    """A picture, a page, an archive or an old document is told for what it is, though its name ends in .csv."""
    problem = refused(content)
    assert problem.rule == "not-a-table"
    assert word in f"{problem.message[:-1]}: {problem.hint}"
    assert problem.hint


def test_json_is_told() -> None:
    """JSON is no table, but one whose first cell begins with a bracket, or as ZIP archives do, is."""
    assert refused(json.dumps({"id": [1, 2]}).encode()).rule == "json"
    assert refused(b" [1, 2]").rule == "json"
    assert grid_of("[id],{title}\n1,x\n").header == ("[id]", "{title}")
    assert grid_of("PKR,USD\n104,1\n").header == ("PKR", "USD")


# -- whatever it is -----------------------------------------------------------------------------


def check(name: str, content: bytes) -> None:
    """Assert what holds of any file: tables or problems, and each table a rectangle of clean cells."""
    tables: tuple[Grid, ...] = ()
    with suppress(RecordError):
        tables = open_file(name, content)
        assert tables
    for grid in tables:
        assert any(grid.header)
        lines = [line for line, _ in grid.rows]
        assert lines == sorted(set(lines))
        for cells in (grid.header, *(cells for _, cells in grid.rows)):
            assert len(cells) == len(grid.header) <= MAX_COLUMNS
            assert all(cell == cell.strip() and len(cell) <= MAX_CELL_CHARS for cell in cells)
            assert not any(folding.UNSEEN.search(cell) for cell in cells)
        assert all(problem.rule and problem.message and problem.hint for problem in grid.problems)


PIECES = [
    b'"', b";", b",", b"\n", b"\r", b"\0", b"\x85", b"\xff\xfe", b"\xef\xbb\xbf", b"sep=;\n", b"'=", b"{", b"\xd8\x00",
]  # fmt: skip
CHANGES = st.lists(
    st.tuples(st.integers(0, 5_000), st.integers(0, 8), st.binary(max_size=3) | st.sampled_from(PIECES)), max_size=6
)


def changed(content: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    """Return `content` with pieces of it replaced."""
    for at, length, piece in changes:
        at %= len(content) + 1
        content = content[:at] + piece + content[at + length :]
    return content


BOOK = write_xlsx({"events": (["id", "title"], [["1", "x"], ["2", "y"]]), "claims": (["id"], [["1"]])})


@given(st.sampled_from([BOOK, *map(PLAIN.encode, ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-be"])]), CHANGES)
def test_a_damaged_file_is_opened(content: bytes, changes: list[tuple[int, int, bytes]]) -> None:
    """However a sound CSV file or workbook is damaged, there are tables or problems, and nothing else is raised."""
    check("x.csv", changed(content, changes))


CELL = st.sampled_from(["'=1", "''=1", "'tis", "'\tx", "-3.5"]) | st.text(
    st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12
).map(lambda text: folding.visible(text).strip() or "x")
ROWS = st.integers(2, 4).flatmap(
    lambda wide: st.lists(st.lists(CELL, min_size=wide, max_size=wide), min_size=1, max_size=5)
)


@given(ROWS)
def test_what_is_written_is_read_back(rows: list[list[str]]) -> None:
    """A table written as CSV or as a workbook comes back cell by cell, formulas included."""
    header = [f"column {number}" for number, _ in enumerate(rows[0])]
    expected = tuple((line, tuple(row)) for line, row in enumerate(rows, start=2))
    for content in (write_csv(header, rows), write_xlsx({"s": (header, rows)})):
        (grid,) = open_file("x", content)
        assert grid.rows == expected
        assert grid.header == tuple(header)
        assert grid.problems == ()
