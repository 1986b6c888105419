"""The one style of every figure: colours, signs of verdicts, type, Vega's config, widths of text.

Colours hold in grey print and for colour-blind readers (checked pairwise in `tests/unit/figures/test_palettes.py`) and
never carry a meaning alone: verdicts differ by shape, reporters by name, flows by dash. Type is set by what a figure
leaves as (`dyad.publish.sheets.SIZES`): all that is written in it is of one size, its title larger, its sources
smaller at most. `docs/figures.md` is the guide to it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

from PIL import ImageFont

from dyad.paths import shipped
from dyad.wording.pieces import bind

Scheme = Literal["light", "dark"]

FONT = "Fira Sans"
FONT_FOLDER = shipped("static")
FONT_FILES = {400: "FiraSans-Regular.ttf", 500: "FiraSans-Medium.ttf", 600: "FiraSans-SemiBold.ttf"}
BASIC = frozenset(map(chr, range(0x20, 0x7F))) | frozenset(
    "“”‘’–—…·•×→←↗↑↓−‑¶§\u00a0\u2009\u202f"
)  # characters of the fonts `FiraSans-….basic.woff2`, a third as large
SCREEN_TEXT, SCREEN_TITLE = 13.0, 20.0  # px of type on a screen
MOST_TALL = 0.62  # height of a plot, of the width of its figure: slopes stay near 45 degrees, and paper is left free
PHONE_WIDTH = 600  # px; narrower than this a timeline is a list
MEASURE_SIZE = 100  # px at which a text is measured; widths scale linearly
LAST_CYRILLIC = "\u052f"  # up to it the font has about every letter
LINE_ENDS = str.maketrans(dict.fromkeys("\n\r\x1c\x1d\x1e\x85\u2029", " "))  # drawn as blanks, and not measured
LEAST_LAST = 12  # letters of the last line of a text
SQUARE, EMOJI = 1.0, 1.3  # em that a letter, and a picture, of another font takes at most
RENDERING_SLACK = 1.02  # browsers round glyph advances; measured text is allowed this much more


@dataclass(frozen=True, kw_only=True)
class Palette:
    """Colours by meaning, those on light paper unless told. Text colours keep 4.5:1 on `paper`."""

    paper: str = "#ffffff"
    ink: str = "#14181d"
    quiet: str = "#59636e"  # words beside, and marks that are nobody's
    grid: str = "#e6e9ed"
    lane: str = "#f5f7f9"
    band: str = "#f6e3b4"
    edge: str = "#c99a1a"  # of the band
    ribbon: str = "#c9d0d8"  # from the least to the most of what several bodies say
    confirmed: str = "#161b22"
    partly: str = "#454d57"
    contradicted: str = "#c2410c"
    not_found: str = "#a21caf"
    opinion: str = "#6b5b95"
    beyond: str = "#7b8794"
    first: str = "#1b8159"
    second: str = "#24358f"
    further: str = "#84909c"  # everybody else, as marks and lines; their names are `quiet`


PALETTES: dict[Scheme, Palette] = {
    "light": Palette(),
    "dark": Palette(
        paper="#12161c", ink="#e8ebef", quiet="#a3adb9", grid="#2c343f", lane="#181e26",
        band="#4a3d16", edge="#b58a1c", ribbon="#414b58",
        confirmed="#f5f7f9", partly="#cad1da", contradicted="#ff8a4c", not_found="#e879f9", opinion="#b7a6e6",
        beyond="#8792a0", first="#5fe3a8", second="#7b93f0", further="#8792a1",
    ),
}  # fmt: skip

# Vega symbol paths are drawn in a box from -1 to 1
CROSS = (
    "M-0.62,-0.98L0,-0.36L0.62,-0.98L0.98,-0.62L0.36,0L0.98,0.62"
    "L0.62,0.98L0,0.36L-0.62,0.98L-0.98,0.62L-0.36,0L-0.98,-0.62Z"
)
HALF = "M0,-1A1,1,0,1,0,0,1A1,1,0,1,0,0,-1ZM0,-0.87A0.87,0.87,0,1,1,0,0.87Z"  # a circle, its left half full
DASH = "M-0.95,-0.26L0.95,-0.26L0.95,0.26L-0.95,0.26Z"
SHAPES_AND_SIGNS = {  # of verdicts, as marks and as letters, for words
    "confirmed": ("circle", "●"),
    "partly": (HALF, "◐"),
    "contradicted": (CROSS, "✕"),
    "not found": ("diamond", "◇"),
    "opinion": (DASH, "–"),
    "beyond": ("square", "□"),
    "told": ("circle", "●"),
}
SHAPES, SIGNS = ({verdict: both[at] for verdict, both in SHAPES_AND_SIGNS.items()} for at in (0, 1))
SHEER = "rgba(128,128,128,0.1)"  # tells lanes apart on a ground of any colour
HOLLOW = ("not found", "beyond")  # verdicts drawn as an outline


@dataclass(frozen=True, kw_only=True)
class Style:
    """How a figure is to look; laid out for one width it is free of overlaps on any greater: text keeps its size."""

    scheme: Scheme = "light"
    width: int = 1200
    text: float = SCREEN_TEXT  # px of all that is written in plots, of headings of panels and of the subtitle
    title: float = SCREEN_TITLE
    source: float = SCREEN_TEXT  # of the lines at the foot
    stretch: float = 1.0  # of the height of plots, type left as it is: fills a page of given proportions
    titled: bool = True  # whether title and subtitle are drawn
    noted: bool = True  # whether the source line and its notes are drawn
    clear: bool = False  # whether the paper is left out: only what is drawn on it stays
    told: bool = False  # whether marks tell what they are: on a screen, whose page has the key; on paper each is named
    most_rows: int | None = None  # of labels of events, where a page has no room for all
    joined: bool = False  # whether events share one lane, where a page has no room for one of each theme
    brief: bool = False  # whether what a figure can do without is left out, for a page that holds little

    @property
    def colours(self) -> Palette:
        return PALETTES[self.scheme]

    def sides(self, codes: tuple[str, str]) -> dict[str, str]:
        """Return the colours of the two economies by code."""
        return dict(zip(codes, (self.colours.first, self.colours.second), strict=True))

    @property
    def ground(self) -> str:
        """The colour of what nothing is drawn on."""
        return "transparent" if self.clear else self.colours.paper

    @property
    def scale(self) -> float:
        return self.text / SCREEN_TEXT

    @property
    def phone(self) -> bool:
        """Whether so little fits beside each other as on a phone: a narrow page, or large type."""
        return self.width / self.scale < PHONE_WIDTH

    def px(self, size: float) -> float:
        """Return what is so many px on a screen, of marks, lines and gaps, grown with the type, to half a px."""
        return round(size * self.scale * 2) / 2

    def tall(self, size: float) -> float:
        """Return the height in px of a plot: stretched, and never so tall that its slopes get steep."""
        return round(min(size * self.stretch, MOST_TALL * self.width) * 2) / 2

    def row(self, size: float) -> float:
        """Return the height in px of a row that holds type, grown with it; stretched, but not pressed together."""
        return round(size * self.scale * max(self.stretch, 1.0) * 2) / 2

    def airy(self, size: float, *, most: float, told: float = 1.0) -> float:
        """Return the height in px of a row: on a screen so many times a size, on paper stretched up to `most` times."""
        return self.px(size * told) if self.told else min(self.row(size), self.px(size * most))

    def times(self, size: float) -> Style:
        """Return this look with type so many times as large."""
        return replace(self, text=self.text * size, title=self.title * size, source=self.source * size)

    def verdict(self, verdict: str) -> str:
        return str(getattr(self.colours, {"not found": "not_found", "told": "confirmed"}.get(verdict, verdict)))

    def filling(self, verdict: str) -> str:
        return self.colours.paper if verdict in HOLLOW else self.verdict(verdict)


def vega_config(look: Style) -> dict[str, Any]:
    """Return the Vega-Lite config all figures share."""
    colours = look.colours
    return {
        "background": look.ground,
        "font": FONT,
        "padding": 0,
        "view": {"stroke": None},
        "axis": {
            "labelColor": colours.quiet,
            "labelFontSize": look.text,
            "domain": False,
            "ticks": False,
            "gridColor": colours.grid,
            "labelPadding": 4,
            "title": None,
        },
        "title": {"color": colours.ink, "anchor": "start", "frame": "group", "fontWeight": 600, "offset": 6},
        "point": {"opacity": 1},
        "text": {"color": colours.ink, "fontSize": look.text},
        "concat": {"spacing": 8},
        "aria": True,
    }


@lru_cache(maxsize=3)
def _face(weight: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT_FOLDER / FONT_FILES[weight], MEASURE_SIZE)


@lru_cache(maxsize=1)
def known_letters() -> frozenset[str]:
    """Return the characters that every weight of the bundled font has, and those that end lines."""
    from fontTools.ttLib import TTFont  # 10 MB that who draws nothing does not need

    known = []
    for file in FONT_FILES.values():
        with TTFont(FONT_FOLDER / file, lazy=True) as font:
            known.append(frozenset(map(chr, font.getBestCmap())))
    return frozenset.intersection(*known) | frozenset("\t\n\r")


@lru_cache(maxsize=8192)
def text_width(text: str, size: float, weight: int = 400) -> float:
    """Return the px that a text is wide in the bundled font, with slack; letters it lacks as wide as others draw."""
    face, text = _face(weight), text.translate(LINE_ENDS)
    further = [one for one in text if one > LAST_CYRILLIC and one not in BASIC]
    more = sum(max(_widest(one) * MEASURE_SIZE - face.getlength(one), 0) for one in further)
    return (face.getlength(text) + more) * size / MEASURE_SIZE * RENDERING_SLACK


def _widest(letter: str) -> float:
    """Return how many em a letter takes at most in another font, 0 where that is no more than the box in its stead."""
    kind, wide = unicodedata.category(letter)[0], unicodedata.east_asian_width(letter) in "WF"
    narrow = kind in "MCZ" or unicodedata.bidirectional(letter) in ("R", "AL")  # marks, and letters that join
    if letter in known_letters() or (narrow and not wide):
        return 0.0
    return EMOJI if wide and kind == "S" else SQUARE


def wrap(text: str, *, width: float, size: float, weight: int = 400) -> list[str]:
    """Break a text into lines no wider than `width` px; a word that is wider by itself is broken, too.

    The last line has two words and twelve letters at least, where the line before can spare them.
    """
    lines = _broken(text, width=width, size=size, weight=weight)
    while len(lines) > 1 and (len(lines[-1]) < LEAST_LAST or " " not in lines[-1]):
        rest, _, word = lines[-2].rpartition(" ")
        last = f"{word} {lines[-1]}"
        if " " not in rest or text_width(last, size, weight) > width:
            break
        lines[-2:] = [rest, last]
    return [line.replace("\u00a0", " ") for line in lines]


def _broken(text: str, *, width: float, size: float, weight: int) -> list[str]:
    lines: list[str] = []
    bound = re.findall(r"[\S\u00a0]+", bind(text).strip())
    for word in (word for one in bound for word in (one.split() if text_width(one, size, weight) > width else [one])):
        if lines and text_width(f"{lines[-1]} {word}", size, weight) <= width:
            lines[-1] += f" {word}"
            continue
        rest = word
        while text_width(rest, size, weight) > width and len(rest) > 1:
            fits = bisect_right(range(2, len(rest)), width, key=lambda end: text_width(rest[:end], size, weight)) + 1
            lines.append(rest[:fits])
            rest = rest[fits:]
        lines.append(rest)
    return lines


def cut(text: str, *, width: float, size: float, weight: int = 400) -> str:
    """Return as much of a text as `width` px hold, with an ellipsis where some is left out."""
    if text_width(text, size, weight) <= width:
        return text
    fits = bisect_right(range(1, len(text)), width, key=lambda end: text_width(text[:end] + "…", size, weight))
    return text[:fits].rstrip() + "…"


def wrap_evenly(text: str, *, width: float, size: float, weight: int = 400) -> list[str]:
    """Break a text into as few lines as fit `width` px, and make them about equally long."""
    lines = wrap(text, width=width, size=size, weight=weight)
    for percent in range(98, 50, -2):
        narrower = wrap(text, width=width * percent / 100, size=size, weight=weight)
        if len(narrower) != len(lines):
            break
        lines = narrower
    return lines
