"""The page on which a figure is chosen of all and made ready to leave: how large, on what paper, in which form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial

import streamlit as st
from markupsafe import Markup

from dyad.figures.catalogue import FIGURES, figures_of
from dyad.figures.style import Style
from dyad.lesson.rows import figure_mark
from dyad.publish.card_html import add_place
from dyad.publish.citing import figure_address, figure_reference, source_reference
from dyad.publish.drawing_requests import sheet_address
from dyad.publish.embedding import embed_code, frame_height, framers
from dyad.publish.file_requests import FileRequest, figure_request, file_address
from dyad.publish.files import FORMATS
from dyad.publish.images import sheet_drawing
from dyad.publish.letters import missing_in_figure
from dyad.publish.sheets import PAPERS, SIZES, ExportOptions, TooSmallError, lay_out, scales_of
from dyad.publish.styles import STYLES
from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.ui.copying import copy_button, fold_references, offer_copies, offer_report, show_text
from dyad.ui.downloads import link_to, offer_still, show_links
from dyad.ui.drawn import show_still
from dyad.ui.figures import FIGURE, choose_one, offer_options
from dyad.ui.page import Page
from dyad.ui.words import literal, show_markup
from dyad.view import default_view, view_address, view_query
from dyad.wording import ui_figures as wording
from dyad.wording.addresses import left_out, png_takes
from dyad.wording.files import TEXT_STAYS

SCALE = "scale"
PAGE_HEIGHT = 720  # px of a whole page in a frame
BESIDE = 0.25  # share of the width the choices have beside the sheet
TRIES = 5  # at a picture: one that many wait for is refused for a moment (`shell.js`)
CARD = Markup(
    '<li><a href="./figures{query}" data-page="figures"><span><span>{found}</span>{picture}</span><b>{title}</b></a>'
    "{add}</li>"
)
PICTURE = Markup('<img alt="" width="1280" height="720" src="{}" data-tries="{}">')


@dataclass(frozen=True, kw_only=True)
class _Leaving:
    """A figure as it is to leave, and how many px its PNG has to a CSS px; `may_lack` letters of its font or not."""

    page: Page
    choice: ExportOptions
    scale: int
    may_lack: bool

    def request(self, form: str) -> FileRequest:
        """Return the request for the file in a form."""
        lacks = self.may_lack and form != "html"
        return figure_request(self.page.view, self.choice, form, scale=self.scale, letters_may_lack=lacks)

    def address(self, form: str) -> str:
        """Return the address of the file in a form, with the host where it is known."""
        return f"{self.page.home}/{file_address(self.page.source, self.request(form))}"

    @property
    def whereabouts(self) -> str:
        """The address of the page that shows this very figure."""
        return figure_address(self.page.record, self.page.view, self.choice, home=self.page.home)


def choose_and_show(page: Page) -> None:
    """Let the reader choose a figure and how it is to be saved, and show exactly that."""
    with st.container(key="asked"):  # what the address has, by the names of files and of the command line
        asked = {
            key: st.text_input(literal(key), key=key, bind="query-params") or ""
            for key in (FIGURE, *wording.LISTED, SCALE)
        }
    names = figures_of(page.record)
    if asked[FIGURE] not in names:
        _show_gallery(page)
        return
    shown, beside = st.columns([1 - BESIDE, BESIDE], gap="medium")  # on a phone the figure comes first
    with beside:
        choice, scale = _choose(page.record, asked)
        page = offer_options(page, choice.figure)
    with shown:
        ways = st.container(horizontal=True, vertical_alignment="center", gap="small")
        ways.button(wording.ALL_FIGURES, key="all-figures", type="tertiary", on_click=_leave)
        try:
            lay_out(page.record, page.view, choice)
        except TooSmallError as why:
            st.warning(literal(str(why)))
            return
        missing = missing_in_figure(page.record, page.view, choice)
        leaving = _Leaving(page=page, choice=choice, scale=scale, may_lack=bool(missing))
        with ways:
            _offer_copies(leaving)
        _offer_files(leaving)
        with st.container(key="sheet"):
            _show_sheet(page, choice)
        if missing:
            st.warning(literal(wording.letters_lacking(missing=missing, text_stays=TEXT_STAYS)))
    _tell(leaving)


def _show_sheet(page: Page, choice: ExportOptions) -> None:
    """Show the figure on its page, on the paper that it will have, whatever the theme."""
    asked = page.record, page.view, choice
    draw, scheme = partial(sheet_drawing, *asked), PAPERS[choice.paper].scheme
    drawn = offer_still(repr(asked[1:]), draw, scheme=scheme) if page.own else sheet_address(*asked)
    show_still("sheet-drawn", {"all": drawn})


# -- what is chosen ----------------------------------------------------------------------------


def _choose(record: Record, asked: Mapping[str, str]) -> tuple[ExportOptions, int]:
    """Return how the figure is to leave, and the px of a PNG to a CSS px."""
    figure = choose_one(
        st.selectbox, FIGURE, wording.FIGURE, figures_of(record), lambda name: FIGURES[name].title, asked[FIGURE]
    )
    size = choose_one(
        st.selectbox, "size", wording.LISTED["size"], [*SIZES], lambda name: SIZES[name].title, asked["size"]
    )
    st.caption(literal(SIZES[size].about))
    paper = choose_one(
        st.selectbox, "paper", wording.LISTED["paper"], [*PAPERS], lambda name: PAPERS[name].title, asked["paper"]
    )
    titled = st.toggle(wording.WITH_TITLE, value=True, key="title", bind="query-params")
    noted = st.toggle(wording.WITH_NOTES, value=True, key="notes", bind="query-params")
    scales, wide = scales_of(size), SIZES[size].width * SIZES[size].zoom
    known = [str(scale) for scale in scales]
    if asked[SCALE] and asked[SCALE] not in known:
        st.warning(literal(left_out(SCALE, asked[SCALE], png_takes(known))))
    scale = choose_one(
        partial(st.segmented_control, required=True), SCALE, wording.PNG_WIDTH, scales,
        lambda scale: f"{scale * wide:,}", asked[SCALE], usual=SIZES[size].dots,
    )  # fmt: skip
    return ExportOptions(figure=figure, size=size, paper=paper, titled=titled, noted=noted), scale


def _leave() -> None:
    """Go back to all figures; for callbacks only."""
    st.session_state[FIGURE] = ""


# -- how it leaves -----------------------------------------------------------------------------


def _offer_copies(leaving: _Leaving) -> None:
    """Offer what goes into the clipboard; tables of a reader's own have no addresses that others could follow."""
    page, choice = leaving.page, leaving.choice
    citation = STYLES["APA"]([figure_reference(page.record, page.view, choice, home=page.home)]).strip()
    buttons = [copy_button(wording.COPY_CITATION, text=citation)]
    if page.own is None:
        picture = file_address(page.source, leaving.request("png"))
        buttons = [
            copy_button(wording.COPY_PICTURE, picture=picture, instead=wording.NO_PICTURE),
            copy_button(wording.COPY_LINK, text=leaving.whereabouts),
            copy_button(wording.COPY_CODE, text=_figure_code(leaving)),
            *buttons,
        ]
    offer_copies(buttons)


def _offer_files(leaving: _Leaving) -> None:
    page = leaving.page
    forms = [(form.title, name, form.about) for name, form in FORMATS.items()]
    forms += [(wording.ALL_IN_ZIP, "zip", wording.IN_ZIP)]
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="save-as"):
        st.text(wording.SAVE_AS, width="content")
        show_links([
            link_to(label, page.source, leaving.request(form), served=page.own is None, about=about)
            for label, form, about in forms
        ])  # fmt: skip


def _figure_code(leaving: _Leaving) -> str:
    page, choice = leaving.page, leaving.choice
    title = lay_out(page.record, page.view, choice).figure.title
    height = frame_height(page.record, page.view, choice)
    return embed_code(leaving.address("html"), title=title, height=height, tells=True)


def _tell(leaving: _Leaving) -> None:
    page, choice = leaving.page, leaving.choice
    figure = lay_out(page.record, page.view, choice).figure
    st.header(wording.TO_GO_WITH_IT, anchor=False)
    show_text(figure.alt, label=wording.ALTERNATIVE_TEXT)
    if page.own is None:
        show_text(leaving.whereabouts, label=wording.ADDRESS)
        show_text(leaving.address("png"), label=wording.PICTURE_ADDRESS)
        show_text(_figure_code(leaving), label=wording.CODE)
        _offer_page_code(leaving)
    reference = figure_reference(page.record, page.view, choice, home=page.home)
    fold_references(wording.CITE_FIGURE, [reference], key="cite-figure")
    sources = [source_reference(page.record, page.record.source(source)) for source in figure.sources]
    fold_references(wording.cite_sources(len(sources)), sources, key="cite-sources")
    if page.own is None:
        offer_report(page.record, FIGURES[choice.figure].title, leaving.whereabouts, key="report-figure")


def _offer_page_code(leaving: _Leaving) -> None:
    """Offer the code for the page that a figure stands on where the server lets others frame its pages."""
    page, entry, others = leaving.page, FIGURES[leaving.choice.figure], framers()
    if not others or not entry.page:
        return
    address = view_address(page.record, page.view, entry.path)
    address = address if page.record.about.homepage else f"{page.home}{address}"
    framed = f"{address}{'&' if '?' in address else '?'}embed=true"
    show_text(embed_code(framed, title=page.record.about.title, height=PAGE_HEIGHT), label=wording.page_code(others))


def _show_gallery(page: Page) -> None:
    """Show the figures that the record has anything for; pictures are of the served record alone, in all its years."""
    st.caption(wording.CHOOSE_FIGURE if page.own is None else wording.CHOOSE_OWN)
    cards = Markup("").join(_gallery_card(page, name) for name in figures_of(page.record))
    show_markup(Markup('<ul class="dyad-gallery">{}</ul>').format(cards))


def _gallery_card(page: Page, name: str) -> Markup:
    """Return the link to a figure, with what it finds, its picture and its title."""
    record, title = page.record, FIGURES[name].title
    choice = ExportOptions(figure=name, paper=page.scheme, noted=False)
    sample = figure_request(default_view(record), choice, "png", scale=1, letters_may_lack=True)
    return CARD.format(
        query=view_query(record, replace(page.view, event=None), {FIGURE: name}),
        found=_title_found(record, name),
        picture=PICTURE.format(file_address(page.source, sample), TRIES) if page.own is None else "",
        title=title,
        add=add_place(figure_mark(record, name, page.view), title),
    )


@cached_per_record(len(FIGURES))
def _title_found(record: Record, name: str) -> str:
    """Return the title under which a figure can be saved, until its picture is there: what it finds in all years."""
    return FIGURES[name].draw(record, default_view(record), Style()).title
