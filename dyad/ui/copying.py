"""What a reader copies: buttons for it, texts that have one, a report. `dyad/publish/cards.js` answers them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

import streamlit as st
from markupsafe import Markup, escape

from dyad.record import Record
from dyad.ui.html_tables import show_markup
from dyad.ui.words import literal
from dyad.wording import ui_page as wording
from dyad.wording.record import report_mistake

_BUTTON = Markup('<button type="button"{what} data-instead="{instead}">{label}</button>')
_COPIES = Markup(' data-{kind}="{copied}"')
_BUTTONS = Markup('<div class="dyad-copying">{}</div>')
_TEXT = Markup('<div class="dyad-copying dyad-text">{button}<pre>{text}</pre></div>')
_PART = Markup('<span lang="{language}" dir="auto">{part}</span>')


@dataclass(frozen=True, kw_only=True)
class Action:
    """A button by its words: it copies a `text`, or the `picture` at an address of the server.

    Where that cannot be `instead` is said.
    """

    label: str
    text: str = ""
    picture: str = ""
    instead: str = wording.NO_COPY


def offer_copies(actions: Sequence[Action]) -> None:
    """Show buttons that copy, in a row; each says when it is done."""
    show_markup(_BUTTONS.format(Markup().join(map(_write_button, actions))))


def show_text(text: str, *, languages: Mapping[str, str] | None = None) -> None:
    """Show a text as it is copied, with a button that does.

    `languages` has, by parts of the text, those which are not the page's.
    """
    written = escape(text)
    for part, language in (languages or {}).items():
        written = written.replace(escape(part), _PART.format(language=language, part=part))
    show_markup(_TEXT.format(text=written, button=_write_button(Action(label=wording.COPY))))


def _write_button(action: Action) -> Markup:
    """Write a button; one of no text and no picture copies what stands beside it."""
    what = {"picture": action.picture, "copied": quote(action.text)}  # Streamlit cuts what looks like code
    copies = Markup().join(_COPIES.format(kind=kind, copied=copied) for kind, copied in what.items() if copied)
    return _BUTTON.format(what=copies, instead=action.instead, label=action.label)


def offer_report(record: Record, what: str, address: str, *, key: str) -> None:
    """Fold away what a reader can send who has found a mistake in `what`, which is at an address."""
    text = report_mistake(record.about, record.version, what=what, address=address)
    with st.expander(wording.REPORT, key=key):
        st.text(wording.COPY_REPORT)
        show_text(text)
        link = report_link(record, text)
        if link:
            st.link_button(literal(wording.WRITE_TO.format(contact=record.about.contact)), link)
        else:
            st.text(wording.NO_CONTACT)


def report_link(record: Record, text: str) -> str:
    """Return where a report goes: a mail with the text, or the web address of the contact; "" where none is named."""
    contact = record.about.contact
    if "@" not in contact.partition("/")[0]:
        return contact
    subject = text.partition("\n")[0]
    return f"mailto:{contact}?{urlencode({'subject': subject, 'body': text}, quote_via=quote)}"
