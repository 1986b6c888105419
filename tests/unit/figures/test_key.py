"""The key of a figure has room for all its signs."""

from __future__ import annotations

from itertools import pairwise

import pytest

from dyad.figures.key import KeyEntry, key_row
from dyad.figures.style import Style, text_width


@pytest.mark.parametrize("width", [320, 340, 720, 1840])
def test_a_key_is_wrapped_to_the_width(width: int) -> None:
    """No sign of a key or its words reach over the right edge, and no two stand on each other."""
    look = Style(width=width)
    words = ("claims confirmed", "a claim contradicted", "a claim not found", "beyond the essay", "some time within")
    entries = [KeyEntry(text=text, shape="circle", stroke="#000000", fill="#ffffff") for text in words]
    values = key_row(entries, look=look).data["values"]
    boxes = [(v["y"], v["left"], v["at"] + text_width(v["text"], look.px(11))) for v in values]
    assert all(right <= width for _, _, right in boxes)
    for before, after in pairwise(boxes):
        assert after[0] > before[0] or after[1] > before[2]
