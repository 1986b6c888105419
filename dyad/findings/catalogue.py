"""What the tables tell beyond what the figures state as their titles, declared once: pages loop over these."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dyad.findings.events import events_facts
from dyad.findings.finding import Facts
from dyad.findings.partners import places_facts, shares_facts, top_facts
from dyad.findings.peak import peak_facts
from dyad.findings.scale import gap_facts, scale_facts
from dyad.findings.votes import votes_facts

OverYears = Callable[..., Facts | None]  # what makes a finding of a record, over its years or those chosen

FINDINGS: Mapping[str, tuple[OverYears, ...]] = {  # by page
    "trade": (peak_facts, shares_facts, scale_facts),
    "rankings": (top_facts, places_facts, gap_facts),
    "timeline": (votes_facts,),
    "claims": (events_facts,),
}
