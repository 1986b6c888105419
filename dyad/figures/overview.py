"""The overview: what happened, the trade and the ranks on one axis."""

from __future__ import annotations

from dataclasses import dataclass, replace

import altair as alt
import pandas as pd

from dyad.figures import event_words, trade
from dyad.figures.axis import FIELD, Axis
from dyad.figures.compose import Content, Entry, collectors
from dyad.figures.crowds import is_crowd
from dyad.figures.event_columns import begin_years
from dyad.figures.event_plot import EventPlot, lanes_chart, numbered_rows
from dyad.figures.event_strip import strip_chart, strip_key
from dyad.figures.events import Events, event_publishers, events_of, until_document
from dyad.figures.labels import Remark, Words
from dyad.figures.lane_layout import lane_gutter
from dyad.figures.lines import BESIDE_DOT, name_layer, name_room, spread_names
from dyad.figures.parts import Plot, heading
from dyad.figures.rank_rows import rank_rows
from dyad.figures.rank_words import describe_ranks
from dyad.figures.rankings import rank_panel, ranks_axis
from dyad.figures.style import Style
from dyad.findings.claims import UNCLAIMED
from dyad.findings.events import fullest_run
from dyad.findings.finding import YearValue
from dyad.findings.peak import peak_facts
from dyad.findings.ranks import holds_ranks
from dyad.findings.trade import band, holds_trade
from dyad.record import Record
from dyad.record.indicators import TRADE_RANKS
from dyad.view import View
from dyad.wording import overview as wording
from dyad.wording.pieces import usd
from dyad.wording.trade import say_reported

MOST_ROWS = 12  # of all lanes together on a screen; what keeps the page whole at 1280×720
ROWS_FOR_TRADE, ROWS_FOR_RANKS = 7, 5  # more where a record has no figures of these
TRADE_PX, RANKS_PX = 88.0, 42.0
NAMES_PX = 84.0  # right of the last year, where names of late events have room
BESIDE, OVER = 9.0, 25.0  # px over the peak for its remark, which stands beside it where the line falls steeply
STEEP = 1.4  # sizes of type that the line falls by the next year
ON_PAPER = 1.75  # times as tall is trade on paper
TICKS_PX = 40.0  # of the gutter without the names of lanes
STRIP_PX = 96.0  # height of the events as columns, where a page holds no lanes
CROWDED = 0.5  # of the years shown; events in a longer run are not said to crowd


@dataclass(frozen=True, kw_only=True)
class _Below:
    """What stands below the events: trade and ranks, where the record has them, on the axis that all share."""

    axis: Axis
    totals: pd.DataFrame
    ranks: pd.DataFrame
    plots: dict[str, tuple[alt.LayerChart, str]]  # by what they show, each with that for those who do not see it


def overview(record: Record, view: View, look: Style) -> Content:
    """Draw the events over the trade over the ranks, as far as the record has them and the page room."""
    events = events_of(record, view)
    below = _draw_below(record, view, look)
    title = overview_title(record, view, events)
    most = MOST_ROWS + ROWS_FOR_TRADE * (not holds_trade(record)) + ROWS_FOR_RANKS * (not holds_ranks(record))
    counted = look.brief and not is_crowd(events.named)
    if counted:
        shown, height = until_document(record, events), look.tall(STRIP_PX)
        plot = EventPlot(chart=strip_chart(record, shown, axis=below.axis, look=look, height=height, alone=True))
        key = strip_key(record, shown, look=look) or None
    else:
        plot = lanes_chart(record, view, axis=below.axis, look=look, dense=True, most_rows=most if look.told else None)
        key = event_words.event_key(record, events, plot, look=look)
    plots, years = [plot for plot, _ in below.plots.values()], below.axis.year_row(look=look)
    without_room = [wording.RANKS] if holds_ranks(record) and wording.RANKS not in below.plots else []
    # on paper the years stand below the last plot as well; a brief one has them there alone
    repeated = bool(plots) and not look.told
    described = event_words.describe_events(record, events.named, title=title)
    cited = [
        *collectors(record, [*below.totals["sources"], *below.ranks["sources"]]),
        *event_publishers(record, events.named, events.left_out),
    ]
    return Content(
        title=title,
        subtitle=wording.overview_subtitle(record.about, view.years, tuple(below.plots)),
        alt=" ".join([described, *(said for _, said in below.plots.values())]),
        key=key,
        rows=[
            plot.chart, *([] if look.brief and repeated else [years]), *plots, *([years] if repeated else []),
            *numbered_rows(plot.placed, look=look),
        ],
        data={"events": events.named.drop(columns="given"), "trade": below.totals, "ranks": below.ranks},
        publishers=list(dict.fromkeys(cited)),
        notes=[
            *below.axis.notes, *event_words.event_notes(record, view, events, plot, others=without_room),
            *([wording.FILLED] if holds_trade(record) and band(record) else []),
            *trade.without_total(record, view),
            *([] if counted else event_words.sign_notes(events)),
        ],
        sheds=not counted and holds_trade(record),
        besides=[events.left_out] if plot.placed else [],
        **plot.labels,
    )  # fmt: skip


def overview_title(record: Record, view: View, events: Events) -> str:
    """State in which years the events crowd that the document names, if they do, and when trade peaked."""
    facts = peak_facts(record, years=view.years)
    named = events.named[events.named["verdict"] != UNCLAIMED]
    if named.empty or not facts or view.years[0] == view.years[1]:
        return event_words.title_timeline(record, view, events.named)
    run, _ = fullest_run(begin_years(named), within=view.years)
    crowded = run[1] - run[0] + 1 <= CROWDED * (view.years[1] - view.years[0] + 1)
    years = run if crowded else view.years
    return wording.say_course(years, facts, record, crowded=crowded)


def _draw_below(record: Record, view: View, look: Style) -> _Below:
    totals, ranks = trade.total_rows(record, view), rank_rows(record, view)
    totals = totals[totals["role"] == "main"].reset_index(drop=True)
    # those that are claimed stand beside names at the ends of lines, which a low strip has no room for
    ranks = ranks[(ranks["role"] == "main") & ranks["indicator"].isin(TRADE_RANKS)]
    with_ranks = holds_ranks(record) and not (look.brief and holds_trade(record))
    ranks = ranks if with_ranks else ranks.iloc[:0]
    gutter = lane_gutter(record, look=look, dense=True)
    rights = [look.px(NAMES_PX)]
    if look.told:
        ends = trade.end_names(record, totals, look=look)
        axis = Axis.of(view, look, gutter=gutter)
        rights.append(axis.with_room((end.t, name_room(end.text, size=look.text)) for end in ends).right)
    elif look.brief and holds_trade(record):  # columns of events, and lines that are named beside them
        gutter, rights = look.px(TICKS_PX), [0.0]
    if with_ranks:
        rights.append(ranks_axis(record, view, ranks, look=look, gutter=gutter, flows=True).right)
    axis = Axis.of(view, look, gutter=gutter, right=max(rights))
    plots: dict[str, tuple[alt.LayerChart, str]] = {}
    if holds_trade(record):
        plot = _trade_plot(record, view, totals, axis=axis, look=look)
        plots[wording.TRADE] = plot, trade.describe_totals(record, totals, view=view)
    if with_ranks:
        tall = max(look.tall(RANKS_PX), look.px(RANKS_PX))
        plot = rank_panel(record, ranks, axis=axis, look=look, height=tall, title=wording.RANKS_HEADING, flows=True)
        plots[wording.RANKS] = plot, describe_ranks(record, ranks)
    return _Below(axis=axis, totals=totals, ranks=ranks, plots=plots)


def _trade_plot(record: Record, view: View, totals: pd.DataFrame, *, axis: Axis, look: Style) -> alt.LayerChart:
    height = look.tall(TRADE_PX * (1.0 if look.told else ON_PAPER))
    panel = trade.totals_panel(record, totals, axis=axis, look=look, height=height)
    peak = peak_facts(record, years=view.years)
    highest = peak.highest if peak else None
    if highest:
        after = totals[(totals["reporter"] == highest.reporter) & (totals[FIELD] == highest.year + 1.5)]["amount"]
        steep = any(panel.px(amount) - panel.px(highest.value) > STEEP * look.text for amount in after)
        head = min(look.px(BESIDE if steep else OVER), height * 0.3)
        panel = replace(panel, top=max(panel.top, highest.value * height / (height - head)))
    words = Words(panel=panel)
    limits = band(record)
    for _, line in totals.groupby("line", sort=False):
        points = words.points(line, "amount")
        words.draws(points, size=look.px(trade.DOT_PX))
        if look.told:  # the names at the ends of lines
            end = points[-1]
            words.taken.append((end[0], end[1] - 2 * look.text, look.width, end[1] + 2 * look.text))
    if not look.told:
        words.keep_grid(limits or ())
        edge = axis.px(axis.last + 1)  # a name stands on the tint, or off it
        words.soft += [((edge, 0.0), (edge, height))] if edge < look.width else []
    named = trade.name_band(record, words)
    if limits and not look.told:
        words.keep_grid([sum(limits) / 2])
    if highest:
        of = YearValue(highest.year, highest.value)
        said = Remark(text=say_reported(highest.name, of), t=of.year + 0.5, value=of.value)
        brief = replace(said, text=f"{of.year}: {usd(of.value)}")
        any(words.remark(one, must=not look.brief or one is brief) for one in (said, brief))
    names = trade.end_names(record, totals, look=look) if look.told else []
    if not look.told:
        trade.name_sides(record, totals, words)
    values = trade.total_values(record, totals)
    drawn = [
        *trade.ground_layers(record, panel),
        *trade.line_layers(record, values, panel),
        *trade.dot_layers(record, values, panel),
        name_layer(panel, spread_names(panel, names), gap=look.text * BESIDE_DOT),
    ]
    return Plot(
        [*drawn, *words.layers()], height=height, width=axis.width,
        title=heading(wording.trade_heading(record.about, None if named else limits), look=look),
    )  # fmt: skip


ENTRY = Entry(
    name="overview", order=10, page="overview", maker=overview, of_events=True,
    instead=("timeline", "trade-band", "rankings"),
)  # fmt: skip
