"""The page on which a figure is made ready to leave: what, how large, on what paper, in which form."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dyad.figures.catalogue import FIGURES, figures_of
from dyad.publish.citing import figure_address, figure_reference, source_reference
from dyad.publish.drawing_requests import sheet_address
from dyad.publish.file_requests import figure_request, scales_of
from dyad.publish.files import FORMATS, missing_in_figure
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

OFFERED = {"figure": "Figure", "size": "Size", "paper": "Paper"}  # options of the address, and what they are called
SCALE = "scale"
ASKED_KEY = "asked"
BESIDE = 0.27  # share of the width the choices have beside the sheet


def choose_and_show(page: Page) -> None:
    """Let the reader choose a figure and how it is to be saved, and show exactly that."""
    left, right = st.columns([BESIDE, 1 - BESIDE], gap="medium")
    with left:
        choice, scale = _choose(page.record)
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


def _choose(record: Record) -> tuple[Choice, int]:
    """Return how the figure is to leave, and the px of a PNG to a CSS px."""
    with st.container(key=ASKED_KEY):  # what the address has, by the names of files and of the command line
        asked = {key: st.text_input(literal(key), key=key, bind="query-params") for key in (*OFFERED, SCALE)}
    titles = {
        "figure": {name: FIGURES[name].title for name in figures_of(record)},
        "size": {name: size.title for name, size in SIZES.items()},
        "paper": {name: paper.title for name, paper in PAPERS.items()},
    }
    figure, size, paper = (_choose_one(label, titles[key], asked[key], key=key) for key, label in OFFERED.items())
    with st.container(horizontal=True):
        titled = st.toggle("Title", value=True, key="title", bind="query-params")
        noted = st.toggle("Sources and notes", value=True, key="notes", bind="query-params")
    return Choice(figure=figure, size=size, paper=paper, titled=titled, noted=noted), _choose_scale(size, asked[SCALE])


def _choose_one(label: str, titles: Mapping[str, str], asked: str, *, key: str) -> str:
    """Offer names in words; say what an address had wrong. The first needs no name in the address."""
    names = list(titles)
    if asked and asked not in names:
        allowed = f"it takes {listing(names, last='or')}.{nearest(asked, names)}"
        st.warning(literal(f"“{key}={shorten(asked)}” in the address was left out: {allowed}"))
    st.session_state[_chosen(key)] = asked if asked in names else names[0]
    chosen: str = st.selectbox(
        literal(label), names, format_func=titles.__getitem__, key=_chosen(key), on_change=_ask, args=(key, names[0])
    )
    return chosen


def _choose_scale(size: str, asked: str) -> int:
    scales, usual = scales_of(size), SIZES[size].dots
    st.session_state[_chosen(SCALE)] = int(asked) if asked in map(str, scales) else usual
    scale = st.segmented_control(
        "PNG, px to a CSS px",
        scales,
        required=True,
        format_func=lambda scale: f"{scale}×",
        key=_chosen(SCALE),
        on_change=_ask,
        args=(SCALE, usual),
    )
    return scale or usual


def _chosen(key: str) -> str:
    return f"{key}-chosen"


def _ask(key: str, usual: str | int) -> None:
    """Write what was chosen into the address; what is usual stands there as nothing. For callbacks only."""
    chosen = st.session_state[_chosen(key)]
    st.session_state[key] = "" if chosen == usual else str(chosen)


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
