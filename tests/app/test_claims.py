"""The claims page: every claim, its verdict, what the record shows, who says so."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from lxml import html
from streamlit.testing.v1 import AppTest

from dyad.findings.claims import GRAVITY
from dyad.record import Record
from dyad.wording.findings import claims_by_id
from tests.app.seen import Show, alt_texts, cards, read_rows, said

VERDICTS = ("confirmed", "partly", "contradicted", "not found", "opinion")


def rows_shown(app: AppTest) -> dict[str, html.HtmlElement]:
    """Return the row of each claim, in order, by its id."""
    (found,) = [card for card in cards(app) if card.tag == "section"]
    return {row.get("data-claim"): row for row in found.xpath(".//li[@data-claim]")}


def words(element: html.HtmlElement) -> str:
    """Return the text of an element."""
    return " ".join(element.text_content().split())


def test_every_claim(show: Show) -> None:
    """Every claim stands there once, under the theme of its event, with the verdict of the table, the gravest first."""
    rows = {row["id"]: row for row in read_rows("claims")}
    themes = {event["id"]: event["theme"].capitalize() for event in read_rows("events")}
    shown = rows_shown(show("claims"))
    assert set(shown) == set(rows)
    for claim, row in shown.items():
        assert row.xpath("string(.//span[@class='what'])") == rows[claim]["claim"]
        assert row.get("data-verdict") == (rows[claim]["verdict"] or row.get("data-verdict"))
        assert row.xpath("string(.//summary/span[1])").split(maxsplit=1)[1].lower() == row.get("data-verdict")
        assert row.getparent().getprevious().text == themes.get(rows[claim]["event"], "Not tied to an event")
    lists = list(dict.fromkeys(row.getparent() for row in shown.values()))
    assert len(lists) == 6
    for of_theme in lists:
        gravity = [GRAVITY.index(row.get("data-verdict")) for row in of_theme]
        assert gravity == sorted(gravity)


@pytest.mark.parametrize("years", [(), ("2011", "2015")])
def test_counts(show: Show, years: tuple[str, ...]) -> None:
    """The counts in the figure's description are those of the claims listed, also where years leave some out."""
    app = show("claims", years=list(years))
    listed = Counter(row.get("data-verdict") for row in rows_shown(app).values())
    number, whole = sum(listed.values()), len(read_rows("claims"))
    assert (number < whole) == bool(years)
    (told,) = cards(app)[0].xpath(".//*[@role='status']")
    assert told.text == (f"{number} of {whole} claims" if years else f"{whole} claims")
    chips = {chip.get("data-verdict"): int(chip[1].text) for chip in cards(app)[0].xpath(".//button[@aria-pressed]")}
    assert chips == {verdict: listed[verdict] for verdict in VERDICTS}
    (sentence,) = alt_texts(app)
    for found in (number, *(listed[verdict] for verdict in VERDICTS if verdict != "opinion")):
        assert re.search(rf"\b{found}\b", sentence), (found, sentence)


def test_locator_record_event_and_sources(show: Show, record: Record) -> None:
    """Each claim says where the essay has it and what the record shows, and links to its event, its sources, itself.

    Of one that names a check that is what was computed, and the sources of it.
    """
    judged = claims_by_id(record)
    sources = {source["id"]: source for source in read_rows("sources")}
    shown = rows_shown(show("claims"))
    for claim in read_rows("claims"):
        row = shown[claim["id"]]
        links = {link.get("href"): link for link in row.iter("a")}
        assert claim["locator"] in words(row), claim["id"]
        assert judged[claim["id"]]["record"] in words(row), claim["id"]
        assert f"./claims?claim={claim['id']}" in links
        assert not claim["event"] or links[f"./timeline?event={claim['event']}"].get("data-opens-event")
        for id in judged[claim["id"]]["sources"]:
            assert sources[id]["title"] in words(row), (claim["id"], id)
            assert not sources[id]["url"] or links[sources[id]["url"]].get("target") == "_blank", (claim["id"], id)


def test_band_sentence_is_on_the_trade_page_too(show: Show) -> None:
    """What tests the band is on the claims page and, in the verdict and after the figure, on the trade page once."""
    claims, trade = said(show("claims")), said(show("trade"))
    begin, *rest = re.findall(r"Trade was inside USD 400–600 million[^.]*\.", trade)
    assert not rest
    after = next(line for line in trade.splitlines() if line.startswith("Pakistan reports it inside"))
    assert f"{begin} {after}" in claims
