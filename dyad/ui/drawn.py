"""A figure on a page as it is drawn for screens: one component, which knows no Vega.

A run tells the browser the address of the drawing, a few hundred bytes; the drawing comes from there once and is kept.
Drawings of a reader's own tables have addresses that end with the session, as their files. What a figure answers with,
and what it fades as the filters change, is `dyad/render/figure.js`, which follows the page's address and not the run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Literal

import streamlit as st
from markupsafe import Markup

from dyad.figures.catalogue import FIGURES, figures_of
from dyad.figures.crowds import is_crowded, opened_by
from dyad.lesson.rows import figure_mark
from dyad.publish.card_html import CARD_SCRIPT, add_place
from dyad.publish.drawing_requests import drawing_address
from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.render.drawing import draw_view, drawn_view
from dyad.render.markup import FIGURE_SCRIPT, KEYS_SCRIPT, read_parts, write_figure
from dyad.ui.component import call_script, heard
from dyad.ui.downloads import offer_file
from dyad.ui.filters import set_filters
from dyad.ui.page import Page, forget_dropped
from dyad.ui.words import show_markup
from dyad.view import View, view_query
from dyad.wording import ui_figures as wording

KEY = "dyad_figure"
TAKE = Markup('<p class="dyad-take"><a href="./figures{query}" data-page="figures">{label}</a> {add}</p>')
OWN_KEPT = 16  # drawings of a reader's own tables

# By which figures answer, with what has them stand on a page of the app.
PAGE_SCRIPT = (
    FIGURE_SCRIPT
    + CARD_SCRIPT
    + KEYS_SCRIPT
    + read_parts(Path(__file__).parent, "drawn.js", "history.js", "shell.js", "event.js", "search.js")
)

# `data-shown` is "true" once what the run tells of is there: tests wait for it.
_PLACE = '<div class="dyad-drawn" data-shown="false"></div>'
_figure = st.components.v2.component(KEY, html=_PLACE, js=call_script("show"), isolate_styles=False)


def show_drawn(page: Page, name: str, *, where: Literal["wide", "narrow", ""] = "") -> None:
    """Show a figure of the catalogue over the whole width, and offer to take it away; nothing where there is none.

    A mark that stands for an event opens it, a bar that counts events narrows the filters to them. With `where` the
    figure is seen, and fetched, in windows of one kind only (`shell.css`).
    """
    if name not in figures_of(page.record):
        return
    key = f"figure-{name}"
    told = {
        "name": name,
        "open": page.view.event,
        "brush": list(page.view.brush or ()),
        "drawing": _offer_drawing(page, name) if page.own else drawing_address(page.record, page.view, name),
        "fades": page.own is None and not is_crowded(page.record, page.view),
    }
    with st.container(key=f"drawn-{name}" + (f"-{where}" if where else ""), gap=None):
        hear = partial(_hear, key)
        _figure(key=key, data=told, on_picked_change=hear, on_zoomed_change=hear, on_brushed_change=hear)
        asked = view_query(page.record, replace(page.view, event=None), {"figure": name})
        add = add_place(figure_mark(page.record, name, page.view), FIGURES[name].title)
        show_markup(TAKE.format(query=asked, label=wording.SAVE_OR_CITE, add=add))


def show_still(key: str, drawings: Mapping[str, str]) -> None:
    """Show a figure as it was drawn for one place: it tells, and nothing else.

    Each of the `drawings`, an address or markup, stands under a media query; the first that holds is shown, "" being
    nothing.
    """
    _figure(key=key, data={"name": key, "still": list(drawings.items())})


def _offer_drawing(page: Page, name: str) -> str:
    """Return where a figure of a reader's own tables is; another address where it is drawn otherwise."""
    view = drawn_view(page.record, page.view, name)
    return f"{offer_file('drawing.html', f'{name} {view}', partial(_draw_own, page.record, view, name))}?figure={name}"


@cached_per_record(OWN_KEPT)
def _draw_own(record: Record, view: View, name: str, width: int) -> bytes:
    """Return a figure as markup, laid out in this process: a reader's own tables are handed to no other."""
    return write_figure([draw_view(record, view, name, width)]).encode()


def _hear(key: str) -> None:
    """Have the filters take what was done in a figure: a period brushed or zoomed into, an event or a bar picked."""
    brushed, zoomed, picked = (heard(key, name) for name in ("brushed", "zoomed", "picked"))
    if brushed is not None:
        set_filters(brush=tuple(brushed) or None)
    if zoomed:
        set_filters(years=tuple(zoomed[:2]), brush=None)
    if picked and (bar := opened_by(picked)):
        set_filters(years=bar[0], themes=(bar[1],))
        forget_dropped()
    elif picked:
        set_filters(event=picked)
