"""What is drawn ahead: what pages show first, then other years, within bounds and for the record that is served."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dyad.figures.catalogue import figures_of
from dyad.record import Record
from dyad.render.cache import Drawings
from dyad.render.converter import ConverterError
from dyad.render.drawing import WIDTHS
from dyad.server import prewarm
from dyad.server.prewarm import Sight, sights_ahead
from dyad.view import View, default_view


class Noted(Drawings):
    """Drawings that are not made, and noted; after `fails_after` none can be made."""

    def __init__(self, *, fails_after: int = 9_999) -> None:
        self.made: list[Sight] = []
        self._fails_after = fails_after

    def draw_ahead(self, record: Record, view: View, name: str, width: int) -> None:
        """Note it."""
        del record
        if len(self.made) == self._fails_after:
            raise ConverterError("no")
        self.made.append((name, view, width))


def test_pages_come_first_and_then_the_likely_years(record: Record) -> None:
    """Every figure at every width a page shows it at, each once; then 120 spans, those of one handle before others."""
    sights = list(sights_ahead(record))
    start = default_view(record)
    opening = [(name, width) for name, view, width in sights if view == start]
    assert {name for name, _ in opening} == set(figures_of(record))
    assert {width for _, width in opening} == set(WIDTHS.values())
    assert ("overview", WIDTHS["narrow"]) not in opening
    later = [view.years for _, view, _ in sights if view != start]
    assert len(set(later) | {start.years}) == 120
    first, last = start.years
    one_handle = [first in years[:1] or last in years[1:] for years in dict.fromkeys(later)]
    assert one_handle == sorted(one_handle, reverse=True)


def test_another_record_ends_it(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing more is drawn of a record that is not served any more, nor after a failure."""
    drawings = Noted()
    monkeypatch.setattr(prewarm, "current_record", lambda: replace(record, version="other"))
    prewarm._draw_all(drawings, record)
    assert len(drawings.made) == 1
    monkeypatch.setattr(prewarm, "current_record", lambda: record)
    broken = Noted(fails_after=3)
    prewarm._draw_all(broken, record)
    assert len(broken.made) == 3
