"""The one look of every figure: colours, type, widths of text, title and source line.

Colours hold for colour-blind readers (checked pairwise in `tests/unit/test_look.py`) and never carry
a meaning alone: verdicts differ by shape, reporters by name, flows by dash.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

import altair as alt
from PIL import ImageFont

Scheme = Literal["light", "dark"]
Stack = alt.VConcatChart  # named here: inside `Figure` the field `alt` hides the module

FONT = "Fira Sans"
FONT_FOLDER = Path(__file__).parents[2] / "static"
FONT_FILES = {400: "FiraSans-Regular.ttf", 500: "FiraSans-Medium.ttf", 600: "FiraSans-SemiBold.ttf"}
PHONE_WIDTH = 600  # px; narrower than this a timeline is a list
GROWTH = ((1840, 1.5), (1600, 1.25))  # from this width on, type is this much larger: it is read from afar
MEASURE_SIZE = 100  # px at which a text is measured; widths scale linearly
RENDERING_SLACK = 1.02  # browsers round glyph advances; measured text is allowed this much more


@dataclass(frozen=True, kw_only=True)
class Palette:
    """Colours by meaning. Text colours keep 4.5:1 on `paper`."""

    paper: str
    ink: str
    quiet: str
    grid: str
    lane: str
    band: str
    gap: str
    mark: str
    confirmed: str
    contradicted: str
    not_found: str
    opinion: str
    beyond: str
    first: str
    second: str
    further: str


PALETTES: dict[Scheme, Palette] = {
    "light": Palette(
        paper="#ffffff",
        ink="#14181d",
        quiet="#59636e",
        grid="#dfe3e8",
        lane="#f5f7f9",
        band="#f6e3b4",
        gap="#d5dbe3",
        mark="#59636e",
        confirmed="#24425f",
        contradicted="#c2410c",
        not_found="#a21caf",
        opinion="#6b5b95",
        beyond="#7b8794",
        first="#00794c",
        second="#3b55c4",
        further="#5f6a76",
    ),
    "dark": Palette(
        paper="#12161c",
        ink="#e8ebef",
        quiet="#a3adb9",
        grid="#2c343f",
        lane="#181e26",
        band="#4a3d16",
        gap="#333d4a",
        mark="#a3adb9",
        confirmed="#c3d3e6",
        contradicted="#ff8a4c",
        not_found="#e879f9",
        opinion="#b7a6e6",
        beyond="#8792a0",
        first="#3ecf8e",
        second="#8ea8ff",
        further="#98a3b0",
    ),
}

# Vega symbol paths are drawn in a box from -1 to 1
CROSS = (
    "M-0.62,-0.98L0,-0.36L0.62,-0.98L0.98,-0.62L0.36,0L0.98,0.62"
    "L0.62,0.98L0,0.36L-0.62,0.98L-0.98,0.62L-0.36,0L-0.98,-0.62Z"
)
SHAPES = {
    "confirmed": "circle",
    "contradicted": CROSS,
    "not found": "diamond",
    "opinion": "triangle-up",
    "beyond the essay": "square",
}
HOLLOW = ("not found", "beyond the essay")  # verdicts drawn as an outline


@dataclass(frozen=True, kw_only=True)
class Look:
    """How a figure is to look: its scheme, the width in px it is laid out for, the size of its type, its height.

    A layout for one width stays free of overlaps on any greater one: text keeps its size while
    the marks it belongs to move apart.
    """

    scheme: Scheme = "light"
    width: int = 1200
    scale: float = 1.0
    stretch: float = 1.0  # of the height of plots, type left as it is: fills a page of given proportions

    @property
    def colours(self) -> Palette:
        return PALETTES[self.scheme]

    @property
    def phone(self) -> bool:
        return self.width < PHONE_WIDTH

    def px(self, size: float) -> float:
        """Return a size in px, scaled to half a pixel."""
        return round(size * self.scale * 2) / 2

    def tall(self, size: float) -> float:
        """Return the height in px of a plot, scaled and stretched."""
        return round(size * self.scale * self.stretch * 2) / 2

    def verdict(self, verdict: str) -> str:
        """Return the colour of a verdict."""
        return str(
            getattr(self.colours, {"not found": "not_found", "beyond the essay": "beyond"}.get(verdict, verdict))
        )


def growth(page_width: float) -> float:
    """Return how much larger type is on a page of this width, in px."""
    return next((times for width, times in GROWTH if page_width >= width), 1.0)


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A chart and what belongs to it once it leaves the page.

    `data` has one row per figure or event drawn; `alt` and `title` are computed from it.
    """

    name: str
    title: str
    subtitle: str
    alt: str
    chart: Stack
    data: Any
    sources: tuple[str, ...]
    events: int = 0  # marks that can be picked

    @cached_property
    def spec(self) -> dict[str, Any]:
        """The chart as Vega-Lite, made once: that takes longer than drawing up the chart."""
        return self.chart.to_dict()


@lru_cache(maxsize=3)
def _face(weight: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT_FOLDER / FONT_FILES[weight], MEASURE_SIZE)


@lru_cache(maxsize=8192)
def text_width(text: str, size: float, weight: int = 400) -> float:
    """Return the width in px of a text in the bundled font, with room for a browser's rounding."""
    return _face(weight).getlength(text) * size / MEASURE_SIZE * RENDERING_SLACK


def wrap(text: str, *, width: float, size: float, weight: int = 400) -> list[str]:
    """Break a text into lines no wider than `width` px; a single longer word gets its own line."""
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(f"{lines[-1]} {word}", size, weight) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def wrap_evenly(text: str, *, width: float, size: float, weight: int = 400) -> list[str]:
    """Break a text into as few lines as fit `width` px, and make them about equally long."""
    lines = wrap(text, width=width, size=size, weight=weight)
    for percent in range(98, 50, -2):
        narrower = wrap(text, width=width * percent / 100, size=size, weight=weight)
        if len(narrower) != len(lines):
            break
        lines = narrower
    return lines


def vega_config(look: Look) -> dict[str, Any]:
    """Return the Vega-Lite config all figures share."""
    colours = look.colours
    return {
        "background": colours.paper,
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


def source_line(publishers: Sequence[str], *, look: Look, notes: Sequence[str] = ()) -> alt.Chart:
    """Return the last row of a figure: who says so, and what to know, wrapped to the width."""
    size = look.px(10.5)
    text = ". ".join([f"Sources: {'; '.join(publishers)}", *(note.rstrip(".") for note in notes)]) + "."
    lines = wrap(text, width=look.width - 4, size=size)
    height = len(lines) * size * 1.3
    return (
        alt.Chart(alt.InlineData(values=[{"text": "\n".join(lines)}]), height=height, width=look.width)
        .mark_text(
            align="left", baseline="top", lineBreak="\n", fontSize=size, lineHeight=size * 1.3, color=look.colours.quiet
        )
        .encode(text="text:N", x=alt.value(0), y=alt.value(0))
    )


def assemble(
    rows: Sequence[alt.Chart | alt.LayerChart],
    *,
    title: str,
    subtitle: str,
    look: Look,
    spacing: float = 8,
    selections: Sequence[alt.TopLevelSelectionParameter] = (),
) -> alt.VConcatChart:
    """Stack rows of one width under a title that states the finding and a subtitle in units."""
    size, small = look.px(17), look.px(12.5)
    lines = wrap_evenly(title, width=look.width - 4, size=size, weight=600)
    # limit: lines are broken here, by measured width; Streamlit would cut them 40 px short of the column
    sub: dict[str, Any] = {"subtitle": wrap(subtitle, width=look.width - 4, size=small)} if subtitle else {}
    chart = alt.vconcat(
        *rows,
        spacing=spacing,
        title=alt.TitleParams(lines, **sub, fontSize=size, subtitleFontSize=small, subtitleLineHeight=small * 1.3,
                              limit=0, lineHeight=size * 1.2),
        config=vega_config(look),
    )  # fmt: skip
    if selections:
        chart.params = [_on_views(selection, chart) for selection in selections]
    return chart


def _on_views(selection: alt.TopLevelSelectionParameter, chart: alt.VConcatChart) -> alt.TopLevelSelectionParameter:
    """Point a selection at the names its views bear now: Altair numbers them by row when it stacks charts."""
    layers = [layer.name for row in chart.vconcat for layer in getattr(row, "layer", ()) if isinstance(layer.name, str)]
    return alt.TopLevelSelectionParameter(
        name=selection.name,
        select=selection.select,
        views=[name for view in selection.views for name in layers if name.rpartition("_")[0] == view],
    )
