"""What cards say of events, claims and the documents behind them."""

from __future__ import annotations

from babel import Locale

from dyad.wording.pieces import say_place

OURS = "en"  # the language of pages
COPY = "Read in a copy"  # what the note of a document says whose own address was not read
KINDS = {  # of sources, as a reader says it
    "official": "official publication",
    "primary": "first-hand text or report",
    "press": "press report",
    "secondary": "account made of other reports",
    "repost": "repost of another report",
    "statistics": "statistics",
    "data": "data set",
}
TITLE_OURS = "the title in brackets is ours"
NOTE_COPY = f"{COPY}, at the address given."  # in a reference
WHO_SAYS = "The {document} says:"
ALL_YEARS_JUDGED = "{finding} The verdict is on all years then known; the figures follow the years chosen."
NOTE_ADDRESS = "Address in the dashboard: {address}"
TITLE_EVENT = "{title} ({date})"
TITLE_RECORD = "{title}: events, claims and figures"


def in_language(code: str) -> str:
    """Say in which language a document is, "" where it is the page's or not known."""
    return f"in {Locale(OURS).languages.get(code, code)}" if code not in ("", OURS) else ""


def read_in_copy(note: str) -> str:
    """Say where a copy was read, of the sentence of a note that says so."""
    return note.rstrip(".").replace(COPY, "read in a copy", 1)


def who_claims(document: str, locator: str) -> str:
    """Say who says what is claimed, and where."""
    return f"The {document} says ({say_place(locator)})"


def verdict_before_record(verdict: str, *, shows: bool) -> str:
    """Say a verdict, and that what the record shows follows."""
    return f"{verdict}. The record shows:" if shows else verdict
