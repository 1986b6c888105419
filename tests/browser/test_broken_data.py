"""Faults of the program, as a reader meets them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.browser.asking import ask
from tests.browser.waiting import settle
from tools.browser import Server

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


def test_faults_are_told(folder: Path, open_page: Any, fresh_server: Callable[..., Server]) -> None:
    """An error in a button, in a page and in an answer of the server is told by a name that the log has beside it."""
    server = fresh_server(command=("-c", FAULTY, "serve", "--port"), DYAD_DATA=str(folder))
    page = open_page("claims", server=server, width=390, height=844)
    page.get_by_role("button", name="Filters").click()
    told = [page.get_by_role("alert").first.inner_text()]
    (folder / "fault.json").touch()
    page.reload()
    settle(page)
    told.append(page.get_by_role("alert").inner_text())
    status, headers, content = ask(server, "health")
    assert status == 500
    assert "Content-Security-Policy" in headers
    told.append(content.decode())
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
