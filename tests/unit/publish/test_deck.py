"""The slides, read as the zip of XML files that they are, without the library that wrote them."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from dyad.figures.look import PALETTES
from dyad.figures.parts import NativeChart, Series
from dyad.lesson import Lesson, Step, answer_of, asked_text, read_lesson
from dyad.publish import deck
from dyad.publish.citing import cite_source
from dyad.publish.deck import export_deck
from dyad.publish.steps import documents, figure_of
from dyad.record import Record
from tests.one_number import told_twice

NS = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
}
EMU_A_PX = 9525  # at 96 px to the inch


@pytest.fixture(scope="module")
def lesson(root: Path, record: Record) -> Lesson:
    """Return the shipped lesson."""
    return read_lesson(root / "data", record)


@pytest.fixture(scope="module")
def packed(record: Record, lesson: Lesson) -> zipfile.ZipFile:
    """Return the slides as a zip."""
    return zipfile.ZipFile(io.BytesIO(export_deck(record, lesson)))


def part(packed: zipfile.ZipFile, name: str) -> etree._Element:
    """Return one XML file of the slides."""
    return etree.fromstring(packed.read(name))


def words(node: etree._Element) -> str:
    """Return the text of a part, a line a paragraph."""
    return "\n".join("".join(t.text or "" for t in p.findall(".//a:t", NS)) for p in node.iterfind(".//a:p", NS))


def slide(packed: zipfile.ZipFile, number: int) -> etree._Element:
    """Return a slide, counted from 1."""
    return part(packed, f"ppt/slides/slide{number}.xml")


def charts_of(packed: zipfile.ZipFile, number: int) -> list[etree._Element]:
    """Return the native charts of a slide."""
    relations = part(packed, f"ppt/slides/_rels/slide{number}.xml.rels")
    targets = [one.get("Target") for one in relations if one.get("Type").endswith("/chart")]
    return [part(packed, f"ppt/charts/{target.rpartition('/')[2]}") for target in targets]


def series_of(chart: etree._Element) -> dict[str, dict[str, float]]:
    """Return the values of a chart by series and category, as the file keeps them."""
    found = {}
    for series in chart.iterfind(".//c:ser", NS):
        name = series.findtext("c:tx//c:v", namespaces=NS) or ""
        labels = {pt.get("idx"): pt.findtext("c:v", namespaces=NS) for pt in series.iterfind("c:cat//c:pt", NS)}
        values = {pt.get("idx"): pt.findtext("c:v", namespaces=NS) for pt in series.iterfind("c:val//c:pt", NS)}
        found[name] = {str(labels[at]): float(str(value)) for at, value in values.items()}
    return found


def places_of(lesson: Lesson) -> list[tuple[int, Step, bool]]:
    """Return of each slide the number on it, its step, and whether it has the answer."""
    return [
        (number, step, revealed)
        for number, step in enumerate(lesson.steps, start=1)
        for revealed in (False, True)[: 1 + step.reveals]
    ]


def test_one_slide_a_step_each_with_a_title(packed: zipfile.ZipFile, lesson: Lesson) -> None:
    """16:9, and one more for each answer; every title is a title placeholder with the step's; its number is on it."""
    size = part(packed, "ppt/presentation.xml").find("p:sldSz", NS)
    assert size is not None
    assert int(size.get("cx")) / int(size.get("cy")) == pytest.approx(16 / 9, abs=0.001)
    slides = [name for name in packed.namelist() if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]
    assert len(slides) == len(places_of(lesson))
    for at, (number, step, _) in enumerate(places_of(lesson), start=1):
        page = slide(packed, at)
        (title,) = [
            shape for shape in page.iterfind(".//p:sp", NS)
            if shape.find(".//p:ph[@type='title']", NS) is not None
        ]  # fmt: skip
        assert words(title).strip() == step.title
        assert f"{number} / {len(lesson.steps)}" in words(page)


def test_no_text_is_smaller_than_the_back_row_reads(packed: zipfile.ZipFile, lesson: Lesson) -> None:
    """18 pt are 24 px of a slide 720 px high."""
    for number in range(1, len(places_of(lesson)) + 1):
        sizes = [int(run.get("sz")) for run in slide(packed, number).iterfind(".//a:rPr[@sz]", NS)]
        for chart in charts_of(packed, number):
            sizes += [int(run.get("sz")) for run in chart.iterfind(".//*[@sz]")]
        assert min(sizes) >= 1800


def test_what_powerpoint_can_draw_is_a_native_chart(packed: zipfile.ZipFile, record: Record, lesson: Lesson) -> None:
    """Each can be edited: a chart with a workbook, whose series are the figure's; a band lies under them."""
    for number, (_, step, _) in enumerate(places_of(lesson), start=1):
        figure = figure_of(record, step) if step.shows == "figure" else None
        charts = charts_of(packed, number)
        assert len(charts) == bool(figure and figure.native)
        if not figure or not figure.native:
            continue
        (chart,) = charts
        assert chart.find(".//c:externalData", NS) is not None
        drawn, native = series_of(chart), figure.native
        for series in native.series:
            assert drawn.pop(series.name) == {year: pytest.approx(value) for year, value in series.values.items()}
        low, high, words = native.band or (0, 0, "")
        assert {name: set(values.values()) for name, values in drawn.items()} == (
            {f"Below: {words}": {low}, words: {high - low}} if native.band else {}
        )
        assert native.said in words_of(packed, number)


def words_of(packed: zipfile.ZipFile, number: int) -> str:
    """Return what stands on a slide."""
    return words(slide(packed, number))


def test_a_native_chart_is_on_its_slide(record: Record, lesson: Lesson, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a figure can be drawn natively there is a chart in place of the picture, and its words over it."""
    native = NativeChart(
        kind="columns", series=(Series(name="As one reports", colour="#1b8159", values={"2003": 1.0}),),
        categories=("2003",), said="USD million, as one reports it", sources=(),
    )  # fmt: skip
    (step,) = [step for step in lesson.steps if step.figure == "claims-summary"]
    drawn = figure_of(record, step)
    assert drawn is not None
    monkeypatch.setattr(deck, "figure_of", lambda *_: replace(drawn, native=native))
    with zipfile.ZipFile(io.BytesIO(export_deck(record, Lesson(steps=(step,))))) as packed:
        (chart,) = charts_of(packed, 1)
        assert series_of(chart) == {"As one reports": {"2003": 1.0}}
        page = slide(packed, 1)
        assert page.findall(".//p:pic", NS) == []
        assert page.find(".//p:graphicFrame//p:cNvPr", NS).get("descr") == drawn.alt
        assert native.said in words(page)


def test_the_deck_has_the_figures_font_and_colours(packed: zipfile.ZipFile) -> None:
    """Titles and texts are in Fira Sans by the theme; a teacher who adds a shape has the house's colours."""
    theme = part(packed, "ppt/theme/theme1.xml")
    faces = [theme.find(f".//a:{kind}Font/a:latin", NS).get("typeface") for kind in ("major", "minor")]
    assert faces == ["Fira Sans"] * 2
    for name, colour in {"dk1": PALETTES["light"].ink, "accent1": PALETTES["light"].first}.items():
        (there,) = theme.find(f".//a:{name}", NS)
        assert there.get("val") == colour[1:].upper()


def test_pictures_are_sharp_and_described(packed: zipfile.ZipFile, lesson: Lesson) -> None:
    """Every drawing has its alternative text; a picture has two px to a px of the slide."""
    for number, (_, step, revealed) in enumerate(places_of(lesson), start=1):
        page = slide(packed, number)
        drawings = [*page.iterfind(".//p:pic", NS), *page.iterfind(".//p:graphicFrame", NS)]
        of_question = step.question != "open" if revealed else bool(step.figure or step.question == "open")
        assert len(drawings) == (of_question if step.shows == "question" else 1), step.id
        for drawing in drawings:
            described = drawing.find(".//p:cNvPr", NS)
            assert described is not None
            assert len(described.get("descr", "")) > 60
        for picture in page.iterfind(".//p:pic", NS):
            relations = part(packed, f"ppt/slides/_rels/slide{number}.xml.rels")
            (target,) = [one.get("Target") for one in relations if one.get("Type").endswith("/image")]
            image = Image.open(io.BytesIO(packed.read(f"ppt/media/{target.rpartition('/')[2]}")))
            extent = picture.find(".//a:ext[@cx]", NS)
            assert extent is not None
            assert image.width >= 1.99 * int(extent.get("cx")) / EMU_A_PX


def test_notes_hold_what_the_teacher_needs(packed: zipfile.ZipFile, record: Record, lesson: Lesson) -> None:
    """Note, answer and every document are in the speaker notes, the answer is on its own slide alone."""
    for number, (_, step, revealed) in enumerate(places_of(lesson), start=1):
        notes = words(part(packed, f"ppt/notesSlides/notesSlide{number}.xml"))
        assert step.note in notes
        for id in documents(record, step):
            assert cite_source(record.source(id)) in notes
        if step.reveals:
            assert answer_of(record, step).text in notes
            shown = words(slide(packed, number))
            assert (answer_of(record, step).text in shown) == (revealed and step.question != "order" and step.reveals)
            assert (asked_text(record, step) in shown) != revealed
        assert step.note not in words(slide(packed, number))


def test_the_same_bytes_each_time(record: Record, lesson: Lesson) -> None:
    """No clock goes into the file, nor into the workbooks in it."""
    assert export_deck(record, lesson) == export_deck(record, lesson)


def test_a_lesson_of_one_step(record: Record, lesson: Lesson) -> None:
    """A short lesson, or none, still makes a file that opens."""
    for steps in (lesson.steps[:1], ()):
        with zipfile.ZipFile(io.BytesIO(export_deck(record, Lesson(steps=steps)))) as packed:
            assert packed.testzip() is None


def test_no_two_numbers_for_one_thing(packed: zipfile.ZipFile, lesson: Lesson) -> None:
    """Slides and notes give nothing two different numbers."""
    texts = [
        words(part(packed, name)) for name in packed.namelist() if re.search(r"(?:slide|notesSlide)\d+\.xml$", name)
    ]
    assert len(texts) == 2 * len(places_of(lesson))
    assert told_twice(texts) == {}
