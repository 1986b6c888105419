"""What the document names of what happened, and what it leaves out, in words; turning points in defence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dyad.findings.events import DefenceFacts, EventsFacts, Moment
from dyad.record import About
from dyad.record.dates import say_span
from dyad.wording.pieces import count, listing, say_years

MOST_SAID = 4  # events named in one sentence
MOST_TIED = 2  # years that a superlative may name


def events_headline(facts: EventsFacts, about: About) -> str:
    """Say in which half of the years the events fall that the document names, or how many of all it names."""
    named, span, document = sum(facts.named.values()), facts.span, about.document
    if named and span[0] < span[1]:
        half, inside = facts.fuller_half
        fall = "falls" if inside == 1 else "fall"
        return f"{inside} of {count(named, 'event')} the {document} names {fall} in {say_span(half)}"
    return f"The {document} names {named or 'none'} of {count(_whole(facts), 'event')} in {say_span(span)}"


def events_text(facts: EventsFacts, about: About) -> str:
    """Say how many events the document names and leaves out, and in which years most."""
    span, named, left_out = facts.span, sum(facts.named.values()), sum(facts.left_out.values())
    text = [
        f"Of {count(_whole(facts), 'event')} between the two that this record has of {say_span(span)}, until the "
        f"{about.document}, it names {named or 'none'} and leaves out {left_out or 'none'}."
    ]
    most = {"names": _busiest_years(facts.named), "leaves out": _busiest_years(facts.left_out)}
    busiest = [f"{verb} most in {said}" for verb, said in most.items() if said and span[0] < span[1]]
    return " ".join([*text, f"It {listing(busiest)}."] if busiest else text)


def _whole(facts: EventsFacts) -> int:
    return sum(facts.named.values()) + sum(facts.left_out.values())


def _busiest_years(by_year: Mapping[int, int]) -> str:
    """Name the years with most events, and how many; "" where no year has two, or too many have as many."""
    most = max(by_year.values())
    years = [year for year, number in by_year.items() if number == most]
    if most < 2 or len(years) > MOST_TIED:
        return ""
    return f"{say_years(years)} ({most}{' each' if len(years) > 1 else ''})"


def defence_sentence(facts: DefenceFacts | None, about: About) -> str:
    """Name the turning points in defence, else what the document names of it; "" where there is neither."""
    if facts is None:
        return ""
    what = f"In defence the {about.document} names in {say_span(facts.span)}"
    if facts.turning:
        what = f"Turning point{'s' if len(facts.moments) > 1 else ''} in defence in {say_span(facts.span)}"
    return f"{what}: {say_moments(facts.moments)}; no cause is implied."


def say_moments(moments: Sequence[Moment]) -> str:
    """Name events with their dates, the first few of many."""
    said = [f"{moment.label} ({moment.date_text})" for moment in moments[:MOST_SAID]]
    return listing([*said, f"{len(moments) - MOST_SAID} more"] if len(moments) > MOST_SAID else said)
