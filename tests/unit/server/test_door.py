"""The server's door, in a process of its own under limits: descriptors, heads, uploads, refusals, addresses."""

from __future__ import annotations

import http.client
import json
import re
import socket
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from dyad.server.protocols import MOST_HEAD_BYTES
from tests.sessions import XSRF_COOKIE, Reader
from tools.browser import HOST, Server, free_port, running

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="descriptors of a process are counted in /proc")

DESCRIPTORS = 256
PAGES = 50  # opened and closed in turn: the three files of each, were they kept, are more than half of these
WAIT_SECONDS = 30  # for what happens by the clock, on a busy machine
PAUSE_SECONDS = 0.1  # between two looks whether it has
MB = 1024 * 1024

# The server where no temporary file can be made, which forgets a closed session at once when told to.
PROGRAM = """
import os, tempfile
import dyad.server.limits as limits
from dyad.__main__ import main

class Hasty(limits.ClosedSessions):
    def save(self, session_info):
        self._seconds = 0.1 if os.path.exists(os.environ["HASTY"]) else 100
        super().save(session_info)

limits.ClosedSessions, tempfile.tempdir = Hasty, "/nowhere"
main()
"""


@pytest.fixture(scope="module")
def hasty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file that is there while closed sessions are to be forgotten at once."""
    return tmp_path_factory.mktemp("door") / "hasty"


@pytest.fixture(scope="module")
def server(hasty: Path) -> Iterator[Server]:
    """Run a server that may open few files and takes few uploads."""
    port = free_port()
    limited = f'ulimit -n {DESCRIPTORS}; exec "$0" -c "$1" serve --port {port}'
    env = {"DYAD_PREWARM": "0", "DYAD_UPLOADS_SESSION_MB": "9", "DYAD_UPLOADS_MB": "11", "HASTY": str(hasty)}
    command = ["sh", "-c", limited, sys.executable, PROGRAM]
    with running(command, hasty.parent / "log", url=f"http://{HOST}:{port}", env=env) as server:
        yield server


def ask(server: Server, path: str, *, method: str = "GET", body: bytes = b"", **headers: str) -> tuple[int, str, str]:
    """Return status, place it leads to, and text of an answer; `_` in a header's name is a hyphen."""
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
    try:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, headers=given)
        answer = connection.getresponse()
        assert answer.headers["Content-Security-Policy"]
        return answer.status, answer.headers.get("Location", ""), answer.read().decode("latin-1")
    finally:
        connection.close()


def talk(server: Server, *pieces: bytes, answered: bytes = b"") -> bytes:
    """Return what comes back for these bytes, and others once the first have an answer, until the connection ends."""
    parts = urlsplit(server.url)
    got = b""
    with socket.create_connection((HOST, parts.port or 0), timeout=30) as connection:
        for piece in pieces:
            connection.sendall(piece)
        if answered:
            got = connection.recv(MB)
            connection.sendall(answered)
        while more := connection.recv(MB):
            got += more
    return got


def head(server: Server, first: bytes, *lines: bytes) -> bytes:
    """Return the beginning of a request."""
    return first + b" HTTP/1.1\r\nHost: " + urlsplit(server.url).netloc.encode() + b"\r\n" + b"".join(lines)


def open_files(server: Server) -> int:
    """Return how many files and sockets the server has open."""
    return len(list(Path(f"/proc/{server.process.pid}/fd").iterdir()))


def test_descriptors_do_not_run_out(server: Server) -> None:
    """Very many pages opened and closed in turn leave room for the next, and the log says how many may be open."""
    for _ in range(PAGES):
        with Reader(server.url):
            pass
    with Reader(server.url) as reader:
        reader.run()
        assert reader.drawn
    assert open_files(server) < DESCRIPTORS / 2
    assert f"open {DESCRIPTORS} files: enough for 24 open pages" in server.read_log()


def put(server: Server, reader: Reader, file: str, size: int, *, session: str = "", method: str = "PUT") -> int:
    """Return the status of the answer to a reader's upload, or taking back, of a file of so many bytes."""
    disposition = b'Content-Disposition: form-data; name="file"; filename="a.csv"'
    body = b"--B\r\n" + disposition + b"\r\n\r\n" + b"a" * size + b"\r\n--B--\r\n"
    token = reader.cookies[XSRF_COOKIE]
    given = {
        "Cookie": f"{XSRF_COOKIE}={token}",
        "X_Xsrftoken": token,
        "Content_Type": "multipart/form-data; boundary=B",
    }
    path = f"/_stcore/upload_file/{session or reader.session}/{file}"
    code, _, told = ask(server, path, method=method, body=body, **given)
    assert code != 413 or told.startswith("Refused: all files ")
    return code


def test_uploads_have_an_end(server: Server, hasty: Path) -> None:
    """Invented ids are no way round the limits, nothing is written to disk, and all is gone once a reader has left."""
    with Reader(server.url) as stays:
        stays.run()
        with Reader(server.url) as leaves:
            leaves.run()
            assert [put(server, leaves, name, 4 * MB) for name in "abc"] == [204, 204, 413]
            assert put(server, leaves, "a", 0, method="DELETE") == 204
            assert put(server, leaves, "c", 4 * MB) == 204
            assert put(server, leaves, "d", 1, session="nobody") == 400
            assert put(server, stays, "a", 4 * MB) == 413
            hasty.touch()
        end = time.monotonic() + WAIT_SECONDS
        while put(server, stays, "a", 4 * MB) != 204:
            assert time.monotonic() < end, "what a reader brought who left is still there"
            time.sleep(PAUSE_SECONDS)
        hasty.unlink()


@pytest.mark.parametrize("first", ["header", "headers", "address"])
def test_a_head_has_an_end(server: Server, first: str) -> None:
    """A request whose head goes on is answered as soon as it is too long, and the socket closed."""
    pieces = {
        "header": [head(server, b"GET /", b"X: "), b"a" * MOST_HEAD_BYTES],
        "headers": [head(server, b"GET /"), *[b"X-%d: a\r\n" % at * 100 for at in range(MOST_HEAD_BYTES // 700)]],
        "address": [b"GET /", b"a" * MOST_HEAD_BYTES],
    }[first]
    whole = b"".join(pieces)[:MOST_HEAD_BYTES]
    got = talk(server, whole[: MOST_HEAD_BYTES // 2], whole[MOST_HEAD_BYTES // 2 :])
    assert got.startswith(b"HTTP/1.1 400 ")
    assert got.endswith(b"too long.")


def test_long_heads_and_bodies_are_no_fault(server: Server) -> None:
    """One head after another on a connection may be long, and a body longer than any head."""
    asked = head(server, b"GET /health", b"X: ", b"a" * (MOST_HEAD_BYTES - 1000), b"\r\n")
    sent = head(server, b"POST /health", b"Content-Length: %d\r\n\r\n" % (4 * MOST_HEAD_BYTES))
    got = talk(
        server, asked + b"\r\n", asked + b"\r\n", sent, b"a" * 4 * MOST_HEAD_BYTES, asked + b"Connection: close\r\n\r\n"
    )
    assert re.findall(rb"HTTP/1\.1 (\d+)", got) == [b"200", b"200", b"405", b"200"]


def test_what_follows_a_body_has_an_end(server: Server) -> None:
    """Headers after a body in pieces end the connection, too, when they go on."""
    begun = head(server, b"POST /health", b"Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nX: ")
    assert talk(server, begun, answered=b"a" * MOST_HEAD_BYTES).count(b"HTTP/1.1 ") == 1


def test_addresses_lead_somewhere(server: Server) -> None:
    """What Streamlit has routes for is its own; pages are found; the rest is 404, below the address of a page, too."""
    for path, code, location in (
        ("/", 200, ""),
        ("/timeline?years=2014&years=2017", 200, ""),
        ("/health", 200, ""),
        ("/app/static/FiraSans-Regular.woff2", 200, ""),
        ("/_stcore/host-config", 200, ""),
        ("/timeline/?event=a&amp;q=b", 307, "../timeline?event=a&q=b"),
        ("/timeline%3Fevent%3Da", 307, "./timeline?event=a"),
        ("/nothing", 404, ""),
        ("/static/js/index.OLD.js", 404, ""),
        ("/timeline/static/js/index.OLD.js", 404, ""),
        ("/timeline/_stcore/health", 404, ""),
        ("/_stcore/nothing", 404, ""),
        ("/media/nothing", 404, ""),
    ):
        for method in ("GET", "HEAD"):
            assert ask(server, path, method=method)[:2] == (code, location), (method, path)
    assert json.loads(ask(server, "/health")[2])["status"] == "ok"
