"""The record that is shown: read once, and again when its files change."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dyad.importing import current
from dyad.importing.current import current_record, data_folder
from dyad.record import Record, RecordError
from tests.unit.tables import change


@pytest.fixture
def shown(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of data/ that is the one shown."""
    monkeypatch.setenv("DYAD_DATA", str(folder))
    return folder


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


def test_changed_files_are_read_again(shown: Path, root: Path) -> None:
    """A broken table is told each time, and the record comes back once the table is mended."""
    sound = current_record()
    line = change(shown, "events", 4, theme="Enrgy")
    for _ in range(2):
        with pytest.raises(RecordError, match=f"events.csv line {line}"):
            current_record()
    shutil.copy(root / "data" / "events.csv", shown / "events.csv")
    assert current_record().version == sound.version


def test_the_disk_is_asked_once_a_moment(shown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers of one moment get what the first of them got; after it a change is seen."""
    with monkeypatch.context() as long:
        long.setattr(current, "LOOK_SECONDS", 1e9)
        sound = current_record()
        change(shown, "events", 4, theme="Enrgy")
        assert current_record() is sound
    with pytest.raises(RecordError):
        current_record()


def test_another_file_of_the_same_size_and_time_is_seen(shown: Path) -> None:
    """A table put in another's place is noticed even with its size and time of change."""
    sound = current_record()
    text = (shown / "events.csv").read_text(encoding="utf-8")
    other = shown / "events.new"
    other.write_text(text.replace("2016-04-26", "2016-04-27", 1), encoding="utf-8")
    shutil.copystat(shown / "events.csv", other)
    other.replace(shown / "events.csv")
    assert current_record().version != sound.version
