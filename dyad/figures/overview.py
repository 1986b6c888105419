"""The overview: what happened, the trade and the ranks on one axis, linked by one brushed period."""

from __future__ import annotations

from dyad.figures.axis import Axis
from dyad.figures.compose import compose, heading
from dyad.figures.events import EVENTS, LANES, density, event_rows, lanes_chart
from dyad.figures.linking import event_pick, period_brush
from dyad.figures.look import Figure, Look
from dyad.figures.rankings import Strip, describe_ranks, rank_panel, rank_rows, ranks_axis
from dyad.figures.timeline import describe_timeline, event_key, event_publishers, timeline_title
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
    strip = Strip(
        name=RANKS, height=look.tall(60), roles=("main", "essay"), linked=True, dash=True,
        title="World rank in exports (solid) and imports (dashed), 1 at the top; + the essay’s",
    )  # fmt: skip
    cited = [*publishers(record, totals), *publishers(record, ranks), *event_publishers(record, events, most=4)]
    lanes = lanes_chart(
        record, events, axis=axis, look=look, dense=True, most_rows=MOST_ROWS, linked=True, chosen=view.event
    )
    lines = rank_panel(record, ranks, strip, axis=axis, look=look)
    trade.title = heading("Goods trade, USD million a year, as each side reports it", look=look)
    return compose(
        record,
        view,
        look,
        name="overview",
        page="",
        title=title,
        subtitle="Events by theme, goods trade and world ranks on one time axis",
        says_what=False,
        description=" ".join(
            [
                describe_timeline(events, title=title),
                describe_totals(record, totals, view=view),
                describe_ranks(record, ranks),
            ]
        ),
        key=event_key(events, look=look),
        rows=[lanes, axis.year_row(look=look), trade, lines, axis.year_row(look=look)],
        plots=[lanes, trade, lines],
        spacing=4,
        selections=[period_brush(LANES, TRADE, RANKS), *([event_pick(EVENTS)] if len(events) else [])],
        data={"events": events, "trade": totals, "ranks": ranks},
        publishers=list(dict.fromkeys(cited)),
    )
