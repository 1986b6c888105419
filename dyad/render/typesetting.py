"""Documents set by Typst: tagged PDF for readers and for screen readers (PDF/UA-1), in the bundled font alone.

A document that has a letter without a picture in that font is refused, as PDF/UA asks: what is set must hold none.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typst

MAIN = "main.typ"
STANDARD = "ua-1"
NO_CLOCK = 0  # seconds since 1970: the same bytes each time


def typeset(files: Mapping[str, str], *, fonts: str) -> bytes:
    """Return the PDF of `MAIN`, which may read the other files given and none else; `fonts` is a folder.

    Raises
    ------
    typst.TypstError
        When it cannot be set.
    """
    import typst

    told: dict[str, bytes] = {name: text.encode() for name, text in files.items()}
    made: bytes = typst.compile(  # type: ignore[call-overload]  # its stubs know no files by name
        told, font_paths=_faces(fonts), ignore_system_fonts=True, format="pdf", pdf_standards=[STANDARD],
        timestamp=NO_CLOCK,
    )  # fmt: skip
    return made


@lru_cache(maxsize=1)
def _faces(folder: str) -> typst.Fonts:
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
