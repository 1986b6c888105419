"""Text of the tables that tries to be more than text is shown as it is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.app.seen import card_texts, cards, change_cell, markdown_texts, plain, read_rows, said

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
EVENT = "druzhba-2017"


def escapes(text: str) -> bool:
    """Tell whether no active mark of markdown stands in a text without a backslash before it."""
    return all(
        text[at - 1] == "\\" for at, mark in enumerate(text) if mark in "*_`~[]<>$#" and (at == 0 or mark != "\\")
    )


@pytest.mark.parametrize(
    ("name", "hostile"),
    [*(("timeline", text) for text in HOSTILE.values()), ("overview", HOSTILE["link"]), ("overview", HOSTILE["html"])],
    ids=[*HOSTILE, "link in a dialog", "html in a dialog"],
)
def test_event(show: Callable[..., AppTest], data_copy: Path, name: str, hostile: str) -> None:
    """Hostile text in any column of an event is shown literally where the event is open."""
    for column in ("title", "label", "summary", "place", "note", "actors"):
        text = hostile if column not in {"label"} else hostile[:30]
        change_cell(data_copy, table="events", row=EVENT, column=column, to=text.replace(";", ","))
    app = show(name, event=EVENT)
    assert said(app).count(hostile) >= 4, said(app)
    for text in markdown_texts(app):
        if hostile in plain(text):
            assert escapes(text), text
    assert any(hostile in text for text in card_texts(app))
    assert not [one for card in cards(app) for one in card.iter("img", "script", "font")]


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_claim_and_source(show: Callable[..., AppTest], data_copy: Path, hostile: str) -> None:
    """Hostile text in a claim and in its source's title is shown literally on the claims page."""
    claim = next(row for row in read_rows("claims") if row["sources"] and row["verdict"])
    source = claim["sources"].split(";")[0].strip()
    for column in ("claim", "record", "value", "unit", "locator"):
        change_cell(data_copy, table="claims", row=claim["id"], column=column, to=hostile)
    change_cell(data_copy, table="sources", row=source, column="title", to=hostile)
    app = show("claims")
    (row,) = cards(app)[0].xpath(".//li[@data-claim=$id]", id=claim["id"])
    assert row.text_content().count(hostile) >= 4
    assert not [*row.iter("img", "font", "em", "strong"), *row.xpath(".//a[contains(@href, 'e.invalid')]")]
    for text in markdown_texts(app):
        if hostile in plain(text):
            assert escapes(text), text


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_search_and_address(show: Callable[..., AppTest], hostile: str) -> None:
    """Hostile text in the address comes back literally in the notices that name it."""
    app = show("overview", q=hostile, beyond=hostile)
    notices = [str(one.value) for one in (*app.info, *app.warning)]
    assert len(notices) == 2
    for notice in notices:
        assert hostile[:30] in plain(notice)
        assert escapes(notice), notice
