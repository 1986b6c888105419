"""A real browser against a real server: fixtures of the browser tests.

`open_page` fails a test by itself when a page wrote an error to its console or asked another machine for anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from fcntl import LOCK_EX, LOCK_SH, flock
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.windows import Windows
from tools.browser import LAUNCH_ARGS, LOOK_MS, SERVE, SETTLE_MS, SETTLED, Noise, Server, running_server
from tools.programs import CHROMIUM, find_program

# The second program that draws would end whenever nobody drew for half a minute, and start anew.
KEEPING = "import dyad.render.converter as it; it.SPARE_SECONDS = 900; from dyad.__main__ import main; main()"
# What is drawn before it is asked for takes a processor some minutes, which belong to the tests.
NO_PREWARM = {"DYAD_PREWARM": "0"}
# Every page of a window is one and the same program: another one each time would compile all scripts anew, as it would
# each to the last degree. Of a page that was left nothing is kept but its files. And no page is loaded for the
# suggestions under an address bar that nobody sees: each window would have two, a second each.
WITHOUT = (
    "ProactivelySwapBrowsingInstance", "BackForwardCache", "MemoryCacheStrongReference", "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
)  # fmt: skip
ONE_PROGRAM = (
    f"--disable-features={','.join(WITHOUT)}",
    "--disable-site-isolation-trials",
    "--renderer-process-limit=1",
    "--js-flags=--no-turbofan --no-maglev",
)
expect.set_options(timeout=15_000)  # a machine may do other things beside; the tests ask what is shown, not how fast


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Keep one headless browser for all tests of this worker; without Chromium they fail and say what to do."""
    with sync_playwright() as playwright:
        args = [*LAUNCH_ARGS, *ONE_PROGRAM]
        browser = playwright.chromium.launch(executable_path=find_program(CHROMIUM), args=args, headless=True)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Windows:
    """Keep the windows of this worker's browser, to be used again."""
    return Windows(browser)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return the folder that the workers of a run have in common, with one for what the server below lays aside."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "shared"
    (folder / "temporary").mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def server(shared: Path, request: pytest.FixtureRequest) -> Server:
    """Return the one server of all tests, of whatever worker, that change nothing of it. It draws nothing ahead.

    A new one costs some ten seconds of processor until its first page is drawn. The worker that comes first starts it,
    and ends it once no other uses it: each holds a lock until it ends, however it does.
    """
    address, log = shared / "address", shared / "server.log"
    running = ExitStack()
    request.config.add_cleanup(running.close)  # not as a test ends: that has a time to keep
    users = running.enter_context((shared / "users").open("w"))
    with (shared / "start").open("w") as starting:
        flock(starting, LOCK_EX)
        if not address.exists():
            env = NO_PREWARM | {"TMPDIR": str(shared / "temporary")}
            server = running.enter_context(running_server(log, env=env, command=("-c", KEEPING, *SERVE[2:])))
            address.write_text(server.url, encoding="utf-8")
            running.callback(flock, users, LOCK_EX)
            running.callback(address.unlink)
        else:
            server = Server(url=address.read_text(encoding="utf-8"), log=log, process=None)
        flock(users, LOCK_SH)
    return server


@pytest.fixture
def fresh_server(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Return a function that starts a server nobody has visited yet, with `NAME=value` added to its environment.

    `port` and `command` are those of `running_server`. It draws nothing ahead, unless told.
    """
    with ExitStack() as running:
        started: list[Server] = []

        def start(*, port: int | None = None, command: Sequence[str] = SERVE, **env: str) -> Server:
            log = tmp_path / f"server-{len(started)}.log"
            given = NO_PREWARM | env
            started.append(running.enter_context(running_server(log, env=given, port=port, command=command)))
            return started[-1]

        yield start


class Opener:
    """Open pages in windows of their own and remember what each did unseen (`noise`)."""

    def __init__(self, windows: Windows, server: Callable[[], Server]) -> None:
        self._windows = windows
        self._server = server
        self._opened: list[tuple[Page, int]] = []
        self.noise: dict[Page, Noise] = {}

    def __call__(
        self,
        path: str = "",
        *,
        width: int = 1280,
        height: int = 720,
        scheme: str = "light",
        server: Server | None = None,
        ready: str = SETTLED,
        ears: Mapping[str, Callable[..., Any]] | None = None,
        **query: Any,
    ) -> Page:
        """Return the page once it is `ready`; a list in `query` repeats its name in the address.

        Each of `ears` hears, from the start, the event that it is the value of.
        """
        server = server or self._server()
        page = self._windows.take(width=width, height=height, scheme=scheme)
        self._opened.append((page, width))
        self.noise[page] = Noise(server)
        for event, hear in (*self.noise[page].ears(), *(ears or {}).items()):
            self.listen(page, event, hear)
        page.goto(server.address(path, query))
        page.wait_for_function(ready, timeout=SETTLE_MS, polling=LOOK_MS)
        return page

    def forgive(self, page: Page) -> None:
        """Leave this page out of the check at the end: its errors are what the test is about."""
        del self.noise[page]

    def listen(self, page: Page, event: str, hear: Callable[..., Any]) -> None:
        """Call `hear` at each event of a page until the test ends."""
        self._windows.listen(page, event, hear)

    def close(self) -> None:
        """Leave every page."""
        for page, width in self._opened:
            self._windows.give_back(page, width=width)


@pytest.fixture
def open_page(windows: Windows, request: pytest.FixtureRequest) -> Iterator[Opener]:
    """Return the function that opens pages; afterwards no page may have erred or called outside."""
    request.getfixturevalue("fresh_server")  # so that its servers end only after the pages are closed
    # The shared server starts only for a test that does not bring one of its own.
    opener = Opener(windows, lambda: request.getfixturevalue("server"))
    try:
        yield opener
    finally:
        opener.close()
    errors = [error for noise in opener.noise.values() for error in noise.errors]
    outside = [url for noise in opener.noise.values() for url in noise.outside]
    assert not errors, f"errors in the browser's console: {errors}"
    assert not outside, f"requests that left the machine: {outside}"
