"""Files by address: every option read and written back, what cannot be told with what is allowed, tags that change."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dyad.figures.catalogue import FIGURES
from dyad.lesson import Lesson
from dyad.publish.file_requests import (
    FOLDER,
    FileRequest,
    FileRequestError,
    Source,
    figure_request,
    file_address,
    file_etag,
    file_names,
    make_file,
    read_file_request,
    read_source,
    saved_as,
)
from dyad.publish.files import FORMATS
from dyad.publish.images import CSS_DPI
from dyad.publish.sheets import PAPERS, SIZES, ExportOptions, scales_of
from dyad.publish.tables import table_csv
from dyad.record import Record
from dyad.record.schema import TABLES
from dyad.view import default_view
from tests.unit.test_view import views


@pytest.fixture(scope="module")
def source(record: Record, root: Path) -> Source:
    """Return what files of the shipped record are made of."""
    return read_source(root / "data", record)


def read(source: Source, address: str) -> FileRequest:
    """Return the request of an address as the server reads it."""
    parts = urlsplit(address)
    name = parts.path.removeprefix(f"{FOLDER}/")
    return read_file_request(name, parse_qs(parts.query, keep_blank_values=True), source=source)


def problems(source: Source, address: str) -> tuple[str, ...]:
    """Return why an address has no file."""
    with pytest.raises(FileRequestError) as caught:
        read(source, address)
    return caught.value.problems


CHOICES = st.builds(
    ExportOptions, figure=st.sampled_from(list(FIGURES)), size=st.sampled_from(list(SIZES)),
    paper=st.sampled_from(list(PAPERS)), titled=st.booleans(), noted=st.booleans(),
)  # fmt: skip


@given(st.data())
def test_an_address_is_read_as_it_was_written(source: Source, data: st.DataObject) -> None:
    """Any figure, form, layout and view, written as an address and read again, is the same request."""
    view, choice = data.draw(views(source.record.event_ids)), data.draw(CHOICES)
    form, scale = data.draw(st.sampled_from([*FORMATS, "zip"])), data.draw(st.sampled_from(scales_of(choice.size)))
    request = figure_request(view, choice, form, scale=scale, letters_may_lack=data.draw(st.booleans()))
    assert read(source, file_address(source, request)) == request


def test_defaults_stay_out_of_an_address(source: Source) -> None:
    """What is usual is not written, and every name there is has an address that is its own."""
    usual = figure_request(default_view(source.record), ExportOptions(figure="trade-band"), "png")
    assert file_address(source, usual) == "files/trade-band.png"
    for name in file_names(source):
        assert file_address(source, read(source, f"{FOLDER}/{name}")) == f"files/{name}"


def test_pictures_for_print_have_the_resolution_of_print(source: Source) -> None:
    """By default a column and a page have 300 px to the inch and more, a poster 150; a server makes each of them."""
    for name, size in SIZES.items():
        request = figure_request(default_view(source.record), ExportOptions(figure="claims-summary", size=name), "png")
        assert request.scale in scales_of(name)
        assert read(source, file_address(source, request)).scale == request.scale
        assert CSS_DPI * request.scale >= {"column": 300, "page": 300, "poster": 150}.get(name, 0), size


def test_unknown_names_get_the_nearest(source: Source) -> None:
    """A name there is no file of is told with the forms of that figure, or the nearest name, and every name."""
    (told,) = problems(source, "files/trade-band.bmp")
    assert "It takes png, svg, pdf, html, csv, json or zip." in told
    (told,) = problems(source, "files/event.csv")
    assert "Did you mean “events.csv”?" in told
    assert "worksheet.pdf" in told
    (told,) = problems(source, "files/claim-druzhba-2016-headcounts.png")
    assert "Did you mean “claim-druzhba-2016-headcount" in told
    with pytest.raises(FileRequestError) as caught:
        read(source, "files/../app.py")
    assert caught.value.missing


def test_everything_wrong_is_told_at_once(source: Source) -> None:
    """Each bad option is a sentence with what is allowed; one that is not known at all is told, and none is ignored."""
    query = "size=huge&paper=pink&title=maybe&scale=9&years=2017&theme=defense&brush=1&event=x&colour=red"
    told = problems(source, f"files/trade-band.png?{query}")
    assert len(told) == 9
    for option, allowed in {
        "size=huge": "slide-4x3", "paper=pink": "transparent", "title=maybe": "true or false",
        "scale=9": "1, 2, 3 or 4",
        "years=2017": "two years from 1998 to 2025",
        "theme=defense": "Did you mean “defence”?",
        "brush=1": "two years", "event=x": "no event of that name", "colour": "size, paper",
    }.items():  # fmt: skip
        assert any(option in one and allowed in one for one in told), option
    assert problems(source, "files/events.csv?years=2003&years=2004") == (
        "“years” is not an option of events.csv. It takes none.",
    )


def test_tables_are_whole(source: Source) -> None:
    """A table's file is the table, as the zip has it; the lesson is the table as it came."""
    for name, table in TABLES.items():
        assert make_file(source, FileRequest(name=table.file)) == table_csv(source.record, name)
    assert make_file(source, FileRequest(name="lesson.csv")) == source.lesson_table
    assert "lesson.csv" not in file_names(Source(record=source.record, lesson=Lesson()))


def test_files_of_a_lesson_follow_its_short_way(source: Source) -> None:
    """`way=short` is read and written, has a name of its own, and is offered where steps are marked for it."""
    request = read(source, "files/worksheet.pdf?way=short")
    assert file_address(source, request) == "files/worksheet.pdf?way=short"
    assert saved_as(source, request) == "worksheet-short.pdf"
    whole = replace(source, lesson=source.lesson.short)
    assert make_file(source, request) == make_file(whole, FileRequest(name="worksheet.pdf"))
    assert problems(replace(source, lesson=Lesson()), "files/worksheet.pdf?way=short")


def test_a_file_shows_the_brush_and_the_event_of_its_address(source: Source) -> None:
    """A brushed period fades what lies outside and says so; the open event is marked: three pictures, not one."""
    addresses = (f"timeline.svg{asked}" for asked in ("", "?brush=2010&brush=2015", "?event=druzhba-2017"))
    plain, brushed, opened = (make_file(source, read(source, f"files/{one}")).decode() for one in addresses)
    assert len({re.sub("timeline.*?data version", "", one) for one in (plain, brushed, opened)}) == 3
    assert "Faded: what lies outside 2010–2015" in " ".join(re.sub("<[^>]+>", " ", brushed).split())
    faded = 'opacity="0.15"'
    assert brushed.count(faded) > plain.count(faded) == 0


def test_a_tag_changes_with_what_a_file_is_made_of(source: Source, record: Record) -> None:
    """Another record, option or lesson is another tag."""
    request = read(source, "files/trade-band.png")
    tag = file_etag(source, request)
    assert re.fullmatch("[0-9a-f]{16}", tag)
    assert file_etag(source, read(source, "files/trade-band.png?scale=3")) != tag
    assert file_etag(replace(source, record=replace(record, version="other")), request) != tag
    assert file_etag(replace(source, lesson_table=b"other"), request) != tag
