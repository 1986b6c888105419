"""Words in a plot touch nothing unless they must."""

from __future__ import annotations

from dyad.figures.axis import Axis
from dyad.figures.labels import Words
from dyad.figures.lines import Panel
from dyad.figures.style import Style


def test_words_touch_nothing_unless_they_must() -> None:
    """A word takes the first free place; one without a place is left out, one that must be there lies over a line."""
    axis = Axis(first=2003, last=2017, width=200, gutter=0)
    wide, low = (Panel(axis=axis, look=Style(width=200), height=height, bottom=0, top=1) for height in (100, 20))
    words = Words(panel=wide, lines=[((0, 50), (200, 50))])
    assert words.mark("2003", (100, 50))
    assert words.taken[0][3] < 50
    assert words.mark("2003", (100, 50))
    assert words.taken[1][1] > 50
    words = Words(panel=low, lines=[((0, 10), (200, 10))])
    assert not words.mark("2003", (100, 10))
    assert words.mark("2003", (100, 10), must=True)


def test_no_line_to_a_word_runs_through_another() -> None:
    """A word that only a line through another word would reach is left out."""
    axis = Axis(first=2003, last=2017, width=200, gutter=0)
    for top, placed in ((129, False), (180, True)):
        words = Words(panel=Panel(axis=axis, look=Style(width=200), height=220, bottom=0, top=1))
        words.taken.append((0, 0, 200, 130))  # over and beside the mark
        words.write("a", (98, top))
        assert words.mark("2003", (100, 125), must=True) is placed
