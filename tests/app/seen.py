"""What a run of a page shows: its figures, their alt texts, its words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote

import pandas as pd
from lxml import html
from streamlit.testing.v1 import AppTest

from dyad.figures.catalogue import FIGURES
from dyad.figures.compose import Figure
from dyad.figures.style import Style
from dyad.importing.current import DATA, current_record
from dyad.publish.drawing_requests import FOLDER as DRAWINGS
from dyad.publish.drawing_requests import DrawingRequest, read_drawing_request
from dyad.publish.file_requests import FOLDER as FILES
from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.render.drawing import WIDTHS
from dyad.ui.downloads import OWN, find_offer
from dyad.view import View
from tests.unit import tables as tables_of

Show = Callable[..., AppTest]  # what shows a page, as `show("trade", years=["2010", "2016"])`

OFFERED = f"{FILES}/{OWN}/"
BLOCKS = ("h2", "h3", "h4", "p", "summary", "ul[@class='sources']/li")
PAGES = ("overview", "timeline", "trade", "rankings", "claims", "figures", "record")
DRAWINGS_KEPT = 64  # a page in another state has many of the same
MARKDOWN = ("title", "header", "subheader", "caption", "markdown", "info", "warning", "error", "success")


read_rows = partial(tables_of.read_rows, DATA)  # a table as plain text rows, read without the package


def change_cell(folder: Path, *, table: str, row: str, column: str, to: str) -> int:
    """Write another value into one cell of a table; return the line its row starts on."""
    return tables_of.change(folder, table, tables_of.find(folder, table, id=row), **{column: to})


def components(app: AppTest) -> list[dict[str, Any]]:
    """Return what each component of our own is told by a run."""
    return [json.loads(one.proto.json or "{}") for one in app.get("bidi_component")]


def own_drawings(app: AppTest) -> dict[str, str]:
    """Return every figure of own tables that the browser is told the address of, as markup by name."""
    of_own = [told for told in components(app) if told.get("drawing", "").startswith(OFFERED)]
    return {told["name"]: offered(told["drawing"], WIDTHS["wide"]) for told in of_own}


def offered(address: str, *width: int) -> str:
    """Return what a session hands out at an address."""
    offer = find_offer(address.split("/")[2])
    assert offer
    return offer.make(*width).decode()


def drawn(app: AppTest) -> list[Figure]:
    """Return every figure of the served record that the browser is told the address of, as that address has it."""
    figures = []
    for told in components(app):
        path, _, query = told.get("drawing", "").partition("?")
        if path.startswith(f"{DRAWINGS}/"):
            name = path.removeprefix(f"{DRAWINGS}/")
            record = current_record()
            asked = read_drawing_request(name, parse_qs(f"{query}&width=wide"), record=record)
            figures.append(_draw(record, name, asked.view, asked.width))
    return figures


@cached_per_record(DRAWINGS_KEPT)
def _draw(record: Record, name: str, view: View, width: int) -> Figure:
    return FIGURES[name].draw(record, view, Style(width=width))


def stills(app: AppTest) -> dict[str, DrawingRequest | Any]:
    """Return what is drawn as it stands, by media query: what its address asks for, or its markup as a tree."""
    return {media: _still(drawn) for told in components(app) for media, drawn in told.get("still", ())}


def _still(drawn: str) -> DrawingRequest | Any:
    if drawn.startswith(OFFERED):
        drawn = offered(drawn)
    if drawn.startswith("<"):
        return html.fragment_fromstring(drawn)
    path, _, query = drawn.partition("?")
    return read_drawing_request(path.removeprefix(f"{DRAWINGS}/"), parse_qs(query), record=current_record())


def alt_texts(app: AppTest) -> list[str]:
    """Return the alt text of Plotly's chart and of every figure that the browser fetches."""
    return [one.alt for one in (*(chart.proto for chart in app.get("plotly_chart")), *drawn(app))]


def events_drawn(app: AppTest) -> dict[str, str]:
    """Return the labels of the events in the timeline drawn of the served record or of own tables, by id."""
    if own := own_drawings(app):
        root = html.fragment_fromstring(own["timeline"])
        texts = {one.get("data-key"): one.text_content() for one in root.xpath("//*[local-name()='text'][@data-key]")}
        return {key.removeprefix("event:"): text for key, text in texts.items()}
    (events,) = [figure.data for figure in drawn(app) if figure.name == "timeline"]
    return dict(events[["id", "label"]].itertuples(index=False, name=None))


def plain(text: str) -> str:
    """Undo `dyad.ui.words.literal`: backslashes and word joiners gone."""
    return text.replace("\\", "").replace("\u2060", "")


def markdown_texts(app: AppTest) -> list[str]:
    """Return every text that Streamlit reads as markdown: headings, captions, notices, labels."""
    texts = [str(one.value) for kind in MARKDOWN for one in app.get(kind)]
    texts += [one.label for kind in ("expander", "button") for one in app.get(kind)]
    texts += [one.value for one in app.get("link_button")]
    texts += [one.proto.dialog.title for one in app.get("dialog")]
    return texts


def markup(app: AppTest, holding: str = "") -> list[str]:
    """Return the pieces of markup on a page that hold a text."""
    return [one.proto.body for one in app.get("html") if holding in one.proto.body]


def copied(app: AppTest) -> list[html.HtmlElement]:
    """Return the texts on a page that have a button to copy them."""
    texts = [html.fragment_fromstring(body) for body in markup(app, '<div class="dyad-copying dyad-text">')]
    assert all("data-copied" not in one.find("button").attrib for one in texts)  # it copies what stands beside it
    return [one.find("pre") for one in texts]


def copying(app: AppTest) -> dict[str, str]:
    """Return what the buttons on a page copy, or of which picture, by their words."""
    rows = markup(app, '<div class="dyad-copying">')
    buttons = [button for row in rows for button in html.fragment_fromstring(row)]
    return {one.text: one.get("data-picture") or unquote(one.get("data-copied")) for one in buttons}


def file_links(app: AppTest) -> dict[str, str]:
    """Return the links to files on a page: by their words, where they lead."""
    rows = markup(app, '<div class="saves">')
    return {link.text: link.get("href") for row in rows for link in html.fromstring(row).iter("a")}


def labelled_tables(app: AppTest) -> list[tuple[str, pd.DataFrame]]:
    """Return the tables on a page from the top, each with its label, every cell text.

    A column `href of X` has where the cells of X lead.
    """
    found = []
    for body in markup(app, '<div class="dyad-table"'):
        box = html.fragments_fromstring(body)[0]
        names = [head.text_content() for head in box.iter("th")]
        rows = [list(row) for row in box.find(".//tbody")]
        table = pd.DataFrame([[cell.text_content() for cell in row] for row in rows], columns=names)
        for at, name in enumerate(names):
            links = [row[at].find("a") for row in rows]
            if any(link is not None for link in links):
                table[f"href of {name}"] = ["" if link is None else link.get("href") for link in links]
        found.append((box.get("aria-label"), table))
    return found


def tables(app: AppTest) -> list[pd.DataFrame]:
    """Return the tables on a page, from the top."""
    return [table for _, table in labelled_tables(app)]


def cards(app: AppTest) -> list[html.HtmlElement]:
    """Return the cards on a page, each as a tree."""
    cards = re.compile(r'<\w+ class="dyad-(card|tested)')
    return [html.fragment_fromstring(body.strip()) for body in markup(app) if cards.match(body.strip())]


def card_texts(app: AppTest) -> list[str]:
    """Return the words of the cards on a page, a text for each heading, paragraph, row and source."""
    blocks = "|".join(f"descendant-or-self::{one}" for one in BLOCKS)
    return [" ".join(block.text_content().split()) for card in cards(app) for block in card.xpath(blocks)]


def open_rows(app: AppTest) -> list[str]:
    """Return the ids of the events whose rows are marked as open."""
    rows = [row for body in markup(app, "data-opens") for row in html.fromstring(body).iter("tr")]
    return [row.get("data-opens") for row in rows if row.get("aria-current")]


def said(app: AppTest) -> str:
    """Return all words on the page but those inside charts and tables, as a reader sees them."""
    texts = markdown_texts(app) + [one.value for one in app.text] + card_texts(app)
    texts += [one.text_content() for one in copied(app)]
    return plain("\n".join(texts))
