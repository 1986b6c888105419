"""The first HTML of a page says what it is, holds what it has drawn, and lists the rest in words."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import replace
from urllib.parse import parse_qs, urlencode, urlsplit

import brotli
import pytest
from lxml import html
from starlette.responses import PlainTextResponse

from dyad.figures.catalogue import FIGURES
from dyad.findings.claims import claim_rows
from dyad.lesson import Lesson, made_lesson
from dyad.lesson.packing import pack_rows
from dyad.lesson.rows import tidy_rows
from dyad.publish.drawing_requests import read_drawing_request
from dyad.publish.file_requests import Source, read_file_request
from dyad.publish.pages import KEPT_LESSON, PAGES, parts_of
from dyad.record import Record, RecordError
from dyad.render.cache import Drawings
from dyad.render.drawing import ROOM, WIDTHS
from dyad.server.first import making
from dyad.server.first.body import write_body
from dyad.server.first.head import write_head
from dyad.server.first.making import FirstHTML
from dyad.server.first.requests import PageRequest
from dyad.server.index import BODY, HEAD
from dyad.ui.drawn import PAGE_SCRIPT
from dyad.view import default_view, select_events
from dyad.wording.findings import claims_by_id
from dyad.wording.server import SCRIPTS_NEEDED, STILL_IN_WORDS
from tests.unit.server.asking import ask
from tests.unit.server.pen import Pen

ORIGIN = "http://localhost"
EVERY = f"<head>{HEAD}</head><body>{BODY}</body>"


@pytest.fixture
def drawings() -> Drawings:
    """Return drawings of which none is there yet."""
    return Drawings(draw=Pen().draw)


@pytest.fixture
def first(drawings: Drawings) -> FirstHTML:
    """Return pages of the record that the repository ships."""
    return FirstHTML(PlainTextResponse("handed on"), EVERY, drawings)


PACKED = pack_rows(tidy_rows([{"title": "A", "shows": "text", "prompt": "B"}]))


def get(first: FirstHTML, page: str, **query: list[str]) -> html.HtmlElement:
    """Return a page as it is sent."""
    return parse(ask(first, f"/{PAGES[page].path}?{urlencode(query, doseq=True)}").body)


def parse(page: bytes) -> html.HtmlElement:
    """Return a page that was sent."""
    return html.document_fromstring(page.decode())


def meta(page: html.HtmlElement, name: str) -> str:
    """Return what the head says under a name."""
    (told,) = page.xpath("//meta[@name=$name or @property=$name]", name=name)
    return str(told.get("content"))


@pytest.mark.parametrize("page", list(PAGES))
def test_every_page_says_what_it_is(page: str, first: FirstHTML, record: Record) -> None:
    """A title of its own, a sentence, where it stands with the view, and a picture that the server has."""
    found = get(first, page, years=["2010", "2015"])
    title = found.findtext(".//title")
    assert title == f"{PAGES[page].menu} · {record.about.title}" == meta(found, "og:title")
    assert meta(found, "description").endswith(".")
    assert len(meta(found, "description")) > 20
    address = f"{ORIGIN}/{'' if page == 'overview' else page}?years=2010&years=2015"
    assert meta(found, "og:url") == address == found.xpath("//link[@rel='canonical']/@href")[0]
    assert f'--address: "{address}"; --version: "Data version {record.version}";' in found.findtext(".//head/style")
    picture = urlsplit(meta(found, "og:image"))
    request = read_file_request(
        picture.path.removeprefix("/files/"), parse_qs(picture.query), source=Source(record=record, lesson=Lesson())
    )
    assert request.drawn
    assert page == "present" or request.drawn[0].years == (2010, 2015)  # a lesson has years of its own
    assert len(found.xpath("//h1")) == 1
    assert found.xpath("//main//section//h2 | //main//table | //main//li/a"), "nothing is listed in words"


def test_what_an_address_names_is_what_a_link_shows(first: FirstHTML, record: Record) -> None:
    """A figure, a claim, a step or a table is named in title, sentence, picture and address; what is none is not."""
    claim = list(claims_by_id(record).values())[3]
    for page, query, title, words, picture in (
        ("figures", {"figure": ["partners"], "years": ["2010", "2015"]}, FIGURES["partners"].title, "", "partners"),
        ("claims", {"claim": [claim["id"]]}, claim["claim"].rstrip("."), claim["record"][:40], f"claim-{claim['id']}"),
        ("record", {"table": ["trade"]}, "What can be measured", f"{len(record.events)} events", "trade-band"),
        (
            "present",
            {"step": ["13"]},
            "Step 13: The same trade, counted twice",
            "Each counts at its own border",
            "trade-band",
        ),
        (
            "present",
            {"step": ["3"], "way": ["short"]},
            "Step 3: The turn: the arms embargo ends",
            "Pakistani officials",
            "overview",
        ),
        ("record", {"table": ["What can be measured (trade.csv)"]}, "What can be measured", "", "trade-band"),
        (
            "timeline",
            {"story": ["true"], "event": ["druzhba-2016"]},
            record.event("druzhba-2016").title,
            "Mountain troops",
            "timeline",
        ),
        ("timeline", {"story": ["true"]}, "Timeline", "12 of 26", "timeline"),
        ("overview", {}, "Overview", f"{len(record.claims)} statements of Atia Ali Kazmi’s essay “", "overview"),
        ("overview", {"event": ["druzhba-2016"]}, record.event("druzhba-2016").title, "Mountain troops", "timeline"),
        (
            "claims",
            {"verdict": ["partly", "opinion"], "theme": ["energy"], "locator": ["¶25"]},
            "Claims: Partly, Opinion, Energy, Paragraph 25",
            "",
            "claims-summary",
        ),
        ("figures", {"figure": ["pie"]}, "Figures", "", "overview"),
        ("claims", {"claim": ["pie"]}, "Claims", "", "claims-summary"),
        ("record", {}, "Record", f"{len(record.claims)} claims of the essay", "event-strip"),
        ("present", {"step": ["99"]}, "Present", "", "timeline"),
    ):
        found = get(first, page, **query)
        assert meta(found, "og:title") == f"{title} · {record.about.title}" == found.findtext(".//title")
        assert words in meta(found, "description")
        assert "event" not in query or words in found.find(".//main").text_content()
        assert urlsplit(meta(found, "og:image")).path == f"/files/{picture}.png"
        named = {} if title in ("Figures", "Claims", "Present") else query
        named |= {"table": ["trade"]} if "table" in query else {}
        assert parse_qs(urlsplit(meta(found, "og:url")).query) == named


def test_the_list_is_what_the_choice_leaves(first: FirstHTML, record: Record) -> None:
    """Each event of the view is named, with its summary and its own address, and no other is."""
    found = get(first, "timeline", theme=["energy"])
    kept = select_events(record, replace(default_view(record), themes=("energy",)))
    links = found.xpath("//div[@id='in-words']//li/a")
    assert [link.text for link in links] == list(kept["title"])
    assert links[0].get("href") == f"./timeline?theme=energy&event={kept['id'].iloc[0]}"
    claims = get(first, "claims", theme=["energy"]).xpath("//div[@id='in-words']//li//span[@class='what']/text()")
    assert sorted(claims) == sorted(claim_rows(record, replace(default_view(record), themes=("energy",)))["claim"])


def test_a_page_offers_the_filters_that_it_heeds(first: FirstHTML, record: Record) -> None:
    """Themes and words change what a page says of events; one of figures a year offers its years alone.

    How many events are left is told beside how many there are, of which the title of the timeline speaks.
    """
    view = replace(default_view(record), years=(2010, 2015))
    kept, of = (len(select_events(record, replace(view, themes=themes))) for themes in (("energy",), ()))
    for page, offered in (("timeline", True), ("trade", False), ("rankings", False)):
        found = get(first, page, theme=["energy"], years=["2010", "2015"])
        assert bool(found.xpath("//div[@class='filters']/span[@class='themes']/a")) is offered
        told = found.xpath("string(//p[starts-with(@class, 'shown')]/span)")
        assert told.startswith(f"{kept} of {of} events: " if offered else "Drag over years")
        choices = [link.text for link in found.xpath("//div[@class='choices']/a")]
        assert choices == ["2010–2015 ×", *(["Energy ×"] if offered else [])]


def test_controls_stand_where_they_will(first: FirstHTML, record: Record) -> None:
    """What a figure heeds, the ways from an open event, files and tables are links before Streamlit has come."""
    trade = get(first, "trade", sources=["all"])
    links = {link.text: link.get("href") for link in trade.xpath("//*[@class='chooser']/a")}
    assert links == {"two sides": "./trade", "all": "./trade?sources=all"}
    assert trade.xpath("string(//*[@class='chooser']/a[@aria-current])") == "all"
    ids = list(select_events(record, default_view(record))["id"])
    ways = get(first, "timeline", event=[ids[0]]).xpath("//p[@class='steps']/a")
    assert [way.get("href") for way in ways] == [None, f"./timeline?event={ids[1]}", "./timeline"]
    taken = get(first, "figures", figure=["partners"])
    assert {urlsplit(href).path for href in taken.xpath("//*[@class='saves']/a/@href")} >= {"./files/partners.png"}
    tables = get(first, "record", table=["claims"])
    assert tables.xpath("string(//*[@class='chooser']/a[@aria-current])") == record.tables["claims"].label
    assert f"{len(record.claims)} rows" in tables.xpath("//main/p/text()")


def test_links_keep_what_a_page_names(first: FirstHTML, record: Record) -> None:
    """A filter keeps figure and sheet, story and what claims are sifted by; what cannot be is not kept, nor events."""
    queries = {
        "figures": {"figure": ["timeline"], "size": ["square"], "scale": ["2"]},
        "timeline": {"story": ["true"]}, "claims": {"verdict": ["contradicted"]},
    }  # fmt: skip
    for page, query in queries.items():
        (theme, *_) = get(first, page, **query).xpath("//span[@class='themes']/a/@href")
        assert parse_qs(urlsplit(theme).query) == query | {"theme": [record.about.themes[0]]}
    wrong = get(first, "figures", figure=["none"], theme=["energy"])
    assert "none" not in "".join(wrong.xpath("//main//a/@href"))
    event = record.events["id"].iloc[0]
    menu = get(first, "timeline", event=[event]).xpath("//nav/a/@href")
    assert [href for href in menu if "event=" in href] == [f"./timeline?event={event}"]
    assert f"event={event}" in get(first, "timeline", event=[event]).xpath("string(//p[@class='tell']/a/@href)")


def test_what_was_left_out_is_told(first: FirstHTML) -> None:
    """A value that the filters or the page cannot take is told of before Streamlit has come."""
    told = get(first, "timeline", story=["maybe"], theme=["<i>x"]).xpath("//*[@class='notice']/p/text()")
    assert [one.split("”")[0] for one in told] == ["“theme=<i>x", "“story=maybe"]


def test_drawings_that_are_there_are_in_it(first: FirstHTML, drawings: Drawings, record: Record) -> None:
    """A page goes out without what is not drawn, with where it is to be had; once drawn, it is in the page."""
    before = get(first, "trade", years=["2010", "2015"])
    places = before.xpath("//div[@class='dyad-drawn']")
    assert [place.get("data-name") for place in places] == [part.figure for part in parts_of(record, "trade")]
    assert not before.xpath("//figure")
    address = urlsplit(places[0].get("data-drawing"))
    query = parse_qs(address.query) | {"width": ["narrow"]}
    request = read_drawing_request(address.path.removeprefix("drawings/"), query, record=record)
    assert request.view.years == (2010, 2015)
    for width in (WIDTHS["wide"], WIDTHS["small"]):
        drawings.get(record, request.view, "trade-band", width)
    after = get(first, "trade", years=["2010", "2015"], theme=["energy"])
    (figure,) = after.xpath("//figure")
    assert figure.get("data-widths") == "wide small"
    assert figure.getparent().get("data-shown") == "true"


def test_figures_are_for_the_room_there_is(first: FirstHTML, record: Record) -> None:
    """Of the overview a phone shows others; a choice that leaves no event has none of events, and says why."""
    found = get(first, "overview")
    places = found.xpath("//div[@class='dyad-drawn']")
    rooms = {place.get("data-name"): place.getparent().get("class") for place in places}
    assert rooms == {
        part.figure: f"place in-{part.room}" if part.room else "place" for part in parts_of(record, "overview")
    }
    empty = get(first, "timeline", q=["no such word"])
    assert not empty.xpath("//div[@class='dyad-drawn']")
    assert empty.xpath("//p[@class='notice']/text()") == ["No event is left by the search “no such word”."]


def test_another_lesson_has_no_first_page(first: FirstHTML) -> None:
    """What a link holds, or the browser keeps, is not preceded by the record's lesson; other pages stay as they are."""
    kept = {"cookie": f"{KEPT_LESSON}=1"}
    assert not parse(ask(first, "/present", **kept).body).xpath("//main")
    assert not get(first, "present", lesson=[PACKED]).xpath("//main")
    assert get(first, "present").xpath("//main")
    assert get(first, "present", lesson=["junk"]).xpath("//*[@class='notice']/p")
    assert parse(ask(first, "/trade", **kept).body).xpath("//main")


def test_pages_are_answered_compressed_or_plain(first: FirstHTML) -> None:
    """A page is the same either way, is asked for anew each time, and another address is handed on."""
    plain, gzipped, packed = (ask(first, "/trade", accept_encoding=coding) for coding in ("", "gzip", "br"))
    assert brotli.decompress(packed.body) == gzip.decompress(gzipped.body) == plain.body
    assert (packed.headers["content-encoding"], packed.headers["cache-control"]) == ("br", "no-cache")
    assert packed.headers["content-type"].startswith("text/html")
    assert ask(first, "/other").body == b"handed on"


def test_a_lesson_begins_with_the_step_named(first: FirstHTML) -> None:
    """Its words are there as the class sees them, and where its picture is; not of one that is revealed or edited."""
    for number, title in (("3", "The slow years: talks and seats"), ("6", "The turn: the arms embargo ends")):
        found = get(first, "present", step=[number])
        assert [one.text for one in found.xpath("//h1")] == [title]
        assert len(found.xpath("//*[@class='st-key-words']//p")) == (1 if number == "3" else 4)
        assert found.xpath("string(//*[@class='st-key-foot'])") == f"{number} / 19"
    (drawn,) = get(first, "present", step=["3"]).xpath("//@data-still")
    assert [address.partition("?")[0] for _, address in json.loads(drawn)] == ["drawings/timeline"] * 3
    for query in ({"step": ["2"], "revealed": ["true"]}, {"edit": ["1"]}, {"step": ["abc"]}):
        assert not get(first, "present", **query).xpath("//*[@class='st-key-lesson']")


def test_where_it_would_be_another_record_it_shows_none(first: FirstHTML, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables of a reader's own are in a session alone; a record that cannot be read is told of by the page.

    What no script runs for, or nothing comes for, says so all the same.
    """
    empty = get(first, "trade", own=["abc"])
    assert not empty.xpath("//main")
    assert empty.xpath("string(//div[@id='first']/noscript)") == SCRIPTS_NEEDED
    assert empty.xpath("string(//*[@id='still'][@hidden])") == STILL_IN_WORDS

    def broken() -> Record:
        raise RecordError([])

    monkeypatch.setattr(making, "current_record", broken)
    found = get(first, "trade")
    assert found.findtext(".//title") == "Dyad"
    assert not found.xpath("//main")


def test_text_of_a_record_is_text(drawings: Drawings, record: Record) -> None:
    """Nothing of a table becomes markup, in the head or in the body."""
    about = replace(record.about, title='<script>"x"</script>', document="<b>speech</b>")
    spoiled = replace(record, about=about)
    steps = tuple(replace(step, title="<i>step</i>", prompt="<u>") for step in made_lesson(spoiled).steps)
    source = Source(record=spoiled, lesson=Lesson(steps=steps))
    for entry in PAGES.values():
        request = PageRequest(entry=entry, view=default_view(record), dropped=("<u>",), origin=ORIGIN)
        text = write_head(source, request) + write_body(
            source, request, drawings, [()] * len(parts_of(source.record, entry.name))
        )
        assert not re.search(r"<(script|i|u)>", text.replace('<script type="application/json">', ""))
        assert "<b>speech" not in text


def test_widths_are_the_same_in_both_languages() -> None:
    """The script asks for the drawing that the stylesheet and Python would take."""
    found = re.search(r"ROOM = (\[\[.*?\]\]);", PAGE_SCRIPT)
    assert found
    assert json.loads(found[1]) == [list(item) for item in ROOM.items()]
