"""The trail of each economy through the ranks: exports against imports, a mark a year."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from dyad.figures.axis import Axis, years_known
from dyad.figures.compose import Content, heading, layered
from dyad.figures.entry import Entry
from dyad.figures.parts import Chart, Values, dots, inline, lines, tells, texts, tooltip
from dyad.figures.plane import Plane, equal_ends, foot_row, grid_layers, plane_of
from dyad.figures.rank_rows import named_others, other_pairs, pair_of, rank_pairs, trails_of
from dyad.figures.sources import cited_as, publishers
from dyad.figures.style import Style
from dyad.figures.trail_words import OTHER, label_layers, lead_layer, size_of, trail_labels
from dyad.findings.ranks import main_list
from dyad.record import Record
from dyad.view import View
from dyad.wording import trails as wording


def holds_trails(record: Record) -> bool:
    """Return whether the record has both ranks of an economy for any year."""
    return not rank_pairs(record, record.span).empty


def rank_trails(record: Record, view: View, look: Style) -> Content:
    """Draw where each economy stands in exports and imports, year by year, joined to a trail, among all others."""
    pairs = rank_pairs(record, view.years)
    all_others = _last_others(record, pairs)
    plane = plane_of(pairs, all_others, look)
    others = all_others[
        (all_others["exports"] <= plane.exports[1] - 1) & (all_others["imports"] <= plane.imports[1] - 1)
        & (all_others["exports"] >= plane.exports[0]) & (all_others["imports"] >= plane.imports[0])
    ]  # fmt: skip
    axis = Axis.of(view, look, gutter=0)
    values = _values(record, pairs, plane, own=True)
    grey = _values(record, others, plane, own=False)
    named = named_others(others, pairs)
    ranked = sorted((value for value in grey if value["economy"] in named), key=lambda v: named.index(v["economy"]))
    placed, equal = trail_labels(values, ranked, grey, plane)
    others_layer = dots(grey, across=look.px(OTHER), stroke="transparent", fill=look.colours.further)
    layers = [*grid_layers(plane), lead_layer(placed, plane, axis)]
    layers.append(others_layer.encode(**plane.channels(), **tells(wording.TIPS)))
    layers += _trail_layers(values, plane, axis)
    layers += label_layers(placed, plane, axis, tooltip(wording.TIPS))
    if equal:
        style: dict[str, Any] = {"angle": equal["turn"] % 360, "baseline": "middle"}
        layers.append(texts([equal], plane.channels(), size=look.text, colour=look.colours.quiet, **style))
    plot = layered(layers, height=plane.height, width=plane.width, title=heading(wording.EXPORTS_AXIS, look=look))
    main, trails, greys = main_list(record), trails_of(pairs), sum(not label["own"] for label in placed)
    return Content(
        title=wording.trails_title(trails, view.years),
        subtitle=wording.trails_subtitle(years_known(pairs, view.years), main if values else ""),
        alt=wording.describe_trails(trails, view.years, main),
        rows=[plot, foot_row(plane)],
        plots=[plot],
        data=pairs,
        publishers=publishers(record, pairs["sources"]),
        notes=[
            *axis.notes,
            *([] if equal or not equal_ends(plane) else [wording.DIAGONAL]),
            *wording.say_shared(trails),
            *([wording.say_others(len(others), *_ranked(all_others), named=greys)] if len(others) else []),
        ],
    )


def _last_others(record: Record, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the others in the last year of the trails, in the order of their exports."""
    others = other_pairs(record)
    if pairs.empty:
        return others.head(0)
    return others[others["year"] == pairs["year"].max()].sort_values("exports", ignore_index=True)


def _ranked(others: pd.DataFrame) -> tuple[int, int]:
    """Return how many economies the list has (0: not known), and of which year."""
    ranked = others["out_of"].iloc[0]
    return 0 if pd.isna(ranked) else int(ranked), int(others["year"].iloc[0])


def _values(record: Record, pairs: pd.DataFrame, plane: Plane, *, own: bool) -> Values:
    """Return a row for each mark: of the two with the first and the last of each told, of others with neither."""
    colours = plane.look.sides(record.about.codes)
    years: dict[str, list[int]] = {}
    for economy, year in zip(pairs["economy"], pairs["year"], strict=True):
        years.setdefault(economy, []).append(year)
    return [
        {
            "economy": row["economy"], "name": row["name"], "start": float(row["year"]), "end": row["year"] + 1.0,
            "year": str(row["year"]), "x": round(plane.x(row["imports"]), 2), "y": round(plane.y(row["exports"]), 2),
            "at": row["year"], "own": own, **wording.say_mark(pair_of(row), main_list(record)),
            "colour": colours.get(row["economy"], plane.look.colours.quiet),
            "first": own and row["year"] == min(years[row["economy"]]),
            "last": own and row["year"] == max(years[row["economy"]]),
            "publishers": cited_as(record, row["sources"]),
            "aria": wording.say_aloud(row["name"], pair_of(row), main_list(record)),
        }
        for row in pairs.to_dict("records")
    ]  # fmt: skip


# -- layers -------------------------------------------------------------------------------------


def _trail_layers(values: Values, plane: Plane, axis: Axis) -> list[alt.Chart]:
    look, stroke = plane.look, alt.Stroke("colour:N", scale=None)
    line = lines(values, width=look.px(1), strokeOpacity=0.7).encode(
        **plane.channels(), stroke=stroke, detail=alt.Detail("economy:N"), order=alt.Order("at:Q")
    )
    rows = [
        {**value, "size": across**2 * 0.8, "line": across / 5}
        for value in sorted(values, key=size_of)  # the ends lie over the years between
        for across in [look.px(size_of(value))]
    ]
    points = Chart(inline(rows)).mark_point(shape="circle").encode(
        **plane.channels(), **axis.tells(wording.TIPS), stroke=stroke, fill=alt.Fill("colour:N", scale=None),
        size=alt.Size("size:Q", scale=None), strokeWidth=alt.StrokeWidth("line:Q", scale=None),
    )  # fmt: skip
    return [*axis.faded(line), points]


ENTRY = Entry(name="rank-trails", order=120, page="rankings", maker=rank_trails, holds=holds_trails)
