"""Lines and single figures of trade.csv that a question may ask for, found by name: in words, on round scales."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.record.indicators import INDICATORS
from dyad.wording.answers import name_asked

PARTS = ("indicator", "economy", "partner", "flow", "reporter", "year")  # of the name of a figure, parted by /
LEAST_POINTS = 2  # given of a line, and asked
MOST_YEARS = 40  # of a line that is drawn on, a movement each


@cached_per_record(1)
def series_of_figures(record: Record) -> Mapping[str, str]:
    """Return every series with one figure a year, by its name (`indicator/economy/partner/flow/reporter`), in words."""
    rows = record.trade[(record.trade["basis"] == "statistics") & (record.trade["period"] == "calendar")]
    rows = rows.dropna(subset=["year", "value"])
    found: dict[str, str] = {}
    for key, series in rows.groupby([*PARTS[:-1]], sort=False):
        cells = [str(cell) for cell in key]
        name = "/".join(cells).rstrip("/")
        if "/" in name and not series["year"].duplicated().any() and len(rows_named(record, name)) == len(series):
            found[name] = name_asked(dict(zip(PARTS, cells, strict=False)), record.about)
    return dict(sorted(found.items(), key=lambda item: item[1]))


@cached_per_record(1)
def drawable(record: Record) -> Mapping[str, str]:
    """Return the series, in words, that are long enough for a class to draw their end, and not too long."""
    return {
        name: words
        for name, words in series_of_figures(record).items()
        if 2 * LEAST_POINTS <= len(years_of(record, name)) <= MOST_YEARS
    }


def years_of(record: Record, name: str, *, whole: bool = False) -> tuple[int, ...]:
    """Return the years of a series, those the record is about or, as a `whole`, all."""
    return tuple(year for year, _ in series_of(record, name, whole=whole))


def ends_of(record: Record, name: str) -> tuple[float, float]:
    """Return round ends of a scale that a series, or one figure, lies on, with room above it."""
    values = rows_named(record, name)["value"]
    low, high = float(values.min()), float(values.max())
    return (0.0 if low >= 0 else -_round_up(-low)), _round_up(max(high, 0.0) * (2 if len(values) == 1 else 1.1))


def _round_up(value: float) -> float:
    """Return the next round number: 1, 2, 4, 5, 6 or 8 times a power of ten.

    >>> _round_up(430.0), _round_up(0.07), _round_up(0.0)
    (500.0, 0.08, 1.0)
    """
    if value <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(value))
    times = next(times for times in (1, 2, 4, 5, 6, 8, 10) if power * times >= value * (1 - 1e-9))
    return float(f"{power * times:.12g}")  # 0.8, not 0.8000000000000001


def rows_named(record: Record, name: str) -> pd.DataFrame:
    """Return the rows of trade.csv that a name means, by year: statistics of calendar years.

    A name is `indicator/economy/partner/flow/reporter/year`; what is left out, or empty, is not asked for.
    """
    asked = dict(zip(PARTS, name.split("/"), strict=False))
    rows = record.trade[(record.trade["indicator"] == asked.pop("indicator")) & (record.trade["basis"] == "statistics")]
    for column, value in asked.items():
        if value:
            rows = rows[rows[column].astype(str) == value]
    return rows[rows["period"] == "calendar"].dropna(subset=["year", "value"]).sort_values("year")


def series_of(record: Record, name: str, *, whole: bool = False) -> tuple[tuple[int, float], ...]:
    """Return the years and values of a line, those within the years the record is about or, as a `whole`, all."""
    rows = rows_named(record, name)
    if not whole:
        rows = rows[rows["year"].astype(int).between(*record.about.years)]
    return tuple((int(year), float(value)) for year, value in zip(rows["year"], rows["value"], strict=True))


def is_indicator(name: str) -> bool:
    """Return whether a name means figures of an indicator, and has no more parts than there are."""
    found = name.split("/")
    return found[0] in INDICATORS and 1 < len(found) <= len(PARTS)
