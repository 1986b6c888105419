"""What figures of goods trade share: both sides' totals as rows, lines, dots and names, and the band below them.

Both reporters are drawn apart, never averaged. Only published statistics of consecutive calendar
years are joined to a line; fiscal years, statements and estimates are marks of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from dyad.figures.axis import FIELD, Axis, add_span
from dyad.figures.compose import cited_as
from dyad.figures.key import KeyEntry
from dyad.figures.labels import Words
from dyad.figures.lines import Name, Panel, grid_ticks, joined, line_names, tick_layers
from dyad.figures.parts import Chart, Values, colour_channels, dots, inline, rules
from dyad.figures.style import Style
from dyad.findings.finding import YearValue
from dyad.findings.trade import band, band_facts, one_way, place, totals
from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.view import View
from dyad.wording import trade as wording
from dyad.wording.pieces import usd
from dyad.wording.trade import say_period

LINE_PX, FURTHER_PX = 2.4, 1.2  # of lines
DOT_PX, SMALL_DOT_PX = 7.0, 5.0
HEADROOM = 1.1  # over the highest figure, of it


def total_rows(record: Record, view: View) -> pd.DataFrame:
    """Return one row per figure of two-way trade in the years chosen.

    Beside the columns of trade.csv: `t` (middle of the period, decimal years), `start`, `end`,
    `amount` (the value, or the bound where only a bound is stated), `role` (main: one of the two
    states; further: another body; mark: not to be joined), `line` (rows to join), `place` (against
    the band), `name`, `shown` (the figure in words).
    """
    rows = _all_totals(record)
    return rows[rows["year"].between(*view.years)].reset_index(drop=True)


@cached_per_record(1)
def _all_totals(record: Record) -> pd.DataFrame:
    first, second = record.about.codes
    rows = record.observations("goods_trade", economy=first, partner=second, flow="total")
    rows = rows.dropna(subset=["year"]).copy()
    fiscal = rows["period"] == "fiscal"  # ends in June of its year: its middle is that year's first day
    add_span(rows, at=rows["year"].astype(float) + 0.5 - 0.5 * fiscal)
    rows["amount"] = rows["value"].fillna(rows["low"]).fillna(rows["high"])
    joined = (rows["basis"] == "statistics") & (rows["period"] == "calendar")
    main = rows["reporter"].isin(record.about.codes)
    rows["role"] = ["mark" if not j else "main" if m else "further" for j, m in zip(joined, main, strict=True)]
    rows["line"] = line_names(rows, "reporter", "sources")
    limits = band(record)
    rows["place"] = [place(amount, low=limits[0], high=limits[1]) if limits else "" for amount in rows["amount"]]
    rows["name"] = [record.about.name(reporter) for reporter in rows["reporter"]]
    bound = rows["value"].isna()
    rows["shown"] = [wording.say_total(amount, bound=b) for amount, b in zip(rows["amount"], bound, strict=True)]
    rows["order"] = rows["role"].map(("main", "further", "mark").index)
    return rows.sort_values(["order", "reporter", FIELD]).drop(columns="order")


def total_values(record: Record, rows: pd.DataFrame) -> Values:
    """Return rows of totals as the data of a chart, each with what it tells and what it is called aloud."""
    values = []
    for row in rows.to_dict("records"):
        year = say_period(row["year"], fiscal=row["period"] == "fiscal")
        against = wording.against(row["place"]) if row["place"] else ""
        values.append({
            FIELD: row[FIELD], "start": row["start"], "end": row["end"], "year": year, "value": row["amount"],
            "shown": row["shown"], "reporter": row["reporter"], "name": row["name"], "role": row["role"],
            "line": row["line"], "place": row["place"], "against": against, "note": row["note"],
            "publishers": cited_as(record, row["sources"]),
            "aria": wording.aloud(name=row["name"], shown=row["shown"], year=year, against=against),
        })  # fmt: skip
    return values


def end_names(record: Record, rows: pd.DataFrame, *, look: Style) -> list[Name]:
    """Return the name of each line, beside its last point."""
    lasts = {row["reporter"]: row for row in rows[["reporter", "name", "amount", FIELD]].to_dict("records")}  # by time
    return [
        Name(
            text=wording.name_line(last["name"], brief=look.phone), t=last[FIELD], value=last["amount"],
            colour=reporter_colour(record, reporter, look),
        )
        for reporter, last in lasts.items()
    ]  # fmt: skip


def reporter_colour(record: Record, reporter: str, look: Style) -> str:
    """Return the colour of the first or second economy, or that of further reporters."""
    return look.sides(record.about.codes).get(reporter, look.colours.further)


def _reporter_channels(record: Record, values: Values, look: Style) -> dict[str, Any]:
    reporters = [value["reporter"] for value in values]
    return colour_channels("reporter", {one: reporter_colour(record, one, look) for one in reporters})


def totals_panel(
    record: Record, rows: pd.DataFrame, *, axis: Axis, look: Style, height: float, free: float = 0.0
) -> Panel:
    """Return the panel of totals, from zero to over the highest of them and the band, at least `free` px over it."""
    highest = max([*rows["amount"], *(band(record) or ()), 1.0])
    top = highest * max(HEADROOM, height / max(height - free, 1.0))
    return Panel(axis=axis, look=look, height=height, bottom=0, top=top)


def ground_layers(record: Record, panel: Panel, *, over: Sequence[alt.Chart] = ()) -> list[alt.Chart]:
    """Return what lines are drawn on: the period, the band, what lies `over` it, the grid, the band's edges."""
    look, axis = panel.look, panel.axis
    ticks = grid_ticks(panel.top, most=panel.height / look.text)
    limits = band(record)
    band_rows = [{FIELD: axis.first, "end": axis.last + 1, "value": limits[0], "top": limits[1]}] if limits else []
    edges = [{FIELD: axis.first, "end": axis.last + 1, "value": limit} for limit in limits or ()]
    place, shade = {**panel.place, "x2": alt.X2("end:Q")}, Chart(inline(band_rows))
    tint = shade.mark_rect(fill=look.colours.band, aria=False).encode(**place, y2=alt.Y2("top:Q"))
    return [
        *tick_layers(panel, ticks, words=[usd(tick) for tick in ticks], below=[tint, *over]),
        rules(edges, colour=look.colours.edge, width=look.px(1.5), **place),
    ]


def line_layers(record: Record, values: Values, panel: Panel) -> list[alt.Chart]:
    """Return the lines: those of other bodies thin and grey, those of the two sides over them."""
    stroke, layers = _reporter_channels(record, values, panel.look)["stroke"], list[alt.Chart]()
    for role, width in (("further", FURTHER_PX), ("main", LINE_PX)):
        layers += joined(panel, [value for value in values if value["role"] == role], width=width, stroke=stroke)
    return layers


def dot_layers(record: Record, values: Values, panel: Panel) -> list[alt.Chart]:
    """Return the figures as plain dots, filled inside the band and hollow outside; those of others small and grey."""
    look, paper = panel.look, alt.FillValue(panel.look.colours.paper)
    colours = _reporter_channels(record, values, look)
    shared: dict[str, Any] = {**panel.place, "stroke": colours["stroke"], **panel.axis.tells(wording.TIPS)}
    layers: list[alt.Chart] = []
    for main, across, width in ((False, SMALL_DOT_PX, 1.2), (True, DOT_PX, 1.8)):
        own = [value for value in values if (value["role"] == "main") == main]
        for inside, fill in ((False, paper), (True, colours["fill"])):
            some = [value for value in own if (value["place"] in ("inside", "")) == inside]
            points = dots(some, across=look.px(across), strokeWidth=look.px(width))
            layers.append(points.encode(**shared, fill=fill))
    return layers


def name_band(record: Record, words: Words) -> bool:
    """Write in the band, where no line runs, what it is called; returns whether it had room, or there is no band."""
    limits, panel = band(record), words.panel
    if limits is None:
        return True
    top, bottom = panel.px(limits[1]), panel.px(limits[0])
    return any(words.strip(text, top=top, bottom=bottom) for text in wording.band_names(record.about, limits))


def name_sides(record: Record, rows: pd.DataFrame, words: Words) -> list[KeyEntry]:
    """Write who reports a line beside the longest of its parts; returns key entries of those without room."""
    unnamed = []
    for code in record.about.codes:
        own = rows[(rows["reporter"] == code) & (rows["role"] == "main")]
        if own.empty:
            continue
        longest = max((line for _, line in own.groupby("line", sort=False)), key=len)
        colour, text = reporter_colour(record, code, words.panel.look), wording.name_line(record.about.name(code))
        if not words.along(text, words.points(longest, "amount"), colour=colour):
            unnamed.append(side_key(record, code, words.panel.look))
    return unnamed


def side_key(record: Record, code: str, look: Style) -> KeyEntry:
    """Return the sign of who reports what has no room for a name."""
    colour = reporter_colour(record, code, look)
    return KeyEntry(text=wording.name_line(record.about.name(code)), shape="bar", stroke=colour, fill=colour)


def describe_totals(record: Record, rows: pd.DataFrame, *, view: View) -> str:
    """Describe the figure for those who do not see it, from the rows drawn."""
    sides = {
        str(name): [*map(YearValue, own["year"], own["amount"])]
        for name, own in rows[rows["role"] == "main"].groupby("name", sort=False)
    }
    others = list(dict.fromkeys(rows[rows["role"] == "further"]["name"]))
    facts = band_facts(record, years=view.years)
    text = wording.band_text(facts, record.about) if facts else ""
    return wording.describe_totals(view.years, sides, others, int((rows["role"] == "mark").sum()), text)


def without_total(record: Record, view: View) -> list[str]:
    """Say as a note why there is no total of the last years, where a side gives one direction alone."""
    known = [year for code in record.about.codes for year in totals(record, code).index if year <= view.years[1]]
    since = max([*known, view.years[0] - 1])
    said: dict[str, list[int]] = {}
    for year in range(since + 1, view.years[1] + 1):
        alone = {
            record.about.name(code): (flow == "exports") == (code == record.about.codes[0])
            for code in record.about.codes
            if (flow := one_way(record, code).get(year))
        }
        if alone:
            said.setdefault(wording.why_no_total(alone), []).append(year)
    return [note] if (note := wording.say_no_total(said)) else []
