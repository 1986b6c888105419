"""What a page shows above its first figure, and that figure: as the page will have them, but drawn.

Only what the first screen holds is here. Its places and sizes are those that Streamlit gives the same things; a test
holds the two side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import etree
from markupsafe import Markup

from dyad.figures.catalogue import FIGURES, figures_of
from dyad.figures.look import Figure, Look, growth
from dyad.figures.numbers import key_figures
from dyad.findings.trade import band_finding
from dyad.record import Record
from dyad.render.cache import Drawings
from dyad.render.drawing import WIDTHS, width_class
from dyad.render.markup import figure_css, write_figure
from dyad.render.svg import draw_plain, palette_css
from dyad.ui.event import FIGURE, HOW_TO_OPEN, NONE_OPEN, figure_share, has_room
from dyad.ui.figure import draw_figure
from dyad.ui.filters import filters_label
from dyad.ui.shell import ENTRIES, Entry
from dyad.ui.text import text_of, told_of
from dyad.ui.window import MARGINS, room_in
from dyad.view import View, default_view, select_events, view_to_query

HERE = Path(__file__).parent
NO_SCRIPTS = "This dashboard is drawn by JavaScript, which is switched off here."
STILL = "This is a picture so far: the part that answers to clicks is still on its way, or is kept from this browser."
GAP = 16  # px between two columns
# The figure that a page opens with, the first of these that the record has anything for; on a phone, the second list.
OPENS_WITH: Mapping[str, tuple[Sequence[str], Sequence[str]]] = {
    "overview": (["overview"], ["trade-band", "rankings", "timeline"]),
    "timeline": (["timeline"], ["timeline"]),
    "trade": (["trade-band"], ["trade-band"]),
    "rankings": (["rankings"], ["rankings"]),
    "claims": (["claims-summary"], ["claims-summary"]),
}


@dataclass(frozen=True, kw_only=True)
class Sight:
    """A page as it will be seen: which one, of what the reader chose, in a window so many CSS px wide inside."""

    entry: Entry
    view: View
    window: int

    @property
    def room(self) -> float:
        """The px the page's figure has."""
        room = self.window - MARGINS
        return room * FIGURE - GAP / 2 if self._parted else room

    @property
    def look(self) -> Look:
        """What the page lays its figure out for; light, as a stylesheet makes it dark."""
        width = room_in(self.window)
        share = figure_share(width) if self.entry.name == "timeline" else 1.0
        return Look(scheme="light", width=int(width * share), scale=growth(width))

    @property
    def _parted(self) -> bool:
        return self.entry.name == "timeline" and has_room(room_in(self.window))


def opens_with(record: Record, sight: Sight) -> str:
    """Return the name of the figure that a page opens with; empty where it opens with none, or with a notice."""
    if sight.view.event or sight.entry.name not in OPENS_WITH or not len(select_events(record, sight.view)):
        return ""  # an open event lies over the figure, an empty choice is told of before it
    known = figures_of(record)
    return next((name for name in OPENS_WITH[sight.entry.name][sight.look.phone] if name in known), "")


def opening_figure(record: Record, sight: Sight) -> Figure:
    """Return the figure that a page opens with."""
    return draw_figure(record, FIGURES[opens_with(record, sight)], sight.view, sight.look)


def stretched(spec: Mapping[str, Any], room: float) -> dict[str, Any]:
    """Return a figure's Vega-Lite with each row as wide as the room it is shown in, as Streamlit makes it."""
    return {**spec, "vconcat": [{**row, "width": room} for row in spec["vconcat"]]}


def drawing_for(figure: Figure, svg: str, sight: Sight) -> str:
    """Return a drawing as markup for a page: it keeps its share of the room, what stands out of it included."""
    root = etree.fromstring(draw_plain(svg, figure).encode())
    width, _ = root.attrib.pop("width"), root.attrib.pop("height")
    root.set("style", f"width:{100 * float(width) / sight.room:.3f}%")
    drawing: str = etree.tostring(root, encoding="unicode")
    return drawing


def figure_for(drawings: Drawings, record: Record, sight: Sight) -> str:
    """Return the figure of a page without Vega as markup, as its component will show it."""
    width = WIDTHS[width_class(sight.room)]
    drawing = drawings.get(record, sight.view, opens_with(record, sight), width)
    return str(write_figure([drawing], answers=False))


def write_preview(record: Record, entry: Entry, view: View, drawings: Iterable[tuple[Sight, str]]) -> str:
    """Return the markup of a preview, with each drawing shown in windows like that it was drawn for."""
    query = urlencode(view_to_query(view, default=default_view(record)), doseq=True)
    finding = band_finding(record) if entry.name == "trade" else None
    shown = [(sight.window, Markup(svg)) for sight, svg in drawings]  # noqa: S704 - written from a tree, by `draw_plain`
    return _environment().get_template("preview.html").render(
        menu=[(other.name if other is not ENTRIES[0] else "", other.menu, other is entry) for other in ENTRIES],
        query=f"?{query}" if query else "",
        heading=entry.heading_for(record),
        filters=filters_label(view, default=default_view(record)),
        numbers=key_figures(record, view) if entry.name == "overview" else (),
        told=told_of(record, "trade-band", finding) if finding else (),
        finding=text_of(record, "trade-band", finding, view) if finding else "",
        panel=(NONE_OPEN, HOW_TO_OPEN) if entry.name == "timeline" else None,
        drawings=shown,
        style=_style(charts=entry.charts),
        no_scripts=NO_SCRIPTS,
        still=STILL,
    )  # fmt: skip


@lru_cache(maxsize=2)
def _style(*, charts: bool) -> Markup:
    """Return the stylesheet of previews: it is theirs alone, as they are apart from the page (a shadow root)."""
    palette = palette_css(shadow=True) if charts else figure_css(shadow=True)
    return Markup(palette + (HERE / "preview.css").read_text(encoding="utf-8"))  # noqa: S704 - ours


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
