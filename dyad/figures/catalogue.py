"""Every figure there is: files, pages, their first HTML, the static site, the deck and lessons go by these entries.

A new figure is a module of this package with a maker and an `ENTRY`, which is found here.
"""

from __future__ import annotations

import pkgutil
from importlib import import_module
from pathlib import Path

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
