"""Who publishes what a figure shows."""

from __future__ import annotations

from collections.abc import Iterable

from dyad.record import Record
from dyad.wording.figures import say_collectors, say_publishers


def publishers(record: Record, cited: Iterable[Iterable[str]]) -> list[str]:
    """Return the publishers of sources that rows cite, each once."""
    return list(dict.fromkeys(record.source(id).publisher for ids in cited for id in ids))


def collectors(record: Record, cited: Iterable[Iterable[str]]) -> list[str]:
    """Return the publishers of sources that rows cite, each once, behind the persons who collected data."""
    return list(dict.fromkeys(say_collectors(record.source(id)) for ids in cited for id in ids))


def cited_as(record: Record, ids: Iterable[str]) -> str:
    """Return the publishers of what a mark shows, as it tells them."""
    return say_publishers(publishers(record, [ids]))
