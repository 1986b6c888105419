"""The worksheet and its key, read with pypdf: what a printer, a screen reader and a student get."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

from dyad.lesson import Lesson, answer_of, asked_text, line_of, options_text, period_of, scale_of, years_asked
from dyad.lesson.steps import questions_of, title_of
from dyad.publish.letters import lacking
from dyad.publish.worksheet import export_key, export_worksheet
from dyad.record import Record
from dyad.wording.findings import claims_by_id
from tests.unit.publish.drawn import tags

HOME = "https://dyad.school.example"
A4 = (595, 842)
HOSTILE = 'a "b" #strong[c] \\ $d$ @e *f* _g_ <h> // i /* = j'


def flat(text: str) -> str:
    """Return a text without its line breaks and spaces, as a PDF breaks lines where it must."""
    return re.sub(r"\s+", "", text)


def text_of(reader: PdfReader) -> str:
    """Return all that stands on the pages."""
    return flat("".join(page.extract_text() for page in reader.pages))


@pytest.fixture(scope="module")
def worksheet(record: Record, lesson: Lesson) -> PdfReader:
    """Return the worksheet."""
    return PdfReader(io.BytesIO(export_worksheet(record, lesson)))


@pytest.fixture(scope="module")
def key(record: Record, lesson: Lesson) -> PdfReader:
    """Return the key."""
    return PdfReader(io.BytesIO(export_key(record, lesson)))


@pytest.mark.parametrize("name", ["worksheet", "key"])
def test_it_can_be_heard_and_printed(name: str, record: Record, lesson: Lesson, request: pytest.FixtureRequest) -> None:
    """Tagged, with title, language, a bookmark a heading, lists; A4, and no letter in another font."""
    reader: PdfReader = request.getfixturevalue(name)
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    assert title_of(record, lesson) in str(reader.metadata.title)
    kinds = [node["/S"] for node in tags(root["/StructTreeRoot"]["/K"])]
    assert {"/Title", "/H1", "/P", "/L", "/LI"} <= set(kinds)

    def marked(outline: Any) -> list[str]:
        return [name for one in outline for name in (marked(one) if isinstance(one, list) else [one.title])]

    assert len(marked(reader.outline)) == sum(kind in ("/H1", "/H2") for kind in kinds)
    for step in questions_of(lesson):
        assert any(step.title in name for name in marked(reader.outline))
    for page in reader.pages:
        assert (round(page.mediabox.width), round(page.mediabox.height)) == A4
        for font in page["/Resources"]["/Font"].values():
            assert "FiraSans" in str(font.get_object()["/BaseFont"])


def test_the_worksheet_asks_on_two_pages(worksheet: PdfReader, record: Record, lesson: Lesson) -> None:
    """Title, opening words, each question with its choices, the years to mark; and no more paper than that."""
    said = text_of(worksheet)
    assert len(worksheet.pages) == 2
    places = [said.index(flat(f"{at}  {step.title}")) for at, step in enumerate(questions_of(lesson), start=1)]
    assert places == sorted(places)
    for step in questions_of(lesson):
        assert flat(asked_text(record, step)) in said
        assert all(flat(option) in said for option in options_text(record, step))
        if step.question == "number":
            assert f"{scale_of(step).high:g}" in said
        if step.question == "period":
            first, last = period_of(step)
            assert "".join(map(str, range(first, last + 1))) in said
        if step.question == "draw":
            line = line_of(record, step)
            assert "".join(map(str, range(line.given[0][0], line.asked[-1] + 1))) in said
    assert said.index(flat(lesson.steps[0].prompt)) < said.index("Yourtimeline")
    first, last = record.about.years
    assert "".join(map(str, range(first, last + 1))) in said
    assert "".join(map(str, years_asked(record))) in said


def test_the_worksheet_has_no_answer(worksheet: PdfReader, record: Record, lesson: Lesson) -> None:
    """Neither on its pages nor in what the file says of itself: no sentence, date, verdict, note or document."""
    root: Any = worksheet.trailer["/Root"]
    texts = [str(value) for node in tags(root["/StructTreeRoot"]["/K"]) for value in node.values()]
    said = text_of(worksheet) + flat("".join([*texts, *map(str, (worksheet.metadata or {}).values())]))
    said += flat(root["/Metadata"].get_data().decode())
    for step in lesson.steps:
        assert not step.note or flat(step.note) not in said
        if step.shows != "question":
            continue
        asked = flat(step.title + asked_text(record, step))
        answer = answer_of(record, step)
        for sentence in filter(None, re.split(r"(?<=[.;:]) ", answer.text)):
            options = [str(claims_by_id(record)[id]["claim"]) for id in step.options if step.question == "contradicted"]
            assert sentence in options or flat(sentence) not in said, sentence
        for id in answer.ids if step.question == "order" else ():
            assert flat(record.event(id).date_text) not in said or record.event(id).date_text.isdigit()
        for verdict in {
            str(claims_by_id(record)[id]["verdict"]) for id in step.options if step.question == "contradicted"
        }:
            assert text_of(worksheet).count(verdict) == asked.count(verdict)
        for id in answer.sources:
            assert flat(record.source(id).title) not in said
            assert not record.source(id).url or record.source(id).url not in said


def test_it_names_the_dashboard_where_there_is_one(worksheet: PdfReader, record: Record, lesson: Lesson) -> None:
    """The address is a link and a QR code with words for it; a record that has none leaves both out."""
    assert "http" not in text_of(worksheet)
    known = replace(record, about=replace(record.about, homepage=HOME))
    reader = PdfReader(io.BytesIO(export_worksheet(known, lesson)))
    assert len(reader.pages) == 2
    links = [note.get_object()["/A"]["/URI"] for note in reader.pages[0]["/Annots"]]
    assert links == [HOME]
    root: Any = reader.trailer["/Root"]
    pictures = [node.get("/Alt") for node in tags(root["/StructTreeRoot"]["/K"]) if node["/S"] == "/Figure"]
    assert pictures == [f"QR code of {HOME}"]


def test_the_key_answers_what_the_worksheet_asks(key: PdfReader, record: Record, lesson: Lesson) -> None:
    """By the same numbers; every note is in it, and every document of an answer once, with its address to follow."""
    said = text_of(key)
    for number, step in enumerate(questions_of(lesson), start=1):
        assert flat(f"{number}  {step.title}") in said
        assert flat(answer_of(record, step).text) in said
    for step in lesson.steps:
        assert flat(step.note) in said
    assert len(key.pages) == 4
    ids = {id for step in questions_of(lesson) for id in answer_of(record, step).sources}
    last = max(at for at, step in enumerate(lesson.steps, start=1) if step.shows != "question")
    listed = said[said.rindex(flat(f"Step {last}:")) :]
    for id in ids:
        assert flat(record.source(id).publisher) in listed
    links = {note.get_object()["/A"]["/URI"] for page in key.pages for note in page.get("/Annots", ())}
    assert {record.source(id).url for id in ids} - {""} == links
    root: Any = key.trailer["/Root"]
    assert sum(node["/S"] == "/LI" for node in tags(root["/StructTreeRoot"]["/K"])) == len(ids)
    assert re.search(r"Sources\d", said)


def test_a_title_that_cannot_be_set_is_described(record: Record, lesson: Lesson) -> None:
    """The font lacks its letters; its address stands behind it."""
    named = zip(record.sources["id"], record.sources["title"], strict=True)
    source = record.source(next(str(id) for id, title in named if lacking(str(title))))
    step = replace(next(step for step in lesson.steps if step.question == "open"), sources=(source.id,))
    said = text_of(PdfReader(io.BytesIO(export_key(record, Lesson(steps=(step,))))))
    assert flat(f"[title in another script, {source.language}]") in said
    assert source.url in said


def test_words_are_words(record: Record, lesson: Lesson) -> None:
    """Markup, letters that the font lacks, endless words, whatever a table holds: set as text on the page or a box."""
    (step, *_) = questions_of(lesson)
    lacking = ["友", "a友" * 300, "友谊 وصول 👩\u200d👧"]
    few = (0xD800, 0xDFFF, 0xE000, 0xFDD0, *range(0xFFF0, 0x10000), 0x1FFFE, 0xF0000, 0x10FFFF)  # halves, none at all
    odd = [chr(code) for code in (*range(0x250), *range(0x2000, 0x2070), *few)]  # with controls, marks, formats
    odd += [letter for letter in map(chr, range(0x250, 0x3000)) if unicodedata.category(letter) in ("Cf", "Mn")]
    words = [HOSTILE, *lacking, "\u202eabc\ufeff\x01\u2028d x\u0331", "w" * 400, "(" * 400, " ".join(odd)]
    steps = tuple(replace(step, title=word, prompt=word, note=word) for word in words)
    for export in (export_worksheet, export_key):
        reader = PdfReader(io.BytesIO(export(record, Lesson(steps=steps))))
        assert flat(HOSTILE) in text_of(reader)
        for page in reader.pages:
            rights: list[float] = []
            page.extract_text(visitor_text=lambda text, _, at, *__, found=rights: found.append(at[4]) if text else None)
            assert max(rights) < A4[0]


def test_a_lesson_of_any_length_is_set(record: Record, lesson: Lesson) -> None:
    """Without a question there is the axis alone; with many, as many pages as they need, and none is lost."""
    assert len(PdfReader(io.BytesIO(export_worksheet(record, Lesson()))).pages) == 1
    asked = questions_of(lesson)
    many = Lesson(steps=tuple(replace(asked[at % len(asked)], title=f"Question {at}") for at in range(24)))
    reader = PdfReader(io.BytesIO(export_worksheet(record, many)))
    said = text_of(reader)
    assert all(flat(f"{at + 1}  Question {at}") in said for at in range(24))
    assert len(reader.pages) < 24
