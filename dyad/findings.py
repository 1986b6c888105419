"""What the tables say in numbers: each claim that can be tested, tested, and put into a sentence.

No sentence here is kept anywhere else: change a table and it changes. Years are calendar years,
money is USD million at current prices, flows are seen from the first economy of the dyad.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from dyad.record import Record
from dyad.record.dates import read_date
from dyad.record.indicators import INDICATORS, TRADE_RANKS, WORLD_RANKS
from dyad.record.memory import remembered
from dyad.record.schema import VERDICTS
from dyad.wording import count, in_words, listing, ordinal, possessive, say_years, usd

Place = Literal["below", "inside", "above"]

BEYOND = "beyond"  # what an event is that no claim names
TOLD = "told"  # what an event is in a record that checks no claims
GRAVITY = ("contradicted", "not found", "partly", "confirmed", "opinion")  # gravest first
RECENT_YEARS = 3  # a rank claimed without a year is looked for in the last years then known
LATE_YEARS = 6  # a band claimed without a first year is held against the last years, too
KEPT = 16  # of what is computed for one economy, flow or rank


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A claim tested: the verdict, the short form for a title, the whole, and whose figures."""

    verdict: str
    headline: str
    text: str
    sources: tuple[str, ...]


# -- which years count -------------------------------------------------------------------------


def claims_year(record: Record) -> int:
    """Return the year in which the claims were published; the one after the record's last if not known."""
    document = record.claims_document
    return read_date(document.date).known[1].year if document and document.date else record.about.years[1] + 1


@remembered(KEPT)
def last_year_known(record: Record) -> int:
    """Return the last year whose trade both sides had reported when the claims were written."""
    years = [set(totals(record, reporter).index) for reporter in record.about.codes]
    both = [year for year in set.intersection(*years) if year < claims_year(record)]
    return max(both, default=claims_year(record) - 1)


def holds_trade(record: Record) -> bool:
    """Return whether the record has figures of the trade between the two."""
    first, second = record.about.codes
    return not record.figures("goods_trade", economy=first, partner=second).empty


def holds_ranks(record: Record) -> bool:
    """Return whether the record has world ranks."""
    return bool(record.trade["indicator"].isin(WORLD_RANKS).any())


def totals(record: Record, reporter: str) -> pd.Series[float]:
    """Return two-way goods trade by calendar year as one side reports it, indexed by year."""
    return _flow(record, reporter, "total")


@remembered(KEPT)
def _flow(record: Record, reporter: str, flow: str) -> pd.Series[float]:
    first, second = record.about.codes
    rows = record.figures(
        "goods_trade",
        economy=first,
        partner=second,
        reporter=reporter,
        flow=flow,
        period="calendar",
        basis="statistics",
    )
    rows = rows.dropna(subset=["year", "value"]).drop_duplicates("year").sort_values("year")
    return pd.Series(rows["value"].to_numpy(), index=rows["year"].astype(int).to_numpy(), name=reporter)


def net_trade(record: Record, reporter: str) -> pd.Series[float]:
    """Return the first economy's sales less its purchases by calendar year as one side reports them, by year."""
    return (_flow(record, reporter, "exports") - _flow(record, reporter, "imports")).dropna()


def _sources(rows: pd.DataFrame) -> tuple[str, ...]:
    return tuple(dict.fromkeys(source for sources in rows["sources"] for source in sources))


# -- the band ----------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class BandCount:
    """In which years one side's total lies below, inside and above the band (ends included)."""

    reporter: str
    name: str
    below: tuple[int, ...]
    inside: tuple[int, ...]
    above: tuple[int, ...]
    last_year: int
    last_value: float

    @property
    def years(self) -> int:
        return len(self.below) + len(self.inside) + len(self.above)


def band(record: Record) -> tuple[float, float] | None:
    """Return the ends of the yearly trade claimed, or None if the record holds no such claim."""
    rows = record.figures("trade_band")
    if rows.empty:
        return None
    row = rows.iloc[0]
    return float(row["low"]), float(row["high"])


def place(value: float, *, low: float, high: float) -> Place:
    """Return where a figure lies; the ends belong to the band."""
    return "below" if value < low else "above" if value > high else "inside"


def band_counts(record: Record, *, years: tuple[int, int] | None = None) -> tuple[BandCount, ...]:
    """Count each side's years by place, over the years known when the claim was made.

    `years` narrows the count to what a reader chose. A side without a figure is left out.
    """
    limits = band(record)
    if limits is None:
        return ()
    low, high = limits
    first, last = years or record.about.years
    counts = []
    for reporter in record.about.codes:
        values = totals(record, reporter)
        values = values[(values.index >= first) & (values.index <= min(last, last_year_known(record)))]
        if values.empty:
            continue
        where: dict[str, list[int]] = {"below": [], "inside": [], "above": []}
        for year, value in values.items():
            where[place(value, low=low, high=high)].append(int(str(year)))
        counts.append(
            BandCount(
                reporter=reporter,
                name=record.about.name(reporter),
                below=tuple(where["below"]),
                inside=tuple(where["inside"]),
                above=tuple(where["above"]),
                last_year=int(values.index[-1]),
                last_value=float(values.iloc[-1]),
            )
        )
    return tuple(counts)


def band_finding(record: Record, *, years: tuple[int, int] | None = None) -> Finding | None:
    """Test "yearly trade lies between low and high" against what each side reports.

    Confirmed when every year of every side lies inside; partly when most of the last six years of
    every side do; contradicted otherwise. None when there is no band or no figure in these years.
    """
    counts, limits = band_counts(record, years=years), band(record)
    if not counts or limits is None:
        return None
    low, high = limits
    same = len({c.years for c in counts}) == 1
    short = [f"{len(c.inside)}{'' if same and i else f' of {c.years}'}" for i, c in enumerate(counts)]
    headline = (
        f"Trade lay inside USD {usd(low)}–{usd(high)} million in "
        + listing([f"{number} years by {possessive(c.name)} figures" if not i else f"{number} by {possessive(c.name)}"
                   for i, (number, c) in enumerate(zip(short, counts, strict=True))])
    )  # fmt: skip
    text = [f"Inside USD {usd(low)}–{usd(high)} million in {_say_shares(counts)}."]
    for c in counts:
        parts = [
            f"{word} in {say_years(years_out)}"
            for word, years_out in (("below", c.below), ("above", c.above))
            if years_out
        ]
        rest = f"; {listing(parts)}" if parts else ""
        inside = f"inside in {say_years(c.inside)}" if c.inside else "never inside"
        text.append(f"{c.name} reports it {inside}{rest}.")
    last = max(c.last_year for c in counts)
    late = band_counts(record, years=(max(last - LATE_YEARS + 1, (years or record.about.years)[0]), last))
    if any(c.years > LATE_YEARS for c in counts):
        text.append(
            f"How far it holds depends on the first year, which the {record.about.document} does not name: in "
            f"{last - LATE_YEARS + 1}–{last} it is {_say_shares(late)}."
        )
    held = all(not c.below and not c.above for c in counts)
    mostly = all(2 * len(c.inside) > c.years for c in late)
    verdict = "confirmed" if held else "partly" if mostly else "contradicted"
    rows = record.figures("goods_trade", flow="total", period="calendar", basis="statistics")
    rows = rows[rows["reporter"].isin(record.about.codes) & (rows["year"] <= last_year_known(record))]
    return Finding(verdict=verdict, headline=headline, text=" ".join(text), sources=_sources(rows))


def _say_shares(counts: tuple[BandCount, ...]) -> str:
    return listing([f"{len(c.inside)} of {count(c.years, 'year')} as {c.name} reports" for c in counts])


# -- the balance -------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Balance:
    """In which years the first economy runs a surplus or a deficit, as one side reports it."""

    reporter: str
    name: str
    surplus: tuple[int, ...]
    deficit: tuple[int, ...]


def balances(record: Record, *, years: tuple[int, int] | None = None) -> tuple[Balance, ...]:
    """Return who runs the surplus, by reporter, over the years of both directions."""
    first, last = years or record.about.years
    found = []
    for reporter in record.about.codes:
        net = net_trade(record, reporter)
        net = net[(net.index >= first) & (net.index <= last)]
        if not net.empty:
            surplus, deficit = ([int(year) for year in net.index[sign]] for sign in (net > 0, net < 0))
            found.append(
                Balance(
                    reporter=reporter,
                    name=record.about.name(reporter),
                    surplus=tuple(surplus),
                    deficit=tuple(deficit),
                )
            )
    return tuple(found)


def balance_finding(record: Record, *, years: tuple[int, int] | None = None) -> Finding | None:
    """Say who runs the surplus as each side reports it, and in which years they disagree."""
    found = balances(record, years=years)
    if not found:
        return None
    home = record.about.name(record.about.codes[0])
    text = []
    for balance in found:
        ahead = f"a surplus for {home} in {say_years(balance.surplus)}" if balance.surplus else ""
        behind = f"a deficit in {say_years(balance.deficit)}" if balance.deficit else ""
        text.append(f"{possessive(balance.name)} figures show {listing([part for part in (ahead, behind) if part])}.")
    headline = text[0].removesuffix(".")
    if len(found) == 2:
        one, other = found
        apart = sorted((set(one.surplus) & set(other.deficit)) | (set(one.deficit) & set(other.surplus)))
        names = f"{one.name} and {other.name}"
        headline = (
            f"{names} disagree on who sold more to whom in {say_years(apart)}"
            if apart
            else f"{names} agree in every year on who sold more to whom"
        )
    rows = record.figures("goods_trade", period="calendar", basis="statistics")
    rows = rows[rows["reporter"].isin(record.about.codes)]
    return Finding(verdict="", headline=headline, text=" ".join(text), sources=_sources(rows))


# -- ranks -------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Rank:
    """One place: of whom, by whom, for which year, among how many (0: not stated, so no list was seen)."""

    economy: str
    indicator: str
    rank: int
    year: int
    out_of: int
    reporter: str
    sources: tuple[str, ...]

    @property
    def listed(self) -> bool:
        """Whether the place comes out of a list, which says how many it ranks."""
        return self.out_of > 0

    def __str__(self) -> str:
        among = f" of {self.out_of}" if self.out_of else ""
        return f"{ordinal(self.rank)}{among} ({self.reporter}, {self.year})"


@remembered(KEPT)
def ranks(record: Record, indicator: str, economy: str) -> tuple[Rank, ...]:
    """Return the dated ranks of an economy that any source but the claims document gives."""
    rows = record.figures(indicator, economy=economy).dropna(subset=["year", "value"])
    return tuple(
        Rank(
            economy=economy,
            indicator=indicator,
            rank=int(row["value"]),
            year=int(row["year"]),
            out_of=0 if pd.isna(row["out_of"]) else int(row["out_of"]),
            reporter=row["reporter"],
            sources=row["sources"],
        )
        for row in rows.to_dict("records")
        if record.about.claims_source not in row["sources"]
    )


@remembered(1)
def main_list(record: Record) -> str:
    """Return who publishes the list of world ranks that covers most, by flows and years; "" where there is none."""
    rows = record.trade[record.trade["indicator"].isin(WORLD_RANKS) & (record.trade["basis"] == "statistics")]
    return str(rows["reporter"].value_counts().index[0]) if len(rows) else ""


@dataclass(frozen=True, kw_only=True)
class RankMatch:
    """A rank as claimed, the nearest that a source gives, the last of the longest list, and what lists give."""

    claimed: int
    economy: str
    indicator: str
    nearest: Rank | None
    full: Rank | None
    lists: tuple[Rank, ...]

    @property
    def listed(self) -> bool:
        """Whether a list gives the very rank that is claimed."""
        return any(rank.rank == self.claimed for rank in self.lists)


@remembered(KEPT)
def match_rank(record: Record, *, indicator: str, economy: str, claimed: int) -> RankMatch:
    """Look a claimed rank up among the ranks of the last three years known at the time.

    A rank out of a list goes before one that is only mentioned, where both are as near.
    """
    last = claims_year(record) - 1
    recent = [rank for rank in ranks(record, indicator, economy) if last - RECENT_YEARS < rank.year <= last]
    nearest = min(
        recent, key=lambda r: (abs(r.rank - claimed), not r.listed, -r.year, -r.out_of), default=None
    )  # fmt: skip
    lists = tuple(rank for rank in recent if rank.listed)
    full = max(lists, key=lambda r: (r.year, r.out_of), default=None)
    statistics = [r for r in recent if r.reporter == main_list(record)]
    full = max(statistics, key=lambda r: r.year, default=full)
    return RankMatch(claimed=claimed, economy=economy, indicator=indicator, nearest=nearest, full=full, lists=lists)


def rank_finding(record: Record, *, indicator: str, economy: str, claimed: int) -> Finding:
    """Test "the n-th exporter": confirmed when a list of those years gives that place, else not found."""
    match = match_rank(record, indicator=indicator, economy=economy, claimed=claimed)
    role = INDICATORS[indicator].role
    name = record.about.name(economy)
    if match.nearest is None or match.full is None:
        headline = f"{name}, {ordinal(claimed)} {role}: no list of those years to hold it against"
        return Finding(verdict="not found", headline=headline, text=headline + ".", sources=())
    near, full = match.nearest, match.full
    places = sorted(rank.rank for rank in match.lists)
    span = f"{ordinal(places[0])} to {ordinal(places[-1])}" if places[0] < places[-1] else ordinal(places[0])
    text = f"Lists of the last {in_words(RECENT_YEARS)} years then known have {name} {span}; "
    text += f"one gives the very place, {near}." if match.listed else f"none of them gives {ordinal(claimed)}."
    if not near.listed and near.rank == claimed:
        text += f" The place stands elsewhere, without a list: {near}."
    elif not match.listed:
        text += f" The nearest is {near}."
    if full != near:
        text += f" The list of most economies has {name} {full}."
    sources = tuple(dict.fromkeys(source for rank in (near, full) for source in rank.sources))
    headline = f"{name}: {ordinal(claimed)} {role} claimed, nearest found {near}"
    return Finding(
        verdict="confirmed" if match.listed else "not found", headline=headline, text=text, sources=sources
    )  # fmt: skip


def ranked_finding(record: Record, *, claimed: int) -> Finding:
    """Test "out of n economies" against how many the lists of those years ranked."""
    last = claims_year(record) - 1
    lists = [
        rank
        for indicator in TRADE_RANKS
        for economy in record.about.codes
        for rank in ranks(record, indicator, economy)
        if rank.out_of and last - RECENT_YEARS < rank.year <= last
    ]
    if not lists:
        text = f"No list of those years says how many economies it ranks, so {claimed} cannot be checked."
        return Finding(verdict="not found", headline=text.removesuffix("."), text=text, sources=())
    near = min(lists, key=lambda r: (abs(r.out_of - claimed), -r.year))
    sizes = sorted({rank.out_of for rank in lists})
    found = near.out_of == claimed
    text = (
        f"A list of {claimed} economies is that of {near.reporter} for {near.year}."
        if found
        else f"No list of {claimed} economies was found: those of the last {in_words(RECENT_YEARS)} years then known "
        f"rank {sizes[0]} to {sizes[-1]}, the nearest {near.out_of} ({near.reporter}, {near.year})."
    )
    headline = f"{claimed} economies claimed; lists rank {sizes[0]} to {sizes[-1]}"
    verdict = "confirmed" if found else "not found"
    return Finding(verdict=verdict, headline=headline, text=text, sources=near.sources)


def partners_finding(record: Record, *, top: int) -> Finding | None:
    """Test "neither is among the other's first n partners" in every year and list of total trade."""
    last = claims_year(record) - 1
    ways = record.figures("partner_rank", basis="statistics").dropna(subset=["year", "value"])
    ways = ways[ways["year"] <= last].sort_values("year")
    rows = ways[ways["flow"] == "total"]
    if rows.empty:
        return None
    within = rows[rows["value"] <= top]
    years = rows["year"].astype(int)
    if within.empty:
        said = f"Holds in each of the {count(years.nunique(), 'year')} {years.min()}–{years.max()}."
    else:
        said = f"Does not hold in {say_years(int(year) for year in within['year'])}."
    text = [said]
    latest = rows[(rows["year"] == years.max()) & (rows["reporter"] == rows["economy"])]
    text.append(
        f"In {years.max()} "
        + listing([
            f"{record.about.name(row['partner'])} was {ordinal(int(row['value']))}"
            + ("" if pd.isna(row["out_of"]) else f" of {row['out_of']}")
            + f" among {possessive(record.about.name(row['economy']))} partners"
            for row in latest.to_dict("records")
        ])
        + "."
    ) if not latest.empty else None  # fmt: skip
    best = rows.iloc[rows["value"].argmin()]
    text.append(f"The nearest either came is {_say_place(record, best)}.")
    nearer = ways[ways["value"] < best["value"]]
    if not nearer.empty:
        one = nearer.iloc[nearer["value"].argmin()]
        way = {"exports": "export market", "imports": "supplier"}[one["flow"]]
        text.append(f"As {way} alone it is {_say_place(record, one)}.")
    headline = (
        f"Neither was among the other’s top {in_words(top) if top < 13 else top} partners in any year"
        if within.empty
        else said
    )
    return Finding(
        verdict="confirmed" if within.empty else "contradicted",
        headline=headline,
        text=" ".join(part for part in text if part),
        sources=_sources(rows),
    )


def _say_place(record: Record, row: pd.Series[Any]) -> str:
    list_name = "" if row["reporter"] == row["economy"] else f" in the list of {row['reporter']}"
    return (
        f"{ordinal(int(row['value']))}: {record.about.name(row['partner'])} for "
        f"{record.about.name(row['economy'])} in {int(row['year'])}{list_name}"
    )


# -- claims and events -------------------------------------------------------------------------


def test_claim(record: Record, *, check: str, value: str) -> Finding | None:
    """Return the finding a claim's `check` names; None when the tables hold nothing to test it by."""
    name, _, economy = check.partition(":")
    tests: dict[str, Callable[[], Finding | None]] = {
        "band": lambda: band_finding(record),
        "top_partners": lambda: partners_finding(record, top=int(value)),
        "ranked_economies": lambda: ranked_finding(record, claimed=int(value)),
        "export_rank": lambda: rank_finding(record, indicator=name, economy=economy, claimed=int(value)),
        "import_rank": lambda: rank_finding(record, indicator=name, economy=economy, claimed=int(value)),
    }
    return tests[name]()


@remembered(1)
def judge_claims(record: Record) -> pd.DataFrame:
    """Return claims.csv with verdict, record and sources filled where a check computes them."""
    judged = record.claims.copy()
    cited: list[tuple[str, ...]] = []
    for index, row in zip(judged.index, judged.to_dict("records"), strict=True):
        cited.append(row["sources"])
        if not row["check"]:
            continue
        finding = test_claim(record, check=row["check"], value=row["value"])
        judged.at[index, "verdict"] = finding.verdict if finding else "not found"
        judged.at[index, "record"] = finding.text if finding else "The tables hold nothing to test it by."
        cited[-1] = tuple(dict.fromkeys((*row["sources"], *(finding.sources if finding else ()))))
    judged["sources"] = cited
    return judged


@remembered(1)
def event_verdicts(record: Record) -> dict[str, str]:
    """Return for each event the gravest verdict of its claims, or that no claim names it."""
    verdicts: dict[str, str] = dict.fromkeys(record.event_ids, BEYOND if record.has_claims else TOLD)
    judged = judge_claims(record)
    for event, group in judged[judged["event"] != ""].groupby("event"):
        verdicts[str(event)] = min(group["verdict"], key=GRAVITY.index)
    return verdicts


def say_verdict(record: Record, verdict: str) -> str:
    """Return what an event is in words; a verdict on a claim says itself."""
    return {BEYOND: f"beyond the {record.about.document}", TOLD: "no claims checked"}.get(verdict, verdict)


def say_gravest(record: Record, verdict: str) -> str:
    """Say in a sentence what comes of the claims about an event, by the gravest verdict on them."""
    document = record.about.document
    return {
        BEYOND: f"No claim of the {document} names it",
        TOLD: "No claims were checked",
        "opinion": f"The {document} gives an opinion of it",
        "confirmed": f"What the {document} says of it holds",
        "partly": f"What the {document} says of it holds in part",
        "contradicted": f"Something the {document} says of it is contradicted",
        "not found": f"Something the {document} says of it was not found",
    }[verdict]


def verdict_counts(record: Record) -> dict[str, int]:
    """Return how many claims bear each verdict, in the order verdicts are listed."""
    counted = Counter(judge_claims(record)["verdict"])
    return {verdict: counted[verdict] for verdict in VERDICTS}


def claims_sentence(record: Record) -> str:
    """Say how many claims were checked and how they came out."""
    counted = verdict_counts(record)
    parts = [f"{number} {verdict}" for verdict, number in counted.items() if number and verdict != "opinion"]
    opinions = f"; {count(counted['opinion'], 'opinion')} not tested" if counted["opinion"] else ""
    return f"{count(sum(counted.values()), 'claim')}: {listing(parts)}{opinions}"
