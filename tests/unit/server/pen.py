"""What draws in place of the converter: one small figure for all."""

from __future__ import annotations

from dataclasses import replace

from dyad.record import Record
from dyad.render.converter import ConverterError, Urgency
from dyad.render.drawing import Drawing, draw_view, pack_drawing
from dyad.view import View


class Pen:
    """Draws one figure for all, as wide as asked for, and notes what it was asked for; broken, it draws nothing."""

    def __init__(self) -> None:
        self.asked: list[tuple[View, str, int]] = []
        self.broken = False
        self._drawing: Drawing | None = None

    def draw(self, record: Record, view: View, name: str, width: int, _: Urgency) -> bytes:
        """Return a drawing of any view."""
        self.asked.append((view, name, width))
        if self.broken:
            raise ConverterError("no")
        self._drawing = self._drawing or draw_view(record, view, "claims-summary", width)
        return pack_drawing(replace(self._drawing, name=name, width=width))
