"""A figure as a page of its own, in one file: it answers as on any page, and asks for nothing.

All that needs the script is packed, and so a third as large; a reader without JavaScript has the figure in words.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path

from markupsafe import Markup

from dyad.figures.catalogue import FIGURES
from dyad.figures.compose import Figure
from dyad.figures.style import BASIC
from dyad.publish.card_html import make_environment
from dyad.publish.citing import figure_address, figure_reference
from dyad.publish.fonts import font_faces
from dyad.publish.letters import texts_of
from dyad.publish.sheets import PAPERS, SIZES, ExportOptions
from dyad.publish.styles import STYLES
from dyad.record import Record
from dyad.render.drawing import ROOM, WIDTHS, Drawing, draw_view, drawn_view
from dyad.render.facts import Facts
from dyad.render.markup import FIGURE_CSS, FIGURE_SCRIPT, write_figure
from dyad.view import SEARCHED, View, view_query
from dyad.wording.documents import cite_source

HERE = Path(__file__).parent


def write_page(record: Record, view: View, choice: ExportOptions) -> bytes:
    """Return a figure of a view as one file of HTML, in the colours of the paper chosen.

    `choice.size` is how wide it may get, and which drawings go along. Raises ConverterError where one cannot be drawn.
    """
    drawn = drawn_view(record, view, choice.figure)
    figure = FIGURES[choice.figure].draw(record, drawn, choice.look)
    width = SIZES[choice.size].width
    drawings = [draw_view(record, drawn, choice.figure, WIDTHS[name]) for name, least in ROOM.items() if width > least]
    citation = STYLES["APA"]([figure_reference(record, view, choice, title=figure.title)])
    drawn_in = {letter for one in drawings for text in texts_of(one.svg) for letter in text}
    template = make_environment().get_template("standalone.html")
    page = template.render(
        figure=figure,
        citation=citation,
        scheme=PAPERS[choice.paper].scheme,
        width=width,
        author=record.about.author,
        version=record.version,
        address=figure_address(record, view, choice),
        fonts=Markup(font_faces(basic=drawn_in <= BASIC)),  # noqa: S704 - ours
        packed=Markup(_pack(record, view, choice, figure, drawings, citation)),  # noqa: S704 - as above
        script=Markup((HERE / "standalone.js").read_text(encoding="utf-8")),  # noqa: S704 - ours
    )
    return page.encode()


def _pack(
    record: Record, view: View, choice: ExportOptions, figure: Figure, drawings: Sequence[Drawing], citation: str
) -> str:
    """Return what the script is given, packed; the same bytes for the same figure."""
    template = make_environment().get_template("standalone_main.html")
    packed = {
        "markup": template.render(
            choice=choice,
            figure=write_figure([replace(one, svg="") for one in drawings], level=1, own_facts=False),
            alt=figure.alt,
            citation=citation,
            style=Markup(FIGURE_CSS),  # noqa: S704 - ours
            sources=[(cite_source(source), source.url) for source in map(record.source, figure.sources)],
        ),
        "drawings": list(zip_longest(*(one.svg.split("<") for one in drawings))),  # alike, and packing looks back 32 kB
        "code": FIGURE_SCRIPT,
        "query": view_query(record, view).removeprefix("?"),
        "facts": {**drawings[0].facts, "events": _events(record, drawings, figure.sources)},
    }
    text = json.dumps(packed, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(gzip.compress(text.encode(), 9, mtime=0)).decode()


def _events(record: Record, drawings: Sequence[Drawing], documents: Sequence[str]) -> dict[str, Facts]:
    """Return the facts of events with their summary and sources; what a search looks in besides is in `words`."""
    known = {id: facts for one in drawings for id, facts in one.facts["events"].items()}
    return {
        id: {name: fact for name, fact in facts.items() if name != "text"}
        | {
            "summary": event.summary,
            "words": " ".join([*(getattr(event, name) for name in SEARCHED if name != "summary"), *event.actors]),
            "sources": [documents.index(source) for source in event.sources if source in documents],
        }
        for id, facts in known.items()
        for event in [record.event(id)]
    }
