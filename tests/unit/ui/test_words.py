"""Text of tables and addresses where Streamlit reads markdown: no sign of it means anything."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dyad.ui.words import WORD_JOINER, literal

SIGNS = "!#$&()*+-./:<=>[\\]^_`{|}~"  # what may mean something to markdown
REPLACED = ("--", "->", "<-", "<=", ">=", "://", "www.", "a@b", ":smile:")  # in the finished text, backslashes or not


@example(SIGNS)
@given(st.text(st.sampled_from(f"{SIGNS}ab c\n@")) | st.text())
def test_each_sign_has_a_backslash(text: str) -> None:
    """Nothing but letters stands without one; without backslashes it is the text again, on one line."""
    shown = literal(text)
    assert not set(re.sub(r"\\.", "", shown)) & set(SIGNS)
    plain = re.sub(r"\\(.)", r"\1", shown).replace(WORD_JOINER, "")
    assert plain.split() == text.replace(WORD_JOINER, "").split()


@pytest.mark.parametrize("text", REPLACED)
def test_what_is_replaced_later_is_parted(text: str) -> None:
    """Arrows, addresses and names of signs have a letter in them that takes no room."""
    assert WORD_JOINER in literal(text)
