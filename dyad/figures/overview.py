"""The overview: what happened, the trade and the ranks on one axis, linked by one brushed period."""

from __future__ import annotations

import altair as alt

from dyad.figures.axis import Axis
from dyad.figures.events import EVENTS, LANES, density, event_rows, lanes_chart
from dyad.figures.linking import event_pick, period_brush
from dyad.figures.look import Figure, Look, assemble, heading, source_line
from dyad.figures.rankings import Strip, describe_ranks, rank_panel, rank_rows, ranks_axis
from dyad.figures.timeline import describe_timeline, event_key, event_publishers, stamp, timeline_title
from dyad.figures.trade import TRADE, describe_totals, publishers, total_rows, totals_axis, totals_chart
from dyad.findings import band_finding
from dyad.record import Record
from dyad.view import View

RANKS = "ranks"  # name of the view that is brushed
MOST_ROWS = 17  # of all lanes together; what keeps the page whole at 1280×720


def overview(record: Record, view: View, look: Look) -> Figure:
    """Draw the events over the trade over the ranks; brushing a period fades the rest of all three."""
    events, totals, ranks = event_rows(record, view), total_rows(record, view), rank_rows(record, view)
    totals = totals[totals["role"] == "main"].reset_index(drop=True)
    ranks = ranks[ranks["role"].isin(["main", "essay"]) & ranks["indicator"].isin(["export_rank", "import_rank"])]
    finding = band_finding(record, years=view.years)
    title = finding.headline if finding else timeline_title(view, events)
    gutter = density(look, dense=True).gutter
    rights = (
        totals_axis(record, view, totals, look=look, gutter=gutter).right,
        ranks_axis(record, view, ranks, look=look, gutter=gutter, flows=True).right,
    )
    axis = Axis(first=view.years[0], last=view.years[1], width=look.width, gutter=gutter, right=max(rights))
    trade = totals_chart(record, totals, axis=axis, look=look, height=look.tall(98), linked=True)
    strip = Strip(name=RANKS, height=look.tall(60), roles=("main", "essay"), linked=True, dash=True)
    cited = [*publishers(record, totals), *publishers(record, ranks), *event_publishers(record, events, most=4)]
    rows: list[alt.Chart | alt.LayerChart] = [
        event_key(events, look=look),
        lanes_chart(
            record, events, axis=axis, look=look, dense=True, most_rows=MOST_ROWS, linked=True, chosen=view.event,
        ),
        axis.year_row(look=look),
        trade.properties(title=heading("Goods trade, USD million a year, as each side reports it", look=look)),
        rank_panel(record, ranks, strip, axis=axis, look=look).properties(
            title=heading("World rank in exports (solid) and imports (dashed), 1 at the top; + the essay’s", look=look)
        ),
        axis.year_row(look=look),
        source_line(
            list(dict.fromkeys(cited)),
            look=look,
            notes=stamp(record, view),
        ),
    ]  # fmt: skip
    subtitle = "Events by theme, goods trade and world ranks on one time axis"
    return Figure(
        name="overview",
        title=title,
        subtitle=subtitle,
        alt=" ".join(
            [
                describe_timeline(events, title=title),
                describe_totals(record, totals, view=view),
                describe_ranks(record, ranks),
            ]
        ),
        chart=assemble(
            rows,
            title=title,
            subtitle="",
            look=look,
            spacing=4,
            selections=[period_brush(LANES, TRADE, RANKS), *([event_pick(EVENTS)] if len(events) else [])],
        ),
        data={"events": events, "trade": totals, "ranks": ranks},
        events=len(events),
        sources=tuple(
            dict.fromkeys(s for table in (events, totals, ranks) for sources in table["sources"] for s in sources)
        ),
    )
