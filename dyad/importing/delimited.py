"""Tell which separator a text is cut by."""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
SAMPLE_CHARS = 64_000  # the separator is decided by
SAMPLE_ROWS = 50
STEADY = 0.9  # share of rows of one length that makes a table although its first line holds no separator

# Excel's own first line, with which a file names its separator
_SEP_LINE = re.compile(r'"?sep=([\t!#-/:-@\[-`{-~])"?(\r\n|\r|\n|\Z)', re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How a text is cut: by which separator, and on which line, at which character, its first row is."""

    separator: str
    first_line: int = 1
    start: int = 0
    one_column: bool = False

    @property
    def words(self) -> str:
        if self.one_column:
            return "one column"
        return f"{SEPARATORS.get(self.separator, f'“{self.separator}”')}-separated"


def find_layout(text: str) -> Layout:
    r"""Return how to cut `text`: as its line sep= says, else by the separator that cuts its first rows most evenly.

    >>> find_layout("id;title\n1;Oil, gas").words
    'semicolon-separated'
    """
    told = _SEP_LINE.match(text)
    if told:
        return Layout(separator=told[1], first_line=2, start=told.end())
    best, evenness = "", 0.0
    for separator in SEPARATORS:
        score = _evenness(_lengths(text, separator))
        if score > evenness:
            best, evenness = separator, score
    if best:
        return Layout(separator=best)
    # One column, then: cut by what cuts nothing, so that a comma in its text stays text.
    least = min(SEPARATORS, key=lambda separator: sum(number > 1 for number in _lengths(text, separator)))
    return Layout(separator=least, one_column=True)


def _evenness(lengths: list[int]) -> float:
    """Return the share of rows that are cut alike into more than one cell; less where the first is not cut at all."""
    if not lengths:
        return 0.0
    usual, times = Counter(lengths).most_common(1)[0]
    share = times / len(lengths) if usual > 1 else 0.0
    if lengths[0] > 1:
        return max(share, lengths.count(lengths[0]) / len(lengths))
    return share - 0.5 if share >= STEADY else 0.0  # a title may stand above the header; lists of names make no table


def _lengths(text: str, separator: str) -> list[int]:
    """Return how many cells each of the first rows has that is not empty."""
    sample = text[:SAMPLE_CHARS]
    if len(text) > SAMPLE_CHARS:
        sample = sample[: max(sample.rfind("\n"), sample.rfind("\r")) + 1] or sample
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
    lengths: list[int] = []
    with contextlib.suppress(csv.Error):  # a field too large: the rows before it decide
        lengths.extend(len(cells) for cells in islice((row for row in reader if any(row)), SAMPLE_ROWS))
    return lengths
