"""How much of readers' own tables a server holds: counted as they lie in memory, let go with those sessions.

A small file may unfold into much text, and a page that was closed is kept for two minutes.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from itertools import chain
from threading import Lock
from typing import Any
from weakref import finalize

from dyad.importing.bringing import ImportResult
from dyad.importing.limits import told_or
from dyad.record.schema import TABLES

HELD_VARIABLE = "DYAD_OWN_TABLES_MB"  # sets how much all sessions together may hold
HELD_MB = 200


class HeldTables:
    """What came of imports and is still held by a session, in bytes."""

    def __init__(self) -> None:
        self._sizes: dict[int, int] = {}
        self._lock = Lock()

    @property
    def size(self) -> int:
        """Return how many bytes are held now."""
        return sum(list(self._sizes.values()))

    def take(self, brought: ImportResult, *, most: int) -> bool:
        """Count what was brought for as long as anybody holds it; returns False where it would be too much."""
        parts: list[tuple[object, int]] = [(brought, _size(cells for grid in brought.grids for _, cells in grid.rows))]
        if brought.record is not None:
            frames = [getattr(brought.record, name) for name in TABLES]
            parts.append((brought.record, _size(frame[name] for frame in frames for name in frame)))
        with self._lock:
            if self.size + sum(size for _, size in parts) > most:
                return False
            for part, size in parts:
                self._sizes[id(part)] = size
                finalize(part, self._let_go, id(part))
        return True

    def _let_go(self, part: int) -> None:
        # Without the lock: it is called wherever garbage is found, perhaps while the lock is held.
        self._sizes.pop(part, None)


def most_held() -> int:
    """Return how many bytes of own tables all sessions may hold together."""
    return told_or(HELD_VARIABLE, HELD_MB)


def _size(columns: Iterable[Iterable[Any]]) -> int:
    """Return the bytes of the texts in columns of cells; a cell may hold several."""
    return sum(
        sys.getsizeof(cell) if isinstance(cell, str) else sum(map(sys.getsizeof, cell))
        for cell in chain.from_iterable(columns)
        if isinstance(cell, str | tuple)
    )
