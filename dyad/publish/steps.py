"""The drawing of a lesson's step: the same on the projector, and in the slides.

Type in it is never smaller than `LEAST_PX` on a stage 720 px high: that is what the back row reads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from dyad.figures.catalogue import FIGURES
from dyad.figures.look import Figure, Look, wrap
from dyad.lesson import Step, answer_of, sources_of
from dyad.publish.guesses import Guess, guess_figure
from dyad.publish.sheets import DRAWINGS_KEPT, Sheet, TooSmallError, fit
from dyad.record import Record
from dyad.record.memory import remembered
from dyad.render.drawing import Drawing, draw
from dyad.view import View
from dyad.wording import listing

LEAST_PX = 24
TITLE, TEXT, LINE = 0.056, 0.0334, 1.3  # type on the projector, of the window's height; the height of its lines
# How far plots may be pressed together, type coming first on a stage: two panels of bars hold their ticks.
PRESSED = {"overview": 0.7, "trade-balance": 0.45}
PRESSED_USUALLY = 0.2
LEAST_HEIGHT = 100  # px of a stage, under a title that leaves less
SMALLEST = 0.4  # of the type wanted, where a view has more to show than the back row can read
PUBLISHERS_NAMED = 2  # on the line under a step; the key names every document
SHEETS_KEPT = 64


@dataclass(frozen=True, kw_only=True)
class Stage:
    """The room a drawing has under one line of title and one of prompt, in CSS px of a window `window` px high."""

    name: str
    width: int
    height: int
    window: int

    def under(self, step: Step) -> Stage:
        """Return what is left of the stage where title and prompt of a step take more lines than one each."""
        title, text = (self.window * share for share in (TITLE, TEXT))
        titles = wrap(step.title, width=self.width, size=title, weight=600)
        prompts = wrap(step.prompt, width=self.width, size=text)
        taken = max(len(titles) - 1, 0) * title * LINE + max(len(prompts) - 1, 0) * text * LINE
        return replace(self, height=max(int(self.height - taken), LEAST_HEIGHT))


STAGES = (
    Stage(name="wide", width=1216, height=484, window=720),
    Stage(name="tall", width=972, height=500, window=768),
)


def figure_sheet(record: Record, step: Step, stage: Stage) -> Sheet:
    """Return the figure of a step on paper, as large as the stage allows; its type is smaller only where it must be.

    Raises
    ------
    TooSmallError
        When it cannot be drawn on this stage at all.
    """
    return _lay_out(record, step.view, step.figure, stage.under(step), clear=False)


@remembered(DRAWINGS_KEPT)
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


def _lay_out(record: Record, view: View, name: str, stage: Stage, *, clear: bool) -> Sheet:
    sheet = _fit(record, view, name, stage, clear=clear)
    if sheet is None:
        raise TooSmallError(f"{name} has more to show than a projector can hold: narrow the step’s view.")
    return sheet


@remembered(SHEETS_KEPT)
def _fit(record: Record, view: View, name: str, stage: Stage, *, clear: bool) -> Sheet | None:
    return fit(
        partial(FIGURES[name].draw, record, view),
        Look(width=stage.width, text=LEAST_PX, titled=False, noted=False, clear=clear),
        height=stage.height,
        least_scale=SMALLEST,
        least_stretch=PRESSED.get(name, PRESSED_USUALLY),
        screen=True,
    )


def answer_drawing(record: Record, step: Step, guess: Guess, stage: Stage) -> Drawing | None:
    """Return guess and answer drawn together; None where words alone answer.

    Raises
    ------
    ConverterError
        When it cannot be drawn at this moment.
    """
    look = Look(width=stage.width, text=LEAST_PX, titled=False, noted=False, clear=True)
    figure = guess_figure(record, step, guess, look)
    return draw(record, step.view, figure) if figure else None


def figure_of(record: Record, step: Step) -> Figure | None:
    """Return the figure behind a step, for what it says of itself (sources, alternative text)."""
    return FIGURES[step.figure].draw(record, step.view, Look()) if step.shows == "figure" else None


def documents(record: Record, step: Step, *, revealed: bool = True) -> tuple[str, ...]:
    """Return the ids of every document behind a step; before the reveal those of the answer are left out."""
    figure = figure_of(record, step)
    if figure is not None:
        return tuple(dict.fromkeys((*figure.sources, *step.sources)))
    if step.shows == "question":
        return answer_of(record, step).sources if revealed else ()
    return sources_of(record, step)


def source_words(record: Record, ids: Sequence[str]) -> str:
    """Name the publishers of documents in one line."""
    names = list(dict.fromkeys(record.source(id).publisher for id in ids))
    if not names:
        return ""
    rest = len(names) - PUBLISHERS_NAMED
    named = [*names[:PUBLISHERS_NAMED], f"{rest} more"] if rest > 1 else names
    return f"{'Source' if len(names) == 1 else 'Sources'}: {listing(named)}"
