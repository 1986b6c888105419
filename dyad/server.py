"""The server: Streamlit's ASGI app with security headers, `/health`, closed doors, and errors that have a name.

`python -m dyad serve` runs it. Settings come from the command line and from these variables of the environment:

DYAD_FRAME_ANCESTORS    who may show the dashboard in a frame (`dyad/headers.py`)
DYAD_HOSTS              names the server answers to, when it is not to answer to those of this machine only
DYAD_METRICS=1          opens Streamlit's /_stcore/metrics
DYAD_PREVIEWS=0         sends pages without a preview (`dyad/preview`), and draws none
FORWARDED_ALLOW_IPS     proxies whose X-Forwarded-… headers count (uvicorn's own; 127.0.0.1 unless set)
"""

from __future__ import annotations

import errno
import gc
import ipaddress
import logging
import re
import secrets
import socket
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import streamlit as st
import uvicorn
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send
from streamlit.file_util import get_static_dir
from streamlit.web.bootstrap import load_config_options
from streamlit.web.server.server_util import is_allowed_origin

from dyad.assets import Assets
from dyad.headers import ANCESTORS_VARIABLE, Headed, Headers, read_ancestors, security_headers
from dyad.importing.current import current_record
from dyad.index import Pages, files_named, make_index
from dyad.preview.keeper import Previews
from dyad.record import RecordError
from dyad.record.schema import TABLES
from dyad.ui.failure import NAME_BYTES, tell_failure
from dyad.ui.shell import ENTRIES

APP = Path(__file__).parents[1] / "app.py"
HOSTS_VARIABLE, METRICS_VARIABLE, PREVIEWS_VARIABLE = "DYAD_HOSTS", "DYAD_METRICS", "DYAD_PREVIEWS"
LOOPBACK = ("localhost", "127.0.0.1", "::1")
NAME = re.compile(r"\*|(\*\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*|[0-9a-f:]*:[0-9a-f:]*", re.IGNORECASE)

MOST_PROBLEMS = 20  # told by /health
LOOKS_FOR_GARBAGE = (5_000, 10, 10)  # objects that came, looks among the newest, looks among the newer; of CPython
GRACE_SECONDS = 3  # for answers under way when the server is told to end
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"  # as Streamlit's own

METRICS = "/_stcore/metrics"
SHUT = ("/_stcore/script-health-check", "/_stcore/agent")  # Streamlit's, off by default; off for good here


class StartError(Exception):
    """The server cannot start as asked; the message is one line for whoever asked."""


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How to serve. `names` are those the server answers to, none meaning any."""

    host: str
    port: int
    names: tuple[str, ...]
    ancestors: tuple[str, ...]
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
    except ValueError as why:
        raise StartError(str(why)) from why
    return Settings(
        host=host,
        port=port,
        names=names,
        ancestors=ancestors,
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
    app, warm_up = make_app(settings)
    Thread(target=warm_up, daemon=True).start()
    config = uvicorn.Config(
        app,
        lifespan="on",
        ws="websockets-sansio",
        ws_per_message_deflate=False,  # as with `streamlit run`: classes sit in one room, and packing costs time
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[on])


def make_app(settings: Settings) -> tuple[Front, Callable[[], None]]:
    """Return the dashboard as an ASGI app, and what to do before the first reader comes, who else would wait for it.

    A process can hold one: Streamlit's settings are the process's.
    """
    app = st.App(
        APP,
        routes=[Route("/health", answer_health)],
        on_script_error=_tell_script_error,
        exception_handlers={Exception: answer_failure},
    )
    # After `st.App`, which says where .streamlit/config.toml is: it counts, but for what is given here.
    load_config_options(
        {
            "server.address": settings.host,
            "server.port": settings.port,
            "server.allowedHosts": list(settings.names),
        }
    )
    static = Path(get_static_dir())
    made = {charts: make_index(static, charts=charts) for charts in (True, False)}
    pages = {"/" if entry is ENTRIES[0] else f"/{entry.name}": (entry, made[entry.charts]) for entry in ENTRIES}
    previews = Previews() if settings.previews else None
    theirs = (static / "index.html").read_text(encoding="utf-8")  # answers any other address
    headers = security_headers(theirs + made[True], ancestors=settings.ancestors)
    answering = Pages(app, pages, find=previews.find if previews else lambda _: "")
    assets = Assets(Headed(answering, headers), folder=static / "static", first=files_named(made[True]))

    def warm_up() -> None:
        assets.pack_first()
        with suppress(RecordError):  # it will be told to whoever asks for the record
            current_record()
        if previews:
            previews.draw_first()
        rest()

    shut = SHUT if settings.metrics else (*SHUT, METRICS)
    return Front(assets, headers=headers, names=settings.names, shut=shut), warm_up


def rest() -> None:
    """Look for garbage once, and from now on seldom, and not among what is there: it stays as long as the server.

    Half a million objects would be looked through again and again, which takes a tenth of every run.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*LOOKS_FOR_GARBAGE)


class Front:
    """Stand before Streamlit: refuse what is shut and what is meant for others, with these headers.

    A websocket under another name is refused by Streamlit itself (`server.allowedHosts`).
    """

    def __init__(self, assets: Assets, *, headers: Headers, names: tuple[str, ...], shut: tuple[str, ...]) -> None:
        self._assets = assets
        self._headers = headers
        self._names = names
        self._shut = shut

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and not is_from_here(_header(scope, b"origin"), _header(scope, b"host")):
            await send({"type": "websocket.close"})
            return
        if scope["type"] != "http":
            await self._assets(scope, receive, send)
            return

        refusal = self._refusal(scope)
        await (Headed(refusal, self._headers) if refusal else self._assets)(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        if self._names and not is_named(_header(scope, b"host"), self._names):
            told = ", ".join(self._names)
            return PlainTextResponse(
                f"This server answers to {told} only. {HOSTS_VARIABLE} adds names to these, as a proxy may need.\n",
                status_code=400,
            )
        if any(f"{shut}/" in f"{scope['path']}/" for shut in self._shut):
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
    try:
        asked = (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return False
    for name in map(str.lower, names):
        if name in ("*", asked) or (name.startswith("*.") and asked.endswith(name[1:])):
            return bool(asked)
    return False


def is_from_here(origin: str, host: str) -> bool:
    """Return whether a websocket was opened by a page of this server, by one allowed, or by no page at all.

    Streamlit would ask the same, but of a page from elsewhere only after it asked a service on the internet
    what the address of this machine is.

    >>> [is_from_here(origin, "localhost:8501") for origin in ("", "http://localhost:8501", "http://localhost:80")]
    [True, True, False]
    """
    return not origin or origin.partition("://")[2] == host or is_allowed_origin(origin)


def _header(scope: Scope, name: bytes) -> str:
    value: bytes = dict(scope["headers"]).get(name, b"")
    return value.decode("latin-1")


def answer_health(_: Request) -> Response:
    """Say whether the record as its files are now can be shown, and which one it is, or what is wrong with it."""
    headers = {"Cache-Control": "no-store"}
    try:
        record = current_record()
    except RecordError as error:
        problems = [str(problem) for problem in error.problems]
        told = {"status": "broken", "problems": problems[:MOST_PROBLEMS], "count": len(problems)}
        return JSONResponse(told, status_code=503, headers=headers)
    counts = {name: len(getattr(record, name)) for name in TABLES}
    return JSONResponse({"status": "ok", "version": record.version, "counts": counts}, headers=headers)


def answer_failure(_: Request, error: Exception) -> Response:
    """Answer where an answer failed: with a name, under which uvicorn will have the error in the log."""
    name = secrets.token_hex(NAME_BYTES)
    error.add_note(f"Told to the reader as error {name}.")
    sentence = f"This could not be answered. The server’s log says why, under error {name}.\n"
    return PlainTextResponse(sentence, status_code=500, headers={"Cache-Control": "no-store"})


def _tell_script_error(error: Exception) -> bool:
    """Tell of an error outside the run of a page, in a button's callback for one; True: nobody else need tell."""
    tell_failure(error)
    return True
