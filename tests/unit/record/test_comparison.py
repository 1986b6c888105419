"""A record may hold figures of other economies to compare with, or none: it reads, leaves and comes back either way."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from dyad.lesson import Lesson
from dyad.publish.file_requests import FileRequest, Source, file_names, make_file
from dyad.publish.tables import record_files, table_csv
from dyad.record import Record, read_record
from dyad.record.package import PACKAGE_FILE
from dyad.record.schema import TABLES
from tests.unit.brought import problems_of, sheet, whole
from tests.unit.tables import change, find, read_package, write_package

FILE = "comparison.csv"
INDIA = {"indicator": "goods_trade", "economy": "RUS", "partner": "IND", "reporter": "RUS", "year": "2016"}


@pytest.fixture
def before(folder: Path) -> Path:
    """Return a folder as it was before there was the table: without it, its description and a version."""
    package = read_package(folder)
    package["resources"] = [one for one in package["resources"] if one["name"] != "comparison"]
    del package["dyad"]["schema_version"]
    write_package(folder, package)
    return folder


def test_a_folder_without_it_is_as_good(before: Path, record: Record) -> None:
    """The other tables are the same, and no file, address or description tells of one that is not there."""
    read = read_record(before)
    assert read.comparison.empty
    assert list(read.comparison.columns) == list(record.comparison.columns)
    for name in set(TABLES) - {"comparison"}:
        pd.testing.assert_frame_equal(getattr(read, name), getattr(record, name))
    assert (set(record.tables) - set(read.tables), FILE in record_files(record)) == ({"comparison"}, True)
    assert not [name for name in file_names(Source(record=read, lesson=Lesson())) if name == FILE]
    assert FILE not in record_files(read)
    assert b'"comparison"' not in record_files(read)[PACKAGE_FILE]
    assert read.compared("goods_trade").equals(read.observations("goods_trade").reset_index(drop=True))


def test_its_rows_stand_beside_the_dyads(record: Record) -> None:
    """Figures of other economies are asked for together with those of the two states."""
    rows = record.compared("goods_trade", reporter="RUS", flow="total")
    values = {(row["economy"], row["partner"]): row["value"] for row in rows[rows["year"] == 2016].to_dict("records")}
    assert (values["PAK", "RUS"], values["RUS", "IND"]) == (404.994, 7710.001)
    assert len(rows) > len(record.observations("goods_trade", reporter="RUS", flow="total"))


def test_its_rows_keep_the_rules_of_figures(compared: Path) -> None:
    """A broken cell is named by file, line and column, as in trade.csv; any economy may stand there."""
    cells = {"unit": "rank", "sources": "nobody", "basis": "rumour"}
    line = change(compared, "comparison", find(compared, "comparison", **INDIA), **cells)
    assert {(one.file, one.line, one.column) for one in problems_of(compared)} == {(FILE, line, name) for name in cells}


def test_a_table_that_is_brought_is_one_of_the_record(record: Record) -> None:
    """A table by this name is read beside the trade, its units filled in, and leaves as it came."""
    header = "indicator|economy|partner|year|period|basis|flow|value|reporter"
    trade = sheet(header, "goods_trade|FRA|DEU|2001|calendar|statistics|total|5|FRA")
    other = sheet(header, "goods_trade|FRA|ITA|2001|calendar|statistics|total|3|FRA", "population|ITA||2001|calendar|"
                  "statistics||57000000|list")  # fmt: skip
    brought = whole([("e.csv", sheet("title|date", "A|2001")), ("trade.csv", trade), (FILE, other)])
    assert list(brought.comparison["unit"]) == ["USD million", "people"]
    assert [len(cited) for cited in brought.comparison["sources"]] == [1, 1]
    assert brought.about.codes == ("FRA", "DEU")
    again = whole(list(record_files(brought).items()))
    assert table_csv(again, "comparison") == table_csv(brought, "comparison")
    served = Source(record=record, lesson=Lesson())
    assert make_file(served, FileRequest(name=FILE)) == table_csv(record, "comparison")
