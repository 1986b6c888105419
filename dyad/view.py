"""What the reader chose, one frozen value: its parameters in an address; which events it selects, hides or tells.

The address holds only what differs from the default: `?years=2010&years=2017&theme=defence&beyond=true`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pandas as pd

from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.record.folding import UNSEEN, fold, visible

Query = Mapping[str, Sequence[str]]

VIEWS_KEPT = 16  # of a record: their events are looked up several times in a run, and by all readers of a view
LEAST_TOLD = 2  # of importance, in a story
MAX_TEXT_CHARS = 80  # of a search; longer ones are no search but an accident
YEAR = re.compile("-?[0-9]{1,5}")
ALL_SOURCES = "all"
SWITCH = {"true": True, "false": False}
VIEW_PARAMETERS = ("years", "brush", "theme", "q", "event", "beyond", "context", "sources", "year")
SEARCHED = ("title", "label", "summary", "place", "note")  # columns of events that a search looks in, with the actors


@dataclass(frozen=True, kw_only=True)
class View:
    """The reader's choice. No theme chosen means every theme; what lies outside the years of `brush` is faded.

    Some figures heed a choice of their own: `sources` is "all" where every source is drawn, `year` the one year that
    is compared, None the latest.
    """

    years: tuple[int, int]
    themes: tuple[str, ...] = ()
    text: str = ""
    event: str | None = None
    beyond: bool = False
    context: bool = False
    brush: tuple[int, int] | None = None
    sources: str = ""
    year: int | None = None

    @property
    def narrowed(self) -> bool:
        """Whether themes or words leave events out."""
        return bool(self.themes or self.text)


def default_view(record: Record) -> View:
    """Return what is shown before anything is chosen: the events the claims name, in the record's years."""
    return View(years=record.about.years)


def view_to_query(record: Record, view: View) -> dict[str, list[str]]:
    """Return the parameters of an address that shows `view`; what is default stays out."""
    chosen: dict[str, Sequence[object]] = {
        "years": () if view.years == default_view(record).years else view.years, "brush": view.brush or (),
        "theme": view.themes, "q": [view.text], "event": [view.event], "beyond": ["true" if view.beyond else ""],
        "context": ["true" if view.context else ""], "sources": [view.sources], "year": [view.year],
    }  # fmt: skip
    query = {name: [str(value) for value in values if value not in (None, "")] for name, values in chosen.items()}
    return {name: values for name, values in query.items() if values}


def view_address(record: Record, view: View, page: str) -> str:
    """Return the address of a page that shows the view; without the host where the record names no homepage."""
    return f"{record.about.homepage}/{page}{view_query(record, view)}"


def view_query(record: Record, view: View, named: Mapping[str, str | Sequence[str]] = MappingProxyType({})) -> str:
    """Return what an address has after its path to show the view: `?years=2010&years=2017`; `named` comes first."""
    query = urlencode({**named, **view_to_query(record, view)}, doseq=True)
    return f"?{query}" if query else ""


def value_in(query: Query, name: str) -> str:
    """Return the value of a parameter, the last where an address has several, "" where it has none."""
    return (query.get(name) or ("",))[-1]


class Refused(NamedTuple):
    """A value of an address that cannot be: its parameter, what was found, the rule it breaks, what may stand there."""

    name: str
    found: str
    rule: str
    allowed: Sequence[object] = ()


def view_from_query(query: Query, *, record: Record) -> tuple[View, tuple[Refused, ...]]:
    """Return the view an address asks for, and each value in it that cannot be; other parameters are left alone."""
    chosen: dict[str, Any] = {}
    refused: list[Refused] = []
    for field, value in _read(query, record):
        if isinstance(value, Refused):
            refused.append(value)
        else:
            chosen[field] = value
    return replace(default_view(record), **chosen), tuple(refused)


def _read(query: Query, record: Record) -> Iterator[tuple[str, Any]]:
    """Yield each field of a view that an address names, with what it is to be or why it cannot be that."""
    (first, last), known = record.span, record.about.themes
    for name in ("years", "brush"):
        if years := query.get(name, ()):
            span = tuple(int(year) for year in years if YEAR.fullmatch(year))
            held = len(span) == len(years) == 2 and first <= span[0] <= span[1] <= last
            yield name, span if held else Refused(name, ", ".join(years), "years", record.span)
    themes = query.get("theme", ())
    yield from (("themes", Refused("theme", theme, "theme", known)) for theme in themes if theme not in known)
    yield "themes", tuple(theme for theme in known if theme in themes)
    text = " ".join(query.get("q", ())).strip()
    if len(text) > MAX_TEXT_CHARS:
        yield "text", Refused("q", visible(text), "chars", [MAX_TEXT_CHARS])
    else:
        yield "text", Refused("q", visible(text), "unseen") if UNSEEN.search(text) else text
    for event in query.get("event", ())[-1:]:
        yield "event", event if event in record.event_ids else Refused("event", event, "event", record.event_ids)
    for name in ("beyond", "context"):
        for word in query.get(name, ())[-1:]:
            if name == "beyond" and not record.has_claims:
                yield name, Refused(name, word, "claimless")
            else:
                yield name, SWITCH[word.lower()] if word.lower() in SWITCH else Refused(name, word, "switch")
    for word in query.get("sources", ())[-1:]:
        yield "sources", word if word == ALL_SOURCES else Refused("sources", word, "word", [ALL_SOURCES])
    for word in query.get("year", ())[-1:]:
        held = bool(YEAR.fullmatch(word)) and first <= int(word) <= last
        yield "year", int(word) if held else Refused("year", word, "year", record.span)


# -- what the choice leaves --------------------------------------------------------------------


@cached_per_record(VIEWS_KEPT)
def select_events(record: Record, view: View) -> pd.DataFrame:
    """Return the events of the view, by date: typed rows of events.csv.

    An undated event is kept whatever the years; one that lacks an end reaches as far as there are years that way. The
    search looks in title, label, summary, actors, place and note, for every word of the text, however it is spelled
    (`dyad/record/folding.py`).
    """
    events, (first, last) = record.events, view.years
    begin, end = events["first"].dt.year, events["last"].dt.year
    keep: pd.Series[bool] = ~((begin > last) | (end < first))  # NaN rules out none
    if view.themes:
        keep &= events["theme"].isin(view.themes)
    if not view.beyond and record.has_claims:
        keep &= events["id"].isin(record.claimed_events)
    if not view.context:
        keep &= events["scope"] == "bilateral"
    for word in fold(view.text).split():
        keep &= searchable_text(record).str.contains(word, regex=False)
    return events[keep]


@cached_per_record(1)
def searchable_text(record: Record) -> pd.Series[str]:
    """Return what a search looks in, folded: one text per event, in the order of `record.events`."""
    text = record.events[list(SEARCHED)].agg(" ".join, axis=1) + " " + record.events["actors"].map(" ".join)
    return text.map(fold)


def story_ids(record: Record, view: View) -> list[str]:
    """Return the events of a view that a story tells, by date: those of importance 1 and 2, left out or not."""
    events = select_events(record, replace(view, beyond=True))
    return list(events[events["importance"].le(LEAST_TOLD)]["id"])


def events_beside(record: Record, view: View, *, among: Iterable[str]) -> tuple[str | None, str | None]:
    """Return the events right before and after the open one, which itself may not be `among` those to step through."""
    order = {id: at for at, id in enumerate(record.event_ids)}
    ids, here = list(among), order[view.event or ""]
    before = next((id for id in reversed(ids) if order[id] < here), None)
    return before, next((id for id in ids if order[id] > here), None)


@cached_per_record(VIEWS_KEPT)
def emptied_by(record: Record, view: View) -> tuple[str, ...]:
    """Name the filters that leave no event: those of which each alone is enough to take back, else all that are set."""
    if not select_events(record, view).empty:
        return ()
    default = default_view(record)
    without: Mapping[str, tuple[bool, Any]] = {  # whether it is set, and what takes it back
        "years": (view.years != default.years, record.span),
        "themes": (bool(view.themes), ()),
        "text": (bool(view.text), ""),
        "beyond": (record.has_claims and not view.beyond, True),
        "context": (not view.context, True),
    }
    views = {name: replace(view, **{name: other}) for name, (_, other) in without.items()}
    enough = [name for name, other in views.items() if not select_events(record, other).empty]
    return tuple(enough or [name for name, (is_set, _) in without.items() if is_set])


def filters_hiding_open(record: Record, view: View) -> dict[str, Any]:
    """Return which filters hide the open event of a view, each with what shows it; `beyond` is none: it is drawn."""
    if view.event is None:
        return {}
    alone = replace(record, events=record.events[record.events["id"] == view.event])
    every: Mapping[str, Any] = {"years": record.span, "themes": (), "text": "", "context": True}

    def hides(name: str, chosen: object) -> bool:
        return select_events(alone, View(**{**every, name: chosen}, beyond=True)).empty

    wider = {name: other for name, other in every.items() if hides(name, getattr(view, name))}
    if "years" in wider and not hides("years", record.about.years):
        wider["years"] = record.about.years
    return wider
