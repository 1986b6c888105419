"""What a figure says of itself, beside its maker; `catalogue` finds it there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from dyad.figures.compose import Content, Figure, compose
from dyad.figures.style import Style
from dyad.findings.finding import Facts, Years
from dyad.record import Record
from dyad.view import View
from dyad.wording.figures import name_figure
from dyad.wording.findings import Finding, finding_of

OPTIONS: dict[str, Any] = {"sources": "", "year": None}  # fields of a view, and their defaults


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One figure: `name` in addresses, files and lessons, `page` where it stands ("" for none).

    By its `order` it stands among all. Its `maker` says what it shows of a record that `holds`
    what it needs; of the choices that only some figures heed (`OPTIONS`) it is told those it `heeds`, and a `timeless`
    one is the same whichever years are chosen. Pages show the `rows` it is drawn from beside it, if it has a heading
    for them. One that is `of_events` is empty where a view leaves none. A figure with others `instead` is for wide
    windows: in narrow ones they are shown in its place. What the tables tell of the years chosen stands below it
    (`facts`), and above it the `claim` that it is about, by its id, with what its check found over all years then
    known.
    """

    name: str
    order: int
    page: str
    maker: Callable[[Record, View, Style], Content]
    holds: Callable[[Record], bool] = lambda _: True
    rows: Callable[[Record, View], pd.DataFrame] = lambda _, __: pd.DataFrame()
    of_events: bool = False
    heeds: tuple[str, ...] = ()
    timeless: bool = False
    instead: tuple[str, ...] = ()
    claim: str = ""
    facts: Callable[[Record, Years], Facts | None] = lambda _, __: None

    @property
    def title(self) -> str:
        """What the figure is called."""
        return name_figure(self.name).title

    @property
    def heading(self) -> str:
        """What the rows that it is drawn from stand under."""
        return name_figure(self.name).heading

    @property
    def step(self) -> str:
        """The title of its step in a lesson made of a record alone."""
        return name_figure(self.name).step

    @property
    def path(self) -> str:
        """The address of its page, from the first one on."""
        return "" if self.page == "overview" else self.page

    def heeded(self, view: View) -> View:
        """Return the view without what this figure does not heed."""
        others = {name: default for name, default in OPTIONS.items() if name not in self.heeds}
        return replace(view, **others)

    def draw(self, record: Record, view: View, look: Style) -> Figure:
        """Return the figure of a view in a look."""
        view = self.heeded(view)
        if self.timeless:
            view = replace(view, years=record.about.years, brush=None)
        return compose(record, view, look, self.maker(record, view, look), name=self.name, page=self.path)

    def finding(self, record: Record, years: Years) -> Finding | None:
        """Return what the tables tell of some years, in words; None where there is nothing."""
        facts = self.facts(record, years)
        return finding_of(facts, record.about) if facts else None
