"""Documents on paper: what fills a template of Typst, set in the bundled font.

Texts go to a template as data, so that no word of a record is markup; a letter that the font lacks is an empty box.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dyad.publish.letters import drawable, lacking
from dyad.record import Record
from dyad.render.engine import to_document
from dyad.render.worker import MAIN
from dyad.wording.record import DATA_VERSION

HERE = Path(__file__).parent
SHARED, DATA = "paper.typ", "data.json"
LACKED = "\ufffd"  # an empty box on paper
BREAK = "\u200b"  # where a line may end
ADDRESS = "address"  # what stands under this name is led to, not shown
MOST_UNBROKEN = 40  # letters of a word
_ENDLESS = re.compile(rf"[^\s/–-]{{{MOST_UNBROKEN}}}(?=[^\s/–-])")


def print_paper(template: str, content: Mapping[str, Any], *, pictures: Mapping[str, str] | None = None) -> bytes:
    """Return what a template of this folder makes of its content, as tagged PDF, A4.

    `pictures` are the SVG files it shows, by name.
    """
    shared, main = ((HERE / name).read_text(encoding="utf-8") for name in (SHARED, template))
    data = json.dumps(_printable(content), ensure_ascii=False)
    return to_document({MAIN: main, SHARED: shared, DATA: data, **(pictures or {})})


def heading_of(record: Record, title: str) -> dict[str, str]:
    """Return what fills `paper.typ` for a document of this title."""
    foot = f"{record.about.title}. {DATA_VERSION.format(version=record.version)}"
    return {"title": title, "author": record.about.author, "foot": foot}


def _printable(content: Any) -> Any:
    if isinstance(content, str):
        return printable(content)
    if isinstance(content, Mapping):
        return {name: one if name == ADDRESS else _printable(one) for name, one in content.items()}
    return [_printable(one) for one in content] if isinstance(content, list | tuple) else content


def printable(text: str) -> str:
    r"""Return a text that can be set: in one line, a box for what the font lacks, places to break in endless words.

    >>> printable("e\u0301\t友\x01!"), printable("a" * 41).count("\u200b")
    ('é \ufffd !', 1)
    """
    missing = lacking(text)
    plain = "".join(
        LACKED if letter in missing else " " if unicodedata.category(letter) == "Cc" else letter
        for letter in drawable(text)
    )
    return _ENDLESS.sub(rf"\g<0>{BREAK}", plain)
