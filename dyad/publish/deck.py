"""A lesson as PowerPoint: a slide a step and after each question its answer, charts native, to be edited."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Inches, Pt

from dyad.figures.compose import Figure
from dyad.figures.style import FONT, PALETTES, wrap
from dyad.lesson import Lesson
from dyad.publish.native_charts import EMU_A_PX, NO_DAY, PX_A_PT, add_chart, rgb
from dyad.publish.sheets import RenderedFigure
from dyad.publish.slides import BODY_PT, LEAST_PT, Slide, Text, slides_of
from dyad.publish.stages import STAGES
from dyad.publish.tables import pack
from dyad.record import Record
from dyad.render.engine import to_png
from dyad.wording.documents import OURS
from dyad.wording.lesson import part_of, say_sources
from dyad.wording.pieces import bind
from dyad.wording.record import data_version

WIDTH, HEIGHT = Inches(13.333), Inches(7.5)  # 16:9
EDGE = Inches(0.5)
WITHIN = WIDTH - 2 * EDGE
TITLE_TOP, TITLE_HEIGHT = Inches(0.3), Inches(0.9)
BODY_TOP, FOOT_TOP, FOOT_HEIGHT, NUMBER_WIDTH = Inches(1.25), Inches(6.9), Inches(0.35), Inches(1.2)
LEAST_DRAWN = Inches(3)  # of the height of a slide, for a chart under words
TITLE_PT, LONG_TITLE_PT = 30, 24
WIDER = 1.08  # type than Fira Sans, where a machine has not that font: Arial, Segoe UI
LINE, AFTER = 1.25, 0.5  # height of a line and of what is free after a paragraph, in sizes of type
PICTURE_SCALE = 2  # px of a picture to a px of the slide
TITLE_AND_TEXT, TITLE_ONLY = 1, 5  # layouts of the default template
TEMPLATE_WIDTH = Inches(10)
COLOURS = PALETTES["light"]
THEME = {"dk1": COLOURS.ink, "dk2": COLOURS.quiet, "accent1": COLOURS.first, "accent2": COLOURS.second,
         "accent3": COLOURS.further, "accent4": COLOURS.edge}  # fmt: skip
PANOSE = "020B0503050000020004"  # of Fira Sans: sans serif, upright
TAG = (Inches(0.25), Inches(0.0625))  # 24 by 6 px


def export_deck(record: Record, lesson: Lesson) -> bytes:
    """Return the slides; notes, answers and documents of a step are in its speaker notes."""
    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    _widen(deck)
    _set_theme(deck)
    about = deck.core_properties
    about.title, about.author, about.language = record.about.title, record.about.author, OURS
    about.created = about.modified = NO_DAY
    about.comments = data_version(record.version)
    for slide in slides_of(record, lesson):
        for part in _parted(slide):
            _add_slide(deck, record, part)
    out = io.BytesIO()
    deck.save(out)
    with zipfile.ZipFile(out) as saved:
        return pack({name: saved.read(name) for name in saved.namelist()})  # the same bytes each time


def _widen(deck: Any) -> None:
    """Stretch the template's placeholders, made for 4:3, to the whole slide."""
    for part in (deck.slide_master, *deck.slide_layouts):
        for shape in part.placeholders:
            left, top, width, height = shape.left, shape.top, shape.width, shape.height
            shape.left, shape.width = int(left * WIDTH / TEMPLATE_WIDTH), int(width * WIDTH / TEMPLATE_WIDTH)
            shape.top, shape.height = top, height


def _set_theme(deck: Any) -> None:
    """Give the deck the figures' font and colours; by the panose PowerPoint chooses another where it lacks the font."""
    theme = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    root = parse_xml(theme.blob)
    for latin in root.xpath(".//a:majorFont/a:latin | .//a:minorFont/a:latin"):
        latin.set("typeface", FONT)
        latin.set("panose", PANOSE)
    for name, colour in THEME.items():
        (place,) = root.xpath(f".//a:clrScheme/a:{name}")
        place[:] = [parse_xml(f'<a:srgbClr {nsdecls("a")} val="{colour[1:].upper()}"/>')]
    theme._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _parted(content: Slide) -> Iterator[Slide]:
    """Yield a slide, or as many as its texts fill in the least type; what is drawn then has the last to itself."""
    most = int(FOOT_TOP - BODY_TOP) // int(Pt(LINE * LEAST_PT)) - 1  # lines of one paragraph
    lines = [_lines(text, LEAST_PT) for text, _ in content.texts]
    pieces = [(" ".join(own[at : at + most]), LEAST_PT) for own in lines for at in range(0, len(own), most)]
    parts: list[list[Text]] = [[]]
    for piece in pieces:
        if _height([*parts[-1], piece]) > FOOT_TOP - BODY_TOP:
            parts.append([])
        parts[-1].append(piece)
    if len(parts) == 1:
        yield content
        return
    if content.drawn:
        parts.append([])
    for at, texts in enumerate(parts, start=1):
        title = part_of(text=content.title, at=at, of=len(parts))
        yield replace(content, title=title, texts=tuple(texts), drawn=None if texts else content.drawn)


def _add_slide(deck: Any, record: Record, content: Slide) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_AND_TEXT if content.texts else TITLE_ONLY])
    size = TITLE_PT if len(_lines(content.title, TITLE_PT, weight=600)) == 1 else LONG_TITLE_PT
    _place(slide.shapes.title, TITLE_TOP, TITLE_HEIGHT, [(content.title, size)], strong=True)
    tag = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, EDGE, TITLE_TOP - TAG[1], *TAG)
    tag.fill.solid()
    tag.fill.fore_color.rgb = rgb(COLOURS.first)
    tag.line.fill.background()
    top: int = BODY_TOP
    if content.texts:
        texts = _fit(content.texts, FOOT_TOP - top - _drawn_height(content))
        height = min(_height(texts), FOOT_TOP - top) if content.drawn else FOOT_TOP - top
        _place(slide.placeholders[1], top, height, texts)
        top += height
    if content.drawn:
        _draw(slide, content.drawn, top)
    _add_text(slide, say_sources(record, content.sources), EDGE, WITHIN - NUMBER_WIDTH)
    _add_text(slide, content.number, EDGE + WITHIN - NUMBER_WIDTH, NUMBER_WIDTH, right=True)
    notes = slide.notes_slide.notes_text_frame
    notes.text = content.notes
    for paragraph in notes.paragraphs:
        _speak(paragraph)


def _drawn_height(content: Slide) -> int:
    """Return the height in EMU that what is drawn is to have."""
    if isinstance(content.drawn, RenderedFigure):
        return int(content.drawn.height * WITHIN / STAGES[0].width)
    return LEAST_DRAWN if content.drawn else 0


def _draw(slide: Any, drawn: RenderedFigure | Figure, top: int) -> None:
    """Add the picture, or else the chart that PowerPoint draws itself, between `top` and the foot."""
    room, figure = FOOT_TOP - top, drawn.figure if isinstance(drawn, RenderedFigure) else drawn
    if isinstance(drawn, RenderedFigure):
        width = min(WITHIN, int(room * STAGES[0].width / drawn.height))
        picture = to_png(drawn.svg, scale=PICTURE_SCALE)
        shape = slide.shapes.add_picture(io.BytesIO(picture), EDGE, top, width=width)
    elif drawn.native:
        shape = add_chart(slide, drawn.native, left=EDGE, top=top, width=WITHIN, height=room)
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("descr", figure.alt)
    properties.set("title", figure.title)


def _lines(text: str, size: float, *, weight: int = 400) -> list[str]:
    return wrap(text, width=WITHIN / EMU_A_PX / WIDER, size=size * PX_A_PT, weight=weight)


def _height(texts: Sequence[Text]) -> int:
    """Return the height of paragraphs in EMU, as PowerPoint sets them in the figures' font or one a little wider."""
    return sum(int(Pt((len(_lines(text, size)) * LINE + AFTER) * size)) for text, size in texts)


def _fit(texts: Sequence[Text], height: float) -> Sequence[Text]:
    """Return paragraphs as large as they fit into a height, none smaller than the back row reads."""
    for most in range(BODY_PT, LEAST_PT - 1, -2):
        smaller = [(text, min(size, most)) for text, size in texts]
        if _height(smaller) <= height:
            break
    return smaller


def _place(shape: Any, top: int, height: int, texts: Sequence[Text], *, strong: bool = False) -> None:
    shape.left, shape.top, shape.width, shape.height = EDGE, top, WITHIN, height
    _write(shape.text_frame, texts, strong=strong)


def _write(frame: Any, texts: Sequence[Text], *, strong: bool = False) -> None:
    """Write paragraphs from the top down, their left edge that of everything on the slide."""
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    frame.auto_size = MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE  # where type is wider still
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for at, (text, size) in enumerate(texts):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.size, run.font.bold = bind(text), Pt(size), strong
        paragraph.space_before, paragraph.space_after = Pt(0), Pt(size * AFTER)
        properties = paragraph._p.get_or_add_pPr()
        properties.attrib.update({"marL": "0", "indent": "0", "algn": "l"})
        properties.append(parse_xml(f"<a:buNone {nsdecls('a')}/>"))
        _speak(paragraph)


def _speak(paragraph: Any) -> None:
    """Say a paragraph's language to those who hear it; one whose letters run from right to left begins at the right."""
    text = paragraph.text
    letters = [unicodedata.name(one, "") for one in text if one.isalpha()]
    ours = 2 * sum(name.startswith("LATIN") for name in letters) >= len(letters)  # in other letters nobody says which
    for run in paragraph.runs:
        run._r.get_or_add_rPr().set("lang", OURS if ours else "und")
    if next((one for one in map(unicodedata.bidirectional, text) if one in ("L", "R", "AL")), "L") != "L":
        paragraph.alignment = PP_ALIGN.RIGHT
        paragraph._p.get_or_add_pPr().set("rtl", "1")


def _add_text(slide: Any, text: str, left: int, width: int, *, right: bool = False) -> None:
    if text:
        frame = slide.shapes.add_textbox(left, FOOT_TOP, width, FOOT_HEIGHT).text_frame
        _write(frame, [(text, LEAST_PT)])
        if right:
            frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
