"""World ranks: rank 1 at the top, each list a line of its own, the essay's snapshot marked as the essay's."""

from __future__ import annotations

from itertools import pairwise

import pytest

from dyad.figures.axis import Axis
from dyad.figures.lines import Name, Panel
from dyad.figures.rank_rows import rank_rows
from dyad.figures.rank_words import APART, place_ends
from dyad.figures.style import Style
from dyad.findings.ranks import moves
from dyad.publish.sheets import SIZES, ExportOptions, lay_out
from dyad.record import Record
from dyad.view import View, default_view
from dyad.wording.pieces import ordinal
from dyad.wording.rankings import rankings_title
from tests.unit.figures.conftest import Draw
from tests.unit.figures.drawn import layers, rows_of
from tests.unit.findings.plain import NAMES, by_year
from tests.unit.tables import Raw

KINDS = {"export_rank": "exports", "import_rank": "imports", "gdp_rank": "GDP"}


def bank_ranks(raw: Raw, indicator: str, code: str, years: tuple[int, int]) -> dict[int, int]:
    """Return the ranks that the World Bank gives an economy, by year."""
    found = by_year(raw["trade"], years, indicator=indicator, economy=code, reporter="World Bank")
    return {year: int(rank) for year, rank in found.items()}


@pytest.mark.parametrize("years", [(2003, 2017), (1998, 2025)])
@pytest.mark.parametrize("name", ["rankings", "overview"])
def test_every_point_is_a_rank_of_the_table(draw: Draw, raw: Raw, name: str, years: tuple[int, int]) -> None:
    """Each rank drawn stands in the table for that economy, list and year."""
    stated = {
        (row["economy"], KINDS[row["indicator"]], row["year"] or "year not stated", float(row["value"]))
        for row in raw["trade"]
        if row["indicator"] in KINDS
    }
    drawn = {
        (v["economy"], v["kind"], v["year"], -v["value"]) for v in rows_of(draw(name, years=years), "point", "kind")
    }
    assert drawn
    assert drawn <= stated


def test_every_rank_of_the_years_is_drawn(draw: Draw, raw: Raw) -> None:
    """On a screen, where marks tell, no list's rank of the years chosen is left out; what is in no list is noted."""
    listed = [row for row in raw["trade"] if row["indicator"] in KINDS and row["year"]]
    listed = [row for row in listed if 2003 <= int(row["year"]) <= 2017 and row["basis"] != "statement"]
    figure = draw("rankings", told=True)
    dated = [value for value in rows_of(figure, "point", "kind") if value["year"] != "year not stated"]
    assert len(dated) == len(listed)
    printed = "70th (UNIDO Italy), 66th (Asia Trade Hub) and 54th (Code of OEC’s website)"
    assert figure.notes == [f"Not drawn: Pakistan’s exports {printed}, stated without a list"]
    assert "Asia Trade Hub" not in figure.publishers
    assert "the essay (Atia Ali Kazmi)" in figure.publishers


def test_paper_draws_no_mark_without_a_name(draw: Draw) -> None:
    """On paper other lists are told in a note."""
    figure = draw("rankings", look=ExportOptions(figure="rankings", size="column").look)
    assert {value["role"] for value in rows_of(figure, "point", "kind")} <= {"main", "claimed"}
    (note,) = figure.notes
    assert all(name in note for name in ("CIA World Factbook", "OEC", "UN Comtrade", "Correlates of War"))


def test_a_rank_claimed_stands_beside_its_own_name() -> None:
    """Names stand in the order of ranks and none touches another; that of a rank claimed, where it can, at its plus."""
    axis = Axis(first=2003, last=2017, width=600, gutter=30, right=100)
    panel = Panel(axis=axis, look=Style(), height=120, bottom=-75, top=1)
    line = Style().text * APART

    def end(value: float, *, exact: bool) -> Name:
        return Name(text="x", t=2017.5, value=-value, colour="", exact=exact)

    for ranks, claims in (((25, 67), (30, 54)), ((20, 46), (24, 44)), ((16, 54), (16, 54)), ((1, 74), (2, 73))):
        ends = [end(r, exact=False) for r in ranks] + [end(c, exact=True) for c in claims]
        places = place_ends(panel, ends)
        exact = [panel.px(-c) for c in claims]
        assert places[2:] == exact or max(ranks) == 74 or claims == (16, 54)
        named = [rank for _, rank in sorted(zip(places, (*ranks, *claims), strict=True))]
        assert named == sorted(named)
        ordered = sorted(places)
        assert all(b - a >= line - 0.02 for a, b in pairwise(ordered)), (ranks, claims, places)
        assert ordered[0] >= -line / 2 - 0.02
        assert ordered[-1] <= 120 - line / 2 + 0.02


@pytest.mark.parametrize("size", ["slide", "slide-4x3", "square", "column", "page"])
def test_ranks_claimed_stand_clear_of_lists_and_both_flows_have_one_scale(record: Record, size: str) -> None:
    """On paper 8 px of a screen lie between a plus and the last dot, and both flows have one scale."""
    figure = lay_out(record, default_view(record), ExportOptions(figure="rankings", size=size)).figure
    scale, spans = SIZES[size].text / 13, set()
    for layer in layers(figure):
        dots = [v for v in layer.values if layer.kind == "point" and v.get("kind") in ("exports", "imports")]
        spans |= {tuple(layer.domain("y")) for _ in dots}
        if dots and dots[0]["role"] == "claimed":
            plus, own = layer.px(dots[0]["t"]), layer.px(2017.5)
            assert plus - own >= scale * (8 + 5.5 / 2 + 11 / 2) - 1
    assert len(spans) == 1


@pytest.mark.parametrize("years", [(2003, 2017), (2010, 2016), (2016, 2016), (1998, 1999), (2005, 2012)])
def test_the_title_says_who_moved_most(record: Record, raw: Raw, years: tuple[int, int]) -> None:
    """The title names the economy whose place in exports changed most, its first and last place, and the years."""
    far = []
    for code, name in NAMES.items():
        own = bank_ranks(raw, "export_rank", code, years)
        if own:
            far.append((abs(own[max(own)] - own[min(own)]), name, own[min(own)], own[max(own)]))
    title = rankings_title(moves(record, years), record.about, years)
    if not far:
        assert title == "No world ranks for 1998–1999"
        return
    _, name, first, last = max(far, key=lambda move: move[0])
    assert name in title
    assert ordinal(first) in title
    assert ordinal(last) in title
    assert str(years[0]) in title
    assert "World Bank" not in title


def test_rank_one_is_at_the_top(draw: Draw) -> None:
    """A better rank stands higher in every panel."""
    for name in ("rankings", "overview"):
        panels = [layer for layer in layers(draw(name)) if layer.kind == "line" and layer.values]
        panels = [layer for layer in panels if "kind" in layer.values[0]]
        assert panels
        for layer in panels:
            bottom, top = layer.domain("y")
            assert bottom < -max(-value["value"] for value in layer.values)
            assert top > -1


def test_only_statistics_of_consecutive_years_are_joined(record: Record) -> None:
    """Each line is one list's consecutive years for one economy; estimates and print stand alone."""
    rows = rank_rows(record, View(years=record.span))
    for line, group in rows[rows["line"] != ""].groupby("line"):
        assert group["reporter"].nunique() == group["economy"].nunique() == group["indicator"].nunique() == 1
        years = [int(year) for year in group["year"]]
        assert years == list(range(years[0], years[0] + len(years))), line
        if len(group) > 1:
            assert set(group["basis"]) == {"statistics"}, line
            assert group["period"].nunique() == 1, line
    assert set(rows.loc[rows["role"].isin(["printed", "claimed"]), "line"]) <= {""}


def test_the_essays_ranks_are_the_essays(record: Record, draw: Draw) -> None:
    """The four ranks that the essay states without a year stand at its own date, as a plus, and nowhere else."""
    rows = rank_rows(record, default_view(record))
    essay = rows[rows["role"] == "claimed"]
    assert sorted(essay["value"]) == [16, 22, 44, 54]
    assert essay["t"].nunique() == 1
    (dated,) = record.sources.loc[record.sources["id"] == record.about.claims_source, "date"]
    assert dated == "2017-11-19"  # day 323 of 365: its middle
    assert essay["t"].iloc[0] == pytest.approx(2017 + 322.5 / 365, abs=1e-4)
    assert essay["year"].isna().all()
    crosses = [value for value in rows_of(draw("rankings"), "point", "kind") if value["role"] == "claimed"]
    assert {value["by"] for value in crosses} == {"the essay"}
    assert len(crosses) == 4


@pytest.mark.parametrize("width", [340, 1200])
def test_the_alt_text_holds_the_ranks_drawn(draw: Draw, raw: Raw, width: int) -> None:
    """For each economy and kind the alt text has the first and the last rank drawn, and the essay's four."""
    alt = draw("rankings", width).alt
    for indicator, kind in KINDS.items():
        for code, name in NAMES.items():
            ranks = bank_ranks(raw, indicator, code, (2003, 2017))
            first, last = min(ranks), max(ranks)
            said = f"{name}, {kind}: {ordinal(ranks[first])} in {first}, {ordinal(ranks[last])} in {last}."
            assert said in alt
    for rank in ("16th", "22nd", "44th", "54th"):
        assert rank in alt
