"""What a worker sends is what it made: the same tables, types, problems and rows."""

from __future__ import annotations

import io

import pandas as pd
import pytest
from hypothesis import given, settings
from pandas.testing import assert_frame_equal

from dyad.importing.bringing import ImportOptions, ImportResult, bring
from dyad.importing.packing import pack_brought, unpack_brought
from dyad.importing.process import MAX_HEADER_BYTES, receive, send
from dyad.publish.tables import write_xlsx
from dyad.record.schema import TABLES
from tests.unit.brought import Files, sheet
from tests.unit.importing.test_bringing import NO_RECORD
from tests.unit.publish.test_round_trip import tables

FEW = settings(max_examples=5)


def there_and_back(brought: ImportResult) -> ImportResult:
    """Return what arrives of it through a pipe."""
    pipe = io.BytesIO()
    send(pipe, *pack_brought(brought))
    pipe.seek(0)
    message = receive(pipe)
    assert message is not None
    assert receive(pipe) is None
    return unpack_brought(message)


def same_frame(one: pd.DataFrame, other: pd.DataFrame) -> None:
    """Assert that two tables are equal to the type of each cell."""
    assert_frame_equal(one, other, check_column_type=True, check_freq=True)
    assert type(one.index) is type(other.index)
    assert one.attrs == other.attrs
    for column in one:
        assert [type(cell) for cell in one[column]] == [type(cell) for cell in other[column]]


def same(one: ImportResult, other: ImportResult) -> None:
    """Assert that the same came of tables."""
    for name in ("problems", "said", "asked", "left_out", "grids"):
        assert getattr(one, name) == getattr(other, name)
    assert (one.lesson is None) == (other.lesson is None)
    if one.lesson is not None and other.lesson is not None:
        same_frame(one.lesson, other.lesson)
    assert (one.record is None) == (other.record is None)
    if one.record is not None and other.record is not None:
        assert (one.record.about, one.record.version) == (other.record.about, other.record.version)
        for name in TABLES:
            same_frame(getattr(one.record, name), getattr(other.record, name))


@FEW
@given(tables())
def test_any_tables_arrive_as_they_left(files: Files) -> None:
    """Whatever stands in the cells, what arrives equals what was sent, types and missing values included."""
    for only_good in (False, True):
        brought = bring(files, wishes=ImportOptions(only_good=only_good))
        same(brought, there_and_back(brought))


@pytest.mark.parametrize(
    "files",
    [
        *(files for files, _ in NO_RECORD),
        [("e.csv", sheet("title|date", "A|2001", "B|"))],
        [("e.csv", sheet("title|date", "A|04/05/2016")), ("l.csv", sheet("id|title|shows|prompt", "a|A|text|b"))],
        [("e.xlsx", write_xlsx({"events": (("title", "date"), [("A", "2002")]), "x": (("a",), [("1",)])}))],
    ],
)
def test_whatever_is_wrong_arrives(files: Files) -> None:
    """Problems, questions, sheets and lessons arrive whole."""
    brought = bring(files, wishes=ImportOptions(only_good=True))
    same(brought, there_and_back(brought))


def test_problems_stay_packed() -> None:
    """Problems are counted without being unpacked, and are sliced and found by number."""
    brought = bring([("e.csv", sheet("title|date", *(f"A|no date {number}" for number in range(5))))])
    problems = there_and_back(brought).problems
    assert len(problems) == len(brought.problems) == 5
    assert problems[3] == brought.problems[3]
    assert problems[-1] == brought.problems[-1]
    assert problems[:3] == brought.problems[:3]
    with pytest.raises(IndexError):
        problems[5]


@pytest.mark.parametrize(
    "said",
    [
        b"A line that a library printed.\n",
        b"x",
        b" " * MAX_HEADER_BYTES + b"{}\n",
        b"[]\n",
        b"{}\n",
        b'{"parts":[1]}\n',
        b'{"parts":[-1]}\n',
        b'{"parts":[4611686018427387904]}\n',
    ],
)
def test_what_is_no_message_is_told(said: bytes) -> None:
    """Anything else on the pipe is an error, and nothing is made room for that is longer than a message may be."""
    with pytest.raises(ValueError, match=r"message|Expecting"):
        receive(io.BytesIO(said))
