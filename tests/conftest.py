"""What all tests share."""

from __future__ import annotations

import gc
import hashlib
import io
import json
import os
import pickle
import shutil
import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings

from dyad.importing.process import Limits, Message, receive, send

if TYPE_CHECKING:
    from dyad.lesson import Lesson, Step
    from dyad.record import Record

ROOT = Path(__file__).resolve().parent.parent
WHOLE = (  # whose tests make whole files, decks, packages or pages, or draw every figure: three quarters of the time
    "app/", "unit/figures/test_crowds.py", "unit/figures/test_overview.py", "unit/figures/test_style.py",
    "unit/importing/test_tables.py", "unit/publish/", "unit/render/test_converter.py", "unit/server/test_door.py",
    "unit/test_command_line.py", "unit/test_patterns.py", "unit/test_wheel.py",
)  # fmt: skip
LATIN = frozenset(map(chr, (10, *range(0x20, 0x180), *range(0x2000, 0x2600))))
FIGURES_KEPT = 200  # of each record
TABLES_KEPT = 50
KEPT_SECONDS = 7 * 24 * 3600  # a drawing that no run has asked for, of some 50 kB

# Two workers share two cores: how long one example takes says nothing, so no deadline; and a failure found once
# is found again by the next run, so examples follow from the test and not from chance.
settings.register_profile(
    "dyad", max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("dyad")


gc.disable()  # until all is collected, which is kept to the end


def pytest_collection_finish() -> None:
    """Have Python look for garbage from now on, rarely, and never among what was collected and imported."""
    gc.enable()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as slow what `make test-fast` leaves out; browsers come last: their loop lets no other run."""
    items.sort(key=lambda item: item.nodeid.startswith("tests/browser/"))
    slow = tuple(f"tests/{part}" for part in WHOLE)
    for item in items:
        if item.nodeid.startswith(slow):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session", autouse=True)
def _draw_once(pytestconfig: pytest.Config) -> Iterator[None]:
    """Have vl-convert draw what it has not drawn before, in this run or another: it takes a tenth of a second each."""
    import vl_convert

    kept = pytestconfig.cache.mkdir(f"drawn-{vl_convert.__version__}")
    for file in kept.iterdir():
        if file.stat().st_mtime < time.time() - KEPT_SECONDS:
            file.unlink(missing_ok=True)  # by another worker

    def keeping(function: str) -> Callable[..., str | bytes]:
        make = getattr(vl_convert, function)

        def made(**asked: Any) -> str | bytes:
            file = kept / hashlib.sha256(json.dumps([function, asked]).encode()).hexdigest()
            if file.exists():
                os.utime(file)
            else:
                new = make(**asked)
                part = file.with_suffix(f".{os.getpid()}")  # another worker may write the same
                part.write_bytes(new if isinstance(new, bytes) else new.encode())
                part.replace(file)
            content = file.read_bytes()
            return content.decode() if function == "vegalite_to_svg" else content

        return made

    with pytest.MonkeyPatch.context() as patch:
        for function in ("vegalite_to_svg", "svg_to_png"):
            patch.setattr(vl_convert, function, keeping(function))
        yield


@pytest.fixture(scope="session", autouse=True)
def _compose_once() -> Iterator[None]:
    """Have a figure composed once, and become Vega-Lite once: each time it is asked for, it is a copy of that."""
    from dyad.figures.compose import Entry, Figure
    from dyad.record.caching import cached_per_record

    compose, make = Entry.draw, vars(Figure)["spec"].fget
    composed = cached_per_record(FIGURES_KEPT)(lambda record, entry, *asked: compose(entry, record, *asked))

    def spec(figure: Figure) -> dict[str, Any]:
        if "packed" not in vars(figure):
            vars(figure)["packed"] = pickle.dumps(make(figure))
        kept: dict[str, Any] = pickle.loads(vars(figure)["packed"])  # noqa: S301 - our own
        return kept

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Entry, "draw", lambda entry, record, *asked: composed(record, entry, *asked))
        patch.setattr(Figure, "spec", property(spec))
        yield


@pytest.fixture(scope="session", autouse=True)
def _read_once(record: Record) -> Iterator[None]:
    """Have the shipped tables be one record, with all that was worked out about it, and no table be read twice."""
    from dyad.importing import folders
    from dyad.record import reading
    from dyad.record.schema import TABLES

    read, read_table = folders.read_record, reading.read_text_table
    table_of = lru_cache(maxsize=TABLES_KEPT)(lambda content, name: read_table(content, table=TABLES[name]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "read_text_table", lambda content, *, table: table_of(content, table.name))
        patch.setattr(folders, "read_record", lambda folder: record if folder == ROOT / "data" else read(folder))
        yield


@pytest.fixture(scope="session", autouse=True)
def _cut_once() -> Iterator[None]:
    """Have the font of sites cut once for all records of Latin letters, which takes half a second each time."""
    from dyad.publish import fonts

    cut = fonts._cut_font
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fonts, "_cut_font", lambda file, letters: cut(file, LATIN if letters <= LATIN else letters))
        yield


@pytest.fixture(scope="session", autouse=True)
def _work_here() -> Iterator[None]:
    """Have what is brought read by a worker's own code in this process, which spares a second of start for each."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dyad.importing.process.Worker", WorkerHere)
        yield


class WorkerHere:
    """What a worker does, done at once and in this process; its messages pass through the same bytes."""

    memory = 0

    def __init__(self, limits: Limits, job: Message) -> None:
        from dyad.importing.worker import answer

        del limits
        there, self._results = io.BytesIO(), io.BytesIO()
        send(there, *job)
        there.seek(0)
        answer(receive(there), self._results)
        self._results.seek(0)

    def message(self, seconds: float) -> Message | None:
        del seconds
        return receive(self._results)

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


@pytest.fixture(scope="session")
def asked(lesson: Lesson) -> dict[str, Step]:
    """Return the last step of that lesson for each kind of question."""
    return {step.question: step for step in lesson.steps if step.shows == "question"}


@pytest.fixture
def folder(tmp_path: Path, root: Path) -> Path:
    """Return a copy of data/ of one's own, without the table that may be missing: it is read in half the time."""
    copy = tmp_path / "data"
    shutil.copytree(root / "data", copy, ignore=shutil.ignore_patterns("comparison.csv"))
    return copy


@pytest.fixture
def shown(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of data/ of one's own that is the one shown."""
    monkeypatch.setenv("DYAD_DATA", str(folder))
    return folder
