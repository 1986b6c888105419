"""World ranks: how large the two economies' exports, imports and GDP are among all others'."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import altair as alt
import pandas as pd

from dyad.figures.axis import FIELD, Axis, day_after, to_year
from dyad.figures.compose import compose, heading, layered
from dyad.figures.lines import (
    Name,
    Panel,
    charts_of,
    name_layers,
    name_room,
    tick_layers,
)
from dyad.figures.look import Figure, Look
from dyad.figures.parts import Chart, KeyEntry, inline
from dyad.findings.finding import claims_year
from dyad.findings.ranks import listed_finding, main_list
from dyad.record import Record
from dyad.record.dates import read_date
from dyad.record.indicators import WORLD_RANKS
from dyad.view import View
from dyad.wording import listing, ordinal, possessive, year_runs


def rank_rows(record: Record, view: View) -> pd.DataFrame:
    """Return one row per rank in the years chosen, the claimed undated ones at their document's date.

    Columns beside those of trade.csv: `t`, `start`, `end`, `role` (main, further, printed, claimed),
    `line` (rows to join), `kind`, `name`.
    """
    rows = record.trade[record.trade["indicator"].isin(WORLD_RANKS)].copy()
    claimed = rows["sources"].map(lambda sources: record.about.claims_source in sources).astype(bool)
    document = record.claims_document
    posted = read_date(document.date).known if document and document.date else None
    at = (to_year(posted[0]) + day_after(posted[1])) / 2 if posted else claims_year(record) + 0.5
    rows[FIELD] = (rows["year"].astype(float) + 0.5).where(~claimed, at)
    rows = rows[rows[FIELD].between(view.years[0], view.years[1] + 1)]
    claimed, main = claimed.loc[rows.index], main_list(record)
    rows["role"] = [
        "claimed" if c else "main" if r == main else "printed" if b == "statement" else "further"
        for c, r, b in zip(claimed, rows["reporter"], rows["basis"], strict=True)
    ]
    rows["start"], rows["end"] = rows[FIELD] - 0.5, rows[FIELD] + 0.5
    rows["kind"] = [WORLD_RANKS[name].short for name in rows["indicator"]]
    rows["name"] = [record.about.name(code) for code in rows["economy"]]
    rows["line"] = ""
    joined = rows[rows["role"].isin(["main", "further"]) & (rows["basis"] == "statistics")]
    for key, group in joined.groupby(["indicator", "economy", "reporter"]):
        for number, (low, high) in enumerate(year_runs(int(year) for year in group["year"])):
            run = group.index[group["year"].between(low, high)]
            rows.loc[run, "line"] = "/".join(map(str, (*key, number)))
    return rows.sort_values(["indicator", "economy", "role", "reporter", FIELD]).reset_index(drop=True)


def _values(record: Record, rows: pd.DataFrame) -> list[dict[str, Any]]:
    values = []
    for row in rows.to_dict("records"):
        among = "" if pd.isna(row["out_of"]) else f" of {row['out_of']}"
        year = "year not stated" if pd.isna(row["year"]) else str(row["year"])
        shown = f"{ordinal(int(row['value']))}{among}"
        by = f"the {record.about.document}" if row["role"] == "claimed" else row["reporter"]
        values.append(
            {
                FIELD: row[FIELD], "start": row["start"], "end": row["end"], "value": row["value"],
                "economy": row["economy"], "name": row["name"], "kind": row["kind"], "role": row["role"],
                "line": row["line"], "shown": shown, "year": year, "by": by, "note": row["note"],
                "publishers": listing([record.source(source).publisher for source in row["sources"]]),
                "aria": f"{row['name']}, {row['kind']}, {year}: {shown}, according to {by}",
            }
        )  # fmt: skip
    return values


def rank_tooltip() -> list[alt.Tooltip]:
    """Return what hovering over a rank tells."""
    return [
        alt.Tooltip("name:N", title="Economy"),
        alt.Tooltip("kind:N", title="World rank in"),
        alt.Tooltip("year:N", title="Year"),
        alt.Tooltip("shown:N", title="Rank"),
        alt.Tooltip("by:N", title="According to"),
        alt.Tooltip("publishers:N", title="Source"),
        alt.Tooltip("note:N", title="Note"),
    ]


@dataclass(frozen=True, kw_only=True)
class Strip:
    """What one row of ranks is to show."""

    height: float
    roles: tuple[str, ...]
    title: str = ""
    dash: bool = False  # tell flows apart in one row


def rank_panel(record: Record, rows: pd.DataFrame, strip: Strip, *, axis: Axis, look: Look) -> alt.LayerChart:
    """Return one row of rank lines, rank 1 at the top, those claimed as crosses."""
    rows = rows[rows["role"].isin(strip.roles)]
    lowest = max([*rows["value"], 10])
    panel = Panel(axis=axis, look=look, height=strip.height, bottom=-(lowest * 1.06), top=-(1 - lowest * 0.06))
    values = [{**value, "value": -value["value"]} for value in _values(record, rows)]
    data = inline(values)
    step = next(s for s in (10, 20, 25, 50, 100) if lowest / s <= max(2, strip.height / 34))
    ticks = [1, *range(step, int(lowest) + 1, step)]
    first, second = record.about.codes
    scale = alt.Scale(domain=[first, second], range=[look.colours.first, look.colours.second])
    stroke = alt.Stroke("economy:N", scale=scale, legend=None)
    fill, paper = alt.Fill("economy:N", scale=scale, legend=None), alt.FillValue(look.colours.paper)
    dash: dict[str, Any] = {}
    if strip.dash:
        dashes = alt.Scale(domain=["exports", "imports"], range=[[1, 0], [5, 3]])
        dash = {"strokeDash": alt.StrokeDash("kind:N", scale=dashes, legend=None)}
    shared: dict[str, Any] = {"x": axis.x(), "y": panel.y()}
    mark = {
        **shared,
        "opacity": axis.fade(),
        "tooltip": rank_tooltip(),
        "description": alt.Description("aria:N"),
    }
    layers = axis.period_layers(look=look, height=strip.height)
    layers += tick_layers(panel, [-tick for tick in ticks], words=[str(tick) for tick in ticks])
    if "further" in strip.roles:
        layers += axis.faded(
            Chart(data)
            .transform_filter("datum.role == 'further' && datum.line != ''")
            .mark_line(strokeWidth=1, strokeOpacity=0.55, strokeDash=[2, 2], aria=False)
            .encode(**shared, stroke=stroke, detail=alt.Detail("line:N"))
        )
    layers += axis.faded(
        Chart(data)
        .transform_filter("datum.role == 'main' && datum.line != ''")
        .mark_line(strokeWidth=2.2, strokeJoin="round", aria=False)
        .encode(**shared, **dash, stroke=stroke, detail=alt.Detail("line:N"))
    )
    signs = {
        "further": ("circle", 4.0, paper),
        "main": ("circle", 5.5, fill),
        "printed": ("diamond", 10.0, paper),
        "claimed": ("cross", 7.0 if strip.dash else 10.0, paper),
    }
    for role, (shape, size, filling) in signs.items():
        for points in charts_of([value for value in values if value["role"] == role]):
            point = points.mark_point(shape=shape, size=look.px(size) ** 2, strokeWidth=1.3)
            layers.append(point.encode(**mark, stroke=stroke, fill=filling))
    names = rank_names(record, rows, look=look, flows=strip.dash)
    if names:
        layers += name_layers(panel, names, size=look.text)
    title = heading(strip.title, look=look) if strip.title else None
    return layered(layers, height=strip.height, width=axis.width, title=title)


def rank_names(record: Record, rows: pd.DataFrame, *, look: Look, flows: bool) -> list[Name]:
    """Return the names beside the last drawn rank of each line, the rank claimed told with it."""
    first, second = record.about.codes
    colours = {first: look.colours.first, second: look.colours.second}
    names = []
    for (_, economy), group in rows.groupby(["indicator", "economy"], sort=False):
        main = group[group["role"] == "main"]
        if main.empty:
            continue
        last = main.iloc[main[FIELD].argmax()]
        claimed = group[group["role"] == "claimed"]
        words = f"{last['name']} {last['kind']}" if flows else str(last["name"])
        if not (claimed.empty or flows or look.phone):
            words += f" ({record.about.document}: {ordinal(int(claimed.iloc[0]['value']))})"
        at = max(last[FIELD], *claimed[FIELD]) if not claimed.empty else last[FIELD]
        names.append(Name(text=words, t=at, value=-float(last["value"]), colour=colours[str(economy)]))
    return names


def ranks_axis(record: Record, view: View, rows: pd.DataFrame, *, look: Look, gutter: float, flows: bool) -> Axis:
    """Return the time axis, with room at the right for the names of the lines."""
    first, last = view.years
    plain = Axis(first=first, last=last, width=look.width, gutter=gutter, brush=view.brush)
    names = rank_names(record, rows, look=look, flows=flows)
    room = max(
        (name_room([n.text], size=look.text) - (plain.last + 1 - n.t) * plain.year_px for n in names),
        default=0.0,
    )
    return replace(plain, right=max(0.0, room))


def rank_lines(record: Record, view: View, look: Look) -> Figure:
    """Draw each economy's world rank in exports, imports and GDP, with those claimed."""
    rows = rank_rows(record, view)
    title = rank_title(record)
    main, document = main_list(record), record.about.document
    lists = f"; solid lines: {main}, thin lines: other lists" if main else ""
    subtitle = f"World rank by value in USD, 1 at the top{lists}"
    axis = ranks_axis(record, view, rows, look=look, gutter=look.px(34), flows=False)
    kinds = [one for name, one in WORLD_RANKS.items() if name in set(rows["indicator"])]
    panels = [
        rank_panel(
            record,
            rows[rows["indicator"] == kind.name],
            Strip(
                height=look.tall(150), roles=("main", "further", "printed", "claimed"),
                title=kind.heading,
            ),
            axis=axis,
            look=look,
        )
        for kind in kinds
    ]  # fmt: skip
    ink, paper = look.colours.mark, look.colours.paper
    key = [
        KeyEntry(text=words, shape=shape, stroke=ink, fill=ink if role == "main" else paper)
        for role, shape, words in (
            ("main", "circle", f"{possessive(main)} list"),
            ("further", "circle", "another list"),
            ("printed", "diamond", "rank printed by a source"),
            ("claimed", "cross", f"the {possessive(document)} rank, no year stated: set at its own date"),
        )
        if role in set(rows["role"])
    ]
    return compose(
        record,
        view,
        look,
        name="rankings",
        page="rankings",
        title=title,
        subtitle=subtitle,
        description=describe_ranks(record, rows),
        key=key,
        rows=[*panels, axis.year_row(look=look)],
        plots=panels,
        data=rows,
        publishers=list(dict.fromkeys(record.source(s).publisher for sources in rows["sources"] for s in sources)),
        notes=axis.notes,
    )


def rank_title(record: Record) -> str:
    """State how many of the ranks claimed stand in a list of those years."""
    finding = listed_finding(record)
    return finding.headline if finding else f"World ranks of {listing(list(record.about.economies.values()))}"


def describe_ranks(record: Record, rows: pd.DataFrame) -> str:
    """Describe the ranks for those who do not see them, from the rows drawn."""
    said = ["Line charts of world rank by year, rank 1 at the top."]
    for (kind, name), group in rows[rows["role"] == "main"].groupby(["kind", "name"], sort=False):
        start, end = group.iloc[0], group.iloc[-1]
        said.append(
            f"{name}, {kind}: {ordinal(int(start['value']))} in {start['year']}, "
            f"{ordinal(int(end['value']))} in {end['year']}."
        )
    claimed = rows[rows["role"] == "claimed"]
    if not claimed.empty:
        stated = [f"{row['name']} {ordinal(int(row['value']))} in {row['kind']}" for row in claimed.to_dict("records")]
        said.append(f"The {record.about.document} states {listing(stated)}. {rank_title(record)}.")
    return " ".join(said)
