"""The claims as a figure: every claim one mark, counted as the table has them, filtered with its event."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest

from dyad.figures.catalogue import FIGURES
from dyad.figures.claims import claims_summary
from dyad.figures.look import Look
from dyad.findings.claims import GENERAL, claim_rows, verdict_counts
from dyad.record import Record
from dyad.record.schema import THEMES
from dyad.view import View, default_view
from tests.unit.figures.conftest import Draw
from tests.unit.figures.drawn import layers


def test_every_claim_is_one_mark(record: Record, draw: Draw) -> None:
    """The marks are the claims, each with its verdict, in rows of its theme."""
    figure = draw("claims-summary")
    (marks,) = [layer for layer in layers(figure) if layer.kind == "point" and layer.field("shape") == "verdict"]
    found = Counter(value["verdict"] for value in marks.values)
    assert found == {verdict: count for verdict, count in verdict_counts(record, default_view(record)).items() if count}
    assert len({(value["x"], value["y"]) for value in marks.values}) == len(record.claims)
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


def test_title_counts_what_is_drawn(record: Record) -> None:
    """The title's numbers are those of the rows; opinions are not tested and not counted."""
    for view in (default_view(record), View(years=(2014, 2017)), View(years=record.about.years, themes=("energy",))):
        rows = claim_rows(record, view)
        found = Counter(rows["verdict"])
        title = claims_summary(record, view, Look()).title
        assert f"{len(rows) - found['opinion']} checkable claim" in title
        assert f", {found['confirmed']} hold" in title
        assert (f"; {found['partly']} in part" in title) == bool(found["partly"])
        assert ("the essay’s" in title) == (view == default_view(record))


def test_filters_take_claims_with_their_events(record: Record) -> None:
    """A claim goes with its event; one of no event goes once themes or words are chosen."""
    everything = claim_rows(record, default_view(record))
    assert len(everything) == len(record.claims)
    energy = claim_rows(record, replace(default_view(record), themes=("energy",)))
    assert set(energy["theme"]) == {"energy"}
    late = claim_rows(record, View(years=(2016, 2017)))
    assert 0 < len(late) < len(everything)
    assert claim_rows(record, replace(default_view(record), text="zzzz")).empty


@pytest.mark.parametrize(
    ("width", "choice"),
    [(313, {}), (1200, {"text": "zzzz"}), (1200, {"event": "druzhba-2017", "beyond": True, "context": True})],
)
@pytest.mark.parametrize("name", FIGURES)
def test_charts_are_valid_vega_lite(draw: Draw, name: str, width: int, choice: dict[str, object]) -> None:
    """Charts are not checked against the schema as they are drawn, so that they are drawn fast; here they are."""
    figure = draw(name, width=width, scheme="dark", **choice)
    assert figure.chart.to_dict(validate=True) == figure.spec
