"""Many sessions act in the same instant: how long each waits.

The sessions are readers without a browser (`sessions.py`) and share the machine's cores with the servers. Time runs
from the instant at which all act, not from when a session's own message was sent.
"""

from __future__ import annotations

import asyncio
import time
import urllib.request
from collections.abc import Sequence
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path
from urllib.error import HTTPError

from dyad.importing.current import current_record
from dyad.publish.drawing_requests import drawing_address
from dyad.view import View
from tests.bench.servers import PLAIN, WORK, serve_app, serve_page
from tests.bench.sessions import Reader

CROWD = 50
TOGETHER = 10  # sessions that open at once
RUNS_ALONE = 30
PAGES = ("", "timeline", "trade", "rankings", "claims")
CHOOSERS = 25
SPANS = tuple((first, last) for first in range(2003, 2008) for last in range(2012, 2017))  # a year each their own
MOST_TRIES = 30


def measure_crowd(*, rounds: int) -> dict[str, list[float]]:
    """Return seconds until each of 50 sessions has its answer, by who serves; they take turns."""
    with ExitStack() as servers:
        addresses = {
            "app": [servers.enter_context(serve_app()).url],
            "app, two processes": [servers.enter_context(serve_app()).url for _ in range(2)],
            "plain": [servers.enter_context(serve_page(PLAIN)).url],
        }
        return asyncio.run(_act_all(addresses, rounds=rounds))


async def _act_all(addresses: dict[str, list[str]], *, rounds: int) -> dict[str, list[float]]:
    seconds: dict[str, list[float]] = {name: [] for name in addresses}
    async with AsyncExitStack() as sessions:
        crowds = {name: await open_readers(sessions, places, number=CROWD) for name, places in addresses.items()}
        for name, crowd in crowds.items():
            await _see_all(crowd[: len(addresses[name])])  # one reader to a server
        for turn in range(rounds):
            for name, crowd in crowds.items():
                for place, reader in enumerate(crowd):  # `turn`, so that each chooses another theme than before
                    reader.choose([reader.offered[(place + turn) % len(reader.offered)]])
                started = time.perf_counter()
                answers = await asyncio.gather(*(reader.run() for reader in crowd))
                seconds[name] += [answer.ended - started for answer in answers]
    return seconds


async def open_readers(sessions: AsyncExitStack, addresses: Sequence[str], *, number: int) -> list[Reader]:
    """Open sessions, spread evenly over servers, and return them once the page of each was answered."""
    readers: list[Reader] = []
    for begun in range(0, number, TOGETHER):
        places = range(begun, min(begun + TOGETHER, number))
        some = [await sessions.enter_async_context(Reader(address=addresses[at % len(addresses)])) for at in places]
        await asyncio.gather(*(reader.run() for reader in some))
        readers += some
    return readers


async def _see_all(readers: Sequence[Reader]) -> None:
    """Have each reader see every theme once."""
    for reader in readers:
        for theme in reader.offered:
            reader.choose([theme])
            await reader.run()


def measure_script() -> dict[str, list[float]]:
    """Return seconds of each run of the pages' own scripts, one session each, every view seen before."""
    found: dict[str, list[float]] = {}
    times = WORK / "times.txt"
    with serve_app(times=times) as server:
        for page in PAGES:
            found[f"app, /{page}"] = asyncio.run(_act_alone(server.url, page, times))
    with serve_page(PLAIN, times=times) as server:
        found["plain"] = asyncio.run(_act_alone(server.url, "", times))
    return found


async def _act_alone(address: str, page: str, times: Path) -> list[float]:
    async with Reader(address=address, path=page) as reader:
        await reader.run()
        await _see_all([reader])
        for at in range(RUNS_ALONE):
            reader.choose([reader.offered[at % len(reader.offered)]])
            await reader.run()
    return [float(line) for line in times.read_text(encoding="utf-8").split()[-RUNS_ALONE:]]


async def measure_years(address: str) -> tuple[list[float], int]:
    """Return seconds until each of 25 readers, who all choose other years at once, has the figure; how many waited.

    Each has a session whose page is run with the new years while the drawing is fetched, as a browser does.
    """
    record = current_record()
    async with AsyncExitStack() as sessions:
        readers = await open_readers(sessions, [address], number=CHOOSERS)
        asked = [f"{drawing_address(record, View(years=years), 'overview')}&width=wide" for years in SPANS]
        started = time.perf_counter()
        runs = [
            asyncio.create_task(reader.run(f"years={a}&years={b}"))
            for reader, (a, b) in zip(readers, SPANS, strict=True)
        ]
        fetched = await asyncio.gather(*(asyncio.to_thread(_fetch, f"{address}/{one}") for one in asked))
        await asyncio.gather(*runs)
    return [ended - started for ended, _ in fetched], sum(refused > 0 for _, refused in fetched)


def _fetch(address: str) -> tuple[float, int]:
    """Fetch a drawing, again where the answer says so, and return when it was there and how often it was not."""
    for refused in range(MOST_TRIES):
        try:
            with urllib.request.urlopen(address) as answer:  # the server started here
                answer.read()
                return time.perf_counter(), refused
        except HTTPError as error:
            if error.code != 503:
                raise
            time.sleep(float(error.headers["Retry-After"]))
    raise RuntimeError(f"{address} was refused {MOST_TRIES} times.")
