"""Broken tables on disk: the reader sees what to mend, the log has it, nothing is half-drawn."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect


@pytest.fixture
def broken(tmp_path: Path, root: Path) -> Path:
    """Return a copy of the tables with three mistakes."""
    folder = tmp_path / "data"
    shutil.copytree(root / "data", folder)
    events = (folder / "events.csv").read_text(encoding="utf-8")
    events = events.replace(",defence,bilateral,", ",defense,bilateral,", 1).replace("2014-11-20", "2014-11-31")
    (folder / "events.csv").write_text(events.replace("pajhwok", "**pajhwok**"), encoding="utf-8")
    return folder


@pytest.mark.parametrize("path", ["", "timeline", "record"])
def test_every_problem_is_named(path: str, broken: Path, open_page: Any, fresh_server: Any) -> None:
    """File, line, column, value and remedy stand on the page, literally, and no chart or traceback does."""
    server = fresh_server(DYAD_DATA=str(broken))
    page = open_page(path, server=server)
    expect(page.get_by_role("heading", level=1)).to_have_text("The record cannot be read")
    text = page.locator('[data-testid="stMain"]').inner_text()
    assert 'column "theme": "defense" is not a theme. Allowed: defence, diplomacy' in text
    assert "Did you mean “defence”?" in text
    assert 'column "date": "2014-11-31" names no day: November 2014 has 30 days' in text
    assert "Traceback" not in text
    assert page.locator(".dyad-drawn, .dyad-table").count() == 0
    assert 'column "theme": "defense"' in server.read_log()


def test_the_page_comes_back_once_the_tables_are_mended(
    broken: Path, root: Path, open_page: Any, fresh_server: Any, settle: Any
) -> None:
    """Whoever mends the files need only reload; /health, too, is 503 with the problems before and 200 after."""
    server = fresh_server(DYAD_DATA=str(broken))
    page = open_page("timeline", server=server)
    expect(page.get_by_role("heading", level=1)).to_have_text("The record cannot be read")
    health = page.context.request.get(server.address("health"))
    assert health.status == 503
    assert any('column "theme": "defense"' in problem for problem in health.json()["problems"])
    shutil.copy(root / "data" / "events.csv", broken / "events.csv")
    page.reload()
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("What happened, and when")
    health = page.context.request.get(server.address("health"))
    assert (health.status, health.json()["status"]) == (200, "ok")
