"""World ranks as rows: in whose list, of which year, by line; of the main list as trails, both flows side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

import pandas as pd

from dyad.figures.axis import FIELD, to_year
from dyad.figures.lines import line_names
from dyad.findings.finding import claims_year, sources_of
from dyad.findings.ranks import RankPair, main_list
from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.record.dates import read_date
from dyad.record.indicators import TRADE_RANKS, WORLD_RANKS
from dyad.view import View


def rank_rows(record: Record, view: View) -> pd.DataFrame:
    """Return one row per rank in the years chosen, the claimed undated ones at their document's date.

    Columns beside those of trade.csv: `t`, `start`, `end`, `role` (main, further, printed, claimed),
    `line` (rows to join), `kind`, `name`.
    """
    rows = _all_ranks(record)
    return rows[rows[FIELD].between(view.years[0], view.years[1] + 1)].reset_index(drop=True)


@cached_per_record(1)
def _all_ranks(record: Record) -> pd.DataFrame:
    rows = record.trade[record.trade["indicator"].isin(WORLD_RANKS)].copy()
    claimed = rows["sources"].map(lambda sources: record.about.claims_source in sources).astype(bool)
    document = record.claims_document
    posted = read_date(document.date).known if document and document.date else None
    at = (to_year(posted[0]) + to_year(posted[1], after=True)) / 2 if posted else claims_year(record) + 0.5
    rows[FIELD] = (rows["year"].astype(float) + 0.5).where(~claimed, at)
    main = main_list(record)
    rows["role"] = [
        "claimed" if c else "main" if r == main else "printed" if b == "statement" else "further"
        for c, r, b in zip(claimed, rows["reporter"], rows["basis"], strict=True)
    ]
    rows["start"], rows["end"] = rows[FIELD] - 0.5, rows[FIELD] + 0.5
    rows["kind"] = [WORLD_RANKS[name].short for name in rows["indicator"]]
    rows["name"] = [record.about.name(code) for code in rows["economy"]]
    rows["line"] = ""
    joined = rows[rows["role"].isin(["main", "further"]) & (rows["basis"] == "statistics")]
    rows.loc[joined.index, "line"] = line_names(joined, "indicator", "economy", "reporter")
    return rows.sort_values(["indicator", "economy", "role", "reporter", FIELD])


def rank_pairs(record: Record, years: tuple[int, int]) -> pd.DataFrame:
    """Return one row per economy and year with `exports` and `imports`, its ranks in the main list.

    Beside them `name`, `sources`, and the year in decimal years as `t`, `start` and `end`.
    """
    pairs = _all_pairs(record)
    return pairs[pairs["year"].between(*years)].reset_index(drop=True)


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
    wide["name"] = [record.about.state(code) for code in wide["economy"]]
    wide["out_of"] = [ranked[year] for year in wide["year"]]
    return wide.sort_values(["economy", "year"], ignore_index=True)


def pair_of(row: Mapping[Any, Any]) -> RankPair:
    """Return the ranks of a mark of a trail."""
    return RankPair(year=int(row["year"]), exports=int(row["exports"]), imports=int(row["imports"]))


def trails_of(pairs: pd.DataFrame) -> dict[str, list[RankPair]]:
    """Return the trails of the two by name: their ranks in the order of rows."""
    return {str(name): [*map(pair_of, own.to_dict("records"))] for name, own in pairs.groupby("name", sort=False)}


def _main_ranks(record: Record, rows: pd.DataFrame) -> pd.DataFrame:
    return rows[rows["indicator"].isin(TRADE_RANKS) & (rows["reporter"] == main_list(record))]


def _by_flow(rows: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each economy and year that has both ranks."""
    wide = rows.pivot_table(index=["economy", "year"], columns="flow", values="value", aggfunc="first")
    wide = wide.reindex(columns=["exports", "imports"]).dropna().reset_index()
    return wide.assign(year=wide["year"].astype(int))


def ranks_by_line(rows: pd.DataFrame) -> dict[tuple[str, str], list[tuple[int, int]]]:
    """Return the ranks of the main list with their years, by whose they are and in what."""
    main, lines = rows[rows["role"] == "main"], defaultdict[tuple[str, str], list[tuple[int, int]]](list)
    for name, kind, rank, year in zip(*(main[one] for one in ("name", "kind", "value", "year")), strict=True):
        lines[name, kind].append((int(rank), year))
    return lines
