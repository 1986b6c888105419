"""Goods trade: both reporters apart, only what may be joined joined, the band named where nothing crosses it."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from dyad.figures.axis import Axis
from dyad.figures.lines import Panel
from dyad.figures.look import Figure, Look, text_width
from dyad.figures.trade import free_spot, grid_ticks, total_rows, totals_axis, trade_band
from dyad.findings.trade import band_finding
from dyad.record import Record, read_record
from dyad.view import View, default_view
from tests.unit.figures.drawn import Layer, Values, layers, spoken, svg
from tests.unit.tables import Row, add, find, read_rows, write_rows

Draw = Callable[..., Figure]
Raw = dict[str, list[Row]]

NAMES = {"PAK": "Pakistan", "RUS": "Russia"}


def figures_of(figure: Figure) -> Values:
    """Return the rows of the totals drawn as points, each once."""
    return [
        value
        for layer in layers(figure)
        if layer.kind == "point" and not layer.filters
        for value in layer.values
        if "reporter" in value and "place" in value
    ]


def stated(raw: Raw) -> set[tuple[str, str, str, float]]:
    """Return every figure of goods trade that the table holds: reporter, year, flow, value."""
    return {
        (row["reporter"], row["year"], row["flow"], float(row["value"] or row["low"] or row["high"]))
        for row in raw["trade"]
        if row["indicator"] == "goods_trade"
    }


def main_totals(raw: Raw, reporter: str, first: int = 2003, last: int = 2017) -> dict[int, float]:
    """Return what one side reports in total."""
    return {
        int(row["year"]): float(row["value"])
        for row in raw["trade"]
        if (row["indicator"], row["flow"], row["reporter"]) == ("goods_trade", "total", reporter)
        and first <= int(row["year"]) <= last
    }


@pytest.mark.parametrize("years", [(2003, 2017), (1998, 2025)])
@pytest.mark.parametrize("width", [340, 1200])
def test_every_point_is_a_figure_of_the_table(draw: Draw, raw: Raw, width: int, years: tuple[int, int]) -> None:
    """No value is drawn that the table does not state for that reporter and year: nothing is averaged."""
    figure = draw("trade-band", width, years=years)
    values = figures_of(figure)
    assert values
    for value in values:
        year = value["year"].removeprefix("fiscal ")
        assert (value["reporter"], year, "total", value["value"]) in stated(raw)
    for reporter in NAMES:
        drawn = {
            int(value["year"]): value["value"]
            for value in values
            if (value["reporter"], value["role"]) == (reporter, "main")
        }
        assert drawn == main_totals(raw, reporter, *years)


def test_the_reporters_stand_apart(draw: Draw) -> None:
    """The two sides have a line, a colour and a name each."""
    figure = draw("trade-band")
    lines = [layer for layer in layers(figure) if layer.kind == "line"]
    for layer in lines:
        assert layer.field("detail") == "line"
        assert layer.field("y") == "value"
        assert "aggregate" not in layer.encoding["y"]
    colours = {value["reporter"]: value["role"] for value in figures_of(figure)}
    scale = lines[0].encoding["stroke"]["scale"]
    colour = dict(zip(scale["domain"], scale["range"], strict=True))
    assert colour["PAK"] != colour["RUS"]
    assert colours["PAK"] == colours["RUS"] == "main"
    texts = [layer for layer in layers(figure) if layer.kind == "text"]
    words = {value["text"] for layer in texts for value in layer.values if "text" in value}
    assert {"Pakistan reports", "Russia reports"} <= words


def check_lines(rows: pd.DataFrame) -> None:
    """Assert that only consecutive calendar years of one reporter's statistics share a line."""
    joined = rows[rows["role"].isin(["main", "further"])]
    assert set(joined["basis"]) <= {"statistics"}
    assert set(joined["period"]) <= {"calendar"}
    for _, line in joined.groupby("line"):
        years = sorted(int(year) for year in line["year"])
        assert years == list(range(years[0], years[0] + len(years)))
        assert line["reporter"].nunique() == 1
    marks = rows[rows["role"] == "mark"]
    assert not ((marks["basis"] == "statistics") & (marks["period"] == "calendar")).any()


@pytest.mark.parametrize("years", [(2003, 2017), (1998, 2025), (2012, 2013)])
def test_only_statistics_of_consecutive_years_are_joined(record: Record, years: tuple[int, int]) -> None:
    """Statements, estimates and fiscal years are marks; a line breaks where a year is missing."""
    rows = total_rows(record, View(years=years))
    check_lines(rows)
    assert {"main"} <= set(rows["role"])


def test_only_joined_roles_are_drawn_as_lines(draw: Draw) -> None:
    """No line layer lets a figure through that is a mark of its own."""
    lines = [layer for layer in layers(draw("trade-band", years=(1998, 2025))) if layer.kind == "line"]
    assert len(lines) == 2
    for layer in lines:
        roles = {value["role"] for value in layer.values}
        assert roles in ({"main"}, {"further"}) or layer.filters in (
            ("datum.role == 'main'",),
            ("datum.role == 'further'",),
        )


def test_a_missing_year_breaks_the_line(folder: Path) -> None:
    """Take a year away and what is left on either side of it is not joined."""
    rows = read_rows(folder, "trade")
    gone = find(folder, "trade", indicator="goods_trade", reporter="RUS", flow="total", year="2009")
    write_rows(folder, "trade", [row for at, row in enumerate(rows) if at != gone])
    record = read_record(folder)
    totals = total_rows(record, default_view(record))
    check_lines(totals)
    assert totals[(totals["reporter"] == "RUS") & (totals["role"] == "main")]["line"].nunique() == 2


def test_years_with_other_sources_are_joined_only_where_they_follow(folder: Path) -> None:
    """Two runs of one reporter that share only their first source do not become one line over a gap."""
    rows = read_rows(folder, "trade")
    kept = []
    for row in rows:
        if (row["indicator"], row["reporter"], row["flow"]) == ("goods_trade", "RUS", "total"):
            if row["year"] == "2006":
                continue
            if row["year"] == "2007":
                row["sources"] += ";wits-2017-pak"
        kept.append(row)
    write_rows(folder, "trade", kept)
    record = read_record(folder)
    check_lines(total_rows(record, default_view(record)))


def test_fiscal_years_stand_on_new_year(record: Record, raw: Raw) -> None:
    """A fiscal year ends in June of its year, so its middle is that year's first day; it is never joined."""
    rows = total_rows(record, View(years=(1998, 2025)))
    fiscal = rows[rows["period"] == "fiscal"]
    listed = [row for row in raw["trade"] if (row["indicator"], row["period"]) == ("goods_trade", "fiscal")]
    assert len(fiscal) == sum(row["flow"] == "total" for row in listed)
    assert not fiscal.empty
    assert (fiscal["t"] == fiscal["year"].astype(float)).all()
    assert set(fiscal["role"]) == {"mark"}


def test_places_differ_by_shape(draw: Draw) -> None:
    """A year inside, above and below the band has a shape of its own, and stands where it says."""
    figure = draw("trade-band")
    shapes = {}
    for layer in layers(figure):
        if layer.field("shape") == "place":
            scale = layer.encoding["shape"]["scale"]
            shapes |= dict(zip(scale["domain"], scale["range"], strict=True))
    assert len({shapes[where] for where in ("inside", "above", "below")}) == 3
    for value in figures_of(figure):
        where = "below" if value["value"] < 400 else "above" if value["value"] > 600 else "inside"
        assert value["place"] == where


def test_a_lower_bound_is_said_to_be_one(record: Record, raw: Raw) -> None:
    """A figure of which only a bound is stated is drawn at the bound and told as "more than"."""
    rows = total_rows(record, View(years=(1998, 2025)))
    bounds = [
        row for row in raw["trade"]
        if row["indicator"] == "goods_trade" and row["flow"] == "total" and not row["value"] and row["year"]
    ]  # fmt: skip
    told = rows[rows["value"].isna()]
    assert len(told) == len(bounds) > 0
    assert all(shown.startswith("more than USD") for shown in told["shown"])


@pytest.mark.parametrize("width", [340, 720, 1200, 1840])
def test_the_alt_text_holds_the_numbers_drawn(draw: Draw, raw: Raw, record: Record, width: int) -> None:
    """For each side the alt text has its first and last figure, its highest and lowest, and the finding."""
    alt = draw("trade-band", width).alt
    for reporter, name in NAMES.items():
        totals = main_totals(raw, reporter)
        highest, lowest = max(totals, key=totals.__getitem__), min(totals, key=totals.__getitem__)
        for year in (min(totals), max(totals), highest, lowest):
            assert f"{totals[year]:,.0f} in {year}" in alt, (name, year)
    finding = band_finding(record)
    assert finding is not None
    assert finding.text in alt


@pytest.mark.parametrize("name", ["trade-band", "trade-balance", "rankings"])
@pytest.mark.parametrize("width", [340, 1200])
def test_every_mark_can_be_heard(draw: Draw, name: str, width: int) -> None:
    """Every point and bar that is data carries its own sentence, and the drawing has each."""
    figure = draw(name, width)
    marks: list[Layer] = [
        layer for layer in layers(figure) if layer.encoding.get("description", {}).get("field") == "aria"
    ]
    assert marks
    sentences = {value["aria"] for layer in marks for value in layer.values}
    assert all(len(sentence) > 10 for sentence in sentences)
    assert sentences <= set(spoken(svg(figure)))


def test_the_balance_draws_what_the_table_states(draw: Draw, raw: Raw) -> None:
    """Bars are the figures of the table, imports downwards, and a difference is the two bars of one side."""
    figure = draw("trade-balance")
    panels = [layer for layer in layers(figure) if layer.field("y2") == "to"]
    assert len(panels) == 2
    bars = [value for layer in panels for value in layer.values]
    codes = {name: code for code, name in NAMES.items()}
    drawn = {(codes[bar["name"]], bar["year"], bar["flow"], abs(bar["to"])) for bar in bars}
    assert len(drawn) == len(bars)
    assert drawn <= stated(raw)
    assert all((bar["to"] <= 0) == (bar["flow"] == "imports") for bar in bars)
    sums: dict[tuple[str, str], float] = {}
    for bar in bars:
        key = (bar["name"], bar["year"])
        sums[key] = sums.get(key, 0.0) + bar["to"]
    differences = [value for layer in layers(figure) for value in layer.values if value.get("what") == "difference"]
    assert differences
    for value in differences:
        assert value["value"] == pytest.approx(sums[value["name"], value["year"]])


@pytest.mark.parametrize("width", [340, 720, 1200, 1840])
@pytest.mark.parametrize("years", [(2003, 2017), (1998, 2025), (2008, 2012)])
def test_the_name_of_the_band_is_free_of_lines(draw: Draw, width: int, years: tuple[int, int]) -> None:
    """Where the band is named in the plot, no line or mark of any reporter crosses the name."""
    figure = draw("trade-band", width, years=years)
    named = [layer for layer in layers(figure) if any("essay’s band" in str(v.get("word", "")) for v in layer.values)]
    for layer in named:
        (value,) = layer.values
        size = layer.mark["fontSize"]
        low, high = layer.domain("y")

        def down(amount: float, low: float = low, high: float = high, layer: Layer = layer) -> float:
            return (high - amount) / (high - low) * layer.height

        left = layer.px(value["t"]) + layer.mark["dx"]
        right, middle = left + text_width(value["word"], size, 500), down(value["value"])
        assert down(600) <= middle - size / 2
        assert middle + size / 2 <= down(400)
        assert right <= width
        for line in _paths(figures_of(figure)):
            for (t, amount), (u, other) in line:
                for step in range(41):
                    x = layer.px(t + (u - t) * step / 40)
                    y = down(amount + (other - amount) * step / 40)
                    assert not (left < x < right and abs(y - middle) < size / 2), (value["word"], t, u)


def _paths(values: Values) -> list[list[tuple[tuple[float, float], tuple[float, float]]]]:
    paths: dict[str, list[tuple[float, float]]] = {}
    for number, value in enumerate(values):
        line = value["line"] if value["role"] != "mark" else f"mark {number}"
        paths.setdefault(line, []).append((value["t"], value["value"]))
    return [list(zip(path, path[1:] or path, strict=False)) for path in map(sorted, paths.values())]


def test_a_name_too_wide_has_no_place() -> None:
    """A label that no gap of the lines can hold is given no place."""
    axis = Axis(first=2003, last=2017, width=600, gutter=40)
    panel = Panel(axis=axis, look=Look(width=600), height=300, bottom=0, top=800)
    zigzag = pd.DataFrame(
        {"t": [2003.5 + n for n in range(14)], "amount": [380.0, 620.0] * 7, "line": "a", "role": "main"}
    )
    assert free_spot(zigzag, panel, width=200, height=14, limits=(400, 600)) is None
    assert free_spot(zigzag.iloc[:1], panel, width=200, height=14, limits=(400, 600)) is not None
    assert free_spot(zigzag.iloc[:1], panel, width=2000, height=14, limits=(400, 600)) is None
    assert free_spot(zigzag.iloc[:1], panel, width=50, height=14, limits=(400, 401)) is None


@pytest.mark.parametrize("top", [1.0, 90.0, 711.0, 1040.0, 5200.0, 30_000.0, 700_000.0])
def test_grid_lines_are_few(top: float) -> None:
    """A grid begins at 0, ends at or under the top and has seven lines at most, whatever the amounts."""
    ticks = grid_ticks(top)
    assert ticks[0] == 0
    assert ticks[-1] <= top
    assert len(ticks) <= 7


@pytest.mark.parametrize("width", [340, 1200, 1840])
@pytest.mark.parametrize("years", [(2003, 2017), (1998, 2025), (2003, 2004)])
def test_names_of_lines_stay_in_the_figure(draw: Draw, width: int, years: tuple[int, int]) -> None:
    """The names at the ends of the lines are inside the figure and do not stand on each other."""
    for name in ("trade-band", "rankings"):
        figure = draw(name, width, years=years)
        for layer in layers(figure):
            if layer.kind != "text" or layer.field("text") != "text" or layer.mark.get("fontWeight") != 500:
                continue
            size = layer.mark["fontSize"]
            low, high = layer.domain("y")
            rows = sorted((high - value["value"]) / (high - low) * layer.height for value in layer.values)
            assert all(after - before >= size for before, after in itertools.pairwise(rows))
            assert all(-1 <= y <= layer.height + 1 for y in rows)
            for value in layer.values:
                right = layer.px(value["t"]) + layer.mark["dx"] + text_width(value["text"], size, 500)
                assert right <= width + 1, (name, value["text"])


@pytest.mark.parametrize("name", ["trade-band", "trade-balance"])
@pytest.mark.parametrize("years", [(1998, 2002), (2022, 2025), (1998, 1998), (2016, 2016), (2025, 2025)])
@pytest.mark.parametrize("width", [340, 1200])
def test_few_or_no_figures_are_drawn(draw: Draw, name: str, years: tuple[int, int], width: int) -> None:
    """Years with few figures or none draw without an error and have an alt text."""
    figure = draw(name, width, years=years)
    assert figure.alt
    assert len(svg(figure))


def test_one_side_alone_is_drawn(folder: Path) -> None:
    """With only one side's figures there is no gap to shade, and the figure stands."""
    rows = [row for row in read_rows(folder, "trade") if row["reporter"] != "RUS"]
    write_rows(folder, "trade", rows)
    record = read_record(folder)
    figure = trade_band(record, default_view(record), Look())
    assert "area" not in {layer.kind for layer in layers(figure)}
    assert len(svg(figure))


def test_room_is_kept_for_names(record: Record) -> None:
    """The axis ends early enough for the widest name of a line."""
    view = replace(default_view(record), years=(2003, 2016))
    axis = totals_axis(record, view, total_rows(record, view), look=Look(), gutter=40)
    assert axis.right > 0


def test_a_new_reporter_is_a_line_of_its_own(folder: Path) -> None:
    """Figures of a reporter nobody knew appear under that name, joined to no other."""
    for year in ("2010", "2011", "2012"):
        add(folder, "trade", indicator="goods_trade", economy="PAK", partner="RUS", year=year, period="calendar",
            basis="statistics", flow="total", value="500", unit="USD million", reporter="A new body",
            sources="wits-2017-pak")  # fmt: skip
    record = read_record(folder)
    rows = total_rows(record, default_view(record))
    check_lines(rows)
    new = rows[rows["reporter"] == "A new body"]
    assert (len(new), new["line"].nunique(), set(new["role"])) == (3, 1, {"further"})
    assert "A new body" in trade_band(record, default_view(record), Look()).alt
