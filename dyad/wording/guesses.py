"""What a guess and the answers of a class are drawn and said with, beside what the record has."""

from __future__ import annotations

from collections.abc import Sequence

from dyad.wording.answers import say_value
from dyad.wording.pieces import count, listing

YOURS, RECORD, CONTRADICTED, YOUR_CLASS = "Your guess", "The record", "Contradicted", "Your class"
MIDDLE, MIDDLE_LINE = "Middle guess", "The middle"
INSIDE, OUTSIDE = "inside the band", "outside of it"
WHO_IS_FIRST, FIRST_BY = "Who puts it first?", "Put first by"
WHO_CHOOSES, CHOSEN_BY = "Who chooses it?", "Chosen by"
WHO_SAYS_INSIDE, WHO_GUESSES = "Who says inside?", "Who guesses so?"
MIDDLE_GUESS = "The middle guess: {middle}."

Counted = tuple[str, int]  # a choice and how many chose it
AS_REPORTED = "As {name} reports"
TALLY_AND_ANSWER = "{tally} The answer: {answer}"
IN_PLACE = "Your guess: {number} of {of} in place"


def guess_and_answer(guess: str, answer: str, *, off: str = "") -> str:
    """Say a guess, how far it is `off`, and the answer."""
    return " ".join(filter(None, [f"{YOURS}: {guess.rstrip('.')}.", off, f"The answer: {answer}"]))


# -- a class ------------------------------------------------------------------------------------


def count_on_scale(number: int, middle: str) -> str:
    """Say how many answered, and what is in the middle."""
    return f"{count(number, 'answer')}. {middle}"


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
