"""Links to files: their markup, which is our own, with names in it that are not."""

from __future__ import annotations

from lxml import html
from streamlit.testing.v1 import AppTest

from dyad.ui.downloads import find_offer

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
