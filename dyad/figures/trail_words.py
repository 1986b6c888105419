"""The words beside trails: the ends of each, some years between, and the names of other economies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import hypot
from typing import Any

import altair as alt

from dyad.figures.axis import Axis
from dyad.figures.lines import HALO_PX, charts_of
from dyad.figures.plane import Plane, side_boxes
from dyad.figures.words import Box, Point, Word, crosses, lead, place_words
from dyad.record import Record

Line = tuple[Point, Point]

EVERY = 5  # years of which one is named, where there is room
DOT, LAST, GAP = 4.5, 8.5, 5.0  # px: of a mark, of the last of a trail, between a mark and its label
SMALL, FIRST = 3.0, 7.0  # px: of a year between, of the ring of the first
CLEAR = 1.5  # px between a mark and the line that leads from it
FARTHER = (1.0, 2.2, 3.4)  # times from its mark, where the name of another economy is tried


def trail_labels(
    values: Sequence[dict[str, Any]], named: Sequence[dict[str, Any]], others: Sequence[dict[str, Any]], plane: Plane
) -> list[dict[str, Any]]:
    """Return the labels that find room: the ends of each trail, the names of others, and some years between."""
    look = plane.look
    ends = [value for value in values if value["last"] or value["first"]]
    between = [value for value in values if value["at"] % EVERY == 0 and value not in ends]
    told = [*sorted(ends, key=lambda value: not value["last"]), *named, *between]
    room = look.px(LAST) / 2
    words = [_word(value, plane, own=value in values) for value in told]
    joined = [(a, b) for a, b in pairwise(values) if a["economy"] == b["economy"]]
    lines = [((a["x"], a["y"]), (b["x"], b["y"])) for a, b in joined]
    for value in (*values, *others):
        half = look.px(LAST if value["last"] else FIRST if value["first"] else DOT) / 2
        x, y = value["x"], value["y"]
        lines += [((x - half, y), (x + half, y)), ((x, y - half), (x, y + half))]
    taken = side_boxes(plane)
    marks = [(v["x"] - room, v["y"] - room, v["x"] + room, v["y"] + room) for v in values]
    labels = []
    for value, word in zip(told, words, strict=True):
        box = _place(word, plane, lines, taken, marks if value in named else None)
        if box is None or (value in between and _nearest(box, values) is not value):
            continue
        taken.append(box)
        line = _from_edge(lead(word, box), look.px(LAST if value["last"] else FIRST if value["first"] else DOT) / 2)
        lines += [line] if line else []
        leads = {"x1": line[0][0], "y1": line[0][1], "x2": line[1][0], "y2": line[1][1]} if line else {}
        labels.append({**value, **leads, "word": word.text, "text_x": box[0], "text_y": (box[1] + box[3]) / 2})
    return labels


def _nearest(box: Box, values: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return the mark that a label stands nearest to."""

    def away(value: dict[str, Any]) -> float:
        x, y = value["x"], value["y"]
        return hypot(max(box[0] - x, 0.0, x - box[2]), max(box[1] - y, 0.0, y - box[3]))

    return min(values, key=away)


def _from_edge(line: Line | None, radius: float) -> Line | None:
    """Return a line without the part that lies under the mark it begins at, and a gap beyond."""
    if line is None:
        return None
    (x, y), end = line
    away = hypot(end[0] - x, end[1] - y)
    part = (radius + CLEAR) / away if away > radius + CLEAR else 0.0
    return (x + (end[0] - x) * part, y + (end[1] - y) * part), end


def _place(
    word: Word, plane: Plane, lines: list[tuple[Point, Point]], taken: list[Box], far: list[Box] | None
) -> Box | None:
    """Return where a word has room; one that may stand `far` is tried farther and farther off.

    The line that leads to it crosses no word, and none of the marks `far`.
    """
    bounds = (plane.gutter, 0.0, plane.width, plane.height)
    for times in FARTHER if far is not None else FARTHER[:1]:
        (box,) = place_words([replace(word, off=word.off * times)], bounds=bounds, lines=lines, taken=taken)
        line = lead(word, box) if box and far is not None else None
        if box and not (line and any(crosses(*line, other) for other in (*taken, *(far or ())))):
            return box
    return None


def _word(value: dict[str, Any], plane: Plane, *, own: bool) -> Word:
    look, last = plane.look, value["last"]
    text = f"{value['name']} {value['year']}" if last else value["year"] if own else value["name"]
    return Word(
        text=text, at=(value["x"], value["y"]), size=look.text, weight=600 if last else 400,
        off=look.px(LAST if last else DOT) / 2 + look.px(GAP), must=last or value["first"],
        mark=look.px(LAST if last else DOT) / 2,
    )  # fmt: skip


def lead_layers(labels: list[dict[str, Any]], plane: Plane, axis: Axis) -> list[alt.Chart]:
    """Return the lines from marks to words that stand far off; they lie below all marks."""
    ends: dict[str, Any] = {"x2": alt.X2("x2:Q"), "y2": alt.Y2("y2:Q"), "opacity": axis.fade()}
    return [
        chart.mark_rule(color=plane.look.colours.quiet, strokeWidth=0.8, aria=False).encode(
            **plane.channels("x1", "y1"), **ends
        )
        for chart in charts_of([row for row in labels if "x2" in row])
    ]


def label_layers(
    record: Record, labels: list[dict[str, Any]], plane: Plane, axis: Axis, tooltip: list[alt.Tooltip]
) -> list[alt.Chart]:
    """Return the labels with a halo in the colour of the paper; names of trails are in their colour."""
    look, paper = plane.look, plane.look.colours.paper
    scale = alt.Scale(domain=list(record.about.codes), range=[look.colours.first, look.colours.second])
    shared: dict[str, Any] = {"opacity": axis.fade(), "tooltip": tooltip}
    layers = []
    for last in (False, True):
        style: dict[str, Any] = {
            "align": "left", "baseline": "middle", "aria": False, "fontSize": look.text,
            "fontWeight": 600 if last else 400,
        }  # fmt: skip
        colour = alt.Color("economy:N", scale=scale, legend=None) if last else alt.ColorValue(look.colours.quiet)
        for rows in charts_of([row for row in labels if row["last"] == last]):
            chart = rows.encode(**plane.channels("text_x", "text_y"), text=alt.Text("word:N"), **shared)
            layers += [
                chart.mark_text(**style, stroke=paper, strokeWidth=HALO_PX, strokeJoin="round", color=paper),
                chart.mark_text(**style).encode(color=colour),
            ]
    return layers
