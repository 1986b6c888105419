"""The record in memory: typed tables, what is asked of them, names of states, and cells as text again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from babel import Locale
from babel.core import get_global

from dyad.record.dates import Day, read_date, say_date
from dyad.record.schema import LIST_SEPARATOR, TABLES, THEMES, Table, TableName, parts


@dataclass(frozen=True)
class About:
    """What a record says of itself.

    `economies` maps the two alpha-3 codes to names; empty where no figure needs them. `themes` are the lanes, in
    order. `claims_source` is the document whose claims are checked, `document` what it is called ("essay", "speech").
    `created` is the day its tables are of, in ISO 8601; `homepage` is where its dashboard is published; `author` who
    made it; `figures_licence` the terms of its figures; `contact` the mail or web address that mistakes are told to.
    Each of these may be "". `abbreviations` maps those in its texts to the words they stand for.
    """

    title: str
    economies: dict[str, str]
    years: tuple[int, int]
    claims_source: str = ""
    document: str = "document"
    themes: tuple[str, ...] = THEMES
    created: str = ""
    homepage: str = ""
    author: str = ""
    figures_licence: str = ""
    abbreviations: dict[str, str] = field(default_factory=dict)
    contact: str = ""

    @property
    def codes(self) -> tuple[str, str]:
        """The two alpha-3 codes, "" where none are named; flows of the dyad are seen from the first."""
        first, second = self.economies or ("", "")
        return first, second

    @property
    def names(self) -> tuple[str, str]:
        """The names of the two economies, as `codes` has them."""
        first, second = self.codes
        return self.name(first), self.name(second)

    def pair(self, word: str, *, link: str = " and ") -> str:
        """Return the names of the two behind a word, " between France and Portugal"; "" where none are named."""
        return f" {word} {link.join(self.names)}" if self.economies else ""

    def name(self, reporter: str) -> str:
        """Return the name of an economy, or `reporter` itself when it is a body."""
        return self.economies.get(reporter, reporter)

    def abbreviations_in(self, texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Return the abbreviations that stand in some texts without their words, each with these, in order."""
        text = "\n".join(texts)
        return tuple(
            (short, words)
            for short, words in self.abbreviations.items()
            if words.casefold() not in text.casefold() and re.search(rf"(?<!\w){re.escape(short)}(?!\w)", text)
        )

    def state(self, code: str) -> str:
        """Return the name of any state: of the two as the record has it, of others the usual one."""
        return self.economies.get(code) or name_of_state(code)


@dataclass(frozen=True)
class Event:
    """One event as a page shows it."""

    id: str
    title: str
    label: str
    summary: str
    theme: str
    scope: str
    actors: tuple[str, ...]
    place: str
    note: str
    sources: tuple[str, ...]
    date: str
    date_text: str


@dataclass(frozen=True)
class Source:
    """One document."""

    id: str
    author: str
    title: str
    publisher: str
    date: str
    date_text: str
    url: str
    language: str
    licence: str
    note: str
    kind: str = ""


@dataclass(frozen=True, eq=False)
class Record:
    """The tables, typed (see `type_table`); never changed after reading.

    `version` is a hash over the files, the stamp of every figure made from them. `cache` holds what was worked out
    about the record (see `caching.cached_per_record`).
    """

    about: About
    events: pd.DataFrame
    claims: pd.DataFrame
    trade: pd.DataFrame
    comparison: pd.DataFrame
    sources: pd.DataFrame
    version: str
    cache: dict[Callable[..., Any], Callable[..., Any]] = field(default_factory=dict, init=False, repr=False)

    @property
    def tables(self) -> dict[TableName, Table]:
        """What the tables hold, by name; an optional one without rows is none."""
        return {name: one for name, one in TABLES.items() if not (one.optional and getattr(self, name).empty)}

    @property
    def has_claims(self) -> bool:
        return not self.claims.empty

    @cached_property
    def event_ids(self) -> tuple[str, ...]:
        """Ids of all events, by date."""
        return tuple(self.events["id"])

    @cached_property
    def claimed_events(self) -> frozenset[str]:
        """Ids of the events that a claim names: these are "in the document"."""
        return frozenset(self.claims["event"]) - {""}

    @cached_property
    def span(self) -> tuple[int, int]:
        """First and last year that anything in the record speaks of."""
        years = [*self.events["first"].dt.year, *self.events["last"].dt.year, *self.trade["year"].dropna()]
        known = [int(year) for year in years if not pd.isna(year)] + list(self.about.years)
        return min(known), max(known)

    @cached_property
    def _events_by_id(self) -> dict[str, Event]:
        return {row["id"]: _as(Event, row) for row in self.events.to_dict("records")}

    @cached_property
    def _sources_by_id(self) -> dict[str, Source]:
        return {row["id"]: _as(Source, row) for row in self.sources.to_dict("records")}

    def event(self, id: str) -> Event:
        """Return an event; `KeyError` if the record has none of that id."""
        return self._events_by_id[id]

    def source(self, id: str) -> Source:
        """Return a source; `KeyError` if the record has none of that id."""
        return self._sources_by_id[id]

    def publishers(self, sources: Iterable[str]) -> list[str]:
        """Return who published some documents, each once."""
        return [*dict.fromkeys(self.source(id).publisher for id in sources)]

    @property
    def claims_document(self) -> Source | None:
        """The document whose claims are checked, if the record names one."""
        return self._sources_by_id.get(self.about.claims_source)

    def observations(self, indicator: str, **wanted: str) -> pd.DataFrame:
        """Return the rows of trade.csv for an indicator whose columns equal `wanted`."""
        return _where(self.trade, indicator=indicator, **wanted)

    def compared(self, indicator: str, **wanted: str) -> pd.DataFrame:
        """Return the rows of trade.csv and of comparison.csv for an indicator whose columns equal `wanted`."""
        both = [_where(rows, indicator=indicator, **wanted) for rows in (self.trade, self.comparison)]
        return pd.concat(both, ignore_index=True) if len(both[1]) else both[0].reset_index(drop=True)


def _where(rows: pd.DataFrame, **wanted: str) -> pd.DataFrame:
    for column, value in wanted.items():
        rows = rows[rows[column] == value]
    return rows


def _as(kind: type[Any], row: dict[Any, Any]) -> Any:
    return kind(**{name: row[name] for name in kind.__dataclass_fields__})


def name_of_state(code: str) -> str:
    """Return the usual English name of a state by its alpha-3 code, the code itself where ISO 3166 has none.

    >>> name_of_state("FRA"), name_of_state("RUS"), name_of_state("XXX")
    ('France', 'Russia', 'XXX')
    """
    alpha_2 = get_global("territory_aliases").get(code, [""])[0]
    return str(Locale("en").territories.get(alpha_2, code))


def type_table(frame: pd.DataFrame, *, name: TableName) -> pd.DataFrame:
    """Give the checked text of a table its types.

    Lists become tuples, numbers float64, whole numbers Int64; a date stays text and gains `first`
    and `last` (datetime64[s], days included; NaT where an interval lacks that end, both where undated),
    `precision`, `approximate`, `lasted` and `date_text`. Events come sorted by date, undated ones last.
    """
    typed = frame.drop(columns="line").reset_index(drop=True)
    for column in TABLES[name].fields:
        cells: list[str] = typed[column.name].tolist()
        if column.many:
            typed[column.name] = [*map(parts, cells)]
        elif column.kind == "number":
            typed[column.name] = np.array([float(cell or "nan") for cell in cells], dtype="float64")
        elif column.kind == "integer":
            typed[column.name] = pd.array([int(cell) if cell else None for cell in cells], dtype="Int64")
        elif column.kind == "edtf":
            typed = typed.join(_spans(cells))
    if name == "events":
        known = typed.assign(first=typed["first"].fillna(typed["last"])).sort_values(["first", "last", "id"])
        typed = typed.loc[known.index].reset_index(drop=True)
    return typed


def _spans(dates: Sequence[str]) -> pd.DataFrame:
    whens = [read_date(text) if text else None for text in dates]
    return pd.DataFrame(
        {
            "first": _instants([when.first if when else None for when in whens]),
            "last": _instants([when.last if when else None for when in whens]),
            "precision": [when.precision if when else "" for when in whens],
            "approximate": [bool(when and when.approximate) for when in whens],
            "lasted": [bool(when and when.lasted) for when in whens],
            "date_text": [say_date(text) for text in dates],
        }
    )


def _instants(days: list[Day | None]) -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
    return np.array([day.instant if day else np.datetime64("NaT", "s") for day in days], dtype="datetime64[s]")


def table_frame(record: Record, name: TableName) -> pd.DataFrame:
    """Return a table as its file has it: its columns in order, every cell text."""
    table = TABLES[name]
    typed: pd.DataFrame = getattr(record, name)
    plain = typed[list(table.columns)].copy()
    for one in table.fields:
        column = plain[one.name]
        if one.many:
            plain[one.name] = column.map(LIST_SEPARATOR.join)
        elif one.kind == "number":
            plain[one.name] = ["" if pd.isna(cell) else np.format_float_positional(cell, trim="-") for cell in column]
        elif one.kind == "integer":
            plain[one.name] = ["" if pd.isna(cell) else str(cell) for cell in column]
    return plain
