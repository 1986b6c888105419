"""Few imports run at once, in the order they were asked for, within the memory of all."""

from __future__ import annotations

import pytest

from dyad.importing.budget import MEMORY_MB, MEMORY_VARIABLE, Turns, memory_of_all
from dyad.importing.process import MB


def test_first_come_first_served() -> None:
    """The fourth waits for three, the fifth for four; who leaves, running or waiting, makes room in order."""
    turns = Turns(most=3)
    one, two, three, four, five, six = (turns.ask() for _ in range(6))
    assert [turns.take(turn) for turn in (one, two, three)] == [0, 0, 0]
    assert [turns.take(turn) for turn in (four, five, six)] == [3, 4, 5]
    turns.leave(five)
    assert turns.take(six) == 4
    turns.leave(two)
    assert turns.take(six) == 3, "the fourth has not begun yet, and comes before"
    assert turns.take(four) == 0
    assert turns.take(four) == 0, "asking again changes nothing"
    turns.leave(one)
    assert turns.take(six) == 0


def test_the_last_that_began_gives_way_and_then_runs_alone() -> None:
    """When all hold too much, the youngest ends, waits until the others are done, and keeps others out."""
    turns = Turns(most=3, memory=lambda: 100)
    old, young, late = turns.ask(), turns.ask(), turns.ask()
    for turn in (old, young):
        turns.take(turn)
    assert not turns.must_end(old, 70)
    assert not turns.must_end(young, 30)
    assert turns.must_end(young, 31)
    assert not turns.must_end(old, 70)
    assert turns.give_way(young)
    assert turns.take(young) == 1
    assert turns.take(late) == 2
    assert turns.must_end(old, 101)
    assert not turns.give_way(old), "nobody is left to wait for"
    turns.leave(old)
    assert turns.take(young) == 0
    assert turns.take(late) == 1
    turns.leave(young)
    assert turns.take(late) == 0


def test_the_memory_of_all_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable of the environment sets it in MB; anything that is no number leaves it as it is."""
    monkeypatch.setenv(MEMORY_VARIABLE, "2000")
    assert memory_of_all() == 2000 * MB
    for told in ("", "much", "-1"):
        monkeypatch.setenv(MEMORY_VARIABLE, told)
        assert memory_of_all() == MEMORY_MB * MB
