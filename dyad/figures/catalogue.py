"""Every figure there is: files, pages, their first HTML, the static site, the deck and lessons go by these entries.

A new figure is a module of this package with a maker and an `ENTRY`, which is found here.
"""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Literal

from dyad.figures.compose import Entry
from dyad.record import Record
from dyad.record.caching import cached_per_record


def _declared() -> list[Entry]:
    """Return the entries of the modules beside this one, in their order."""
    names = [found.name for found in pkgutil.iter_modules([str(Path(__file__).parent)])]
    modules = [import_module(f"{__package__}.{name}") for name in names]
    entries: list[Entry] = [module.ENTRY for module in modules if hasattr(module, "ENTRY")]
    return sorted(entries, key=lambda entry: entry.order)


FIGURES: dict[str, Entry] = {entry.name: entry for entry in _declared()}


@cached_per_record(1)
def figures_of(record: Record) -> tuple[str, ...]:
    """Return the names of the figures that the record has anything to draw for."""
    return tuple(name for name, entry in FIGURES.items() if entry.holds(record))


@dataclass(frozen=True, kw_only=True)
class Part:
    """One figure of a page, by name; `room` is where it is shown alone: `wide`, `narrow`, empty for everywhere."""

    figure: str
    room: Literal["wide", "narrow", ""] = ""


def parts_of(record: Record, page: str) -> tuple[Part, ...]:
    """Return the figures of a page, in order, that the record has anything for."""
    known, parts = figures_of(record), []
    for entry in (FIGURES[name] for name in known if FIGURES[name].page == page):
        parts.append(Part(figure=entry.name, room="wide" if entry.instead else ""))
        parts += [Part(figure=name, room="narrow") for name in entry.instead if name in known]
    return tuple(parts)
