"""Dates and numbers as people write them: read where there is one way to read them, left alone where there are two."""

from __future__ import annotations

import calendar
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dyad.importing.spelling import (
    DECIMALS,
    DayOrder,
    is_ambiguous_date,
    is_ambiguous_number,
    tidy_date,
    tidy_number,
)
from dyad.record.dates import read_date
from tests.unit.timelinejs import DATES

DAYS = st.dates(min_value=date(1000, 1, 1))
ORDERS = st.sampled_from(["", "day first", "month first"])
PARTS = ("12", "04/05/2016", "2016", "April", "c.", "about ", "BC", "–", " to ", "-", "/", ".", ",", " ", "~", "X", "0")
NEAR_DATES = st.lists(st.sampled_from(PARTS), max_size=8).map("".join)  # of what dates are made of

SPELT = [
    ("2016/4/26", "2016-04-26"),
    ("2016.04.26", "2016-04-26"),
    ("2016-04-26 00:00:00", "2016-04-26"),
    ("2016-04-26T00:00:00.000Z", "2016-04-26"),
    ("2016-04-26T00:00:00", "2016-04-26"),
    ("2016-04-26T10:30:00", "2016-04-26T10:30:00"),
    ("2014/..", "2014/.."),
    ("2016/4", "2016-04"),
    ("26th April 2016", "2016-04-26"),
    ("1st Sept. 2016", "2016-09-01"),
    ("april 26 2016", "2016-04-26"),
    ("May, 2016", "2016-05"),
    ("  26   April 2016 ", "2016-04-26"),
    ("\u200e26/04/2016\u200f", "2016-04-26"),
    ("2016.10", "2016-10"),
    ("24 April 2016 – 3 May 2016", "2016-04-24/2016-05-03"),
    ("1999–2003", "1999/2003"),
    ("1999 - 2003", "1999/2003"),
    ("May 1999 to June 2003", "1999-05/2003-06"),
    ("c. 1950", "1950~"),
    ("ca. May 1950", "1950-05~"),
    ("about 26/04/2016", "2016-04-26~"),
    ("about 1950 to 1960", "1950~/1960"),
    ("1 BC", "0000"),
    ("44 BCE", "-0043"),
    ("44 B.C. – 30 B.C.", "-0043/-0029"),
]


@pytest.mark.parametrize(("text", "edtf"), SPELT)
def test_a_date_with_one_meaning_is_read(text: str, edtf: str) -> None:
    """A spelling that can mean one date only becomes that date, and is not asked about."""
    assert tidy_date(text) == edtf
    assert not is_ambiguous_date(text)


AMBIGUOUS = [
    ("04/05/2016", "2016-05-04", "2016-04-05"),
    ("4.5.2016", "2016-05-04", "2016-04-05"),
    ("12-01-2016", "2016-01-12", "2016-12-01"),
    ("c. 04/05/2016", "2016-05-04~", "2016-04-05~"),
    ("04/05/2016 – 06/05/2016", "2016-05-04/2016-05-06", "2016-04-05/2016-06-05"),
]


@pytest.mark.parametrize(("text", "day_first", "month_first"), AMBIGUOUS)
def test_a_date_with_two_meanings_stays_until_the_order_is_said(text: str, day_first: str, month_first: str) -> None:
    """Nothing is guessed: such a date is left as it stands, asked about, and then read as was said."""
    assert is_ambiguous_date(text)
    assert tidy_date(text) == text
    assert tidy_date(text, order="day first") == day_first
    assert tidy_date(text, order="month first") == month_first


NO_DATES = ["", "soon", "31/04/2016", "30 February 2016", "13/13/2016", "0 BC", "0/5/2016", "26 April", "04/05/16",
            "5 May 2016 – 3 May 2016", "about", "2016-04-26 10:30:00", "2016.1"]  # fmt: skip


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_stays(text: str) -> None:
    """A day that never was, no year or one of two digits, and 2016.1, which was 2016.10, are left for the checks."""
    for order in ("", "day first", "month first"):
        assert tidy_date(text, order=order) == text
    assert not is_ambiguous_date(text)


@given(DATES, ORDERS)
def test_a_valid_date_is_itself(edtf: str, order: DayOrder) -> None:
    """EDTF is never rewritten, whatever was said of the order."""
    assert read_date(edtf)
    assert tidy_date(edtf, order=order) == edtf


@given(st.text(max_size=30) | NEAR_DATES, ORDERS)
@example("c." * 2500, "")
@example("about " * 800 + "2016", "")
@example("٢٦/٠٤/٢٠١٦", "")
def test_any_text_stays_or_becomes_a_valid_date(text: str, order: DayOrder) -> None:
    """No text makes it raise; what is not left as it stands can be read as a date."""
    tidied = tidy_date(text, order=order)
    if tidied != text:
        read_date(tidied)
    assert is_ambiguous_date(text) in (True, False)


@given(DAYS, st.sampled_from("/.-"), st.booleans())
def test_every_day_in_figures_comes_back(day: date, mark: str, padded: bool) -> None:
    """Day, month and year in either order are that day again once the order is said, with zeros before or without."""
    d, m = (f"{day.day:02d}", f"{day.month:02d}") if padded else (str(day.day), str(day.month))
    year = f"{day.year:04d}"
    assert tidy_date(mark.join((d, m, year)), order="day first") == day.isoformat()
    assert tidy_date(mark.join((m, d, year)), order="month first") == day.isoformat()
    if day.day > 12 or day.day == day.month:
        assert tidy_date(mark.join((d, m, year))) == tidy_date(mark.join((m, d, year))) == day.isoformat()


@given(DAYS, st.sampled_from([calendar.month_name, calendar.month_abbr]), st.sampled_from([str, str.upper, str.lower]))
def test_every_day_in_words_comes_back(day: date, names: list[str], case: type[str]) -> None:
    """“26 April 2016” and “April 26, 2016” are that day, the month in full or short, in any case."""
    month, year = case(names[day.month]), f"{day.year:04d}"
    assert tidy_date(f"{day.day} {month} {year}") == day.isoformat()
    assert tidy_date(f"{month} {day.day}, {year}") == day.isoformat()
    assert tidy_date(f"{month} {year}") == day.isoformat()[:7]


# -- numbers -----------------------------------------------------------------------------------

NUMBERS = [
    ("405,3", "405.3"), ("-405,35", "-405.35"), ("0,234", "0.234"), ("1,234.5", "1234.5"), ("1,234,567", "1234567"),
    ("1 234", "1234"), ("1\u00a0234,5", "1234.5"), ("1\u202f234\u202f567.25", "1234567.25"), (" 12 ", "12"),
    ("1.234", "1.234"), ("\u200e405,3\ufeff", "405.3"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "number"), NUMBERS)
def test_a_number_with_one_meaning_is_read(text: str, number: str) -> None:
    """Decimal commas and signs between thousands go where they can be nothing else."""
    assert tidy_number(text) == number
    assert not is_ambiguous_number(text)


@pytest.mark.parametrize("text", ["1,234", "-12,345", "+999,000"])
def test_a_number_with_two_meanings_stays_until_the_comma_is_said(text: str) -> None:
    """One comma before three digits is asked about, and then read as was said."""
    assert is_ambiguous_number(text)
    assert tidy_number(text) == text
    assert tidy_number(text, comma=DECIMALS["a decimal comma"]) == text.replace(",", ".")
    assert tidy_number(text, comma=DECIMALS["commas between thousands"]) == text.replace(",", "")


@pytest.mark.parametrize("text", ["", "n/a", "405 3", "12 34", "1,23,4", "1.234,5", "about 5", "5 %", "1e3", "²"])
def test_what_is_no_number_stays(text: str) -> None:
    """Two numbers in a cell are not run together, and words are left for the checks to name."""
    assert tidy_number(text) == text


@given(st.text(max_size=12) | st.text("0123456789., +-", max_size=12), st.sampled_from(["", ",", "."]))
def test_any_text_stays_or_becomes_a_number(text: str, comma: str) -> None:
    """No text makes it raise; what is not left as it stands is a number with a point and nothing else."""
    tidied = tidy_number(text, comma=comma)
    if tidied != text:
        float(tidied)
        assert not set(tidied) & set(" ,")


@given(st.decimals(min_value="-9999999", max_value="9999999", places=2, allow_nan=False))
def test_every_number_comes_back(number: object) -> None:
    """A number with two decimals is itself, with a comma or a point, thousands grouped by commas, spaces or not.

    So is a whole one grouped by commas, once it is said what its comma is.
    """
    plain, grouped = f"{number:.2f}", f"{number:,.2f}"
    assert tidy_number(plain) == tidy_number(plain.replace(".", ",")) == plain
    assert tidy_number(grouped) == plain
    assert tidy_number(grouped.replace(",", "\u00a0").replace(".", ",")) == plain
    assert tidy_number(grouped.replace(",", " ")) == plain
    assert (
        tidy_number(f"{number:,.0f}", comma=".") == tidy_number(f"{number:,.0f}".replace(",", " ")) == f"{number:.0f}"
    )
