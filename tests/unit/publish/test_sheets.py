"""Figures laid out for pages: whatever the view, every text has its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import product

import pytest
from lxml import etree

from dyad.figures.catalogue import FIGURES
from dyad.publish import sheets
from dyad.publish.images import export_svg
from dyad.publish.sheets import SIZES, ExportOptions, TooSmallError, lay_out
from dyad.record import Record
from dyad.view import ALL_SOURCES, View, default_view
from tests.unit.figures.drawn import collisions, event_values, label_boxes
from tests.unit.publish.drawn import SVG, over_the_edge, overlaps


@pytest.mark.parametrize(
    ("name", "choice"),
    [
        *product((name for name, entry in FIGURES.items() if not entry.timeless), [{"years": (2010, 2012)}]),
        *product(["overview", "timeline", "event-strip"], [{"text": "zzzz"}]),
    ],
)
def test_other_views_fit_a_slide(record: Record, name: str, choice: dict[str, object]) -> None:
    """Fewer years, or no event at all: no text is cut and none stands on another."""
    view = View(**{"years": record.about.years, **choice})  # type: ignore[arg-type]
    page = etree.fromstring(export_svg(record, view, ExportOptions(figure=name)))
    assert over_the_edge(page) == []
    assert overlaps(page) == []


@pytest.mark.parametrize("size", SIZES)
def test_each_line_of_other_bodies_is_named_on_paper(record: Record, size: str) -> None:
    """With every source drawn no line is left without a name, at it or by its number, on any page."""
    view = replace(default_view(record), sources=ALL_SOURCES)
    sheet = lay_out(record, view, ExportOptions(figure="trade-band", size=size))
    said = " ".join(etree.fromstring(sheet.svg.encode()).itertext())
    drawn = sheet.figure.data[sheet.figure.data["role"] == "further"]
    assert len(drawn)
    assert [name for name in set(drawn["name"]) if name not in said] == []


def test_without_title_and_notes_the_plots_take_their_room(record: Record) -> None:
    """What is left out is not drawn, and its room is used."""
    view = default_view(record)
    whole = lay_out(record, view, ExportOptions(figure="trade-band"))
    bare = lay_out(record, view, ExportOptions(figure="trade-band", titled=False, noted=False))
    assert whole.figure.title.split()[0] in whole.svg
    assert "Source" in whole.svg
    page = etree.fromstring(export_svg(record, view, ExportOptions(figure="trade-band", titled=False, noted=False)))
    said = " ".join("".join(node.itertext()) for node in page.iter(f"{SVG}text"))
    assert "Source" not in said
    assert bare.figure.title not in said
    assert bare.figure.tall > whole.figure.tall + 40


@pytest.mark.parametrize(
    ("name", "sizes"), [("timeline", SIZES), ("overview", ("slide", "column")), ("event-strip", ("slide", "page"))]
)
def test_events_fit_every_page_at_its_type(record: Record, name: str, sizes: Iterable[str]) -> None:
    """However many events there are, each page holds them, none on another, without smaller type: fewer are named."""
    view = replace(default_view(record), beyond=True, context=True, years=(1998, 2025))
    for page_size in sizes:
        size = SIZES[page_size]
        sheet = lay_out(record, view, ExportOptions(figure=name, size=page_size))
        page = etree.fromstring(sheet.svg.encode())
        types = {float(text.get("font-size").removesuffix("px")) for text in page.iter(f"{SVG}text")}
        assert types == {size.title_size, size.text, size.source}, page_size
        if page_size == "slide":
            whole = etree.fromstring(export_svg(record, view, ExportOptions(figure=name), fonts=False))
            assert (over_the_edge(whole), overlaps(whole)) == ([], [])
        if name == "timeline":  # elsewhere events may be columns
            labels = {label.of for label in label_boxes(sheet.figure)}
            assert {value["id"] for value in event_values(sheet.figure)} == labels, page_size
            assert collisions(sheet.figure) == []


def test_a_square_names_as_many_events_as_it_has_room_for(record: Record) -> None:
    """Where each theme has no lane of its own, one lane of all, as wide as the figure, takes what height there is."""
    sheet = lay_out(record, default_view(record), ExportOptions(figure="timeline", size="square"))
    assert 2 * len(label_boxes(sheet.figure)) > len(sheet.figure.data)
    size = SIZES["square"]
    assert sheet.height > (size.height or 0) - 2 * size.margin - sheet.figure.row
    assert collisions(sheet.figure) == []


def test_what_does_not_fit_is_said(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page too small for the view is refused with what to do, not filled with what cannot be read."""
    tiny = sheets.Size(title="Stamp", about="", width=700, height=90, text=13, title_size=20, source=13, margin=4)
    monkeypatch.setitem(SIZES, "tiny", tiny)
    everything = View(years=record.span, beyond=True, context=True)
    with pytest.raises(TooSmallError, match=r"Stamp.*fewer years"):
        lay_out(record, everything, ExportOptions(figure="timeline", size="tiny"))
