"""What figures share: scales in px, colours and shapes by meaning, words at places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from dyad.figures.parts import Chart, Values, inline, rules, tells, texts
from dyad.figures.style import SHAPES, Style

ZERO_PX = 1.0  # of the line of zero, which ends where bars begin: the least of them is seen


def px_scale(length: float) -> alt.Scale:
    """Return a scale of px from the left or from the top of a plot so many px wide or high."""
    return alt.Scale(domain=[0, length], range=[0, length], nice=False, zero=False)


def px_channels(width: float, height: float, x: str = "x", y: str = "y") -> dict[str, Any]:
    """Return the channels of two fields in px, from the left and from the top of a plot of this size."""
    return {
        "x": alt.X(f"{x}:Q", scale=px_scale(width), axis=None),
        "y": alt.Y(f"{y}:Q", scale=px_scale(height), axis=None),
    }


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


def text_lines(
    lines: Sequence[str], *, size: float, colour: str, y: float = 0, leading: float = 1.3, **style: Any
) -> Chart:
    """Return lines of text from the left edge on, `leading` sizes of type apart, the top of the first at `y` px."""
    words = Chart(inline([{"text": "\n".join(lines)}])).mark_text(
        align="left", baseline="top", lineBreak="\n", fontSize=size, lineHeight=size * leading, color=colour, **style
    )
    return words.encode(x=alt.XValue(0), y=alt.YValue(y), text=alt.Text("text:N"))


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
) -> list[alt.Chart]:
    """Return the lines of zero in a colour, bars from there on that tell what they are, and words."""
    place = px_channels(look.width, height)
    ends = {"x2": alt.X2("x2:Q"), "y2": alt.Y2("y2:Q")}
    bars = Chart(inline(rows)).mark_rect()
    return [
        rules(zero, colour=colour, width=ZERO_PX, **place, y2=ends["y2"]),
        bars.encode(**place, **ends, fill=alt.Fill("colour:N", scale=None), **tells(tips)),
        *word_layers(words, place, size=look.text),
    ]
