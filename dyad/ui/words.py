"""Text from the record or an address, shown as it is written; and markup put on a page.

`st.text`, `st.dataframe` and the options of a selectbox show any text literally. Everything else in
Streamlit (labels, captions, warnings, headings, metrics, help) reads markdown: there, and only
there, text passes through `literal`. Markup can be copied, searched, printed and heard.
"""

from __future__ import annotations

import re

import streamlit as st
from markupsafe import Markup

from dyad.publish.html_tables import AWAY

WORD_JOINER = "\u2060"  # takes no room, is not drawn, breaks no line

# Backslashes stop markdown, mathematics and directives. Some replacements are made after them, in the
# finished text: "--" and arrows, web and mail addresses, ":streamlit:". Only a letter between helps.
_REPLACED_LATER = re.compile(
    r"""(?<=-)(?=[->])      # -- and ->
      | (?<=<)(?=[-=])      # <- and <=
      | (?<=>)(?==)         # >=
      | (?<=:)(?=//)        # https://
      | (?<=www)(?=\.)      # www.
      | (?<=@)(?=.)         # name@host
      | (?<=:)(?=[\w+-]+:)  # :name:
    """,
    re.VERBOSE | re.IGNORECASE,
)
_GAP = re.compile(r"[ \t\r\n\f\v]+")  # no-break spaces stay
_PUNCTUATION = re.compile(r"[!#$&()*+\-./:<=>\[\\\]^_`{|}~]")  # what may mean something to markdown

# Streamlit cuts an attribute whose value might end a comment or a script: there a word joiner stands in between.
_ATTRIBUTE = re.compile(r' (?!href|src|data-copied)[\w-]+="[^"]*"')
_CODE = re.compile(
    r"(?:--!?|])(?=&gt;)|&lt;(?=/(?:style|script|title|xmp|textarea|iframe|no(?:script|embed|frames)))", re.I
)

# A switch for keys of one letter, which speech input and a slip of the hand press unasked (WCAG 2.1.4). The browser
# keeps what was chosen, for all pages (`shell.js`); `dyad/render/keys.js` says whether a key answers.
KEYS = Markup('<label class="dyad-keys"><input type="checkbox" role="switch" data-keys="{keys}"> {label}</label>')


def literal(text: str) -> str:
    r"""Return markdown that shows `text` as it is, on one line.

    >>> literal("**x** costs $1")
    '\\*\\*x\\*\\* costs \\$1'
    """
    line = _REPLACED_LATER.sub(WORD_JOINER, _GAP.sub(" ", text).strip(" "))
    return _PUNCTUATION.sub(r"\\\g<0>", line)


def show_markup(markup: Markup) -> None:
    """Show markup, which escapes what it was filled with; the web opens in a window of its own."""
    if _CODE.search(markup):
        markup = Markup(_ATTRIBUTE.sub(lambda found: _CODE.sub(rf"\g<0>{WORD_JOINER}", found[0]), markup))  # noqa: S704 - was
    st.html(markup.replace(AWAY, Markup(' target="_blank"') + AWAY))  # or the reader would leave the session
