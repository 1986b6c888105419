"""What the script knows of a record: what an address is read against, and what of each event filters go by."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.view import MAX_TEXT_CHARS, searchable_text

Facts = dict[str, Any]


def record_facts(record: Record) -> Facts:
    """Return what an address is read against: years, themes, switches, and how long a search may be."""
    return {
        "years": list(record.about.years),
        "span": list(record.span),
        "themes": list(record.about.themes),
        "hasClaims": record.has_claims,
        "mostChars": MAX_TEXT_CHARS,
    }


@cached_per_record(1)
def event_facts(record: Record) -> dict[str, Facts]:
    """Return what filters go by, by event: `from` and `to` (years, None where open), `theme`, `text` (folded).

    `beyond` and `context` are there for events that the switches of these names bring.
    """
    return {
        row["id"]: {
            "from": None if pd.isna(row["first"]) else int(row["first"].year),
            "to": None if pd.isna(row["last"]) else int(row["last"].year),
            "theme": row["theme"],
            "text": text,
            **({"beyond": True} if record.has_claims and row["id"] not in record.claimed_events else {}),
            **({"context": True} if row["scope"] != "bilateral" else {}),
        }
        for row, text in zip(record.events.to_dict("records"), searchable_text(record), strict=True)
    }


@cached_per_record(1)
def claim_ids(record: Record) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the id and the event of each claim, by its words and where they stand."""
    rows = record.claims.to_dict("records")
    return {(row["claim"], row["locator"]): (row["id"], row["event"]) for row in rows}
