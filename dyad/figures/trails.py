"""The trail of each economy through the ranks: exports against imports, a mark a year."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from dyad.figures.axis import Axis
from dyad.figures.compose import compose, heading, layered
from dyad.figures.lines import charts_of
from dyad.figures.look import Figure, Look
from dyad.figures.parts import Chart, inline
from dyad.figures.plane import Plane, equal_ends, foot_row, grid_layers, plane_of
from dyad.figures.trail_rows import named_others, other_pairs, rank_pairs
from dyad.figures.trail_words import EQUAL, OTHER, label_layers, lead_layers, size_of, trail_labels
from dyad.findings.ranks import main_list
from dyad.record import Record
from dyad.view import View
from dyad.wording import count, listing, ordinal, possessive, say_span, within_ten_words

FLOWS = ("exports", "imports")


def holds_trails(record: Record) -> bool:
    """Return whether the record has both ranks of an economy for any year."""
    return not rank_pairs(record, record.span).empty


def rank_trails(record: Record, view: View, look: Look) -> Figure:
    """Draw where each economy stands in exports and imports, year by year, joined to a trail, among all others."""
    pairs = rank_pairs(record, view.years)
    all_others = _last_others(record, pairs)
    plane = plane_of(pairs, all_others, look)
    others = all_others[
        (all_others["exports"] <= plane.exports[1] - 1) & (all_others["imports"] <= plane.imports[1] - 1)
        & (all_others["exports"] >= plane.exports[0]) & (all_others["imports"] >= plane.imports[0])
    ]  # fmt: skip
    axis = Axis(first=view.years[0], last=view.years[1], width=look.width, gutter=0, brush=view.brush)
    values = _values(record, pairs, plane, own=True)
    grey = _values(record, others, plane, own=False)
    named = named_others(others, pairs)
    ranked = sorted((value for value in grey if value["economy"] in named), key=lambda v: named.index(v["economy"]))
    placed, equal = trail_labels(values, ranked, grey, plane)
    layers = [*grid_layers(plane), *lead_layers(placed, plane, axis), *_other_layers(grey, plane)]
    layers += _trail_layers(values, plane, axis)
    layers += label_layers(placed, plane, axis, trail_tooltip())
    if equal:
        turned = Chart(inline([equal])).mark_text(
            angle=equal["turn"] % 360, baseline="middle", fontSize=look.text, color=look.colours.quiet, aria=False
        )
        layers.append(turned.encode(**plane.channels(), text=alt.Text("text:N")))
    plot = layered(
        layers, height=plane.height, width=plane.width, title=heading("World rank in exports, 1 at the top", look=look)
    )
    by = f"{possessive(main_list(record))} list of ranks by value" if values else "Ranks by value"
    years = (int(pairs["year"].min()), int(pairs["year"].max())) if len(pairs) else view.years
    return compose(
        record,
        view,
        look,
        name="rank-trails",
        page="rankings",
        title=trails_title(view, pairs),
        subtitle=f"{by}, a mark a year, {say_span(years)}",
        description=describe_trails(record, view, pairs),
        key=None,
        rows=[plot, foot_row(plane)],
        plots=[plot],
        data=pairs,
        publishers=list(dict.fromkeys(record.source(id).publisher for ids in pairs["sources"] for id in ids)),
        notes=[
            *axis.notes,
            *([] if equal or not equal_ends(plane) else [f"Diagonal: {EQUAL}"]),
            *_said_of(all_others, len(others), sum(not label["own"] for label in placed)),
        ],
    )


def _last_others(record: Record, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the others in the last year of the trails, in the order of their exports."""
    others = other_pairs(record)
    if pairs.empty:
        return others.head(0)
    return others[others["year"] == pairs["year"].max()].sort_values("exports", ignore_index=True)


def _said_of(others: pd.DataFrame, drawn: int, named: int) -> list[str]:
    """Return what the grey dots are, how many of them are named, and how many economies the list has."""
    if not drawn:
        return []
    year, ranked = int(others["year"].iloc[0]), others["out_of"].iloc[0]
    of = "" if pd.isna(ranked) else f" of {int(ranked)} ranked"
    grey = f"Grey: {count(drawn, 'other economy', 'other economies')}{of}, {year}"
    return [f"{grey}; {named or 'none'} named"]


def _values(record: Record, pairs: pd.DataFrame, plane: Plane, *, own: bool) -> list[dict[str, Any]]:
    """Return a row for each mark: of the two with the first and the last of each told, of others with neither."""
    colours = dict(zip(record.about.codes, (plane.look.colours.first, plane.look.colours.second), strict=True))
    years: dict[str, list[int]] = {}
    for economy, year in zip(pairs["economy"], pairs["year"], strict=True):
        years.setdefault(economy, []).append(year)
    return [
        {
            "economy": row["economy"], "name": row["name"], "start": float(row["year"]), "end": row["year"] + 1.0,
            "year": str(row["year"]), "x": round(plane.x(row["imports"]), 2), "y": round(plane.y(row["exports"]), 2),
            "at": row["year"], "own": own, "shown": f"{ordinal(int(row['exports']))}, {ordinal(int(row['imports']))}",
            "exports": ordinal(int(row["exports"])), "imports": ordinal(int(row["imports"])),
            "what": "exports, imports", "by": main_list(record),
            "colour": colours.get(row["economy"], plane.look.colours.quiet),
            "first": own and row["year"] == min(years[row["economy"]]),
            "last": own and row["year"] == max(years[row["economy"]]),
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


def _other_layers(values: list[dict[str, Any]], plane: Plane) -> list[alt.Chart]:
    """Return a small grey dot for each other economy."""
    look = plane.look
    return [
        chart.mark_point(
            shape="circle", size=look.px(OTHER) ** 2 * 0.8, stroke="transparent", fill=look.colours.further
        ).encode(**plane.channels(), tooltip=trail_tooltip(), description=alt.Description("aria:N"))
        for chart in charts_of(values)
    ]


def _trail_layers(values: list[dict[str, Any]], plane: Plane, axis: Axis) -> list[alt.Chart]:
    look = plane.look
    if not values:
        return []
    colour: dict[str, Any] = {"field": "colour", "type": "nominal", "scale": None}
    layers = axis.faded(
        Chart(inline(values))
        .mark_line(strokeWidth=look.px(1), strokeOpacity=0.7, strokeJoin="round", aria=False)
        .encode(
            **plane.channels(), stroke=alt.Stroke(**colour), detail=alt.Detail("economy:N"), order=alt.Order("at:Q")
        )
    )
    rows = [
        {**value, "size": across**2 * 0.8, "line": across / 5}
        for value in sorted(values, key=size_of)  # the ends lie over the years between
        for across in [look.px(size_of(value))]
    ]
    points = Chart(inline(rows)).mark_point(shape="circle").encode(
        **plane.channels(), opacity=axis.fade(), tooltip=trail_tooltip(), description=alt.Description("aria:N"),
        stroke=alt.Stroke(**colour), fill=alt.Fill(**colour),
        size=alt.Size("size:Q", scale=None), strokeWidth=alt.StrokeWidth("line:Q", scale=None),
    )  # fmt: skip
    return [*layers, points]


# -- words --------------------------------------------------------------------------------------


def trails_title(view: View, pairs: pd.DataFrame) -> str:
    """State how the first economy moved in exports and in imports, in at most ten words."""
    if pairs.empty:
        return f"No ranks in both exports and imports, {say_span(view.years)}"
    own = pairs[pairs["name"] == pairs["name"].iloc[0]]
    start, end = own.iloc[0], own.iloc[-1]
    name, span = start["name"], say_span((int(start["year"]), int(end["year"])))
    if start["year"] == end["year"]:
        at = [f"{ordinal(int(end[flow]))} in {flow}" for flow in FLOWS]
        return within_ten_words(f"{name} was {' and '.join(at)}, {span}", f"{name}: {', '.join(at)}, {span}")
    ways = [_way(start[flow], end[flow]) for flow in FLOWS]
    if ways[0] == ways[1]:
        return within_ten_words(f"{name} {ways[0]} in exports and imports, {span}", f"{name} {ways[0]} in both, {span}")
    said = [f"{way} in {flow}" for way, flow in zip(ways, FLOWS, strict=True)]
    return within_ten_words(f"{name} {' and '.join(said)}, {span}", f"{name}: {', '.join(said)}, {span}")


def _way(first: float, last: float) -> str:
    return "fell" if last > first else "climbed" if last < first else "stayed"


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
