"""Charts that PowerPoint draws, read as XML: named at their ends, legible, in the style of the figures."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import etree
from pptx import Presentation
from pptx.util import Inches

from dyad.figures.native import NativeChart, Series
from dyad.figures.style import PALETTES, text_width
from dyad.publish.native_charts import add_chart, ends_of
from tests.unit.publish.test_deck import NS

COLOURS = PALETTES["light"]
YEARS = tuple(map(str, range(2003, 2018)))
LINES = NativeChart(
    kind="lines",
    series=(
        Series(name="As Pakistan reports", colour=COLOURS.first,
               values={year: 300.0 + 10 * at for at, year in enumerate(YEARS[:-1])}),
        Series(name="As Russia reports", colour=COLOURS.second, dashed=True,
               values={year: 310.0 + 10 * at for at, year in enumerate(YEARS) if year not in ("2004", "2006")}),
    ),
    categories=YEARS, said="USD million a year", sources=(), band=(400.0, 600.0, "the band claimed"),
)  # fmt: skip
COLUMNS = replace(
    LINES, kind="columns", band=None,
    series=tuple(replace(s, values={year: value - 350 for year, value in s.values.items()}) for s in LINES.series),
)  # fmt: skip
RANKS = replace(LINES, band=None, ranks=True)
WIDTH, HEIGHT = Inches(12.333), Inches(5.05)


def chart_of(native: NativeChart) -> etree._Element:
    """Return a chart as the file has it."""
    deck, out = Presentation(), io.BytesIO()
    add_chart(deck.slides.add_slide(deck.slide_layouts[6]), native, left=0, top=0, width=WIDTH, height=HEIGHT)
    deck.save(out)
    with zipfile.ZipFile(out) as packed:
        (name,) = [name for name in packed.namelist() if name.startswith("ppt/charts/chart")]
        return etree.fromstring(packed.read(name))


def val(node: etree._Element, path: str) -> str:
    """Return the one value at a path."""
    (found,) = node.findall(path, NS)
    return str(found.get("val"))


def series_of(chart: etree._Element) -> dict[str, etree._Element]:
    """Return the series of a chart by name."""
    return {str(one.findtext("c:tx//c:v", namespaces=NS)): one for one in chart.iterfind(".//c:ser", NS)}


@pytest.mark.parametrize("native", [LINES, COLUMNS, RANKS], ids=lambda native: native.kind)
def test_every_chart_has_the_look_of_the_figures(native: NativeChart) -> None:
    """Type of 18 points, a pale horizontal grid, the base line in ink, columns with room between them."""
    chart = chart_of(native)
    assert min(int(node.get("sz")) for node in chart.iterfind(".//*[@sz]")) >= 1800
    assert {node.get("typeface") for node in chart.iterfind(".//a:latin", NS)} == {"Fira Sans"}
    assert chart.find(".//c:catAx/c:majorGridlines", NS) is None
    grid = chart.findall(".//c:valAx/c:majorGridlines//a:srgbClr", NS)
    assert [colour.get("val") for colour in grid] == [COLOURS.grid[1:].upper()]
    assert val(chart, ".//c:catAx/c:spPr//a:srgbClr") == COLOURS.ink[1:].upper()
    assert (chart.find(".//c:gapWidth", NS) is None) == (native.kind == "lines")
    for name, series in series_of(chart).items():
        colour = next((one.colour for one in native.series if one.name == name), None)
        if colour:
            assert series.find("c:spPr//a:srgbClr", NS).get("val") == colour[1:].upper()


@pytest.mark.parametrize("native", [LINES, RANKS])
def test_lines_are_named_at_their_ends(native: NativeChart) -> None:
    """There is no legend: the last point of each line has its name, in its colour, and two names never touch."""
    chart = chart_of(native)
    assert chart.find(".//c:legend", NS) is None
    plot = {tag: float(val(chart, f".//c:plotArea/c:layout//c:{tag}")) for tag in ("x", "y", "w", "h")}
    low, high, _ = ends_of(native)
    places = []
    for line in native.series:
        (label,) = series_of(chart)[line.name].findall(".//c:dLbl", NS)
        last = max(native.categories.index(year) for year in line.values)
        assert int(val(label, "c:idx")) == last
        assert [node.tag.rpartition("}")[2] for node in label if node.get("val") == "1"] == ["showSerName"]
        assert label.find(".//a:srgbClr", NS).get("val") == line.colour[1:].upper()
        share = (line.values[native.categories[last]] - low) / (high - low)
        at = share if native.ranks else 1 - share
        places.append((plot["y"] + at * plot["h"] + float(val(label, ".//c:manualLayout/c:y"))) * 485)
        assert (1 - plot["x"] - plot["w"]) * 1184 > text_width(line.name, 24, 500) + 14
    assert all(abs(one - other) >= 28 for one, other in pairwise(sorted(places)))


def test_a_band_is_an_area_with_its_name_where_no_line_is() -> None:
    """It is as wide as claimed, in its colour, and named at a year whose lines are far from its middle."""
    chart = chart_of(LINES)
    (area,) = chart.findall(".//c:areaChart", NS)
    assert val(area, "c:grouping") == "stacked"
    below, band = area.findall("c:ser", NS)
    assert {float(v.text) for v in band.iterfind("c:val//c:v", NS)} == {200.0}
    assert {float(v.text) for v in below.iterfind("c:val//c:v", NS)} == {400.0}
    assert band.find("c:spPr//a:srgbClr", NS).get("val") == COLOURS.band[1:].upper()
    (label,) = band.findall(".//c:dLbl", NS)
    year = YEARS[int(val(label, "c:idx"))]
    assert min(abs(line.values.get(year, 0.0) - 500) for line in LINES.series) > 100
    # a line that crosses from far below to far above strikes the name through
    steep = Series(name="A", colour=COLOURS.first, values={y: (0.0, 1000.0)[at % 2] for at, y in enumerate(YEARS[:8])})
    even = Series(name="B", colour=COLOURS.second, values=dict.fromkeys(YEARS[8:], 420.0))
    (label,) = chart_of(replace(LINES, series=(steep, even))).findall(".//c:areaChart//c:dLbl", NS)
    assert int(val(label, "c:idx")) >= 9


def test_points_have_markers_only_where_they_need_them() -> None:
    """With many years only a point without a neighbour has one; with few each has."""
    chart = chart_of(LINES)
    line = series_of(chart)["As Russia reports"]
    assert val(line, "c:marker/c:symbol") == "none"
    assert [val(point, "c:idx") for point in line.findall("c:dPt", NS)] == ["0", "2"]
    few = replace(LINES, categories=YEARS[:5])
    assert val(series_of(chart_of(few))["As Pakistan reports"], "c:marker/c:symbol") == "circle"


@pytest.mark.parametrize(
    ("native", "categories", "skip"),
    [(COLUMNS, YEARS, 1), (LINES, YEARS, 2), (COLUMNS, ("the other", "1st"), 1), (COLUMNS, YEARS * 2, 2)],
)
def test_categories_are_labelled_as_many_as_have_room(
    native: NativeChart, categories: tuple[str, ...], skip: int
) -> None:
    """Upright, every one or every second: names at the ends of lines take room, words stand below each other."""
    chart = chart_of(replace(native, categories=categories))
    assert val(chart, ".//c:catAx/c:tickLblSkip") == str(skip)
    assert [body.get("rot") for body in chart.iterfind(".//c:catAx/c:txPr/a:bodyPr", NS)] == ["0"]


def test_one_column_a_category_stands_in_its_middle() -> None:
    """Where no category has two columns none is moved aside for the other colour."""
    apart = [replace(one, values={YEARS[at]: 5.0}) for at, one in enumerate(COLUMNS.series)]
    assert val(chart_of(replace(COLUMNS, series=tuple(apart))), ".//c:overlap") == "100"
    assert chart_of(COLUMNS).find(".//c:overlap", NS) is None


def test_what_has_no_room_at_the_ends_is_in_a_legend() -> None:
    """Long names, or many: a legend without what only holds the band up."""
    long = replace(
        LINES, series=tuple(replace(s, name=f"{s.name}, in a very long way of saying it") for s in LINES.series)
    )
    chart = chart_of(long)
    assert [val(entry, "c:idx") for entry in chart.iterfind(".//c:legendEntry", NS)] == ["0"]
    assert chart.findall(".//c:dLbl", NS) == []


@pytest.mark.parametrize(
    ("values", "ends"),
    [((584.0, 120.0), (0, 600, 100)), ((-35.0, 310.0), (-100, 400, 100)), ((0.3,), (0, 0.3, 0.05)), ((), (0, 1, 0.2))],
)
def test_the_value_axis_ends_at_round_numbers(values: tuple[float, ...], ends: tuple[float, float, float]) -> None:
    """Zero is always on it, and six steps at most lead over the values."""
    series = Series(name="A", colour=COLOURS.first, values={str(at): value for at, value in enumerate(values)})
    native = replace(LINES, series=(series,), band=None)
    assert ends_of(native) == pytest.approx(ends)
