"""References: every document, event and figure, in every style, read back by the field's own readers."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from urllib.parse import parse_qs

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import SeparateCoAuthors

from dyad.publish.citing import event_references, figure_address, figure_reference, record_reference, source_reference
from dyad.publish.sheets import ExportOptions
from dyad.publish.styles import Reference, apa, biblatex, bibtex, chicago, csl_json, ris
from dyad.record import Record, Source
from dyad.view import View, default_view, view_from_query
from dyad.wording.documents import cite_source, is_described

SOURCE = Source(
    id="khan-2016", author="", title="Exercise begins", publisher="Dawn", date="2016-09-24", date_text="",
    language="en", url="https://example.org/a_b", licence="", note="",
)  # fmt: skip


def cited(record: Record, **changes: str) -> Reference:
    """Return the reference of a document with some fields changed, read on 2 November 2026."""
    read = replace(record, about=replace(record.about, created="2026-11-02"))
    return source_reference(read, replace(SOURCE, **changes))


@pytest.mark.parametrize(
    ("changes", "in_apa", "in_chicago"),
    [
        (
            {},
            "Exercise begins. (2016, September 24). Dawn. https://example.org/a_b",
            "Dawn. 2016. “Exercise begins.” September 24, 2016. https://example.org/a_b",
        ),
        (
            {"author": "Khan, Imran Ali-Shah", "date": "2016-09", "url": ""},
            "Khan, I. A.-S. (2016, September). Exercise begins. Dawn.",
            "Khan, Imran Ali-Shah. 2016. “Exercise begins.” Dawn, September 2016.",
        ),
        (
            {"author": "Barbieri, Katherine; Keshk, Omar M. G.", "kind": "data", "date": "2016", "url": ""},
            "Barbieri, K., & Keshk, O. M. G. (2016). Exercise begins [Data set]. Dawn.",
            "Barbieri, Katherine, and Omar M. G. Keshk. 2016. “Exercise begins.” Dawn.",
        ),
        (
            {"author": "Voeten, Erik; {Institute for Votes, Oslo}; Bailey, Michael", "url": ""},
            "Voeten, E., Institute for Votes, Oslo, & Bailey, M. (2016, September 24). Exercise begins. Dawn.",
            "Voeten, Erik, Institute for Votes, Oslo, and Michael Bailey. 2016. “Exercise begins.” Dawn, "
            "September 24, 2016.",
        ),
        (
            {"publisher": "Embassy of Russia in Thailand", "kind": "official", "date": ""},
            "Embassy of Russia in Thailand. (n.d.). Exercise begins. https://example.org/a_b",
            "Embassy of Russia in Thailand. n.d. “Exercise begins.” Accessed November 2, 2026. https://example.org/a_b",
        ),
        (
            {"title": "[Report on trade]", "kind": "statistics", "author": "Dawn", "url": ""},
            "Dawn. (2016, September 24). [Report on trade].",
            "Dawn. 2016. [Report on trade]. September 24, 2016.",
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
def test_styles(record: Record, changes: dict[str, str], in_apa: str, in_chicago: str) -> None:
    """A document with and without author, day, address and date, as the two manuals have it."""
    assert apa(cited(record, **changes)) == in_apa
    assert chicago(cited(record, **changes)) == in_chicago


def test_more_authors_than_are_named(record: Record) -> None:
    """Of 21 authors APA names the first 19 and the last, Chicago the first three."""
    reference = cited(record, author="; ".join(f"Khan, {letter}" for letter in "ABCDEFGHIJKLMNOPQRSTU"))
    assert apa(reference).startswith("Khan, A., Khan, B., ")
    assert "Khan, S., … Khan, U. (2016" in apa(reference)
    assert chicago(reference).startswith("Khan, A, B Khan, C Khan, et al. 2016.")


def test_persons_and_bodies_stay_apart_in_every_file(record: Record) -> None:
    """A person has two names in each file of reference managers, a body one, whatever words and signs it has."""
    reference = cited(record, author="Keshk, Omar M. G.; {Bank & Fund and Sons}", date="")
    assert reference["author"] == [{"family": "Keshk", "given": "Omar M. G."}, {"literal": "Bank & Fund and Sons"}]
    for style in (bibtex, biblatex):
        (entry,) = bibtexparser.parse_string(style(reference), append_middleware=[SeparateCoAuthors()]).entries
        assert entry["author"] == ["Keshk, Omar M. G.", r"{Bank \& Fund and Sons}"]
    (item,) = rispy.loads(ris(reference))
    assert item["authors"] == ["Keshk, Omar M. G.", "Bank & Fund and Sons"]
    assert item["access_date"] == "2026/11/02"
    assert cite_source(replace(SOURCE, author="Keshk, Omar; Bank")) == "Omar Keshk and Bank, Exercise begins. Dawn, "


def test_bibtex_is_read_by_classic_styles(record: Record) -> None:
    """What is called BibTeX has only fields that the classic styles print, each of @misc; biblatex keeps its own."""
    classic = bibtexparser.parse_string(bibtex(cited(record))).entries[0]
    assert (classic.entry_type, {field.key: field.value for field in classic.fields}) == (
        "misc",
        {
            "title": "{Exercise begins}", "howpublished": "Dawn", "month": "September 24,", "year": "2016",
            "note": r"\url{https://example.org/a_b}",
        },
    )  # fmt: skip
    assert bibtexparser.parse_string(bibtex(cited(record, date=""))).entries[0]["year"] == "n.d."
    modern = bibtexparser.parse_string(biblatex(cited(record, date="2007-04~/2007-05"))).entries[0]
    assert (modern.entry_type, modern["date"], modern["url"]) == (
        "online", "2007-04~/2007-05~", "https://example.org/a_b"
    )  # fmt: skip


def every_reference(record: Record) -> list[Reference]:
    """Return all that can be cited."""
    view = View(years=(2010, 2017), beyond=True)
    return [
        *(source_reference(record, record.source(id)) for id in record.sources["id"]),
        *(event_references(record, record.event(id))[0] for id in record.event_ids),
        figure_reference(record, view, ExportOptions(figure="trade-band")),
        record_reference(record),
    ]


def test_every_reference_is_read_back(record: Record) -> None:
    """Title, year and address of every reference come out of BibTeX, RIS and CSL-JSON as they went in."""
    for reference in every_reference(record):
        year = str(reference["issued"]["date-parts"][0][0]) if "issued" in reference else ""
        for file in (bibtex(reference), biblatex(reference)):
            library = bibtexparser.parse_string(file)
            (entry,) = library.entries
            fields = {field.key: field.value for field in entry.fields}
            assert not library.failed_blocks
            assert entry.key == reference["id"]
            assert re.sub(r"\\([&%$#_{}])", r"\1", fields["title"]).strip("{}") == reference["title"]
            assert reference.get("URL", "") in fields.get("url", fields.get("note", ""))
            assert year in fields.get("date", fields.get("year", ""))
        (item,) = rispy.loads(ris(reference))
        assert item["title"] == reference["title"]
        assert item.get("urls", [None])[0] == reference.get("URL")
        assert item.get("year", "") == year
        assert json.loads(csl_json([reference])) == [reference]
        for style in (apa, chicago):
            said = style(reference)
            assert reference["title"].rstrip(".") in said
            assert (year or "n.d.") in said
            assert f"“{reference['title']}" not in said or not is_described(reference["title"])
            assert ".." not in said.replace("…", "")
            assert reference.get("URL", "") in said


def test_ours_name_the_version_and_the_view(record: Record) -> None:
    """What is ours is cited with the version of the data; a figure also with an address that shows it again."""
    view = View(years=(2010, 2017), themes=("defence",), text="a&b", beyond=True)
    choice = ExportOptions(figure="timeline", size="square", paper="dark", noted=False)
    address = figure_address(record, view, choice)
    assert address.startswith("/figures?figure=timeline&size=square&paper=dark&notes=false&")
    assert view_from_query(parse_qs(address.partition("?")[2]), record=record) == (view, ())
    for reference in (figure_reference(record, view, choice), record_reference(record)):
        assert reference["version"] == record.version
        assert record.version in apa(reference)
    assert address in apa(figure_reference(record, view, choice))


def test_a_homepage_makes_addresses_whole(record: Record) -> None:
    """Where the record says where it is published, references carry a web address."""
    about = replace(record.about, homepage="https://example.org")
    published = replace(record, about=about)
    reference = figure_reference(published, default_view(published), ExportOptions(figure="trade-band"))
    assert reference["URL"].startswith("https://example.org/figures?figure=trade-band")
    assert "note" not in reference
    event = record.event("druzhba-2017")
    assert event_references(record, event, home="http://127.0.0.1:8501")[0]["URL"].startswith("http")
    assert event_references(published, event)[0]["URL"] == ("https://example.org/timeline?event=druzhba-2017")
