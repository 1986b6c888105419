"""The trail of each economy through the ranks: exports against imports, a mark a year, and the words beside them."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from dyad.figures.axis import Axis
from dyad.figures.compose import Content, Entry, cited_as
from dyad.figures.labels import Word
from dyad.figures.parts import Chart, Plot, Values, dots, haloed, heading, inline, lines, rules, tells, texts, tooltip
from dyad.figures.plane import Plane, equal_ends, foot_row, grid_layers, plane_of, side_boxes
from dyad.figures.rank_rows import other_pairs, pair_of, rank_pairs, trails_of
from dyad.figures.style import Style
from dyad.figures.trail_room import Room, equal_words
from dyad.findings.finding import sources_of, years_known
from dyad.findings.ranks import main_list, out_of
from dyad.record import Record
from dyad.view import View
from dyad.wording import trails as wording

LARGEST, NEAR = 10, 5  # others named first: so many by exports, and so many nearest to each of the two
EVERY = 5  # years of which one is named, where there is room
MOST_NAMED = 20  # other economies
OTHER, SMALL, FIRST, LAST = 4.0, 3.0, 4.5, 6.0  # px of a mark: another economy, a year between, the first, the last
GAP = 5.0  # px between a mark and its label


def holds_trails(record: Record) -> bool:
    """Return whether the record has both ranks of an economy for any year."""
    return not rank_pairs(record, record.span).empty


def rank_trails(record: Record, view: View, look: Style) -> Content:
    """Draw where each economy stands in exports and imports, year by year, joined to a trail, among all others."""
    pairs = rank_pairs(record, view.years)
    every = other_pairs(record)
    every = every[every["year"] == pairs["year"].max()]  # in the last year of the trails
    all_others = every.sort_values("exports", ignore_index=True)
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
    placed, equal = _labels(values, ranked, grey, plane)
    others_layer = dots(grey, across=look.px(OTHER), stroke="transparent", fill=look.colours.further)
    layers = [*grid_layers(plane), _lead_layer(placed, plane, axis)]
    layers.append(others_layer.encode(**plane.channels(), **tells(wording.TIPS)))
    layers += [*_trail_layers(values, plane, axis), *_label_layers(placed, plane, axis)]
    if equal:
        style: dict[str, Any] = {"angle": equal["turn"] % 360, "baseline": "middle"}
        layers.append(texts([equal], plane.channels(), size=look.text, colour=look.colours.quiet, **style))
    plot = Plot(layers, height=plane.height, width=plane.width, title=heading(wording.EXPORTS_AXIS, look=look))
    first = all_others.head(min(len(others), 1)).to_dict("records")
    main, trails, greys = main_list(record), trails_of(pairs), sum(not label["own"] for label in placed)
    return Content(
        title=wording.trails_title(trails, view.years),
        subtitle=wording.trails_subtitle(years_known(pairs, view.years), main if values else ""),
        alt=wording.describe_trails(trails, view.years, main),
        rows=[plot, foot_row(plane)],
        data=pairs,
        publishers=record.publishers(sources_of(pairs)),
        notes=[
            *axis.notes,
            *([] if equal or not equal_ends(plane) else [wording.DIAGONAL]),
            *wording.say_shared(trails),
            *(wording.say_others(len(others), out_of(row), row["year"], named=greys) for row in first),
        ],
    )


def _values(record: Record, pairs: pd.DataFrame, plane: Plane, *, own: bool) -> Values:
    """Return a row for each mark: of the two with the first and the last of each told, of others with neither."""
    colours, years = plane.look.sides(record.about.codes), pairs.groupby("economy")["year"]
    ends = zip(years.transform("min"), years.transform("max"), strict=True)
    return [
        {
            "economy": row["economy"], "name": row["name"], "start": float(row["year"]), "end": row["year"] + 1.0,
            "year": str(row["year"]), "x": round(plane.x(row["imports"]), 2), "y": round(plane.y(row["exports"]), 2),
            "at": row["year"], "own": own, **wording.say_mark(pair_of(row), main_list(record)),
            "colour": colours.get(row["economy"], plane.look.colours.quiet),
            "first": own and row["year"] == first, "last": own and row["year"] == last,
            "publishers": cited_as(record, row["sources"]),
            "aria": wording.aloud(name=row["name"], of=pair_of(row), main=main_list(record)),
        }
        for row, (first, last) in zip(pairs.to_dict("records"), ends, strict=True)
    ]  # fmt: skip


def _trail_layers(values: Values, plane: Plane, axis: Axis) -> list[alt.Chart]:
    look, stroke = plane.look, alt.Stroke("colour:N", scale=None)
    line = lines(values, width=look.px(1), strokeOpacity=0.7).encode(
        **plane.channels(), stroke=stroke, detail=alt.Detail("economy:N"), order=alt.Order("at:Q")
    )
    rows = [
        {**value, "size": across**2 * 0.8, "line": across / 5}
        for value in sorted(values, key=_across)  # the ends lie over the years between
        for across in [look.px(_across(value))]
    ]
    points = Chart(inline(rows)).mark_point(shape="circle").encode(
        **plane.channels(), **axis.tells(wording.TIPS), stroke=stroke, fill=alt.Fill("colour:N", scale=None),
        size=alt.Size("size:Q", scale=None), strokeWidth=alt.StrokeWidth("line:Q", scale=None),
    )  # fmt: skip
    return [*axis.faded(line), points]


def _labels(values: Values, named: Values, others: Values, plane: Plane) -> tuple[Values, dict[str, Any] | None]:
    """Return the labels that find room, ends of trails first (the last always), and the words on the line of equals."""
    room = _room(values, others, plane)
    diagonal = equal_ends(plane)
    equal = equal_words(room, *diagonal) if diagonal else None
    room.lines += [diagonal] if diagonal else []
    ends = [value for value in values if value["last"] or value["first"]]
    between = [value for value in values if value["at"] % EVERY == 0 and value not in ends]
    rest = [value for value in others if value not in named]
    labels: Values = []
    wanted = [*sorted(ends, key=lambda value: not value["last"]), *between, *named, *rest]
    words = [_label_of(value, plane) for value in wanted]
    for value, word, beside in zip(wanted, words, room.beside(words) if words else (), strict=True):
        if sum(not label["own"] for label in labels) >= MOST_NAMED:
            break
        box, line = room.place(beside), None
        if box is None and value["own"]:
            led = room.lead(word, across=value in ends)
            box, line = led or ((room.must(word), None) if value["last"] else (None, None))
        if box is None:
            continue
        leads = {"x1": line[0][0], "y1": line[0][1], "x2": line[1][0], "y2": line[1][1]} if line else {}
        labels.append({**value, **leads, "word": word.text, "text_x": box[0], "text_y": (box[1] + box[3]) / 2})
    return labels, equal


def _across(value: dict[str, Any]) -> float:
    if not value["own"]:
        return OTHER
    return LAST if value["last"] else FIRST if value["first"] else SMALL


def _room(values: Values, others: Values, plane: Plane) -> Room:
    marks = [(v["x"], v["y"], plane.look.px(_across(v)) / 2) for v in (*values, *others)]
    joined = [(a, b) for a, b in pairwise(values) if a["economy"] == b["economy"]]
    return Room(
        look=plane.look, bounds=(plane.gutter, 0.0, plane.width, plane.height),
        marks=np.array(marks, dtype=float).reshape(-1, 3), taken=side_boxes(plane),
        lines=[((a["x"], a["y"]), (b["x"], b["y"])) for a, b in joined],
    )  # fmt: skip


def _label_of(value: dict[str, Any], plane: Plane) -> Word:
    """Return the label of a mark: at the end of a trail its name and year, before it the year; of another its name."""
    look, last = plane.look, value["last"]
    text = f"{value['name']} {value['year']}" if last else value["year"] if value["own"] else value["name"]
    radius = look.px(_across(value)) / 2
    return Word(
        text=text, at=(value["x"], value["y"]), size=look.text, weight=600 if last else 400,
        off=radius + look.px(GAP), mark=radius,
    )  # fmt: skip


def _lead_layer(labels: Values, plane: Plane, axis: Axis) -> alt.Chart:
    """Return the lines from marks to words that stand far off; they lie below all marks."""
    ends: dict[str, Any] = {"x2": alt.X2("x2:Q"), "y2": alt.Y2("y2:Q"), "opacity": axis.fade()}
    rows, quiet = [row for row in labels if "x2" in row], plane.look.colours.quiet
    return rules(rows, colour=quiet, width=0.8, **plane.channels("x1", "y1"), **ends)


def _label_layers(labels: Values, plane: Plane, axis: Axis) -> list[alt.Chart]:
    """Return the labels with a halo in the colour of the paper; names of trails are in their colour."""
    look = plane.look
    place = {**plane.channels("text_x", "text_y"), "opacity": axis.fade(), "tooltip": tooltip(wording.TIPS)}
    return [
        texts(
            [row for row in labels if row["last"] == last], place, size=look.text, word="word",
            align="left", baseline="middle", fontWeight=600 if last else 400, **haloed(look.colours.paper),
        )
        for last in (False, True)
    ]  # fmt: skip


ENTRY = Entry(name="rank-trails", order=120, page="rankings", maker=rank_trails, holds=holds_trails)


def named_others(others: pd.DataFrame, pairs: pd.DataFrame) -> tuple[str, ...]:
    """Return the others named among trails: the first in exports and the nearest to each, in the last year."""
    if others.empty or pairs.empty:
        return ()
    last = others[others["year"] == min(others["year"].max(), pairs["year"].max())]
    named = list(last.sort_values("exports")["economy"].head(LARGEST))
    for _, own in pairs.groupby("economy"):
        at = own.iloc[own["year"].argmax()]
        away = (last["exports"] - at["exports"]) ** 2 + (last["imports"] - at["imports"]) ** 2
        named += list(last["economy"][away.sort_values().index[:NEAR]])
    return tuple(dict.fromkeys(named))
