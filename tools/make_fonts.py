"""Make the bundled fonts: cut Fira Sans down to the characters used here, as TTF and WOFF2, and as a smaller WOFF2.

    .venv/bin/python -m tools.make_fonts FOLDER

FOLDER is the unpacked npm package `@expo-google-fonts/fira-sans` (`npm pack @expo-google-fonts/fira-sans`, then
`tar xf`): it holds `400Regular/FiraSans_400Regular.ttf` and so on, and the licence as `LICENSE_FONT`.

The TTF files measure text and draw figures in Python; the WOFF2 files are what the browser loads, the `basic` ones
(English letters and signs alone) within a file that has a figure. All come from the same subset, so a label is as wide
on the screen as it was measured. Fira Sans has no reserved font name, hence the family name may stay although the
files are changed.

Fira Sans lacks a few characters that the pages need; they are added from what it has: both Unicode hyphens
(U+2010, U+2011) are drawn as its hyphen, the diagonal arrow (U+2197) is its arrow to the right turned by 45
degrees, and the thin, hair and narrow no-break spaces are blanks of the usual widths.
"""

from __future__ import annotations

import argparse
import math
import shutil
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.misc.transform import Transform
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

from dyad.figures.style import BASIC, FONT_FOLDER

WEIGHTS = {"400Regular": "Regular", "500Medium": "Medium", "600SemiBold": "SemiBold"}
RANGES = (
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x00FF),  # Latin-1
    (0x0100, 0x017F),  # Latin Extended-A
    (0x0400, 0x04FF),  # Cyrillic
    (0x2007, 0x2007),  # figure space
    (0x2008, 0x200A),  # punctuation, thin and hair space
    (0x2010, 0x2015),  # hyphens and dashes
    (0x2018, 0x201E),  # quotation marks
)
SINGLES = "†‡•…\u202f‰‹›⁄€№™←↑→↓↗−≈≠≤≥×·¶§"
JOINING = ("kern", "mark", "mkmk", "ccmp", "locl", "liga", "calt")  # how letters stand together
FEATURES = (
    *JOINING,
    *("tnum", "pnum", "lnum", "onum", "frac", "sups", "subs", "case"),  # how figures look
)
SAME_AS = {0x2010: 0x002D, 0x2011: 0x002D}
BLANKS = {0x2009: 1 / 5, 0x200A: 1 / 10, 0x202F: 1 / 5}  # advance, as a part of the em
ARROW_RIGHT, ARROW_DIAGONAL = 0x2192, 0x2197

CHARACTERS = {code for first, last in RANGES for code in range(first, last + 1)} | {ord(one) for one in SINGLES}


def main() -> None:
    """Write three weights in two formats, and the licence, into the output folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="unpacked package with the original TTF files")
    given = parser.parse_args()
    for source, weight in WEIGHTS.items():
        font = TTFont(given.folder / source / f"FiraSans_{source}.ttf", recalcTimestamp=False)
        add_missing(font)
        cut(font, CHARACTERS, FEATURES)
        for flavour in (None, "woff2"):
            font.flavor = flavour
            target = FONT_FOLDER / f"FiraSans-{weight}.{flavour or 'ttf'}"
            font.save(target)
            print(f"{target.name}: {target.stat().st_size / 1000:.0f} kB, {len(font.getBestCmap())} characters")
        cut(font, map(ord, BASIC), JOINING)
        font.save(FONT_FOLDER / f"FiraSans-{weight}.basic.woff2")
    shutil.copyfile(given.folder / "LICENSE_FONT", FONT_FOLDER / "OFL.txt")


def add_missing(font: TTFont) -> None:
    """Give the font the characters it lacks, made from glyphs it has."""
    names = font.getBestCmap()
    for code, like in SAME_AS.items():
        _map(font, code, names[like])
    for code, part in BLANKS.items():
        _add_glyph(font, code, Glyph(), round(part * font["head"].unitsPerEm))
    _add_glyph(font, ARROW_DIAGONAL, _turned(font, names[ARROW_RIGHT]), font["hmtx"][names[ARROW_RIGHT]][0])


def cut(font: TTFont, characters: Iterable[int], features: Iterable[str]) -> None:
    """Keep only the characters and layout features wanted, in place."""
    # the copyright and licence entries stay; text is measured unhinted, and hints would double the size
    kept = {"layout_features": list(features), "name_IDs": ["*"], "notdef_outline": True, "hinting": False}
    cutter = subset.Subsetter(subset.Options(**kept))
    cutter.populate(unicodes=characters)
    cutter.subset(font)


def _turned(font: TTFont, name: str) -> Glyph:
    """Return the outline turned by 45 degrees to the left about its own middle."""
    outline = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[name].draw(outline)
    bounds = BoundsPen(None)
    outline.replay(bounds)
    left, bottom, right, top = bounds.bounds
    middle = Transform().translate((left + right) / 2, (bottom + top) / 2)
    pen = TTGlyphPen(None)
    outline.replay(TransformPen(pen, middle.rotate(math.pi / 4).translate(-(left + right) / 2, -(bottom + top) / 2)))
    return pen.glyph()


def _add_glyph(font: TTFont, code: int, glyph: Glyph, advance: int) -> None:
    name = f"uni{code:04X}"
    if name not in font.getGlyphOrder():
        font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = glyph
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (advance, getattr(glyph, "xMin", 0))
    _map(font, code, name)


def _map(font: TTFont, code: int, name: str) -> None:
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = name


if __name__ == "__main__":
    main()
