"""The key of a figure: its signs or numbers, what each means, and how they are set in lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import altair as alt

from dyad.figures.parts import Chart, Layers, Values, inline, px_channels
from dyad.figures.style import SHAPES, Style, text_width, wrap


@dataclass(frozen=True, kw_only=True)
class KeyEntry:
    """One sign of the key: a symbol (a Vega shape), a bar or a line, and what it means."""

    text: str
    shape: str  # a Vega symbol, or "bar"
    stroke: str
    fill: str
    dashed: bool = False
    fill_opacity: float = 1.0


def sign(look: Style, verdict: str, text: str) -> KeyEntry:
    """Return the sign of a verdict as a key has it, and what it means."""
    return KeyEntry(text=text, shape=SHAPES[verdict], stroke=look.verdict(verdict), fill=look.filling(verdict))


def key_row(entries: Sequence[KeyEntry], *, look: Style) -> alt.LayerChart:
    """Return the key as a row of its own, wrapped to the width."""
    size, line, mark = look.text, look.px(19), look.px(10)
    x, y, rows = 0.0, line / 2, Values()
    for entry in entries:
        wide = mark * 2.2 if entry.shape == "bar" else mark
        needed = wide + look.px(5) + text_width(entry.text, size)
        if x and x + needed > look.width:
            x, y = 0.0, y + line
        rows.append({
            "x": x + wide / 2, "left": x, "right": x + wide, "top": y - mark * 0.42, "bottom": y + mark * 0.42,
            "at": x + wide + look.px(5), "y": y, **asdict(entry),
        })  # fmt: skip
        x += needed + look.px(16)
    height, data = y + line / 2, inline(rows)
    colours: dict[str, Any] = {"stroke": alt.Stroke("stroke:N", scale=None), "fill": alt.Fill("fill:N", scale=None)}
    # plain px on both axes: the key stays together however wide the column is stretched
    bars = [
        Chart(data)
        .transform_filter(f"datum.shape == 'bar' && {only}")
        .mark_rect(cornerRadius=3, strokeWidth=1.2, strokeDash=dash, aria=False)
        .encode(
            **px_channels(look.width, height, "left", "top"), x2=alt.X2("right:Q"), y2=alt.Y2("bottom:Q"), **colours,
            fillOpacity=alt.FillOpacity("fill_opacity:Q", scale=None),
        )
        for only, dash in (("!datum.dashed", [1, 0]), ("datum.dashed", [2, 2]))
    ]  # fmt: skip
    symbols = (
        Chart(data)
        .transform_filter("datum.shape != 'bar'")
        .mark_point(size=mark**2 * 0.8, strokeWidth=look.px(1.6), aria=False)
        .encode(**px_channels(look.width, height), shape=alt.Shape("shape:N", scale=None), **colours)
    )
    words = (
        Chart(data)
        .mark_text(align="left", baseline="middle", fontSize=size, color=look.colours.quiet)
        .encode(**px_channels(look.width, height, "at"), text=alt.Text("text:N"))
    )
    return Layers([*bars, symbols, words], height=height + look.px(8), width=look.width)


def wrap_entries(entries: Iterable[str], look: Style) -> list[str]:
    """Return entries of a key in lines, none broken in two unless it is wider than a line."""
    lines, width, size = list[str](), look.width - 4, look.text
    for entry in entries:
        joined = f"{lines[-1]} · {entry}" if lines else entry
        if lines and text_width(joined, size) <= width:
            lines[-1] = joined
        else:
            lines += wrap(entry, width=width, size=size)
    return lines
