"""Write tables as CSV and workbooks that a spreadsheet opens as they are: every cell text, no cell a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import pandas as pd

from dyad.record.grids import EXCEL_CELL_CHARS, SHIELD, shield
from dyad.record.schema import Table

CREATED = datetime(2000, 1, 1)  # of every workbook: the same tables make the same bytes
LEAST_WIDTH, MOST_WIDTH = 8, 60  # of a column, in characters
WIDTH_ROWS = 200  # looked at for the width of a column

_NUMBER = re.compile(r"[+-][0-9]+(\.[0-9]+)?")

SheetRows = tuple[Sequence[str], Iterable[Sequence[str]]]  # header and rows


def write_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as UTF-8 CSV with a byte-order mark, which Excel needs; formulas are shielded."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([cell if _NUMBER.fullmatch(cell) else shield(cell) for cell in row] for row in (header, *rows))
    return text.getvalue().encode("utf-8-sig")


def frame_csv(rows: pd.DataFrame, table: Table) -> bytes:
    """Write rows of text as the CSV of a table; a column that they lack is empty."""
    plain = pd.DataFrame({name: rows.get(name, "") for name in table.columns}, index=rows.index)
    numeric = {field.name for field in table.fields if field.kind in ("number", "integer")}
    for column in plain.columns:
        if column not in numeric:
            plain[column] = plain[column].map(shield)
    return plain.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def write_xlsx(sheets: Mapping[str, SheetRows]) -> bytes:
    """Return an Excel workbook of one sheet a table, the header bold and in view, every cell text.

    The columns are formatted as text: of a 2016-04 that somebody types Excel would make the first of April. Raises
    ValueError when a cell has more characters than Excel holds.
    """
    import xlsxwriter

    content = io.BytesIO()
    options = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    }  # fmt: skip
    book = xlsxwriter.Workbook(content, options)
    book.set_properties({"created": CREATED})
    plain = book.add_format({"num_format": "@"})
    bold = book.add_format({"num_format": "@", "bold": True})
    for name, (header, rows) in sheets.items():
        sheet = book.add_worksheet(name)
        table = [header, *rows]
        for column in range(max(map(len, table))):
            longest = max((len(row[column]) for row in table[:WIDTH_ROWS] if column < len(row)), default=0)
            sheet.set_column(column, column, min(max(longest + 2, LEAST_WIDTH), MOST_WIDTH), plain)
        for line, row in enumerate(table):
            for column, cell in enumerate(row):
                if len(cell) > EXCEL_CELL_CHARS:
                    message = f"sheet {name!r} row {line + 1}: a cell has {len(cell):,} characters. Allowed: "
                    raise ValueError(message + f"{EXCEL_CELL_CHARS:,}.")
                # text is never run here; only what looks shielded is, or reading would take its apostrophe away
                shown = shield(cell) if cell.startswith(SHIELD) else cell
                sheet.write_string(line, column, shown, plain if line else bold)
        sheet.freeze_panes(1, 0)
    book.close()
    return content.getvalue()
