"""Read the sheets of an Excel workbook (.xlsx) as tables of text.

Calamine reads the cells. A file of two kilobytes can make it ask for half a terabyte, which ends the whole process
(https://github.com/tafia/calamine/issues/693); so how far it reaches is looked at first (`dyad.importing.unpacking`).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from dyad.importing.kinds import refuse, refuse_empty
from dyad.importing.unpacking import FAILED, unpack
from dyad.record.grids import Grid, Report, letters, make_grid, visible
from dyad.record.problems import RecordError

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

Value = float | str | bool | date | time | timedelta  # what a cell may hold; datetime is a date, int a float

MAX_SHEETS = 50
EXCEL_DIGITS = 15  # of a number that Excel keeps; what follows is noise of the binary fraction

ERRORS = frozenset(
    ("#BLOCKED!", "#BUSY!", "#CALC!", "#CONNECT!", "#DIV/0!", "#FIELD!", "#GETTING_DATA", "#N/A", "#NAME?", "#NULL!",
     "#NUM!", "#REF!", "#SPILL!", "#UNKNOWN!", "#VALUE!")
)  # fmt: skip


def read_workbook(content: bytes, *, file: str) -> tuple[Grid, ...]:
    """Return the sheets that are not empty, in the order of the workbook.

    Raises
    ------
    RecordError
        When the file is another kind of archive, protected, empty, or larger than what can be read safely.
    CalamineError
        When it is broken.
    """
    from python_calamine import SheetTypeEnum, SheetVisibleEnum, load_workbook

    book = load_workbook(io.BytesIO(unpack(content, file=file)))
    metas = [meta for meta in book.sheets_metadata if meta.typ == SheetTypeEnum.WorkSheet]
    if len(metas) > MAX_SHEETS:
        message = f"has {len(metas):,} sheets. Allowed: {MAX_SHEETS}."
        raise refuse(file, message, "Delete those without a table.", rule="too-many-sheets")
    grids = []
    for meta, sheet in [(meta, book.get_sheet_by_name(meta.name)) for meta in metas]:  # a broken one before any row
        if sheet.start is None:
            continue
        name = visible(meta.name)
        report = Report(f"{file}, sheet “{name}”")
        words = f"sheet “{name}”" + ("" if meta.visible == SheetVisibleEnum.Visible else ", hidden")
        grid = make_grid(_rows(sheet, report=report), report=report, file=file, sheet=name, read_as=words)
        if grid is not None:
            grids.append(grid)
        elif report.problems:
            raise RecordError(report.problems)
    if not grids:
        raise refuse_empty(file, "has only empty sheets.")
    return tuple(grids)


def _rows(sheet: CalamineSheet, *, report: Report) -> Iterator[tuple[int, list[str]]]:
    beside = [""] * (sheet.start or (0, 0))[1]  # columns left of the first that is not empty
    last = (sheet.end or (-1, 0))[0] + 1
    values = sheet.iter_rows()
    for number in range(1, last + 1):
        try:
            row = next(values)
        except StopIteration:
            return
        except (OverflowError, ValueError):  # more days than Python counts
            hint = "Correct it, or format the cell as text."
            report.add("date", "holds a date or a time that is none.", hint, line=number)
            continue
        cells = [*beside, *map(say, row)]
        if FAILED in "".join(cells):
            for place, cell in enumerate(cells):
                if cell.startswith(FAILED) and cell[1:] in ERRORS:
                    cells[place] = cell = cell[1:]
                    message, hint = "is no value: a formula failed.", "Mend the formula, or empty the cell."
                    report.add("formula", message, hint, line=number, column=letters(place), value=cell)
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
