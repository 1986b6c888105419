"""What is wrong with the address of a view, page, file, drawing or lesson, and what it may hold, cut short if long."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from dyad.record.problems import did_you_mean, shorten
from dyad.view import Refused
from dyad.wording.pieces import listing

# What becomes of a value in the address of a page, a drawing, a file.
LEFT_OUT, CANNOT_BE, CANNOT_BE_USED = "in the address was left out", "cannot be", "cannot be used"
OTHER_TABLES = (
    "This address was made from somebody’s own tables. They were never stored: they are gone once their window is "
    "closed or loaded anew. You see the record that is served here; bring the tables again on the Record page."
)
NO_LESSON = "it is no lesson, or only a part of one: links are cut off where they are too long for a message."
NO_OTHER_WAY = "this lesson has no short way."
NAMED = ("theme", "event")  # rules of names, of which the nearest is told


def unreadable_options(why: Exception) -> str:
    return f"The options of the address cannot be read: {why}."


def unpacks_to_more(megabytes: int) -> str:
    return f"it unpacks to more than {megabytes} MB."


def too_much_text(*, most: int, number: int) -> str:
    return f"a lesson has at most {most:,} characters there, and this one has {number:,}."


def too_many_steps(*, number: int, most: int) -> str:
    return f"it has {number:,} steps. Allowed: 1 to {most}."


def too_long_text(most: int) -> str:
    return f"a text in it is longer than {most:,} characters."


def no_height(*, stage: str, low: int, high: int) -> str:
    return f"on the stage “{stage}” it is {low} to {high} px."


def no_claim(near: str) -> str:
    return f"no claim is called that.{near}"


def other_way(short: str) -> str:
    return f"there is one other way, “{short}”."


def png_takes(scales: Sequence[str]) -> str:
    return f"a PNG of this size takes {listing(scales, last='or')}."


def steps_held(number: int) -> str:
    return f"it takes a step from 1 to {number}."


def no_part_of_view(*, name: str, known: Sequence[str], near: str) -> str:
    return f"“{name}” is no part of a view: {listing(known, last='or')}. {near}"


def drawn_for_one(options: Sequence[str]) -> str:
    return f"{listing(options)} cannot be together: one of them says what it is drawn for."


def no_size(*, kind: str, found: str, known: Sequence[str]) -> str:
    return f"“{kind}={shorten(found)}” cannot be: the {kind}s are {listing(known)}."


def no_claim_picture(*, name: str, near: str) -> str:
    return f"There is no picture of a claim “{shorten(name)}”.{near} claims.csv names them."


def nearest(found: str, known: Sequence[str]) -> str:
    """Ask whether the one most like what was found is meant, "" where none is like it."""
    return f" {said}" if (said := did_you_mean(found, known)) else ""


def left_out(name: str, found: str, why: str, *, what: str = LEFT_OUT) -> str:
    """Say what became of a value in an address that cannot be, as a rule that it was left out, and why."""
    return f"“{name}={shorten(found)}” {what}: {why}"


def rule_takes(rule: str, known: Sequence[str]) -> str:
    """Say what is allowed by the rule that a value breaks, `known` being its limits or names."""
    first, last = (known[0], known[-1]) if known else ("", "")
    return {
        "years": f"it takes two years from {first} to {last}, the earlier first.",
        "year": f"it takes a year from {first} to {last}.",
        "theme": f"the themes are {', '.join(known)}.",
        "event": "the record has no event of that name.",
        "chars": f"a search has at most {first} characters.",
        "unseen": "it holds a character that cannot be shown.",
        "claimless": "this record checks no claims, so nothing is beyond them.",
        "switch": "it takes true or false.",
        "word": f"it takes “{first}”.",
    }[rule]


def say_refused(refused: Iterable[Refused], what: str = LEFT_OUT) -> tuple[str, ...]:
    """Say of each value of an address `what` became of it, as it cannot be, and what may stand there."""
    said = []
    for name, found, rule, allowed in refused:
        known = [str(one) for one in allowed]
        near = nearest(found, known) if rule in NAMED else ""
        said.append(left_out(name, found, f"{rule_takes(rule, known)}{near}", what=what))
    return tuple(said)


def it_takes(known: Sequence[str], found: str) -> str:
    """Say what a parameter takes in place of what was found, and which of that is most like it."""
    return f"it takes {listing(known, last='or')}.{nearest(found, known)}"


# -- files and drawings -------------------------------------------------------------------------


def no_such(kind: Literal["file", "drawing"], name: str, names: Sequence[str], *, forms: Sequence[str] = ()) -> str:
    """Say that there is no file or drawing of a name, which `forms` it has where only the form is wrong, and all."""
    near = f" It takes {listing(forms, last='or')}." if forms else nearest(name, names)
    return f"There is no {kind} “{shorten(name)}”.{near} The {kind}s are {listing(names)}."


def no_option(option: str, name: str, allowed: Sequence[str]) -> str:
    """Say that the address of a file has an option that it does not take, and which it takes."""
    takes = f"It takes {listing(allowed)}." if allowed else "It takes none."
    return f"“{shorten(option)}” is not an option of {name}.{nearest(option, allowed)} {takes}"
