"""Drawings that were made are kept: those of the record that all read in one place, a reader's own in another."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from threading import Lock

from dyad.figures.crowds import MOST_DRAWN
from dyad.record import Record
from dyad.render.drawing import Drawing, draw_view
from dyad.view import View, select_events

KEPT = 256  # drawings, of some 100 kB
Key = tuple[str, str, View, int]  # version of the data, figure, view, width
Draw = Callable[[Record, View, str, int], Drawing]


def drawn_view(record: Record, view: View) -> View:
    """Return the view that is drawn for a view: without what the script shows by fading.

    Themes, text and the open event change no drawing, nor does the period that is brushed. Where events are too many
    to be drawn one by one, themes and text do: then bars count what they leave.
    """
    whole = replace(view, event=None, brush=None)
    every = replace(whole, themes=(), text="")
    return whole if len(select_events(record, every)) > MOST_DRAWN else every


def fades(record: Record, view: View) -> bool:
    """Return whether themes and text are shown by fading parts of one drawing, as where events are drawn one by one."""
    return not drawn_view(record, replace(view, text="-")).text


class Drawings:
    """The last `most` drawings that were asked for; a reader with own tables has one, which goes with the session."""

    def __init__(self, *, most: int = KEPT, draw: Draw = draw_view) -> None:
        self._most = most
        self._draw = draw
        self._kept: OrderedDict[Key, Future[Drawing]] = OrderedDict()
        self._changing = Lock()

    def find(self, record: Record, view: View, name: str, width: int) -> Drawing | None:
        """Return a drawing if it is there; nobody waits, nothing is drawn."""
        with self._changing:
            known = self._kept.get(_key(record, view, name, width))
        return known.result() if known and known.done() and not known.exception() else None

    def get(self, record: Record, view: View, name: str, width: int) -> Drawing:
        """Return a drawing, made now if it is not there; who asks for the same meanwhile waits for that one.

        Raises
        ------
        ConverterError
            When it cannot be drawn; the next who asks has it tried again.
        """
        key = _key(record, view, name, width)
        with self._changing:
            known = self._kept.get(key)
            mine: Future[Drawing] = Future()
            if known is None:
                self._kept[key] = mine
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        if known is not None:
            return known.result()
        try:
            mine.set_result(self._draw(record, key[2], name, width))
        except BaseException as why:
            with self._changing:
                if self._kept.get(key) is mine:
                    del self._kept[key]
            mine.set_exception(why)
        return mine.result()


def _key(record: Record, view: View, name: str, width: int) -> Key:
    return record.version, name, drawn_view(record, view), width
