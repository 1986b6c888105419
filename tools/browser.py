"""A server of the dashboard and a browser to look at it: what the browser tests and the screenshots share.

Only for tests and tools; the dashboard itself never starts a browser.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
START_SECONDS = 60  # until a server answers, on a busy machine
SETTLE_MS = 60_000  # until a page is drawn, on a busy machine
LOOK_MS = 100  # between two looks at whether it is: each costs the page some ms

# A browser that asks nobody anything and runs as root in a container.
LAUNCH_ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PHONE_WIDTH = 600  # px; below it a page is asked for as by a phone
PHONE_AGENT = (
    "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 "
    "Mobile Safari/537.36"
)

# True once Streamlit's script has ended and drawn something, every figure is there, the fonts are, and all of that has
# lasted a while: a page may run twice (its scheme is reported back to Python), and between the runs it looks finished.
SETTLED = """
() => {
  const LASTING_MS = 250;  // longer than a run that follows another takes to begin
  const FRAMES = 3;  // a busy browser may take long until it looks at its own size
  const app = document.querySelector('[data-testid="stApp"]');
  const all = (selector) => [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
  const drawn = (chart) => {
    const mark = chart.querySelector('.main-svg');
    return mark !== null && mark.getBoundingClientRect().width > 0;
  };
  const done = app !== null
    && app.dataset.testScriptState === 'notRunning'
    && app.dataset.testConnectionState === 'CONNECTED'
    && document.querySelector('[data-testid="stMain"] [data-testid="stElementContainer"]') !== null
    && all('[data-testid="stSkeleton"], [data-testid="stSpinner"], [data-stale="true"]').length === 0
    && all('[data-testid="stPlotlyChart"]').every(drawn)
    && all('.dyad-drawn[data-shown="false"]').length === 0  // a figure is on its way
    && document.querySelector('[data-settled="false"]') === null  // drawn for another scheme than this window's
    && document.getElementById('first') === null  // the first HTML has given way
    && (document.querySelector('.st-key-lesson') === null || document.documentElement.dataset.clicker !== undefined)
    && document.fonts.status === 'loaded';
  const now = performance.now();
  if (!done) window.__doneSince = undefined;
  else if (window.__doneSince === undefined) {
    window.__doneSince = now;
    window.__framesLeft = FRAMES;
    const count = () => { if (--window.__framesLeft > 0) requestAnimationFrame(count); };
    requestAnimationFrame(count);
  }
  return done && now - window.__doneSince >= LASTING_MS && window.__framesLeft <= 0;
}
"""

# Streamlit scrolls inside its main block: a window of this height shows all of a page.
CONTENT_HEIGHT = """() => document.querySelector('[data-testid="stMain"]').scrollHeight"""
MOST_HEIGHT = 16_000  # px of a window; Chromium's pictures end at 16,384

# Where a drawing is late, as on a busy machine, the page asks for it again; it stands still only once it has it.
KNOWN_503 = re.compile(r"/drawings/[a-z-]+")
POLICY = "Content Security Policy"  # what a browser calls it where it refused something, error or not

# What runs the dashboard; the port comes last.
SERVE = ("-m", "dyad", "serve", "--host", HOST, "--port")
STREAMLIT_RUN = ("-m", "streamlit", "run", "app.py", "--server.port")


@dataclass(frozen=True, kw_only=True)
class Server:
    """A running dashboard, or a proxy before one."""

    url: str
    log: Path
    process: subprocess.Popen[bytes] | None  # None where another program runs it

    def read_log(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def address(self, path: str = "", query: Mapping[str, Any] | None = None) -> str:
        """Return the address of a page; a list in the query repeats its name, True and False become words."""
        given = (query or {}).items()
        tail = urlencode({name: str(one).lower() if isinstance(one, bool) else one for name, one in given}, doseq=True)
        return f"{self.url}/{path}" + (("&" if "?" in path else "?") + tail if tail else "")


def files_in(folder: Path) -> Server:
    """Return what opens the pages of a folder as a server's."""
    return Server(url=folder.as_uri(), log=folder, process=None)


def running_server(
    log: Path, *, env: Mapping[str, str] | None = None, port: int | None = None, command: Sequence[str] = SERVE
) -> AbstractContextManager[Server]:
    """Run the dashboard on a port of this machine, a free one unless told, until the block ends (`running`)."""
    port = port or free_port()
    return running([sys.executable, *command, str(port)], log, url=f"http://{HOST}:{port}", env=env)


@contextmanager
def running(
    command: Sequence[str], log: Path, *, url: str, env: Mapping[str, str] | None = None, folder: Path = ROOT
) -> Iterator[Server]:
    """Run a server, or a proxy before one, until the block ends; the block begins once the dashboard answers there.

    Raises RuntimeError where it does not start.
    """
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    server = Server(url=url, log=log, process=process)
    try:
        _wait_until_healthy(server)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def context_options(*, width: int, height: int, scheme: str) -> dict[str, Any]:
    """Return Playwright's options of a new context: the window, light or dark, a phone's name below `PHONE_WIDTH`."""
    options: dict[str, Any] = {
        "viewport": {"width": width, "height": height},
        "color_scheme": scheme,
        "device_scale_factor": 1,
        "reduced_motion": "reduce",
        "locale": "en-GB",
        "timezone_id": "UTC",
    }
    if width < PHONE_WIDTH:
        options |= {"user_agent": PHONE_AGENT, "has_touch": True}
    return options


@dataclass
class Noise:
    """What a page did that nobody sees: errors in its console, requests to other machines."""

    server: Server
    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)

    def listen(self, page: Any) -> None:
        """Note everything from now on."""
        for event, hear in self.ears():
            page.on(event, hear)

    def ears(self) -> list[tuple[str, Callable[[Any], None]]]:
        """Return what hears each kind of event of a page."""
        return [
            ("console", self._note_message),
            ("pageerror", lambda error: self.errors.append(f"uncaught: {error}")),
            ("request", lambda request: self._note_address(request.url)),
            ("websocket", lambda socket: self._note_address(socket.url)),
        ]

    def _note_message(self, message: Any) -> None:
        where = message.location.get("url", "")
        if message.type != "error" and POLICY not in message.text:
            return
        if "503" in message.text and KNOWN_503.fullmatch(urlsplit(where).path):
            return
        self.errors.append(f"{message.text} ({where})")

    def _note_address(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob", "about"} and parts.netloc != urlsplit(self.server.url).netloc:
            self.outside.append(url)


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_until_healthy(server: Server) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if server.process and server.process.poll() is not None:
            raise RuntimeError(f"The server ended at once:\n{server.read_log()}")
        try:
            with urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"No answer from the server within {START_SECONDS} s:\n{server.read_log()}")
