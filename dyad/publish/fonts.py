"""The bundled font as style rules: whole, of the usual characters, or cut to those that a page has."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable
from functools import lru_cache

from dyad.figures.style import FONT, FONT_FILES, FONT_FOLDER

AWAITED = "font-display:block;"  # in the rule of a font, where no other is to be seen before it is there
ALWAYS = frozenset(map(chr, range(0x20, 0x7F))) | frozenset(
    "“”‘’–—…·×→←↗−‑\u00a0\u2009\u202f"
)  # what a reader types, and what sentences are made with


def font_faces(*, basic: bool = False) -> str:
    """Return the style rules that carry the bundled fonts, or with `basic` those of `figures.style.BASIC` alone."""
    ending = ".basic.woff2" if basic else ".woff2"
    fonts = {weight: (FONT_FOLDER / file).with_suffix(ending) for weight, file in FONT_FILES.items()}
    return "".join(_font_face(weight, font.read_bytes()) for weight, font in fonts.items())


def _font_face(weight: int, font: bytes, *, more: str = "") -> str:
    """Return the style rule that carries one weight of the bundled font as WOFF2; `more` is what else it says."""
    data = base64.b64encode(font).decode()
    return (
        f"@font-face{{font-family:'{FONT}';font-weight:{weight};{more}"
        f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
    )


def font_css(characters: Iterable[str] | None = None) -> str:
    """Return the style rules that carry the font, whole or each weight with the characters given and the usual ones."""
    if characters is None:
        fonts = {weight: (FONT_FOLDER / file).with_suffix(".woff2").read_bytes() for weight, file in FONT_FILES.items()}
    else:
        wanted = ALWAYS.union(characters)
        fonts = {weight: _cut_font(file, wanted) for weight, file in FONT_FILES.items()}
    return "".join(f"{_font_face(weight, font, more=AWAITED)}\n" for weight, font in fonts.items())


@lru_cache(maxsize=2 * len(FONT_FILES))  # sites are mostly written with the same letters
def _cut_font(file: str, characters: frozenset[str]) -> bytes:
    from fontTools import subset  # 10 MB that who cuts none does not need
    from fontTools.ttLib import TTFont

    options = subset.Options()
    options.layout_features = ["*"]  # text is as wide as it was measured, kerning included
    options.hinting = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=sorted(map(ord, characters)))
    out = io.BytesIO()
    with TTFont(FONT_FOLDER / file, recalcTimestamp=False) as font:
        named = font["name"]  # set aside: all of a font would be searched for what has a name
        del font["name"]
        cutter.subset(font)
        font["name"] = named
        font.flavor = "woff2"
        font.save(out)
    return out.getvalue()
