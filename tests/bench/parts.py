"""The parts of the benchmark by name, each of a working tree's app."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench import choosing, crowd, files, memory, pages, saving, sizes
from tests.bench.contestants import Contestant, dash_page, plain_page, the_app
from tests.bench.static_pages import own_site, timelinejs_page, vis_page, writes_site


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What is measured: the app of a working tree, so many rounds, and, of the others, those named; none: all."""

    root: Path
    rounds: int
    among: tuple[str, ...] = ()

    @property
    def data(self) -> Path:
        """The shipped record."""
        return self.root / "data"

    def of(self, *contestants: Contestant) -> list[Contestant]:
        """Return those that are asked for."""
        return [one for one in contestants if not self.among or one.name in self.among]


def measure_pages(asked: Asked) -> dict[str, Any]:
    """Measure first visits."""
    root = asked.root
    whole = the_app(root, name="app-all", title="this app, `/` with every event", path="/?beyond=true&context=true")
    own = [own_site(root)] if writes_site(root) else []
    contestants = asked.of(
        the_app(root), whole, plain_page(), dash_page(), *own, timelinejs_page(root), vis_page()
    )  # fmt: skip
    return pages.measure(contestants, data=asked.data, rounds=asked.rounds)


def measure_choosing(asked: Asked) -> dict[str, Any]:
    """Measure the click on a filter."""
    own = [own_site(asked.root)] if writes_site(asked.root) else []
    contestants = asked.of(the_app(asked.root), _timeline(asked.root), plain_page(), dash_page(), *own)
    return choosing.measure(contestants, data=asked.data, rounds=asked.rounds)


def measure_sessions(asked: Asked) -> dict[str, Any]:
    """Measure sessions that act at once."""
    contestants = [(one, 1) for one in asked.of(the_app(asked.root), plain_page())]
    contestants += [(one, 2) for one in asked.of(the_app(asked.root))]
    return crowd.measure(contestants, data=asked.data, rounds=asked.rounds, root=asked.root)


def measure_memory(asked: Asked) -> dict[str, Any]:
    """Measure memory, once: it hardly differs from run to run."""
    return memory.measure(asked.of(the_app(asked.root), plain_page()), data=asked.data)


def measure_sizes(asked: Asked) -> dict[str, Any]:
    """Measure records of many sizes."""
    contestants = asked.of(the_app(asked.root), _timeline(asked.root), plain_page())
    return sizes.measure(contestants, shipped=asked.data, rounds=asked.rounds, root=asked.root)


def measure_files(asked: Asked) -> dict[str, Any]:
    """Measure the making of files."""
    return files.measure(root=asked.root, rounds=asked.rounds)


def measure_saving(asked: Asked) -> dict[str, Any]:
    """Measure the saving of files while readers choose."""
    return saving.measure(the_app(asked.root), data=asked.data, rounds=asked.rounds)


def _timeline(root: Path) -> Contestant:
    return the_app(root, name="timeline", title="this app, `/timeline`", path="/timeline")


@dataclass(frozen=True, kw_only=True)
class Part:
    """What measures a part, and how many rounds are enough."""

    measure: Callable[[Asked], dict[str, Any]]
    rounds: int


PARTS = {
    "pages": Part(measure=measure_pages, rounds=5),
    "choosing": Part(measure=measure_choosing, rounds=15),
    "sessions": Part(measure=measure_sessions, rounds=5),
    "memory": Part(measure=measure_memory, rounds=1),
    "sizes": Part(measure=measure_sizes, rounds=3),
    "files": Part(measure=measure_files, rounds=5),
    "saving": Part(measure=measure_saving, rounds=1),
}
