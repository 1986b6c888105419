"""What the tables say in numbers, worked out a second time with the csv module and plain loops."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from dyad.findings import claims, finding, partners, ranks, trade
from dyad.record import Record, read_record
from dyad.view import default_view
from dyad.wording.claims import claims_headline
from dyad.wording.findings import put_in_words
from tests.unit.findings.plain import CLAIMED, ESSAY, NAMES, flow_of, recent_ranks, years_in
from tests.unit.findings.worded import worded
from tests.unit.tables import Raw, Row, add, change, find

LOW, HIGH = 400.0, 600.0
GRAVITY = ["contradicted", "not found", "partly", "confirmed", "opinion"]


def last_known(rows: list[Row]) -> int:
    """Return the last year before the essay's that both sides report."""
    return max(y for y in flow_of(rows, "PAK", "total") if y in flow_of(rows, "RUS", "total") and y < ESSAY)


def places(rows: list[Row], reporter: str, first: int = 2003, last: int = 2017) -> dict[str, list[int]]:
    """Return the years below, inside and above the band."""
    found: dict[str, list[int]] = {"below": [], "inside": [], "above": []}
    for year, value in sorted(flow_of(rows, reporter, "total").items()):
        if first <= year <= min(last, last_known(rows)):
            found["below" if value < LOW else "above" if value > HIGH else "inside"].append(year)
    return found


# -- the band ----------------------------------------------------------------------------------


@pytest.mark.parametrize("years", [(2003, 2017), (2003, 2008), (2010, 2010), (2008, 2025), (1998, 2016)])
def test_the_band_counts(record: Record, raw: Raw, years: tuple[int, int]) -> None:
    """Each side's years below, inside and above the band are those of a plain count, none after the last known."""
    counts = trade.band_counts(record, years=years)
    assert [c.reporter for c in counts] == ["PAK", "RUS"]
    for c in counts:
        found = places(raw["trade"], c.reporter, *years)
        assert (list(c.below), list(c.inside), list(c.above)) == (found["below"], found["inside"], found["above"])


@pytest.mark.parametrize(
    ("value", "place"), [(399.99, "below"), (400, "inside"), (500, "inside"), (600, "inside"), (600.01, "above")]
)
def test_the_ends_belong_to_the_band(value: float, place: str) -> None:
    """A figure at an end of the band lies inside."""
    assert trade.place(value, low=LOW, high=HIGH) == place


def test_the_band_sentence(record: Record, raw: Raw) -> None:
    """The sentence counts each side's years, names every year outside, and says how the last six come out."""
    finding = worded(trade.band_facts, record)
    assert finding.verdict == "partly"
    assert finding.headline == (
        "Trade was inside USD 400–600 million in 7 of the 14 years 2003–2016 by Pakistan’s figures, 6 by Russia’s"
    )
    first, *rest, late = re.split(r"(?<=\.) ", finding.text)
    assert first == f"{finding.headline}."
    for reporter, sentence in zip(("PAK", "RUS"), rest, strict=True):
        assert sentence.startswith(f"{NAMES[reporter]} reports it inside in")
        found = places(raw["trade"], reporter)
        for where, words in (("inside", r"inside in ([^;.]*)"), ("below", r"below in ([^.]*?)(?: and above|\.)")):
            said = re.search(words, sentence)
            assert said is not None
            assert years_in(said[1]) == set(found[where])
    inside = {reporter: len(places(raw["trade"], reporter, 2011)["inside"]) for reporter in NAMES}
    assert inside == {"PAK": 4, "RUS": 5}
    assert late.endswith("counted from 2011 it is 4 of the 6 years 2011–2016 by Pakistan’s figures, 5 by Russia’s.")
    assert set(finding.sources) == {"wits-2017-pak", "wits-2017-rus"}


def test_few_late_years_inside_contradict_the_band(record: Record) -> None:
    """Where not even most of the last six years lie inside on every side, the claim is contradicted."""
    finding = worded(trade.band_facts, record, years=(2003, 2008))
    assert finding.verdict == "contradicted"
    assert "depends on the first year" not in finding.text


def test_the_band_follows_the_table(record: Record) -> None:
    """Widen the band over every figure and the claim is confirmed."""
    wide = replace(record, trade=record.trade.assign(low=0.0, high=5000.0))
    finding = worded(trade.band_facts, wide)
    assert finding.verdict == "confirmed"
    assert finding.headline.startswith("Trade was inside USD 0–5,000 million in 14 of the 14 years")
    judged = claims.judge_claims(wide).set_index("id")
    assert judged.loc["trade-band", "verdict"] == "confirmed"


def test_sides_with_different_years_are_each_counted(record: Record) -> None:
    """When one side has fewer years, both counts say out of how many."""
    gone = (record.trade["reporter"] == "RUS") & (record.trade["year"] == 2003)
    finding = worded(trade.band_facts, replace(record, trade=record.trade[~gone]))
    assert finding.headline.endswith(
        "7 of the 14 years 2003–2016 by Pakistan’s figures, 6 of the 13 years 2004–2016 by Russia’s"
    )


def test_without_a_band_there_is_no_finding(record: Record) -> None:
    """A record without the claim of a band has no finding on it, and that claim is not found."""
    bare = replace(record, trade=record.trade[record.trade["indicator"] != "trade_band"])
    assert trade.band(bare) is None
    assert trade.band_facts(bare) is None
    judged = claims.judge_claims(bare).set_index("id")
    assert judged.loc["trade-band", "verdict"] == "not found"


# -- the balance -------------------------------------------------------------------------------


def signs(rows: list[Row], reporter: str) -> dict[int, float]:
    """Return exports less imports by year, as one side reports them."""
    exports, imports = flow_of(rows, reporter, "exports"), flow_of(rows, reporter, "imports")
    return {year: exports[year] - imports[year] for year in exports if year in imports and 2003 <= year <= 2017}


def test_the_balance_sentence(record: Record, raw: Raw) -> None:
    """The headline names the years in which each side says that the other sold more; the text each side's years."""
    pakistan, russia = signs(raw["trade"], "PAK"), signs(raw["trade"], "RUS")
    apart = {year for year in pakistan if pakistan[year] < 0 < russia[year]}
    finding = worded(trade.balance_facts, record)
    assert finding.headline.startswith("Each says the other sold more in ")
    assert years_in(finding.headline) == apart
    one, other = re.split(r"(?<=\.) ", finding.text)
    for sentence, net in ((one, pakistan), (other, russia)):
        surplus, deficit = sentence.split("deficit")
        assert years_in(surplus) == {year for year in net if net[year] > 0}
        assert years_in(deficit) == {year for year in net if net[year] < 0}


def test_the_balance_follows_the_table(record: Record) -> None:
    """Let both sides report the same and they agree."""
    same = record.trade["flow"].map({"exports": 10.0, "imports": 20.0})
    finding = worded(trade.balance_facts, replace(record, trade=record.trade.assign(value=same)))
    assert finding.headline == "Russia sold more in 2003–2016 by both sides’ figures"


# -- ranks -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("indicator", "economy", "claimed"), [(*key, rank) for key, rank in CLAIMED.items()])
def test_the_nearest_rank(record: Record, raw: Raw, indicator: str, economy: str, claimed: int) -> None:
    """The rank nearest to the one claimed is as near as any of those years, and one out of a list goes first.

    Only the rank that a list gives is confirmed; each sentence says the nearest and whose it is.
    """
    match = ranks.match_rank(record, indicator=indicator, economy=economy, claimed=claimed)
    rows = recent_ranks(raw["trade"], indicator, economy)
    distance = min(abs(float(row["value"]) - claimed) for row in rows)
    nearest = [row for row in rows if abs(float(row["value"]) - claimed) == distance]
    assert match.nearest is not None
    assert abs(match.nearest.rank - claimed) == distance
    found = [
        row
        for row in nearest
        if (row["reporter"], int(row["year"]), float(row["value"]))
        == (match.nearest.reporter, match.nearest.year, match.nearest.rank)
    ]
    assert found
    assert match.nearest.listed == any(row["out_of"] for row in nearest)
    assert match.listed == (distance == 0 and any(row["out_of"] for row in nearest))
    (bank,) = [row for row in rows if row["reporter"] == "World Bank" and row["year"] == "2016"]
    assert match.full is not None
    assert (match.full.rank, match.full.out_of) == (int(float(bank["value"])), int(bank["out_of"]))

    finding = worded(ranks.rank_facts, record, indicator=indicator, economy=economy, claimed=claimed)
    assert finding.verdict == ("confirmed" if (indicator, economy) == ("import_rank", "RUS") else "not found")
    places = [int(float(row["value"])) for row in rows if row["out_of"]]
    assert [int(place) for place in re.findall(r"(\d+)\w\w", finding.text)[:2]] == [min(places), max(places)]
    assert str(match.nearest.year) in finding.text
    assert match.nearest.reporter in finding.text
    assert set(match.nearest.sources) <= set(finding.sources)


def test_a_listed_rank_confirms_the_claim(folder: Path) -> None:
    """Add a source that gives the rank: among so many the claim is confirmed, among nobody knows how many it is not."""
    before = worded(ranks.rank_facts, read_record(folder), indicator="export_rank", economy="RUS", claimed=16)
    assert before.verdict == "not found"
    add(folder, "trade", indicator="export_rank", economy="RUS", year="2015", period="as stated", basis="statement",
        flow="exports", value="16", unit="rank", reporter="A printed page", sources="oec-sitc2-totals")  # fmt: skip
    alone = worded(ranks.rank_facts, read_record(folder), indicator="export_rank", economy="RUS", claimed=16)
    assert alone.verdict == "not found"
    assert "without a list: 16th (A printed page, 2015)" in alone.text
    change(folder, "trade", -1, out_of="120")
    record = read_record(folder)
    after = worded(ranks.rank_facts, record, indicator="export_rank", economy="RUS", claimed=16)
    assert after.verdict == "confirmed"
    assert "A printed page" in after.text
    assert ranks.ranked_facts(record, claimed=120).verdict == "confirmed"


def test_a_rank_of_an_economy_without_lists(record: Record) -> None:
    """Where no list ranks an economy the claim is not found, and the sentence says so."""
    finding = worded(ranks.rank_facts, record, indicator="export_rank", economy="IND", claimed=19)
    assert (finding.verdict, finding.sources) == ("not found", ())


def test_how_many_were_ranked(record: Record, raw: Raw) -> None:
    """The number ranked is held against every list of those years."""
    sizes = [
        int(row["out_of"])
        for indicator, economy in CLAIMED
        for row in recent_ranks(raw["trade"], indicator, economy)
        if row["out_of"]
    ]
    finding = worded(ranks.ranked_facts, record, claimed=120)
    nearest = min(sizes, key=lambda size: abs(size - 120))
    assert finding.verdict == ("confirmed" if 120 in sizes else "not found")
    assert f"rank {min(sizes)} to {max(sizes)}, the nearest {nearest} " in finding.text


def test_listed_ranks(record: Record, raw: Raw) -> None:
    """Of each rank claimed, what every list gives for its last year of the three then known."""
    finding, matches = worded(ranks.listed_facts, record), ranks.rank_matches(record)
    assert len(matches) == len(CLAIMED)
    listed = 0
    for match in matches:
        lists = [row for row in recent_ranks(raw["trade"], match.indicator, match.economy) if row["out_of"]]
        latest = {row["reporter"]: row for row in sorted(lists, key=lambda row: int(row["year"]))}
        assert {r.reporter: (r.year, r.rank, r.out_of) for r in match.latest} == {
            reporter: (int(row["year"]), int(float(row["value"])), int(row["out_of"]))
            for reporter, row in latest.items()
        }
        places = [int(float(row["value"])) for row in lists]
        listed += match.claimed in places
        if places and match.claimed not in places:
            said = rf"{NAMES[match.economy]} as the {match.claimed}\w\w largest \w+ \({min(places)}\w\w"
            assert re.search(said, finding.text)
    assert finding.headline.startswith(f"{listed} of the essay’s 4 ranks ")
    assert years_in(finding.headline) == {2014, 2015, 2016}


# -- partners ----------------------------------------------------------------------------------


def test_a_partner_among_the_top_contradicts(folder: Path) -> None:
    """Let one year hold a rank within the fifteen and the claim is contradicted, with that year named."""
    at = find(folder, "trade", indicator="partner_rank", economy="PAK", reporter="PAK", flow="total", year="2010")
    change(folder, "trade", at, value="15")
    finding = worded(partners.partners_facts, read_record(folder), top=15)
    assert finding.verdict == "contradicted"
    assert finding.headline == "One was among the other’s top 15 partners in 2010"


# -- claims and events -------------------------------------------------------------------------

COMPUTED = {
    "trade-band": "partly",
    "export-rank-russia": "not found",
    "import-rank-russia": "confirmed",
    "export-rank-pakistan": "not found",
    "import-rank-pakistan": "not found",
    "ranked-economies": "not found",
    "top-partners": "confirmed",
}


def verdicts_of(raw: Raw) -> dict[str, str]:
    """Return the verdict of every claim: as typed, or as the loops of this module find it."""
    return {row["id"]: row["verdict"] or COMPUTED[row["id"]] for row in raw["claims"]}


def test_computed_verdicts(record: Record, raw: Raw) -> None:
    """Every claim with a check gets a verdict, a finding and the sources of its figures; the others stay."""
    judged = put_in_words(record, claims.judge_claims(record)).set_index("id")
    for row in raw["claims"]:
        assert judged.loc[row["id"], "verdict"] == verdicts_of(raw)[row["id"]]
        if row["check"]:
            assert judged.loc[row["id"], "record"]
            assert judged.loc[row["id"], "sources"]
        else:
            assert judged.loc[row["id"], "record"] == row["record"]
            assert ";".join(judged.loc[row["id"], "sources"]) == row["sources"]


def test_judging_leaves_the_record_alone(record: Record, raw: Raw) -> None:
    """Judging fills a copy: the claims of the record still have no verdict where a check computes it."""
    put_in_words(record, claims.judge_claims(record))
    assert list(record.claims["verdict"]) == [row["verdict"] for row in raw["claims"]]
    assert list(record.claims["record"]) == [row["record"] for row in raw["claims"]]


def test_the_count_of_verdicts(record: Record, raw: Raw) -> None:
    """Every claim is counted once under its verdict; the headline counts those that can be checked."""
    counted = Counter(verdicts_of(raw).values())
    view = default_view(record)
    assert claims.verdict_counts(record, view) == dict(counted)
    assert sum(counted.values()) == len(raw["claims"])
    headline = claims_headline(claims.verdict_counts(record, view), record.about, whole=True)
    assert headline.startswith(
        f"Of the essay’s {len(raw['claims']) - counted['opinion']} checkable claims, {counted['confirmed']} hold; "
    )
    assert headline.endswith(
        f"{counted['partly']} in part, {counted['contradicted']} contradicted and {counted['not found']} not found"
    )


def test_an_event_bears_the_gravest_verdict(record: Record, raw: Raw) -> None:
    """An event has the gravest verdict of its claims, and one that no claim names is beyond the essay."""
    verdicts = verdicts_of(raw)
    expected = {row["id"]: claims.UNCLAIMED for row in raw["events"]}
    for verdict in reversed(GRAVITY):
        expected |= {row["event"]: verdict for row in raw["claims"] if row["event"] and verdicts[row["id"]] == verdict}
    assert claims.event_verdicts(record) == expected


@pytest.mark.parametrize("date", ["", "2017", "2017-11", "2017-21", "201X", "2017/2018", "2017-11-19~"])
def test_the_essay_may_be_dated_loosely(folder: Path, date: str) -> None:
    """Any date that the tables may hold for the essay leaves every finding to be computed."""
    change(folder, "sources", find(folder, "sources", id="kazmi-2017"), date=date)
    record = read_record(folder)
    assert 2010 <= finding.claims_year(record) <= 2019
    assert len(claims.judge_claims(record)) == len(record.claims)


def test_findings_of_empty_tables(record: Record) -> None:
    """Without claims each verdict is counted as none; without figures nobody runs a surplus, and no list ranks."""
    for name in ("claims", "trade"):
        record = replace(record, **{name: getattr(record, name).iloc[:0]})
        counted = claims.verdict_counts(record, default_view(record))
        assert set(counted) == {"confirmed", "partly", "contradicted", "not found", "opinion"}
        assert claims_headline(counted, record.about, whole=True)
    assert trade.balance_facts(record) is None
    assert ranks.ranked_facts(record, claimed=120).verdict == "not found"
