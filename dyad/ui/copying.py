"""What a reader copies: buttons for it, texts that have one, a report, references. `dyad/publish/cards.js` answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote, urlencode

import streamlit as st
from markupsafe import Markup, escape

from dyad.publish.citing import record_reference, source_reference
from dyad.publish.styles import STYLES, Reference, spellings
from dyad.record import Record
from dyad.ui.page import Page
from dyad.ui.words import literal, show_markup
from dyad.wording import ui_page as wording
from dyad.wording.documents import cite_source, title_language
from dyad.wording.record import document_terms

_BUTTON = Markup('<button type="button"{what} data-instead="{instead}">{label}</button>')
_COPIES = Markup(' data-{kind}="{copied}"')
_BUTTONS = Markup('<div class="dyad-copying">{}</div>')
_TEXT = Markup('<div class="dyad-copying dyad-text">{button}<pre>{text}</pre></div>')
_PART = Markup('<span lang="{language}" dir="auto">{part}</span>')


def copy_button(label: str, *, text: str = "", picture: str = "", instead: str = wording.NO_COPY) -> Markup:
    """Return a button that copies a `text`, the `picture` at an address, or else what stands beside it.

    Where that cannot be `instead` is said.
    """
    what = {"picture": picture, "copied": quote(text)}  # Streamlit cuts what looks like code
    copies = Markup().join(_COPIES.format(kind=kind, copied=copied) for kind, copied in what.items() if copied)
    return _BUTTON.format(what=copies, instead=instead, label=label)


def offer_copies(buttons: Iterable[Markup]) -> None:
    """Show buttons that copy, in a row; each says when it is done."""
    show_markup(_BUTTONS.format(Markup().join(buttons)))


def show_text(text: str, *, label: str = "", languages: Mapping[str, str] | None = None) -> None:
    """Show a text as it is copied, under its label, with a button that does.

    `languages` has, by parts of the text, those which are not the page's.
    """
    if label:
        st.text(label)
    written = escape(text)
    for part, language in (languages or {}).items():
        written = written.replace(escape(part), _PART.format(language=language, part=part))
    show_markup(_TEXT.format(text=written, button=copy_button(wording.COPY)))


def offer_report(record: Record, what: str, address: str, *, key: str) -> None:
    """Fold away what a reader can send who has found a mistake in `what`, which is at an address."""
    title, version = record.about.title, record.version
    text = wording.mistake(title=title, what=what, address=address, version=version)
    with st.expander(wording.REPORT, key=key):
        show_text(text, label=wording.COPY_REPORT)
        link = report_link(record, text)
        if link:
            st.link_button(literal(wording.write_to(record.about.contact)), link)
        else:
            st.text(wording.NO_CONTACT)


def report_link(record: Record, text: str) -> str:
    """Return where a report goes: a mail with the text, or the web address of the contact; "" where none is named."""
    contact = record.about.contact
    if "@" not in contact.partition("/")[0]:
        return contact
    subject = text.partition("\n")[0]
    return f"mailto:{contact}?{urlencode({'subject': subject, 'body': text}, quote_via=quote)}"


# -- references, in every style ----------------------------------------------------------------------


def show_references(references: Sequence[Reference]) -> None:
    """Show references in each style, a tab a style; titles in another language are marked as such."""
    languages = {
        spelt: language
        for one in references
        if (language := title_language(one["title"], one.get("language", "")))
        for spelt in spellings(one["title"])
    }
    for tab, style in zip(st.tabs(list(STYLES)), STYLES.values(), strict=True):
        with tab:
            show_text(style(references).strip(), languages=languages)


def fold_references(heading: str, references: Sequence[Reference], *, key: str) -> None:
    """Show references folded away under a heading."""
    with st.expander(literal(heading), key=key):
        show_references(references)


def cite_record(page: Page) -> None:
    """Show how to cite the record as it stands."""
    st.header(wording.CITE_RECORD, anchor=False)
    show_references([record_reference(page.record, home=page.home)])


def cite_document(record: Record) -> None:
    """Show how to cite any document that the record rests on, what kind it is and where it stands."""
    st.header(wording.CITE_SOURCE, anchor=False)
    ids = list(record.sources["id"])
    first = record.about.claims_source
    chosen = st.selectbox(
        wording.CHECKED_OR_ANY if first else wording.A_DOCUMENT,
        ids,
        index=ids.index(first) if first in ids else 0,
        format_func=lambda id: cite_source(record.source(id)),
        key="cited",
    )
    show_references([source_reference(record, record.source(chosen))])
    st.text(document_terms(record))
