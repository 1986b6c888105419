"""Dates of TimelineJS are read as EDTF, and EDTF is written so that it is read as the same."""

from __future__ import annotations

import calendar

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dyad.importing.timelinejs.dates import Dated, End, read_span, write_span
from dyad.record.dates import say_date
from tests.unit.timelinejs import DATES


def end(text: str) -> End:
    """Return columns written as "2016 4 26"."""
    return End(**dict(zip(("year", "month", "day"), text.split(), strict=False)))


@pytest.mark.parametrize(
    ("start", "closing", "shown", "expected"),
    [
        ("2016 04 26", "", "", "2016-04-26"),
        ("2,016 4.0", "", "", "2016-04"),
        ("75", "", "", "0075"),
        ("2016", "2016 5", "", "2016/2016-05"),
        ("2016 5", "2016", "", "2016-05/2016"),
        ("2016 4 26", "2016 4 26", "", "2016-04-26"),
        ("-1", "1", "", "0000/0001"),
        ("-10000", "9999", "", "-9999/9999"),
        ("2014", "", "2014 (uncertain)", "2014?"),
        ("2014", "", "about 2014 (uncertain)", "2014%"),
        ("2010", "2019", "about the 2010s", "201X~"),
        ("2015 11 18", "2015 11 20", "about 18–20 November 2015", "2015-11-18~/2015-11-20~"),
        ("1840", "", "c. 1840", "1840~"),
        ("1840", "", "c1840", "1840~"),
        ("1840", "", "ca.1840", "1840~"),
        ("1840", "1845", "Circa 1840–1845", "1840~/1845~"),
        ("1840 4", "", "Approximately April 1840", "1840-04~"),
        ("-44", "", "around 44 BCE", "-0043~"),
        ("2016 4 26", "", "April 26, 2016", "2016-04-26"),
        ("2016 4 26", "", "2016-04-26", "2016-04-26"),
        ("2016", "", "2016-XX", "2016-XX"),
    ],
)
def test_columns_and_words_make_a_date(start: str, closing: str, shown: str, expected: str) -> None:
    """Numbers become EDTF, 44 BCE the year -0043, and words add the doubt or the decade that they tell."""
    assert read_span(end(start), end(closing), shown=shown) == Dated(edtf=expected)
    edtf.parse_edtf(expected).lower_strict()


@pytest.mark.parametrize(
    ("start", "shown", "expected"),
    [
        ("1840", "early 1840", "1840"),
        ("1840", "around Easter 1840", "1840~"),
        ("1840", "cabinet of 1840", "1840"),
        ("1840", "about 1850", "1840~"),
        ("1840", "1840-04", "1840"),
        ("2016", "Monday", "2016"),
        ("", "c. 1840", ""),
    ],
)
def test_words_that_tell_more_are_kept(start: str, shown: str, expected: str) -> None:
    """Words that EDTF cannot hold, or that contradict the numbers, are handed on beside the date."""
    assert read_span(end(start), End(), shown=shown) == Dated(edtf=expected, words=shown)


@pytest.mark.parametrize(
    ("start", "closing", "shown"),
    [("1560 12 25", "1569 12 25", "156X-12-25"), ("2016 3", "2016 5", "2016-25"), ("2016", "2026 1 1", "2016/")],
)
def test_words_give_no_date_that_a_record_cannot_show(start: str, closing: str, shown: str) -> None:
    """EDTF that stands in words is taken only where it is a date that the record can read and put into words."""
    read = read_span(end(start), end(closing), shown=shown)
    assert say_date(read.edtf)
    assert shown in (read.edtf, read.words)


@pytest.mark.parametrize(
    ("start", "closing", "faults"),
    [
        (End(year="c. 1840"), "", [("year", "c. 1840", "is not a year.", "Write 1840,")]),
        (End(year="MMXVI"), "", [("year", "MMXVI", "is not a year.", "Write 1840, or -44")]),
        (End(year="٢٠١٦"), "", [("year", "٢٠١٦", "is not a year.", "")]),
        (End(year="0"), "", [("year", "0", "1 BCE is followed by 1", "Write -1")]),
        (End(year="-13800000000"), "", [("year", "-13800000000", "beyond the years", "-10000 to 9999")]),
        (End(year="10000"), "", [("year", "10000", "beyond the years", "")]),
        (End(year="-10001"), "", [("year", "-10001", "beyond the years", "")]),
        (End(year="0" * 9000 + "9" * 9000), "", [("year", "0" * 9000 + "9" * 9000, "beyond", "")]),
        (End(month="4"), "", [("year", None, "is empty while the month", "Give the year")]),
        (End(year="2016", month="13"), "", [("month", "13", "is not a month.", "1 to 12")]),
        (End(year="2016", month="April"), "", [("month", "April", "is not a month.", "Write 4.")]),
        (End(year="2016", month="0"), "", [("month", "0", "is not a month.", "empty where")]),
        (End(year="2016", day="26"), "", [("month", None, "is empty while the day", "Give the month")]),
        (end("2016 2 30"), "", [("day", "30", "not a day of February 2016", "1 to 29")]),
        (end("2015 2 29"), "", [("day", "29", "not a day of February 2015", "1 to 28")]),
        (end("-44 2 29"), "", [("day", "29", "not a day of February -44", "1 to 28")]),
        (end("2016 4 26th"), "", [("day", "26th", "is not a day of April 2016", "1 to 30")]),
        (End(), "2016", [("year", None, "is empty while the end is given", "Give the start")]),
        (end("2016"), "2015", [("end year", "2015", "ends before it starts, at 2016", "Swap")]),
        (end("2016 4 26"), "2016 4 25", [("end year", "2016-4-25", "ends before it starts", "Swap")]),
        (
            end("x 13 40"), "2016 14",
            [
                ("year", "x", "is not a year", ""), ("month", "13", "is not a month", ""),
                ("day", "40", "is not a day.", "1 to 31"), ("end month", "14", "is not a month", ""),
            ],
        ),
    ],
)  # fmt: skip
def test_an_impossible_date_is_told(start: End, closing: str, faults: list[tuple[str, str | None, str, str]]) -> None:
    """Every part that makes no date is named with what was found, what is wrong and what to do, all at once."""
    read = read_span(start, end(closing))
    assert (read.edtf, len(read.faults)) == ("", len(faults))
    for fault, (column, found, message, hint) in zip(read.faults, faults, strict=True):
        assert (fault.column, fault.value) == (column, found)
        assert message in fault.message
        assert hint in fault.hint


@given(st.integers(-10000, 9999).filter(bool), st.integers(1, 12), st.integers(1, 31), st.integers(1, 3))
def test_every_day_of_the_calendar_is_read(year: int, month: int, day: int, parts: int) -> None:
    """A date is taken where the calendar of its astronomical year has it, and means that day, month or year."""
    astronomical = year if year > 0 else year + 1
    read = read_span(end(" ".join(map(str, (year, month, day)[:parts]))), End())
    days = calendar.monthrange(2000 + astronomical % 400, month)[1]
    if parts == 3 and day > days:
        assert [fault.part for fault in read.faults] == ["day"]
        return
    lower = edtf.parse_edtf(read.edtf).lower_strict()
    assert tuple(lower[:3]) == (astronomical, month if parts > 1 else 1, day if parts > 2 else 1)


@given(*[st.text(max_size=12) | st.from_regex(r"-?[0-9]{0,6}", fullmatch=True)] * 6, st.text(max_size=30))
def test_any_columns_give_a_date_or_say_why_not(
    year: str, month: str, day: str, end_year: str, end_month: str, end_day: str, shown: str
) -> None:
    """Whatever the columns hold there is a date that can be read, or none, or what is wrong."""
    columns = End(year=year, month=month, day=day), End(year=end_year, month=end_month, day=end_day)
    read = read_span(*columns, shown=shown)
    assert not (read.edtf and read.faults)
    if read.edtf:
        edtf.parse_edtf(read.edtf).lower_strict()


@given(DATES)
def test_what_is_written_is_read_as_the_same_date(text: str) -> None:
    """Any date of level 0 or 1 survives its columns and words exactly, doubts, decades and intervals among them."""
    columns = write_span(text, said=say_date(text))
    assert read_span(columns.start, columns.end, shown=columns.shown) == Dated(edtf=text)


@pytest.mark.parametrize(
    ("text", "start", "closing", "shown"),
    [
        ("2016-04-26", "2016 4 26", "", ""),
        ("2016-09-24/2016-10-10", "2016 9 24", "2016 10 10", ""),
        ("2014-10~", "2014 10", "", "about October 2014"),
        ("201X", "2010", "2019", "the 2010s"),
        ("2016-21", "2016 3", "2016 5", "spring 2016"),
        ("2015-12-07~/2015-12-08", "2015 12 7", "2015 12 8", "about 7 – 8 December 2015"),
        ("2016-04-26/2016-04-26", "2016 4 26", "", "2016-04-26/2016-04-26"),
        ("-0043-03-15", "-44 3 15", "", ""),
        ("-0043~", "-44", "", "about 44 BCE"),
        ("-0099/-0050~", "-100", "-51", "100 BCE – about 51 BCE"),
        ("0000", "-1", "", ""),
    ],
)
def test_a_date_is_written_in_columns(text: str, start: str, closing: str, shown: str) -> None:
    """Columns say what they can, in TimelineJS's years; words stand only where they say more."""
    columns = write_span(text, said="" if text.startswith(("-", "0000")) else say_date(text))
    assert (columns.start, columns.end, columns.shown) == (end(start), end(closing), shown)
