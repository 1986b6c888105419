"""The data package describes the tables as the code does, and the published standard accepts it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dyad.record.package import describe_about, describe_package, read_about, resources
from dyad.record.schema import SCHEMA_VERSION
from tests.unit.tables import change, read_package


def validate(folder: Path) -> Any:
    """Return Frictionless' report on a data package."""
    import frictionless

    return frictionless.validate(str(folder / "datapackage.json"))


# frictionless and what it rests on still use names that their authors have called outdated
ITS_OWN_WARNINGS = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")


@ITS_OWN_WARNINGS
def test_frictionless_accepts_the_package(root: Path) -> None:
    """Every table is valid by the schema that the package gives for it."""
    report = validate(root / "data")
    assert report.valid, report.to_summary()
    assert report.stats["tasks"] == len(resources())


@ITS_OWN_WARNINGS
@pytest.mark.parametrize(
    ("name", "cells", "field"),
    [
        ("events", {"theme": "weather"}, "theme"),
        ("trade", {"value": "a lot"}, "value"),
        ("sources", {"id": "Not An Id"}, "id"),
        ("claims", {"locator": ""}, "locator"),
    ],
)
def test_frictionless_finds_what_we_find(folder: Path, name: str, cells: dict[str, str], field: str) -> None:
    """A broken cell is an error by the published schema too, in the same column."""
    change(folder, name, 3, **cells)
    report = validate(folder)
    assert not report.valid
    assert field in {row[0] for row in report.flatten(["fieldName"])}


def test_the_package_says_what_the_code_says(root: Path) -> None:
    """The resources in datapackage.json are those made from the schema in code."""
    assert read_package(root / "data")["resources"] == resources()


def test_describing_keeps_what_the_package_says_of_itself() -> None:
    """Title and the part `dyad` stay when the schemas and their version are written anew; the old schemas do not."""
    about = {"title": "A pair", "dyad": {"years": [1, 2]}, "resources": ["old"]}
    described = describe_package(about)
    assert described["title"] == "A pair"
    assert described["dyad"] == {"years": [1, 2], "schema_version": SCHEMA_VERSION}
    assert described["resources"] == resources()
    assert about["resources"] == ["old"]


def test_what_a_record_says_of_itself_comes_back(root: Path) -> None:
    """The description of a record is read as it was written, its abbreviations with it."""
    about, problems = read_about((root / "data" / "datapackage.json").read_bytes())
    assert about
    assert about.abbreviations["SCO"] == "Shanghai Cooperation Organisation"
    assert read_about(json.dumps(describe_about(about)).encode()) == (about, problems)
