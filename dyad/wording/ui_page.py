"""What stands around every page and beside what it shows: filters, search, open events, reports, failures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dyad.wording.pieces import count, listing
from dyad.wording.view import text_searched

OPEN_EVENT, PERIOD, YEAR_COMPARED = "Open event, by its id", "Period", "Year compared"
YEARS, THEMES = "Years", "Themes (none chosen shows all)"
SEARCH_EVENTS, REGIONAL = "Search the events", "Regional events"
RESET, TAKE_AWAY, DISMISS, CLOSE = "Reset", "Take away", "Dismiss", "Close"
NO_RECORD = "The record cannot be read"

SEARCH, SEARCH_RECORD, TYPED = "Search", "Search the record", "Words of an event, a claim or a source"
SEARCH_KEY = "The key / opens this search"
KINDS = {"events": "event", "claims": "claim", "sources": "source"}  # of what is searched, one of each

STORY, TELL, WIDEN = "As a story", "Tell it as a story", "Show it among the others"
SEE_ON_TIMELINE, THE_OPEN_EVENT = "See it on the timeline", "The open event"
CITE_EVENT, EVENT_ADDRESS = "Cite this event and its sources", "Address of this event"
PREVIOUS, NEXT, LEAVE_STORY = "← Previous", "Next →", "Leave the story"

CITE_RECORD, CITE_SOURCE = "How to cite it", "How to cite a source"
A_DOCUMENT, CHECKED_OR_ANY = "A document", "A document: the one whose claims are checked, or any other"
REPORT, EVENT = "Report a mistake", "Event"
COPY_REPORT = "Copy this text, add what is wrong, and send it to those who keep the record."
NO_CONTACT = "The record names no address to write to: send it to whoever gave you this link."
COPY = "Copy"
NO_COPY = "This browser lets pages copy nothing: select the text"


def page_failed(name: str) -> str:
    return f"This page could not be drawn. The server’s log says why, under error {name}."


def write_to(contact: str) -> str:
    return f"Write to {contact}"


def story_place(*, at: int, number: int) -> str:
    return f"{at} of {count(number, 'event')} that matter most"


def mistake(*, title: str, what: str, address: str, version: str) -> str:
    return (
        f"A mistake in {title}\nWhere: {what}\nAddress: {address}\nData version: {version}\n"
        "What is wrong: \nWhat it should say, and the source that says so: "
    )


def filters_set(number: int) -> str:
    """Say how many filters are set."""
    return f"Filters · {number}" if number else "Filters"


# -- search -------------------------------------------------------------------------------------


def looks_in(whole: Mapping[str, int]) -> str:
    """Say what a search looks in: how many there are of each kind."""
    every = listing([count(number, KINDS[kind]) for kind, number in whole.items()])
    return (
        f"Looks in all {every}, whatever filters are set: for names, places, dates, publishers. "
        "Capitals, accents and ways to write a letter make no difference."
    )


def found(numbers: Mapping[str, int]) -> str:
    """Say how many of each kind were found."""
    return f"Found: {listing([count(number, KINDS[kind]) for kind, number in numbers.items()])}."


def nothing_found(kinds: Sequence[str], unknown: Sequence[str]) -> str:
    """Say that nothing of some kinds holds the words, which of those are `unknown`, and what to try."""
    none = listing([KINDS[kind] for kind in kinds], last="or")
    if not unknown:
        return f"No {none} holds all these words. Each stands somewhere: try fewer of them."
    words = listing([text_searched(word) for word in unknown], last="or")
    return f"No {none} holds {words}. Try a part of the word, or another spelling."


def found_heading(kind: str, shown: int, number: int) -> str:
    """Head what the search on every page found of a kind, with how many of it are listed."""
    return f"{kind.capitalize()}: {f'{shown} of {number:,}' if shown < number else f'{number:,}'}"
