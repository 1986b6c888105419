"""What own tables take of a server's memory is counted while somebody holds them, and has an end."""

from __future__ import annotations

import gc

import pytest

from dyad.importing.bringing import bring
from dyad.importing.budget import HeldTables
from dyad.importing.tables import import_tables

TABLE = ("date,title,summary\n" + "".join(f"{1900 + at},Event {at},{'😀' * 50}\n" for at in range(40))).encode()


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
    monkeypatch.setenv("DYAD_OWN_TABLES_MB", "0")
    brought = import_tables([("mine.csv", TABLE)])
    assert brought.record is None
    (problem,) = brought.problems
    assert str(problem).startswith("mine.csv: does not fit: all tables that readers have brought may take 0 MB here.")
