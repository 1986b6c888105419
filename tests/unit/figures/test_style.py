"""The style of every figure at every size, read from what is drawn: `docs/figures.md` says it in words.

Each sheet is laid out once; all that is wrong with it is told at once, by figure, size and the words concerned.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from lxml import etree

from dyad.figures.catalogue import FIGURES
from dyad.figures.compose import Figure
from dyad.figures.style import PALETTES, SHAPES, Scheme
from dyad.publish.images import CSS_DPI, export_svg
from dyad.publish.sheets import SIZES, ExportOptions, Size, TooSmallError, lay_out
from dyad.record import Record
from dyad.view import default_view
from dyad.wording.view import filters_shown
from tests.unit.figures.conftest import Draw
from tests.unit.figures.drawn import Box, Layer, layers, svg
from tests.unit.publish.drawn import SVG, filled, over_the_edge, overlaps, row_of, signs, size_of, texts

MOST_WORDS = 10  # of a title
BEGINNING = 10  # letters by which a name is known, wrapped or cut
OVER = 4  # px that a mark at the edge of a plot may reach into the margin
SLACK = 0.05  # px of type that rounding takes
TOUCH = 1.0  # px that the box of a label may reach into that of a mark, whose corners are empty
POINTS = {"circle", "cross"}  # of what is no event and no claim; Vega's cross is a plus
NAMES = {SHAPES["partly"]: "half", SHAPES["contradicted"]: "✕", SHAPES["opinion"]: "dash"}
COLOURS = PALETTES["light"]
NEUTRAL = {COLOURS.ink, COLOURS.quiet}
BARS = ("rect", "area", "line", "rule", "trail")
VIEWS: tuple[tuple[dict[str, Any], int, Scheme], ...] = (  # the last three are rendered, too
    ({}, 1200, "light"),
    ({"years": (2010, 2016)}, 340, "dark"),
    ({"years": (2016, 2016)}, 1200, "dark"),
    ({"brush": (2010, 2012)}, 1200, "light"),
    ({"years": (1998, 2002)}, 1200, "light"),
    ({"years": (2025, 2025)}, 340, "light"),
    ({"years": (2018, 2025), "themes": ("energy",)}, 1200, "dark"),
    ({"years": (2003, 2003), "themes": ("energy",)}, 340, "light"),
    ({"years": (1998, 2025), "beyond": True, "context": True}, 1840, "light"),
    ({"text": "zzzz"}, 340, "dark"),
    ({"years": (1998, 1998)}, 1200, "light"),
)
NOT_CHECKED = re.compile(r"\bnamed\b|\bin words\b")
DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Drawn:
    """One sheet: the figure, its page as a tree, what stands on it, and the size it is of."""

    record: Record
    figure: Figure
    page: etree._Element
    size: Size
    words: list[Box]

    @property
    def key(self) -> int:
        """The row that the key is in, -1 where there is none."""
        return 1 if self.figure.key else -1


def type_is_large_enough(sheet: Drawn) -> Iterator[str]:
    """Find text smaller than the size's; in the lines at the foot smaller than its source line."""
    last = len(sheet.figure.spec["vconcat"]) - 1
    for node in sheet.page.iter(f"{SVG}text"):
        least = sheet.size.source if row_of(node) == last else sheet.size.text
        if size_of(node) < least - SLACK and "".join(node.itertext()).strip():
            yield f"{size_of(node):g} px, not {least:g}: {''.join(node.itertext())!r}"


def texts_have_their_places(sheet: Drawn) -> Iterator[str]:
    """Find texts that stand on others or outside of the page."""
    yield from (f"over another: {one!r} and {other!r}" for one, other in overlaps(sheet.page))
    yield from (f"outside: {text!r}" for text in over_the_edge(sheet.page))


def no_text_is_on_a_mark(sheet: Drawn) -> Iterator[str]:
    """Find labels on points; a number may stand in the middle of one."""
    for sign, word in product(signs(sheet.page), sheet.words):
        box = sign.box
        left, right = max(box.left, word.left), min(box.right, word.right)
        top, bottom = max(box.top, word.top), min(box.bottom, word.bottom)
        inside = DIGITS.fullmatch(word.of) and abs(word.left + word.right - box.left - box.right) < 2
        if right - left > TOUCH and bottom - top > TOUCH and not inside:
            yield f"on a mark ({sign.shape}): {word.of!r}"


def the_key_has_what_is_drawn(sheet: Drawn) -> Iterator[str]:
    """Find signs of the key that no mark has: shape, full or hollow, and colour where it is neither grey nor ink."""
    drawn = [sign for sign in signs(sheet.page) if sign.row != sheet.key]
    bars = {colour for row, colour in filled(sheet.page, BARS) if row not in (0, sheet.key)}
    for entry in sheet.figure.key or ():
        if entry.shape == "bar":
            if not {entry.fill, entry.stroke} & bars - {COLOURS.paper}:
                yield f"no bar or line is as in the key: {entry.text!r}"
            continue
        shape, hollow = NAMES.get(entry.shape, entry.shape), entry.fill == COLOURS.paper
        alike = [sign for sign in drawn if sign.shape == shape and (sign.fill == COLOURS.paper) == hollow]
        if not any(entry.stroke in NEUTRAL or entry.stroke in (sign.stroke, sign.fill) for sign in alike):
            yield f"no mark is as in the key ({shape}, {'hollow' if hollow else 'full'}): {entry.text!r}"


def shapes_mean_one_thing(sheet: Drawn) -> Iterator[str]:
    """Find what is neither event nor claim and yet no plain dot, nor the plus of what is stated."""
    for layer in _points(sheet):
        for row in layer.values:
            shape = _encoded(layer, row, "shape", layer.mark.get("shape", "circle"))
            if shape not in POINTS and not {"verdict", "id"} & set(row):
                yield f"{NAMES.get(str(shape), shape)} for {_tell(row)}"


def colours_mean_one_thing(sheet: Drawn) -> Iterator[str]:
    """Find an economy's colour on marks whose row does not name it."""
    sides = zip((COLOURS.first, COLOURS.second), sheet.record.about.economies.items(), strict=False)
    for colour, (code, name) in sides:
        for layer in layers(sheet.figure):
            if layer.row in (0, sheet.key) or layer.kind == "text":
                continue
            for row in layer.values:
                used = {
                    _encoded(layer, row, channel, layer.mark.get(channel)) for channel in ("color", "fill", "stroke")
                }
                said = [value for value in row.values() if isinstance(value, str)]
                if colour in used and not any(value == code or name in value for value in said):
                    yield f"the colour of {name} for {_tell(row)}"


def marks_are_named(sheet: Drawn) -> Iterator[str]:
    """Find events that the document names, and bodies that report a figure, without a name on the page.

    A note may name the events that are small signs, or say where all marks are in words; the key says of columns that
    a square is an event. Where one body alone reports all that is drawn, the title and the lines under it say who.
    """
    there = " ".join(box.of for box in sheet.words)
    columns = any(entry.text.startswith("event ") for entry in sheet.figure.key or ())
    rows = [
        row for layer in _points(sheet) if not (columns and layer.field("x") == "at") for row in layer.values
        if row.get("verdict") != "beyond"
    ]  # fmt: skip
    events = {str(row["label"]): str(row.get("title")) for row in rows if "label" in row and "id" in row}
    others = {str(row["name"]) for row in rows if "name" in row and "id" not in row}
    unnamed = [label for label, title in events.items() if not any(one[:BEGINNING] in there for one in (label, title))]
    told = any(NOT_CHECKED.search(note) for note in sheet.figure.notes)
    if told and len(unnamed) == len(events):
        unnamed = []
    if len(others) > 1 and not told:
        unnamed += [name for name in others if name[:BEGINNING] not in there]
    yield from (f"unnamed: {name!r}" for name in unnamed)


RULES: tuple[Callable[[Drawn], Iterator[str]], ...] = (
    type_is_large_enough, texts_have_their_places, no_text_is_on_a_mark, the_key_has_what_is_drawn,
    shapes_mean_one_thing, colours_mean_one_thing, marks_are_named,
)  # fmt: skip


def _points(sheet: Drawn) -> Iterator[Layer]:
    yield from (layer for layer in layers(sheet.figure) if layer.kind == "point" and layer.row not in (0, sheet.key))


def _encoded(layer: Layer, row: Mapping[str, Any], channel: str, usual: Any) -> Any:
    """Return what a channel is for one row: of its field by its scale, its value, or as usual."""
    told = layer.encoding.get(channel, {})
    value, scale = row.get(told.get("field")), told.get("scale")
    if not scale:
        return value if "field" in told else told.get("value", usual)
    known = dict(zip(scale.get("domain", []), scale.get("range", []), strict=False))
    return known.get(value, usual)


def _tell(row: Mapping[str, Any]) -> str:
    return ", ".join(f"{name}={value}" for name, value in list(row.items())[:4])


@pytest.mark.parametrize(("name", "size"), list(product(FIGURES, SIZES)))
def test_a_sheet_is_by_the_guide(record: Record, name: str, size: str) -> None:
    """It fits inside its margins, and each rule of the style holds."""
    view, choice, wanted = default_view(record), ExportOptions(figure=name, size=size), SIZES[size]
    try:
        sheet = lay_out(record, view, choice)
    except TooSmallError as why:
        pytest.fail(f"{name}, {size}: {why}")
    page = etree.fromstring(export_svg(record, view, choice, fonts=False))
    (inner,) = page.findall(f"{SVG}svg")
    assert float(page.get("width")) == wanted.width * wanted.zoom
    assert float(inner.get("width")) <= wanted.width - 2 * wanted.margin + OVER
    if wanted.height is not None:
        assert float(page.get("height")) == wanted.height * wanted.zoom
        assert sheet.height <= wanted.height - 2 * wanted.margin
    drawn = Drawn(record, sheet.figure, page, wanted, texts(page))
    assert len(drawn.words) > 5
    faults = [f"{rule.__name__}: {fault}" for rule in RULES for fault in dict.fromkeys(rule(drawn))]
    assert not faults, f"{name}, {size}:\n" + "\n".join(faults)


@pytest.mark.parametrize("name", FIGURES)
def test_every_view_has_its_figure(draw: Draw, record: Record, name: str) -> None:
    """Whatever is chosen, all or next to nothing, there is a title in ten words, an alt text and sources.

    Cropped it still says what was filtered, and of which version of the tables it is. Nothing waits for a pointer,
    colours are those of the scheme, and it can be drawn.
    """
    for at, (choice, width, scheme) in enumerate(VIEWS):
        figure = draw(name, width, scheme, **choice)
        assert 2 < len(figure.title.split()) <= MOST_WORDS, (choice, figure.title)
        assert not figure.title.endswith("."), (choice, figure.title)
        assert figure.alt, choice
        spec, colours = figure.spec, PALETTES["light" if scheme == "dark" else "dark"]
        assert spec["config"]["background"] == PALETTES[scheme].paper, choice
        assert not re.search("|".join(("isDefined", colours.ink, colours.quiet)), str(spec)), choice
        assert "params" not in spec, choice
        assert all(record.source(id) for id in figure.sources), choice
        foot = str(layers(figure)[-1].values[0]["text"]).replace("\n", " ")
        assert f"data {record.version}" in foot, choice
        shown = filters_shown(record, replace(default_view(record), **choice))
        assert FIGURES[name].timeless or shown in foot, choice
        assert not figure.sources or re.search(r"(^|\. )Sources?: \w", foot), choice
        if at >= len(VIEWS) - 3:
            tree = svg(figure)
            assert len(tree), choice
            assert not [node for node in tree.iter() if "NaN" in " ".join(map(str, node.attrib.values()))], choice
    assert draw(name).sources


def test_the_guide_tells_the_sizes_as_they_are(root: Path) -> None:
    """The table in docs/figures.md is that of the sizes: page, type, and what a PNG has by default."""
    told = (root / "docs" / "figures.md").read_text(encoding="utf-8")
    for name, size in SIZES.items():
        page = f"{size.width} × {size.height}" if size.height else f"{size.width} wide"
        page += ", twice as large" if size.zoom == 2 else ""
        cells = (name, page, *(f"{px:g}" for px in (size.text, size.title_size, size.source)), size.dots * CSS_DPI)
        assert f"| {' | '.join(map(str, cells))} |" in told


# -- that the rules see what they are about ----------------------------------------------------------


def test_each_rule_finds_its_fault(record: Record) -> None:
    """A sheet by the guide, made worse in one way, fails by the rule on it and by no other."""
    view, choice = default_view(record), ExportOptions(figure="claims-summary")
    figure, svg = lay_out(record, view, choice).figure, export_svg(record, view, choice, fonts=False).decode()
    mark = next(sign.box for sign in signs(etree.fromstring(svg.encode())) if sign.row > 1)

    def moved(text: str, x: float, y: float) -> str:
        """Return the page with its first such text that much further right and down."""
        return re.sub(rf'translate\(([\d.]+),([\d.]+)\)("[^>]*>{text}<)',
                      lambda m: f"translate({float(m[1]) + x},{float(m[2]) + y}){m[3]}", svg, count=1)  # fmt: skip

    def faults(page: str = svg, **change: Any) -> set[str]:
        tree = etree.fromstring(page.encode())
        sheet = Drawn(record, replace(figure, **change), tree, SIZES["slide"], texts(tree))
        return {rule.__name__ for rule in RULES if list(rule(sheet))}

    assert faults() == set()
    assert faults(svg.replace('font-size="24px"', 'font-size="12px"', 1)) == {"type_is_large_enough"}
    assert faults(moved("Diplomacy", mark.left - SIZES["slide"].margin, 0)) >= {"no_text_is_on_a_mark"}
    assert faults(moved("Diplomacy", -40, 0)) == {"texts_have_their_places"}
    wrong = replace(figure.key[0], shape="triangle-up")
    assert faults(key=[*figure.key, wrong]) == {"the_key_has_what_is_drawn"}
    layer, other = {"mark": {"type": "point", "shape": "diamond"}}, {"mark": {"type": "point", "fill": COLOURS.first}}
    for part, row, rule in (
        (layer, {"year": 2003}, "shapes_mean_one_thing"), (other, {"year": 2003}, "colours_mean_one_thing"),
        (other, {"name": "Atlantis"}, "colours_mean_one_thing"),
        (layer, {"id": "x", "label": "Atlantis founded"}, "marks_are_named"),
    ):  # fmt: skip
        extra = {**part, "data": {"values": [row]}, "width": 1, "height": 1}
        spec = {**figure.spec, "vconcat": [*figure.spec["vconcat"], extra]}
        chart: Any = SimpleNamespace(to_dict=lambda spec=spec, **_: spec)
        sheet = replace(figure, chart=chart)
        tree = etree.fromstring(svg.encode())
        drawn = Drawn(record, sheet, tree, SIZES["slide"], texts(tree))
        assert rule in {one.__name__ for one in RULES if list(one(drawn))}, (rule, row)
