"""What an SVG shows, read from the file itself: where each line of text stands, in px of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from lxml import etree

from dyad.figures.look import text_width
from dyad.render.svg import name_rectangle
from tests.unit.figures.drawn import Box

SVG = "{http://www.w3.org/2000/svg}"
ABOVE, BELOW = 0.72, 0.2  # of the size: what letters take over and under their baseline
WEIGHTS = {"": 400, "normal": 400, "bold": 600}
ANCHORS = {"": 0.0, "start": 0.0, "middle": 0.5, "end": 1.0}
TRANSFORM = re.compile(r"translate\(([-\d.e]+),([-\d.e]+)\)")
SIDEWAYS = re.compile(r"rotate|scale|matrix")


def inherited(node: etree._Element, name: str) -> str:
    """Return what an element, or the nearest group around it, says of itself."""
    return next((one.get(name, "") for one in (node, *node.iterancestors()) if one.get(name)), "")


def size_of(text: etree._Element) -> float:
    """Return the size of type in px."""
    return float((inherited(text, "font-size") or "10px").removesuffix("px"))


def texts(page: etree._Element) -> list[Box]:
    """Return the box of every line of text drawn; a halo and the text upon it count once."""
    return list({(box.of, round(box.left), round(box.top)): box for box in _walk(page, 0.0, 0.0)}.values())


def _walk(node: etree._Element, x: float, y: float) -> Iterator[Box]:
    told = node.get("transform", "")
    assert not SIDEWAYS.search(told.replace("scale(1,1)", "")), told
    if moved := TRANSFORM.search(told):
        x, y = x + float(moved[1]), y + float(moved[2])
    if node.tag == f"{SVG}svg" and node.getparent() is not None:
        x, y = x + float(node.get("x", 0)), y + float(node.get("y", 0))
    if node.tag == f"{SVG}text":
        yield from _lines(node, x, y)
        return
    for below in node:
        yield from _walk(below, x, y)


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
    return [(one.of, other.of) for one, other in combinations(texts(page), 2) if one.meets(other)]


SHAPES = ("path", "rect", "line", "text")
OWN = ("transform", "d", "x", "y", "width", "height", "rx", "x2", "y2", "opacity")
LOOKS = (
    "fill",
    "fill-opacity",
    "stroke",
    "stroke-width",
    "stroke-dasharray",
    "font-size",
    "font-weight",
    "text-anchor",
)
_FINE = re.compile(r"-?\d+\.\d+")


def shapes(page: etree._Element) -> list[tuple[str, ...]]:
    """Return what is seen of a drawing, shape by shape: kind, place in its row, form, colours and words."""
    seen = []
    for one in list(page.iter(*(f"{SVG}{kind}" for kind in SHAPES))):
        name_rectangle(one)
        if one.tag == f"{SVG}rect" and "rx" not in one.attrib:
            continue  # the paper of a file
        looks = [inherited(one, look) for look in LOOKS]
        if one.get("class") in ("background", "foreground") and not (one.get("fill") or one.get("stroke")):
            continue  # nothing is seen of it
        told = (*(one.get(name, "") for name in OWN), *looks, "".join(one.itertext()))
        fine = [_FINE.sub(lambda found: f"{round(float(found[0]), 2):g}", word) for word in told]
        seen.append((one.tag, *("" if word == "1" else word for word in fine)))
    return seen
