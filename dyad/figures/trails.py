"""The trail of each economy through the ranks: exports against imports, a mark a year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import altair as alt
import pandas as pd

from dyad.figures.axis import FIELD, Axis
from dyad.figures.compose import compose, heading, layered
from dyad.figures.lines import HALO_PX, charts_of
from dyad.figures.look import Figure, Look, text_width
from dyad.figures.parts import Chart, Layers, inline
from dyad.figures.words import Box, Point, Word, crosses, lead, place_words
from dyad.findings.ranks import main_list
from dyad.record import Record
from dyad.record.indicators import TRADE_RANKS
from dyad.record.memory import remembered
from dyad.record.states import name_of
from dyad.view import View
from dyad.wording import count, listing, ordinal, possessive, say_span, within_ten_words

NEAREST, MARGIN, OVER = 1, 6, 1.5  # the best rank, ranks shown beyond the extremes, and beyond the first
FAR = 2  # times what ranks are apart: from there on the first place is left out
EMPTY = 100  # ranks of a plot without any
TICKS = (5, 10, 20, 25, 50, 100)  # ranks between two lines
TICK_PX, MOST_TICKS = 44.0, 9  # between two of them, and how many there are
EVERY = 5  # years of which one is named, where there is room
HEIGHT, PHONE_HEIGHT = 340.0, 300.0  # px
DOT, LAST, GAP = 4.5, 8.5, 5.0  # px: of a mark, of the last of a trail, between a mark and its label
OTHER = 4.0  # px of the mark of any other economy
SIDES = ("better in exports than in imports", "better in imports")  # of the line of equal ranks
BEYOND = 1.3  # times the worst rank of the two, the end of the plot
FARTHER = (1.0, 2.2, 3.4)  # times from its mark, where the name of another economy is tried
LARGEST, NEAR = 10, 5  # others that are named: the first in exports, and those nearest to each of the two
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


@remembered(1)
def other_pairs(record: Record) -> pd.DataFrame:
    """Return the ranks of all other economies in the main list, a row a year, with `out_of`, how many it ranks."""
    rows = record.comparison[
        record.comparison["indicator"].isin(TRADE_RANKS)
        & ~record.comparison["economy"].isin(record.about.codes)
        & (record.comparison["reporter"] == main_list(record))
    ]
    wide = rows.pivot_table(index=["economy", "year"], columns="flow", values="value", aggfunc="first")
    if not {"exports", "imports"} <= set(wide.columns):
        return pd.DataFrame(columns=["economy", "year", "exports", "imports", "name", "sources", "out_of"])
    wide = wide.dropna().reset_index()
    cited = rows.groupby("economy")["sources"].agg(
        lambda sources: tuple(dict.fromkeys(one for s in sources for one in s))
    )
    ranked = rows.groupby("year")["out_of"].max()
    return wide.assign(
        year=wide["year"].astype(int),
        name=[name_of(code) for code in wide["economy"]],
        sources=[cited[code] for code in wide["economy"]],
        out_of=[ranked[year] for year in wide["year"]],
    ).sort_values(["economy", "year"], ignore_index=True)


def named_others(others: pd.DataFrame, pairs: pd.DataFrame) -> tuple[str, ...]:
    """Return the others that are named: the first in exports and the nearest to each of the two, in the last year."""
    if others.empty or pairs.empty:
        return ()
    last = others[others["year"] == min(others["year"].max(), pairs["year"].max())]
    named = list(last.sort_values("exports")["economy"].head(LARGEST))
    for _, own in pairs.groupby("economy"):
        at = own.sort_values("year").iloc[-1]
        away = (last["exports"] - at["exports"]) ** 2 + (last["imports"] - at["imports"]) ** 2
        named += list(last.assign(away=away).sort_values("away")["economy"].head(NEAR))
    return tuple(dict.fromkeys(named))


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
    """Draw where each economy stands in exports and imports, year by year, joined to a trail, among all others."""
    pairs = rank_pairs(record, view.years)
    all_others = _last_others(record, pairs)
    plane = _plane(pairs, all_others, look)
    others = all_others[
        (all_others["exports"] <= plane.exports[1] - 1) & (all_others["imports"] <= plane.imports[1] - 1)
        & (all_others["exports"] >= plane.exports[0]) & (all_others["imports"] >= plane.imports[0])
    ]  # fmt: skip
    axis = Axis(first=view.years[0], last=view.years[1], width=look.width, gutter=0, brush=view.brush)
    values = _values(record, pairs, plane)
    grey = _other_values(record, others, plane)
    named = named_others(others, pairs)
    layers = [*_grid_layers(plane), *_other_layers(grey, plane), *_trail_layers(record, values, plane, axis)]
    placed = _labels(values, [value for value in grey if value["economy"] in named], grey, plane)
    layers += _label_layers(record, placed, plane, axis)
    plot = layered(
        layers, height=plane.height, width=plane.width, title=heading("World rank in exports, 1 at the top", look=look)
    )
    by = f"; {possessive(main_list(record))} list" if values else ""
    years = (int(pairs["year"].min()), int(pairs["year"].max())) if len(pairs) else view.years
    return compose(
        record,
        view,
        look,
        name="rank-trails",
        page="rankings",
        title=trails_title(view, pairs),
        subtitle=f"World rank in exports and imports, a mark a year, {say_span(years)}{by}",
        description=describe_trails(record, view, pairs),
        key=None,
        rows=[plot, _foot(plane)],
        plots=[plot],
        data=pairs,
        publishers=list(dict.fromkeys(record.source(id).publisher for ids in pairs["sources"] for id in ids)),
        notes=[*axis.notes, *_said_of(all_others, drawn=len(others))],
    )


def _last_others(record: Record, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the others in the last year of the trails, in the order of their exports."""
    others = other_pairs(record)
    if pairs.empty:
        return others.head(0)
    return others[others["year"] == pairs["year"].max()].sort_values("exports", ignore_index=True)


def _said_of(others: pd.DataFrame, *, drawn: int) -> list[str]:
    """Return what the grey dots are, and how many economies the list has."""
    if not drawn:
        return []
    year, ranked = int(others["year"].iloc[0]), others["out_of"].iloc[0]
    of = "" if pd.isna(ranked) else f" of the {int(ranked)} ranked"
    return [f"Grey: {count(drawn, 'other economy', 'other economies')}{of}, in {year}, named where there is room"]


def _plane(pairs: pd.DataFrame, others: pd.DataFrame, look: Look) -> Plane:
    edges = {flow: _edges(pairs[flow]) for flow in ("imports", "exports")}
    if len(others):  # among others one scale for both
        end = BEYOND * max(edge[1] for edge in edges.values())
        edges = dict.fromkeys(edges, (NEAREST - OVER, end))
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


def _other_values(record: Record, others: pd.DataFrame, plane: Plane) -> list[dict[str, Any]]:
    """Return a row for the mark of each other economy."""
    return [
        {
            "economy": row["economy"], "name": row["name"], "year": str(row["year"]), "first": False, "last": False,
            "x": round(plane.x(row["imports"]), 2), "y": round(plane.y(row["exports"]), 2), "at": row["year"],
            "start": float(row["year"]), "end": row["year"] + 1.0,
            "shown": f"{ordinal(int(row['exports']))}, {ordinal(int(row['imports']))}",
            "exports": ordinal(int(row["exports"])), "imports": ordinal(int(row["imports"])),
            "what": "exports, imports", "by": main_list(record),
            "publishers": listing([record.source(id).publisher for id in row["sources"]]),
            "aria": f"{row['name']}, {row['year']}: {ordinal(int(row['exports']))} in exports, "
                    f"{ordinal(int(row['imports']))} in imports, according to {main_list(record)}",
        }
        for row in others.to_dict("records")
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
    """Return the lines of ranks in exports with their words at the left, and the line of equal ranks."""
    look = plane.look
    down = plane.ticks(plane.exports, length=plane.height)
    rows = [
        {"x": plane.gutter, "x2": plane.width, "y": y, "y2": y, "word": str(rank)}
        for rank, y in zip(down, map(plane.y, down), strict=True)
    ]
    low, high = max(plane.exports[0], plane.imports[0]), min(plane.exports[1], plane.imports[1])
    equal = [{"x": plane.x(low), "x2": plane.x(high), "y": plane.y(low), "y2": plane.y(high)}] if low < high else []
    lines = Chart(inline([*rows, *equal])).mark_rule(color=look.colours.grid, strokeWidth=1, aria=False)
    words = Chart(inline(rows)).mark_text(
        align="right", baseline="middle", dx=-6, fontSize=look.text, color=look.colours.quiet, aria=False
    )
    sides = [
        {"x": x, "y": y, "word": word}
        for (x, y), word in zip(_corners(plane), SIDES, strict=True)
    ]  # fmt: skip
    remarks = (
        Chart(inline(sides))
        .mark_text(align="left", baseline="middle", fontSize=look.text, color=look.colours.ink, aria=False)
        .encode(**plane.channels(), text=alt.Text("word:N"))
    )
    return [
        lines.encode(**plane.channels(), x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q")),
        words.encode(**plane.channels(), text=alt.Text("word:N")),
        remarks,
    ]


def _corners(plane: Plane) -> list[tuple[float, float]]:
    """Return where the words of both sides of the line of equal ranks stand: left, and the middle of their height."""
    look = plane.look
    right = plane.width - text_width(SIDES[1], look.text) - look.px(6)
    return [(plane.gutter + look.px(6), look.text), (right, plane.height - look.text)]


def _other_layers(values: list[dict[str, Any]], plane: Plane) -> list[alt.Chart]:
    """Return a small grey dot for each other economy."""
    look = plane.look
    return [
        chart.mark_point(
            shape="circle", size=look.px(OTHER) ** 2 * 0.8, strokeWidth=0, fill=look.colours.further, opacity=0.8
        ).encode(**plane.channels(), tooltip=trail_tooltip(), description=alt.Description("aria:N"))
        for chart in charts_of(values)
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
    return layers


def _labels(
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
    taken = [(x, y - look.text, x + text_width(side, look.text), y + look.text) for (x, y), side in
             zip(_corners(plane), SIDES, strict=True)]  # fmt: skip
    labels = []
    for value, word in zip(told, words, strict=True):
        box = _place(word, plane, lines, taken, value in named)
        if box is None:
            continue
        taken.append(box)
        line = lead(word, box)
        lines += [line] if line else []
        leads = {"x2": line[1][0], "y2": line[1][1]} if line else {}
        labels.append({**value, **leads, "word": word.text, "text_x": box[0], "text_y": (box[1] + box[3]) / 2})
    return labels


def _place(word: Word, plane: Plane, lines: list[tuple[Point, Point]], taken: list[Box], far: bool) -> Box | None:
    """Return where a word has room; one that may stand `far` is tried farther and farther off."""
    bounds = (plane.gutter, 0.0, plane.width, plane.height)
    for times in FARTHER if far else FARTHER[:1]:
        (box,) = place_words([replace(word, off=word.off * times)], bounds=bounds, lines=lines, taken=taken)
        if box and not (far and (line := lead(word, box)) and any(crosses(*line, other) for other in taken)):
            return box
    return None


def _word(value: dict[str, Any], plane: Plane, *, own: bool) -> Word:
    look, last = plane.look, value["last"]
    text = f"{value['name']} {value['year']}" if last else value["year"] if own else value["name"]
    return Word(
        text=text, at=(value["x"], value["y"]), size=look.text, weight=600 if last else 400,
        off=look.px(LAST if last else DOT) / 2 + look.px(GAP), must=last or value["first"],
    )  # fmt: skip


def _label_layers(record: Record, labels: list[dict[str, Any]], plane: Plane, axis: Axis) -> list[alt.Chart]:
    """Return the labels with a halo in the colour of the paper; names of trails are in their colour."""
    look, paper = plane.look, plane.look.colours.paper
    scale = alt.Scale(domain=list(record.about.codes), range=[look.colours.first, look.colours.second])
    shared: dict[str, Any] = {"opacity": axis.fade(), "tooltip": trail_tooltip()}
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
    return within_ten_words(
        f"World rank in exports, {say_span(years)}: {listing(moved)}", f"Exports: {', '.join(moved)}, {say_span(years)}"
    )


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
