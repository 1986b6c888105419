"""Years and lists become English words; of numbers and places the doctests of `pieces` and `documents` say it."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dyad.findings.events import EventsFacts
from dyad.findings.finding import year_runs
from dyad.record import Record
from dyad.wording import claims, events, overview, timeline
from dyad.wording.pieces import say_years

YEARS = st.lists(st.integers(1990, 2025))


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


def test_thousands_are_parted_in_figures_too(record: Record) -> None:
    """Numbers of a large record have one form in titles, keys and alternative texts."""
    verdicts = Counter({"confirmed": 11000, "partly": 12000, "contradicted": 13000, "beyond": 14000})
    facts = EventsFacts(
        sources=(), span=(2003, 2004), named={2003: 12000, 2004: 13000}, left_out={2003: 14000, 2004: 0}
    )
    ends, every = (
        [("May", "A"), ("June", "B")],
        [verdict for verdict, number in verdicts.items() for _ in range(number)],
    )
    said = [
        timeline.describe_timeline(Counter(general=50000), verdicts, ends, record, title=""),
        timeline.timeline_title(verdicts, record, (2003, 2017), themes=1),
        timeline.timeline_subtitle(record.about, (2003, 2017), around=False, by_theme=False, left_out=14000),
        timeline.describe_strip("", [((2003, 2003), 15000, 16000)], record),
        timeline.say_sign("beyond", 15000, record.about, later=13000),
        claims.say_what_claims_do("confirmed", 11000), claims.claims_title(verdicts),
        claims.say_least_sure(11000, 12000), claims.describe_claims({"general": every[:-14000]}, ""),
        overview.say_claims(verdicts, None),
        events.events_headline(facts, record.about), events.events_text(facts, record.about),
    ]  # fmt: skip
    assert re.findall(r"\b\d{5,}", " ".join(map(str, said))) == []
