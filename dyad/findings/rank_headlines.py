"""What is said of world ranks in a line: who moved, how near lists come to what is claimed, how far the main one is."""

from __future__ import annotations

from dyad.findings.finding import Years
from dyad.findings.ranks import Rank, RankMatch, main_list, rank_matches, ranks, recent_years
from dyad.record import Record
from dyad.record.indicators import WORLD_RANKS
from dyad.wording import count, listing, ordinal, possessive, say_span, within_ten_words


def lists_headline(record: Record) -> str:
    """Say of the rank claimed that is farthest from the main list how many places lists of those years are from it."""
    held = [match for match in rank_matches(record) if match.lists]
    if not held:
        return f"No list of {say_span(recent_years(record))} has these ranks"
    document, match = record.about.document, farthest(record)
    if match is None or match.full is None:
        return within_ten_words(
            f"The {possessive(document)} ranks are {possessive(main_list(record))}, {say_span(recent_years(record))}",
            f"The ranks claimed are those listed, {say_span(recent_years(record))}",
        )
    whose = f"{possessive(record.about.name(match.economy))} {WORLD_RANKS[match.indicator].short}"
    years = [rank.year for rank in match.latest]
    span, given = say_span((min(years), max(years))), sorted(rank.rank for rank in match.latest)
    least, most = given[0] - match.claimed, given[-1] - match.claimed
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


def ranks_headline(record: Record, years: Years) -> str:
    """Say how the economy that moved most moved in the main list, in exports where it has them."""
    for indicator in WORLD_RANKS:
        moves = [move for code in record.about.codes if (move := _move(record, indicator, code, years))]
        if not moves:
            continue
        first, last = max(moves, key=lambda move: abs(move[1].rank - move[0].rank))
        what, name = WORLD_RANKS[indicator].short, record.about.name(first.economy)
        span = say_span((first.year, last.year))
        if first.year == last.year:
            said = [f"{record.about.name(move[1].economy)} {ordinal(move[1].rank)}" for move in moves]
            return within_ten_words(f"World rank in {what}, {span}: {listing(said)}", f"{said[0]} in {what}, {span}")
        if first.rank == last.rank:
            return f"{name} was {ordinal(first.rank)} in {what} again, {span}"
        verb = "fell" if last.rank > first.rank else "rose"
        return within_ten_words(
            f"{name} {verb} from {ordinal(first.rank)} to {ordinal(last.rank)} in {what}, {span}",
            f"{name}: {ordinal(first.rank)} to {ordinal(last.rank)} in {what}, {span}",
        )
    return f"No world ranks for {say_span(years)}"


def _move(record: Record, indicator: str, economy: str, years: Years) -> tuple[Rank, Rank] | None:
    """Return the first and the last rank of an economy in the main list, in these years."""
    main = main_list(record)
    own = [r for r in ranks(record, indicator, economy) if r.reporter == main and years[0] <= r.year <= years[1]]
    return (min(own, key=lambda r: r.year), max(own, key=lambda r: r.year)) if own else None


def farthest(record: Record) -> RankMatch | None:
    """Return the rank claimed that is farthest from the main list, None where that list has none of them."""
    held = [match for match in rank_matches(record) if match.full and match.full.rank != match.claimed]
    return max(held, key=lambda match: abs(match.claimed - (match.full.rank if match.full else 0)), default=None)


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
