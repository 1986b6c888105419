"""Ranks in exports and imports side by side: those of the two year by year, and those of all others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dyad.figures.axis import FIELD
from dyad.findings.finding import sources_of
from dyad.findings.ranks import main_list
from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.record.indicators import TRADE_RANKS
from dyad.record.states import name_of
from dyad.wording.trails import Pair

LARGEST, NEAR = 10, 5  # others that are named: the first in exports, and those nearest to each of the two
KEPT = 16  # of the pairs of ranks: by years


@cached_per_record(KEPT)
def rank_pairs(record: Record, years: tuple[int, int]) -> pd.DataFrame:
    """Return one row per economy and year with `exports` and `imports`, its ranks in the main list.

    Beside them `name`, `sources`, and the year in decimal years as `t`, `start` and `end`.
    """
    pairs = _all_pairs(record)
    return pairs[pairs["year"].between(*years)].reset_index(drop=True)


def pair_of(row: Mapping[Any, Any]) -> Pair:
    """Return the ranks of a row."""
    return Pair(year=int(row["year"]), exports=int(row["exports"]), imports=int(row["imports"]))


def trails_of(pairs: pd.DataFrame) -> dict[str, list[Pair]]:
    """Return the ranks of the two by name, in the order of their rows."""
    trails: dict[str, list[Pair]] = {}
    for row in pairs.to_dict("records"):
        trails.setdefault(row["name"], []).append(pair_of(row))
    return trails


@cached_per_record(1)
def _all_pairs(record: Record) -> pd.DataFrame:
    rows = _main_ranks(record, record.trade[record.trade["economy"].isin(record.about.codes)])
    wide, cited = _by_flow(rows), rows.groupby(["economy", "year"])["sources"].sum()
    wide["sources"] = [tuple(dict.fromkeys(cited[key])) for key in zip(wide["economy"], wide["year"], strict=True)]
    wide["name"] = [record.about.name(code) for code in wide["economy"]]
    wide["start"], wide["end"] = wide["year"].astype(float), wide["year"] + 1.0
    wide[FIELD] = wide["year"] + 0.5
    return wide.sort_values(["economy", "year"])


@cached_per_record(1)
def other_pairs(record: Record) -> pd.DataFrame:
    """Return the ranks of all other economies in the main list, a row a year, with `out_of`, how many it ranks."""
    rows = _main_ranks(record, record.comparison[~record.comparison["economy"].isin(record.about.codes)])
    wide, ranked = _by_flow(rows), rows.groupby("year")["out_of"].max()
    cited = {str(code): sources_of(own) for code, own in rows.groupby("economy")}
    wide["sources"] = [cited[code] for code in wide["economy"]]
    wide["name"] = [name_of(code) for code in wide["economy"]]
    wide["out_of"] = [ranked[year] for year in wide["year"]]
    return wide.sort_values(["economy", "year"], ignore_index=True)


def _main_ranks(record: Record, rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["indicator"].isin(TRADE_RANKS) & (rows["reporter"] == main_list(record))]


def _by_flow(rows: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each economy and year that has both ranks."""
    wide = rows.pivot_table(index=["economy", "year"], columns="flow", values="value", aggfunc="first")
    wide = wide.reindex(columns=["exports", "imports"]).dropna().reset_index()
    return wide.assign(year=wide["year"].astype(int))


def named_others(others: pd.DataFrame, pairs: pd.DataFrame) -> tuple[str, ...]:
    """Return the others that are named: the first in exports and the nearest to each of the two, in the last year."""
    if others.empty or pairs.empty:
        return ()
    last = others[others["year"] == min(others["year"].max(), pairs["year"].max())]
    named = list(last.sort_values("exports")["economy"].head(LARGEST))
    for _, own in pairs.groupby("economy"):
        at = own.iloc[own["year"].argmax()]
        away = (last["exports"] - at["exports"]) ** 2 + (last["imports"] - at["imports"]) ** 2
        named += list(last["economy"][away.sort_values().index[:NEAR]])
    return tuple(dict.fromkeys(named))
