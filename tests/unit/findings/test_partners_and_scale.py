"""Shares, places, gaps and other pairs, worked out a second time."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dyad.findings.partners import best_places, partners_facts, places, places_facts, shares_facts, top_facts
from dyad.findings.scale import gap_facts, pairs, scale_facts
from dyad.record import Record
from tests.unit.findings.plain import (
    NAMES,
    OTHER,
    SPANS,
    Years,
    by_year,
    cited,
    first_where,
    flow_of,
    percent_of,
    rounded,
    then_known,
    trade_with,
    years_in,
)
from tests.unit.findings.worded import worded
from tests.unit.tables import Raw, Row

KNOWN = 2016  # the last year both had reported when the essay was written

# -- shares ------------------------------------------------------------------------------------


@pytest.mark.parametrize("years", SPANS)
def test_shares(record: Record, raw: Raw, years: Years) -> None:
    """Each one's share is taken from the other's own figures, and the text names first, last and highest."""
    facts, finding = shares_facts(record, years=years), worded(shares_facts, record, years=years)
    assert facts is not None
    found = {share.economy: share for share in facts.shares}
    assert list(found) == list(NAMES)
    highest = {}
    for economy, share in found.items():
        values = by_year(raw["trade"], then_known(years), indicator="partner_share", economy=economy, flow="total",
                         reporter=economy)  # fmt: skip
        high = first_where(values, max(values.values()))
        assert share.partner == OTHER[economy]
        assert share.course.years == tuple(values)
        assert share.course.highest == (high, values[high])
        (said,) = re.findall(
            rf"{NAMES[OTHER[economy]]}’s share of {NAMES[economy]}’s.*?figures: (.*?)\.(?: |$)", finding.text
        )
        given = {int(year): float(value) for value, year in re.findall(r"([\d.]+)% in (\d{4})", said)}
        assert given == {year: percent_of(values[year]) for year in {min(values), high, max(values)}}
        assert years_in(finding.text) >= set(values)
        highest[economy] = values[high]
    largest = max(highest, key=lambda economy: highest[economy])
    assert f"{percent_of(highest[largest]):g}% of {NAMES[largest]}’s trade" in finding.headline
    assert set(finding.sources) == {"wits-2017-pak", "wits-2017-rus"}


# -- places ------------------------------------------------------------------------------------


def ranked(raw: Raw, years: Years) -> list[Row]:
    """Return the places that statistics give for years before the essay's."""
    first, last = then_known(years)
    return [
        row
        for row in raw["trade"]
        if (row["indicator"], row["basis"]) == ("partner_rank", "statistics")
        and row["value"]
        and first <= int(row["year"] or 0) <= last
    ]


def place_of(row: Row) -> tuple[str, str, str, int, int]:
    """Return of whom, by what, by whom, when and which place a row gives."""
    return row["economy"], row["flow"], row["reporter"], int(row["year"]), int(float(row["value"]))


@pytest.mark.parametrize("years", SPANS)
def test_places(record: Record, raw: Raw, years: Years) -> None:
    """Every place of every series is kept, the best of each is its earliest lowest number, and the text says whose."""
    rows = [place_of(row) for row in ranked(raw, years)]
    assert sorted((p.economy, p.flow, p.reporter, p.year, p.rank) for p in places(record, years=years)) == sorted(rows)
    best: dict[tuple[str, str, str], tuple[int, int]] = {}
    for economy, flow, reporter, year, rank in rows:
        key = (economy, flow, reporter)
        best[key] = min(best.get(key, (rank, year)), (rank, year))
    found = best_places(record, years=years)
    assert {(p.economy, p.flow, p.reporter): (p.rank, p.year) for p in found} == best
    assert [p.rank for p in found] == sorted(p.rank for p in found)
    finding = worded(places_facts, record, years=years)
    assert int(re.findall(r"(\d+)\w\w among", finding.headline)[0]) == min(best.values())[0]
    for (economy, _, reporter), (rank, year) in best.items():
        if reporter == economy:
            assert re.search(rf"{rank}(st|nd|rd|th) \(own figures, {year}\)", finding.text)
    assert years_in(finding.text) == {year for *_, year, _ in rows}
    assert set(finding.sources) <= cited(ranked(raw, years))


@pytest.mark.parametrize("years", SPANS)
def test_the_claimed_top(record: Record, raw: Raw, years: Years) -> None:
    """In chosen years the first fifteen are those of every list of totals, and the nearest is named with its list.

    So is where each stood in the last year, by own figures.
    """
    rows = [row for row in ranked(raw, years) if row["flow"] == "total"]
    totals = [place_of(row) for row in rows]
    finding = worded(top_facts, record, years=years)
    assert finding == worded(partners_facts, record, top=15, years=years)
    assert finding.verdict == ("contradicted" if any(rank <= 15 for *_, rank in totals) else "confirmed")
    assert years_in(finding.headline) == {year for *_, year, _ in totals}
    best = min(rank for *_, rank in totals)
    (said,) = re.findall(r"The nearest either came is ([^.]*)\.", finding.text)
    assert said.startswith(f"{best}")
    own = min(rank for economy, _, reporter, _, rank in totals if reporter == economy)
    assert ("own figures" in said) == (own > best)
    if own > best:
        assert re.search(rf"own figures it is {own}\w\w:", said)
    closest = min(place_of(row)[-1] for row in ranked(raw, years))
    assert (f"alone it is {closest}" in finding.text) == (closest < best)
    last = max(year for *_, year, _ in totals)
    for row in rows:
        if row["year"] == str(last) and row["reporter"] == row["economy"]:
            said = rf"{NAMES[row['partner']]} was {place_of(row)[-1]}\w\w of {row['out_of']} among"
            assert re.search(said, finding.text)


# -- other pairs -------------------------------------------------------------------------------


def partners_of(raw: Raw, reporter: str) -> dict[str, float]:
    """Return what one side reports of its trade with others than the other of the two, of the last year then known."""
    return {code: value for code, value in trade_with(raw, reporter, KNOWN).items() if code != OTHER[reporter]}


def test_other_pairs(record: Record, raw: Raw) -> None:
    """Every multiple is of one reporter's figures, and the text names the largest pair and the nearest in size."""
    finding = worded(scale_facts, record)
    tops = []
    for reporter in NAMES:
        values, base = partners_of(raw, reporter), flow_of(raw["trade"], reporter)[KNOWN]
        own = [pair for pair in pairs(record) if pair.reporter == reporter]
        assert {pair.partner: pair.times for pair in own} == {code: value / base for code, value in values.items()}
        assert [pair.value for pair in own] == sorted(values.values(), reverse=True)
        assert {pair.year for pair in own} == {KNOWN}
        (sentence,) = re.findall(
            rf"In {KNOWN} {NAMES[reporter]} traded .*?Iran\.|In {KNOWN} {NAMES[reporter]} traded .*?Afghanistan\.",
            finding.text,
        )
        near = min((value / base for value in values.values()), key=lambda times: max(times, 1 / times))
        said = [float(number) for number in re.findall(r"about ([\d.,]+) times", sentence)]
        tops.append(rounded(max(values.values()) / base))
        assert said == [tops[-1], rounded(near)]
        assert f"USD {base:,.0f} million" in sentence
    assert finding.headline == f"Russia–China trade was about {max(tops):g} times as large ({KNOWN})"
    assert set(finding.sources) == {"wits-2017-pak", "wits-2017-rus"}


def test_the_gap_to_the_fifteenth(record: Record, raw: Raw) -> None:
    """The gap is the fifteenth of the other partners over the trade between the two, by the same side's figures."""
    facts, finding = gap_facts(record), worded(gap_facts, record)
    assert facts is not None
    assert facts.place == 15
    for pair in facts.nth:
        nth = sorted(partners_of(raw, pair.reporter).values(), reverse=True)[14]
        assert (pair.times, pair.year) == (nth / flow_of(raw["trade"], pair.reporter)[KNOWN], KNOWN)
        said = f"of {NAMES[pair.reporter]}’s other partners traded about {rounded(pair.times):g} times as much with it"
        assert f"{said} as {NAMES[OTHER[pair.reporter]]} did" in finding.text
    assert [rounded(pair.times) for pair in facts.nth] == [2.7, 22]
    assert finding.headline == "Russia’s 15th partner traded about 22 times as much (2016)"


def test_few_partners_have_no_fifteenth(record: Record) -> None:
    """Of a state whose table holds fewer partners than the place nothing is said."""
    few = record.comparison[record.comparison["partner"].isin(["CHN", "IND", "DEU"])]
    assert gap_facts(replace(record, comparison=few)) is None


@pytest.mark.parametrize("years", [(2011, 2015), (2003, 2008), (2017, 2025)])
def test_no_multiple_of_other_years(record: Record, years: Years) -> None:
    """Multiples are stated for the last year then known alone."""
    assert scale_facts(record, years=years) is None
    assert gap_facts(record, years=years) is None


def test_notes_of_the_pairs_told(record: Record) -> None:
    """What a row says to know before using it stands in the text."""
    rows = record.comparison
    china = (rows["partner"] == "CHN") & (rows["reporter"] == "RUS") & (rows["year"] == KNOWN)
    noted = rows.assign(note=rows["note"].where(~china, "Counted by hand."))
    finding = worded(scale_facts, replace(record, comparison=noted))
    assert finding.text.endswith(" Counted by hand.")
