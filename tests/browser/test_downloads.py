"""Files that leave the dashboard by its buttons."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest


def read_csv(file: Path) -> list[dict[str, str]]:
    """Return the rows of a table as text."""
    with file.open(encoding="utf-8-sig", newline="") as source:
        return list(csv.DictReader(source))


@pytest.mark.parametrize(("label", "name"), [("What happened", "events"), ("What can be measured", "trade")])
def test_a_table_arrives_whole(label: str, name: str, open_page: Any, settle: Any, root: Path) -> None:
    """The download of a table is a CSV file under its own name with every row and column of the table."""
    page = open_page("record")
    page.get_by_role("radio", name=label).click()
    page.get_by_role("button", name=f"Download {name}.csv").wait_for()
    settle(page)
    with page.expect_download() as arriving:
        page.get_by_role("button", name=f"Download {name}.csv").click()
    download = arriving.value
    assert download.suggested_filename == f"{name}.csv"
    arrived, kept = read_csv(Path(download.path())), read_csv(root / "data" / f"{name}.csv")
    assert len(arrived) == len(kept)
    assert list(arrived[0]) == list(kept[0])
    for column in {"id", "date", "title", "reporter", "year", "sources"} & set(kept[0]):
        assert sorted(row[column] for row in arrived) == sorted(row[column] for row in kept), column


def test_a_search_does_not_narrow_the_download(open_page: Any, root: Path) -> None:
    """What is searched for narrows the table seen, not the file."""
    page = open_page("record", find="druzhba")
    with page.expect_download() as arriving:
        page.get_by_role("button", name="Download events.csv").click()
    assert len(read_csv(Path(arriving.value.path()))) == len(read_csv(root / "data" / "events.csv"))
