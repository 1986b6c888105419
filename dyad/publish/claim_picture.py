"""A claim as a picture: in large words, with its verdict, what the record shows and who says so."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import altair as alt
import pandas as pd

from dyad.figures.compose import Figure, foot, head
from dyad.figures.parts import LEADING, Chart, Layers, Stack, inline, text_lines, texts
from dyad.figures.style import SHAPES, Style, vega_config, wrap
from dyad.publish.cards import ClaimCard, claim_card
from dyad.publish.images import draw_sheet, write_png
from dyad.publish.letters import find_missing, texts_of
from dyad.publish.sheets import SIZES, SMALLER, ExportOptions, RenderedFigure, sheet_of
from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.view import default_view
from dyad.wording.files import identify_claim
from dyad.wording.pieces import headed

PLACE = ExportOptions(figure="claim")  # as a slide, on light paper
LARGEST, TRIES = 1.5, 24  # type against that of a slide; how often it is made smaller
MOST_LINES = 7  # of what the record shows
PICTURES_KEPT = 64  # of a record


def export_claim(record: Record, id: str) -> bytes:
    """Return the picture of a claim as PNG, its description in the file; `KeyError` if there is none of that id."""
    sheet = _lay_out(record, id)
    about = {"Title": sheet.figure.title, "Author": record.about.author, "Description": sheet.figure.alt,
             "Identifier": identify_claim(id=id, version=record.version)}  # fmt: skip
    return write_png(draw_sheet(sheet, PLACE, about=about), PLACE, about=about, scale=1)


def missing_in_claim(record: Record, id: str) -> str:
    """Say which letters of the picture of a claim the bundled font lacks; "" for none."""
    return find_missing(record, texts_of(_lay_out(record, id).svg))


@cached_per_record(PICTURES_KEPT)
def _lay_out(record: Record, id: str) -> RenderedFigure:
    """Return the picture, its type as large as the page has room for, its foot at the page's."""
    card, size = claim_card(record, id), SIZES[PLACE.size]
    look, room = PLACE.look.times(LARGEST), size.height - 2 * size.margin if size.height else 0
    for _ in range(TRIES):
        rows = _rows(record, card, look)
        left = room - sum(row.height for row in rows)
        if left >= 0:
            break
        look = look.times(SMALLER)
    rows.insert(-1, Layers(height=max(left, 0), width=look.width))
    return sheet_of(
        Figure(
            name="claim", title=card.title, subtitle=card.claimed_by, alt=f"{card.title}. {card.brief}",
            chart=Stack(vconcat=rows, spacing=0, config=vega_config(look)), data=pd.DataFrame(),
            sources=tuple(source.id for source in card.sources),
        )
    )  # fmt: skip


def _rows(record: Record, card: ClaimCard, look: Style) -> list[Any]:
    publishers = record.publishers(source.id for source in card.sources)
    small = replace(look, source=PLACE.look.source)
    return [
        head(card.claim, headed(card.claimed_by), look=look),
        _verdict(card, look=look),
        *([_words(card.record, look=look)] if card.record else []),
        foot(record, default_view(record), "claims", look=small, publishers=publishers, notes=[]),
    ]


def _verdict(card: ClaimCard, *, look: Style) -> alt.LayerChart:
    verdict, size = card.verdict.name, look.title
    colour = look.verdict(verdict)
    x, y, beside = alt.value(size / 2), alt.value(size), alt.value(size * 1.25)
    sign = Chart(inline([{}])).mark_point(
        shape=SHAPES[verdict], size=(size * 0.8) ** 2, fill=look.filling(verdict),
        stroke=colour, strokeWidth=2, opacity=1, aria=False,
    )  # fmt: skip
    name = texts([{"text": card.verdict.words}], {"x": beside, "y": y}, size=size, colour=colour, align="left",
                 baseline="middle", fontWeight=600)  # fmt: skip
    return Layers([sign.encode(x=x, y=y), name], height=size * 2, width=look.width)


def _words(text: str, *, look: Style) -> Chart:
    """Return some lines of text on the picture of a claim; what is too long ends in an ellipsis."""
    size = look.text
    lines = wrap(text, width=look.width - 4, size=size)
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1].rpartition(' ')[0]} …"]
    words = text_lines(lines, size=size, colour=look.colours.ink)
    return words.properties(height=len(lines) * size * LEADING, width=look.width)
