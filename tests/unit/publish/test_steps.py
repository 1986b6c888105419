"""What a step draws: legible from the back row, inside its stage, guess and answer together."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from lxml import etree

from dyad.lesson import Step, answer_of, read_lesson
from dyad.publish.sheets import Sheet
from dyad.publish.steps import LEAST_PX, STAGES, Stage, answer_sheet, documents, figure_sheet, source_words, stand_alone
from dyad.record import Record, read_record
from tests.unit.publish.drawn import SVG, over_the_edge, overlaps, texts

DATA = Path(__file__).resolve().parents[3] / "data"
STEPS = read_lesson(DATA, read_record(DATA)).steps
DRAWN = [step for step in STEPS if step.shows == "figure"]
ASKED = [step for step in STEPS if step.shows == "question" and step.question != "open"]
GUESSES: dict[str, tuple[tuple[str | int, ...], ...]] = {
    "band-years": ((), (2005, 2010)),
    "order": ((), next(step.options for step in STEPS if step.question == "order")),
    "contradicted": ((), next(step.options[:1] for step in STEPS if step.question == "contradicted")),
}


def name_of(one: Step | Stage | int) -> str:
    """Return what a case is called."""
    return one.id if isinstance(one, Step) else one.name if isinstance(one, Stage) else str(one)


def check(sheet: Sheet, stage: Stage) -> None:
    """Every text of a drawing is large enough and has a place of its own."""
    page = etree.fromstring(sheet.svg.encode())
    sizes = [float(node.get("font-size", "0px").removesuffix("px")) for node in page.iter(f"{SVG}text")]
    assert min(sizes) >= LEAST_PX
    assert float(page.get("width")) <= stage.width + 4
    assert len(texts(page)) > 3
    assert over_the_edge(page) == []
    assert overlaps(page) == []


@pytest.mark.parametrize(("step", "stage"), list(product(DRAWN, STAGES)), ids=name_of)
def test_a_figure_fits_the_stage(record: Record, step: Step, stage: Stage) -> None:
    """It is no higher than the stage, and nothing in it is smaller than the back row can read."""
    sheet = figure_sheet(record, step, stage, "light")
    assert sheet.height <= stage.height
    check(sheet, stage)


@pytest.mark.parametrize(("step", "stage", "guessed"), list(product(ASKED, STAGES, (0, 1))), ids=name_of)
def test_guess_and_answer_are_drawn_together(record: Record, step: Step, stage: Stage, guessed: int) -> None:
    """Both stand in one drawing, and its alternative text says both."""
    guess = GUESSES[step.question][guessed]
    sheet = answer_sheet(record, step, guess, stage, "dark")
    assert sheet is not None
    assert sheet.height <= stage.height
    check(sheet, stage)
    said = " ".join(box.of for box in texts(etree.fromstring(sheet.svg.encode())))
    assert ("Your guess" in said) == bool(guess)
    assert answer_of(record, step).text in sheet.figure.alt


def test_a_drawing_carries_its_fonts(record: Record) -> None:
    """An element that shares no font with the page still shows the bundled one."""
    page = etree.fromstring(stand_alone(figure_sheet(record, DRAWN[0], STAGES[0], "light")).encode())
    assert "font-face" in (page.findtext(f"{SVG}style") or "")


def test_sources_are_named_in_a_line(record: Record) -> None:
    """Every step but an unanswered question names publishers; many are counted."""
    for step in STEPS:
        words = source_words(record, documents(record, step))
        assert words.startswith("Source"), step.id
        assert len(words) < 120, step.id
    assert source_words(record, ()) == ""
