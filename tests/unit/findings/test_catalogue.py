"""Every finding declared: how it is worded, and what becomes of it where a record lacks what it needs."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dyad.findings.events import events_facts
from dyad.findings.partners import top_facts
from dyad.findings.scale import gap_facts, scale_facts
from dyad.record import Record
from dyad.record.indicators import INDICATORS
from dyad.record.schema import TABLES
from dyad.wording.findings import FINDINGS, OverYears, findings_of
from tests.unit.findings.plain import SPANS, WHOLE, Years, years_in
from tests.unit.findings.worded import worded

MOST_WORDS = 10
RAW_WORDS = {  # as tables write them, and sentences do not
    *INDICATORS,
    *(column for table in TABLES.values() for column in table.columns if "_" in column),
    *("PAK", "RUS", "CHN", "NaN", "nan", "None,", "<NA>", "total;"),
}
EVERY = [find for own in FINDINGS.values() for find in own]
NEEDS_TRADE = {*EVERY} - {events_facts}
NEEDS_COMPARISON = {scale_facts, gap_facts}
NEEDS_CLAIMS = {events_facts, gap_facts, top_facts}
declared = pytest.mark.parametrize("find", EVERY)


def found(record: Record) -> set[OverYears]:
    """Return what finds something in a record."""
    return {find for find in EVERY if find(record)}


def test_each_is_declared_once(record: Record) -> None:
    """No finding is declared twice, and the pages together have every finding of the record."""
    assert len(set(EVERY)) == len(EVERY)
    told = [finding for page in FINDINGS for finding in findings_of(record, page)]
    assert [one.headline for one in told] == [worded(find, record).headline for find in EVERY]


@declared
@pytest.mark.parametrize("years", [None, *SPANS])
def test_the_words(record: Record, find: OverYears, years: Years | None) -> None:
    """A headline has at most ten words and a year; a text one to four sentences and no word of the tables' own."""
    if find(record, years=years) is None:
        return
    finding = worded(find, record, years=years)
    told = f"{finding.headline} {finding.text}"
    assert not RAW_WORDS & set(re.findall(r"[\w<>]+[,;]?", told))
    assert "  " not in told
    assert finding.headline[0].isupper() or finding.headline[0].isdigit()
    assert not finding.headline.endswith(".")
    assert finding.text.endswith(".")
    assert 1 <= len(re.findall(r"\.(?: |$)", finding.text)) <= 4
    assert len(finding.sources) == len(set(finding.sources)) > 0
    assert {*finding.sources} <= {*record.sources["id"]}
    assert len(finding.headline.split()) <= MOST_WORDS
    assert years_in(finding.headline)
    assert years_in(finding.headline) <= set(range(min(years or WHOLE), max(years or WHOLE) + 1))


@declared
def test_chosen_years_are_the_only_ones(record: Record, find: OverYears) -> None:
    """What is said of chosen years names no other, and of years without anything nothing is said."""
    for years in [(2011, 2015), (2003, 2008)]:
        if find(record, years=years):
            finding = worded(find, record, years=years)
            assert years_in(finding.text) <= set(range(years[0], years[1] + 1))
            assert years_in(finding.text)
    assert find(record, years=(1950, 1960)) is None


def test_the_years_of_the_record_are_the_default(record: Record) -> None:
    """Without chosen years a finding is that of the years of the record."""
    assert [find(record) for find in EVERY] == [find(record, years=record.about.years) for find in EVERY]


def test_a_record_that_lacks_something(record: Record) -> None:
    """Without trade, comparison, claims or events those findings are None that need them, and the others stay."""
    every = {*EVERY}
    assert found(record) == every
    assert found(replace(record, comparison=record.comparison.iloc[:0])) == every - NEEDS_COMPARISON
    assert found(replace(record, claims=record.claims.iloc[:0])) == every - NEEDS_CLAIMS
    assert found(replace(record, trade=record.trade.iloc[:0])) == every - NEEDS_TRADE
    assert found(replace(record, events=record.events.iloc[:0])) == every - {events_facts}


@pytest.mark.parametrize("economies", [{"FRA": "France", "DEU": "Germany"}, {}])
def test_a_record_of_other_economies(record: Record, economies: dict[str, str]) -> None:
    """Figures of others than the two of the record are no findings about them."""
    others = replace(record, about=replace(record.about, economies=economies))
    assert found(others) == {events_facts}
