"""One number for one thing: all pages and figures of a choice of years agree."""

from __future__ import annotations

import pytest

from dyad.figures.catalogue import FIGURES
from dyad.publish.sheets import ExportOptions
from dyad.record import Record
from dyad.record.folding import texts_in
from dyad.view import view_from_query
from tests.app.seen import Show, alt_texts, said
from tests.one_number import numbers_in, told_twice

PAGES = ("overview", "timeline", "trade", "rankings", "claims")
CHOICES = ((), ("2003", "2008"), ("2010", "2010"), ("2016", "2017"))


@pytest.mark.parametrize("years", CHOICES, ids=lambda years: "–".join(years) or "all")
def test_one_number(years: tuple[str, ...], record: Record, show: Show) -> None:
    """No two sentences of the pages and the figures of a choice give one thing two numbers."""
    texts = []
    for name in PAGES:
        app = show(name, years=list(years))
        texts += [said(app), *alt_texts(app)]
    view, _ = view_from_query({"years": list(years)} if years else {}, record=record)
    for name, entry in FIGURES.items():
        figure = entry.draw(record, view, ExportOptions(figure=name).look)
        texts += [figure.alt, *texts_in(figure.spec)]
    assert told_twice(texts) == {}
    told = [numbers_in(text) for text in texts]
    assert sum("claims, confirmed" in numbers for numbers in told) >= 3
