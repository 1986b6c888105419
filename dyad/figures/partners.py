"""The largest partners of each of the two, as shares of its trade, and where the other stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import altair as alt
import pandas as pd

from dyad.figures.bar_panels import FEWEST, Panel, bars_of, colour_of, panel_words, panels_of
from dyad.figures.compose import compose, layered
from dyad.figures.look import PALETTES, Figure, Look
from dyad.figures.parts import Chart, NativeChart, Series, inline
from dyad.figures.pixels import px_channels, written
from dyad.findings.claims import judge_claims
from dyad.findings.largest import Largest, largest_partners, nearest_year, partner_years, top_compared
from dyad.record import Record
from dyad.view import View
from dyad.wording import in_words, listing, ordinal, percent, possessive, usd
from dyad.wording.partners import (
    THINNEST,
    describe_partners,
    largest_headline,
    say_claimed,
    say_notes,
    say_other_year,
)

THIN = 120  # times the largest share is the least that has a bar of its own length on the narrowest paper
ZERO = 1.0  # px of the line of zero, which ends where the bars begin: the least of them is seen


def holds_partners(record: Record) -> bool:
    """Return whether the largest partners of either are told for any year."""
    return bool(partner_years(record))


def partners(record: Record, view: View, look: Look) -> Figure:
    """Draw the largest partners of each in the year chosen, the latest unless told, and the other's place."""
    year = nearest_year(record, view.year)
    found = largest_partners(record, year) if year is not None else ()
    panels = panels_of(found, look)
    rows = [row for panel in panels for row in _rows(record, panel)]
    words = [word for panel in panels for word in panel_words(record, panel)]
    height = max((word["y"] + look.text for word in words), default=look.text)
    plot = layered(_layers(rows, words, look, height), height=height, width=look.width)
    told = say_notes(note for one in found for note in one.notes)
    title = largest_headline(found, record.about, top=top_compared(record))
    figure = compose(
        record,
        replace(view, years=record.about.years, brush=None),  # which years are chosen changes nothing here
        look,
        name="partners",
        page="trade",
        title=title,
        subtitle=f"Share of each one’s goods trade, by own figures, {year}: {_which(panels)}"
        if panels
        else "No such figures",
        description=f"{title}. {describe_partners(found, record.about)}".rstrip(),
        key=None,
        rows=[plot],
        plots=[plot],
        data=_table(found),
        publishers=list(dict.fromkeys(record.source(source).publisher for one in found for source in one.sources)),
        notes=[*_claim_note(record, found), *_least_note(found), *_year_note(record, view, year), *told],
        native=_native(record, found),
    )
    if not panels or len(panels[0].bars) <= FEWEST:
        return figure
    return replace(figure, firm=figure.plots, rows=len(panels[0].bars), lanes=1, row=panels[0].row)


def _which(panels: Sequence[Panel]) -> str:
    panel = panels[0]
    number, drawn = len(panel.largest.first), len(panel.bars)
    if drawn < number:
        return f"first {in_words(drawn - 1)} and {ordinal(number)}"
    return f"the {in_words(number)} largest partners"


def _rows(record: Record, panel: Panel) -> list[dict[str, Any]]:
    """Return a row for each bar: grey, that of the other in the colour of whose figures it is."""
    look, one = panel.look, panel.largest
    own, x = colour_of(record, one, look), panel.left + max(panel.names, ZERO)
    of = record.about.name(one.economy)
    among = f" of {one.out_of}" if one.out_of else ""
    return [
        {
            "x": x, "x2": x + panel.length(partner.share), "y": panel.bar(at)[0], "y2": panel.bar(at)[1],
            "colour": own if partner.code == one.other.code else look.colours.further,
            "name": partner.name, "year": str(one.year), "by": f"{possessive(of)} figures",
            "what": f"partner of {of}", "shown": f"{percent(partner.share)} of its goods trade",
            "value": f"USD {usd(partner.value)} million", "place": ordinal(place) + among,
            "publishers": listing([record.source(source).publisher for source in one.sources]),
            "aria": f"{partner.name}, {ordinal(place)} partner of {of}, {one.year}: {percent(partner.share)} of "
                    f"its goods trade, USD {usd(partner.value)} million",
        }
        for at, place, partner in bars_of(panel)
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
    over = look.px(1)
    zero = [{"x": row["x"] - ZERO / 2, "y": row["y"] - over, "y2": row["y2"] + over} for row in rows]
    rules = Chart(inline(zero)).mark_rule(color=look.colours.quiet, strokeWidth=ZERO, aria=False)
    return [rules.encode(**shared, y2=alt.Y2("y2:Q")), bars, *written(words, shared, size=look.text)]


# -- words --------------------------------------------------------------------------------------


def _least_note(found: Sequence[Largest]) -> list[str]:
    """Say where the least bars are drawn wider than their share."""
    shares = [partner.share for one in found for partner in (*one.first, one.other)]
    return [THINNEST] if shares and min(shares) * THIN < max(shares) else []


def _claim_note(record: Record, found: Sequence[Largest]) -> list[str]:
    """Return whether what is claimed of the partners is what the title says, in all years and in that drawn."""
    judged = judge_claims(record)
    verdicts = set(judged[judged["check"] == "top_partners"]["verdict"].head(1))
    if not found or verdicts != {"contradicted" if any(one.within for one in found) else "confirmed"}:
        return []
    return [say_claimed(record.about, top=len(found[0].first), same=verdicts == {"confirmed"})]


def _year_note(record: Record, view: View, year: int | None) -> list[str]:
    """Return what is drawn instead of a year without figures."""
    if view.year is None or view.year == year:
        return []
    return [say_other_year(view.year, drawn=year, known=partner_years(record))]


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
