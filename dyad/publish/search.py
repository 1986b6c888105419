"""What holds the words of a search: of a record its events, claims and sources, the best first; of a table its rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import urlencode

import pandas as pd

from dyad.publish.cards import claim_card
from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.record.folding import fold
from dyad.record.schema import SOURCES, TABLES, TableName
from dyad.record.tables import table_frame
from dyad.wording.documents import title_language

ROW_ID = "id:"  # begins a word of a search in a table that names one row, by its id
MOST_HITS = 8  # of a group that are listed
SEARCHES_KEPT = 16  # of a record, for all its readers together
PLAIN = 2  # importance of an event that states none


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One thing found, or to be found: its title, a line that tells it from others, and where it stands."""

    id: str
    title: str
    line: str
    address: str
    language: str = ""  # of the title where a table names it, else the record's own
    head: str = field(default="", repr=False)  # folded, as `body`: in these a search looks
    body: str = field(default="", repr=False)

    def holds(self, words: list[str]) -> bool:
        """Return whether each word stands in it somewhere."""
        return all(word in self.head or word in self.body for word in words)

    def rank(self, words: list[str]) -> tuple[int, int]:
        """Return how far it is from the best: words only in the body, then those that begin none of the title."""
        begins = f" {self.head}"
        return sum(word not in self.head for word in words), sum(f" {word}" not in begins for word in words)


@dataclass(frozen=True, kw_only=True)
class Group:
    """What was found of one kind: the best `hits`, of `found` there are, in a table of `whole`."""

    name: str
    hits: tuple[Hit, ...]
    found: int
    whole: int


def find(record: Record, text: str) -> tuple[Group, ...]:
    """Return what holds all words of a search, by kind, at most `MOST_HITS` of each; nothing is found without words."""
    words = fold(text).split()
    groups = []
    for name, hits in _hits(record).items():
        found = [hit for hit in hits if words and hit.holds(words)]
        best = sorted(found, key=lambda hit: hit.rank(words))[:MOST_HITS]
        groups.append(Group(name=name, hits=tuple(best), found=len(found), whole=len(hits)))
    return tuple(groups)


def unknown_words(record: Record, text: str) -> tuple[str, ...]:
    """Return the words of a search that stand nowhere in events, claims and sources, as they were typed."""
    hits = [hit for group in _hits(record).values() for hit in group]
    typed = dict.fromkeys(text.split())
    return tuple(word for word in typed if not any(hit.holds(fold(word).split()) for hit in hits))


@cached_per_record(1)
def _hits(record: Record) -> dict[str, list[Hit]]:
    """Return what can be found, by kind, of as good hits the better first; a record that checks no claims has none."""
    claims = {"claims": list(_claims(record))} if record.has_claims else {}
    return {"events": list(_events(record)), **claims, "sources": list(_sources(record))}


def _events(record: Record) -> Iterable[Hit]:
    by_importance = record.events.assign(importance=record.events["importance"].fillna(PLAIN))
    for row in by_importance.sort_values("importance", kind="stable").to_dict("records"):
        line = _line(row["date_text"], row["theme"], row["place"])
        yield Hit(
            id=row["id"], title=row["title"], line=line, address=f"./timeline?{urlencode({'event': row['id']})}",
            head=_folded(row["title"], row["label"]), body=_folded(row["summary"], line, row["note"], *row["actors"]),
        )  # fmt: skip


def _claims(record: Record) -> Iterable[Hit]:
    for card in (claim_card(record, id) for id in record.claims["id"]):
        line = _line(card.verdict.words, card.where)
        yield Hit(
            id=card.id, title=card.claim, line=line, address=f"./claims?{urlencode({'claim': card.id})}",
            head=_folded(card.claim), body=_folded(line, card.locator, card.record),
        )  # fmt: skip


def _sources(record: Record) -> Iterable[Hit]:
    for id in record.sources["id"]:
        source = record.source(id)
        line = _line(source.author if source.author != source.publisher else "", source.publisher, source.date_text)
        yield Hit(
            id=id, title=source.title, line=line, language=title_language(source.title, source.language),
            address=f"./record?{urlencode({'table': SOURCES.label, 'find': f'{ROW_ID}{id}'})}",
            head=_folded(source.title), body=_folded(line, source.note, source.url),
        )  # fmt: skip


def _folded(*texts: str) -> str:
    return fold(" ".join(texts))


def _line(*parts: str) -> str:
    return " · ".join(filter(None, parts))


@cached_per_record(SEARCHES_KEPT)
def find_rows(record: Record, name: TableName, search: str) -> pd.DataFrame:
    """Return the rows of a table that hold all words of a search, all cells text; `id:x` is the row of that very id."""
    plain = table_frame(record, name)
    keep = pd.Series(True, plain.index)
    for word in fold(search).split():
        id = word.removeprefix(ROW_ID)
        named = id != word and "id" in plain
        keep &= plain["id"] == id if named else _folded_rows(record, name).str.contains(word, regex=False)
    return plain[keep]


@cached_per_record(len(TABLES))
def _folded_rows(record: Record, name: TableName) -> pd.Series[str]:
    """Return what a search in a table looks in, row by row."""
    plain = table_frame(record, name)
    return pd.Series([_folded(*cells) for cells in plain.itertuples(index=False)], plain.index, dtype=str)
