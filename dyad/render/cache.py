"""Drawings that were made are kept: those of the record that all read in one place, a reader's own in another."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace
from threading import Lock

from dyad.figures.catalogue import FIGURES
from dyad.figures.crowds import MOST_DRAWN
from dyad.record import Record
from dyad.render.converter import Urgency
from dyad.render.drawing import Drawing, draw_view, pack_drawing, unpack_drawing
from dyad.view import View, select_events

KEPT = 2_048  # drawings, packed: of some 10 kB
Key = tuple[str, str, View, int]  # version of the data, figure, view, width
Draw = Callable[[Record, View, str, int, Urgency], bytes]


def drawn_view(record: Record, view: View, name: str) -> View:
    """Return the view that a figure is drawn of: without what it does not heed, or the script shows by fading.

    Themes, text and the open event change no drawing, nor does the period that is brushed. Where events are too many
    to be drawn one by one, themes and text do: then bars count what they leave.
    """
    heeded = replace(FIGURES[name].heeded(view), event=None, brush=None)
    return replace(heeded, themes=(), text="") if fades(record, view) else heeded


def fades(record: Record, view: View) -> bool:
    """Return whether themes and text are shown by fading parts of one drawing, as where events are drawn one by one."""
    return len(select_events(record, replace(view, event=None, brush=None, themes=(), text=""))) <= MOST_DRAWN


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
        """Return whether a drawing is there."""
        return _key(record, view, name, width) in self._kept

    def get(self, record: Record, view: View, name: str, width: int) -> Drawing:
        """Return a drawing, made now if it is not there.

        Raises
        ------
        ConverterError
            When it cannot be drawn; the next who asks has it tried again.
        """
        key = _key(record, view, name, width)
        packed = self._kept.get(key) or self._draw(record, key[2], name, width, Urgency.SCREEN)
        self._keep(key, packed)
        return unpack_drawing(packed)

    def draw_ahead(self, record: Record, view: View, name: str, width: int) -> None:
        """Have a drawing made while nobody waits for any, for those who may ask for it.

        Who asks meanwhile does not wait for this one: it comes last.

        Raises
        ------
        ConverterError
            When it cannot be drawn.
        """
        key = _key(record, view, name, width)
        if key not in self._kept:
            self._keep(key, self._draw(record, key[2], name, width, Urgency.AHEAD))

    def _keep(self, key: Key, packed: bytes) -> None:
        with self._changing:
            self._kept[key] = packed
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


def _key(record: Record, view: View, name: str, width: int) -> Key:
    return record.version, name, drawn_view(record, view, name), width
