"""The parts that figures are joined of, which Altair does not copy.

Altair copies every chart whole, with all that is in it, whenever it is layered or stacked, and again when the result
becomes Vega-Lite. A figure of twenty layers spends half of its time on that. None of our parts is changed once it is
in another, so a copy that shares what it holds is as good.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Self

import altair as alt

from dyad.figures.style import SHAPES, Style, wrap

Rows = dict[str, tuple[Mapping[str, Any], ...]]  # of a chart's data, as Vega-Lite has them
Values = list[dict[str, Any]]  # rows of such data as figures make them
HALO = 3  # px
LEADING = 1.3  # height of a line of text, in its size
ZERO_PX = 1.0  # of the line of zero, which ends where bars begin: the least of them is seen


def inline(rows: Iterable[Mapping[str, Any]]) -> Rows:
    """Return rows as data: a dict, or Altair asks what frame they are, with a tuple, or it copies them row by row."""
    return {"values": tuple(rows)}


def tooltip(tips: Mapping[str, str]) -> list[alt.Tooltip]:
    """Return what hovering over a mark tells: columns, each under its title."""
    return [alt.Tooltip(f"{column}:N", title=title) for column, title in tips.items()]


def tells(tips: Mapping[str, str]) -> dict[str, Any]:
    """Return the channels of marks that tell what they are, by hovering and aloud."""
    return {"tooltip": tooltip(tips), "description": alt.Description("aria:N")}


class _Shared:
    """A chart whose copies share what it holds; lists of names, as `copy(deep=["encoding"])`, are copied as asked."""

    def copy(self, deep: Any = True, ignore: Any = None) -> Self:
        return super().copy(deep=False if deep is True else deep, ignore=ignore)  # type: ignore[misc]


class Chart(_Shared, alt.Chart):
    """Marks of one kind."""


def dots(rows: Iterable[Mapping[str, Any]], *, across: float, shape: str = "circle", **style: Any) -> Chart:
    """Return marks so many px across."""
    return Chart(inline(rows)).mark_point(shape=shape, size=across**2 * 0.8, **style)


def lines(rows: Iterable[Mapping[str, Any]], *, width: float, **style: Any) -> Chart:
    """Return lines from row to row so many px wide, which are not told of aloud."""
    return Chart(inline(rows)).mark_line(strokeWidth=width, strokeJoin="round", **style, aria=False)


def rules(rows: Iterable[Mapping[str, Any]], *, colour: str = "", width: float, **channels: Any) -> Chart:
    """Return lines so many px wide, which are not told of aloud, in a colour or in that of each row."""
    by_row = {} if colour else {"stroke": alt.Stroke("colour:N", scale=None)}
    mark = Chart(inline(rows)).mark_rule(color=colour or alt.Undefined, strokeWidth=width, aria=False)
    return mark.encode(**channels, **by_row)


def texts(
    rows: Iterable[Mapping[str, Any]], channels: Mapping[str, Any], *, size: float, colour: str = "",
    word: str = "text", **style: Any,
) -> Chart:  # fmt: skip
    """Return the words that rows have in a field, in a colour or in that of each row; they are not read aloud."""
    by_row = {} if colour else {"color": alt.Color("colour:N", scale=None)}
    words = Chart(inline(rows)).mark_text(fontSize=size, color=colour or alt.Undefined, aria=False, **style)
    return words.encode(**channels, text=alt.Text(f"{word}:N"), **by_row)


class Layers(_Shared, alt.LayerChart):
    """Charts over each other, without those that have no rows: Vega gives a layer without a mark a role and no name."""

    def __init__(self, layer: Iterable[alt.Chart] = (), **told: Any) -> None:
        drawn: list[Any] = [chart for chart in layer if chart.data != {"values": ()}]
        drawn = drawn or [Chart(inline([{}])).mark_point(opacity=0, aria=False)]
        super().__init__(layer=drawn, **told)


class Plot(Layers):
    """Marks over each other: a row whose height goes by `Style.tall` or `row`; layers share axes and no other scale."""

    def __init__(self, layer: Iterable[alt.Chart] = (), **told: Any) -> None:
        own: dict[str, Any] = dict.fromkeys(("shape", "fill", "stroke", "strokeDash"), "independent")
        super().__init__(layer=layer, **{"resolve": alt.Resolve(scale=alt.ScaleResolveMap(**own)), **told})


class Stack(_Shared, alt.VConcatChart):
    """Charts below each other: Altair’s part that a whole figure is."""


# -- channels, and words and bars at places in px ------------------------------------------------


def px_scale(length: float) -> alt.Scale:
    """Return a scale of px from the left or from the top of a plot so many px wide or high."""
    return alt.Scale(domain=[0, length], range=[0, length], nice=False, zero=False)


def px_channels(width: float, height: float, x: str = "x", y: str = "y") -> dict[str, Any]:
    """Return the channels of two fields in px, from the left and from the top of a plot of this size."""
    return {"x": alt.X(f"{x}:Q", scale=px_scale(width), axis=None), "y": px_y(y, height)}


def px_y(field: str, height: float) -> alt.Y:
    """Return the y channel of a field in px from the top of a plot so high."""
    return alt.Y(f"{field}:Q", scale=px_scale(height), axis=None)


def colour_channels(field: str, colours: Mapping[str, str]) -> dict[str, Any]:
    """Return the channels that give a mark, outline and filling, the colour of what it has in a field."""
    scale = alt.Scale(domain=list(colours), range=list(colours.values()))
    return {
        "stroke": alt.Stroke(f"{field}:N", scale=scale, legend=None),
        "fill": alt.Fill(f"{field}:N", scale=scale, legend=None),
    }


def side_channels(codes: tuple[str, str], look: Style) -> dict[str, Any]:
    """Return the channels that give a mark the colour of its economy."""
    return colour_channels("economy", look.sides(codes))


def verdict_colours(look: Style, *, hollow: bool = False) -> dict[str, Any]:
    """Return the channels that give a mark the colour of its verdict, `hollow` signs that of the paper."""
    return colour_channels("verdict", {v: look.filling(v) if hollow else look.verdict(v) for v in SHAPES})


def verdict_channels(look: Style) -> dict[str, Any]:
    """Return the channels that turn a verdict into shape, outline and filling."""
    shapes = alt.Scale(domain=list(SHAPES), range=list(SHAPES.values()))
    return {
        "shape": alt.Shape("verdict:N", scale=shapes, legend=None),
        "stroke": verdict_colours(look)["stroke"],
        "fill": verdict_colours(look, hollow=True)["fill"],
    }


def heading(text: str, *, look: Style) -> alt.TitleParams:
    """Return the small heading over one row of a figure."""
    size = look.text
    return alt.TitleParams(
        wrap(text, width=look.width - 8, size=size, weight=600), fontSize=size, fontWeight=600, offset=4, anchor="start"
    )


def text_lines(
    lines: Sequence[str], *, size: float, colour: str, y: float = 0, leading: float = LEADING, **style: Any
) -> Chart:
    """Return lines of text from the left edge on, `leading` sizes of type apart, the top of the first at `y` px."""
    words = Chart(inline([{"text": "\n".join(lines)}])).mark_text(
        align="left", baseline="top", lineBreak="\n", fontSize=size, lineHeight=size * leading, color=colour, **style
    )
    return words.encode(x=alt.XValue(0), y=alt.YValue(y), text=alt.Text("text:N"))


def haloed(ground: str) -> dict[str, Any]:
    """Return what gives words a halo in the colour of their ground; `render.engine` has it drawn behind the letters."""
    return {"stroke": ground, "strokeWidth": HALO, "strokeJoin": "round"}


def word(text: str, x: float, y: float, colour: str, *, weight: int = 400, align: str = "left") -> dict[str, Any]:
    """Return a word for `word_layers`, in px: at an `x` that its `align` goes by, its middle at `y`."""
    return {"text": text, "x": x, "y": y, "colour": colour, "weight": weight, "align": align}


def word_layers(words: Values, channels: Mapping[str, Any], *, size: float) -> list[alt.Chart]:
    """Return the layers that draw words made by `word`."""
    layers: list[alt.Chart] = []
    for weight, align in sorted({(word["weight"], word["align"]) for word in words}):
        own = [word for word in words if (word["weight"], word["align"]) == (weight, align)]
        layers.append(texts(own, channels, size=size, align=align, baseline="middle", fontWeight=weight))
    return layers


def bars_from_zero(
    rows: Values, words: Values, zero: Values, *, look: Style, height: float, colour: str, tips: Mapping[str, str]
) -> Plot:
    """Draw the lines of zero in a colour, bars from there on that tell what they are, and words."""
    place = px_channels(look.width, height)
    ends = {"x2": alt.X2("x2:Q"), "y2": alt.Y2("y2:Q")}
    bars = Chart(inline(rows)).mark_rect()
    layers = [
        rules(zero, colour=colour, width=ZERO_PX, **place, y2=ends["y2"]),
        bars.encode(**place, **ends, fill=alt.Fill("colour:N", scale=None), **tells(tips)),
        *word_layers(words, place, size=look.text),
    ]
    return Plot(layers, height=height, width=look.width)
