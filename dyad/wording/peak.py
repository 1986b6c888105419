"""When trade was largest, in words."""

from __future__ import annotations

from collections.abc import Sequence

from dyad.findings.peak import PeakFacts
from dyad.findings.trade import BandCount
from dyad.record import About
from dyad.record.dates import say_span
from dyad.wording.events import defence_sentence
from dyad.wording.pieces import possessive, say_years, usd
from dyad.wording.trade import one_year_headline


def peak_headline(facts: PeakFacts, _: About) -> str:
    """Say when trade peaked; of years that leave out some of those known, or go on after them, in which it did."""
    peaks, year = facts.peaks, facts.peaks[0].year
    owners = [possessive(peak.name) for peak in peaks]
    if not facts.same_year:
        if facts.whole and not facts.later:
            return f"Trade peaked in {year} by {owners[0]} figures, {peaks[1].year} by {owners[1]}"
        each = ", ".join(f"{peak.year} ({peak.name})" for peak in peaks)
        return f"Largest trade of {say_span(facts.span)}: {each}"
    by = "both sides’" if len(peaks) > 1 else owners[0]
    if not facts.whole:
        return f"In {say_span(facts.span)} {by} figures of trade peak in {year}"
    if facts.later:
        return f"Trade to {facts.last} peaked in {year} by {by} figures"
    if facts.before_defence:
        return f"Trade peaked in {year}, before the turning points in defence"
    return f"Trade peaked in {year} by {by} figures"


def peak_text(facts: PeakFacts, about: About) -> str:
    """Say when trade peaked by each side's figures, and beside it the turning points in defence."""
    text = [
        f"By {possessive(peak.name)} figures of {say_years(peak.years)} goods trade between the two was largest in "
        f"{peak.year}, at USD {usd(peak.value)} million."
        for peak in facts.peaks
    ]
    return " ".join(filter(None, (*text, defence_sentence(facts.defence, about))))


def trade_headline(facts: PeakFacts | None, counts: Sequence[BandCount], about: About) -> str:
    """Say in at most ten words what the trade of some years was: when it peaked, or of one year where it lay.

    "" where no side has a figure that the claims could have known.
    """
    return peak_headline(facts, about) if facts else one_year_headline(counts)
