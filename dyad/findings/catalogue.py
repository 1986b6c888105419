"""What the tables tell beyond what the figures state as their titles, declared once: pages loop over these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from dyad.findings.events import events_facts
from dyad.findings.finding import KEPT, Facts, Years
from dyad.findings.partners import places_facts, shares_facts, top_facts
from dyad.findings.peak import peak_facts
from dyad.findings.scale import gap_facts, scale_facts
from dyad.findings.votes import votes_facts
from dyad.record import Record
from dyad.record.caching import cached_per_record


class OverYears(Protocol):
    """What makes a finding of a record, over the years of the record or those chosen."""

    def __call__(self, record: Record, /, *, years: Years | None = None) -> Facts | None: ...


@dataclass(frozen=True, kw_only=True)
class Declared:
    """One finding: its stable name, the page it belongs to, and what makes it."""

    name: str
    page: str
    find: OverYears


FINDINGS = (
    Declared(name="peak", page="trade", find=peak_facts),
    Declared(name="shares", page="trade", find=shares_facts),
    Declared(name="scale", page="trade", find=scale_facts),
    Declared(name="top-partners", page="rankings", find=top_facts),
    Declared(name="partner-places", page="rankings", find=places_facts),
    Declared(name="partner-gap", page="rankings", find=gap_facts),
    Declared(name="votes", page="timeline", find=votes_facts),
    Declared(name="events-named", page="claims", find=events_facts),
)


@cached_per_record(KEPT)
def facts_of(record: Record, page: str, *, years: Years | None = None) -> tuple[Facts, ...]:
    """Return what the record and the years give for a page, in order."""
    found = (one.find(record, years=years) for one in FINDINGS if one.page == page)
    return tuple(facts for facts in found if facts)
