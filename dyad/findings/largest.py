"""The largest partners of each of the two, and where the other stands, in one year and by each one's own figures."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from dyad.findings.finding import KEPT, Years, notes_of, sources_of
from dyad.findings.partners import claimed_top
from dyad.findings.ranks import out_of
from dyad.findings.trade import LOWER_BOUND, totals_with_all
from dyad.record import Record
from dyad.record.caching import cached_per_record

LEAST_TOP = 3  # with fewer there is nothing to compare
USUAL_TOP = 15  # partners that are compared where no claim says how many


@dataclass(frozen=True, kw_only=True)
class Partner:
    """One partner: its trade in USD million, and its share of all trade in percent."""

    code: str
    name: str
    value: float
    share: float


@dataclass(frozen=True, kw_only=True)
class Largest:
    """The first partners of an economy, the largest first, and the other of the two, who may be among them.

    `place` is that of the other among `out_of` (0: not said); `bounds` is whether figures are known to be too low, so
    that the order of the first is not certain.
    """

    economy: str
    year: int
    first: tuple[Partner, ...]
    other: Partner
    place: int
    out_of: int
    bounds: bool
    notes: tuple[str, ...]
    sources: tuple[str, ...]

    @property
    def within(self) -> bool:
        return self.place <= len(self.first)

    @property
    def times(self) -> float:
        """How many times as much as the other the last of the first trades."""
        return self.first[-1].value / self.other.value


@cached_per_record(1)
def _own_totals(record: Record) -> dict[tuple[str, int], pd.DataFrame]:
    """Return what each of the two reports of its trade with each partner, the largest first, by economy and year."""
    totals = totals_with_all(record).sort_values("value", ascending=False, kind="stable")
    totals = totals.drop_duplicates(["reporter", "year", "other"])
    return {(str(code), int(str(year))): own for (code, year), own in totals.groupby(["reporter", "year"])}


@cached_per_record(1)
def _standing(record: Record) -> dict[tuple[str, int], tuple[int, int, float]]:
    """Return place, out of how many (0: not said) and share of the other, by economy and year, by its own figures."""
    rows = []
    for indicator in ("partner_rank", "partner_share"):
        told = record.observations(indicator, flow="total", basis="statistics").dropna(subset=["year", "value"])
        rows.append(told[told["reporter"] == told["economy"]].to_dict("records"))
    shares = {(str(row["economy"]), int(row["year"])): float(row["value"]) for row in rows[1]}
    return {
        key: (int(row["value"]), out_of(row), shares[key])
        for row in rows[0]
        if shares.get(key := (str(row["economy"]), int(row["year"])))
    }


@cached_per_record(KEPT)
def largest_partners(record: Record, year: int) -> tuple[Largest, ...]:
    """Return the largest partners of each of the two in a year, where its own figures tell them."""
    codes = record.about.codes
    return tuple(one for ends in (codes, codes[::-1]) if (one := _largest(record, *ends, year)))


def _largest(record: Record, economy: str, partner: str, year: int) -> Largest | None:
    top, key = top_compared(record), (economy, year)
    standing, rows = _standing(record).get(key), _own_totals(record).get(key)
    if standing is None or rows is None or len(rows) <= max(top, LEAST_TOP):
        return None
    own, first = rows[rows["other"] == partner], rows.head(top)
    if own.empty or own["value"].iloc[0] <= 0:
        return None
    place, ranked, share = standing
    value = float(own["value"].iloc[0])
    partners = [
        Partner(code=code, name=record.about.state(code), value=float(one), share=float(one) / value * share)
        for code, one in zip(first["other"], first["value"], strict=True)
    ]
    notes = notes_of(first)
    return Largest(
        economy=economy, year=year, first=tuple(partners),
        other=Partner(code=partner, name=record.about.state(partner), value=value, share=share),
        place=place, out_of=ranked, bounds=any(note.startswith(LOWER_BOUND) for note in notes), notes=notes,
        sources=sources_of(pd.concat([first, own])),
    )  # fmt: skip


@cached_per_record(1)
def partner_years(record: Record) -> tuple[int, ...]:
    """Return the years whose figures tell the largest partners of either, by year."""
    years = {year for _, year in _own_totals(record)}
    return tuple(year for year in sorted(years) if largest_partners(record, year))


def nearest_year(record: Record, year: int | None) -> int | None:
    """Return the year with such figures that is nearest to one, the latest where none is asked for."""
    years = partner_years(record)
    if year is None or not years:
        return years[-1] if years else None
    return min(years, key=lambda known: (abs(known - year), -known))


def last_largest(record: Record, years: Years) -> tuple[Largest, ...]:
    """Return the largest partners of each in the last of these years that tells them."""
    known = [year for year in partner_years(record) if years[0] <= year <= years[1]]
    return largest_partners(record, known[-1]) if known else ()


def top_compared(record: Record) -> int:
    """Return how many partners are compared: as many as the claim about them says."""
    return claimed_top(record) or USUAL_TOP
