"""Drawings are made once for all that look the same, kept within bounds, and tried again where they failed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dyad.figures.catalogue import figures_of
from dyad.record import Record
from dyad.render.cache import Drawings
from dyad.render.converter import ConverterError, Urgency
from dyad.render.drawing import draw_view, pack_drawing, unpack_drawing
from dyad.view import default_view
from tests.unit.server.pen import Pen, nothing


def test_packed_is_unpacked(record: Record) -> None:
    """Every figure's drawing is the same after it was packed."""
    for name in figures_of(record):
        drawing = draw_view(record, default_view(record), name, 358)
        assert unpack_drawing(pack_drawing(drawing)) == drawing


def test_what_is_drawn_ahead_is_there(record: Record) -> None:
    """A drawing made ahead, at the least urgency and once, is what the next reader gets; a failure is not kept."""
    pen, start = Pen(), default_view(record)
    drawings = Drawings(draw=pen.draw)
    pen.broken = True
    with pytest.raises(ConverterError, match="no"):
        drawings.get(record, start, "timeline", 760, Urgency.AHEAD)
    pen.broken = False
    for _ in range(2):
        drawings.get(record, start, "timeline", 760, Urgency.AHEAD)
    assert drawings.get(record, start, "timeline", 760) == nothing("timeline", 760)
    assert pen.urgency == [Urgency.AHEAD] * 2


def test_what_fades_is_not_drawn_anew(record: Record) -> None:
    """Themes, text, the open event and the brushed period share a drawing; years, switches and width have their own."""
    pen, start = Pen(), default_view(record)
    drawings = Drawings(draw=pen.draw)
    event = record.event_ids[0]
    for view in (start, replace(start, themes=("energy",), text="gas", event=event, brush=(2010, 2012))):
        drawings.get(record, view, "timeline", 760)
    assert [view for view, *_ in pen.asked] == [start]
    assert drawings.has(record, replace(start, text="pipe"), "timeline", 760)
    assert not drawings.has(record, start, "timeline", 1216)
    others = [replace(start, years=(2010, 2012)), replace(start, beyond=True), replace(start, context=True)]
    for view in others:
        drawings.get(record, view, "timeline", 760)
    assert [view for view, *_ in pen.asked] == [start, *others]


def test_the_oldest_goes(record: Record) -> None:
    """No more are kept than allowed; what was asked for last stays."""
    drawings, view = Drawings(most=2, draw=Pen().draw), default_view(record)
    for width in (1, 2, 1, 3):
        drawings.get(record, view, "timeline", width)
    assert [width for width in (1, 2, 3) if drawings.has(record, view, "timeline", width)] == [1, 3]
