"""What the unit tests share: a copy of the tables with the one that may be missing, and the raw rows."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.unit.tables import ALL_NAMES, Raw, read_rows


@pytest.fixture
def compared(folder: Path, root: Path) -> Path:
    """Return a copy of data/ of one's own, whole."""
    shutil.copy(root / "data" / "comparison.csv", folder)
    return folder


@pytest.fixture(scope="session")
def raw(root: Path) -> Raw:
    """Return every table as text, read with the csv module; not to be changed."""
    return {name: read_rows(root / "data", name) for name in ALL_NAMES}
