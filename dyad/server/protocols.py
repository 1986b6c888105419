"""How uvicorn reads requests here: heads have an end.

Its parser (httptools) keeps a head that never ends for as long as it comes.
"""

from __future__ import annotations

from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from dyad.wording.server import TOO_LONG

MOST_HEAD_BYTES = 64 * 1024  # request line and headers; browsers send 8 KB at most


class BoundedHeads(HttpToolsProtocol):
    """Read requests; end the connection where `MOST_HEAD_BYTES` or more came that are no body.

    These are the head of a request, what follows a body in pieces, or what stands between its pieces.
    """

    _unread = 0  # bytes since the last of a body or of a message
    _in_head = False

    def data_received(self, data: bytes) -> None:
        self._unread += len(data)
        super().data_received(data)
        if self._unread >= MOST_HEAD_BYTES and not self.transport.is_closing():
            cycle: Any = self.cycle  # of the request before; None for the first
            if self._in_head and (cycle is None or cycle.response_complete):
                self.send_400_response(TOO_LONG)
            self.transport.close()

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
