"""Letters that the bundled font lacks are named with their rows, in every output whose letters are drawn here."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from dyad.lesson import Lesson, made_lesson
from dyad.publish import file_requests
from dyad.publish.file_requests import DECK, KEY, WORKSHEET, FileRequest, Source, missing_letters
from dyad.publish.files import FORMATS
from dyad.publish.fonts import font_faces
from dyad.publish.images import export_pdf
from dyad.publish.letters import LETTERED, drawable, find_missing, lacking, missing_in_figure
from dyad.publish.sheets import ExportOptions
from dyad.publish.standalone import write_page
from dyad.record import Record
from dyad.render.engine import to_png
from dyad.view import default_view
from tests.unit.brought import sheet, whole
from tests.unit.test_command_line import run

ARABIC, CHINESE, HINDI, EMOJI = "وصول الوفد", "友谊", "हिन्दी मेला", "👩\u200d👩\u200d👧 fair"


@pytest.fixture(scope="module")
def mixed() -> Record:
    """Return a record of events in several scripts."""
    rows = [
        ("arab", "2001-05-01", ARABIC, ""),
        ("han", "2002-05-02", CHINESE, "北京"),
        ("nagari", "2003-05-03", HINDI, ""),
        ("fair", "2004-05-04", EMOJI, ""),
        ("plain", "2005-05-05", "Дружба – İstanbul, Café", ""),
    ]
    return whole([("events.csv", sheet("id|date|title|place", *rows))])


def test_checking_tables_names_them(tmp_path: Path) -> None:
    """Tables whose letters cannot all be drawn have no problem; `check` says so before anything is drawn."""
    (tmp_path / "events.csv").write_bytes(sheet("title|date", f"{CHINESE}|2001"))
    done = run("check", tmp_path)
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1].startswith("In PNG and PDF: 2 characters are not in the font")


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Дружба – “İstanbul”", ""),
        ("e\u0301, a\u0308", ""),
        ("a\u200db\u200cc\ufe0f\u2060", ""),
        ("a\u00a0b\u202fc\u3000d", ""),
        ("a\r\nb\tc", ""),
        ("", ""),
        *((text, text.replace(" ", "")) for text in (ARABIC, CHINESE, HINDI)),
        (EMOJI, "👩👧"),
        ("x\u0331", "\u0331"),
    ],
)
def test_what_cannot_be_drawn_is_missing(text: str, missing: str) -> None:
    """Other scripts, emoji, a mark that joins no letter of the font are; joiners, blanks and line ends are no loss."""
    assert lacking(text) == set(missing)


@given(st.text(st.sampled_from("ae\u0301\u0308\u200d\u3000\u00a0ж友 \n")))
def test_what_is_drawn_lacks_the_same_letters(text: str) -> None:
    """Text made ready for drawing lacks what it lacked, and loses only what draws nothing."""
    assert lacking(drawable(text)) <= lacking(text)
    composed = unicodedata.normalize("NFC", text.replace("\u200d", "").replace("\u3000", " "))
    assert drawable(text) == composed


def test_composed_and_taken_apart_are_the_same_picture() -> None:
    """A letter and its mark apart, as some programs store them, are drawn as the letter that the font has."""
    text = '<text y="15" font-family="Fira Sans">{}</text>'
    draw = f'<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20">{text}</svg>'
    assert to_png(draw.format("Cafe\u0301"), scale=1) == to_png(draw.format("Café"), scale=1)


def test_the_message_says_where_what_and_what_to_do(mixed: Record) -> None:
    """Each letter with its number and name, a handful and a count; each row with its columns."""
    said = missing_in_figure(mixed, default_view(mixed), ExportOptions(figure="timeline"))
    assert said.startswith(f"{len(lacking(ARABIC + CHINESE + HINDI + EMOJI))} characters are not in the font")
    assert "\u0627 (U+0627 ARABIC LETTER ALEF)" in said
    for id in ("arab", "han", "nagari", "fair"):
        assert f"events {id} (title, label)" in said
    assert "plain" not in said
    assert "Write Latin or Cyrillic letters there." in said


def test_rows_that_are_not_drawn_are_not_named(mixed: Record) -> None:
    """A figure of one year names the row of that year alone; one that can be drawn names nothing."""
    view = replace(default_view(mixed), years=(2002, 2002))
    assert "Found in events han (title, label)." in missing_in_figure(mixed, view, ExportOptions(figure="timeline"))
    assert missing_in_figure(mixed, replace(view, years=(2005, 2005)), ExportOptions(figure="timeline")) == ""


def test_broken_words_are_found_by_their_letters(mixed: Record) -> None:
    """Where a word was broken or quoted as it was drawn, the rows with its letters are named."""
    assert "Found in events han (title, label)." in find_missing(mixed, ["“友", "谊”"])


def test_where_text_stays_text_nothing_is_missing(mixed: Record) -> None:
    """SVG, HTML, CSV and Vega-Lite carry every letter as it is."""
    choice, view = ExportOptions(figure="timeline"), default_view(mixed)
    found = {form for form in (*FORMATS, "zip") if missing_in_figure(mixed, view, choice, form=form)}
    assert found == set(LETTERED) == {"png", "pdf", "zip"}
    years = (2005, 2005)  # of a name that the font has whole, and not among its usual letters
    page = write_page(mixed, replace(view, years=years), replace(choice, size="column")).decode()
    assert font_faces() in page


def test_a_pdf_has_a_box_for_a_letter_that_may_be_missing(mixed: Record) -> None:
    """It is made all the same, and tagged."""
    content = export_pdf(mixed, default_view(mixed), ExportOptions(figure="timeline"))
    reader = PdfReader(io.BytesIO(content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "友" not in reader.pages[0].extract_text()


def missing_in(record: Record, lesson: Lesson, name: str) -> str:
    """Say which letters a file of a lesson lacks."""
    return missing_letters(Source(record=record, lesson=lesson), FileRequest(name=name))


def test_lessons_name_what_they_lack(mixed: Record) -> None:
    """Worksheet and key are held against all their words, the slides against their pictures: their own text is text."""
    lesson = made_lesson(mixed)
    paper, slides = missing_in(mixed, lesson, WORKSHEET), missing_in(mixed, lesson, DECK)
    assert "events han (title, label)" in paper
    assert "events han (title, label)" in slides
    last = lesson.steps[-1]
    own = Lesson(steps=(replace(last, id="mine", title="友", shows="text", prompt="Read."),))
    assert missing_in(mixed, own, DECK) == ""
    for name in (WORKSHEET, KEY):
        assert "lesson mine (title)" in missing_in(mixed, own, name)


def test_the_shipped_record_lacks_nothing(record: Record, lesson: Lesson, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every figure and lesson of it can be drawn, our own words included."""
    monkeypatch.setattr(file_requests, "missing_in_tables", lambda *_: True)  # or our own words would not be looked at
    assert [name for name in (DECK, WORKSHEET, KEY) if missing_in(record, lesson, name)] == []
    assert missing_in_figure(record, default_view(record), ExportOptions(figure="overview")) == ""


def test_the_command_line_refuses_unless_told(tmp_path: Path) -> None:
    """What would lack letters is not written and exits with 1, what would not is; told to, it is written and said."""
    (tmp_path / "events.csv").write_bytes(sheet("id|date|title", f"a|2001-05-01|{CHINESE}"))
    out = tmp_path / "out"
    done = run("export", "--data", tmp_path, "--figure", "timeline", "--format", "all", "--out", out)
    assert done.exit_code == 1
    (line,) = done.stderr.splitlines()
    assert {file.suffix for file in out.iterdir()} == {".svg", ".html", ".csv", ".json"}
    assert "timeline-slide-light.png, " in line
    assert "U+53CB" in line
    assert "events a (title, label)" in line
    assert "--missing-letters allow" in line
    command = ("deck", "--data", tmp_path, "--out", out / "h.pptx")
    done = run(*command)
    assert (done.exit_code, (out / "h.pptx").exists()) == (1, False)
    done = run(*command, "--missing-letters", "allow")
    assert (done.exit_code, (out / "h.pptx").exists()) == (0, True)
    assert "U+53CB" in done.stderr
