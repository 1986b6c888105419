"""The largest partners of each of the two, as shares of its trade, and where the other stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import altair as alt
import pandas as pd

from dyad.figures.compose import compose, layered
from dyad.figures.look import PALETTES, Figure, Look, cut, text_width, wrap
from dyad.figures.parts import Chart, NativeChart, Series, inline
from dyad.figures.pixels import px_channels, written
from dyad.findings.claims import judge_claims
from dyad.findings.largest import Largest, Partner, largest_headline, largest_partners, nearest_year, partner_years
from dyad.record import Record
from dyad.view import View
from dyad.wording import in_words, listing, ordinal, possessive, say_years, two_digits, usd

BAR = 14.5  # px of a bar and the air around it
TALLEST, AIRY = 1.5, 1.25  # times that, where there is paper left, and on screens
FILLED = 0.68  # of that, the bar
APART = 0.6  # bars between the first partners and the other
BETWEEN = 32.0  # px between two panels beside each other
NARROW = 420  # px at the type of a screen: below it one panel stands under the other
LARGE = 1.25  # times the type of a screen: from it on fewer bars are drawn
LEAST = 2.0  # px of a bar, however small the share
FEW = 8  # of them, with the last of the first partners
NAMES = 0.55  # of a panel, at the most


def holds_partners(record: Record) -> bool:
    """Return whether the largest partners of either are told for any year."""
    return bool(partner_years(record))


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One economy's bars: its place in px, how wide names and bars are, and the share at the right edge."""

    largest: Largest
    left: float
    top: float
    width: float
    names: float
    most: float
    look: Look

    @property
    def bars(self) -> list[tuple[int, Partner]]:
        """The partners drawn, with their place: where type is large, the first and the last of those compared."""
        ranked = list(enumerate(self.largest.first, start=1))
        few = self.look.scale > LARGE and not self.look.told and len(ranked) > FEW + 1
        return [*ranked[:FEW], ranked[-1]] if few else ranked

    def length(self, share: float) -> float:
        """Return the px of a bar: what stands behind the longest still fits."""
        return (self.width - self.names - text_width("00.0%", self.look.text) - self.look.px(6)) * share / self.most


def partners(record: Record, view: View, look: Look) -> Figure:
    """Draw the largest partners of each in the year chosen, the latest unless told, and the other's place."""
    year = nearest_year(record, view.year)
    found = largest_partners(record, year) if year is not None else ()
    panels = _panels(found, look)
    rows = [row for panel in panels for row in _rows(record, panel)]
    words = [word for panel in panels for word in _words(record, panel)]
    height = max((word["y"] + look.text for word in words), default=look.text)
    plot = layered(_layers(rows, words, look, height), height=height, width=look.width)
    told = dict.fromkeys(note for one in found for note in one.notes)
    return compose(
        record,
        replace(view, years=record.about.years, brush=None),  # which years are chosen changes nothing here
        look,
        name="partners",
        page="trade",
        title=largest_headline(record, found),
        subtitle=f"Share of goods trade by own figures, {year}: {_which(panels)}" if panels else "No such figures",
        description=describe_partners(record, found),
        key=None,
        rows=[plot],
        plots=[plot],
        data=_table(found),
        publishers=list(dict.fromkeys(record.source(source).publisher for one in found for source in one.sources)),
        notes=[*_claim_note(record), *_year_note(record, view, year), *told],
        native=_native(record, found),
    )


def _panels(found: Sequence[Largest], look: Look) -> list[Panel]:
    if not found:
        return []
    beside = look.width / look.scale >= NARROW and len(found) > 1
    width = (look.width - look.px(BETWEEN)) / 2 if beside else look.width
    named = [partner.name for one in found for partner in (*one.first, one.other)]
    names = min(max(text_width(name, look.text, 500) for name in named) + look.px(8), width * NAMES)
    most = max(partner.share for one in found for partner in (*one.first, one.other))
    panels: list[Panel] = []
    for number, one in enumerate(found):
        left, top = (number * (width + look.px(BETWEEN)), 0.0) if beside else (0.0, 0.0)
        if panels and not beside:
            top = max(word["y"] for word in _words_below(panels[-1])) + look.text * 2
        panels.append(Panel(largest=one, left=left, top=top, width=width, names=names, most=most, look=look))
    return panels


def _which(panels: Sequence[Panel]) -> str:
    panel = panels[0]
    number, drawn = len(panel.largest.first), len(panel.bars)
    if drawn < number:
        return f"{in_words(drawn - 1)} largest partners, and the {ordinal(number)}"
    return f"{in_words(number)} largest partners of each"


def _bar(look: Look) -> float:
    """Return the px from the middle of a bar to that of the next."""
    return look.px(BAR * AIRY) if look.told else min(look.row(BAR), look.px(BAR * TALLEST))


def _y(panel: Panel, at: float) -> float:
    """Return the middle of a bar in px from the top."""
    return panel.top + panel.look.text * 1.6 + (at + 0.5) * _bar(panel.look)


def _drawn(panel: Panel) -> list[tuple[float, int, Partner]]:
    """Return the bars with their row: the other stands apart below, unless it is among the first."""
    drawn = [(float(at), place, partner) for at, (place, partner) in enumerate(panel.bars)]
    if not panel.largest.within:
        drawn.append((len(drawn) + APART, panel.largest.place, panel.largest.other))
    return drawn


def _rows(record: Record, panel: Panel) -> list[dict[str, Any]]:
    """Return a row for each bar: grey, that of the other in its colour."""
    look, one = panel.look, panel.largest
    colours = dict(zip(record.about.codes, (look.colours.first, look.colours.second), strict=True))
    half, x = _bar(look) * FILLED / 2, panel.left + panel.names
    of = record.about.name(one.economy)
    among = f" of {one.out_of}" if one.out_of else ""
    return [
        {
            "x": x, "x2": x + max(panel.length(partner.share), look.px(LEAST)), "y": _y(panel, at) - half,
            "y2": _y(panel, at) + half, "colour": colours.get(partner.code, look.colours.further),
            "name": partner.name, "year": str(one.year), "by": f"{possessive(of)} figures",
            "what": f"partner of {of}", "shown": f"{two_digits(partner.share)}% of its goods trade",
            "value": f"USD {usd(partner.value)} million", "place": ordinal(place) + among,
            "publishers": listing([record.source(source).publisher for source in one.sources]),
            "aria": f"{partner.name}, {ordinal(place)} partner of {of}, {one.year}: {two_digits(partner.share)}% of "
                    f"its goods trade, USD {usd(partner.value)} million",
        }
        for at, place, partner in _drawn(panel)
    ]  # fmt: skip


def _words(record: Record, panel: Panel) -> list[dict[str, Any]]:
    """Return the heading of a panel, the names and shares beside its bars, and what is said of the other."""
    look, one = panel.look, panel.largest
    uncertain = ", in uncertain order" if one.bounds else ""
    heading = f"{possessive(record.about.name(one.economy))} partners{uncertain}"
    colours = dict(zip(record.about.codes, (look.colours.first, look.colours.second), strict=True))
    words = [
        {"x": panel.left, "y": panel.top + look.text / 2, "align": "left", "weight": 600, "colour": look.colours.ink,
         "text": cut(heading, width=panel.width, size=look.text, weight=600)}
    ]  # fmt: skip
    bars = panel.bars
    for at, place, partner in _drawn(panel):
        colour = colours.get(partner.code, look.colours.ink)
        weight = 500 if partner.code in colours else 400
        skipped = len(bars) < len(one.first) and place == len(one.first)
        name = f"{ordinal(place)}: {partner.name}" if skipped or partner.code in colours else partner.name
        shared = {"y": _y(panel, at), "weight": weight, "colour": colour}
        words += [
            {**shared, "x": panel.left, "align": "left",
             "text": cut(name, width=panel.names - look.px(4), size=look.text, weight=weight)},
            {**shared, "x": panel.left + panel.names + max(panel.length(partner.share), look.px(LEAST)) + look.px(4),
             "align": "left", "text": f"{_share(partner.share)}%"},
        ]  # fmt: skip
    return words + _words_below(panel)


def _share(share: float) -> str:
    return f"{share:.1f}" if share >= 1 else two_digits(share)


def _words_below(panel: Panel) -> list[dict[str, Any]]:
    """Return how far the other is from the last of the first partners."""
    look, one = panel.look, panel.largest
    if one.within:
        said = f"USD {usd(one.other.value)} million"
    else:
        nth = ordinal(len(one.first))
        said = f"USD {usd(one.other.value)} million; the {nth} trades {two_digits(one.times)} times as much"
    at = _y(panel, _drawn(panel)[-1][0]) + _bar(look) / 2
    lines = wrap(said, width=panel.width - 2, size=look.text)
    return [
        {"x": panel.left, "y": at + (number + 0.6) * look.text * 1.2, "align": "left", "weight": 400,
         "colour": look.colours.ink, "text": line}
        for number, line in enumerate(lines)
    ]  # fmt: skip


def partner_tooltip() -> list[alt.Tooltip]:
    """Return what hovering over a bar tells."""
    return [
        alt.Tooltip("name:N", title="Partner"),
        alt.Tooltip("place:N", title="Place"),
        alt.Tooltip("shown:N", title="Share"),
        alt.Tooltip("value:N", title="Goods trade"),
        alt.Tooltip("by:N", title="According to"),
        alt.Tooltip("publishers:N", title="Source"),
    ]


def _layers(
    rows: Sequence[dict[str, Any]], words: Sequence[dict[str, Any]], look: Look, height: float
) -> list[alt.Chart]:
    shared = px_channels(look.width, height)
    if not rows:
        return [Chart(inline([{"x": 0, "y": 0}])).mark_point(opacity=0, aria=False).encode(**shared)]
    bars = Chart(inline(rows)).mark_rect().encode(
        **shared, x2=alt.X2("x2:Q"), y2=alt.Y2("y2:Q"), fill=alt.Fill("colour:N", scale=None),
        tooltip=partner_tooltip(), description=alt.Description("aria:N"),
    )  # fmt: skip
    zero = [
        {"x": left, "y": min(r["y"] for r in rows if r["x"] == left and r["what"] == of) - look.px(2),
         "y2": max(r["y2"] for r in rows if r["x"] == left and r["what"] == of) + look.px(2)}
        for left, of in sorted({(row["x"], row["what"]) for row in rows})
    ]  # fmt: skip
    rules = Chart(inline(zero)).mark_rule(color=look.colours.ink, strokeWidth=1.5, aria=False)
    return [rules.encode(**shared, y2=alt.Y2("y2:Q")), bars, *written(words, shared, size=look.text)]


# -- words --------------------------------------------------------------------------------------


def _claim_note(record: Record) -> list[str]:
    """Return what is claimed of the partners, and the verdict on it."""
    judged = judge_claims(record)
    claims = judged[judged["check"] == "top_partners"].head(1)
    return [
        f"The {record.about.document}: “{claim.rstrip('.')}” ({verdict})"
        for claim, verdict in zip(claims["claim"], claims["verdict"], strict=True)
    ]


def _year_note(record: Record, view: View, year: int | None) -> list[str]:
    """Return what is drawn instead of a year without figures."""
    if view.year is None or view.year == year:
        return []
    return [f"No such figures for {view.year}: {year} is drawn; known are {say_years(partner_years(record))}"]


def describe_partners(record: Record, found: Sequence[Largest]) -> str:
    """Describe the bars for those who do not see them."""
    said = []
    for one in found:
        of = record.about.name(one.economy)
        first, last = one.first[0], one.first[-1]
        said.append(
            f"Bars of {possessive(of)} {in_words(len(one.first))} largest partners in {one.year}, from {first.name} "
            f"({_share(first.share)}% of its goods trade) to {last.name} ({_share(last.share)}%)"
            + (", in uncertain order" if one.bounds else "") + f"; {one.other.name} is {ordinal(one.place)} "
            f"({_share(one.other.share)}%, USD {usd(one.other.value)} million)."
        )  # fmt: skip
    return " ".join([f"{largest_headline(record, tuple(found))}.", *said])


def _table(found: Sequence[Largest]) -> pd.DataFrame:
    rows = [
        {"economy": one.economy, "partner": partner.code, "year": one.year, "value": partner.value,
         "share": partner.share, "sources": one.sources}
        for one in found
        for partner in (*one.first, *(() if one.within else (one.other,)))
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["economy", "partner", "year", "value", "share", "sources"])


def _native(record: Record, found: Sequence[Largest]) -> NativeChart | None:
    """Return the shares by place as PowerPoint draws them, that of the other last."""
    if not found or any(one.within for one in found):
        return None
    palette = PALETTES["light"]
    colours = dict(zip(record.about.codes, (palette.first, palette.second), strict=True))
    places = [ordinal(place) for place in range(1, len(found[0].first) + 1)]
    series = tuple(
        Series(
            name=f"{possessive(record.about.name(one.economy))} partners",
            colour=colours[one.economy],
            values=dict(zip([*places, "the other"], [p.share for p in (*one.first, one.other)], strict=True)),
        )
        for one in found
    )
    said = f"Share of each partner in all goods trade, percent, {found[0].year}; the other of the two last"
    sources = tuple(dict.fromkeys(source for one in found for source in one.sources))
    return NativeChart(kind="columns", series=series, categories=(*places, "the other"), said=said, sources=sources)
