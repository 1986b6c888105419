"""An Excel workbook is read as text, sheet by sheet, and cannot harm whoever reads it; workbooks are written too."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
import zlib
from collections.abc import Mapping
from datetime import datetime

import pytest
import xlsxwriter

from dyad.importing import workbooks
from dyad.importing.files import open_file
from dyad.importing.workbooks import tables_in
from dyad.publish.tables import EXCEL_CELL_CHARS, pack, write_csv, write_xlsx
from tests.unit.brought import grid_of, refused, zipped

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
SMALL = write_xlsx({"events": (["id", "title"], [["1", "x"]])})
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def repacked(changes: Mapping[str, bytes]) -> bytes:
    """Return the small workbook with some of its parts replaced."""
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SMALL)) as old, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
        for name in dict.fromkeys([*old.namelist(), *changes]):
            new.writestr(name, changes[name] if name in changes else old.read(name))
    return content.getvalue()


def sheet(rows: str) -> bytes:
    """Return the XML of a sheet with these rows."""
    return f'<worksheet xmlns="{SPACE}"><sheetData>{rows}</sheetData></worksheet>'.encode()


# -- what is read -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def mixed() -> bytes:
    """Return a workbook as Excel keeps it: numbers, dates and formulas, empty sheets, a chart, a hidden sheet."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    day, minute, hours = (book.add_format({"num_format": form}) for form in ("yyyy-mm-dd", "d.m.yy hh:mm", "[h]:mm"))
    events = book.add_worksheet("Events")
    events.write_row(2, 1, ["id", "year", "value", "when", "done"])
    events.write_row(3, 1, ["a", 2003, 405.25])
    events.write_datetime(3, 4, datetime(2016, 4, 26), day)
    events.write_boolean(3, 5, True)
    events.write_row(5, 1, ["b", 1e21, 0.1 + 0.2])
    events.write_datetime(5, 4, datetime(2016, 4, 26, 14, 30), minute)
    events.write_boolean(5, 5, False)
    events.write_row(6, 1, [" '=1+1 ", -1e-9, -0.0])
    events.write_number(6, 4, 1.25, hours)
    events.write_formula(6, 5, "=1+1", value=2)
    book.add_worksheet("Empty")
    hidden = book.add_worksheet("Lists")
    hidden.write_row(0, 0, ["theme"])
    hidden.write_row(1, 0, ["economy"])
    hidden.hide()
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Events!$D$4:$D$6"})
    book.add_chartsheet("Chart").set_chart(chart)
    book.close()
    return content.getvalue()


def test_every_sheet_with_something_in_it_is_a_table(mixed: bytes) -> None:
    """Empty sheets and charts are left out; a hidden sheet is read, and said to be hidden."""
    grids = open_file("class.xlsx", mixed)
    assert [(grid.sheet, grid.read_as) for grid in grids] == [
        ("Events", "sheet “Events”"),
        ("Lists", "sheet “Lists”, hidden"),
    ]
    assert [(grid.file, grid.guessed) for grid in grids] == [("class.xlsx", False)] * 2


def test_cells_become_text(mixed: bytes) -> None:
    """Numbers have no exponent and no noise, dates are ISO, a day has no midnight; lines are those of the sheet."""
    grid = open_file("class.xlsx", mixed)[0]
    assert grid.header == ("id", "year", "value", "when", "done")
    assert grid.rows == (
        (4, ("a", "2003", "405.25", "2016-04-26", "TRUE")),
        (6, ("b", "1000000000000000000000", "0.3", "2016-04-26T14:30:00", "FALSE")),
        (7, ("=1+1", "-0.000000001", "0", "30:00:00", "2")),
    )
    assert grid.problems == ()


def test_cells_merged_over_rows_are_named() -> None:
    """Of cells merged over rows the first has the value, and each other one of a row is told; empty ones are not."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    table = book.add_worksheet("s")
    for line, row in enumerate([["id", "year", "note"], ["a"], ["b"], ["c", "2004"]]):
        table.write_row(line, 0, row)
    table.merge_range(1, 1, 2, 1, "2003")
    table.merge_range(1, 2, 3, 2, "")
    table.merge_range(4, 0, 8, 1, "A line below the table")
    book.close()
    problems = grid_of(content.getvalue()).problems
    assert [(problem.rule, problem.line, problem.column) for problem in problems] == [("merged", 3, "B")]
    assert "is merged with line 2, " in str(problems[0])


def test_texts_in_several_pieces_are_whole() -> None:
    """A text with bold words in it is read whole, without how it is pronounced, and unescaped."""
    strings = (
        "<si><t>id</t></si><si><r><t>bold</t></r><r><t xml:space='preserve'> word</t></r><rPh><t>no</t></rPh></si>"
        "<si><t>a_x000A_b_x005F_x0041__xD800_</t></si>"
    )
    part = f'<x:sst xmlns:x="{SPACE}">{strings}</x:sst>'.replace("si>", "x:si>")
    rows = "".join(f'<row><c t="s"><v>{number}</v></c></row>' for number in range(3))
    grid = grid_of(repacked({STRINGS: part.encode(), SHEET: sheet(rows)}))
    assert [cells for _, cells in grid.rows] == [("bold word",), ("a\nb_x0041__xD800_",)]


@pytest.mark.parametrize(
    ("cell", "shown", "told"),
    [
        ('<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!", "Mend"),
        ('<c t="e"><v>#DIV/0!</v></c>', "#DIV/0!", "Mend"),
        ("<c s='1' t = 'e' ><f t='shared' si='0'/><v xml:space='preserve'>#DIV/0!</v></c>", "#DIV/0!", "Mend"),
        ('<x:c xmlns:x="y" t="e"><x:f>1/0</x:f><x:v>#DIV/0!</x:v></x:c>', "#DIV/0!", "Mend"),
        ('<c r="B2"><f>A1</f><v></v></c>', "", "spreadsheet program"),
        ('<c r="B2" t="n"><f>A1</f><v/></c>', "", "spreadsheet program"),
        ('<c><f t="shared" si="0"/></c>', "", "spreadsheet program"),
        ("<c>\n <f t='shared' si='0' />\n <v />\n</c>", "", "spreadsheet program"),
        ('<x:c xmlns:x="y"><x:f>A1</x:f></x:c>', "", "spreadsheet program"),
        ('<c t="str"><f>""</f><v></v></c>', "", ""),
        ("<c><v></v></c>", "", ""),
        ("<c><f>1+1</f><v>2</v></c>", "2", ""),
    ],
)  # fmt: skip
def test_a_formula_that_failed_or_has_no_value_is_told(cell: str, shown: str, told: str) -> None:
    """Whatever program wrote it, it is named by line and column, without the mark that the reader puts there.

    So is one that no program has worked out; an empty text that one gave is a value.
    """
    row = "<row><c><v>1</v></c>"
    grid = grid_of(repacked({SHEET: sheet(f"{row}<c><v>2</v></c></row>{row}{cell}</row>")}))
    assert [(one.rule, one.line, one.column, one.value or "") for one in grid.problems] == (
        [("formula", 2, "B", shown)] if told else []
    )
    assert all(told in problem.hint for problem in grid.problems)
    assert grid.rows == ((2, ("1", shown)),)


def test_formulas_without_a_value_alone_are_told() -> None:
    """A row that holds nothing else is no empty row."""
    rows = '<row r="1"><c><v>1</v></c></row><row r="2"><c><f>A1</f></c></row><row r="3"><c><v>3</v></c></row>'
    grid = grid_of(repacked({SHEET: sheet(rows)}))
    assert (grid.rows, [problem.line for problem in grid.problems]) == (((3, ("3",)),), [2])


def test_what_a_failed_formula_shows_may_be_typed() -> None:
    """The same words as text are text."""
    assert grid_of(write_xlsx({"s": (["id"], [["#DIV/0!"]])})).problems == ()


@pytest.mark.parametrize("since_1904", [False, True])
@pytest.mark.parametrize("form", ["mmm-yy", "yyyy\\-mm", '[$-409]mmmm" had days in "yyyy;@'])
def test_a_month_or_year_is_no_day(form: str, *, since_1904: bool) -> None:
    """What Excel makes of 2016-05, and shows as May-16, is that month; so with a year. A day known or shown stays."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"date_1904": since_1904})
    table = book.add_worksheet("s")
    table.write(0, 0, "date")
    day, year = (book.add_format({"num_format": shown}) for shown in ("d mmm yyyy", "yyyy"))
    month = book.add_format({"num_format": form})
    table.write_datetime(1, 0, datetime(2016, 5, 1), month)
    table.write_datetime(2, 0, datetime(2016, 5, 2), month)
    table.write_datetime(3, 0, datetime(2016, 5, 1), day)
    table.write_formula(4, 0, "=A2", month, value=42491 - 1462 * since_1904)
    table.write_number(5, 0, 42491)
    table.write_datetime(6, 0, datetime(2016, 1, 1), year)
    table.write_datetime(7, 0, datetime(2016, 5, 1), year)
    book.close()
    rows = [cell for _, (cell,) in grid_of(content.getvalue()).rows]
    assert rows == ["2016-05", "2016-05-02", "2016-05-01", "2016-05", "42491", "2016", "2016-05-01"]


def formatted(number: str, form: str, *, since_1904: bool = False, typed: bool = False) -> bytes:
    """Return a workbook with a number in a cell of this format, which may say that it holds one, as openpyxl does."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"date_1904": since_1904})
    table = book.add_worksheet("s")
    table.write_row(0, 0, ["id", "lasted"])
    table.write_number(1, 1, 77777, book.add_format({"num_format": form}))
    book.close()
    with zipfile.ZipFile(content) as archive:
        parts = {name: archive.read(name).replace(b"77777", number.encode()) for name in archive.namelist()}
    if typed:
        parts[SHEET] = parts[SHEET].replace(b'r="B2"', b'r="B2" t="n"')
    return repacked(parts)


@pytest.mark.parametrize("typed", [False, True])
@pytest.mark.parametrize("form", ["yyyy-mm-dd", "[h]:mm", "0.00"])
@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("NaN", "nan"),
        ("-inf", "-inf"),
        ("1e400", "inf"),
        ("-1E+12", "-1000000000000"),
        ("4200000000000", "4200000000000"),
    ],
)
def test_what_is_no_day_is_told_as_the_number_it_is(
    number: str, said: str, form: str, capfd: pytest.CaptureFixture[str], *, typed: bool
) -> None:
    """A number beyond all days is no other day, whatever the format of its cell, and nothing is printed of it."""
    grid = grid_of(formatted(number, form, typed=typed))
    assert (grid.rows, grid.problems, capfd.readouterr().err) == (((2, ("", said)),), (), "")


@pytest.mark.parametrize("since_1904", [False, True])
@pytest.mark.parametrize(
    ("number", "form", "said"),
    [
        ("-16800", "yyyy-mm-dd", "day -16800"), ("-1680", "m/d/yy", "day -1680"), ("-1680.5", "mmm-yy", "day -1680.5"),
        ("0", "d.m.yy hh:mm", "day 0"), ("0", "hh:mm", "00:00:00"), ("-0.5", "[h]:mm", "-12:00:00"),
        ("-1680", "0.00", "-1680"),
    ],
)  # fmt: skip
def test_days_before_the_first_are_told_by_their_number(number: str, form: str, said: str, *, since_1904: bool) -> None:
    """A day of which its reader would make a time of day is named by its number, which no year before our era has."""
    content = formatted(number, form, since_1904=since_1904, typed=since_1904)
    assert grid_of(content).rows == ((2, ("", said)),)


# -- what is refused ----------------------------------------------------------------------------


def test_a_broken_workbook_is_told() -> None:
    """A workbook cut off anywhere is told to be broken, or to be no workbook."""
    for end in range(10, len(SMALL), 97):
        assert refused(SMALL[:end]).rule == "broken"


@pytest.mark.parametrize(
    "changes",
    [
        {SHEET: sheet('<row><c r="1A"><v>1</v></c></row>')},
        {SHEET: sheet('<row r="x"><c><v>1</v></c></row>')},
        {SHEET: sheet('<row><c r="$A$1"><v>1</v></c></row>')},
        {SHEET: sheet('<row><c r="AAAAAAA1"><v>1</v></c></row>')},
        {SHEET: sheet("<row><c></row>")},
        {SHEET: sheet('<row><c t="s"><v>99</v></c></row>')},
        {SHEET: "<worksheet/>".encode("utf-16")},
        {STRINGS: b"<sst><si>"},
        {STRINGS: b"<sst uniqueCount='123456789012'><si><t>id</t></si></sst>"},
        {STRINGS: b'<!DOCTYPE x [<!ENTITY a "aaaa">]><sst>' + b"<si><t>&a;</t></si>" * 9 + b"</sst>"},
        {"xl/workbook.xml": b"<workbook>"},
        {"xl/styles.xml": b"\0"},
    ],
)
def test_a_workbook_with_a_broken_part_is_told(changes: dict[str, bytes]) -> None:
    """A part that is no XML, or that says what cannot be, makes a broken workbook, not a wrong table."""
    assert refused(repacked(changes)).rule == "broken"


def test_a_protected_workbook_is_told() -> None:
    """A workbook with a password, which Office wraps in its old format, is told to be protected; so is a ZIP entry."""
    wrapped = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le")
    locked = bytearray(SMALL)
    at = -1
    while (at := locked.find(b"PK\x01\x02", at + 1)) >= 0:
        locked[at + 8] |= 1
    for content in (wrapped, bytes(locked)):
        problem = refused(content)
        assert problem.rule == "password"
        assert "in Excel" in problem.hint
    tables = bytearray(zipped({"events.csv": "title,date\nA,2003\n"}))
    tables[tables.find(b"PK\x01\x02") + 8] |= 1
    ((_, same),) = tables_in("x.zip", bytes(tables))
    assert (refused(same).rule, "Excel" in refused(same).hint) == ("password", False)


def test_what_unpacks_to_too_much_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """An archive that declares more than the limit is refused before it is unpacked, whatever is in it."""
    monkeypatch.setattr(workbooks, "MAX_UNPACKED_BYTES", 2_000_000)
    much = b" " * 2_000_001
    for content in (repacked({"xl/media/image.png": much}), pack({"events.csv": much})):
        problem = refused(content)
        assert problem.rule == "too-large"
        assert "2 MB" in str(problem)


METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)


def damaged(content: bytes, name: str) -> bytes:
    """Return a ZIP archive with one of its files damaged."""
    broken = bytearray(content)
    at = broken.find(name.encode()) + len(name) + 4
    broken[at : at + 12] = bytes(255 - byte for byte in broken[at : at + 12])
    return bytes(broken)


@pytest.mark.parametrize("method", METHODS)
def test_damage_in_an_archive_is_told_whatever_packed_it(method: int) -> None:
    """A damaged sheet makes a broken workbook; a damaged table is named, and whole ones are read."""
    book = zipped({"xl/workbook.xml": "<a/>", SHEET: "<a/>"}, method)
    assert refused(damaged(book, "sheet1.xml")).rule == "broken"
    table = "title,date\n" + "A,2003\n" * 20
    tables = zipped({"more/events.csv": table, "sources.csv": "id,title\n"}, method)
    assert tables_in("x.zip", tables) == (("events.csv", table.encode()), ("sources.csv", b"id,title\n"))
    (only,) = tables_in("x.zip", damaged(tables, "events.csv"))
    problem = refused(only[1])
    assert (problem.rule, problem.message) == ("broken", "holds events.csv, which is damaged and cannot be unpacked.")


def test_what_stands_beside_the_tables_of_an_archive_is_left_out() -> None:
    """A README is no table, nor is a folder that is called like one, nor what the Finder adds."""
    beside = {"README.txt": "Read me, please.", "Licence.txt": "Free", "events.csv/": "", "._events.csv": "x"}
    tables = zipped({**beside, "events.csv/a.csv": "title,date\nA,2003\n", "b.xlsx": "PK"})
    assert tables_in("x.zip", tables) == (("a.csv", b"title,date\nA,2003\n"), ("b.xlsx", b"PK"))
    assert tables_in("x.zip", zipped(beside)) == (("x.zip", zipped(beside)),)


@pytest.mark.parametrize(
    "marks", [{"xl/workbook.xml": "<a/>"}, {"word/document.xml": "<a/>"},
              {"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}],
)  # fmt: skip
def test_a_document_is_no_archive_of_tables(marks: dict[str, str]) -> None:
    """What Office keeps in a document is none of its tables, whatever it is called."""
    content = zipped({**marks, "customXml/item1.txt": "x", "events.csv": "title,date\nA,2003\n"})
    assert tables_in("x.zip", content) == (("x.zip", content),)


def test_an_archive_that_lies_about_its_size_is_broken() -> None:
    """Of an entry hardly more is unpacked than it declares."""
    pressed, unpacked = zlib.compressobj(9, zlib.DEFLATED, -15), 100_000_000
    data = pressed.compress(b" " * unpacked) + pressed.flush()
    content = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(repacked({}))) as old, zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            new.writestr(name, data if name == SHEET else old.read(name))
        entry = new.getinfo(SHEET)
        entry.compress_type, entry.file_size = zipfile.ZIP_DEFLATED, 1_000
    lying = bytearray(content.getvalue())
    lying[entry.header_offset + 8] = zipfile.ZIP_DEFLATED
    tracemalloc.start()
    assert refused(bytes(lying)).rule == "broken"
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < unpacked / 10


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>',
        "<row><c r='A1'><v>1</v></c></row><x:row xmlns:x='y'><x:c a='' r = 'xfd1048576'><x:v>2</x:v></x:c></x:row>",
        '<row><c r="AAA1"><v>1</v></c></row><row><c r="A9999"><v>1</v></c></row>',
    ],
)
def test_a_sheet_that_reaches_too_far_is_told(rows: str) -> None:
    """Cells far apart, wherever their places are written, are refused: room for all between would end the process."""
    problem = refused(repacked({SHEET: sheet(rows)}))
    assert problem.rule == "too-large"
    assert "reaches to row" in problem.message


def test_formatted_cells_without_content_do_not_reach() -> None:
    """Cells far below the table that only have a colour do not keep it from being read."""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
    grid = grid_of(repacked({SHEET: sheet(rows + '<row r="1048576"><c r="XFD1048576" s="1"/></row>')}))
    assert (grid.header, grid.rows, grid.problems) == (("1",), ((2, ("2",)),), ())


def test_too_many_sheets_are_told() -> None:
    """More sheets than anybody looks through are refused with what is allowed."""
    many = write_xlsx({f"s{number}": (["id"], [["1"]]) for number in range(workbooks.MAX_SHEETS + 1)})
    problem = refused(many)
    assert problem.rule == "too-many-sheets"
    assert "Allowed: 50" in problem.message


def test_a_workbook_of_empty_sheets_is_empty() -> None:
    """A workbook in which nothing is written is told to be empty."""
    assert refused(repacked({SHEET: sheet("")})).rule == "empty"


# -- what is written ----------------------------------------------------------------------------


def test_a_csv_is_what_excel_reads() -> None:
    """A CSV file has a byte-order mark and CRLF; formulas are shielded, numbers with a sign are not."""
    written = write_csv(["id", "value"], [["=1", "-3.5"], ["+7 495", "+12"], ["a\nb", 'say "no"']])
    assert written.startswith(b"\xef\xbb\xbfid,value\r\n")
    assert written.decode("utf-8-sig") == 'id,value\r\n\'=1,-3.5\r\n\'+7 495,+12\r\n"a\nb","say ""no"""\r\n'


def test_a_workbook_holds_text_alone() -> None:
    """Nothing is written as formula, link or number; the header is bold and stays in view."""
    cells = ["=1+1", "https://example.org", "2003", "2016-04"]
    written = write_xlsx({"s": (["a", "b", "c", "d"], [cells])})
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        xml = archive.read(SHEET).decode()
        styles = archive.read("xl/styles.xml").decode()
        assert not [name for name in archive.namelist() if "hyperlink" in name.lower()]
    assert "<f>" not in xml
    assert xml.count('t="s"') == 8
    assert 'state="frozen"' in xml
    assert "<b/>" in styles
    assert grid_of(written).rows == ((2, tuple(cells)),)


def test_columns_are_as_wide_as_their_text_within_reason() -> None:
    """A column is as wide as its longest cell, neither a hair nor a page."""
    written = write_xlsx({"s": (["a", "b", "c"], [["x", "y" * 30, "z" * 900]])})
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        xml = archive.read(SHEET).decode()
    widths = [round(float(part.split('"')[0])) for part in xml.split(' width="')[1:]]
    assert widths == [9, 33, 61]


def test_what_excel_does_not_hold_is_an_error() -> None:
    """A cell that Excel would refuse is an error, not a file that lacks it."""
    with pytest.raises(ValueError, match="Allowed"):
        write_xlsx({"s": (["id"], [["x" * (EXCEL_CELL_CHARS + 1)]])})
