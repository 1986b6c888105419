"""A figure: what its module says of it, what its maker returns, and how title, key and sources come around that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import altair as alt
import pandas as pd
from altair.utils.schemapi import disable_debug_mode

from dyad.figures.key import KeyEntry, key_row
from dyad.figures.native import NativeChart
from dyad.figures.parts import LEADING, Chart, Layers, Plot, Stack, inline, text_lines
from dyad.figures.style import Style, vega_config, wrap, wrap_evenly
from dyad.findings.finding import Facts, Years, claims_year, once
from dyad.record import Record
from dyad.view import View, view_address
from dyad.wording import figures as wording
from dyad.wording.documents import say_authors, say_collectors
from dyad.wording.findings import Finding, finding_of
from dyad.wording.view import filters_shown

# Altair checks every part of a chart against Vega-Lite's schema as it is made, and the whole once more: two thirds of
# the time a figure takes. Charts come from code alone, never from input; the tests check each of them whole.
disable_debug_mode()

AnyRow = alt.Chart | alt.LayerChart
GAP, CLOSE = 10.0, 0.0  # px over a plot that follows another row: on paper, on a screen, whose windows are low
TITLE_LINE = 1.2  # height of a line of a title, in its size
TAG = (1.2, 0.3)  # width and height of the tag over a title, in sizes of the title
OPTIONS: dict[str, Any] = {"sources": "", "year": None}  # fields of a view, and their defaults


def foot(
    record: Record, view: View, page: str, *, look: Style, publishers: Sequence[str], notes: Sequence[str]
) -> Chart:
    """Return the last row of a figure: notes and sources, then whose it is and where it stands."""
    about, size = record.about, look.source
    said = [*notes, filters_shown(record, view), wording.name_sources(publishers)]
    whose = [about.title, about.figures_licence.partition(",")[0], wording.data_version(record.version)]
    if about.homepage:
        whose.append(view_address(record, view, page).partition("://")[2])
    lines = [
        *wrap(wording.join_notes(said), width=look.width - 4, size=size),
        *wrap(" · ".join(one for one in whose if one), width=look.width - 4, size=size),
    ]
    words = text_lines(lines, size=size, colour=look.colours.quiet)
    return words.properties(height=len(lines) * size * LEADING, width=look.width)


def head(title: str, subtitle: str, *, look: Style) -> alt.LayerChart:
    """Return the first row of a figure: the tag of the house, the title that states the finding, the subtitle."""
    titles = wrap_evenly(title, width=look.width - 4, size=look.title, weight=600)
    subtitles = wrap(subtitle, width=look.width - 4, size=look.text)
    tag, gap = round(look.title * TAG[1]), round(look.title * 0.5)
    below = tag + gap + len(titles) * look.title * TITLE_LINE
    height = round(below + len(subtitles) * look.text * LEADING + look.text * 0.5)
    right = alt.X2Value(round(look.title * TAG[0]))
    layers = [
        Chart(inline([{}]))
        .mark_rect(fill=look.colours.first, aria=False)
        .encode(x=alt.XValue(0), x2=right, y=alt.YValue(0), y2=alt.Y2Value(tag)),
        text_lines(titles, size=look.title, leading=TITLE_LINE, colour=look.colours.ink, y=tag + gap, fontWeight=600),
        text_lines(subtitles, size=look.text, colour=look.colours.quiet, y=below + look.text * 0.2),
    ]
    return Layers(layers, height=height, width=look.width)


def collectors(record: Record, cited: Iterable[Iterable[str]]) -> list[str]:
    """Return the publishers that a figure names, each once, behind the persons who collected data."""
    return [*once(say_collectors(record.source(id)) for ids in cited for id in ids)]


def cited_as(record: Record, ids: Iterable[str]) -> str:
    """Return the publishers of what a mark shows, as it tells them."""
    return wording.name_publishers(record.publishers(ids))


def document_note(record: Record, told: Sequence[str]) -> list[str]:
    """Return a note on who wrote the document, where the figure speaks of it without saying so."""
    document, every = record.claims_document, " ".join(told)
    author = say_authors(document.author) if document else ""
    if not author or author in every or record.about.document not in every:
        return []
    return [wording.document_by(document=record.about.document, author=author, year=claims_year(record))]


@dataclass(frozen=True, kw_only=True)
class Content:
    """What a figure shows, before its title, its key and the lines that name sources and house are around it.

    `title` states the finding in at most ten words, with years; `subtitle` has measure, unit, place and period; `alt`
    is the alternative text; both are computed from `data`, one row per figure or event drawn. `rows` are drawn below
    each other; of those the plots have a height that goes by `Style.tall` or `row`, and `firm` px of it cannot be
    pressed. `key` has the signs of the key, None for a figure without; `native` is the same as PowerPoint draws it.
    There are `labels` rows of labels in all `lanes`, each `row` px high, which can be fewer. One that `sheds` can be
    `brief`. Rows `besides` the data are drawn without a name; their documents are the figure's, too.
    """

    title: str
    subtitle: str
    alt: str
    data: pd.DataFrame | dict[str, pd.DataFrame]
    rows: Sequence[AnyRow] = ()
    publishers: Sequence[str] = ()
    key: Sequence[KeyEntry] | None = None
    notes: Sequence[str] = ()
    native: NativeChart | None = None
    labels: int = 0
    lanes: int = 0
    row: float = 0.0
    firm: float = 0.0
    sheds: bool = False
    besides: Sequence[pd.DataFrame] = ()

    @property
    def tall(self) -> float:
        """The height in px of the plots, which `Style.stretch` multiplies."""
        return sum(float(row.height) for row in self.rows if isinstance(row, Plot))


@dataclass(frozen=True, kw_only=True)
class Figure(Content):
    """A chart and what belongs to it once it leaves the page, at whose address it stands."""

    name: str
    chart: Stack
    sources: tuple[str, ...]
    page: str = ""

    @property
    def spec(self) -> dict[str, Any]:
        """The chart as Vega-Lite, made anew each time; like its parts it is not checked against the schema."""
        return self.chart.to_dict(validate=False)


def compose(record: Record, view: View, look: Style, content: Content, *, name: str, page: str) -> Figure:
    """Return the figure of that name: its rows under its title, over the lines that name sources, house and page."""
    title, subtitle, key, notes = content.title, content.subtitle, content.key, content.notes
    said = [title, subtitle, content.alt, *(entry.text for entry in key or ()), *notes, *content.publishers]
    told = [*notes, *document_note(record, said)]
    stack = [
        *([head(title, subtitle, look=look)] if look.titled else []),
        *([] if key is None or look.told else [key_row(key, look=look)]),
        *_apart(content.rows, look=look),
        *([foot(record, view, page, look=look, publishers=content.publishers, notes=told)] if look.noted else []),
    ]
    tables = [*(content.data.values() if isinstance(content.data, dict) else [content.data]), *content.besides]
    return Figure(
        **vars(content),
        name=name,
        page=page,
        chart=Stack(vconcat=stack, spacing=0, config=vega_config(look), description=f"{title}. {subtitle}"),
        sources=once(*(sources for table in tables for sources in table["sources"])),
    )


def _apart(rows: Sequence[AnyRow], *, look: Style) -> list[AnyRow]:
    """Return the rows with room before each plot that follows another row, and between a plot and the foot."""
    gap, spaced = CLOSE if look.told else GAP, list[AnyRow]()
    for row in rows:
        spaced += [_empty_row(gap, look=look), row] if spaced and isinstance(row, Plot) else [row]
    return [*spaced, _empty_row(gap / 2, look=look)] if look.noted and rows and isinstance(rows[-1], Plot) else spaced


def _empty_row(size: float, *, look: Style) -> Chart:
    empty = Chart(inline([{}]), height=look.px(size), width=look.width)
    return empty.mark_point(opacity=0, color="transparent", aria=False)


# -- what a figure says of itself, beside its maker; `catalogue` finds it there ------------------


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
    facts: Callable[..., Facts | None] = lambda *_, **__: None

    @property
    def title(self) -> str:
        return wording.name_figure(self.name).title

    @property
    def heading(self) -> str:
        """What the rows that it is drawn from stand under."""
        return wording.name_figure(self.name).heading

    @property
    def step(self) -> str:
        """The title of its step in a lesson made of a record alone."""
        return wording.name_figure(self.name).step

    @property
    def path(self) -> str:
        """The address of its page, from the first one on."""
        return "" if self.page == "overview" else self.page

    def heeded(self, view: View) -> View:
        """Return the view without what this figure does not heed."""
        others = {name: default for name, default in OPTIONS.items() if name not in self.heeds}
        return replace(view, **others)

    def draw(self, record: Record, view: View, look: Style) -> Figure:
        view = self.heeded(view)
        if self.timeless:
            view = replace(view, years=record.about.years, brush=None)
        return compose(record, view, look, self.maker(record, view, look), name=self.name, page=self.path)

    def finding(self, record: Record, years: Years) -> Finding | None:
        """Return what the tables tell of some years, in words; None where there is nothing."""
        facts = self.facts(record, years=years)
        return finding_of(facts, record.about) if facts else None
