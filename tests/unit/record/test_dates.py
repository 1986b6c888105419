"""Dates are read as wide as they are known."""

from __future__ import annotations

from datetime import date

import edtf
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dyad.record import dates
from dyad.record.dates import Day, day_of_year, days_of_year, read_date, say_date, say_year

DAYS = st.dates(min_value=date(1, 1, 1), max_value=date(9999, 12, 31))
YEARS = st.integers(-9999, 9999)  # astronomical: 0 is 1 BCE
DOUBTS = st.sampled_from(["", "~", "?", "%"])


def day_of(day: date) -> Day:
    """Return Python's date as a day of ours."""
    return Day(day.year, day.month, day.day)


def spelt(year: int) -> str:
    """Return a year as EDTF writes it."""
    return f"{'-' if year < 0 else ''}{abs(year):04}"


@given(DAYS)
def test_a_day_is_one_day(day: date) -> None:
    """A date given by day begins and ends on that day."""
    when = read_date(day.isoformat())
    assert (when.first, when.last, when.days, when.precision) == (day_of(day), day_of(day), 1, "day")


@given(YEARS, st.integers(1, 12))
def test_a_month_is_all_its_days(year: int, month: int) -> None:
    """A date given by month runs from its first day to the day before the next month's first."""
    when = read_date(f"{spelt(year)}-{month:02}")
    assert when.first == Day(year, month, 1)
    after = Day(year + month // 12, month % 12 + 1, 1)
    assert when.days == (after.instant - when.first.instant).astype("timedelta64[D]").astype(int)
    assert (when.last.year, when.last.month) == (year, month)
    assert when.precision == "month"
    assert not when.lasted


@given(YEARS)
def test_a_year_is_all_its_days(year: int) -> None:
    """A date given by year runs from 1 January to 31 December, and is no day."""
    when = read_date(spelt(year))
    assert (when.first, when.last) == (Day(year, 1, 1), Day(year, 12, 31))
    assert when.days == days_of_year(year) == day_of_year(when.last)
    assert when.precision == "year"


@given(YEARS, YEARS)
def test_years_before_our_era_count_backwards(one: int, other: int) -> None:
    """The year 0 is said as 1 BCE, -43 as 44 BCE, and days of any year keep their order."""
    first, last = sorted((one, other))
    assert read_date(spelt(first)).first.instant <= read_date(spelt(last)).last.instant
    assert say_year(first) == (str(first) if first > 0 else f"{1 - first} BCE")
    assert say_date(spelt(first)) == say_year(first)


FORMS = [
    *(f"{year}{rest}" for year in ("0000", "0004", "1900", "2015", "2016", "9999")
      for rest in ("", "-02", "-12-31", "-21", "-22", "-23", "-24", "-XX", "-12-XX", "-XX-XX")),
    *(f"{year}{rest}" for year in ("-0044", "-9999") for rest in ("", "-02", "-12-31", "-21", "-24")),
    "201X", "000X", "-004X", "-000X", "18XX", "00XX", "-00XX",
]  # fmt: skip


def test_each_form_spans_the_days_that_the_library_finds() -> None:
    """A date, a decade, a season, what is unknown and an interval of any two span what the `edtf` package finds."""
    wrong = []
    for text in (*FORMS, *(f"{one}/9999-12" for one in FORMS if "X" not in one)):
        parsed, when = edtf.parse_edtf(text), read_date(text)
        if (when.first, when.last) != (parsed.lower_strict()[:3], parsed.upper_strict()[:3]):
            wrong.append(text)
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("-0043-XX", Day(-43, 1, 1), Day(-43, 12, 31)),
        ("-0043-XX-XX", Day(-43, 1, 1), Day(-43, 12, 31)),
        ("-0044-02-XX?", Day(-44, 2, 1), Day(-44, 2, 29)),
    ],
)
def test_what_is_unknown_before_our_era_runs_forwards(text: str, first: Day, last: Day) -> None:
    """A month or day that is not known may be any of the year, before our era too."""
    when = read_date(text)
    assert (when.first, when.last) == (first, last)


@pytest.mark.parametrize("text", ["/".join(["2016-21"] * 700), "2001/" * 1000, "9" * 5000, "2016-" * 1000])
def test_no_date_of_more_than_two_ends_is_taken_apart(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is as long as a cell may be is refused by its ends alone where there are more than two."""
    taken = []
    monkeypatch.setattr(dates, "parts_of", lambda end: taken.append(end))
    with pytest.raises(ValueError, match="is not a date in EDTF"):
        read_date(text)
    assert len(taken) == (0 if text.count("/") > 1 else 1)


@given(DAYS, DAYS)
def test_an_interval_lasts_from_its_first_to_its_last_day(one: date, other: date) -> None:
    """An interval of days holds both its ends; turned round it is refused."""
    first, last = sorted((one, other))
    when = read_date(f"{first}/{last}")
    assert (when.first, when.last, when.lasted) == (day_of(first), day_of(last), True)
    if first != last:
        with pytest.raises(ValueError, match="ends before it starts"):
            read_date(f"{last}/{first}")


@given(DAYS, DOUBTS)
def test_a_doubt_is_kept(day: date, doubt: str) -> None:
    """A mark of doubt makes a date approximate and leaves its precision."""
    when = read_date(f"{day}{doubt}")
    assert when.approximate == bool(doubt)
    assert when.precision == "day"


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2014-10~", date(2014, 10, 1), date(2014, 10, 31), "month"),
        ("2016~", date(2016, 1, 1), date(2016, 12, 31), "year"),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29), "month"),
        ("1900-02", date(1900, 2, 1), date(1900, 2, 28), "month"),
        ("201X", date(2010, 1, 1), date(2019, 12, 31), "decade"),
        ("2016/2017-03", date(2016, 1, 1), date(2017, 3, 31), "year"),
        ("2015-11-18~/2015-11-20~", date(2015, 11, 18), date(2015, 11, 20), "day"),
        ("2015-12-07~/2015-12-08", date(2015, 12, 7), date(2015, 12, 8), "day"),
    ],
)
def test_dates_span_what_they_say(text: str, first: date, last: date, precision: str) -> None:
    """Each form of date spans the days it may mean, as precise as its vaguer end."""
    when = read_date(text)
    assert (when.first, when.last, when.precision) == (day_of(first), day_of(last), precision)


@pytest.mark.parametrize("text", ["2016-XX", "2016-04-XX"])
def test_an_unstated_part_leaves_what_is_stated(text: str) -> None:
    """A date with an unspecified month or day is as precise as the parts before it, no vaguer."""
    assert read_date(text).precision == {7: "year", 10: "month"}[len(text)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "soon",
        "26.04.2016",
        "2016-13",
        "2016-02-30",
        "2015-02-29",
        "04/26/2016",
        "2016-4-6",
        "16",
        "2016–2017",
        "April 2016",
        "NA",
        "-0043-02-29",
        "156X-12-25",
        "2016-XX-25",
        "2016-25",
        "2016-04-26T10:10",
        "-0000",
        "٢٠١٦",
        "0000-13",
        "Y170000002",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    """What is no EDTF date of a year of four digits is refused with examples of what is."""
    with pytest.raises(ValueError, match=r"EDTF, such as 2003, 2015-09, 2016-04-26"):
        read_date(text)


@pytest.mark.parametrize("text", ["2016/", "/2016", "2016/..", "../2016", "2016-04/.."])
def test_an_open_end_is_refused(text: str) -> None:
    """An interval must have both ends."""
    with pytest.raises(ValueError, match=r"leaves an end open|is not a date in EDTF"):
        read_date(text)


@given(st.text(max_size=24) | st.from_regex(r"[0-9X~?%/.uYy\-]{0,24}", fullmatch=True))
@example("²016")
@example("2016-04-26T10:10:10Z")
@example("/")
def test_any_text_is_read_or_refused(text: str) -> None:
    """Any text is read as a date or refused with a ValueError; what is read can be said."""
    try:
        when = read_date(text)
    except ValueError:
        return
    assert when.first <= when.last
    assert say_date(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "undated"),
        ("2003", "2003"),
        ("2015-09", "September 2015"),
        ("2016-04-26", "26 April 2016"),
        ("2016~", "about 2016"),
        ("2014-10~", "about October 2014"),
        ("2014-10?", "October 2014 (uncertain)"),
        ("2014-10%", "about October 2014 (uncertain)"),
        ("2010/2012", "2010–2012"),
        ("2003-02-04/2003-02-06", "4 – 6 February 2003"),
        ("2016-09-24/2016-10-10", "24 September – 10 October 2016"),
        ("2016-12-30/2017-01-02", "30 December 2016 – 2 January 2017"),
        ("2015-11-18~/2015-11-20~", "about 18 – 20 November 2015"),
        ("2015-12-07~/2015-12-08", "about 7 – 8 December 2015"),
        ("201X", "the 2010s"),
        ("2010-22", "summer 2010"),
        ("18XX", "between 1800 and 1899"),
        ("-004X", "between 50 BCE and 41 BCE"),
        ("-0043-03-15", "15 March 44 BCE"),
        ("-0043-03-15/-0043-03-20", "15 – 20 March 44 BCE"),
        ("-0100/-0043~", "101 BCE – about 44 BCE"),
    ],
)
def test_dates_are_said_as_precisely_as_known(text: str, said: str) -> None:
    """A date in words is no more and no less precise than the date."""
    spoken = say_date(text).replace("–", " – ")
    assert " ".join(spoken.split()) == " ".join(said.replace("–", " – ").split())


@given(st.integers(1, 9999), DOUBTS)
def test_a_year_is_never_said_as_a_day(year: int, doubt: str) -> None:
    """A year in words names no month."""
    said = say_date(f"{year:04}{doubt}")
    assert str(year) in said
    assert "January" not in said
    assert "December" not in said


@pytest.mark.parametrize("season", ["2016-21", "2016-24", "-0043-22"])
@pytest.mark.parametrize("doubt", ["~", "?", "%"])
def test_a_doubtful_season_is_as_long_as_the_season(season: str, doubt: str) -> None:
    """A season with a doubt spans the days of the season, and is approximate."""
    when = read_date(season + doubt)
    assert (when.first, when.last) == (read_date(season).first, read_date(season).last)
    assert when.approximate
