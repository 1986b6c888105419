"""What can be measured: each indicator declared once, with its unit, what its rows must name, and its words.

The checks, what an import fills in, the data dictionary, the data package and the figures of ranks are made from
these lines; a new indicator is one more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Unit = Literal["USD million", "rank", "percent", "people"]
UNITS: tuple[Unit, ...] = get_args(Unit)
USUAL_UNIT: Unit = "USD million"


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One thing that is measured.

    Of a `paired` one the partner is named, of one that `flows` the direction; a `band` has two ends instead of a
    value. `short`, `heading` and `role` are its words where it is a rank in the world: ranked by what, the same as a
    heading, and what whoever is ranked is called.
    """

    name: str
    unit: Unit = USUAL_UNIT
    paired: bool = False
    flows: bool = False
    band: bool = False
    short: str = ""
    heading: str = ""
    role: str = "economy"

    @property
    def is_rank(self) -> bool:
        """Whether its values are places, 1 the largest."""
        return self.unit == "rank"

    @property
    def is_world_rank(self) -> bool:
        """Whether its values are places among all economies, not among one's partners."""
        return self.is_rank and not self.paired


INDICATORS: dict[str, Indicator] = {
    one.name: one
    for one in (
        Indicator(name="trade_band", paired=True, flows=True, band=True),
        Indicator(name="goods_trade", paired=True, flows=True),
        Indicator(name="merchandise", flows=True),
        Indicator(name="gdp"),
        Indicator(name="export_rank", unit="rank", flows=True, short="exports", heading="Merchandise exports",
                  role="exporter"),
        Indicator(name="import_rank", unit="rank", flows=True, short="imports", heading="Merchandise imports",
                  role="importer"),
        Indicator(name="gdp_rank", unit="rank", short="GDP", heading="Gross domestic product, current USD"),
        Indicator(name="partner_share", unit="percent", paired=True, flows=True),
        Indicator(name="partner_rank", unit="rank", paired=True, flows=True),
        Indicator(name="un_agreement", unit="percent", paired=True),
        Indicator(name="population", unit="people"),
    )
}  # fmt: skip

WORLD_RANKS = {name: one for name, one in INDICATORS.items() if one.is_world_rank}
TRADE_RANKS = tuple(name for name, one in WORLD_RANKS.items() if one.flows)


def unit_of(name: str) -> Unit:
    """Return the unit of an indicator's values, the usual one where there is no indicator of that name."""
    return INDICATORS[name].unit if name in INDICATORS else USUAL_UNIT
