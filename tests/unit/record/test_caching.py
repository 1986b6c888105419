"""Answers are remembered with the record they are about, and go with it."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace

from dyad.record import Record
from dyad.record.caching import cached_per_record


def test_an_answer_is_worked_out_once_a_record(record: Record) -> None:
    """Asked again a record answers from memory, by position or by name; another record has answers of its own."""
    asked: list[tuple[str, int]] = []

    @cached_per_record(4)
    def count(record: Record, times: int, *, plus: int = 0) -> int:
        """Count the events."""
        asked.append((record.version, times))
        return len(record.events) * times + plus

    one, other = replace(record, version="one"), replace(record, events=record.events.head(3), version="other")
    for _ in range(2):
        assert count(one, 2) == 2 * len(record.events)
        assert count(other, 2) == 6
        assert count(one, 2, plus=1) == 2 * len(record.events) + 1
        assert count(one, times=3) == 3 * len(record.events)
    assert asked == [("one", 2), ("other", 2), ("one", 2), ("one", 3)]
    assert (count.__name__, count.__doc__) == ("count", "Count the events.")


def test_only_the_last_answers_are_kept(record: Record) -> None:
    """A function that remembers two answers works out the first anew after two others."""
    asked = []

    @cached_per_record(2)
    def note(record: Record, word: str) -> str:
        del record
        asked.append(word)
        return word

    own = replace(record)
    for word in ("a", "b", "a", "c", "b"):
        assert note(own, word) == word
    assert asked == ["a", "b", "c", "b"]


def test_a_record_goes_with_all_that_was_worked_out(record: Record) -> None:
    """Nothing keeps a record that was dropped, nor the answers about it."""

    class Big:
        pass

    @cached_per_record(2)
    def work_out(record: Record) -> Big:
        del record
        return Big()

    own = replace(record)
    answer = weakref.ref(work_out(own))
    dropped = weakref.ref(own)
    gc.collect()
    assert answer() is work_out(own)
    del own
    gc.collect()
    assert dropped() is None
    assert answer() is None
