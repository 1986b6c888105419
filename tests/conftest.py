"""What all tests share."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from dyad.importing.limits import Limits, Usage
from dyad.importing.messages import Message, receive, send

if TYPE_CHECKING:
    from streamlit.testing.v1 import AppTest

    from dyad.lesson import Lesson
    from dyad.record import Record

ROOT = Path(__file__).resolve().parent.parent
RUN_SECONDS = 30  # for one run of a page's script, on a busy machine
WHOLE = (  # files whose tests make whole sites, decks, packages or pages, or draw every figure: two thirds of the time
    "app", "unit/figures/test_crowds.py", "unit/figures/test_overview.py", "unit/figures/test_style.py",
    "unit/importing/test_tables.py", "unit/publish/test_date_forms.py", "unit/publish/test_deck.py",
    "unit/publish/test_files.py", "unit/publish/test_goldens.py", "unit/publish/test_round_trip.py",
    "unit/publish/test_sheets.py", "unit/publish/test_site.py", "unit/publish/test_steps.py",
    "unit/publish/test_writers.py", "unit/server/test_door.py", "unit/test_command_line.py", "unit/test_patterns.py",
    "unit/test_wheel.py",
)  # fmt: skip
DRAWINGS_KEPT = 512  # some 50 kB each

# Two workers share two cores: how long one example takes says nothing, so no deadline; and a failure found once
# is found again by the next run, so examples follow from the test and not from chance.
settings.register_profile("dyad", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("dyad")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what `make test-fast` leaves out; browsers come last: their loop lets no other run."""
    items.sort(key=lambda item: "browser" in item.path.parts)
    for item in items:
        if any(item.path.is_relative_to(ROOT / "tests" / part) for part in WHOLE):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session", autouse=True)
def _draw_once() -> Iterator[None]:
    """Have equal charts drawn once for all tests of a process: a drawing takes a tenth of a second."""
    import vl_convert

    drawings: dict[str, str] = {}

    def vegalite_to_svg(vl_spec: Any) -> str:
        asked = json.dumps(vl_spec)
        if asked not in drawings:
            if len(drawings) == DRAWINGS_KEPT:
                del drawings[next(iter(drawings))]
            drawings[asked] = draw(vl_spec)
        return drawings[asked]

    draw = vl_convert.vegalite_to_svg
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(vl_convert, "vegalite_to_svg", vegalite_to_svg)
        yield


@pytest.fixture(autouse=True)
def _look_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the record's files looked at each time it is asked for: tests change them faster than people do."""
    monkeypatch.setattr("dyad.importing.current.LOOK_SECONDS", 1e-6)


@pytest.fixture(autouse=True)
def _read_in_this_process(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have what is brought read by a worker's own code in this process, which spares a second of start for each.

    Tests marked `workers` start them.
    """
    if request.node.get_closest_marker("workers") is None:
        monkeypatch.setattr("dyad.importing.process.Worker", WorkerHere)


class WorkerHere:
    """What a worker does, done at once and in this process; its messages pass through the same bytes."""

    def __init__(self, limits: Limits) -> None:
        del limits
        self._results = io.BytesIO()
        send(self._results, {"kind": "ready"})
        self._results.seek(0)

    def give(self, job: Message) -> None:
        """Do the job at once."""
        from dyad.importing.worker import answer

        there, self._results = io.BytesIO(), io.BytesIO()
        send(there, *job)
        there.seek(0)
        answer(receive(there), self._results)
        self._results.seek(0)

    def message(self, seconds: float) -> Message | None:
        del seconds
        return receive(self._results)

    def usage(self) -> Usage:
        return Usage()

    def stop(self) -> None:
        return None


@pytest.fixture(scope="session")
def root() -> Path:
    """Return the folder of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def record() -> Record:
    """Return the record that the repository ships; it is frozen, so all tests may share it."""
    from dyad.record import read_record

    return read_record(ROOT / "data")


@pytest.fixture(scope="session")
def lesson(record: Record) -> Lesson:
    """Return the lesson that the repository ships; it is frozen, too."""
    from dyad.lesson import read_lesson

    return read_lesson(ROOT / "data", record)


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """Return the dashboard, not yet run, in Streamlit's test harness."""
    from streamlit.testing.v1 import AppTest

    monkeypatch.chdir(ROOT)
    return AppTest.from_file(ROOT / "app.py", default_timeout=RUN_SECONDS)
