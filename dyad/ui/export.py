"""The page on which a figure is made ready to leave: what, how large, on what paper, in which form."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from dyad.figures.catalogue import figures_of
from dyad.publish.citing import figure_address, figure_reference, source_reference
from dyad.publish.drawing_requests import sheet_address
from dyad.publish.file_requests import figure_request, scales_of
from dyad.publish.files import DEFAULT_SCALE, FORMATS, missing_in_figure
from dyad.publish.sheets import PAPERS, SIZES, Choice, TooSmallError, lay_out, sheet_drawing
from dyad.record import Record
from dyad.render.converter import ConverterError
from dyad.render.markup import write_still
from dyad.ui.citing import fold_references
from dyad.ui.downloads import link_to, show_links
from dyad.ui.drawn import say_not_drawn, show_still
from dyad.ui.letters import show_missing_in_figure
from dyad.ui.options import offer_options
from dyad.ui.page import Page
from dyad.ui.words import literal
from dyad.view import View, nearest, shorten
from dyad.wording import count, listing

KEYS = {"figure": "figure", "size": "size", "paper": "paper", "titled": "title", "noted": "notes", "scale": "scale"}
BESIDE = 0.27  # share of the width the choices have beside the sheet


def choose_and_show(page: Page) -> None:
    """Let the reader choose a figure and how it is to be saved, and show exactly that."""
    left, right = st.columns([BESIDE, 1 - BESIDE], gap="medium")
    with left:
        choice = _choose(page.record)
        scale = _choose_scale(choice.size)
        page = offer_options(page, (choice.figure,))
    view = page.view
    with right:
        try:
            lay_out(page.record, view, choice)
        except TooSmallError as why:
            st.warning(literal(str(why)))
            return
        with st.container(key="sheet"):
            _show_sheet(page, view, choice)
        missing = missing_in_figure(page.record, view, choice)
        show_missing_in_figure(missing)
    with left:
        _offer_files(page, view, choice, scale=scale, may_lack=missing is not None)
    _tell(page.record, view, choice)


def _show_sheet(page: Page, view: View, choice: Choice) -> None:
    """Show the figure on its page, on the paper that it will have, whatever the theme."""
    if page.own is None:
        show_still("sheet-drawn", {"all": sheet_address(page.record, view, choice)})
        return
    try:
        drawing = sheet_drawing(page.record, view, choice)
    except ConverterError:
        say_not_drawn()
        return
    show_still("sheet-drawn", {"all": str(write_still(drawing, scheme=PAPERS[choice.paper].scheme))})


def _choose(record: Record) -> Choice:
    figure = _choose_one("Figure", figures_of(record), key=KEYS["figure"])
    size = _choose_one("Size", SIZES, key=KEYS["size"])
    paper = _choose_one("Paper", PAPERS, key=KEYS["paper"])
    with st.container(horizontal=True):
        titled = st.toggle("Title", value=True, key=KEYS["titled"], bind="query-params")
        noted = st.toggle("Sources and notes", value=True, key=KEYS["noted"], bind="query-params")
    return Choice(figure=figure, size=size, paper=paper, titled=titled, noted=noted)


def _choose_one(label: str, known: Iterable[str], *, key: str) -> str:
    """Offer names as they stand in addresses, files and on the command line; say what an address had wrong."""
    names = list(known)
    for asked in st.query_params.get_all(key):
        if asked not in names:
            allowed = f"it takes {listing(names, last='or')}.{nearest(asked, names)}"
            st.warning(literal(f"“{key}={shorten(asked)}” in the address was left out: {allowed}"))
    chosen: str = st.selectbox(literal(label), names, key=key, bind="query-params")
    return chosen


def _choose_scale(size: str) -> int:
    scale: int = st.segmented_control(
        "PNG, px to a CSS px",
        scales_of(size),
        default=DEFAULT_SCALE,
        required=True,
        format_func=lambda scale: f"{scale}×",
        key=KEYS["scale"],
        bind="query-params",
    )
    return scale


def _offer_files(page: Page, view: View, choice: Choice, *, scale: int, may_lack: bool) -> None:
    source, served = page.source, page.own is None
    forms = [(form.title, form.name, form.about) for form in FORMATS.values()]
    forms += [("All of it in one zip", "zip", "Every form, the tables, the citations and a manifest")]
    show_links([
        link_to(
            label, source, figure_request(view, choice, form, scale=scale, letters_may_lack=may_lack), served=served,
            about=about,
        )
        for label, form, about in forms
    ])  # fmt: skip


def _tell(record: Record, view: View, choice: Choice) -> None:
    figure = lay_out(record, view, choice).figure
    st.header("To go with it", anchor=False)
    st.text("Alternative text")
    st.code(figure.alt, language=None, wrap_lines=True)
    st.text("Address of this figure")
    st.code(figure_address(record, view, choice), language=None, wrap_lines=True)
    fold_references("How to cite the figure", [figure_reference(record, view, choice)], key="cite-figure")
    sources = [source_reference(record, record.source(source)) for source in figure.sources]
    fold_references(f"How to cite its {count(len(sources), 'source')}", sources, key="cite-sources")
