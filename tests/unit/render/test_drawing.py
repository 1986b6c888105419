"""A drawing for a screen: plots with keyed marks, and the words around them apart."""

from __future__ import annotations

import re

import pytest
from lxml import etree, html

from dyad.record import Record
from dyad.render.drawing import WIDTHS, Drawing, draw_view
from dyad.render.markup import write_figure
from dyad.view import default_view, searchable_text, select_events


@pytest.fixture(scope="module")
def overview(record: Record) -> Drawing:
    """Return the overview as it is drawn for a laptop."""
    return draw_view(record, default_view(record), "overview", WIDTHS["wide"])


def test_marks_are_known_by_what_they_stand_for(overview: Drawing, record: Record) -> None:
    """Each event drawn is one mark by its id, each figure of a year one by who reports it; the SVG bears these keys."""
    drawn = set(re.findall(r'data-key="([^"]+)"', overview.svg))
    assert drawn == set(overview.marks)
    events = {mark["event"] for mark in overview.marks.values() if "event" in mark}
    assert events == set(select_events(record, default_view(record))["id"])
    assert overview.marks["figure:PAK:2008"]["shown"].startswith("USD ")
    assert (overview.marks["figure:PAK:2008"]["a"], overview.marks["figure:PAK:2008"]["b"]) == (2008, 2009)


def test_marks_tell_what_they_are(overview: Drawing, record: Record) -> None:
    """The first line says what a mark stands for, each further one has a name and tells something."""
    for mark in overview.marks.values():
        assert mark["name"]
        assert len(mark["tells"]) > 1
        assert all(re.fullmatch(r"[^:]+: .+", line) for line in mark["tells"][1:]), mark["tells"]
        assert not any(line.endswith(": not stated") for line in mark["tells"])
    event = record.event("druzhba-2016")
    assert overview.marks[f"event:{event.id}"]["tells"][0] == event.title


def test_filters_go_by_the_same_words(overview: Drawing, record: Record) -> None:
    """The folded text that a search looks in goes along with each event."""
    texts = dict(zip(record.events["id"], searchable_text(record), strict=True))
    assert overview.facts["events"]
    for event, facts in overview.facts["events"].items():
        assert facts["text"] == texts[event]


def test_words_stand_around_the_drawing(overview: Drawing) -> None:
    """Heading, key, note and sources are markup that wraps and can be copied; the SVG has plots alone."""
    figure = html.fromstring(str(write_figure([overview], level=3)))
    assert figure.findtext(".//h3") == overview.title
    (legend,) = figure.xpath(".//ul")
    assert legend.get("aria-hidden") == "true"
    assert [entry.text for entry in overview.legend] == [item.text_content().strip() for item in legend]
    assert all(len(item.xpath("./svg/path/@d")) == 1 for item in legend)
    assert "Sources: World Bank" in figure.xpath("string(.//figcaption)")
    drawn = "".join(etree.fromstring(overview.svg.encode()).itertext())
    assert "Goods trade" in drawn
    for text in (overview.title, "claims confirmed", "Sources"):
        assert text not in drawn


@pytest.mark.parametrize("name", ["trade-balance", "rankings", "claims-summary"])
def test_no_two_things_share_a_mark(record: Record, name: str) -> None:
    """Figures that differ in what they tell have keys of their own."""
    drawing = draw_view(record, default_view(record), name, WIDTHS["small"])
    told = [tuple(mark["tells"]) for mark in drawing.marks.values()]
    assert len(told) > 20
    assert drawing.width == WIDTHS["small"]
    if name == "claims-summary":
        assert set(drawing.marks) == {f"claim:{id}" for id in record.claims["id"]}
    else:
        assert len(set(told)) == len(told)
