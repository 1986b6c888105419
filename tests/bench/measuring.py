"""What is measured, in an order that keeps the parts out of each other's way."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from tests.bench import browsing, choosing, crowd
from tests.bench.network import SLOW, UNTHROTTLED, Network
from tests.bench.processes import ROOT, WORK, Process, children, held, worked
from tests.bench.records import make_record
from tests.bench.rooms import measure_rooms
from tests.bench.servers import BARE, NO_PREWARM, PLAIN, serve_app, serve_page
from tests.bench.sessions import Reader

SPEEDS = (UNTHROTTLED, SLOW)
FEW, MANY = 20, 100_000
AHEAD_SECONDS = 600  # for what is drawn ahead, at the most
IDLE_SECONDS = 10  # without work: all is drawn

Found = dict[str, Any]


def measure_visits(net: Network, rounds: int) -> Found:
    """Measure first visits to `/`: seen, answers, bytes, shift; by speed, all in turns."""
    found: Found = {}
    with ExitStack() as servers, browsing.browser() as browser:
        started = {
            "app": servers.enter_context(serve_app(env=NO_PREWARM)),
            "plain": servers.enter_context(serve_page(PLAIN)),
            "bare": servers.enter_context(serve_page(BARE)),
        }
        links = {(who, at.name): net.link(one.port, at) for who, one in started.items() for at in SPEEDS}
        for who in started:  # a server is warm when it is measured
            browsing.visit(browser, who, links[who, UNTHROTTLED.name])
        place = browsing.find_mark(browser, links["app", UNTHROTTLED.name])
        for _ in range(rounds):
            for speed in SPEEDS:
                of_speed = found.setdefault(speed.name, {})
                for who in started:
                    seen = browsing.visit(browser, who, links[who, speed.name])
                    of_speed.setdefault(who, []).append(vars(seen))
                for kind in browsing.ACTS:
                    answered = browsing.answer(browser, links["app", speed.name], kind, place)
                    of_speed.setdefault(kind, []).append(vars(answered))
    return found


def measure_choosing(net: Network, rounds: int) -> Found:
    """Measure what a reader chooses on `/`; nothing is drawn ahead, so that years are new."""
    with serve_app(env=NO_PREWARM) as server, browsing.browser() as browser:
        return choosing.measure(browser, net.link(server.port, UNTHROTTLED), rounds=rounds)


def measure_sessions(_: Network, rounds: int) -> Found:
    """Measure the pages' own scripts, and 50 sessions at once."""
    return {"script": crowd.measure_script(), "crowd": crowd.measure_crowd(rounds=rounds)}


def measure_classes(_: Network, rounds: int) -> Found:
    """Measure 25 readers who choose new years at once, and memory: all drawn ahead, and nothing."""
    del rounds  # years are new once
    found: Found = {"years": {}, "waited": {}, "memory": {}}
    with serve_app(env=NO_PREWARM) as server:
        asyncio.run(_open_page(server))
        found["memory"]["nothing drawn ahead"] = _memory(server)
        found["years"]["nothing drawn ahead"], found["waited"]["nothing drawn ahead"] = crowd.measure_years(
            server.address
        )
    with serve_app() as server:
        began = time.perf_counter()
        found["ahead"] = _wait_until_drawn(server)
        found["ahead_seconds"] = time.perf_counter() - began - IDLE_SECONDS
        asyncio.run(_open_page(server))
        found["memory"]["all drawn ahead"] = _memory(server)
        found["years"]["all drawn ahead"], found["waited"]["all drawn ahead"] = crowd.measure_years(server.address)
    with serve_page(PLAIN) as server:
        asyncio.run(_open_page(server))
        found["memory"]["plain"] = _memory(server)
    return found


def measure_room(_: Network, rounds: int) -> Found:
    """Measure a room of 200 phones that answer within two seconds."""
    return measure_rooms(rounds=rounds)


def measure_sizes(net: Network, rounds: int) -> Found:
    """Measure when `/` answers with few events and with very many."""
    found: Found = {}
    with ExitStack() as servers, browsing.browser() as browser:
        links = {}
        for number in (FEW, MANY):
            folder = WORK / "records" / str(number)
            make_record(ROOT / "data", folder, number=number)
            subprocess.run(
                [sys.executable, "-m", "dyad", "check", str(folder)], cwd=ROOT, capture_output=True, check=True
            )
            server = servers.enter_context(serve_app(folder, env=NO_PREWARM))
            links[str(number)] = net.link(server.port, UNTHROTTLED)
            browsing.visit(browser, "app", links[str(number)])
        for _ in range(rounds):
            for number_, link in links.items():
                found.setdefault(number_, []).append(vars(browsing.visit(browser, "app", link)))
    return found


async def _open_page(server: Process) -> None:
    async with Reader(address=server.address) as reader:
        await reader.run()


def _memory(server: Process) -> dict[str, float]:
    return {"first": held(server.pid), "drawing": sum(held(one) for one in children(server.pid))}


def _wait_until_drawn(server: Process) -> float:
    """Wait until nothing more is drawn ahead, and return the seconds of processor time that took."""
    begun, last, since = time.monotonic(), -1.0, time.monotonic()
    while time.monotonic() - since < IDLE_SECONDS:
        if time.monotonic() - begun > AHEAD_SECONDS:
            raise RuntimeError(f"After {AHEAD_SECONDS} s the server still draws ahead.")
        spent = sum(worked(one) for one in children(server.pid))
        if spent > last or spent == 0:
            last, since = spent, time.monotonic()
        time.sleep(0.5)
    return last


Part = Callable[[Network, int], Found]
PARTS: dict[str, tuple[Part, int]] = {  # what measures, and how many rounds are enough
    "visits": (measure_visits, 4),
    "choosing": (measure_choosing, 5),
    "sessions": (measure_sessions, 4),
    "sizes": (measure_sizes, 4),
    "classes": (measure_classes, 1),
    "rooms": (measure_room, 3),
}
