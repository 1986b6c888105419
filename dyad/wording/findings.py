"""Findings in words: which sentences belong to which facts, and claims with what the tables show of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dyad.findings.claims import claim_facts, judge_claims
from dyad.findings.events import EventsFacts, events_facts
from dyad.findings.finding import KEPT, Facts, Years
from dyad.findings.partners import PartnersFacts, PlacesFacts, SharesFacts, places_facts, shares_facts, top_facts
from dyad.findings.peak import PeakFacts, peak_facts
from dyad.findings.ranks import ListedFacts, RankedFacts, RankFacts
from dyad.findings.scale import GapFacts, ScaleFacts, gap_facts, scale_facts
from dyad.findings.trade import BalanceFacts, BandFacts
from dyad.findings.votes import VotesFacts, votes_facts
from dyad.record import About, Record
from dyad.record.caching import cached_per_record
from dyad.wording import balance, events, partners, ranks, scale, shares, trade, votes

Words = Callable[[Any, About], str]
UNTESTED = "The tables hold nothing to test it by."
WORDS: Mapping[type[Facts], tuple[Words, Words]] = {  # by the facts: the headline, and the text
    BalanceFacts: (balance.balance_headline, balance.balance_text),
    BandFacts: (trade.band_headline, trade.band_text),
    EventsFacts: (events.events_headline, events.events_text),
    GapFacts: (scale.gap_headline, scale.gap_text),
    ListedFacts: (ranks.listed_headline, ranks.listed_text),
    PartnersFacts: (partners.partners_headline, partners.partners_text),
    PeakFacts: (trade.peak_headline, trade.peak_text),
    PlacesFacts: (partners.places_headline, partners.places_text),
    RankFacts: (ranks.rank_headline, ranks.rank_text),
    RankedFacts: (ranks.ranked_headline, ranks.ranked_text),
    ScaleFacts: (scale.scale_headline, scale.scale_text),
    SharesFacts: (shares.shares_headline, shares.shares_text),
    VotesFacts: (votes.votes_headline, votes.votes_text),
    Facts: (lambda *_: UNTESTED, lambda *_: UNTESTED),
}
OverYears = Callable[..., Facts | None]  # what makes a finding of a record, over its years or those chosen
FINDINGS: Mapping[str, tuple[OverYears, ...]] = {  # by page, beyond what figures state as their titles
    "trade": (peak_facts, shares_facts, scale_facts),
    "rankings": (top_facts, places_facts, gap_facts),
    "timeline": (votes_facts,),
    "claims": (events_facts,),
}


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Facts in words: the short form for a title, the whole, whose figures, and the verdict on a claim ("" on none)."""

    verdict: str
    headline: str
    text: str
    sources: tuple[str, ...]


def finding_of(facts: Facts, about: About) -> Finding:
    """Return facts in words."""
    headline, text = WORDS[type(facts)]
    return Finding(
        verdict=facts.verdict, headline=headline(facts, about), text=text(facts, about), sources=facts.sources
    )


@cached_per_record(KEPT)
def findings_of(record: Record, page: str, *, years: Years | None = None) -> tuple[Finding, ...]:
    """Return the findings of a page that the record and the years give, in order."""
    found = (find(record, years=years) for find in FINDINGS.get(page, ()))
    return tuple(finding_of(facts, record.about) for facts in found if facts)


@cached_per_record(1)
def claims_by_id(record: Record) -> dict[str, dict[Any, Any]]:
    """Return the judged claims in words, as rows by id; they are shared, not to be changed."""
    return {row["id"]: row for row in put_in_words(record, judge_claims(record)).to_dict("records")}


def put_in_words(record: Record, claims: pd.DataFrame) -> pd.DataFrame:
    """Return some of the judged claims, with what the record shows in words of those too that a check tests."""
    facts = claim_facts(record)
    said = [
        finding_of(facts[id], record.about).text if id in facts else text
        for id, text in zip(claims["id"], claims["record"], strict=True)
    ]
    return claims.assign(record=pd.Series(said, index=claims.index, dtype=claims["record"].dtype))
