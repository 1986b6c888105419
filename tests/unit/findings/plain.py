"""What the tests of findings work out with the csv module's rows and plain loops: no code of the package takes part."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tests.unit.tables import Raw, Row

Years = tuple[int, int]

NAMES = {"PAK": "Pakistan", "RUS": "Russia"}
OTHER = {"PAK": "RUS", "RUS": "PAK"}
WHOLE: Years = (2003, 2017)
EVER: Years = (1000, 3000)
ESSAY = 2017  # the year the claims were published
CLAIMED = {  # ranks that the essay states
    ("export_rank", "PAK"): 54, ("import_rank", "PAK"): 44, ("export_rank", "RUS"): 16, ("import_rank", "RUS"): 22,
}  # fmt: skip
SPANS: list[Years] = [WHOLE, (2011, 2015), (2003, 2008), (2016, 2016), (2009, 2025)]


def by_year(rows: Iterable[Row], years: Years, **wanted: str) -> dict[int, float]:
    """Return the values of the rows whose cells are these, by year, in order."""
    found = {
        int(row["year"]): float(row["value"])
        for row in rows
        if row["year"] and row["value"] and wanted.items() <= row.items() and years[0] <= int(row["year"]) <= years[1]
    }
    return dict(sorted(found.items()))


def flow_of(rows: Iterable[Row], reporter: str, flow: str = "total", *, years: Years = EVER) -> dict[int, float]:
    """Return what one side reports of trade between the two by calendar year."""
    return by_year(rows, years, indicator="goods_trade", economy="PAK", partner="RUS", reporter=reporter, flow=flow,
                   basis="statistics", period="calendar")  # fmt: skip


def trade_with(raw: Raw, reporter: str, year: int) -> dict[str, float]:
    """Return what an economy reports of its trade with each partner in a year, in USD million."""
    return {
        row["partner"] if row["economy"] == reporter else row["economy"]: float(row["value"])
        for table in ("trade", "comparison")
        for row in raw[table]
        if (row["indicator"], row["flow"], row["reporter"], row["year"])
        == ("goods_trade", "total", reporter, str(year))
    }


def recent_ranks(rows: Iterable[Row], indicator: str, economy: str) -> list[Row]:
    """Return the ranks of the three years before the essay's that others than the essay give."""
    return [
        row
        for row in rows
        if (row["indicator"], row["economy"]) == (indicator, economy)
        and row["year"] in ("2014", "2015", "2016")
        and row["value"]
        and "kazmi-2017" not in row["sources"].split(";")
    ]


def then_known(years: Years) -> Years:
    """Return the years that were over when the essay was published."""
    return years[0], min(years[1], ESSAY - 1)


def first_where(values: dict[int, float], value: float) -> int:
    """Return the first year that has a value."""
    return next(year for year, one in values.items() if one == value)


def cited(rows: Iterable[Row]) -> set[str]:
    """Return the documents that rows cite."""
    return {source for row in rows for source in row["sources"].split(";")}


def years_in(text: str) -> set[int]:
    """Return the years that a sentence names, spans included."""
    spans = re.findall(r"\b((?:19|20)\d\d)(?:–((?:19|20)\d\d))?\b", text)
    return {year for first, last in spans for year in range(int(first), int(last or first) + 1)}


def begin(date: str) -> int:
    """Return the year in which an event of events.csv begins; all of them have a plain first year."""
    return int(date[:4])


def between(rows: Iterable[Row], years: Years) -> list[Row]:
    """Return the dated events between the two that begin in these years."""
    return [
        row
        for row in rows
        if row["scope"] == "bilateral" and row["date"] and years[0] <= begin(row["date"]) <= years[1]
    ]


def rounded(value: float) -> float:
    """Return a number to two significant digits, by way of scientific notation."""
    return float(f"{value:.1e}")


def percent_of(value: float) -> float:
    """Return a share as it is said: to the percent, under ten to a tenth, and under a tenth to one digit."""
    if value >= 0.1:
        return round(value, 0 if round(value, 1) >= 10 else 1)
    return round(value * 100) / 100 if value >= 0.01 else float(f"{value:.0e}")
