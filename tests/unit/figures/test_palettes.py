"""The one look: colours that can be read and told apart, type that is measured."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from itertools import combinations, product
from pathlib import Path

import numpy as np
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageColor, ImageFont

from dyad.figures.geometry import Floats
from dyad.figures.style import (
    BASIC,
    FONT,
    FONT_FILES,
    FONT_FOLDER,
    PALETTES,
    SHAPES,
    Scheme,
    Style,
    text_width,
    wrap,
    wrap_evenly,
)
from dyad.findings.claims import NOT_CHECKED, UNCLAIMED
from dyad.record.schema import VERDICTS
from tools.eyes import CONES, seen_with

SCHEMES: tuple[Scheme, ...] = ("light", "dark")
READABLE = 4.5  # WCAG 2.2, 1.4.3
SEEN = 3.0  # WCAG 2.2, 1.4.11: a sign against its ground
APART = 12.0  # CIE76
TEXTS = ("ink", "quiet", "first", "second", "contradicted", "not_found", "confirmed", "partly", "opinion")
MARKS = ("confirmed", "partly", "contradicted", "not_found", "opinion", "beyond", "first", "second", "further", "quiet")

SIMULATED = {"all cones": np.identity(3), **CONES}
TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
IN_GREY = 1.6  # by luminance, of what is told apart by colour alone


def linear(colour: str) -> Floats:
    """Return a colour's light, red, green and blue, each from 0 to 1."""
    parts = np.array(ImageColor.getrgb(colour)) / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours as WCAG defines it."""
    dark, light = sorted(float(linear(colour) @ (0.2126, 0.7152, 0.0722)) for colour in (one, other))
    return (light + 0.05) / (dark + 0.05)


def lab(light: Floats) -> Floats:
    """Return linear RGB in CIE L*a*b* under D65."""
    xyz = TO_XYZ @ light.clip(0, 1) / (0.95047, 1.0, 1.08883)
    x, y, z = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array((116 * y - 16, 500 * (x - y), 200 * (y - z)))


def difference(one: str, other: str, eyes: str) -> float:
    """Return how far apart two colours are to eyes of a kind, in CIE76."""
    a, b = (lab(SIMULATED[eyes] @ linear(colour)) for colour in (one, other))
    return float(np.linalg.norm(a - b))


def test_the_formulas_are_right() -> None:
    """Contrast and difference give the values known for black, white and themselves."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert difference("#000000", "#ffffff", "all cones") == pytest.approx(100, abs=0.01)
    assert difference("#ff0000", "#ff0000", "protanopia") == 0
    assert difference("#ff0000", "#00ff00", "all cones") == pytest.approx(170.6, abs=0.5)


# -- colours -----------------------------------------------------------------------------------


def lacking(scheme: Scheme, *, names: Sequence[str], grounds: Sequence[str], least: float) -> dict[str, float]:
    """Return the colours that have too little contrast, each with its ground and how much it has."""
    colours = PALETTES[scheme]
    found = {f"{name} on {ground}": contrast(getattr(colours, name), getattr(colours, ground))
             for name, ground in product(names, grounds)}  # fmt: skip
    return {pair: ratio for pair, ratio in found.items() if ratio < least}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_text_can_be_read_and_signs_seen(scheme: Scheme) -> None:
    """Colours of text keep 4.5:1 on the paper and on a lane, ink on the band, too; colours of marks keep 3:1.

    What an economy reports keeps 3:1 on the band too.
    """
    grounds = ("paper", "lane")
    assert lacking(scheme, names=TEXTS, grounds=grounds, least=READABLE) == {}
    assert lacking(scheme, names=("ink",), grounds=("band",), least=READABLE) == {}
    assert lacking(scheme, names=("first", "second"), grounds=("band",), least=SEEN) == {}
    assert lacking(scheme, names=MARKS, grounds=grounds, least=SEEN) == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_lines_are_told_apart_in_grey(scheme: Scheme) -> None:
    """Printed without colours one economy is clearly darker, and the outline of what others give seen over the band.

    So is the band's edge on the paper.
    """
    colours = PALETTES[scheme]
    assert contrast(colours.edge, colours.paper) > contrast(colours.band, colours.paper)
    assert contrast(colours.first, colours.second) >= IN_GREY
    assert contrast(colours.further, colours.band) >= IN_GREY
    assert contrast(colours.further, colours.ribbon) >= IN_GREY
    assert contrast(colours.ribbon, colours.paper) >= 1.2
    assert min(contrast(colours.ribbon, line) for line in (colours.first, colours.second)) >= SEEN


@pytest.mark.parametrize("eyes", SIMULATED)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_colours_are_told_apart(scheme: Scheme, eyes: str) -> None:
    """The two economies and further reporters, and the verdicts, differ to colour-blind eyes too."""
    look = Style(scheme=scheme)
    economies = {name: getattr(look.colours, name) for name in ("first", "second", "further")}
    for colours in (economies, {verdict: look.verdict(verdict) for verdict in VERDICTS}):
        near = {(a, b): round(difference(colours[a], colours[b], eyes), 1) for a, b in combinations(colours, 2)}
        assert {pair: apart for pair, apart in near.items() if apart < APART} == {}


def test_a_picture_is_seen_as_its_colours_are() -> None:
    """What contact sheets show of a colour is what is measured here; eyes with all cones see white as white."""
    for eyes in CONES:
        picture = seen_with(Image.new("RGB", (1, 1), PALETTES["light"].first), eyes)
        expected = lab(SIMULATED[eyes] @ linear(PALETTES["light"].first))
        shown = "#{:02x}{:02x}{:02x}".format(*picture.getpixel((0, 0)))
        assert lab(linear(shown)) == pytest.approx(expected, abs=1)
        assert seen_with(Image.new("RGB", (1, 1), "white"), eyes).getpixel((0, 0)) == (255, 255, 255)


def test_verdicts_have_shapes_of_their_own() -> None:
    """Each verdict, and being beyond the document, has a shape that no other has; without claims there is one shape."""
    assert set(SHAPES) == {*VERDICTS, UNCLAIMED, NOT_CHECKED}
    judged = {verdict: shape for verdict, shape in SHAPES.items() if verdict != NOT_CHECKED}
    assert len(set(judged.values())) == len(judged)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_page_has_the_colours_of_the_figures(root: Path, scheme: Scheme) -> None:
    """Paper, ink and font of the figures are those of the page, on whose grounds links and text keep 4.5:1."""
    themes = tomllib.loads((root / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]
    theme = themes[scheme]
    assert theme["backgroundColor"].lower() == PALETTES[scheme].paper
    assert theme["textColor"].lower() == PALETTES[scheme].ink
    assert FONT in themes["font"]
    for colour in ("linkColor", "primaryColor", "textColor"):
        for ground in ("backgroundColor", "secondaryBackgroundColor"):
            assert contrast(theme[colour], theme[ground]) >= READABLE, (colour, ground)


# -- type --------------------------------------------------------------------------------------

LETTERS = st.characters(codec="ascii", categories=["L", "N", "P"]) | st.sampled_from("–’éПакиста")
TEXT = st.lists(st.text(LETTERS, min_size=1, max_size=12), max_size=12).map(" ".join)


def test_the_fonts_are_there(root: Path) -> None:
    """Each weight is bundled for files and for the page, with its licence."""
    for file in FONT_FILES.values():
        assert (FONT_FOLDER / file).is_file()
        assert ImageFont.truetype(FONT_FOLDER / file, 20).getname()[0].startswith(FONT)
        assert (FONT_FOLDER / file).with_suffix(".woff2").is_file()
        with TTFont((FONT_FOLDER / file).with_suffix(".basic.woff2")) as basic:
            assert set(basic.getBestCmap()) == set(map(ord, BASIC))
    assert root / "static" == FONT_FOLDER
    assert "Open Font License" in (FONT_FOLDER / "OFL.txt").read_text(encoding="utf-8").title().replace("Sil ", "")


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\x85", "\u2029"])
def test_a_line_end_in_a_text_is_as_wide_as_a_blank(end: str) -> None:
    """A label of two lines, as a spreadsheet's cell may have them, is measured as it is drawn: on one."""
    assert text_width(f"Port{end}opens", 12) == text_width(f"Port{' ' * len(end)}opens", 12)


@pytest.mark.parametrize("weight", FONT_FILES)
def test_a_measured_width_is_the_fonts(weight: int) -> None:
    """A text is as wide as the advances of its letters in the font file, and not narrower than PIL draws it large."""
    text = "Strategic stability group, Druzhba–2016 (Черат)"
    with TTFont(FONT_FOLDER / FONT_FILES[weight]) as font:
        glyphs, advances = font.getBestCmap(), font["hmtx"]
        advanced = sum(advances[glyphs[ord(letter)]][0] for letter in text) / font["head"].unitsPerEm
    drawn = ImageFont.truetype(FONT_FOLDER / FONT_FILES[weight], 400).getlength(text) / 400
    for size in (11, 12.5, 26):
        assert text_width(text, size, weight) == pytest.approx(advanced * size, rel=0.04)
        assert drawn * size <= text_width(text, size, weight) <= drawn * size * 1.05


@pytest.mark.parametrize(("letter", "em"), [("谊", 1), ("한", 1), ("😀", 1.25), ("മ", 0.9), ("ש", 0.6), ("ع", 0.6)])
def test_a_letter_that_the_font_lacks_has_the_room_that_another_needs(letter: str, em: float) -> None:
    """A label in other letters is not drawn over the next; where letters join, none is cut for it."""
    for weight in FONT_FILES:
        alone = text_width(letter, 100, weight)
        assert 100 * em <= alone <= 100 * max(1, em) * 1.1
        assert text_width(f"Su-35 {letter}", 100, weight) == pytest.approx(text_width("Su-35 ", 100, weight) + alone)


@given(TEXT, st.floats(30, 400), st.sampled_from([11.0, 13.0, 17.0]))
def test_wrapped_lines_fit(text: str, width: float, size: float) -> None:
    """No line is wider than asked, no letter is lost, and only a word that is wider by itself is broken."""
    lines = wrap(text, width=width, size=size)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(text_width(line, size) <= width or len(line) == 1 for line in lines)
    if all(text_width(word, size) <= width for word in text.split()):
        assert " ".join(lines).split() == text.split()


def test_no_text_ends_in_a_line_of_one_word() -> None:
    """Words come down from the line before, where it has more than two and there is room."""
    text = "Sources: Dawn; The Nation; Pakistan Today and 113 more."
    width = text_width(text, 12) - 1
    assert wrap(text, width=width, size=12) == ["Sources: Dawn; The Nation; Pakistan Today", "and 113 more."]
    assert wrap("a year, 2003", width=text_width("a year,", 12), size=12) == ["a year,", "2003"]


def test_no_line_ends_between_a_number_and_its_unit() -> None:
    """The two go to the next line together, unless they are wider than a line."""
    text = "of goods trade USD 400–600 million a year"
    lines = wrap(text, width=text_width("of goods trade USD 400", 12), size=12)
    assert (lines[0], lines[1][:19]) == ("of goods trade", "USD 400–600 million")
    assert wrap(text, width=text_width("of goods trade", 12), size=12)[1:] == ["USD 400–600", "million a year"]


@given(TEXT, st.floats(450, 900))
def test_even_lines_fit_and_are_no_more(text: str, width: float) -> None:
    """Breaking evenly loses no word, takes as few lines as breaking greedily, and none is wider than asked."""
    lines = wrap_evenly(text, width=width, size=12)
    assert " ".join(lines).split() == text.split()
    assert len(lines) == len(wrap(text, width=width, size=12))
    assert all(text_width(line, 12) <= width for line in lines)


@pytest.mark.timeout(10)
def test_even_lines_of_one_word_each_come_to_an_end() -> None:
    """Where every line is a single word there is nothing to even out."""
    assert wrap_evenly("Diplomatic correspondence", width=100, size=13) == ["Diplomatic", "correspondence"]


@given(st.floats(1, 40), st.sampled_from([1.0, 1.25, 1.5]))
def test_sizes_are_halves_of_pixels(size: float, scale: float) -> None:
    """A scaled size is off by a quarter of a pixel at most."""
    scaled = Style().times(scale).px(size)
    assert scaled * 2 == int(scaled * 2)
    assert abs(scaled - size * scale) <= 0.25
