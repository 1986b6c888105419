"""The words beside trails: the ends of each, some years between, and the names of other economies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
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
FARTHER = (1.0, 2.2, 3.4)  # times from its mark, where the name of another economy is tried


def trail_labels(
    values: Sequence[dict[str, Any]], named: Sequence[dict[str, Any]], others: Sequence[dict[str, Any]], plane: Plane
) -> list[dict[str, Any]]:
    """Return the labels that find room: the ends of each trail, the names of others, and some years between."""
    look = plane.look
    ends = [value for value in values if value["last"] or value["first"]]
    between = [value for value in values if value["at"] % EVERY == 0 and value not in ends]
    told = [*sorted(ends, key=lambda value: not value["last"]), *named, *between]
    words = [_word(value, plane, own=value in values) for value in told]
    joined = [(a, b) for a, b in pairwise(values) if a["economy"] == b["economy"]]
    lines = [((a["x"], a["y"]), (b["x"], b["y"])) for a, b in joined]
    for value in (*values, *others):
        half = look.px(LAST if value["last"] else DOT) / 2
        x, y = value["x"], value["y"]
        lines += [((x - half, y), (x + half, y)), ((x, y - half), (x, y + half))]
    taken = side_boxes(plane)
    marks = [(v["x"] - DOT, v["y"] - DOT, v["x"] + DOT, v["y"] + DOT) for v in values]
    labels = []
    for value, word in zip(told, words, strict=True):
        box = _place(word, plane, lines, taken, marks if value in named else None)
        if box is None:
            continue
        taken.append(box)
        line = lead(word, box)
        lines += [line] if line else []
        leads = {"x2": line[1][0], "y2": line[1][1]} if line else {}
        labels.append({**value, **leads, "word": word.text, "text_x": box[0], "text_y": (box[1] + box[3]) / 2})
    return labels


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


def label_layers(
    record: Record, labels: list[dict[str, Any]], plane: Plane, axis: Axis, tooltip: list[alt.Tooltip]
) -> list[alt.Chart]:
    """Return the labels with a halo in the colour of the paper; names of trails are in their colour."""
    look, paper = plane.look, plane.look.colours.paper
    scale = alt.Scale(domain=list(record.about.codes), range=[look.colours.first, look.colours.second])
    shared: dict[str, Any] = {"opacity": axis.fade(), "tooltip": tooltip}
    layers = []
    for chart in charts_of([row for row in labels if "x2" in row]):
        leads = chart.mark_rule(color=look.colours.quiet, strokeWidth=0.8, aria=False)
        layers.append(leads.encode(**plane.channels(), x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"), opacity=axis.fade()))
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
