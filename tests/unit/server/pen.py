"""What draws in place of the converter: nothing, for whatever it is asked."""

from __future__ import annotations

from dyad.record import Record
from dyad.render.converter import ConverterError, Urgency
from dyad.render.drawing import Drawing, pack_drawing
from dyad.view import View

WORDS = ("svg", "title", "subtitle", "note", "sources", "record", "address", "alt")


class Pen:
    """Draws nothing, and notes what it was asked for, and how urgently; broken, it refuses."""

    def __init__(self) -> None:
        self.asked: list[tuple[View, str, int]] = []
        self.urgency: list[Urgency] = []
        self.broken = False

    def draw(self, _: Record, view: View, name: str, width: int, urgency: Urgency) -> bytes:
        """Return a drawing of any view."""
        self.asked.append((view, name, width))
        self.urgency.append(urgency)
        if self.broken:
            raise ConverterError("no")
        return pack_drawing(nothing(name, width))


def nothing(name: str, width: int) -> Drawing:
    """Return a drawing without a mark."""
    words = dict.fromkeys(WORDS, "")
    return Drawing(name=name, width=width, years=(2003, 2017), marks={}, facts={"events": {}}, legend=(), **words)
