"""What the document names of what happened between the two, year by year, and what it leaves out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from dyad.findings.finding import KEPT, Finding, Years, covered_years, sources_of
from dyad.record import Record
from dyad.record.dates import read_date
from dyad.record.memory import remembered
from dyad.wording import count, listing, say_span, say_years

BILATERAL = "bilateral"  # of scope: between the two, no context around them
DEFENCE = "defence"  # the theme whose events stand beside votes and trade, where a record has it
TURNING_POINT = 1  # of importance
MOST_SAID = 4  # events named in one sentence
MOST_TIED = 2  # years that a superlative may name


@remembered(KEPT)
def events_between(record: Record, *, years: Years | None = None) -> pd.DataFrame:
    """Return the dated events between the two that begin in these years, by date.

    Columns beside those of events.csv: `year` (int, in which it begins; ends, where no source knows) and `named`
    (bool, whether a claim names it).
    """
    events = record.events[record.events["scope"] == BILATERAL]
    begun: pd.Series[int] = events["first"].fillna(events["last"]).dt.year
    events = events[begun.between(*covered_years(record, years))]
    return events.assign(year=begun.loc[events.index].astype(int), named=events["id"].isin(record.claimed_events))


@dataclass(frozen=True, kw_only=True)
class Moment:
    """An event in short."""

    id: str
    label: str
    year: int
    date_text: str
    sources: tuple[str, ...]


def _moments(events: pd.DataFrame) -> tuple[Moment, ...]:
    return tuple(
        Moment(**{name: row[name] for name in Moment.__dataclass_fields__}) for row in events.to_dict("records")
    )


def turning_points(record: Record, *, years: Years | None = None) -> tuple[Moment, ...]:
    """Return the turning points in defence, by date: the events of that theme whose importance is 1."""
    events = events_between(record, years=years)
    first = events["importance"].eq(TURNING_POINT).fillna(False).astype(bool)
    return _moments(events[(events["theme"] == DEFENCE) & first])


def named_in_defence(record: Record, *, years: Years | None = None) -> tuple[Moment, ...]:
    """Return the events in defence that a claim names, by date."""
    events = events_between(record, years=years)
    return _moments(events[(events["theme"] == DEFENCE) & events["named"]])


@dataclass(frozen=True, kw_only=True)
class EventCount:
    """How many events of a year the document names, and how many it leaves out."""

    year: int
    named: int
    left_out: int


def after_document(record: Record, events: pd.DataFrame) -> pd.Series[bool]:
    """Return of each event (rows of events.csv) whether it begins after the document's date, which could not name it.

    None does where the record checks no document or knows no date of it.
    """
    document = record.claims_document
    if document is None or not document.date:
        return pd.Series(False, index=events.index)
    return events["first"] > read_date(document.date).known[1].instant


def _before_document(record: Record, years: Years | None) -> pd.DataFrame:
    events = events_between(record, years=years)
    return events[~after_document(record, events)]


def event_counts(record: Record, *, years: Years | None = None) -> tuple[EventCount, ...]:
    """Return how many events between the two each year has that are named and left out; years without any are left out.

    Undated events belong to no year; what happened after the document it could not name.
    """
    events = _before_document(record, years)
    counted = Counter(zip(events["year"], events["named"], strict=True))
    return tuple(
        EventCount(year=year, named=counted[year, True], left_out=counted[year, False])
        for year in sorted({int(year) for year in events["year"]})
    )


def events_finding(record: Record, *, years: Years | None = None) -> Finding | None:
    """Say in which half of the years the events fall that the document names, and how many it leaves out."""
    counts = event_counts(record, years=years)
    if not counts or not record.has_claims:
        return None
    span, document = covered_years(record, years), record.about.document
    named, left_out = {c.year: c.named for c in counts}, {c.year: c.left_out for c in counts}
    whole, beyond = sum(named.values()), sum(left_out.values())
    text = [
        f"Of {count(whole + beyond, 'event')} between the two that this record has of {say_span(span)}, until the "
        f"{document}, it names {whole or 'none'} and leaves out {beyond or 'none'}."
    ]
    busiest = [
        f"{verb} most in {_say_most(by_year)}"
        for verb, by_year in (("names", named), ("leaves out", left_out))
        if max(by_year.values()) > 1 and len(_busiest(by_year)) <= MOST_TIED and span[0] < span[1]
    ]
    if busiest:
        text.append(f"It {listing(busiest)}.")
    headline = f"The {document} names {whole or 'none'} of {count(whole + beyond, 'event')} in {say_span(span)}"
    if whole and span[0] < span[1]:
        half, inside = _fuller_half(named, span)
        headline = f"{inside} of {count(whole, 'event')} the {document} names {_fall(inside)} in {say_span(half)}"
    return Finding(
        verdict="", headline=headline, text=" ".join(text), sources=sources_of(_before_document(record, years))
    )  # fmt: skip


def _fuller_half(by_year: dict[int, int], span: Years) -> tuple[Years, int]:
    """Return the half of the years that holds more, the later of equals, and how many; a middle year is the later's."""
    first, last = span
    middle = first + (last - first) // 2 + (last - first) % 2
    later = sum(number for year, number in by_year.items() if year >= middle)
    earlier = sum(by_year.values()) - later
    return ((first, middle - 1), earlier) if earlier > later else ((middle, last), later)


def _fall(number: int) -> str:
    return "falls" if number == 1 else "fall"


def _busiest(by_year: dict[int, int]) -> list[int]:
    return [year for year, number in by_year.items() if number == max(by_year.values())]


def _say_most(by_year: dict[int, int]) -> str:
    years = _busiest(by_year)
    return f"{say_years(years)} ({by_year[years[0]]}{' each' if len(years) > 1 else ''})"


def say_defence(record: Record, years: Years | None) -> tuple[str, tuple[str, ...]]:
    """Name the turning points in defence, else what the document names of it, and the documents they rest on.

    "" where there is neither.
    """
    span, moments = say_span(covered_years(record, years)), turning_points(record, years=years)
    what = f"Turning point{'s' if len(moments) > 1 else ''} in defence in {span}"
    if not moments:
        moments = named_in_defence(record, years=years)
        what = f"In defence the {record.about.document} names in {span}"
    cited = tuple(dict.fromkeys(source for moment in moments for source in moment.sources))
    return f"{what}: {say_moments(moments)}; no cause is implied." if moments else "", cited


def say_moments(moments: Sequence[Moment]) -> str:
    """Name events with their dates, the first few of many."""
    said = [f"{moment.label} ({moment.date_text})" for moment in moments[:MOST_SAID]]
    return listing([*said, f"{len(moments) - MOST_SAID} more"] if len(moments) > MOST_SAID else said)


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
    lengths = [last - first for first, last in zip(ordered, ordered[half - 1 :], strict=False)]
    length = min(lengths)
    held = {
        first: bisect_right(ordered, first + length) - bisect_left(ordered, first)
        for first, long in zip(ordered, lengths, strict=False)
        if long == length
    }
    start = max(held, key=lambda first: (held[first], first))
    return (start, start + length), held[start]
