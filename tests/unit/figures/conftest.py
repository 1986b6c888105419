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


@pytest.fixture(scope="session")
def draw(record: Record) -> Draw:
    """Return a function that draws a figure of the shipped record for a page of that width, or a screen if `told`."""

    def drawn(name: str, width: int = 1200, scheme: Scheme = "light", *, told: bool = False, **choice: Any) -> Figure:
        view = replace(default_view(record), **choice)
        return FIGURES[name].draw(record, view, Style(scheme=scheme, width=width, told=told))

    return drawn
