"""References: every document, event and figure, in every style, read back by the field's own readers."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import bibtexparser
import pytest
import rispy

from dyad.publish.citing import (
    STYLES,
    Reference,
    apa,
    bibtex,
    chicago,
    csl_json,
    event_reference,
    figure_address,
    figure_reference,
    record_reference,
    ris,
    source_reference,
)
from dyad.publish.sheets import Choice
from dyad.record import Record, Source
from dyad.view import View, default_view, view_from_query

SOURCE = Source(
    id="khan-2016", author="", title="Exercise begins", publisher="Dawn", date="2016-09-24", date_text="",
    language="en", url="https://example.org/a_b", licence="", note="",
)  # fmt: skip


def cited(**changes: str) -> Reference:
    """Return the reference of a document with some fields changed."""
    return source_reference(replace(SOURCE, **changes))


@pytest.mark.parametrize(
    ("changes", "in_apa", "in_chicago"),
    [
        (
            {},
            "Exercise begins. (2016, September 24). Dawn. https://example.org/a_b",
            "Dawn. 2016. “Exercise begins.” September 24, 2016. https://example.org/a_b",
        ),
        (
            {"author": "I. Khan", "date": "2016-09", "url": ""},
            "I. Khan. (2016, September). Exercise begins. Dawn.",
            "I. Khan. 2016. “Exercise begins.” Dawn, September 2016.",
        ),
        (
            {"title": "Who won?", "date": "", "url": ""},
            "Who won? (n.d.). Dawn.",
            "Dawn. n.d. “Who won?”",
        ),
        (
            {"date": "2007-04~", "url": ""},
            "Exercise begins. (ca. 2007, April). Dawn.",
            "Dawn. ca. 2007. “Exercise begins.” April 2007.",
        ),
    ],
)
def test_styles(changes: dict[str, str], in_apa: str, in_chicago: str) -> None:
    """A document with and without author, day, address and date, as the two manuals have it."""
    assert apa(cited(**changes)) == in_apa
    assert chicago(cited(**changes)) == in_chicago


def every_reference(record: Record) -> list[Reference]:
    """Return all that can be cited."""
    view = View(years=(2010, 2017), beyond=True)
    return [
        *(source_reference(record.source(id)) for id in record.sources["id"]),
        *(event_reference(record, record.event(id)) for id in record.event_ids),
        figure_reference(record, view, Choice(figure="trade-band")),
        record_reference(record),
    ]


def test_every_reference_is_read_back(record: Record) -> None:
    """Title, year and address of every reference come out of BibTeX, RIS and CSL-JSON as they went in."""
    for reference in every_reference(record):
        library = bibtexparser.parse_string(bibtex(reference))
        (entry,) = library.entries
        fields = {field.key: field.value for field in entry.fields}
        assert not library.failed_blocks
        assert entry.key == reference["id"]
        assert re.sub(r"\\([&%$#_{}])", r"\1", fields["title"]).strip("{}") == reference["title"]
        (item,) = rispy.loads(ris(reference))
        assert item["title"] == reference["title"]
        assert item.get("urls", [None])[0] == reference.get("URL") == fields.get("url")
        year = str(reference["issued"]["date-parts"][0][0]) if "issued" in reference else ""
        assert item.get("year", "") == year == fields.get("date", "")[:4]
        assert json.loads(csl_json([reference])) == [reference]
        for style in (apa, chicago):
            said = style(reference)
            assert reference["title"].rstrip(".") in said
            assert (year or "n.d.") in said
            assert ".." not in said.replace("…", "")
            assert reference.get("URL", "") in said


def test_several_references_make_one_list(record: Record) -> None:
    """Each style takes several references, each on its own."""
    references = every_reference(record)[:3]
    for name, style in STYLES.items():
        for reference in references:
            assert reference["title"].split(" &")[0] in style(references), name


def test_ours_name_the_version_and_the_view(record: Record) -> None:
    """What is ours is cited with the version of the data; a figure also with an address that shows it again."""
    view = View(years=(2010, 2017), themes=("defence",), text="a&b", beyond=True)
    choice = Choice(figure="timeline", size="square", paper="dark", noted=False)
    address = figure_address(record, view, choice)
    assert address.startswith("/figures?figure=timeline&size=square&paper=dark&notes=false&")
    query: dict[str, list[str]] = {}
    for name, value in (pair.split("=") for pair in address.partition("?")[2].split("&")):
        query.setdefault(name, []).append(value.replace("%26", "&"))
    assert view_from_query(query, record=record) == (view, ())
    for reference in (figure_reference(record, view, choice), record_reference(record)):
        assert reference["version"] == record.version
        assert record.version in apa(reference)
    assert address in apa(figure_reference(record, view, choice))


def test_a_homepage_makes_addresses_whole(record: Record) -> None:
    """Where the record says where it is published, references carry a web address."""
    about = replace(record.about, homepage="https://example.org")
    published = replace(record, about=about)
    reference = figure_reference(published, default_view(published), Choice(figure="trade-band"))
    assert reference["URL"].startswith("https://example.org/figures?figure=trade-band")
    assert "note" not in reference
    assert event_reference(published, record.event("druzhba-2017"))["URL"] == (
        "https://example.org/timeline?event=druzhba-2017"
    )
