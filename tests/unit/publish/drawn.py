"""What an SVG shows, read from the file itself: where each line of text stands, in px of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import cos, radians, sin
from typing import Any

from lxml import etree
from pypdf.generic import ArrayObject, DictionaryObject

from dyad.figures.style import text_width
from dyad.render.svg import SVG
from tests.unit.figures.drawn import Box

ABOVE, BELOW = 0.72, 0.2  # of the size: what letters take over and under their baseline
WEIGHTS = {"": 400, "normal": 400, "bold": 600}
ANCHORS = {"": 0.0, "start": 0.0, "middle": 0.5, "end": 1.0}
TRANSFORM = re.compile(r"translate\(([-\d.e]+),([-\d.e]+)\)")
TURNED = re.compile(r"rotate\(([-\d.e]+)\)(?: translate\(0,([-\d.e]+)\))?")
SIDEWAYS = re.compile(r"rotate|scale|matrix")
PART = "\n"  # before the number of a part of words that are turned


def inherited(node: etree._Element, name: str) -> str:
    """Return what an element, or the nearest group around it, says of itself."""
    return next((one.get(name, "") for one in (node, *node.iterancestors()) if one.get(name)), "")


def size_of(text: etree._Element) -> float:
    """Return the size of type in px."""
    return float((inherited(text, "font-size") or "10px").removesuffix("px"))


def texts(page: etree._Element) -> list[Box]:
    """Return the box of every line of text drawn."""
    return [box for node in page.iter(f"{SVG}text") for box in _boxes(node)]


def _boxes(node: etree._Element) -> Iterator[Box]:
    turned = TURNED.search(node.get("transform", ""))
    told = [TURNED.sub("", node.get("transform", "")), *(one.get("transform", "") for one in node.iterancestors())]
    assert not SIDEWAYS.search(" ".join(told).replace("scale(1,1)", "")), told
    x, y = _corner(node)
    yield from _along(node, x, y, radians(float(turned[1]))) if turned else _lines(node, x, y)


def _along(node: etree._Element, x: float, y: float, angle: float) -> Iterator[Box]:
    """Yield the boxes that one line of turned words is in, part by part, around its middle."""
    size, words = size_of(node), "".join(node.itertext())
    assert inherited(node, "text-anchor") == "middle", "only words about their middle are turned"
    width = text_width(words, size, 400)
    parts = max(round(width / size), 1)
    for number in range(parts):
        off, half = (number + 0.5) * width / parts - width / 2, size / 2
        across, down = x + off * cos(angle), y + off * sin(angle)
        yield Box(
            of=f"{words}{PART}{number}", left=across - half, right=across + half, top=down - half, bottom=down + half
        )


def _lines(node: etree._Element, x: float, y: float) -> Iterator[Box]:
    size = size_of(node)
    weight = inherited(node, "font-weight")
    weight_number = WEIGHTS[weight] if weight in WEIGHTS else int(weight)
    parts = node.findall(f"{SVG}tspan")
    for line in parts or [node]:
        y += float(line.get("dy", 0)) if parts else 0.0
        words = "".join(line.itertext())
        if not words.strip() or float(node.get("opacity", 1)) == 0:
            continue
        width = text_width(words, size, weight_number)
        left = x - width * ANCHORS[inherited(node, "text-anchor")]
        yield Box(of=words, left=left, right=left + width, top=y - size * ABOVE, bottom=y + size * BELOW)


def over_the_edge(page: etree._Element) -> list[str]:
    """Return the texts that reach out of the page."""
    _, _, width, height = (float(number) for number in page.get("viewBox").split())
    return [
        box.of for box in texts(page) if box.left < 0 or box.top < 0 or box.right > width or box.bottom > height
    ]  # fmt: skip


def overlaps(page: etree._Element) -> list[tuple[str, str]]:
    """Return the pairs of texts that stand on each other."""
    pairs = [(one.of, other.of) for one, other in combinations(texts(page), 2) if one.meets(other)]
    return [(a, b) for a, b in pairs if PART not in a or a.partition(PART)[0] != b.partition(PART)[0]]


@dataclass(frozen=True)
class Sign:
    """A point drawn: its box in px of the page, its shape by name, its colours, and the row of the figure it is in."""

    box: Box
    shape: str
    fill: str
    stroke: str
    row: int


NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
ROW = re.compile(r"concat_(\d+)")


def signs(page: etree._Element) -> list[Sign]:
    """Return the points drawn, those of the key included."""
    found = []
    for group in page.iter(f"{SVG}g"):
        if not group.get("class", "").startswith("mark-symbol"):
            continue
        for path in group.findall(f"{SVG}path"):
            if float(path.get("opacity", 1)) == 0:
                continue
            numbers = [float(number) for number in NUMBER.findall(path.get("d"))]
            half = abs(numbers[0]) if "h" in path.get("d") else max(map(abs, numbers), default=0.0)
            x, y = _corner(path)
            box = Box(of=shape_of(path.get("d")), left=x - half, right=x + half, top=y - half, bottom=y + half)
            found.append(Sign(box, box.of, path.get("fill", ""), path.get("stroke", ""), row_of(path)))
    return found


def shape_of(path: str) -> str:
    """Return what a symbol is called, by its path: those of Vega and the three that are ours."""
    numbers = [float(number) for number in NUMBER.findall(path)]
    if "A" in path or "C" in path:
        return "half" if path.count("M") > 1 else "circle"
    if "h" in path:
        return "square"
    corners = path.count("L") + 1
    if corners == 12:
        return "✕" if 0.0 in numbers else "cross"  # which is a plus
    if corners == 4:
        return "diamond" if 0.0 in numbers else "dash"
    return "triangle" if corners == 3 else path


def row_of(node: etree._Element) -> int:
    """Return the row of the figure that something is drawn in, counted from 0 at the top."""
    return next(int(found[1]) for one in node.iterancestors() if (found := ROW.match(_role(one))))


def _role(node: etree._Element) -> str:
    return str(node.get("class", "")).rpartition(" ")[2]


def _corner(node: etree._Element) -> tuple[float, float]:
    """Return where the zero of an element is, in px of the page."""
    x = y = 0.0
    for one in (node, *node.iterancestors()):
        if moved := TRANSFORM.search(one.get("transform", "")):
            x, y = x + float(moved[1]), y + float(moved[2])
        if one.tag == f"{SVG}svg" and one.getparent() is not None:
            x, y = x + float(one.get("x", 0)), y + float(one.get("y", 0))
    return x, y


def filled(page: etree._Element, kinds: Sequence[str]) -> set[tuple[int, str]]:
    """Return the rows and colours, of fill and stroke, of all that is drawn by marks of some kinds."""
    found = set()
    for group in page.iter(f"{SVG}g"):
        if group.get("class", "").startswith(tuple(f"mark-{kind}" for kind in kinds)):
            for one in group:
                row = row_of(one) if len(group) else -1
                found |= {(row, colour) for name in ("fill", "stroke") if (colour := one.get(name))}
    return found


def tags(node: Any) -> Iterator[DictionaryObject]:
    """Yield the elements of the tree of a PDF that a screen reader reads."""
    node = node.get_object()
    if isinstance(node, ArrayObject):
        for one in node:
            yield from tags(one)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield node
        yield from tags(node["/K"]) if "/K" in node else ()
