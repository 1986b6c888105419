"""Figures on their pages: as SVG, PNG and PDF, described, the same bytes each time, and as a screen shows them."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path

from lxml import etree
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from dyad.figures.style import FONT, PALETTES
from dyad.publish.citing import figure_address
from dyad.publish.fonts import font_faces
from dyad.publish.letters import drawable, lacking, texts_of
from dyad.publish.sheets import DRAWINGS_KEPT, PAPERS, SIZES, ExportOptions, RenderedFigure, lay_out
from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.render.drawing import Drawing
from dyad.render.drawing import draw as draw_marks
from dyad.render.engine import to_document, to_png
from dyad.render.svg import SVG, Ground
from dyad.render.worker import MAIN
from dyad.view import View
from dyad.wording.files import identify
from dyad.wording.record import figure_terms

CSS_DPI = 96  # px to the inch
PAGE = Path(__file__).with_name("figure.typ")
COMPRESSION = 3  # of PNG: three times smaller than as drawn; more takes longer and saves little
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC = "http://purl.org/dc/elements/1.1/"
DUBLIN_CORE = {"Author": "creator", "Copyright": "rights"}  # what it calls otherwise


def describe(record: Record, view: View, choice: ExportOptions) -> dict[str, str]:
    """Return what a file says of itself: title, author, description, licence, sources, address and data version."""
    figure = lay_out(record, view, choice).figure
    about = {
        "Title": figure.title,
        "Author": record.about.author,
        "Description": figure.alt,
        "Copyright": figure_terms(record.about.figures_licence),
        "Source": "; ".join(record.publishers(figure.sources)),
        "Identifier": identify(figure_address(record, view, choice), record.version),
    }
    return {key: value for key, value in about.items() if value}


def export_svg(record: Record, view: View, choice: ExportOptions, *, fonts: bool = True) -> bytes:
    """Return the figure as SVG: real text, with or without its font, title and description for who does not see it."""
    return draw_sheet(lay_out(record, view, choice), choice, about=describe(record, view, choice), fonts=fonts)


def export_png(record: Record, view: View, choice: ExportOptions, *, scale: int | None = None) -> bytes:
    """Return the figure as PNG, described, `scale` px to a CSS px, or as many as its size needs."""
    page, about = export_svg(record, view, choice, fonts=False), describe(record, view, choice)
    return write_png(page, choice, about=about, scale=scale or SIZES[choice.size].dots)


def write_png(page: bytes, choice: ExportOptions, *, about: Mapping[str, str], scale: int) -> bytes:
    """Return a page of SVG as PNG, `scale` px to a CSS px, with what the file says of itself."""
    drawn = to_png(page.decode(), scale=scale)
    Image.MAX_IMAGE_PIXELS = None  # our own picture is no bomb
    opened = Image.open(io.BytesIO(drawn))
    info = PngInfo()
    for key, value in about.items():
        info.add_itxt(key, value)
    out = io.BytesIO()
    picture = opened if PAPERS[choice.paper].clear else opened.convert("RGB")
    dpi = CSS_DPI * scale
    picture.save(out, format="PNG", pnginfo=info, dpi=(dpi, dpi), compress_level=COMPRESSION)
    return out.getvalue()


def export_pdf(record: Record, view: View, choice: ExportOptions) -> bytes:
    """Return the figure as tagged PDF: vectors, the font inside, on a page of the size chosen, described."""
    about, svg = describe(record, view, choice), drawable(export_svg(record, view, choice, fonts=False).decode())
    told = {
        "title": about["Title"], "alt": about["Description"], "author": [about["Author"]] if "Author" in about else [],
        "keywords": [about[name] for name in ("Identifier", "Source", "Copyright") if name in about],
        "width": SIZES[choice.size].width * SIZES[choice.size].zoom,
    }  # fmt: skip
    files = {MAIN: PAGE.read_text(encoding="utf-8"), "data.json": json.dumps(told), "figure.svg": svg}
    return to_document(files, boxes=any(map(lacking, texts_of(svg))))


def draw_sheet(sheet: RenderedFigure, choice: ExportOptions, *, about: Mapping[str, str], fonts: bool = False) -> bytes:
    """Return what is laid out on its page as SVG, as large as that is, with what the file says of itself."""
    ground, unit = ground_of(sheet, choice), SIZES[choice.size].zoom
    width, height = f"{ground.width:g}", f"{ground.height:g}"
    size = {"width": f"{ground.width * unit:g}", "height": f"{ground.height * unit:g}"}
    seen = size | {"viewBox": f"0 0 {width} {height}", "role": "img", "lang": "en"}
    page = etree.Element(f"{SVG}svg", seen, nsmap={None: SVG[1:-1]})
    etree.SubElement(page, f"{SVG}title").text = sheet.figure.title
    etree.SubElement(page, f"{SVG}desc").text = sheet.figure.alt
    metadata = etree.SubElement(page, f"{SVG}metadata")
    whole = etree.SubElement(metadata, f"{{{RDF}}}RDF", nsmap={"rdf": RDF, "dc": DC})
    work = etree.SubElement(whole, f"{{{RDF}}}Description", {f"{{{RDF}}}about": ""})
    for key, value in about.items():
        etree.SubElement(work, f"{{{DC}}}{DUBLIN_CORE.get(key, key.lower())}").text = value
    drawn = etree.fromstring(sheet.svg.encode())
    if fonts:
        etree.SubElement(page, f"{SVG}style").text = font_faces()
        for words in drawn.iter(f"{SVG}text"):  # without that style they stand in another font
            words.set("font-family", ", ".join((FONT, "sans-serif")))
    if ground.fill:
        etree.SubElement(page, f"{SVG}rect", {"width": width, "height": height, "fill": ground.fill})
    drawn.set("x", f"{ground.margin:g}")
    drawn.set("y", f"{ground.margin:.1f}")
    drawn.set("overflow", "visible")
    page.append(drawn)
    text: bytes = etree.tostring(page, xml_declaration=True, encoding="utf-8")
    return text


def ground_of(sheet: RenderedFigure, choice: ExportOptions) -> Ground:
    """Return the page that a sheet lies on: inside its margins, from its top."""
    size, paper = SIZES[choice.size], PAPERS[choice.paper]
    height = size.height or round(sheet.height + 2 * size.margin)
    fill = "" if paper.clear else PALETTES[paper.scheme].paper
    return Ground(width=size.width, height=height, margin=size.margin, fill=fill)


@cached_per_record(DRAWINGS_KEPT)
def sheet_drawing(record: Record, view: View, choice: ExportOptions) -> Drawing:
    """Return a figure laid out for a page, on its page, for a screen: the picture of its file, with marks that tell.

    Raises TooSmallError as `lay_out` does, and ConverterError where it cannot be drawn.
    """
    sheet = lay_out(record, view, choice)
    return draw_marks(record, view, sheet.figure, ground=ground_of(sheet, choice))
