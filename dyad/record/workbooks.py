"""Read the sheets of an Excel workbook (.xlsx) as text, without trusting the file.

Calamine reads the cells. A file of two kilobytes can make it ask for half a terabyte, which ends the whole process
(https://github.com/tafia/calamine/issues/693); so its reach is measured first (`dyad.record.unpacking`).
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from dyad.record.grids import Report, letters, visible
from dyad.record.unpacking import TOKEN, Package, broken, refuse, unpack

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

Value = float | str | bool | date | time | timedelta  # what a cell may hold; datetime is a date, int a float

MAX_SHEETS = 50
MAX_TEXT_CHARS = 20_000_000  # in all cells together, a text that many cells share counted for each
TOKEN_CHARS = 10  # more than any number of a shared text has
EXCEL_DIGITS = 15  # of a number that Excel keeps; what follows is noise of the binary fraction

ERRORS = frozenset(
    ("#BLOCKED!", "#BUSY!", "#CALC!", "#CONNECT!", "#DIV/0!", "#FIELD!", "#GETTING_DATA", "#N/A", "#NAME?", "#NULL!",
     "#NUM!", "#REF!", "#SPILL!", "#UNKNOWN!", "#VALUE!")
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A sheet with something in it, and its rows, each with its number; they can be read once."""

    name: str
    hidden: bool
    report: Report
    rows: Iterator[tuple[int, list[str]]]


def read_workbook(content: bytes, *, file: str) -> list[Sheet]:
    """Return the sheets that are not empty, in the order of the workbook.

    Raises
    ------
    RecordError
        When the file is another kind of archive, broken, protected, or larger than what can be read safely.
    """
    import python_calamine

    package = unpack(content, file=file)
    try:
        return _read_sheets(package, file=file)
    except python_calamine.CalamineError as why:
        raise broken(file) from why
    except BaseException as why:
        # A panic in Rust is no Exception, and its class cannot be imported (https://github.com/PyO3/pyo3/issues/3918)
        if type(why).__name__ == "PanicException":
            raise broken(file) from why
        raise


def _read_sheets(package: Package, *, file: str) -> list[Sheet]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

    book = load_workbook(io.BytesIO(package.content))
    metas = [meta for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
    if len(metas) > MAX_SHEETS:
        says = f"has {len(metas):,} sheets. Allowed: {MAX_SHEETS}."
        raise refuse(file, says, fix="Delete those without a table.", rule="too-many-sheets")
    if len(metas) > package.sheets:  # several would be read from one part, which was measured once
        raise broken(file)
    texts = _Texts(shared=package.strings)
    sheets = []
    for meta in metas:
        sheet = book.get_sheet_by_name(meta.name)
        if sheet.start is not None:
            name = visible(meta.name)
            report = Report(f"{file}, sheet “{name}”")
            hidden = meta.visible != SheetVisibleEnum.Visible
            sheets.append(Sheet(name=name, hidden=hidden, report=report, rows=_rows(sheet, texts=texts, report=report)))
    return sheets


@dataclass
class _Texts:
    """The texts that cells share by number, and how many characters may still be read."""

    shared: Sequence[str]
    left: int = MAX_TEXT_CHARS

    def of(self, value: Value) -> str:
        """Return what a cell says."""
        if not isinstance(value, str):
            return say(value)
        number = value[1:] if value.startswith(TOKEN) and len(value) < TOKEN_CHARS else ""
        if number.isascii() and number.isdigit() and int(number) < len(self.shared):
            return self.shared[int(number)]
        return value


def _rows(sheet: CalamineSheet, *, texts: _Texts, report: Report) -> Iterator[tuple[int, list[str]]]:
    beside = [""] * (sheet.start or (0, 0))[1]  # columns left of the first that is not empty
    last = (sheet.end or (-1, 0))[0] + 1
    values = sheet.iter_rows()
    for number in range(1, last + 1):
        try:
            row = next(values)
        except StopIteration:
            return
        except (OverflowError, ValueError):  # more days than Python counts
            fix = "Correct it, or format the cell as text."
            report.add("date", "holds a date or a time that is none.", fix, line=number)
            continue
        cells = [*beside, *map(texts.of, row)]
        texts.left -= sum(map(len, cells))
        if texts.left < 0:
            says = f"holds too much text from line {number:,} on. Allowed: {MAX_TEXT_CHARS:,} characters in all cells."
            report.add("too-large", says, "Shorten it, or split the table.")
            return
        if not ERRORS.isdisjoint(row):  # what somebody typed, were it the same, is a text that cells share
            for place, cell in enumerate(cells):
                if cell in ERRORS:
                    says, fix = "is no value: a formula failed.", "Mend the formula, or empty the cell."
                    report.add("formula", says, fix, line=number, column=letters(place), found=cell)
        yield number, cells


def say(value: Value) -> str:
    """Return a cell's value as text that needs no format to be read.

    >>> say(2003.0), say(405.25), say(1e-9), say(True), say(datetime(2016, 4, 26)), say(timedelta(hours=30))
    ('2003', '405.25', '0.000000001', 'TRUE', '2016-04-26', '30:00:00')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        text = f"{value or 0:.{EXCEL_DIGITS}g}"  # `or 0`: no minus before a zero
        return format(Decimal(text), "f") if "e" in text else text
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat(timespec="seconds")
    if isinstance(value, time):
        return value.isoformat(timespec="seconds")
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return value.isoformat()
