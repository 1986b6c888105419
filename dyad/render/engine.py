"""What turns figures into drawings, drawings into pictures and texts into documents, with the bundled font.

For documents it is Typst (`worker.typeset`), for all else vl-convert, which is Vega in an engine of its own and takes
120 MB once it has drawn anything. A command draws with both as they are; a server has them in processes of their own
(`draw_elsewhere`), where the figures of its record are laid out, too.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from dyad.figures.style import FONT, FONT_FOLDER
from dyad.record import Record
from dyad.render.converter import Converter, Urgency
from dyad.render.worker import DRAW, TYPESET, perform
from dyad.view import View, view_to_query

REPLACEMENT = "\ufffd"
MEASURED = "sans-serif"  # the converter has it built in (see `worker`)
_HALOED = re.compile(r'<text (?=[^<>]*\bstroke=")')  # Vega has letters under what outlines them
_WORD = re.compile(r"\w+")
_ACROSS = re.compile(r'( width="|viewBox="0 0 |translate\()[^", ]*')
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # vl-convert ends its process on them

_elsewhere: list[Converter] = []  # the server's, once it has one


def draw_elsewhere() -> None:
    """Have everything drawn in processes of their own from now on; for servers."""
    _elsewhere[:] = [Converter(FONT_FOLDER)]


def packed_elsewhere(record: Record, view: View, name: str, width: int, urgency: Urgency) -> bytes:
    """Return a figure of the catalogue as it is drawn for a screen, packed by `pack_drawing`; after `draw_elsewhere`.

    Raises
    ------
    ConverterError
        When it cannot be drawn.
    """
    query = view_to_query(record, view)
    drawn: bytes = _elsewhere[0].call(DRAW, urgency=urgency, record=record, query=query, name=name, width=width)
    return drawn


def _call(function: str, *, urgency: Urgency = Urgency.FILE, **arguments: Any) -> Any:
    if _elsewhere:
        return _elsewhere[0].call(function, urgency=urgency, **arguments)
    return perform(function, arguments, fonts=str(FONT_FOLDER))


def drawable_spec(value: Any) -> Any:
    r"""Return a part of a figure in Vega-Lite as JSON can say it, with a sign for each character that XML cannot hold.

    >>> drawable_spec({"text": "a\u0001b\n", "values": [1.5, float("nan")]})
    {'text': 'a�b\n', 'values': [1.5, None]}
    """
    if isinstance(value, str):
        return _NOT_XML.sub(REPLACEMENT, value)
    if isinstance(value, dict):
        return {drawable_spec(name): drawable_spec(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [drawable_spec(one) for one in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def bare_spec(part: Any, *, without: Collection[str]) -> Any:
    """Return a copy of a part of a figure in Vega-Lite without what is called so, at any depth.

    >>> bare_spec({"layer": [{"mark": "text", "data": {}}], "data": {}}, without=["data"])
    {'layer': [{'mark': 'text'}]}
    """
    if isinstance(part, dict):
        return {name: bare_spec(one, without=without) for name, one in part.items() if name not in without}
    return [bare_spec(one, without=without) for one in part] if isinstance(part, list) else part


def lean_spec(spec: Mapping[str, Any]) -> dict[str, Any]:
    """Return a figure in Vega-Lite without what no SVG shows: tooltips, and fields of rows that it does not name.

    >>> layer = {"mark": "text", "encoding": {"text": {"field": "said"}, "tooltip": [{"field": "told"}]}}
    >>> lean_spec({"layer": [layer], "data": {"values": [{"said": 1, "told": 2}]}})
    {'layer': [{'mark': 'text', 'encoding': {'text': {'field': 'said'}}}], 'data': {'values': [{'said': 1}]}}
    """
    named = frozenset(_WORD.findall(str(bare_spec(spec, without=("tooltip", "values", "datasets")))))

    def lean_rows(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
        return [{name: value for name, value in row.items() if name in named} for row in rows]

    def lean(part: Any) -> Any:
        if isinstance(part, list):
            return [lean(one) for one in part]
        if not isinstance(part, dict):
            return part
        return {
            name: {"values": lean_rows(one["values"])} if name == "data" and "values" in one else lean(one)
            for name, one in part.items()
            if name not in ("tooltip", "datasets")
        }

    datasets = {
        name: lean_rows(rows)
        for name, rows in spec.get("datasets", {}).items()
        if named.issuperset(_WORD.findall(name))
    }
    return {**lean(spec), **({"datasets": datasets} if datasets else {})}


def to_svg(spec: Mapping[str, Any], *, screen: bool = False) -> str:
    """Return a figure in Vega-Lite as SVG; one for a `screen` comes before files, and may not take as long."""
    urgency = Urgency.SCREEN if screen else Urgency.FILE
    lean = lean_spec(spec)
    lean["config"] = {**lean["config"], "font": MEASURED}
    svg: str = _call("vegalite_to_svg", urgency=urgency, vl_spec=drawable_spec(lean))
    svg = _HALOED.sub('<text paint-order="stroke" ', svg)
    return _at_width(svg, spec["vconcat"][0]["width"]).replace(f'font-family="{MEASURED}"', f'font-family="{FONT}"')


def _at_width(svg: str, width: float) -> str:
    """Return a drawing as wide as it was laid out: the converter makes room for letters of another font."""
    head, end, rest = svg.partition(")")
    head = _ACROSS.sub(lambda found: found[1] + ("0" if found[1] == "translate(" else f"{width:g}"), head)
    return f"{head}{end}{rest}"


def to_png(svg: str, *, scale: int) -> bytes:
    """Return a drawing as PNG, `scale` px to a CSS px."""
    png: bytes = _call("svg_to_png", svg=_composed(svg), scale=scale)
    return png


def to_pdf(svg: str) -> bytes:
    """Return a drawing as PDF."""
    pdf: bytes = _call("svg_to_pdf", svg=_composed(svg))
    return pdf


def to_document(files: Mapping[str, str]) -> bytes:
    """Return a document as tagged PDF; `files` are its source and what that reads (`worker.typeset`)."""
    made: bytes = _call(TYPESET, files=files)
    return made


def _composed(svg: str) -> str:
    """Return a drawing with marks joined to their letters: the font has "é", and no mark that stands by itself."""
    return unicodedata.normalize("NFC", svg)
