"""The overview: what happened, the trade and the ranks on one axis."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import pandas as pd

from dyad.figures.axis import Axis
from dyad.figures.compose import compose, heading
from dyad.figures.events import event_rows, lane_gutter, lanes_chart
from dyad.figures.look import Figure, Look
from dyad.figures.rankings import Strip, describe_ranks, rank_panel, rank_rows, ranks_axis
from dyad.figures.timeline import describe_timeline, event_key, event_publishers, timeline_title
from dyad.figures.trade import describe_totals, publishers, total_rows, totals_axis, totals_chart
from dyad.findings.ranks import holds_ranks
from dyad.findings.trade import band_finding, holds_trade
from dyad.record import Record
from dyad.record.indicators import TRADE_RANKS
from dyad.record.memory import remembered
from dyad.view import View
from dyad.wording import listing, possessive

ROLES = ("main", "claimed")
MOST_ROWS = 17  # of all lanes together; what keeps the page whole at 1280×720
ROWS_FOR_TRADE, ROWS_FOR_RANKS = 7, 5  # more where a record has no figures of these
KEPT = 16  # of what stands below the events, of a record: it depends on years and look alone


@dataclass(frozen=True, kw_only=True)
class _Below:
    """What stands below the events: trade and ranks, where the record has them, on the axis that all share."""

    axis: Axis
    totals: pd.DataFrame
    ranks: pd.DataFrame
    plots: tuple[alt.LayerChart, ...]
    drawn: tuple[str, ...]  # what the plots show
    said: tuple[str, ...]  # the same for those who do not see them


def overview(record: Record, view: View, look: Look) -> Figure:
    """Draw the events over the trade over the ranks.

    A record without figures of trade or without ranks has the events alone, or with what there is.
    """
    events, below = event_rows(record, view), _draw_below(record, View(years=view.years, brush=view.brush), look)
    finding = band_finding(record, years=view.years)
    title = finding.headline if finding else timeline_title(record, view, events)
    rows = MOST_ROWS + ROWS_FOR_TRADE * (not holds_trade(record)) + ROWS_FOR_RANKS * (not holds_ranks(record))
    lanes = lanes_chart(record, events, axis=below.axis, look=look, dense=True, most_rows=rows, chosen=view.event)
    years = below.axis.year_row(look=look)
    cited = [
        *publishers(record, below.totals), *publishers(record, below.ranks),
        *event_publishers(record, events, most=4),
    ]  # fmt: skip
    return compose(
        record,
        view,
        look,
        name="overview",
        page="",
        title=title,
        subtitle=f"{listing(['Events by theme', *below.drawn])} on one time axis",
        says_what=False,
        description=" ".join([describe_timeline(record, events, title=title), *below.said]),
        key=event_key(record, events, look=look),
        rows=[lanes, years, *below.plots, *([below.axis.year_row(look=look)] if below.plots else [])],
        plots=[lanes, *below.plots],
        data={"events": events.drop(columns="given"), "trade": below.totals, "ranks": below.ranks},
        publishers=list(dict.fromkeys(cited)),
        notes=below.axis.notes,
    )


@remembered(KEPT)
def _draw_below(record: Record, view: View, look: Look) -> _Below:
    totals, ranks = total_rows(record, view), rank_rows(record, view)
    totals = totals[totals["role"] == "main"].reset_index(drop=True)
    ranks = ranks[ranks["role"].isin(ROLES) & ranks["indicator"].isin(TRADE_RANKS)]
    gutter = lane_gutter(record, look=look, dense=True)
    rights = (
        totals_axis(record, view, totals, look=look, gutter=gutter).right,
        ranks_axis(record, view, ranks, look=look, gutter=gutter, flows=True).right,
    )
    first, last = view.years
    axis = Axis(first=first, last=last, width=look.width, gutter=gutter, right=max(rights), brush=view.brush)
    plots, drawn, said = [], [], []
    if holds_trade(record):
        trade = totals_chart(record, totals, axis=axis, look=look, height=look.tall(89))
        trade.title = heading("Goods trade, USD million a year, as each side reports it", look=look)
        plots.append(trade)
        drawn.append("goods trade")
        said.append(describe_totals(record, totals, view=view))
    if holds_ranks(record):
        claimed = f"; + the {possessive(record.about.document)}" if "claimed" in set(ranks["role"]) else ""
        strip = Strip(
            height=look.tall(60), roles=ROLES, dash=True,
            title=f"World rank in exports (solid) and imports (dashed), 1 at the top{claimed}",
        )  # fmt: skip
        plots.append(rank_panel(record, ranks, strip, axis=axis, look=look))
        drawn.append("world ranks")
        said.append(describe_ranks(record, ranks))
    return _Below(
        axis=axis,
        totals=totals,
        ranks=ranks,
        plots=tuple(plots),
        drawn=tuple(drawn),
        said=tuple(said),
    )
