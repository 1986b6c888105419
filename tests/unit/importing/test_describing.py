"""What tables say of a record that nobody described: its themes, without slips."""

from __future__ import annotations

import pandas as pd
import pytest

from dyad.importing.describing import themes_of


@pytest.mark.parametrize(
    ("cells", "themes"),
    [
        (["Art", "Music", "Art"], ("Art", "Music")),
        (["energy", "Art", "defence"], ("defence", "energy", "Art")),
        (["energy", "enrgy"], ("energy",)),
        (["enrgy", "enrgy"], ("enrgy",)),
        (["Dancing", "Dancing", "Dancng"], ("Dancing",)),
        ([], ()),
    ],
)
def test_a_word_all_but_like_another_is_a_slip(cells: list[str], themes: tuple[str, ...]) -> None:
    """The usual themes come first and own ones as they do; a word that stands once and is like another is no theme."""
    assert themes_of(cells) == themes
    assert themes_of(pd.Series(cells, dtype=object)) == themes
