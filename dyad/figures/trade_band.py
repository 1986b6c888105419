"""Goods trade against the band claimed: both sides by name, others as a ribbon or each by itself, remarks at points."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from dyad.figures import moments, trade, trade_others
from dyad.figures.axis import Axis
from dyad.figures.compose import Content, Entry, collectors
from dyad.figures.key import KeyEntry
from dyad.figures.labels import Remark, Words
from dyad.figures.lines import Panel, grid_ticks
from dyad.figures.native import NativeChart, Series, native_chart
from dyad.figures.parts import Plot
from dyad.figures.style import Style
from dyad.findings import trade as findings
from dyad.findings.events import DEFENCE
from dyad.findings.finding import YearValue, sources_of, years_known
from dyad.findings.peak import Peak, overtaking, peak_facts
from dyad.record import Record
from dyad.view import ALL_SOURCES, View
from dyad.wording import trade as wording
from dyad.wording.figures import say_notes
from dyad.wording.pieces import say_span, usd


def trade_band(record: Record, view: View, look: Style) -> Content:
    """Draw two-way goods trade by calendar year, each side apart, against the band claimed."""
    every = trade.total_rows(record, view)
    alone = view.sources == ALL_SOURCES
    ribbon = [] if alone else trade_others.ribbon_rows(every)
    rows = every if alone else every[every["role"] == "main"].reset_index(drop=True)
    axis = Axis.of(view, look, gutter=look.px(40))
    height = look.tall(280 if look.phone else 350)
    panel = trade.totals_panel(record, rows, axis=axis, look=look, height=height, free=look.text * 1.4)
    words = _scene(record, panel, rows, ribbon)
    peak = peak_facts(record, years=view.years)
    beside = peak is not None and peak.before_defence
    events = moments.moment_rows(record, view.years, theme=DEFENCE if beside else "")
    crowded = alone and look.scale >= moments.LARGE
    placed, numbers = ([], "") if crowded else moments.place_below(events, axis=axis, look=look)
    numbered = placed if numbers else []
    words.taken += moments.standing_boxes(numbered, panel)
    band_named = trade.name_band(record, words)
    if limits := findings.band(record):
        words.keep_grid([sum(limits) / 2])  # what is said of points stands off the band, where it can
    remarks = band_remarks(record, view, look=look)
    for remark in remarks[:1]:
        any(words.remark(one) for one in (remark, replace(remark, text=remark.text.partition(", ")[0])))
    sides = trade.name_sides(record, rows, words)
    for remark in remarks[1:]:
        words.remark(remark)
    others = trade_others.name_others(rows, words) if alone else []
    unnamed = [] if look.told else [row for other in others if not other.number for row in other.rows]
    drawn = rows.drop(index=unnamed)
    values = trade.total_values(record, drawn)
    layers = [
        *trade.ground_layers(record, panel, over=trade_others.ribbon_fill(panel, ribbon)),
        *trade.line_layers(record, values, panel),
        *moments.moment_layers(numbered, panel, names="standing"),
        *trade.dot_layers(record, values, panel),
        *words.layers(),
    ]
    chart = Plot(layers, height=height, width=axis.width)
    data = pd.concat([drawn, trade_others.ribbon_bodies(every, ribbon)]).reset_index(drop=True)
    notes = _notes(record, view, left_out=len(every) - len(data))
    plain = wording.plain_title(about=record.about, years=view.years, known=not every.empty)
    return Content(
        title=_headline(record, view) or plain,
        subtitle=wording.subtitle(about=record.about, years=years_known(rows, view.years)),
        alt=_describe(record, view, drawn, ribbon=ribbon),
        key=[*sides, *_key(record, look=look, ribbon=ribbon, band_named=band_named)] or None,
        rows=[
            chart,
            axis.year_row(look=look),
            *moments.moment_row(placed, axis=axis, look=look, numbers=numbers),
            *trade_others.number_rows(others, look=look),
        ],
        data=data,
        publishers=collectors(record, data["sources"]),
        notes=[*axis.notes, *notes, *(moments.say_unnamed(events, placed) if beside else [])],
        native=native_totals(record, view),
    )


def _headline(record: Record, view: View) -> str:
    counts = findings.band_counts(record, years=view.years)
    peak = peak_facts(record, years=view.years)
    return wording.peak_headline(peak, record.about) if peak else wording.one_year_headline(counts)


def _notes(record: Record, view: View, *, left_out: int) -> list[str]:
    inside = wording.say_band_inside(findings.band_counts(record, years=view.years))
    notes = [*inside, *trade.without_total(record, view), *say_notes(findings.lower_bounds(record, view.years))]
    return [*notes, wording.bodies_not_drawn(left_out)] if left_out > 0 else notes


def _describe(record: Record, view: View, rows: pd.DataFrame, *, ribbon: trade_others.Ribbon) -> str:
    said = [trade.describe_totals(record, rows, view=view)]
    if ribbon:
        low, high = (pick(one[end] for run in ribbon for one in run) for pick, end in ((min, "low"), (max, "high")))
        years = say_span(trade_others.ribbon_years(ribbon))
        said.append(wording.ribbon_said(years=years, low=usd(low), high=usd(high)))
    if headline := _headline(record, view):
        said.append(f"{headline}.")
    if turn := overtaking(record, years=view.years):
        said.append(wording.overtaken(name=turn[0], year=turn[1]))
    return " ".join(said)


def band_remarks(record: Record, view: View, *, look: Style) -> list[Remark]:
    """Return what is written at points: the largest year, what was known last, when one side overtook the other."""
    remarks = []
    if facts := peak_facts(record, years=view.years):
        peak = facts.highest
        remarks.append(Remark(text=_say_peak(record, peak), t=peak.year + 0.5, value=peak.value))
    known = findings.last_year_known(record)
    later = max((year for code in record.about.codes for year in findings.totals(record, code).index), default=known)
    for year in dict.fromkeys((known, later)):
        sides = {
            record.about.name(code): float(findings.totals(record, code)[year])
            for code in record.about.codes
            if year in findings.totals(record, code).index
        }
        if sides and view.years[0] <= year <= view.years[1] and year + 0.5 not in {one.t for one in remarks}:
            remarks.append(Remark(text=wording.say_sides(year, sides), t=year + 0.5, value=min(sides.values())))
    if turn := overtaking(record, years=view.years):
        name, year, less = turn
        text = wording.overtaking(name=name, year=year)
        remarks.append(Remark(text=text, t=year + 0.5, value=less))
    return remarks[:1] if look.phone else remarks


def _say_peak(record: Record, peak: Peak) -> str:
    """Say what one side reports in its largest year, and how much of it is the larger of the two directions."""
    flows = {
        flow: float(rows["value"][rows["year"] == peak.year].iloc[0])
        for flow in ("exports", "imports")
        if peak.year in set((rows := findings.flow_rows(record, peak.reporter, flow))["year"])
    }
    of = YearValue(peak.year, peak.value)
    if len(flows) < 2:
        return wording.say_reported(peak.name, of)
    flow = max(flows, key=flows.__getitem__)
    bought = (flow == "imports") == (peak.reporter == record.about.codes[0])  # flows are seen from the first economy
    return wording.say_reported(peak.name, of, flows[flow], bought=bought)


def _scene(record: Record, panel: Panel, rows: pd.DataFrame, ribbon: trade_others.Ribbon) -> Words:
    """Return what words keep off: lines and dots of the figures, the ribbon's edges, the grid and the band's edges."""
    words, look = Words(panel=panel), panel.look
    for _, line in rows.groupby("line", sort=False):
        role = line["role"].iloc[0]
        size = look.px(trade.DOT_PX if role == "main" else trade.SMALL_DOT_PX)
        words.draws(words.points(line, "amount"), size=size, joined=role != "mark")
    words.soft += trade_others.ribbon_lines(words, ribbon)
    words.keep_grid([*grid_ticks(panel.top), *(findings.band(record) or ())])
    if limits := findings.band(record):
        top, bottom, right = panel.px(limits[1]), panel.px(limits[0]), panel.axis.px(panel.axis.last + 1)
        words.tint = (top, bottom, look.colours.band)
        words.taken.append((right - 1, top, right + 1, bottom))  # no word stands half on the band
    return words


def _key(record: Record, *, look: Style, ribbon: trade_others.Ribbon, band_named: bool) -> list[KeyEntry]:
    colours, limits = look.colours, findings.band(record)
    entries = []
    if limits and not band_named:
        words = wording.band_names(record.about, limits)[1]
        entries.append(KeyEntry(text=words, shape="bar", stroke=colours.edge, fill=colours.band))
    if ribbon:
        words = wording.ribbon(say_span(trade_others.ribbon_years(ribbon)))
        entries.append(KeyEntry(text=words, shape="bar", stroke=colours.further, fill=colours.ribbon))
    return entries


def native_totals(record: Record, view: View) -> NativeChart | None:
    """Return each side's total over the band, for PowerPoint; None in years without any."""
    years = range(view.years[0], min(view.years[1], findings.last_year_known(record)) + 1)
    series = (
        Series(
            name=wording.as_reported(record.about.name(code)),
            colour=trade.reporter_colour(record, code, Style()),
            values={str(year): float(values[year]) for year in years if year in values.index},
        )
        for code, values in ((code, findings.totals(record, code)) for code in record.about.codes)
    )
    limits, facts = findings.band(record), findings.band_facts(record, years=view.years)
    every = trade.total_rows(record, view)
    return native_chart(
        "lines",
        series,
        categories=map(str, years),
        said=wording.SERIES,
        sources=facts.sources if facts else sources_of(every[every["role"] == "main"]),
        band=(*limits, wording.band_names(record.about, limits)[2]) if limits else None,  # lines leave little room
    )


ENTRY = Entry(
    name="trade-band", order=50, page="trade", maker=trade_band, holds=findings.holds_trade,
    rows=trade.total_rows, heeds=("sources",), claim="trade-band", facts=findings.band_facts,
)  # fmt: skip
