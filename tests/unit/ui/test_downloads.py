"""Links to files: their markup, which is our own, with names in it that are not."""

from __future__ import annotations

from pathlib import Path

from lxml import html
from streamlit.testing.v1 import AppTest

from dyad.publish.file_requests import FileRequest, read_source
from dyad.record import Record
from dyad.ui.downloads import find_offer, link_to

HOSTILE = """
from dyad.ui.downloads import link_own, show_links
name = '"><img src=x onerror=alert(1)>.csv'
show_links([link_own("<b>" + name, name, lambda: b"made", about='" onclick="x')])
"""


def test_a_name_is_no_markup() -> None:
    """A hostile name is text of a link and value of its attributes; nothing else stands in the markup."""
    app = AppTest.from_string(HOSTILE).run()
    assert not app.exception
    (body,) = [one.proto.body for one in app.get("html")]
    (row,) = html.fragments_fromstring(body)
    assert [one.tag for one in row.iter()] == ["div", "a"]
    link = row.find("a")
    assert set(link.attrib) == {"download", "href", "title"}
    assert link.text == '<b>"><img src=x onerror=alert(1)>.csv'
    folder, own, secret, _ = link.get("href").split("/")
    assert (folder, own, len(secret)) == ("files", "own", 32)
    offer = find_offer(secret)
    assert offer is not None
    assert offer.make() == b"made"
    app.run()
    assert secret in app.get("html")[0].proto.body, "a link stays the same from run to run"


def test_the_served_record_has_addresses(record: Record, root: Path) -> None:
    """A file of the served record is linked by its address."""
    link = link_to("All", read_source(root / "data", record), FileRequest(name="record.zip"), served=True)
    assert html.fragment_fromstring(link).get("href") == "files/record.zip"
