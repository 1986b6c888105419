"""What is measured, in an order that keeps the parts out of each other's way."""

from __future__ import annotations

import asyncio
import time
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from tests.bench import browsing, choosing, crowd
from tests.bench.network import SLOW, UNTHROTTLED, Network
from tests.bench.processes import held, processes_of, worked
from tests.bench.records import make_record
from tests.bench.rooms import measure_rooms
from tests.bench.servers import BARE, PLAIN, WORK, serve_app, serve_page
from tests.bench.sessions import Reader
from tools.browser import Server

SPEEDS = (UNTHROTTLED, SLOW)
FEW, MANY = 20, 100_000
AHEAD_SECONDS = 600  # for what is drawn ahead, at the most
IDLE_SECONDS = 10  # without work: all is drawn
READ_SECONDS = 180  # for a record of 100,000 events, at the most

Found = dict[str, Any]


def measure_visits(net: Network, rounds: int) -> Found:
    """Measure first visits to `/`: seen, answers, bytes, shift; by speed, all in turns."""
    found: Found = {}
    with ExitStack() as servers, browsing.browser() as browser:
        started = {
            "app": servers.enter_context(serve_app()),
            "plain": servers.enter_context(serve_page(PLAIN)),
            "bare": servers.enter_context(serve_page(BARE)),
        }
        links = {(who, at.name): net.link(one, at) for who, one in started.items() for at in SPEEDS}
        for who in started:  # a server is warm when it is measured
            browsing.visit(browser, who, links[who, UNTHROTTLED.name])
        place = browsing.find_mark(browser, links["app", UNTHROTTLED.name])
        for _ in range(rounds):
            for speed in SPEEDS:
                of_speed = found.setdefault(speed.name, {})
                for who in started:
                    of_speed.setdefault(who, []).append(browsing.visit(browser, who, links[who, speed.name]))
                for kind in browsing.ACTS:
                    answered = browsing.answer(browser, links["app", speed.name], kind, place)
                    of_speed.setdefault(kind, []).append(answered)
    return found


def measure_choosing(net: Network, rounds: int) -> Found:
    """Measure what a reader chooses on `/`; nothing is drawn ahead, so that years are new."""
    with serve_app() as server, browsing.browser() as browser:
        return choosing.measure(browser, net.link(server, UNTHROTTLED), rounds=rounds)


def measure_sessions(_: Network, rounds: int) -> Found:
    """Measure the pages' own scripts, and 50 sessions at once."""
    return {"script": crowd.measure_script(), "crowd": crowd.measure_crowd(rounds=rounds)}


def measure_classes(_: Network, rounds: int) -> Found:
    """Measure 25 readers who choose new years at once, and memory: all drawn ahead, and nothing."""
    del rounds  # years are new once
    found: Found = {"years": {}, "waited": {}, "memory": {}}
    for kind, served in (
        ("nothing drawn ahead", serve_app()),
        ("all drawn ahead", serve_app(ahead=True)),
        ("plain", serve_page(PLAIN)),
    ):
        with served as server:
            if kind == "all drawn ahead":
                found |= _wait_until_drawn(server)
            asyncio.run(_open_page(server))
            first, *others = map(held, processes_of(server))
            found["memory"][kind] = {"first": first, "drawing": sum(others)}
            if kind != "plain":
                found["years"][kind], found["waited"][kind] = asyncio.run(crowd.measure_years(server.url))
    return found


def measure_sizes(net: Network, rounds: int) -> Found:
    """Measure when `/` answers with few events and with very many."""
    found: Found = {}
    with ExitStack() as servers, browsing.browser() as browser:
        links = {}
        for number in (FEW, MANY):
            folder = WORK / "records" / str(number)
            make_record(folder, number=number)
            server = servers.enter_context(serve_app(folder))
            # it is read, and sound
            urllib.request.urlopen(f"{server.url}/health", timeout=READ_SECONDS).close()
            links[str(number)] = net.link(server, UNTHROTTLED)
            browsing.visit(browser, "app", links[str(number)])
        for _ in range(rounds):
            for size, link in links.items():
                found.setdefault(size, []).append(browsing.visit(browser, "app", link))
    return found


async def _open_page(server: Server) -> None:
    async with Reader(address=server.url) as reader:
        await reader.run()


def _wait_until_drawn(server: Server) -> Found:
    """Wait until nothing more is drawn ahead; return the seconds of processor time that took, and those that passed."""
    begun = since = time.monotonic()
    last = 0.0
    while time.monotonic() - since < IDLE_SECONDS:
        if time.monotonic() - begun > AHEAD_SECONDS:
            raise RuntimeError(f"After {AHEAD_SECONDS} s the server still draws ahead.")
        spent = sum(map(worked, processes_of(server)[1:]))
        if spent > last or spent == 0:
            last, since = spent, time.monotonic()
        time.sleep(0.5)
    return {"ahead": last, "ahead_seconds": since - begun}


Part = Callable[[Network, int], Found]
PARTS: dict[str, tuple[Part, int]] = {  # what measures, and how many rounds are enough
    "visits": (measure_visits, 4),
    "choosing": (measure_choosing, 5),
    "sessions": (measure_sessions, 4),
    "sizes": (measure_sizes, 4),
    "classes": (measure_classes, 1),
    "rooms": (measure_rooms, 3),
}
