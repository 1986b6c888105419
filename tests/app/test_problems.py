"""Broken tables: every page says what is wrong and where, and draws nothing else."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.seen import Show, change_cell, drawn, read_rows, said, tables


def shows_only_problems(app: AppTest) -> bool:
    """Tell whether nothing stands on the page but its title and texts."""
    kinds = ("slider", "button", "text_input", "toggle", "selectbox", "expander", "markdown", "dialog")
    return not drawn(app) and not tables(app) and not any(app.get(kind) for kind in kinds)


@pytest.mark.parametrize("name", ["overview", "record"])  # each begins with the shell: unit/test_architecture.py
def test_bad_cell(show: Show, data_copy: Path, name: str, caplog: pytest.LogCaptureFixture) -> None:
    """On a page a bad cell is named by file, line, column, value and what is allowed, and nothing else is drawn."""
    line = change_cell(data_copy, table="events", row="druzhba-2017", column="theme", to="defnce")
    with caplog.at_level(logging.ERROR):
        app = show(name)
    words = said(app)
    assert f'events.csv line {line}, column "theme": "defnce"' in words
    assert "defence" in words
    assert shows_only_problems(app)
    assert "Traceback" not in words
    assert "defnce" in caplog.text


def test_all_problems_at_once(show: Show, data_copy: Path) -> None:
    """Problems of several files are all told at once, each on a line of its own."""
    change_cell(data_copy, table="events", row="druzhba-2017", column="date", to="25 September")
    change_cell(data_copy, table="sources", row=_first_source(data_copy), column="language", to="English")
    change_cell(data_copy, table="claims", row="druzhba-2017-concluded", column="event", to="nothing-2017")
    app = show("overview")
    told = [one.value for one in app.text]
    for file, found in (("events.csv", "25 September"), ("sources.csv", "English"), ("claims.csv", "nothing-2017")):
        assert any(one.startswith(file) and f'"{found}"' in one for one in told), (file, told)
    assert shows_only_problems(app)


def test_missing_folder(show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that is not there is told, without an exception."""
    monkeypatch.setenv("DYAD_DATA", str(tmp_path / "nowhere"))
    app = show("overview")
    assert "The folder nowhere: is missing." in said(app)
    assert shows_only_problems(app)


def test_hostile_cell_is_literal(show: Show, data_copy: Path) -> None:
    """A bad value is shown as it is written: as text, never as markdown."""
    hostile = "![x](http://e.invalid/i.png) :red[r]"
    change_cell(data_copy, table="events", row="druzhba-2017", column="theme", to=hostile)
    app = show("overview")
    assert any(hostile in one.value for one in app.text)
    assert not any(hostile in str(one.value) for one in app.markdown)


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


def _first_source(folder: Path) -> str:
    return read_rows("sources", folder)[0]["id"]
