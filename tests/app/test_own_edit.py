"""Tables that hold events alone: they can be edited, and what leaves of them can be brought again."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from dyad.importing.bringing import bring
from dyad.publish.tables import record_zip
from tests.app.seen import tables

EVENTS = b"date,title\n2016-04-26,A made-up day\n2016-05-04,Another made-up day\n"


def test_events_alone_can_be_edited(show: Callable[..., AppTest]) -> None:
    """Events without trade and claims are checked and shown from the editor as they came."""
    app = show("record")
    app.file_uploader(key="tables").set_value([("class.csv", EVENTS, "text/csv")]).run()
    app.button(key="show-own").click().run()
    app.switch_page("pages/record.py").run()
    app.toggle(key="editing").set_value(True).run()
    app.button(key="check-edited").click().run()
    assert not app.exception
    assert not app.warning, tables(app)
    assert app.title[0].value == "class, 2016"


@pytest.mark.workers
def test_an_edit_that_comes_with_the_press_counts(show: Callable[..., AppTest]) -> None:
    """A cell changed, a row added and one taken away in the very moment of the press are in what is checked."""
    app = show("record")
    app.file_uploader(key="tables").set_value([("class.csv", EVENTS, "text/csv")]).run()
    app.button(key="show-own").click().run()
    app.switch_page("pages/record.py").run()
    app.toggle(key="editing").set_value(True).run()
    version = app.query_params["own"]
    app.session_state[f"edit-{version}"] = {
        "edited_rows": {0: {"title": "A day renamed"}}, "deleted_rows": [1],
        "added_rows": [{"date": "2016-06-01", "title": "A day added", "theme": "general", "scope": "bilateral"}],
    }  # fmt: skip
    app.button(key="check-edited").click().run()
    assert not app.warning, tables(app)
    titles = list(app.session_state["dyad_own"].record.events["title"])
    assert titles == ["A day renamed", "A day added"]


def test_events_alone_come_back_from_their_zip() -> None:
    """What the zip of such a record holds is without a problem when it is brought again."""
    record = bring([("class.csv", EVENTS)]).record
    assert record is not None
    with zipfile.ZipFile(io.BytesIO(record_zip(record))) as packed:
        again = bring([(name, packed.read(name)) for name in packed.namelist()])
    assert again.problems == ()
    assert again.record is not None
    assert again.record.event_ids == record.event_ids
