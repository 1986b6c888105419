"""Many sessions choose a theme in the same instant: how long each waits for its answer.

The sessions are readers without a browser (`sessions.py`) and share the machine's cores with the servers. A session's
time runs from the instant at which all act, not from when its own message was sent.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path
from typing import Any

from tests.bench.contestants import Contestant, serve_timed
from tests.bench.processes import WORK
from tests.bench.sessions import Answer, Reader

CROWDS = (1, 10, 50)
TOGETHER = 10  # sessions that open at once
RUNS_ALONE = 40


def measure(contestants: Sequence[tuple[Contestant, int]], *, data: Path, rounds: int, root: Path) -> dict[str, Any]:
    """Return seconds by crowd and contestant, each with its number of processes; the contestants take turns."""
    with ExitStack() as servers:
        addresses = {
            named(one, number): [servers.enter_context(one.start(data)).address for _ in range(number)]
            for one, number in contestants
        }
        result = asyncio.run(_measure(addresses, rounds=rounds))
    titles = {
        named(one, number): one.title + (f", {number} processes" if number > 1 else "") for one, number in contestants
    }
    own = {name: time_script(name, data=data, root=root) for name in ("app", "plain") if name in titles}
    return {"titles": titles, **result, "own_python": own}


def named(contestant: Contestant, processes: int) -> str:
    """Return the name of a contestant with its number of processes."""
    return contestant.name + (f"-{processes}" if processes > 1 else "")


async def _measure(addresses: dict[str, list[str]], *, rounds: int) -> dict[str, Any]:
    seconds: dict[str, dict[str, list[float]]] = {str(size): {name: [] for name in addresses} for size in CROWDS}
    right = dict.fromkeys(addresses, 0)
    asked = dict.fromkeys(addresses, 0)
    async with AsyncExitStack() as sessions:
        crowds, themes = {}, {}
        for name, places in addresses.items():
            crowds[name] = await open_readers(sessions, places, number=max(CROWDS))
            themes[name] = crowds[name][0].offered
            await warm_up(crowds[name][: len(places)])  # one reader to a server
        for turn, size in enumerate(CROWDS * rounds):
            # `turn`, so that each session chooses another theme than the last time
            for name, crowd in crowds.items():
                wanted = [themes[name][(place + turn) % len(themes[name])] for place in range(size)]
                started, answers = await act(crowd[:size], wanted)
                seconds[str(size)][name] += [answer.ended - started for answer in answers]
                right[name] += sum(answer.themes() == {theme} for answer, theme in zip(answers, wanted, strict=True))
                asked[name] += size
    return {"seconds": seconds, "right": right, "asked": asked}


async def open_readers(sessions: AsyncExitStack, addresses: Sequence[str], *, number: int) -> list[Reader]:
    """Open sessions, spread evenly over servers, and return them once the page of each was answered."""
    readers = []
    for place in range(number):
        reader = Reader(address=addresses[place % len(addresses)])
        readers.append(await sessions.enter_async_context(reader))
        if len(readers) % TOGETHER == 0 or place == number - 1:
            begun = len(readers) - 1 - (len(readers) - 1) % TOGETHER
            await asyncio.gather(*(reader.run() for reader in readers[begun:]))
    return readers


async def warm_up(readers: Sequence[Reader]) -> None:
    """Have each reader see every view once."""
    for reader in readers:
        for theme in reader.offered:
            reader.choose([theme])
            await reader.run()


async def act(readers: Sequence[Reader], themes: Sequence[str]) -> tuple[float, list[Answer]]:
    """Have each reader choose its theme in one instant; return that instant and the answers."""
    for reader, theme in zip(readers, themes, strict=True):
        reader.choose([theme])
    started = time.perf_counter()
    return started, list(await asyncio.gather(*(reader.run() for reader in readers)))


def time_script(server: str, *, data: Path, root: Path) -> list[float]:
    """Return seconds of each run of the page's own script, one session, every view seen before."""
    times = WORK / f"times-{server}.txt"
    times.unlink(missing_ok=True)
    with serve_timed(server, data, times, root=root) as running:
        asyncio.run(_act_alone(running.address))
    return [float(line) for line in times.read_text(encoding="utf-8").split()[-RUNS_ALONE:]]


async def _act_alone(address: str) -> None:
    async with Reader(address=address) as reader:
        await reader.run()
        await warm_up([reader])
        for at in range(RUNS_ALONE):
            reader.choose([reader.offered[at % len(reader.offered)]])
            await reader.run()
