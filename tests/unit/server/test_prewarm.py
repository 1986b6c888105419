"""What is drawn ahead: what pages show first, then other years, within bounds and for the record that is served."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from dyad.figures.catalogue import figures_of
from dyad.record import Record
from dyad.render.cache import Drawings
from dyad.render.converter import Urgency
from dyad.render.drawing import WIDTHS
from dyad.server import prewarm
from dyad.server.prewarm import sights_ahead
from dyad.view import default_view
from tests.unit.server.pen import Pen


def test_pages_come_first_and_then_the_likely_years(record: Record) -> None:
    """Every figure at every width a page shows it at, then in 30 spans, those of one handle before others, each once.

    The figure of the first page is drawn of all 120, wide.
    """
    sights = list(sights_ahead(record))
    assert len(sights) == len(set(sights))
    start = default_view(record)
    opening = [(name, width) for name, view, width in sights if view == start]
    assert {name for name, _ in opening} == set(figures_of(record))
    assert {width for _, width in opening} == set(WIDTHS.values())
    assert ("overview", WIDTHS["narrow"]) not in opening
    spans = Counter((name, width) for name, view, width in sights if width in (WIDTHS["wide"], WIDTHS["narrow"]))
    assert spans.pop(("overview", WIDTHS["wide"])) == 120
    assert set(spans.values()) == {30}
    first, last = start.years
    later = dict.fromkeys(view.years for _, view, _ in sights if view != start)
    one_handle = [years[0] == first or years[1] == last for years in later]
    assert one_handle == sorted(one_handle, reverse=True)


def test_another_record_ends_it(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing more is drawn of a record that is not served any more, nor after a failure."""
    pen = Pen()
    for now, pen.broken in ((replace(record, version="other"), False), (record, True)):
        monkeypatch.setattr(prewarm, "current_record", lambda now=now: now)
        pen.urgency.clear()
        prewarm._draw_all(Drawings(draw=pen.draw), record)
        assert pen.urgency == [Urgency.AHEAD]
