"""Dates are read as wide as they are known."""

from __future__ import annotations

import re

import edtf
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dyad.record.dates import read_date, say_date, say_year

YEARS = st.integers(-9999, 9999)  # astronomical: 0 is 1 BCE


def spelt(year: int) -> str:
    """Return a year as EDTF writes it."""
    return f"{'-' if year < 0 else ''}{abs(year):04}"


@given(YEARS, YEARS)
def test_years_before_our_era_count_backwards(one: int, other: int) -> None:
    """The year 0 is said as 1 BCE, -43 as 44 BCE, and days of any year keep their order."""
    first, last = sorted((one, other))
    assert read_date(spelt(first)).first.instant <= read_date(spelt(last)).last.instant
    assert say_year(first) == (str(first) if first > 0 else f"{1 - first} BCE")
    assert say_date(spelt(first)) == say_year(first)


FORMS = [
    *(f"{year}{rest}" for year in ("-9999", "-0044", "0000", "1900", "2016")
      for rest in ("", "-12-31", *(f"-{month:02}" for month in (*range(1, 13), *range(21, 25))))),
    *(f"{year}{rest}" for year in ("0000", "1900", "2016") for rest in ("-XX", "-12-XX", "-XX-XX")),
    "201X", "000X", "-004X", "-000X", "18XX", "00XX", "-00XX",
]  # fmt: skip


def test_each_form_spans_the_days_that_the_library_finds() -> None:
    """A date, a decade, a season, what is unknown and an interval of any two span what the `edtf` package finds.

    An interval alone is a happening that lasted.
    """
    wrong = []
    for text in (*FORMS, *(f"{one}/9999-12" for one in FORMS if "X" not in one)):
        parsed, when = edtf.parse_edtf(text), read_date(text)
        spanned = parsed.lower_strict()[:3], parsed.upper_strict()[:3], "/" in text
        if (when.first, when.last, when.lasted) != spanned:
            wrong.append(text)
    assert wrong == []


def test_a_date_is_as_precise_as_its_vaguer_end() -> None:
    """A decade, a year of which months are unknown, and intervals know no more than the end that is known less."""
    texts = ("201X", "2016-XX", "2016-04-XX", "2016-04", "2016/2017-03", "2015-12-07~/2015-12-08", "2016-04-26?")
    assert [read_date(text).precision for text in texts] == ["decade", "year", "month", "month", "year", "day", "day"]


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "soon", "26.04.2016", "04/26/2016", "2016-4-6", "16", "2016–2017", "April 2016", "NA", "156X-12-25",
        "2016-XX-25", "2016-04-26T10:10", "-0000", "٢٠١٦", "..", "/", "../..", "2014/...", "2016-04-26T",
        "2001/2002/2003", "1985-04-12T23:20:30?", "1985-04-XXT23:20:30", "1985-04T23:20:30",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused(text: str) -> None:
    """What is no EDTF date of a year of four digits is refused with examples of what is."""
    with pytest.raises(ValueError, match=r"EDTF, such as 2003, 2015-09, 2016-04-26"):
        read_date(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2015-02-30", "names no day: February 2015 has 28 days."),
        ("2015-04-31/2016", "names no day: April 2015 has 30 days."),
        ("2016-01-00", "names no day: January 2016 has 31 days."),
        ("-0043-02-29", "names no day: February 44 BCE has 28 days."),
        ("2016-13", "names no month: 13. Allowed: 01 to 12, and 21 to 24 for spring to winter."),
        ("0000-00", "names no month: 00. "),
        ("2016-25", "names no month: 25. "),
        ("2014/2016-13-01", "names no month: 13. "),
        ("1985-04-12T24:00:00", "names no time of day: 24:00:00. Allowed: 00:00:00 to 23:59:59"),
        ("1985-04-12T10:60:00Z", "names no time of day: 10:60:00Z. "),
        ("1985-04-12T10:10:00+15", "names no time of day: 10:10:00+15. "),
        ("1985-04-12T10:10:00/1986", "gives a time of day in an interval"),
        ("Y12000/..", "has a year of more than four digits."),
        ("2016-04-27/2016-04-26", "ends before it starts."),
    ],
)
def test_a_day_month_or_time_that_there_is_not_is_told_as_such(text: str, message: str) -> None:
    """What has the form of a date and is none is refused with what it names that there is not."""
    with pytest.raises(ValueError, match=re.escape(message)):
        read_date(text)


FOUR_DIGITS = "has a year of more than four digits. Allowed: years from -9999 to 9999."
# Every example of levels 0 and 1 at https://www.loc.gov/standards/datetime/: what it spans, and how it is said
SPECIFICATION = {
    "1985-04-12": ("1985-04-12", "1985-04-12", "12 April 1985"),
    "1985-04": ("1985-04-01", "1985-04-30", "April 1985"),
    "1985": ("1985-01-01", "1985-12-31", "1985"),
    "1985-04-12T23:20:30": ("1985-04-12", "1985-04-12", "12 April 1985, 23:20:30"),
    "1985-04-12T23:20:30Z": ("1985-04-12", "1985-04-12", "12 April 1985, 23:20:30 UTC"),
    "1985-04-12T23:20:30-04": ("1985-04-12", "1985-04-12", "12 April 1985, 23:20:30 UTC-04"),
    "1985-04-12T23:20:30+04:30": ("1985-04-12", "1985-04-12", "12 April 1985, 23:20:30 UTC+04:30"),
    "1964/2008": ("1964-01-01", "2008-12-31", "1964–2008"),
    "2004-06/2006-08": ("2004-06-01", "2006-08-31", "June 2004 – August 2006"),
    "2004-02-01/2005-02-08": ("2004-02-01", "2005-02-08", "1 February 2004 – 8 February 2005"),
    "2004-02-01/2005-02": ("2004-02-01", "2005-02-28", "1 February 2004 – February 2005"),
    "2004-02-01/2005": ("2004-02-01", "2005-12-31", "1 February 2004 – 2005"),
    "2005/2006-02": ("2005-01-01", "2006-02-28", "2005–February 2006"),
    "Y170000002": FOUR_DIGITS,
    "Y-170000002": FOUR_DIGITS,
    "2001-21": ("2001-03-01", "2001-05-31", "spring 2001"),
    "1984?": ("1984-01-01", "1984-12-31", "1984 (uncertain)"),
    "2004-06~": ("2004-06-01", "2004-06-30", "about June 2004"),
    "2004-06-11%": ("2004-06-11", "2004-06-11", "about 11 June 2004 (uncertain)"),
    "201X": ("2010-01-01", "2019-12-31", "the 2010s"),
    "20XX": ("2000-01-01", "2099-12-31", "between 2000 and 2099"),
    "2004-XX": ("2004-01-01", "2004-12-31", "2004"),
    "1985-04-XX": ("1985-04-01", "1985-04-30", "April 1985"),
    "1985-XX-XX": ("1985-01-01", "1985-12-31", "1985"),
    "1985-04-12/..": ("1985-04-12", None, "since 12 April 1985"),
    "1985-04/..": ("1985-04-01", None, "since April 1985"),
    "1985/..": ("1985-01-01", None, "since 1985"),
    "../1985-04-12": (None, "1985-04-12", "until 12 April 1985"),
    "../1985-04": (None, "1985-04-30", "until April 1985"),
    "../1985": (None, "1985-12-31", "until 1985"),
    "1985-04-12/": ("1985-04-12", None, "12 April 1985 to an unknown date"),
    "1985-04/": ("1985-04-01", None, "April 1985 to an unknown date"),
    "1985/": ("1985-01-01", None, "1985 to an unknown date"),
    "/1985-04-12": (None, "1985-04-12", "an unknown date to 12 April 1985"),
    "/1985-04": (None, "1985-04-30", "an unknown date to April 1985"),
    "/1985": (None, "1985-12-31", "an unknown date to 1985"),
    "-1985": ("-1985-01-01", "-1985-12-31", "1986 BCE"),
}


# What it does not show: doubts of ends, months and days told once, years before the first
FURTHER = {
    "2016~": ("2016-01-01", "2016-12-31", "about 2016"),
    "2014-10?": ("2014-10-01", "2014-10-31", "October 2014 (uncertain)"),
    "2014-10%": ("2014-10-01", "2014-10-31", "about October 2014 (uncertain)"),
    "2003-02-04/2003-02-06": ("2003-02-04", "2003-02-06", "4–6 February 2003"),
    "2016-09-24/2016-10-10": ("2016-09-24", "2016-10-10", "24 September – 10 October 2016"),
    "2016-12-30/2017-01-02": ("2016-12-30", "2017-01-02", "30 December 2016 – 2 January 2017"),
    "2015-11-18~/2015-11-20~": ("2015-11-18", "2015-11-20", "about 18–20 November 2015"),
    "2015-12-07~/2015-12-08": ("2015-12-07", "2015-12-08", "about 7 – 8 December 2015"),
    "18XX": ("1800-01-01", "1899-12-31", "between 1800 and 1899"),
    "-004X": ("-0049-01-01", "-0040-12-31", "between 50 BCE and 41 BCE"),
    "-0043-03-15": ("-0043-03-15", "-0043-03-15", "15 March 44 BCE"),
    "-0043-03-15/-0043-03-20": ("-0043-03-15", "-0043-03-20", "15–20 March 44 BCE"),
    "-0100/-0043~": ("-0100-01-01", "-0043-12-31", "101 BCE – about 44 BCE"),
    "-0043-XX": ("-0043-01-01", "-0043-12-31", "44 BCE"),
    "-0043-XX-XX": ("-0043-01-01", "-0043-12-31", "44 BCE"),
    "-0044-02-XX?": ("-0044-02-01", "-0044-02-29", "February 45 BCE (uncertain)"),
    "2014~/..": ("2014-01-01", None, "since about 2014"),
    "../200X": (None, "2009-12-31", "until the 2000s"),
    "2001-21/": ("2001-03-01", None, "spring 2001 to an unknown date"),
    "/-0043?": (None, "-0043-12-31", "an unknown date to 44 BCE (uncertain)"),
}


@pytest.mark.parametrize(("text", "expected"), (SPECIFICATION | FURTHER).items())
def test_each_form_is_read_and_said_or_refused_in_words(text: str, expected: str | tuple[str | None, ...]) -> None:
    """Levels 0 and 1 are read whole, but for years that four digits cannot hold; what is said is no more precise.

    Of an open or unknown end no day is made up; the end that is given is as wide as it is known.
    """
    if isinstance(expected, str):
        with pytest.raises(ValueError, match=re.escape(expected)):
            read_date(text)
        return
    when = read_date(text)
    assert when.approximate == any(map(text.__contains__, "~?%"))
    assert (*(day and f"{spelt(day.year)}-{day.month:02}-{day.day:02}" for day in (when.first, when.last)),
            say_date(text)) == expected  # fmt: skip
    if not (when.first and when.last):
        assert (when.known, when.lasted) == (read_date(text.strip("./")).known, True)


@given(st.text(max_size=24) | st.from_regex(r"[0-9X~?%/.uYyTZ:+\-]{0,24}", fullmatch=True))
@example("²016")
@example("2016-04-26T10:10:10Z")
@example("/")
def test_any_text_is_read_or_refused(text: str) -> None:
    """Any text is read as a date or refused with a ValueError; what is read can be said."""
    try:
        when = read_date(text)
    except ValueError:
        return
    assert when.first is None or when.last is None or when.first <= when.last
    assert when.known[0] <= when.known[1]
    assert say_date(text)
