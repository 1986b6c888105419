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
from dyad.record.folding import fold, words_of
from dyad.record.grids import UNSEEN
from dyad.record.schema import THEMES
from dyad.view import (
    MAX_TEXT_CHARS,
    View,
    default_view,
    describe_view,
    emptied_by,
    leaves_out_open,
    select_events,
    shorten,
    view_from_query,
    view_to_query,
)
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


def test_defaults_stay_out_of_the_address(record: Record) -> None:
    """The default view has an empty query, and an empty query is the default view."""
    default = default_view(record)
    assert view_to_query(record, default) == {}
    assert view_from_query({}, record=record) == (default, ())


def test_each_choice_has_its_parameter(record: Record) -> None:
    """Every field that differs from the default is in the address under its name, and nothing else."""
    default = default_view(record)
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


@given(
    st.dictionaries(
        st.sampled_from(["years", "brush", "theme", "q", "event", "beyond", "context", "embed", "step"]),
        st.lists(WORDS, max_size=4),
    )
)
@example({"years": ["9" * 5000, "9" * 5000]})
@example({"q": ["**x**", "<img src=x>"], "event": ["", "druzhba-2017"]})
@example({"q": ["a\x01b", "\ufffe"], "years": ["٢٠١٠", "2_016"]})
def test_any_address_is_understood(record: Record, query: dict[str, list[str]]) -> None:
    """Any address gives a view that stands, and what was dropped from it is gone from its own address."""
    view, dropped = view_from_query(query, record=record)
    assert record.span[0] <= view.years[0] <= view.years[1] <= record.span[1]
    assert set(view.themes) <= set(THEMES)
    assert len(view.text) <= MAX_TEXT_CHARS
    assert not UNSEEN.search(view.text)
    assert view.event is None or view.event in record.event_ids
    tidy = view_to_query(record, view)
    assert view_from_query(tidy, record=record) == (view, ())
    assert all("in the address was left out" in sentence for sentence in dropped)
    assert {"embed", "step"}.isdisjoint(tidy)


@st.composite
def addresses(draw: st.DrawFn, event_ids: tuple[str, ...]) -> str:
    """Return the part of an address behind the question mark: good values, near misses and anything else."""
    years = st.integers(*SPAN).map(str) | WORDS
    values = {
        "years": st.lists(years, max_size=3),
        "theme": st.lists(st.sampled_from(THEMES) | WORDS, max_size=3),
        "q": st.lists(WORDS, max_size=2),
        "event": st.lists(st.sampled_from(event_ids) | WORDS, max_size=2),
        "beyond": st.lists(st.sampled_from(["true", "False", "1"]) | WORDS, max_size=2),
        "context": st.lists(st.sampled_from(["TRUE", "false", "on"]) | WORDS, max_size=2),
        "embed": st.lists(WORDS, max_size=1),
    }
    given_values = draw(st.fixed_dictionaries({}, optional=values))
    return urlencode(given_values, doseq=True, errors="replace")


@given(st.data())
@settings(max_examples=100)
def test_each_value_is_in_the_view_or_named(record: Record, data: st.DataObject) -> None:
    """Of a hundred addresses every value given is in the view or named as left out, never both, never neither."""
    query = parse_qs(data.draw(addresses(record.event_ids)), keep_blank_values=True)
    view, dropped = view_from_query(query, record=record)
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
    assert set(named) <= {name for name in query if name != "embed"}
    tidy = urlencode(view_to_query(record, view), doseq=True)
    assert view_from_query(parse_qs(tidy), record=record) == (view, ())


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
    view, (sentence,) = view_from_query(query, record=record)
    assert view == default_view(record)
    assert f"“{named}”" in sentence
    assert allowed in sentence


def test_good_values_beside_bad_ones_stay(record: Record) -> None:
    """What can be understood of an address is kept."""
    query = {"years": ["1", "2"], "theme": ["energy", "weather"], "q": ["gas"], "beyond": ["true"], "event": ["x"]}
    view, dropped = view_from_query(query, record=record)
    assert (view.themes, view.text, view.beyond, view.event) == (("energy",), "gas", True, None)
    assert [sentence.split("=")[0] for sentence in dropped] == ["“years", "“theme", "“event"]


def test_foreign_parameters_are_left_alone(record: Record) -> None:
    """Parameters that are not ours change nothing and are not told."""
    assert view_from_query({"embed": ["true"], "utm": ["x"]}, record=record) == (default_view(record), ())


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
    found, wider = leaves_out_open(record, view)
    assert found == told
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
            and all(word in text for word in words_of(view.text))
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


def test_the_two_switches(record: Record, raw: Raw) -> None:
    """By default the bilateral events of the essay; one switch adds what it leaves out, one the context."""
    default = default_view(record)
    every = replace(default, years=record.span)
    shown = {
        (beyond, context): len(select_events(record, replace(every, beyond=beyond, context=context)))
        for beyond in (False, True)
        for context in (False, True)
    }
    named = {claim["event"] for claim in raw["claims"]} - {""}
    bilateral = {row["id"] for row in raw["events"] if row["scope"] == "bilateral"}
    assert shown == {
        (False, False): len(named & bilateral),
        (True, False): len(bilateral),
        (False, True): len(named),
        (True, True): len(raw["events"]),
    }
    assert shown[False, False] < shown[True, False] < shown[True, True]
    assert len(select_events(record, default)) == len(named & bilateral) == 26


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


def test_selecting_leaves_the_record_alone(record: Record) -> None:
    """Selecting, twice over, changes no table."""
    before = record.events.copy(deep=True)
    for view in (default_view(record), View(years=(2010, 2011), text="gas")):
        select_events(record, view).assign(title="changed")
    assert before.equals(record.events)


# -- what empties it ---------------------------------------------------------------------------

EMPTY = [
    (View(years=(2018, 2018), beyond=True, context=True), ("the years 2018",)),
    (View(years=(2003, 2017), text="no such word"), ("the search “no such word”",)),
    (View(years=(2003, 2003), themes=("energy",)), ("the years 2003", "the themes energy")),
    (View(years=(1998, 1998), beyond=True), ("the years 1998", "regional events being hidden")),
    (View(years=(2003, 2017), text="zarya", beyond=True),
     ("the search “zarya”",)),
]  # fmt: skip


@pytest.mark.parametrize(("view", "names"), EMPTY)
def test_what_empties_a_view_is_named(record: Record, view: View, names: tuple[str, ...]) -> None:
    """Each filter named is enough, when taken back, to see an event again; the others are not named."""
    assert select_events(record, view).empty
    assert emptied_by(record, view) == names


def test_a_view_with_events_is_emptied_by_nothing(record: Record) -> None:
    """While an event is left no filter is blamed."""
    assert emptied_by(record, default_view(record)) == ()


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
    assert "the search “”" not in names
    assert "the themes " not in names


def test_filters_in_force_are_described(record: Record) -> None:
    """Every filter that is not the default is in the description, and the default is described by nothing."""
    default = default_view(record)
    assert describe_view(record, default) == ()
    changes = {
        "years 2010–2012": {"years": (2010, 2012)},
        "themes defence, energy": {"themes": ("defence", "energy")},
        "search “gas”": {"text": "gas"},
        "with events the essay leaves out": {"beyond": True},
        "with regional events": {"context": True},
    }
    for one, other in combinations(changes, 2):
        view = replace(default, **(changes[one] | changes[other]))  # type: ignore[arg-type]
        assert describe_view(record, view) == (one, other)
