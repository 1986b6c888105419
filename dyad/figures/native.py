"""What PowerPoint draws itself of a figure, as data: lines or columns of values by category, over a band or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, kw_only=True)
class Series:
    """One line or one colour of bars of a native chart: its values by category."""

    name: str
    colour: str
    values: Mapping[str, float]
    dashed: bool = False


@dataclass(frozen=True, kw_only=True)
class NativeChart:
    """What PowerPoint draws itself, to be edited there: lines or columns by category, over a band or not.

    `said` is what it shows, in a line: measure, unit, how it is counted; `sources` the ids of its documents, and
    `form` the number format of the value axis. With `ranks` 1 is at the top.
    """

    kind: Literal["lines", "columns"]
    series: tuple[Series, ...]
    categories: tuple[str, ...]
    said: str
    sources: tuple[str, ...]
    band: tuple[float, float, str] | None = None  # its ends and what it is called
    most: float | None = None  # the end of the value axis
    form: str = "0"
    ranks: bool = False


def native_chart(
    kind: Literal["lines", "columns"], series: Iterable[Series], *, categories: Iterable[str] = (), **told: Any
) -> NativeChart | None:
    """Return the series with values as PowerPoint draws them, by year or categories told; None where none has any."""
    known = tuple(one for one in series if one.values)
    named = [*categories] or sorted({year for one in known for year in one.values}, key=int)
    return NativeChart(kind=kind, series=known, categories=tuple(named), **told) if known else None
