"""What asks for drawings, pictures of them and documents: of `worker` in this process, or in others (`converter`).

For documents it is Typst (`worker.typeset`), for all else vl-convert, which is Vega in an engine of its own and takes
120 MB once it has drawn anything. A command draws with both as they are; a server has them in processes of their own
(`draw_elsewhere`), where the figures of its record are laid out, too.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from dyad.figures.style import FONT, FONT_FOLDER
from dyad.record import Record
from dyad.record.folding import REPLACEMENT
from dyad.render.converter import Converter, Urgency
from dyad.render.worker import DRAW, TYPESET, perform
from dyad.view import View, view_to_query

MEASURED = "sans-serif"  # the converter has it built in (see `worker`)
_HALOED = re.compile(r'<text (?=[^<>]*\bstroke=")')  # Vega has letters under what outlines them
_ACROSS = re.compile(r'( width="|viewBox="0 0 |translate\()[^", ]*')
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # vl-convert ends its process on them

_elsewhere: list[Converter] = []  # the server's, once it has one


def draw_elsewhere() -> None:
    """Have everything drawn in processes of their own from now on; for servers."""
    _elsewhere[:] = [Converter(FONT_FOLDER)]


def packed_elsewhere(record: Record, view: View, name: str, width: int, urgency: Urgency) -> bytes:
    """Ask a worker for a figure of a screen, packed; after `draw_elsewhere`. Raises ConverterError when it cannot."""
    query = view_to_query(record, view)
    return _elsewhere[0].call(DRAW, urgency=urgency, record=record, query=query, name=name, width=width)


def _call(function: str, *, urgency: Urgency = Urgency.FILE, **arguments: Any) -> bytes:
    if _elsewhere:
        return _elsewhere[0].call(function, urgency=urgency, **arguments)
    return perform(function, arguments, fonts=str(FONT_FOLDER))


def convertible(value: Any) -> Any:
    r"""Return a part of a figure in Vega-Lite as the converter takes it: JSON, and a sign for what XML cannot hold.

    >>> convertible({"text": "a\u0001b\n", "values": [1.5, float("nan")]})
    {'text': 'a�b\n', 'values': [1.5, None]}
    """
    if isinstance(value, str):
        return _NOT_XML.sub(REPLACEMENT, value)
    if isinstance(value, dict):
        return {convertible(name): convertible(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [convertible(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def to_svg(spec: Mapping[str, Any], *, screen: bool = False) -> str:
    """Return a figure in Vega-Lite as SVG; one for a `screen` comes before files, and may not take as long."""
    urgency = Urgency.SCREEN if screen else Urgency.FILE
    measured = convertible({**spec, "config": {**spec["config"], "font": MEASURED}})
    svg = _call("vegalite_to_svg", urgency=urgency, vl_spec=measured).decode()
    head, end, rest = _HALOED.sub('<text paint-order="stroke" ', svg).partition(")")
    width = f"{spec['vconcat'][0]['width']:g}"  # the converter makes room for letters of another font
    head = _ACROSS.sub(lambda found: found[1] + ("0" if found[1] == "translate(" else width), head)
    return f"{head}{end}{rest}".replace(f'font-family="{MEASURED}"', f'font-family="{FONT}"')


def to_png(svg: str, *, scale: int) -> bytes:
    """Return a drawing as PNG, `scale` px to a CSS px."""
    composed = unicodedata.normalize("NFC", svg)  # the font has "é", and no mark that stands by itself
    return _call("svg_to_png", svg=composed, scale=scale)


def to_document(files: Mapping[str, str], *, boxes: bool = False) -> bytes:
    """Return a document as tagged PDF; `files` are its source and what that reads (`worker.typeset`)."""
    return _call(TYPESET, files=files, boxes=boxes)
