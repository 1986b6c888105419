"""What a page needs to know to draw itself."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from dyad.figures.look import Scheme
from dyad.record import Record
from dyad.view import View


@dataclass(frozen=True, kw_only=True)
class Page:
    """The page being drawn: the record, the reader's choice, and the screen.

    `width` is the room for a figure, in CSS pixels (one of `window.WIDTHS`); `folder` holds the tables.
    """

    name: str
    record: Record
    view: View
    scheme: Scheme
    width: int
    folder: Path


current_page: ContextVar[Page | None] = ContextVar("dyad_page", default=None)
