"""A figure becomes a drawing: its plots as SVG whose marks bear keys, and all that is said around them; packed.

Heading, key, note and sources are not in the SVG: a page writes them itself (`markup`). Vega-Lite knows one channel
that reaches an element of the SVG with a value of each row, the description; a copy of the figure takes it for the
keys of its marks, and they become attributes as the SVG is finished. (Vega's scene graph holds no rows and no
tooltips either, and takes as long again.)
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import count
from typing import Any

from lxml import etree

from dyad.figures.axis import FIELD
from dyad.figures.catalogue import FIGURES
from dyad.figures.compose import Figure
from dyad.figures.crowds import is_crowded
from dyad.figures.events import LANES
from dyad.figures.key import KeyEntry
from dyad.figures.style import Style
from dyad.record import Record
from dyad.render.engine import convertible, to_svg
from dyad.render.facts import Facts, event_facts, read_mark, record_facts
from dyad.render.svg import SVG, Ground, finish, lay_on, zero_of
from dyad.view import View, view_address
from dyad.wording.figures import name_sources
from dyad.wording.files import identify

KEY = "mark_key"  # field that has the key of a row while it is drawn
WIDTHS = {"wide": 1216, "medium": 760, "narrow": 358, "small": 288}  # px, by class; figure.css says which one shows
ROOM = {"wide": 998, "medium": 598, "narrow": 357, "small": 0}  # px a figure has more than, by class; as in figure.css
ROOMS = {"": tuple(WIDTHS), "wide": ("wide", "medium"), "narrow": ("narrow", "small")}  # classes, by `Part.room`
SCREEN = Style(titled=False, noted=False, told=True)  # what stands around a figure is the page's
LEAST_PLOT = 27.0  # px; a lower row holds the names of years, not marks
_ROW = re.compile(r"concat_(\d+)_group")


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A figure drawn for a screen, `width` px wide, and the words that belong to it.

    `svg` is markup that is safe on a page: it was written from a tree. `marks` has what its elements with a
    `data-key` stand for (`facts.read_mark`), in order of time.
    """

    name: str
    width: int
    years: tuple[int, int]
    svg: str
    marks: Mapping[str, Facts]
    facts: Facts  # of the record, and of the events that marks stand for or are about
    title: str
    subtitle: str
    legend: tuple[KeyEntry, ...]
    note: str
    sources: str
    record: str  # its title, and the version of its data
    address: str  # of the page with this figure, with its host where the record names one
    alt: str


def pack_drawing(drawing: Drawing) -> bytes:
    """Return a drawing as bytes, a tenth as long as its text: as it is kept, and comes from the program that draws."""
    return zlib.compress(json.dumps(asdict(drawing), separators=(",", ":")).encode())


def unpack_drawing(packed: bytes) -> Drawing:
    """Return the drawing that `pack_drawing` packed."""
    told = json.loads(zlib.decompress(packed))
    first, last = told["years"]
    legend = tuple(KeyEntry(**entry) for entry in told["legend"])
    return Drawing(**told | {"years": (first, last), "legend": legend})


def drawn_view(record: Record, view: View, name: str) -> View:
    """Return the view that a figure is drawn of: without what it does not heed, or the script shows by fading.

    Themes, text and the open event change no drawing, nor does the period that is brushed. Where events are too many
    to be drawn one by one, themes and text do: then bars count what they leave.
    """
    heeded = replace(FIGURES[name].heeded(view), event=None, brush=None)
    return heeded if is_crowded(record, view) else replace(heeded, themes=(), text="")


def draw_view(record: Record, view: View, name: str, width: int) -> Drawing:
    """Return a figure of the catalogue drawn for a screen, `width` px wide. Raises ConverterError when it cannot be."""
    return draw(record, view, FIGURES[name].draw(record, view, replace(SCREEN, width=width)))


def draw(record: Record, view: View, figure: Figure, *, ground: Ground | None = None) -> Drawing:
    """Return the drawing of a figure of a view; what was laid out with it (title, key, source line) is in the SVG.

    Raises ConverterError when it cannot be drawn.
    """
    spec = figure.spec
    rows = spec["vconcat"]
    marks: dict[str, Facts] = {}
    lines: dict[str, str] = {}
    for row in rows:
        for unit in _units(row):
            _key_rows(unit, _values(unit, spec), record, marks)
            _number_texts(unit, _values(unit, spec), lines)
        if "title" in row:
            row["title"]["text"] = [_lines_numbered(line, lines) for line in row["title"]["text"]]
    root = etree.fromstring(to_svg(spec, screen=True).encode())
    written = list(lines)
    for element in root.iter(f"{SVG}text", f"{SVG}tspan"):
        element.text = element.text and convertible(written[int(element.text)])
    for element in root.iter(f"{SVG}path", f"{SVG}text", f"{SVG}line"):
        if element.get("aria-label") in marks:
            element.set("data-key", element.get("aria-label"))
    if ground:
        lay_on(root, ground)
    _tell_plots(root, rows)
    notes = [note.rstrip(".") for note in figure.notes]
    drawn = {element.get("data-key") for element in root.iter()}
    kept = ((key, mark) for key, mark in marks.items() if key in drawn)
    marks = dict(sorted(kept, key=lambda one: one[1].get("a", 0.0) + one[1].get("b", 0.0)))  # in order of time
    named, known = dict.fromkeys(mark.get("event") or mark.get("about") for mark in marks.values()), event_facts(record)
    return Drawing(
        name=figure.name,
        width=int(rows[0]["width"]),
        years=view.years,
        svg=finish(root),
        marks=marks,
        facts={**record_facts(record), "events": {event: known[event] for event in named if event}},
        title=figure.title,
        subtitle=figure.subtitle,
        legend=tuple(figure.key or ()),
        note=f"{'. '.join(notes)}." if notes else "",
        sources=f"{said}." if (said := name_sources(figure.publishers)) else "",
        record=identify(record.about.title, record.version),
        address=view_address(record, view, figure.page),
        alt=figure.alt,
    )


# -- marks -------------------------------------------------------------------------------------


def _units(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the layers of a row that draw, however deep, each with the data that it has or inherits."""
    layers = row.get("layer")
    if layers is None:
        yield row
    for layer in layers or ():
        if "data" in row:  # Altair names it once where all layers of a row are of the same
            layer.setdefault("data", row["data"])
        yield from _units(layer)


def _values(unit: Mapping[str, Any], spec: Mapping[str, Any]) -> Sequence[dict[str, Any]]:
    """Return the rows a layer is drawn from: its own, or those Altair keeps for several."""
    data = unit["data"]
    values: Sequence[dict[str, Any]] = data["values"] if "values" in data else spec["datasets"][data["name"]]
    return values


def _key_rows(unit: dict[str, Any], rows: Sequence[dict[str, Any]], record: Record, marks: dict[str, Facts]) -> None:
    """Have each row of a layer that tells anything draw its key, and note its mark under it."""
    encoding = unit.get("encoding", {})
    tips = encoding.get("tooltip")
    if not tips:
        return
    keyed = []
    for row in rows:
        key, mark = read_mark(record, row, tips)
        names = (key if number == 1 else f"{key}#{number}" for number in count(1))
        # there may be two figures of the same year by the same body
        name = next(name for name in names if marks.setdefault(name, mark) == mark)
        keyed.append({**row, KEY: name})
    unit["data"] = {"values": keyed}
    unit["mark"] = {**unit["mark"], "aria": True}
    encoding["description"] = {"field": KEY, "type": "nominal"}


def _number_texts(unit: dict[str, Any], rows: Sequence[dict[str, Any]], lines: dict[str, str]) -> None:
    """Have a layer of texts draw the numbers of their `lines` instead.

    The converter measures each letter that it draws, which nothing goes by and which took a third of its time.
    """
    field = unit.get("encoding", {}).get("text", {}).get("field")
    if field:
        unit["data"] = {"values": [{**row, field: _lines_numbered(row[field], lines)} for row in rows]}


def _lines_numbered(text: str, lines: dict[str, str]) -> str:
    """Return a text of a drawing with the number of each of its lines among `lines` in its place."""
    return "\n".join(line and lines.setdefault(line, str(len(lines))) for line in text.split("\n"))


# -- plots -------------------------------------------------------------------------------------


def _domain(row: dict[str, Any]) -> list[float] | None:
    """Return the decimal years at both edges of a row on the time axis; None for a row of anything else."""
    axes = (unit.get("encoding", {}).get("x", {}) for unit in _units(row))
    domains = (x.get("scale", {}).get("domain") for x in axes if x.get("field") in (FIELD, "start"))
    return next(filter(None, domains), None)


def _tell_plots(root: Any, rows: list[dict[str, Any]]) -> None:
    """Name on the drawing the years at the edges of its plots, and where in px the plots are."""
    plots: list[str] = []
    for group in root.iter(f"{SVG}g"):
        number = _ROW.search(group.get("class", ""))
        row = rows[int(number[1])] if number else {}
        domain = _domain(row)
        if domain is None or row["height"] < LEAST_PLOT:
            continue
        left, top = zero_of(group[0])
        lanes = any(unit.get("name", "").startswith(LANES) for unit in _units(row))
        group.set("data-plot", str(len(plots)))
        plots.append(f"{left:g} {top:g} {row['width']:g} {row['height']:g} {int(lanes)}")
        root.set("data-domain", f"{domain[0]:g} {domain[1]:g}")
    if plots:
        root.set("data-plots", ";".join(plots))
