"""Figures as files: PNG, SVG, Vega-Lite and CSV, laid out for the page they are meant for.

Nothing is shrunk to fit: a figure is laid out anew at each size, its type as large as the size asks for and its
plots as tall as the page leaves room for. No clock goes into a file: two exports of one view are the same bytes.
"""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

import pandas as pd
import vl_convert
from lxml import etree
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from dyad.figures.catalogue import FIGURES, Maker
from dyad.figures.look import FONT, FONT_FILES, FONT_FOLDER, Figure, Look, Scheme
from dyad.publish.citing import PROJECT
from dyad.publish.tables import shield
from dyad.record import Record
from dyad.record.schema import LIST_SEPARATOR
from dyad.view import View

CSS_DPI = 96  # px to the inch that sizes are given in
LEAST_STRETCH, MOST_STRETCH = 0.7, 4.0  # of the height of plots
SMALLER = 0.94  # type is made this much smaller at a time where a page cannot hold it
LEAST_SCALE = 0.6  # of the size's own type; below, a figure would not be legible
SVG = "{http://www.w3.org/2000/svg}"
LICENCE = "https://opensource.org/license/mit"


@dataclass(frozen=True, kw_only=True)
class Size:
    """A page a figure is laid out for. `width` and `height` in CSS px (96 to the inch).

    Without a height the figure is as tall as it needs. `margin` px stay free on every side. A page read from afar
    is laid out small and drawn `zoom` times as large, lines and marks included.
    """

    name: str
    title: str
    width: int
    height: int | None
    scale: float  # of type, against a figure on a screen
    margin: int
    zoom: int = 1


SIZES = {
    size.name: size
    for size in (
        Size(name="slide", title="Slide 16:9", width=1280, height=720, scale=1.25, margin=24),
        Size(name="slide-4x3", title="Slide 4:3", width=1024, height=768, scale=1.15, margin=24),
        Size(name="square", title="Square", width=1080, height=1080, scale=1.25, margin=28),
        Size(name="column", title="A4 column (85 mm)", width=321, height=None, scale=0.85, margin=4),
        Size(name="page", title="A4 page", width=794, height=1123, scale=1.0, margin=56),
        Size(name="poster", title="Poster (A1)", width=1122, height=1589, scale=1.3, margin=55, zoom=2),
    )
}
FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "png": "image/png",
        "svg": "image/svg+xml",
        "json": "application/json",
        "csv": "text/csv",
    }
)


class TooSmallError(ValueError):
    """The figure cannot be laid out legibly at the size asked for."""


@lru_cache(maxsize=1)
def _fonts_registered() -> bool:
    vl_convert.register_font_directory(str(FONT_FOLDER))
    return True


def _raw_svg(figure: Figure) -> str:
    _fonts_registered()
    svg: str = vl_convert.vegalite_to_svg(figure.spec)
    return svg


def _height(svg: str) -> float:
    return float(etree.fromstring(svg.encode()).get("height"))


@lru_cache(maxsize=64)
def lay_out(record: Record, view: View, name: str, size: Size, scheme: Scheme) -> Figure:
    """Return the figure laid out for a page: plots stretched to fill it, type smaller only where it must be.

    Raises
    ------
    TooSmallError
        When even the smallest legible type leaves no room for what the view holds.
    """
    make: Maker = FIGURES[name]
    look = Look(scheme=scheme, width=size.width - 2 * size.margin, scale=size.scale)
    if size.height is None:
        return make(record, view, look)
    room = size.height - 2 * size.margin
    while look.scale >= size.scale * LEAST_SCALE:
        figure = make(record, view, replace(look, stretch=LEAST_STRETCH))
        least = _height(_raw_svg(figure))
        if least <= room:
            return _filled(make, record, view, look, room=room, least=least, figure=figure)
        look = replace(look, scale=look.scale * SMALLER)
    raise TooSmallError(
        f"{name} has more to show than {size.title} can hold legibly. Choose a larger size, fewer years or themes."
    )


def _filled(
    make: Maker, record: Record, view: View, look: Look, *, room: float, least: float, figure: Figure
) -> Figure:
    """Stretch plots to the room: their height grows by a straight line, the rounding to half pixels aside."""
    low, low_height = LEAST_STRETCH, least
    probe = make(record, view, replace(look, stretch=1.0))
    slope = (_height(_raw_svg(probe)) - low_height) / (1.0 - low)
    if slope <= 0:
        return figure
    stretch = min(MOST_STRETCH, low + (room - low_height) / slope)
    for _ in range(6):
        filled = make(record, view, replace(look, stretch=stretch))
        over = _height(_raw_svg(filled)) - room
        if over <= 0:
            return filled
        stretch = max(low, stretch - (over + 1) / slope)
    return figure


def export_svg(record: Record, view: View, name: str, size: Size, scheme: Scheme) -> bytes:
    """Return the figure as SVG: real text, the font inside, title and description for those who do not see it."""
    return _framed(record, view, name, size, scheme, fonts=True)


@lru_cache(maxsize=64)
def _framed(record: Record, view: View, name: str, size: Size, scheme: Scheme, *, fonts: bool) -> bytes:
    figure = lay_out(record, view, name, size, scheme)
    drawn = etree.fromstring(_raw_svg(figure).encode())
    height = float(drawn.get("height"))
    page_height = size.height or round(height + 2 * size.margin)
    page = etree.Element(f"{SVG}svg", nsmap={None: SVG[1:-1]})
    page.set("width", str(size.width * size.zoom))
    page.set("height", str(page_height * size.zoom))
    page.set("viewBox", f"0 0 {size.width} {page_height}")
    page.set("role", "img")
    page.set("lang", "en")
    etree.SubElement(page, f"{SVG}title").text = figure.title
    etree.SubElement(page, f"{SVG}desc").text = figure.alt
    _add_metadata(page, record, figure)
    if fonts:
        etree.SubElement(page, f"{SVG}style").text = _font_faces()
    paper = etree.SubElement(page, f"{SVG}rect")
    paper.set("width", str(size.width))
    paper.set("height", str(page_height))
    paper.set("fill", Look(scheme=scheme).colours.paper)
    top = size.margin + max(0.0, (page_height - 2 * size.margin - height) / 2)
    drawn.set("x", str(size.margin))
    drawn.set("y", f"{top:.1f}")
    drawn.set("overflow", "visible")
    page.append(drawn)
    text: bytes = etree.tostring(page, xml_declaration=True, encoding="utf-8")
    return text


def _add_metadata(page: etree._Element, record: Record, figure: Figure) -> None:
    rdf, dc = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://purl.org/dc/elements/1.1/"
    metadata = etree.SubElement(page, f"{SVG}metadata")
    whole = etree.SubElement(metadata, f"{{{rdf}}}RDF", nsmap={"rdf": rdf, "dc": dc})
    work = etree.SubElement(whole, f"{{{rdf}}}Description", {f"{{{rdf}}}about": ""})
    for key, value in describe(record, figure).items():
        etree.SubElement(work, f"{{{dc}}}{DUBLIN_CORE[key]}").text = value


DUBLIN_CORE = {"Title": "title", "Author": "creator", "Description": "description", "Copyright": "rights",
               "Source": "source", "Identifier": "identifier"}  # fmt: skip


def describe(record: Record, figure: Figure) -> dict[str, str]:
    """Return what a file says of itself: title, author, description, licence, sources, data version."""
    publishers = dict.fromkeys(record.source(source).publisher for source in figure.sources)
    return {
        "Title": figure.title,
        "Author": f"{PROJECT} contributors",
        "Description": figure.alt,
        "Copyright": f"Figure under the MIT licence, {LICENCE}; data under the terms of its sources",
        "Source": "; ".join(publishers),
        "Identifier": f"{figure.name}, data version {record.version}",
    }


@lru_cache(maxsize=1)
def _font_faces() -> str:
    faces = []
    for weight, file in FONT_FILES.items():
        data = base64.b64encode((FONT_FOLDER / file).with_suffix(".woff2").read_bytes()).decode()
        faces.append(
            f"@font-face{{font-family:'{FONT}';font-weight:{weight};"
            f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
        )
    return "".join(faces)


def export_png(record: Record, view: View, name: str, size: Size, scheme: Scheme, *, times: int = 2) -> bytes:
    """Return the figure as PNG, `times` px to a CSS px, its resolution and its description in the file."""
    svg = _framed(record, view, name, size, scheme, fonts=False).decode()
    _fonts_registered()
    picture = Image.open(io.BytesIO(vl_convert.svg_to_png(svg, scale=times))).convert("RGB")
    info = PngInfo()
    for key, value in describe(record, lay_out(record, view, name, size, scheme)).items():
        info.add_itxt(key, value)
    out = io.BytesIO()
    picture.save(out, format="PNG", pnginfo=info, dpi=(CSS_DPI * times, CSS_DPI * times), compress_level=6)
    return out.getvalue()


def export_json(record: Record, view: View, name: str, size: Size, scheme: Scheme) -> bytes:
    """Return the figure as Vega-Lite, which any Vega editor opens."""
    spec = lay_out(record, view, name, size, scheme).spec
    about = {"usermeta": describe(record, lay_out(record, view, name, size, scheme))}
    return (json.dumps(spec | about, ensure_ascii=False, indent=1) + "\n").encode()


def export_csv(record: Record, view: View, name: str, size: Size, scheme: Scheme) -> bytes:
    """Return exactly the rows drawn; where a figure has several tables, each row names its own first."""
    data = lay_out(record, view, name, size, scheme).data
    tables = data if isinstance(data, dict) else {name: data}
    rows = pd.concat([table.assign(drawn_in=key) for key, table in tables.items()], ignore_index=True)
    plain = rows[["drawn_in", *(column for column in rows if column != "drawn_in")]].map(_cell)
    text: str = plain.to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def _cell(cell: object) -> object:
    if isinstance(cell, tuple | list):
        cell = LIST_SEPARATOR.join(map(str, cell))
    return shield(cell) if isinstance(cell, str) else cell


def export_figure(
    record: Record, view: View, *, name: str, size: str, form: str, scheme: Scheme = "light", times: int = 2
) -> bytes:
    """Return one figure as one file.

    Raises
    ------
    TooSmallError
        When the size cannot hold the figure legibly.
    """
    args = (record, view, name, SIZES[size], scheme)
    if form == "png":
        return export_png(*args, times=times)
    makers = {"svg": export_svg, "json": export_json, "csv": export_csv}
    return makers[form](*args)
