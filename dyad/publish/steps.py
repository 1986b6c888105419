"""The drawing of a lesson's step, and the room its words leave to it: the same on the projector, and in the slides."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from math import inf

from dyad.figures.catalogue import FIGURES
from dyad.figures.compose import Figure
from dyad.figures.style import Style
from dyad.lesson import Step, answer_of, asked_text, difference, options_text, sources_of
from dyad.lesson.steps import joined
from dyad.publish.cards import ClaimCard, claim_card, event_card
from dyad.publish.guesses import Guess, guess_figure
from dyad.publish.sheets import DRAWINGS_KEPT, SHEETS_KEPT, RenderedFigure, TooSmallError, estimate_height, fit
from dyad.publish.sheets import draw as draw_sheet
from dyad.publish.stages import CHOICE, LEAD, SPARE, TEXT, Stage
from dyad.publish.step_pictures import picture_figure
from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.render.drawing import Drawing, draw
from dyad.view import View
from dyad.wording import lesson as wording
from dyad.wording.claims import verdict_before_record

# Of the window's height, what is taken by that with which a guess is given.
CONTROLS = {"": 0.0, "open": 0.15, "order": 0.35, "contradicted": 0.06}  # beside what can be chosen
SCALE = 0.31  # and of a scale
ANSWER_TYPE = (1.5, 1.25)  # of the type wanted, the first in which an answer leaves room for its words
WORDS_SIZES = ((180, 0.05), (320, LEAD), (10**6, TEXT))  # the most characters under an answer in such type
PICTURE_TYPE = (1.0, 0.875, 0.75)  # of the type wanted, the first that leaves room for the picture of a step
# How far plots may be pressed together, type coming first on a stage: two panels of bars hold their ticks.
PRESSED = {"overview": 0.7, "trade-balance": 0.45}
PRESSED_USUALLY = 0.2
SMALLEST = 0.4  # of the type wanted, where a view has more to show than the back row can read


@cached_per_record(DRAWINGS_KEPT)
def stage_drawing(record: Record, view: View, name: str, stage: Stage) -> Drawing:
    """Return a figure as large as a stage allows, without paper, its marks telling: what a projector shows.

    Raises
    ------
    TooSmallError
        When it cannot be drawn on this stage at all.
    ConverterError
        When it cannot be drawn at this moment.
    """
    sheet = _fit(record, view, name, stage, clear=True)
    if sheet is None:
        raise TooSmallError(wording.TOO_MUCH.format(figure=name))
    return draw(record, view, sheet.figure)


@cached_per_record(SHEETS_KEPT)
def _fit(record: Record, view: View, name: str, stage: Stage, *, clear: bool) -> RenderedFigure | None:
    return fit(
        partial(FIGURES[name].draw, record, view),
        stage.look(clear=clear),
        height=stage.height,
        least_scale=SMALLEST,
        least_stretch=PRESSED.get(name, PRESSED_USUALLY),
        screen=True,
    )


def answer_drawing(record: Record, step: Step, guess: Guess, stage: Stage) -> Drawing | None:
    """Return guess and answer drawn together, over `answer_words`; None where words alone answer.

    Raises
    ------
    ConverterError
        When it cannot be drawn at this moment.
    """
    under = answer_words(record, step, guess)
    return drawn_over(record, step, partial(guess_figure, record, step, guess), stage, under=under)


def answer_words(record: Record, step: Step, guess: Guess) -> tuple[str, float]:
    """Return what stands under guess and answer, with its type; an order is drawn with every word of it."""
    said = "" if step.question == "order" else answer_of(record, step).text
    return words_under(joined(difference(record, step, guess), said), plot=step.question == "draw")


def words_under(words: str, *, plot: bool) -> tuple[str, float]:
    """Return the words under an answer with their type, of the window's height: the fewer, the larger."""
    return words, TEXT if plot else next(size for most, size in WORDS_SIZES if len(words) <= most)


def drawn_over(
    record: Record, step: Step, make: Callable[[Style], Figure | None], stage: Stage, *, under: tuple[str, float]
) -> Drawing | None:
    """Return a figure without paper, drawn in the largest type that leaves the words under it their place on a stage.

    None where there is no figure.
    """
    room = None if stage.scrolls else stage.below((under,))
    for share in (*(ANSWER_TYPE if room else ()), 1.0):
        figure = make(stage.look(share, clear=True))
        if figure is None or (room and estimate_height(figure) + SPARE * stage.window <= room.height):
            break
    return draw(record, step.view, figure) if figure else None


def claim_said(claim: ClaimCard) -> str:
    """Return what came of a claim, before what the record shows."""
    return verdict_before_record(claim.verdict.signed, shows=bool(claim.record))


def words_of(record: Record, step: Step) -> tuple[tuple[str, float], ...]:
    """Return what a step says above its picture, paragraph by paragraph, each with its type."""
    if step.shows == "event":
        event = event_card(record, step.event)
        checked = f"{event.verdict.sign} {event.gravest}" if event.checked else ""
        return (event.line, TEXT), (event.event.summary, LEAD), (checked, TEXT), (step.prompt, TEXT)
    if step.shows == "claim":
        claim = claim_card(record, step.claim)
        return (claim.claimed_by, TEXT), (claim.claim, LEAD), (claim_said(claim), TEXT), (
            claim.record, TEXT), (step.prompt, TEXT)  # fmt: skip
    return ((asked_text(record, step), LEAD),)


def figure_room(record: Record, step: Step, stage: Stage, *, asks: bool = True) -> Stage | None:
    """Return the part of a stage that a step leaves to its figure; None where its words leave too little.

    One that only shows what it `asks` has no field to answer in.
    """
    if step.shows == "figure":
        return stage.under(step)
    control = CONTROLS.get(step.question, SCALE) if asks else 0.0
    foot = source_words(record, documents(record, step, revealed=False))
    texts = words_of(record, step)
    if step.question == "contradicted" or not asks:
        texts += tuple((option, CHOICE) for option in options_text(record, step))
    if step.question == "open":  # asked or answered, it has one picture
        texts = ((max(asked_text(record, step), step.answer, key=len), LEAD),)
    return stage.below(texts, foot=foot, control=control)


@cached_per_record(DRAWINGS_KEPT)
def picture_drawing(record: Record, step: Step, stage: Stage) -> Drawing | None:
    """Return what stands under the words of a step, a figure of the catalogue or its own, as large as there is room.

    None where there is no picture, or no room for it.

    Raises
    ------
    TooSmallError
        When a figure of the catalogue cannot be drawn in this room.
    ConverterError
        When it cannot be drawn at this moment.
    """
    room = figure_room(record, step, stage)
    if room and step.figure:
        return stage_drawing(record, step.view, step.figure, room)
    if room is None or step.question == "draw":  # which has its line where it is drawn on
        return None
    figure = _picture(record, step, room, clear=True)
    return draw(record, step.view, figure) if figure else None


def picture_sheet(record: Record, step: Step, stage: Stage) -> RenderedFigure | None:
    """Return what stands under the words of a step, on paper; None where there is nothing, or no room for it.

    Its type is smaller only where it must be.
    """
    room = figure_room(record, step, stage, asks=False)
    if room is None:
        return None
    if step.figure:
        return _fit(record, step.view, step.figure, room, clear=False)
    figure = _picture(record, step, room, clear=False)
    return draw_sheet(figure) if figure else None


def _picture(record: Record, step: Step, room: Stage, *, clear: bool) -> Figure | None:
    drawn = (picture_figure(record, step, room.look(share, clear=clear), height=room.height) for share in PICTURE_TYPE)
    return next(filter(None, drawn), None)


def answer_sheet(record: Record, step: Step, stage: Stage) -> RenderedFigure | None:
    """Return an answer as it is drawn without a guess, on paper; None where words alone answer."""
    figure = guess_figure(record, step, (), stage.look())
    return draw_sheet(figure) if figure else None


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


def source_words(record: Record, ids: Sequence[str]) -> str:
    """Name the publishers of documents in one line."""
    return wording.say_sources([record.source(id).publisher for id in ids])
