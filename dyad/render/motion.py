"""The ranks in motion: export rank against import rank, year by year, a trail behind each economy.

Plotly, because playing through the years is the point; its play button and slider take the keyboard.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dyad.figures.plane import BEYOND, MARGIN
from dyad.figures.rank_rows import other_pairs, rank_pairs, trails_of
from dyad.figures.style import FONT, Style
from dyad.findings.ranks import main_list
from dyad.record import Record
from dyad.render.motion_names import BEFORE, BEST, DOT, MARGINS, MARK, OWN_TYPE, TRAIL_YEARS, TYPE, Names, place_names
from dyad.view import View
from dyad.wording import trails as wording

FRAME_MS = 700  # how long a year stays
HEIGHT, HEAD = 520, 56  # px: of the figure, of its buttons
FOOT, SLIDER = 56, 56  # px: of words below the plot, of the slider
APART = 96  # px from the first button to the second: each stands by itself, whatever the width of its words
STEP = 20  # ranks between two lines
OTHERS, NAMES = "others", "names"  # traces


def spelled(name: str) -> str:
    r"""Return a name as Plotly shows it letter by letter: it takes tags, entities and `%{...}` for more than text.

    >>> spelled("<b>A & B</b>")
    '&lt;b>A &amp; B&lt;/b>'
    """
    return name.replace("&", "&amp;").replace("<", "&lt;").replace("%{", "%\u2060{")


def _trace(rows: pd.DataFrame, mode: str, **style: Any) -> go.Scatter:
    """Draw economies where their ranks are."""
    return go.Scatter(x=rows["imports"], y=rows["exports"], mode=mode, **style)


def _traces(pairs: pd.DataFrame, year: int, *, record: Record, names: Names, look: Style) -> list[go.Scatter]:
    """Draw each economy as a trail and, apart from it, the one mark with a name.

    Plotly moves texts by their place in a trace and loses them when a trace gets shorter: a mark of its own keeps
    its name through every year.
    """
    traces = []
    for code, colour in look.sides(record.about.codes).items():
        name, own = spelled(record.about.name(code)), pairs[pairs["economy"] == code]
        past, now = own[own["year"].between(year - TRAIL_YEARS, year)], own[own["year"] == year]
        told = {"hovertemplate": wording.hover(year="%{customdata[0]}", name=name), "cliponaxis": False}
        traces += [
            _trace(
                past, "lines+markers", line={"color": colour, "width": 2}, name=f"{code}/before",
                marker={"color": colour, "size": BEFORE, "opacity": 0.55}, customdata=past[["year"]], **told,
            ),
            _trace(
                now, "markers+text", marker={"color": colour, "size": MARK}, name=name,
                text=[f"{name} {year}"] * len(now), textposition=names.own[code, year],
                textfont={"color": colour, "size": OWN_TYPE, "weight": 600}, customdata=now[["year"]], **told,
            ),
        ]  # fmt: skip
    return traces


def _crowd(record: Record, names: Names, year: int, look: Style) -> list[go.Scatter]:
    """Draw all other economies as grey dots, and the names of some: the same ones, in the same order, every year."""
    others = other_pairs(record)
    if others.empty:
        return []
    now = others[others["year"] == year].set_index("economy").reindex(sorted(set(others["economy"])))
    called = {code: spelled(name) for code, name in zip(others["economy"], others["name"], strict=True)}
    return [
        _trace(
            now, "markers", marker={"color": look.colours.further, "size": DOT, "opacity": 0.7}, name=OTHERS,
            customdata=[[called[code]] for code in now.index],
            hovertemplate=wording.hover(year=year, name="%{customdata[0]}"),
        ),
        _trace(
            now.loc[list(names.others)], "markers+text", name=NAMES, hoverinfo="skip",
            marker={"size": DOT + 2, "opacity": 0},  # keeps the name off the dot
            text=[called[code] if code in names.named[year] else "" for code in names.others],
            textposition=tuple(names.others.values()), textfont={"color": look.colours.quiet, "size": TYPE},
        ),
    ]  # fmt: skip


def _axis(title: str, end: float, *, look: Style) -> dict[str, Any]:
    return {
        "title": {"text": title, "font": {"size": 13, "color": look.colours.quiet}},
        "range": [end, BEST],
        "gridcolor": look.colours.grid,
        "zeroline": False,
        "automargin": True,
        "tickvals": [1, *range(STEP, int(end) + 1, STEP)],
        "tickfont": {"color": look.colours.quiet, "size": 12},
        "fixedrange": True,
    }


def rank_motion(record: Record, view: View, look: Style) -> tuple[go.Figure | None, str]:
    """Return the figure that plays the years, and its alt text; no figure when no year is left."""
    pairs = rank_pairs(record, view.years)
    if pairs.empty:
        return None, ""
    years = sorted(set(pairs["year"]))
    colours, moving = look.colours, {"duration": FRAME_MS // 2}
    play = {"frame": {"duration": FRAME_MS, "redraw": False}, "transition": moving, "fromcurrent": True}
    at_once = {"frame": {"duration": 0, "redraw": False}, "mode": "immediate", "transition": {"duration": 0}}
    end = float(max(pairs["imports"].max(), pairs["exports"].max())) * BEYOND + MARGIN
    names = place_names(record, pairs, end=end)

    def drawn(year: int) -> list[go.Scatter]:
        return [*_crowd(record, names, year, look), *_traces(pairs, year, record=record, names=names, look=look)]

    chart = go.Figure(data=drawn(years[-1]), frames=[go.Frame(name=str(year), data=drawn(year)) for year in years])
    control = {"bgcolor": colours.lane, "bordercolor": colours.grid, "font": {"color": colours.ink, "size": 13}}
    chart.update_layout(
        template="none",  # what Plotly would look like by itself depends on whether Streamlit has dressed it
        height=HEIGHT,
        dragmode=False,  # a finger on the plot scrolls the page
        margin={"l": MARGINS[0], "r": MARGINS[1], "t": HEAD, "b": FOOT + SLIDER},
        paper_bgcolor=colours.paper,
        plot_bgcolor=colours.paper,
        font={"family": FONT, "color": colours.ink},
        showlegend=False,
        xaxis=_axis(wording.IMPORTS_AXIS, end, look=look) | {"showgrid": False},
        yaxis=_axis(wording.EXPORTS_AXIS, end, look=look),
        updatemenus=[
            {
                "type": "buttons", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom", "showactive": False,
                "pad": {"b": 10, "l": left}, **control,
                "buttons": [{"label": label, "method": "animate", "args": args}],
            }
            for left, label, args in ((0, wording.PLAY, [None, play]), (APART, wording.PAUSE, [[None], at_once]))
        ],
        sliders=[
            {
                "active": len(years) - 1, "x": 0, "len": 1, "y": 0, "yanchor": "top", "pad": {"t": FOOT},
                "steps": [{"args": [[str(y)], at_once], "label": str(y), "method": "animate"} for y in years],
                "currentvalue": {"visible": False}, "transition": moving, **control,
                "font": {"color": colours.quiet, "size": 11},
            }
        ],
    )  # fmt: skip
    return chart, wording.describe_motion(trails_of(pairs), main_list(record))
