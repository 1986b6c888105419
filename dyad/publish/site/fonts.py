"""The bundled font cut down to what a site writes, inside its stylesheet: a page then asks for no file at all."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable

from fontTools import subset
from fontTools.ttLib import TTFont

from dyad.figures.look import FONT, FONT_FILES, FONT_FOLDER

ALWAYS = frozenset(map(chr, range(0x20, 0x7F))) | frozenset(
    "“”‘’–—…·×→←↗−‑\u00a0\u2009\u202f"
)  # what a reader types, and what sentences are made with


def font_css(characters: Iterable[str]) -> str:
    """Return the style rules that carry the font, each weight with the characters given and the usual ones."""
    wanted = sorted({ord(one) for one in ALWAYS.union(characters)})
    return "".join(
        f"@font-face{{font-family:'{FONT}';font-weight:{weight};font-display:block;"
        f"src:url(data:font/woff2;base64,{_cut(file, wanted)}) format('woff2')}}\n"
        for weight, file in FONT_FILES.items()
    )


def _cut(file: str, characters: list[int]) -> str:
    options = subset.Options()
    options.layout_features = ["*"]  # text is as wide as it was measured, kerning included
    options.hinting = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    out = io.BytesIO()
    with TTFont(FONT_FOLDER / file, recalcTimestamp=False) as font:
        cutter.subset(font)
        font.flavor = "woff2"
        font.save(out)
    return base64.b64encode(out.getvalue()).decode()
