"""Records of 20 to 100,000 events: time to start, time until drawn, what is sent to be drawn.

The events are made from a seed: days spread evenly over the years of the shipped record, its themes and sources; its
trade stands beside them. `python -m dyad check` finds nothing wrong with them.
"""

from __future__ import annotations

import asyncio
import csv
import json
import random
import shutil
import subprocess
import sys
from contextlib import ExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.bench.contestants import Contestant
from tests.bench.network import UNTHROTTLED, network
from tests.bench.processes import WORK
from tests.bench.sessions import Reader
from tests.bench.visits import browser, visit

SIZES = (20, 1_000, 10_000, 100_000)
SEED = 1947
SOURCES = 40  # of the shipped ones that are cited
WORDS = (
    "talks",
    "visit",
    "exercise",
    "agreement",
    "forum",
    "delivery",
    "statement",
    "commission",
    "contract",
    "summit",
)


def make_record(shipped: Path, folder: Path, *, number: int) -> None:
    """Write a record of `number` events into a folder: the shipped one with other events, and no claims."""
    folder.mkdir(parents=True, exist_ok=True)
    for file in ("datapackage.json", "sources.csv", "trade.csv"):
        shutil.copy(shipped / file, folder)
    (folder / "claims.csv").write_text(_header(shipped / "claims.csv") + "\n", encoding="utf-8")
    about = json.loads((shipped / "datapackage.json").read_text(encoding="utf-8"))["dyad"]
    with (shipped / "sources.csv").open(encoding="utf-8", newline="") as table:
        sources = [row["id"] for row in csv.DictReader(table)][:SOURCES]
    first, last = date(about["years"][0], 1, 1), date(about["years"][1], 12, 31)
    chance = random.Random(SEED)  # noqa: S311 - the same events on every machine, nothing secret
    with (folder / "events.csv").open("w", encoding="utf-8", newline="") as table:
        writer = csv.DictWriter(table, _header(shipped / "events.csv").split(","), restval="", lineterminator="\n")
        writer.writeheader()
        for place in range(number):
            what = chance.choice(WORDS)
            day = first + timedelta(days=chance.randrange((last - first).days + 1))
            writer.writerow({
                "id": f"event-{place}", "date": day.isoformat(), "title": f"Made-up {what} no. {place}",
                "label": f"{what} {place}", "summary": f"A made-up {what}, number {place}.",
                "theme": chance.choice(about["themes"]), "scope": "bilateral", "sources": chance.choice(sources),
            })  # fmt: skip


def _header(file: Path) -> str:
    return file.read_text(encoding="utf-8-sig").partition("\n")[0].strip()


def measure(contestants: list[Contestant], *, shipped: Path, rounds: int, root: Path) -> dict[str, Any]:
    """Return by size and contestant: ms until its charts answer, rows and bytes sent, seconds until the server does."""
    found: dict[str, dict[str, Any]] = {}
    for number in SIZES:
        folder = WORK / "records" / str(number)
        make_record(shipped, folder, number=number)
        subprocess.run([sys.executable, "-m", "dyad", "check", str(folder)], cwd=root, capture_output=True, check=True)
        found[str(number)] = _measure(contestants, folder, rounds=rounds)
    return {"titles": {one.name: one.title for one in contestants}, "sizes": found}


def _measure(contestants: list[Contestant], folder: Path, *, rounds: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    with ExitStack() as open_things:
        net = open_things.enter_context(network())
        links = {}
        for one in contestants:
            server = open_things.enter_context(one.start(folder))
            links[one.name] = net.link(server.port, UNTHROTTLED)
            rows, size = asyncio.run(_sent(server.address, one.path.lstrip("/")))
            found[one.name] = {"ready_seconds": server.ready_seconds, "rows": rows, "bytes": size, "answers_ms": []}
        chromium = open_things.enter_context(browser())
        for one in contestants:
            visit(chromium, one, links[one.name])
        for _ in range(rounds):
            for one in contestants:
                found[one.name]["answers_ms"].append(visit(chromium, one, links[one.name]).answers_ms)
    return found


async def _sent(address: str, path: str) -> tuple[int, int]:
    """Return how many rows of data the charts of a page are drawn from, and the bytes that a session gets."""
    async with Reader(address=address, path=path) as reader:
        answer = await reader.run()
        return sum(map(len, answer.tables())), answer.size
