"""What a reader chose, in words: filters in force, how many events they leave, values of an address that cannot be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dyad.record import Record
from dyad.record.dates import say_span
from dyad.record.problems import MAX_SHOWN_CHARS, shorten
from dyad.view import Refused, View, default_view, emptied_by
from dyad.wording.addresses import LEFT_OUT, left_out, nearest
from dyad.wording.pieces import count, listing

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
HINT, HINT_YEARS = "drag over years, open one", "Drag over years"


def say_refused(refused: Iterable[Refused], what: str = LEFT_OUT) -> tuple[str, ...]:
    """Say of each value of an address `what` became of it, as it cannot be, and what may stand there."""
    said = []
    for name, found, rule, allowed in refused:
        known = [str(one) for one in allowed]
        takes = TAKES[rule].format(*known, all=", ".join(known))
        said.append(left_out(name, found, takes + (nearest(found, known) if rule in NAMED else ""), what=what))
    return tuple(said)


def no_part_of_view(name: str, known: Sequence[str], near: str) -> str:
    """Say that a word is no parameter of a view, which a lesson's step asks for, and what may stand there."""
    return f"“{name}” is no part of a view: {listing(known, last='or')}. {near}"


def _narrowed(view: View) -> dict[str, str]:
    """Name by its parameter what narrows a view to some events."""
    return {
        "years": f"years {say_span(view.years)}",
        "themes": f"themes {', '.join(view.themes)}",
        "text": f"search {text_searched(view.text)}",
    }


def text_searched(text: str, *, most: int = MAX_SHOWN_CHARS) -> str:
    """Name the words that events are filtered by, cut to `most` characters."""
    return f"“{shorten(text, most)}”"


def describe_view(record: Record, view: View) -> tuple[str, ...]:
    """Return the filters in force that are not the default, in words."""
    default, words = default_view(record), _narrowed(view)
    words |= {
        "beyond": f"with events the {record.about.document} leaves out",
        "context": "with regional events",
        "sources": "with every source",
    }
    return tuple(said for name, said in words.items() if getattr(view, name) != getattr(default, name))


def say_shown(shown: int, more: int, *, of: int) -> tuple[str, str]:
    """Say how many `of` so many events are shown and what can be done with them; and how many, beside those left out.

    Titles of figures speak of all of them: what themes or words leave out is faded, and stays.
    """
    events = count(of, "event") if shown == of else f"{shown:,} of {count(of, 'event')}"
    return f"{events}{f': {HINT}' if shown else ''}", f"{events}, {more:,} left out" if more else events


def no_event_by(record: Record, view: View) -> str:
    """Say which filters of a view leave no event, "" where some are left."""
    filters = emptied_by(record, view)
    words = {name: f"the {said}" for name, said in _narrowed(view).items()}
    words |= {
        "beyond": f"events the {record.about.document} leaves out being hidden",
        "context": "regional events being hidden",
    }
    return f"No event is left by {listing([words[name] for name in filters], last='or')}." if filters else ""


def open_hidden(view: View, filters: Iterable[str]) -> str:
    """Say which filters of a view hide its open event, "" where none does."""
    words = {
        "years": f"in the years shown: {say_span(view.years)}",
        "themes": f"among the themes shown: {', '.join(view.themes)}",
        "text": f"found by the search {text_searched(view.text)}",
        "context": "among the events shown: regional ones are hidden",
    }
    why = [words[name] for name in filters]
    return f"Not {'; not '.join(why)}." if why else ""
