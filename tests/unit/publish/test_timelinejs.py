"""Events leave as a sheet and as JSON that TimelineJS takes, and come back the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from dyad.importing.timelinejs import Told, is_timelinejs, read_json
from dyad.importing.timelinejs.slides import COLUMNS
from dyad.publish.timelinejs import export_json, export_sheet, undated_events
from dyad.record import Record
from dyad.record.dates import say_date
from tests.unit.brought import whole
from tests.unit.publish.test_tables import read_back
from tests.unit.timelinejs import DATES, sheet

HOSTILE = "=<script>alert(1)</script> & '\"**[x](javascript:alert(2))**"
FORMS: dict[str, Callable[[Record], Told]] = {  # what writes a record and reads it again
    "sheet": lambda record: sheet(export_sheet(record)),
    "json": lambda record: read_json("timeline.json", json.loads(export_json(record))),
}


@pytest.fixture(params=FORMS)
def there_and_back(request: pytest.FixtureRequest) -> Callable[[Record], Told]:
    """Return what writes a record in one of the forms and reads it again."""
    return FORMS[request.param]


def with_events(record: Record, *events: dict[str, Any]) -> Record:
    """Return the record with these events alone, each made of the first of the record's own."""
    first = record.events.iloc[0].to_dict()
    return replace(record, events=pd.DataFrame([first | event for event in events]))


# -- there and back ------------------------------------------------------------------------------


def test_the_shipped_events_come_back(record: Record, there_and_back: Callable[[Record], Told]) -> None:
    """Every event of the record is read again with its id, date, title, theme, summary, place and documents."""
    told = there_and_back(record)
    assert (told.title, told.problems) == (record.about.title, ())
    assert len(told.rows) == len(record.events) >= 50
    for (_, cells), id in zip(told.rows, record.event_ids, strict=True):
        event = record.event(id)
        assert (cells["id"], cells["date"], cells["title"]) == (event.id, event.date, event.title)
        assert (cells["theme"], cells["summary"], cells["place"]) == (event.theme, event.summary, event.place)
        assert cells["note"].startswith(event.note)
        assert all(actor in cells["note"] for actor in event.actors)
        assert cells["sources"] == ";".join(id for id in event.sources if record.source(id).url)
    for source in told.sources:
        own = record.source(source["id"])
        assert (source["title"], source["url"]) == (own.title, own.url)


CHARS = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufffe\uffff")
LINES = st.text(CHARS, max_size=30)
WORDS = LINES.map(str.strip)
SOME_WORDS = (WORDS | st.just(HOSTILE)).filter(bool)
ONE = st.fixed_dictionaries(
    {
        "date": DATES,
        "title": SOME_WORDS,
        "theme": st.sampled_from(["energy", "defence", "era", "=1+1", "a < b", ""]),
        "summary": WORDS,
    }
)


@pytest.mark.parametrize("form", FORMS)
@given(events=st.lists(ONE, min_size=1, max_size=2))
@settings(max_examples=15)
def test_any_event_comes_back(record: Record, form: str, events: list[dict[str, str]]) -> None:
    """Whatever its date and words, an event is read again with its id, date, title, theme and summary."""
    events = [event | {"id": f"e-{at}", "date_text": say_date(event["date"])} for at, event in enumerate(events)]
    told = FORMS[form](with_events(record, *events))
    assert told.problems == ()
    back = {cells["id"]: cells for _, cells in told.rows}
    assert len(back) == len(events)
    for event in events:
        cells = back[event["id"]]
        for name in ("date", "theme", "title", "summary"):
            assert cells[name] == one_spaced(event[name])


def one_spaced(text: str) -> str:
    """Return text with single spaces, as HTML has it."""
    return " ".join(filter(None, text.split(" ")))


def test_years_before_the_first_come_back(record: Record, there_and_back: Callable[[Record], Told]) -> None:
    """Dates before year 1 are numbers of TimelineJS's years, and are read as the astronomical years they were."""
    dates = ("-0043-03-15", "-0044-02-29", "-0099/-0050~", "0000", "-0043~")
    known = with_events(record, *({"id": f"e-{at}", "date": date} for at, date in enumerate(dates)))
    assert [cells["date"] for _, cells in there_and_back(known).rows] == list(dates)
    assert [row["Year"] for row in read_back(export_sheet(known))] == ["", "-44", "-45", "-100", "-1", "-44"]


# -- what is written -----------------------------------------------------------------------------


def test_a_sheet_has_the_official_columns(record: Record) -> None:
    """The sheet has TimelineJS's columns in order, a title row, numbers that are numbers, and Excel's line ends."""
    written = export_sheet(record)
    title, *rows = read_back(written)
    assert tuple(title) == COLUMNS
    assert is_timelinejs(list(title))
    assert written.startswith(b"\xef\xbb\xbfYear,Month,Day,Time,End Year")
    assert written.endswith(b"\r\n")
    assert (title["Type"], title["Headline"], title["Year"]) == ("title", record.about.title, "")
    druzhba = rows[record.event_ids.index("druzhba-2016")]
    assert [druzhba[name] for name in (*COLUMNS[:3], *COLUMNS[4:7], "Display Date", "Group", "Media")] == [
        "2016", "9", "24", "2016", "10", "10", "", "defence", "",
    ]  # fmt: skip
    assert rows[record.event_ids.index("strategic-dialogue-2014")]["Display Date"] == "about October 2014"


def test_json_is_of_timelinejs(record: Record) -> None:
    """The JSON has a title, and events with dates, words, group and id; words stand only where numbers say less."""
    timeline = json.loads(export_json(record))
    assert list(timeline) == ["title", "events", "eras"]
    assert timeline["title"]["unique_id"] not in record.event_ids
    slides = {slide["unique_id"]: slide for slide in timeline["events"]}
    assert tuple(slides) == record.event_ids
    druzhba = slides["druzhba-2016"]
    assert druzhba["start_date"] == {"year": "2016", "month": "9", "day": "24"}
    assert druzhba["end_date"] == {"year": "2016", "month": "10", "day": "10"}
    assert druzhba["group"] == "defence"
    assert "media" not in druzhba
    assert druzhba["autolink"] is False
    worded = {id for id, slide in slides.items() if "display_date" in slide}
    assert worded == {id for id in record.event_ids if set(record.event(id).date) & set("~?")}


def test_eras_have_two_ends(record: Record) -> None:
    """An interval of theme era is an era; TimelineJS takes none without an end, so a moment stays an event."""
    known = with_events(
        record,
        {"id": "long", "theme": "era", "date": "2003/2007", "date_text": "2003–2007"},
        {"id": "short", "theme": "era", "date": "2016", "date_text": "2016"},
        {"id": "half", "theme": "era", "date": "2016/2016-05", "date_text": "2016–May 2016"},
    )
    timeline = json.loads(export_json(known))
    assert [slide["unique_id"] for slide in timeline["eras"]] == ["long", "half"]
    assert [slide["unique_id"] for slide in timeline["events"]] == ["short"]
    assert [row["Type"] for row in read_back(export_sheet(known))] == ["title", "era", "", "era"]
    half = timeline["eras"][1]
    assert any(half["start_date"][part] != half["end_date"][part] for part in half["start_date"])


def test_undated_events_are_left_out_and_named(record: Record, there_and_back: Callable[[Record], Told]) -> None:
    """An event without a date is not written, and its id is told."""
    known = with_events(record, {"id": "undated", "date": "", "date_text": "undated"}, {"id": "dated"})
    assert undated_events(known) == ("undated",)
    assert [cells["id"] for _, cells in there_and_back(known).rows] == ["dated"]
    assert undated_events(record) == ()


def test_a_text_tells_the_whole_event(record: Record) -> None:
    """The text has summary, actors, place, note and every document, linked where it has an address."""
    event = record.event("druzhba-2016")
    text = json.loads(export_json(record))["events"][record.event_ids.index(event.id)]["text"]["text"]
    tree = lxml_html.fragment_fromstring(text, create_parent=True)
    said = tree.text_content()
    for part in (event.summary, event.place, event.note, *event.actors):
        assert part in said
    links = {link.get("href"): link for link in tree.iter("a")}
    for source in map(record.source, event.sources):
        assert source.title in said
        assert not source.url or links[source.url].text_content() == source.title
    assert all(link.get("rel") == "noopener" for link in links.values())


def test_the_table_itself_is_no_document_to_name() -> None:
    """An event that rests on the table it came in has no line of documents, which would come back as its note."""
    record = whole([("e.csv", b"title,date,sources\nA,2001,\nB,2002,A report\n")])
    texts = [slide["text"]["text"] for slide in json.loads(export_json(record))["events"]]
    assert ["Not linked: A report (not stated)" in text for text in texts] == [False, True]
    assert ["e.csv" in text or "itself" in text for text in texts] == [False, False]


def hostile(record: Record) -> Record:
    """Return the record with one event and one source of hostile words."""
    sources = record.sources.head(2).copy()
    sources[["title", "publisher"]] = HOSTILE
    sources["url"] = ["https://a.org/?x=\"onclick='y", ""]
    cells = dict.fromkeys(("title", "summary", "place", "note", "theme"), HOSTILE)
    event = cells | {"actors": (HOSTILE, HOSTILE), "sources": tuple(sources["id"]), "id": "hostile"}
    about = replace(record.about, title=HOSTILE, homepage="")
    return replace(with_events(record, event), sources=sources, about=about)


def test_no_word_of_a_record_acts(record: Record) -> None:
    """Words that are markup or script are written as text: no tag and no attribute comes of them."""
    known = hostile(record)
    timeline = json.loads(export_json(known))
    rows = read_back(export_sheet(known))
    texts = [timeline["title"]["text"], timeline["events"][0]["text"]]
    for html in (*texts[0].values(), *texts[1].values(), *(row[name] for row in rows for name in ("Headline", "Text"))):
        tree = lxml_html.fragment_fromstring(html, create_parent=True)
        assert {element.tag for element in tree.iter()} <= {"div", "p", "a"}
        assert {name for element in tree.iter() for name in element.attrib} <= {
            "href", "rel", "data-dyad", "data-id",
        }  # fmt: skip
    assert lxml_html.fragment_fromstring(rows[1]["Headline"], create_parent=True).text_content() == HOSTILE


def test_hostile_words_come_back_as_they_were(record: Record, there_and_back: Callable[[Record], Told]) -> None:
    """The words are read again as the same plain words; an address with quotes is no source."""
    told = there_and_back(hostile(record))
    ((_, cells),) = told.rows
    assert told.title == HOSTILE
    assert {cells[name] for name in ("title", "summary", "place", "theme")} == {HOSTILE}
    assert cells["note"].startswith(HOSTILE)
    assert told.sources == ()
