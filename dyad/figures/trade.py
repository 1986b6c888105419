"""Goods trade between the two: the yearly total against the band claimed, and who sold more.

Both reporters are drawn apart, never averaged. Only published statistics of consecutive calendar
years are joined to a line; fiscal years, statements and estimates are marks of their own.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import altair as alt
import pandas as pd

from dyad.figures.axis import FIELD, Axis
from dyad.figures.compose import compose, heading, layered
from dyad.figures.lines import (
    Name,
    Panel,
    charts_of,
    name_layers,
    name_room,
    tick_layers,
)
from dyad.figures.look import Figure, Look, text_width
from dyad.figures.parts import Chart, KeyEntry, inline
from dyad.figures.words import crosses
from dyad.findings.trade import balance_finding, band, band_finding, place
from dyad.record import Record
from dyad.view import View
from dyad.wording import count, listing, possessive, say_span, usd, year_runs

PLACE_SHAPES = {"inside": "circle", "above": "triangle-up", "below": "triangle-down", "": "circle"}
STEPS = tuple(step * 10**power for power in range(1, 9) for step in (1, 2, 5))  # USD million between grid lines
MOST_TICKS = 6
ROLES = ("main", "further", "mark")
CLEAR_PX = 2  # kept free around the name of the band


# -- rows --------------------------------------------------------------------------------------


def total_rows(record: Record, view: View) -> pd.DataFrame:
    """Return one row per figure of two-way trade in the years chosen.

    Beside the columns of trade.csv: `t` (middle of the period, decimal years), `start`, `end`,
    `amount` (the value, or the bound where only a bound is stated), `role` (main: one of the two
    states; further: another body; mark: not to be joined), `line` (rows to join), `place` (against
    the band), `name`, `shown` (the figure in words).
    """
    first, second = record.about.codes
    rows = record.figures("goods_trade", economy=first, partner=second, flow="total").dropna(subset=["year"]).copy()
    rows = rows[rows["year"].between(*view.years)]
    year = rows["year"].astype(float)
    fiscal = rows["period"] == "fiscal"  # ends in June of its year: its middle is that year's first day
    rows[FIELD] = year + 0.5 - 0.5 * fiscal
    rows["start"], rows["end"] = rows[FIELD] - 0.5, rows[FIELD] + 0.5
    rows["amount"] = rows["value"].fillna(rows["low"]).fillna(rows["high"])
    joined = (rows["basis"] == "statistics") & (rows["period"] == "calendar")
    main = rows["reporter"].isin(record.about.codes)
    rows["role"] = ["mark" if not j else "main" if m else "further" for j, m in zip(joined, main, strict=True)]
    rows["line"] = _lines(rows)
    limits = band(record)
    rows["place"] = [place(amount, low=limits[0], high=limits[1]) if limits else "" for amount in rows["amount"]]
    rows["name"] = [record.about.name(reporter) for reporter in rows["reporter"]]
    bound = rows["value"].isna()
    rows["shown"] = [
        f"{'more than ' if b else ''}USD {usd(amount)} million" for amount, b in zip(rows["amount"], bound, strict=True)
    ]
    rows["order"] = rows["role"].map(ROLES.index)
    return rows.sort_values(["order", "reporter", FIELD]).drop(columns="order").reset_index(drop=True)


def _lines(rows: pd.DataFrame) -> list[str]:
    """Name the line of each row: a reporter's consecutive calendar years from the same source."""
    lines: dict[Any, str] = {}
    for (reporter, _), group in rows.groupby(["reporter", "sources"]):
        runs, sources = year_runs(int(year) for year in group["year"]), "+".join(group["sources"].iloc[0])
        for index, year in zip(group.index, group["year"], strict=True):
            run = next(number for number, (low, high) in enumerate(runs) if low <= int(year) <= high)
            lines[index] = f"{reporter}/{sources}/{run}"
    return [lines[index] for index in rows.index]


def _values(record: Record, rows: pd.DataFrame) -> list[dict[str, Any]]:
    plain = pd.DataFrame(
        {
            FIELD: rows[FIELD],
            "start": rows["start"],
            "end": rows["end"],
            "year": [
                f"{'fiscal ' if p == 'fiscal' else ''}{y}" for y, p in zip(rows["year"], rows["period"], strict=True)
            ],
            "value": rows["amount"],
            "shown": rows["shown"],
            "reporter": rows["reporter"],
            "name": rows["name"],
            "role": rows["role"],
            "line": rows["line"],
            "place": rows["place"],
            "against": [f"{where} the band" if where else "" for where in rows["place"]],
            "note": rows["note"],
            "publishers": [listing([record.source(s).publisher for s in sources]) for sources in rows["sources"]],
        }
    )
    plain["aria"] = [
        f"{row['name']} reports {row['shown']} for {row['year']}, {row['against']}" for row in plain.to_dict("records")
    ]
    return [{str(key): value for key, value in row.items()} for row in plain.to_dict("records")]


def trade_tooltip() -> list[alt.Tooltip]:
    """Return what hovering over a figure tells."""
    return [
        alt.Tooltip("name:N", title="Reported by"),
        alt.Tooltip("year:N", title="Year"),
        alt.Tooltip("shown:N", title="Exports and imports"),
        alt.Tooltip("against:N", title="Against the claim"),
        alt.Tooltip("publishers:N", title="Source"),
        alt.Tooltip("note:N", title="Note"),
    ]


def grid_ticks(top: float) -> list[float]:
    """Return round values from 0 up to `top` for the grid, at most six."""
    step = next((s for s in STEPS if top / s <= MOST_TICKS), STEPS[-1])
    return [float(step * number) for number in range(int(top // step) + 1)]


# -- the total against the band ----------------------------------------------------------------


def end_names(record: Record, rows: pd.DataFrame, *, look: Look) -> list[Name]:
    """Return the name of each line, beside its last point."""
    names = []
    for _, group in rows[rows["role"] != "mark"].groupby("line", sort=False):
        last = group.iloc[group[FIELD].argmax()]
        newest = rows[(rows["reporter"] == last["reporter"]) & (rows["role"] == last["role"])][FIELD].max()
        if last[FIELD] < newest or (last["role"] == "further" and len(group) < 3):
            continue  # a reporter is named once; two lone figures are told by hovering
        words = f"{last['name']} reports" if last["role"] == "main" and not look.phone else str(last["name"])
        names.append(
            Name(
                text=words, t=last[FIELD], value=last["amount"], colour=reporter_colour(record, last["reporter"], look)
            )
        )
    return names


def reporter_colour(record: Record, reporter: str, look: Look) -> str:
    """Return the colour of the first or second economy, or that of further reporters."""
    first, second = record.about.codes
    return {first: look.colours.first, second: look.colours.second}.get(reporter, look.colours.further)


def totals_chart(record: Record, rows: pd.DataFrame, *, axis: Axis, look: Look, height: float) -> alt.LayerChart:
    """Return the totals of every reporter over the shaded band, with the gap between the two sides."""
    limits = band(record)
    highest = max([*rows["amount"], *((limits[1],) if limits else ()), 1.0])
    panel = Panel(axis=axis, look=look, height=height, bottom=0, top=highest * 1.07)
    ticks = grid_ticks(panel.top)
    values = _values(record, rows)
    data = inline(values)
    size = look.text
    layers = axis.period_layers(look=look, height=height)
    if limits:
        layers.append(_band_shade(panel, limits))
    layers += tick_layers(panel, ticks, words=[usd(tick) for tick in ticks])
    colour = {reporter: reporter_colour(record, reporter, look) for reporter in rows["reporter"]}
    stroke = alt.Stroke("reporter:N", scale=alt.Scale(domain=list(colour), range=list(colour.values())), legend=None)
    for role, width, opacity in (("further", 1.2, 0.75), ("main", 2.4, 1.0)):
        layers += axis.faded(
            Chart(data)
            .transform_filter(f"datum.role == '{role}'")
            .mark_line(strokeWidth=width, strokeJoin="round", aria=False)
            .encode(
                x=axis.x(), y=panel.y(), detail=alt.Detail("line:N"), stroke=stroke,
                strokeOpacity=alt.StrokeOpacityValue(opacity),
                strokeDash=alt.StrokeDashValue([3, 2] if role == "further" else [1, 0]),
            )
        )  # fmt: skip
    layers += _point_layers(values, panel, colour=colour)
    names = end_names(record, rows, look=look)
    if names:
        layers += name_layers(panel, names, size=size)
    if limits:
        layers += _band_label(record, panel, limits, rows)
    return layered(layers, height=height, width=axis.width)


def _band_shade(panel: Panel, limits: tuple[float, float]) -> alt.Chart:
    low, high = limits
    axis = panel.axis
    data = inline([{FIELD: axis.first, "end": axis.last + 1, "value": low, "top": high}])
    return (
        Chart(data)
        .mark_rect(fill=panel.look.colours.band, fillOpacity=0.75, aria=False)
        .encode(x=axis.x(), x2=alt.X2("end:Q"), y=panel.y(), y2=alt.Y2("top:Q"))
    )


def band_name(record: Record) -> str:
    """Return what the shaded band is called."""
    return f"The {possessive(record.about.document)} band"


def band_words(record: Record, limits: tuple[float, float]) -> str:
    """Return what the shaded band is called, and from where to where it goes."""
    return f"{band_name(record)}: USD {usd(limits[0])}–{usd(limits[1])} million"


def _band_label(record: Record, panel: Panel, limits: tuple[float, float], rows: pd.DataFrame) -> list[alt.Chart]:
    """Return the name of the band, where no line of the figure crosses it; none if there is no such place."""
    look, size = panel.look, panel.look.text
    for words in (band_words(record, limits), band_name(record)):
        spot = free_spot(rows, panel, width=text_width(words, size, 500) + 8, height=size * 1.2, limits=limits)
        if spot is not None:
            break
    else:
        return []
    t, value = spot
    data = inline([{FIELD: t, "value": value, "word": words}])
    return [
        Chart(data)
        .mark_text(
            align="left", baseline="middle", dx=5, fontSize=size, fontWeight=500, color=look.colours.ink, aria=False
        )
        .encode(x=panel.axis.x(), y=panel.y(), text=alt.Text("word:N"))
    ]


def free_spot(
    rows: pd.DataFrame, panel: Panel, *, width: float, height: float, limits: tuple[float, float]
) -> tuple[float, float] | None:
    """Return where a label of `width` × `height` px fits into the band without touching a line or mark.

    The place is (left edge in decimal years, middle in USD million): the first free one, from the
    left, just under the upper edge of the band or just over the lower one.
    """
    axis = panel.axis
    points = [
        (axis.px(t), panel.px(amount), line if role != "mark" else f"mark {number}")
        for number, (t, amount, line, role) in enumerate(
            zip(rows[FIELD], rows["amount"], rows["line"], rows["role"], strict=True)
        )
    ]
    segments = [(a, b) for a, b in pairwise(points) if a[2] == b[2]] + [(p, p) for p in points]
    top, bottom = panel.px(limits[1]) + height / 2 + 2, panel.px(limits[0]) - height / 2 - 2
    for y in (top, bottom) if top <= bottom else ():
        left = axis.px(axis.first)
        while left + width <= axis.px(axis.last + 1):
            box = (left - CLEAR_PX, y - height / 2 - CLEAR_PX, left + width + CLEAR_PX, y + height / 2 + CLEAR_PX)
            if not any(crosses(a[:2], b[:2], box) for a, b in segments):
                low, high = axis.domain
                return round(low + left / axis.width * (high - low), 4), panel.value(y)
            left += axis.year_px / 4
    return None


def _point_layers(values: list[dict[str, Any]], panel: Panel, *, colour: dict[str, str]) -> list[alt.Chart]:
    """Return the figures: round inside the band, a triangle pointing away outside it, a diamond for a statement."""
    look, paper = panel.look, panel.look.colours.paper
    scale = alt.Scale(domain=list(colour), range=list(colour.values()))
    shape = alt.Shape(
        "place:N", scale=alt.Scale(domain=list(PLACE_SHAPES), range=list(PLACE_SHAPES.values())), legend=None
    )
    full = alt.Fill("reporter:N", scale=scale, legend=None)
    kinds: dict[str, list[dict[str, Any]]] = {"further": [], "mark": [], "out": [], "inside": []}
    for value in values:
        kind = value["role"] if value["role"] != "main" else "inside" if value["place"] in ("inside", "") else "out"
        kinds[kind].append(value)
    drawn: dict[str, tuple[float, float, dict[str, Any]]] = {
        "further": (5, 1, {"shape": shape, "fill": alt.FillValue(paper)}),
        "mark": (8, 1.4, {"shape": alt.ShapeValue("diamond"), "fill": alt.FillValue(paper)}),
        "out": (9, 1.6, {"shape": shape, "fill": alt.FillValue(paper)}),
        "inside": (8, 1.6, {"shape": shape, "fill": full}),
    }
    return [
        chart.mark_point(size=look.px(size) ** 2 * 0.8, strokeWidth=width).encode(
            x=panel.axis.x(),
            y=panel.y(),
            stroke=alt.Stroke("reporter:N", scale=scale, legend=None),
            opacity=panel.axis.fade(),
            tooltip=trade_tooltip(),
            description=alt.Description("aria:N"),
            **channels,
        )
        for kind, (size, width, channels) in drawn.items()
        for chart in charts_of(kinds[kind])
    ]


def totals_axis(record: Record, view: View, rows: pd.DataFrame, *, look: Look, gutter: float) -> Axis:
    """Return the time axis, with room at the right for the names of the lines."""
    first, last = view.years
    names = end_names(record, rows, look=look)
    room = name_room([name.text for name in names], size=look.text)
    ends = max((name.t for name in names), default=float(last))
    right = 0.0
    plain = Axis(first=first, last=last, width=look.width, gutter=gutter, brush=view.brush)
    if names:
        right = max(0.0, room - (last + 1 - ends) * plain.year_px)
    return replace(plain, right=right)


def totals_key(record: Record, rows: pd.DataFrame, *, look: Look) -> list[KeyEntry]:
    """Return the key of the signs that the rows drawn make use of."""
    ink, paper, band_colour = look.colours.mark, look.colours.paper, look.colours.band
    main, limits = rows[rows["role"] == "main"], band(record)
    entries = (
        []
        if limits is None
        else [KeyEntry(text=band_words(record, limits), shape="bar", stroke=band_colour, fill=band_colour)]
    )
    entries += [
        KeyEntry(text=words, shape=PLACE_SHAPES[where], stroke=ink, fill=ink if where == "inside" else paper)
        for where, words in (("inside", "inside the band"), ("above", "above it"), ("below", "below it"))
        if where in set(main["place"])
    ]
    if (rows["role"] == "mark").any():
        words = "stated or estimated, or a fiscal year: not joined"
        entries.append(KeyEntry(text=words, shape="diamond", stroke=ink, fill=paper))
    return entries


def publishers(record: Record, rows: pd.DataFrame) -> list[str]:
    """Return the publishers of the figures drawn, each once."""
    return list(dict.fromkeys(record.source(s).publisher for sources in rows["sources"] for s in sources))


def trade_band(record: Record, view: View, look: Look) -> Figure:
    """Draw two-way goods trade by calendar year, each reporter apart, against the band claimed."""
    rows = total_rows(record, view)
    notes: list[str] = []
    if look.phone:  # too narrow to tell five lines apart
        others = list(dict.fromkeys(rows[rows["role"] == "further"]["name"]))
        rows = rows[rows["role"] != "further"].reset_index(drop=True)
        notes = [f"On a wider screen also: {listing(others)}"] if others else []
    finding = band_finding(record, years=view.years)
    first, second = record.about.names
    what = "No figure of goods trade" if rows.empty else "Goods trade"
    title = finding.headline if finding else f"{what} between {first} and {second}, {say_span(view.years)}"
    subtitle = "Exports and imports together, USD million at current prices, by who reports them"
    gutter = look.px(40)
    axis = totals_axis(record, view, rows, look=look, gutter=gutter)
    height = look.tall(250 if look.phone else 340)
    chart = totals_chart(record, rows, axis=axis, look=look, height=height)
    return compose(
        record,
        view,
        look,
        name="trade-band",
        page="trade",
        title=title,
        subtitle=subtitle,
        description=describe_totals(record, rows, view=view),
        key=totals_key(record, rows, look=look),
        rows=[chart, axis.year_row(look=look)],
        plots=[chart],
        data=rows,
        publishers=publishers(record, rows),
        notes=[*axis.notes, *notes],
    )


def describe_totals(record: Record, rows: pd.DataFrame, *, view: View) -> str:
    """Describe the figure for those who do not see it, from the rows drawn."""
    first, last = view.years
    said = [f"Line chart of goods trade in USD million a year, {first} to {last}."]
    for name, group in rows[rows["role"] == "main"].groupby("name", sort=False):
        top, low = group.iloc[group["amount"].argmax()], group.iloc[group["amount"].argmin()]
        start, end = group.iloc[0], group.iloc[-1]
        if len(group) == 1:
            said.append(f"{name} reports {usd(start['amount'])} in {start['year']}.")
            continue
        said.append(
            f"{name} reports {usd(start['amount'])} in {start['year']} and {usd(end['amount'])} in {end['year']}; "
            f"highest {usd(top['amount'])} in {top['year']}, lowest {usd(low['amount'])} in {low['year']}."
        )
    others = list(dict.fromkeys(rows[rows["role"] == "further"]["name"]))
    if others:
        said.append(f"Thin lines: {listing(others)}.")
    if (rows["role"] == "mark").any():
        number = int((rows["role"] == "mark").sum())
        stand = "stands as a separate mark" if number == 1 else "stand as separate marks"
        said.append(f"{count(number, 'figure')} stated in speech or press {stand}.")
    finding = band_finding(record, years=view.years)
    return " ".join([*said, *([finding.text] if finding else [])])


# -- the balance -------------------------------------------------------------------------------


def flow_rows(record: Record, view: View) -> pd.DataFrame:
    """Return one row per direction, reporter and calendar year: `signed` is negative for imports."""
    first, second = record.about.codes
    rows = record.figures("goods_trade", economy=first, partner=second, period="calendar", basis="statistics")
    rows = rows[rows["reporter"].isin(record.about.codes) & rows["flow"].isin(["exports", "imports"])]
    rows = rows[rows["year"].between(*view.years)].dropna(subset=["value"]).copy()
    rows["signed"] = rows["value"].where(rows["flow"] == "exports", -rows["value"])
    rows[FIELD] = rows["year"].astype(float) + 0.5
    rows["start"], rows["end"] = rows[FIELD] - 0.36, rows[FIELD] + 0.36
    return rows.sort_values(["reporter", "flow", FIELD]).reset_index(drop=True)


def trade_balance(record: Record, view: View, look: Look) -> Figure:
    """Draw exports up and imports down, one panel a reporter, with the difference as a mark."""
    rows = flow_rows(record, view)
    home, away = record.about.names
    finding = balance_finding(record, years=view.years)
    title = finding.headline if finding else f"What {home} and {away} sold to each other"
    subtitle = f"{home}’s exports to {away} (up) and imports from {away} (down), USD million, by who reports them"
    first, last = view.years
    axis = Axis(first=first, last=last, width=look.width, gutter=look.px(44), brush=view.brush)
    up, down = max([*rows["signed"], 1.0]) * 1.08, min([*rows["signed"], -1.0]) * 1.08
    panels: list[alt.LayerChart] = []
    for reporter in (code for code in record.about.codes if code in set(rows["reporter"])):
        panel = Panel(axis=axis, look=look, height=look.tall(150), bottom=down, top=up)
        panels.append(_balance_panel(record, rows[rows["reporter"] == reporter], panel))
    ink = look.colours.ink
    key = [
        KeyEntry(text=f"{home} sold to {away}", shape="bar", stroke=look.colours.first, fill=look.colours.first),
        KeyEntry(text=f"{home} bought from {away}", shape="bar", stroke=look.colours.second, fill=look.colours.second),
        KeyEntry(text="difference", shape="diamond", stroke=ink, fill=look.colours.paper),
    ]
    return compose(
        record,
        view,
        look,
        name="trade-balance",
        page="trade",
        title=title,
        subtitle=subtitle,
        description=f"Bar chart, one panel a reporter. {finding.text if finding else 'No figure in these years.'}",
        key=key,
        rows=[*panels, axis.year_row(look=look)],
        plots=panels,
        data=rows,
        publishers=publishers(record, rows),
        notes=axis.notes,
    )


def _balance_panel(record: Record, rows: pd.DataFrame, panel: Panel) -> alt.LayerChart:
    look, axis = panel.look, panel.axis
    name = record.about.name(rows["reporter"].iloc[0])
    home, away = record.about.names
    words = {"exports": f"{home} sold to {away}", "imports": f"{home} bought from {away}"}
    bars = [
        {
            FIELD: row[FIELD], "start": row["start"], "end": row["end"], "value": 0, "to": row["signed"],
            "flow": row["flow"], "year": str(row["year"]), "shown": f"USD {usd(row['value'])} million",
            "name": name, "what": words[row["flow"]],
            "aria": f"{row['year']}, {name} reports: {words[row['flow']]} for USD {usd(row['value'])} million",
            "publishers": listing([record.source(s).publisher for s in row["sources"]]),
        }
        for row in rows.to_dict("records")
    ]  # fmt: skip
    net = rows.groupby(FIELD)["signed"].agg(["sum", "count"])
    differences = [
        {FIELD: t, "value": total, "year": str(int(t)), "name": name, "what": "difference",
         "shown": f"USD {usd(total)} million",
         "aria": f"{int(t)}, {name} reports a difference of USD {usd(total)} million"}
        for t, total, flows in zip(net.index, net["sum"], net["count"], strict=True) if flows == 2
    ]  # fmt: skip
    tips = [alt.Tooltip("name:N", title="Reported by"), alt.Tooltip("year:N", title="Year"),
            alt.Tooltip("what:N", title="What"), alt.Tooltip("shown:N", title="Goods")]  # fmt: skip
    colours = alt.Scale(domain=["exports", "imports"], range=[look.colours.first, look.colours.second])
    step = next(s for s in STEPS if (panel.top - panel.bottom) / s <= MOST_TICKS)
    marks = [float(t) for t in range(-(int(-panel.bottom) // step) * step, int(panel.top) + 1, step)]
    layers = [
        *axis.period_layers(look=look, height=panel.height),
        *tick_layers(panel, marks, words=[usd(abs(t)) for t in marks]),
        Chart(inline(bars))
        .mark_rect(fillOpacity=0.85)
        .encode(
            x=axis.x("start"), x2=alt.X2("end:Q"), y=panel.y(), y2=alt.Y2("to:Q"),
            fill=alt.Fill("flow:N", scale=colours, legend=None), opacity=axis.fade(),
            tooltip=[*tips, alt.Tooltip("publishers:N", title="Source")], description=alt.Description("aria:N"),
        ),
        Chart(inline(differences))
        .mark_point(shape="diamond", size=look.px(8) ** 2 * 0.8, fill=look.colours.paper, stroke=look.colours.ink,
                    strokeWidth=1.5)
        .encode(x=axis.x(), y=panel.y(), opacity=axis.fade(start=FIELD, end=FIELD), tooltip=tips,
                description=alt.Description("aria:N")),
    ]  # fmt: skip
    title = heading(f"As {name} reports", look=look)
    return layered(layers, height=panel.height, width=axis.width, title=title)
