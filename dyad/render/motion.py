"""The ranks in motion: export rank against import rank, year by year, a trail behind each economy.

Plotly, because playing through the years is the point; its play button and slider take the keyboard.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from dyad.figures.look import FONT, Style, text_width
from dyad.figures.plane import BEYOND, MARGIN, NEAREST
from dyad.figures.rank_rows import named_others, other_pairs, rank_pairs, trails_of
from dyad.figures.trail_words import MOST_NAMED
from dyad.figures.words import Box, Point, crosses, over, within
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
PLOT = 352.0  # px, the height of the plot
MARGINS = (56, 24)  # px beside it
NAMED_WIDTH = 760  # px of the figure from which on names of others have room
NARROW, WIDE = (208.0, 278.0, 480.0), (680.0, 900.0, 1170.0, 1500.0, 1800.0)  # px, widths that names are placed for
DOT, BEFORE, MARK = 6.0, 5.0, 14.0  # px across: another economy, a year before, one of the two
NAME_SIZE, OWN_SIZE, AIR = 12, 13, 1.2  # px, and how high a name is
CLEAR = 4.5  # px between a name and any other mark
PLACES = tuple(f"{down} {across}" for across in ("left", "right", "center") for down in ("top", "bottom", "middle"))[
    :-1
]
OTHERS, NAMES = "others", "names"  # traces
Line = tuple[Point, Point]
TRAIL_YEARS = 5  # years the trail reaches back


def spelled(name: str) -> str:
    r"""Return a name as Plotly shows it letter by letter: it takes tags, entities and `%{...}` for more than text.

    >>> spelled("<b>A & B</b>")
    '&lt;b>A &amp; B&lt;/b>'
    """
    return name.replace("&", "&amp;").replace("<", "&lt;").replace("%{", "%\u2060{")


def _traces(pairs: pd.DataFrame, year: int, *, record: Record, names: _Names, look: Style) -> list[go.Scatter]:
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
                marker={"color": colour, "size": BEFORE, "opacity": 0.55},
                name=f"{code}/before",
                **told,
            ),
            go.Scatter(
                x=now["imports"],
                y=now["exports"],
                mode="markers+text",
                marker={"color": colour, "size": MARK},
                text=[f"{name} {year}"] * len(now),
                textposition=names.own.get((code, year), PLACES[0]),
                textfont={"color": colour, "size": OWN_SIZE, "weight": 600},
                name=name,
                **told | {"customdata": now[["year"]]},
            ),
        ]
    return traces


@dataclass(frozen=True, kw_only=True)
class _Names:
    """Where names stand beside their marks: those of the two by year, those of others always, if they have room."""

    own: Mapping[tuple[str, int], str]
    codes: tuple[str, ...]
    places: tuple[str, ...]
    texts: dict[int, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True)
class _Year:
    """What names keep off in a year, at one width of the plot, in px: dots with their radius, trails, marks by code."""

    dots: NDArray[np.float64]
    trails: Sequence[Line]
    marks: Mapping[str, Point]

    def hits(self, box: Box, *, but: Point) -> int:
        """Return how many dots and trails a name lies over or comes close to, its own dot left out."""
        x, y, radius = self.dots.T
        across = np.maximum(np.maximum(box[0] - x, x - box[2]), 0.0)
        down = np.maximum(np.maximum(box[1] - y, y - box[3]), 0.0)
        own = (x == but[0]) & (y == but[1])
        return int(((across**2 + down**2 < (radius + CLEAR) ** 2) & ~own).sum()) + sum(
            crosses(*line, (box[0] - CLEAR, box[1] - CLEAR, box[2] + CLEAR, box[3] + CLEAR)) for line in self.trails
        )


def _year(rows: Mapping[str, Mapping[str, Any]], pairs: pd.DataFrame, year: int, *, width: float, end: float) -> _Year:
    def at(row: Mapping[Any, Any]) -> Point:
        x, up = ((end - row[flow]) / (end - BEST) * size for flow, size in (("imports", width), ("exports", PLOT)))
        return x, PLOT - up

    marks, own = {code: at(row) for code, row in rows.items()}, set(pairs["economy"])
    past = pairs[pairs["year"].between(year - TRAIL_YEARS, year)]
    trails = [list(map(at, some.to_dict("records"))) for _, some in past.groupby("economy")]
    dots = [(*point, (MARK if code in own else DOT) / 2) for code, point in marks.items()]
    return _Year(
        dots=np.array([*dots, *((*point, BEFORE / 2) for trail in trails for point in trail)]),
        trails=[line for trail in trails for line in pairwise(trail)], marks=marks,
    )  # fmt: skip


def _names(record: Record, pairs: pd.DataFrame, end: float) -> _Names:
    """Place names: those of the two over as little as can be, those of others over nothing, or not at all.

    Plotly moves names with their marks and knows of no overlap. Those of others have one place, that of the last year.
    """
    others, years = other_pairs(record), sorted(set(pairs["year"]))
    rows: dict[int, dict[str, dict[str, Any]]] = {year: {} for year in years}
    for row in (*others.to_dict("records"), *pairs.to_dict("records")):
        if row["year"] in rows:
            rows[int(row["year"])][row["economy"]] = {str(key): value for key, value in row.items()}
    drawn = {
        (year, width): _year(rows[year], pairs, year, width=width, end=end)
        for year in years
        for width in (*NARROW, *WIDE)
    }
    own: dict[tuple[str, int], str] = {}
    taken: dict[tuple[int, float], list[Box]] = {key: [] for key in drawn}
    for year, code in ((year, code) for year in years for code in record.about.codes if code in rows[year]):
        text = f"{rows[year][code]['name']} {year}"

        def covered(place: str, year: int = year, code: str = code, text: str = text) -> int:
            found = 0
            for width in (*NARROW, *WIDE):
                at = drawn[year, width].marks[code]
                box = _box(text, at, place, radius=MARK / 2, size=OWN_SIZE, weight=600)
                outside = not within(box, (-MARGINS[0], 0.0, width + MARGINS[1], PLOT))
                found += drawn[year, width].hits(box, but=at) + 9 * outside
                found += sum(over(box, other) for other in taken[year, width])
            return found

        before = own.get((code, year - 1), PLACES[0])
        own[code, year] = place = min((before, *PLACES), key=covered)
        for width in (*NARROW, *WIDE):
            at = drawn[year, width].marks[code]
            taken[year, width].append(_box(text, at, place, radius=MARK / 2, size=OWN_SIZE, weight=600))

    def boxes(code: str, year: int, place: str) -> list[Box] | None:
        """Return the boxes of a name at each width of a page, None where one is over something."""
        found = []
        for width in WIDE if code in rows[year] else ():
            at = drawn[year, width].marks[code]
            box = _box(rows[year][code]["name"], at, place, radius=DOT / 2 + 1, size=NAME_SIZE, weight=400)
            free = within(box, (0.0, 0.0, width, PLOT)) and not any(over(box, one) for one in taken[year, width])
            if not free or drawn[year, width].hits(box, but=at):
                return None
            found.append(box)
        return found or None

    def place_all(year: int, code: str, places: Sequence[str]) -> str:
        for place in places:
            if found := boxes(code, year, place):
                for width, box in zip(WIDE, found, strict=True):
                    taken[year, width].append(box)
                return place
        return ""

    placed: dict[str, str] = {}
    last = others[others["year"] == years[-1]].sort_values("exports")["economy"]
    for code in dict.fromkeys((*named_others(others, pairs), *last)):
        if len(placed) < MOST_NAMED and (place := place_all(years[-1], code, PLACES)):
            placed[code] = place
    texts: dict[int, tuple[str, ...]] = {}
    for year in years:
        shown = [code for code in placed if year == years[-1] or place_all(year, code, [placed[code]])]
        texts[year] = tuple(spelled(rows[year][code]["name"]) if code in shown else "" for code in placed)
    return _Names(own=own, codes=tuple(placed), places=tuple(placed.values()), texts=texts)


def _box(text: str, at: Point, place: str, *, radius: float, size: float, weight: int) -> Box:
    """Return the box of a name as Plotly places it beside a mark, in px from the top left of the plot."""
    (x, y), width, off = at, text_width(text, size, weight), radius / 0.8 + 1
    down, across = place.split()
    top = {"top": y - off - size, "middle": y - size / 2, "bottom": y + off}[down]
    left = {"left": x - off - width, "center": x - width / 2, "right": x + off}[across]
    return left, top, left + width, top + size * AIR


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
            marker={"color": look.colours.further, "size": DOT, "opacity": 0.7},
            customdata=[[spelled(called[code])] for code in now.index],
            hovertemplate=wording.HOVER.format(year=year, name="%{customdata[0]}"),
            name=OTHERS,
        ),
        go.Scatter(
            x=shown["imports"],
            y=shown["exports"],
            mode="markers+text",
            marker={"size": DOT + 2, "opacity": 0},  # keeps the name off the dot
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
        return [*_crowd(record, names, year, look), *_traces(pairs, year, record=record, names=names, look=look)]

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
        margin={"l": MARGINS[0], "r": MARGINS[1], "t": HEAD, "b": FOOT + SLIDER},
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
