"""The largest partners of each, where the other stands, and other pairs of about its size."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dyad.figures.catalogue import FIGURES
from dyad.figures.partners import LEAST_BAR
from dyad.figures.style import Style
from dyad.findings.comparable import comparable_pairs
from dyad.findings.largest import largest_partners, nearest_year, partner_years
from dyad.publish.sheets import ExportOptions, lay_out
from dyad.record import Record
from dyad.view import default_view
from dyad.wording.pieces import in_words, ordinal, two_digits
from tests.unit.figures.conftest import Draw
from tests.unit.figures.drawn import rows_of, words_of
from tests.unit.findings.plain import OTHER, by_year, trade_with
from tests.unit.tables import Raw


def standing(raw: Raw, economy: str, year: int, indicator: str) -> float:
    """Return the other's place or share, as the economy reports it."""
    return by_year(raw["trade"], (year, year), indicator=indicator, economy=economy, reporter=economy, flow="total")[
        year
    ]


@pytest.mark.parametrize("year", [2003, 2009, 2016])
@pytest.mark.parametrize("economy", ["PAK", "RUS"])
def test_the_first_partners_are_those_of_the_table(record: Record, raw: Raw, economy: str, year: int) -> None:
    """The fifteen largest, their values and shares, and the other's place are what the tables have for the year."""
    (one,) = [one for one in largest_partners(record, year) if one.economy == economy]
    values = trade_with(raw, economy, year)
    first = sorted(values.items(), key=lambda item: -item[1])[:15]
    assert [(partner.code, partner.value) for partner in one.first] == first
    share, other = standing(raw, economy, year, "partner_share"), values[OTHER[economy]]
    for partner in one.first:
        assert partner.share == pytest.approx(partner.value / other * share)
    assert (one.other.code, one.other.value, one.other.share) == (OTHER[economy], other, share)
    assert one.place == standing(raw, economy, year, "partner_rank") > 15
    assert one.times == pytest.approx(first[-1][1] / other)
    assert one.bounds == (economy == "RUS" and year < 2016)


def test_each_bar_is_as_long_as_its_share(draw: Draw, record: Record) -> None:
    """On one scale for both panels a bar is as long as its share, or seen; the other's is in who reports' colour."""
    figure, colours = draw("partners", 1216), Style().colours
    drawn = rows_of(figure, "rect", "place")
    shares = {(one.economy, p.name): p.share for one in largest_partners(record, 2016) for p in (*one.first, one.other)}
    assert len(drawn) == len(shares) == 32
    code = {"partner of Pakistan": "PAK", "partner of Russia": "RUS"}
    length = {(code[row["what"]], row["name"]): row["x2"] - row["x"] for row in drawn}
    scale = max(length.values()) / max(shares.values())
    assert length == pytest.approx({key: max(share * scale, LEAST_BAR) for key, share in shares.items()})
    assert {row["name"]: row["colour"] for row in drawn if row["colour"] != colours.further} == {
        "Russia": colours.first, "Pakistan": colours.second,
    }  # fmt: skip


def test_the_others_place_and_multiple_are_written(draw: Draw, record: Record) -> None:
    """Below the first partners stand the other's place, its trade, and how many times as much the last of them has."""
    words = " ".join(words_of(draw("partners", 1216)))
    for one in largest_partners(record, 2016):
        assert f"{ordinal(one.place)}: {one.other.name}" in words
        assert f"USD {one.other.value:,.0f} million; the 15th trades {two_digits(one.times)} times as much" in words
    assert "The essay says the same of the 15 largest partners. " in words


def test_the_year_is_the_one_chosen(draw: Draw, record: Record) -> None:
    """The latest year is drawn unless another is chosen; one without figures gives way to the nearest, with a note."""
    assert partner_years(record) == tuple(range(2003, 2017))
    assert draw("partners").title == "Neither was among the other’s 15 largest partners, 2016"
    assert draw("partners", year=2008).title.endswith(", 2008")
    later = draw("partners", year=2019)
    assert later.title.endswith(", 2016")
    assert any("2019" in note and "2016 is drawn" in note for note in later.notes)
    assert [nearest_year(record, year) for year in (None, 1998, 2005, 2030)] == [2016, 2003, 2005, 2016]


def test_uncertain_order_is_told(draw: Draw) -> None:
    """Until 2015 Russia's figures are lower bounds: its panel and a note say that their order is not certain."""
    for year, uncertain in ((2012, True), (2016, False)):
        figure = draw("partners", year=year)
        words = words_of(figure)
        assert ("Russia’s partners, in uncertain order" in words) is uncertain
        assert any(note.startswith("Until 2015 Russia did not say which country") for note in figure.notes) is uncertain


def test_a_page_has_as_many_bars_as_it_holds(record: Record) -> None:
    """Where all do not fit, the first and the last of the fifteen are drawn, and between them how many are not."""
    drawn = {}
    for size in ("slide", "slide-4x3", "poster"):
        figure = lay_out(record, default_view(record), ExportOptions(figure="partners", size=size)).figure
        drawn[size] = len(rows_of(figure, "rect", "place")) // 2 - 1
        left = in_words(15 - drawn[size])
        said = words_of(figure)
        assert said.count(f"… {left} more") == (2 if drawn[size] < 15 else 0)
        assert figure.subtitle.endswith(f"first {in_words(drawn[size] - 1)} and 15th") == (drawn[size] < 15)
    assert 3 <= drawn["slide-4x3"] < drawn["slide"] < drawn["poster"] == 15


@pytest.mark.parametrize("size", ["slide-4x3", "square", "column"])
def test_names_are_whole(draw: Draw, size: str) -> None:
    """No name of a partner is cut on paper, however large the type."""
    figure = draw("partners", look=ExportOptions(figure="partners", size=size).look)
    words = set(words_of(figure))
    assert not [word for word in words if word.endswith("…")]
    assert "United Arab Emirates" in words


def test_powerpoint_has_the_shares_by_place(draw: Draw, record: Record) -> None:
    """The native chart has the share of each place, and the other's last."""
    native = draw("partners").native
    assert native is not None
    assert native.categories == (*(ordinal(place) for place in range(1, 16)), "the other")
    for series, one in zip(native.series, largest_partners(record, 2016), strict=True):
        assert list(series.values.values()) == [partner.share for partner in (*one.first, one.other)]


# -- for scale -----------------------------------------------------------------------------------


def test_the_pairs_are_the_nearest_in_size(record: Record, raw: Raw) -> None:
    """Beside the pair itself stand those nearest in size in 2016 whose partner reports them, too, nearest first."""
    near: list[tuple[float, str, str]] = []
    for economy, other in OTHER.items():
        values = trade_with(raw, economy, 2016)
        for partner, value in values.items():
            mirrored = [
                row
                for row in raw["comparison"]
                if (row["indicator"], row["flow"], row["reporter"]) == ("goods_trade", "total", partner)
                and {row["economy"], row["partner"]} == {economy, partner}
                and int(row["year"]) <= 2016
                and not row["note"].startswith("No mirror")
            ]
            times = value / values[other]
            if partner != other and len(mirrored) >= 3 and 0.1 <= times <= 10:
                near.append((max(times, 1 / times), economy, partner))
    pairs = comparable_pairs(record)
    assert (pairs[0].economy, pairs[0].partner) == ("PAK", "RUS")
    assert [(pair.economy, pair.partner) for pair in pairs[1:]] == [(e, p) for _, e, p in sorted(near)[:7]]
    for pair in pairs[1:]:
        assert pair.own[2016] == trade_with(raw, pair.economy, 2016)[pair.partner]


def test_the_title_counts_the_pairs_that_traded_more(draw: Draw, record: Record, raw: Raw) -> None:
    """The title counts, of the pairs drawn, those whose trade was larger in the last year, by the same reporter."""
    pairs = comparable_pairs(record)[1:]
    more = sum(pair.own[2016] > trade_with(raw, pair.economy, 2016)[OTHER[pair.economy]] for pair in pairs)
    assert (more, len(pairs)) == (5, 7)
    assert draw("for-scale").title == "Pakistan–Russia traded less than five of seven other pairs, 2016"


@pytest.mark.parametrize("years", [(2003, 2017), (2010, 2012)])
def test_every_year_of_both_sides_is_drawn(draw: Draw, record: Record, years: tuple[int, int]) -> None:
    """On one scale each year that a side reports is a dot at its value; lines end where a year is missing."""
    figure = draw("for-scale", 1216, years=years)
    dots = rows_of(figure, "point", "name")
    expected = {
        (pair.name, str(year), f"USD {value:,.0f} million")
        for pair in comparable_pairs(record)
        for side in (pair.own, pair.mirror)
        for year, value in side.items()
        if years[0] <= year <= years[1]
    }
    assert {(dot["name"], dot["year"], dot["shown"]) for dot in dots} == expected
    runs: dict[str, list[int]] = {}
    for dot in dots:
        runs.setdefault(dot["line"], []).append(int(dot["year"]))
    assert all(sorted(run) == list(range(min(run), max(run) + 1)) for run in runs.values())


@pytest.mark.parametrize("size", ["slide", "square", "column"])
def test_every_size_has_one_title(draw: Draw, record: Record, size: str) -> None:
    """The title counts the same pairs on every paper; a pair that is not drawn there is named in a note."""
    pairs = comparable_pairs(record)
    figure = draw("for-scale", look=ExportOptions(figure="for-scale", size=size).look)
    assert figure.title == draw("for-scale").title
    drawn = {value["pair"] for value in rows_of(figure, "point", "pair")}
    (named,) = [note for note in figure.notes if note.startswith("Not drawn: ")] or [""]
    assert all((pair.name in named) != (pair.name in drawn) for pair in pairs)


@pytest.mark.parametrize("size", ["slide", "slide-4x3", "square"])
def test_low_pages_have_bars_of_the_year_compared(record: Record, raw: Raw, size: str) -> None:
    """Each pair is a bar as long as its trade where charts would be flat, the largest first; the two have two."""
    figure = lay_out(record, default_view(record), ExportOptions(figure="for-scale", size=size)).figure
    drawn = rows_of(figure, "rect", "pair")
    expected = {(pair.name, trade_with(raw, pair.economy, 2016)[pair.partner]) for pair in comparable_pairs(record)}
    expected |= {("Pakistan–Russia", trade_with(raw, "RUS", 2016)["PAK"])}
    assert {(v["pair"], v["shown"]) for v in drawn} == {(n, f"USD {value:,.0f} million") for n, value in expected}
    values = dict(zip(sorted((v["x2"] - v["x"] for v in drawn), reverse=True),
                      sorted((value for _, value in expected), reverse=True), strict=True))  # fmt: skip
    most = max(values)
    assert all(length == pytest.approx(max(most * value / values[most], 3)) for length, value in values.items())
    ours = [v for v in drawn if (v["pair"], v["by"]) != ("Pakistan–Russia", "Russia")]
    lengths = [v["x2"] - v["x"] for v in sorted(ours, key=lambda v: v["y"])]
    assert lengths == sorted(lengths, reverse=True)


def test_without_figures_of_others_there_is_none(draw: Draw, record: Record) -> None:
    """A record that compares with nothing has neither figure, and what is drawn all the same says so."""
    bare = replace(record, comparison=record.comparison.head(0))
    for name in ("partners", "for-scale"):
        assert FIGURES[name].holds(record)
        assert not FIGURES[name].holds(bare)
        assert draw(name, of=bare).chart
