"""Events as rows and as marks in lanes by theme, each as wide as its date is known."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import altair as alt
import pandas as pd

from dyad.figures.axis import FIELD, Axis, day_after, to_year, to_years
from dyad.figures.compose import layered
from dyad.figures.crowds import bar_layers, count_bars, crowd_lanes, is_crowd
from dyad.figures.lanes import GAP, Item, Side, Spot, place_labels
from dyad.figures.look import HOLLOW, SHAPES, SHEER, Look, cut, text_width
from dyad.figures.parts import Chart, Rows, inline
from dyad.findings.claims import event_verdicts, judge_claims, say_verdict
from dyad.record import Record
from dyad.record.dates import missing_ends, read_date
from dyad.view import View, select_events
from dyad.wording import headed, listing

NAME_PAD = 14.0  # px beside the name of a lane
MOST_GUTTER = 1.7  # times the usual gutter; a longer name is cut
START_SIGNS, END_SIGNS = {"open": "←", "unknown": "?"}, {"open": "→", "unknown": "?"}
TURNING_POINT, NOT_WEIGHED = 1, 2  # values of `importance`: the highest, and that of an event without one
MORE_IMPORTANT = 1000.0  # of weight: more than claims and sources together come to
SLACK = 0.1  # px that a place on the axis may be off, as its domain is rounded
LANES = "lanes"  # name of the ground of lanes, by which a drawing knows them


@dataclass(frozen=True, kw_only=True)
class Density:
    """Sizes of a timeline in px: type, row and lane."""

    type: float
    row: float
    lane_pad: float
    mark: float  # side of a verdict mark
    gutter: float


ROOMY = Density(type=13, row=23, lane_pad=7, mark=11, gutter=104)
DENSE = Density(type=11.5, row=16, lane_pad=3, mark=9, gutter=92)


def density(look: Look, *, dense: bool) -> Density:
    """Return the sizes for a look, grown for a projector."""
    base = DENSE if dense else ROOMY
    return Density(
        type=look.px(base.type),
        row=look.row(base.row),
        lane_pad=look.row(base.lane_pad),
        mark=look.px(base.mark),
        gutter=look.px(base.gutter),
    )


def lane_gutter(record: Record, *, look: Look, dense: bool) -> float:
    """Return the px that the names of the record's themes need at the left of its lanes, within reason."""
    base = density(look, dense=dense).gutter
    names = [text_width(headed(theme), look.text, 600) + look.px(NAME_PAD) for theme in record.about.themes]
    return min(max([base, *names]), base * MOST_GUTTER)


# -- rows ---------------------------------------------------------------------------------------


def event_rows(record: Record, view: View) -> pd.DataFrame:
    """Return one row per event drawn: its words, its verdict and its span in decimal years.

    Columns beside those of events.csv: `t` (middle), `start`, `end`, `known` (day, spell, within or
    reaching), `verdict`, `weight` (what keeps its label when there are too many). Of an interval that
    lacks an end `start` and `end` reach to the edge of the years, and `given` is what is known of it
    (else None), in the middle of which it has its mark. Undated events are not in it.
    """
    events = select_events(record, view)
    events = events[events["date"] != ""].copy()
    verdicts = event_verdicts(record)
    claims = judge_claims(record)["event"].value_counts()
    low, high = float(view.years[0]), float(view.years[1] + 1)  # what lies beyond the years chosen is not drawn
    events["start"] = to_years(events["first"]).fillna(low).clip(lower=low)
    events["end"] = to_years(events["last"], after=True).fillna(high).clip(upper=high)
    lacking = events[["first", "last"]].isna().any(axis=1)
    given = [_given(date, low, high) if lacks else None for date, lacks in zip(events["date"], lacking, strict=True)]
    events["given"] = pd.Series(given, index=events.index, dtype=object)
    events[FIELD] = ((events["start"] + events["end"]) / 2).round(5)
    events.loc[lacking, FIELD] = [round(sum(span) / 2, 5) for span in given if span]
    events["verdict"] = [verdicts[id] for id in events["id"]]
    events["known"] = [
        "reaching" if given else "spell" if lasted else "day" if precision == "day" else "within"
        for given, lasted, precision in zip(events["given"], events["lasted"], events["precision"], strict=True)
    ]
    named = [
        3.0 * claims.get(id, 0) + 2.0 * (id in record.claimed_events) + len(sources) + (scope == "bilateral")
        for id, sources, scope in zip(events["id"], events["sources"], events["scope"], strict=True)
    ]
    importance = events["importance"].fillna(NOT_WEIGHED).astype(float)
    events["weight"] = (3 - importance) * MORE_IMPORTANT + pd.Series(named, index=events.index).clip(
        upper=MORE_IMPORTANT - 1
    )
    return events


def _given(date: str, low: float, high: float) -> tuple[float, float]:
    """Return what is known of an interval that lacks an end, in decimal years between two."""
    first, last = read_date(date).known
    return min(max(to_year(first), low), high), min(max(day_after(last), low), high)


def lay_out(
    rows: pd.DataFrame, *, themes: Sequence[str], axis: Axis, sizes: Density, most_rows: int | None = None
) -> tuple[pd.DataFrame, list[dict[str, Any]], float]:
    """Place every event: returns the rows with `y`, `side`, `shown`; the lanes; the height in px."""
    lanes: list[dict[str, Any]] = []
    spots: dict[str, Spot] = {}
    tops: dict[str, float] = {}
    y = 0.0
    named = set(rows["theme"])
    drawn = [theme for theme in themes if theme in named]
    caps = _share_rows(rows, drawn, axis=axis, sizes=sizes, most_rows=most_rows)
    for theme in drawn:
        lane = _place(rows[rows["theme"] == theme], axis=axis, sizes=sizes, most_rows=caps[theme])
        height = (max(spot.row for spot in lane.values()) + 1) * sizes.row + 2 * sizes.lane_pad
        lanes.append({"theme": theme, "name": headed(theme), "top": y, "bottom": y + height, "middle": y + height / 2})
        tops |= dict.fromkeys(lane, y + sizes.lane_pad)
        spots |= lane
        y += height
    placed = rows.assign(y=[tops[id] + (spots[id].row + 0.5) * sizes.row for id in rows["id"]])
    placed["side"] = [spots[id].side for id in rows["id"]]
    placed["span_top"] = placed["y"] - sizes.mark * 0.42
    placed["span_bottom"] = placed["y"] + sizes.mark * 0.42
    within = {row["id"] for row in rows.to_dict("records") if row["given"] and _item(row, axis=axis, sizes=sizes).only}
    placed["edge"] = [
        (row["given"] if row["id"] in within else (row["start"], row["end"]))[row["side"] != "left"]
        for row in placed.to_dict("records")
    ]
    beyond = (sizes.mark / 2 - (placed["edge"] - placed[FIELD]).abs() * axis.year_px).clip(lower=0) + GAP
    placed["dx"] = beyond.where(placed["side"] != "left", -beyond).round(1)
    return placed, lanes, max(y, sizes.row)  # without an event an empty row: a plot of no height gets Vega-Lite's own


def _place(lane: pd.DataFrame, *, axis: Axis, sizes: Density, most_rows: int | None) -> dict[str, Spot]:
    items = [_item(row, axis=axis, sizes=sizes) for row in lane.to_dict("records")]
    # the gutter is not room for labels, so it is cut off before placing
    shifted = [replace(i, left=i.left - axis.gutter, right=i.right - axis.gutter) for i in items]
    return place_labels(shifted, width=axis.width - axis.gutter, most_rows=most_rows)


def _item(row: dict[Hashable, Any], *, axis: Axis, sizes: Density) -> Item:
    """Return what an event takes in its lane: its bar and its label.

    A bar to the edge of the years leaves no room beside it, so its label stands on it, past what is given.
    """
    half, at = sizes.mark / 2, axis.px(row[FIELD])
    left, right = min(axis.px(row["start"]), at - half), max(axis.px(row["end"]), at + half)
    item = Item(row["id"], left, right, text_width(row["label"], sizes.type), row["weight"])
    if row["given"] is None:
        return item
    given_left, given_right = min(axis.px(row["given"][0]), at - half), max(axis.px(row["given"][1]), at + half)
    sign = sizes.type + GAP  # px of what stands at the end of the bar
    rest = right - given_right - GAP - SLACK
    if any(missing_ends(row["date"])[1:]) and item.label + sign <= rest:
        return replace(item, right=given_right, label=rest, only="right")
    rest = given_left - left - GAP - SLACK
    if missing_ends(row["date"])[0] and right + GAP + item.label > axis.width and item.label + sign <= rest:
        return replace(item, left=given_left, label=rest, only="left")
    return item


def _share_rows(
    rows: pd.DataFrame, themes: list[str], *, axis: Axis, sizes: Density, most_rows: int | None
) -> dict[str, int | None]:
    """Give each lane the rows it asks for; when all ask for too many, the largest give way.

    A lane keeps the rows that the labels of its turning points need, and one for marks without, while another can give.
    """
    if most_rows is None:
        return dict.fromkeys(themes)
    asked = {
        theme: max(s.row for s in _place(rows[rows["theme"] == theme], axis=axis, sizes=sizes, most_rows=None).values())
        + 1
        for theme in themes
    }
    turning = rows[rows["importance"] == TURNING_POINT]
    least = dict.fromkeys(themes, 1) | {
        str(theme): max(s.row for s in _place(lane, axis=axis, sizes=sizes, most_rows=None).values()) + 2
        for theme, lane in turning.groupby("theme")
    }
    while sum(asked.values()) > most_rows and max(asked.values()) > 1:
        able = [theme for theme in themes if asked[theme] > least[theme]] or themes
        largest = max(able, key=lambda theme: asked[theme])
        asked[largest] -= 1
    return dict(asked)


# -- layers -------------------------------------------------------------------------------------


def chart_values(record: Record, rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows as plain values for a chart, dates and lists as words."""
    plain = rows.drop(
        columns=["first", "last", "given", "actors", "summary", "note", "sources", "importance", "weight"]
    )
    plain["publishers"] = [
        listing(list(dict.fromkeys(record.source(source).publisher for source in sources)))
        for sources in rows["sources"]
    ]
    plain["place"] = plain["place"].replace("", "not stated")
    plain["said"] = [say_verdict(record, verdict) for verdict in plain["verdict"]]
    plain["aria"] = [
        f"{row['date_text']}: {row['title']}. {row['said']}" for row in plain.to_dict("records")
    ]  # fmt: skip
    return [{str(key): value for key, value in row.items()} for row in plain.to_dict("records")]


def tooltip(record: Record) -> list[alt.Tooltip]:
    """Return what hovering over an event tells."""
    told = [alt.Tooltip("said:N", title=f"What the {record.about.document} says of it")] if record.has_claims else []
    return [
        alt.Tooltip("title:N", title="Event"),
        alt.Tooltip("date_text:N", title="Date as known"),
        alt.Tooltip("place:N", title="Place"),
        *told,
        alt.Tooltip("publishers:N", title="Sources"),
    ]


def verdict_channels(look: Look) -> dict[str, Any]:
    """Return the channels that turn a verdict into shape, outline and filling."""
    verdicts = list(SHAPES)
    colours = [look.verdict(verdict) for verdict in verdicts]
    fills = [look.colours.paper if verdict in HOLLOW else look.verdict(verdict) for verdict in verdicts]
    return {
        "shape": alt.Shape("verdict:N", scale=alt.Scale(domain=verdicts, range=list(SHAPES.values())), legend=None),
        "stroke": alt.Stroke("verdict:N", scale=alt.Scale(domain=verdicts, range=colours), legend=None),
        "fill": alt.Fill("verdict:N", scale=alt.Scale(domain=verdicts, range=fills), legend=None),
    }


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The plot events are drawn in: its axis, sizes, look and height."""

    axis: Axis
    sizes: Density
    look: Look
    height: float
    tips: Sequence[alt.Tooltip]

    def x(self, field: str = FIELD) -> alt.X:
        """Return the x channel of a field in decimal years."""
        return self.axis.x(field)

    def y(self, field: str) -> alt.Y:
        """Return the y channel of a field in px from the top."""
        scale = alt.Scale(domain=[0, self.height], range=[0, self.height], nice=False, zero=False)
        return alt.Y(f"{field}:Q", scale=scale, axis=None)


def lane_layers(lanes: list[dict[str, Any]], frame: Frame) -> list[alt.Chart]:
    """Return the ground of the lanes with the period on it, if any, and their names."""
    look, (low, high) = frame.look, frame.axis.domain
    fills = (SHEER if look.clear else look.colours.lane, look.ground)
    size, room = look.text, frame.axis.gutter - look.px(NAME_PAD) + 2
    stripes = [
        {
            **lane,
            "name": cut(lane["name"], width=room, size=size, weight=600),
            FIELD: low,
            "end": high,
            "fill": fills[number % 2],
        }
        for number, lane in enumerate(lanes)
    ]
    data = inline(stripes)
    ground = (
        Chart(data)
        .mark_rect(aria=False)
        .encode(
            x=frame.x(),
            x2=alt.X2("end:Q"),
            y=frame.y("top"),
            y2=alt.Y2("bottom:Q"),
            fill=alt.Fill("fill:N", scale=None),
        )
    )
    names = (
        Chart(data)
        .mark_text(align="left", baseline="middle", fontSize=size, fontWeight=600, color=look.colours.quiet, aria=False)
        .encode(text=alt.Text("name:N"), x=alt.XValue(6), y=frame.y("middle"))
    )
    period = frame.axis.period_layers(look=look, height=frame.height)
    return [ground.properties(name=LANES), *period, names]


def span_layers(data: Rows, frame: Frame) -> list[alt.Chart]:
    """Return bars over all the days an event may have been on, dashed where the date is approximate.

    A bar is full where the event lasted that long, pale where it lies somewhere within or lacks an end.
    """
    return [
        _spans(data, frame, only="!datum.approximate", dash=[1, 0]),
        _spans(data, frame, only="datum.approximate", dash=[2, 2]),
    ]


def _spans(data: Rows, frame: Frame, *, only: str, dash: list[int]) -> alt.Chart:
    verdict = verdict_channels(frame.look)
    scale = alt.Scale(domain=list(SHAPES), range=[frame.look.verdict(v) for v in SHAPES])
    return (
        Chart(data)
        .transform_filter(f"(datum.known != 'day' || datum.approximate) && {only}")
        .mark_rect(cornerRadius=3, cursor="pointer", strokeWidth=1.2, strokeDash=dash, aria=False)
        .encode(
            x=frame.x("start"),
            x2=alt.X2("end:Q"),
            y=frame.y("span_top"),
            y2=alt.Y2("span_bottom:Q"),
            stroke=verdict["stroke"],
            fill=alt.Fill("verdict:N", scale=scale, legend=None),
            # without an outline where a label may stand on the bar
            strokeOpacity=alt.StrokeOpacityValue(
                **alt.condition("datum.known == 'reaching'", alt.value(0), alt.value(1))
            ),
            fillOpacity=alt.FillOpacityValue(
                **alt.condition("datum.known == 'spell'", alt.value(0.5), alt.value(0.13))
            ),
            opacity=frame.axis.fade(),
            tooltip=list(frame.tips),
        )
    )


def end_layers(values: list[dict[str, Any]], frame: Frame) -> list[alt.Chart]:
    """Return the signs at the edge of the years for ends that dates lack, in a layer if there are any."""
    ends = [
        {**value, "end_at": value[field], "sign": signs[missing], "inward": inward * GAP}
        for value in values
        for missing, field, inward, signs in zip(
            missing_ends(value["date"]), ("start", "end"), (1, -1), (START_SIGNS, END_SIGNS), strict=True
        )
        if missing
    ]
    if not ends:
        return []
    layer = (
        Chart(inline(ends))
        .mark_text(
            baseline="middle",
            dx={"expr": "datum.inward"},
            fontSize=frame.sizes.type,
            color=frame.look.colours.ink,
            cursor="pointer",
            aria=False,
        )
        .encode(
            x=frame.x("end_at"),
            y=frame.y("y"),
            text=alt.Text("sign:N"),
            opacity=frame.axis.fade(),
            tooltip=list(frame.tips),
        )
    )
    return [layer]


def mark_layer(data: Rows, frame: Frame) -> alt.Chart:
    """Return the verdict marks, each in the middle of what is known of its date."""
    return (
        Chart(data)
        .mark_point(size=frame.sizes.mark**2 * 0.8, strokeWidth=1.6, cursor="pointer")
        .encode(
            x=frame.x(),
            y=frame.y("y"),
            **verdict_channels(frame.look),
            opacity=frame.axis.fade(),
            tooltip=list(frame.tips),
            description=alt.Description("aria:N"),
        )
    )


def chosen_layer(values: list[dict[str, Any]], frame: Frame, *, chosen: str | None) -> alt.Chart:
    """Return a ring around the event that is open; without one it is there, and draws nothing."""
    ring = [value for value in values if value["id"] == chosen]
    return (
        Chart(inline(ring))
        .mark_point(shape="circle", filled=False, size=(frame.sizes.mark * 1.5) ** 2, strokeWidth=2, aria=False)
        .encode(x=frame.x(), y=frame.y("y"), stroke=alt.StrokeValue(frame.look.colours.ink))
    )


def label_layers(data: Rows, frame: Frame) -> list[alt.Chart]:
    """Return the labels, right and left of their marks; a click on one opens its event too."""
    layers = []
    aligned: dict[Side, Side] = {"right": "left", "left": "right"}
    for side, align in aligned.items():
        layers.append(
            Chart(data)
            .transform_filter(f"datum.side == '{side}'")
            .mark_text(
                align=align,
                baseline="middle",
                dx={"expr": "datum.dx"},
                fontSize=frame.sizes.type,
                color=frame.look.colours.ink,
                cursor="pointer",
                aria=False,
            )
            .encode(
                x=frame.x("edge"),
                y=frame.y("y"),
                text=alt.Text("label:N"),
                opacity=frame.axis.fade(),
                tooltip=list(frame.tips),
            )
        )
    return layers


def lanes_chart(
    record: Record, rows: pd.DataFrame, *, axis: Axis, look: Look, dense: bool, most_rows: int | None,
    chosen: str | None,
) -> alt.LayerChart:  # fmt: skip
    """Return the events in lanes by theme, on a time axis that other rows may share; a crowd of them as bars."""
    if is_crowd(rows):
        return _crowd_chart(record, rows, axis=axis, look=look, dense=dense)
    sizes = density(look, dense=dense)
    placed, lanes, height = lay_out(rows, themes=record.about.themes, axis=axis, sizes=sizes, most_rows=most_rows)
    frame = Frame(axis=axis, sizes=sizes, look=look, height=height, tips=tooltip(record))
    values = chart_values(record, placed)
    data = inline(values)
    layers = [
        *lane_layers(lanes, frame),
        *span_layers(data, frame),
        *end_layers(values, frame),
        *label_layers(data, frame),
        *([mark_layer(data, frame)] if values else []),
        chosen_layer(values, frame, chosen=chosen),
    ]
    return layered(layers, height=height, width=axis.width)


def _crowd_chart(record: Record, rows: pd.DataFrame, *, axis: Axis, look: Look, dense: bool) -> alt.LayerChart:
    bars = count_bars(record, rows, axis=axis)
    lanes, height = crowd_lanes(bars, themes=record.about.themes, look=look, dense=dense)
    frame = Frame(axis=axis, sizes=density(look, dense=dense), look=look, height=height, tips=tooltip(record))
    drawn = bar_layers(record, bars, lanes, axis=axis, look=look, height=height)
    return layered([*lane_layers(lanes, frame), *drawn], height=height, width=axis.width)
