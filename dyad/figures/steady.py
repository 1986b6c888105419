"""The form of a figure kept steady: what a filter changes stands in its rows, not in its Vega-Lite.

Streamlit compares the Vega-Lite of a chart with that of the run before. Where it is the same, the browser puts new
rows into the view that is there instead of compiling and drawing all anew (a third less time to paint), and keeps what
is brushed and picked. So names of rows, heights in px and titles, which all go by the rows, are moved into these.
Files, previews and the static site are drawn once and keep the plain form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

FRAME = "frame"  # name of the one row that holds the heights and the titles
STEP_PX = 0.5  # what heights are counted in; `Look.tall` and `Look.px` give multiples of it
Spec = dict[str, Any]


def steady(spec: Mapping[str, Any]) -> Spec:
    """Return a figure's Vega-Lite with all that goes by its rows moved into them; it draws the same.

    `spec` is a stack of rows (`compose`), with its rows of data under `datasets`. The same figure for another choice
    of events, in the same years and the same look, differs in `datasets` alone.
    """
    names = {name: f"rows-{at}" for at, name in enumerate(dict.fromkeys(_names(spec)))}
    frame: dict[str, Any] = {"first": 0.0}
    rows = [_steady_row(row, at, names, frame) for at, row in enumerate(spec["vconcat"])]
    heads = {"title": _steady_title(spec["title"], frame)} if "title" in spec else {}
    sets = {names[name]: values for name, values in spec.get("datasets", {}).items()}
    return {**spec, **heads, "vconcat": rows, "datasets": sets | {FRAME: (frame,)}}


def _names(part: Mapping[str, Any]) -> Iterator[str]:
    """Yield the names of rows in the order in which layers use them."""
    if "name" in part.get("data", {}):
        yield part["data"]["name"]
    for below in (*part.get("vconcat", ()), *part.get("layer", ())):
        yield from _names(below)


def _steady_row(row: Spec, at: int, names: Mapping[str, str], frame: dict[str, Any]) -> Spec:
    """Return a row with its rows of data renamed and, where it is laid out in px, its height left to the frame."""
    row = _renamed(row, names)
    layers = [_renamed(layer, names) for layer in row.get("layer", [])]
    if not layers:
        sizes = {"width": row["width"], "height": row["height"]}
        layers, row = [{name: value for name, value in row.items() if name not in sizes}], sizes
    if not all(_is_in_px(layer) for layer in layers):
        return {**row, "layer": layers}
    frame[f"height_{at}"] = row["height"] / STEP_PX
    return {**row, "height": {"step": STEP_PX}, "layer": [_room(at), *(_in_px(layer) for layer in layers)]}


def _renamed(part: Spec, names: Mapping[str, str]) -> Spec:
    data = part.get("data", {})
    return {**part, "data": {"name": names[data["name"]]}} if "name" in data else part


def _is_in_px(layer: Spec) -> bool:
    """Return whether a layer stands at px from the top: on a scale of px, at one value, or from top to bottom."""
    y = layer.get("encoding", {}).get("y", {"value": 0})
    scale = y.get("scale") or {}
    return "value" in y or ("domain" in scale and scale.get("range") == scale["domain"])


def _in_px(layer: Spec) -> Spec:
    """Return a layer that takes its px from its rows, without a scale that ends at the height."""
    encoding = dict(layer.get("encoding", {}))
    places = {
        side: {"expr": f"datum['{encoding.pop(side)['field']}']"}
        for side in ("y", "y2")
        if "field" in encoding.get(side, {})
    }
    own = {name: value for name, value in layer.items() if name not in ("width", "height")}  # the row has them
    return {**own, "mark": {**layer["mark"], **places}, "encoding": encoding}


def _room(at: int) -> Spec:
    """Return a layer that draws nothing, but whose scale is as long as the frame says the row is high."""
    scale = {"type": "band", "padding": 0, "domain": {"expr": f"sequence(data('{FRAME}')[0].height_{at})"}}
    return {
        "data": {"name": FRAME},
        "mark": {"type": "rect", "opacity": 0, "aria": False},
        "encoding": {"y": {"field": "first", "type": "ordinal", "axis": None, "scale": scale}},
    }


def _steady_title(title: Spec, frame: dict[str, Any]) -> Spec:
    said: Spec = {}
    for name in ("text", "subtitle"):
        if name in title:
            frame[name] = "\n".join(title[name])
            said[name] = {"expr": f"split(data('{FRAME}')[0].{name}, '\\n')"}
    return {**title, **said}
