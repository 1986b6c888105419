"""What comes of each claim, and of each event by what is claimed about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from dyad.findings.finding import Finding
from dyad.findings.partners import partners_finding
from dyad.findings.ranks import rank_finding, ranked_finding
from dyad.findings.trade import band_finding
from dyad.record import Record
from dyad.record.memory import remembered
from dyad.record.schema import VERDICTS
from dyad.view import View, select_events
from dyad.wording import count, headed, listing, possessive

BEYOND = "beyond"  # what an event is that no claim names
TOLD = "told"  # what an event is in a record that checks no claims
GENERAL = "general"  # what a claim that no event bears is about
VIEWS_KEPT = 16  # of a record
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
    """Return in short what comes of the claims about an event: it happened, whatever is wrong in what is said of it."""
    return {
        BEYOND: f"beyond the {record.about.document}",
        TOLD: "no claims checked",
        "opinion": "an opinion",
        "confirmed": "confirmed",
        "partly": "right in part",
        "contradicted": "something contradicted",
        "not found": "something not found",
    }[verdict]


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


def name_theme(theme: str) -> str:
    """Return what the claims about a theme stand under."""
    return "Not tied to an event" if theme == GENERAL else headed(theme)


@remembered(VIEWS_KEPT)
def claim_rows(record: Record, view: View) -> pd.DataFrame:
    """Return one row per claim of the view, by theme and verdict: judged rows of claims.csv with `theme`.

    A claim goes with its event: years, themes and words that are chosen leave out the claims of the events they leave
    out. One that no event bears is about the whole, and left out once themes or words are chosen.
    """
    claims = judge_claims(record)
    themes = record.events.set_index("id")["theme"]
    if view.years[0] <= record.about.years[0] and view.years[1] >= record.about.years[1]:
        view = replace(view, years=record.span)  # claims may also look further back
    kept = set(select_events(record, replace(view, beyond=True, context=True))["id"])
    if not (view.themes or view.text):
        kept.add("")
    rows = claims[claims["event"].isin(kept)].copy()
    rows["theme"] = [themes.get(event, GENERAL) for event in rows["event"]]
    order = [*record.about.themes, GENERAL]
    rows["row"] = [order.index(theme) for theme in rows["theme"]]
    rows["group"] = [VERDICTS.index(verdict) for verdict in rows["verdict"]]
    return rows.sort_values(["row", "group"], kind="stable").drop(columns=["row", "group"]).reset_index(drop=True)


def verdict_counts(record: Record, view: View) -> dict[str, int]:
    """Return how many claims of the view bear each verdict, in the order verdicts are listed."""
    counted = Counter(claim_rows(record, view)["verdict"])
    return {verdict: counted[verdict] for verdict in VERDICTS}


def claims_headline(record: Record, view: View) -> str:
    """Say how the claims of the view came out, those that can be checked."""
    counted = verdict_counts(record, view)
    checkable = sum(counted.values()) - counted["opinion"]
    if not sum(counted.values()):
        return "No claim is left by these filters"
    whole = len(claim_rows(record, view)) == len(record.claims)
    which = f"the {possessive(record.about.document)}" if whole else "these"
    said = [
        f"{counted[verdict]} {words}"
        for verdict, words in (("partly", "in part"), ("contradicted", "contradicted"), ("not found", "not found"))
        if counted[verdict]
    ]
    holds = "holds" if counted["confirmed"] == 1 else "hold"
    headline = f"Of {which} {count(checkable, 'checkable claim')}, {counted['confirmed']} {holds}"
    return f"{headline}; {listing(said)}" if said else headline


def claims_title(record: Record, view: View) -> str:
    """Say in ten words at most how many of the checkable claims of the view hold, or do partly, or are contradicted."""
    counted = verdict_counts(record, view)
    checkable = sum(counted.values()) - counted["opinion"]
    if not checkable:
        opinions = counted["opinion"]
        return f"{count(opinions, 'opinion')}, no checkable claim" if opinions else "No claim is left by these filters"
    holds = "holds" if counted["confirmed"] == 1 else "hold"
    wrong = counted["contradicted"]
    partly = f", {counted['partly']} partly" if counted["partly"] else ""
    be = "" if partly else " are" if wrong > 1 else " is"  # there is no room for more words
    said = f"{wrong or 'none'}{be} contradicted"
    return f"{counted['confirmed']} of {count(checkable, 'checkable claim')} {holds}{partly}; {said}"


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
