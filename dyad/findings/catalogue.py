"""Every finding that needs no choice but the years, declared once: pages and files loop over these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, Protocol

from dyad.findings.events import events_finding
from dyad.findings.finding import KEPT, Finding, Years
from dyad.findings.partners import places_finding, shares_finding, top_finding
from dyad.findings.peak import peak_finding
from dyad.findings.ranks import listed_finding
from dyad.findings.scale import gap_finding, scale_finding
from dyad.findings.trade import balance_finding, band_finding
from dyad.findings.votes import votes_finding
from dyad.record import Record
from dyad.record.memory import remembered

Page = Literal["trade", "rankings", "timeline", "claims"]


class OverYears(Protocol):
    """What makes a finding of a record, over the years of the record or those chosen."""

    def __call__(self, record: Record, *, years: Years | None = None) -> Finding | None: ...


@dataclass(frozen=True, kw_only=True)
class Declared:
    """One finding: its stable name, the page it belongs to, and what makes it."""

    name: str
    page: Page
    find: OverYears


FINDINGS = (
    Declared(name="band", page="trade", find=band_finding),
    Declared(name="balance", page="trade", find=balance_finding),
    Declared(name="peak", page="trade", find=peak_finding),
    Declared(name="shares", page="trade", find=shares_finding),
    Declared(name="scale", page="trade", find=scale_finding),
    Declared(name="top-partners", page="rankings", find=top_finding),
    Declared(name="partner-places", page="rankings", find=places_finding),
    Declared(name="partner-gap", page="rankings", find=gap_finding),
    Declared(name="ranks-listed", page="rankings", find=listed_finding),
    Declared(name="votes", page="timeline", find=votes_finding),
    Declared(name="events-named", page="claims", find=events_finding),
)


@remembered(KEPT)
def findings_of(record: Record, page: Page, *, years: Years | None = None) -> Mapping[str, Finding]:
    """Return the findings of a page by name, those that the record and the years give, in order."""
    found = {one.name: one.find(record, years=years) for one in FINDINGS if one.page == page}
    return MappingProxyType({name: finding for name, finding in found.items() if finding})
