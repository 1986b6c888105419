"""What figures laid out in px share: their two scales, and words at places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt

from dyad.figures.look import Look
from dyad.figures.parts import Chart, inline


def px_channels(width: float, height: float, x: str = "x", y: str = "y") -> dict[str, Any]:
    """Return the channels of two fields in px, from the left and from the top of a plot of this size."""
    across = alt.Scale(domain=[0, width], range=[0, width], nice=False, zero=False)
    down = alt.Scale(domain=[0, height], range=[0, height], nice=False, zero=False)
    return {"x": alt.X(f"{x}:Q", scale=across, axis=None), "y": alt.Y(f"{y}:Q", scale=down, axis=None)}


def side_channels(codes: tuple[str, str], look: Look) -> dict[str, Any]:
    """Return the channels that give a mark the colour of its economy."""
    scale = alt.Scale(domain=list(codes), range=list(look.sides(codes).values()))
    return {
        "stroke": alt.Stroke("economy:N", scale=scale, legend=None),
        "fill": alt.Fill("economy:N", scale=scale, legend=None),
    }


def written(words: Sequence[Mapping[str, Any]], channels: Mapping[str, Any], *, size: float) -> list[alt.Chart]:
    """Return words, each with `text`, `x` (by its `align`), `y` (its middle), `weight` and `colour`."""
    layers: list[alt.Chart] = []
    for weight, align in sorted({(word["weight"], word["align"]) for word in words}):
        own = [word for word in words if (word["weight"], word["align"]) == (weight, align)]
        text = Chart(inline(own)).mark_text(
            align=align, baseline="middle", fontSize=size, fontWeight=weight, aria=False
        )  # fmt: skip
        layers.append(text.encode(**channels, text=alt.Text("text:N"), color=alt.Color("colour:N", scale=None)))
    return layers
