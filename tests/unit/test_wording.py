"""Numbers, years and lists become English words."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dyad.findings.finding import year_runs
from dyad.wording.pieces import count, in_words, listing, ordinal, possessive, say_years, usd

YEARS = st.lists(st.integers(1990, 2025))


@pytest.mark.parametrize(
    ("number", "said"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st"),
     (22, "22nd"), (101, "101st"), (111, "111th"), (112, "112th"), (120, "120th")],
)  # fmt: skip
def test_ranks_have_their_endings(number: int, said: str) -> None:
    """The endings of ordinals follow English, the teens included."""
    assert ordinal(number) == said


@given(YEARS)
def test_runs_hold_exactly_the_years(years: list[int]) -> None:
    """Runs of years hold each year once, in order, and never touch each other."""
    runs = year_runs(years)
    assert [year for first, last in runs for year in range(first, last + 1)] == sorted(set(years))
    assert all(before[1] + 1 < after[0] for before, after in pairwise(runs))


@given(YEARS)
def test_years_said_can_be_read_back(years: list[int]) -> None:
    """A list of years in words names exactly those years."""
    read: set[int] = set()
    for first, last in re.findall(r"(\d{4})(?:–(\d{4}))?", say_years(years)):
        read |= set(range(int(first), int(last or first) + 1))
    assert read == set(years)


@given(st.lists(st.text(alphabet="abc", min_size=1), max_size=6))
def test_a_list_holds_its_items_in_order(items: list[str]) -> None:
    """A sentence's list has commas between items and one "and" before the last."""
    said = listing(items)
    assert re.split(r", | and ", said) == (items or [""])
    assert said.count(" and ") == (len(items) > 1)


def test_a_list_may_end_with_or() -> None:
    """The last word before the last item can be chosen."""
    assert listing(["a", "b"], last="or") == "a or b"


@pytest.mark.parametrize(
    ("number", "said"), [(0, "no claims"), (1, "1 claim"), (2, "2 claims"), (1000, "1,000 claims")]
)
def test_counts_agree_with_their_noun(number: int, said: str) -> None:
    """One is singular, everything else plural, none is "no"."""
    assert count(number, "claim") == said


def test_small_numbers_are_spelt() -> None:
    """Numbers up to twelve are words, greater ones digits."""
    assert [in_words(number) for number in (0, 1, 12, 13)] == ["no", "one", "twelve", "13"]


@pytest.mark.parametrize(("name", "said"), [("Russia", "Russia’s"), ("Cyprus", "Cyprus’")])
def test_genitives(name: str, said: str) -> None:
    """A name that ends in s takes the apostrophe alone."""
    assert possessive(name) == said


@pytest.mark.parametrize(
    ("value", "said"), [(0, "0"), (405.4, "405"), (711.6, "712"), (1040.4, "1,040"), (-12.2, "−12")]
)
def test_amounts_are_whole_millions(value: float, said: str) -> None:
    """Amounts are rounded to whole millions, thousands parted by commas."""
    assert usd(value) == said
