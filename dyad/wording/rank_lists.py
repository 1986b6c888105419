"""What the figure of ranks stated and found says: its title, what is drawn of lists, signs, a description."""

from __future__ import annotations

from collections.abc import Sequence

from dyad.findings.finding import Years
from dyad.findings.ranks import RankedFacts, RankMatch
from dyad.record import About
from dyad.record.indicators import WORLD_RANKS
from dyad.wording.figures import within_ten_words
from dyad.wording.pieces import count, listing, ordinal, possessive, say_span
from dyad.wording.ranks import say_rank

MOST_SAID = 4  # ranks of no list that are named


def places_between(number: int) -> str:
    return f"{count(number, 'place')} between the dots"


def rank_listed(*, name: str, kind: str, rank: str) -> str:
    return f"{name}, {kind}: {rank}"


def of_other_year(year: int) -> str:
    return f" ({year})"


def rank_lists_title(match: RankMatch | None, about: About, *, main: str, years: Years, held: bool) -> str:
    """Say of the rank claimed that is farthest from the main list how many places all lists of those years are from it.

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
    listed_years, given = [rank.year for rank in match.lists], sorted(rank.rank for rank in match.lists)
    span = say_span((min(listed_years), max(listed_years)))
    least, most = given[0] - match.claimed, given[-1] - match.claimed
    if least <= 0 <= most:
        listed = f"{ordinal(given[0])}–{ordinal(given[-1])}"
        return within_ten_words(
            f"Lists rank {whose} {listed}, the {document} {ordinal(match.claimed)}, {span}",
            f"{whose}: {listed} in lists, {ordinal(match.claimed)} claimed, {span}",
        )
    side, (near, far) = "below" if least > 0 else "above", sorted((abs(least), abs(most)))
    places = f"{near if near == far else f'{near}–{far}'} {side} the {document}"
    lists = "Lists rank" if len(match.latest) > 1 else f"{match.latest[0].reporter} ranks"
    return within_ten_words(
        f"{lists} {whose} {places}, {span}", f"{whose}: {places}, {span}", f"A rank is {places}, {span}"
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


def rank_lists_subtitle(about: About, years: Years, lengths: RankedFacts | None) -> str:
    """Say what is measured, what signs are, of which years lists are, and how long: in a longer one ranks are lower."""
    stated, listed = possessive(about.document), "lists’"
    if lengths and lengths.nearest:
        least, most = lengths.sizes
        stated += f" of {lengths.claimed}"
        listed += f" of {least if least == most else f'{least}–{most}'}"
    return f"World rank, 1 largest: + the {stated}, dots {listed}, {say_span(years)}"


def name_list(short: str, name: str, years: Years) -> str:
    """Say what the short name of a list stands for, unless its name begins so, and of which years it is."""
    meant = name if name.split()[0] == short else f"{short}: {name}"
    return f"{meant} {say_span(years)}"


def say_years_drawn(*, others: bool) -> str:
    """Say which years of a list are drawn, and what `others` than its last are."""
    more = "; year in brackets: the best, worst or claimed place of other years"
    return f"Dots: each list’s last year{more if others else ''}"


def say_number_left_out(between: int, printed: int) -> list[str]:
    """Say in few words how many places lie between those drawn, and how many stand in no list."""
    said = [f"{count(between, 'place')} between"] * (between > 0)
    return [", ".join([*said, *[f"{count(printed, 'place') if not said else printed} without a list"] * (printed > 0)])]


def describe_lists(headline: str, matches: Sequence[RankMatch], about: About) -> str:
    """Describe the ranks for those who do not see them."""
    said = [f"A row for each rank that the {about.document} states. {headline}."]
    for match in matches:
        whose = f"{about.name(match.economy)}, {WORLD_RANKS[match.indicator].short}"
        found = listing([say_rank(rank) for rank in match.drawn])
        said.append(f"{whose}: stated {ordinal(match.claimed)}; {found}.")
    return " ".join(said)


def say_printed(printed: Sequence[tuple[str, str, int, str]], *, brief: bool) -> list[str]:
    """Say who states which rank without a list, by (economy, kind, rank, by whom); of many, or in brief, how many."""
    if printed and (brief or len(printed) > MOST_SAID):
        return [f"{count(len(printed), 'rank')} stated without a list"]
    by_kind: dict[str, list[str]] = {}
    for name, kind, rank, by in printed:
        by_kind.setdefault(f"{possessive(name)} {kind}", []).append(f"{ordinal(rank)} ({by})")
    return [f"{what} {listing(own)}, stated without a list" for what, own in by_kind.items()]
