"""The stage of a lesson's drawings, on projector or phone: how large it is, and figures drawn in what words leave."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import ceil

from dyad.figures.catalogue import FIGURES
from dyad.figures.compose import Figure
from dyad.figures.style import Style, wrap
from dyad.lesson import Step
from dyad.publish.sheets import DRAWINGS_KEPT, SHEETS_KEPT, RenderedFigure, TooSmallError, estimate_height, fit
from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.render.drawing import WIDTHS, Drawing, draw
from dyad.view import View
from dyad.wording.lesson import too_much

LEAST_PX = 24  # of type on a stage 720 px high: what the back row reads
# Type on the projector, of the window's height: of titles, texts, what is read aloud, what can be chosen; the height of
# lines, and what is free between paragraphs.
TITLE, TEXT, LEAD, CHOICE, LINE, FREE = 0.056, 0.0334, 0.042, 0.04, 1.3, 0.02
NUMBER = 0.066  # side of a number to choose from, with what is free around it
SPARE = 0.04  # what a figure leaves free for lines that a browser breaks elsewhere
FOOT_LINES, FOOT, FREED = 2, 0.6, 0.8  # that stages leave to the sources, the width these have, what one frees
MOST = 0.83  # of a window, for an answer: the rest have title and foot
LEAST_HEIGHT = 100  # px of a stage, under a title that leaves less
ANSWER_TYPE = (1.5, 1.25)  # of the type wanted, the first in which an answer leaves room for its words
WORDS_SIZES = ((180, 0.05), (320, LEAD), (10**6, TEXT))  # the most characters under an answer in such type
# How far plots may be pressed together, type coming first on a stage: two panels of bars hold their ticks.
PRESSED = {"overview": 0.7, "trade-balance": 0.45}
PRESSED_USUALLY = 0.2
SMALLEST = 0.4  # of the type wanted, where a view has more to show than the back row can read


@dataclass(frozen=True, kw_only=True)
class Stage:
    """The room a drawing has under one line of title and one of prompt, in CSS px of a window `window` px high."""

    name: str
    width: int
    height: int
    window: int
    media: str  # the first stage whose query a window meets is its own
    text: int = LEAST_PX
    scrolls: bool = False  # then it has its height whatever the words are

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


def words_under(words: str, *, plot: bool) -> tuple[str, float]:
    """Return words under an answer with their type on a stage, of the window's height: the fewer, the larger."""
    return words, TEXT if plot else next(size for most, size in WORDS_SIZES if len(words) <= most)


@cached_per_record(DRAWINGS_KEPT)
def stage_drawing(record: Record, view: View, name: str, stage: Stage) -> Drawing:
    """Return a figure as large as a stage allows, without paper, its marks telling: what a projector shows.

    Raises TooSmallError where it cannot be drawn on this stage at all, ConverterError where not at this moment.
    """
    sheet = fit_stage(record, view, name, stage, clear=True)
    if sheet is None:
        raise TooSmallError(too_much(name))
    return draw(record, view, sheet.figure)


@cached_per_record(SHEETS_KEPT)
def fit_stage(record: Record, view: View, name: str, stage: Stage, *, clear: bool) -> RenderedFigure | None:
    """Return a figure as large as a stage allows, its type smaller only where it must be; None where it cannot be."""
    return fit(
        partial(FIGURES[name].draw, record, view),
        stage.look(clear=clear),
        height=stage.height,
        least_scale=SMALLEST,
        least_stretch=PRESSED.get(name, PRESSED_USUALLY),
        screen=True,
    )


def drawn_over(
    record: Record, step: Step, make: Callable[[Style], Figure | None], stage: Stage, *, under: tuple[str, float]
) -> Drawing | None:
    """Return a figure without paper, drawn in the largest type that leaves the words under it their place on a stage.

    None where there is no figure, or one that a window does not hold. Raises ConverterError where it cannot be drawn
    at this moment.
    """
    room = None if stage.scrolls else stage.below((under,))
    for share in (*(ANSWER_TYPE if room else ()), 1.0):
        figure = make(stage.look(share, clear=True))
        if figure is None or (room and estimate_height(figure) + SPARE * stage.window <= room.height):
            break
    if figure and not stage.scrolls and estimate_height(figure) > stage.window * MOST:
        return None
    return draw(record, step.view, figure) if figure else None
