"""What comes of each claim, and of each event by what is claimed about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pandas as pd

from dyad.findings.finding import Finding
from dyad.findings.partners import partners_finding
from dyad.findings.ranks import rank_finding, ranked_finding
from dyad.findings.trade import band_finding
from dyad.record import Record
from dyad.record.memory import remembered
from dyad.record.schema import VERDICTS
from dyad.wording import count, listing

BEYOND = "beyond"  # what an event is that no claim names
TOLD = "told"  # what an event is in a record that checks no claims
GRAVITY = ("contradicted", "not found", "partly", "confirmed", "opinion")  # gravest first


def test_claim(record: Record, *, check: str, value: str) -> Finding | None:
    """Return the finding a claim's `check` names; None when the tables hold nothing to test it by."""
    name, _, economy = check.partition(":")
    tests: dict[str, Callable[[], Finding | None]] = {
        "band": lambda: band_finding(record),
        "top_partners": lambda: partners_finding(record, top=int(value)),
        "ranked_economies": lambda: ranked_finding(record, claimed=int(value)),
        "export_rank": lambda: rank_finding(record, indicator=name, economy=economy, claimed=int(value)),
        "import_rank": lambda: rank_finding(record, indicator=name, economy=economy, claimed=int(value)),
    }
    return tests[name]()


@remembered(1)
def judge_claims(record: Record) -> pd.DataFrame:
    """Return claims.csv with verdict, record and sources filled where a check computes them."""
    judged = record.claims.copy()
    cited: list[tuple[str, ...]] = []
    for index, row in zip(judged.index, judged.to_dict("records"), strict=True):
        cited.append(row["sources"])
        if not row["check"]:
            continue
        finding = test_claim(record, check=row["check"], value=row["value"])
        judged.at[index, "verdict"] = finding.verdict if finding else "not found"
        judged.at[index, "record"] = finding.text if finding else "The tables hold nothing to test it by."
        cited[-1] = tuple(dict.fromkeys((*row["sources"], *(finding.sources if finding else ()))))
    judged["sources"] = cited
    return judged


@remembered(1)
def event_verdicts(record: Record) -> dict[str, str]:
    """Return for each event the gravest verdict of its claims, or that no claim names it."""
    verdicts: dict[str, str] = dict.fromkeys(record.event_ids, BEYOND if record.has_claims else TOLD)
    judged = judge_claims(record)
    for event, group in judged[judged["event"] != ""].groupby("event"):
        verdicts[str(event)] = min(group["verdict"], key=GRAVITY.index)
    return verdicts


def say_verdict(record: Record, verdict: str) -> str:
    """Return what an event is in words; a verdict on a claim says itself."""
    return {BEYOND: f"beyond the {record.about.document}", TOLD: "no claims checked"}.get(verdict, verdict)


def say_gravest(record: Record, verdict: str) -> str:
    """Say in a sentence what comes of the claims about an event, by the gravest verdict on them."""
    document = record.about.document
    return {
        BEYOND: f"No claim of the {document} names it",
        TOLD: "No claims were checked",
        "opinion": f"The {document} gives an opinion of it",
        "confirmed": f"What the {document} says of it holds",
        "partly": f"What the {document} says of it holds in part",
        "contradicted": f"Something the {document} says of it is contradicted",
        "not found": f"Something the {document} says of it was not found",
    }[verdict]


def verdict_counts(record: Record) -> dict[str, int]:
    """Return how many claims bear each verdict, in the order verdicts are listed."""
    counted = Counter(judge_claims(record)["verdict"])
    return {verdict: counted[verdict] for verdict in VERDICTS}


def claims_sentence(record: Record) -> str:
    """Say how many claims were checked and how they came out."""
    counted = verdict_counts(record)
    parts = [f"{number} {verdict}" for verdict, number in counted.items() if number and verdict != "opinion"]
    opinions = f"; {count(counted['opinion'], 'opinion')} not tested" if counted["opinion"] else ""
    return f"{count(sum(counted.values()), 'claim')}: {listing(parts)}{opinions}"
