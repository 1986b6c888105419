"""Every page in several states: figures with alt texts, tables, nothing thrown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dyad.figures.look import PALETTES
from tests.app.seen import PAGES, alt_texts, charts, descriptions, drawn, events_drawn, read_rows, rows_drawn, said

STATES: dict[str, dict[str, Any]] = {
    "as it comes": {},
    "few years": {"years": ["2010", "2016"]},
    "one year": {"years": ["2016", "2016"]},
    "all years": {"years": ["1998", "2025"]},
    "years without figures": {"years": ["1998", "2000"]},
    "one theme": {"theme": "energy"},
    "two themes": {"theme": ["defence", "economy"]},
    "search": {"q": "pipeline"},
    "everything": {"beyond": "true", "context": "true"},
    "nothing left": {"q": "zzzz"},
    "event open": {"event": "druzhba-2017"},
    "all at once": {
        "years": ["2010", "2016"], "theme": ["defence", "energy"], "q": "pipeline", "beyond": "true", "context": "true",
        "event": "pipeline-agreement-2015",
    },
}  # fmt: skip

HEADINGS = {
    "overview": "Pakistan–Russia, 2003–2017",
    "timeline": "What happened, and when",
    "trade": "Trade: the claim and the figures",
    "rankings": "Places in the world’s rankings",
    "claims": "What the essay says, checked",
    "figures": "Take a figure with you",
    "record": "The record: tables and sources",
}
CHARTS = {"overview": 1, "timeline": 1, "trade": 0, "rankings": 0, "claims": 0, "figures": 0, "record": 0}
DRAWN = {
    "trade": ["trade-band", "trade-balance"], "rankings": ["rankings", "rank-trails"], "claims": ["claims-summary"],
}  # fmt: skip
TABLES = {"overview": 0, "timeline": 1, "trade": 2, "rankings": 2, "claims": 0, "figures": 0, "record": 2}

# Pages without charts of their own: the figure drawn on one, and the tables of the other, are tested by themselves.
PLAIN = {"figures": ("nothing left", "all at once"), "record": ("nothing left", "all at once")}
IN_STATES = [(name, state) for name in PAGES for state in PLAIN.get(name, tuple(STATES)[1:])]


@pytest.mark.parametrize("name", PAGES)
def test_default(show: Callable[..., AppTest], name: str) -> None:
    """A page without parameters has its heading, its charts with alt text, its tables with alt text, and no notice."""
    app = show(name)
    assert len(app.title) == 1
    assert HEADINGS[name] in said(app)
    assert len(charts(app)) == CHARTS[name]
    assert [figure.name for figure in drawn(app)] == DRAWN.get(name, [])
    assert len(app.dataframe) == TABLES[name]
    assert all(len(text) > 20 for text in alt_texts(app)), alt_texts(app)
    assert len(descriptions(app)) == len(app.get("vega_lite_chart")) + len(drawn(app))
    assert all(len(text) > 60 for text in descriptions(app)), descriptions(app)
    assert all(table.proto.alt and len(table.value) for table in app.dataframe)
    assert not app.error
    assert not app.warning
    assert not app.info


@pytest.mark.parametrize(("name", "state"), IN_STATES)
def test_states(show: Callable[..., AppTest], name: str, state: str) -> None:
    """A page in any state draws itself without an error, keeps the filters, and describes each chart it draws."""
    app = show(name, **STATES[state])
    assert not app.error, [one.value for one in app.error]
    assert not app.warning, [one.value for one in app.warning]
    assert app.slider(key="years")
    assert all(alt_texts(app))
    assert len(list(filter(None, descriptions(app)))) == len(app.get("vega_lite_chart")) + len(drawn(app))
    assert all(table.proto.alt for table in app.dataframe)


@pytest.mark.parametrize("name", ["overview", "timeline"])
def test_default_events(show: Callable[..., AppTest], name: str) -> None:
    """By default exactly the bilateral events of 2003–2017 that a claim names are drawn, each under its label."""
    named = {claim["event"] for claim in read_rows("claims")}
    events = read_rows("events")
    shown = [
        event
        for event in events
        if event["id"] in named and event["scope"] == "bilateral" and "2003" <= event["date"][:4] <= "2017"
    ]
    assert len(shown) > 20
    assert events_drawn(show(name)) == {event["id"]: event["label"] for event in shown}


def test_years_narrow_every_figure(show: Callable[..., AppTest]) -> None:
    """The years chosen narrow the events, the trade and the ranks that the overview draws, and what is told of it."""
    app = show("overview", years=["2010", "2016"])
    rows = rows_drawn(app.get("vega_lite_chart")[0].proto)
    for kind in ("verdict", "reporter", "economy"):  # events, trade, ranks
        drawn = [row for row in rows if kind in row and row.get("role") != "essay"]
        assert drawn, kind
        assert all(row["end"] >= 2010 and row["start"] < 2017 for row in drawn), kind
    assert "2010 to 2016" in descriptions(app)[0]


@pytest.mark.parametrize("name", ["trade", "rankings", "claims"])
def test_a_figure_is_asked_for_by_what_changes_it(show: Callable[..., AppTest], name: str) -> None:
    """Years and switches bring another drawing, themes and words fade parts of the same; alternative texts agree."""
    app = show(name)
    default = drawn(app)
    app.button_group(key="theme").set_value(["energy"]).run()
    assert [figure.alt for figure in drawn(app)] == [figure.alt for figure in default]
    app.slider(key="years").set_value((2010, 2016)).run()
    few = drawn(app)
    for figure, whole in zip(few, default, strict=True):
        assert figure.alt != whole.alt
        assert len(figure.data) < len(whole.data)


def test_theme_narrows_the_timeline(show: Callable[..., AppTest]) -> None:
    """A theme chosen leaves only events of that theme in the figure and the table."""
    app = show("timeline", theme="defence")
    assert set(app.dataframe[0].value["Theme"]) == {"defence"}
    others = {row["id"] for row in read_rows("events") if row["theme"] != "defence"}
    assert events_drawn(app)
    assert not others & set(events_drawn(app))


def test_beyond_and_context_add_events(show: Callable[..., AppTest]) -> None:
    """Each switch adds rows to the table under the timeline, and both together show every event of the years."""
    default = len(show("timeline").dataframe[0].value)
    show("timeline").toggle(key="beyond").set_value(True)
    beyond = len(show("timeline").dataframe[0].value)
    show("timeline").toggle(key="context").set_value(True)
    both = len(show("timeline").dataframe[0].value)
    rows = read_rows("events")
    assert default < beyond < both
    assert both == sum("2003" <= row["date"][:4] <= "2017" or not row["date"] for row in rows)


@pytest.mark.parametrize(
    ("query", "filter_named"),
    [
        ({"q": "zzzz"}, "the search “zzzz”"),
        ({"years": ["2022", "2025"]}, "the years 2022–2025"),
        ({"years": ["2004", "2004"], "theme": "energy"}, "the years 2004"),
    ],
)
@pytest.mark.parametrize("name", ["overview", "timeline"])
def test_empty_names_the_filter(
    show: Callable[..., AppTest], name: str, query: dict[str, Any], filter_named: str
) -> None:
    """Where no event is left the page says which filter does that; the rest of the page stands."""
    app = show(name, **query)
    assert len(app.info) == 1
    assert "No event is left by" in said(app)
    assert filter_named in said(app)


def test_the_years_are_played_once_asked_for(show: Callable[..., AppTest]) -> None:
    """Plotly comes when the button is pressed, stays while the reader goes elsewhere, and goes when it is again."""
    app = show("rankings")
    assert not app.get("plotly_chart")
    app.button(key="play-years").click().run()
    assert len(app.get("plotly_chart")) == 1
    show("trade")
    show("rankings")
    assert len(app.get("plotly_chart")) == 1
    app.button(key="play-years").click().run()
    assert not app.get("plotly_chart")


def test_no_figure_left_is_said(show: Callable[..., AppTest]) -> None:
    """Years without ranks leave no player of the years but a sentence."""
    app = show("rankings", years=["1998", "2000"])
    app.button(key="play-years").click().run()
    assert not app.get("plotly_chart")
    assert len(app.info) == 1


@pytest.mark.parametrize("name", ["overview", "timeline"])
def test_scheme(show: Callable[..., AppTest], app: AppTest, name: str) -> None:
    """The figures are drawn dark for a reader whose screen is dark, and light otherwise."""
    for scheme, other in (("light", "dark"), ("dark", "light")):
        app.context["theme"] = scheme
        show(name)
        for chart in charts(app):
            spec = chart.spec if hasattr(chart, "spec") and chart.spec else chart.figure.spec
            assert PALETTES[scheme].paper in spec
            assert PALETTES[other].paper not in spec


def test_figures_name_their_sources(show: Callable[..., AppTest]) -> None:
    """Every Vega figure carries a line that names its sources and the version of the data."""
    for name in ("overview", "timeline"):
        for chart in show(name).get("vega_lite_chart"):
            texts = [str(row["text"]).replace("\n", " ") for row in rows_drawn(chart.proto) if "text" in row]
            assert any(text.startswith("Sources: ") and "Data version" in text for text in texts), name


def test_figure_tables_link_to_sources(show: Callable[..., AppTest]) -> None:
    """Each figure under a chart of trade or ranks says who reports it and from which publisher, most with a link."""
    app = show("trade")
    tables = [table.value for table in app.dataframe] + [show("rankings").dataframe[-1].value]
    for table in tables:
        assert (table["Reported by"] != "").all()
        assert (table["Source"] != "").all()
        assert table["Link"].str.startswith("http").mean() > 0.9


def test_the_table_of_very_many_events_has_the_first(
    show: Callable[..., AppTest], data_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of more events than anyone reads the earliest are listed, and the table says of how many."""
    assert data_copy.is_dir()  # a record of its own: what was listed of another is remembered with that
    monkeypatch.setattr("dyad.ui.tables.MOST_LISTED", 5)
    app = show("timeline")
    (table,) = app.dataframe
    assert len(table.value) == 5
    (said,) = [one.value for one in app.caption if "of 26 events" in one.value]
    assert said.startswith("The first 5 of 26 events")
