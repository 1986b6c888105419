"""Broken tables: every page says what is wrong and where, and draws nothing else."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.seen import Show, change_cell, drawn, plain, said, tables

OTHERS = ("slider", "button", "text_input", "toggle", "selectbox", "expander", "markdown", "dialog")


@pytest.mark.parametrize("name", ["overview", "record"])  # each begins with the shell: unit/test_architecture.py
def test_bad_cell(show: Show, shown: Path, name: str, caplog: pytest.LogCaptureFixture) -> None:
    """Bad cells are named by file, line, column, value and what is allowed, as text; nothing else is drawn."""
    bad = {
        "events": ("druzhba-2017", "theme", ":red[defnce]"),
        "sources": ("kazmi-2017", "language", "![x](http://e.x)"),
    }
    with caplog.at_level(logging.ERROR):
        lines = {table: change_cell(shown, table=table, row=row, column=column, to=to)
                 for table, (row, column, to) in bad.items()}  # fmt: skip
        app = show(name)
    told = [one.value for one in app.text]
    for table, (_, column, to) in bad.items():
        where = f'{table}.csv line {lines[table]}, column "{column}": "{to}"'
        assert [text for text in told if text.startswith(where)], told
        assert where in caplog.text
    assert "defence" in said(app)
    assert not drawn(app)
    assert not tables(app)
    assert not any(app.get(kind) for kind in OTHERS)
    assert "Traceback" not in said(app)


def test_what_nobody_foresaw_is_a_sentence(caplog: pytest.LogCaptureFixture) -> None:
    """An error leaves one sentence with its name where a page is drawn; the log has the name with the traceback."""

    def page() -> None:
        from dyad.ui.failure import tell_failure

        tell_failure(ZeroDivisionError("a fault that was put here"))

    with caplog.at_level(logging.ERROR):
        (told,) = AppTest.from_function(page).run().error
    sentence = plain(told.value)
    name = sentence.removesuffix(".").rpartition(" ")[2]
    assert "put here" not in sentence
    assert f"Error {name}: a page could not be drawn" in caplog.text
    assert "ZeroDivisionError: a fault that was put here" in caplog.text
