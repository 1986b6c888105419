"""What the document names of what happened, what it leaves out, of which years most, in words; turns in defence."""

from __future__ import annotations

from collections.abc import Mapping

from dyad.findings.events import DefenceFacts, EventsFacts
from dyad.record import About
from dyad.wording.pieces import count, listing, say_span, say_years, some

MOST_SAID = 4  # events named in one sentence
MOST_TIED = 2  # years that a superlative may name


def left_out_by(document: str) -> str:
    return f"left out by the {document}"


def events_headline(facts: EventsFacts, about: About) -> str:
    """Say in which half of the years the events fall that the document names, or how many of all it names."""
    named, span, document = sum(facts.named.values()), facts.span, about.document
    if named and span[0] < span[1]:
        half, inside = facts.fuller_half
        fall = "falls" if inside == 1 else "fall"
        return f"{inside:,} of {count(named, 'event')} the {document} names {fall} in {say_span(half)}"
    return f"The {document} names {some(named)} of {count(_whole(facts), 'event')} in {say_span(span)}"


def events_text(facts: EventsFacts, about: About) -> str:
    """Say how many events the document names and leaves out, and in which years most."""
    span, named, left_out = facts.span, sum(facts.named.values()), sum(facts.left_out.values())
    text = [
        f"Of {count(_whole(facts), 'event')} between the two that this record has of {say_span(span)}, until the "
        f"{about.document}, it names {some(named)} and leaves out {some(left_out)}."
    ]
    most = {"names": _years_of_most(facts.named), "leaves out": _years_of_most(facts.left_out)}
    busiest = [f"{verb} most in {said}" for verb, said in most.items() if said and span[0] < span[1]]
    return " ".join([*text, f"It {listing(busiest)}."] if busiest else text)


def _whole(facts: EventsFacts) -> int:
    return sum(facts.named.values()) + sum(facts.left_out.values())


def _years_of_most(by_year: Mapping[int, int]) -> str:
    """Name the years of which the document names, or leaves out, most events; "" where none has two, or many tie."""
    most = max(by_year.values())
    years = [year for year, number in by_year.items() if number == most]
    if most < 2 or len(years) > MOST_TIED:
        return ""
    return f"{say_years(years)} ({most:,}{' each' if len(years) > 1 else ''})"


def defence_sentence(facts: DefenceFacts | None, about: About) -> str:
    """Name the turning points in defence, else what the document names of it; "" where there is neither."""
    if facts is None:
        return ""
    what = f"In defence the {about.document} names in {say_span(facts.span)}"
    if facts.turning:
        what = f"Turning point{'s' if len(facts.moments) > 1 else ''} in defence in {say_span(facts.span)}"
    said, more = [f"{one.label} ({one.date_text})" for one in facts.moments[:MOST_SAID]], len(facts.moments) - MOST_SAID
    return f"{what}: {listing([*said, f'{more:,} more'] if more > 0 else said)}; no cause is implied."
