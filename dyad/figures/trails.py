"""The trail of each economy through the ranks: exports against imports, a mark a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import altair as alt
import pandas as pd

from dyad.figures.axis import FIELD, Axis
from dyad.figures.compose import compose, heading, layered
from dyad.figures.lines import HALO_PX
from dyad.figures.look import Figure, Look, text_width
from dyad.figures.parts import Chart, Layers, inline
from dyad.figures.words import Word, lead, place_words
from dyad.findings.ranks import main_list
from dyad.record import Record
from dyad.record.indicators import TRADE_RANKS
from dyad.record.memory import remembered
from dyad.view import View
from dyad.wording import listing, ordinal, possessive, say_span

NEAREST, MARGIN, OVER = 1, 6, 1.5  # the best rank, ranks shown beyond the extremes, and beyond the first
FAR = 2  # times what ranks are apart: from there on the first place is left out
EMPTY = 100  # ranks of a plot without any
TICKS = (5, 10, 20, 25, 50, 100)  # ranks between two lines
TICK_PX, MOST_TICKS = 44.0, 9  # between two of them, and how many there are
EVERY = 5  # years of which one is named, where there is room
HEIGHT, PHONE_HEIGHT = 340.0, 300.0  # px
DOT, LAST, GAP = 6.0, 11.0, 5.0  # px: of a mark, of the last of a trail, between a mark and its label
KEPT = 16  # of the pairs of ranks: by years


@remembered(KEPT)
def rank_pairs(record: Record, years: tuple[int, int]) -> pd.DataFrame:
    """Return one row per economy and year with `exports` and `imports`, its ranks in the main list.

    Beside them `name`, `sources`, and the year in decimal years as `t`, `start` and `end`.
    """
    rows = record.trade[
        record.trade["indicator"].isin(TRADE_RANKS)
        & record.trade["economy"].isin(record.about.codes)
        & (record.trade["reporter"] == main_list(record))
        & record.trade["year"].between(*years)
    ]
    wide = rows.pivot_table(index=["economy", "year"], columns="flow", values="value", aggfunc="first")
    if not {"exports", "imports"} <= set(wide.columns):
        return pd.DataFrame(columns=["economy", "year", "exports", "imports", "name", "sources", FIELD, "start", "end"])
    wide = wide.dropna().reset_index()
    cited = rows.groupby(["economy", "year"])["sources"].sum()
    wide["sources"] = [tuple(dict.fromkeys(cited[key])) for key in zip(wide["economy"], wide["year"], strict=True)]
    wide["year"] = wide["year"].astype(int)
    wide["name"] = [record.about.name(code) for code in wide["economy"]]
    wide["start"], wide["end"] = wide["year"].astype(float), wide["year"] + 1.0
    wide[FIELD] = wide["year"] + 0.5
    return wide.sort_values(["economy", "year"]).reset_index(drop=True)


def holds_trails(record: Record) -> bool:
    """Return whether the record has both ranks of an economy for any year."""
    return not rank_pairs(record, record.span).empty


@dataclass(frozen=True, kw_only=True)
class Plane:
    """The plot of trails: the ranks at its edges, best and worst of each flow, and its size in px."""

    imports: tuple[float, float]
    exports: tuple[float, float]
    width: float
    height: float
    gutter: float
    look: Look

    def x(self, rank: float) -> float:
        """Return the place of a rank in imports in px from the left, the best at the right."""
        best, worst = self.imports
        return self.gutter + (worst - rank) / (worst - best) * (self.width - self.gutter)

    def y(self, rank: float) -> float:
        """Return the place of a rank in exports in px from the top, the best there."""
        best, worst = self.exports
        return (rank - best) / (worst - best) * self.height

    def ticks(self, edges: tuple[float, float], *, length: float) -> list[int]:
        """Return the ranks that have a line, so that their words have room along `length` px."""
        best, worst = edges
        least = TICK_PX * self.look.scale
        fits = (step for step in TICKS if (worst - best) / step <= min(length / least, MOST_TICKS))
        step = next(fits, TICKS[-1])
        return [rank for rank in (NEAREST, *range(step, int(worst) + 1, step)) if rank >= best]

    def channels(self, x: str = "x", y: str = "y") -> dict[str, Any]:
        """Return the channels of fields in px."""
        across = alt.Scale(domain=[0, self.width], range=[0, self.width], nice=False, zero=False)
        down = alt.Scale(domain=[0, self.height], range=[0, self.height], nice=False, zero=False)
        return {"x": alt.X(f"{x}:Q", scale=across, axis=None), "y": alt.Y(f"{y}:Q", scale=down, axis=None)}


def rank_trails(record: Record, view: View, look: Look) -> Figure:
    """Draw where each economy stands in exports and imports, year by year, joined to a trail."""
    pairs = rank_pairs(record, view.years)
    plane = _plane(pairs, look)
    axis = Axis(first=view.years[0], last=view.years[1], width=look.width, gutter=0, brush=view.brush)
    values = _values(record, pairs, plane)
    layers = [*_grid_layers(plane), *_trail_layers(record, values, plane, axis)]
    plot = layered(
        layers, height=plane.height, width=plane.width, title=heading("World rank in exports, 1 at the top", look=look)
    )
    by = f"; {possessive(main_list(record))} list" if values else ""
    return compose(
        record,
        view,
        look,
        name="rank-trails",
        page="rankings",
        title=trails_title(view, pairs),
        subtitle=f"World rank in exports (up) and in imports (to the right), a mark a year{by}",
        description=describe_trails(record, view, pairs),
        key=None,
        rows=[plot, _foot(plane)],
        plots=[plot],
        data=pairs,
        publishers=list(dict.fromkeys(record.source(id).publisher for ids in pairs["sources"] for id in ids)),
        notes=axis.notes,
    )


def _plane(pairs: pd.DataFrame, look: Look) -> Plane:
    edges = {flow: _edges(pairs[flow]) for flow in ("imports", "exports")}
    height = look.tall(PHONE_HEIGHT if look.phone else HEIGHT)
    return Plane(**edges, width=look.width, height=height, gutter=look.px(34), look=look)


def _edges(ranks: pd.Series[float]) -> tuple[float, float]:
    """Return the best and the worst rank of a plot; the first place is in it unless all are far from it."""
    if ranks.empty:
        return NEAREST - OVER, EMPTY
    best, worst = float(ranks.min()), float(ranks.max())
    return (NEAREST if best - NEAREST <= FAR * (worst - best) else best - MARGIN) - OVER, worst + MARGIN


def _values(record: Record, pairs: pd.DataFrame, plane: Plane) -> list[dict[str, Any]]:
    ends = pairs.groupby("economy")["year"].agg(["min", "max"])
    return [
        {
            **{name: row[name] for name in ("economy", "name", "start", "end")},
            "year": str(row["year"]), "x": round(plane.x(row["imports"]), 2), "y": round(plane.y(row["exports"]), 2),
            "at": row["year"], "shown": f"{ordinal(int(row['exports']))}, {ordinal(int(row['imports']))}",
            "exports": ordinal(int(row["exports"])), "imports": ordinal(int(row["imports"])),
            "what": "exports, imports", "by": main_list(record),
            "first": bool(row["year"] == ends.loc[row["economy"], "min"]),
            "last": bool(row["year"] == ends.loc[row["economy"], "max"]),
            "publishers": listing([record.source(id).publisher for id in row["sources"]]),
            "aria": f"{row['name']}, {row['year']}: {ordinal(int(row['exports']))} in exports, "
                    f"{ordinal(int(row['imports']))} in imports, according to {main_list(record)}",
        }
        for row in pairs.to_dict("records")
    ]  # fmt: skip


def trail_tooltip() -> list[alt.Tooltip]:
    """Return what hovering over a year of a trail tells."""
    return [
        alt.Tooltip("name:N", title="Economy"),
        alt.Tooltip("year:N", title="Year"),
        alt.Tooltip("exports:N", title="World rank in exports"),
        alt.Tooltip("imports:N", title="World rank in imports"),
        alt.Tooltip("by:N", title="According to"),
        alt.Tooltip("publishers:N", title="Source"),
    ]


# -- layers -------------------------------------------------------------------------------------


def _grid_layers(plane: Plane) -> list[alt.Chart]:
    """Return the lines of ranks in both directions, and the words of those in exports at the left."""
    look = plane.look
    down = plane.ticks(plane.exports, length=plane.height)
    across = plane.ticks(plane.imports, length=plane.width - plane.gutter)
    rows = [
        {"x": plane.gutter, "x2": plane.width, "y": y, "y2": y, "word": str(rank)}
        for rank, y in zip(down, map(plane.y, down), strict=True)
    ]
    columns = [{"x": x, "x2": x, "y": 0, "y2": plane.height} for x in map(plane.x, across)]
    lines = Chart(inline([*rows, *columns])).mark_rule(color=look.colours.grid, strokeWidth=1, aria=False)
    words = Chart(inline(rows)).mark_text(
        align="right", baseline="middle", dx=-6, fontSize=look.text, color=look.colours.quiet, aria=False
    )
    return [
        lines.encode(**plane.channels(), x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q")),
        words.encode(**plane.channels(), text=alt.Text("word:N")),
    ]


def _foot(plane: Plane) -> alt.LayerChart:
    """Return the ranks in imports below the plot, and what they are."""
    look, size = plane.look, plane.look.text
    across = plane.ticks(plane.imports, length=plane.width - plane.gutter)
    rows: list[dict[str, Any]] = [{"x": plane.x(rank), "y": 0, "word": str(rank), "align": "center"} for rank in across]
    for row in rows:  # a word at the edge stays within the figure
        row["x"] = min(row["x"], plane.width - text_width(row["word"], size) / 2)
    said = {"x": plane.width, "y": size * 1.5, "word": "World rank in imports, 1 at the right"}
    text: dict[str, Any] = {"baseline": "top", "aria": False}
    height = round(size * 1.5 + look.px(12) * 1.3)
    across_px = plane.channels()["x"]
    down = alt.Y("y:Q", scale=alt.Scale(domain=[0, height], range=[0, height], nice=False, zero=False), axis=None)
    channels: dict[str, Any] = {"x": across_px, "y": down, "text": alt.Text("word:N")}
    return Layers(
        layer=[
            Chart(inline(rows)).mark_text(**text, fontSize=size, color=look.colours.quiet).encode(**channels),
            Chart(inline([said]))
            .mark_text(**text, align="right", fontSize=look.text, fontWeight=600, color=look.colours.ink)
            .encode(**channels),
        ],
        height=height,
        width=plane.width,
    )


def _trail_layers(record: Record, values: list[dict[str, Any]], plane: Plane, axis: Axis) -> list[alt.Chart]:
    look = plane.look
    if not values:
        return []
    scale = alt.Scale(domain=list(record.about.codes), range=[look.colours.first, look.colours.second])
    stroke = alt.Stroke("economy:N", scale=scale, legend=None)
    shared: dict[str, Any] = {"opacity": axis.fade(), "tooltip": trail_tooltip()}
    data = inline(values)
    layers = axis.faded(
        Chart(data)
        .mark_line(strokeWidth=2, strokeOpacity=0.6, strokeJoin="round", aria=False)
        .encode(**plane.channels(), stroke=stroke, detail=alt.Detail("economy:N"), order=alt.Order("at:Q"))
    )
    for only, size, fill in (
        ("datum.first && !datum.last", DOT * 1.3, alt.FillValue(look.colours.paper)),
        ("!datum.first && !datum.last", DOT, alt.Fill("economy:N", scale=scale, legend=None)),
        ("datum.last", LAST, alt.Fill("economy:N", scale=scale, legend=None)),
    ):
        layers.append(
            Chart(data)
            .transform_filter(only)
            .mark_point(shape="circle", size=look.px(size) ** 2 * 0.8, strokeWidth=1.5)
            .encode(**plane.channels(), **shared, stroke=stroke, fill=fill, description=alt.Description("aria:N"))
        )
    leads, *labels = _label_layers(_labels(values, plane), plane, shared, scale)
    return [leads, *layers, *labels]


def _labels(values: Sequence[dict[str, Any]], plane: Plane) -> list[dict[str, Any]]:
    """Return the labels that find room: the ends of each trail, and some years between."""
    look = plane.look
    named = [value for value in values if value["last"] or value["first"] or value["at"] % EVERY == 0]
    named.sort(key=lambda value: (not value["last"], not value["first"], value["at"]))
    words = [
        Word(
            text=f"{value['name']} {value['year']}" if value["last"] else value["year"],
            at=(value["x"], value["y"]),
            size=look.px(12 if value["last"] else 11), weight=600 if value["last"] else 400,
            off=look.px(LAST if value["last"] else DOT) / 2 + GAP, must=value["last"] or value["first"],
        )
        for value in named
    ]  # fmt: skip
    joined = [(a, b) for a, b in pairwise(values) if a["economy"] == b["economy"]]
    lines = [((a["x"], a["y"]), (b["x"], b["y"])) for a, b in joined]
    for value in values:
        x, y, half = value["x"], value["y"], look.px(LAST if value["last"] else DOT) / 2
        lines += [((x - half, y), (x + half, y)), ((x, y - half), (x, y + half))]
    boxes = place_words(words, bounds=(plane.gutter, 0, plane.width, plane.height), lines=lines)
    labels = []
    for value, word, box in zip(named, words, boxes, strict=True):
        if box is None:
            continue
        line = lead(word, box)
        leads = {"x2": line[1][0], "y2": line[1][1]} if line else {}
        labels.append({**value, **leads, "word": word.text, "text_x": box[0], "text_y": (box[1] + box[3]) / 2})
    return labels


def _label_layers(
    labels: list[dict[str, Any]], plane: Plane, shared: dict[str, Any], scale: alt.Scale
) -> list[alt.Chart]:
    """Return the labels with a halo in the colour of the paper; names of trails are in their colour."""
    look = plane.look
    leads = Chart(inline(row for row in labels if "x2" in row)).mark_rule(
        color=look.colours.quiet, strokeWidth=0.8, aria=False
    )
    layers = [leads.encode(**plane.channels(), x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"), opacity=shared["opacity"])]
    for last in (False, True):
        chart = Chart(inline(row for row in labels if row["last"] == last)).encode(
            **plane.channels("text_x", "text_y"), text=alt.Text("word:N"), **shared
        )
        style: dict[str, Any] = {
            "align": "left", "baseline": "middle", "aria": False,
            "fontSize": look.px(12 if last else 11), "fontWeight": 600 if last else 400,
        }  # fmt: skip
        paper = look.colours.paper
        colour = alt.Color("economy:N", scale=scale, legend=None) if last else alt.ColorValue(look.colours.quiet)
        layers += [
            chart.mark_text(**style, stroke=paper, strokeWidth=HALO_PX, strokeJoin="round", color=paper),
            chart.mark_text(**style).encode(color=colour),
        ]
    return layers


# -- words --------------------------------------------------------------------------------------


def trails_title(view: View, pairs: pd.DataFrame) -> str:
    """State from where to where each economy moved in exports."""
    if pairs.empty:
        return f"No year of {say_span(view.years)} has ranks in both exports and imports"
    years = (int(pairs["year"].min()), int(pairs["year"].max()))
    moved = []
    for name, group in pairs.groupby("name", sort=False):
        first, last = (ordinal(int(group.iloc[at]["exports"])) for at in (0, -1))
        moved.append(f"{name} {first}" if first == last else f"{name} {first} to {last}")
    return f"World rank in exports, {say_span(years)}: {listing(moved)}"


def describe_trails(record: Record, view: View, pairs: pd.DataFrame) -> str:
    """Describe the trails for those who do not see them, from the marks drawn."""
    if pairs.empty:
        return f"Scatter of world ranks. {trails_title(view, pairs)}."
    years = (int(pairs["year"].min()), int(pairs["year"].max()))
    said = [
        f"Scatter of world ranks, imports against exports, a trail for each economy, {say_span(years)} "
        f"({main_list(record)})."
    ]
    for name, group in pairs.groupby("name", sort=False):
        start, end = group.iloc[0], group.iloc[-1]
        at = f"{ordinal(int(start['exports']))} in exports and {ordinal(int(start['imports']))} in imports"
        if len(group) == 1:
            said.append(f"{name} stands at {at} ({start['year']}).")
            continue
        said.append(
            f"{name} moves from {at} ({start['year']}) to {ordinal(int(end['exports']))} and "
            f"{ordinal(int(end['imports']))} ({end['year']})."
        )
    return " ".join(said)
