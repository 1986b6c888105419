"""What a step draws: legible from the back row, inside its stage; before a reveal nothing of the answer."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from itertools import cycle, product

import pandas as pd
import pytest
from lxml import etree

from dyad.figures.catalogue import FIGURES
from dyad.importing.current import DATA
from dyad.lesson import Lesson, Step, answer_of, options_text, read_lesson
from dyad.publish.deck import export_deck
from dyad.publish.sheets import TooSmallError
from dyad.publish.stages import PROJECTOR, STAGES, Stage
from dyad.publish.steps import documents, figure_room, picture_drawing, picture_sheet
from dyad.record import Record, read_record
from dyad.view import View, default_view, select_events
from dyad.wording.lesson import say_sources
from tests.unit.publish.drawn import SVG, over_the_edge, overlaps, size_of, texts

STEPS = read_lesson(DATA, read_record(DATA)).steps
DRAWN = [step for step in STEPS if step.shows == "figure"]
ASKED = [step for step in STEPS if step.shows == "question" and step.question != "open"]


def name_of(one: Step | Stage | int) -> str:
    """Return what a case is called."""
    return one.id if isinstance(one, Step) else one.name if isinstance(one, Stage) else str(one)


def check(svg: str, stage: Stage, *, share: float = 1.0) -> etree._Element:
    """Every text of a drawing is large enough and has a place of its own; return it as a tree."""
    page = etree.fromstring(svg)
    assert min(size_of(node) for node in page.iter(f"{SVG}text")) >= stage.text * share
    assert float(page.get("width")) <= stage.width + 4
    assert len(texts(page)) > 1
    assert over_the_edge(page) == []
    assert overlaps(page) == []
    return page


@pytest.mark.parametrize(("step", "stage"), list(product(DRAWN, STAGES)), ids=name_of)
def test_a_figure_fits_the_stage(record: Record, step: Step, stage: Stage) -> None:
    """It is no higher than the stage, and nothing in it is smaller than the back row can read."""
    sheet = picture_sheet(record, step, stage)
    assert sheet.height <= stage.height
    check(sheet.svg, stage)


@pytest.fixture(scope="module")
def beneath(record: Record) -> list[Step]:
    """Return the steps that have a picture beneath their words."""
    return [step for step in STEPS if step not in DRAWN and picture_sheet(record, step, STAGES[0])]


@pytest.mark.parametrize("stage", STAGES, ids=name_of)
def test_words_leave_room_for_a_picture(record: Record, beneath: list[Step], stage: Stage) -> None:
    """An event on its axis, the documents of a claim, a figure under a question: whole, and legible as any.

    Only what a record shows of a claim may be so long that the type of its documents is smaller on an upright stage.
    """
    for step in beneath:
        room, sheet = figure_room(record, step, stage, asks=False), picture_sheet(record, step, stage)
        assert sheet.height <= room.height, step.id
        check(sheet.svg, stage, share=0.75 if (step.shows, stage.name) == ("claim", "tall") else 1.0)


def test_every_step_has_a_picture(beneath: list[Step]) -> None:
    """A question has one before its reveal, too."""
    assert [step.id for step in STEPS if step not in DRAWN and step not in beneath] == []


@pytest.mark.parametrize(("step", "stage"), list(product(ASKED, STAGES)), ids=name_of)
def test_a_question_leaves_room_for_its_picture(record: Record, step: Step, stage: Stage) -> None:
    """Whole and legible beside what it is answered with; a line is drawn on where it is given. No word of it is cut."""
    room, drawing = figure_room(record, step, stage), picture_drawing(record, step, stage)
    assert (drawing is None) == (step.question == "draw")
    if drawing:
        page = check(drawing.svg, stage)
        assert float(page.get("height")) <= room.height
        said = {box.of for box in texts(page)}
        assert not [text for text in said if "…" in text]
        if step.question == "contradicted":
            assert said >= {text.partition(".")[0] for text in options_text(record, step)}


def test_places_of_an_order_are_filled(record: Record) -> None:
    """What a class has chosen so far stands in the places, in its order, whole; a narrow place keeps its number."""
    (step,) = [step for step in ASKED if step.question == "order"]
    placed = step.options[2:0:-1]
    names = [record.event(id).label for id in placed]
    drawings = [picture_drawing(record, step, stage, placed) for stage in (PROJECTOR, STAGES[-1])]
    wide, narrow = (check(one.svg, stage) for one, stage in zip(drawings, (PROJECTOR, STAGES[-1]), strict=True) if one)
    said = [box.of for box in sorted(texts(wide), key=lambda box: (box.top > 100, box.left))]
    assert " ".join(said).startswith(" ".join(names))
    assert {"3", "4", "5"} <= set(said)
    assert {"1", "2"} <= {box.of for box in texts(narrow)}


def otherwise(record: Record, step: Step) -> tuple[Record, Step]:
    """Return a record, and a step, of which the answer to a question is another one."""
    trade, claims, events = record.trade.copy(), record.claims.copy(), record.events.copy()
    if step.question == "period":
        events.loc[events["id"] == step.event, ["first", "last"]] -= pd.DateOffset(years=5)
        events.loc[events["id"] == step.event, "date_text"] = "five years before"
    elif step.question == "order":
        asked = events["id"].isin(step.options)
        told = ["first", "last", "date_text"]
        events.loc[asked, told] = events.loc[asked, told].to_numpy()[::-1]
    elif step.question == "contradicted":
        claims.loc[claims["id"].isin(step.options), "verdict"] = "contradicted"
    elif step.question == "number" and "/" not in step.options[2]:
        step = replace(step, options=(*step.options[:2], "140", *step.options[3:]))
    else:
        later = (trade["basis"] == "statistics") & ((trade["year"] > 2009) | (step.question != "draw"))
        trade.loc[later & (trade["indicator"] != "trade_band"), "value"] /= 2
    return replace(record, trade=trade, claims=claims, events=events, version="other"), step


@pytest.mark.parametrize("step", ASKED, ids=name_of)
def test_no_picture_before_the_reveal_depends_on_the_answer(record: Record, step: Step) -> None:
    """Whatever the answer, the same is drawn, and said of it."""
    other, changed = otherwise(record, step)
    drawn, of_other = picture_sheet(record, step, PROJECTOR), picture_sheet(other, changed, PROJECTOR)
    assert answer_of(other, changed) != answer_of(record, step)
    assert (drawn.svg, drawn.figure.alt) == (of_other.svg, of_other.figure.alt)


@pytest.mark.parametrize("stage", STAGES, ids=name_of)
def test_a_projector_shows_the_same_with_marks_that_tell(record: Record, stage: Stage) -> None:
    """What is drawn for the class is the step's own picture; each event in it can be asked."""
    (step,) = [step for step in DRAWN if step.view.themes]
    drawing, sheet = picture_drawing(record, step, stage), picture_sheet(record, step, stage)
    shown, printed = (
        [(box.of, round(box.left), round(box.top)) for box in texts(etree.fromstring(one.svg))]
        for one in (drawing, sheet)
    )
    assert shown == printed
    every = set(select_events(record, replace(step.view, beyond=True))["id"])
    assert set(select_events(record, step.view)["id"]) <= {mark["event"] for mark in drawing.marks.values()} <= every


def test_sources_are_named_in_a_line(record: Record) -> None:
    """Every step but an unanswered question names publishers; many are counted."""
    for step in (step for step in STEPS if step.reveals or step.shows != "question"):
        words = say_sources(record, documents(record, step))
        assert words.startswith("Source"), step.id
        assert len(words) < 120, step.id
    assert say_sources(record, ()) == ""


CROWDED = {"title": "Long title " * 6, "prompt": "prompt " * 45}


@pytest.mark.parametrize(  # in turn; the widest has more room for each line of words
    ("name", "stage"), list(zip([name for name in FIGURES if name != "overview"], cycle(STAGES[1:]))), ids=name_of
)
def test_what_a_stage_cannot_hold_is_drawn_smaller(record: Record, name: str, stage: Stage) -> None:
    """A teacher's step may show every year under a long title and prompt: no text stands on another or is cut."""
    step = replace(DRAWN[0], figure=name, view=default_view(record), **CROWDED)
    sheet = picture_sheet(record, step, stage)
    page = etree.fromstring(sheet.svg.encode())
    assert sheet.height <= stage.under(step).height
    assert stage.scrolls or stage.under(step).height < stage.height
    assert over_the_edge(page) == []
    assert overlaps(page) == []


def test_what_cannot_be_drawn_at_all_is_said(record: Record) -> None:
    """Slides come all the same, and say what to do in the place of the figure."""
    everything = View(years=record.span, beyond=True, context=True)
    step = replace(DRAWN[0], figure="overview", view=everything, title="Long title " * 14, prompt="prompt " * 150)
    with pytest.raises(TooSmallError, match="narrow the step’s view"):
        picture_drawing(record, step, STAGES[0])
    lesson = Lesson(steps=(step,))
    with zipfile.ZipFile(io.BytesIO(export_deck(record, lesson))) as packed:
        assert "narrow the step’s view" in packed.read("ppt/slides/slide1.xml").decode()
