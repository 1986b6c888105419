"""A reader who leaves while tables are read takes the work along; other readers notice nothing of it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sessions import Reader
from tools.browser import Server

WAIT_SECONDS = 30  # for a worker to start, on a busy machine
GONE_SECONDS = 3  # within which the work of a reader who has left must end
BAD = f"never,A title,{'a label that is too long ' * 3},some-document;another-document\n"
SLOW = ("date,title,label,sources\n" + BAD * 20_000).encode()  # whose problems take some seconds of processor time


def workers_of(server: int) -> list[int]:
    """Return the processes that read tables for a server."""
    threads = Path(f"/proc/{server}/task").glob("*/children")
    children = [child for thread in threads for child in read(thread).split()]
    return [int(child) for child in children if "dyad.importing.worker" in read(Path(f"/proc/{child}/cmdline"))]


def read(file: Path) -> str:
    """Return what stands in a file of /proc, "" where its process or thread has ended."""
    try:
        return file.read_text(encoding="utf-8")
    except OSError:
        return ""


def wait_until(seen: Callable[[], bool], *, seconds: float) -> None:
    """Wait for a condition."""
    end = time.monotonic() + seconds
    while not seen():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc which processes there are")
def test_leaving_ends_the_work(fresh_server: Callable[..., Server]) -> None:
    """Choosing another file ends the worker, as does closing the page; others are answered meanwhile."""
    server = fresh_server()
    pid = server.process.pid
    with Reader(server.url, "record") as reader:
        reader.run()
        reader.run()
        reader.upload("tables", "slow.csv", SLOW)
        wait_until(lambda: bool(workers_of(pid)), seconds=WAIT_SECONDS)
        (first,) = workers_of(pid)
        with Reader(server.url, "claims") as other:
            other.run()
        assert "Druzhba" in other.words()
        reader.upload("tables", "slower.csv", SLOW)
        wait_until(lambda: first not in workers_of(pid), seconds=GONE_SECONDS)
        wait_until(lambda: bool(workers_of(pid)), seconds=WAIT_SECONDS)
    wait_until(lambda: not workers_of(pid), seconds=GONE_SECONDS)
