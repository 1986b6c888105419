"""What can be measured: each indicator declared once, with its unit, what its rows must name, and its words.

The checks, what an import fills in, the data dictionary, the data package and the figures of ranks are made from
these lines; a new indicator is one more.
"""

from __future__ import annotations

from dataclasses import dataclass

UNITS = {  # each as the data dictionary explains it
    "USD million": "USD million at current prices",
    "rank": "rank (1 is largest)",
    "percent": "percent",
    "people": "people",
}
USUAL_UNIT = "USD million"


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One thing that is measured.

    Of a `paired` one the partner is named, of one that `flows` the direction; a `band` has two ends instead of a
    value. `words` say what is measured where the name says it badly. `short`, `heading` and `role` are its words where
    it is a rank in the world: ranked by what, the same as a heading, and what whoever is ranked is called.
    """

    name: str
    unit: str = USUAL_UNIT
    paired: bool = False
    flows: bool = False
    band: bool = False
    words: str = ""
    short: str = ""
    heading: str = ""
    role: str = "economy"

    @property
    def said(self) -> str:
        """What is measured, in words."""
        return self.words or self.name.replace("_", " ")

    @property
    def is_rank(self) -> bool:
        """Whether its values are places, 1 the largest."""
        return self.unit == "rank"


INDICATORS: dict[str, Indicator] = {
    one.name: one
    for one in (
        Indicator(name="trade_band", paired=True, flows=True, band=True),
        Indicator(name="goods_trade", paired=True, flows=True),
        Indicator(name="merchandise", flows=True, words="goods trade with the world"),
        Indicator(name="gdp", words="gross domestic product"),
        Indicator(name="export_rank", unit="rank", flows=True, words="place in the world by exports", short="exports",
                  heading="Merchandise exports", role="exporter"),
        Indicator(name="import_rank", unit="rank", flows=True, words="place in the world by imports", short="imports",
                  heading="Merchandise imports", role="importer"),
        Indicator(name="gdp_rank", unit="rank", words="place in the world by GDP", short="GDP",
                  heading="Gross domestic product, current USD"),
        Indicator(name="partner_share", unit="percent", paired=True, flows=True, words="share in goods trade"),
        Indicator(name="partner_rank", unit="rank", paired=True, flows=True,
                  words="place among the partners in goods trade"),
        Indicator(name="un_agreement", unit="percent", paired=True,
                  words="votes alike in the UN General Assembly, percent"),
        Indicator(name="population", unit="people"),
    )
}  # fmt: skip

WORLD_RANKS = {name: one for name, one in INDICATORS.items() if one.is_rank and not one.paired}  # not among partners
TRADE_RANKS = tuple(name for name, one in WORLD_RANKS.items() if one.flows)


def unit_of(name: str) -> str:
    """Return the unit of an indicator's values, the usual one where there is no indicator of that name."""
    return INDICATORS[name].unit if name in INDICATORS else USUAL_UNIT
