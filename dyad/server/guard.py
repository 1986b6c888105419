"""Before all else: names that the server does not answer to, paths that are blocked, websockets of other pages.

And what is still being answered when the server ends.
"""

from __future__ import annotations

import re
from asyncio import CancelledError
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.web.server.server_util import is_allowed_origin

from dyad.server.answers import ask_again, say
from dyad.server.headers import HeadersMiddleware
from dyad.server.settings import HOSTS_VARIABLE
from dyad.wording import server as wording

HOST = re.compile(r"(\[(?P<address>[0-9a-f:.]+)\]|(?P<name>[a-z0-9_.-]+))(:[0-9]{0,5})?")  # in small letters
METRICS = "/_stcore/metrics"
BLOCKED_PATHS = ("/_stcore/script-health-check", "/_stcore/agent")  # Streamlit's, off by default; off for good here


@dataclass(frozen=True, eq=False)
class HostGuard:
    """Refuse blocked paths and hosts that are not ours; refusals have the security headers."""

    app: ASGIApp
    headers: Mapping[str, str]
    names: tuple[str, ...]
    blocked: tuple[str, ...]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        kind = scope["type"]
        given = Headers(raw=scope.get("headers", []))
        refusal = self._refusal(scope["path"], given.getlist("host")) if kind in ("http", "websocket") else None
        if kind == "websocket" and (refusal or not is_from_here(given.get("origin", ""), given.get("host", ""))):
            await send({"type": "websocket.close"})
        elif refusal:
            await HeadersMiddleware(refusal, self.headers)(scope, receive, send)
        elif kind == "http":
            await self._answer(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Have the app answer; what is under way when the server has no more time for it is told to ask again."""
        begun = False

        async def send_noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, send_noted)
        except CancelledError:
            if not begun:
                ending = HeadersMiddleware(ask_again(wording.ENDS, seconds=2), self.headers)
                await ending(scope, receive, send)

    def _refusal(self, path: str, hosts: list[str]) -> Response | None:
        if len(hosts) > 1:
            return say(wording.ONE_HOST, status=400)
        if self.names and not is_named("".join(hosts), self.names):
            said = wording.answers_to(names=", ".join(self.names), variable=HOSTS_VARIABLE)
            return say(said, status=400)
        if any(f"{blocked}/" in f"{path}/" for blocked in self.blocked):
            return say(wording.NOT_FOUND, status=404)
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
