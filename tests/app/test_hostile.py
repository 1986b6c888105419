"""Text of the tables that tries to be more than text is shown as it is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.seen import Show, card_texts, cards, change_cell, markdown_texts, plain, read_rows, said

HOSTILE = {
    "markdown": "**b** _i_ `c` ~~s~~ # h",
    "link": "[t](http://e.invalid)",
    "image": "![i](http://e.invalid/i.png)",
    "html": "<b>b</b><img src=x onerror=alert(1)>",
    "directive": ":red[x] :material/home: :smile:",
    "mathematics": "$x^2$ costs $5",
    "address": "www.e.invalid me@e.invalid",
    "arrow": "a -> b <- c -- d",
    "formula": "=1+1",
}


def escapes(text: str) -> bool:
    """Tell whether no active mark of markdown stands in a text without a backslash before it."""
    return all(
        text[at - 1] == "\\" for at, mark in enumerate(text) if mark in "*_`~[]<>$#" and (at == 0 or mark != "\\")
    )


def test_event(show: Show, data_copy: Path) -> None:
    """Hostile text in any column of an event is shown literally where the event is open: beside, or in a dialog."""
    events = dict(zip(HOSTILE.values(), (row["id"] for row in read_rows("events")), strict=False))
    for hostile, event in events.items():
        for column in ("title", "label", "summary", "place", "note", "actors"):
            text = hostile if column not in {"label"} else hostile[:30]
            change_cell(data_copy, table="events", row=event, column=column, to=text.replace(";", ","))
    for name, words in (("timeline", HOSTILE), ("overview", ("link", "html"))):
        app = show(name)
        for hostile in (HOSTILE[word] for word in words):
            app.text_input(key="event").set_value(events[hostile]).run()
            assert said(app).count(hostile) >= 4, said(app)
            for text in markdown_texts(app):
                if hostile in plain(text):
                    assert escapes(text), text
            assert any(hostile in text for text in card_texts(app))
            assert not [one for card in cards(app) for one in card.iter("img", "script", "font")]


def test_claim_and_source(show: Show, data_copy: Path) -> None:
    """Hostile text in a claim and in its source's title is shown literally on the claims page."""
    rows = {row["sources"].split(";")[0].strip(): row["id"] for row in read_rows("claims") if row["verdict"]}
    claims = dict(zip(HOSTILE.values(), ((id, source) for source, id in rows.items() if source), strict=False))
    assert len(claims) == len(HOSTILE)
    for hostile, (claim, source) in claims.items():
        for column in ("claim", "record", "value", "unit", "locator"):
            change_cell(data_copy, table="claims", row=claim, column=column, to=hostile)
        change_cell(data_copy, table="sources", row=source, column="title", to=hostile)
    app = show("claims")
    for hostile, (claim, _) in claims.items():
        (row,) = cards(app)[0].xpath(".//li[@data-claim=$id]", id=claim)
        assert row.text_content().count(hostile) >= 4
        assert not [*row.iter("img", "font", "em", "strong"), *row.xpath(".//a[contains(@href, 'e.invalid')]")]
    for text in markdown_texts(app):
        if any(hostile in plain(text) for hostile in HOSTILE.values()):
            assert escapes(text), text


@pytest.mark.parametrize("hostile", [HOSTILE[name] for name in ("link", "html", "directive", "mathematics")])
def test_search_and_address(show: Show, hostile: str) -> None:
    """Hostile text in the address comes back literally in the notices that name it."""
    app = show("overview", q=hostile, beyond=hostile)
    notices = [str(one.value) for one in (*app.info, *app.warning)]
    assert len(notices) == 2
    for notice in notices:
        assert hostile[:30] in plain(notice)
        assert escapes(notice), notice
