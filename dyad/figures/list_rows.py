"""The rows of ranks stated and found: their one axis, and what is drawn in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt

from dyad.figures.look import Look, text_width
from dyad.figures.pixels import px_channels
from dyad.findings.ranks import RankMatch
from dyad.record import Record
from dyad.record.indicators import INDICATORS
from dyad.wording import listing, ordinal

STEPS = (5, 10, 20, 25, 50, 100)  # ranks between two ticks
MARGIN = 3  # ranks beyond the best and the worst
DOT, EARLIER, PLUS = 7.5, 5.0, 11.0  # px across: the last of a list, one of a year before, a rank claimed
ROW = 41.0  # px of a row: numbers, dots, the rank claimed
TALLEST, AIRY = 1.9, 1.3  # times that, where there is paper left, and on screens
LEAD = 5.0  # px from a number to its dot
BELOW = 13.0  # px from the dots to the rank claimed


@dataclass(frozen=True, kw_only=True)
class Rows:
    """The plot: its ranks at the left and right edge, its gutter and size in px."""

    best: float
    worst: float
    gutter: float
    row: float
    width: float
    height: float
    look: Look

    def x(self, rank: float) -> float:
        """Return the place of a rank in px from the left, the best there."""
        edge = self.look.px(PLUS)
        return (
            self.gutter + edge + (rank - self.best) / (self.worst - self.best) * (self.width - self.gutter - 2 * edge)
        )

    def y(self, row: int) -> float:
        """Return the middle of the dots of a row in px from the top."""
        return round(self.row * (row + 0.5) + (self.look.text + self.look.px(LEAD) - self.look.px(BELOW)) / 2, 1)

    def ticks(self) -> list[int]:
        """Return the ranks that have a tick: the first, if it is there, and round ones."""
        least = text_width("100", self.look.text) + self.look.px(14)
        step = next((s for s in STEPS if self.x(self.best + s) - self.x(self.best) >= least), STEPS[-1])
        ranks = [rank for rank in range(step, int(self.worst) + 1, step) if rank >= self.best]
        return ([1] if self.best <= 1 and (not ranks or self.x(ranks[0]) - self.x(1) >= least) else []) + ranks

    @property
    def channels(self) -> dict[str, Any]:
        return px_channels(self.width, self.height)


def title_of(record: Record, match: RankMatch) -> tuple[str, str]:
    """Return whose rank is claimed, and in what."""
    return record.about.name(match.economy), INDICATORS[match.indicator].short


def list_rows(record: Record, matches: Sequence[RankMatch], look: Look) -> Rows:
    """Return the rows, with room at the left for what each is of."""
    ranks = [rank.rank for match in matches for rank in match.lists] + [match.claimed for match in matches]
    names = [words for match in matches for words in title_of(record, match)]
    gutter = max((text_width(name, look.text, 600) for name in names), default=0.0) + look.px(14)
    row = look.px(ROW * AIRY) if look.told else min(look.row(ROW), look.px(ROW * TALLEST))
    return Rows(
        best=max(1, min(ranks, default=1) - MARGIN), worst=max(ranks, default=10) + MARGIN,
        gutter=min(gutter, look.width * 0.35), row=row, width=look.width, height=row * len(matches), look=look,
    )  # fmt: skip


def list_values(record: Record, matches: Sequence[RankMatch], lists: Sequence[str], rows: Rows) -> list[dict[str, Any]]:
    """Return a row for each place of a list, and for each rank claimed."""
    values: list[dict[str, Any]] = []
    for at, match in enumerate(matches):
        name, kind = title_of(record, match)
        shared = {"economy": match.economy, "name": name, "kind": kind, "y": rows.y(at)}
        for rank in match.lists:
            values.append({
                **shared, "x": round(rows.x(rank.rank), 2), "year": str(rank.year), "by": rank.reporter,
                "number": str(lists.index(rank.reporter) + 1), "role": "last" if rank in match.latest else "earlier",
                "shown": f"{ordinal(rank.rank)} of {rank.out_of}", "row": at,
                "note": "estimates put in order" if rank.estimated else "",
                "publishers": listing([record.source(source).publisher for source in rank.sources]),
                "aria": f"{name}, {kind}: {rank}",
            })  # fmt: skip
        claim = f"the {record.about.document}"
        values.append({
            **shared, "x": round(rows.x(match.claimed), 2), "y": rows.y(at) + rows.look.px(BELOW),
            "year": "year not stated", "by": claim, "number": "",
            "role": "claimed", "shown": ordinal(match.claimed), "row": at, "note": "", "publishers": "",
            "aria": f"{name}, {kind}: {ordinal(match.claimed)}, according to {claim}",
        })  # fmt: skip
    return values


def list_tooltip() -> list[alt.Tooltip]:
    """Return what hovering over a place tells."""
    return [
        alt.Tooltip("name:N", title="Economy"),
        alt.Tooltip("kind:N", title="World rank in"),
        alt.Tooltip("year:N", title="Year"),
        alt.Tooltip("shown:N", title="Rank"),
        alt.Tooltip("by:N", title="According to"),
        alt.Tooltip("publishers:N", title="Source"),
        alt.Tooltip("note:N", title="Note"),
    ]
