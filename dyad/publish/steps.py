"""What a lesson's step shows, on projector and slides: its words, its drawing in the room they leave, its documents."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from dyad.figures.catalogue import FIGURES
from dyad.figures.compose import Figure
from dyad.figures.style import Style
from dyad.lesson import Step, answer_of, asked_text, options_text, sources_of
from dyad.publish.cards import claim_card, event_card
from dyad.publish.sheets import DRAWINGS_KEPT, RenderedFigure, sheet_of
from dyad.publish.stages import CHOICE, LEAD, TEXT, Stage, fit_stage, stage_drawing
from dyad.publish.step_pictures import picture_figure
from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.render.drawing import Drawing, draw
from dyad.wording import lesson as wording
from dyad.wording.claims import record_shows

# Of the window's height, what is taken by that with which a guess is given.
CONTROLS = {"": 0.0, "open": 0.15, "order": 0.35, "contradicted": 0.06}  # beside what can be chosen
SCALE = 0.31  # and of a scale
PICTURE_TYPE = (1.0, 0.875, 0.75)  # of the type wanted, the first that leaves room for the picture of a step


def words_of(record: Record, step: Step) -> tuple[tuple[str, float], ...]:
    """Return what a step says above its picture, paragraph by paragraph, each with its type."""
    if step.shows == "event":
        event = event_card(record, step.event)
        checked = f"{event.verdict.sign} {event.gravest}" if event.checked else ""
        return (event.line, TEXT), (event.event.summary, LEAD), (checked, TEXT), (step.prompt, TEXT)
    if step.shows == "claim":
        claim = claim_card(record, step.claim)
        signed = claim.verdict.signed
        verdict = record_shows(signed) if claim.record else signed
        return (claim.claimed_by, TEXT), (claim.claim, LEAD), (verdict, TEXT), (claim.record, TEXT), (step.prompt, TEXT)
    return ((asked_text(record, step), LEAD),)


def figure_room(record: Record, step: Step, stage: Stage, *, asks: bool = True) -> Stage | None:
    """Return the part of a stage that a step leaves to its figure; None where its words leave too little.

    One that only shows what it `asks` has no field to answer in.
    """
    if step.shows == "figure":
        return stage.under(step)
    control = CONTROLS.get(step.question, SCALE) if asks else 0.0
    foot = wording.say_sources(record, documents(record, step, revealed=False))
    texts = words_of(record, step)
    if step.question == "contradicted" or not asks:
        texts += tuple((option, CHOICE) for option in options_text(record, step))
    if step.question == "open":  # asked or answered, it has one picture
        texts = ((max(asked_text(record, step), step.answer, key=len), LEAD),)
    return stage.below(texts, foot=foot, control=control)


@cached_per_record(DRAWINGS_KEPT)
def picture_drawing(record: Record, step: Step, stage: Stage, placed: tuple[str, ...] = ()) -> Drawing | None:
    """Return what stands under the words of a step, a figure of the catalogue or its own, as large as there is room.

    None where there is no picture, or no room for it; `placed` are events put in order. Raises TooSmallError and
    ConverterError as `stage_drawing` does.
    """
    room = figure_room(record, step, stage)
    if room and step.figure:
        return stage_drawing(record, step.view, step.figure, room)
    if room is None or step.question == "draw":  # which has its line where it is drawn on
        return None
    figure = _picture(record, step, room, clear=True, placed=placed)
    return draw(record, step.view, figure) if figure else None


def picture_sheet(record: Record, step: Step, stage: Stage) -> RenderedFigure | None:
    """Return what stands under the words of a step, on paper; None where there is nothing, or no room for it."""
    room = figure_room(record, step, stage, asks=False)
    if room is None:
        return None
    if step.figure:
        return fit_stage(record, step.view, step.figure, room, clear=False)
    figure = _picture(record, step, room, clear=False)
    return sheet_of(figure) if figure else None


def _picture(record: Record, step: Step, room: Stage, *, clear: bool, placed: Sequence[str] = ()) -> Figure | None:
    looks = (room.look(share, clear=clear) for share in PICTURE_TYPE)
    drawn = (picture_figure(record, step, look, height=room.height, placed=placed) for look in looks)
    return next(filter(None, drawn), None)


@cached_per_record(DRAWINGS_KEPT)
def figure_of(record: Record, step: Step) -> Figure | None:
    """Return the figure behind a step, for what it says of itself (sources, alternative text)."""
    if step.figure:
        return FIGURES[step.figure].draw(record, step.view, Style())
    return picture_figure(record, step, Style(), height=inf)


def documents(record: Record, step: Step, *, revealed: bool = True) -> tuple[str, ...]:
    """Return the ids of every document behind a step; before the reveal those of the answer are left out."""
    figure = figure_of(record, step)
    drawn = figure.sources if figure else ()
    cited = sources_of(record, step)
    if step.shows == "question" and revealed:
        cited = answer_of(record, step).sources
        drawn = drawn if step.question == "open" else ()  # the answer has taken the place of the figure
    return tuple(dict.fromkeys((*drawn, *cited)))
