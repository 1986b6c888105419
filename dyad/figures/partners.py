"""The largest partners of each of the two, as shares of its trade, and where the other stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dyad.figures.bar_panels import FEWEST, Panel, bars_of, panel_words, panels_of
from dyad.figures.compose import Content, cited_as, layered, publishers
from dyad.figures.entry import Entry
from dyad.figures.parts import NativeChart, Series, Values, native_chart
from dyad.figures.pixels import ZERO_PX, bars_from_zero
from dyad.figures.style import Style
from dyad.findings.claims import judge_claims
from dyad.findings.finding import once
from dyad.findings.largest import Largest, largest_partners, nearest_year, partner_years, top_compared
from dyad.record import Record
from dyad.view import View
from dyad.wording import partners as wording

THIN = 120  # times the largest share is the least that has a bar of its own length on the narrowest paper


def partners(record: Record, view: View, look: Style) -> Content:
    """Draw the largest partners of each in the year chosen, the latest unless told, and the other's place."""
    year = nearest_year(record, view.year)
    found = largest_partners(record, year) if year is not None else ()
    panels = panels_of(found, look)
    rows = [row for panel in panels for row in _rows(record, panel)]
    words = [word for panel in panels for word in panel_words(record, panel)]
    height, over = max((word["y"] + look.text for word in words), default=look.text), look.px(1)
    zero = [{"x": row["x"] - ZERO_PX / 2, "y": row["y"] - over, "y2": row["y2"] + over} for row in rows]
    layers = bars_from_zero(rows, words, zero, look=look, height=height, colour=look.colours.quiet, tips=wording.TIPS)
    plot = layered(layers, height=height, width=look.width)
    told = wording.say_notes(note for one in found for note in one.notes)
    title = wording.largest_headline(found, record.about, top=top_compared(record))
    shares, notes = [partner.share for one in found for partner in (*one.first, one.other)], list[str]()
    if shares and min(shares) * THIN < max(shares):
        notes.append(wording.THINNEST)
    if view.year is not None and view.year != year:
        notes.append(wording.say_other_year(view.year, drawn=year, known=partner_years(record)))
    fewer: dict[str, Any] = {}  # where a page does not hold all bars
    if panels and len(panels[0].bars) > FEWEST:
        fewer = {"labels": len(panels[0].bars), "lanes": 1, "row": panels[0].row, "firm": plot.height}
    return Content(
        title=title,
        subtitle=wording.largest_subtitle(found[0] if panels else None, drawn=len(panels[0].bars) if panels else 0),
        alt=f"{title}. {wording.describe_partners(found, record.about)}".rstrip(),
        rows=[plot],
        data=_table(found),
        publishers=publishers(record, (one.sources for one in found)),
        notes=[*_claim_note(record, found), *notes, *told],
        native=_native(record, found),
        **fewer,
    )


def _rows(record: Record, panel: Panel) -> Values:
    """Return a row for each bar: grey, that of the other in the colour of whose figures it is."""
    look, one = panel.look, panel.largest
    own, x = look.sides(record.about.codes)[one.economy], panel.left + max(panel.names, ZERO_PX)
    return [
        {
            "x": x, "x2": x + panel.length(partner.share), "y": panel.bar(at)[0], "y2": panel.bar(at)[1],
            "colour": own if partner.code == one.other.code else look.colours.further,
            "name": partner.name, "year": str(one.year),
            **wording.bar_words(one, place, partner, record.about, publishers=cited_as(record, one.sources)),
        }
        for at, place, partner in bars_of(panel)
    ]  # fmt: skip


def _claim_note(record: Record, found: Sequence[Largest]) -> list[str]:
    """Return whether what is claimed of the partners is what the title says, in all years and in that drawn."""
    judged = judge_claims(record)
    verdicts = set(judged[judged["check"] == "top_partners"]["verdict"].head(1))
    if not found or verdicts != {"contradicted" if any(one.within for one in found) else "confirmed"}:
        return []
    return [wording.say_claimed(record.about, top=len(found[0].first), same=verdicts == {"confirmed"})]


def _table(found: Sequence[Largest]) -> pd.DataFrame:
    rows = [
        (one.economy, partner.code, one.year, partner.value, partner.share, one.sources)
        for one in found
        for partner in (*one.first, *(() if one.within else (one.other,)))
    ]
    return pd.DataFrame(rows, columns=["economy", "partner", "year", "value", "share", "sources"])


def _native(record: Record, found: Sequence[Largest]) -> NativeChart | None:
    """Return the shares by place as PowerPoint draws them, that of the other last."""
    if not found or any(one.within for one in found):
        return None
    colours = Style().sides(record.about.codes)
    places = wording.name_places(len(found[0].first))
    series = (
        Series(
            name=wording.name_partners(one, record.about), colour=colours[one.economy],
            values=dict(zip(places, [p.share for p in (*one.first, one.other)], strict=True)),
        )
        for one in found
    )  # fmt: skip
    said, sources = wording.SERIES.format(year=found[0].year), once(*(one.sources for one in found))
    return native_chart("columns", series, categories=places, said=said, sources=sources)


ENTRY = Entry(
    name="partners", order=80, page="trade", maker=partners, holds=lambda record: bool(partner_years(record)),
    heeds=("year",), timeless=True,
)  # fmt: skip
