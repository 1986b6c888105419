"""What the tables tell beyond what the figures state as their titles, declared once: pages loop over these."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from dyad.findings.events import events_finding
from dyad.findings.finding import KEPT, Finding, Years
from dyad.findings.partners import places_finding, shares_finding, top_finding
from dyad.findings.peak import peak_finding
from dyad.findings.scale import gap_finding, scale_finding
from dyad.findings.votes import votes_finding
from dyad.record import Record
from dyad.record.memory import remembered


class OverYears(Protocol):
    """What makes a finding of a record, over the years of the record or those chosen."""

    def __call__(self, record: Record, /, *, years: Years | None = None) -> Finding | None: ...


@dataclass(frozen=True, kw_only=True)
class Declared:
    """One finding: its stable name, the page it belongs to, and what makes it."""

    name: str
    page: str
    find: OverYears


FINDINGS = (
    Declared(name="peak", page="trade", find=peak_finding),
    Declared(name="shares", page="trade", find=shares_finding),
    Declared(name="scale", page="trade", find=scale_finding),
    Declared(name="top-partners", page="rankings", find=top_finding),
    Declared(name="partner-places", page="rankings", find=places_finding),
    Declared(name="partner-gap", page="rankings", find=gap_finding),
    Declared(name="votes", page="timeline", find=votes_finding),
    Declared(name="events-named", page="claims", find=events_finding),
)


@remembered(KEPT)
def findings_of(record: Record, page: str, *, years: Years | None = None) -> tuple[Finding, ...]:
    """Return the findings of a page that the record and the years give, in order."""
    found = (one.find(record, years=years) for one in FINDINGS if one.page == page)
    return tuple(finding for finding in found if finding)
