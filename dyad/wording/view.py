"""What a reader chose, in words: filters by name, those in force, how many events they leave, which they hide."""

from __future__ import annotations

from collections.abc import Iterable

from dyad.record import About, Record
from dyad.record.problems import MAX_SHOWN_CHARS, shorten
from dyad.view import View, default_view, emptied_by
from dyad.wording.events import say_left_out
from dyad.wording.pieces import count, headed, listing, say_span

HINT, HINT_YEARS = "drag over years, open one", "Drag over years"


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


def name_left_out(about: About) -> str:
    """Name the filter that shows events that no claim names."""
    return headed(say_left_out(about))


def say_shown(shown: int, more: int, *, of: int) -> tuple[str, str]:
    """Say how many `of` so many events are shown and what can be done with them, and how many beside those left out."""
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
