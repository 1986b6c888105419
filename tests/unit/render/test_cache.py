"""Drawings are made once for all that look the same, kept within bounds, and tried again where they failed."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import pytest

from dyad.record import Record
from dyad.render.cache import Drawings
from dyad.view import View, default_view


class Draughtsman:
    """Draws nothing, and notes what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[View] = []
        self.fails = False

    def __call__(self, _: Record, view: View, name: str, width: int) -> Any:
        self.asked.append(view)
        if self.fails:
            raise RuntimeError("no")
        return f"{name} at {width}"


def test_what_fades_is_not_drawn_anew(record: Record) -> None:
    """Themes, text, the open event and the brushed period share a drawing; years, switches and width have their own."""
    draw = Draughtsman()
    drawings, start = Drawings(draw=draw), default_view(record)
    event = record.event_ids[0]
    for view in (start, replace(start, themes=("energy",), text="gas", event=event, brush=(2010, 2012))):
        drawings.get(record, view, "timeline", 760)
    assert draw.asked == [start]
    assert drawings.find(record, replace(start, text="pipe"), "timeline", 760) == "timeline at 760"
    assert drawings.find(record, start, "timeline", 1216) is None
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
    assert [width for width in (1, 2, 3) if drawings.find(record, view, "timeline", width)] == [1, 3]


def test_a_failure_is_not_kept(record: Record) -> None:
    """Who asks is told, and the next who asks has it drawn."""
    draw = Draughtsman()
    drawings, view = Drawings(draw=draw), default_view(record)
    draw.fails = True
    with pytest.raises(RuntimeError, match="no"):
        drawings.get(record, view, "timeline", 760)
    assert drawings.find(record, view, "timeline", 760) is None
    draw.fails = False
    assert drawings.get(record, view, "timeline", 760)


def test_one_draws_for_all_who_wait(record: Record) -> None:
    """Readers who ask for the same at once get the same drawing, made once."""
    begun, go = threading.Event(), threading.Event()
    made: list[object] = []

    def draw(*_: Any) -> Any:
        begun.set()
        assert go.wait(30)
        made.append(object())
        return made[-1]

    drawings, found = Drawings(draw=draw), []
    ask = lambda: found.append(drawings.get(record, default_view(record), "timeline", 760))  # noqa: E731
    readers = [threading.Thread(target=ask) for _ in range(3)]
    readers[0].start()
    assert begun.wait(30)
    for reader in readers[1:]:
        reader.start()
    go.set()
    for reader in readers:
        reader.join(30)
    assert found == made * 3
