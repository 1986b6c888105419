"""Drawings that were made of the record that all read are kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from dyad.record import Record
from dyad.render.converter import Urgency
from dyad.render.drawing import Drawing, drawn_view, unpack_drawing
from dyad.view import View

KEPT = 2_048  # drawings, packed: of some 10 kB
Key = tuple[str, str, View, int]  # version of the data, figure, view, width
Draw = Callable[[Record, View, str, int, Urgency], bytes]


class Drawings:
    """The last `most` drawings that were asked for.

    That many who ask for the same at once have it made once is up to what answers them (`server.files.FileCache`).
    """

    def __init__(self, *, most: int = KEPT, draw: Draw) -> None:
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
