"""Two workers behind nginx, as deploy/nginx.conf has it, one of which dies while two readers look."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.asking import ask
from tests.browser.proxy import PORTS, running_nginx
from tests.browser.test_addresses import years_of
from tests.browser.test_two_readers import TABLE
from tests.browser.waiting import settle
from tests.sessions import Reader
from tools.browser import Server

COOKIE = "dyad_worker"
VIEW: dict[str, Any] = {"years": [2014, 2017], "theme": ["defence"], "event": "druzhba-2017"}


# Says from now on in `window.ranAnew` whether a run over a new connection has ended well; given how that is told.
WATCH = """(end) => {
  window.WebSocket = class extends window.WebSocket {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', async ({ data }) => {
        const told = new Uint8Array(await new Response(data).arrayBuffer());
        const ended = end.every((byte, at) => told.at(at - end.length) === byte);
        if (ended && told.length < 100) window.ranAnew = true;  // there is a run's name in it, and nothing else
      });
    }
  };
}"""
ENDED_WELL = list(ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY).SerializeToString())


@dataclass(frozen=True)
class Cluster:
    """Two workers by the names their cookies have, and nginx before them."""

    proxy: Server
    workers: dict[str, Server]

    def sessions_of(self, name: str) -> int:
        """Return how many sessions a worker says it has."""
        told = ask(self.workers[name], "_stcore/metrics")[2].decode()
        found = re.search(r"^active_sessions (\d+)", told, re.M)
        assert found
        return int(found[1])


@pytest.fixture
def cluster(fresh_server: Callable[..., Server], tmp_path: Path) -> Iterator[Cluster]:
    """Run two workers and nginx before them."""
    workers = [fresh_server(DYAD_METRICS="1") for _ in PORTS]
    with running_nginx(tmp_path / "nginx", [urlsplit(worker.url).port or 0 for worker in workers]) as proxy:
        yield Cluster(proxy, dict(zip("ab", workers, strict=True)))


def test_a_dead_worker_is_taken_over(cluster: Cluster, open_page: Any) -> None:
    """A window whose worker is killed has its view back at the other, whose reader notices nothing.

    What is brought then is taken there, with the token that the dead one gave.
    """
    page = open_page("timeline", server=cluster.proxy, **VIEW)
    before, dead = shown(page), worker_of(page)
    cookies = {one["name"]: one["value"] for one in page.context.cookies()}
    (alive,) = cluster.workers.keys() - {dead}
    with Reader(cluster.proxy.url, "claims", {COOKIE: alive}) as reader:
        reader.run()
        session, drawn = reader.session, reader.drawn
        assert [cluster.sessions_of(name) for name in (dead, alive)] == [1, 1]
        page.evaluate(WATCH, ENDED_WELL)
        cluster.workers[dead].process.kill()
        reader.run()
        assert (reader.session, reader.drawn) == (session, drawn)
        page.wait_for_function("() => window.ranAnew")
        settle(page)
        assert shown(page) == before
        assert worker_of(page) == alive
        assert cluster.sessions_of(alive) == 2
    with Reader(cluster.proxy.url, "record", cookies) as again:
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
