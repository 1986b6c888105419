"""The tables as files, read and changed with the csv module alone: no code of the package takes part."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

Row = dict[str, str]
Raw = dict[str, list[Row]]  # the rows of each table

NAMES = ("events", "claims", "trade", "sources")
ALL_NAMES = (*NAMES, "comparison")  # with the one that may be missing
PACKAGE = "datapackage.json"


def read_rows(folder: Path, name: str) -> list[Row]:
    """Return the rows of a table, every cell text."""
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(folder: Path, name: str, rows: list[Row], *, columns: list[str] | None = None) -> None:
    """Write the rows of a table, with the columns of the file that was there unless told."""
    columns = columns or columns_of(folder, name)
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def columns_of(folder: Path, name: str) -> list[str]:
    """Return the header of a table."""
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return next(csv.reader(file))


def change(folder: Path, name: str, at: int, **cells: str) -> int:
    """Change cells of the row at index `at`; returns the line it stands on."""
    rows = read_rows(folder, name)
    assert set(cells) <= set(rows[0])
    rows[at] |= cells
    write_rows(folder, name, rows)
    return at % len(rows) + 2  # the header is line 1


def find(folder: Path, name: str, **wanted: str) -> int:
    """Return the index of the one row whose cells are these."""
    found = [at for at, row in enumerate(read_rows(folder, name)) if wanted.items() <= row.items()]
    assert len(found) == 1, f"{len(found)} rows of {name}.csv have {wanted}"
    return found[0]


def add(folder: Path, name: str, **cells: str) -> int:
    """Add a row, empty where not told; returns the line it stands on."""
    rows = read_rows(folder, name)
    columns = columns_of(folder, name)
    assert set(cells) <= set(columns)
    rows.append(dict.fromkeys(columns, "") | cells)
    write_rows(folder, name, rows)
    return len(rows) + 1


def figure(**cells: str) -> Row:
    """Return a sound row of trade.csv, with some of its cells changed."""
    return {
        "indicator": "goods_trade", "economy": "PAK", "partner": "RUS", "year": "1999", "period": "calendar",
        "basis": "statistics", "flow": "total", "value": "50", "unit": "USD million", "reporter": "test",
        "sources": "wits-2017-pak",
    } | cells  # fmt: skip


def read_package(folder: Path) -> dict[str, Any]:
    """Return datapackage.json as it stands."""
    package: dict[str, Any] = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
    return package


def write_package(folder: Path, package: Any) -> None:
    """Write datapackage.json."""
    (folder / PACKAGE).write_text(json.dumps(package), encoding="utf-8")
