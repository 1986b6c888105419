"""What is said of verdicts, and of claims: who makes one, how they came out; what the figure of all claims says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from dyad.findings.claims import AFTER, GENERAL, NOT_CHECKED, UNCLAIMED
from dyad.findings.finding import Years
from dyad.record import About, Source
from dyad.record.schema import VERDICTS
from dyad.wording.documents import say_document_and_date
from dyad.wording.pieces import count, headed, listing, possessive, say_span, some

VERDICT_RULES = {  # as docs/method.md has them, in a line each
    "confirmed": "an independent source, or the tables, give what the sentence most naturally means",
    "partly": "right in substance but not in a detail, in part, by one good source of two, or by the cited one alone",
    "contradicted": "sources, or the tables, rule out what the sentence most naturally means",
    "not found": "looked for, and neither said nor ruled out; the entry tells where",
    "opinion": "nothing that could be looked up would settle it",
}
NOTHING_FOUND = "nothing found"
METHOD = "How verdicts are given, with examples"
ONE_CLAIM = {
    "confirmed": "holds", "partly": "holds in part", "contradicted": "is contradicted", "not found": "was not found",
}  # fmt: skip


def who_says(document: str) -> str:
    return f"The {document} says:"


def who_claims(*, document: str, place: str) -> str:
    return f"The {document} says ({place})"


def record_shows(verdict: str) -> str:
    return f"{verdict}. The record shows:"


def all_years_judged(finding: str) -> str:
    return f"{finding} The verdict is on all years then known; the figures follow the years chosen."


def say_verdict(verdict: str, about: About) -> str:
    """Return in short what comes of the claims about an event: it happened, whatever is wrong in what is said of it."""
    return {
        UNCLAIMED: f"beyond the {about.document}",
        AFTER: f"after the {about.document}",
        NOT_CHECKED: "no claims checked",
        "opinion": "an opinion",
        "confirmed": "confirmed",
        "partly": "right in part",
        "contradicted": "something contradicted",
        "not found": "something not found",
    }[verdict]


def say_gravest(verdict: str, document: str) -> str:
    """Say in a sentence what comes of the claims about an event."""
    return {
        UNCLAIMED: f"No claim of the {document} names it",
        NOT_CHECKED: "No claims were checked",
        "opinion": f"The {document} gives an opinion of it",
        "confirmed": f"What the {document} says of it holds",
        "partly": f"What the {document} says of it holds in part",
        "contradicted": f"Something the {document} says of it is contradicted",
        "not found": f"Something the {document} says of it was not found",
    }[verdict]


def say_what_claims_do(verdict: str, number: int) -> str:
    """Return how many claims do or are what a verdict says, in the words of the title."""
    if verdict in ("confirmed", "partly"):
        return f"{number:,} {'holds' if number == 1 else 'hold'}{' in part' if verdict == 'partly' else ''}"
    return f"{number:,} {verdict}{'s' if verdict == 'opinion' and number > 1 else ''}"


def name_theme(theme: str) -> str:
    """Return what the claims about a theme stand under."""
    return "Not tied to an event" if theme == GENERAL else headed(theme)


def count_claims(part: int, whole: int) -> str:
    """Say how many of all claims are shown."""
    return count(whole, "claim") if part == whole else f"{part:,} of {count(whole, 'claim')}"


def claims_headline(counted: Mapping[str, int], about: About, *, whole: bool) -> str:
    """Say how claims came out, by how many bear each verdict, those that can be checked; `whole` if they are all."""
    checkable = sum(counted.values()) - counted["opinion"]
    if not checkable:
        return claims_title(counted)
    if checkable == 1:
        (verdict,) = (verdict for verdict in ONE_CLAIM if counted[verdict])
        return f"The one checkable claim {ONE_CLAIM[verdict]}"
    which = f"the {possessive(about.document)}" if whole else "these"
    said = [
        f"{counted[verdict]:,} {words}"
        for verdict, words in (("partly", "in part"), ("contradicted", "contradicted"), ("not found", "not found"))
        if counted[verdict]
    ]
    headline = f"Of {which} {count(checkable, 'checkable claim')}, {counted['confirmed']:,} {_hold(counted)}"
    return f"{headline}; {listing(said)}" if said else headline


def claims_title(counted: Mapping[str, int]) -> str:
    """Say in ten words at most how many of the checkable claims hold, or do partly, or are contradicted."""
    checkable = sum(counted.values()) - counted["opinion"]
    if not checkable:
        opinions = counted["opinion"]
        return f"{count(opinions, 'opinion')}, no checkable claim" if opinions else "No claim is left by these filters"
    wrong = counted["contradicted"]
    partly = f", {counted['partly']:,} partly" if counted["partly"] else ""
    be = "" if partly else " are" if wrong > 1 else " is"  # there is no room for more words
    said = f"{some(wrong)}{be} contradicted"
    return f"{counted['confirmed']:,} of {count(checkable, 'checkable claim')} {_hold(counted)}{partly}; {said}"


def _hold(counted: Mapping[str, int]) -> str:
    return "holds" if counted["confirmed"] == 1 else "hold"


def claims_subtitle(about: About, source: Source | None, years: Years | None) -> str:
    """Say what a mark is, and of which `years` the events are where these are not all."""
    of = f": events of {say_span(years)}, and claims tied to none" if years else ""
    which = f"{say_document_and_date(about, source)}{about.pair('on', link='–')}"
    return f"One mark a claim of the {which}, by the theme of its event{of}"


def claims_publishers(about: About, source: Source | None) -> list[str]:
    """Name what claims and verdicts are taken from."""
    return [f"the {say_document_and_date(about, source)}", "for verdicts the documents cited with each claim"]


def say_least_sure(number: int, of: int) -> tuple[str, str]:
    """Say how many claims of a theme are contradicted or not found, as it stands beside their marks or below them."""
    said = f"{number:,} of {of:,} contradicted or not found" if number else f"none of {of:,} contradicted"
    return f"← {said}", f"↑ {said}"


def claim_tips(about: About) -> dict[str, str]:
    """Return what is told of a claim, by column."""
    said = {"claim": f"The {about.document} says", "locator": "Where"}
    return {**said, "verdict": "Verdict", "record": "The record shows"}


def describe_claims(verdicts: Mapping[str, Sequence[str]], title: str) -> str:
    """Describe marks of claims for those who do not see them, from their verdicts by theme."""
    if not verdicts:
        return f"Claims by theme and verdict. {title}."
    every = [verdict for own in verdicts.values() for verdict in own]
    by_theme = "; ".join(f"{theme}: {_counted(own)}" for theme, own in verdicts.items())
    return f"{count(len(every), 'claim')} by theme and verdict: {_counted(every)}. {title}. {by_theme}."


def _counted(verdicts: Sequence[str]) -> str:
    found = Counter(verdicts)
    return ", ".join(f"{found[verdict]:,} {verdict}" for verdict in VERDICTS if found[verdict])
