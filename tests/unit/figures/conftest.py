"""Figures that several tests look at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from dyad.figures.catalogue import FIGURES
from dyad.figures.compose import Figure
from dyad.figures.style import Scheme, Style
from dyad.record import Record
from dyad.view import default_view

Draw = Callable[..., Figure]
LOOKS = ("told", "brief", "joined", "most_rows")


@pytest.fixture(scope="session")
def draw(record: Record) -> Draw:
    """Return a function that draws a figure, of the shipped record unless told, in a look so wide, or one told whole.

    Whatever else is chosen is of the view, or of the look if it is one of `LOOKS`.
    """

    def drawn(
        name: str, width: int = 1200, scheme: Scheme = "light", *, of: Record = record, look: Style | None = None,
        **choice: Any,
    ) -> Figure:  # fmt: skip
        own = {one: choice.pop(one) for one in LOOKS if one in choice}
        look = look or Style(scheme=scheme, width=width, **own)
        return FIGURES[name].draw(of, replace(default_view(of), **choice), look)

    return drawn
