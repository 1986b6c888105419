"""Panels of bars side by side or below each other: where each bar stands, and the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dyad.figures.look import Look, cut, text_width, wrap
from dyad.findings.largest import Largest, Partner
from dyad.record import Record
from dyad.wording import in_words, ordinal, possessive, two_digits, usd

BAR = 14.5  # px of a bar and the air around it
TALLEST, AIRY = 1.5, 1.25  # times that, where there is paper left, and on screens
APART = 0.6  # bars between the first partners and the other
BETWEEN = 32.0  # px between two panels beside each other
NARROW = 420  # px at the type of a screen: below it one panel stands under the other
LARGE = 1.25  # times the type of a screen: from it on fewer bars are drawn
FEW = 7  # of them, with the last of the first partners
LEAST = 24.0  # px that the longest bar keeps beside the names


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
    def left_out(self) -> int:
        """How many of the first partners are not drawn."""
        return len(self.largest.first) - len(self.bars)

    @property
    def bars(self) -> list[tuple[int, Partner]]:
        """The partners drawn, with their place: where type is large, the first and the last of those compared."""
        ranked = list(enumerate(self.largest.first, start=1))
        few = self.look.scale > LARGE and not self.look.told and len(ranked) > FEW + 1
        return [*ranked[:FEW], ranked[-1]] if few else ranked

    def length(self, share: float) -> float:
        """Return the px of a bar: what stands behind the longest still fits."""
        return (self.width - self.names - _room(self.look)) * share / self.most


def _room(look: Look) -> float:
    """Return the px that a share needs behind its bar."""
    return text_width("00.0%", look.text) + look.px(6)


def panels_of(found: Sequence[Largest], look: Look) -> list[Panel]:
    """Return the panels of these economies: beside each other where there is room, else one below the other."""
    if not found:
        return []
    beside = look.width / look.scale >= NARROW and len(found) > 1
    width = (look.width - look.px(BETWEEN)) / 2 if beside else look.width
    named = [partner.name for one in found for partner in one.first]
    named += [f"{ordinal(one.place)}: {one.other.name}" for one in found]
    named += [f"{ordinal(len(one.first))}: {one.first[-1].name}" for one in found]
    needed = max(text_width(name, look.text, 500) for name in named) + look.px(8)
    names = min(needed, width - _room(look) - look.px(LEAST))
    most = max(partner.share for one in found for partner in (*one.first, one.other))
    panels: list[Panel] = []
    for number, one in enumerate(found):
        left, top = (number * (width + look.px(BETWEEN)), 0.0) if beside else (0.0, 0.0)
        if panels and not beside:
            top = max(word["y"] for word in words_below(panels[-1])) + look.text * 2
        panels.append(Panel(largest=one, left=left, top=top, width=width, names=names, most=most, look=look))
    return panels


def bar_px(look: Look) -> float:
    """Return the px from the middle of a bar to that of the next."""
    return look.px(BAR * AIRY) if look.told else min(look.row(BAR), look.px(BAR * TALLEST))


def bar_y(panel: Panel, at: float) -> float:
    """Return the middle of a bar in px from the top."""
    return panel.top + panel.look.text * 1.6 + (at + 0.5) * bar_px(panel.look)


def bars_of(panel: Panel) -> list[tuple[float, int, Partner]]:
    """Return the bars with their row: the other stands apart below, unless it is among the first."""
    last, gap = len(panel.bars) - 1, int(panel.left_out > 0)  # a row of words stands for those left out
    drawn = [(float(at + gap * (at == last)), place, partner) for at, (place, partner) in enumerate(panel.bars)]
    if not panel.largest.within:
        drawn.append((len(drawn) + gap + APART, panel.largest.place, panel.largest.other))
    return drawn


def panel_words(record: Record, panel: Panel) -> list[dict[str, Any]]:
    """Return the heading of a panel, the names and shares beside its bars, and what is said of the other."""
    look, one = panel.look, panel.largest
    uncertain = ", in uncertain order" if one.bounds else ""
    heading = f"{possessive(record.about.name(one.economy))} partners{uncertain}"
    colours = dict(zip(record.about.codes, (look.colours.first, look.colours.second), strict=True))
    words = [
        {"x": panel.left, "y": panel.top + look.text / 2, "align": "left", "weight": 600, "colour": look.colours.ink,
         "text": cut(heading, width=panel.width, size=look.text, weight=600)}
    ]  # fmt: skip
    if panel.left_out:
        words.append({
            "x": panel.left, "y": bar_y(panel, len(panel.bars) - 1), "align": "left", "weight": 400,
            "colour": look.colours.quiet, "text": f"… {in_words(panel.left_out)} more",
        })  # fmt: skip
    for at, place, partner in bars_of(panel):
        colour = colours.get(partner.code, look.colours.ink)
        weight = 500 if partner.code in colours else 400
        skipped = panel.left_out and place == len(one.first)
        name = f"{ordinal(place)}: {partner.name}" if skipped or partner.code in colours else partner.name
        shared = {"y": bar_y(panel, at), "weight": weight, "colour": colour}
        words += [
            {**shared, "x": panel.left, "align": "left",
             "text": cut(name, width=panel.names - look.px(4), size=look.text, weight=weight)},
            {**shared, "x": panel.left + panel.names + panel.length(partner.share) + look.px(4),
             "align": "left", "text": f"{say_share(partner.share)}%"},
        ]  # fmt: skip
    return words + words_below(panel)


def say_share(share: float) -> str:
    """Return a share in percent with one decimal, or two digits of a small one."""
    return f"{share:.1f}" if share >= 1 else two_digits(share)


def words_below(panel: Panel) -> list[dict[str, Any]]:
    """Return how far the other is from the last of the first partners."""
    look, one = panel.look, panel.largest
    if one.within:
        said = f"USD {usd(one.other.value)} million"
    else:
        nth = ordinal(len(one.first))
        said = f"USD {usd(one.other.value)} million; the {nth} trades {two_digits(one.times)} times as much"
    at = bar_y(panel, bars_of(panel)[-1][0]) + bar_px(look) / 2
    lines = wrap(said, width=panel.width - 2, size=look.text)
    return [
        {"x": panel.left, "y": at + (number + 0.6) * look.text * 1.2, "align": "left", "weight": 400,
         "colour": look.colours.ink, "text": line}
        for number, line in enumerate(lines)
    ]  # fmt: skip
