"""Markup of a page, which a reader can copy, search, print and hear: tables and cards."""

from __future__ import annotations

import re

import streamlit as st
from markupsafe import Markup, escape

from dyad.publish.html_tables import AWAY

# Streamlit cuts an attribute whose value might end a comment or a script: there a word joiner stands in between.
_ATTRIBUTE = re.compile(r' (?!href|src|data-copied)[\w-]+="[^"]*"')
_CODE = re.compile(
    r"(?:--!?|])(?=&gt;)|&lt;(?=/(?:style|script|title|xmp|textarea|iframe|no(?:script|embed|frames)))", re.I
)

# A switch for keys of one letter, which speech input and a slip of the hand press unasked (WCAG 2.1.4). The browser
# keeps what was chosen, for all pages (`drawn.js`); `dyad/render/keys.js` says whether a key answers.
KEYS = Markup('<label class="dyad-keys"><input type="checkbox" role="switch" data-keys="{keys}"> {label}</label>')


def show_table(table: Markup, *, opened: str | None = None) -> None:
    """Show a table; the row of the event that is `opened` is marked."""
    if opened:
        mark = Markup(' data-opens="{}"').format(escape(opened))
        table = table.replace(mark, mark + Markup(' aria-current="true"'), 1)
    show_markup(table)


def show_markup(markup: Markup) -> None:
    """Show markup, which escapes what it was filled with; the web opens in a window of its own.

    Raises TypeError for text that is no markup.
    """
    if not isinstance(markup, Markup):
        raise TypeError(f"a page shows markup, not {type(markup).__name__}")
    if _CODE.search(markup):
        markup = Markup(_ATTRIBUTE.sub(lambda found: _CODE.sub("\\g<0>\u2060", found[0]), markup))  # noqa: S704 - was
    st.html(markup.replace(AWAY, Markup(' target="_blank"') + AWAY))  # or the reader would leave the session
