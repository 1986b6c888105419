"""Every figure as a small picture with its name: links that stay in the session, and that other windows can follow."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from dyad.figures.catalogue import FIGURES, figures_of
from dyad.figures.style import Style
from dyad.lesson.rows import figure_mark
from dyad.publish.file_requests import figure_request, file_address
from dyad.publish.sheets import ExportOptions
from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.ui.html_tables import show_markup
from dyad.ui.lesson_store import add_place
from dyad.ui.page import Page
from dyad.view import default_view, view_query
from dyad.wording import ui_figures as wording

FIGURE = "figure"  # parameter of the address that names the figure chosen
TRIES = 5  # at a picture: one that many wait for is refused for a moment (`drawn.js`)

CARD = Markup(
    '<li><a href="./figures{query}" data-page="figures"><span><span>{found}</span>{picture}</span><b>{title}</b></a>'
    "{add}</li>"
)
PICTURE = Markup('<img alt="" width="1280" height="720" src="{}" data-tries="{}">')


def show_gallery(page: Page) -> None:
    """Show the figures that the record has anything for; pictures are of the served record alone, in all its years."""
    st.caption(wording.ALL_YEARS_SHOWN if page.own is None else wording.CHOOSE_FIGURE)
    cards = Markup("").join(_card(page, name) for name in figures_of(page.record))
    show_markup(Markup('<ul class="dyad-gallery">{}</ul>').format(cards))


def _card(page: Page, name: str) -> Markup:
    record, title = page.record, FIGURES[name].title
    choice = ExportOptions(figure=name, paper=page.scheme, noted=False)
    sample = figure_request(default_view(record), choice, "png", scale=1, letters_may_lack=True)
    return CARD.format(
        query=view_query(record, replace(page.view, event=None), {FIGURE: name}),
        found=_found(record, name),
        picture=PICTURE.format(file_address(page.source, sample), TRIES) if page.own is None else "",
        title=title,
        add=add_place(figure_mark(record, name, page.view), title),
    )


@cached_per_record(len(FIGURES))
def _found(record: Record, name: str) -> str:
    """Return what a figure finds in all years, which stands where its picture will be."""
    return FIGURES[name].draw(record, default_view(record), Style()).title
