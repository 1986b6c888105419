"""A world rank in words, among how many, in whose list; findings on the ranks claimed, beside those that lists give."""

from __future__ import annotations

from dyad.findings.ranks import RECENT_YEARS, ListedFacts, Rank, RankedFacts, RankFacts, RankMatch
from dyad.record import About
from dyad.record.indicators import INDICATORS
from dyad.wording.pieces import count, in_words, listing, ordinal, possessive, say_span

FIRST = "1st"  # at the axis
ESTIMATED = "ranked here from its estimates"


def say_rank(rank: Rank) -> str:
    """Say a world rank with who gives it."""
    how = f", {ESTIMATED}" if rank.estimated else ""
    return f"{rank_among(rank.rank, rank.out_of)} ({rank.reporter}, {rank.year}{how})"


def rank_among(rank: int, out_of: int = 0) -> str:
    """Say a world rank, and among how many where that is known."""
    return f"{ordinal(rank)} of {out_of}" if out_of else ordinal(rank)


def listed_headline(facts: ListedFacts, about: About) -> str:
    """Say how many of the ranks claimed a list of those years gives."""
    listed = sum(match.listed for match in facts.matches)
    whose = f"the {possessive(about.document)} {count(len(facts.matches), 'rank')}"
    return f"{listed or 'None'} of {whose} {'is' if listed == 1 else 'are'} in a list of {say_span(facts.years)}"


def listed_text(facts: ListedFacts, about: About) -> str:
    """Name the ranks claimed that lists give, and between which places lists have the others."""
    text = [
        f"One list has {_say_claimed(match, about)}: {say_rank(match.given)}." for match in facts.matches if match.given
    ]
    others = [f"{_say_claimed(match, about)} ({_say_listed(match)})" for match in facts.matches if not match.given]
    if others:
        rest = "the others" if text else "any"
        text.append(
            f"No list of {say_span(facts.years)} gives {rest}; in brackets the places that lists give: "
            f"{listing(others)}."
        )
    return " ".join(text)


def _say_claimed(match: RankMatch, about: About) -> str:
    role = INDICATORS[match.indicator].role
    return f"{about.name(match.economy)} as the {ordinal(match.claimed)} largest {role}"


def _say_listed(match: RankMatch) -> str:
    """Say in a finding between which places lists have an economy."""
    places = sorted(rank.rank for rank in match.lists)
    if not places:
        return "no list"
    return f"{ordinal(places[0])} to {ordinal(places[-1])}" if places[0] < places[-1] else ordinal(places[0])


def rank_headline(facts: RankFacts, about: About) -> str:
    """Say between which places lists have an economy, or which gives the place claimed; without lists the nearest."""
    match = facts.match
    name, role = about.name(match.economy), INDICATORS[match.indicator].role
    if match.nearest is None or match.full is None:
        return f"{name}, {ordinal(match.claimed)} {role}: no list of those years to hold it against"
    if match.listed:
        return f"A list has {name} {say_rank(match.nearest)}"
    if match.lists:
        years = [rank.year for rank in match.lists]
        return f"Lists of {say_span((min(years), max(years)))} have {name} {_say_listed(match)}"
    return f"{name}: {ordinal(match.claimed)} {role} claimed, nearest found {say_rank(match.nearest)}"


def rank_text(facts: RankFacts, about: About) -> str:
    """Say between which places lists have an economy, whether one gives the very place claimed, and the nearest."""
    match, name = facts.match, about.name(facts.match.economy)
    near, full, claimed = match.nearest, match.full, ordinal(match.claimed)
    if near is None or full is None:
        return f"{rank_headline(facts, about)}."
    text = f"Lists of the last {in_words(RECENT_YEARS)} years then known have {name} {_say_listed(match)}; "
    text += f"one gives the very place, {say_rank(near)}." if match.listed else f"none of them gives {claimed}."
    if not near.listed and near.rank == match.claimed:
        text += f" The place stands elsewhere, without a list: {say_rank(near)}."
    elif not match.listed:
        text += f" The nearest is {say_rank(near)}."
    return text if full == near else f"{text} The longest series has {name} {say_rank(full)}."


def ranked_headline(facts: RankedFacts, about: About) -> str:
    """Say how many economies are claimed, and how many lists rank."""
    if facts.nearest is None:
        return ranked_text(facts, about).removesuffix(".")
    return f"{facts.claimed} economies claimed; lists rank {facts.sizes[0]} to {facts.sizes[1]}"


def ranked_text(facts: RankedFacts, _: About) -> str:
    """Say whose list ranks as many economies as claimed, or how many the lists of those years rank."""
    near, claimed = facts.nearest, facts.claimed
    if near is None:
        return f"No list of those years says how many economies it ranks, so {claimed} cannot be checked."
    if near.out_of == claimed:
        return f"A list of {claimed} economies is that of {near.reporter} for {near.year}."
    return (
        f"No list of {claimed} economies was found: those of the last {in_words(RECENT_YEARS)} years then known "
        f"rank {facts.sizes[0]} to {facts.sizes[1]}, the nearest {near.out_of} ({near.reporter}, {near.year})."
    )
