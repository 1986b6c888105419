"""An indicator is declared once, and everything that knows indicators knows it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dyad.publish.tables import table_csv
from dyad.record import read_record
from dyad.record.indicators import INDICATORS, UNITS, WORLD_RANKS, Indicator
from dyad.record.package import resources
from tests.unit.brought import sheet, whole
from tests.unit.tables import add, figure

NEW = Indicator(name="visitor_share", unit="percent", paired=True, flows=True)


@pytest.fixture
def _declared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(INDICATORS, NEW.name, NEW)


def test_each_has_a_unit_and_its_words() -> None:
    """Each has a unit there is, and what is ranked in the world has its words."""
    assert {one.unit for one in INDICATORS.values()} <= set(UNITS)
    assert all(one.short and one.heading for one in WORLD_RANKS.values())


@pytest.mark.usefixtures("_declared")
def test_a_new_indicator_is_one_declaration(folder: Path) -> None:
    """Checks, import, file, data dictionary and data package take an indicator that was declared and no more."""
    row = figure(indicator=NEW.name, year="2010", value="12.5", unit="percent")
    add(folder, "trade", **row)
    assert list(read_record(folder).observations(NEW.name)["value"]) == [12.5]

    brought = sheet("|".join(key for key in row if key != "unit"), "|".join(v for k, v in row.items() if k != "unit"))
    record = whole([("events.csv", sheet("title|date", "A|2010")), ("trade.csv", brought)])
    assert (record.about.codes, list(record.trade["unit"])) == (("PAK", "RUS"), ["percent"])
    assert NEW.name in table_csv(record, "trade").decode()

    (described,) = [one for one in resources() if one["name"] == "trade"]
    assert NEW.name in described["schema"]["fields"][0]["constraints"]["enum"]
    assert json.dumps(described)
