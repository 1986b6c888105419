"""A proxy of bytes before every server that is measured: it counts them, and slows them where that is asked for.

The browser's own throttling leaves websockets out, so the network is made slow here, for all alike. A slow network is
a rate that all connections share on the way down, and a delay on both ways; a new connection waits one round trip
more, as TCP's handshake would. Loss, and the slow start of TCP, are not imitated.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Self

from tools.browser import HOST, Server

CHUNK = 16 * 1024  # bytes sent on at a time, so that connections share a slow network evenly
LATE_SECONDS = 0.005  # a timer that woke late may be made up for: the rate holds on the whole
TICK = 1e-6  # seconds at least between two chunks: they arrive in their order
READY_SECONDS = 10


@dataclass(frozen=True, kw_only=True)
class Speed:
    """How fast a network is: `bits` a second on the way down (none: as fast as it goes), `round_trip` in seconds."""

    name: str
    bits: float | None = None
    round_trip: float = 0.0


UNTHROTTLED = Speed(name="unthrottled")
SLOW = Speed(name="10 Mbit/s, 40 ms", bits=10e6, round_trip=0.040)


@dataclass(kw_only=True)
class Link:
    """One network before one server; `passed` are the bytes that it carried, both ways."""

    speed: Speed
    target: str  # the port of the server
    port: int = 0
    passed: int = 0
    _free: float = field(default=0.0, repr=False)  # when the way down is free again
    _carried: set[asyncio.Task[None] | None] = field(default_factory=set, repr=False)  # a loop alone forgets tasks

    @property
    def address(self) -> str:
        """Where the browser finds the server."""
        return f"http://{HOST}:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection to its end."""
        self._carried.add(asyncio.current_task())
        try:
            above, below = await asyncio.open_connection(HOST, self.target)
        except OSError:
            writer.close()
            return
        opened = time.monotonic() + self.speed.round_trip  # the handshake
        ways = [
            asyncio.create_task(self._carry(reader, below, not_before=opened)),
            asyncio.create_task(self._carry(above, writer, not_before=0.0, bits=self.speed.bits)),
        ]
        try:  # an end that was closed: so is the other
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            for end in (writer, below):
                end.close()
            await asyncio.gather(*ways, return_exceptions=True)

    async def _carry(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, not_before: float,
        bits: float | None = None,
    ) -> None:  # fmt: skip
        loop, due = asyncio.get_running_loop(), 0.0
        with suppress(OSError):  # an end that was closed
            while chunk := await reader.read(CHUNK):
                self.passed += len(chunk)
                moment = time.monotonic()
                if bits is not None:
                    moment = self._free = max(self._free, moment - LATE_SECONDS) + len(chunk) * 8 / bits
                moment = max(moment, not_before)
                due = max(moment + self.speed.round_trip / 2, due + TICK)
                loop.call_at(due, writer.write, chunk)
                await _sleep_until(moment)
        await _sleep_until(due)


async def _sleep_until(moment: float) -> None:
    await asyncio.sleep(max(moment - time.monotonic(), 0))


class Network:
    """All links of a run, carried by a thread of their own until the block ends."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._servers: list[asyncio.Server] = []

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(READY_SECONDS)
        self._loop.close()

    def link(self, before: Server, speed: Speed) -> Link:
        """Return a new link to a server of this machine."""
        link = Link(speed=speed, target=before.url.rpartition(":")[2])
        server = self._do(asyncio.start_server(link.serve, HOST, 0))
        self._servers.append(server)
        link.port = server.sockets[0].getsockname()[1]
        return link

    async def _end(self) -> None:
        for server in self._servers:
            server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def _do(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(READY_SECONDS)
