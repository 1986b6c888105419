"""The record that is shown now, read once for as long as its files stay as they are, and not while they change.

Pages and server ask here, so that both speak of the same `Record`. While the files cannot be used, as they are being
written or were written wrongly, the last record that could be read stays on show.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock

from dyad.importing.folders import read_folder
from dyad.importing.kinds import BROUGHT
from dyad.paths import shipped
from dyad.record.problems import Problem, RecordError
from dyad.record.tables import Record

DATA_VARIABLE = "DYAD_DATA"  # names a folder of tables to show instead of data/
DATA = shipped("data")
RETRY_SECONDS = 5.0  # until files that could not be read, and have not changed since, are tried again
MOST_LOGGED = 20  # problems, each time they change

LOG = logging.getLogger(__name__)
Stamps = tuple[tuple[object, ...], ...]  # by file

_reading = Lock()  # readers who come at once wait for one reading instead of each doing their own


@dataclass(frozen=True)
class Shown:
    """What is shown of a folder. `since` is when its files could no longer be used, `problems` is why."""

    record: Record
    since: datetime | None = None
    problems: tuple[Problem, ...] = ()


def data_folder() -> Path:
    """Return the folder whose tables are shown."""
    return Path(os.environ.get(DATA_VARIABLE) or DATA)


def current_record() -> Record:
    """Return the record in `data_folder()`, as `look` has it."""
    return look().record


def look() -> Shown:
    """Return what is shown of `data_folder()` as its files are now.

    While these cannot be used it is the last record that could. Raises RecordError with every problem of every file
    where there was none.
    """
    folder = data_folder()
    with _reading:
        return _folder(folder).look()


class _Folder:
    """A folder, the last record that could be read from it, and what stands in the way of another."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamps: Stamps | None = None  # the files as they were when they were last read
        self._record: Record | None = None
        self._problems: tuple[Problem, ...] = ()
        self._since: datetime | None = None  # the files have been broken
        self._retry_at = 0.0

    def look(self) -> Shown:
        """Return what is shown, once the files were looked at and read where that may change it."""
        stamps = _scan(self._path)
        # What stood in the way may be gone without a change of a file.
        if stamps != self._stamps or (self._since and time.monotonic() >= self._retry_at):
            self._read(stamps)
        if self._record is None:
            raise RecordError(self._problems)
        return Shown(self._record, self._since, self._problems)

    def _read(self, stamps: Stamps) -> None:
        try:
            record = read_folder(self._path)
            _check_settled(stamps, _scan(self._path))
        except RecordError as error:
            if error.problems != self._problems:  # else it is no news
                self._log(error.problems)
            self._problems = error.problems
            self._since = self._since or datetime.now(UTC)
            self._retry_at = time.monotonic() + RETRY_SECONDS
        else:
            if self._since:
                LOG.warning("The record in %s can be read again.", self._path.name)
            self._record, self._problems, self._since = record, (), None
        self._stamps = stamps

    def _log(self, problems: Sequence[Problem]) -> None:
        first = "The last good record stays on show" if self._record else "Nothing can be shown"
        told = "\n".join(map(str, problems[:MOST_LOGGED]))
        more = len(problems) - MOST_LOGGED
        tail = f"\n… and {more} more" if more > 0 else ""
        LOG.error("The record in %s cannot be read. %s:\n%s%s", self._path.name, first, told, tail)


_folder = lru_cache(maxsize=1)(_Folder)


def _check_settled(before: Stamps, after: Stamps) -> None:
    """Raise RecordError where files were written while they were read: what came of it mixes old and new."""
    names = sorted({str(name) for name, *_ in set(before) ^ set(after)})
    if names:
        message, hint = "was written while it was read.", "It is read again in a moment."
        raise RecordError([Problem(file=name, message=message, hint=hint, rule="unsettled") for name in names])


def _scan(folder: Path) -> Stamps:
    """Return for each file that matters its name, size and times of change; another tuple is another reading."""
    stamps = []
    with suppress(OSError):  # no folder: reading will say so
        for file in os.scandir(folder):
            if Path(file.name).suffix.lower() in BROUGHT:
                with suppress(OSError):  # gone since it was listed: reading will say so if it is missed
                    stat = file.stat()
                    stamps.append((file.name, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns))
    return tuple(sorted(stamps))
