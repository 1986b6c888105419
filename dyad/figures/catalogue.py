"""Every figure, declared once: what it is called, who draws it, where it stands, what it needs.

Files, pages, their first HTML, the static site, the deck and lessons go by these lines; a new figure is a function
that returns one and a line here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

import pandas as pd

from dyad.figures.claims import claims_summary
from dyad.figures.event_strip import event_strip
from dyad.figures.look import Figure, Look
from dyad.figures.overview import overview
from dyad.figures.partners import holds_partners, partners
from dyad.figures.rank_lists import holds_rank_lists, rank_lists
from dyad.figures.rankings import rank_lines, rank_rows
from dyad.figures.scale import for_scale, holds_scale
from dyad.figures.shares import holds_shares, trade_share, trade_shares
from dyad.figures.timeline import timeline
from dyad.figures.trade import total_rows
from dyad.figures.trade_balance import flow_rows, trade_balance
from dyad.figures.trade_band import trade_band
from dyad.figures.trails import holds_trails, rank_trails
from dyad.figures.votes import alike_rows, holds_votes, un_votes
from dyad.findings.finding import Facts, Years
from dyad.findings.ranks import holds_ranks, listed_facts
from dyad.findings.trade import balance_facts, band_facts, holds_trade
from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.view import View
from dyad.wording.figures import NAMES
from dyad.wording.findings import Finding, finding_of

OPTIONS: dict[str, Any] = {"sources": "", "year": None}  # fields of a view, and their defaults


def _always(_: Record) -> bool:
    return True


def _no_rows(_: Record, __: View) -> pd.DataFrame:
    return pd.DataFrame()


def _no_facts(_: Record, __: Years) -> Facts | None:
    return None


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One figure: `name` in addresses, files and lessons, `page` where it stands ("" for none).

    Its `maker` draws it of a record that `holds` what it needs; of the choices that only some figures heed (`OPTIONS`)
    it is told those it `heeds`. Pages show the `rows` it is drawn from beside it, if it has a heading for them. One
    that is `of_events` is empty where a view leaves none. A figure with others `instead` is for wide windows: in
    narrow ones they are shown in its place. What the tables tell of the years chosen stands below it (`facts`), and
    above it the `claim` that it is about, by its id, with what its check found over all years then known.
    """

    name: str
    page: str
    maker: Callable[[Record, View, Look], Figure]
    holds: Callable[[Record], bool] = _always
    rows: Callable[[Record, View], pd.DataFrame] = _no_rows
    of_events: bool = False
    heeds: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()
    claim: str = ""
    facts: Callable[[Record, Years], Facts | None] = _no_facts

    @property
    def title(self) -> str:
        """What the figure is called."""
        return NAMES[self.name].title

    @property
    def heading(self) -> str:
        """What the rows that it is drawn from stand under."""
        return NAMES[self.name].heading

    @property
    def step(self) -> str:
        """The title of its step in a lesson made of a record alone."""
        return NAMES[self.name].step

    def heeded(self, view: View) -> View:
        """Return the view without what this figure does not heed."""
        others = {name: default for name, default in OPTIONS.items() if name not in self.heeds}
        return replace(view, **others)

    def draw(self, record: Record, view: View, look: Look) -> Figure:
        """Return the figure of a view in a look."""
        return self.maker(record, self.heeded(view), look)

    def finding(self, record: Record, years: Years) -> Finding | None:
        """Return what the tables tell of some years, in words; None where there is nothing."""
        facts = self.facts(record, years)
        return finding_of(facts, record.about) if facts else None


FIGURES: dict[str, Entry] = {
    entry.name: entry
    for entry in (
        Entry(
            name="overview", page="overview", maker=overview, of_events=True,
            instead=("timeline", "trade-band", "rankings"),
        ),
        Entry(name="timeline", page="timeline", maker=timeline, of_events=True),
        Entry(name="event-strip", page="timeline", maker=event_strip, of_events=True),
        Entry(name="un-votes", page="timeline", maker=un_votes, holds=holds_votes, rows=alike_rows),
        Entry(
            name="trade-band", page="trade", maker=trade_band, holds=holds_trade, rows=total_rows, heeds=("sources",),
            claim="trade-band", facts=lambda record, years: band_facts(record, years=years),
        ),
        Entry(name="trade-share", page="trade", maker=trade_share, holds=holds_shares, rows=trade_shares),
        Entry(
            name="trade-balance", page="trade", maker=trade_balance, holds=holds_trade, rows=flow_rows,
            facts=lambda record, years: balance_facts(record, years=years),
        ),
        Entry(name="partners", page="trade", maker=partners, holds=holds_partners, heeds=("year",)),
        Entry(name="for-scale", page="trade", maker=for_scale, holds=holds_scale),
        Entry(
            name="rankings", page="rankings", maker=rank_lines, holds=holds_ranks, rows=rank_rows,
            claim="export-rank-pakistan", facts=lambda record, _: listed_facts(record),
        ),
        Entry(name="rank-lists", page="rankings", maker=rank_lists, holds=holds_rank_lists),
        Entry(name="rank-trails", page="rankings", maker=rank_trails, holds=holds_trails),
        Entry(
            name="claims-summary", page="claims", maker=claims_summary, holds=lambda record: record.has_claims
        ),
    )
}  # fmt: skip


@cached_per_record(1)
def figures_of(record: Record) -> tuple[str, ...]:
    """Return the names of the figures that the record has anything to draw for."""
    return tuple(name for name, entry in FIGURES.items() if entry.holds(record))


@dataclass(frozen=True, kw_only=True)
class Part:
    """One figure of a page, by name; `room` is where it is shown alone: `wide`, `narrow`, empty for everywhere."""

    figure: str
    room: Literal["wide", "narrow", ""] = ""


def parts_of(record: Record, page: str) -> tuple[Part, ...]:
    """Return the figures of a page, in order, that the record has anything for."""
    known, parts = figures_of(record), []
    for entry in (FIGURES[name] for name in known if FIGURES[name].page == page):
        parts.append(Part(figure=entry.name, room="wide" if entry.instead else ""))
        parts += [Part(figure=name, room="narrow") for name in entry.instead if name in known]
    return tuple(parts)
