"""A server asked without a browser."""

from __future__ import annotations

import http.client
from urllib.parse import urlsplit

from tools.browser import Server

OPENING = {  # asks for a websocket
    "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
}  # fmt: skip


def ask(
    server: Server, path: str = "", *, method: str = "GET", body: bytes | None = None, **headers: str
) -> tuple[int, http.client.HTTPMessage, bytes]:
    """Return an answer's status, headers and content, as they come; `_` in a header's name is a hyphen."""
    connection = http.client.HTTPConnection(urlsplit(server.url).netloc, timeout=30)
    try:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, f"/{path}", body, headers=given)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()
