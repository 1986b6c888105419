"""What a run of a page shows: its charts, their alt texts, its words."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pyarrow as pa
from lxml import html
from streamlit.testing.v1 import AppTest

from dyad.figures.catalogue import FIGURES
from dyad.figures.look import Figure, Look
from dyad.importing.current import current_record
from dyad.publish.drawing_requests import FOLDER as DRAWINGS
from dyad.publish.drawing_requests import DrawingRequest, read_drawing_request

PAGES = ("overview", "timeline", "trade", "rankings", "claims", "figures", "record")
MARKDOWN = ("title", "header", "subheader", "caption", "markdown", "info", "warning", "error", "success")
DATA = Path(__file__).resolve().parents[2] / "data"


def read_rows(name: str, folder: Path = DATA) -> list[dict[str, str]]:
    """Return a table as plain text rows, read without the package."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def change_cell(folder: Path, *, table: str, row: str, column: str, to: str) -> int:
    """Write another value into one cell of a table; return the line its row starts on."""
    file = folder / f"{table}.csv"
    with file.open(encoding="utf-8", newline="") as source:
        reader = csv.DictReader(source)
        header = list(reader.fieldnames or ())
        starts: dict[str, int] = {}
        rows: list[dict[str, str]] = []
        start = reader.line_num + 1
        for one in reader:
            starts[one["id"]] = start
            start = reader.line_num + 1
            rows.append(one | ({column: to} if one["id"] == row else {}))
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return starts[row]


def charts(app: AppTest) -> list[Any]:
    """Return every chart drawn, as messages to the browser."""
    return [one.proto for kind in ("vega_lite_chart", "plotly_chart") for one in app.get(kind)]


def drawn(app: AppTest) -> list[Figure]:
    """Return every figure of the served record that the browser is told the address of, as that address has it."""
    figures = []
    for one in app.get("bidi_component"):
        told = json.loads(one.proto.json or "{}")
        if "drawing" in told:
            path, _, query = told["drawing"].partition("?")
            name = path.removeprefix(f"{DRAWINGS}/")
            record = current_record()
            asked = read_drawing_request(name, parse_qs(f"{query}&width=wide"), record=record)
            assert asked.current, f"{told['drawing']} is of another version"
            figures.append(FIGURES[name](record, asked.view, Look(width=asked.width)))
    return figures


def stills(app: AppTest) -> dict[str, DrawingRequest | Any]:
    """Return what is drawn as it stands, by media query: what its address asks for, or its markup as a tree."""
    told = [json.loads(one.proto.json or "{}").get("still", ()) for one in app.get("bidi_component")]
    return {media: _still(drawn) for one in told for media, drawn in one}


def _still(drawn: str) -> DrawingRequest | Any:
    if drawn.startswith("<"):
        return html.fragment_fromstring(drawn)
    path, _, query = drawn.partition("?")
    request = read_drawing_request(path.removeprefix(f"{DRAWINGS}/"), parse_qs(query), record=current_record())
    assert request.current, f"{drawn} is of another version"
    return request


def alt_texts(app: AppTest) -> list[str]:
    """Return the alt text of every chart and of every figure that the browser fetches."""
    return [one.alt for one in (*charts(app), *drawn(app))]


def descriptions(app: AppTest) -> list[str]:
    """Return what is told of each figure but Plotly's to those who do not see it, in the order of the page."""
    told = [
        one.value for block in _blocks(app.main) if "-told-" in getattr(block.proto, "id", "") for one in block.text
    ]
    return [*told, *(figure.alt for figure in drawn(app))]


def _blocks(block: Any) -> Iterator[Any]:
    for below in block.children.values():
        if hasattr(below, "children"):
            yield below
            yield from _blocks(below)


def rows_drawn(chart: Any) -> list[dict[str, Any]]:
    """Return the rows of all data sets of a Vega chart."""
    tables = (pa.ipc.open_stream(one.data.data).read_all() for one in chart.datasets)
    return [row for table in tables for row in table.to_pylist()]


def events_drawn(app: AppTest) -> dict[str, str]:
    """Return the labels of the events in the first Vega chart, by id."""
    rows = rows_drawn(app.get("vega_lite_chart")[0].proto)
    return {row["id"]: row["label"] for row in rows if "verdict" in row and "id" in row}


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


def file_links(app: AppTest) -> dict[str, str]:
    """Return the links to files on a page: by their words, where they lead."""
    found = {}
    for one in app.get("html"):
        if one.proto.body.startswith('<div class="saves">'):
            found |= {link.text: link.get("href") for link in html.fromstring(one.proto.body).iter("a")}
    return found


def said(app: AppTest) -> str:
    """Return all words on the page but those inside charts and tables, as a reader sees them."""
    texts = markdown_texts(app) + [one.value for one in (*app.text, *app.code)]
    return plain("\n".join(texts))
