"""The record that is shown now, read once for as long as its files stay as they are.

Pages and server ask here, so that both speak of the same `Record`.
"""

from __future__ import annotations

import os
import time
from functools import lru_cache
from pathlib import Path
from threading import Lock

from dyad.importing.folders import BROUGHT, read_folder
from dyad.record.tables import Record

DATA_VARIABLE = "DYAD_DATA"  # names a folder of tables to show instead of data/
DATA = Path(__file__).parents[2] / "data"
LOOK_SECONDS = 0.25  # a class that clicks at once asks the disk once, and waits for it once
KEPT = 2  # records in memory: a session may still show the one that was replaced

Stamps = tuple[tuple[object, ...], ...]  # by file

_reading = Lock()  # readers who come at once wait for one reading instead of each doing their own


def data_folder() -> Path:
    """Return the folder whose tables are shown."""
    return Path(os.environ.get(DATA_VARIABLE) or DATA)


def current_record() -> Record:
    """Return the record in `data_folder()` as its files are now, or were `LOOK_SECONDS` ago at the most.

    Raises
    ------
    RecordError
        With every problem of every file, when the tables cannot be used as they are.
    """
    folder = data_folder()
    with _reading:
        return _read(folder, _stamps(folder, int(time.monotonic() / LOOK_SECONDS)))


@lru_cache(maxsize=1)
def _stamps(folder: Path, moment: int) -> Stamps:
    """Return for each file that matters its name, size and times of change; another tuple is another reading."""
    del moment
    try:
        files = [file for file in os.scandir(folder) if Path(file.name).suffix.lower() in BROUGHT]
    except OSError:  # no folder: reading will say so
        return ()
    stamps = []
    for file in files:
        try:
            stat = file.stat()
        except OSError:  # gone since it was listed: reading will say so if it is missed
            continue
        stamps.append((file.name, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns))
    return tuple(sorted(stamps))


@lru_cache(maxsize=KEPT)
def _read(folder: Path, stamps: Stamps) -> Record:
    """Read the record; only success is kept, as what stood in the way may be gone without a change of a file."""
    del stamps
    return read_folder(folder)
