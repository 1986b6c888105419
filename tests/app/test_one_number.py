"""One number for one thing: all pages, figures and files of a choice of years agree."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dyad.figures.catalogue import FIGURES
from dyad.publish.file_requests import make_file, read_file_request, read_source
from dyad.record import Record
from tests.app.seen import alt_texts, said
from tests.one_number import numbers_in, told_twice

PAGES = ("overview", "timeline", "trade", "rankings", "claims")
CHOICES = (
    (), ("2011", "2015"), ("2003", "2008"), ("2010", "2010"), ("2016", "2017"), ("2005", "2016"), ("2003", "2016"),
    ("2014", "2014"), ("2017", "2017"), ("2008", "2013"),
)  # fmt: skip


def strings(value: Any) -> Iterator[str]:
    """Yield every text in a tree of JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for below in value.values() if isinstance(value, dict) else value:
            yield from strings(below)


@pytest.mark.parametrize("years", CHOICES, ids=lambda years: "–".join(years) or "all")
def test_one_number(years: tuple[str, ...], record: Record, show: Callable[..., AppTest], root: Path) -> None:
    """No two sentences of the pages, the figures and the files of a choice give one thing two numbers."""
    texts = []
    for name in PAGES:
        app = show(name, years=list(years))
        texts += [said(app), *alt_texts(app)]
    source = read_source(root / "data", record)
    for name in FIGURES:
        request = read_file_request(f"{name}.json", {"years": list(years)} if years else {}, source=source)
        texts += strings(json.loads(make_file(source, request)))
    assert told_twice(texts) == {}
    told = [numbers_in(text) for text in texts]
    assert sum(("claims", "confirmed") in numbers for numbers in told) >= 3
