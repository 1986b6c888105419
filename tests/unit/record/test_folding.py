"""Folding: a word is found however it is spelled, and nothing else is."""

from __future__ import annotations

import pytest

from dyad.record.folding import fold
from tests.spellings import APART, SPELLINGS


@pytest.mark.parametrize(("written", "typed"), SPELLINGS)
def test_spellings_are_one(written: str, typed: str) -> None:
    """What is typed on another keyboard, composed otherwise or without accents is the same once it is folded."""
    assert fold(written) == fold(typed)
    assert written != typed


@pytest.mark.parametrize(("one", "other"), APART)
def test_other_words_stay_others(one: str, other: str) -> None:
    """Vowels that make another word are kept."""
    assert fold(one) != fold(other)


def test_folded_text_folds_to_itself() -> None:
    """Folding twice is folding once, for every letter there is."""
    folded = [fold(chr(code)) for code in range(0x20000) if not 0xD800 <= code < 0xE000]
    assert [one for one in folded if fold(one) != one] == []
