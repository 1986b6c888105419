"""The bundled font cut down to what a site writes, inside its stylesheet: a page then asks for no file at all."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import lru_cache

from fontTools import subset
from fontTools.ttLib import TTFont

from dyad.figures.style import FONT_FILES, FONT_FOLDER
from dyad.publish.images import AWAITED, font_face

ALWAYS = frozenset(map(chr, range(0x20, 0x7F))) | frozenset(
    "“”‘’–—…·×→←↗−‑\u00a0\u2009\u202f"
)  # what a reader types, and what sentences are made with


def font_css(characters: Iterable[str]) -> str:
    """Return the style rules that carry the font, each weight with the characters given and the usual ones."""
    wanted = ALWAYS.union(characters)
    fonts = {weight: _cut(file, wanted) for weight, file in FONT_FILES.items()}
    return "".join(f"{font_face(weight, font, more=AWAITED)}\n" for weight, font in fonts.items())


@lru_cache(maxsize=2 * len(FONT_FILES))  # sites are mostly written with the same letters
def _cut(file: str, characters: frozenset[str]) -> bytes:
    options = subset.Options()
    options.layout_features = ["*"]  # text is as wide as it was measured, kerning included
    options.hinting = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=sorted(map(ord, characters)))
    out = io.BytesIO()
    with TTFont(FONT_FOLDER / file, recalcTimestamp=False) as font:
        cutter.subset(font)
        font.flavor = "woff2"
        font.save(out)
    return out.getvalue()
