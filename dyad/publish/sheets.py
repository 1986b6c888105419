"""Figures laid out for their page, as sheets: its sizes, papers and options, and how a figure comes to fit.

Nothing is shrunk to fit: a figure is laid out anew at each size, its type as large as the size asks for and its
plots as tall as the page leaves room for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from math import ceil
from typing import Any

from altair import TitleParams
from lxml import etree

from dyad.figures.catalogue import FIGURES
from dyad.figures.compose import Figure
from dyad.figures.style import Scheme, Style
from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.render.engine import to_svg
from dyad.view import View
from dyad.wording.files import too_small

LEAST_STRETCH, MOST_STRETCH = 0.4, 4.0  # of the height of plots
MOST_PRESSED, LANES_PRESSED = 0.85, 0.75  # the same where it can rather have fewer labels, or one lane for all
SMALLER = 0.94  # type is made this much smaller at a time where a stage cannot hold it
MOST_TRIES = 6  # at a height that is rounded row by row
SURE = 12.0  # px that an estimated height may be off
SCALES = (1, 2, 3, 4)  # px of a PNG to a CSS px
MOST_PIXELS = 30_000_000  # of a PNG made by a server; the command line makes any
SHEETS_KEPT = 64  # of all readers together
DRAWINGS_KEPT = 16  # of them for screens, of some 100 kB


@dataclass(frozen=True, kw_only=True)
class Size:
    """A page a figure is laid out for, in CSS px (96 to the inch)."""

    title: str
    about: str  # what for
    width: int
    height: int | None  # None: as tall as the figure needs
    text: float  # type, as the next two, by what such a page is for (`docs/figures.md`): nothing on it is smaller
    title_size: float
    source: float
    margin: int  # free on every side
    zoom: int = 1  # a page read from afar is laid out small and drawn so many times as large, lines and marks included
    dots: int = 2  # px of a picture to a CSS px: 300 to the inch and more in print, 192 on a poster


SIZES = {
    "slide": Size(title="Slide 16:9", about="For a projector or a screen: legible from the back row.",
                  width=1280, height=720, text=24, title_size=40, source=18, margin=24),
    "slide-4x3": Size(title="Slide 4:3", about="For an older projector, or a slide with less width.",
                      width=1024, height=768, text=26, title_size=42, source=19, margin=24),
    "square": Size(title="Square", about="For a post that is read on a phone.",
                   width=1080, height=1080, text=30, title_size=46, source=24, margin=28),
    "column": Size(title="A4 column (85 mm)", about="For one of two columns of a printed page.",
                   width=321, height=None, text=9.5, title_size=15, source=9.5, margin=4, dots=4),
    "page": Size(title="A4 page", about="For print, a page by itself.",
                 width=794, height=1123, text=11.5, title_size=19, source=11.5, margin=56, dots=4),
    "poster": Size(title="Poster (A1)", about="For a wall, read from two metres.",
                   width=1122, height=1589, text=21.5, title_size=48, source=16, margin=55, zoom=2),
}  # fmt: skip


def scales_of(size: str) -> tuple[int, ...]:
    """Return the scales in which a server makes a PNG of a size: a poster of 114 million px would take a gigabyte."""
    area = SIZES[size].width * (SIZES[size].height or 0) * SIZES[size].zoom ** 2
    return tuple(scale for scale in SCALES if area * scale**2 <= MOST_PIXELS)


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What a figure is drawn on: the scheme of its ink, and whether there is any paper at all."""

    title: str
    scheme: Scheme
    clear: bool = False


PAPERS = {
    "light": Paper(title="Light", scheme="light"),
    "dark": Paper(title="Dark", scheme="dark"),
    "transparent": Paper(title="Transparent, dark ink", scheme="light", clear=True),
    "transparent-light-ink": Paper(title="Transparent, light ink", scheme="dark", clear=True),
}


@dataclass(frozen=True, kw_only=True)
class ExportOptions:
    """What is asked of a figure that leaves: its name, its page, and whether title and notes go with it."""

    figure: str
    size: str = "slide"
    paper: str = "light"
    titled: bool = True
    noted: bool = True

    @property
    def look(self) -> Style:
        """How the figure looks before its plots are stretched."""
        size, paper = SIZES[self.size], PAPERS[self.paper]
        return Style(
            scheme=paper.scheme,
            width=size.width - 2 * size.margin,
            text=size.text,
            title=size.title_size,
            source=size.source,
            titled=self.titled,
            noted=self.noted,
            clear=paper.clear,
        )

    @property
    def query(self) -> dict[str, str]:
        """The options of an address that lay a figure out so."""
        title, notes = str(self.titled).lower(), str(self.noted).lower()
        return {"size": self.size, "paper": self.paper, "title": title, "notes": notes}


@dataclass(frozen=True, kw_only=True)
class RenderedFigure:
    """A figure laid out for a page, and its drawing, `height` px tall and without the page's margins."""

    figure: Figure
    svg: str
    height: float


class TooSmallError(ValueError):
    """The figure cannot be laid out legibly at the size asked for."""


def sheet_of(figure: Figure, *, screen: bool = False) -> RenderedFigure:
    """Return the sheet of a figure that is laid out already; one for a `screen` is drawn before files."""
    svg = to_svg(figure.spec, screen=screen)
    return RenderedFigure(figure=figure, svg=svg, height=float(etree.fromstring(svg.encode()).get("height")))


def lay_out(record: Record, view: View, choice: ExportOptions) -> RenderedFigure:
    """Return the figure laid out for a page, its plots stretched. TooSmallError: no legible type has room."""
    sheet = _fit_page(record, view, choice)
    if sheet is None:
        raise TooSmallError(too_small(figure=choice.figure, size=SIZES[choice.size].title))
    return sheet


@cached_per_record(SHEETS_KEPT)
def _fit_page(record: Record, view: View, choice: ExportOptions) -> RenderedFigure | None:
    """Return the sheet, or that there is none: that takes the most tries, and is not found out twice."""
    size, make = SIZES[choice.size], partial(FIGURES[choice.figure].draw, record, view)
    if size.height is None:
        return sheet_of(make(choice.look))
    return fit(make, choice.look, height=size.height - 2 * size.margin)


def fit(
    make: Callable[[Style], Figure],
    look: Style,
    *,
    height: float,
    least_scale: float = 1.0,
    least_stretch: float = LEAST_STRETCH,
    screen: bool = False,
) -> RenderedFigure | None:
    """Return a figure no higher than `height` px, its plots stretched, none of them over its natural proportions.

    `make` returns it in a look. What has too much to show is brief first, then has fewer labels; `least_scale` is how
    small type may become after that, as a part of the look's own: a stage must show whatever a lesson asks for. None
    when nothing fits.
    """
    least = look.text * least_scale
    while look.text >= least:
        figure = make(look)
        pressed, over = figure.tall - figure.firm, estimate_height(figure) - height
        lighter = _lighten(figure, look, px=over - (1 - MOST_PRESSED) * pressed)
        lowest = (MOST_PRESSED if figure.labels > figure.lanes else LANES_PRESSED) if lighter else least_stretch
        # all but the plots is as tall whatever the stretch
        moving = pressed if over > 0 else figure.tall
        stretch = min(MOST_STRETCH, 1 - over / moving) if moving > 0 else 1.0
        for _ in range(MOST_TRIES if stretch >= lowest and (moving > 0 or over <= SURE) else 0):
            filled = sheet_of(make(replace(look, stretch=stretch)) if moving > 0 else figure, screen=screen)
            if filled.height <= height:
                return filled
            stretch -= (filled.height - height + 1) / max(moving, 1.0)
        look = lighter or look.times(SMALLER)
    return None


def estimate_height(figure: Figure) -> float:
    """Return how high a figure is on its sheet, to a few px, without drawing it: its rows, the headings over them."""
    rows: Any = figure.chart.vconcat
    titles = [row.title for row in rows if isinstance(row.title, TitleParams)]
    return float(sum(row.height for row in rows) + sum(len(t.text) * t.fontSize + t.offset for t in titles))


def _lighten(figure: Figure, look: Style, *, px: float) -> Style | None:
    """Return a look in which a figure has less to show, by about so many px of height; None where it cannot.

    Each of its lanes keeps a row of labels; then there is one lane for all.
    """
    if figure.sheds and not look.brief:
        return replace(look, brief=True)
    if figure.labels < 2:
        return None
    fewer = figure.labels - max(ceil(px / figure.row), 1)
    if figure.lanes > 1 and not look.joined:
        if figure.labels == figure.lanes:
            return replace(look, most_rows=None, joined=True)
        fewer = max(fewer, figure.lanes)
    return replace(look, most_rows=max(fewer, 1))
