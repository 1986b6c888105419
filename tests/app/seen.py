"""What a run of a page shows: its charts, their alt texts, its words."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

PAGES = ("overview", "timeline", "trade", "rankings", "claims", "record")
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
        starts, rows, start = {}, [], reader.line_num + 1
        header = list(reader.fieldnames or ())
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


def alt_texts(app: AppTest) -> list[str]:
    """Return the alt text of every chart."""
    return [chart.alt for chart in charts(app)]


def specification(app: AppTest, at: int = 0) -> str:
    """Return what a Vega chart draws, as text."""
    spec: str = app.get("vega_lite_chart")[at].proto.spec
    return spec


def plain(text: str) -> str:
    """Undo `dyad.ui.words.literal`: backslashes and word joiners gone."""
    return text.replace("\\", "").replace("\u2060", "")


def markdown_texts(app: AppTest) -> list[str]:
    """Return every text that Streamlit reads as markdown: headings, captions, notices, labels."""
    texts = [str(one.value) for kind in MARKDOWN for one in app.get(kind)]
    texts += [one.label for kind in ("expander", "button", "download_button") for one in app.get(kind)]
    texts += [one.value for one in app.get("link_button")]
    texts += [one.proto.title for one in app.get("dialog")]
    return texts


def said(app: AppTest) -> str:
    """Return all words on the page but those inside charts and tables, as a reader sees them."""
    texts = markdown_texts(app) + [one.value for one in (*app.text, *app.code)]
    return plain("\n".join(texts))
