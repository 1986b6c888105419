"""Drawings by address, as `/drawings/trade-band?width=wide&years=2010&years=2017&v=…`: what a page on a screen shows.

The version in the address changes with the data and with the code that draws, so that a browser may keep what it got.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from urllib.parse import urlencode

from dyad.figures.catalogue import figures_of
from dyad.publish.file_requests import FileRequestError, code_version
from dyad.record import Record
from dyad.render.cache import drawn_view
from dyad.render.drawing import WIDTHS
from dyad.view import Query, View, default_view, nearest, shorten, view_from_query, view_to_query
from dyad.wording import listing

FOLDER = "drawings"
SCRIPT, STYLE = "figure.js", "page.css"  # what answers in drawings, and how pages with them look, in the same folder
WIDTH, VERSION = "width", "v"  # parameters beside those of the view
VERSION_CHARS = 16


@dataclass(frozen=True, kw_only=True)
class DrawingRequest:
    """A drawing that an address asks for. `current` is whether it names the version that is served now."""

    name: str
    view: View
    width: int
    current: bool


def drawing_address(record: Record, view: View, name: str) -> str:
    """Return the address of a view's drawing below that of the server; a browser adds the `width` it has room for.

    All views that are shown by fading parts of one drawing have the same.
    """
    query = view_to_query(drawn_view(record, view), default=default_view(record))
    return f"{FOLDER}/{name}?{urlencode(query | {VERSION: drawing_version(record)}, doseq=True)}"


def part_address(name: str) -> str:
    """Return the address of what drawings go with, in the same folder."""
    return f"{FOLDER}/{name}?{VERSION}={_digest(code_version())}"


def read_drawing_request(name: str, query: Query, *, record: Record) -> DrawingRequest:
    """Return the drawing that an address asks for: `name` is what stands after `/drawings/`.

    Raises
    ------
    FileRequestError
        When there is no such drawing, or with everything in the query that cannot be, and what is allowed.
    """
    names = figures_of(record)
    if name not in names:
        told = f"There is no drawing “{shorten(name)}”: there are {listing(names)}.{nearest(name, names)}"
        raise FileRequestError((told,), missing=True)
    view, problems = view_from_query(query, record=record, refusal="cannot be")
    width = (query.get(WIDTH) or [""])[-1]
    if width not in WIDTHS:
        problems += (f"“{WIDTH}={shorten(width)}” cannot be: the widths are {listing(tuple(WIDTHS))}.",)
    if problems:
        raise FileRequestError(problems)
    current = (query.get(VERSION) or [""])[-1] == drawing_version(record)
    return DrawingRequest(name=name, view=drawn_view(record, view), width=WIDTHS[width], current=current)


def drawing_version(record: Record) -> str:
    """Return what changes when a drawing of the record may."""
    return _digest(record.version, code_version())


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:VERSION_CHARS]
