"""Tables as CSV that is safe to open in a spreadsheet."""

from __future__ import annotations

import numpy as np
import pandas as pd

from dyad.record import Record
from dyad.record.schema import LIST_SEPARATOR, TABLES, TableName

# What a spreadsheet takes for a formula when a cell starts with it (OWASP, "CSV injection")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
SHIELD = "'"  # makes a spreadsheet show the text that follows as text


def shield(cell: str) -> str:
    """Return a cell no spreadsheet will run.

    >>> shield("=1+1"), shield("Druzhba")
    ("'=1+1", 'Druzhba')
    """
    return SHIELD + cell if cell.startswith(FORMULA_STARTS) else cell


def table_frame(record: Record, name: TableName) -> pd.DataFrame:
    """Return a table as its file has it: its columns in order, every cell text."""
    table = TABLES[name]
    typed: pd.DataFrame = getattr(record, name)
    plain = typed[list(table.columns)].copy()
    for field in table.fields:
        column = plain[field.name]
        if field.many:
            plain[field.name] = column.map(LIST_SEPARATOR.join)
        elif field.kind == "number":
            plain[field.name] = ["" if pd.isna(cell) else np.format_float_positional(cell, trim="-") for cell in column]
        elif field.kind == "integer":
            plain[field.name] = ["" if pd.isna(cell) else str(cell) for cell in column]
    return plain


def table_csv(record: Record, name: TableName) -> bytes:
    """Return a table as UTF-8 CSV with a byte-order mark, which Excel needs to read it as such."""
    plain = table_frame(record, name)
    numeric = {field.name for field in TABLES[name].fields if field.kind in ("number", "integer")}
    for column in plain.columns:
        if column not in numeric:
            plain[column] = plain[column].map(shield)
    return plain.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")
