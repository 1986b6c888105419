"""The record that is shown: read once, and again when its files change."""

from __future__ import annotations

import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from dyad.importing import current
from dyad.importing.current import Shown, current_record, data_folder
from dyad.record import Problem, Record, RecordError
from tests.unit.tables import change


def test_the_folder_is_ours_unless_told(root: Path, shown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """DYAD_DATA names the folder; without it, or with nothing in it, data/ is shown."""
    assert data_folder() == shown
    monkeypatch.setenv("DYAD_DATA", "")
    assert data_folder() == root / "data"
    monkeypatch.delenv("DYAD_DATA")
    assert data_folder() == root / "data"


def test_everyone_gets_the_same_record(shown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers who come at once share one reading, and later ones its result."""
    readings: list[Path] = []
    read = current.read_folder

    def count(folder: Path) -> Record:
        readings.append(folder)
        return read(folder)

    monkeypatch.setattr(current, "read_folder", count)
    with ThreadPoolExecutor(4) as readers:
        records = list(readers.map(lambda _: current_record(), range(8)))
    assert all(record is records[0] for record in records)
    assert readings == [shown]


def test_the_last_good_record_stays_while_files_are_broken(
    shown: Path, root: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Broken tables leave the record that is shown, since when is told, the log has it once; mended ones are shown."""
    sound = current_record()
    assert current.look() == Shown(sound)
    line = change(shown, "events", 4, theme="Enrgy")
    begun = datetime.now(UTC)
    for _ in range(3):
        assert current_record() is sound
    stale = current.look()
    assert stale.record is sound
    assert [str(problem).partition(" is not")[0] for problem in stale.problems] == [
        f'events.csv line {line}, column "theme": "Enrgy"'
    ]
    assert stale.since
    assert abs(stale.since - begun) < timedelta(minutes=1)
    (told,) = caplog.messages
    assert f"events.csv line {line}" in told
    monkeypatch.setattr(current, "RETRY_SECONDS", 0)
    change(shown, "events", 5, theme="Dfence")
    assert current.look().since == stale.since
    assert len(current.look().problems) == 2
    shutil.copy(root / "data" / "events.csv", shown / "events.csv")
    mended = current.look()
    assert (mended.record.version, mended.since, mended.problems) == (sound.version, None, ())
    assert "can be read again" in caplog.messages[-1]


def test_tables_that_were_never_good_are_told(shown: Path, root: Path, caplog: pytest.LogCaptureFixture) -> None:
    """With nothing to show every asker gets the problems, the log has them once, and mended tables are shown."""
    line = change(shown, "events", 4, theme="Enrgy")
    for _ in range(2):
        with pytest.raises(RecordError, match=f"events.csv line {line}"):
            current_record()
    assert len(caplog.messages) == 1
    shutil.copy(root / "data" / "events.csv", shown / "events.csv")
    assert len(current_record().events)


@pytest.mark.usefixtures("shown")
def test_another_folder_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The good record of one folder is never shown for another."""
    assert current_record()
    monkeypatch.setenv("DYAD_DATA", str(tmp_path / "nowhere"))
    with pytest.raises(RecordError, match="The folder nowhere: is missing"):
        current_record()


@pytest.mark.parametrize("before", [True, False])
def test_files_written_while_they_are_read_are_read_again(
    shown: Path, monkeypatch: pytest.MonkeyPatch, *, before: bool
) -> None:
    """A reading during which a file changed is not kept, good as it looks; the record before stays on show."""
    sound = current_record() if before else None
    read = current.read_folder

    def write_while_reading(folder: Path) -> Record:
        record = read(folder)
        with (folder / "events.csv").open("a", encoding="utf-8") as file:
            file.write("\n")
        return record

    with monkeypatch.context() as writing:
        writing.setattr(current, "read_folder", write_while_reading)
        (shown / "events.csv").touch()
        if before:
            told = current.look()
            assert told.record is sound
            problems = told.problems
        else:
            with pytest.raises(RecordError) as error:
                current.look()
            problems = error.value.problems
    assert list(map(str, problems)) == ["events.csv: was written while it was read. It is read again in a moment."]
    settled = current.look()
    assert settled.since is None
    assert settled.record is not sound


@pytest.mark.usefixtures("shown")
def test_what_cannot_be_read_is_tried_again_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that could not be read are not read at each look, but again after a time, though none has changed."""
    readings: list[Path] = []
    read = current.read_folder

    def fail(folder: Path) -> Record:
        readings.append(folder)
        raise RecordError([Problem(file="events.csv", message="cannot be read.")])

    monkeypatch.setattr(current, "read_folder", fail)
    for _ in range(3):
        with pytest.raises(RecordError):
            current_record()
    assert len(readings) == 1
    monkeypatch.setattr(current, "read_folder", read)
    monkeypatch.setattr(current, "time", SimpleNamespace(monotonic=lambda: time.monotonic() + current.RETRY_SECONDS))
    assert current_record()


def test_another_file_of_the_same_size_and_time_is_seen(shown: Path) -> None:
    """A table put in another's place is noticed even with its size and time of change."""
    sound = current_record()
    text = (shown / "events.csv").read_text(encoding="utf-8")
    other = shown / "events.new"
    other.write_text(text.replace("2016-04-26", "2016-04-27", 1), encoding="utf-8")
    shutil.copystat(shown / "events.csv", other)
    other.replace(shown / "events.csv")
    assert current_record().version != sound.version
