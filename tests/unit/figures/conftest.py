"""Figures that several tests look at, each drawn once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from dyad.figures.look import Figure, Look, Scheme, growth
from dyad.figures.overview import overview
from dyad.figures.rankings import rank_lines
from dyad.figures.timeline import timeline
from dyad.figures.trade import trade_balance, trade_band
from dyad.record import Record
from dyad.view import View, default_view

DRAWERS: dict[str, Callable[[Record, View, Look], Figure]] = {
    "overview": overview,
    "timeline": timeline,
    "trade-band": trade_band,
    "trade-balance": trade_balance,
    "rankings": rank_lines,
}
Draw = Callable[..., Figure]


@pytest.fixture(scope="session")
def draw(record: Record) -> Draw:
    """Return a function that draws a figure of the shipped record, as a page of that width would."""

    @cache
    def drawn(name: str, width: int = 1200, scheme: Scheme = "light", **choice: Any) -> Figure:
        view = replace(default_view(record), **choice)
        return DRAWERS[name](record, view, Look(scheme=scheme, width=width, scale=growth(width)))

    return drawn
