"""Where each event stands in lanes by theme: its row, its label and its bar, and the small squares between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from dyad.figures.axis import FIELD, Axis
from dyad.figures.lane_rows import Item, Side, Space, Spot, place_labels, place_marks, row_count, rows_by_lane, sides_of
from dyad.figures.style import Style, text_width
from dyad.findings.claims import UNCLAIMED
from dyad.findings.events import TURNING_POINT
from dyad.record import Record
from dyad.record.dates import missing_ends
from dyad.record.schema import VERDICTS
from dyad.wording.pieces import headed

NAME_PAD = 14.0  # px beside the name of a lane
GUTTER, DENSE_GUTTER = 104.0, 92.0  # px of the names of lanes
MOST_GUTTER = 1.7  # times the usual gutter; a longer name is cut
WIDER = 6.0  # px that a bar must be wider than its mark, or it is left out
APART = 1.0  # px between squares over each other
SIGN = 1.25  # of a square, the sign of a verdict in its place with its outline
MOST_BARE = 3  # rows of a lane for marks alone; more than fill them lie over each other
GROWN = 1.35  # times its height a row may become on paper that has room
SLACK = 0.1  # px that a place on the axis may be off, as its domain is rounded
ITEM = ["id", FIELD, "start", "end", "given", "date", "word", "weight"]  # what a place in a lane goes by
FIRST = 1e4  # of weight: more than any event has

Lane = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Density:
    """Sizes of lanes in px: type, a row, what is free above and below the rows, marks, what is free beside them."""

    type: float
    row: float
    lane_pad: float
    mark: float  # side of a verdict mark
    square: float  # side of the mark of an event without a name, which on paper is the sign of a verdict
    gap: float  # between a mark and its label
    clear: float  # between a label and what stands next to it


def density(look: Style, *, dense: bool) -> Density:
    """Return the sizes for a look; where there is room to spare rows are a little further apart."""
    grown = min(max(look.stretch, 1.0), GROWN)
    row, pad, mark = (15.0, 2.5, 9.0) if dense else (22.0, 6.0, 11.0)
    return Density(
        type=look.text,
        row=look.px(row * grown),
        lane_pad=look.px(pad * grown),
        mark=look.px(mark),
        square=look.px(5 if look.brief else 6 if dense else 7),
        gap=look.px(Space.gap),
        clear=look.px(11 if look.told else 14),
    )


def lane_gutter(record: Record, *, look: Style, dense: bool) -> float:
    """Return the px that the names of the record's themes need at the left of its lanes, within reason."""
    base = look.px(DENSE_GUTTER if dense else GUTTER)
    names = [text_width(headed(theme), look.text, 600) + look.px(NAME_PAD) for theme in record.about.themes]
    if look.phone:
        return min(max(names, default=base), base)
    return min(max([base, *names]), base * MOST_GUTTER)


@dataclass(frozen=True, kw_only=True)
class Arrangement:
    """Events as they are placed in lanes.

    `rows` are those of the events drawn with a sign of their own: beside the columns of `event_rows` there are `y`,
    `side` of the label (None: none), `edge` and `dx` (where it begins), `bar` (whether its date is drawn), `span_top`,
    `span_bottom` and `word`, its label or its number in the key. `squares` are those of small squares, with `y`.
    `taken` is how many rows of labels there are.
    """

    rows: pd.DataFrame
    squares: pd.DataFrame
    lanes: list[Lane]
    height: float
    taken: int


def lane_of(theme: str, top: float, bottom: float) -> Lane:
    """Return a lane between two heights in px from the top."""
    return {"theme": theme, "name": headed(theme), "top": top, "bottom": bottom, "middle": (top + bottom) / 2}


def arrange(
    named: pd.DataFrame,
    squares: pd.DataFrame,
    *,
    themes: Sequence[str],
    axis: Axis,
    sizes: Density,
    most_rows: int | None = None,
    told: bool = True,
) -> Arrangement:
    """Place every event in the lane of its theme.

    With `most_rows` the labels of all lanes take no more. An event whose label has no room is a mark alone where marks
    are `told`, or a square if no claim names it; else each is a square, but for one whose label fits nowhere at all,
    which gets a number.
    """
    if not told:  # what nobody can hover over: contradictions have their names before all else
        first = named["verdict"] == "contradicted"
        named = named.assign(
            weight=named["weight"] + FIRST * first, importance=named["importance"].where(~first, TURNING_POINT)
        )
    off = 0.0 if told else sizes.gap * 1.5
    space = Space(axis.width - axis.gutter, gap=sizes.gap, clear=sizes.clear, off=off)
    labelled = [] if told else named.assign(word=named["label"])[ITEM].to_dict("records")
    numbers = [row["id"] for row in labelled if not sides_of(_item(row, axis=axis, sizes=sizes), space)]
    counted = {id: str(number) for number, id in enumerate(numbers, start=1)}
    words = [counted.get(id, label) for id, label in zip(named["id"], named["label"], strict=True)]
    wanted = named.assign(word=words)
    drawn = [theme for theme in themes if theme in {*wanted["theme"], *squares["theme"]}]
    plain = wanted[wanted["verdict"] == UNCLAIMED] if told else wanted
    every = pd.concat([squares, plain]) if len(squares) else plain
    items, small = _items(wanted, axis=axis, sizes=sizes), _squares(every, axis=axis, sizes=sizes)
    turning = set(wanted["id"][wanted["importance"].eq(TURNING_POINT)])
    caps = rows_by_lane({theme: items[theme] for theme in drawn}, turning, space, most_rows=most_rows, spare=int(told))
    lanes: list[Lane] = []
    sides: dict[str, Side | None] = {}
    ys: dict[str, float] = {}
    top, taken = 0.0, 0
    for theme in drawn:
        spots, own, rows, height = _fill(
            items[theme], small[theme], space=space, sizes=sizes, most_rows=caps[theme], told=told
        )
        sides |= {id: spot.side for id, spot in spots.items()}
        ys |= {id: top + y for id, y in own.items()}
        lanes.append(lane_of(theme, top, top + height))
        top, taken = top + height, taken + rows
    placed, shown = wanted[wanted["id"].isin(sides)], every[every["id"].isin(ys.keys() - sides.keys())]
    inner = {item.id for theme in drawn for item in items[theme] if item.only}
    beside = pd.Series([sides[id] for id in placed["id"]], index=placed.index, dtype=object)
    placed = placed.assign(y=[ys[id] for id in placed["id"]], side=beside)
    return Arrangement(
        rows=_beside(placed, inner, axis=axis, sizes=sizes),
        squares=shown.assign(y=[ys[id] for id in shown["id"]]),
        lanes=lanes,
        height=max(top, sizes.row),  # without an event an empty row: a plot of no height gets Vega-Lite's own
        taken=taken,
    )


def _fill(
    items: list[Item], small: list[Item], *, space: Space, sizes: Density, most_rows: int | None, told: bool
) -> tuple[dict[str, Spot], dict[str, float], int, float]:
    """Place one lane: spots of items, middles of all marks in px from its top, its rows of labels, its height."""
    unnamed = {mark.id for mark in small}

    def bare() -> list[Item]:
        return [item for item in items if item.id not in spots and item.id not in unnamed] if told else []

    spots = place_labels(items, space, most_rows=most_rows)
    if most_rows is not None and most_rows > 1 and bare():  # the last row is theirs
        spots = place_labels(items, space, most_rows=most_rows - 1)
    rows = labelled = max(row_count(spots), 1)
    if marks := bare():
        found = place_marks(marks, items, spots, space, rows=rows)
        spots |= {id: Spot(min(row, rows + MOST_BARE - 1), None) for id, row in found.items()}
        rows = max(row_count(spots), rows)
    pitch = max((mark.right - mark.left for mark in small), default=sizes.square) + APART
    tiers = max(int(sizes.row / pitch), 1)
    places = place_marks([mark for mark in small if mark.id not in spots], items, spots, space, rows=rows, tiers=tiers)
    ys = {id: sizes.lane_pad + (spot.row + 0.5) * sizes.row for id, spot in spots.items()}
    for id, tier in places.items():
        beyond = rows * sizes.row + (tier - rows * tiers + 0.5) * pitch
        ys[id] = sizes.lane_pad + ((tier + 0.5) * sizes.row / tiers if tier < rows * tiers else beyond)
    extra = max([0, *(tier - rows * tiers + 1 for tier in places.values())])
    height = rows * sizes.row + sizes.lane_pad + max(extra * pitch + APART, sizes.lane_pad)
    return spots, ys, labelled, height


def _beside(placed: pd.DataFrame, inner: Container[str], *, axis: Axis, sizes: Density) -> pd.DataFrame:
    """Return rows with the bar that each has, if any, and where its label begins: of `inner` ones on the bar."""
    half = sizes.mark / 2
    rows = placed[[*ITEM, "side"]].to_dict("records")
    bars = [_bar(row, axis, sizes) for row in rows]
    ends = [
        row["given"] if row["id"] in inner else bar or (row[FIELD],) * 2 for row, bar in zip(rows, bars, strict=True)
    ]
    edges = [end[row["side"] != "left"] for row, end in zip(rows, ends, strict=True)]
    away = [
        (max(half - abs(edge - row[FIELD]) * axis.year_px, 0.0) + sizes.gap) * (-1 if row["side"] == "left" else 1)
        for row, edge in zip(rows, edges, strict=True)
    ]
    return placed.assign(
        bar=[bar is not None for bar in bars],
        span_top=placed["y"] - half,
        span_bottom=placed["y"] + half,
        edge=edges,
        dx=np.round(away, 1),
    )


def _bar(row: dict[Hashable, Any], axis: Axis, sizes: Density) -> tuple[float, float] | None:
    """Return the ends of the bar behind a mark, in decimal years; None where it would be hardly wider."""
    wide = (row["end"] - row["start"]) * axis.year_px > sizes.mark + WIDER
    return (row["start"], row["end"]) if wide else None


def _squares(rows: pd.DataFrame, *, axis: Axis, sizes: Density) -> Mapping[str, list[Item]]:
    by_theme = defaultdict[str, list[Item]](list)
    for theme, id, t, verdict in zip(rows["theme"], rows["id"], rows[FIELD], rows["verdict"], strict=True):
        at, half = axis.px(t) - axis.gutter, sizes.square * (SIGN if verdict in VERDICTS else 1) / 2
        by_theme[theme].append(Item(id, at - half, at + half, 0, -1))
    return by_theme


def _items(rows: pd.DataFrame, *, axis: Axis, sizes: Density) -> Mapping[str, list[Item]]:
    by_theme = defaultdict[str, list[Item]](list)
    for row in rows[["theme", *ITEM]].to_dict("records"):
        by_theme[row["theme"]].append(_item(row, axis=axis, sizes=sizes))
    return by_theme


def _item(row: dict[Hashable, Any], *, axis: Axis, sizes: Density) -> Item:
    """Return what an event takes in its lane; one whose bar is cut off has its label on it, past what is given."""
    half, at = sizes.mark / 2, axis.px(row[FIELD])
    start, end = _bar(row, axis, sizes) or (row[FIELD], row[FIELD])
    left, right = min(axis.px(start), at - half), max(axis.px(end), at + half)
    label, edge = text_width(row["word"], sizes.type), axis.gutter
    item = Item(row["id"], left - edge, right - edge, label, row["weight"])
    if row["given"] is None:
        return item
    given_left, given_right = min(axis.px(row["given"][0]), at - half), max(axis.px(row["given"][1]), at + half)
    sign = sizes.type + sizes.gap  # px of what stands at the end of the bar
    rest = right - given_right - sizes.gap - SLACK
    if any(missing_ends(row["date"])[1:]) and label + sign <= rest:
        return replace(item, right=given_right - edge, label=rest, only="right")
    rest = given_left - left - sizes.gap - SLACK
    beyond = right + sizes.gap + label > axis.width
    if missing_ends(row["date"])[0] and beyond and label + sign <= rest:
        return replace(item, left=given_left - edge, label=rest, only="left")
    return item
