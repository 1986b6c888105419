"""What a reader chose, in words: filters by name, those in force, how many events they leave, which they hide."""

from __future__ import annotations

from collections.abc import Iterable

from dyad.record import Record
from dyad.record.problems import MAX_SHOWN_CHARS, shorten
from dyad.view import View, default_view, emptied_by
from dyad.wording.pieces import count, listing, say_span

NAME_LEFT_OUT = "Name those left out"  # the filter that names events that no claim does
HINT, HINT_YEARS = "drag over years, open one", "Drag over years"


# What is said of a filter that is in force, of one that leaves no event, and of one that hides the open event.
IN_FORCE, EMPTYING, HIDING = range(3)
FILTERS = {
    "years": ("years {years}", "the years {years}", "in the years shown: {years}"),
    "themes": ("themes {themes}", "the themes {themes}", "among the themes shown: {themes}"),
    "text": ("search {text}", "the search {text}", "found by the search {text}"),
    "beyond": ("with events the {document} leaves out", "events the {document} leaves out being hidden", ""),
    "context": (
        "with regional events", "regional events being hidden", "among the events shown: regional ones are hidden",
    ),
    "sources": ("with every source", "", ""),
}  # fmt: skip


def text_searched(text: str, *, most: int = MAX_SHOWN_CHARS) -> str:
    """Name the words that events are filtered by, cut to `most` characters."""
    return f"“{shorten(text, most)}”"


def _say_filters(names: Iterable[str], view: View, kind: int, *, document: str = "") -> list[str]:
    """Say of some filters of a view one of the three things that there are to say of each."""
    values = {"years": say_span(view.years), "themes": ", ".join(view.themes), "text": text_searched(view.text)}
    return [FILTERS[name][kind].format(**values, document=document) for name in names]


def describe_view(record: Record, view: View) -> tuple[str, ...]:
    """Return the filters in force that are not the default, in words."""
    default = default_view(record)
    others = [name for name in FILTERS if getattr(view, name) != getattr(default, name)]
    return tuple(_say_filters(others, view, IN_FORCE, document=record.about.document))


def say_shown(shown: int, more: int, *, of: int) -> tuple[str, str]:
    """Say how many `of` so many events are shown and what can be done with them, and how many beside those left out."""
    events = count(of, "event") if shown == of else f"{shown:,} of {count(of, 'event')}"
    return f"{events}{f': {HINT}' if shown else ''}", f"{events}, {more:,} left out" if more else events


def no_event_by(record: Record, view: View) -> str:
    """Say which filters of a view leave no event, "" where some are left."""
    said = _say_filters(emptied_by(record, view), view, EMPTYING, document=record.about.document)
    return f"No event is left by {listing(said, last='or')}." if said else ""


def open_hidden(view: View, filters: Iterable[str]) -> str:
    """Say which filters of a view hide its open event, "" where none does."""
    why = _say_filters(filters, view, HIDING)
    return f"Not {'; not '.join(why)}." if why else ""
