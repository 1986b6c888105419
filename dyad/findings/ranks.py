"""World ranks in exports and imports: those that lists give, and those that are claimed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any, NamedTuple

import pandas as pd

from dyad.findings.finding import KEPT, Facts, Years, claims_year, once
from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.record.indicators import TRADE_RANKS, WORLD_RANKS

RECENT_YEARS = 3  # a rank claimed without a year is looked for in the last years then known


def holds_ranks(record: Record) -> bool:
    """Return whether the record has world ranks."""
    return bool(record.trade["indicator"].isin(WORLD_RANKS).any())


def out_of(row: Mapping[Any, Any]) -> int:
    """Return among how many a row ranks; 0 where it does not say."""
    return 0 if pd.isna(row["out_of"]) else int(row["out_of"])


@dataclass(frozen=True, kw_only=True)
class Rank:
    """One place: of whom, by whom, of which year, among how many (0: no list was seen), by estimates or not."""

    economy: str
    indicator: str
    rank: int
    year: int
    out_of: int
    reporter: str
    estimated: bool
    sources: tuple[str, ...]

    @property
    def listed(self) -> bool:
        """Whether the place comes out of a list, which says how many it ranks."""
        return self.out_of > 0


@cached_per_record(KEPT)
def ranks(record: Record, indicator: str, economy: str) -> tuple[Rank, ...]:
    """Return the dated ranks of an economy that any source but the claims document gives."""
    rows = record.observations(indicator, economy=economy).dropna(subset=["year", "value"])
    return tuple(
        Rank(
            economy=economy, indicator=indicator, rank=int(row["value"]), year=int(row["year"]), out_of=out_of(row),
            reporter=row["reporter"], estimated=row["basis"] == "estimate", sources=row["sources"],
        )
        for row in rows.to_dict("records")
        if record.about.claims_source not in row["sources"]
    )  # fmt: skip


def _recent_ranks(record: Record, indicator: str, economy: str) -> list[Rank]:
    first, last = recent_years(record)
    return [rank for rank in ranks(record, indicator, economy) if first <= rank.year <= last]


@cached_per_record(1)
def main_list(record: Record) -> str:
    """Return who publishes the list of world ranks that covers most, by flows and years; "" where there is none."""
    rows = record.trade[record.trade["indicator"].isin(WORLD_RANKS) & (record.trade["basis"] == "statistics")]
    return str(rows["reporter"].value_counts().index[0]) if len(rows) else ""


@dataclass(frozen=True, kw_only=True)
class RankMatch:
    """A rank as claimed, the nearest that a source gives, the last of the longest list, and what lists give."""

    claimed: int
    economy: str
    indicator: str
    nearest: Rank | None
    full: Rank | None
    lists: tuple[Rank, ...]

    @property
    def listed(self) -> bool:
        """Whether a list gives the very rank that is claimed."""
        return self.given is not None

    @property
    def given(self) -> Rank | None:
        """The very rank that is claimed, as the first list gives it that does."""
        return next((rank for rank in self.lists if rank.rank == self.claimed), None)

    @property
    def latest(self) -> tuple[Rank, ...]:
        """What each list gives for the last of those years that it has, by who publishes it."""
        by_reporter = {rank.reporter: rank for rank in sorted(self.lists, key=lambda rank: rank.year)}
        return tuple(by_reporter[reporter] for reporter in sorted(by_reporter))

    @property
    def drawn(self) -> tuple[Rank, ...]:
        """What a figure shows: the last place of each list, and of other years the best, the worst and the claimed."""
        ordered = sorted(self.lists, key=lambda rank: (rank.rank, -rank.year))
        shown = list(self.latest)
        for one in (*ordered[:1], *ordered[-1:], self.given):
            if one and one.rank not in {other.rank for other in shown}:
                shown.append(one)
        return tuple(shown)


def recent_years(record: Record) -> Years:
    """Return the last three years then known: in these a rank is looked up, whatever years a reader chose."""
    last = claims_year(record) - 1
    return last - RECENT_YEARS + 1, last


def match_rank(record: Record, *, indicator: str, economy: str, claimed: int) -> RankMatch:
    """Look a claimed rank up among those of the last three years then known; of two as near a list's comes first."""
    recent = _recent_ranks(record, indicator, economy)
    nearest = min(recent, key=lambda r: (abs(r.rank - claimed), not r.listed, -r.year, -r.out_of), default=None)
    lists = tuple(rank for rank in recent if rank.listed)
    longest = max(lists, key=lambda r: (r.year, r.out_of), default=None)
    main = (rank for rank in recent if rank.reporter == main_list(record))
    full = max(main, key=lambda r: r.year, default=longest)
    return RankMatch(claimed=claimed, economy=economy, indicator=indicator, nearest=nearest, full=full, lists=lists)


@cached_per_record(1)
def rank_matches(record: Record) -> tuple[RankMatch, ...]:
    """Return each rank claimed beside what sources give, in the order of trade.csv."""
    stated = record.trade[record.trade["indicator"].isin(TRADE_RANKS)]
    stated = stated[stated["sources"].map(lambda sources: record.about.claims_source in sources)]
    return tuple(
        match_rank(record, indicator=row["indicator"], economy=row["economy"], claimed=int(row["value"]))
        for row in stated.to_dict("records")
    )


def holds_listed(record: Record) -> bool:
    """Return whether a rank is claimed that any list of those years ranks."""
    return any(match.lists for match in rank_matches(record))


@dataclass(frozen=True, kw_only=True)
class ListedFacts(Facts):
    """Which of the ranks claimed a list of the last years then known gives."""

    matches: tuple[RankMatch, ...]
    years: Years


def listed_facts(record: Record) -> ListedFacts | None:
    """Return each rank claimed beside lists; None where no rank is claimed, or there is no list of those years."""
    if not holds_listed(record):
        return None
    matches = rank_matches(record)
    cited = once(*(rank.sources for match in matches for rank in match.lists))
    return ListedFacts(matches=matches, years=recent_years(record), sources=cited)


@dataclass(frozen=True, kw_only=True)
class RankFacts(Facts):
    """A rank claimed, as a claim has it, beside what lists give."""

    match: RankMatch


def rank_facts(record: Record, *, indicator: str, economy: str, claimed: int) -> RankFacts:
    """Test "the n-th exporter": confirmed when a list of those years gives that place, else not found."""
    match = match_rank(record, indicator=indicator, economy=economy, claimed=claimed)
    cited = once(*(rank.sources for rank in (match.nearest, match.full) if match.full and rank))
    return RankFacts(match=match, verdict="confirmed" if match.listed else "not found", sources=cited)


@dataclass(frozen=True, kw_only=True)
class RankedFacts(Facts):
    """How many economies lists rank, where so many are claimed: the least, the most, and the list that is nearest."""

    claimed: int
    sizes: tuple[int, int]
    nearest: Rank | None


def ranked_facts(record: Record, *, claimed: int) -> RankedFacts:
    """Test "out of n economies" against how many the lists of those years ranked."""
    every = (_recent_ranks(record, *of) for of in product(TRADE_RANKS, record.about.codes))
    lists = [rank for some in every for rank in some if rank.listed]
    if not lists:
        return RankedFacts(claimed=claimed, sizes=(0, 0), nearest=None, verdict="not found", sources=())
    near = min(lists, key=lambda r: (abs(r.out_of - claimed), -r.year))
    sizes = sorted(rank.out_of for rank in lists)
    return RankedFacts(
        claimed=claimed, sizes=(sizes[0], sizes[-1]), nearest=near, sources=near.sources,
        verdict="confirmed" if near.out_of == claimed else "not found",
    )  # fmt: skip


def farthest(record: Record) -> RankMatch | None:
    """Return the rank claimed that is farthest from the main list, None where that list has none of them."""
    held = [match for match in rank_matches(record) if match.full and match.full.rank != match.claimed]
    return max(held, key=lambda match: abs(match.claimed - (match.full.rank if match.full else 0)), default=None)


def moves(record: Record, years: Years) -> tuple[tuple[Rank, Rank], ...]:
    """Return the first and the last rank of each of the two in the main list, in exports where it has them."""
    main = main_list(record)
    for indicator in WORLD_RANKS:
        found = []
        for code in record.about.codes:
            own = [r for r in ranks(record, indicator, code) if r.reporter == main and years[0] <= r.year <= years[1]]
            if own:
                found.append((min(own, key=lambda r: r.year), max(own, key=lambda r: r.year)))
        if found:
            return tuple(found)
    return ()


class RankPair(NamedTuple):
    """The world ranks of an economy in a year, by flow: a point of its trail."""

    year: int
    exports: int
    imports: int

    @property
    def flows(self) -> dict[str, int]:
        return {"exports": self.exports, "imports": self.imports}
