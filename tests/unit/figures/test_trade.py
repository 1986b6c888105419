"""Goods trade: both reporters apart, only what may be joined joined, the band named where nothing crosses it."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations, product
from math import hypot
from typing import Any

import pytest

from dyad.figures.style import Style
from dyad.figures.trade import total_rows
from dyad.figures.trade_others import ribbon_rows
from dyad.findings.trade import band_facts
from dyad.record import Record
from dyad.view import ALL_SOURCES, View, default_view
from tests.unit.figures.conftest import Draw
from tests.unit.figures.drawn import Layer, layers, rows_of, spoken, svg, words_of, written
from tests.unit.findings.plain import NAMES, OTHER, WHOLE, by_year, flow_of, percent_of
from tests.unit.findings.worded import worded
from tests.unit.tables import Raw


def stated(raw: Raw) -> set[tuple[str, str, str, float]]:
    """Return every figure of goods trade that the table holds: reporter, year, flow, value."""
    return {
        (row["reporter"], row["year"], row["flow"], float(row["value"] or row["low"] or row["high"]))
        for row in raw["trade"]
        if row["indicator"] == "goods_trade"
    }


SPANS = [(2003, 2017), (1998, 2025), (2010, 2016), (2013, 2013)]
WIDTHS = [340, 1200]


@pytest.mark.parametrize("sources", ["", "all"])
@pytest.mark.parametrize("years", SPANS)
@pytest.mark.parametrize("width", WIDTHS)
def test_every_point_is_a_figure_of_the_table(
    draw: Draw, raw: Raw, width: int, years: tuple[int, int], sources: str
) -> None:
    """Nothing is averaged: each side's figures are all there, those of others where every source is asked for."""
    values = rows_of(draw("trade-band", width, years=years, sources=sources), "point", "place")
    for value in values:
        year = value["year"].removeprefix("fiscal ")
        assert (value["reporter"], year, "total", value["value"]) in stated(raw)
        place = "below" if value["value"] < 400 else "above" if value["value"] > 600 else "inside"
        assert value["place"] == place
    for reporter in NAMES:
        drawn = {int(value["year"]): value["value"] for value in values if value["reporter"] == reporter}
        assert drawn == flow_of(raw["trade"], reporter, years=years)
    assert ({value["role"] for value in values} == {"main"}) == (not sources)


@pytest.mark.parametrize("years", SPANS)
@pytest.mark.parametrize("width", WIDTHS)
def test_what_is_not_drawn_is_counted(draw: Draw, raw: Raw, width: int, years: tuple[int, int]) -> None:
    """The ribbon goes from the least to the most of a year's statistics; the note counts all others left out."""
    figure = draw("trade-band", width, years=years)
    others: dict[int, list[float]] = {}
    rest = 0
    for row in raw["trade"]:
        if (row["indicator"], row["flow"]) != ("goods_trade", "total") or row["reporter"] in NAMES:
            continue
        if row["year"] and years[0] <= int(row["year"]) <= years[1]:
            rest += 1
            if (row["period"], row["basis"]) == ("calendar", "statistics"):
                others.setdefault(int(row["year"]), []).append(float(row["value"]))
    several = {year: values for year, values in others.items() if len(values) > 1}
    drawn = {
        int(value["t"]): (value["low"], value["high"])
        for layer in layers(figure) if layer.kind == "area" for value in layer.values
    }  # fmt: skip
    assert drawn == ({year: (min(values), max(values)) for year, values in several.items()} if len(several) > 1 else {})
    left_out = rest - sum(len(several[year]) for year in drawn)
    assert any(note.startswith(f"Not drawn: {left_out} figure") for note in figure.notes) == (left_out > 0)
    kinds = [(layer.kind, layer.mark.get("fill")) for layer in layers(figure)]
    if drawn:  # over the band, under the lines, with an outline that both grounds show
        (area,) = {layer.mark["stroke"] for layer in layers(figure) if layer.kind == "area"}
        assert area == Style().colours.further
        assert (
            kinds.index(("rect", Style().colours.band))
            < kinds.index(("area", None))
            < [k for k, _ in kinds].index("line")
        )


def test_the_source_line_names_whose_figures_the_ribbon_is(draw: Draw, raw: Raw) -> None:
    """All that is drawn is sourced: the two sides' figures, and in each year of the ribbon everybody else's."""
    figure = draw("trade-band")
    cited = {
        source for row in raw["trade"]
        if (row["indicator"], row["flow"], row["period"], row["basis"])
        == ("goods_trade", "total", "calendar", "statistics") and "2003" <= row["year"] <= "2014"
        for source in row["sources"].split(";")
    }  # fmt: skip
    assert cited <= set(figure.sources)
    assert "Barbieri and Keshk (Correlates of War Project)" in figure.publishers
    assert len(figure.publishers) == 4
    words = [value["text"] for layer in layers(figure) for value in layer.values if "Source" in str(value.get("text"))]
    line = words[-1].replace("\n", " ")
    assert [name in line for name in figure.publishers] == [True, True, True, False]
    assert "and 1 more" in line


def test_a_year_without_a_total_says_why(draw: Draw) -> None:
    """Where each side gives one direction alone the note says which; how many are not drawn it says anywhere."""
    figure = draw("trade-band")
    assert "No total for 2017: each side’s series has its sales alone" in figure.notes
    assert any(note.endswith("of press and other bodies") for note in draw("trade-band", told=True).notes)
    short = draw("trade-band", years=(2003, 2016))
    assert not any("No total" in note for note in short.notes)


def test_a_ribbon_breaks_where_a_year_is_missing(record: Record) -> None:
    """Years that do not follow each other are runs of their own, and one alone is none."""
    rows = total_rows(record, default_view(record))
    runs = ribbon_rows(rows[~rows["year"].isin([2008, 2010])])
    assert [(int(run[0]["t"]), int(run[-1]["t"])) for run in runs] == [(2003, 2007), (2011, 2014)]


@pytest.mark.parametrize("width", WIDTHS)
def test_both_sides_are_named_in_their_colours(draw: Draw, width: int) -> None:
    """Each side's name is written beside its line, and nobody else has these colours."""
    figure = draw("trade-band", width)
    colours = {text: colour for text, colour, _ in written(figure)}
    assert colours["Pakistan reports"] != colours["Russia reports"]
    assert not {"Pakistan reports", "Russia reports"} & {entry.text for entry in figure.key or ()}
    assert sum(colour == colours["Russia reports"] for colour in colours.values()) == 1


def test_what_happened_is_written_at_its_year(draw: Draw, raw: Raw) -> None:
    """The peak with what was bought, the year known last and when one side overtook the other, by the tables."""
    said = {text.replace("\n", " ") for text, _, _ in written(draw("trade-band"))}
    both = {code: flow_of(raw["trade"], code, years=(2003, 2016)) for code in NAMES}
    year = max(both["PAK"], key=both["PAK"].__getitem__)
    bought = flow_of(raw["trade"], "PAK", "imports")[year]
    assert f"{year}: Pakistan reports {both['PAK'][year]:,.0f}, {bought:,.0f} of it imports" in said
    assert f"2016: Pakistan {both['PAK'][2016]:,.0f}, Russia {both['RUS'][2016]:,.0f}" in said
    more = [year for year in both["PAK"] if both["RUS"][year] > both["PAK"][year]]
    since = next(year for year in more if set(range(year, 2017)) <= set(more))
    assert f"From {since} Russia reports more" in said
    assert all(len(text) <= 50 for text in said)


@pytest.mark.parametrize("years", SPANS)
def test_the_first_events_stand_below(draw: Draw, raw: Raw, years: tuple[int, int]) -> None:
    """Ticks are events of the first importance in these years, each named and opened by its id; names do not touch."""
    for width in (340, 1200):
        figure = draw("trade-band", width, years=years)
        marks = [layer for layer in layers(figure) if layer.values and "id" in layer.values[0]]
        defence = "in defence" in figure.title
        first = {
            row["id"]: row["label"] for row in raw["events"]
            if (row["importance"], row["scope"]) == ("1", "bilateral") and (not defence or row["theme"] == "defence")
        }  # fmt: skip
        if defence:  # exactly those that the title speaks of, or the note names them
            left = " ".join(note for note in figure.notes if note.startswith("Not ticked: "))
            drawn = {value["id"] for layer in marks for value in layer.values}
            assert {id for id, label in first.items() if label in left} == first.keys() - drawn
        ticks, names = ([v for layer in marks if layer.kind == kind for v in layer.values] for kind in ("rule", "text"))
        assert [tick["id"] for tick in ticks if "aria" in tick][: len(names)] == [name["id"] for name in names]
        for name in names:
            assert first[name["id"]] == name["label"]
            assert years[0] <= name["t"] < years[1] + 1
    assert names or years == (2013, 2013)


def test_fiscal_years_stand_on_new_year(record: Record, raw: Raw) -> None:
    """A fiscal year ends in June of its year, so its middle is that year's first day; it is never joined."""
    rows = total_rows(record, View(years=(1998, 2025)))
    fiscal = rows[rows["period"] == "fiscal"]
    listed = [row for row in raw["trade"] if (row["indicator"], row["period"]) == ("goods_trade", "fiscal")]
    assert len(fiscal) == sum(row["flow"] == "total" for row in listed)
    assert not fiscal.empty
    assert (fiscal["t"] == fiscal["year"].astype(float)).all()
    assert set(fiscal["role"]) == {"mark"}


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


@pytest.mark.parametrize("width", WIDTHS)
def test_the_alt_text_holds_the_numbers_drawn(draw: Draw, raw: Raw, record: Record, width: int) -> None:
    """For each side the alt text has its first and last figure, its highest and lowest, and the finding."""
    alt = draw("trade-band", width).alt
    for reporter, name in NAMES.items():
        totals = flow_of(raw["trade"], reporter, years=WHOLE)
        highest, lowest = max(totals, key=totals.__getitem__), min(totals, key=totals.__getitem__)
        for year in (min(totals), max(totals), highest, lowest):
            assert f"{totals[year]:,.0f} in {year}" in alt, (name, year)
    finding = worded(band_facts, record)
    assert finding.text in alt


@pytest.mark.parametrize("name", ["trade-band", "trade-balance", "trade-share", "un-votes", "timeline"])
@pytest.mark.parametrize("width", [340, 1200])
def test_every_mark_can_be_heard(draw: Draw, name: str, width: int) -> None:
    """Every point and bar that is data carries its own sentence, and the drawing has each."""
    figure = draw(name, width)
    marks: list[Layer] = [
        layer for layer in layers(figure)
        if layer.kind in ("point", "rect") and layer.encoding.get("description", {}).get("field") == "aria"
    ]  # fmt: skip
    assert marks
    sentences = {value["aria"] for layer in marks for value in layer.values}
    assert all(len(sentence) > 10 for sentence in sentences)
    assert sentences <= set(spoken(svg(figure)))


def test_one_side_alone_is_drawn(draw: Draw, record: Record) -> None:
    """With only one side's figures that one is named, in the figure and in its native chart."""
    figure = draw("trade-band", of=replace(record, trade=record.trade[record.trade["reporter"] != "RUS"]))
    assert {text for text, _, _ in written(figure) if text.endswith(" reports")} == {"Pakistan reports"}
    assert figure.native is not None
    assert [series.name for series in figure.native.series] == ["As Pakistan reports"]


# -- who sold more -----------------------------------------------------------------------------


@pytest.mark.parametrize("years", SPANS)
def test_bars_are_sales_less_purchases(draw: Draw, raw: Raw, years: tuple[int, int]) -> None:
    """A bar per side and year is its two directions' difference; of one direction alone that, outlined and said."""
    figure = draw("trade-balance", years=years)
    flows: dict[tuple[str, str], dict[str, float]] = {}
    for code, flow in product(NAMES, ("exports", "imports")):
        for year, value in flow_of(raw["trade"], code, flow, years=years).items():
            flows.setdefault((code, str(year)), {})[flow] = value
    bars = [layer for layer in layers(figure) if layer.kind == "rect" and layer.field("y2") == "to"]
    drawn = {(value["reporter"], value["year"]): value for layer in bars for value in layer.values}
    assert drawn.keys() == flows.keys()
    for key, found in flows.items():
        assert drawn[key]["to"] == pytest.approx(found.get("exports", 0) - found.get("imports", 0))
        assert drawn[key]["half"] == (len(found) == 1)
    for layer in bars:
        assert len({(value["reporter"], value["half"]) for value in layer.values}) == 1
        assert (layer.mark["fill"] == Style().ground) == layer.values[0]["half"]
    half = any(len(found) == 1 for found in flows.values())
    (said,) = [note for note in figure.notes if note.startswith("Outlined: ")] or [""]
    assert bool(said) == half
    drawn_years = {int(year) for _, year in flows}
    assert f"{min(drawn_years)}–{max(drawn_years)}" in figure.subtitle or len(drawn_years) == 1
    if (years[1], figure.data["year"].max()) == (2017, 2017):
        words = {text for text, _, _ in written(figure)}
        alone = [next(iter(flows[code, "2017"].values())) for code in NAMES]
        said = f"2017: own sales alone, Pakistan {alone[0]:,.0f}, Russia {alone[1]:,.0f}"
        assert said in {text.replace("\n", " ") for text in words}
    apart = {
        year: abs(drawn["PAK", year]["to"] - drawn["RUS", year]["to"]) for _, year in flows
        if all(len(flows.get((code, year), {})) == 2 for code in NAMES)
    }  # fmt: skip
    (bracket,) = [layer.values for layer in layers(figure) if layer.kind == "rule" and layer.field("y2") == "to"]
    assert abs(bracket[0]["to"] - bracket[0]["value"]) == pytest.approx(max(apart.values()))
    native = figure.native
    assert native is not None
    for series, code in zip(native.series, NAMES, strict=True):
        assert {(code, year): pytest.approx(value) for year, value in series.values.items()} == {
            key: found["exports"] - found["imports"]
            for key, found in flows.items() if key[0] == code and len(found) == 2
        }  # fmt: skip


# -- shares and votes --------------------------------------------------------------------------


@pytest.mark.parametrize("years", SPANS)
def test_shares_stand_on_one_axis_from_nought_to_ten(draw: Draw, raw: Raw, years: tuple[int, int]) -> None:
    """Both lines are what each reports itself; the title says under what percent they stay."""
    figure = draw("trade-share", years=years)
    asked = {"indicator": "partner_share", "flow": "total"}
    expected = {
        (code, str(year)): share
        for code, other in OTHER.items()
        for year, share in by_year(raw["trade"], years, economy=code, partner=other, reporter=code, **asked).items()
    }
    points = [layer for layer in layers(figure) if layer.kind == "point" and layer.field("fill") == "economy"]
    assert {(v["economy"], v["year"]): v["value"] for layer in points for v in layer.values} == expected
    assert points[0].domain("y")[0] == 0
    assert 10 <= points[0].domain("y")[1] < 11
    (under,) = re.findall(r"under ([\d.]+)%", figure.title)
    assert max(expected.values()) < float(under) <= max(expected.values()) + 0.15
    colours = {" ".join(text.split()): colour for text, colour, _ in written(figure)}
    for code, name in NAMES.items():
        last = max(year for economy, year in expected if economy == code)
        own = f"{percent_of(expected[code, last]):g}% of {name}’s trade, {last}"
        assert colours[own] == (Style().colours.first if code == "PAK" else Style().colours.second)
    year = str(min(years[1], 2016))
    (scale,) = [text for text in (*figure.notes, *colours) if "For scale" in text]
    assert f"For scale, {year}: " in scale
    assert scale.endswith("China has 23% of Pakistan’s goods trade and 14% of Russia’s") or year != "2016"
    assert all(float(share) > expected["PAK", year] for share in re.findall(r"([\d.]+)%", scale))


@pytest.mark.parametrize("years", SPANS)
@pytest.mark.parametrize("width", WIDTHS)
def test_votes_have_their_ends_written(draw: Draw, raw: Raw, years: tuple[int, int], width: int) -> None:
    """The line is the table's; highest and lowest year are written; rules are turning points in defence, named."""
    figure = draw("un-votes", width, years=years)
    expected = by_year(raw["trade"], years, indicator="un_agreement")
    points = [layer for layer in layers(figure) if layer.kind == "point" and layer.field("y") == "value"]
    assert {int(value["year"]): value["value"] for layer in points for value in layer.values} == expected
    said = {text.replace("\n", " ") for text, _, _ in written(figure)}
    for year in (max(expected, key=expected.__getitem__), min(expected, key=expected.__getitem__)):
        assert {f"{round(expected[year])}% in {year}", f"{round(expected[year])}%"} & said
    defence = {
        row["label"] for row in raw["events"]
        if (row["theme"], row["importance"], row["scope"]) == ("defence", "1", "bilateral")
    }  # fmt: skip
    assert {value["label"] for layer in layers(figure) for value in layer.values if "label" in value} <= defence
    assert any("no cause is implied" in note for note in figure.notes)
    assert "voted alike" in figure.subtitle
    rules = [layer for layer in layers(figure) if layer.kind == "rule" and layer.field("y2") == "to"]
    assert all(value["to"] == layer.domain("y")[0] for layer in rules for value in layer.values)
    foot = points[0].domain("y")[0]
    broken = f"axis broken, begins at {foot:g}%"
    assert broken.capitalize() in figure.notes or broken in said
    assert figure.publishers == ["Voeten, Strezhnev and Bailey (Harvard Dataverse)"]


@pytest.mark.parametrize("width", [288, 358, 760, 1200])
def test_the_share_of_a_year_stands_at_its_own_dot(draw: Draw, width: int) -> None:
    """The last share is written, and what is written of a year is nearest to the dot of that year, or tied to it."""
    figure = draw("un-votes", width)
    drawn = layers(figure)
    points = [layer for layer in drawn if layer.kind == "point" and layer.field("y") == "value"]
    dots = {(layer.px(v["t"]), layer.down(v["value"])): v["shown"] for layer in points for v in layer.values}
    leads = [v for layer in drawn if layer.kind == "rule" and layer.field("y2") == "foot" for v in layer.values]
    shares = [(text.split()[0], box) for text, _, box in written(figure) if re.match(r"\d+%", text)]
    assert dots[max(dots)] in {share for share, _ in shares}
    for share, (left, top, right, bottom) in shares:
        away = {hypot(max(left - x, x - right, 0), max(top - y, y - bottom, 0)): said for (x, y), said in dots.items()}
        tied = any(left - 20 < points[0].px(v["t"]) < right + 20 for v in leads)
        assert tied or share in {said for far, said in away.items() if far <= min(away) + 1}


@pytest.mark.parametrize("width", [288, 358, 760, 1216])
def test_each_mark_of_others_has_a_name_on_a_screen(draw: Draw, width: int) -> None:
    """With every source drawn each single grey mark is named beside it or by its number, on a screen as on paper."""
    figure = draw("trade-band", width, told=True, sources=ALL_SOURCES)
    said = " ".join(str(v["text"]).replace("\n", " ") for layer in layers(figure) for v in layer.values if "text" in v)
    lone = figure.data[figure.data["role"] == "mark"]
    assert len(lone) > 5
    for name, year in zip(lone["name"], lone["year"], strict=True):
        assert re.search(rf"{re.escape(name)}, (fiscal )?{year}: ", said), (name, year)


@pytest.mark.parametrize(
    ("name", "choice"),
    [
        *product(["trade-band"], ({"years": years, "sources": sources} for years in SPANS for sources in ("", "all"))),
        *product(["trade-balance", "trade-share", "un-votes"], [{}]),
    ],
)
@pytest.mark.parametrize("width", [340, 760, 1200])
def test_words_stand_clear_and_lines_to_them_begin_outside(
    draw: Draw, name: str, width: int, choice: dict[str, Any]
) -> None:
    """Words are in the figure, off each other, eight px off dots and bars; lines to them begin outside of dots."""
    figure = draw(name, width, **choice)
    drawn = layers(figure)
    words = [box for _, _, box in written(figure)]
    tall = max(layer.height for layer in drawn) + 1
    assert all(left >= 0 and right <= width + 1 and top >= -1 and bottom <= tall for left, top, right, bottom in words)
    for one, other in combinations(words, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1], (one, other)
    leads = [layer for layer in drawn if layer.kind == "rule" and layer.field("y2") == "foot"]
    leads = leads if choice.get("sources", "") == "" else []  # dots of many bodies lie on each other
    for layer in drawn:
        if layer.field("description") != "aria" or layer.kind not in ("point", "rect"):
            continue
        for value in layer.values:
            down = [layer.down(value[end]) for end in ("value", "to") if end in value]
            half = layer.mark["size"] ** 0.5 / 2 if layer.kind == "point" else 0.0
            across = [layer.px(value[end]) for end in (("t",) if half else ("start", "end"))]
            for left, top, right, bottom in words:
                x = max(left - max(across), min(across) - right, 0.0)
                y = max(top - max(down), min(down) - bottom, 0.0)
                assert (x * x + y * y) ** 0.5 >= half + 8 - 0.5, (value, left, top, right, bottom)
            for lead in leads:
                for one in lead.values:
                    begins = lead.px(one["t"]), lead.down(one["value"])
                    if half and layer.height == lead.height:
                        assert ((begins[0] - across[0]) ** 2 + (begins[1] - down[0]) ** 2) ** 0.5 > half


@pytest.mark.parametrize("name", ["trade-band", "trade-balance", "trade-share", "un-votes"])
def test_titles_are_of_the_years_shown(draw: Draw, name: str) -> None:
    """A title has a year, and none that is not shown."""
    for years in (*SPANS, (2003, 2012), (2016, 2021), (2017, 2017)):
        title = draw(name, years=years).title
        named = {int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", title)}
        assert named, (years, title)
        assert named <= set(range(years[0], years[1] + 1)), (years, title)


def test_a_peak_without_directions_is_said_as_a_whole(draw: Draw, record: Record) -> None:
    """Where a side reports totals alone, the largest year is written without what was bought or sold of it."""
    bare = replace(record, trade=record.trade[record.trade["flow"] == "total"], version="totals")
    said = " ".join(words_of(draw("trade-band", of=bare)))
    assert "2008: Pakistan reports 711 2016: " in said
