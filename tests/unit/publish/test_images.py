"""Pictures of figures, opened by other readers: size, resolution, fonts, what is said; screens show what files have."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdf
import pytest
from lxml import etree
from PIL import Image
from PIL.ImageColor import getrgb

from dyad.figures.style import PALETTES
from dyad.publish.images import DC, export_pdf, export_png, export_svg, ground_of, sheet_drawing
from dyad.publish.sheets import PAPERS, SIZES, ExportOptions, lay_out
from dyad.record import Record
from dyad.render.svg import SVG, finish, lay_on
from dyad.view import View, default_view
from tests.unit.publish.drawn import tags

BALANCE = ExportOptions(figure="trade-balance")
SAYS = ("Title", "Author", "Description", "Copyright", "Source", "Identifier")


def test_svg_has_real_text_and_its_font(record: Record) -> None:
    """The text can be searched, the font is inside, nothing is loaded, and a reader that does not see it is told."""
    view = View(years=(2008, 2016))
    record = replace(record, about=replace(record.about, homepage="https://dyad.example"))
    content = export_svg(record, view, BALANCE)
    page = etree.fromstring(content)
    figure = lay_out(record, view, BALANCE).figure
    said = " ".join("".join(node.itertext()) for node in page.iter(f"{SVG}text"))
    for words in (
        record.version,
        "Shown: years 2008–2016",
        "dyad.example/trade?years=2008&years=2016",
        "World Bank",
        "USD million",
    ):
        assert words in said
    assert page.findtext(f"{SVG}title") == figure.title
    assert page.findtext(f"{SVG}desc") == figure.alt
    assert content.count(b"data:font/woff2;base64,") == 3
    assert {node.get("font-family") for node in page.iter(f"{SVG}text")} == {"Fira Sans, sans-serif"}
    assert not [node for node in page.iter() if node.get("href") or node.tag == f"{SVG}image"]
    assert page.findtext(f".//{{{DC}}}title") == figure.title
    assert page.findtext(f".//{{{DC}}}rights").startswith("Figure under the MIT licence")
    identifier = page.findtext(f".//{{{DC}}}identifier")
    assert "/figures?figure=trade-balance&size=slide&paper=light&years=2008&years=2016" in identifier
    assert record.version in identifier


@pytest.mark.parametrize(("size", "scale"), [("slide", 1), ("slide", 3), ("column", None)])
def test_png_has_its_size_and_resolution(record: Record, size: str, scale: int | None) -> None:
    """A PNG is as many px as asked for, or as print needs, knows its resolution, and says what it shows."""
    view, choice = default_view(record), ExportOptions(figure="trade-balance", size=size)
    picture = Image.open(io.BytesIO(export_png(record, view, choice, scale=scale)))
    picture.load()
    wanted, scale = SIZES[size], scale or 4
    assert picture.width == wanted.width * scale
    if wanted.height:
        assert picture.height == wanted.height * scale
    assert picture.info["dpi"][0] == pytest.approx(96 * scale, abs=0.1)
    assert picture.info["Title"] == lay_out(record, view, choice).figure.title
    assert set(picture.info) >= set(SAYS)


@pytest.mark.parametrize("paper", PAPERS)
def test_the_paper_is_the_one_chosen(record: Record, paper: str) -> None:
    """Margins have the colour of the scheme, or none; what is drawn is there on each."""
    content = export_png(record, default_view(record), ExportOptions(figure="trade-band", paper=paper), scale=1)
    picture = Image.open(io.BytesIO(content)).convert("RGBA")
    corner, colours = picture.getpixel((2, 2)), PALETTES[PAPERS[paper].scheme]
    assert corner[3] == (0 if PAPERS[paper].clear else 255)
    if not PAPERS[paper].clear:
        assert corner[:3] == getrgb(colours.paper)
    drawn = {colour[:3] for _, colour in picture.getcolors(maxcolors=1 << 20) if colour[3] == 255}
    assert {getrgb(colours.first), getrgb(colours.second)} <= drawn


@pytest.mark.parametrize("size", ["slide", "page", "poster"])
def test_pdf_is_vectors_on_a_page_of_its_size(record: Record, size: str) -> None:
    """A PDF has one page of the size chosen, its text as text in the bundled font, and says what it shows."""
    view, choice = default_view(record), ExportOptions(figure="trade-balance", size=size)
    reader = pypdf.PdfReader(io.BytesIO(export_pdf(record, view, choice)))
    (page,) = reader.pages
    wanted = SIZES[size]
    points = (float(page.mediabox.width), float(page.mediabox.height))
    assert points == pytest.approx(
        (wanted.width * wanted.zoom * 0.75, (wanted.height or 0) * wanted.zoom * 0.75), abs=1
    )
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    assert fonts
    for font in fonts:
        (below,) = font["/DescendantFonts"]
        assert "FiraSans" in str(font["/BaseFont"])
        assert any(key.startswith("/FontFile") for key in below["/FontDescriptor"])
    assert list(page.images) == []
    figure = lay_out(record, view, choice).figure
    assert record.version in page.extract_text()
    assert reader.metadata["/Title"] == figure.title
    assert reader.metadata["/Subject"] == figure.alt
    assert record.version in reader.metadata["/Keywords"]
    assert all(words in reader.metadata["/Keywords"] for words in ("World Bank", "Figure under the MIT licence"))
    assert reader.metadata["/Author"] == record.about.author
    assert "/CreationDate" not in reader.metadata
    root = reader.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == (
        "en", True, True,
    )  # fmt: skip
    assert [(node["/S"], node["/Alt"]) for node in tags(root["/StructTreeRoot"]["/K"]) if "/Alt" in node] == [
        ("/Figure", figure.alt)
    ]


@pytest.mark.parametrize(
    ("name", "size", "paper"),
    [("overview", "square", "dark"), ("trade-balance", "poster", "light"), ("timeline", "column", "transparent")],
)
def test_a_screen_shows_the_sheet_as_its_file_has_it(record: Record, name: str, size: str, paper: str) -> None:
    """But for its marks it is the sheet of the file, brushed period and open event included, as far from the edges."""
    view = replace(default_view(record), brush=(2010, 2014), event="druzhba-2016")
    choice = ExportOptions(figure=name, size=size, paper=paper)
    file, drawing = etree.fromstring(export_svg(record, view, choice)), sheet_drawing(record, view, choice)
    sheet, page = lay_out(record, view, choice), etree.fromstring(drawing.svg)
    laid, ground = etree.fromstring(sheet.svg.encode()), ground_of(sheet, choice)
    lay_on(laid, ground)
    for element in page.iter():
        for told in [told for told in element.attrib if told.startswith("data-")]:
            del element.attrib[told]
    assert etree.tostring(page) == etree.tostring(etree.fromstring(finish(laid)))
    assert page.get("viewBox") == file.get("viewBox")
    (inner,) = file.findall(f"{SVG}svg")
    assert (float(inner.get("x")), float(inner.get("y"))) == (ground.margin, ground.margin)
    assert [one.get("fill") for one in file.findall(f"{SVG}rect")] == [ground.fill] * (paper != "transparent")
    assert len(drawing.marks) > 10
    assert all(mark["tells"] for mark in drawing.marks.values())
