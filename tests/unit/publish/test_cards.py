"""Cards: an event, a claim, a source in words and as markup."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html

from dyad.publish.card_html import TEMPLATES, make_environment, mark_abbreviations, write_event
from dyad.publish.cards import event_card, source_card
from dyad.record import Record
from dyad.wording.documents import say_place
from tests.unit.tables import Raw


def parse(markup: str) -> html.HtmlElement:
    """Return markup as one tree."""
    return html.fragment_fromstring(markup, create_parent="div")


def with_source(record: Record, **cells: str) -> Record:
    """Return a record whose first document has other cells."""
    sources = record.sources.copy()
    for name, cell in cells.items():
        sources.loc[sources.index[0], name] = cell
    return replace(record, sources=sources)


def test_a_source_says_what_it_is(record: Record) -> None:
    """A document in another language is a link that names host, kind and language, its title marked with the latter."""
    one = with_source(
        record, author="", title="Договор", publisher="Agency", url="https://www.a.example/?x=1&y=2",
        language="ru", kind="repost", note="Repost of b.ru. Read in a copy on GitHub, a/b.json, at a commit. More.",
    )  # fmt: skip
    card = source_card(one, str(one.sources["id"].iloc[0]))
    assert card.about == (
        "a.example", "repost of another report", "in Russian", "read in a copy on GitHub, a/b.json, at a commit",
    )  # fmt: skip
    (link,) = parse(make_environment().get_template(TEMPLATES).module.sources([card])).iter("a")
    assert (link.get("href"), link.text_content()) == ("https://www.a.example/?x=1&y=2", "Договор. Agency, 2 June 2014")
    assert [(cite.get("lang"), cite.text) for cite in link.iter("cite")] == [("ru", "Договор")]


@pytest.mark.parametrize("url", ["", "javascript:alert(1)", "ftp://a.example"])
def test_what_is_no_web_address_is_no_link(record: Record, url: str) -> None:
    """A document without an address on the web stands as words; a title that is ours is told so, in our language."""
    one = with_source(record, title="[A <b>paper</b>]", url=url, language="ur")
    markup = parse(
        make_environment().get_template(TEMPLATES).module.sources([source_card(one, one.sources["id"].iloc[0])])
    )
    assert not [*markup.iter("a"), *markup.iter("b")]
    assert "[A <b>paper</b>]" in markup.text_content()
    assert "in Urdu · the title in brackets is ours" in markup.text_content()
    assert markup.find(".//cite").get("lang") is None


def test_abbreviations_are_explained_where_they_stand(record: Record) -> None:
    """Each is marked and explained once in words, unless its words stand there; parts of words are none."""
    about = replace(record.about, abbreviations={"OIC": "Organisation X", "SCO": "Shanghai Y", "EU": "Union"})
    events = record.events.copy()
    at = events.index[events["id"] == "oic-observer-2005"][0]
    events.loc[at, "summary"] = "The OIC & the OICs; the union (EU)."
    markup = parse(write_event(event_card(replace(record, about=about, events=events), "oic-observer-2005")))
    summary = markup.xpath(".//p[@dir='auto']")[0]
    assert summary.text_content() == "The OIC & the OICs; the union (EU)."
    assert [(one.text, one.get("title")) for one in summary.iter("abbr")] == [("OIC", "Organisation X")]
    assert [one.text_content().strip() for one in markup.xpath(".//p[@class='short']")] == ["OIC Organisation X."]
    assert mark_abbreviations("<i>UN</i>", [("UN", '"')]) == '&lt;i&gt;<abbr title="&#34;">UN</abbr>&lt;/i&gt;'


def test_every_event_is_told_whole(record: Record, raw: Raw) -> None:
    """A card has all columns of its event, its claims with what the record shows, and all sources of both."""
    sources = {source["id"]: source for source in raw["sources"]}
    assert len(raw["events"]) == 78
    for event in raw["events"]:
        card = parse(write_event(event_card(record, event["id"])))
        words, urls = " ".join(card.text_content().split()), set(card.xpath(".//a/@href"))
        claims = [claim for claim in raw["claims"] if claim["event"] == event["id"]]
        assert ("Beyond the essay" in words) == (not claims), event["id"]
        told = [event[column] for column in ("summary", "theme", "place", "note")] + event["actors"].split(";")
        told += [text for claim in claims for text in (claim["claim"], claim["record"], say_place(claim["locator"]))]
        for id in {id for row in (event, *claims) for id in row["sources"].split(";") if id}:
            told.append(sources[id]["title"])
            assert not sources[id]["url"] or sources[id]["url"] in urls, (event["id"], id)
        assert [text for text in told if text.strip() not in words] == [], event["id"]
