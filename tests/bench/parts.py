"""The parts of the benchmark by name."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.bench import choosing, crowd, pages
from tests.bench.contestants import Contestant, dash_page, plain_page, the_app
from tests.bench.store import keep

Among = Callable[[Contestant], bool]
Part = Callable[[Path, int, Among], dict[str, Any]]


def measure_pages(root: Path, rounds: int, among: Among) -> dict[str, Any]:
    """Measure first visits."""
    contestants = [the_app(root), plain_page(), dash_page()]
    return pages.measure(list(filter(among, contestants)), data=root / "data", rounds=rounds)


def measure_choosing(root: Path, rounds: int, among: Among) -> dict[str, Any]:
    """Measure the click on a filter."""
    timeline = the_app(root, name="timeline", title="this app, `/timeline`", path="/timeline")
    contestants = [the_app(root), timeline, plain_page(), dash_page()]
    return choosing.measure(list(filter(among, contestants)), data=root / "data", rounds=rounds)


def measure_sessions(root: Path, rounds: int, among: Among) -> dict[str, Any]:
    """Measure sessions that act at once."""
    contestants = [(the_app(root), 1), (the_app(root), 2), (plain_page(), 1)]
    contestants = [(one, processes) for one, processes in contestants if among(one)]
    return crowd.measure(contestants, data=root / "data", rounds=rounds, root=root)


PARTS: dict[str, tuple[Part, int]] = {  # with the rounds that are enough
    "pages": (measure_pages, 5),
    "choosing": (measure_choosing, 15),
    "sessions": (measure_sessions, 5),
}


def run(words: Sequence[str], *, root: Path) -> None:
    """Measure the parts that are asked for on the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--only", nargs="+", choices=list(PARTS), default=list(PARTS), metavar="PART")
    parser.add_argument("--rounds", type=int, default=None, help="rather than as many as each part needs")
    parser.add_argument("--among", nargs="+", default=[], metavar="NAME", help="leave out other contestants")
    asked = parser.parse_args(words)
    for name in asked.only:
        part, enough = PARTS[name]
        rounds = asked.rounds or enough
        print(f"{name}: {rounds} rounds", flush=True)
        keep(name, part(root, rounds, lambda one: not asked.among or one.name in asked.among), rounds=rounds, root=root)
