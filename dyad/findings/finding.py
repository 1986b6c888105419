"""What a test of the tables comes to, and the years that all tests count by.

No sentence is kept anywhere else: change a table and it changes. Years are calendar years,
money is USD million at current prices, flows are seen from the first economy of the dyad.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dyad.record import Record
from dyad.record.dates import read_date

KEPT = 16  # of what is computed for one economy, flow or rank


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A claim tested: the verdict, the short form for a title, the whole, and whose figures."""

    verdict: str
    headline: str
    text: str
    sources: tuple[str, ...]


def claims_year(record: Record) -> int:
    """Return the year in which the claims were published; the one after the record's last if not known."""
    document = record.claims_document
    return read_date(document.date).known[1].year if document and document.date else record.about.years[1] + 1


def sources_of(rows: pd.DataFrame) -> tuple[str, ...]:
    """Return the documents that rows cite, each once, in order."""
    return tuple(dict.fromkeys(source for sources in rows["sources"] for source in sources))
