"""What a chart draws, read from its Vega-Lite: layers with their data, boxes of labels and marks in px."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import sqrt
from typing import Any

from lxml import etree

from dyad.figures.compose import Figure
from dyad.figures.style import text_width
from dyad.render.engine import to_svg

Values = list[dict[str, Any]]
SLACK = 0.05  # px lost to rounding of decimal years


@dataclass(frozen=True)
class Layer:
    """One layer of one row of a figure, with the data it draws before its own filters."""

    row: int
    width: float
    height: float
    mark: dict[str, Any]
    encoding: dict[str, Any]
    values: Values
    filters: tuple[str, ...]

    @property
    def kind(self) -> str:
        return str(self.mark["type"])

    def field(self, channel: str) -> str:
        """Return the field of a channel, or nothing."""
        return str(self.encoding.get(channel, {}).get("field", ""))

    def domain(self, channel: str = "x") -> tuple[float, float]:
        """Return the ends of a channel's scale."""
        low, high = self.encoding[channel]["scale"]["domain"]
        return low, high

    def px(self, t: float) -> float:
        """Return the place of a decimal year in px."""
        low, high = self.domain()
        return (t - low) / (high - low) * self.width

    def down(self, value: float) -> float:
        """Return the place of a value in px from the top."""
        low, high = self.domain("y")
        return (high - value) / (high - low) * self.height


def layers(figure: Figure) -> list[Layer]:
    """Return every layer of every row of a figure."""
    spec = figure.spec
    sets = spec.get("datasets", {})
    return [layer for at, row in enumerate(spec["vconcat"]) for layer in _walk(row, sets, at=at, above={})]


def rows_of(figure: Figure, kind: str = "", having: str = "") -> Values:
    """Return the rows that layers draw: all, or those of one kind of mark, or those that have a field."""
    drawn = (layer for layer in layers(figure) if not kind or (layer.kind == kind and not layer.filters))
    return [value for layer in drawn for value in layer.values if not having or having in value]


def words_of(figure: Figure) -> list[str]:
    """Return what is written in the plots and around them, each text on one line."""
    return [str(value["text"]).replace("\n", " ") for value in rows_of(figure, having="text")]


def _walk(part: dict[str, Any], sets: dict[str, Values], *, at: int, above: dict[str, Any]) -> Iterator[Layer]:
    known = above | {key: part[key] for key in ("data", "width", "height") if key in part}
    if "layer" in part:
        for below in part["layer"]:
            yield from _walk(below, sets, at=at, above=known)
        return
    data = known.get("data", {})
    yield Layer(
        row=at,
        width=known["width"],
        height=known["height"],
        mark=part["mark"] if isinstance(part["mark"], dict) else {"type": part["mark"]},
        encoding=part.get("encoding", {}),
        values=data.get("values", sets.get(data.get("name", ""), [])),
        filters=tuple(str(step["filter"]) for step in part.get("transform", []) if "filter" in step),
    )


@dataclass(frozen=True)
class Box:
    """A rectangle in px that belongs to something drawn."""

    of: str
    left: float
    right: float
    top: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Return whether two rectangles overlap by more than rounding."""
        return (
            self.left + SLACK < other.right
            and other.left + SLACK < self.right
            and self.top + SLACK < other.bottom
            and other.top + SLACK < self.bottom
        )


def label_boxes(figure: Figure) -> list[Box]:
    """Return the boxes of the events' labels in lanes."""
    boxes = []
    for layer in layers(figure):
        if layer.kind != "text" or layer.field("text") != "word" or "side" not in (layer.values or [{}])[0]:
            continue
        side = "right" if layer.mark["align"] == "left" else "left"
        size = layer.mark["fontSize"]
        for value in layer.values:
            if value["side"] != side:
                continue
            at = layer.px(value["edge"]) + value["dx"]
            width = text_width(value["word"], size)
            left = at if side == "right" else at - width
            boxes.append(Box(value["id"], left, left + width, value["y"] - size / 2, value["y"] + size / 2))
    return boxes


def mark_boxes(figure: Figure) -> list[Box]:
    """Return the boxes of the events' marks and of the spans behind them."""
    boxes = []
    for layer in layers(figure):
        if layer.field("shape") != "verdict" or not layer.values or "edge" not in layer.values[0]:
            continue
        half = sqrt(layer.mark["size"] / 0.8) / 2
        for value in layer.values:
            x = layer.px(value["t"])
            boxes.append(Box(value["id"], x - half, x + half, value["y"] - half, value["y"] + half))
            if value["bar"]:
                low, high = (layer.px(value[end]) for end in ("start", "end"))
                boxes.append(Box(value["id"], low, high, value["span_top"], value["span_bottom"]))
    return boxes


def collisions(figure: Figure) -> list[tuple[str, str]]:
    """Return the pairs of events of which a label overlaps the other's label or mark."""
    labels, marks = label_boxes(figure), mark_boxes(figure)
    return [(one.of, other.of) for one, other in combinations(labels, 2) if one.meets(other)] + [
        (label.of, mark.of) for label in labels for mark in marks if label.of != mark.of and label.meets(mark)
    ]


def event_values(figure: Figure) -> Values:
    """Return the rows of the events' marks that have a name beside them."""
    marks = (layer for layer in layers(figure) if layer.field("shape") == "verdict")
    return next(layer.values for layer in marks if "side" in layer.values[0])


def written(figure: Figure) -> list[tuple[str, str, tuple[float, float, float, float]]]:
    """Return the words in plots that are placed by `labels`: text, colour, and the box in px of their plot."""
    found = []
    for layer in layers(figure):
        if layer.kind != "text" or layer.field("color") != "colour":
            continue
        size, weight = layer.mark["fontSize"], layer.mark["fontWeight"]
        for value in layer.values:
            lines = value["text"].split("\n")
            left, top = layer.px(value["t"]), layer.down(value["value"])
            right = left + max(text_width(line, size, weight) for line in lines)
            found.append((value["text"], value["colour"], (left, top, right, top + len(lines) * size * 1.1)))
    return found


def svg(figure: Figure) -> Any:
    """Return the figure as drawn, an SVG tree."""
    return etree.fromstring(to_svg(figure.spec).encode())


def spoken(tree: Any) -> list[str]:
    """Return what a screen reader is told of single marks."""
    return [
        str(node.get("aria-label"))
        for node in tree.iter("{http://www.w3.org/2000/svg}path")
        if node.get("role") == "graphics-symbol" and node.get("aria-label")
    ]
