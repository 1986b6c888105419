"""What the tables tell beyond what the figures state as their titles, declared once: pages loop over these."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dyad.findings.events import events_facts
from dyad.findings.finding import KEPT, Facts, Years
from dyad.findings.partners import places_facts, shares_facts, top_facts
from dyad.findings.peak import peak_facts
from dyad.findings.scale import gap_facts, scale_facts
from dyad.findings.votes import votes_facts
from dyad.record import Record
from dyad.record.caching import cached_per_record

OverYears = Callable[..., Facts | None]  # what makes a finding of a record, over its years or those chosen

FINDINGS: Mapping[str, tuple[OverYears, ...]] = {  # by page
    "trade": (peak_facts, shares_facts, scale_facts),
    "rankings": (top_facts, places_facts, gap_facts),
    "timeline": (votes_facts,),
    "claims": (events_facts,),
}


@cached_per_record(KEPT)
def facts_of(record: Record, page: str, *, years: Years | None = None) -> tuple[Facts, ...]:
    """Return what the record and the years give for a page, in order."""
    return tuple(facts for find in FINDINGS.get(page, ()) if (facts := find(record, years=years)))
