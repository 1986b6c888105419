"""What of a record holds the words of a search: its events, its claims, its sources, the best first.

A search looks in all of the record, whatever filters are set; an item is found where it holds every word
(`dyad/record/folding.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from dyad.publish.styles import title_language
from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.record.folding import fold, words_of
from dyad.record.schema import SOURCES
from dyad.wording.claims import claims_in_words, label_verdict, say_where

ROW_ID = "id:"  # begins a word of a search in a table that names one row, by its id
MOST_HITS = 8  # of a group that are listed
PLAIN = 2  # importance of an event that states none


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One thing found: its title, a line that tells it from others, and where it stands.

    `language` is that of the title where a table names it, "" for the record's own.
    """

    id: str
    title: str
    line: str
    address: str
    language: str = ""


@dataclass(frozen=True, kw_only=True)
class Group:
    """What was found of one kind: the best `hits`, of `found` there are, in a table of `whole`."""

    name: str
    hits: tuple[Hit, ...]
    found: int
    whole: int


@dataclass(frozen=True, kw_only=True)
class _Item:
    """A hit to be, with what a search looks in, folded."""

    hit: Hit
    title: str
    body: str

    def holds(self, words: list[str]) -> bool:
        """Return whether each word stands in it somewhere."""
        return all(word in self.title or word in self.body for word in words)

    def rank(self, words: list[str]) -> tuple[int, int]:
        """Return how far it is from the best: words only in the body, then those that begin none of the title."""
        begins = f" {self.title}"
        return sum(word not in self.title for word in words), sum(f" {word}" not in begins for word in words)


def find(record: Record, text: str, *, most: int = MOST_HITS) -> tuple[Group, ...]:
    """Return what holds every word of a search, by kind, at most so many of each; nothing is found without words."""
    words = words_of(text)
    groups = []
    for name, items in _items(record).items():
        found = [item for item in items if words and item.holds(words)]
        best = sorted(found, key=lambda item: item.rank(words))[:most]
        groups.append(Group(name=name, hits=tuple(item.hit for item in best), found=len(found), whole=len(items)))
    return tuple(groups)


def unknown_words(record: Record, text: str) -> tuple[str, ...]:
    """Return the words of a search that stand nowhere in events, claims and sources, as they were typed."""
    items = [item for group in _items(record).values() for item in group]
    typed = dict.fromkeys(text.split())
    return tuple(word for word in typed if not any(item.holds(words_of(word)) for item in items))


@cached_per_record(1)
def _items(record: Record) -> dict[str, list[_Item]]:
    """Return what can be found, by kind, of as good hits the better first; a record that checks no claims has none."""
    claims = {"claims": list(_claims(record))} if record.has_claims else {}
    return {"events": list(_events(record)), **claims, "sources": list(_sources(record))}


def _events(record: Record) -> Iterable[_Item]:
    by_importance = record.events.assign(importance=record.events["importance"].fillna(PLAIN))
    for row in by_importance.sort_values("importance", kind="stable").to_dict("records"):
        line = _line(row["date_text"], row["theme"], row["place"])
        hit = Hit(id=row["id"], title=row["title"], line=line, address=_address("timeline", event=row["id"]))
        yield _item(hit, [row["title"], row["label"]], [row["summary"], line, row["note"], *row["actors"]])


def _claims(record: Record) -> Iterable[_Item]:
    for row in claims_in_words(record).to_dict("records"):
        line = _line(label_verdict(row["verdict"]), say_where(row["locator"], record.about.document))
        hit = Hit(id=row["id"], title=row["claim"], line=line, address=_address("claims", claim=row["id"]))
        yield _item(hit, [row["claim"]], [line, row["locator"], row["record"]])


def _sources(record: Record) -> Iterable[_Item]:
    for id in record.sources["id"]:
        source = record.source(id)
        line = _line(source.author if source.author != source.publisher else "", source.publisher, source.date_text)
        address = _address("record", table=SOURCES.label, find=f"{ROW_ID}{id}")
        language = title_language(source.title, source.language)
        hit = Hit(id=id, title=source.title, line=line, address=address, language=language)
        yield _item(hit, [source.title], [line, source.note, source.url])


def _item(hit: Hit, title: list[str], body: list[str]) -> _Item:
    return _Item(hit=hit, title=fold(" ".join(title)), body=fold(" ".join(body)))


def _line(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def _address(page: str, **query: str) -> str:
    return f"./{page}?{urlencode(query)}"
