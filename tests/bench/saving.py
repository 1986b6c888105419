"""Fifty readers choose without pause while twenty save every kind of file: what fails, and how long a file takes.

Both share the machine's cores with the server. A file that is refused because too many wait (503) is asked for again
after the time that the answer names, as a browser's user would; that counts as waiting, and is told.
"""

from __future__ import annotations

import asyncio
import time
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

from tests.bench.contestants import Contestant
from tests.bench.crowd import open_readers
from tests.bench.sessions import Reader

READERS, SAVERS = 50, 20
FILES_EACH = 6  # by every saver, each round another kind
FIGURES = ("overview", "timeline", "trade-band", "trade-balance", "rankings", "rank-trails", "claims-summary")
FORMS = ("png", "svg", "pdf", "html", "csv", "json", "zip")
WHOLE = ("events.csv", "trade.csv", "record.zip", "lesson.pptx", "worksheet.pdf", "timelinejs.json", "templates.xlsx")
MOST_TRIES = 60
ANSWER_SECONDS = 120


@dataclass
class Outcome:
    """What came of the files asked for: seconds of those that came, refusals by status, and bytes."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)


def measure(contestant: Contestant, *, data: Path, rounds: int) -> dict[str, Any]:
    """Return seconds a file, statuses, and what failed; and of the readers who choose meanwhile, seconds a run."""
    with contestant.start(data) as server:
        return asyncio.run(_measure(server.address, rounds=rounds))


async def _measure(address: str, *, rounds: int) -> dict[str, Any]:
    outcome, runs = Outcome(), list[float]()
    async with AsyncExitStack() as sessions:
        readers = await open_readers(sessions, [address], number=READERS)
        over = asyncio.Event()
        choosing = [asyncio.create_task(_choose(reader, place, over, runs)) for place, reader in enumerate(readers)]
        savers = [_save(address, place, turn, outcome) for place in range(SAVERS) for turn in [rounds]]
        await asyncio.gather(*savers)
        over.set()
        await asyncio.gather(*choosing)
    return {
        "seconds": outcome.seconds, "statuses": {str(code): n for code, n in outcome.statuses.items()},
        "failed": outcome.failed, "runs": runs, "asked": SAVERS * FILES_EACH * rounds,
    }  # fmt: skip


async def _choose(reader: Reader, place: int, over: asyncio.Event, runs: list[float]) -> None:
    """Choose one theme after another until the savers are done; a run that fails raises."""
    turn = place
    while not over.is_set():
        turn += 1
        wanted = reader.offered[turn % len(reader.offered)]
        reader.choose([wanted])
        started = time.perf_counter()
        answer = await reader.run()
        runs.append(time.perf_counter() - started)
        if answer.themes() != {wanted}:
            raise AssertionError(f"{wanted} was asked for, {answer.themes()} were drawn")


async def _save(address: str, place: int, rounds: int, outcome: Outcome) -> None:
    for name in _names(place, rounds):
        await asyncio.to_thread(_fetch, f"{address}/files/{name}", outcome)


def _names(place: int, rounds: int) -> Iterator[str]:
    """Return the files that one saver asks for: of every figure and form in turn, of years that are nobody else's."""
    for turn in range(FILES_EACH * rounds):
        at = place * FILES_EACH * rounds + turn
        if turn % FILES_EACH == FILES_EACH - 1:
            yield WHOLE[at // FILES_EACH % len(WHOLE)]
        else:
            years = f"years={1998 + at % 9}&years={2010 + at // 9 % 16}"
            yield f"{FIGURES[at % len(FIGURES)]}.{FORMS[at // 2 % len(FORMS)]}?{years}"


def _fetch(url: str, outcome: Outcome) -> None:
    started = time.perf_counter()
    for _ in range(MOST_TRIES):
        try:
            with urllib.request.urlopen(url, timeout=ANSWER_SECONDS) as answer:  # the server started here
                content = answer.read()
                outcome.statuses[answer.status] += 1
        except HTTPError as answer:
            outcome.statuses[answer.code] += 1
            if answer.code == 503 and "Retry-After" in answer.headers:
                time.sleep(float(answer.headers["Retry-After"]))
                continue
            outcome.failed.append(f"{url}: {answer.code} {answer.read()[:200]!r}")
            return
        if not content:
            outcome.failed.append(f"{url}: empty")
        outcome.seconds.append(time.perf_counter() - started)
        return
    outcome.failed.append(f"{url}: refused {MOST_TRIES} times")
