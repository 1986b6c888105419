"""Two workers behind nginx, as deploy/nginx.conf has it, one of which dies while a dozen readers look."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
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
QUERIES = (  # of readers without a browser, each with two years
    ("", "years=2008&years={year}"),
    ("timeline", "years={year}&years=2017&event=druzhba-2017"),
    ("timeline", "theme=defence&theme=energy&years=2004&years={year}"),
    ("trade", "years={year}&years=2017"),
    ("claims", "q=druzhba&years=2003&years={year}"),
)


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


@pytest.mark.timeout(300)  # seconds; two workers, a window and all these readers share the machine
def test_a_dead_worker_is_taken_over(cluster: Cluster, open_page: Any) -> None:
    """Those of eleven readers whose worker is killed have their view back at the other; the rest notice nothing.

    What they bring is taken there, with the token that the dead one gave.
    """
    page = open_page("timeline", server=cluster.proxy, **VIEW)
    with ExitStack() as connected:
        views = [(path, query.format(year=year)) for year in (2012, 2013) for path, query in QUERIES]
        readers = [connected.enter_context(Reader(cluster.proxy.url, *view)) for view in views]  # one after the other
        together(Reader.run, readers)
        before, drawn = shown(page), [reader.drawn for reader in readers]
        assert len({reader.words() for reader in readers}) == len(views)
        dead, at = worker_of(page), [reader.cookies[COOKIE] for reader in readers]
        for name in cluster.workers:
            assert cluster.sessions_of(name) == at.count(name) + (name == dead)
            assert at.count(name) >= len(at) // 3
        (alive,) = cluster.workers.keys() - {dead}
        sessions = [reader.session for reader in readers]
        page.evaluate(WATCH, ENDED_WELL)

        def go_on(reader: Reader) -> None:
            if reader.cookies[COOKIE] == dead:
                reader.wait_until_alone()
                reader.come_back()
            else:
                reader.run()

        cluster.workers[dead].process.kill()
        together(go_on, readers)
        page.wait_for_function("() => window.ranAnew")
        settle(page)
        assert shown(page) == before
        assert [reader.drawn for reader in readers] == drawn
        for reader, session, where in zip(readers, sessions, at, strict=True):
            assert (reader.session == session) == (where == alive)
        assert {worker_of(page), *(reader.cookies[COOKIE] for reader in readers)} == {alive}
        assert cluster.sessions_of(alive) == 1 + len(at)
        again = Reader(cluster.proxy.url, "record")
        again.cookies |= readers[at.index(dead)].cookies
        with again:
            again.run()
            again.run()
            again.upload("tables", "mine.csv", TABLE.encode())
    assert years_of(page) == ["2014", "2017"]
    expect(page.get_by_role("button", name="defence", exact=True)).to_have_attribute("aria-pressed", "true")


def together(act: Callable[[Reader], None], readers: Sequence[Reader]) -> None:
    """Have readers act at once; a failure of any is raised."""
    with ThreadPoolExecutor(len(readers)) as pool:
        list(pool.map(act, readers))


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
