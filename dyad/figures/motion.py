"""The ranks in motion: export rank against import rank, year by year, a trail behind each economy.

Plotly, because playing through the years is the point; its play button and slider take the keyboard.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dyad.figures.look import FONT, Look
from dyad.figures.plane import BEYOND, MARGIN, NEAREST
from dyad.figures.trail_rows import named_others, other_pairs, rank_pairs
from dyad.findings.ranks import main_list
from dyad.record import Record
from dyad.view import View
from dyad.wording import ordinal

FRAME_MS = 700  # how long a year stays
HEIGHT, HEAD = 520, 56  # px: of the figure, of its buttons
FOOT, SLIDER = 56, 56  # px: of words below the plot, of the slider
APART = 96  # px from the first button to the second: each stands by itself, whatever the width of its words
STEP = 20  # ranks between two lines
OTHERS, NAMES = "other economies", "their names"  # traces
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
    traces = []
    for code in record.about.codes:
        name, colour = spelled(record.about.name(code)), colours[code]
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
                marker={"color": colour, "size": 5, "opacity": 0.55},
                name=f"{name}, the years before",
                **told,
            ),
            go.Scatter(
                x=now["imports"],
                y=now["exports"],
                mode="markers+text",
                marker={"color": colour, "size": 14},
                text=[f"{name} {year}"] * len(now),
                textposition="top left",
                textfont={"color": colour, "size": 13, "weight": 600},
                name=name,
                **told | {"customdata": now[["year"]]},
            ),
        ]
    return traces


def _crowd(record: Record, pairs: pd.DataFrame, year: int, look: Look) -> list[go.Scatter]:
    """Draw all other economies as grey dots, and the names of some: the same ones, in the same order, every year."""
    others = other_pairs(record)
    if others.empty:
        return []
    now = others[others["year"] == year].set_index("economy").reindex(sorted(set(others["economy"])))
    names = dict(zip(others["economy"], others["name"], strict=True))
    named = list(named_others(others, pairs))
    shown = now.loc[named]
    return [
        go.Scatter(
            x=now["imports"],
            y=now["exports"],
            mode="markers",
            marker={"color": look.colours.further, "size": 6, "opacity": 0.7},
            text=[spelled(names[code]) for code in now.index],
            hovertemplate=f"{year}: exports %{{y}}, imports %{{x}}<extra>%{{text}}</extra>",
            name=OTHERS,
        ),
        go.Scatter(
            x=shown["imports"],
            y=shown["exports"],
            mode="text",
            text=[spelled(names[code]) for code in named],
            textposition=["bottom right" if at % 2 else "top left" for at in range(len(named))],
            textfont={"color": look.colours.quiet, "size": 12},
            hoverinfo="skip",
            name=NAMES,
        ),
    ]


def _axis(title: str, end: float, *, look: Look) -> dict[str, Any]:
    return {
        "title": {"text": title, "font": {"size": 13, "color": look.colours.quiet}},
        "range": [end, NEAREST - 2],
        "gridcolor": look.colours.grid,
        "zeroline": False,
        "automargin": True,
        "tickvals": [1, *range(STEP, int(end) + 1, STEP)],
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

    def drawn(year: int) -> list[go.Scatter]:
        return [*_crowd(record, pairs, year, look), *_traces(pairs, year, record=record, look=look)]

    chart = go.Figure(data=drawn(start), frames=[go.Frame(name=str(year), data=drawn(year)) for year in years])
    end = max(pairs["imports"].max(), pairs["exports"].max()) * BEYOND + MARGIN
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
        xaxis=_axis("World rank in imports, 1 at the right", end, look=look),
        yaxis=_axis("World rank in exports, 1 at the top", end, look=look),
        updatemenus=[
            {
                "type": "buttons", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom", "showactive": False,
                "pad": {"b": 10, "l": left}, **control,
                "buttons": [{"label": label, "method": "animate", "args": args}],
            }
            for left, label, args in ((0, "▶ Play", [None, play]), (APART, "❚❚ Pause", [[None], pause]))
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
