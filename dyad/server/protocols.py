"""How uvicorn reads requests here: heads have an end, and what it refuses by itself has the security headers, too.

uvicorn answers by itself to what is no HTTP, before there is a request to give to an app. Its parser (httptools) keeps
a head that never ends for as long as it comes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from dyad.wording.server import TOO_LONG

MOST_HEAD_BYTES = 64 * 1024  # request line and headers; browsers send 8 KB at most
TOO_LARGE = f"{TOO_LONG}\n"


def http_protocol(headers: Mapping[str, str]) -> type[asyncio.Protocol]:
    """Return uvicorn's protocol for requests, with an end to their heads, whose own answers have these headers."""

    class Bounded(HttpToolsProtocol):
        """Read requests; end the connection where `MOST_HEAD_BYTES` or more came that are no body.

        These are the head of a request, what follows a body in pieces, or what stands between its pieces.
        """

        _unread = 0  # bytes since the last of a body or of a message
        _in_head = False

        def data_received(self, data: bytes) -> None:
            self._unread += len(data)
            super().data_received(data)
            if self._unread >= MOST_HEAD_BYTES and not self.transport.is_closing():
                self._refuse_head()

        def on_message_begin(self) -> None:
            self._in_head = True
            super().on_message_begin()

        def on_headers_complete(self) -> None:
            self._unread, self._in_head = 0, False
            super().on_headers_complete()

        def on_body(self, body: bytes) -> None:
            self._unread = 0
            super().on_body(body)

        def on_message_complete(self) -> None:
            self._unread = 0
            super().on_message_complete()

        def send_400_response(self, msg: str) -> None:
            self.transport.write(_answer(HTTPStatus.BAD_REQUEST, f"{msg}\n", headers))
            self.transport.close()

        def _refuse_head(self) -> None:
            cycle: Any = self.cycle  # of the request before; None for the first
            if self._in_head and (cycle is None or cycle.response_complete):
                self.transport.write(_answer(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, TOO_LARGE, headers))
            self.transport.close()

    return Bounded


def _answer(status: HTTPStatus, told: str, headers: Mapping[str, str]) -> bytes:
    """Return an answer without an app, after which the connection ends."""
    own = {"content-type": "text/plain; charset=utf-8", "content-length": str(len(told)), "connection": "close"}
    lines = [f"HTTP/1.1 {status} {status.phrase}", *(f"{name}: {value}" for name, value in {**own, **headers}.items())]
    return "\r\n".join([*lines, "", told]).encode("ascii")
