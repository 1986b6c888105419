"""The ranks in motion: export rank against import rank, year by year, a trail behind each economy.

Plotly, because playing through the years is the point; its play button and slider take the keyboard.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dyad.figures.look import FONT, Style, text_width
from dyad.figures.plane import BEYOND, MARGIN, NEAREST
from dyad.figures.rank_rows import named_others, other_pairs, rank_pairs, trails_of
from dyad.figures.words import Box
from dyad.findings.ranks import main_list
from dyad.record import Record
from dyad.view import View
from dyad.wording import trails as wording

FRAME_MS = 700  # how long a year stays
HEIGHT, HEAD = 520, 56  # px: of the figure, of its buttons
FOOT, SLIDER = 56, 56  # px: of words below the plot, of the slider
APART = 96  # px from the first button to the second: each stands by itself, whatever the width of its words
STEP = 20  # ranks between two lines
BEST = NEAREST - 2.0  # the rank at the ends of the axes
PAGE, PLOT = 1000.0, 352.0  # px of the plot that names are placed for
NAME_SIZE, AIR = 12, 1.4  # px, and how high a name is, with air
OWN_PLACE = "top left"  # of the names of the two
OTHERS, NAMES = "others", "names"  # traces
TRAIL_YEARS = 5  # years the trail reaches back


def spelled(name: str) -> str:
    r"""Return a name as Plotly shows it letter by letter: it takes tags, entities and `%{...}` for more than text.

    >>> spelled("<b>A & B</b>")
    '&lt;b>A &amp; B&lt;/b>'
    """
    return name.replace("&", "&amp;").replace("<", "&lt;").replace("%{", "%\u2060{")


def _traces(pairs: pd.DataFrame, year: int, *, record: Record, look: Style) -> list[go.Scatter]:
    """Draw each economy as a trail and, apart from it, the one mark with a name.

    Plotly moves texts by their place in a trace and loses them when a trace gets shorter: a mark of its own keeps
    its name through every year.
    """
    colours = look.sides(record.about.codes)
    traces = []
    for code in record.about.codes:
        name, colour = spelled(record.about.name(code)), colours[code]
        own = pairs[pairs["economy"] == code]
        past, now = own[own["year"].between(year - TRAIL_YEARS, year)], own[own["year"] == year]
        told = {
            "customdata": past[["year"]],
            "hovertemplate": wording.HOVER.format(year="%{customdata[0]}", name=name),
            "cliponaxis": False,
        }
        traces += [
            go.Scatter(
                x=past["imports"],
                y=past["exports"],
                mode="lines+markers",
                line={"color": colour, "width": 2},
                marker={"color": colour, "size": 5, "opacity": 0.55},
                name=f"{code}/before",
                **told,
            ),
            go.Scatter(
                x=now["imports"],
                y=now["exports"],
                mode="markers+text",
                marker={"color": colour, "size": 14},
                text=[f"{name} {year}"] * len(now),
                textposition=OWN_PLACE,
                textfont={"color": colour, "size": 13, "weight": 600},
                name=name,
                **told | {"customdata": now[["year"]]},
            ),
        ]
    return traces


@dataclass(frozen=True, kw_only=True)
class _Names:
    """Where the names of others stand beside their marks, and which of them have room in a year."""

    codes: tuple[str, ...]
    places: tuple[str, ...]
    texts: dict[int, tuple[str, ...]]


def _names(record: Record, pairs: pd.DataFrame, end: float) -> _Names:
    """Place the names of others for the last year, and leave out of each year those that touch another.

    Plotly moves names with their marks and knows of no overlap; they are placed for the width of a page.
    """
    others, years = other_pairs(record), sorted(set(pairs["year"]))
    rows = {(row["economy"], row["year"]): row for row in (*others.to_dict("records"), *pairs.to_dict("records"))}

    def own(year: int) -> list[Box]:
        return [_boxes(rows[code, year], end)[OWN_PLACE] for code in record.about.codes if (code, year) in rows]

    taken, placed = own(years[-1]), dict[str, str]()
    for code in named_others(others, pairs):
        boxes = _boxes(rows[code, years[-1]], end) if (code, years[-1]) in rows else {}
        for place in [place for place, box in boxes.items() if _free(box, taken)][:1]:
            placed[code] = place
            taken.append(boxes[place])
    texts: dict[int, tuple[str, ...]] = {}
    for year in years:
        taken, shown = own(year), []
        for code, place in placed.items():
            fits = (code, year) in rows and _free(_boxes(rows[code, year], end)[place], taken)
            taken += [_boxes(rows[code, year], end)[place]] if fits else []
            shown.append(spelled(rows[code, year]["name"]) if fits else "")
        texts[year] = tuple(shown)
    return _Names(codes=tuple(placed), places=tuple(placed.values()), texts=texts)


def _boxes(row: Mapping[Any, Any], end: float) -> dict[str, Box]:
    """Return the box of a name at each place that Plotly knows, with air around it, in px from the top left."""
    x, up = ((end - row[flow]) / (end - BEST) * size for flow, size in (("imports", PAGE), ("exports", PLOT)))
    width, line = text_width(f"{row['name']} 2000", NAME_SIZE, 600), NAME_SIZE * AIR
    y = PLOT - up
    return {
        f"{down} {across}": (x + left * width, y + top * line, x + (left + 1) * width, y + (top + 1) * line)
        for down, top in (("top", -1.1), ("bottom", 0.1))
        for across, left in (("left", -1.0), ("right", 0.0), ("center", -0.5))
    }


def _free(box: Box, taken: Sequence[Box]) -> bool:
    within = box[0] >= 0 and box[2] <= PAGE and box[1] >= 0
    return within and not any(
        box[0] < one[2] and one[0] < box[2] and box[1] < one[3] and one[1] < box[3] for one in taken
    )


def _crowd(record: Record, names: _Names, year: int, look: Style) -> list[go.Scatter]:
    """Draw all other economies as grey dots, and the names of some: the same ones, in the same order, every year."""
    others = other_pairs(record)
    if others.empty:
        return []
    now = others[others["year"] == year].set_index("economy").reindex(sorted(set(others["economy"])))
    called = dict(zip(others["economy"], others["name"], strict=True))
    shown = now.loc[list(names.codes)]
    return [
        go.Scatter(
            x=now["imports"],
            y=now["exports"],
            mode="markers",
            marker={"color": look.colours.further, "size": 6, "opacity": 0.7},
            customdata=[[spelled(called[code])] for code in now.index],
            hovertemplate=wording.HOVER.format(year=year, name="%{customdata[0]}"),
            name=OTHERS,
        ),
        go.Scatter(
            x=shown["imports"],
            y=shown["exports"],
            mode="text",
            text=names.texts[year],
            textposition=names.places,
            textfont={"color": look.colours.quiet, "size": NAME_SIZE},
            hoverinfo="skip",
            name=NAMES,
        ),
    ]


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

    end = float(max(pairs["imports"].max(), pairs["exports"].max())) * BEYOND + MARGIN
    names = _names(record, pairs, end)

    def drawn(year: int) -> list[go.Scatter]:
        return [*_crowd(record, names, year, look), *_traces(pairs, year, record=record, look=look)]

    chart = go.Figure(data=drawn(start), frames=[go.Frame(name=str(year), data=drawn(year)) for year in years])
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
        xaxis=_axis(wording.IMPORTS_AXIS, end, look=look) | {"showgrid": False},
        yaxis=_axis(wording.EXPORTS_AXIS, end, look=look),
        updatemenus=[
            {
                "type": "buttons", "x": 0, "y": 1, "xanchor": "left", "yanchor": "bottom", "showactive": False,
                "pad": {"b": 10, "l": left}, **control,
                "buttons": [{"label": label, "method": "animate", "args": args}],
            }
            for left, label, args in ((0, wording.PLAY, [None, play]), (APART, wording.PAUSE, [[None], pause]))
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
    return chart, wording.describe_motion(trails_of(pairs), main_list(record))
