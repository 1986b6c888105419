"""Two workers behind nginx, as deploy/nginx.conf has it, one of which dies while two readers look."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.asking import ask
from tests.browser.proxy import running_nginx
from tests.browser.test_addresses import years_of
from tests.browser.test_two_readers import TABLE
from tests.browser.waiting import settle
from tests.sessions import Reader
from tools.browser import Server

COOKIE = "dyad_worker"
VIEW: dict[str, Any] = {"years": [2014, 2017], "theme": ["defence"], "event": "druzhba-2017"}

ENDED_WELL = ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY).SerializeToString()  # with a name before it


@pytest.fixture
def workers(fresh_server: Callable[..., Server]) -> dict[str, Server]:
    """Run two workers, by the names their cookies have."""
    return {name: fresh_server(DYAD_METRICS="1") for name in "ab"}


@pytest.fixture
def proxy(workers: dict[str, Server], tmp_path: Path) -> Iterator[Server]:
    """Run nginx before these two."""
    with running_nginx(tmp_path / "nginx", [urlsplit(worker.url).port or 0 for worker in workers.values()]) as proxy:
        yield proxy


def sessions_of(worker: Server) -> int:
    """Return how many sessions a worker says it has."""
    told = ask(worker, "_stcore/metrics")[2].decode()
    return int(re.findall(r"^active_sessions (\d+)", told, re.M)[0])


def test_a_dead_worker_is_taken_over(workers: dict[str, Server], proxy: Server, open_page: Any) -> None:
    """A window whose worker is killed has its view back at the other, whose reader notices nothing.

    What is brought then is taken there, with the token that the dead one gave.
    """
    page = open_page("timeline", server=proxy, **VIEW)
    before, dead = shown(page), worker_of(page)
    cookies = {one["name"]: one["value"] for one in page.context.cookies()}
    (alive,) = workers.keys() - {dead}
    with Reader(proxy.url, "claims", {COOKIE: alive}) as reader:
        reader.run()
        session, drawn = reader.session, reader.drawn
        assert [sessions_of(workers[name]) for name in (dead, alive)] == [1, 1]
        with page.expect_websocket() as opened:
            workers[dead].process.kill()
        opened.value.wait_for_event("framereceived", lambda told: told.endswith(ENDED_WELL) and len(told) < 100)
        reader.run()
        assert (reader.session, reader.drawn) == (session, drawn)
        settle(page)
        assert shown(page) == before
        assert worker_of(page) == alive
        assert sessions_of(workers[alive]) == 2
    with Reader(proxy.url, "record", cookies) as again:
        again.run()
        again.run()
        again.upload("tables", "mine.csv", TABLE.encode())
    assert years_of(page) == ["2014", "2017"]
    expect(page.get_by_role("button", name="defence", exact=True)).to_have_attribute("aria-pressed", "true")


def shown(page: Page) -> tuple[str, str, list[str]]:
    """Return the address, the words and the marks that a page shows."""
    return page.evaluate("location.href"), page.get_by_test_id("stMain").inner_text(), marks(page)


def worker_of(page: Page) -> str:
    """Return the worker that a browser's cookie names; no script can read that, and no other site can send it."""
    (cookie,) = [one for one in page.context.cookies() if one["name"] == COOKIE]
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["secure"]) == (True, "Lax", False)
    return cookie["value"]


def marks(page: Page) -> list[str]:
    """Return what the marks that are not faded are called, in alphabetical order."""
    found = page.locator(".dyad-figure .marks button:visible")
    return sorted(found.evaluate_all("(marks) => marks.map((mark) => mark.getAttribute('aria-label'))"))
