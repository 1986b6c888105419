"""What is found, put into words, for tests of both at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dyad.findings.finding import Facts
from dyad.record import Record
from dyad.wording.findings import Finding, finding_of


def worded(find: Callable[..., Facts | None], record: Record, **asked: Any) -> Finding:
    """Return what is found in a record, in words; something has to be."""
    facts = find(record, **asked)
    assert facts is not None
    return finding_of(facts, record.about)
