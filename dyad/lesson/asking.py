"""What a question asks for, without its answer: a scale and its bands, years, a line; how a guess is read and said.

A guess is a tuple of texts: years, ids in the order chosen, one number, the first and the last year of a period, a
number for each year of a line, or words.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dyad.findings.trade import band, band_counts
from dyad.lesson.series import series_of
from dyad.lesson.steps import Step
from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.record.indicators import unit_of
from dyad.wording import guesses
from dyad.wording.answers import band_asked, say_ends, say_tick
from dyad.wording.findings import claims_by_id
from dyad.wording.pieces import say_span, say_value, say_years, usd

MOST_CHARS = 200  # of words
TICK_PARTS = (5, 4, 6, 3, 2)  # of a scale, the first that gives whole numbers
STEPS_KEPT = 64  # of a record: what is asked and answered, with each guess of a phone and in each run
SCALED = ("number", "period", "draw")  # questions that are guessed on a scale
BANDS = 5  # of a scale, for a show of hands


@dataclass(frozen=True, kw_only=True)
class Scale:
    """The ends of a scale that a number is guessed on, how fine it is, and what is counted ("" where nothing is)."""

    low: float
    high: float
    step: float
    unit: str
    given: tuple[tuple[int, float], ...] = ()  # points of a line to go on with, over the years that are asked
    asked: tuple[int, ...] = ()


def fineness(low: float, high: float) -> float:
    """Return how far apart the numbers of a scale are: 1, 2 or 5 times a power of ten.

    >>> fineness(0, 300), fineness(0, 10), fineness(0, 1000)
    (2.0, 0.1, 10.0)
    """
    finest = (high - low) / 100  # steps of a scale, at least
    power = 10.0 ** math.floor(math.log10(finest) + 1e-9)
    return round(max(power * times for times in (1, 2, 5) if power * times <= finest * (1 + 1e-9)), 12)


def scale_of(step: Step) -> Scale:
    """Return the scale of a question for a number."""
    low, high = (float(end) for end in step.options[:2])
    key = step.options[2]
    unit = unit_of(key.partition("/")[0]) if "/" in key else (*step.options, "")[3]
    return Scale(low=low, high=high, step=fineness(low, high), unit=unit)


def band_ends(step: Step, at: int) -> tuple[float, float]:
    """Return the ends of one of the equal bands of a scale."""
    scale = scale_of(step)
    wide = (scale.high - scale.low) / BANDS
    return scale.low + at * wide, scale.low + (at + 1) * wide


def band_at(step: Step, value: float, bands: int = BANDS) -> int:
    """Return in which of so many equal bands of a scale a value lies; where two meet, in the upper one."""
    scale = scale_of(step)
    return min(int((value - scale.low) / (scale.high - scale.low) * bands + 1e-9), bands - 1)


def as_number(text: str) -> float | None:
    """Return a number that a text is, else None."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if abs(value) < float("inf") else None


def period_of(step: Step) -> tuple[int, int]:
    """Return the first and the last year that a period is guessed among."""
    return int(step.options[0]), int(step.options[1])


@cached_per_record(STEPS_KEPT)
def line_of(record: Record, step: Step) -> Scale:
    """Return the line that a class goes on with: nothing of the years asked is in it but which they are."""
    low, high, until = (float(part) for part in step.options[:3])
    points = series_of(record, step.options[3])
    return Scale(
        given=tuple((year, value) for year, value in points if year <= until),
        asked=tuple(year for year, _ in points if year > until),
        low=low, high=high, step=fineness(low, high), unit=unit_of(step.options[3].partition("/")[0]),
    )  # fmt: skip


def asked_text(record: Record, step: Step) -> str:
    """Return what a question asks; the band is named as the record has it."""
    limits = band(record)
    if step.question == "band-years" and limits:
        low, high = map(usd, limits)
        return band_asked(prompt=step.prompt, low=low, high=high)
    return step.prompt


def options_text(record: Record, step: Step) -> tuple[str, ...]:
    """Return what can be chosen at a question, in words, claims by number; () where it is guessed in another way."""
    if step.question == "order":
        return tuple(record.event(id).label for id in step.options)
    if step.question == "contradicted":
        claims = (str(claims_by_id(record)[id]["claim"]) for id in step.options)
        return tuple(f"{number}. {claim}" for number, claim in enumerate(claims, start=1))
    return ()


def years_asked(record: Record) -> tuple[int, ...]:
    """Return the years a guess about the band is made over: those that a side reports."""
    counts = band_counts(record)
    return tuple(sorted({year for c in counts for year in (*c.below, *c.inside, *c.above)}))


def scale_ticks(scale: Scale) -> list[tuple[float, str]]:
    """Return where a scale is marked, equally far apart, if it can be in whole numbers, and what stands there."""
    size = scale.high - scale.low
    parts = next((number for number in TICK_PARTS if (size / number).is_integer()), TICK_PARTS[0])
    ticks = [scale.low + size * at / parts for at in range(parts + 1)]
    return [(tick, say_tick(tick, scale.unit)) for tick in ticks]


def guess_text(record: Record, step: Step, guess: Sequence[str | int]) -> str:
    """Say a guess in words, beside the answer."""
    if not guess:
        return guesses.NO_GUESS
    match step.question:
        case "band-years":
            return say_years(int(year) for year in guess)
        case "order":
            return guesses.in_order([record.event(str(id)).label for id in guess])
        case "contradicted":
            return str(claims_by_id(record)[str(guess[0])]["claim"])
        case "number":
            return say_value(float(guess[0]), scale_of(step).unit)
        case "period":
            return say_span((int(guess[0]), int(guess[1])))
        case "draw":
            line = line_of(record, step)
            first, last = ((line.asked[at], float(guess[at])) for at in (0, -1))
            return say_ends(first, last, line.unit)
    return str(guess[0])


def guess_form(record: Record, step: Step, guess: Sequence[str]) -> dict[str, Any]:
    """Return what `render/guess.js` needs to ask for a number, a period or a line, without its answer."""
    told: dict[str, Any] = {"name": step.id, "kind": step.question, "guess": list(guess)}
    if step.question == "period":
        first, last = period_of(step)
        return told | {"low": first, "high": last}
    scale = scale_of(step) if step.question == "number" else line_of(record, step)
    told |= {"low": scale.low, "high": scale.high, "step": scale.step, "unit": scale.unit}
    if scale.given:
        told |= {"given": scale.given, "years": scale.asked}
    return told | {"ticks": scale_ticks(scale)}


def read_guess(record: Record, step: Step, given: Sequence[str]) -> tuple[str, ...]:
    """Return a guess as it came from a browser, or () where it is none that this question could have."""
    texts = tuple(dict.fromkeys(given) if step.question in ("band-years", "order") else given)
    if not texts or not all(isinstance(text, str) for text in texts):
        return ()
    match step.question:
        case "band-years":
            known = {str(year) for year in years_asked(record)}
            return tuple(sorted(texts)) if set(texts) <= known else ()
        case "order" | "contradicted":
            most = len(step.options) if step.question == "order" else 1
            return texts if set(texts) <= set(step.options) and len(texts) <= most else ()
        case "number":
            scale = scale_of(step)
            return _numbers_guessed(texts, most=1, low=scale.low, high=scale.high)
        case "period":
            first, last = period_of(step)
            years = _numbers_guessed(texts, most=2, low=first, high=last)
            return years if years and all(year.isdigit() for year in years) and int(years[0]) <= int(years[1]) else ()
        case "draw":
            line = line_of(record, step)
            return _numbers_guessed(texts, most=len(line.asked), low=line.low, high=line.high)
    words = " ".join(texts[0].split())[:MOST_CHARS]
    return (words,) if words and len(texts) == 1 else ()


def _numbers_guessed(texts: Sequence[str], *, most: int, low: float, high: float) -> tuple[str, ...]:
    """Return so many numbers between two as texts, or () where one is none, or is off the scale."""
    try:
        values = [float(text) for text in texts]
    except ValueError:
        return ()
    fits = len(values) == most and all(low <= value <= high for value in values)
    return tuple(f"{value:.6f}".rstrip("0").rstrip(".") for value in values) if fits else ()
