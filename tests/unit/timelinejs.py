"""What tests of TimelineJS files share: dates of all kinds, and readers that know none of the package's own."""

from __future__ import annotations

from datetime import date, time

from hypothesis import strategies as st

from dyad.importing.files import open_file
from dyad.importing.timelinejs import Told, read_sheet

_DOUBTS = st.sampled_from(["", "", "~", "?", "%"])
_DAYS = st.dates(min_value=date(1, 1, 1))


def _cut(day: date, parts: int) -> str:
    return "-".join(day.isoformat().split("-")[:parts])


_PLAIN = st.builds(_cut, _DAYS, st.integers(1, 3))
_INTERVALS = st.builds(
    lambda days, parts, one, other: f"{_cut(min(days), parts[0])}{one}/{_cut(max(days), parts[1])}{other}",
    st.tuples(_DAYS, _DAYS), st.tuples(st.integers(1, 3), st.integers(1, 3)), _DOUBTS, _DOUBTS,
)  # fmt: skip
_WIDE = st.builds(str.__add__, st.from_regex(r"[12][0-9]{2}X", fullmatch=True), _DOUBTS) | st.from_regex(
    r"(1[5-9]XX|20[01][0-9]-(2[1-4]|XX|0[1-9]-XX|XX-XX))", fullmatch=True
)
_ENDS = st.builds(str.__add__, _PLAIN, _DOUBTS) | _WIDE
_REACHING = st.builds(str.format, st.sampled_from(["{}/..", "../{}", "{}/", "/{}"]), _ENDS)
_TIMED = st.builds(
    "{}T{}{}".format, _DAYS, st.times(min_value=time(0, 0, 1)).map(lambda at: at.isoformat("seconds")),
    st.sampled_from(["", "Z", "-04", "+04:30"]),
)  # fmt: skip
# EDTF of level 0 and 1
DATES = _ENDS | _INTERVALS | _REACHING | _TIMED


def sheet(content: bytes, file: str = "sheet.csv") -> Told:
    """Return what a CSV file tells."""
    (grid,) = open_file(file, content)
    return read_sheet(file, grid.header, grid.rows)
