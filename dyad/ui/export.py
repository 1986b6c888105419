"""The page on which a figure is made ready to leave: what, how large, on what paper, in which form."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st

from dyad.figures.catalogue import figures_of
from dyad.figures.look import PHONE_WIDTH
from dyad.publish.citing import figure_address, figure_reference, source_reference
from dyad.publish.files import FORMATS, TIMES, USUAL_TIMES, export_figure, export_zip, file_name, missing_in_figure
from dyad.publish.images import export_svg
from dyad.publish.sheets import PAPERS, SIZES, Choice, TooSmallError, lay_out
from dyad.record import Record
from dyad.ui.citing import fold_references
from dyad.ui.letters import show_missing_in_figure
from dyad.ui.page import Page
from dyad.ui.words import literal
from dyad.view import View, nearest, shorten
from dyad.wording import listing

KEYS = {"figure": "figure", "size": "size", "paper": "paper", "titled": "title", "noted": "notes", "times": "times"}
BESIDE = 0.27  # share of the width the choices have beside the sheet
SOON_S, PATIENCE_S, STEP_S = 1.0, 60.0, 0.1  # a bar shows after the first, for at most the second

_PACKING = "dyad_packing"  # our entry in the session's state: how far the zip is


def choose_and_show(page: Page) -> None:
    """Let the reader choose a figure and how it is to be saved, and show exactly that."""
    if page.width < PHONE_WIDTH:
        left, right = st.container(), st.container()
    else:
        left, right = st.columns([BESIDE, 1 - BESIDE], gap="medium")
    with left:
        choice = _choose(page.record)
        times = _choose_times()
    view = replace(page.view, event=None)  # an open event is of the reading, not of the figure
    with right:
        try:
            sheet = lay_out(page.record, view, choice)
        except TooSmallError as why:
            st.warning(literal(str(why)))
            return
        with st.container(key="sheet"):
            st.image(export_svg(page.record, view, choice).decode(), width="stretch", alt=sheet.figure.alt)
        show_missing_in_figure(missing_in_figure(page.record, view, choice))
    with left:
        _offer_files(page.record, view, choice, times)
    _tell(page.record, view, choice)


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


def _choose_times() -> int:
    times: int = st.segmented_control(
        "PNG, px to a CSS px",
        TIMES,
        default=USUAL_TIMES,
        required=True,
        format_func=lambda times: f"{times}×",
        key=KEYS["times"],
        bind="query-params",
    )
    return times


def _offer_files(record: Record, view: View, choice: Choice, times: int) -> None:
    with st.container(horizontal=True, gap="small"):
        for form in FORMATS.values():
            st.download_button(
                literal(form.title),
                partial(export_figure, record, view, choice, form.name, times=times),
                file_name=file_name(choice, form.name),
                mime=form.mime,
                on_click="ignore",
                help=form.about,
                key=f"save-{form.name}",
            )
    _offer_zip(record, view, choice)


@dataclass
class Packing:
    """How far the making of a zip is: it is made in a thread of its own, and watched from the page's."""

    asked: bool = False
    done: float = 0.0
    over: bool = False

    def ask(self) -> None:
        """Note that the button was used."""
        self.asked, self.done, self.over = True, 0.0, False

    def tell(self, done: float) -> None:
        """Note how much is done, from 0 to 1."""
        self.done = done

    def pack(self, record: Record, view: View, choice: Choice) -> bytes:
        """Return the zip."""
        try:
            return export_zip(record, view, choice, told=self.tell)
        finally:
            self.over = True


def _offer_zip(record: Record, view: View, choice: Choice) -> None:
    packing: Packing = st.session_state.setdefault(_PACKING, Packing())
    st.download_button(
        "All of it in one zip",
        partial(packing.pack, record, view, choice),
        file_name=file_name(choice, "zip"),
        mime="application/zip",
        on_click=packing.ask,
        help="Every form, the tables, the citations and a manifest",
        icon=":material/folder_zip:",
        key="save-zip",
    )
    if packing.asked:
        _watch(packing)


def _watch(packing: Packing) -> None:
    """Show a bar while the zip is made, if that takes long enough to wonder."""
    started, bar = time.monotonic(), None
    while not packing.over and time.monotonic() - started < PATIENCE_S:
        if bar is None and time.monotonic() - started > SOON_S:
            bar = st.progress(0.0, "Making the files")
        if bar is not None:
            bar.progress(packing.done, "Making the files")
        time.sleep(STEP_S)
    packing.asked = False
    if bar is not None:
        bar.empty()


def _tell(record: Record, view: View, choice: Choice) -> None:
    figure = lay_out(record, view, choice).figure
    st.header("To go with it", anchor=False)
    st.text("Alternative text")
    st.code(figure.alt, language=None, wrap_lines=True)
    st.text("Address of this figure")
    st.code(figure_address(record, view, choice), language=None, wrap_lines=True)
    fold_references("How to cite the figure", [figure_reference(record, view, choice)], key="cite-figure")
    sources = [source_reference(record.source(source)) for source in figure.sources]
    fold_references(f"How to cite its {len(sources)} sources", sources, key="cite-sources")
