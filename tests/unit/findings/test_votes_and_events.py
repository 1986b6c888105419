"""How alike the two vote, when trade peaked, and which events the essay names, worked out a second time."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

import pytest

from dyad.findings.events import defence_facts, events_facts
from dyad.findings.peak import peak_facts
from dyad.findings.votes import votes_facts
from dyad.record import Record
from tests.unit.findings.plain import (
    NAMES,
    SPANS,
    WHOLE,
    Years,
    begin,
    between,
    by_year,
    cited,
    first_where,
    flow_of,
    then_known,
    years_in,
)
from tests.unit.findings.worded import worded
from tests.unit.tables import Raw

WHOLE_RECORD = (1998, 2025)
ESSAY = "2017-11-19"  # its day

# -- votes -------------------------------------------------------------------------------------


@pytest.mark.parametrize("years", SPANS)
def test_the_sentence_on_votes(record: Record, raw: Raw, years: Years) -> None:
    """The headline has the least and the most; the text both ends, and every turning point, and implies no cause."""
    values = by_year(raw["trade"], years, indicator="un_agreement")
    low, high = (first_where(values, end(values.values())) for end in (min, max))
    finding = worded(votes_facts, record, years=years)
    said = {int(number) for number in re.findall(r"(\d+)%", finding.headline)}
    assert said == {round(values[low]), round(values[high])}
    assert years_in(finding.headline) == {low, high}
    for year in (min(values), max(values)):
        assert f"{round(values[year])}%" in finding.text
    assert years_in(finding.text) >= set(values)
    points = [row for row in between(raw["events"], years) if (row["theme"], row["importance"]) == ("defence", "1")]
    claimed = {row["event"] for row in raw["claims"]}
    named = [row for row in between(raw["events"], years) if row["theme"] == "defence" and row["id"] in claimed]
    beside = points or named
    for row in beside[:4]:
        assert row["label"] in finding.text
        assert str(begin(row["date"])) in finding.text
    assert ("no cause is implied" in finding.text) == bool(beside)
    rows = [row for row in raw["trade"] if row["indicator"] == "un_agreement"]
    assert set(finding.sources) == cited(rows) | cited(beside)


def test_votes_without_turning_points(record: Record, raw: Raw) -> None:
    """Where no event is marked as a turning point, those in defence that a claim names stand in; else none."""
    plain = replace(record, events=record.events.assign(importance=2))
    claimed = {row["event"] for row in raw["claims"]}
    named = [row for row in between(raw["events"], WHOLE) if row["theme"] == "defence" and row["id"] in claimed]
    defence = defence_facts(plain, None)
    assert defence is not None
    assert not defence.turning
    assert sorted(moment.label for moment in defence.moments) == sorted(row["label"] for row in named)
    finding = worded(votes_facts, plain)
    assert f"and {len(named) - 4} more; no cause is implied." in finding.text
    alone = worded(votes_facts, replace(plain, claims=record.claims.iloc[:0]))
    assert "cause" not in alone.text


def test_agreement_that_stands(record: Record) -> None:
    """Equal shares have neither a most nor a least."""
    level = record.trade["value"].where(record.trade["indicator"] != "un_agreement", 70.2)
    finding = worded(votes_facts, replace(record, trade=record.trade.assign(value=level)))
    assert finding.headline == "UN votes alike: 70% in 2003–2017"


# -- the peak ----------------------------------------------------------------------------------


@pytest.mark.parametrize("years", SPANS)
def test_the_peak(record: Record, raw: Raw, years: Years) -> None:
    """Each side's peak is its largest total of two years or more, beside the turning points in defence."""
    sides = {reporter: flow_of(raw["trade"], reporter, years=then_known(years)) for reporter in NAMES}
    expected = {
        reporter: (first_where(values, max(values.values())), max(values.values()), tuple(values))
        for reporter, values in sides.items()
        if len(values) > 1
    }
    facts = peak_facts(record, years=years)
    found = facts.peaks if facts else ()
    assert {peak.reporter: (peak.year, peak.value, peak.years) for peak in found} == expected
    if not expected:
        return
    finding = worded(peak_facts, record, years=years)
    tops = {year for year, _, _ in expected.values()}
    known = {year for *_, known in expected.values() for year in known}
    whole = known == {
        year for reporter in NAMES for year in flow_of(raw["trade"], reporter, years=then_known(WHOLE_RECORD))
    }
    later = (
        any(flow_of(raw["trade"], reporter, years=(max(known) + 1, years[1])) for reporter in NAMES) if whole else False
    )
    shown = set() if whole and not later else {max(known)} if whole else set(range(min(known), max(known) + 1))
    assert years_in(finding.headline) == tops | shown
    for reporter, (year, value, known) in expected.items():
        (sentence,) = re.findall(rf"By {NAMES[reporter]}’s figures[^.]*\.", finding.text)
        assert years_in(sentence) == {*known, year}
        assert f"USD {value:,.0f} million" in sentence
    points = [row for row in between(raw["events"], years) if (row["theme"], row["importance"]) == ("defence", "1")]
    assert all(row["label"] in finding.text for row in points)
    earlier = (
        whole
        and not later
        and len(tops) == 1
        and bool(points)
        and max(tops) < min(begin(row["date"]) for row in points)
    )
    assert ("before the turning points" in finding.headline) == earlier


def test_peaks_that_differ(record: Record) -> None:
    """Where the two sides peak in different years the headline gives each its own."""
    trade = record.trade
    russian = (trade["indicator"] == "goods_trade") & (trade["reporter"] == "RUS") & (trade["flow"] == "total")
    value = trade["value"].where(~(russian & (trade["year"] == 2004)), 9_999)
    finding = worded(peak_facts, replace(record, trade=trade.assign(value=value)))
    assert finding.headline == "Trade peaked in 2008 by Pakistan’s figures, 2004 by Russia’s"
    alone = worded(peak_facts, replace(record, trade=trade[~russian]))
    assert alone.headline == "Trade peaked in 2008 by Pakistan’s figures"


# -- events ------------------------------------------------------------------------------------


@pytest.mark.parametrize("years", SPANS)
def test_events_named_and_left_out(record: Record, raw: Raw, years: Years) -> None:
    """Each year's events between the two are counted by whether a claim names them."""
    claimed = {row["event"] for row in raw["claims"]}
    events = [row for row in between(raw["events"], years) if row["date"][:10] <= ESSAY]  # it could name no later ones
    named = Counter(begin(row["date"]) for row in events if row["id"] in claimed)
    left_out = Counter(begin(row["date"]) for row in events if row["id"] not in claimed)
    facts, finding = events_facts(record, years=years), worded(events_facts, record, years=years)
    assert facts is not None
    for counted, own in ((facts.named, named), (facts.left_out, left_out)):
        assert counted == {year: own[year] for year in sorted({*named, *left_out})}
    inside, whole = re.findall(r"\d+", finding.headline)[:2]
    half = years_in(finding.headline)
    if years[0] == years[1]:
        assert (int(inside), int(whole), half) == (sum(named.values()), len(events), {years[0]})
    else:
        assert int(whole) == sum(named.values())
        assert int(inside) == sum(number for year, number in named.items() if year in half)
        assert 2 * int(inside) >= int(whole)
        assert len(half) <= (years[1] - years[0]) // 2 + 1
    assert f"{len(events)} event" in finding.text
    assert years_in(finding.text) >= set(range(years[0], min(years[1], WHOLE[1]) + 1))
    for verb, counted in (("names most", named), ("leaves out most", left_out)):
        if said := re.search(rf"{verb} in ([\d –and]+) \((\d+)", finding.text):
            top = max(counted.values())
            assert int(said[2]) == top
            assert years_in(said[1]) == {year for year, number in counted.items() if number == top}
    assert set(finding.sources) == cited(events)


def test_a_document_that_names_nothing(record: Record) -> None:
    """Claims about no event name none, and the headline says of how many; the earlier half is named if it has more."""
    nothing = replace(record, claims=record.claims.assign(event=""))
    finding = worded(events_facts, nothing)
    assert re.fullmatch(r"The essay names none of \d+ events in 2003–2017", finding.headline)
    early = worded(
        events_facts, replace(record, events=record.events[record.events["first"].dt.year < 2012]), years=(2003, 2017)
    )
    assert early.headline.endswith("in 2003–2009")
