"""What a reader chose, in words: filters by name, those in force, how many events they leave, which they hide."""

from __future__ import annotations

from collections.abc import Iterable

from dyad.record import Record
from dyad.record.problems import MAX_SHOWN_CHARS, shorten
from dyad.view import View, default_view, emptied_by
from dyad.wording.pieces import count, labelled, listing, say_span

NAME_LEFT_OUT = "Name those left out"  # the filter that names events that no claim does
HINT, HINT_YEARS = "drag over years, open one", "Drag over years"


def text_searched(text: str, *, most: int = MAX_SHOWN_CHARS) -> str:
    """Name the words that events are filtered by, cut to `most` characters."""
    return f"“{shorten(text, most)}”"


def filters_said(view: View, document: str = "") -> dict[str, tuple[str, str, str]]:
    """Say of each filter of a view what is said of one in force, one that leaves no event, one that hides the open."""
    years, themes, text = say_span(view.years), ", ".join(view.themes), text_searched(view.text)
    return {
        "years": (f"years {years}", f"the years {years}", f"in the years shown: {years}"),
        "themes": (f"themes {themes}", f"the themes {themes}", f"among the themes shown: {themes}"),
        "text": (f"search {text}", f"the search {text}", f"found by the search {text}"),
        "beyond": (f"with events the {document} leaves out", f"events the {document} leaves out being hidden", ""),
        "context": (
            "with regional events", "regional events being hidden", "among the events shown: regional ones are hidden",
        ),
        "sources": ("with every source", "", ""),
    }  # fmt: skip


def filters_shown(record: Record, view: View) -> str:
    """Name the filters in force that are not the default, which a cropped figure says; "" where there is none."""
    default = default_view(record)
    said = filters_said(view, record.about.document)
    force = [words for name, (words, _, _) in said.items() if getattr(view, name) != getattr(default, name)]
    return labelled("Shown", ", ".join(force)) if force else ""


def say_shown(shown: int, more: int, *, of: int) -> tuple[str, str]:
    """Say how many `of` so many events are shown and what can be done with them, and how many beside those left out."""
    events = count(of, "event") if shown == of else f"{shown:,} of {count(of, 'event')}"
    return f"{events}{f': {HINT}' if shown else ''}", f"{events}, {more:,} left out" if more else events


def no_event_by(record: Record, view: View) -> str:
    """Say which filters of a view leave no event, "" where some are left."""
    words = filters_said(view, record.about.document)
    said = [words[name][1] for name in emptied_by(record, view)]
    return f"No event is left by {listing(said, last='or')}." if said else ""


def open_hidden(view: View, filters: Iterable[str]) -> str:
    """Say which filters of a view hide its open event, "" where none does."""
    words = filters_said(view)
    why = [words[name][2] for name in filters]
    return f"Not {'; not '.join(why)}." if why else ""
