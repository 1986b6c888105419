"""Ids made of words, no two alike, and the start of a text where the whole is too long."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import count

from slugify import slugify

from dyad.importing.columns import MAX_TITLE_CHARS
from dyad.record.checking import SLUG

LABEL_CHARS, ID_CHARS = 32, 60
SHARED_CHARS = 50  # by which ids are numbered together: what a number of up to nine digits leaves of any
SLUGGED_CHARS = 400  # of words or an address, when an id is made of it


def shortened(text: str, most: int = LABEL_CHARS) -> str:
    """Return the start of a text of at most so many characters, cut between words where that can be.

    >>> shortened("First joint exercise of the two navies held")
    'First joint exercise of the two…'
    """
    if len(text) <= most:
        return text
    start = text[: most - 1]
    if text[most - 1] != " " and " " in start[most // 2 :]:
        start = start.rpartition(" ")[0]
    return start.rstrip(" ,;:–—-") + "…"


def titled(words: str) -> str:
    """Return what a document is called by words that may be too long for a title; a description keeps its brackets."""
    if len(words) > MAX_TITLE_CHARS and words.startswith("[") and words.endswith("]"):
        return f"[{shortened(words[1:-1], MAX_TITLE_CHARS - 2)}]"
    return shortened(words, MAX_TITLE_CHARS)


class Names:
    """Ids, no two alike; each new one is taken as it is made."""

    def __init__(self, taken: Collection[str] = ()) -> None:
        self.taken = set(taken)
        self._numbers = defaultdict[str, Iterator[int]](lambda: count(2))  # to come, by the start that ids share

    def take(self, wanted: str) -> str:
        """Return the id wanted, with -2, -3… where that is taken."""
        id = wanted
        while id in self.taken:
            end = f"-{next(self._numbers[wanted[:SHARED_CHARS]])}"
            id = wanted[: ID_CHARS - len(end)].rstrip("-") + end
        self.taken.add(id)
        return id


def make_id(words: str) -> str:
    """Return an id made of any words, in Latin letters; "" where none can be made.

    >>> make_id("Визит Лаврова в Исламабад")
    'vizit-lavrova-v-islamabad'
    """
    id = slugify(
        words[:SLUGGED_CHARS], entities=False, decimal=False, hexadecimal=False, max_length=ID_CHARS,
        word_boundary=True, save_order=True,
    )  # fmt: skip
    return id if SLUG.fullmatch(id) else ""


def make_ids(given: Collection[str], words: Iterable[str], otherwise: str) -> list[str]:
    """Return the ids given, and for each row without one an id made of its words."""
    names = Names(given)
    return [
        id or names.take(make_id(text) or f"{otherwise}-{number}")
        for number, (id, text) in enumerate(zip(given, words, strict=True), start=1)
    ]
