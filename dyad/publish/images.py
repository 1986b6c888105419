"""Figures as SVG, PNG and PDF: framed, described in the file, and the same bytes each time they are made.

No clock goes into a file; what dates it is the version of the data.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Mapping
from functools import lru_cache

from lxml import etree
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from dyad.figures.style import FONT, FONT_FILES, FONT_FOLDER
from dyad.publish.citing import figure_address
from dyad.publish.sheets import PAPERS, SIZES, ExportOptions, RenderedFigure, ground_of, lay_out
from dyad.record import Record
from dyad.render.drawing import Ground
from dyad.render.engine import to_pdf, to_png
from dyad.render.svg import SVG
from dyad.view import View
from dyad.wording.files import IDENTIFY_FIGURE
from dyad.wording.record import figure_terms

CSS_DPI, PDF_DPI = 96, 72  # px and points to the inch
AWAITED = "font-display:block;"  # in the rule of a font, where no other is to be seen before it is there
COMPRESSION = 3  # of PNG: three times smaller than as drawn; more takes longer and saves little
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC = "http://purl.org/dc/elements/1.1/"
DUBLIN_CORE = {
    "Title": "title",
    "Author": "creator",
    "Description": "description",
    "Copyright": "rights",
    "Source": "source",
    "Identifier": "identifier",
}


def describe(record: Record, view: View, choice: ExportOptions) -> dict[str, str]:
    """Return what a file says of itself: title, author, description, licence, sources, address and data version."""
    figure = lay_out(record, view, choice).figure
    publishers = dict.fromkeys(record.source(source).publisher for source in figure.sources)
    about = {
        "Title": figure.title,
        "Author": record.about.author,
        "Description": figure.alt,
        "Copyright": figure_terms(record.about.figures_licence),
        "Source": "; ".join(publishers),
        "Identifier": IDENTIFY_FIGURE.format(address=figure_address(record, view, choice), version=record.version),
    }
    return {key: value for key, value in about.items() if value}


def export_svg(record: Record, view: View, choice: ExportOptions) -> bytes:
    """Return the figure as SVG: real text, the font inside, title and description for those who do not see it."""
    return draw_page(record, view, choice, fonts=True)


def export_png(record: Record, view: View, choice: ExportOptions, *, scale: int | None = None) -> bytes:
    """Return the figure as PNG, its resolution and its description in the file.

    It has `scale` px to a CSS px, or as many as its size needs.
    """
    page, about = draw_page(record, view, choice), describe(record, view, choice)
    return write_png(page, about=about, scale=scale or SIZES[choice.size].dots, clear=PAPERS[choice.paper].clear)


def write_png(page: bytes, *, about: Mapping[str, str], scale: int, clear: bool = False) -> bytes:
    """Return a page of SVG as PNG, `scale` px to a CSS px, with what the file says of itself; `clear` has no paper."""
    drawn = to_png(page.decode(), scale=scale)
    Image.MAX_IMAGE_PIXELS = None  # our own picture is no bomb
    opened = Image.open(io.BytesIO(drawn))
    info = PngInfo()
    for key, value in about.items():
        info.add_itxt(key, value)
    out = io.BytesIO()
    picture = opened if clear else opened.convert("RGB")
    dpi = CSS_DPI * scale
    picture.save(out, format="PNG", pnginfo=info, dpi=(dpi, dpi), compress_level=COMPRESSION)
    return out.getvalue()


def export_pdf(record: Record, view: View, choice: ExportOptions) -> bytes:
    """Return the figure as PDF: vectors, the font inside, a page of the size chosen, its description in the file."""
    from dyad.publish.pdf import settle  # brings pypdf and fontTools, 15 MB that nothing else here needs

    about = describe(record, view, choice)
    keywords = "; ".join(filter(None, (about["Identifier"], about.get("Source"))))
    about |= {"Subject": about.pop("Description"), "Keywords": keywords}
    return settle(to_pdf(draw_page(record, view, choice, dpi=PDF_DPI).decode()), about=about)


def draw_page(record: Record, view: View, choice: ExportOptions, *, fonts: bool = False, dpi: int = CSS_DPI) -> bytes:
    """Return the drawing on its page as SVG, `dpi` units to the inch, with or without the fonts."""
    sheet, zoom = lay_out(record, view, choice), SIZES[choice.size].zoom
    about = describe(record, view, choice)
    return draw_sheet(sheet, ground_of(sheet, choice), about=about, fonts=fonts, unit=zoom * dpi / CSS_DPI)


def draw_sheet(
    sheet: RenderedFigure, ground: Ground, *, about: Mapping[str, str], fonts: bool = False, unit: float = 1.0
) -> bytes:
    """Return what is laid out on its page as SVG, `unit` units to a CSS px, with what the file says of itself."""
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
        etree.SubElement(work, f"{{{DC}}}{DUBLIN_CORE[key]}").text = value
    if fonts:
        etree.SubElement(page, f"{SVG}style").text = font_faces()
    if ground.fill:
        etree.SubElement(page, f"{SVG}rect", {"width": width, "height": height, "fill": ground.fill})
    drawn = etree.fromstring(sheet.svg.encode())
    drawn.set("x", f"{ground.margin:g}")
    drawn.set("y", f"{ground.margin:.1f}")
    drawn.set("overflow", "visible")
    page.append(drawn)
    text: bytes = etree.tostring(page, xml_declaration=True, encoding="utf-8")
    return text


@lru_cache(maxsize=2)
def font_faces(*, basic: bool = False) -> str:
    """Return the style rules that carry the bundled fonts, or with `basic` those of the characters `look.BASIC`."""
    ending = ".basic.woff2" if basic else ".woff2"
    fonts = {weight: (FONT_FOLDER / file).with_suffix(ending) for weight, file in FONT_FILES.items()}
    return "".join(font_face(weight, font.read_bytes()) for weight, font in fonts.items())


def font_face(weight: int, font: bytes, *, more: str = "") -> str:
    """Return the style rule that carries one weight of the bundled font as WOFF2; `more` is what else it says."""
    data = base64.b64encode(font).decode()
    return (
        f"@font-face{{font-family:'{FONT}';font-weight:{weight};{more}"
        f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
    )
