"""Rows of text written as CSV: in the columns of their table, no cell a formula."""

from __future__ import annotations

import csv
import io

import pandas as pd

from dyad.importing.writing import frame_csv
from dyad.record.schema import ALL_TABLES


def test_rows_of_text_leave_in_the_columns_of_their_table() -> None:
    """What a table has no column for is left out, what the rows lack is empty, and formulas are shielded."""
    rows = pd.DataFrame({"mood": ["x", "y"], "title": ["=A", "B"], "line": [2, 3]}, index=[7, 9])
    content = frame_csv(rows, ALL_TABLES["lesson"]).decode("utf-8-sig")
    back = list(csv.DictReader(io.StringIO(content, newline="")))
    assert [row["title"] for row in back] == ["'=A", "B"]
    assert set(back[0]) == set(ALL_TABLES["lesson"].columns)
    assert {cell for row in back for name, cell in row.items() if name != "title"} == {""}
