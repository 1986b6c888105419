"""What a reader sends who has found a mistake, and whom it goes to; code for frames."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from lxml import html

from dyad.publish.embedding import embed_code, frame_height
from dyad.publish.sheets import ExportOptions
from dyad.record import Record
from dyad.record.package import describe_about, read_about
from dyad.ui.copying import report_link
from dyad.view import default_view
from dyad.wording.ui_page import mistake


def with_contact(record: Record, contact: str) -> Record:
    """Return the record with a contact."""
    return replace(record, about=replace(record.about, contact=contact))


def test_a_report_says_where_and_of_which_data(record: Record) -> None:
    """It has what, the address, the version and room for more; a mail has it whole, a web address is gone to."""
    address = "https://dyad.example/claims?claim=a&years=2010"
    title, version = record.about.title, record.version
    text = mistake(title=title, what="Claim & more", address=address, version=version)
    for part in (title, "Claim & more", address, version):
        assert part in text
    mail = urlsplit(report_link(with_contact(record, "ed@dyad.example"), text))
    assert (mail.scheme, mail.path, parse_qs(mail.query)["body"]) == ("mailto", "ed@dyad.example", [text])
    assert "+" not in mail.query  # mail programs take it as it is
    assert report_link(with_contact(record, "https://a.example/@b"), text) == "https://a.example/@b"
    assert report_link(with_contact(record, ""), text) == ""


@pytest.mark.parametrize(
    ("told", "contact"),
    [
        ([{"title": "A"}], ""),
        ([{"title": "A", "email": "a@b.example"}], "a@b.example"),
        ([{"title": "A"}, {"title": "B", "path": "https://b.example/x"}], "https://b.example/x"),
        ([{"title": "A", "email": "a@b.example?bcc=c@d.example", "path": "javascript:alert(1)"}], ""),
    ],
)
def test_the_contact_is_a_mail_or_web_address(told: list[dict[str, str]], contact: str, root: Path) -> None:
    """The first that a contributor has counts, nothing else is taken for one, and it is written back."""
    package = json.loads((root / "data" / "datapackage.json").read_bytes()) | {"contributors": told}
    about, problems = read_about(json.dumps(package).encode())
    assert (about.contact, problems) == (contact, [])
    assert read_about(json.dumps(describe_about(about)).encode())[0] == about


def test_code_for_a_frame_is_one_element_whatever_the_words(record: Record) -> None:
    """Address and title come out as they went in; more that is drawn, or less width, needs more height."""
    src, title = "https://a.example/files/x.html?a=1&q=%22", '"><script>x</script>'
    (frame,) = html.fragments_fromstring(embed_code(src, title=title, height=680))
    assert (frame.tag, frame.get("src"), frame.get("title")) == ("iframe", src, title)
    assert (frame.get("height"), frame.get("width")) == ("680", "100%")
    view = default_view(record)
    heights = {
        (figure, size): frame_height(record, view, ExportOptions(figure=figure, size=size))
        for figure in ("timeline", "event-strip", "trade-band", "for-scale") for size in ("slide", "column")
    }  # fmt: skip
    assert heights["timeline", "slide"] > heights["event-strip", "slide"] > 300
    assert heights["trade-band", "slide"] >= 699  # as a browser shows it 780 px wide
    assert heights["for-scale", "slide"] >= 575  # 700 px wide
    assert heights["timeline", "column"] > heights["timeline", "slide"]
