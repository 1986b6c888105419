"""What comes of each claim, and of each event by what is claimed about it; the claims of a view, judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from dyad.findings.finding import Facts, once
from dyad.findings.partners import partners_facts
from dyad.findings.ranks import rank_facts, ranked_facts
from dyad.findings.trade import band_facts
from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.record.schema import VERDICTS
from dyad.view import VIEWS_KEPT, View, select_events

UNCLAIMED = "beyond"  # what an event is that no claim names
AFTER = "after"  # and one that the document could not name
NOT_CHECKED = "told"  # what an event is in a record that checks no claims
GENERAL = "general"  # what a claim that no event bears is about
GRAVITY = ("contradicted", "not found", "partly", "confirmed", "opinion")  # gravest first


def test_claim(record: Record, *, check: str, value: str) -> Facts | None:
    """Return the facts by which a claim's `check` tests it; None when the tables hold nothing to test it by."""
    if check == "band":
        return band_facts(record)
    if check == "top_partners":
        return partners_facts(record, top=int(value))
    if check == "ranked_economies":
        return ranked_facts(record, claimed=int(value))
    indicator, _, economy = check.partition(":")
    return rank_facts(record, indicator=indicator, economy=economy, claimed=int(value))


@cached_per_record(1)
def claim_facts(record: Record) -> dict[str, Facts]:
    """Return the facts by which each claim with a check is tested, by the claim's id."""
    rows = record.claims[record.claims["check"] != ""].to_dict("records")
    nothing = Facts(verdict="not found", sources=())
    return {row["id"]: test_claim(record, check=row["check"], value=row["value"]) or nothing for row in rows}


@cached_per_record(1)
def judge_claims(record: Record) -> pd.DataFrame:
    """Return claims.csv with verdict and sources filled where a check computes them."""
    judged, facts = record.claims.copy(), claim_facts(record)
    tested = judged["id"].isin(facts)
    judged.loc[tested, "verdict"] = [facts[id].verdict for id in judged["id"][tested]]
    judged["sources"] = [
        once(sources, facts[id].sources) if id in facts else sources
        for id, sources in zip(judged["id"], judged["sources"], strict=True)
    ]
    return judged


def contradicted(record: Record, claims: Sequence[str]) -> tuple[str, ...]:
    """Return those of some claims that the record contradicts."""
    rows = judge_claims(record)
    return tuple(rows[rows["id"].isin(claims) & (rows["verdict"] == "contradicted")]["id"])


@cached_per_record(1)
def event_verdicts(record: Record) -> dict[str, str]:
    """Return for each event the gravest verdict of its claims, or that no claim names it."""
    verdicts: dict[str, str] = dict.fromkeys(record.event_ids, UNCLAIMED if record.has_claims else NOT_CHECKED)
    judged = judge_claims(record)
    for event, group in judged[judged["event"] != ""].groupby("event"):
        verdicts[str(event)] = min(group["verdict"], key=GRAVITY.index)
    return verdicts


@cached_per_record(VIEWS_KEPT)
def claim_rows(record: Record, view: View) -> pd.DataFrame:
    """Return the claims of a view, judged: rows of claims.csv with verdict and `theme`, in order of both.

    A claim goes with its event: years, themes and words that are chosen leave out the claims of the events they leave
    out. One that no event bears is about the whole, and left out once themes or words are chosen.
    """
    claims = judge_claims(record)
    themes = record.events.set_index("id")["theme"]
    if view.years[0] <= record.about.years[0] and view.years[1] >= record.about.years[1]:
        view = replace(view, years=record.span)  # claims may also look further back
    kept = set(select_events(record, replace(view, beyond=True, context=True))["id"])
    if not view.narrowed:
        kept.add("")
    rows = claims[claims["event"].isin(kept)].copy()
    rows["theme"] = [themes.get(event, GENERAL) for event in rows["event"]]
    orders = {"theme": [*record.about.themes, GENERAL], "verdict": [*VERDICTS]}
    return rows.sort_values([*orders], key=lambda cells: cells.map(orders[str(cells.name)].index), ignore_index=True)


def verdict_counts(record: Record, view: View) -> dict[str, int]:
    """Return how many claims of the view bear each verdict, in the order verdicts are listed."""
    counted = Counter(claim_rows(record, view)["verdict"])
    return {verdict: counted[verdict] for verdict in VERDICTS}


def least_sure_theme(record: Record, view: View) -> tuple[str, int, int] | None:
    """Return the theme with the most claims that are contradicted or not found, how many, and of how many.

    None where no theme has a checkable claim. Of equal numbers that of the largest share is returned.
    """
    rows = claim_rows(record, view)
    rows = rows[(rows["verdict"] != "opinion") & (rows["theme"] != GENERAL)]
    found = [
        (str(theme), int(group.isin(["contradicted", "not found"]).sum()), len(group))
        for theme, group in rows.groupby("theme", sort=False)["verdict"]
    ]
    return max(found, key=lambda one: (one[1], one[1] / one[2]), default=None)
