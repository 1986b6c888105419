"""The rows of world ranks as they are drawn: in whose list, of which year, joined to which line."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from dyad.figures.axis import FIELD, day_after, to_year
from dyad.findings.finding import claims_year
from dyad.findings.ranks import main_list
from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.record.dates import read_date
from dyad.record.indicators import WORLD_RANKS
from dyad.view import View
from dyad.wording import listing, ordinal, possessive, year_runs

DRAWN = [
    FIELD, "start", "end", "value", "economy", "name", "kind", "role", "line", "out_of", "year", "reporter", "note",
    "sources",
]  # fmt: skip
MOST_SAID = 4  # ranks of no list that are named


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
    at = (to_year(posted[0]) + day_after(posted[1])) / 2 if posted else claims_year(record) + 0.5
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
    for key, group in joined.groupby(["indicator", "economy", "reporter"]):
        for number, (low, high) in enumerate(year_runs(int(year) for year in group["year"])):
            run = group.index[group["year"].between(low, high)]
            rows.loc[run, "line"] = "/".join(map(str, (*key, number)))
    return rows.sort_values(["indicator", "economy", "role", "reporter", FIELD])


def rank_values(record: Record, rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Return what is drawn of each rank, and told of it."""
    values = []
    for row in rows[DRAWN].to_dict("records"):
        among = "" if pd.isna(row["out_of"]) else f" of {row['out_of']}"
        year = "year not stated" if pd.isna(row["year"]) else str(row["year"])
        shown = f"{ordinal(int(row['value']))}{among}"
        by = f"the {record.about.document}" if row["role"] == "claimed" else row["reporter"]
        values.append(
            {
                FIELD: row[FIELD], "start": row["start"], "end": row["end"], "value": row["value"],
                "economy": row["economy"], "name": row["name"], "kind": row["kind"], "role": row["role"],
                "line": row["line"], "shown": shown, "year": year, "by": by, "note": row["note"],
                "publishers": listing([record.source(source).publisher for source in row["sources"]]),
                "aria": f"{row['name']}, {row['kind']}, {year}: {shown}, according to {by}",
            }
        )  # fmt: skip
    return values


def say_printed(rows: pd.DataFrame, *, brief: bool = False) -> list[str]:
    """Return which ranks others print without a list, by whom unless it is `brief`; of many, how many they are."""
    printed = rows[rows["role"] == "printed"].sort_values("year", kind="stable")
    if len(printed) > MOST_SAID:
        return [f"{len(printed)} ranks that are in no list"]
    if printed.empty:
        return []
    said = []
    for name, own in printed.groupby(printed["name"].map(possessive) + " " + printed["kind"], sort=False):
        places = [ordinal(int(value)) for value in own["value"]]
        by = [f"{place} ({who})" for place, who in zip(places, own["reporter"], strict=True)]
        said.append(f"others’ {listing(places)} for {name} (no list)" if brief else f"{name} {listing(by)} (no list)")
    return said


def rank_tooltip() -> list[alt.Tooltip]:
    """Return what hovering over a rank tells."""
    return [
        alt.Tooltip("name:N", title="Economy"),
        alt.Tooltip("kind:N", title="World rank in"),
        alt.Tooltip("year:N", title="Year"),
        alt.Tooltip("shown:N", title="Rank"),
        alt.Tooltip("by:N", title="According to"),
        alt.Tooltip("publishers:N", title="Source"),
        alt.Tooltip("note:N", title="Note"),
    ]
