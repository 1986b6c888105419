"""First visits: time until drawn, bytes and requests of each page, on a fast network and on a slow one."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Any

from tests.bench.contestants import Contestant
from tests.bench.network import SLOW, UNTHROTTLED, network
from tests.bench.visits import browser, visit

SPEEDS = (UNTHROTTLED, SLOW)


def measure(contestants: list[Contestant], *, data: Path, rounds: int) -> dict[str, Any]:
    """Return the visits by speed and contestant; the contestants take turns, so that all see the same machine."""
    with ExitStack() as open_things:
        net = open_things.enter_context(network())
        links = {}
        for contestant in contestants:
            server = open_things.enter_context(contestant.start(data))
            links[contestant.name] = {speed.name: net.link(server.port, speed) for speed in SPEEDS}
        chromium = open_things.enter_context(browser())
        for contestant in contestants:  # a server is warm when it is measured
            visit(chromium, contestant, links[contestant.name][UNTHROTTLED.name])
        visits: dict[str, dict[str, list[dict[str, float]]]] = {
            speed.name: {contestant.name: [] for contestant in contestants} for speed in SPEEDS
        }
        for _ in range(rounds):
            for speed in SPEEDS:
                for contestant in contestants:
                    seen = visit(chromium, contestant, links[contestant.name][speed.name])
                    visits[speed.name][contestant.name].append(asdict(seen))
    return {"titles": {contestant.name: contestant.title for contestant in contestants}, "visits": visits}
