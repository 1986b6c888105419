"""The plot of a view's events, drawn: lanes by theme with marks, bars and labels, or a crowd."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle
from math import ceil
from typing import Any

import altair as alt

from dyad.figures.axis import FIELD, Axis
from dyad.figures.crowds import bar_layers, count_bars, crowd_lanes, is_crowd
from dyad.figures.events import LANES, chart_values, events_of
from dyad.figures.lane_layout import NAME_PAD, Arrangement, Density, Lane, arrange, density
from dyad.figures.lane_rows import Side
from dyad.figures.parts import (
    Chart,
    Plot,
    Values,
    inline,
    px_channels,
    px_y,
    texts,
    tooltip,
    verdict_channels,
    verdict_colours,
)
from dyad.figures.style import SHEER, Style, cut, text_width
from dyad.record import Record
from dyad.record.dates import missing_ends
from dyad.record.schema import VERDICTS
from dyad.view import View
from dyad.wording.timeline import event_tips, numbered

ALL = ""  # what a lane of all themes is called
START_SIGNS, END_SIGNS = {"open": "←", "unknown": "?"}, {"open": "→", "unknown": "?"}
DISC = 1.1  # of a square, the size of the sign of a verdict in its place
RING = 4.0  # px, the ring around a mark wider than it; as in figure.css
SPELL, WITHIN = 0.45, 0.13  # opacity of a bar: it lasted so long, or was some time within


@dataclass(frozen=True, kw_only=True)
class EventPlot:
    """The plot, where events are in its lanes, if in any, what `Content` has of labels, how many are `missing`."""

    chart: alt.LayerChart
    placed: Arrangement | None = None
    labels: dict[str, Any] = field(default_factory=dict)
    missing: int = 0


def lanes_chart(
    record: Record, view: View, *, axis: Axis, look: Style, dense: bool, most_rows: int | None = None
) -> EventPlot:
    """Draw the events in lanes by theme, with at most so many rows of labels in all; a crowd of them as bars."""
    events, sizes = events_of(record, view), density(look, dense=dense)
    named, left_out, themes = events.named, events.left_out, record.about.themes

    def frame(height: float) -> Frame:
        return Frame(axis=axis, sizes=sizes, look=look, height=height, tips=tooltip(event_tips(record)))

    if is_crowd(named):
        bars = count_bars(record, named, axis=axis)
        lanes = crowd_lanes(bars, themes=themes, look=look, most=look.most_rows)
        drawn, height = bar_layers(record, bars, lanes, axis=axis, look=look), lanes[-1]["bottom"]
        return EventPlot(
            chart=Plot([*lane_layers(lanes, frame(height)), *drawn], height=height, width=axis.width),
            labels={"labels": len(lanes), "lanes": len(lanes), "row": height / len(lanes), "firm": height},
            missing=int((~named["theme"].isin([lane["theme"] for lane in lanes])).sum()),
        )  # fmt: skip
    if look.joined:
        named, left_out, themes = named.assign(theme=ALL), left_out.assign(theme=ALL), (ALL,)
    most = most_rows or look.most_rows  # on a screen the one, on paper the other
    placed = arrange(named, left_out, themes=themes, axis=axis, sizes=sizes, most_rows=most, told=look.told)
    values, small, whole = chart_values(record, placed.rows), chart_values(record, placed.squares), frame(placed.height)
    layers = [
        *lane_layers(placed.lanes, whole),
        *span_layers(values, whole),
        *label_layers(values, whole),
        *square_layers(small, whole),
        mark_layer(values, whole),
        chosen_layer([*values, *small], whole, chosen=view.event),
    ]
    labels = {"labels": placed.taken, "lanes": len(placed.lanes), "row": sizes.row, "firm": placed.height}
    return EventPlot(chart=Plot(layers, height=placed.height, width=axis.width), placed=placed, labels=labels)


# -- lanes, and all that stands in them ---------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What all layers of a plot of events go by: its axis, sizes, look and height, and what its marks tell."""

    axis: Axis
    sizes: Density
    look: Style
    height: float
    tips: Sequence[alt.Tooltip]

    def y(self, field: str) -> alt.Y:
        return px_y(field, self.height)

    @property
    def told(self) -> dict[str, Any]:
        """The channels of marks that tell, and are pale outside the period."""
        return {"opacity": self.axis.fade(), "tooltip": list(self.tips)}


def lane_layers(lanes: list[Lane], frame: Frame) -> list[alt.Chart]:
    """Return the ground of the lanes with the period on it, if any, and their names."""
    look, (low, high) = frame.look, frame.axis.domain
    fills = (SHEER if look.clear else look.colours.lane, look.ground)
    size, room = look.text, frame.axis.gutter - look.px(NAME_PAD) + 2
    names = [cut(lane["name"], width=room, size=size, weight=600) for lane in lanes]
    stripes = [
        {**lane, "name": name, FIELD: low, "end": high, "fill": fill}
        for lane, name, fill in zip(lanes, names, cycle(fills), strict=False)
    ]
    named = stripes if frame.axis.gutter else ()
    x, y = {"x": frame.axis.x(), "x2": alt.X2("end:Q")}, {"y": frame.y("top"), "y2": alt.Y2("bottom:Q")}
    ground = Chart(inline(stripes)).mark_rect(aria=False).encode(**x, **y, fill=alt.Fill("fill:N", scale=None))
    place, style = {"x": alt.XValue(look.px(6)), "y": frame.y("middle")}, {"align": "left", "baseline": "middle"}
    words = texts(named, place, size=size, colour=look.colours.quiet, word="name", fontWeight=600, **style)
    period = frame.axis.period_layers(look=look, height=frame.height)
    return [ground.properties(name=LANES), *period, words]


def span_layers(values: Values, frame: Frame) -> list[alt.Chart]:
    """Return bars over days of events: full where they lasted, pale where within, dashed about then, open at an end."""
    solid, dashed = (
        [value for value in values if value["bar"] and value["known"] != "reaching" and value["approximate"] == about]
        for about in (False, True)
    )
    reaching = [value for value in values if value["bar"] and value["known"] == "reaching"]
    rounded = {"cornerRadius": frame.sizes.mark / 2, "strokeWidth": 1.2, "strokeOpacity": 0.6}
    return [
        _bars(solid, frame, **rounded, strokeDash=[1, 0]),
        _bars(dashed, frame, **rounded, strokeDash=[2, 2]),
        _bars(reaching, frame, strokeWidth=0),
        _open_edges(reaching, frame),
        end_layer(reaching, frame),
    ]


def _bars(bars: Values, frame: Frame, **style: Any) -> alt.Chart:
    opacity = alt.condition("datum.known == 'spell'", alt.value(SPELL), alt.value(WITHIN))
    place = {"x": frame.axis.x("start"), "x2": alt.X2("end:Q"), "y": frame.y("span_top"), "y2": alt.Y2("span_bottom:Q")}
    colours = {**verdict_colours(frame.look), "fillOpacity": alt.FillOpacityValue(**opacity)}
    mark = Chart(inline(bars)).mark_rect(**style, cursor="pointer", aria=False)
    return mark.encode(**place, **colours, **frame.told)


def _open_edges(bars: Values, frame: Frame) -> alt.Chart:
    """Return the edges of bars, which have none where their end is not given."""
    corners = []
    for bar in bars:
        lacks = missing_ends(bar["date"])
        low, high = ("end", "start") if lacks[0] else ("start", "end")  # the closed end, the open one
        at = [(high, "span_top"), (low, "span_top"), (low, "span_bottom"), (high, "span_bottom")]
        if all(lacks):
            at = [("start", "span_top"), ("end", "span_top")]
        corners += [
            {"bar": bar["id"], "corner": number, FIELD: bar[x], "y": bar[y], "verdict": bar["verdict"],
             "start": bar["start"], "end": bar["end"]}
            for number, (x, y) in enumerate(at)
        ]  # fmt: skip
    edges = Chart(inline(corners)).mark_line(strokeWidth=1.2, strokeOpacity=0.6, aria=False)
    joined = {"detail": alt.Detail("bar:N"), "order": alt.Order("corner:Q")}
    return edges.encode(x=frame.axis.x(), y=frame.y("y"), **joined, stroke=verdict_colours(frame.look)["stroke"])


def end_layer(values: Values, frame: Frame) -> alt.Chart:
    """Return the signs at the edge of the years for ends that dates lack."""
    inward = frame.sizes.gap
    ends = [
        {**value, "end_at": value[field], "sign": signs[missing], "inward": way * inward}
        for value in values
        for missing, field, way, signs in zip(
            missing_ends(value["date"]), ("start", "end"), (1, -1), (START_SIGNS, END_SIGNS), strict=True
        )
        if missing
    ]
    return _words(Chart(inline(ends)), frame, at="end_at", text="sign", aside="inward")


def _words(chart: alt.Chart, frame: Frame, *, at: str, text: str, aside: str, align: Side | None = None) -> alt.Chart:
    """Return texts of events: the fields `at` of their place in time, `text` of the words, `aside` of px beside it."""
    aligned: dict[str, Any] = {"align": align} if align else {}
    return chart.mark_text(
        **aligned, baseline="middle", dx={"expr": f"datum.{aside}"}, fontSize=frame.sizes.type,
        color=frame.look.colours.ink, cursor="pointer", aria=False,
    ).encode(x=frame.axis.x(at), y=frame.y("y"), text=alt.Text(f"{text}:N"), **frame.told)  # fmt: skip


def _signs(values: Values, frame: Frame, mark: dict[str, Any], **channels: Any) -> alt.Chart:
    """Return a mark for each event that tells and can be heard."""
    heard = {**frame.told, "description": alt.Description("aria:N"), **channels}
    signs = Chart(inline(values)).mark_point(**mark, cursor="pointer")
    return signs.encode(x=frame.axis.x(), y=frame.y("y"), **heard)


def mark_layer(values: Values, frame: Frame) -> alt.Chart:
    """Return the verdict marks, each in the middle of what is known of its date."""
    mark = {"size": frame.sizes.mark**2 * 0.8, "strokeWidth": frame.look.px(1.5)}
    return _signs(values, frame, mark, **verdict_channels(frame.look))


def square_layers(values: Values, frame: Frame) -> list[alt.Chart]:
    """Return events without a name, which tell and open like others: small signs of their verdicts, or grey squares."""
    look, size = frame.look, frame.sizes.square
    square = {"shape": "square", "size": size**2, "fill": look.colours.beyond, "stroke": "transparent"}
    sign = {"size": (size * DISC) ** 2, "strokeWidth": look.px(0.8)}
    return [
        _signs([value for value in values if value["verdict"] not in VERDICTS], frame, square),
        _signs([value for value in values if value["verdict"] in VERDICTS], frame, sign, **verdict_channels(look)),
    ]


def chosen_layer(values: Values, frame: Frame, *, chosen: str | None) -> alt.Chart:
    """Return a ring around the event that is open; without one it is there, and draws nothing."""
    ring = Chart(inline(value for value in values if value["id"] == chosen)).mark_point(
        shape="circle", filled=False, size=(frame.sizes.mark + frame.look.px(RING)) ** 2, strokeWidth=2, aria=False
    )
    return ring.encode(x=frame.axis.x(), y=frame.y("y"), stroke=alt.StrokeValue(frame.look.colours.ink))


def label_layers(values: Values, frame: Frame) -> list[alt.Chart]:
    """Return the labels, right and left of their marks; a click on one opens its event too."""
    aligned: dict[Side, Side] = {"right": "left", "left": "right"}
    words = Chart(inline(values))
    return [
        _words(
            words.transform_filter(f"datum.side == '{side}'"), frame, at="edge", text="word", aside="dx", align=align
        )
        for side, align in aligned.items()
    ]


def numbered_rows(placed: Arrangement | None, *, look: Style) -> list[alt.Chart]:
    """Return the key of events that have numbers instead of names, in columns, as a row; none where all have names."""
    if placed is None or (rows := placed.rows[placed.rows["word"] != placed.rows["label"]]).empty:
        return []
    named = zip(rows["word"], rows["label"], rows["date_text"], strict=True)
    entries = [numbered(number=number, label=label, date=date) for number, label, date in named]
    wide, line = max(text_width(entry, look.text) for entry in entries) + look.px(16), look.text * 1.3
    lines = ceil(len(entries) / max(int(look.width / wide), 1))
    height = lines * line + look.px(6)
    values = [
        {"text": entry, "x": at // lines * wide, "y": at % lines * line + look.px(6)}
        for at, entry in enumerate(entries)
    ]
    words = Chart(inline(values), height=height, width=look.width).mark_text(
        align="left", baseline="top", fontSize=look.text, color=look.colours.ink
    )
    return [words.encode(**px_channels(look.width, height), text=alt.Text("text:N"))]
