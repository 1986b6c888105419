"""Which events the document names, leaves out or could not yet know, and how many by year; what happened in defence."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from dyad.findings.finding import KEPT, Facts, Years, covered_years, sources_of
from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.record.dates import read_date

BILATERAL = "bilateral"  # of scope: between the two, no context around them
DEFENCE = "defence"  # the theme whose events stand beside votes and trade, where a record has it
TURNING_POINT = 1  # of importance


@cached_per_record(KEPT)
def events_between(record: Record, *, years: Years | None = None) -> pd.DataFrame:
    """Return the dated events between the two that begin in these years, by date.

    Columns beside those of events.csv: `year` (int, in which it begins; ends, where no source knows) and `named`
    (bool, whether a claim names it).
    """
    events = record.events[record.events["scope"] == BILATERAL]
    begun: pd.Series[int] = events["first"].fillna(events["last"]).dt.year
    events = events[begun.between(*covered_years(record, years))]
    return events.assign(year=begun.loc[events.index].astype(int), named=events["id"].isin(record.claimed_events))


class Moment(NamedTuple):
    """An event in short."""

    label: str
    year: int
    date_text: str


def after_document(record: Record, events: pd.DataFrame) -> pd.Series[bool]:
    """Return of each event whether it begins after the document's date; none does where there is no such date."""
    document = record.claims_document
    if document is None or not document.date:
        return pd.Series(False, index=events.index)
    return events["first"] > read_date(document.date).known[1].instant


def left_out(record: Record, events: pd.DataFrame) -> pd.Series[bool]:
    """Return of each event (rows of events.csv) whether the document leaves it out, though it began by its date."""
    return ~events["id"].isin(record.claimed_events) & ~after_document(record, events)


@dataclass(frozen=True, kw_only=True)
class EventsFacts(Facts):
    """How many events of the years the document names, and how many it leaves out, each by the years that have any."""

    span: Years
    named: dict[int, int]
    left_out: dict[int, int]

    @property
    def fuller_half(self) -> tuple[Years, int]:
        """The half of the years that holds more of those named, the later of equals (with a middle year), how many."""
        first, last = self.span
        middle = first + (last - first) // 2 + (last - first) % 2
        later = sum(number for year, number in self.named.items() if year >= middle)
        earlier = sum(self.named.values()) - later
        return ((first, middle - 1), earlier) if earlier > later else ((middle, last), later)


def events_facts(record: Record, *, years: Years | None = None) -> EventsFacts | None:
    """Return how many events the document names and leaves out; None where there is none, or nothing is claimed."""
    events = events_between(record, years=years)
    events = events[~after_document(record, events)]
    if events.empty or not record.has_claims:
        return None
    counted = Counter(zip(events["year"].tolist(), events["named"].tolist(), strict=True))
    named, left_out = (
        {year: counted[year, side] for year in sorted({*events["year"].tolist()})} for side in (True, False)
    )
    return EventsFacts(span=covered_years(record, years), named=named, left_out=left_out, sources=sources_of(events))


@dataclass(frozen=True, kw_only=True)
class DefenceFacts(Facts):
    """What happened in defence in some years: its turning points (of importance 1), or else what the document names."""

    span: Years
    moments: tuple[Moment, ...]
    turning: bool


def defence_facts(record: Record, years: Years | None) -> DefenceFacts | None:
    """Return the turning points in defence, else what the document names of it; None where there is neither."""
    events = events_between(record, years=years)
    events = events[events["theme"] == DEFENCE]
    turning = events["importance"].eq(TURNING_POINT)
    chosen = events[turning if turning.any() else events["named"]]
    if chosen.empty:
        return None
    moments = map(Moment, chosen["label"], chosen["year"], chosen["date_text"])
    return DefenceFacts(
        span=covered_years(record, years), moments=tuple(moments), turning=bool(turning.any()),
        sources=sources_of(chosen),
    )  # fmt: skip


def fullest_run(years: Iterable[int], *, within: Years) -> tuple[Years, int]:
    """Return the fewest years in a row that hold at least half of some events, and how many they hold.

    `years` are those of the events, `within` is returned where there are none. Of runs as long the fullest, then the
    later.

    >>> fullest_run([2003, 2015, 2016, 2016, 2017], within=(2003, 2017))
    ((2016, 2017), 3)
    """
    ordered = sorted(years)
    half = (len(ordered) + 1) // 2
    if not half:
        return within, 0
    length = min(last - first for first, last in zip(ordered, ordered[half - 1 :], strict=False))
    held = {first: bisect_right(ordered, first + length) - bisect_left(ordered, first) for first in ordered}
    start = max(held, key=lambda first: (held[first], first))
    return (start, start + length), held[start]
