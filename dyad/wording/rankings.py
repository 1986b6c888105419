"""What the figure of world ranks by year says: title, names at lines, notes, a description; a rank at its mark."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dyad.findings.finding import Years
from dyad.findings.ranks import ListedFacts, Rank
from dyad.record import About
from dyad.record.indicators import WORLD_RANKS
from dyad.wording.figures import say_not_drawn, within_ten_words
from dyad.wording.pieces import listing, ordinal, possessive, say_span
from dyad.wording.ranks import listed_headline

TIPS = {
    "name": "Economy", "kind": "World rank in", "year": "Year", "shown": "Rank", "by": "According to",
    "publishers": "Source", "note": "Note",
}  # fmt: skip
NO_YEAR = "year not stated"


def series(main: str) -> str:
    return f"World rank by value, 1 at the top, in the list of {main}"


def never_so_high(*, name: str, years: str) -> str:
    return f"{name} never so high, {years}"


def rank_at_end(*, name: str, rank: int) -> str:
    return f"{name} {ordinal(rank)}"


def best_rank(*, rank: int, year: int) -> str:
    return f"Best: {ordinal(rank)} in {year}"


def other_lists(names: Sequence[str]) -> str:
    return f"other lists: {listing(names)}"


def rank_claimed(*, name: str, rank: int) -> str:
    return f"the {name}: {ordinal(rank)}"


def rankings_title(moves: Sequence[tuple[Rank, Rank]], about: About, years: Years) -> str:
    """Say how the economy that moved most moved in the main list."""
    if not moves:
        return f"No world ranks for {say_span(years)}"
    start, end = max(moves, key=lambda ends: abs(ends[1].rank - ends[0].rank))
    first, last, name = ordinal(start.rank), ordinal(end.rank), about.name(start.economy)
    what, span = WORLD_RANKS[start.indicator].short, say_span((start.year, end.year))
    if start.year == end.year:
        said = [f"{about.name(one.economy)} {ordinal(one.rank)}" for _, one in moves]
        return within_ten_words(f"World rank in {what}, {span}: {listing(said)}", f"{said[0]} in {what}, {span}")
    if first == last:
        return f"{name} was {first} in {what} again, {span}"
    verb = "fell" if end.rank > start.rank else "rose"
    return within_ten_words(
        f"{name} {verb} from {first} to {last} in {what}, {span}", f"{name}: {first} to {last} in {what}, {span}"
    )


def rankings_subtitle(years: Years, main: str) -> str:
    """Say what is measured, and in whose list."""
    return f"World rank by value in USD, 1 at the top, {say_span(years)}{f', {possessive(main)} list' if main else ''}"


def say_left_out(kinds: Sequence[str], printed: Sequence[str], others: Sequence[str]) -> list[str]:
    """Say which kinds of ranks, which ranks that others print, and which other lists are not drawn."""
    lists = [f"other lists ({listing(others)})"] if others else []
    left_out = [*(f"ranks in {kind}" for kind in kinds), *lists, *printed]
    return [say_not_drawn(left_out)] if left_out else []


def say_aloud(name: str, kind: str, shown: str, by: str, *, year: str = "") -> str:
    """Say a rank aloud: whose, in what, of which year, and according to whom."""
    return f"{name}, {kind}{f', {year}' if year else ''}: {shown}, according to {by}"


def describe_ranks(
    lines: Mapping[tuple[str, str], Sequence[tuple[int, int]]],
    stated: Sequence[tuple[str, str, int]],
    facts: ListedFacts | None,
    about: About,
) -> str:
    """Describe lines of ranks for those who do not see them: rank and year of each, by name and kind, those stated."""
    said = ["Line charts of world rank by year, rank 1 at the top."]
    for (name, kind), ranks in lines.items():
        ends = (f"{ordinal(rank)} in {year}" for rank, year in (ranks[0], ranks[-1]))
        said.append(f"{name}, {kind}: {', '.join(ends)}.")
    if stated:
        named = listing([f"{name} {ordinal(rank)} in {kind}" for name, kind, rank in stated])
        said.append(f"The {about.document} states {named}.")
    return " ".join([*said, *([f"{listed_headline(facts, about)}."] if facts else [])])
