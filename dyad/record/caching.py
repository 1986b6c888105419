"""What was worked out about a record is cached with it: for as long as the record lives, and not longer.

A cache of the module would keep what one reader brought after that reader has left, and would let one
reader's tables push out what all others look at.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial, wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

if TYPE_CHECKING:
    from dyad.record.tables import Record

P = ParamSpec("P")
R = TypeVar("R")
OfRecord = Callable[Concatenate["Record", P], R]


def cached_per_record(most: int) -> Callable[[OfRecord[P, R]], OfRecord[P, R]]:
    """Remember the last `most` answers of a function whose first argument is a record, with that record."""

    def decorate(function: OfRecord[P, R]) -> OfRecord[P, R]:
        @wraps(function)
        def answer(record: Record, /, *args: P.args, **kwargs: P.kwargs) -> R:
            known = record.cache.get(function)
            if known is None:
                known = record.cache.setdefault(function, lru_cache(maxsize=most)(partial(function, record)))
            result: R = known(*args, **kwargs)
            return result

        return answer

    return decorate
