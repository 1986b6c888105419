"""deploy/nginx.conf in use: which worker is asked, what is passed on, what is kept. No browser is needed for that."""

from __future__ import annotations

import gzip
import re
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import brotli
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket

from tests.browser.asking import OPENING, ask
from tests.browser.proxy import running_nginx
from tests.browser.waiting import wait_until
from tests.sessions import Reader
from tools.browser import HOST, Server, free_port

MB = 1024 * 1024
WAIT_SECONDS = 30  # for a program that reads tables to start, on a busy machine
GONE_SECONDS = 3  # within which the work of a reader who has left must end
BAD = f"never,A title,{'a label that is too long ' * 3},some-document;another-document\n"
SLOW = ("date,title,label,sources\n" + BAD * 20_000).encode()  # whose problems take some seconds of processor time
BACK_SECONDS = 60  # until nginx asks a worker again that was away, on a busy machine
STREAM = "_stcore/stream"
HOP = {"connection", "date", "keep-alive", "server", "set-cookie", "transfer-encoding"}  # a proxy's own business
GIVEN = {
    "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cross-Origin-Opener-Policy": "same-origin",
}  # fmt: skip
CODED = {"accept-ranges", "content-length", "etag", "vary"}  # other ones where nginx compresses


class Worker:
    """Stands for a worker: answers with its name, opens websockets, and has one file, of its name."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.port = free_port()
        self.asked: list[Headers] = []  # of each request
        routes = [WebSocketRoute("/{path:path}", WebSocket.accept), Route("/{path:path}", self._answer)]
        self._app = Starlette(routes=routes)

    def _answer(self, request: Request) -> PlainTextResponse:
        self.asked.append(request.headers)
        path = request.url.path
        missing = path.startswith(("/media/", "/files/own/")) and not path.endswith(f"/{self.name}.csv")
        return PlainTextResponse(self.name, 404 if missing else 200)

    def start(self) -> None:
        """Answer from now on."""
        self._server = uvicorn.Server(uvicorn.Config(self._app, HOST, self.port, log_level="error"))
        self._thread = Thread(target=self._server.run)
        self._thread.start()
        wait_until(lambda: self._server.started, seconds=WAIT_SECONDS)

    def close(self) -> None:
        """Answer no more."""
        self._server.should_exit = True
        self._thread.join()


@pytest.fixture
def workers() -> Iterator[dict[str, Worker]]:
    """Return what stands for the two workers, by the names their cookies have."""
    with closing(Worker("a")) as one, closing(Worker("b")) as other:
        for worker in (one, other):
            worker.start()
        yield {"a": one, "b": other}


@pytest.fixture
def proxy(workers: dict[str, Worker], tmp_path: Path) -> Iterator[Server]:
    """Run nginx before these two."""
    with running_nginx(tmp_path / "nginx", [worker.port for worker in workers.values()]) as proxy:
        yield proxy


def script_of(server: Server) -> str:
    """Return the path of the first script of a page."""
    return re.findall(r'src="\./(static/js/[^"]+)"', ask(server)[2].decode())[0]


def asked_first(server: Server, worker: str | None, path: str = "") -> str:
    """Return the name of the worker that answers a browser whose cookie names one."""
    return ask(server, path, **({"Cookie": f"dyad_worker={worker}"} if worker else {}))[2].decode()


def test_which_worker_is_asked(proxy: Server, workers: dict[str, Worker]) -> None:
    """The cookie comes with the websocket, names its worker, and moves only when that worker is gone.

    Without a cookie, as in a frame of another site, a file still comes; one that nobody has is not there. The name
    asked for arrives with its port, the asker's address as nginx saw it, whatever the asker claims.
    """
    for cookie in (None, "a", "b"):
        for _ in range(2):
            for place in ("media", "files/own"):
                assert [asked_first(proxy, cookie, f"{place}/{name}.csv") for name in ("a", "b")] == ["a", "b"]
    assert ask(proxy, "files/own/nothing")[0] == ask(proxy, "media/nothing")[0] == 404

    ask(proxy, Cookie="dyad_worker=a", X_Forwarded_For="1.2.3.4", X_Forwarded_Proto="https")
    told = workers["a"].asked[-1]
    assert told["Host"] == urlsplit(proxy.url).netloc
    assert told.getlist("X-Forwarded-For") == [HOST]
    assert told.getlist("X-Forwarded-Proto") == ["http"]

    assert {asked_first(proxy, None) for _ in range(4)} == {"a", "b"}
    assert {asked_first(proxy, "nobody") for _ in range(4)} == {"a", "b"}
    for name in workers:
        assert {asked_first(proxy, name) for _ in range(4)} == {name}
        status, headers, _ = ask(proxy, STREAM, Cookie=f"dyad_worker={name}", **OPENING)
        assert status == 101
        assert headers.get_all("Set-Cookie") == [f"dyad_worker={name}; Path=/; HttpOnly; SameSite=Lax"]
    assert "Set-Cookie" not in ask(proxy)[1]
    workers["a"].close()
    assert {asked_first(proxy, name) for name in (None, "a", "b") for _ in range(4)} == {"b"}
    headers = ask(proxy, STREAM, Cookie="dyad_worker=a", **OPENING)[1]
    assert headers["Set-Cookie"].startswith("dyad_worker=b;")
    workers["a"].start()
    assert {asked_first(proxy, "b") for _ in range(4)} == {"b"}
    wait_until(lambda: asked_first(proxy, "a") == "a", seconds=BACK_SECONDS)


def test_a_dashboard_behind_it(fresh_server: Callable[..., Server], tmp_path: Path) -> None:
    """What a browser gets through it is the dashboard's own, and kept where it may be, while the other worker is down.

    A reader who leaves while tables are read takes the work along; other readers notice nothing of it. Ctrl-C ends the
    dashboard with a page open as a success, with no more in its log than where it was.
    """
    worker, other = fresh_server(DYAD_METRICS="1"), Worker("other")
    with running_nginx(tmp_path / "nginx", [other.port, urlsplit(worker.url).port or 0]) as proxy:
        assert_kept(proxy, worker)
        if sys.platform == "linux":  # /proc says which processes there are
            assert_leaving_ends_the_work(proxy, worker.process.pid)
        assert_answers(proxy, worker, other)
        with Reader(worker.url) as reader:
            reader.run()
            worker.process.send_signal(signal.SIGINT)
            assert worker.process.wait(timeout=30) == 0
    assert worker.read_log().splitlines() == [f"The dashboard is at {worker.url} (Ctrl-C ends it)."]


def assert_answers(proxy: Server, worker: Server, other: Worker) -> None:
    """Fail where headers, health, closed doors or the end of uploads are not the dashboard's, or metrics get out.

    A script of another version, which the dashboard has not got, comes from the worker that has it.
    """
    for path, status in (
        ("", 200), ("timeline", 200), (script_of(worker), 200), ("app/static/FiraSans-Regular.woff2", 200),
        ("health", 200), ("_stcore/health", 200), ("media/nothing", 404),
    ):  # fmt: skip
        code, headers, _ = ask(worker, path)
        assert code == status, path
        if code == 200:
            passed, others, _ = ask(proxy, path)
            assert passed == code, path
            for name in {name.lower() for name in headers} - HOP - (CODED if "/js/" in path else set()):
                assert headers.get_all(name) == others.get_all(name), (path, name)
        assert "Server" not in headers
        for name, value in GIVEN.items():
            assert headers.get_all(name) == [value], (path, name)
        (policy,) = headers.get_all("Content-Security-Policy", [])
        assert re.search(r"script-src 'self' blob:( 'sha256-[^ ]+'){4};", policy), path
        assert "unsafe-eval" not in policy
        assert "camera=()" in headers["Permissions-Policy"]
    assert b'"status":"ok"' in ask(proxy, "health")[2]
    assert ask(worker, "_stcore/metrics")[0] == 200
    assert ask(proxy, "_stcore/metrics")[0] == 404
    for size, reached in ((5 * MB + 1000, True), (7 * MB, False)):
        code, headers, _ = ask(proxy, "_stcore/upload_file/nobody/nothing", method="PUT", body=bytes(size))
        assert code in (403, 413)
        assert ("Content-Security-Policy" in headers) == reached
    script, found = "static/js/index.OLD.js", (200, b"other")
    with closing(other):
        other.start()
        wait_until(lambda: ask(proxy, script, Cookie="dyad_worker=b")[::2] == found, seconds=BACK_SECONDS)


def assert_kept(proxy: Server, worker: Server) -> None:
    """Fail where a worker is asked twice for one form of a script that browsers take, or for a file."""
    path = script_of(worker)
    plain = ask(worker, path)[2]
    for accepted, coding, unpack in (
        (("gzip, deflate, br, zstd", "br;q=0.5,gzip", "BR"), "br", brotli.decompress),
        (("gzip", "gzip, deflate", "br;q=0, gzip"), "gzip", gzip.decompress),
        (("identity", "br;q=0", "brass"), None, bytes),
    ):
        for at, codings in enumerate(accepted):
            _, headers, content = ask(proxy, path, Accept_Encoding=codings)
            assert headers["Content-Encoding"] == coding, codings
            assert headers["X-Cache"] == ("HIT" if at else "MISS"), codings
            assert "Accept-Encoding" in headers.get_all("Vary", []), codings
            assert unpack(content) == plain
            own = ask(worker, path, Accept_Encoding=codings)[1]
            for name in {name.lower() for name in own} - HOP - CODED:
                assert headers.get_all(name) == own.get_all(name), (codings, name)
    # a file of the record, with its options, is made once for all who ask within the minute
    for at in range(2):
        _, headers, content = ask(proxy, "files/trade-band.csv?years=2010&years=2015")
        assert headers["X-Cache"] == ("HIT" if at else "MISS")
        assert b"2009" not in content
    tag = headers["ETag"]
    assert ask(proxy, "files/trade-band.csv?years=2010&years=2015", If_None_Match=tag)[0] == 304
    assert ask(proxy, "files/trade-band.csv")[1]["ETag"] != tag


def assert_leaving_ends_the_work(proxy: Server, server: int) -> None:
    """Fail where a reader's choosing another file, or leaving, lets what reads the first go on, or others wait."""
    with Reader(proxy.url, "record") as reader:
        reader.run()
        reader.run()
        reader.upload("tables", "slow.csv", SLOW)
        wait_until(lambda: bool(programs_of(server)), seconds=WAIT_SECONDS)
        (first,) = programs_of(server)
        with Reader(proxy.url, "claims") as another:
            another.run()
        assert "Druzhba" in another.words()
        reader.upload("tables", "slower.csv", SLOW)
        wait_until(lambda: first not in programs_of(server), seconds=GONE_SECONDS)
        wait_until(lambda: bool(programs_of(server)), seconds=WAIT_SECONDS)
    wait_until(lambda: not programs_of(server), seconds=GONE_SECONDS)


def programs_of(server: int) -> list[int]:
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
