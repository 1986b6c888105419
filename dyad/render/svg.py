"""The SVG of a drawing: laid on a page, rid of what pages have no use for, in colours that a stylesheet turns.

Its colours are those of the light palette; `markup.palette_css` turns each into the dark one: one drawing serves both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree

SVG = "{http://www.w3.org/2000/svg}"
DIGITS = 2  # after the point, of a px
_NUMBER = re.compile(r"-?(?<!\d)\d+\.\d{3,}")
_POINT = r"-?[\d.]+,-?[\d.]+"
_ROUNDED = re.compile(rf"M{_POINT}(?:L{_POINT}C{_POINT},{_POINT},{_POINT}){{4}}Z")
_SHIFT = re.compile(r"translate\((-?[\d.]+),(-?[\d.]+)\)")
INHERITED = (
    "fill", "stroke", "stroke-width", "fill-opacity", "stroke-opacity", "font-size", "font-weight", "text-anchor",
    "paint-order",
)  # fmt: skip
_UNUSED = ("role", "aria-roledescription", "aria-label", "aria-hidden", "class", "font-family", "style")


@dataclass(frozen=True, kw_only=True)
class Ground:
    """The page that a drawing lies on, in px: `margin` from its corner, in the colour `fill`, if any."""

    width: float
    height: float
    margin: float
    fill: str = ""


def finish(root: Any) -> str:
    """Return a drawing without what a page has no use for; the page names it."""
    for element in list(root.iter()):
        kind = element.get("class", "")
        empty = kind in ("background", "foreground") and not element.get("fill") and not element.get("stroke")
        if empty or (element.tag == f"{SVG}rect" and element.getparent() is root):
            element.getparent().remove(element)
            continue
        if element.get("opacity") == "1":
            del element.attrib["opacity"]
        name_rectangle(element)
        for name, value in element.attrib.items():
            if not name.startswith("data-"):
                element.set(name, _NUMBER.sub(lambda found: f"{round(float(found[0]), DIGITS):g}", value))
    etree.strip_attributes(root, *_UNUSED)  # a page says of the whole what it is, and its stylesheet the font
    for group in root.iter(f"{SVG}g"):
        _say_once(group)
    root.attrib.pop("version", None)
    root.attrib.update({"aria-hidden": "true", "focusable": "false", "preserveAspectRatio": "xMinYMin"})
    etree.cleanup_namespaces(root)
    svg: str = etree.tostring(root, encoding="unicode")
    return svg


def lay_on(root: Any, ground: Ground) -> None:
    """Lay a drawing with its marks on its page."""
    drawn = etree.Element(f"{SVG}g", transform=f"translate({ground.margin:g},{ground.margin:g})")
    drawn.extend(list(root))
    if ground.fill:
        etree.SubElement(root, f"{SVG}path", d=f"M0,0H{ground.width:g}V{ground.height:g}H0Z", fill=ground.fill)
    root.append(drawn)
    width, height = f"{ground.width:g}", f"{ground.height:g}"
    root.attrib.update({"width": width, "height": height, "viewBox": f"0 0 {width} {height}"})


def zero_of(element: Any) -> tuple[float, float]:
    """Return where an element's own zero is, in px from the drawing's corner."""
    shifts = [_SHIFT.match(one.get("transform", "")) for one in (element, *element.iterancestors())]
    x, y = (sum(float(shift[axis]) for shift in shifts if shift) for axis in (1, 2))
    return x, y


def name_rectangle(element: Any) -> None:
    """Turn the path of a rectangle with round corners, if it is one, into what is called so: it is a third as long."""
    if not _ROUNDED.fullmatch(element.get("d", "")):
        return
    numbers = [float(one) for one in re.findall(r"-?[\d.]+", element.get("d"))]
    x, y = numbers[::2], numbers[1::2]
    left, right, top, bottom = min(x), max(x), min(y), max(y)
    cut = [x[0] - left, right - x[1], y[4] - top, bottom - y[5], right - x[8], x[9] - left, bottom - y[12], y[13] - top]
    if max(cut) - min(cut) > 10**-DIGITS:  # its corners differ
        return
    element.tag = f"{SVG}rect"
    del element.attrib["d"]
    for name, value in {"x": left, "y": top, "width": right - left, "height": bottom - top, "rx": cut[0]}.items():
        element.set(name, f"{round(value, DIGITS):g}")


def _say_once(group: Any) -> None:
    """Have a group say what all that it draws has in common."""
    drawn = list(group)
    if len(drawn) < 2 or len({one.tag for one in drawn}) > 1 or drawn[0].tag == group.tag:
        return
    for name in INHERITED:
        value = drawn[0].get(name)
        if value is not None and all(one.get(name) == value for one in drawn):
            group.set(name, value)
            for one in drawn:
                del one.attrib[name]
