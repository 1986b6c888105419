"""Drawings that were made are kept: those of the record that all read in one place, a reader's own in another."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from dyad.record import Record
from dyad.render.converter import Urgency
from dyad.render.drawing import Drawing, draw_view, drawn_view, pack_drawing, unpack_drawing
from dyad.view import View

KEPT = 2_048  # drawings, packed: of some 10 kB
Key = tuple[str, str, View, int]  # version of the data, figure, view, width
Draw = Callable[[Record, View, str, int, Urgency], bytes]


def draw_here(record: Record, view: View, name: str, width: int, _: Urgency) -> bytes:
    """Return a drawing, packed, that is laid out in this process: a reader's own tables are handed to no other."""
    return pack_drawing(draw_view(record, view, name, width))


class Drawings:
    """The last `most` drawings that were asked for; a reader with own tables has one, which goes with the session.

    That many who ask for the same at once have it made once is up to what answers them (`server.files.FileCache`).
    """

    def __init__(self, *, most: int = KEPT, draw: Draw = draw_here) -> None:
        self._most = most
        self._draw = draw
        self._kept: OrderedDict[Key, bytes] = OrderedDict()
        self._changing = Lock()

    def has(self, record: Record, view: View, name: str, width: int) -> bool:
        return _key(record, view, name, width) in self._kept

    def get(self, record: Record, view: View, name: str, width: int, urgency: Urgency = Urgency.SCREEN) -> Drawing:
        """Return a drawing, made now if it is not there.

        Raises ConverterError when it cannot be drawn; the next who asks has it tried again.
        """
        key = _key(record, view, name, width)
        packed = self._kept.get(key) or self._draw(record, key[2], name, width, urgency)
        with self._changing:
            self._kept[key] = packed
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return unpack_drawing(packed)


def _key(record: Record, view: View, name: str, width: int) -> Key:
    return record.version, name, drawn_view(record, view, name), width
