"""Broken tables: every page says what is wrong and where, and draws nothing else."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.seen import Show, change_cell, drawn, said, tables


def shows_only_problems(app: AppTest) -> bool:
    """Tell whether nothing stands on the page but its title and texts."""
    kinds = ("slider", "button", "text_input", "toggle", "selectbox", "expander", "markdown", "dialog")
    return not drawn(app) and not tables(app) and not any(app.get(kind) for kind in kinds)


@pytest.mark.parametrize("name", ["overview", "record"])  # each begins with the shell: unit/test_architecture.py
def test_bad_cell(show: Show, data_copy: Path, name: str, caplog: pytest.LogCaptureFixture) -> None:
    """Bad cells are named by file, line, column, value and what is allowed, as text; nothing else is drawn."""
    bad = {
        "events": ("druzhba-2017", "theme", ":red[defnce]"),
        "sources": ("kazmi-2017", "language", "![x](http://e.x)"),
    }
    with caplog.at_level(logging.ERROR):
        lines = {table: change_cell(data_copy, table=table, row=row, column=column, to=to)
                 for table, (row, column, to) in bad.items()}  # fmt: skip
        app = show(name)
    told = [one.value for one in app.text]
    for table, (_, column, to) in bad.items():
        where = f'{table}.csv line {lines[table]}, column "{column}": "{to}"'
        assert [text for text in told if text.startswith(where)], told
        assert where in caplog.text
    assert "defence" in said(app)
    assert shows_only_problems(app)
    assert "Traceback" not in said(app)


def test_missing_folder(show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is not there is told, without an exception."""
    monkeypatch.setenv("DYAD_DATA", str(tmp_path / "nowhere"))
    app = show("overview")
    assert "The folder nowhere: is missing." in said(app)
    assert shows_only_problems(app)


def test_mended_tables_are_read_again(show: Show, data_copy: Path) -> None:
    """Once the file is mended the next run shows the page, without a restart, and goes on when it is broken again."""
    change_cell(data_copy, table="events", row="druzhba-2017", column="theme", to="defnce")
    assert shows_only_problems(show("overview"))
    for to in ("defence", "defnce"):
        change_cell(data_copy, table="events", row="druzhba-2017", column="theme", to=to)
        assert drawn(show("overview"))


def test_failing_page_says_a_sentence(
    show: Show, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """An error that nobody foresaw leaves one sentence on the page and its traceback in the log."""

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a fault that was put here")

    monkeypatch.setattr("dyad.ui.figures.figure_table", fail)
    with caplog.at_level(logging.ERROR):
        app = show("trade")
    assert len(app.error) == 1
    assert "put here" not in said(app)
    assert "a fault that was put here" in caplog.text
