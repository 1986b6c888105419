"""The drawing of a lesson's step: the same on the projector, and in the slides.

Type in it is never smaller than `LEAST_PX` on a stage 720 px high: that is what the back row reads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import ceil, inf

from dyad.figures.catalogue import FIGURES
from dyad.figures.style import Figure, Style, wrap
from dyad.lesson import Step, answer_of, asked_text, difference, options_text, sources_of
from dyad.lesson.steps import joined
from dyad.publish.cards import ClaimCard, claim_card, event_card
from dyad.publish.guesses import Guess, guess_figure
from dyad.publish.sheets import DRAWINGS_KEPT, SHEETS_KEPT, RenderedFigure, TooSmallError, estimate_height, fit
from dyad.publish.sheets import draw as draw_sheet
from dyad.publish.step_pictures import picture_figure
from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.render.drawing import WIDTHS, Drawing, draw
from dyad.view import View
from dyad.wording import lesson as wording
from dyad.wording.cards import verdict_before_record

LEAST_PX = 24
# Type on the projector, of the window's height: of titles, texts, what is read aloud, what can be chosen; the height of
# lines, what is free between paragraphs; and what is taken by that with which a guess is given.
TITLE, TEXT, LEAD, CHOICE, LINE, FREE = 0.056, 0.0334, 0.042, 0.04, 1.3, 0.02
CONTROLS = {"": 0.0, "open": 0.15, "order": 0.35, "contradicted": 0.06}  # beside what can be chosen
SCALE = 0.31  # and of a scale
NUMBER = 0.066  # side of a number to choose from, with what is free around it
SPARE = 0.04  # what a figure leaves free for lines that a browser breaks elsewhere
FOOT_LINES, FOOT, FREED = 2, 0.6, 0.8  # that stages leave to the sources, the width these have, what one frees
ANSWER_TYPE = (1.5, 1.25)  # of the type wanted, the first in which an answer leaves room for its words
WORDS_SIZES = ((180, 0.05), (320, LEAD), (10**6, TEXT))  # the most characters under an answer in such type
PICTURE_TYPE = (1.0, 0.875, 0.75)  # of the type wanted, the first that leaves room for the picture of a step
# How far plots may be pressed together, type coming first on a stage: two panels of bars hold their ticks.
PRESSED = {"overview": 0.7, "trade-balance": 0.45}
PRESSED_USUALLY = 0.2
LEAST_HEIGHT = 100  # px of a stage, under a title that leaves less
SMALLEST = 0.4  # of the type wanted, where a view has more to show than the back row can read


@dataclass(frozen=True, kw_only=True)
class Stage:
    """The room a drawing has under one line of title and one of prompt, in CSS px of a window `window` px high.

    The first of the stages whose `media` query a window meets is its own. One that `scrolls` has its height whatever
    the words are.
    """

    name: str
    width: int
    height: int
    window: int
    media: str
    text: int = LEAST_PX
    scrolls: bool = False

    def look(self, share: float = 1.0, *, clear: bool = False) -> Style:
        """Return how figures are drawn on it, in a share of its type, `clear` without paper."""
        return Style(width=self.width, text=round(self.text * share), titled=False, noted=False, clear=clear)

    def _lines(self, text: str, size: float, *, weight: int = 400, part: float = 1.0) -> int:
        """Return how many lines a text takes in such type over a part of the width."""
        return len(wrap(text, width=self.width * part, size=self.window * size, weight=weight))

    def under(self, step: Step) -> Stage:
        """Return what is left of the stage where title and prompt of a step take more lines than one each."""
        if self.scrolls:
            return self
        more = {TITLE: self._lines(step.title, TITLE, weight=600) - 1, TEXT: self._lines(step.prompt, TEXT) - 1}
        taken = sum(max(lines, 0) * self.window * size * LINE for size, lines in more.items())
        return replace(self, height=max(int(self.height - taken), LEAST_HEIGHT))

    def below(self, texts: Sequence[tuple[str, float]], *, foot: str = "", control: float = 0.0) -> Stage | None:
        """Return what paragraphs leave of the stage, each a text and its type; None where that is too little.

        Of the window's height a `control` takes so much; what `foot` does not fill of its lines is free.
        """
        if self.scrolls:
            return self
        line, at_foot = self.window * TEXT * LINE, max(self._lines(foot, TEXT, part=FOOT), 1)
        taken = sum(self._lines(text, size) * size * LINE + FREE for text, size in texts if text) + control
        free = line + line * FREED * max(FOOT_LINES - at_foot, 0)
        height = min(int(self.height + free + self.window * (FREE + SPARE - taken)), self.height)
        return replace(self, height=height) if height >= LEAST_HEIGHT else None

    def beside(self, numbers: int, texts: Sequence[str]) -> Stage:
        """Return what is left beside so many numbers to choose from and texts; one line of numbers has its place."""
        lines = max(ceil(numbers * NUMBER * self.window / self.width) - 1, 0)
        said = sum(self._lines(text, TEXT) * TEXT * LINE + FREE for text in texts)
        if self.scrolls or not (lines or texts):
            return self
        return replace(self, height=int(self.height - self.window * (lines * NUMBER + said + FREE + SPARE)))


STAGES = (
    Stage(name="wide", width=1216, height=484, window=720, media="all"),
    Stage(name="tall", width=972, height=500, window=768, media="(max-aspect-ratio: 3/2)"),
    Stage(
        name="narrow", width=WIDTHS["narrow"], height=440, window=487, media="(max-width: 600px)", text=13, scrolls=True
    ),
)
PROJECTOR, PHONE = STAGES[0], STAGES[-1]
WINDOWS = STAGES[::-1]  # in the order in which a window is held against them


def figure_sheet(record: Record, step: Step, stage: Stage) -> RenderedFigure:
    """Return the figure of a step on paper, as large as the stage allows; its type is smaller only where it must be.

    Raises
    ------
    TooSmallError
        When it cannot be drawn on this stage at all.
    """
    return _lay_out(record, step.view, step.figure, stage.under(step), clear=False)


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
    return draw(record, view, _lay_out(record, view, name, stage, clear=True).figure)


def _lay_out(record: Record, view: View, name: str, stage: Stage, *, clear: bool) -> RenderedFigure:
    sheet = _fit(record, view, name, stage, clear=clear)
    if sheet is None:
        raise TooSmallError(wording.TOO_MUCH.format(figure=name))
    return sheet


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
    """Return the picture under the words of a step that shows no figure of the catalogue, as large as there is room.

    None where there is no picture, or no room for it.

    Raises
    ------
    ConverterError
        When it cannot be drawn at this moment.
    """
    room = figure_room(record, step, stage)
    if room is None or step.figure or step.question == "draw":  # which has its line where it is drawn on
        return None
    figure = _picture(record, step, room, clear=True)
    return draw(record, step.view, figure) if figure else None


def picture_sheet(record: Record, step: Step, stage: Stage) -> RenderedFigure | None:
    """Return what stands under the words of a step, on paper; None where there is nothing, or no room for it."""
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
