"""An app asked as an ASGI server asks it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import unquote

from starlette.types import ASGIApp, Message


class Answer:
    """An answer's status, headers by their names in small letters, and body."""

    def __init__(self, sent: list[Message]) -> None:
        self.status: int = sent[0]["status"]
        self.headers = {name.decode(): value.decode("latin-1") for name, value in sent[0]["headers"]}
        self.body = b"".join(message.get("body", b"") for message in sent[1:])


async def exchange(
    app: ASGIApp, address: str, *, body: bytes = b"", wait: Callable[[], Awaitable[None]] | None = None, **scope: Any
) -> list[Message]:
    """Return what an app sends in answer to a request; `scope` is what is not usual of it.

    With `wait`, which is awaited between them, the body comes in two pieces.
    """
    sent: list[Message] = []
    pieces = [b"", body] if wait else [body]

    async def receive() -> Message:
        piece = pieces.pop(0)
        if wait and not pieces:
            await wait()
        return {"type": "http.request", "body": piece, "more_body": bool(pieces)}

    async def send(message: Message) -> None:
        sent.append(message)

    path, _, query = address.partition("?")
    usual = {"type": "http", "method": "GET", "path": unquote(path), "raw_path": path.encode(), "scheme": "http",
             "query_string": query.encode(), "headers": [], "server": ("localhost", 80), "root_path": ""}  # fmt: skip
    await app(usual | scope, receive, send)
    return sent


def ask(app: ASGIApp, address: str, *, method: str = "GET", **headers: str) -> Answer:
    """Return an app's answer; a `_` in the name of a header stands for its hyphen."""
    given = [(name.replace("_", "-").lower().encode(), value.encode()) for name, value in headers.items()]
    return Answer(asyncio.run(exchange(app, address, method=method, headers=given)))
