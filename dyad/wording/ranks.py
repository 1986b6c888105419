"""World ranks in words: those that lists give, those claimed, who moved."""

from __future__ import annotations

from collections.abc import Sequence

from dyad.findings.finding import Years
from dyad.findings.ranks import RECENT_YEARS, ListedFacts, Move, Rank, RankedFacts, RankFacts, RankMatch
from dyad.record import About
from dyad.record.dates import say_span
from dyad.record.indicators import INDICATORS, WORLD_RANKS
from dyad.wording.pieces import count, in_words, listing, ordinal, possessive, within_ten_words


def say_rank(rank: Rank) -> str:
    """Say a place with who gives it."""
    among = f" of {rank.out_of}" if rank.out_of else ""
    how = ", estimates put in order" if rank.estimated else ""
    return f"{ordinal(rank.rank)}{among} ({rank.reporter}, {rank.year}{how})"


def listed_headline(facts: ListedFacts, about: About) -> str:
    """Say how many of the ranks claimed a list of those years gives."""
    listed = sum(match.listed for match in facts.matches)
    whose = f"the {possessive(about.document)} {count(len(facts.matches), 'rank')}"
    return f"{listed or 'None'} of {whose} {'is' if listed == 1 else 'are'} in a list of {say_span(facts.years)}"


def listed_text(facts: ListedFacts, about: About) -> str:
    """Name the ranks claimed that lists give, and between which places lists have the others."""
    text = [
        f"{_say_claimed(match, about)} is in a list: {say_rank(match.given)}." for match in facts.matches if match.given
    ]
    others = [f"{_say_claimed(match, about)} ({_say_range(match)})" for match in facts.matches if not match.given]
    if others:
        rest = "the others" if text else "any"
        text.append(
            f"No list of {say_span(facts.years)} gives {rest}; in brackets the places that lists give: "
            f"{listing(others)}."
        )
    return " ".join(text)


def _say_claimed(match: RankMatch, about: About) -> str:
    return f"{about.name(match.economy)} as {ordinal(match.claimed)} {INDICATORS[match.indicator].role}"


def _say_range(match: RankMatch) -> str:
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
        return f"Lists of {say_span((min(years), max(years)))} have {name} {_say_range(match)}"
    return f"{name}: {ordinal(match.claimed)} {role} claimed, nearest found {say_rank(match.nearest)}"


def rank_text(facts: RankFacts, about: About) -> str:
    """Say between which places lists have an economy, whether one gives the very place claimed, and the nearest."""
    match, name = facts.match, about.name(facts.match.economy)
    near, full, claimed = match.nearest, match.full, ordinal(match.claimed)
    if near is None or full is None:
        return f"{rank_headline(facts, about)}."
    text = f"Lists of the last {in_words(RECENT_YEARS)} years then known have {name} {_say_range(match)}; "
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


def lists_headline(match: RankMatch | None, about: About, *, main: str, years: Years, held: bool) -> str:
    """Say of the rank claimed that is farthest from the main list how many places lists of those years are from it.

    `match` is that rank, None where the main list gives each; `held` whether any list of those `years` has any.
    """
    document = about.document
    if not held:
        return f"No list of {say_span(years)} has these ranks"
    if match is None:
        return within_ten_words(
            f"The {possessive(document)} ranks are {possessive(main)}, {say_span(years)}",
            f"The ranks claimed are those listed, {say_span(years)}",
        )
    whose = f"{possessive(about.name(match.economy))} {WORLD_RANKS[match.indicator].short}"
    latest, given = [rank.year for rank in match.latest], sorted(rank.rank for rank in match.latest)
    span, least, most = say_span((min(latest), max(latest))), given[0] - match.claimed, given[-1] - match.claimed
    if least <= 0 <= most:
        listed = f"{ordinal(given[0])}–{ordinal(given[-1])}"
        return within_ten_words(
            f"Lists rank {whose} {listed}, the {document} {ordinal(match.claimed)}, {span}",
            f"{whose}: {listed} in lists, {ordinal(match.claimed)} claimed, {span}",
        )
    side, (near, far) = "below" if least > 0 else "above", sorted((abs(least), abs(most)))
    places = f"{near if near == far else f'{near}–{far}'} {side} the {document}"
    lists = "Lists rank" if len(given) > 1 else f"{match.latest[0].reporter} ranks"
    return within_ten_words(
        f"{lists} {whose} {places}, {span}", f"{whose}: {places}, {span}", f"A rank is {places}, {span}"
    )


def ranks_headline(moves: Sequence[Move], about: About, years: Years) -> str:
    """Say how the economy that moved most moved in the main list."""
    if not moves:
        return f"No world ranks for {say_span(years)}"
    move = max(moves, key=lambda move: abs(move.last.rank - move.first.rank))
    first, last, name = ordinal(move.first.rank), ordinal(move.last.rank), about.name(move.first.economy)
    what, span = WORLD_RANKS[move.first.indicator].short, say_span((move.first.year, move.last.year))
    if move.first.year == move.last.year:
        said = [f"{about.name(one.last.economy)} {ordinal(one.last.rank)}" for one in moves]
        return within_ten_words(f"World rank in {what}, {span}: {listing(said)}", f"{said[0]} in {what}, {span}")
    if first == last:
        return f"{name} was {first} in {what} again, {span}"
    verb = "fell" if move.last.rank > move.first.rank else "rose"
    return within_ten_words(
        f"{name} {verb} from {first} to {last} in {what}, {span}", f"{name}: {first} to {last} in {what}, {span}"
    )


def say_far(match: RankMatch) -> tuple[str, ...]:
    """Say how far a claimed rank is from the main list, the longest form first; nothing where it is not.

    >>> say_far(match)  # doctest: +SKIP
    ('14 places above World Bank’s 68th, 2016', '14 above World Bank’s 68th', 'World Bank: 68th')
    """
    full = match.full
    if full is None or full.rank == match.claimed:
        return ()
    side, off = "above" if full.rank > match.claimed else "below", abs(full.rank - match.claimed)
    theirs = f"{side} {possessive(full.reporter)} {ordinal(full.rank)}"
    return f"{count(off, 'place')} {theirs}, {full.year}", f"{off} {theirs}", f"{full.reporter}: {ordinal(full.rank)}"
