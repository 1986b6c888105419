"""Few imports run at once, in the order they were asked for, within the memory of all; so is what came of them held."""

from __future__ import annotations

import gc

import pytest

from dyad.importing import tables
from dyad.importing.bringing import bring
from dyad.importing.budget import HeldTables, Turns, megabytes
from dyad.importing.process import MB
from dyad.importing.tables import import_tables

TABLE = ("date,title,summary\n" + "".join(f"{1900 + at},Event {at},{'😀' * 50}\n" for at in range(40))).encode()


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
    turns = Turns(most=3, memory=100)
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


def test_memory_can_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable of the environment sets it in MB; anything that is no number leaves it as it is."""
    for told, memory in (("2000", 2000), ("", 420), ("much", 420), ("-1", 420)):
        monkeypatch.setenv("DYAD_MEMORY", told)
        assert megabytes("DYAD_MEMORY", 420) == memory * MB


def test_held_tables_are_counted_until_they_are_let_go() -> None:
    """Each text counts as it lies in memory; what nobody holds any more counts no more."""
    held = HeldTables()
    brought = bring([("mine.csv", TABLE)])
    assert held.take(brought, most=1_000_000)
    assert held.size > 2 * 40 * 200, "four bytes a character, in the file as it was read and in the record"
    record, first = brought.record, held.size
    del brought
    gc.collect()
    assert 0 < held.size < first, "the record is still shown"
    other = bring([("other.csv", TABLE)])
    assert not held.take(other, most=held.size + 100)
    del record, other
    gc.collect()
    assert held.size == 0


def test_too_much_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables that do not fit beside those of others are refused by name, with what is allowed and what to do."""
    monkeypatch.setattr(tables, "MOST_HELD", 0)
    brought = import_tables([("mine.csv", TABLE)])
    assert brought.record is None
    (problem,) = brought.problems
    assert str(problem).startswith("mine.csv: does not fit: all tables that readers have brought may take 0 MB here.")
