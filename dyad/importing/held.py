"""How much of readers' own tables a server holds: counted as they lie in memory, let go with those sessions.

A small file may unfold into much text, and a page that was closed is kept for two minutes.
"""

from __future__ import annotations

import sys
from threading import Lock
from weakref import WeakKeyDictionary

from dyad.importing.bringing import ImportResult
from dyad.importing.process import told_or
from dyad.record.schema import TABLES
from dyad.record.tables import Record

HELD_VARIABLE = "DYAD_OWN_TABLES_MB"  # sets how much all sessions together may hold
HELD_MB = 200


class HeldTables:
    """What came of imports and is still held by a session, in bytes."""

    def __init__(self) -> None:
        self._sizes: WeakKeyDictionary[ImportResult | Record, int] = WeakKeyDictionary()
        self._lock = Lock()

    @property
    def size(self) -> int:
        """Return how many bytes are held now."""
        return sum(self._sizes.values())

    def take(self, brought: ImportResult, *, most: int) -> bool:
        """Count what was brought for as long as anybody holds it; returns False where it would be too much."""
        cells = (cell for grid in brought.grids for _, row in grid.rows for cell in row)
        sizes: dict[ImportResult | Record, int] = {brought: sum(map(sys.getsizeof, cells))}
        if record := brought.record:
            sizes[record] = sum(int(getattr(record, name).memory_usage(deep=True).sum()) for name in TABLES)
        with self._lock:
            if self.size + sum(sizes.values()) > most:
                return False
            self._sizes.update(sizes)
        return True


def most_held() -> int:
    """Return how many bytes of own tables all sessions may hold together."""
    return told_or(HELD_VARIABLE, HELD_MB)
