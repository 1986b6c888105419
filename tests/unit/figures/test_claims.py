"""The claims as a figure: every claim one mark, counted as the table has them, filtered with its event."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from dyad.figures.catalogue import FIGURES
from dyad.findings.claims import GENERAL, claim_rows, verdict_counts
from dyad.publish.sheets import SIZES, ExportOptions, lay_out
from dyad.record import Record
from dyad.record.schema import THEMES, VERDICTS
from dyad.view import View, default_view
from dyad.wording.claims import claims_headline, claims_title
from tests.unit.figures.conftest import Draw
from tests.unit.figures.drawn import layers


@pytest.mark.parametrize("choice", [{}, {"years": (2014, 2017)}, {"themes": ("energy",)}])
def test_every_claim_is_one_mark(record: Record, draw: Draw, choice: dict[str, Any]) -> None:
    """The marks are the claims, each with its verdict, in rows of its theme, and counted in the title."""
    figure, view = draw("claims-summary", **choice), replace(default_view(record), **choice)
    (marks,) = [layer for layer in layers(figure) if layer.kind == "point" and layer.field("shape") == "verdict"]
    found = Counter(value["verdict"] for value in marks.values)
    assert found == {verdict: count for verdict, count in verdict_counts(record, view).items() if count}
    assert len({(value["x"], value["y"]) for value in marks.values}) == len(claim_rows(record, view))
    assert figure.title == claims_title(found)
    rows = {value["theme"]: value["y"] for value in marks.values}
    assert len(set(rows.values())) == len(rows) == len({value["y"] for value in marks.values})
    assert set(rows) <= {*THEMES, GENERAL}


@pytest.mark.parametrize("width", [313, 720, 1200])
def test_marks_keep_apart_and_inside(draw: Draw, width: int) -> None:
    """No mark touches the next of its row, none leaves the figure."""
    figure = draw("claims-summary", width=width)
    (marks,) = [layer for layer in layers(figure) if layer.kind == "point" and layer.field("shape") == "verdict"]
    across = marks.mark["size"] ** 0.5
    for y in {value["y"] for value in marks.values}:
        row = sorted(value["x"] for value in marks.values if value["y"] == y)
        assert all(after - before > across for before, after in pairwise(row))
        assert row[0] > across / 2
        assert row[-1] < width - across / 2


@pytest.mark.parametrize("size", SIZES)
def test_every_size_holds_every_claim_and_its_numbers(record: Record, size: str) -> None:
    """On each page each theme has its marks, verdict by verdict with its number, opinions last; lines stand close."""
    figure = lay_out(record, default_view(record), ExportOptions(figure="claims-summary", size=size)).figure
    (marks,) = [layer for layer in layers(figure) if layer.kind == "point" and layer.field("shape") == "verdict"]
    numbers = [
        value for layer in layers(figure) if layer.field("color") == "colour" for value in layer.values
        if value["text"].isdecimal()
    ]  # fmt: skip
    rows = claim_rows(record, default_view(record))
    for theme, group in rows.groupby("theme"):
        drawn = [mark for mark in marks.values if mark["theme"] == theme]
        read = sorted(drawn, key=lambda mark: (mark["y"], mark["x"]))
        assert [VERDICTS.index(mark["verdict"]) for mark in read] == sorted(map(VERDICTS.index, group["verdict"]))
        lines = {mark["y"] for mark in drawn}
        told = Counter(int(value["text"]) for value in numbers if value["y"] in lines)
        assert told == Counter(Counter(group["verdict"]).values())
    heights = sorted({mark["y"] for mark in marks.values})
    assert max(after - before for before, after in pairwise(heights)) <= 6.5 * SIZES[size].text


def test_the_remark_is_of_the_theme_with_most_against_it(record: Record, draw: Draw) -> None:
    """It counts, by the rows, what is contradicted or not found of the theme it stands beside."""
    rows = claim_rows(record, default_view(record))
    against = Counter(
        theme for theme, verdict in zip(rows["theme"], rows["verdict"], strict=True)
        if verdict in ("contradicted", "not found") and theme != GENERAL
    )  # fmt: skip
    (theme, most), *_ = against.most_common()
    checkable = sum(1 for one, verdict in zip(rows["theme"], rows["verdict"], strict=True)
                    if one == theme and verdict != "opinion")  # fmt: skip
    figure = draw("claims-summary")
    values = [value for layer in layers(figure) for value in layer.values]
    (remark,) = [value for value in values if str(value.get("text", "")).startswith("←")]
    assert remark["text"] == f"← {most} of {checkable} contradicted or not found"
    assert remark["y"] in {value["y"] for value in values if value.get("theme") == theme}


@pytest.mark.parametrize(
    ("verdicts", "title", "headline"),
    [
        (["confirmed"] * 2 + ["contradicted"], "2 of 3 checkable claims hold; 1 is contradicted",
         "Of these 3 checkable claims, 2 hold; 1 contradicted"),
        (["confirmed", "opinion"], "1 of 1 checkable claim holds; none is contradicted",
         "The one checkable claim holds"),
        (["not found"], "0 of 1 checkable claim hold; none is contradicted", "The one checkable claim was not found"),
        (["opinion"] * 2, "2 opinions, no checkable claim", "2 opinions, no checkable claim"),
        ([], "No claim is left by these filters", "No claim is left by these filters"),
    ],
)  # fmt: skip
def test_it_is_said_how_many_hold(record: Record, verdicts: list[str], title: str, headline: str) -> None:
    """Opinions are not tested and not counted; where one claim is left, nothing is said to be some of them."""
    counted = Counter(verdicts)
    assert (claims_title(counted), claims_headline(counted, record.about, whole=False)) == (title, headline)


def test_filters_take_claims_with_their_events(record: Record) -> None:
    """A claim goes with its event; one of no event goes once themes or words are chosen."""
    everything = claim_rows(record, default_view(record))
    assert len(everything) == len(record.claims)
    energy = claim_rows(record, replace(default_view(record), themes=("energy",)))
    assert set(energy["theme"]) == {"energy"}
    late = claim_rows(record, View(years=(2016, 2017)))
    assert 0 < len(late) < len(everything)
    assert claim_rows(record, replace(default_view(record), text="zzzz")).empty


@pytest.mark.parametrize("name", FIGURES)
def test_charts_are_valid_vega_lite(draw: Draw, name: str) -> None:
    """Charts are not checked against the schema as they are drawn, so that they are drawn fast; here they are."""
    figure = draw(name, 340, "dark", years=(1998, 2025), beyond=True, context=True)
    assert figure.chart.to_dict(validate=True) == figure.spec
