"""Which of our tables and columns a header means, whatever it calls them, and what may stay empty in them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from dyad.record.grids import Grid
from dyad.record.schema import ALL_TABLES, TABLES, Field, Table, TableName

MAX_TITLE_CHARS = 300  # of tables that are brought; the record's own titles are shorter
MIN_LIKE = 2  # columns of ours a header must have to be taken for that table

# What other tables call these columns, as `plain_name` spells them
ALIASES: Mapping[TableName, Mapping[str, str]] = {
    "events": {
        "headline": "title", "event": "title", "name": "title", "when": "date", "dates": "date", "year": "date",
        "description": "summary", "text": "summary", "details": "summary", "group": "theme", "category": "theme",
        "topic": "theme", "where": "place", "location": "place", "who": "actors", "people": "actors",
        "source": "sources", "link": "sources", "url": "sources", "notes": "note", "short_title": "label",
    },
    "claims": {"source": "sources", "statement": "claim", "where": "locator", "page": "locator"},
    "trade": {"source": "sources", "amount": "value", "notes": "note"},
    "comparison": {"source": "sources", "amount": "value", "notes": "note"},
    "sources": {"link": "url", "address": "url", "name": "title", "notes": "note", "license": "licence"},
    "lesson": {
        "heading": "title", "headline": "title", "name": "title", "show": "shows", "kind": "shows", "type": "shows",
        "text": "prompt", "words": "prompt", "notes": "note", "source": "sources", "time": "minutes",
    },
}  # fmt: skip
# What may stay empty in tables that are brought
OPTIONAL: Mapping[TableName, tuple[str, ...]] = {
    "events": ("summary", "label"),  # a label is made of the title, and without one only that is told
    "claims": ("locator",),
    "sources": ("language", "licence"),
}
NEEDED: Mapping[TableName, tuple[str, ...]] = {  # columns without which a table cannot be read
    "events": ("title", "date"),
    "claims": ("claim",),
    "trade": ("indicator", "economy", "year", "value"),
    "comparison": ("indicator", "economy", "year", "value"),
    "sources": ("title",),
    "lesson": ("title", "shows"),
}


def _loosened(one: Field, name: TableName) -> Field:
    required = one.required and one.name not in OPTIONAL.get(name, ())
    most_chars = MAX_TITLE_CHARS if one.name == "title" else one.most_chars
    return replace(one, required=required, most_words=None, most_chars=most_chars)


# The rules for tables that are brought: lengths of the house's style are left out but for labels
LOOSE: dict[TableName, Table] = {
    name: replace(table, fields=tuple(_loosened(one, name) for one in table.fields)) for name, table in TABLES.items()
}


def plain_name(column: str) -> str:
    """Return the name of a column as ours are spelt.

    >>> plain_name(" Out of "), plain_name("Short-Title")
    ('out_of', 'short_title')
    """
    return re.sub(r"[\s\-_]+", "_", column.strip().lower())


def columns_of(header: Sequence[str], name: TableName) -> dict[str, int]:
    """Return where the columns of one of our tables stand in a header, by other names where they have one."""
    plain = [plain_name(column) for column in header]
    places = {column: plain.index(column) for column in ALL_TABLES[name].columns if column in plain}
    for alias, column in ALIASES[name].items():
        if alias in plain and column not in places:
            places[column] = plain.index(alias)
    return places


def table_of(grid: Grid, *, otherwise: TableName = "events") -> TableName | None:
    """Return which of our tables a grid is, by its file's or sheet's name, else its columns: of several `otherwise`."""
    for called in (grid.sheet, PurePath(grid.file).stem):
        name = plain_name(called)
        if name in ALL_TABLES:
            return name
    like = {name: len(columns_of(grid.header, name)) for name in ALL_TABLES}
    best = max(like, key=lambda name: (like[name], name == otherwise))
    return best if like[best] >= MIN_LIKE else None
