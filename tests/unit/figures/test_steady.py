"""What the browser is given keeps its form whatever is chosen, and draws what the plain figure draws."""

from __future__ import annotations

import json
from itertools import product
from typing import Any

import pyarrow as pa
import pytest
import vl_convert
from lxml import etree

from dyad.figures.steady import FRAME, steady
from tests.unit.figures.conftest import DRAWERS, Draw
from tests.unit.publish.drawn import texts

CHOICES: list[dict[str, Any]] = [
    {},
    {"themes": ("energy",)},
    {"themes": ("defence", "economy")},
    {"text": "pipeline"},
    {"beyond": True, "context": True},
    {"event": "druzhba-2017"},
]
SENT = [name for name in DRAWERS if name != "rank-trails"]  # as Vega-Lite to a page
WIDTHS = (380, 1200)


def form(spec: dict[str, Any]) -> str:
    """Return all of a chart but its rows."""
    return json.dumps({name: value for name, value in spec.items() if name != "datasets"})


def places(spec: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return the size of a drawing, and each text of it with its place in px."""
    root = etree.fromstring(vl_convert.vegalite_to_svg(spec).encode())
    size = (root.get("width"), root.get("height"))
    return [size, *sorted((box.of, round(box.left, 2), round(box.top, 2)) for box in texts(root))]


@pytest.mark.parametrize(("name", "width"), list(product(("overview", "timeline"), WIDTHS)))
def test_a_choice_of_events_changes_rows_alone(draw: Draw, name: str, width: int) -> None:
    """Themes, a search, an open event: all these, the title that counts them included, stand in the rows."""
    drawn = [steady(draw(name, width, **choice).spec) for choice in CHOICES]
    assert len({form(spec) for spec in drawn}) == 1
    assert len({json.dumps(spec["datasets"]) for spec in drawn}) == len(drawn)
    assert len({form(draw(name, width, **choice).spec) for choice in CHOICES}) > 1, "nothing to be kept steady"


@pytest.mark.parametrize("choice", [{}, {"text": "zzzz"}], ids=["default", "nothing left"])
@pytest.mark.parametrize(("name", "width"), list(product(SENT, WIDTHS)))
def test_it_draws_the_same(draw: Draw, name: str, width: int, choice: dict[str, Any]) -> None:
    """Every text of every figure stands where it stood, and the whole is as wide and as high."""
    figure = draw(name, width, **choice)
    assert places(steady(figure.spec)) == places(figure.spec)


def test_it_draws_a_choice_the_same(draw: Draw) -> None:
    """So it is with a choice whose lanes are fewer and whose words take more lines."""
    for choice in CHOICES[1:]:
        figure = draw("overview", 1200, **choice)
        assert places(steady(figure.spec)) == places(figure.spec), choice


def test_other_years_are_another_form(draw: Draw) -> None:
    """Scales are of the form: a chart of other years is compiled anew."""
    assert form(steady(draw("overview").spec)) != form(steady(draw("overview", years=(2010, 2016)).spec))


def test_rows_are_named_by_their_place(draw: Draw) -> None:
    """Names say where rows are used, not what is in them; every name that is used is there, packed for the browser."""
    packed = draw("overview").packed
    used = set(_used(packed))
    assert used == set(packed["datasets"])
    assert all(name == FRAME or name.startswith("rows-") for name in used)
    (frame,) = pa.ipc.open_stream(packed["datasets"][FRAME]).read_all().to_pylist()
    assert frame["text"].replace("\n", " ") == draw("overview").title


def _used(part: dict[str, Any]) -> list[str]:
    below = [name for one in (*part.get("vconcat", ()), *part.get("layer", ())) for name in _used(one)]
    return [*([part["data"]["name"]] if "name" in part.get("data", {}) else []), *below]
