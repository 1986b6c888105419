"""World ranks: how large the two economies' exports, imports and GDP are among all others'."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from dyad.figures.axis import FIELD, Axis
from dyad.figures.compose import Content, Entry, cited_as
from dyad.figures.geometry import LINE
from dyad.figures.key import KeyEntry
from dyad.figures.lines import Panel, joined, tick_layers
from dyad.figures.native import Series, native_chart
from dyad.figures.parts import Chart, Plot, Values, dots, heading, inline, side_channels
from dyad.figures.rank_rows import rank_rows, ranks_by_line
from dyad.figures.rank_words import (
    DOT,
    PLUS,
    describe_ranks,
    printed_ranks,
    rank_end_room,
    rank_ends,
    rank_names,
    words_within,
)
from dyad.figures.style import Style
from dyad.findings.finding import once, sources_of
from dyad.findings.ranks import holds_ranks, listed_facts, main_list, moves, out_of
from dyad.record import Record
from dyad.record.indicators import TRADE_RANKS, WORLD_RANKS
from dyad.view import View
from dyad.wording import rankings as wording
from dyad.wording.documents import say_document_by, the_document
from dyad.wording.rank_lists import say_printed
from dyad.wording.ranks import rank_among

SHOWN = (FIELD, "start", "end", "value", "economy", "name", "kind", "role", "line", "note")  # of a rank as it is drawn
STEPS = (10, 25, 50, 100)  # ranks between two ticks
LOWEST = 10  # the rank that a scale reaches at the least
BEYOND = 0.06  # of a panel, below the lowest rank
SIGNS = {"further": 3.5, "main": 5.5, "claimed": 2 * PLUS}  # px across, in the order they are drawn in
ORDER = {"main": 0, "further": 1, "claimed": 2}  # in which publishers are named
LARGE = 1.25  # type so much larger than on a screen leaves narrow paper room for ranks in trade alone
CLEAR = 8.0  # px between the last of a list and a rank claimed
LEAST_LINES = 5.2  # of type that a panel holds at the least: two names and two ranks claimed


def rank_panel(
    record: Record, rows: pd.DataFrame, *, axis: Axis, look: Style, height: float, title: str, flows: bool = False,
    remark: bool = False, lowest: float = LOWEST,
) -> alt.LayerChart:  # fmt: skip
    """Return one row of rank lines, rank 1 at the top, those claimed as a plus; names stand at their right.

    The scale reaches down to the rank `lowest` at least; where one row has both `flows` dashes tell them apart, else
    names have their ranks, and a `remark` may be made on a point.
    """
    worst = max([*rows["value"], lowest])
    # room for half a mark over the first place, and for a name below the lowest
    above, below = look.px(7), max(0.0 if flows else look.px(DOT) + look.text * LINE, height * BEYOND)
    rank_px = (height - above - below) / (worst - 1)
    panel = Panel(axis=axis, look=look, height=height, bottom=-(worst + below / rank_px), top=-(1 - above / rank_px))
    ticks = _ticks(panel)
    layers = tick_layers(panel, [-tick for tick in ticks], words=[str(tick) for tick in ticks])
    values = [{**value, "value": -value["value"]} for value in _line_values(record, rows)]
    ends = rank_names(record, rows, look=look, flows=flows)
    words: list[alt.Chart] = []
    if not flows:
        grid = [-tick for tick in ticks]
        words, ends = words_within(values, ends, panel=panel, remark=remark, grid=grid)
    layers += _line_layers(record, values, panel, dashed=flows)
    layers += [*_point_layers(record, values, panel), rank_ends(panel, ends), *words]
    return Plot(layers, height=height, width=axis.width, title=heading(title, look=look))


def _line_values(record: Record, rows: pd.DataFrame) -> Values:
    """Return a row of the lines by year for each rank: what is drawn of it, and told."""
    values = []
    for row in rows[[*SHOWN, "out_of", "year", "reporter", "sources"]].to_dict("records"):
        year = wording.NO_YEAR if pd.isna(row["year"]) else str(row["year"])
        shown = rank_among(int(row["value"]), out_of(row))
        by = the_document(record.about.document) if row["role"] == "claimed" else row["reporter"]
        values.append({
            **{name: row[name] for name in SHOWN}, "shown": shown, "year": year, "by": by,
            "publishers": cited_as(record, row["sources"]),
            "aria": wording.say_aloud(row["name"], row["kind"], shown, by, year=year),
        })  # fmt: skip
    return values


def _ticks(panel: Panel) -> list[int]:
    """Return the ranks that have a line: 1 and round ones, as many as have room."""
    lowest, apart = int(-panel.bottom), panel.look.text * 1.2
    step = next((s for s in STEPS if panel.px(-s) - panel.px(-1) >= apart), STEPS[-1])
    return [1, *range(step, lowest + 1, step)]


def _line_layers(record: Record, values: Values, panel: Panel, *, dashed: bool) -> list[alt.Chart]:
    """Return the lines of other lists, thin and grey, below those of the main list."""
    look = panel.look
    channels: dict[str, Any] = {"stroke": side_channels(record.about.codes, look)["stroke"]}
    if dashed:
        dashes = alt.Scale(domain=["exports", "imports"], range=[[1, 0], [5, 3]])
        channels["strokeDash"] = alt.StrokeDash("kind:N", scale=dashes, legend=None)
    further, main = ([v for v in values if v["role"] == role and v["line"]] for role in ("further", "main"))
    others = Chart(inline(further)).mark_line(stroke=look.colours.further, strokeWidth=1, strokeDash=[2, 2], aria=False)
    return [
        *panel.axis.faded(others.encode(**panel.place, detail=alt.Detail("line:N"))),
        *joined(panel, main, width=2, **channels),
    ]


def _point_layers(record: Record, values: Values, panel: Panel) -> list[alt.Chart]:
    """Return the marks: dots of lists, hollow ones but for the main one, and a plus for a rank claimed."""
    look, own = panel.look, side_channels(record.about.codes, panel.look)
    shared: dict[str, Any] = {**panel.place, **panel.axis.tells(wording.TIPS)}
    grey: dict[str, Any] = {"stroke": alt.StrokeValue(look.colours.further), "fill": alt.FillValue(look.colours.paper)}
    return [
        dots(
            [value for value in values if value["role"] == role],
            across=look.px(size), shape=shape, strokeWidth=outline,
        ).encode(**shared, **colours)
        for (role, size), shape, outline, colours in zip(
            SIGNS.items(), ("circle", "circle", "cross"), (1.3, 1.3, 0.5), (grey, own, own), strict=True
        )
    ]  # fmt: skip


def ranks_axis(record: Record, view: View, rows: pd.DataFrame, *, look: Style, gutter: float, flows: bool) -> Axis:
    """Return the time axis, with room at the right for the names of the lines."""
    ends = [end for _, group in rows.groupby("indicator") for end in rank_names(record, group, look=look, flows=flows)]
    return Axis.of(view, look, gutter=gutter).with_room((end.t, rank_end_room(end, look=look)) for end in ends)


def rank_lines(record: Record, view: View, look: Style) -> Content:
    """Draw each economy's world rank in exports, imports and GDP, with those claimed."""
    known = rank_rows(record, view)
    rows = known[known["role"].isin(SIGNS if look.told else ["main", "claimed"])]
    held = [one for name, one in WORLD_RANKS.items() if name in set(rows["indicator"])]
    few = look.brief or (look.phone and look.scale >= LARGE)
    kinds = [one for one in held if one.flows or not few] or held
    rows = rows[rows["indicator"].isin([kind.name for kind in kinds])].reset_index(drop=True)
    rows, axis = _claims_apart(record, view, rows, look)
    flows = [kind.name for kind in kinds if kind.flows]
    lowest = max([*rows[rows["indicator"].isin(flows)]["value"], LOWEST])  # exports and imports compare
    by_role = rows.sort_values("role", key=lambda roles: roles.map(ORDER), kind="stable")
    height = max(look.tall(140), LEAST_LINES * look.text)
    panels = [
        rank_panel(
            record, rows[rows["indicator"] == kind.name], axis=axis, look=look, height=height, title=kind.heading,
            remark=kind is kinds[0], lowest=lowest if kind.flows else LOWEST,
        )
        for kind in kinds
    ]  # fmt: skip
    cited = {source: record.source(source) for source in sources_of(by_role)}
    left_out, others = [kind.short for kind in held if kind not in kinds], [] if look.told else _other_lists(known)
    printed = say_printed(printed_ranks(known), brief=look.brief)
    own = rows[rows["indicator"].isin(TRADE_RANKS) & (rows["role"] == "main")]
    return Content(
        title=wording.rankings_title(moves(record, view.years), record.about, view.years),
        subtitle=wording.rankings_subtitle(view.years, main_list(record)),
        alt=describe_ranks(record, rows),
        key=_other_lists_key(rows, look),
        rows=[*panels, axis.year_row(look=look)],
        data=rows,
        publishers=once(
            say_document_by(record.about, source) if id == record.about.claims_source else source.publisher
            for id, source in cited.items()
        ),
        notes=[*axis.notes, *wording.say_left_out(left_out, printed, others)],
        native=native_chart(
            "lines", _series(record, own), said=wording.series(main_list(record)), sources=sources_of(own),
            ranks=True,
        ),
        sheds=any(not kind.flows for kind in kinds) and len(kinds) > 1,
    )  # fmt: skip


def _claims_apart(record: Record, view: View, rows: pd.DataFrame, look: Style) -> tuple[pd.DataFrame, Axis]:
    """Return the rows with ranks claimed as far behind the last of a list as their marks need, and the axis."""
    axis = ranks_axis(record, view, rows, look=look, gutter=look.px(34), flows=False)
    listed, claimed = rows[rows["role"] != "claimed"], rows["role"] == "claimed"
    if listed.empty or not claimed.any():
        return rows, axis
    apart = look.px((SIGNS["main"] + SIGNS["claimed"]) / 2 + CLEAR)
    for _ in range(2):  # room at the right makes years narrower
        at = rows.loc[claimed, FIELD].clip(lower=float(listed[FIELD].max()) + apart / axis.year_px)
        rows = rows.assign(**{FIELD: rows[FIELD].where(~claimed, at)})
        axis = ranks_axis(record, view, rows, look=look, gutter=look.px(34), flows=False)
    return rows, axis


def _other_lists_key(rows: pd.DataFrame, look: Style) -> list[KeyEntry] | None:
    """Return the key of other lists of ranks, beside which no name stands; None where none is drawn."""
    others, grey = _other_lists(rows), look.colours.further
    words = wording.other_lists(others)
    return [KeyEntry(text=words, shape="circle", stroke=grey, fill=look.colours.paper)] if others else None


def _other_lists(rows: pd.DataFrame) -> list[str]:
    return sorted(set(rows[rows["role"] == "further"]["reporter"]))


def _series(record: Record, rows: pd.DataFrame) -> list[Series]:
    colours = Style().sides(record.about.names)
    return [
        Series(
            name=f"{name}, {kind}", colour=colours[name], dashed=kind == "imports",
            values={str(year): float(rank) for rank, year in ranks},
        )
        for (name, kind), ranks in sorted(ranks_by_line(rows).items())
    ]  # fmt: skip


ENTRY = Entry(
    name="rankings", order=100, page="rankings", maker=rank_lines, holds=holds_ranks,
    rows=rank_rows, claim="export-rank-pakistan", facts=lambda record, **_: listed_facts(record),
)  # fmt: skip
