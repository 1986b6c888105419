"""What is done ahead, while nobody waits: what the first reader needs, then drawings.

First what pages show before anything is chosen is drawn, with `Urgency.AHEAD`, then other years, most of them of the
first page. It ends, after some two minutes of one processor, and begins anew when the record has changed.
"""

from __future__ import annotations

import gc
import logging
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import combinations_with_replacement

from dyad.figures.catalogue import FIGURES
from dyad.importing.current import current_record
from dyad.publish.pages import parts_of
from dyad.record import Record, RecordError
from dyad.render.cache import Drawings
from dyad.render.converter import ConverterError, Urgency
from dyad.render.drawing import ROOMS, WIDTHS
from dyad.view import View, default_view

LOG = logging.getLogger(__name__)
COMMON = ("wide", "narrow")  # widths of most readers: a classroom's screens, and phones
MOST_SPANS = 30  # of years; what one handle of the slider comes to in a record of fifteen, and a little more
FIRST_PAGE = ("overview", "wide", 120)  # the figure that most see first, where it is drawn, and all spans of fifteen
LOOKS_FOR_GARBAGE = (5_000, 10, 10)  # objects that came, looks among the newest, looks among the newer; of CPython
LOOK_SECONDS = 30.0  # between two looks for another record

Sight = tuple[str, View, int]  # a figure, a view of it, its width


def warm_up() -> None:
    """Do what the first reader would wait for; then look for garbage once, and from now on seldom.

    What is there stays as long as the server: half a million objects would be looked through again and again, which
    takes a tenth of every run.
    """
    with suppress(RecordError):  # it will be told to whoever asks for the record
        current_record()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*LOOKS_FOR_GARBAGE)


def sights_ahead(record: Record) -> Iterator[Sight]:
    """Yield what is drawn ahead: the figures of all pages as they open, then those of other years, the likely first.

    Likely is what takes one handle of the slider to come to. Of the first page's figure, at last, all other years.
    """
    start = default_view(record)
    for room in (*COMMON, *(other for other in WIDTHS if other not in COMMON)):
        yield from ((name, start, WIDTHS[room]) for name in _shown(record, room))
    first, last = start.years
    spans = list(combinations_with_replacement(range(first, last + 1), 2))
    spans.sort(key=lambda years: (years[0] != first and years[1] != last, years[0] - years[1]))
    for room in COMMON:
        for years in spans[1:MOST_SPANS]:
            yield from ((name, replace(start, years=years), WIDTHS[room]) for name in _shown(record, room))
    name, room, most = FIRST_PAGE
    if name in _shown(record, room):
        yield from ((name, replace(start, years=years), WIDTHS[room]) for years in spans[MOST_SPANS:most])


def _shown(record: Record, room: str) -> tuple[str, ...]:
    """Return the figures that the pages of a record show where there is so much room."""
    pages = dict.fromkeys(entry.page for entry in FIGURES.values())
    shown = (part.figure for page in pages for part in parts_of(record, page) if room in ROOMS[part.room])
    return tuple(dict.fromkeys(shown))


def prewarm(drawings: Drawings) -> None:
    """Draw what may be asked for of each record that is served, for as long as the server runs."""
    done = ""
    while True:
        with suppress(RecordError):  # it will be told to whoever asks for the record
            record = current_record()
            if record.version != done:
                done = record.version
                _draw_all(drawings, record)
        time.sleep(LOOK_SECONDS)


def _draw_all(drawings: Drawings, record: Record) -> None:
    """Draw what may be asked for of a record, until that is done or there is another."""
    for name, view, width in sights_ahead(record):
        try:
            drawings.get(record, view, name, width, Urgency.AHEAD)
        except ConverterError:  # what readers ask for is drawn when they do
            LOG.exception("“%s” of %s could not be drawn ahead, and no more is", name, view.years)
            return
        if current_record().version != record.version:
            return
