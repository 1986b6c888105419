"""Text from the record or from an address, shown as it is written.

`st.text`, `st.dataframe` and the options of a selectbox show any text literally. Everything else in
Streamlit (labels, captions, warnings, headings, metrics, help) reads markdown: there, and only
there, text passes through `literal`.
"""

from __future__ import annotations

import re

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


def literal(text: str) -> str:
    r"""Return markdown that shows `text` as it is, on one line.

    >>> literal("**x** costs $1")
    '\\*\\*x\\*\\* costs \\$1'
    """
    line = _REPLACED_LATER.sub(WORD_JOINER, _GAP.sub(" ", text).strip(" "))
    return _PUNCTUATION.sub(r"\\\g<0>", line)
