"""What a search shows: markup of our own, with titles in it that are not."""

from __future__ import annotations

from lxml import html

from dyad.publish.search import Group, Hit
from dyad.ui.search import write_found

HOSTILE = '"><img src=x onerror=alert(1)></a>'


def test_titles_are_no_markup() -> None:
    """A hostile title is text and a hostile language the value of its attribute; nothing else stands in the markup."""
    hit = Hit(id="x", title=HOSTILE, line=HOSTILE, address="./timeline?event=x", language=HOSTILE)
    (box,) = html.fragments_fromstring(write_found((Group(name="sources", hits=(hit,), found=3, whole=9),)))
    assert [one.tag for one in box.iter()] == ["div", "section", "h3", "ul", "li", "a", "small"]
    link = box.find(".//a")
    assert (link.text, link.get("lang")) == (HOSTILE, HOSTILE)
    assert set(link.attrib) == {"href", "lang", "dir"}
    assert box.findtext(".//h3") == "Sources: 1 of 3"
