"""How alike the two vote at the United Nations, in words, and what the figure of it says."""

from __future__ import annotations

from dyad.findings.votes import VotesFacts
from dyad.record import About
from dyad.wording.events import defence_sentence
from dyad.wording.pieces import headed, join_sentences, listing, say_span, say_years

NOTE = (
    "General Assembly; votes are yes, no or abstain; a dot stands for a whole year. Roll calls differ by year; "
    "no cause is implied"
)
ROLL_CALLS, ALIKE, SERIES = "UN roll calls", "voted alike", "Voted alike"
TIPS = {"name": "What", "year": "Year", "shown": "Voted alike in", "publishers": "Source", "note": "Note"}
NOTHING_KNOWN = "No share is known in these years."


def alike_in(*, share: str, year: int) -> str:
    return f"{share} in {year}"


def aloud(*, year: int, share: str) -> str:
    return f"{year}: voted alike in {share} of roll calls"


def described(said: str) -> str:
    return f"Line chart. {said}"


def plain_title(*, about: About, years: tuple[int, int]) -> str:
    return f"How {listing(about.names)} vote at the UN, {say_span(years)}"


def subtitle(*, about: About, years: tuple[int, int]) -> str:
    return f"Share (%) of UN roll calls in which {listing(about.names)} voted alike, {say_span(years)}"


def shown(about: About) -> str:
    return f"Share of UN roll calls in which {listing(about.names)} voted alike, % a year"


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
    return join_sentences(text, defence_sentence(facts.defence, about))


def rounded(share: float) -> str:
    """Return a share of roll calls to the percent."""
    return f"{round(share)}%"


def say_broken(lowest: float) -> tuple[str, str]:
    """Say that the axis is broken, beside it and as a note."""
    said = f"axis broken, begins at {lowest:g}%"
    return said, headed(said)
