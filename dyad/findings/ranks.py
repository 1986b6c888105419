"""World ranks in exports and imports: those that lists give, and those that are claimed."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dyad.findings.finding import KEPT, Finding, Years, claims_year
from dyad.record import Record
from dyad.record.indicators import INDICATORS, TRADE_RANKS, WORLD_RANKS
from dyad.record.memory import remembered
from dyad.wording import count, in_words, listing, ordinal, possessive, say_span

RECENT_YEARS = 3  # a rank claimed without a year is looked for in the last years then known


@remembered(1)
def holds_ranks(record: Record) -> bool:
    """Return whether the record has world ranks."""
    return bool(record.trade["indicator"].isin(WORLD_RANKS).any())


@dataclass(frozen=True, kw_only=True)
class Rank:
    """One place: of whom, by whom, for which year, among how many (0: not stated, so no list was seen).

    An `estimated` one was found by putting estimates in order.
    """

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

    def __str__(self) -> str:
        among = f" of {self.out_of}" if self.out_of else ""
        how = ", estimates put in order" if self.estimated else ""
        return f"{ordinal(self.rank)}{among} ({self.reporter}, {self.year}{how})"


@remembered(KEPT)
def ranks(record: Record, indicator: str, economy: str) -> tuple[Rank, ...]:
    """Return the dated ranks of an economy that any source but the claims document gives."""
    rows = record.figures(indicator, economy=economy).dropna(subset=["year", "value"])
    return tuple(
        Rank(
            economy=economy,
            indicator=indicator,
            rank=int(row["value"]),
            year=int(row["year"]),
            out_of=0 if pd.isna(row["out_of"]) else int(row["out_of"]),
            reporter=row["reporter"],
            estimated=row["basis"] == "estimate",
            sources=row["sources"],
        )
        for row in rows.to_dict("records")
        if record.about.claims_source not in row["sources"]
    )


@remembered(1)
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
        return any(rank.rank == self.claimed for rank in self.lists)

    @property
    def latest(self) -> tuple[Rank, ...]:
        """What each list gives for the last of those years that it has, by who publishes it."""
        by_reporter = {rank.reporter: rank for rank in sorted(self.lists, key=lambda rank: rank.year)}
        return tuple(by_reporter[reporter] for reporter in sorted(by_reporter))


def recent_years(record: Record) -> Years:
    """Return the last three years then known: in these a rank is looked up, whatever years a reader chose."""
    last = claims_year(record) - 1
    return last - RECENT_YEARS + 1, last


@remembered(KEPT)
def match_rank(record: Record, *, indicator: str, economy: str, claimed: int) -> RankMatch:
    """Look a claimed rank up among the ranks of the last three years known at the time.

    A rank out of a list goes before one that is only mentioned, where both are as near.
    """
    first, last = recent_years(record)
    recent = [rank for rank in ranks(record, indicator, economy) if first <= rank.year <= last]
    nearest = min(
        recent, key=lambda r: (abs(r.rank - claimed), not r.listed, -r.year, -r.out_of), default=None
    )  # fmt: skip
    lists = tuple(rank for rank in recent if rank.listed)
    full = max(lists, key=lambda r: (r.year, r.out_of), default=None)
    statistics = [r for r in recent if r.reporter == main_list(record)]
    full = max(statistics, key=lambda r: r.year, default=full)
    return RankMatch(claimed=claimed, economy=economy, indicator=indicator, nearest=nearest, full=full, lists=lists)


@remembered(1)
def rank_matches(record: Record) -> tuple[RankMatch, ...]:
    """Return each rank claimed beside what sources give, in the order of trade.csv."""
    stated = record.trade[record.trade["indicator"].isin(TRADE_RANKS)]
    stated = stated[stated["sources"].map(lambda sources: record.about.claims_source in sources)]
    return tuple(
        match_rank(record, indicator=row["indicator"], economy=row["economy"], claimed=int(row["value"]))
        for row in stated.to_dict("records")
    )


def listed_finding(record: Record) -> Finding | None:
    """Say how many of the ranks claimed a list of those years gives, and between which places lists have the others.

    None where no rank is claimed, or there is no list of those years.
    """
    matches = rank_matches(record)
    if not any(match.lists for match in matches):
        return None
    found, span = [match for match in matches if match.listed], say_span(recent_years(record))
    document = possessive(record.about.document)
    whose = f"the {document} {count(len(matches), 'rank')}"
    headline = f"{len(found) or 'None'} of {whose} {'is' if len(found) == 1 else 'are'} in a list of {span}"
    text = []
    for match in found:
        given = next(rank for rank in match.lists if rank.rank == match.claimed)
        text.append(f"{_say_claimed(record, match)} is in a list: {given}.")
    others = [f"{_say_claimed(record, match)} ({_say_range(match)})" for match in matches if not match.listed]
    if others:
        rest = "the others" if found else "any"
        text.append(f"No list of {span} gives {rest}; in brackets the places that lists give: {listing(others)}.")
    sources = tuple(dict.fromkeys(source for match in matches for rank in match.lists for source in rank.sources))
    return Finding(verdict="", headline=headline, text=" ".join(text), sources=sources)


def _say_claimed(record: Record, match: RankMatch) -> str:
    return f"{record.about.name(match.economy)} as {ordinal(match.claimed)} {INDICATORS[match.indicator].role}"


def _say_range(match: RankMatch) -> str:
    places = sorted(rank.rank for rank in match.lists)
    if not places:
        return "no list"
    return f"{ordinal(places[0])} to {ordinal(places[-1])}" if places[0] < places[-1] else ordinal(places[0])


def rank_finding(record: Record, *, indicator: str, economy: str, claimed: int) -> Finding:
    """Test "the n-th exporter": confirmed when a list of those years gives that place, else not found."""
    match = match_rank(record, indicator=indicator, economy=economy, claimed=claimed)
    role = INDICATORS[indicator].role
    name = record.about.name(economy)
    if match.nearest is None or match.full is None:
        headline = f"{name}, {ordinal(claimed)} {role}: no list of those years to hold it against"
        return Finding(verdict="not found", headline=headline, text=headline + ".", sources=())
    near, full = match.nearest, match.full
    text = f"Lists of the last {in_words(RECENT_YEARS)} years then known have {name} {_say_range(match)}; "
    text += f"one gives the very place, {near}." if match.listed else f"none of them gives {ordinal(claimed)}."
    if not near.listed and near.rank == claimed:
        text += f" The place stands elsewhere, without a list: {near}."
    elif not match.listed:
        text += f" The nearest is {near}."
    if full != near:
        text += f" The longest series has {name} {full}."
    sources = tuple(dict.fromkeys(source for rank in (near, full) for source in rank.sources))
    headline = f"{name}: {ordinal(claimed)} {role} claimed, nearest found {near}"
    return Finding(
        verdict="confirmed" if match.listed else "not found", headline=headline, text=text, sources=sources
    )  # fmt: skip


def ranked_finding(record: Record, *, claimed: int) -> Finding:
    """Test "out of n economies" against how many the lists of those years ranked."""
    first, last = recent_years(record)
    lists = [
        rank
        for indicator in TRADE_RANKS
        for economy in record.about.codes
        for rank in ranks(record, indicator, economy)
        if rank.listed and first <= rank.year <= last
    ]
    if not lists:
        text = f"No list of those years says how many economies it ranks, so {claimed} cannot be checked."
        return Finding(verdict="not found", headline=text.removesuffix("."), text=text, sources=())
    near = min(lists, key=lambda r: (abs(r.out_of - claimed), -r.year))
    sizes = sorted({rank.out_of for rank in lists})
    found = near.out_of == claimed
    text = (
        f"A list of {claimed} economies is that of {near.reporter} for {near.year}."
        if found
        else f"No list of {claimed} economies was found: those of the last {in_words(RECENT_YEARS)} years then known "
        f"rank {sizes[0]} to {sizes[-1]}, the nearest {near.out_of} ({near.reporter}, {near.year})."
    )
    headline = f"{claimed} economies claimed; lists rank {sizes[0]} to {sizes[-1]}"
    verdict = "confirmed" if found else "not found"
    return Finding(verdict=verdict, headline=headline, text=text, sources=near.sources)
