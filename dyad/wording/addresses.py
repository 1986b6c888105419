"""What is wrong with the address of a view, page, file, drawing or lesson, and what it may hold, cut short if long."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from dyad.record.problems import did_you_mean, shorten
from dyad.view import Refused
from dyad.wording.pieces import Sentence, listing

# What becomes of a value in the address of a page, a drawing, a file.
LEFT_OUT, CANNOT_BE, CANNOT_BE_USED = "in the address was left out", "cannot be", "cannot be used"
OTHER_TABLES = (
    "This address was made from somebody’s own tables. They were never stored: they are gone once their window is "
    "closed or loaded anew. You see the record that is served here; bring the tables again on the Record page."
)
UNREADABLE_OPTIONS = "The options of the address cannot be read: {why}."
NO_LESSON = "it is no lesson, or only a part of one: links are cut off where they are too long for a message."
UNPACKS_TO_MORE = "it unpacks to more than {megabytes} MB."
TOO_MUCH_TEXT = "a lesson has at most {most:,} characters there, and this one has {number:,}."
TOO_MANY_STEPS = "it has {number:,} steps. Allowed: 1 to {most}."
TOO_LONG_TEXT = "a text in it is longer than {most:,} characters."
NO_HEIGHT = "on the stage “{stage}” it is {low} to {high} px."
NO_CLAIM = "no claim is called that.{near}"
OTHER_WAY, NO_OTHER_WAY = "there is one other way, “{short}”.", "this lesson has no short way."
TAKES = {  # what is said by the rule that a value breaks
    "years": "it takes two years from {0} to {1}, the earlier first.",
    "year": "it takes a year from {0} to {1}.",
    "theme": "the themes are {all}.",
    "event": "the record has no event of that name.",
    "chars": "a search has at most {0} characters.",
    "unseen": "it holds a character that cannot be shown.",
    "claimless": "this record checks no claims, so nothing is beyond them.",
    "switch": "it takes true or false.",
    "word": "it takes {0}.",
}
NAMED = ("theme", "event")  # rules of names, of which the nearest is told
PNG_TAKES = Sentence("a PNG of this size takes {scales:or}.")
STEPS_HELD = "it takes a step from 1 to {number}."
NO_PART_OF_VIEW = Sentence("“{name}” is no part of a view: {known:or}. {near}")
DRAWN_FOR_ONE = Sentence("{options:and} cannot be together: one of them says what it is drawn for.")
NO_SIZE = Sentence("“{kind}={found:short}” cannot be: the {kind}s are {known:and}.")
NO_CLAIM_PICTURE = Sentence("There is no picture of a claim “{name:short}”.{near} claims.csv names them.")


def nearest(found: str, known: Sequence[str]) -> str:
    """Ask whether the one most like what was found is meant, "" where none is like it."""
    return f" {said}" if (said := did_you_mean(found, known)) else ""


def left_out(name: str, found: str, why: str, *, what: str = LEFT_OUT) -> str:
    """Say what became of a value in an address that cannot be, as a rule that it was left out, and why."""
    return f"“{name}={shorten(found)}” {what}: {why}"


def say_refused(refused: Iterable[Refused], what: str = LEFT_OUT) -> tuple[str, ...]:
    """Say of each value of an address `what` became of it, as it cannot be, and what may stand there."""
    said = []
    for name, found, rule, allowed in refused:
        known = [str(one) for one in allowed]
        takes = TAKES[rule].format(*known, all=", ".join(known))
        said.append(left_out(name, found, takes + (nearest(found, known) if rule in NAMED else ""), what=what))
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
