"""Keeps the previews that were asked for, and has those made that are missing, one after another, unhurried.

Nobody waits for one: a page that has none yet goes out without, as Streamlit's would.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Condition, Thread

from dyad.importing.current import current_record
from dyad.preview.contents import Sight, drawing_for, figure_for, opening_figure, opens_with, stretched, write_preview
from dyad.record import Record, RecordError
from dyad.render.cache import Drawings
from dyad.render.engine import to_svg
from dyad.ui.filters import OWN
from dyad.ui.shell import ENTRIES, Entry
from dyad.view import view_from_query

LOG = logging.getLogger(__name__)
KEPT = 96  # drawings, of some 50 kB
MOST_WAITING = 16  # drawings to be made; what is asked for beyond that is made when it is asked for again
EMBED = "embed"  # Streamlit's parameter for a page in a frame
# Windows drawn for as long as one has not said how wide it is; the stylesheet shows that nearest.
PHONES, OTHERS = (390, 768), (768, 1280, 1920)

Key = tuple[str, Sight]  # version of a record, and what is seen of it


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A page as a browser asks for it; `window` is its width in px, where the browser has said so."""

    entry: Entry
    query: Mapping[str, Sequence[str]]
    window: int | None
    phone: bool


class Previews:
    """Previews of the record that is served now."""

    def __init__(self, drawn: Drawings | None = None) -> None:
        self._drawn = drawn or Drawings()
        self._to_svg = to_svg
        self._drawings: OrderedDict[Key, str] = OrderedDict()
        self._waiting: OrderedDict[Key, Record] = OrderedDict()
        self._changed = Condition()
        self._drawer: Thread | None = None

    def find(self, asked: Asked) -> str:
        """Return the markup of a page's preview; empty where there is none, or none yet."""
        try:
            record = current_record()
        except RecordError:
            return ""  # the page will tell
        view, dropped = view_from_query(asked.query, record=record)
        if dropped or OWN in asked.query or EMBED in asked.query:
            return ""  # a notice comes before the figure, or another record, or the page has no menu
        for windows in ((asked.window,), PHONES if asked.phone else OTHERS):
            sights = tuple(Sight(entry=asked.entry, view=view, window=window) for window in windows if window)
            if not all(opens_with(record, sight) for sight in sights):
                return ""
            drawings = self._find_all(record, sights)
            if drawings:
                return write_preview(record, asked.entry, view, drawings)
        return ""

    def draw_first(self) -> None:
        """Have the first page drawn for windows that nothing is known of."""
        for phone in (False, True):
            self.find(Asked(entry=ENTRIES[0], query={}, window=None, phone=phone))

    def _find_all(self, record: Record, sights: Iterable[Sight]) -> tuple[tuple[Sight, str], ...]:
        """Return the drawings of all of these, or none of them; what is missing will be drawn."""
        found: list[tuple[Sight, str]] = []
        missing = False
        with self._changed:
            for sight in sights:
                key = (record.version, sight)
                if key in self._drawings:
                    self._drawings.move_to_end(key)
                    found.append((sight, self._drawings[key]))
                    continue
                missing = True
                if len(self._waiting) < MOST_WAITING:
                    self._waiting.setdefault(key, record)
            if self._waiting and self._drawer is None:
                self._drawer = Thread(target=self._draw, name="previews", daemon=True)
                self._drawer.start()
            self._changed.notify()
        return () if missing else tuple(found)

    def _draw(self) -> None:
        """Draw whatever waits, for as long as the server runs."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting)
            while job := self._next():
                self._draw_one(*job)

    def _next(self) -> tuple[Key, Record] | None:
        with self._changed:
            return next(iter(self._waiting.items()), None)

    def _draw_one(self, key: Key, record: Record) -> None:
        sight = key[1]
        drawing = ""
        try:
            if sight.entry.charts:
                figure = opening_figure(record, sight)
                drawing = drawing_for(figure, self._to_svg(stretched(figure.spec, sight.room)), sight)
            else:
                drawing = figure_for(self._drawn, record, sight)
        except Exception:  # a page is as good without, and has its own way to tell what is wrong with it
            LOG.exception("No preview of %s could be drawn", sight.entry.name)
        with self._changed:
            del self._waiting[key]
            if drawing:  # else it is tried again when it is asked for again
                self._drawings[key] = drawing
            while len(self._drawings) > KEPT:
                self._drawings.popitem(last=False)
