"""Every figure by the name it has in addresses, in files and on the command line."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from dyad.figures.claims import claims_summary
from dyad.figures.look import Figure, Look
from dyad.figures.overview import overview
from dyad.figures.rankings import rank_lines, rank_rows
from dyad.figures.timeline import timeline
from dyad.figures.trade import flow_rows, total_rows, trade_balance, trade_band
from dyad.figures.trails import holds_trails, rank_trails
from dyad.findings.ranks import holds_ranks
from dyad.findings.trade import holds_trade
from dyad.record import Record
from dyad.record.memory import remembered
from dyad.view import View

Maker = Callable[[Record, View, Look], Figure]

FIGURES: dict[str, Maker] = {
    "overview": overview,
    "timeline": timeline,
    "trade-band": trade_band,
    "trade-balance": trade_balance,
    "rankings": rank_lines,
    "rank-trails": rank_trails,
    "claims-summary": claims_summary,
}
# The rows that a figure is drawn from, under a heading, where pages show them beside it.
ROWS: dict[str, tuple[str, Callable[[Record, View], pd.DataFrame]]] = {
    "trade-band": ("The figures of the first chart", total_rows),
    "trade-balance": ("The figures of the second chart", flow_rows),
    "rankings": ("The ranks drawn", rank_rows),
}
NEEDS: dict[str, Callable[[Record], bool]] = {
    "trade-band": holds_trade,
    "trade-balance": holds_trade,
    "rankings": holds_ranks,
    "rank-trails": holds_trails,
    "claims-summary": lambda record: record.has_claims,
}


@remembered(1)
def figures_of(record: Record) -> tuple[str, ...]:
    """Return the names of the figures that the record has anything to draw for."""
    return tuple(name for name in FIGURES if name not in NEEDS or NEEDS[name](record))
