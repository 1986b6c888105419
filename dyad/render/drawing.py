"""Figures drawn once, as SVG that a page answers with: each mark names what it tells, each plot its years.

The drawing is there before any script runs, in colours that the stylesheet of the site turns (`drawn.palette_css`).
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from dyad.figures.axis import FIELD
from dyad.figures.events import LANES
from dyad.figures.look import Figure
from dyad.render.engine import to_svg
from dyad.render.svg import SVG, Drawing, finish

KEY = "mark_key"  # field that names a row of a layer while it is drawn
LEAST_PLOT = 30.0  # px; a lower row holds the names of years, not marks
_SHIFT = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")
_ROW = re.compile(r"concat_(\d+)_group")
Ids = Mapping[tuple[str, str], str]


@dataclass
class Marks:
    """What the marks of a page tell, each thing once: a drawing's `data-m` is its place in `told`.

    A mark tells `tip` (lines of name and text), `a` and `b` (its span in decimal years), and which `event` (or bar
    that counts events) or `claim` it stands for, or of which `year` it shows `who` reports how much (`shown`).
    """

    told: list[dict[str, Any]] = field(default_factory=list)
    _places: dict[str, int] = field(default_factory=dict)

    def place(self, mark: dict[str, Any]) -> int:
        """Return the place of a mark, a new one where nothing has told this yet."""
        place = self._places.setdefault(repr(mark), len(self.told))
        if place == len(self.told):
            self.told.append(mark)
        return place


def draw_marked(figure: Figure, marks: Marks, *, ids: Ids | None = None) -> Drawing:
    """Draw a figure whose marks tell what hovering tells; `ids` has the claims' ids by claim and locator.

    The line of sources and notes is left to the page: it is `note`.
    """
    spec = copy.deepcopy(figure.spec)
    rows = spec["vconcat"]
    (noted,) = _values(rows.pop(), spec)
    told: dict[str, int] = {}
    for number, unit in enumerate(unit for row in rows for unit in _units(row)):
        told |= _name_rows(unit, _values(unit, spec), number, marks, ids or {})
    root = etree.fromstring(to_svg(spec).encode())
    _answer(root, told)
    _tell_plots(root, rows)
    return finish(root, figure, note=" ".join(noted["text"].split("\n")))


# -- marks -------------------------------------------------------------------------------------


def _units(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the layers of a row that draw, however deep."""
    layers = row.get("layer")
    if layers is None:
        yield row
    for layer in layers or ():
        yield from _units(layer)


def _values(unit: dict[str, Any], spec: dict[str, Any]) -> Sequence[dict[str, Any]]:
    """Return the rows a layer is drawn from: its own, or those Altair keeps for several."""
    data = unit.get("data", {})
    values: Sequence[dict[str, Any]] = data.get("values") or spec.get("datasets", {}).get(data.get("name"), ())
    return values


def _name_rows(
    unit: dict[str, Any], rows: Sequence[dict[str, Any]], number: int, marks: Marks, ids: Ids
) -> dict[str, int]:
    """Have each row of a layer that answers to the pointer draw its own key; returns what each key tells."""
    encoding = unit.get("encoding", {})
    tips = encoding.get("tooltip")
    if not tips:
        return {}
    told = {}
    values = []
    for at, row in enumerate(rows):
        key = f"{number}:{at}"
        values.append({**row, KEY: key})
        told[key] = marks.place(_tell(row, tips, ids))
    unit["data"] = {"values": values}
    unit["mark"] = {**unit["mark"], "aria": True}
    encoding["description"] = {"field": KEY, "type": "nominal"}
    return told


def _tell(row: Mapping[str, Any], tips: list[dict[str, Any]], ids: Ids) -> dict[str, Any]:
    lines = [[tip["title"], str(row[tip["field"]])] for tip in tips if row.get(tip["field"]) not in (None, "")]
    mark: dict[str, Any] = {"tip": lines}
    claim = ids.get((str(row.get("claim")), str(row.get("locator"))))
    if "id" in row:
        mark |= {"event": row["id"]}
    elif claim:
        mark |= {"claim": claim}
    if "id" not in row or "number" in row:  # an event's own span is known; that drawn ends with the years drawn
        spans = ("start", "end") if "start" in row else (FIELD, FIELD)
        mark |= {name: round(row[span], 3) for name, span in zip("ab", spans, strict=True) if span in row}
    if "shown" in row:  # a figure: who says how much, for a year of which several are told at once
        who = [row.get("name"), row.get("what") or row.get("kind"), row.get("by")]
        mark |= {"year": row["year"], "who": ", ".join(filter(None, who)), "shown": row["shown"]}
    if "number" in row:  # a bar that counts events of one verdict
        mark["verdict"] = row["verdict"]
    return mark


def _answer(root: Any, told: Mapping[str, int]) -> None:
    """Give each mark drawn from a named row the place of what it tells."""
    for element in root.iter(f"{SVG}path", f"{SVG}text", f"{SVG}line"):
        place = told.get(element.get("aria-label", ""))
        if place is not None:
            element.set("data-m", str(place))


# -- plots -------------------------------------------------------------------------------------


def _domain(row: dict[str, Any]) -> list[float] | None:
    """Return the decimal years at both edges of a row on the time axis; None for a row of anything else."""
    for unit in _units(row):
        x = unit.get("encoding", {}).get("x", {})
        if x.get("field") in (FIELD, "start") and "domain" in x.get("scale", {}):
            domain: list[float] = x["scale"]["domain"]
            return domain
    return None


def _tell_plots(root: Any, rows: list[dict[str, Any]]) -> None:
    """Name on the drawing the years at the edges of its plots, and where in px the plots are."""
    plots: list[str] = []
    for group in root.iter(f"{SVG}g"):
        number = _ROW.search(group.get("class", ""))
        row = rows[int(number[1])] if number else {}
        domain = _domain(row)
        if domain is None or row["height"] < LEAST_PLOT:
            continue
        left, top = _place(group[0])
        lanes = any(unit.get("name", "").startswith(LANES) for unit in _units(row))
        group.set("data-plot", str(len(plots)))
        plots.append(f"{left:g} {top:g} {row['width']:g} {row['height']:g} {int(lanes)}")
        root.set("data-years", f"{domain[0]:g} {domain[1]:g}")
    if plots:
        root.set("data-plots", ";".join(plots))


def _place(element: Any) -> tuple[float, float]:
    """Return where an element's own zero is, in px from the drawing's corner."""
    x = y = 0.0
    for one in (element, *element.iterancestors()):
        shift = _SHIFT.match(one.get("transform", ""))
        if shift:
            x, y = x + float(shift[1]), y + float(shift[2])
    return x, y
