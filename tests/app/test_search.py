"""The search that every page offers, and the address of a source in the table that it leads to."""

from __future__ import annotations

import pytest
from lxml import html
from streamlit.testing.v1 import AppTest

from dyad.publish.search import find
from dyad.record import Record
from tests.app.seen import Show, markup, said
from tests.app.test_event import dialog_titles


def search(app: AppTest, text: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """Search in the record; return under each heading what was found and where it leads."""
    app.session_state["search"] = text
    app.button(key="search_open").click().run()
    assert dialog_titles(app) == ["Search the record"]
    (body,) = markup(app, '<div class="dyad-found"')
    sections = html.fromstring(body).iter("section")
    return [(one.findtext("h3"), [(link.text, link.get("href")) for link in one.iter("a")]) for one in sections]


@pytest.mark.parametrize("name", ["overview", "figures", "record"])
def test_a_search_from_any_page(show: Show, record: Record, name: str) -> None:
    """What is found stands under its kind with how many there are, whatever filters are set, and in no address."""
    app = show(name, theme="energy")
    found = search(app, "druzhba")
    expected = {group.name.capitalize(): group for group in find(record, "druzhba") if group.found}
    assert [heading.partition(":")[0] for heading, _ in found] == list(expected)
    for heading, links in found:
        group = expected[heading.partition(":")[0]]
        assert links == [(hit.title, hit.address) for hit in group.hits]
        assert heading.endswith(f" {group.found}")
    assert "q" not in app.query_params
    assert app.text_input(key="q").value == ""


def test_nothing_found_and_nothing_typed(show: Show) -> None:
    """It says where is looked, and when nothing is found which word stands nowhere."""
    app = show("record")
    assert search(app, "") == []
    assert "78 events, 115 claims and 340 sources" in said(app)
    assert search(app, "druzhba zzzz") == []
    assert "No event, claim or source holds “zzzz”." in said(app)
    assert search(app, "druzhba kovykta") == []
    assert "holds all these words" in said(app)
