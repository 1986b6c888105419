"""What a preview holds: the figure its page opens with, as wide as it will be, and words that stay words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from dyad.preview.contents import Sight, drawing_for, figure_for, opening_figure, opens_with, stretched, write_preview
from dyad.record import Record, read_record
from dyad.render.cache import Drawings
from dyad.render.drawing import WIDTHS
from dyad.render.engine import to_svg
from dyad.ui.shell import ENTRIES, Entry
from dyad.view import View, default_view

BY_NAME = {entry.name: entry for entry in ENTRIES}


def sight(record: Record, page: str, window: int = 1280, **chosen: Any) -> Sight:
    """Return a page as it is seen in a window."""
    return Sight(entry=BY_NAME[page], view=replace(default_view(record), **chosen), window=window)


@pytest.mark.parametrize(
    ("page", "wide", "phone"),
    [
        ("overview", "overview", "trade-band"),
        ("timeline", "timeline", "timeline"),
        ("trade", "trade-band", "trade-band"),
        ("rankings", "rankings", "rankings"),
        ("claims", "claims-summary", "claims-summary"),
    ],
)
def test_a_page_opens_with_its_figure(page: str, wide: str, phone: str, record: Record) -> None:
    """The first figure of a page is that of its script, wide or on a phone, whatever is chosen."""
    for window, name in ((1280, wide), (390, phone)):
        assert opens_with(record, sight(record, page, window, beyond=True)) == name
        assert opening_figure(record, sight(record, page, window, beyond=True)).name == name


@pytest.mark.parametrize("page", ["present", "figures", "record"])
def test_other_pages_have_none(page: str, record: Record) -> None:
    """A page that opens with words has no preview."""
    assert opens_with(record, sight(record, page)) == ""


def test_none_where_something_stands_before_it(record: Record) -> None:
    """An open event lies over the figure, a notice of an empty choice before it."""
    assert opens_with(record, sight(record, "timeline", event="druzhba-2017")) == ""
    assert opens_with(record, sight(record, "timeline", text="no such word")) == ""


def test_a_record_without_ranks_opens_without(folder: Path) -> None:
    """Nothing is drawn that the record has no rows for."""
    table = folder / "trade.csv"
    rows = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join(row for row in rows if "_rank" not in row), encoding="utf-8")
    record = read_record(folder)
    assert opens_with(record, sight(record, "rankings")) == ""


def test_every_row_is_as_wide_as_the_room(record: Record) -> None:
    """A figure is as wide as the page will make it, and the one that pages share stays as it was."""
    seen = sight(record, "overview", 1333)
    figure = opening_figure(record, seen)
    assert {round(row["width"], 3) for row in stretched(figure.spec, seen.room)["vconcat"]} == {1333 - 28.8}
    assert {row["width"] for row in figure.spec["vconcat"]} == {1200}


def test_a_drawing_keeps_its_share_of_the_room(record: Record) -> None:
    """A drawing is as wide as its page, whatever sticks out of it, and its colours turn with the scheme."""
    seen = sight(record, "timeline", 1200)
    figure = opening_figure(record, seen)
    svg = to_svg(stretched(figure.spec, seen.room))
    drawing = html.fragment_fromstring(drawing_for(figure, svg, seen))
    assert drawing.get("width") is None
    share = float(drawing.get("style").removeprefix("width:").removesuffix("%"))
    assert share * seen.room / 100 == pytest.approx(float(drawing.get("viewbox").split()[2]), abs=0.1)
    assert 99 < share < 102
    assert drawing.get("aria-label") == figure.alt
    assert "Diplomacy" in svg


def test_a_page_without_vega_shows_what_its_component_will(record: Record) -> None:
    """Its preview is the markup of the figure but for what the script is told; both have the same drawing."""
    drawings = Drawings()
    seen = sight(record, "claims")
    tree = html.fragment_fromstring(figure_for(drawings, record, seen))
    drawing = drawings.find(record, seen.view, "claims-summary", WIDTHS["wide"])
    assert drawing is not None
    assert tree.xpath("string(.//h2)") == drawing.title
    assert tree.xpath(".//script") == []


def preview(record: Record, entry: Entry, view: View, drawings: int = 1) -> html.HtmlElement:
    """Return a preview as a tree, its shadow root an element like others."""
    sights = [Sight(entry=entry, view=view, window=window) for window in (1280, 390, 768)[:drawings]]
    return html.fragment_fromstring(write_preview(record, entry, view, [(one, "<svg></svg>") for one in sights]))


def test_words_stay_words(record: Record) -> None:
    """Nothing of the record becomes markup."""
    hostile = '</template></style><script>alert("1")</script>&amp;'
    about = replace(record.about, title=hostile, document=hostile)
    tree = preview(replace(record, about=about), BY_NAME["overview"], default_view(record))
    assert tree.xpath("string(.//h1)") == hostile
    assert tree.xpath(".//script") == []
    assert hostile.replace("’s", "") in tree.xpath("string(.//main)")


def test_the_menu_keeps_the_choice(record: Record) -> None:
    """Its links lead to the same view on other pages, and it says which page this is and how many filters are set."""
    view = replace(default_view(record), themes=("defence",), text="a&b")
    tree = preview(record, BY_NAME["trade"], view)
    links = tree.xpath(".//nav/a")
    assert [link.text.strip() for link in links] == [entry.menu for entry in ENTRIES]
    assert links[0].get("href") == "./?theme=defence&q=a%26b"
    assert links[1].get("href") == "./timeline?theme=defence&q=a%26b"
    assert [link.text for link in links if link.get("aria-current")] == ["Trade"]
    assert tree.find_class("fold")[0].text == "Filters · 2"


def test_sentences_are_those_of_the_page(record: Record) -> None:
    """The overview has its four numbers, the trade page its finding; several drawings are told apart by window."""
    assert len(preview(record, BY_NAME["overview"], default_view(record)).xpath(".//*[@class='numbers']/p")) == 4
    trade = preview(record, BY_NAME["trade"], default_view(record), drawings=3)
    assert "moves between 400 and 600 million" in trade.xpath("string(.//main)")
    assert [figure.get("class") for figure in trade.iter("figure")] == ["in-1280", "in-390", "in-768"]
    (figure,) = preview(record, ENTRIES[0], default_view(record)).iter("figure")
    assert figure.get("class") is None
