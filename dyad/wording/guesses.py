"""Guesses in words: one, how far it is off, and those of a class, as they are said and drawn beside the answer."""

from __future__ import annotations

from collections.abc import Sequence

from dyad.wording.pieces import count, join_sentences, listing, say_number, say_value

YOURS, RECORD, CONTRADICTED, YOUR_CLASS = "Your guess", "The record", "Contradicted", "Your class"
MIDDLE, MIDDLE_LINE = "Middle guess", "The middle"
NO_GUESS = "no guess"
INSIDE, OUTSIDE = "inside the band", "outside of it"
WHO_IS_FIRST, FIRST_BY = "Who puts it first?", "Put first by"
WHO_CHOOSES, CHOSEN_BY = "Who chooses it?", "Chosen by"
WHO_SAYS_INSIDE, WHO_GUESSES = "Who says inside?", "Who guesses so?"

Counted = tuple[str, int]  # a choice and how many chose it


def in_order(labels: Sequence[str]) -> str:
    return listing(labels)


def middle_guess(middle: str) -> str:
    return f"The middle guess: {middle}."


def tally_and_answer(*, tally: str, answer: str) -> str:
    return f"{tally} The answer: {answer}"


def in_place(*, number: int, of: int) -> str:
    return f"Your guess: {number} of {of} in place"


def on_scale(*, number: int, middle: str) -> str:
    return f"{count(number, 'answer')}. {middle}"


def guess_and_answer(guess: str, answer: str, *, off: str = "") -> str:
    """Say a guess, how far it is `off`, and the answer."""
    return join_sentences(f"{YOURS}: {guess.rstrip('.')}.", off, f"The answer: {answer}")


def number_off(off: float, unit: str) -> str:
    """Say how far a number is off, signed."""
    return f"That is {_say_off(off, unit)}."


def line_off(off: Sequence[float], year: int, unit: str) -> str:
    """Say how far a line is off in its last year, and on average over its years."""
    usual = _say_size(sum(map(abs, off)) / len(off), unit)
    return f"Your line ends {_say_off(off[-1], unit)} in {year}; over its years it is {usual} off on average."


def years_off(guess: tuple[int, int], span: tuple[int, int]) -> str:
    """Say how the years of a guess lie to those of the answer."""
    (first, last), (begun, ended) = guess, span
    if first <= begun and ended <= last:
        return f"It is inside your {count(last - first + 1, 'year')}."
    if begun <= last and first <= ended:
        return "It is partly inside your years."
    if last < begun:
        return f"You end {count(begun - last, 'year')} before it."
    return f"You begin {count(first - ended, 'year')} after it."


def _say_size(size: float, unit: str) -> str:
    """Say how much a guess is off; of shares in percentage points."""
    if unit == "percent":
        points = say_number(size)
        return f"{points} percentage point{'' if points == '1' else 's'}"
    return say_value(size, unit)


def _say_off(off: float, unit: str) -> str:
    """Say a difference, signed, in words."""
    if say_number(abs(off)) == "0":
        return "right on it"
    return f"{_say_size(abs(off), unit)} too {'high' if off > 0 else 'low'}"


# -- a class ------------------------------------------------------------------------------------


def count_years(number: int, most: Sequence[Counted]) -> str:
    """Say how many answered, and which year most chose, or which years as many.

    >>> count_years(5, [("2006", 2), ("2008", 2)])
    '5 answers; most chosen: 2006 and 2008, by 2.'
    """
    chosen = f"; most chosen: {listing([name for name, _ in most])}, by {most[0][1]}" if number and most else ""
    return f"{count(number, 'answer')}{chosen}."


def count_choices(number: int, choices: Sequence[Counted], whole: int | None) -> str:
    """Say how many answered, how many chose what, and how many had a `whole` order, None where there is none."""
    right = "" if whole is None else f" {whole} had the whole order."
    return f"{count(number, 'answer')}. {'; '.join(f'{name}: {chosen}' for name, chosen in choices)}.{right}"


def middle_line(year: int, ends: tuple[float, float, float], unit: str) -> str:
    """Say where lines that a class drew end: the middle of them, and between what four of five do."""
    low, middle, high = (say_value(end, unit) for end in ends)
    spread = f", four of five of them from {low} to {high}" if low != high else ""
    return f"The middle of the lines ends at {middle} in {year}{spread}."


def class_and_answer(number: int, answer: str, *, whole: int | None, middle: str) -> str:
    """Say under a drawing how many answered, how many of them with the `whole` order, what is in the middle."""
    right = "" if whole is None else f", {whole} with the whole order"
    record = f" {middle} {RECORD}:" if middle else ""
    return f"{number} answered{right}.{record} {answer}"
