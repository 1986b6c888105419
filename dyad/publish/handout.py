"""A lesson on paper: one block a step, its documents below it; questions have lines to write on, answers come last."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from dyad.figures.look import FONT, FONT_FILES, FONT_FOLDER
from dyad.lesson import Lesson, Step, answer_of, asked_text, options_text
from dyad.publish.cards import claim_card, event_card
from dyad.publish.citing import cite_source
from dyad.publish.letters import Missing, drawable, find_missing, lacking, missing_in_tables, texts_of
from dyad.publish.sheets import Sheet, TooSmallError
from dyad.publish.steps import STAGES, documents, figure_sheet
from dyad.record import Record, Source
from dyad.render.engine import to_png
from dyad.wording import year_runs

EDGE_MM, WITHIN_MM = 18, 174  # of an A4 page, 210 mm wide
TITLE_PT, STEP_PT, TEXT_PT, SMALL_PT = 18, 13, 10.5, 8
LEADING = 0.5  # mm a point of type: lines 1.4 times as far apart as type is large
PICTURE_SCALE = 2
LINES_TO_WRITE = 2
QUIET, INK = 90, 20  # greys
NO_DAY = datetime(1980, 1, 1, tzinfo=UTC)  # no clock goes into a file


class _Paper(FPDF):
    """A4 pages with their number at the foot."""

    def __init__(self, foot: str) -> None:
        super().__init__(format="A4")
        self.foot = drawable(foot)
        self.cited: dict[str, int] = {}  # document → its number in the list at the end
        self.set_margins(EDGE_MM, EDGE_MM)
        self.set_auto_page_break(True, EDGE_MM)
        for weight, style in ((400, ""), (600, "B")):
            self.add_font(FONT, style, FONT_FOLDER / FONT_FILES[weight])

    def footer(self) -> None:
        """Write the foot of each page."""
        self.set_y(-EDGE_MM + 4)
        self.set_font(FONT, "", SMALL_PT)
        self.set_text_color(QUIET)
        self.cell(WITHIN_MM - 20, 5, self.foot)
        self.cell(20, 5, str(self.page_no()), align="R")

    def say(self, text: str, size: float = TEXT_PT, *, bold: bool = False, grey: int = INK, after: float = 1.5) -> None:
        """Write a paragraph."""
        if text:
            self.set_font(FONT, "B" if bold else "", size)
            self.set_text_color(grey)
            self.multi_cell(WITHIN_MM, size * LEADING, drawable(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            self.ln(after)

    def show(self, sheet: Sheet) -> None:
        """Draw a figure."""
        picture = io.BytesIO(to_png(sheet.svg, scale=PICTURE_SCALE))
        self.image(picture, x=EDGE_MM, w=WITHIN_MM, alt_text=sheet.figure.alt)
        self.ln(2)

    def unbroken(self, write: Callable[[Any], None]) -> None:
        """Write a block, on the next page where it would break on this one."""
        with self.offset_rendering() as trial:
            write(trial)
        if trial.page_break_triggered:
            self.add_page()
        write(self)

    def leave_lines(self) -> None:
        """Draw lines to write on."""
        for _ in range(LINES_TO_WRITE):
            self.ln(7)
            self.set_draw_color(160)
            self.line(EDGE_MM, self.get_y(), EDGE_MM + WITHIN_MM, self.get_y())
        self.ln(3)


class _Words:
    """What a handout would say, noted in the place of paper: nothing is drawn."""

    def __init__(self, foot: str) -> None:
        self.said = [foot]
        self.cited: dict[str, int] = {}

    def say(self, text: str, *_: float, **__: float) -> None:
        """Note a paragraph."""
        self.said.append(text)

    def show(self, sheet: Sheet) -> None:
        """Note the words of a figure."""
        self.said += texts_of(sheet.svg)

    def unbroken(self, write: Callable[[Any], None]) -> None:
        """Note the words of a block."""
        write(self)

    def add_page(self) -> None:
        """Do nothing: a page has no words of its own but its foot."""

    def leave_lines(self) -> None:
        """Do nothing: there are no words on them."""

    def ln(self, height: float) -> None:
        """Do nothing: a gap has no words."""


def export_handout(record: Record, lesson: Lesson) -> bytes:
    """Return the handout as PDF, A4; the teacher's notes are not in it."""
    paper = _Paper(_foot(record))
    paper.set_title(record.about.title)
    paper.set_author(record.about.author)
    paper.set_lang("en")
    paper.set_creation_date(NO_DAY)
    _write(paper, record, lesson)
    return bytes(paper.output())


def missing_in_handout(record: Record, lesson: Lesson) -> Missing | None:
    """Return the letters of a handout that cannot be drawn, if any."""
    steps = () if lesson.made else lesson.steps
    if not missing_in_tables(record, steps):
        return None
    words = _Words(_foot(record))
    _write(words, record, lesson)
    return find_missing(record, words.said, steps=steps)


def replaced_titles(record: Record, lesson: Lesson) -> tuple[str, ...]:
    """Return the ids of the documents whose title gives way to their address, as the font lacks a letter of it."""
    cited = dict.fromkeys(id for step in lesson.steps for id in documents(record, step))
    return tuple(id for id in cited if lacking(record.source(id).title))


def _foot(record: Record) -> str:
    return f"{record.about.title}. Data version {record.version}"


def _write(paper: _Paper | _Words, record: Record, lesson: Lesson) -> None:
    paper.add_page()
    paper.say(lesson.steps[0].title if lesson.steps else record.about.title, TITLE_PT, bold=True, after=3)
    for number, step in enumerate(lesson.steps, start=1):
        paper.unbroken(partial(_add_block, record=record, step=step, number=number))
    asked = [(number, step) for number, step in enumerate(lesson.steps, start=1) if step.reveals]
    if asked:
        paper.add_page()
        paper.say("Answers", TITLE_PT, bold=True, after=3)
        for number, step in asked:
            paper.say(f"{number}  {step.title}", STEP_PT, bold=True, after=0.5)
            paper.say(answer_of(record, step).text)
            _add_sources(paper, documents(record, step))
    paper.add_page()
    paper.say("Sources", TITLE_PT, bold=True, after=3)
    for id, number in paper.cited.items():
        paper.say(f"{number}  {_cite(record.source(id))}", SMALL_PT, after=0.6)


def _add_block(paper: Any, record: Record, step: Step, number: int) -> None:
    paper.say(f"{number}  {step.title}", STEP_PT, bold=True, after=0.5)
    if step.shows == "event":
        event = event_card(record, step.event)
        paper.say(event.line, grey=QUIET, after=0.5)
        paper.say(event.event.summary)
        paper.say(event.said, bold=True)
        paper.say(step.prompt)
    elif step.shows == "claim":
        claim = claim_card(record, step.claim)
        paper.say(f"{claim.says}: {claim.claim}")
        paper.say(f"{claim.verdict.words}. {claim.record}")
        paper.say(step.prompt)
    elif step.shows == "question":
        _add_question(paper, record, step)
    else:
        paper.say(step.prompt)
    if step.shows == "figure":
        _add_figure(paper, record, step)
    _add_sources(paper, documents(record, step, revealed=False))


def _add_figure(paper: Any, record: Record, step: Step) -> None:
    try:
        sheet = figure_sheet(record, step, STAGES[0])
    except TooSmallError as why:
        paper.say(str(why))
        return
    paper.show(sheet)


def _add_question(paper: Any, record: Record, step: Step) -> None:
    paper.say(asked_text(record, step))
    for said in options_text(record, step):
        paper.say(f"–  {said}", after=0.5)
    paper.leave_lines()


def _add_sources(paper: Any, ids: tuple[str, ...]) -> None:
    """Name documents by their numbers in the list at the end."""
    numbers = sorted(paper.cited.setdefault(id, len(paper.cited) + 1) for id in ids)
    if numbers:
        runs = [str(a) if a == b else f"{a}–{b}" for a, b in year_runs(numbers)]
        paper.say(f"{'Source' if len(numbers) == 1 else 'Sources'} {', '.join(runs)}", SMALL_PT, grey=QUIET)
    paper.ln(3)


def _cite(source: Source) -> str:
    """Return a document as it is cited; a title in a script the bundled font lacks gives way to the address."""
    if not lacking(source.title):
        return cite_source(source)
    script = ", ".join(["title in another script", *filter(None, [source.language])])
    return cite_source(replace(source, title=f"[{script}{': ' if source.url else ''}{source.url}]"))
