"""What imports may take of a server together: turns for few at once, memory for workers and for what came of them."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from threading import Lock
from weakref import WeakKeyDictionary

from dyad.importing.bringing import ImportResult
from dyad.importing.process import MB
from dyad.record.schema import TABLES
from dyad.record.tables import Record


def megabytes(variable: str, usual: int) -> int:
    """Return how many bytes a variable of the environment gives in MB, the usual ones where it is no number."""
    told = os.environ.get(variable, "")
    return MB * (int(told) if told.isascii() and told.isdigit() else usual)


# That all workers of a server may hold together: with a server of 400 MB and a program that draws (200) within the
# 1 GiB of deploy/
MEMORY_OF_ALL = megabytes("DYAD_IMPORT_MEMORY_MB", 420)
MOST_HELD = megabytes("DYAD_OWN_TABLES_MB", 200)  # of own tables, by all sessions together


@dataclass(eq=False)
class Turn:
    """One import, from when it is asked for. `memory` is what its worker holds now; `alone` keeps others out."""

    runs: bool = False
    alone: bool = False
    memory: int = 0


class Turns:
    """The imports of a server: those that run, in the order they began, and behind them those that wait for it."""

    def __init__(self, most: int = 3, memory: int = MEMORY_OF_ALL) -> None:
        self._most, self._memory = most, memory
        self._turns: list[Turn] = []
        self._lock = Lock()

    def ask(self) -> Turn:
        """Return a turn that waits behind all others; whoever has it calls `leave` at last."""
        self._turns.append(turn := Turn())
        return turn

    def take(self, turn: Turn) -> int:
        """Begin if it is this turn's time: returns how many come before it, 0 once it runs."""
        with self._lock:
            before = self._turns[: self._turns.index(turn)]
            if not turn.runs:
                kept_out = (turn.alone and before) or any(one.alone or not one.runs for one in before)
                turn.runs = not kept_out and len(before) < self._most
            return 0 if turn.runs else len(before)

    def must_end(self, turn: Turn, memory: int) -> bool:
        """Note what a worker holds; return whether all hold too much and this one, the last that began, gives way."""
        with self._lock:
            turn.memory = memory
            last = [one for one in self._turns if one.runs][-1]
            return sum(one.memory for one in self._turns) > self._memory and last is turn

    def give_way(self, turn: Turn) -> bool:
        """Wait for a turn without others, before all who wait; returns False where there were none to begin with."""
        with self._lock:
            if self._turns[0] is turn:
                return False
            turn.runs, turn.alone, turn.memory = False, True, 0
            return True

    def leave(self, turn: Turn) -> None:
        """Make room for the next, from wherever this turn stands."""
        with self._lock:
            self._turns.remove(turn)


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
