"""How rows become one figure: their data, their layers, the title above and the source line below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd
from altair.utils.schemapi import disable_debug_mode

from dyad.figures.lines import key_row
from dyad.figures.look import FONT, Figure, Look, wrap, wrap_evenly
from dyad.figures.parts import Chart, KeyEntry, Layers, Stack, inline
from dyad.record import Record
from dyad.view import View, describe_view, view_address

# Altair checks every part of a chart against Vega-Lite's schema as it is made, and the whole once more: two thirds of
# the time a figure takes. Charts come from code alone, never from input; the tests check each of them whole.
disable_debug_mode()


def layered(
    layers: Sequence[alt.Chart], *, height: float, width: float, title: alt.TitleParams | None = None
) -> alt.LayerChart:
    """Return charts drawn over each other, each with its own scales of shape and colour but one pair of axes."""
    scales = alt.ScaleResolveMap(
        shape="independent", fill="independent", stroke="independent", strokeDash="independent"
    )
    named: Any = {"title": title} if title else {}
    return Layers(layer=layers, height=height, width=width, resolve=alt.Resolve(scale=scales), **named)


def vega_config(look: Look) -> dict[str, Any]:
    """Return the Vega-Lite config all figures share."""
    colours = look.colours
    return {
        "background": look.ground,
        "font": FONT,
        "padding": 0,
        "view": {"stroke": None},
        "axis": {
            "labelColor": colours.quiet,
            "labelFontSize": look.px(11.5),
            "domain": False,
            "ticks": False,
            "gridColor": colours.grid,
            "labelPadding": 4,
            "title": None,
        },
        "title": {
            "color": colours.ink,
            "subtitleColor": colours.quiet,
            "anchor": "start",
            "frame": "group",
            "fontWeight": 600,
            "offset": 6,
            "subtitlePadding": 4,
        },
        "point": {"opacity": 1},
        "text": {"color": colours.ink, "fontSize": look.px(12), "font": FONT},
        "concat": {"spacing": 8},
        "aria": True,
    }


def heading(text: str, *, look: Look) -> alt.TitleParams:
    """Return the small heading over one row of a figure."""
    size = look.px(12)
    return alt.TitleParams(
        wrap(text, width=look.width - 8, size=size, weight=600), fontSize=size, fontWeight=600, offset=4, anchor="start"
    )


def source_line(publishers: Sequence[str], *, look: Look, notes: Sequence[str] = (), address: str = "") -> alt.Chart:
    """Return the last row of a figure: who says so, what to know and where to find it, wrapped to the width."""
    size = look.px(10.5)
    said = [*([f"Sources: {'; '.join(publishers)}"] if publishers else []), *(note.rstrip(".") for note in notes)]
    text = f"{'. '.join(said)}. {address if address != '/' else ''}"  # the way in needs no telling
    lines = wrap(text, width=look.width - 4, size=size)
    height = len(lines) * size * 1.3
    return (
        Chart(inline([{"text": "\n".join(lines)}]), height=height, width=look.width)
        .mark_text(
            align="left", baseline="top", lineBreak="\n", fontSize=size, lineHeight=size * 1.3, color=look.colours.quiet
        )
        .encode(text=alt.Text("text:N"), x=alt.XValue(0), y=alt.YValue(0))
    )


def stamp(record: Record, view: View) -> list[str]:
    """Return what a cropped figure says beside its sources: filters in force, data version."""
    said = describe_view(record, view)
    return [*([f"Shown: {', '.join(said)}"] if said else []), f"Data version {record.version}"]


def compose(
    record: Record,
    view: View,
    look: Look,
    *,
    name: str,
    page: str,
    title: str,
    subtitle: str,
    description: str,
    key: Sequence[KeyEntry] | None,
    rows: Sequence[alt.Chart | alt.LayerChart],
    plots: Sequence[alt.LayerChart],
    data: pd.DataFrame | Mapping[str, pd.DataFrame],
    publishers: Sequence[str],
    notes: Sequence[str] = (),
    spacing: float = 8,
    says_what: bool = True,
) -> Figure:
    """Stack rows of one width under a title that states the finding, over the line that names the sources.

    `key` has the signs of the key, None for a figure without; `plots` are those of `rows` whose height goes by
    `Look.tall`; `page` is where the figure stands; `description` is the alternative text; `says_what` is whether the
    subtitle is drawn.
    """
    drawn_key = [] if key is None or not look.keyed else [key_row(key, look=look)]
    stack = [*drawn_key, *rows]
    said, address = [*notes, *stamp(record, view)], view_address(record, view, page)
    if look.noted:
        stack.append(source_line(publishers, look=look, notes=said, address=address))
    size, small = look.px(17), look.px(12.5)
    heads: dict[str, Any] = {}
    if look.titled:
        # limit: lines are broken here, by measured width; Streamlit would cut them 40 px short of the column
        lines = wrap_evenly(title, width=look.width - 4, size=size, weight=600)
        heads["title"] = alt.TitleParams(
            lines,
            subtitle=wrap(subtitle, width=look.width - 4, size=small) if says_what else alt.Undefined,
            fontSize=size,
            subtitleFontSize=small,
            subtitleLineHeight=small * 1.3,
            limit=0,
            lineHeight=size * 1.2,
        )
    chart = Stack(vconcat=stack, spacing=spacing, config=vega_config(look), **heads)
    tables = data.values() if isinstance(data, Mapping) else [data]
    return Figure(
        name=name,
        title=title,
        subtitle=subtitle,
        alt=description,
        chart=chart,
        data=data,
        sources=tuple(dict.fromkeys(s for table in tables for sources in table["sources"] for s in sources)),
        plots=sum(plot.height for plot in plots),
        page=page,
        legend=tuple(key or ()),
        publishers=tuple(publishers),
        notes=tuple(notes),
    )
