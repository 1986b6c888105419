"""The trade between the two beside that of other pairs.

Every multiple is one reporter's figure over another of the same reporter and year, and of the last year that was
known when the document was written: no other is stated.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, log

from dyad.findings.finding import Finding, Years, chosen_years, known_rows, sources_of
from dyad.findings.partners import claimed_top
from dyad.findings.trade import flow_rows, last_year_known
from dyad.record import Record
from dyad.record.memory import remembered
from dyad.record.states import name_of
from dyad.wording import ordinal, possessive, say_times, usd


@dataclass(frozen=True, kw_only=True)
class Pair:
    """An economy's trade with another than the other of the two, as it reports it, over its trade with that one.

    `value` and `base` are in USD million, `notes` what the row of `value` says to know before using it.
    """

    reporter: str
    partner: str
    name: str
    year: int
    value: float
    base: float
    notes: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def times(self) -> float:
        return self.value / self.base


@remembered(1)
def pairs(record: Record) -> tuple[Pair, ...]:
    """Return each pair that one of the two reports for the last year then known, by reporter, the largest first."""
    year = last_year_known(record)
    totals = record.compared("goods_trade", flow="total", period="calendar", basis="statistics")
    totals = known_rows(totals, (year, year))
    found: list[Pair] = []
    for reporter in record.about.codes:
        base = known_rows(flow_rows(record, reporter, "total"), (year, year))
        if base.empty or base["value"].iloc[0] <= 0:
            continue
        own = totals[
            (totals["reporter"] == reporter) & ((totals["economy"] == reporter) | (totals["partner"] == reporter))
        ]
        partners = own["partner"].where(own["economy"] == reporter, own["economy"])
        own = own.assign(other=partners)[~partners.isin(["", *record.about.codes])].drop_duplicates("other")
        found += [
            Pair(
                reporter=reporter,
                partner=row["other"],
                name=name_of(row["other"]),
                year=year,
                value=row["value"],
                base=float(base["value"].iloc[0]),
                notes=(row["note"],) if row["note"] else (),
                sources=tuple(dict.fromkeys((*row["sources"], *sources_of(base)))),
            )
            for row in own.sort_values("value", ascending=False).to_dict("records")
        ]
    return tuple(found)


def scale_finding(record: Record, *, years: Years | None = None) -> Finding | None:
    """Say how many times the trade between the two the largest other pair's is, and the pair's that is nearest in size.

    None where the last year then known is not among the chosen: of other years no multiple is stated.
    """
    first, last = chosen_years(record, years)
    found = [pair for pair in pairs(record) if first <= pair.year <= last]
    if not found:
        return None
    text, shown = [], []
    for reporter in record.about.codes:
        own = [pair for pair in found if pair.reporter == reporter]
        if not own:
            continue
        near = min(own, key=lambda pair: abs(log(pair.times)) if pair.value > 0 else inf)
        named = list(dict.fromkeys((own[0], near)))
        shown += named
        (other,) = {*record.about.codes} - {reporter}
        more = "".join(f", and {say_times(pair.times)} with {pair.name}" for pair in named[1:])
        text.append(
            f"In {own[0].year} {record.about.name(reporter)} traded {say_times(own[0].times)} with {own[0].name} as "
            f"with {record.about.name(other)} (USD {usd(own[0].base)} million by its own figures){more}."
        )
    notes = tuple(dict.fromkeys(note for pair in shown for note in pair.notes))
    top = max(shown, key=lambda pair: pair.times)
    pair = f"{record.about.name(top.reporter)}–{top.name}"
    headline = f"{pair} trade was {say_times(top.times, what='large')} ({top.year})"
    sources = tuple(dict.fromkeys(source for pair in shown for source in pair.sources))
    return Finding(verdict="", headline=headline, text=" ".join((*text, *notes)), sources=sources)


@dataclass(frozen=True, kw_only=True)
class Gap:
    """How many times as much the two would have to trade for one to be the other's n-th partner.

    `economy` is whose partners are ranked, by its own figures; `place` is n, `times` above 1 where it is not reached.
    """

    economy: str
    partner: str
    place: int
    year: int
    times: float
    notes: tuple[str, ...]
    sources: tuple[str, ...]


def gaps(record: Record, *, place: int) -> tuple[Gap, ...]:
    """Return each one's gap to the other's n-th partner in the last year then known.

    Where the table lacks some of the n largest the true multiple is larger; an economy of which it holds fewer
    than n partners is left out.
    """
    found = []
    for economy, partner in (record.about.codes, record.about.codes[::-1]):
        own = [pair for pair in pairs(record) if pair.reporter == economy]
        if len(own) >= place:
            nth = own[place - 1]
            found.append(
                Gap(
                    economy=economy, partner=partner, place=place, year=nth.year, times=nth.times, notes=nth.notes,
                    sources=nth.sources,
                )
            )  # fmt: skip
    return tuple(found)


def gap_finding(record: Record, *, years: Years | None = None) -> Finding | None:
    """Say how many times as much the two would have to trade to be among each other's first partners as claimed.

    None without such a claim, where both are among them, and for years without the last then known.
    """
    place = claimed_top(record)
    first, last = chosen_years(record, years)
    found = [gap for gap in gaps(record, place=place or 1) if first <= gap.year <= last and gap.times > 1]
    if place is None or not found:
        return None
    widest = max(found, key=lambda gap: gap.times)
    nth = ordinal(place)
    name = record.about.name
    headline = f"{possessive(name(widest.economy))} {nth} partner traded {say_times(widest.times)} ({widest.year})"
    text = [
        f"In {gap.year} the {nth} of {possessive(name(gap.economy))} other partners traded {say_times(gap.times)} "
        f"with it as {name(gap.partner)} did, by {possessive(name(gap.economy))} figures."
        for gap in found
    ]
    notes = tuple(dict.fromkeys(note for gap in found for note in gap.notes))
    sources = tuple(dict.fromkeys(source for gap in found for source in gap.sources))
    return Finding(verdict="", headline=headline, text=" ".join((*text, *notes)), sources=sources)
