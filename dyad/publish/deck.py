"""A lesson as PowerPoint: a slide a step, another for its answer; what PowerPoint can draw is there to be edited."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Inches, Pt

from dyad.figures.look import FONT, PALETTES, Figure
from dyad.lesson import Lesson, Step, answer_of, options_text
from dyad.publish.citing import cite_source
from dyad.publish.letters import Missing, find_missing, missing_in_tables, texts_of
from dyad.publish.native_charts import TYPE_PT, add_chart, rgb
from dyad.publish.sheets import Sheet, TooSmallError
from dyad.publish.steps import (
    STAGES,
    answer_sheet,
    documents,
    figure_of,
    figure_sheet,
    picture_sheet,
    source_words,
    words_of,
)
from dyad.record import Record
from dyad.render.engine import to_png

DECK_MIME = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
WIDTH, HEIGHT = Inches(13.333), Inches(7.5)  # 16:9
EDGE = Inches(0.5)
WITHIN = WIDTH - 2 * EDGE
TITLE_TOP, TITLE_HEIGHT = Inches(0.3), Inches(0.9)
BODY_TOP, CAPTION_HEIGHT, FOOT_TOP = Inches(1.25), Inches(0.55), Inches(6.85)
TITLE_PT, BODY_PT, OPTION_PT, LEAST_PT, HEIGHT_PT = 30, 26, 22, TYPE_PT, 540  # the last is that of a slide
PICTURE_SCALE = 2  # px of a picture to a px of the slide
TITLE_AND_TEXT, TITLE_ONLY = 1, 5  # layouts of the default template
TEMPLATE_WIDTH = Inches(10)
ZIP_DAY = (1980, 1, 1, 0, 0, 0)  # no clock goes into a file
NO_DAY = "1980-01-01T00:00:00Z"
WHEN = re.compile(rb"(<dcterms:(?:created|modified)[^<>]*>)[^<]*")
COLOURS = PALETTES["light"]
THEME = {"dk1": COLOURS.ink, "dk2": COLOURS.quiet, "accent1": COLOURS.first, "accent2": COLOURS.second,
         "accent3": COLOURS.further, "accent4": COLOURS.edge}  # fmt: skip
PANOSE = "020B0503050000020004"  # of Fira Sans: sans serif, upright
TAG = (Inches(0.25), Inches(0.0625))  # 24 by 6 px
NO_PICTURE = b"GIF87a\1\0\1\0\x80\0\0" + bytes(6) + b",\0\0\0\0\1\0\1\0\0\2\2D\1\0;"  # of one px
Draw = Callable[[Sheet], bytes]


def export_deck(record: Record, lesson: Lesson) -> bytes:
    """Return the slides, a question's before that of its answer; notes and documents are in the speaker notes."""
    out = io.BytesIO()
    _make(record, lesson, _draw).save(out)
    return _without_clock(out.getvalue())


def missing_in_deck(record: Record, lesson: Lesson) -> Missing | None:
    """Return the letters of the pictures in the slides that cannot be drawn, if any.

    Titles, texts and native charts are text, which PowerPoint draws with the fonts that it finds.
    """
    if not missing_in_tables(record):
        return None
    texts: list[str] = []

    def note(sheet: Sheet) -> bytes:
        texts.extend(texts_of(sheet.svg))
        return NO_PICTURE

    _make(record, lesson, note)
    return find_missing(record, texts)


def _draw(sheet: Sheet) -> bytes:
    return to_png(sheet.svg, scale=PICTURE_SCALE)


def _make(record: Record, lesson: Lesson, draw: Draw) -> Any:
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    _widen(deck)
    _set_theme(deck)
    about = deck.core_properties
    about.title, about.author, about.language = record.about.title, record.about.author, "en"
    about.comments = f"Data version {record.version}"
    for number, step in enumerate(lesson.steps, start=1):
        slides = _Slides(deck=deck, record=record, draw=draw, number=f"{number} / {len(lesson.steps)}")
        _add_step(slides, step)
        if step.reveals:
            _add_answer(slides, step)
    return deck


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


@dataclass(frozen=True, kw_only=True)
class _Slides:
    """Where slides go, of what, how their pictures are drawn, and the number that stands on them."""

    deck: Any
    record: Record
    draw: Draw
    number: str


def _add_step(slides: _Slides, step: Step) -> None:
    record, ids = slides.record, documents(slides.record, step, revealed=False)
    if step.shows != "figure":
        texts = [(text, round(size * HEIGHT_PT), False) for text, size in words_of(record, step) if text]
        texts += [(f"•  {option}", OPTION_PT, False) for option in options_text(record, step)]
        slide = _add_slide(slides, step, step.title, texts)
        if sheet := picture_sheet(record, step, STAGES[0]):
            _add_drawn(slide, slides, sheet, FOOT_TOP - int(sheet.height / STAGES[0].window * HEIGHT))
    else:
        slide = _add_slide(slides, step, step.title, [])
        top, caption = BODY_TOP + CAPTION_HEIGHT, step.prompt
        figure = figure_of(record, step)
        if figure and figure.native:
            frame = add_chart(slide, figure.native, left=EDGE, top=top, width=WITHIN, height=FOOT_TOP - top)
            _describe(frame, figure)
            caption, ids = figure.native.said, figure.native.sources
        else:
            caption = _add_picture(slide, slides, step, top) or caption
        _add_text(slide, caption, EDGE, BODY_TOP, WITHIN, CAPTION_HEIGHT, LEAST_PT)
    _add_foot(slide, slides, ids)


def _add_answer(slides: _Slides, step: Step) -> None:
    """Add what is revealed after a question: the answer drawn, where it can be, over its words."""
    record = slides.record
    sheet, said = answer_sheet(record, step, STAGES[0]), answer_of(record, step).text
    slide = _add_slide(slides, step, step.title, [] if sheet else [(said, BODY_PT, False)])
    if sheet:
        below = BODY_TOP + int(sheet.height / STAGES[0].window * HEIGHT)
        _add_drawn(slide, slides, sheet, BODY_TOP)
        if step.question != "order":  # an order is drawn with every word of it
            _add_text(slide, said, EDGE, below, WITHIN, FOOT_TOP - below, LEAST_PT)
    _add_foot(slide, slides, documents(record, step))


def _add_slide(slides: _Slides, step: Step, heading: str, texts: Sequence[tuple[str, int, bool]]) -> Any:
    """Add a slide with its title, its texts, and what the teacher needs in its notes."""
    deck = slides.deck
    slide = deck.slides.add_slide(deck.slide_layouts[TITLE_AND_TEXT if texts else TITLE_ONLY])
    title = slide.shapes.title
    title.left, title.top, title.width, title.height = EDGE, TITLE_TOP, WITHIN, TITLE_HEIGHT
    _write(title.text_frame, [(heading, TITLE_PT, True)])
    title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    tag = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, EDGE, TITLE_TOP - TAG[1], *TAG)
    tag.fill.solid()
    tag.fill.fore_color.rgb = rgb(COLOURS.first)
    tag.line.fill.background()
    if texts:
        body = slide.placeholders[1]
        body.left, body.top, body.width, body.height = EDGE, BODY_TOP, WITHIN, FOOT_TOP - BODY_TOP
        _write(body.text_frame, texts)
    slide.notes_slide.notes_text_frame.text = _notes(slides.record, step)
    return slide


def _add_foot(slide: Any, slides: _Slides, ids: Sequence[str]) -> None:
    words = source_words(slides.record, ids)
    _add_text(slide, words, EDGE, FOOT_TOP, WITHIN - Inches(1.3), Inches(0.45), LEAST_PT)
    _add_text(slide, slides.number, WIDTH - EDGE - Inches(1.2), FOOT_TOP, Inches(1.2), Inches(0.45), LEAST_PT)


def _write(frame: Any, texts: Sequence[tuple[str, int, bool]]) -> None:
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.TOP
    for at, (text, size, strong) in enumerate(texts):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.size, run.font.bold = text, Pt(size), strong
        paragraph.space_after = Pt(size * 0.5)
        _without_bullet(paragraph)


def _without_bullet(paragraph: Any) -> None:
    properties = paragraph._p.get_or_add_pPr()
    properties.set("marL", "0")
    properties.set("indent", "0")
    properties.set("algn", "l")
    properties.append(parse_xml(f"<a:buNone {nsdecls('a')}/>"))


def _add_text(slide: Any, text: str, left: int, top: int, width: int, height: int, size: int) -> None:
    if text:
        box = slide.shapes.add_textbox(left, top, width, height)
        _write(box.text_frame, [(text, size, False)])


def _notes(record: Record, step: Step) -> str:
    parts = [step.note] if step.note else []
    figure = figure_of(record, step)
    if figure and figure.native and step.shows == "figure" and step.prompt:
        parts.append(f"On the projector: {step.prompt}")
    if step.reveals:
        parts.append(f"Answer: {answer_of(record, step).text}")
    ids = documents(record, step)
    if ids:
        parts.append("Sources:\n" + "\n".join(f"- {cite_source(record.source(id))}" for id in ids))
    return "\n\n".join(parts)


# -- drawings ----------------------------------------------------------------------------------


def _describe(shape: Any, figure: Figure) -> None:
    """Give a picture or chart its alternative text."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("descr", figure.alt)
    properties.set("title", figure.title)


def _add_picture(slide: Any, slides: _Slides, step: Step, top: int) -> str:
    """Add the figure of a step; return why, where it cannot be drawn."""
    try:
        sheet = figure_sheet(slides.record, step, STAGES[0])
    except TooSmallError as why:
        return str(why)
    _add_drawn(slide, slides, sheet, top)
    return ""


def _add_drawn(slide: Any, slides: _Slides, sheet: Sheet, top: int) -> None:
    """Add a drawing in the middle of the slide, from `top` down to the foot at most."""
    width = min(WITHIN, int((FOOT_TOP - top) * STAGES[0].width / sheet.height))
    left = (WIDTH - width) // 2
    _describe(slide.shapes.add_picture(io.BytesIO(slides.draw(sheet)), left, top, width=width), sheet.figure)


# -- the same bytes each time --------------------------------------------------------------------


def _without_clock(packed: bytes) -> bytes:
    """Return a zip, and workbooks in it, with every clock set to the same moment."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith(".xlsx"):
                data = _without_clock(data)
            elif name == "docProps/core.xml":
                data = WHEN.sub(rb"\g<1>" + NO_DAY.encode(), data)
            info = zipfile.ZipInfo(name, ZIP_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, data)
    return out.getvalue()
