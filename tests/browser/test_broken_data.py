"""What is wrong, as a reader meets it: tables that cannot be read, and faults of the program."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.test_server import fetch, wait_until
from tools.browser import Server

SEEN_SECONDS = 30  # until a server has seen that files are others, on a busy machine

# The dashboard with faults: whoever unfolds the filters, and whoever reads tables beside a file "fault.json".
FAULTY = """
import dyad.importing.current as current
import dyad.ui.filters as filters
from dyad.__main__ import main

def fail():
    raise ZeroDivisionError("a fault that was put here")

def read_record(folder, read=current.read_folder):
    return fail() if (folder / "fault.json").exists() else read(folder)

filters._turn_fold, current.read_folder = fail, read_record
main()
"""


@pytest.fixture
def tables(tmp_path: Path, root: Path) -> Path:
    """Return a copy of the tables with a mistake."""
    folder = tmp_path / "data"
    shutil.copytree(root / "data", folder)
    events = (folder / "events.csv").read_text(encoding="utf-8")
    events = events.replace(",defence,bilateral,", ",defense,bilateral,", 1)
    (folder / "events.csv").write_text(events, encoding="utf-8")
    return folder


def test_what_is_wrong_is_told(
    tables: Path, root: Path, open_page: Any, settle: Any, fresh_server: Callable[..., Server]
) -> None:
    """Broken tables are told of on the page and by /health until they are mended: a reload shows the page.

    Then an error in a button, in a page and in an answer of the server is told by a name that the log has beside it.
    """
    server = fresh_server(command=("-c", FAULTY, "serve", "--port"), DYAD_DATA=str(tables))
    page = open_page("claims", server=server, width=390, height=844)
    expect(page.get_by_role("heading", level=1)).to_have_text("The record cannot be read")
    expect(page.get_by_test_id("stMain")).to_contain_text('column "theme": "defense" is not a theme. Allowed: defence')
    assert fetch(server.address("health"))[0] == 503
    shutil.copy(root / "data" / "events.csv", tables / "events.csv")
    wait_until(lambda: fetch(server.address("health"))[0] == 200, seconds=SEEN_SECONDS)
    page.reload()
    settle(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("What the essay says, checked")
    assert page.context.request.get(server.address("health")).json()["status"] == "ok"

    page.get_by_role("button", name="Filters").click()
    told = [page.get_by_role("alert").first.inner_text()]
    (tables / "fault.json").touch()
    page.reload()
    settle(page)
    told.append(page.get_by_role("alert").inner_text())
    status, headers, text = fetch(server.address("health"))
    assert status == 500
    assert "Content-Security-Policy" in headers
    told.append(text)
    names = [named(words) for words in told]
    assert len(set(names)) == 3
    page.close()
    server.process.terminate()  # and with it all is written
    server.process.wait(timeout=30)
    log = server.read_log()
    for words, name in zip(told, names, strict=True):
        assert "put here" not in words
        assert "Traceback" not in words
        assert name in log
    assert log.count("ZeroDivisionError: a fault that was put here") >= 3


def named(words: str) -> str:
    """Return the name of the error that words tell of."""
    found = re.search(r"error ([0-9a-f]{8})\b", words)
    assert found, words
    return found[1]
