"""How alike the two vote at the United Nations, in words."""

from __future__ import annotations

from dyad.findings.votes import VotesFacts
from dyad.record import About
from dyad.wording.events import defence_sentence
from dyad.wording.pieces import say_years


def votes_headline(facts: VotesFacts, _: About) -> str:
    """Say between which shares, to the percent, the votes cast alike went, and when."""
    course = facts.course
    (start, before), (end, after) = sorted((one.year, round(one.value)) for one in (course.lowest, course.highest))
    if before == after:
        return f"UN votes alike: {round(course.first.value)}% in {say_years(course.years)}"
    went = "fell" if before > after else "rose"
    return f"UN votes alike {went} from {before}% ({start}) to {after}% ({end})"


def votes_text(facts: VotesFacts, about: About) -> str:
    """Say how alike the two voted, first and last, at most and at least, beside what happened in defence."""
    course, pair = facts.course, " and ".join(about.names)
    first, last, high, low = (round(one.value) for one in (course.first, course.last, course.highest, course.lowest))
    start, end = course.first.year, course.last.year
    text = f"In {start} {pair} voted alike in {first}% of the UN roll calls counted."
    if start < end:
        text = (
            f"Of the UN roll calls counted in {say_years(course.years)} {pair} voted alike in {first}% in {start} and "
            f"in {last}% in {end}; most in {course.highest.year} ({high}%), least in {course.lowest.year} ({low}%)."
        )
    return " ".join(filter(None, (text, defence_sentence(facts.defence, about))))
