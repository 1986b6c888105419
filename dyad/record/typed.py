"""Give the checked text of a table its types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from dyad.record.checking import parts
from dyad.record.dates import Day, read_date, say_date
from dyad.record.schema import TABLES, Field, TableName


def type_table(frame: pd.DataFrame, *, name: TableName) -> pd.DataFrame:
    """Give the checked text of a table its types.

    Lists become tuples, numbers float64, whole numbers Int64; a date stays text and gains `first`
    and `last` (datetime64[s], days included; NaT where an interval lacks that end, both where undated),
    `precision`, `approximate`, `lasted` and `date_text`. Events come sorted by date, undated ones last.
    """
    typed = frame.drop(columns="line").reset_index(drop=True)
    for field in TABLES[name].fields:
        cells: list[str] = typed[field.name].tolist()
        if field.many or field.kind in ("integer", "number"):
            typed[field.name] = _typed(cells, field=field)
        elif field.kind == "edtf":
            typed = typed.join(_spans(cells))
    if name == "events":
        known = typed.assign(first=typed["first"].fillna(typed["last"])).sort_values(["first", "last", "id"])
        typed = typed.loc[known.index].reset_index(drop=True)
    return typed


def _typed(cells: Sequence[str], *, field: Field) -> Any:
    """Return a column of lists or numbers in its type; a cell that stands in many rows is read once."""

    def read(how: Callable[[str], Any]) -> list[Any]:
        known = {cell: how(cell) for cell in set(cells)}
        return [known[cell] for cell in cells]

    if field.many:
        return read(lambda cell: tuple(parts(field, cell)) if cell else ())
    if field.kind == "number":
        return np.array(read(lambda cell: float(cell or "nan")), dtype="float64")
    whole = np.array(read(lambda cell: int(cell or 0)), dtype="int64")
    return pd.arrays.IntegerArray(whole, np.array([not cell for cell in cells], dtype=bool))


def _spans(dates: Sequence[str]) -> pd.DataFrame:
    whens = [read_date(text) if text else None for text in dates]
    return pd.DataFrame(
        {
            "first": _instants([when.first if when else None for when in whens]),
            "last": _instants([when.last if when else None for when in whens]),
            "precision": [when.precision if when else "" for when in whens],
            "approximate": [bool(when and when.approximate) for when in whens],
            "lasted": [bool(when and when.lasted) for when in whens],
            "date_text": [say_date(text) for text in dates],
        }
    )


def _instants(days: list[Day | None]) -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
    return np.array([day.instant if day else np.datetime64("NaT", "s") for day in days], dtype="datetime64[s]")
