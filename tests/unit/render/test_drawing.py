"""A drawing for a screen: plots with keyed marks, and the words around them apart."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import etree, html

from dyad.figures.events import events_of
from dyad.publish.pages import parts_of
from dyad.record import Record
from dyad.render.drawing import WIDTHS, Drawing, draw_view
from dyad.render.markup import write_figure
from dyad.render.svg import finish
from dyad.view import default_view, select_events
from tests.unit.publish.drawn import overlaps, texts


@pytest.fixture(scope="module")
def overview(record: Record) -> Drawing:
    """Return the overview as it is drawn for a laptop."""
    return draw_view(record, default_view(record), "overview", WIDTHS["wide"])


def test_marks_are_known_by_what_they_stand_for(overview: Drawing, record: Record) -> None:
    """Each event drawn is one mark by its id, each figure of a year one by who reports it; the SVG bears these keys."""
    drawn = set(re.findall(r'data-key="([^"]+)"', overview.svg))
    assert drawn == set(overview.marks)
    events = {mark["event"] for mark in overview.marks.values() if "event" in mark}
    view = default_view(record)
    assert events == {*select_events(record, view)["id"], *events_of(record, view).left_out["id"]}
    assert overview.marks["figure:PAK:2008"]["shown"].startswith("USD ")
    assert (overview.marks["figure:PAK:2008"]["a"], overview.marks["figure:PAK:2008"]["b"]) == (2008, 2009)


def test_texts_are_drawn_to_the_letter(record: Record) -> None:
    """Numbers and signs of markup are written as they stand, and a sign for what no drawing can hold."""
    labels = {"druzhba-2016": "0", "druzhba-2017": "<1 & 2>\x01"}
    events = record.events.assign(label=[labels.get(id, "3") for id in record.events["id"]])
    svg = draw_view(replace(record, events=events), default_view(record), "overview", WIDTHS["wide"]).svg
    assert all(f">{text}</text>" in svg for text in ("0", "3", "&lt;1 &amp; 2&gt;\ufffd"))


def test_events_beside_figures_are_marks(record: Record) -> None:
    """The turning points under the plot of trade are drawn on a screen, too, and open; the figure counts figures."""
    drawing = draw_view(record, default_view(record), "trade-band", WIDTHS["wide"])
    turning = {mark["event"] for mark in drawing.marks.values() if "event" in mark}
    assert turning
    for event in turning:
        assert record.event(event).label in drawing.svg
    assert 'data-kind="figure"' in write_figure([drawing])


def test_marks_tell_what_they_are(overview: Drawing, record: Record) -> None:
    """The first line says what a mark stands for, each further one has a name and tells something."""
    for mark in overview.marks.values():
        assert mark["name"]
        assert len(mark["tells"]) > 1
        assert all(re.fullmatch(r"[^:]+: .+", line) for line in mark["tells"][1:]), mark["tells"]
        assert not any(line.endswith(": not stated") for line in mark["tells"])
    event = record.event("druzhba-2016")
    assert overview.marks[f"event:{event.id}"]["tells"][0] == event.title


def test_words_stand_around_the_drawing(overview: Drawing) -> None:
    """Heading, key, note and sources are markup that wraps and can be copied; the SVG has plots alone."""
    figure = html.fromstring(str(write_figure([overview], level=3)))
    assert figure.xpath("string(.//h3)") == overview.title
    (legend,) = figure.xpath(".//ul")
    assert legend.get("aria-hidden") == "true"
    assert [entry.text for entry in overview.legend] == [item.text_content().strip() for item in legend]
    assert all(len(item.xpath("./svg/path/@d")) == 1 for item in legend)
    assert "Sources: World Bank" in figure.xpath("string(.//figcaption)")
    drawn = "".join(etree.fromstring(overview.svg.encode()).itertext())
    assert "Goods trade" in drawn
    for text in (overview.title, "claims confirmed", "Sources"):
        assert text not in drawn


@pytest.mark.parametrize("page", ["overview", "timeline", "trade", "rankings"])
def test_all_years_are_legible(record: Record, page: str) -> None:
    """With all years and all that the switches add no text stands on another or reaches past the figure's sides."""
    view = replace(default_view(record), years=(1998, 2025), beyond=True, context=True)
    for part in parts_of(record, page):
        svg = etree.fromstring(draw_view(record, view, part.figure, WIDTHS["wide"]).svg.encode())
        assert overlaps(svg) == [], part.figure
        assert [box.of for box in texts(svg) if box.left < -1 or box.right > WIDTHS["wide"] + 1] == [], part.figure


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


@pytest.mark.parametrize(
    ("path", "named"),
    [
        (
            "M12,20L28,20C29.1,20,30,20.9,30,22L30,26C30,27.1,29.1,28,28,28L12,28C10.9,28,10,27.1,10,26L10,22C10,20.9,10.9,20,12,20Z",
            {"x": "10", "y": "20", "width": "20", "height": "8", "rx": "2"},
        ),
        (
            "M12,20L30,20C30,20,30,20,30,20L30,26C30,27.1,29.1,28,28,28L12,28C10.9,28,10,27.1,10,26L10,22C10,20.9,10.9,20,12,20Z",
            None,
        ),
    ],
    ids=["all corners", "three corners"],
)
def test_round_corners_are_told_once(path: str, named: dict[str, str] | None) -> None:
    """A rectangle whose corners are round alike is drawn as one, a third as long; any other stays a path."""
    svg = finish(etree.fromstring(f'<svg xmlns="http://www.w3.org/2000/svg"><path d="{path}" fill="red"/></svg>'))
    (drawn,) = etree.fromstring(svg)
    assert dict(drawn.attrib) == {"fill": "red", **(named or {"d": path})}
