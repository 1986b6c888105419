"""Every figure there is: files, pages, their first HTML, the static site, the deck and lessons go by these entries."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from pathlib import Path

from dyad.figures.compose import Entry
from dyad.record import Record
from dyad.record.caching import cached_per_record

_MODULES = [import_module(f"{__package__}.{one.name}") for one in pkgutil.iter_modules([str(Path(__file__).parent)])]
_ENTRIES: list[Entry] = [module.ENTRY for module in _MODULES if hasattr(module, "ENTRY")]
FIGURES: dict[str, Entry] = {entry.name: entry for entry in sorted(_ENTRIES, key=lambda entry: entry.order)}


@cached_per_record(1)
def figures_of(record: Record) -> tuple[str, ...]:
    """Return the names of the figures that the record has anything to draw for."""
    return tuple(name for name, entry in FIGURES.items() if entry.holds(record))
