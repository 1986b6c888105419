"""The server: Streamlit's ASGI app with security headers, `/health`, closed doors, and errors that have a name.

`app.py` makes its `st.App` with what `app_options` returns, so that `python -m dyad serve` and `streamlit run app.py`
serve the same. Settings come from the command line and from these variables of the environment:

DYAD_FRAME_ANCESTORS    who may show the dashboard in a frame (`dyad/headers.py`)
DYAD_HOSTS              names the server answers to, when it is not to answer to those of this machine only
DYAD_METRICS=1          opens Streamlit's /_stcore/metrics
DYAD_PREVIEWS=0         sends pages without a preview (`dyad/preview`), and draws none
DYAD_UPLOADS_MB, DYAD_UPLOADS_SESSION_MB    how much may be uploaded (`dyad/uploads.py`)
FORWARDED_ALLOW_IPS     proxies whose X-Forwarded-… headers count (uvicorn's own; 127.0.0.1 unless set)
"""

from __future__ import annotations

import errno
import gc
import importlib.util
import ipaddress
import logging
import os
import re
import secrets
import socket
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Thread
from typing import Any

import streamlit as st
import uvicorn
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit.file_util import get_static_dir
from streamlit.web.bootstrap import load_config_options
from streamlit.web.server.server_util import is_allowed_origin

from dyad.addresses import Addresses, answer_robots, files_in
from dyad.assets import Assets
from dyad.file_server import FilesMiddleware
from dyad.headers import ANCESTORS_VARIABLE, Headers, HeadersMiddleware, read_ancestors, security_headers
from dyad.importing.current import current_record, look
from dyad.index import IndexMiddleware, files_named, make_index
from dyad.limits import limited
from dyad.preview.keeper import Previews
from dyad.protocols import http_protocol, websocket_protocol
from dyad.record import Problem, RecordError
from dyad.record.schema import TABLES
from dyad.ui.failure import NAME_BYTES, tell_failure
from dyad.ui.shell import ENTRIES
from dyad.uploads import Limits, Uploads, read_limits

APP = Path(__file__).parents[1] / "app.py"
HOSTS_VARIABLE, METRICS_VARIABLE, PREVIEWS_VARIABLE = "DYAD_HOSTS", "DYAD_METRICS", "DYAD_PREVIEWS"
LOOPBACK = ("localhost", "127.0.0.1", "::1")
ANY_ADDRESS = "0.0.0.0"  # noqa: S104 - what Streamlit serves on where its settings name no address
NAME = re.compile(r"\*|(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*|[0-9a-f]*:[0-9a-f:]*", re.IGNORECASE)
HOST = re.compile(
    r"(\[(?P<address>[0-9a-f:.]+)\]|(?P<name>[a-z0-9_.-]+))(:[0-9]{0,5})?"
)  # of a Host header, in small letters

MOST_PROBLEMS = 20  # told by /health
LOOKS_FOR_GARBAGE = (5_000, 10, 10)  # objects that came, looks among the newest, looks among the newer; of CPython
GRACE_SECONDS = 3  # for answers under way when the server is told to end
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"  # as Streamlit's own

METRICS = "/_stcore/metrics"
BLOCKED_PATHS = ("/_stcore/script-health-check", "/_stcore/agent")  # Streamlit's, off by default; off for good here


class StartError(Exception):
    """The server cannot start as asked; the message is one line for whoever asked."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How to serve. `names` are those the server answers to, none meaning any."""

    host: str
    port: int
    names: tuple[str, ...]
    ancestors: tuple[str, ...]
    uploads: Limits
    metrics: bool
    previews: bool = True


def read_settings(env: Mapping[str, str], *, host: str, port: int) -> Settings:
    """Read the settings from the command line's options and the environment.

    Raises
    ------
    StartError
        When a variable holds what it may not.
    """
    names = tuple(env.get(HOSTS_VARIABLE, "").split())
    for name in names:
        if not NAME.fullmatch(name):
            raise StartError(
                f'{HOSTS_VARIABLE}: "{name}" is no name of a machine. Allowed: names such as dyad.school.example or '
                "*.school.example, without https:// and port, with spaces between; or * for any."
            )
    if names or is_loopback(host):
        names = tuple(dict.fromkeys((*LOOPBACK, host, *names)))
    try:
        ancestors = read_ancestors(env.get(ANCESTORS_VARIABLE, ""))
        uploads = read_limits(env)
    except ValueError as why:
        raise StartError(str(why)) from why
    return Settings(
        host=host,
        port=port,
        names=names,
        ancestors=ancestors,
        uploads=uploads,
        metrics=env.get(METRICS_VARIABLE, "") == "1",
        previews=env.get(PREVIEWS_VARIABLE, "") != "0",
    )


def is_loopback(host: str) -> bool:
    """Return whether only this machine reaches what is served on an address.

    >>> [is_loopback(host) for host in ("127.0.0.1", "localhost", "0.0.0.0", "dyad.example")]
    [True, True, False, False]
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Raises
    ------
    StartError
        When the port is taken, or the address is none of this machine's.
    """
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except (OSError, OverflowError) as why:
        if isinstance(why, OSError) and why.errno == errno.EADDRINUSE:
            fix = f"The port is in use. Choose another: --port {port + 1}."
        else:
            reason = str(getattr(why, "strerror", None) or why).partition(" (")[0]
            fix = f"{reason}. Choose an address of this machine and a port above 1023."
        raise StartError(f"Cannot serve on {host}, port {port}: {fix}") from why


def serve(settings: Settings, *, on: socket.socket) -> None:
    """Serve until Ctrl-C or the end of the process is asked for."""
    logging.basicConfig(level=logging.WARNING, format=LOG_FORMAT)
    parts = Parts(settings)
    app = load_app(parts)  # before the headers are made: it is by then that Streamlit knows its settings
    config = uvicorn.Config(
        app,
        lifespan="on",
        http=http_protocol(parts.headers),
        ws=websocket_protocol(parts.headers),
        ws_per_message_deflate=False,  # as with `streamlit run`: classes sit in one room, and packing costs time
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[on])


def load_app(parts: Parts) -> st.App:
    """Return the ASGI app of `app.py`, made with these parts."""
    _given[:] = [parts]
    spec = importlib.util.spec_from_file_location(APP.stem, APP)
    if spec is None or spec.loader is None:
        raise StartError(f"{APP.name} is missing beside the package.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    # After `st.App`, which says where .streamlit/config.toml is: it counts, but for what is given here.
    load_config_options({"server.address": parts.settings.host, "server.port": parts.settings.port})
    app: st.App = module.app
    return app


def app_options() -> dict[str, Any]:
    """Return what `app.py` makes its `st.App` with: given by `load_app`, else by Streamlit's settings and variables.

    Ends the process with one line where a variable holds what it may not.
    """
    if _given:
        parts = _given[0]
    else:  # `streamlit run`, which has read .streamlit/config.toml
        try:
            address = st.get_option("server.address") or ANY_ADDRESS
            parts = Parts(read_settings(os.environ, host=address, port=st.get_option("server.port")))
        except StartError as why:
            raise SystemExit(str(why)) from why

    def answer_failure(_: Request, error: Exception) -> Response:
        return name_failure(error, parts.headers)  # it is made outside of any middleware

    return {
        "routes": [Route("/health", answer_health), Route("/robots.txt", answer_robots)],
        "middleware": [Middleware(parts.stand_before)],
        "lifespan": limited,
        "on_script_error": _tell_script_error,
        "exception_handlers": {Exception: answer_failure},
    }


class Parts:
    """What stands before Streamlit's app; made when its server starts, as Streamlit's settings are not read before."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._static = Path(get_static_dir())

    @cached_property
    def index(self) -> Mapping[bool, str]:
        """The HTML of pages with charts and of those without."""
        return {charts: make_index(self._static, charts=charts) for charts in (True, False)}

    @cached_property
    def headers(self) -> Headers:
        """The security headers of every answer."""
        return security_headers(self.index[True], ancestors=self.settings.ancestors)

    def stand_before(self, app: ASGIApp) -> ASGIApp:
        """Return Streamlit's app with all that is ours before it."""
        pages = {"/" if one is ENTRIES[0] else f"/{one.name}": (one, self.index[one.charts]) for one in ENTRIES}
        previews = Previews() if self.settings.previews else None
        app = Uploads(app, limits=self.settings.uploads)
        app = IndexMiddleware(app, pages, find=previews.find if previews else lambda _: "")
        app = Addresses(app, pages={entry.name: entry.menu for entry in ENTRIES}, files=files_in(self._static))
        app = HeadersMiddleware(FilesMiddleware(app), self.headers)
        assets = Assets(app, folder=self._static / "static", first=files_named(self.index[True]))
        Thread(target=warm_up, args=(assets, previews), daemon=True).start()
        blocked = BLOCKED_PATHS if self.settings.metrics else (*BLOCKED_PATHS, METRICS)
        return HostGuard(assets, headers=self.headers, names=self.settings.names, blocked=blocked)


_given: list[Parts] = []  # by `load_app`; a process holds one app, as Streamlit's settings are the process's


def warm_up(assets: Assets, previews: Previews | None) -> None:
    """Do what the first reader would wait for."""
    assets.pack_first()
    with suppress(RecordError):  # it will be told to whoever asks for the record
        current_record()
    if previews:
        previews.draw_first()
    freeze_gc()


def freeze_gc() -> None:
    """Look for garbage once, and from now on seldom, and not among what is there: it stays as long as the server.

    Half a million objects would be looked through again and again, which takes a tenth of every run.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*LOOKS_FOR_GARBAGE)


class HostGuard:
    """Stand before Streamlit: refuse what is shut and what is meant for others, with these headers."""

    def __init__(self, assets: Assets, *, headers: Headers, names: tuple[str, ...], blocked: tuple[str, ...]) -> None:
        self._assets = assets
        self._headers = headers
        self._names = names
        self._blocked = blocked

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            hosts = _headers(scope, b"host")
            named = not self._names or is_named("".join(hosts), self._names)
            if len(hosts) > 1 or not (named and is_from_here("".join(_headers(scope, b"origin")), "".join(hosts))):
                await send({"type": "websocket.close"})
                return
        refusal = self._refusal(scope) if scope["type"] == "http" else None
        await (HeadersMiddleware(refusal, self._headers) if refusal else self._assets)(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        hosts = _headers(scope, b"host")
        if len(hosts) > 1:
            return PlainTextResponse("A request has one Host header.\n", status_code=400)
        if self._names and not is_named("".join(hosts), self._names):
            told = ", ".join(self._names)
            return PlainTextResponse(
                f"This server answers to {told} only. {HOSTS_VARIABLE} adds names to these, as a proxy may need.\n",
                status_code=400,
            )
        if any(f"{path}/" in f"{scope['path']}/" for path in self._blocked):
            return PlainTextResponse("Not Found\n", status_code=404)
        return None


def is_named(host: str, names: tuple[str, ...]) -> bool:
    """Return whether a Host header, port and all, is one of these names.

    A page elsewhere can have its own name lead to this machine, and so read what is served here (DNS
    rebinding); the name in this header is then that page's.

    >>> names = ("localhost", "*.school.example")
    >>> [is_named(host, names) for host in ("localhost:8501", "a.school.example", "b.example")]
    [True, True, False]
    """
    read = HOST.fullmatch(host.lower())
    if not read:
        return False
    asked = (read["address"] or read["name"]).rstrip(".")
    return any(
        name in ("*", asked) or (name.startswith("*.") and asked.endswith(name[1:])) for name in map(str.lower, names)
    )


def is_from_here(origin: str, host: str) -> bool:
    """Return whether a websocket was opened by a page of this server, by one allowed, or by no page at all.

    Streamlit would ask the same, but of a page from elsewhere only after it asked a service on the internet
    what the address of this machine is.

    >>> [is_from_here(origin, "localhost:8501") for origin in ("", "http://localhost:8501", "http://localhost:80")]
    [True, True, False]
    """
    return not origin or origin.partition("://")[2] == host or is_allowed_origin(origin)


def _headers(scope: Scope, name: bytes) -> list[str]:
    return [value.decode("latin-1") for given, value in scope["headers"] if given == name]


def answer_health(_: Request) -> Response:
    """Say which record is shown, whether its files can still be used as they are, and if not, what is wrong.

    It is 503 only when nothing can be shown.
    """
    headers = {"Cache-Control": "no-store"}
    try:
        shown = look()
    except RecordError as error:
        return JSONResponse({"status": "broken", **_tell(error.problems)}, status_code=503, headers=headers)
    told: dict[str, Any] = {"status": "ok"}
    if shown.since:
        told = {"status": "stale", "since": shown.since.isoformat(timespec="seconds"), **_tell(shown.problems)}
    counts = {name: len(getattr(shown.record, name)) for name in TABLES}
    return JSONResponse({**told, "version": shown.record.version, "counts": counts}, headers=headers)


def _tell(problems: Sequence[Problem]) -> dict[str, Any]:
    return {"problems": [str(problem) for problem in problems[:MOST_PROBLEMS]], "count": len(problems)}


def name_failure(error: Exception, headers: Headers) -> Response:
    """Answer where an answer failed: with a name, under which the log will have the error."""
    name = secrets.token_hex(NAME_BYTES)
    error.add_note(f"Told to the reader as error {name}.")
    sentence = f"This could not be answered. The server’s log says why, under error {name}.\n"
    told = {name.decode(): value.decode() for name, value in headers} | {"Cache-Control": "no-store"}
    return PlainTextResponse(sentence, status_code=500, headers=told)


def _tell_script_error(error: Exception) -> bool:
    """Tell of an error outside the run of a page, in a button's callback for one; True: nobody else need tell."""
    tell_failure(error)
    return True
