"""The ranks in motion: export rank against import rank, year by year, a trail behind each economy.

Plotly, because playing through the years is the point; its play button and slider take the keyboard.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dyad.figures.look import FONT, Look
from dyad.figures.trails import MARGIN, NEAREST, rank_pairs
from dyad.findings.ranks import main_list
from dyad.record import Record
from dyad.view import View
from dyad.wording import ordinal

FRAME_MS = 700  # how long a year stays
HEIGHT, HEAD, FOOT, SLIDER = (
    520,
    56,
    56,
    56,
)  # px: of the figure, of its buttons, of words below the plot, of the slider
TRAIL_YEARS = 5  # years the trail reaches back


def spelled(name: str) -> str:
    r"""Return a name as Plotly shows it letter by letter: it takes tags, entities and `%{...}` for more than text.

    >>> spelled("<b>A & B</b>")
    '&lt;b>A &amp; B&lt;/b>'
    """
    return name.replace("&", "&amp;").replace("<", "&lt;").replace("%{", "%\u2060{")


def _traces(pairs: pd.DataFrame, year: int, *, record: Record, look: Look) -> list[go.Scatter]:
    """Draw each economy as a trail and, apart from it, the one mark with a name.

    Plotly moves texts by their place in a trace and loses them when a trace gets shorter: a mark of its own keeps
    its name through every year.
    """
    colours = dict(zip(record.about.codes, (look.colours.first, look.colours.second), strict=True))
    symbols = dict(zip(record.about.codes, ("circle", "diamond"), strict=True))
    traces = []
    for code in record.about.codes:
        name, colour, symbol = spelled(record.about.name(code)), colours[code], symbols[code]
        own = pairs[pairs["economy"] == code]
        past, now = own[own["year"].between(year - TRAIL_YEARS, year)], own[own["year"] == year]
        told = {
            "customdata": past[["year"]],
            "hovertemplate": "%{customdata[0]}: exports %{y}, imports %{x}<extra>" + name + "</extra>",
            "cliponaxis": False,
        }
        traces += [
            go.Scatter(
                x=past["imports"],
                y=past["exports"],
                mode="lines+markers",
                line={"color": colour, "width": 2},
                marker={"color": colour, "symbol": symbol, "size": 5, "opacity": 0.55},
                name=f"{name}, the years before",
                **told,
            ),
            go.Scatter(
                x=now["imports"],
                y=now["exports"],
                mode="markers+text",
                marker={"color": colour, "symbol": symbol, "size": 16},
                text=[f"{name} {year}"] * len(now),
                textposition="top center",
                textfont={"color": look.colours.ink, "size": 13},
                name=name,
                **told | {"customdata": now[["year"]]},
            ),
        ]
    return traces


def _axis(title: str, ranks: pd.Series[float], *, look: Look) -> dict[str, Any]:
    low, high = max(NEAREST, ranks.min() - MARGIN), ranks.max() + MARGIN
    return {
        "title": {"text": title, "font": {"size": 13, "color": look.colours.quiet}},
        "range": [high, low - 2],
        "gridcolor": look.colours.grid,
        "zeroline": False,
        "automargin": True,
        "tickvals": [1, *range(10, int(high) + 1, 10)],
        "tickfont": {"color": look.colours.quiet, "size": 12},
        "fixedrange": True,
    }


def rank_motion(record: Record, view: View, look: Look) -> tuple[go.Figure | None, str]:
    """Return the figure that plays the years, and its alt text; no figure when no year is left."""
    pairs = rank_pairs(record, view.years)
    if pairs.empty:
        return None, ""
    years = sorted(set(pairs["year"]))
    start = years[-1]

    def steps(year: int) -> dict[str, Any]:
        how = {"mode": "immediate", "frame": {"duration": 0, "redraw": False}, "transition": {"duration": 0}}
        return {"args": [[str(year)], how], "label": str(year), "method": "animate"}

    play = {
        "frame": {"duration": FRAME_MS, "redraw": False},
        "transition": {"duration": FRAME_MS // 2},
        "fromcurrent": True,
    }
    pause = {"frame": {"duration": 0, "redraw": False}, "mode": "immediate", "transition": {"duration": 0}}
    chart = go.Figure(
        data=_traces(pairs, start, record=record, look=look),
        frames=[go.Frame(name=str(year), data=_traces(pairs, year, record=record, look=look)) for year in years],
    )
    control = {
        "bgcolor": look.colours.lane,
        "bordercolor": look.colours.grid,
        "font": {"color": look.colours.ink, "size": 13},
    }
    chart.update_layout(
        template="none",  # what Plotly would look like by itself depends on whether Streamlit has dressed it
        height=HEIGHT,
        dragmode=False,  # a finger on the plot scrolls the page
        margin={"l": 56, "r": 24, "t": HEAD, "b": FOOT + SLIDER},
        paper_bgcolor=look.colours.paper,
        plot_bgcolor=look.colours.paper,
        font={"family": FONT, "color": look.colours.ink},
        showlegend=False,
        xaxis=_axis("World rank in imports, 1 at the right", pairs["imports"], look=look),
        yaxis=_axis("World rank in exports, 1 at the top", pairs["exports"], look=look),
        updatemenus=[
            {
                "type": "buttons", "direction": "left", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom",
                "pad": {"b": 10}, "showactive": False, **control,
                "buttons": [
                    {"label": "▶ Play", "method": "animate", "args": [None, play]},
                    {"label": "❚❚ Pause", "method": "animate", "args": [[None], pause]},
                ],
            }
        ],
        sliders=[
            {
                "active": len(years) - 1, "x": 0, "len": 1, "y": 0, "yanchor": "top", "pad": {"t": FOOT},
                "steps": [steps(y) for y in years], "currentvalue": {"visible": False},
                "transition": {"duration": FRAME_MS // 2}, **control,
                "font": {"color": look.colours.quiet, "size": 11},
            }
        ],
    )  # fmt: skip
    return chart, _describe(record, pairs, years)


def _describe(record: Record, pairs: pd.DataFrame, years: list[int]) -> str:
    said = [
        f"Scatter of world ranks, imports against exports, playing {years[0]} to {years[-1]} ({main_list(record)})."
    ]
    for name, group in pairs.groupby("name"):
        start, end = group.iloc[0], group.iloc[-1]
        said.append(
            f"{name} moves from {ordinal(int(start['exports']))} in exports and {ordinal(int(start['imports']))} in "
            f"imports ({start['year']}) to {ordinal(int(end['exports']))} and {ordinal(int(end['imports']))} "
            f"({end['year']})."
        )
    return " ".join(said)
