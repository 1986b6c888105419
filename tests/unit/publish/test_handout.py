"""The handout, read with pypdf."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from pypdf import PdfReader

from dyad.lesson import Lesson, answer_of, read_lesson
from dyad.publish.handout import export_handout, replaced_titles
from dyad.publish.steps import documents
from dyad.record import Record


def flat(text: str) -> str:
    """Return a text without its line breaks and spaces, as a PDF breaks lines where it must."""
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def lesson(root: Path, record: Record) -> Lesson:
    """Return the shipped lesson."""
    return read_lesson(root / "data", record)


@pytest.fixture(scope="module")
def pages(record: Record, lesson: Lesson) -> list[str]:
    """Return the text of each page."""
    reader = PdfReader(io.BytesIO(export_handout(record, lesson)))
    assert reader.metadata is not None
    assert reader.metadata.title == record.about.title
    fonts = {
        str(font.get_object()["/BaseFont"]) for page in reader.pages for font in page["/Resources"]["/Font"].values()
    }
    assert fonts
    assert all("FiraSans" in font for font in fonts)
    assert sum(len(page.images) for page in reader.pages) == sum(step.shows == "figure" for step in lesson.steps)
    width, height = reader.pages[0].mediabox.width, reader.pages[0].mediabox.height
    assert (round(width), round(height)) == (595, 842)
    return [page.extract_text() for page in reader.pages]


def test_every_step_is_a_block_and_no_note_is_in_it(pages: list[str], lesson: Lesson) -> None:
    """Students get titles and prompts in order, and nothing that is for the teacher."""
    whole = flat("".join(pages))
    places = [whole.index(flat(f"{number}  {step.title}")) for number, step in enumerate(lesson.steps, start=1)]
    assert places == sorted(places)
    for step in lesson.steps:
        assert flat(step.note) not in whole
        if step.prompt:
            assert flat(step.prompt) in whole


def test_answers_stand_on_a_page_of_their_own(pages: list[str], record: Record, lesson: Lesson) -> None:
    """Before it no answer is given away."""
    at = next(at for at, page in enumerate(pages) if page.startswith("Answers"))
    before, after = flat("".join(pages[:at])), flat("".join(pages[at:]))
    for step in lesson.steps:
        if step.reveals:
            answer = flat(answer_of(record, step).text)
            assert answer not in before
            assert answer in after


def test_every_document_is_listed_once(pages: list[str], record: Record, lesson: Lesson) -> None:
    """The list at the end has a number for each; the blocks name numbers."""
    at = next(at for at, page in enumerate(pages) if page.startswith("Sources"))
    listed = flat("".join(pages[at:]))
    ids = {id for step in lesson.steps for id in documents(record, step)}
    for id in ids:
        assert flat(record.source(id).publisher) in listed
    for id in replaced_titles(record, lesson):
        source = record.source(id)
        assert flat(f"[title in another script, {source.language}: {source.url}]") in listed
    assert re.search(rf"\b{len(ids)}  ", "".join(pages[at:]))
    assert not re.search(rf"\b{len(ids) + 1}  ", "".join(pages[at:]))
    assert re.search(r"Sources \d", "".join(pages[:at]))


def test_the_same_bytes_each_time(record: Record, lesson: Lesson) -> None:
    """No clock goes into the file."""
    assert export_handout(record, lesson) == export_handout(record, lesson)
