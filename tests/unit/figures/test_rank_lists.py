"""Ranks stated and found: a row for each rank the essay states, a dot for each place that a list gives."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations

import pytest

from dyad.figures.rank_list_layout import DOT, LEAST_DOT
from dyad.findings.ranks import holds_listed, rank_facts
from dyad.record import Record
from dyad.wording.pieces import ordinal
from dyad.wording.ranks import rank_headline
from tests.unit.figures.conftest import Draw
from tests.unit.figures.drawn import rows_of, words_of
from tests.unit.findings.plain import CLAIMED, recent_ranks
from tests.unit.tables import Raw

KINDS = {"exports": "export_rank", "imports": "import_rank"}


def listed(raw: Raw) -> dict[tuple[str, str], list[tuple[int, str, int]]]:
    """Return rank, list and year that lists of 2014–2016 give for each rank the essay states."""
    return {
        key: [
            (int(float(row["value"])), row["reporter"], int(row["year"]))
            for row in recent_ranks(raw["trade"], *key)
            if row["out_of"]
        ]
        for key in CLAIMED
    }


def test_the_last_place_of_each_list_and_all_extremes_are_dots(draw: Draw, raw: Raw) -> None:
    """Of each list the last place is a dot; of other years the best, the worst and the claimed; a note counts others.

    So dots reach as far as the title and the claim say that lists do.
    """
    drawn = [value for value in rows_of(draw("rank-lists"), "point") if value["role"] != "claimed"]
    found: dict[tuple[str, str], list[tuple[int, str, int]]] = {key: [] for key in CLAIMED}
    for value in drawn:
        rank = int(str(value["shown"]).split(" of ")[0][:-2])
        found[KINDS[value["kind"]], value["economy"]].append((rank, value["by"], int(value["year"])))
    left_out = 0
    for key, ranks in listed(raw).items():
        last = {by: max(year for _, one, year in ranks if one == by) for _, by, _ in ranks}
        latest = {rank for rank in ranks if last[rank[1]] == rank[2]}
        places = {rank for rank, _, _ in ranks}
        wanted = {min(places), max(places), *({CLAIMED[key]} & places)}
        assert latest <= set(found[key]) <= set(ranks)
        assert sorted(one[0] for one in set(found[key]) - latest) == sorted(wanted - {one[0] for one in latest})
        left_out += len(ranks) - len(found[key])
    texts = {str(v["text"]) for v in rows_of(draw("rank-lists")) if "text" in v}
    years = {f"{v['number']} {v['rank']} ({v['year']})" for v in drawn if v["of"]} | {
        f"{v['number']} ({v['year']})" for v in drawn if v["of"]
    }
    assert sum(sum(one in text for text in texts) for one in years) == sum(bool(v["of"]) for v in drawn) > 0
    (note,) = [note for note in draw("rank-lists").notes if note.startswith("Not drawn: ")]
    assert note.startswith(f"Not drawn: {left_out} places between the dots")


@pytest.mark.parametrize("width", [288, 1216])
def test_no_dot_covers_another(draw: Draw, width: int) -> None:
    """Dots of one place are stacked, and on wide paper no others: these stand on the line of their row."""
    drawn = [v for v in rows_of(draw("rank-lists", width), "point") if v["role"] == "last"]
    dots = [(v["x"], v["y"]) for v in drawn]
    dot = LEAST_DOT if width < 600 else DOT
    assert all(abs(x - x2) >= dot - 0.02 or abs(y - y2) >= dot - 0.02 for (x, y), (x2, y2) in combinations(dots, 2))
    if width > 600:
        stacks = Counter((v["row"], v["x"]) for v in drawn)
        line = {v["row"]: max(other["y"] for other in drawn if other["row"] == v["row"]) for v in drawn}
        assert all(v["y"] == line[v["row"]] or stacks[v["row"], v["x"]] > 1 for v in drawn)


@pytest.mark.parametrize("width", [358, 1216])
def test_better_ranks_stand_left(draw: Draw, width: int) -> None:
    """On the one axis of all rows a better rank stands further left, a rank claimed among them."""
    placed = {(int(str(v["shown"]).split(" of ")[0][:-2]), v["x"]) for v in rows_of(draw("rank-lists", width), "point")}
    ordered = sorted(placed)
    assert [x for _, x in ordered] == sorted(x for _, x in placed)
    assert all(0 < x < width for _, x in placed)


def test_the_title_is_of_the_farthest_from_the_main_list(draw: Draw, record: Record, raw: Raw) -> None:
    """Of the rank that is farthest from the World Bank's the title says how far lists are, as its claim does."""
    bank = {key: next(r for r, by, year in ranks if (by, year) == ("World Bank", 2016))
            for key, ranks in listed(raw).items()}  # fmt: skip
    off = max(bank[key] - rank for key, rank in CLAIMED.items())
    assert off == max(abs(bank[key] - rank) for key, rank in CLAIMED.items()) == bank["export_rank", "PAK"] - 54
    ranks, years = zip(*((rank, year) for rank, _, year in listed(raw)["export_rank", "PAK"]), strict=True)
    least, most = min(ranks) - 54, max(ranks) - 54
    span = f"{min(years)}–{max(years)}"
    assert 0 < least < off < most
    facts = rank_facts(record, indicator="export_rank", economy="PAK", claimed=54)
    assert rank_headline(facts, record.about).endswith(f"{ordinal(54 + least)} to {ordinal(54 + most)}")
    assert draw("rank-lists").title == f"Lists rank Pakistan’s exports {least}–{most} below the essay, {span}"


def test_no_line_to_a_dot_crosses_another(draw: Draw) -> None:
    """Names stand in the order of their dots, those of one rank together, so that no two lines cross."""
    for width in (288, 358, 760, 1216):
        leads = rows_of(draw("rank-lists", width), "rule", "head")
        assert len(leads) == len({(v["x2"], v["foot"]) for v in leads}) > 10
        for row in {v["head"] for v in leads}:
            own = sorted((v for v in leads if v["head"] == row), key=lambda v: v["x2"])
            assert [v["x"] for v in own] == sorted(v["x"] for v in own)
        names = [text.split(" · ") for text in words_of(draw("rank-lists", width)) if text.isupper() and " · " in text]
        assert [len(set(one)) for one in names] == [len(one) for one in names], "a list is named twice"


def test_the_farthest_rank_is_told_against_the_main_list(draw: Draw, raw: Raw) -> None:
    """What is written in the plot is by how many places Pakistan's 54th is above the World Bank's."""
    (bank,) = [rank for rank, by, year in listed(raw)["export_rank", "PAK"] if (by, year) == ("World Bank", 2016)]
    words = words_of(draw("rank-lists"))
    assert f"{bank - 54} places above World Bank’s {ordinal(bank)}, 2016" in words
    assert {f"the essay: {ordinal(rank)}" for rank in CLAIMED.values()} <= set(words)


def test_every_short_name_is_in_the_key(draw: Draw, record: Record) -> None:
    """Each name over a dot stands in the key with the list that it is short for, and its year."""
    figure = draw("rank-lists")
    numbers = {(v["number"], v["by"]) for v in rows_of(figure, "point") if v["role"] == "last"}
    texts = words_of(figure)
    (key,) = [text for text in texts if " · " in text and "World Bank" in text and "Pakistan" not in text]
    assert {short for short, _ in numbers} == {"CIA", "COW", "OEC", "UN", "WB"}
    assert "OEC: Observatory of Economic Complexity 2014" in key
    spelled = [(short, by) for short, by in numbers if short != by]
    assert all(f"{by} 201" in key and (by.startswith(short) or f"{short}: {by}" in key) for short, by in spelled)
    assert record.about.document in figure.subtitle


def test_a_record_without_lists_has_none(draw: Draw, record: Record) -> None:
    """Without lists of those years there is no such figure, and one drawn all the same says so."""
    trade = record.trade[record.trade["out_of"].isna() | (record.trade["year"].fillna(0) < 2014)]
    bare = replace(record, trade=trade)
    assert holds_listed(record)
    assert not holds_listed(bare)
    assert draw("rank-lists", of=bare).title == "No list of 2014–2016 has these ranks"
