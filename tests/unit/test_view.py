"""The reader's choice: what it leaves of the events, and its form in an address."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dyad.record import Record, read_record
from dyad.record.folding import UNSEEN, fold
from dyad.record.problems import shorten
from dyad.record.schema import THEMES
from dyad.view import (
    MAX_TEXT_CHARS,
    View,
    default_view,
    emptied_by,
    filters_hiding_open,
    select_events,
    view_from_query,
    view_to_query,
)
from dyad.wording.addresses import say_refused
from dyad.wording.view import filters_shown, no_event_by, open_hidden
from tests.unit.tables import Raw, change, find

SPAN = (1998, 2025)  # of the shipped record; asserted below


def span_years() -> st.SearchStrategy[tuple[int, int]]:
    """Return pairs of years within the record, the earlier first."""
    year = st.integers(*SPAN)
    return st.tuples(year, year).map(lambda pair: (min(pair), max(pair)))


def views(event_ids: tuple[str, ...]) -> st.SearchStrategy[View]:
    """Return any view that the widgets can make."""
    return st.builds(
        View,
        years=span_years(),
        themes=st.sets(st.sampled_from(THEMES)).map(lambda chosen: tuple(t for t in THEMES if t in chosen)),
        text=st.text(max_size=MAX_TEXT_CHARS).filter(lambda text: not UNSEEN.search(text)).map(str.strip),
        event=st.none() | st.sampled_from(event_ids),
        beyond=st.booleans(),
        context=st.booleans(),
        brush=st.none() | span_years(),
    )


# -- the address -------------------------------------------------------------------------------


def test_the_default_is_the_essays_years(record: Record) -> None:
    """Before any choice: the years the record is about, every theme, the events the essay names."""
    assert default_view(record) == View(years=(2003, 2017))
    assert record.span == SPAN


def test_each_choice_has_its_parameter(record: Record) -> None:
    """Every field that differs from the default is in the address under its name, and nothing else."""
    default = default_view(record)
    assert view_to_query(record, default) == {}
    cases = {
        "years": (replace(default, years=(2010, 2015)), ["2010", "2015"]),
        "theme": (replace(default, themes=("defence", "energy")), ["defence", "energy"]),
        "q": (replace(default, text="gas line"), ["gas line"]),
        "event": (replace(default, event="druzhba-2017"), ["druzhba-2017"]),
        "beyond": (replace(default, beyond=True), ["true"]),
        "context": (replace(default, context=True), ["true"]),
        "brush": (replace(default, brush=(2010, 2015)), ["2010", "2015"]),
    }
    for name, (view, values) in cases.items():
        assert view_to_query(record, view) == {name: values}


@given(st.data())
def test_a_view_comes_back_from_its_address(record: Record, data: st.DataObject) -> None:
    """Any view, put into an address and read again, is the same view, and nothing is dropped."""
    view = data.draw(views(record.event_ids))
    query = view_to_query(record, view)
    assert view_from_query(query, record=record) == (view, ())


WORDS = st.text(max_size=100) | st.sampled_from(
    ["2003", "2017", "1", "", "true", "TRUE", "false", "yes", *THEMES, "Defence", "druzhba-2017", "²", "-2010", "201.0"]
)


def addresses() -> st.SearchStrategy[str]:
    """Return the part of an address behind the question mark: good values, near misses and anything else."""
    years = st.integers(*SPAN).map(str) | WORDS
    values = {
        "years": st.lists(years, max_size=3),
        "brush": st.lists(years, max_size=3),
        "theme": st.lists(st.sampled_from(THEMES) | WORDS, max_size=3),
        "q": st.lists(WORDS, max_size=2),
        "event": st.lists(WORDS, max_size=2),
        "beyond": st.lists(st.sampled_from(["true", "False", "1"]) | WORDS, max_size=2),
        "context": st.lists(st.sampled_from(["TRUE", "false", "on"]) | WORDS, max_size=2),
        "embed": st.lists(WORDS, max_size=1),
    }
    given_values = st.fixed_dictionaries({}, optional=values)
    return given_values.map(lambda query: urlencode(query, doseq=True, errors="replace"))


@given(address=addresses())
@example(address=f"years={'9' * 5000}&years={'9' * 5000}")
@example(address="q=**x**&q=<img src=x>&event=&event=druzhba-2017")
@example(address="q=a\x01b&q=\ufffe&years=٢٠١٠&years=2_016&utm=x")
@settings(max_examples=100)
def test_any_address_is_understood(record: Record, address: str) -> None:
    """Any address gives a view that stands; every value is in it or named as left out, never both, never neither.

    What is no parameter of ours is left alone, and the view's own address has nothing that was left out.
    """
    query = parse_qs(address, keep_blank_values=True)
    view, refused = view_from_query(query, record=record)
    dropped = say_refused(refused)
    assert record.span[0] <= view.years[0] <= view.years[1] <= record.span[1]
    assert view.brush is None or record.span[0] <= view.brush[0] <= view.brush[1] <= record.span[1]
    assert not UNSEEN.search(view.text)
    assert all("in the address was left out" in sentence for sentence in dropped)
    named = [sentence.split("=")[0].removeprefix("“") for sentence in dropped]
    years = query.get("years", [])
    assert (years == []) or named.count("years") == (tuple(years) != tuple(map(str, view.years)) and _left(years, view))
    for theme in query.get("theme", []):
        assert (theme in view.themes) != any(s.startswith(f"“theme={shorten(theme)}”") for s in dropped)
    text = " ".join(query.get("q", [])).strip()
    assert (view.text == text) != (named.count("q") == 1)
    for event in query.get("event", [])[-1:]:
        assert (view.event == event) != (named.count("event") == 1)
    for name, shown in (("beyond", view.beyond), ("context", view.context)):
        for word in query.get(name, [])[-1:]:
            assert (word.lower() == str(shown).lower()) != (named.count(name) == 1)
    assert set(named) <= query.keys() - {"embed", "utm"}
    tidy = view_to_query(record, view)
    assert view_from_query(parse_qs(urlencode(tidy, doseq=True)), record=record) == (view, ())
    assert {"embed", "utm"}.isdisjoint(tidy)


def _left(years: list[str], view: View) -> bool:
    """Return whether two years, spelt in any way that is a number, are not those of the view."""
    try:
        return tuple(map(int, years)) != view.years
    except ValueError:
        return True


BAD = [
    ({"years": ["2010"]}, "years=2010", "two years from 1998 to 2025, the earlier first"),
    ({"years": ["2015", "2010"]}, "years=2015, 2010", "the earlier first"),
    ({"years": ["1800", "2010"]}, "years=1800, 2010", "from 1998 to 2025"),
    ({"years": ["2010", "9999"]}, "years=2010, 9999", "from 1998 to 2025"),
    ({"years": ["2010", "2011", "2012"]}, "years=2010, 2011, 2012", "two years"),
    ({"years": ["early", "late"]}, "years=early, late", "two years"),
    ({"theme": ["defense"]}, "theme=defense", "Did you mean “defence”?"),
    ({"theme": ["**x**"]}, "theme=**x**", "diplomacy, defence, economy, energy, multilateral"),
    ({"event": ["druzhba-2027"]}, "event=druzhba-2027", "Did you mean “druzhba-2017”?"),
    ({"q": ["x" * 81]}, "q=" + "x" * 59 + "…", "at most 80 characters"),
    ({"beyond": ["perhaps"]}, "beyond=perhaps", "true or false"),
    ({"context": ["1"]}, "context=1", "true or false"),
]


@pytest.mark.parametrize(("query", "named", "allowed"), BAD)
def test_a_bad_value_is_dropped_and_told(record: Record, query: dict[str, list[str]], named: str, allowed: str) -> None:
    """A value that cannot be is left out, and one sentence names it and what may stand there."""
    view, refused = view_from_query(query, record=record)
    (sentence,) = say_refused(refused)
    assert view == default_view(record)
    assert f"“{named}”" in sentence
    assert allowed in sentence


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ({}, ""),
        ({"years": (2005, 2010)}, "Not in the years shown: 2005–2010."),
        (
            {"years": (2017, 2017), "themes": ("energy",), "text": "gas"},
            "Not among the themes shown: energy; not found by the search “gas”.",
        ),
        ({"event": "wider"}, "Not among the events shown: regional ones are hidden."),
    ],
)
def test_an_open_event_that_the_filters_leave_out(record: Record, chosen: dict[str, Any], told: str) -> None:
    """It is told which leave it out, and the view that is offered has it."""
    if chosen.get("event") == "wider":
        chosen = {"event": record.events[record.events["scope"] != "bilateral"]["id"].iloc[-1]}
    view = replace(default_view(record), **{"event": "druzhba-2017", **chosen})
    hidden = filters_hiding_open(record, view)
    wider = replace(view, **hidden)
    assert open_hidden(view, hidden) == told
    assert view.event in set(select_events(record, replace(wider, beyond=True))["id"])
    assert (wider == view) == (not told)


# -- what is left ------------------------------------------------------------------------------


def kept(view: View, raw: Raw) -> set[str]:
    """Return the ids a view leaves, found with plain loops."""
    named = {claim["event"] for claim in raw["claims"]}
    left = set()
    for row in raw["events"]:
        ends = [int(end[:4]) for end in row["date"].split("/")]
        text = fold(" ".join([row[c] for c in ("title", "label", "summary", "place", "note", "actors")]))
        if (
            ends[0] <= view.years[1]
            and ends[-1] >= view.years[0]
            and (not view.themes or row["theme"] in view.themes)
            and (view.beyond or row["id"] in named)
            and (view.context or row["scope"] == "bilateral")
            and all(word in text for word in fold(view.text).split())
        ):
            left.add(row["id"])
    return left


@given(
    years=span_years(),
    themes=st.sets(st.sampled_from(THEMES)),
    text=st.sampled_from(["", "gas", "GAS line", "putin moscow", "dawn", "nothing-like-it", "é", "Sana’a"]),
    beyond=st.booleans(),
    context=st.booleans(),
)
def test_events_are_those_of_every_filter(
    record: Record, raw: Raw, years: tuple[int, int], themes: set[str], text: str, beyond: bool, context: bool
) -> None:
    """A view leaves exactly the events that pass every one of its filters, by date."""
    view = View(years=years, themes=tuple(themes), text=text, beyond=beyond, context=context)
    events = select_events(record, view)
    assert set(events["id"]) == kept(view, raw)
    assert list(events["first"]) == sorted(events["first"])


def test_an_event_over_new_year_is_in_both_years(folder: Path) -> None:
    """An event that lasted from one year into the next is in either."""
    change(folder, "events", find(folder, "events", id="druzhba-2016"), date="2015-12-20/2016-01-05")
    record = read_record(folder)
    for year in (2015, 2016):
        assert "druzhba-2016" in set(select_events(record, View(years=(year, year)))["id"])
    assert "druzhba-2016" not in set(select_events(record, View(years=(2017, 2017)))["id"])


def test_an_undated_event_is_in_every_year(folder: Path) -> None:
    """An event without a date is not hidden by a choice of years."""
    change(folder, "events", find(folder, "events", id="druzhba-2016"), date="")
    record = read_record(folder)
    assert "druzhba-2016" in set(select_events(record, View(years=(2003, 2003)))["id"])


# -- what empties it ---------------------------------------------------------------------------

EMPTY = [
    (View(years=(2018, 2018), beyond=True, context=True), ("years",)),
    (View(years=(2003, 2017), text="no such word"), ("text",)),
    (View(years=(2003, 2003), themes=("energy",)), ("years", "themes")),
    (View(years=(1998, 1998), beyond=True), ("years", "context")),
    (View(years=(2003, 2017), text="zarya", beyond=True), ("text",)),
]  # fmt: skip


@pytest.mark.parametrize(("view", "names"), EMPTY)
def test_what_empties_a_view_is_named(record: Record, view: View, names: tuple[str, ...]) -> None:
    """Each filter named is enough, when taken back, to see an event again; the others are not named."""
    assert select_events(record, view).empty
    assert emptied_by(record, view) == names


@given(
    years=span_years(),
    themes=st.sets(st.sampled_from(THEMES), max_size=2),
    text=st.sampled_from(["", "zarya", "gas", "no such word"]),
    beyond=st.booleans(),
    context=st.booleans(),
)
def test_an_empty_view_always_names_a_filter(
    record: Record, years: tuple[int, int], themes: set[str], text: str, beyond: bool, context: bool
) -> None:
    """Whenever nothing is left at least one filter is named, and never when something is."""
    view = View(years=years, themes=tuple(t for t in THEMES if t in themes), text=text, beyond=beyond, context=context)
    names = emptied_by(record, view)
    assert bool(names) == select_events(record, view).empty
    assert text or "text" not in names
    assert themes or "themes" not in names
    assert not names or "“”" not in no_event_by(record, view)


def test_filters_in_force_are_described(record: Record) -> None:
    """Every filter that is not the default is in the description, and the default is described by nothing."""
    default = default_view(record)
    assert filters_shown(record, default) == ""
    changes = {
        "years 2010–2012": {"years": (2010, 2012)},
        "themes defence, energy": {"themes": ("defence", "energy")},
        "search “gas”": {"text": "gas"},
        "with events the essay leaves out": {"beyond": True},
        "with regional events": {"context": True},
    }
    for one, other in combinations(changes, 2):
        view = replace(default, **(changes[one] | changes[other]))  # type: ignore[arg-type]
        assert filters_shown(record, view) == f"Shown: {one}, {other}"
