"""The largest partners of each of the two, as shares of its trade, and where the other stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dyad.figures.compose import Content, Entry, cited_as
from dyad.figures.geometry import LINE
from dyad.figures.native import NativeChart, Series, native_chart
from dyad.figures.parts import ZERO_PX, Values, bars_from_zero, word
from dyad.figures.style import Style, cut, text_width, wrap_evenly
from dyad.findings.claims import judge_claims
from dyad.findings.finding import once
from dyad.findings.largest import Largest, Partner, largest_partners, nearest_year, partner_years, top_compared
from dyad.record import Record
from dyad.view import View
from dyad.wording import partners as wording
from dyad.wording.figures import say_notes
from dyad.wording.pieces import percent

THIN = 120  # times the largest share is the least that has a bar of its own length on the narrowest paper
BAR = 14.5  # px of a bar and the air around it
TALLEST, AIRY = 1.5, 1.25  # times that, where there is paper left, and on screens
FILLED = 0.68  # of that, the bar
APART = 0.6  # bars between the first partners and the other
BETWEEN = 32.0  # px between two panels beside each other
NARROW = 420  # px at the type of a screen: below it one panel stands under the other
FEWEST = 3  # bars of the first partners, where a page does not hold all
LEAST_PART = 0.4  # of a panel that bars have beside names; where there is less, names stand over them
UNDER, GAP = 6.0, 4.0  # px of a bar under its name, and between it and the next name
MOST_UNDER = 1.8  # times that, where there is paper left
LEAST_BAR = 1.5  # px: the least bar is seen beside the line of zero


def partners(record: Record, view: View, look: Style) -> Content:
    """Draw the largest partners of each in the year chosen, the latest unless told, and the other's place."""
    year = nearest_year(record, view.year)
    found = largest_partners(record, year) if year is not None else ()
    panels = panels_of(found, look)
    rows = [row for panel in panels for row in _rows(record, panel)]
    words = [one for panel in panels for one in panel_words(record, panel)]
    height, over = max((one["y"] + look.text for one in words), default=look.text), look.px(1)
    zero = [{"x": row["x"] - ZERO_PX / 2, "y": row["y"] - over, "y2": row["y2"] + over} for row in rows]
    plot = bars_from_zero(rows, words, zero, look=look, height=height, colour=look.colours.quiet, tips=wording.TIPS)
    told = say_notes(note for one in found for note in one.notes)
    title = wording.largest_headline(found, record.about, top=top_compared(record))
    shares, notes = [partner.share for one in found for partner in (*one.first, one.other)], list[str]()
    if shares and min(shares) * THIN < max(shares):
        notes.append(wording.THINNEST)
    if view.year is not None and year is not None and view.year != year:
        notes.append(wording.other_year(asked=view.year, drawn=year, known=partner_years(record)))
    fewer: dict[str, Any] = {}  # where a page does not hold all bars
    if panels and len(panels[0].bars) > FEWEST:
        fewer = {"labels": len(panels[0].bars), "lanes": 1, "row": panels[0].row, "firm": plot.height}
    return Content(
        title=title,
        subtitle=wording.largest_subtitle(found[0] if panels else None, drawn=len(panels[0].bars) if panels else 0),
        alt=" ".join([f"{title}.", *(wording.describe_partners(one, record.about) for one in found)]),
        rows=[plot],
        data=_table(found),
        publishers=record.publishers(once(*(one.sources for one in found))),
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
    document, top = record.about.document, len(found[0].first)
    return [wording.claimed_of_them(document=document, top=top, same=verdicts == {"confirmed"})]


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
            name=wording.partners_of(record.about.name(one.economy)), colour=colours[one.economy],
            values=dict(zip(places, [p.share for p in (*one.first, one.other)], strict=True)),
        )
        for one in found
    )  # fmt: skip
    said, sources = wording.series(found[0].year), once(*(one.sources for one in found))
    return native_chart("columns", series, categories=places, said=said, sources=sources)


# -- panels of bars, side by side or below each other --------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Panel:
    """One economy's bars: its place in px, how wide names (0: over bars) and bars are, the share at the right edge."""

    largest: Largest
    left: float
    top: float
    width: float
    names: float
    most: float
    look: Style

    @property
    def left_out(self) -> int:
        """How many of the first partners are not drawn."""
        return len(self.largest.first) - len(self.bars)

    @property
    def bars(self) -> list[tuple[int, Partner]]:
        """The partners drawn, with their place: where a page does not hold all, the first and the last of them."""
        ranked = list(enumerate(self.largest.first, start=1))
        most = max(self.look.most_rows or len(ranked), FEWEST)
        return [*ranked[: most - 1], ranked[-1]] if most < len(ranked) else ranked

    @property
    def over(self) -> bool:
        return not self.names

    @property
    def row(self) -> float:
        """The px from the middle of a bar to that of the next."""
        if self.over:
            return self.look.text * LINE + self.thick + self.look.px(GAP)
        return self.look.airy(BAR, told=AIRY, most=TALLEST)

    @property
    def thick(self) -> float:
        return self.look.airy(UNDER, most=MOST_UNDER) if self.over else self.row * FILLED

    def length(self, share: float) -> float:
        """Return the px of a bar: what stands behind the longest still fits, and the shortest is seen."""
        room = self.width - self.names - (0.0 if self.over else _room(self.look))
        return max(room * share / self.most, LEAST_BAR)

    def middle(self, at: float) -> float:
        """Return the middle of a row in px from the top."""
        return self.top + self.look.text * 1.6 + (at + 0.5) * self.row

    def bar(self, at: float) -> tuple[float, float]:
        """Return the upper and the lower edge of a bar in px from the top: in the middle of its row, or below."""
        middle = self.middle(at)
        low = middle + (self.row / 2 - self.look.px(GAP) if self.over else self.thick / 2)
        return low - self.thick, low

    def name_y(self, at: float) -> float:
        """Return the middle of the name of a row in px from the top."""
        return self.middle(at) - ((self.row - self.look.text * LINE) / 2 if self.over else 0.0)


def _room(look: Style) -> float:
    """Return the px that a share needs behind its bar."""
    return text_width(wording.WIDEST_SHARE, look.text) + look.px(6)


def panels_of(found: Sequence[Largest], look: Style) -> list[Panel]:
    """Return the panels of these economies: beside each other where there is room, else one below the other."""
    if not found:
        return []
    beside = look.width / look.scale >= NARROW and len(found) > 1
    width = (look.width - look.px(BETWEEN)) / 2 if beside else look.width
    named = [partner.name for one in found for partner in one.first]
    named += [wording.at_place(place=one.place, name=one.other.name) for one in found]
    named += [wording.at_place(place=len(one.first), name=one.first[-1].name) for one in found]
    needed = max(text_width(name, look.text, 500) for name in named) + look.px(8)
    names = needed if width - needed - _room(look) >= LEAST_PART * width else 0.0
    most = max(partner.share for one in found for partner in (*one.first, one.other))
    panels: list[Panel] = []
    for number, one in enumerate(found):
        left, top = (number * (width + look.px(BETWEEN)), 0.0) if beside else (0.0, 0.0)
        if panels and not beside:
            top = max(one["y"] for one in words_below(panels[-1])) + look.text * 2
        panels.append(Panel(largest=one, left=left, top=top, width=width, names=names, most=most, look=look))
    return panels


def bars_of(panel: Panel) -> list[tuple[float, int, Partner]]:
    """Return the bars with their row: the other stands apart below, unless it is among the first."""
    last, thin = len(panel.bars) - 1, 1 - panel.thick / panel.row if panel.over else 1.0  # a row without a bar
    gap = thin if panel.left_out else 0.0  # words stand for those left out
    drawn = [(at + gap * (at == last), place, partner) for at, (place, partner) in enumerate(panel.bars)]
    if not panel.largest.within:
        drawn.append((len(drawn) + gap + APART * thin, panel.largest.place, panel.largest.other))
    return drawn


def panel_words(record: Record, panel: Panel) -> Values:
    """Return the heading of a panel, the names and shares beside its bars, and what is said of the other."""
    look, one = panel.look, panel.largest
    own = look.sides(record.about.codes)[one.economy]
    whose = wording.partners_of(record.about.name(one.economy), unsure=one.bounds)
    heading = cut(whose, width=panel.width, size=look.text, weight=600)
    words = [word(heading, panel.left, panel.top + look.text / 2, own, weight=600)]
    if panel.left_out:
        y = panel.name_y(len(panel.bars) - 1)
        more = wording.more_left_out(panel.left_out)
        words.append(word(more, panel.left, y, look.colours.quiet))
    for at, place, partner in bars_of(panel):
        other = partner.code == one.other.code
        colour, weight, share = own if other else look.colours.ink, 600 if other else 400, percent(partner.share)
        skipped = panel.left_out and place == len(one.first)
        name = wording.at_place(place=place, name=partner.name) if skipped or other else partner.name
        room = panel.width - text_width(f" {share}", look.text, weight) if panel.over else panel.names
        name = cut(name, width=room - look.px(4), size=look.text, weight=weight)
        behind = text_width(f"{name} ", look.text, weight) if panel.over else panel.names + panel.length(partner.share)
        words += [
            word(name, panel.left, panel.name_y(at), look.colours.ink, weight=weight),
            word(share, panel.left + behind + look.px(4), panel.name_y(at), colour, weight=weight),
        ]
    return words + words_below(panel)


def words_below(panel: Panel) -> Values:
    """Return how far the other is from the last of the first partners."""
    look = panel.look
    at = panel.middle(bars_of(panel)[-1][0]) + panel.row / 2
    lines = wrap_evenly(wording.say_other(panel.largest), width=panel.width - 2, size=look.text)
    return [
        word(line, panel.left, at + (number + 0.6) * look.text * 1.2, look.colours.ink)
        for number, line in enumerate(lines)
    ]


ENTRY = Entry(
    name="partners", order=80, page="trade", maker=partners, holds=lambda record: bool(partner_years(record)),
    heeds=("year",), timeless=True,
)  # fmt: skip
