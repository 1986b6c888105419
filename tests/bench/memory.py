"""The memory of a server: at its start, with a page, with sessions, and after many came and went.

RSS is what the process holds of the machine's memory, USS what nobody else shares.
"""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import psutil

from tests.bench.contestants import Contestant
from tests.bench.crowd import open_readers
from tests.bench.processes import Process
from tests.bench.sessions import Reader

OPEN = (50, 100)  # sessions at once
CYCLES = (100, 500)  # sessions that came and went
KEPT_SECONDS = 2  # a server keeps a session that was lost, in case it comes back: two minutes, unless told
REST_SECONDS = 1  # in which what was freed is given back
FORGET = {"STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": str(KEPT_SECONDS)}
MB = 1_000_000


def measure(contestants: list[Contestant], *, data: Path) -> dict[str, Any]:
    """Return MB by contestant and moment, as `{"rss": …, "uss": …}`."""
    found: dict[str, Any] = {}
    for one in contestants:
        with one.start(data, env=FORGET) as server:
            found[one.name] = asyncio.run(_measure(server))
    return found


async def _measure(server: Process) -> dict[str, dict[str, float]]:
    moments = {"start": held(server)}
    async with Reader(address=server.address) as reader:
        await reader.run()
        moments["page"] = held(server)
    async with AsyncExitStack() as sessions:
        for number in OPEN:
            opened = number - (0 if number == OPEN[0] else OPEN[0])
            await open_readers(sessions, [server.address], number=opened)
            await asyncio.sleep(REST_SECONDS)
            moments[f"open-{number}"] = held(server)
    done = 0
    for number in CYCLES:
        for _ in range(number - done):
            await come_and_go(server)
        done = number
        await asyncio.sleep(KEPT_SECONDS + REST_SECONDS)
        await come_and_go(server)  # those that were lost are forgotten when another is
        moments[f"gone-{number}"] = held(server)
    return moments


async def come_and_go(server: Process) -> None:
    """Open a session, have its page answered, close it."""
    async with Reader(address=server.address) as reader:
        await reader.run()


def held(server: Process) -> dict[str, float]:
    """Return the MB that a server holds."""
    told = psutil.Process(server.pid).memory_full_info()
    return {"rss": told.rss / MB, "uss": told.uss / MB}
