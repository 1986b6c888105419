"""The slides, read as the zip of XML files that they are, without the library that wrote them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import etree
from PIL import Image

from dyad.figures.style import PALETTES, wrap
from dyad.lesson import Lesson, Step, answer_of, asked_text, options_text, years_asked
from dyad.publish.deck import export_deck
from dyad.publish.steps import documents, figure_of
from dyad.record import Record
from dyad.view import default_view
from dyad.wording.documents import cite_source
from dyad.wording.findings import claims_by_id
from tests.one_number import told_twice

NS = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
}
EMU_A_PX = 9525  # at 96 px to the inch


@pytest.fixture(scope="module")
def packed(record: Record, lesson: Lesson) -> zipfile.ZipFile:
    """Return the slides as a zip."""
    return zipfile.ZipFile(io.BytesIO(export_deck(record, lesson)))


def part(packed: zipfile.ZipFile, name: str) -> etree._Element:
    """Return one XML file of the slides."""
    return etree.fromstring(packed.read(name))


def words(node: etree._Element) -> str:
    """Return the text of a part, a line a paragraph."""
    lines = ("".join(t.text or "" for t in p.findall(".//a:t", NS)) for p in node.iterfind(".//a:p", NS))
    return "\n".join(lines).replace("\u00a0", " ")


def slide(packed: zipfile.ZipFile, number: int) -> etree._Element:
    """Return a slide, counted from 1."""
    return part(packed, f"ppt/slides/slide{number}.xml")


def on_slide(packed: zipfile.ZipFile, number: int, kind: str) -> list[str]:
    """Return the files in the zip of what of a kind is on a slide: charts, images."""
    relations = part(packed, f"ppt/slides/_rels/slide{number}.xml.rels")
    return [one.get("Target").replace("..", "ppt") for one in relations if one.get("Type").endswith(f"/{kind}")]


def series_of(chart: etree._Element) -> dict[str, dict[str, float]]:
    """Return the values of a chart by series and category, as the file keeps them."""
    found = {}
    for series in chart.iterfind(".//c:ser", NS):
        name = series.findtext("c:tx//c:v", namespaces=NS) or ""
        labels = {pt.get("idx"): pt.findtext("c:v", namespaces=NS) for pt in series.iterfind("c:cat//c:pt", NS)}
        values = {pt.get("idx"): pt.findtext("c:v", namespaces=NS) for pt in series.iterfind("c:val//c:pt", NS)}
        found[name] = {str(labels[at]): float(str(value)) for at, value in values.items()}
    return found


def steps_of(lesson: Lesson) -> Iterator[tuple[int, Step, bool]]:
    """Yield for each slide its number, its step, and whether it answers."""
    shown = [
        (step, answers)
        for step in lesson.steps
        for answers in (False, True)[: 1 + step.reveals]
    ]  # fmt: skip
    for number, (step, answers) in enumerate(shown, start=1):
        yield number, step, answers


def boxes(page: etree._Element) -> list[tuple[str, int, int]]:
    """Return what lies on a slide from the top down: its kind, its top and its bottom in EMU; its tag left out."""
    found = []
    for shape in page.find(".//p:spTree", NS):
        offset, extent = shape.find(".//a:off", NS), shape.find(".//a:ext[@cy]", NS)
        if extent is None:
            extent = shape.find(".//p:xfrm/a:ext", NS)
        if offset is None or extent is None or "Rectangle" in shape.find(".//p:cNvPr", NS).get("name"):
            continue
        kind = etree.QName(shape).localname
        place = shape.find(".//p:ph", NS)
        text = "foot" if place is None else "title" if place.get("type") == "title" else "body"
        top = int(offset.get("y"))
        found.append((text if kind == "sp" else "drawn", top, top + int(extent.get("cy"))))
    return sorted(found, key=lambda box: box[1])


def test_a_slide_a_step_and_after_a_question_its_answer(packed: zipfile.ZipFile, lesson: Lesson) -> None:
    """16:9; every title is a title placeholder with the step's title; the number of its step stands on it."""
    size = part(packed, "ppt/presentation.xml").find("p:sldSz", NS)
    assert int(size.get("cx")) / int(size.get("cy")) == pytest.approx(16 / 9, abs=0.001)
    slides = [name for name in packed.namelist() if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]
    assert len(slides) == len(list(steps_of(lesson))) > len(lesson.steps)
    for number, step, answers in steps_of(lesson):
        page = slide(packed, number)
        (title,) = [
            shape for shape in page.iterfind(".//p:sp", NS)
            if shape.find(".//p:ph[@type='title']", NS) is not None
        ]  # fmt: skip
        assert words(title).strip() == (f"Answer: {step.title}" if answers else step.title)
        assert f"{lesson.steps.index(step) + 1} / {len(lesson.steps)}" in words(page)


def test_every_slide_has_one_order(packed: zipfile.ZipFile, lesson: Lesson) -> None:
    """Title, words, what is drawn, sources: each at its place, none over another, text from the top of its box down."""
    height = int(part(packed, "ppt/presentation.xml").find("p:sldSz", NS).get("cy"))
    tops: dict[str, set[int]] = {"title": set(), "foot": set()}
    for number, _, __ in steps_of(lesson):
        page = slide(packed, number)
        frames = [
            shape.find(".//a:bodyPr", NS) for shape in page.iterfind(".//p:sp", NS)
            if "Rectangle" not in shape.find(".//p:cNvPr", NS).get("name")
        ]  # fmt: skip
        assert {frame.get("anchor") for frame in frames} == {"t"}
        assert None not in [frame.find("a:normAutofit", NS) for frame in frames]  # wider type is set smaller
        found = boxes(page)
        order = [kind for kind, _, __ in found]
        assert order == sorted(order, key=["title", "body", "drawn", "foot"].index)
        for (kind, _, bottom), (below, top, __) in pairwise(found):
            assert kind == below == "foot" or bottom <= top, (number, kind, below)
        assert max(bottom for _, __, bottom in found) <= height
        for kind, top, _ in found:
            if kind in tops:
                tops[kind].add(top)
    assert {kind: len(places) for kind, places in tops.items()} == {"title": 1, "foot": 1}


def test_no_text_is_smaller_than_the_back_row_reads(packed: zipfile.ZipFile, lesson: Lesson) -> None:
    """18 pt are 24 px of a slide 720 px high; `test_native_charts` has the charts."""
    for number, _, __ in steps_of(lesson):
        sizes = [int(run.get("sz")) for run in slide(packed, number).iterfind(".//a:rPr[@sz]", NS)]
        assert min(sizes) >= 1800


def test_what_powerpoint_can_draw_is_a_native_chart(packed: zipfile.ZipFile, record: Record, lesson: Lesson) -> None:
    """Each can be edited: a chart with a workbook, whose series are the figure's; a band lies under them."""
    for number, step, answers in steps_of(lesson):
        # under a question, too, and under words that answer one
        figure = None if answers and step.question != "open" else figure_of(record, step)
        charts = [part(packed, name) for name in on_slide(packed, number, "chart")]
        assert len(charts) == bool(figure and figure.native)
        if not figure or not figure.native:
            continue
        (chart,) = charts
        assert chart.find(".//c:externalData", NS) is not None
        drawn, native = series_of(chart), figure.native
        for series in native.series:
            assert drawn.pop(series.name) == {year: pytest.approx(value) for year, value in series.values.items()}
        low, high, name = native.band or (0, 0, "")
        assert {name: set(values.values()) for name, values in drawn.items()} == (
            {f"Below: {name}": {low}, name: {high - low}} if native.band else {}
        )
        assert native.said in words(slide(packed, number))


def test_the_deck_has_the_figures_font_and_colours(packed: zipfile.ZipFile) -> None:
    """Titles and texts are in Fira Sans by the theme; a teacher who adds a shape has the house's colours."""
    theme = part(packed, "ppt/theme/theme1.xml")
    faces = [theme.find(f".//a:{kind}Font/a:latin", NS).get("typeface") for kind in ("major", "minor")]
    assert faces == ["Fira Sans"] * 2
    for name, colour in {"dk1": PALETTES["light"].ink, "accent1": PALETTES["light"].first}.items():
        (there,) = theme.find(f".//a:{name}", NS)
        assert there.get("val") == colour[1:].upper()


def test_pictures_are_sharp_and_described(packed: zipfile.ZipFile, lesson: Lesson) -> None:
    """Figures and answers are drawn, with alternative text; a picture has two px to a px of the slide."""
    for number, step, _ in steps_of(lesson):
        page = slide(packed, number)
        drawings = [*page.iterfind(".//p:pic", NS), *page.iterfind(".//p:graphicFrame", NS)]
        assert len(drawings) == 1, step.id
        for drawing in drawings:
            described = drawing.find(".//p:cNvPr", NS)
            assert len(described.get("descr", "")) > 60
        for picture in page.iterfind(".//p:pic", NS):
            (name,) = on_slide(packed, number, "image")
            image = Image.open(io.BytesIO(packed.read(name)))
            extent = picture.find(".//a:ext[@cx]", NS)
            assert image.width >= 1.99 * int(extent.get("cx")) / EMU_A_PX


def test_the_years_are_named(packed: zipfile.ZipFile, record: Record, lesson: Lesson) -> None:
    """Where years are asked for, each that can be chosen stands on the slide."""
    (number,) = [at for at, step, answers in steps_of(lesson) if step.question == "band-years" and not answers]
    assert re.findall(r"\b20\d\d\b", words(slide(packed, number))) == [str(year) for year in years_asked(record)]


def test_notes_hold_what_the_teacher_needs(packed: zipfile.ZipFile, record: Record, lesson: Lesson) -> None:
    """Note, answer and every document with its address are in the speaker notes; a question is answered on the next."""
    for number, step, answers in steps_of(lesson):
        notes = words(part(packed, f"ppt/notesSlides/notesSlide{number}.xml"))
        assert step.note in notes
        for id in documents(record, step):
            assert cite_source(record.source(id)) in notes
            assert record.source(id).url in notes
        if step.reveals:
            assert answer_of(record, step).text in notes
            said = step.answer if step.question == "order" else answer_of(record, step).text
            assert not said or (said in words(slide(packed, number))) == answers
        if step.shows == "question":
            assert (asked_text(record, step) in words(slide(packed, number))) == (not answers)
        else:
            assert step.note not in words(slide(packed, number))


def test_each_text_says_its_language(packed: zipfile.ZipFile, record: Record, lesson: Lesson) -> None:
    """Slides are in English; what is in other letters is not, and begins at the right where its letters do."""
    runs = [run for number, *_ in steps_of(lesson) for run in slide(packed, number).iterfind(".//a:r/a:rPr", NS)]
    assert {run.get("lang") for run in runs} == {"en"}
    step = replace(lesson.steps[0], title="الاتفاق بين البلدين", note="Россия сняла эмбарго")
    with zipfile.ZipFile(io.BytesIO(export_deck(record, Lesson(steps=(step,))))) as brought:
        spoken = {
            "".join(one.itertext("{*}t")): (one.find("a:pPr", NS), one.find("a:r/a:rPr", NS).get("lang"))
            for name in ("ppt/slides/slide1.xml", "ppt/notesSlides/notesSlide1.xml")
            for one in part(brought, name).iterfind(".//a:p[a:r]", NS)
        }
    (place, language), (other, others) = spoken[step.title], spoken[step.note]
    assert (place.get("rtl"), place.get("algn"), language) == ("1", "r", "und")
    assert (other, others) == (None, "und")


def test_a_lesson_of_one_step(record: Record, lesson: Lesson) -> None:
    """A short lesson, or none, still makes a file that opens."""
    for steps in (lesson.steps[:1], ()):
        with zipfile.ZipFile(io.BytesIO(export_deck(record, Lesson(steps=steps)))) as packed:
            assert packed.testzip() is None


def test_texts_too_many_for_a_slide_go_on_on_the_next(record: Record) -> None:
    """Each claim to choose from, and its verdict, is on a slide, as large as all else and over nothing."""
    judged = {id: claim["verdict"] for id, claim in claims_by_id(record).items()}
    others = [id for id, verdict in judged.items() if verdict in ("confirmed", "partly")]
    wrong = next(id for id, verdict in judged.items() if verdict == "contradicted")
    step = Step(
        id="many", title="Which?", shows="question", view=default_view(record), question="contradicted",
        options=(*others[:16], wrong), prompt="Choose.",
    )  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(export_deck(record, Lesson(steps=(step,))))) as many:
        pages = [slide(many, number) for number in range(1, 5)]
    titles = ["Which? (1 of 2)", "Which? (2 of 2)", "Answer: Which? (1 of 2)", "Answer: Which? (2 of 2)"]
    assert [words(page).partition("\n")[0] for page in pages] == titles
    said = [words(page).split("\n") for page in pages]
    asked, answered = {*said[0], *said[1]}, {*said[2], *said[3]}
    for id, claim in zip(step.options, options_text(record, step), strict=True):
        assert claim in asked
        assert f"{claim} ({judged[id]})" in answered
    for page in pages:
        assert {int(run.get("sz")) for run in page.iterfind(".//p:sp//a:rPr[@sz]", NS)} <= {1800, 3000}
        (body,) = [one for one in page.iterfind(".//p:sp", NS) if one.find(".//p:ph[@idx='1']", NS) is not None]
        wide, high = (int(body.find(".//a:ext[@cy]", NS).get(side)) / EMU_A_PX for side in ("cx", "cy"))
        lines = [wrap(text, width=wide, size=24) for text in words(body).split("\n")]
        assert sum(len(own) * 1.25 + 0.5 for own in lines) * 24 <= high


def test_no_two_numbers_for_one_thing(packed: zipfile.ZipFile, lesson: Lesson) -> None:
    """Slides and notes give nothing two different numbers."""
    texts = [
        words(part(packed, name)) for name in packed.namelist() if re.search(r"(?:slide|notesSlide)\d+\.xml$", name)
    ]
    assert len(texts) == 2 * len(list(steps_of(lesson)))
    assert told_twice(texts) == {}
