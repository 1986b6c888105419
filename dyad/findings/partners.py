"""Places among each other’s trading partners."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dyad.findings.finding import Finding, claims_year, sources_of
from dyad.record import Record
from dyad.wording import count, in_words, listing, ordinal, possessive, say_years


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
        sources=sources_of(rows),
    )


def _say_place(record: Record, row: pd.Series[Any]) -> str:
    list_name = "" if row["reporter"] == row["economy"] else f" in the list of {row['reporter']}"
    return (
        f"{ordinal(int(row['value']))}: {record.about.name(row['partner'])} for "
        f"{record.about.name(row['economy'])} in {int(row['year'])}{list_name}"
    )
