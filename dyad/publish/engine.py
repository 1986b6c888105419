"""What turns figures into drawings and drawings into pictures: vl-convert, with the bundled font.

It is Vega in an engine of its own and takes 120 MB once it has drawn anything, so it is loaded by the first who draws.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from dyad.figures.look import FONT_FOLDER

if TYPE_CHECKING:
    from types import ModuleType


@lru_cache(maxsize=1)
def _engine() -> ModuleType:
    import vl_convert

    vl_convert.register_font_directory(str(FONT_FOLDER))
    return vl_convert


def to_svg(spec: Mapping[str, Any]) -> str:
    """Return a figure in Vega-Lite as SVG."""
    svg: str = _engine().vegalite_to_svg(spec)
    return svg


def to_png(svg: str, *, scale: int) -> bytes:
    """Return a drawing as PNG, `scale` px to a CSS px."""
    png: bytes = _engine().svg_to_png(_composed(svg), scale=scale)
    return png


def to_pdf(svg: str) -> bytes:
    """Return a drawing as PDF."""
    pdf: bytes = _engine().svg_to_pdf(_composed(svg))
    return pdf


def _composed(svg: str) -> str:
    """Return a drawing with marks joined to their letters: the font has "é", and no mark that stands by itself."""
    return unicodedata.normalize("NFC", svg)


def vega_with(script: str) -> str:
    """Return Vega and a script that uses it, as one script."""
    bundle: str = _engine().javascript_bundle(script)
    return bundle
