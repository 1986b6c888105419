"""Drawings are made once for all that look the same, kept within bounds, and tried again where they failed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dyad.figures.catalogue import figures_of
from dyad.record import Record
from dyad.render.cache import Drawings
from dyad.render.converter import Urgency
from dyad.render.drawing import Drawing, draw_view, pack_drawing, unpack_drawing
from dyad.view import View, default_view


class Draughtsman:
    """Draws nothing, and notes what it was asked for, and how urgently."""

    def __init__(self) -> None:
        self.asked: list[View] = []
        self.urgency: list[Urgency] = []
        self.fails = False

    def __call__(self, _: Record, view: View, name: str, width: int, urgency: Urgency) -> bytes:
        self.asked.append(view)
        self.urgency.append(urgency)
        if self.fails:
            raise RuntimeError("no")
        return pack_drawing(sheet(name, width))


def sheet(name: str, width: int) -> Drawing:
    """Return a drawing of nothing."""
    words = dict.fromkeys(("svg", "title", "subtitle", "note", "sources", "record", "address", "alt"), "")
    return Drawing(name=name, width=width, years=(2003, 2017), marks={}, facts={}, legend=(), **words)


def test_packed_is_unpacked(record: Record) -> None:
    """Every figure's drawing is the same after it was packed."""
    for name in figures_of(record):
        drawing = draw_view(record, default_view(record), name, 358)
        assert unpack_drawing(pack_drawing(drawing)) == drawing


def test_what_is_drawn_ahead_is_there(record: Record) -> None:
    """A drawing made ahead, at the least urgency and once, is what the next reader gets; a failure is not kept."""
    draw, start = Draughtsman(), default_view(record)
    drawings = Drawings(draw=draw)
    draw.fails = True
    with pytest.raises(RuntimeError, match="no"):
        drawings.get(record, start, "timeline", 760, Urgency.AHEAD)
    draw.fails = False
    for _ in range(2):
        drawings.get(record, start, "timeline", 760, Urgency.AHEAD)
    assert drawings.get(record, start, "timeline", 760) == sheet("timeline", 760)
    assert draw.urgency == [Urgency.AHEAD] * 2


def test_what_fades_is_not_drawn_anew(record: Record) -> None:
    """Themes, text, the open event and the brushed period share a drawing; years, switches and width have their own."""
    draw = Draughtsman()
    drawings, start = Drawings(draw=draw), default_view(record)
    event = record.event_ids[0]
    for view in (start, replace(start, themes=("energy",), text="gas", event=event, brush=(2010, 2012))):
        drawings.get(record, view, "timeline", 760)
    assert draw.asked == [start]
    assert drawings.has(record, replace(start, text="pipe"), "timeline", 760)
    assert not drawings.has(record, start, "timeline", 1216)
    others = [replace(start, years=(2010, 2012)), replace(start, beyond=True), replace(start, context=True)]
    for view in others:
        drawings.get(record, view, "timeline", 760)
    assert draw.asked == [start, *others]


def test_the_oldest_goes(record: Record) -> None:
    """No more are kept than allowed; what was asked for last stays."""
    draw = Draughtsman()
    drawings, view = Drawings(most=2, draw=draw), default_view(record)
    for width in (1, 2, 1, 3):
        drawings.get(record, view, "timeline", width)
    assert [width for width in (1, 2, 3) if drawings.has(record, view, "timeline", width)] == [1, 3]
