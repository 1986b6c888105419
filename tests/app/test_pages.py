"""Every page in several states: figures with alt texts, tables, nothing thrown."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dyad.figures.compose import Figure
from dyad.figures.style import PALETTES
from dyad.ui.downloads import find_offer
from tests.app.seen import (
    PAGES,
    Show,
    alt_texts,
    drawn,
    labelled_tables,
    markup,
    plain,
    read_rows,
    said,
    tables,
)
from tests.app.test_choice import CHOICE, CHOSEN, widgets
from tests.app.test_event import dialog_titles, headings

STATES: dict[str, dict[str, Any]] = {
    "years without figures": {"years": ["1998", "2000"]},
    "everything": {"years": ["1998", "2025"], "beyond": "true", "context": "true"},
    "nothing left": {"q": "zzzz"},
    "all at once": CHOICE,
}

HEADINGS = {
    "overview": "Pakistan–Russia, 2003–2017",
    "timeline": "What happened, and when",
    "trade": "Trade: the claim and the figures",
    "rankings": "Places in the world’s rankings",
    "claims": "What the essay says, checked",
    "figures": "Take a figure with you",
    "record": "The record: tables and sources",
}
DRAWN = {
    "overview": ["overview", "timeline", "trade-band", "rankings"],
    "timeline": ["timeline", "event-strip", "un-votes"],
    "trade": ["trade-band", "trade-share", "trade-balance", "partners", "for-scale"],
    "rankings": ["rankings", "rank-lists", "rank-trails"], "claims": ["claims-summary"],
}  # fmt: skip
OF_THEIR_OWN_YEARS = {"partners", "rank-lists"}  # of one year, or of those that lists were of when the claims were made
TABLES = {"overview": 0, "timeline": 1, "trade": 3, "rankings": 2, "claims": 0, "figures": 0, "record": 2}

# Pages without charts of their own: the figure drawn on one, and the tables of the other, are tested by themselves.
PLAIN = {"figures": ("nothing left", "all at once"), "record": ("nothing left", "all at once")}
IN_STATES = [(name, state) for name in PAGES for state in PLAIN.get(name, STATES)]


def rows_of(figure: Figure) -> list[Any]:
    """Return what a figure is drawn from, one table for each of its rows."""
    return list(figure.data.values()) if isinstance(figure.data, dict) else [figure.data]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_and_what_changes_its_figures(show: Show, name: str) -> None:
    """A page without parameters has its heading, its figures and tables with alt text, and no notice.

    Years and switches bring another drawing, themes and words fade parts of the same; alternative texts agree.
    """
    app = show(name)
    assert len(app.title) == 1
    assert HEADINGS[name] in said(app)
    default = drawn(app)
    assert [figure.name for figure in default] == DRAWN.get(name, [])
    assert len(tables(app)) == TABLES[name]
    assert not app.get("vega_lite_chart")
    assert all(len(text) > 60 for text in alt_texts(app)), alt_texts(app)
    assert all(label and len(table) for label, table in labelled_tables(app))
    assert not app.error
    assert not app.warning
    assert not app.info
    assert dict(app.query_params) == {}
    if not default:
        return
    app.button_group(key="theme").set_value(["energy"]).run()
    assert [figure.alt for figure in drawn(app)] == [figure.alt for figure in default]
    app.slider(key="years").set_value((2010, 2016)).run()
    for figure, whole in zip(drawn(app), default, strict=True):
        assert (figure.alt == whole.alt) is (figure.name in OF_THEIR_OWN_YEARS)
        if figure.name in OF_THEIR_OWN_YEARS:
            continue
        for narrower, wider in zip(rows_of(figure), rows_of(whole), strict=True):
            assert len(narrower) < len(wider)


@pytest.mark.parametrize(("name", "state"), IN_STATES)
def test_states(show: Show, name: str, state: str) -> None:
    """A page in any state draws itself without an error, keeps the filters, and describes each figure.

    Where no event is left it says so. An open event stands over the page, but beside the timeline, and not over what
    is about to be saved.
    """
    app = show(name, **STATES[state])
    assert not app.error, [one.value for one in app.error]
    assert not app.warning, [one.value for one in app.warning]
    assert all(alt_texts(app))
    assert all(label for label, _ in labelled_tables(app))
    if state == "all at once":
        assert widgets(app) == CHOSEN
        (title,) = [event["title"] for event in read_rows("events") if event["id"] == CHOICE["event"]]
        assert dialog_titles(app) == ([] if name in ("timeline", "figures") else [title])
        assert (title in headings(app)) is (name == "timeline")
    if state == "nothing left" and name in ("overview", "timeline"):
        (told,) = app.info
        assert plain(told.value).startswith("No event is left by the search “zzzz”")


def test_filters_are_those_of_the_table(show: Show) -> None:
    """Each switch adds rows to the table under the timeline, and both together show every event of the years.

    A theme chosen leaves only events of that theme; the figure fades the others.
    """
    default = len(tables(show("timeline"))[0])
    show("timeline").checkbox(key="beyond").set_value(True)
    beyond = len(tables(show("timeline"))[0])
    show("timeline").checkbox(key="context").set_value(True)
    both = len(tables(show("timeline"))[0])
    rows = read_rows("events")
    assert default < beyond < both
    assert both == sum("2003" <= row["date"][:4] <= "2017" or not row["date"] for row in rows)
    show("timeline").button_group(key="theme").set_value(["defence"])
    assert set(tables(show("timeline"))[0]["Theme"]) == {"defence"}


def test_the_years_are_played_once_asked_for(show: Show, app: AppTest) -> None:
    """Plotly comes when the button is pressed, stays while the reader goes elsewhere, and goes when it is again.

    It is dark for a reader whose screen is dark, and light otherwise; years without ranks leave a sentence of it.
    """
    app.context["theme"] = "light"
    show("rankings")
    assert not app.get("plotly_chart")
    app.button(key="play-years").click().run()
    (chart,) = app.get("plotly_chart")
    assert PALETTES["light"].paper in chart.proto.spec
    assert PALETTES["dark"].paper not in chart.proto.spec
    app.context["theme"] = "dark"
    show("trade")
    show("rankings")
    (chart,) = app.get("plotly_chart")
    assert PALETTES["dark"].paper in chart.proto.spec
    assert PALETTES["light"].paper not in chart.proto.spec
    app.button(key="play-years").click().run()
    assert not app.get("plotly_chart")
    app.slider(key="years").set_value((1998, 2000))
    app.button(key="play-years").click().run()
    assert not app.get("plotly_chart")
    assert len(app.info) == 1


def test_figure_tables_link_to_sources(show: Show) -> None:
    """Each figure under one of trade or ranks says who reports it and from which publisher, most with a link."""
    app = show("trade")
    for table in [*tables(app), tables(show("rankings"))[-1]]:
        assert (table["Reported by"] != "").all()
        assert (table["Source"] != "").all()
        assert table["href of Source"].str.startswith("http").mean() > 0.9


def test_the_table_of_very_many_events_has_pages(show: Show, shown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of very many events a part is shown, which says which; the reader turns to the others, paper is to have all."""
    assert shown.is_dir()  # a record of its own: what was listed of another is remembered with that
    monkeypatch.setattr("dyad.ui.tables.PAGE_ROWS", 20)
    app = show("timeline")
    first = list(tables(app)[0]["Event"])
    told = "".join(markup(app))
    assert "Rows 1–20 of 26<" in told
    app.session_state["events-2"] = 2
    app.run()
    (rest,) = tables(app)
    assert (len(first), len(rest)) == (20, 6)
    assert not set(first) & set(rest["Event"])
    (secret,) = re.findall(r'data-rows="files/own/(\w+)/', told)
    offer = find_offer(secret)
    assert offer
    assert offer.make().decode().count("<tr data-opens=") == 26
    assert markup(app, "Rows 21–26 of 26<")
