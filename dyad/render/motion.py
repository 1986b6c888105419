"""The ranks in motion: export rank against import rank, year by year, a trail behind each economy.

Plotly, because playing through the years is the point; its play button and slider take the keyboard. It moves names
with their marks and knows of no overlap, nor of the width that a browser gives a plot: they are placed for several.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go
from numpy.typing import NDArray

from dyad.figures.geometry import Box, Line, Point, distances, grown, over, touched, within
from dyad.figures.plane import BEYOND, MARGIN, NEAREST
from dyad.figures.rank_rows import named_others, other_pairs, rank_pairs, trails_of
from dyad.figures.style import FONT, Style, text_width
from dyad.figures.trails import MOST_NAMED
from dyad.findings.ranks import main_list
from dyad.record import Record
from dyad.view import View
from dyad.wording import trails as wording

FRAME_MS = 700  # how long a year stays
HEIGHT, HEAD = 520, 56  # px: of the figure, of its buttons
FOOT, SLIDER = 56, 56  # px: of words below the plot, of the slider
APART = 96  # px from the first button to the second: each stands by itself, whatever the width of its words
STEP = 20  # ranks between two lines
OTHERS, NAMES = "others", "names"  # traces
TRAIL_YEARS = 5  # years the trail reaches back
BEST = NEAREST - 2.0  # the rank at the ends of the axes
PLOT, MARGINS = 352.0, (56, 24)  # px, the height of the plot, and what is beside it
NAMED_WIDTH = 760  # px of the figure from which on names of others have room
NARROW, WIDE = (208.0, 278.0, 480.0), (680.0, 900.0, 1170.0, 1500.0, 1800.0)  # px, widths that names are placed for
DOT, BEFORE, MARK = 6.0, 5.0, 14.0  # px across: another economy, a year before, one of the two
TYPE, OWN_TYPE, HIGH = 12, 13, 1.2  # px of type, and how high a name is, in its size
CLEAR = 4.5  # px between a name and any other mark
OUTSIDE = 9  # times as bad as over a mark
DOWN, ACROSS = ("top", "bottom", "middle"), ("left", "right", "center")
PLACES = tuple(f"{down} {across}" for across, down in product(ACROSS, DOWN))[:-1]  # that Plotly knows, the best first


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
        told = {"hovertemplate": wording.HOVER.format(year="%{customdata[0]}", name=name), "cliponaxis": False}
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
            hovertemplate=wording.HOVER.format(year=year, name="%{customdata[0]}"),
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


# -- where names stand -------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Names:
    """The places of names: those of the two by year; those of others, and which of them have room in a year."""

    own: Mapping[tuple[str, int], str]
    others: Mapping[str, str]
    named: Mapping[int, frozenset[str]]


def _box(text: str, at: Point, place: str, *, own: bool) -> Box:
    """Return where Plotly writes a name beside its mark, in px from the top left of the plot."""
    size, weight, across = (OWN_TYPE, 600, MARK) if own else (TYPE, 400, DOT + 2)
    (x, y), width, off = at, text_width(text, size, weight), across / 1.6 + 1
    down, aside = place.split()
    top = {"top": y - off - size, "middle": y - size / 2, "bottom": y + off}[down]
    left = {"left": x - off - width, "center": x - width / 2, "right": x + off}[aside]
    return left, top, left + width, top + size * HIGH


@dataclass(kw_only=True)
class _Plot:
    """A year at one width, in px: marks by economy, and what names keep off: dots with their radius, trails, names."""

    width: float
    marks: Mapping[str, Point]
    dots: NDArray[np.float64]
    trails: Sequence[Line]
    taken: list[Box] = field(default_factory=list)

    def covered(self, box: Box, at: Point, *, own: bool) -> int:
        """Return how much a name in a box would lie over or come close to, but for its own mark."""
        x, y, radius = self.dots.T
        near = (distances(np.array([box]), self.dots)[0] < radius + CLEAR) & ~((x == at[0]) & (y == at[1]))
        beside = MARGINS if own else (0, 0)
        outside = not within(box, (-beside[0], 0.0, self.width + beside[1], PLOT))
        lines = touched(self.trails, grown(box, CLEAR))
        return int(near.sum()) + lines + sum(over(box, one) for one in self.taken) + OUTSIDE * outside


def _lay_out(pairs: pd.DataFrame, others: pd.DataFrame, year: int, width: float, *, end: float) -> _Plot:
    """Return where marks and trails are; `end` is the rank at the far ends of the axes."""

    def at(row: Mapping[Any, Any]) -> Point:
        x, y = (BEST - row["imports"]) / (end - BEST), (row["exports"] - BEST) / (end - BEST)
        return (1 + x) * width, y * PLOT

    marks, own = (
        {row["economy"]: at(row) for row in rows[rows["year"] == year].to_dict("records")} for rows in (others, pairs)
    )
    past = pairs[pairs["year"].between(year - TRAIL_YEARS, year)]
    trails = [list(map(at, some.to_dict("records"))) for _, some in past.groupby("economy")]
    sizes = ((marks.values(), DOT), (own.values(), MARK), *((trail, BEFORE) for trail in trails))
    return _Plot(
        width=width, marks=marks | own,
        dots=np.array([(*point, size / 2) for points, size in sizes for point in points]),
        trails=[line for trail in trails for line in pairwise(trail)],
    )  # fmt: skip


def place_names(record: Record, pairs: pd.DataFrame, *, end: float) -> Names:
    """Place the names of the two over as little as can be, year by year, those of others over nothing or not at all.

    Those of others keep one place, that of the last year. `end` is the rank at the far ends of the axes.
    """
    others, years = other_pairs(record), sorted(set(pairs["year"]))
    names = {code: name for rows in (others, pairs) for code, name in zip(rows["economy"], rows["name"], strict=True)}
    plots = {at: _lay_out(pairs, others, *at, end=end) for at in product(years, (*NARROW, *WIDE))}

    def place(code: str, year: int, places: Sequence[str], *, own: bool) -> str:
        """Return the place that a name takes at all widths, or at those of a page; "" for none."""
        here = [plots[year, width] for width in ((*NARROW, *WIDE) if own else WIDE)]
        if code not in here[0].marks:
            return ""
        text = f"{names[code]} {year}" if own else names[code]

        def box(plot: _Plot, one: str) -> Box:
            return _box(text, plot.marks[code], one, own=own)

        def covered(one: str) -> int:
            return sum(plot.covered(box(plot, one), plot.marks[code], own=own) for plot in here)

        best = min(places, key=covered) if own else next((one for one in places if not covered(one)), "")
        for plot in here if best else ():
            plot.taken.append(box(plot, best))
        return best

    own: dict[tuple[str, int], str] = {}
    for year, code in product(years, record.about.codes):
        own[code, year] = place(code, year, (own.get((code, year - 1)) or PLACES[0], *PLACES), own=True)
    placed: dict[str, str] = {}
    last = others[others["year"] == years[-1]].sort_values("exports")["economy"]
    for code in dict.fromkeys((*named_others(others, pairs), *last)):
        if len(placed) < MOST_NAMED and (found := place(code, years[-1], PLACES, own=False)):
            placed[code] = found
    named = {
        year: frozenset(code for code, one in placed.items() if place(code, year, [one], own=False))
        for year in years[:-1]
    }
    own = {at: one or PLACES[0] for at, one in own.items()}
    return Names(own=own, others=placed, named=named | {years[-1]: frozenset(placed)})
