"""Whose turn it is: few workers at once, first come first served, within the memory they may hold together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock

from dyad.importing.limits import memory_of_all

MOST_AT_ONCE = 3


@dataclass(eq=False)
class Turn:
    """One import, from when it is asked for. `memory` is what its worker holds now; `alone` keeps others out."""

    alone: bool = False
    memory: int = 0


class Turns:
    """The imports of a server: those that run, in the order they began, and those that wait for it."""

    def __init__(self, most: int = MOST_AT_ONCE, memory: Callable[[], int] = memory_of_all) -> None:
        self._most, self._memory = most, memory
        self._running: list[Turn] = []
        self._waiting: list[Turn] = []
        self._lock = Lock()

    def ask(self) -> Turn:
        """Return a turn that waits behind all others; whoever has it calls `leave` at last."""
        turn = Turn()
        with self._lock:
            self._waiting.append(turn)
        return turn

    def take(self, turn: Turn) -> int:
        """Begin if it is this turn's time: returns how many come before it, 0 once it runs."""
        with self._lock:
            if turn in self._running:
                return 0
            ahead = self._waiting.index(turn)
            kept_out = any(one.alone for one in self._running) or (turn.alone and self._running)
            if ahead or kept_out or len(self._running) >= self._most:
                return ahead + len(self._running)
            self._running.append(self._waiting.pop(0))
            return 0

    def must_end(self, turn: Turn, memory: int) -> bool:
        """Note what a worker holds; return whether all hold too much and this one, the last that began, gives way."""
        with self._lock:
            turn.memory = memory
            return sum(one.memory for one in self._running) > self._memory() and self._running[-1] is turn

    def give_way(self, turn: Turn) -> bool:
        """Wait for a turn without others, before all who wait; returns False where there were none to begin with."""
        with self._lock:
            if len(self._running) == 1:
                return False
            self._running.remove(turn)
            turn.alone, turn.memory = True, 0
            self._waiting.insert(0, turn)
            return True

    def leave(self, turn: Turn) -> None:
        """Make room for the next, from wherever this turn stands."""
        with self._lock:
            (self._running if turn in self._running else self._waiting).remove(turn)
