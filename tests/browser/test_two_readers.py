"""Two readers of one server: what one brings, the other never receives, and the machine does not keep."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.acting import bring
from tests.browser.test_addresses import follow
from tests.browser.waiting import settle
from tools.browser import ROOT, Server

MARK = "qzxj-marker-of-one-reader"
TABLE = f"date,title,theme,summary\n2001-05-04,{MARK} one,peace,{MARK}\n2003,{MARK} two,peace,{MARK}\n"


def files_with(mark: bytes, since: float, *folders: Path) -> list[Path]:
    """Return the files written since a moment that hold a mark."""
    files = (Path(root, name) for folder in folders for root, _, names in os.walk(folder) for name in names)
    return [file for file in files if file.stat().st_mtime >= since and mark in file.read_bytes()]


def noting(frames: list[bytes]) -> dict[str, Callable[..., Any]]:
    """Return what hears every message to a page and notes it."""

    def note(frame: str | bytes) -> None:
        frames.append(frame.encode() if isinstance(frame, str) else frame)

    return {"websocket": lambda socket: socket.on("framereceived", note)}


@pytest.mark.timeout(240)  # two readers walk through the pages: twice the time of the longest other
def test_own_tables_stay_with_their_reader(open_page: Any, server: Server, shared: Path) -> None:
    """Nobody else receives a word of them, whatever page, before or after their reader leaves; no file holds them."""
    since, mark = time.time() - 1, MARK.encode()
    others: list[bytes] = []
    ones: list[bytes] = []
    other, one = open_page("timeline", ears=noting(others)), open_page("record", ears=noting(ones))

    bring(one, {"mine.csv": TABLE.encode()})
    settle(one)
    assert MARK in one.content()
    follow(one, "Timeline")
    assert any(mark in frame for frame in ones), "the mark can be read in messages"
    other.reload()
    settle(other)
    assert MARK not in other.content()
    for name in ("Record", "Present"):
        follow(other, name)
        assert MARK not in other.content()
    folders = [folder for folder in ROOT.iterdir() if folder.is_dir() and folder.name not in (".git", ".venv", "tests")]
    assert files_with(mark, since, shared / "temporary", *folders) == []

    one.reload()
    settle(one)
    expect(one.get_by_role("alert")).to_contain_text("They were never stored")
    expect(one.locator(".st-key-own")).to_have_count(0)
    assert MARK not in one.content()
    other.goto(server.address())  # while the server still remembers the session that the reload has left
    settle(other)
    assert MARK not in other.content()
    assert others
    assert not any(mark in frame for frame in others)
    assert MARK not in server.read_log()
