"""What a reader copies: buttons for it, and texts that have one. `dyad/publish/cards.js` answers them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup, escape

from dyad.ui.html_tables import show_markup
from dyad.wording import ui_page as wording

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
