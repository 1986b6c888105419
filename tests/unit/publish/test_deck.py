"""The slides, read as the zip of XML files that they are, without the library that wrote them."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image

from dyad.findings.trade import totals
from dyad.lesson import Lesson, answer_of, asked_text, read_lesson
from dyad.publish.citing import cite_source
from dyad.publish.deck import export_deck
from dyad.publish.steps import documents
from dyad.record import Record
from tests.one_number import told_twice

NS = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
}
EMU_A_PX = 9525  # at 96 px to the inch
NATIVE = ("trade-band", "trade-balance", "rankings")


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


def test_one_slide_a_step_each_with_a_title(packed: zipfile.ZipFile, lesson: Lesson) -> None:
    """16:9; every title is a title placeholder with the step's title; its number stands on it."""
    size = part(packed, "ppt/presentation.xml").find("p:sldSz", NS)
    assert size is not None
    assert int(size.get("cx")) / int(size.get("cy")) == pytest.approx(16 / 9, abs=0.001)
    slides = [name for name in packed.namelist() if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]
    assert len(slides) == len(lesson.steps)
    for number, step in enumerate(lesson.steps, start=1):
        page = slide(packed, number)
        (title,) = [
            shape for shape in page.iterfind(".//p:sp", NS)
            if shape.find(".//p:ph[@type='title']", NS) is not None
        ]  # fmt: skip
        assert words(title).strip() == step.title
        assert f"{number} / {len(lesson.steps)}" in words(page)


def test_no_text_is_smaller_than_the_back_row_reads(packed: zipfile.ZipFile, lesson: Lesson) -> None:
    """18 pt are 24 px of a slide 720 px high."""
    for number in range(1, len(lesson.steps) + 1):
        sizes = [int(run.get("sz")) for run in slide(packed, number).iterfind(".//a:rPr[@sz]", NS)]
        for chart in charts_of(packed, number):
            sizes += [int(run.get("sz")) for run in chart.iterfind(".//*[@sz]")]
        assert min(sizes) >= 1800


def test_trade_and_ranks_are_native_charts(packed: zipfile.ZipFile, record: Record, lesson: Lesson) -> None:
    """Each can be edited: a chart with a workbook; the band's values and both sides' are those of the tables."""
    for number, step in enumerate(lesson.steps, start=1):
        charts = charts_of(packed, number)
        assert len(charts) == (step.figure in NATIVE)
        assert all(chart.find(".//c:externalData", NS) is not None for chart in charts)
    at = [step.figure for step in lesson.steps].index("trade-band") + 1
    (chart,) = charts_of(packed, at)
    drawn = series_of(chart)
    for code, name in record.about.economies.items():
        expected = {str(year): value for year, value in totals(record, code).items()}
        assert drawn[f"As {name} reports"] == {
            year: pytest.approx(expected[year]) for year in drawn[f"As {name} reports"]
        }
    under, band = (drawn[name] for name in drawn if "band" in name)
    assert set(under.values()) == {400.0}
    assert set(band.values()) == {200.0}
    areas = chart.findall(".//c:areaChart", NS)
    assert [area.find("c:grouping", NS).get("val") for area in areas] == ["stacked"]
    ranks = charts_of(packed, [step.figure for step in lesson.steps].index("rankings") + 1)[0]
    assert "maxMin" in {axis.get("val") for axis in ranks.iterfind(".//c:valAx//c:orientation", NS)}
    assert all(value == int(value) >= 1 for values in series_of(ranks).values() for value in values.values())


def test_pictures_are_sharp_and_described(packed: zipfile.ZipFile, lesson: Lesson) -> None:
    """Every drawing has its alternative text; a picture has two px to a px of the slide."""
    for number, step in enumerate(lesson.steps, start=1):
        page = slide(packed, number)
        drawings = [*page.iterfind(".//p:pic", NS), *page.iterfind(".//p:graphicFrame", NS)]
        assert len(drawings) == (step.shows == "figure")
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
    """Note, answer and every document are in the speaker notes, and the answer is on no slide of a question."""
    for number, step in enumerate(lesson.steps, start=1):
        notes = words(part(packed, f"ppt/notesSlides/notesSlide{number}.xml"))
        assert step.note in notes
        for id in documents(record, step):
            assert cite_source(record.source(id)) in notes
        if step.shows == "question":
            assert answer_of(record, step).text in notes
            assert answer_of(record, step).text not in words(slide(packed, number))
            assert asked_text(record, step) in words(slide(packed, number))
        else:
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
    assert len(texts) == 2 * len(lesson.steps)
    assert told_twice(texts) == {}
