"""The kinds of questions as a class answers them: what phones are asked, what of guesses is counted, their middle."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from statistics import median
from typing import Any

import pandas as pd

from dyad.lesson import SCALED, answer_of, difference, guess_form, guess_text, options_text, read_guess, years_asked
from dyad.lesson.answering import Answer
from dyad.lesson.asking import BANDS, MOST_CHARS, band_at, band_ends, line_of, period_of, scale_of
from dyad.lesson.steps import Step
from dyad.record import Record
from dyad.wording import guesses as wording
from dyad.wording.answers import say_range
from dyad.wording.pieces import say_value
from dyad.wording.trade import as_reported

Guess = tuple[str, ...]  # as `dyad.lesson.asking` has it
RIBBON = (0.1, 0.5, 0.9)  # of the lines drawn lie below its foot, its middle, its head


@dataclass(frozen=True, kw_only=True)
class Kind:
    """How one kind of question is answered by a class: a guess counts for the `bins` that it `falls` into."""

    bins: Callable[[Record, Step], Mapping[str, str]] = lambda *_: {}  # names of events, claims or years, by key
    falls: Callable[[Step, Guess], Iterable[str]] = lambda *_: ()
    right: Callable[[Answer], tuple[tuple[str, Guess], ...]] = lambda _: ()  # whose word bears out which bins
    hands: str = ""  # asked of a class that raises hands, bin by bin; "": such a question is not for hands
    head: str = ""  # stands over the counts
    axis: bool = False  # whether its bins stand side by side on an axis
    several: bool = False  # whether one guess may fall into several bins


def _choices(record: Record, step: Step) -> dict[str, str]:
    return dict(zip(step.options, options_text(record, step), strict=True))


def _span(ends: Sequence[int | str]) -> range:
    return range(int(ends[0]), int(ends[1]) + 1)


KINDS: Mapping[str, Kind] = {
    "order": Kind(
        bins=_choices, falls=lambda _, guess: guess[:1], right=lambda answer: ((wording.RECORD, answer.ids[:1]),),
        hands=wording.WHO_IS_FIRST, head=wording.FIRST_BY,
    ),
    "contradicted": Kind(
        bins=_choices, falls=lambda _, guess: guess, right=lambda answer: ((wording.CONTRADICTED, answer.ids),),
        hands=wording.WHO_CHOOSES, head=wording.CHOSEN_BY,
    ),
    "band-years": Kind(
        bins=lambda record, _: {year: year for year in map(str, years_asked(record))},
        falls=lambda _, guess: guess, axis=True, several=True, hands=wording.WHO_SAYS_INSIDE, head=wording.YOUR_CLASS,
        right=lambda answer: tuple(
            (as_reported(name), tuple(str(year) for year in years)) for name, years in answer.years
        ),
    ),
    "period": Kind(
        bins=lambda _, step: {year: year for year in map(str, _span(period_of(step)))},
        falls=lambda _, guess: map(str, _span(guess)), axis=True, several=True, head=wording.YOUR_CLASS,
        right=lambda answer: ((wording.RECORD, tuple(str(year) for year in _span(answer.span))),),
    ),
    "number": Kind(
        bins=lambda _, step: {
            str(at): say_range(*band_ends(step, at), scale_of(step).unit) for at in range(BANDS)
        },
        falls=lambda step, guess: (str(band_at(step, float(guess[0]))),), axis=True,
        hands=wording.WHO_GUESSES, head=wording.YOUR_CLASS,
    ),
    "draw": Kind(),
    "open": Kind(),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Ask:
    """A question as phones get it, without its answer."""

    form: Mapping[str, Any]
    read: Callable[[Sequence[str]], Guess] = field(compare=False)  # makes a guess of what they send, () of none
    say: Callable[[Guess], str] = field(compare=False, default=" ".join)  # says a guess in words, beside the answer
    before: str = ""  # the step that asked the same at the start, if one did


def ask_of(record: Record, step: Step) -> Ask | None:
    """Return what phones ask at a step; None where it asks nothing."""
    if step.shows != "question":
        return None
    form: dict[str, Any] = {"kind": step.question, "name": step.id}
    if step.question in SCALED:
        form = guess_form(record, step, ())
    elif step.question == "open":
        form["most"] = MOST_CHARS
    else:
        form["options"] = [*map(list, KINDS[step.question].bins(record, step).items())]

    def read(given: Sequence[str]) -> Guess:
        """Read a guess as anywhere, but that an order is sent when it is whole."""
        guess = read_guess(record, step, given)
        return guess if step.question != "order" or len(guess) == len(step.options) == len(given) else ()

    def say(guess: Guess) -> str:
        said = guess_text(record, step, guess)
        return f"{said}. {difference(record, step, guess)}" if step.question in SCALED else said

    return Ask(form=form, read=read, say=say, before="".join(step.options[:1]) if step.question == "open" else "")


@dataclass(frozen=True, kw_only=True)
class Tally:
    """How a class answered: by bin how many, of how many; what the record has (name → bins); what phones guessed."""

    bins: Mapping[str, str]
    counts: Mapping[str, int]
    number: int  # of phones and hands together
    right: tuple[tuple[str, Guess], ...]
    axis: bool
    head: str
    whole: int | None = None  # how many had all of it right, None where that says nothing
    guesses: tuple[Guess, ...] = ()


def count_guesses(record: Record, step: Step, guesses: Sequence[Guess], hands: Mapping[str, int]) -> Tally | None:
    """Count guesses and hands raised; None where nobody answered.

    Hands are counted for one bin after the other, so that the most raised for one are taken for how many there are
    where one may raise it for several.
    """
    kind = KINDS[step.question]
    bins = kind.bins(record, step)
    raised = {key: hands[key] for key in bins if hands.get(key, 0) > 0}
    if not (guesses or raised):
        return None
    counts = Counter(raised)
    for guess in guesses:
        counts.update(kind.falls(step, guess))
    answer = answer_of(record, step)
    ranks = {id: at for at, id in enumerate(answer.ids)} if step.question == "order" else {}
    present = max(raised.values(), default=0) if kind.several else sum(raised.values())
    return Tally(
        bins={key: bins[key] for key in sorted(bins, key=lambda key: ranks.get(key, 0))},
        head=kind.head, counts=dict(counts), number=len(guesses) + present, right=kind.right(answer),
        axis=kind.axis, whole=sum(guess == answer.ids for guess in guesses) if ranks and guesses else None,
        guesses=tuple(guesses),
    )  # fmt: skip


def borne_out(record: Record, step: Step) -> tuple[tuple[str, str], ...]:
    """Return the parts of a guess that the record bears out, each with by whose word; of an order: all, in it."""
    answer = answer_of(record, step)
    if step.question == "order":
        return tuple((id, "") for id in answer.ids)
    said: dict[str, list[str]] = {}
    for name, keys in KINDS[step.question].right(answer):
        for key in keys:
            said.setdefault(key, []).append(name)
    return tuple((key, " · ".join(names)) for key, names in said.items())


def middle_of(step: Step, tally: Tally) -> tuple[float, float]:
    """Return the median of the numbers guessed, twice; where hands were counted, the ends of the band that holds it."""
    if tally.number == len(tally.guesses):
        value = median(float(guess[0]) for guess in tally.guesses)
        return value, value
    counted = accumulate(tally.counts.get(str(at), 0) for at in range(BANDS))
    return band_ends(step, next(at for at, number in enumerate(counted) if 2 * number >= tally.number))


def say_middle(step: Step, tally: Tally) -> str:
    """Say which number is in the middle of those guessed, or which band."""
    (low, high), unit = middle_of(step, tally), scale_of(step).unit
    return say_value(low, unit) if low == high else say_range(low, high, unit)


def lines_of(record: Record, step: Step, tally: Tally) -> list[tuple[int, float, float, float]]:
    """Return by year below what a tenth of the lines drawn lie, their median, and above what a tenth lie."""
    drawn = pd.DataFrame([[float(text) for text in guess] for guess in tally.guesses])
    low, middle, high = (drawn.quantile(share).tolist() for share in RIBBON)
    return list(zip(line_of(record, step).asked, low, middle, high, strict=True))


def scaled_text(record: Record, step: Step, tally: Tally) -> str:
    """Return the middle of a tally, in words: of numbers, or of lines, with what four of five end between."""
    if step.question == "number":
        return wording.middle_guess(say_middle(step, tally))
    year, *ends = lines_of(record, step, tally)[-1]
    return wording.middle_line(year, (ends[0], ends[1], ends[2]), line_of(record, step).unit)
