"""What the unit tests share: a copy of the tables that a test may break, and the raw rows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.unit.tables import ALL_NAMES, Raw, read_rows


@pytest.fixture
def folder(tmp_path: Path, root: Path) -> Path:
    """Return a copy of data/ of one's own, without the table that may be missing: it is read in half the time."""
    copy = tmp_path / "data"
    shutil.copytree(root / "data", copy, ignore=shutil.ignore_patterns("comparison.csv"))
    return copy


@pytest.fixture
def compared(folder: Path, root: Path) -> Path:
    """Return a copy of data/ of one's own, whole."""
    shutil.copy(root / "data" / "comparison.csv", folder)
    return folder


@pytest.fixture
def shown(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of data/ of one's own that is the one shown."""
    monkeypatch.setenv("DYAD_DATA", str(folder))
    return folder


@pytest.fixture(scope="session")
def raw(root: Path) -> Raw:
    """Return every table as text, read with the csv module; not to be changed."""
    return {name: read_rows(root / "data", name) for name in ALL_NAMES}
