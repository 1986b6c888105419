"""What all tests share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from dyad.record import Record

ROOT = Path(__file__).resolve().parent.parent
RUN_SECONDS = 30  # for one run of a page's script, on a busy machine

# Two workers share two cores: how long one example takes says nothing, so no deadline; and a failure found once
# is found again by the next run, so examples follow from the test and not from chance.
settings.register_profile("dyad", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("dyad")


@pytest.fixture(autouse=True)
def _look_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the record's files looked at each time it is asked for: tests change them faster than people do."""
    monkeypatch.setattr("dyad.record.current.LOOK_SECONDS", 1e-6)


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def record() -> Record:
    """Return the record that the repository ships; it is frozen, so all tests may share it."""
    from dyad.record import read_record

    return read_record(ROOT / "data")


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """Return the dashboard, not yet run, in Streamlit's test harness."""
    from streamlit.testing.v1 import AppTest

    monkeypatch.chdir(ROOT)
    return AppTest.from_file(ROOT / "app.py", default_timeout=RUN_SECONDS)
