"""Ranks stated and found, laid out: rows on one axis, where each rank and each short name stands, their key."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, count, groupby, pairwise
from typing import Any

import altair as alt
import numpy as np

from dyad.figures.compose import cited_as
from dyad.figures.geometry import spread
from dyad.figures.key import wrap_entries
from dyad.figures.labels import ROUNDED
from dyad.figures.parts import Layers, Values, px_channels, text_lines, texts, word
from dyad.figures.style import Style, text_width
from dyad.findings.ranks import Rank, RankMatch
from dyad.record import Record
from dyad.record.indicators import INDICATORS
from dyad.wording.documents import the_document
from dyad.wording.rank_lists import name_list, of_other_year, rank_listed, say_far
from dyad.wording.rankings import NO_YEAR, say_aloud
from dyad.wording.ranks import ESTIMATED, FIRST, rank_among, say_rank

MOST_FAR = 4.0  # sizes of type that a name with its ranks may stand beside its dots
STEPS = (5, 10, 20, 25, 50, 100)  # ranks between two ticks
MOST_LETTERS = 5  # of a short name
MARGIN = 3  # ranks beyond the best and the worst
DOT, LEAST_DOT, PLUS = 6.0, 4.5, 11.0  # px across: the last of a list, and at the least; a rank claimed
ROW, LEAST_ROW = 50.0, 40.5  # px of a row: names, dots, the rank claimed; and on a page that holds little
TALLEST, AIRY = 1.6, 1.1  # times that, where there is paper left, and on screens
LEAD, LEAST_LEAD = 6.0, 3.5  # px from a name to its dot, and on a page that holds little
BELOW = 11.5  # px from the dots to the rank claimed
MOST_REMARK = 0.4  # of the width of the figure


@dataclass(frozen=True, kw_only=True)
class ListRows:
    """The rows of ranks stated and found: the ranks at the ends of their axis, their gutter and size in px."""

    best: float
    worst: float
    gutter: float
    row: float
    width: float
    height: float
    look: Style
    tops: tuple[float, ...] = ()  # px from the lowest dots of each row to the highest: none covers another

    def x(self, rank: float) -> float:
        """Return the place of a rank in px from the left, the best there."""
        edge = self.look.px(PLUS)
        return (
            self.gutter + edge + (rank - self.best) / (self.worst - self.best) * (self.width - self.gutter - 2 * edge)
        )

    @property
    def lead(self) -> float:
        """The px from the names of a row to the dots below."""
        return self.look.px(LEAST_LEAD if self.look.brief else LEAD)

    @property
    def dot(self) -> float:
        """The px across of a dot: neighbouring ranks have room beside each other on the line."""
        return min(max(self.x(self.best + 1) - self.x(self.best), self.look.px(LEAST_DOT)), self.look.px(DOT))

    def y(self, row: int) -> float:
        """Return the middle of the dots of a row in px from the top."""
        above = self.look.text + self.lead + self.tops[row]
        return round(self.middle(row) + (above - self.look.px(BELOW)) / 2, 1)

    def middle(self, row: int) -> float:
        """Return the middle of a row in px from the top."""
        return self.row * (row + 0.5) + sum(self.tops[:row]) + self.tops[row] / 2

    def ticks(self) -> list[int]:
        """Return the ranks that have a tick: the first, if it is there, and round ones."""
        least = text_width("100", self.look.text) + self.look.px(14)
        step = next((s for s in STEPS if self.x(self.best + s) - self.x(self.best) >= least), STEPS[-1])
        ranks = [rank for rank in range(step, int(self.worst) + 1, step) if rank >= self.best]
        return ([1] if self.best <= 1 and (not ranks or self.x(ranks[0]) - self.x(1) >= least) else []) + ranks

    @property
    def channels(self) -> dict[str, Any]:
        return px_channels(self.width, self.height)

    def axis_row(self) -> alt.LayerChart:
        """Return the ranks of the axis as a row of their own, below all others."""
        size = self.look.text
        words = [{"x": self.x(rank), "y": 0, "word": FIRST if rank == 1 else str(rank)} for rank in self.ticks()]
        height = round(size * 1.3)
        place = px_channels(self.width, height)
        placed = texts(words, place, size=size, colour=self.look.colours.quiet, word="word", baseline="top")
        return Layers([placed], height=height, width=self.width)


def title_of(record: Record, match: RankMatch) -> tuple[str, str]:
    """Return whose rank is claimed, and in what."""
    return record.about.name(match.economy), INDICATORS[match.indicator].short


def list_rows(record: Record, matches: Sequence[RankMatch], look: Style) -> ListRows:
    """Return the rows, with room at the left for what each is of."""
    ranks = [rank.rank for match in matches for rank in match.drawn] + [match.claimed for match in matches]
    names = [words for match in matches for words in title_of(record, match)]
    gutter = max((text_width(name, look.text, 600) for name in names), default=0.0) + look.px(14)
    low = LEAST_ROW if look.brief else ROW
    row = look.airy(low, told=AIRY, most=TALLEST)
    rows = ListRows(
        best=max(1, min(ranks, default=1) - MARGIN), worst=max(ranks, default=10) + MARGIN,
        gutter=min(gutter, look.width * 0.35), row=row, width=look.width, height=row * len(matches), look=look,
    )  # fmt: skip
    tops = tuple(max(levels_of(match, rows)) * rows.dot for match in matches)
    return replace(rows, tops=tops, height=rows.height + sum(tops))


def levels_of(match: RankMatch, rows: ListRows) -> list[int]:
    """Return how many dots each of a match stands on: one that would lie over another is stacked."""
    across, last = rows.dot - ROUNDED, dict[int, float]()
    levels: dict[Rank, int] = {}
    for rank in sorted(match.drawn, key=lambda rank: rank.rank):
        x = rows.x(rank.rank)
        levels[rank] = next(level for level in count() if x - last.get(level, -across) >= across)
        last[levels[rank]] = x
    return [levels[rank] for rank in match.drawn]


def _short_names(lists: Sequence[str]) -> dict[str, str]:
    """Return a short name of each list: its first word if that is in capitals, else its initials; else a number.

    >>> _short_names(["CIA World Factbook", "World Bank", "OEC"])
    {'CIA World Factbook': 'CIA', 'World Bank': 'WB', 'OEC': 'OEC'}
    """
    short = {}
    for name in lists:
        first, *more = name.split()
        short[name] = first if first.isupper() or not more else "".join(word[0] for word in (first, *more)).upper()
    used = Counter(short.values())
    return {
        name: one if used[one] == 1 and len(one) <= MOST_LETTERS else str(number)
        for number, (name, one) in enumerate(short.items(), start=1)
    }


def list_values(record: Record, matches: Sequence[RankMatch], lists: Sequence[str], rows: ListRows) -> Values:
    """Return a row for each place of a list, and for each rank claimed."""
    values, short = Values(), _short_names(lists)
    for at, match in enumerate(matches):
        name, kind = title_of(record, match)
        shared = {"economy": match.economy, "name": name, "kind": kind}
        for rank, level in zip(match.drawn, levels_of(match, rows), strict=True):
            values.append({
                **shared, "y": rows.y(at) - level * rows.dot, "x": round(rows.x(rank.rank), 2), "year": str(rank.year),
                "by": rank.reporter, "number": short[rank.reporter], "role": "last", "rank": rank.rank,
                "of": "" if rank in match.latest else of_other_year(rank.year),
                "shown": rank_among(rank.rank, rank.out_of), "row": at, "note": ESTIMATED if rank.estimated else "",
                "publishers": cited_as(record, rank.sources),
                "aria": rank_listed(name=name, kind=kind, rank=say_rank(rank)),
            })  # fmt: skip
        claim, place = the_document(record.about.document), rank_among(match.claimed)
        values.append({
            **shared, "y": rows.y(at) + rows.look.px(BELOW), "x": round(rows.x(match.claimed), 2), "year": NO_YEAR,
            "by": claim, "number": "", "role": "claimed", "shown": place, "row": at, "note": "", "publishers": "",
            "aria": say_aloud(name, kind, place, claim),
        })  # fmt: skip
    return values


def place_names(values: Values, rows: ListRows) -> Values:
    """Return where the short names of lists stand over their dots: those of neighbouring ranks together, all apart."""
    look, placed_names = rows.look, Values()
    for at in sorted({value["row"] for value in values}):
        own = sorted((v for v in values if v["row"] == at and v["role"] == "last"), key=lambda v: (v["x"], -v["y"]))
        apart = [a["rank"] + 1 < b["rank"] for a, b in pairwise(own)]
        begins = [0, *(number for number, far in enumerate(apart, start=1) if far), len(own)]
        stacks = [own[begin:end] for begin, end in pairwise(begins)]
        middles = [float(stack[0]["x"] + stack[-1]["x"]) / 2 for stack in stacks]
        tried = [
            [_name_stack(stack, ranks=ranks, years=years) for stack in stacks]
            for ranks, years in ((True, True), (False, True), (False, False))
        ]
        placed = [(names, _places(names, middles, rows)) for names in tried]
        near = (one for one in placed[:2] if max(map(abs, np.subtract(one[1], middles))) <= MOST_FAR * look.text)
        names, places = next(near, next((one for one in placed[1:] if _wide(one[0], rows) <= rows.width), placed[-1]))
        head = rows.y(at) - rows.tops[at] - rows.dot / 2 - rows.lead
        placed_names += [
            {"x": x, "y": head - look.text / 2, "x2": middle, "head": head,
             "foot": min(v["y"] for v in stack) - rows.dot / 2, "text": name}
            for x, stack, middle, name in zip(places, stacks, middles, names, strict=True)
        ]  # fmt: skip
    return placed_names


def _name_stack(stack: Values, *, ranks: bool, years: bool) -> str:
    """Return what stands over a stack of dots: the short names of its lists, each once, with `ranks` or not."""
    said = []
    for rank, values in ((rank, list(some)) for rank, some in groupby(stack, key=lambda value: value["rank"])):
        names = " = ".join(value["number"] for value in values)
        said.append(f"{names}{f' {rank}' if ranks and len(stack) > 1 else ''}{values[0]['of'] if years else ''}")
    return " · ".join(dict.fromkeys(said))


def _wide(names: Sequence[str], rows: ListRows) -> float:
    """Return how far to the right names reach in px that stand beside each other from the best rank on."""
    return rows.x(rows.best) + sum(text_width(name, rows.look.text) + rows.look.px(7) for name in names)


def _places(names: Sequence[str], wanted: Sequence[float], rows: ListRows) -> list[float]:
    """Return the middles of names in px near those of their dots, each as far from the next as both are wide."""
    look = rows.look
    half = [text_width(name, look.text) / 2 + look.px(3.5) for name in names]
    *before, whole = accumulate((2 * one for one in half), initial=0.0)  # px of the names before each, and of all
    left = [x - taken - own for x, taken, own in zip(wanted, before, half, strict=True)]
    moved = spread(left, apart=0.0, low=rows.x(rows.best) - look.px(3.5), high=rows.width - whole)
    return [x + taken + own for x, taken, own in zip(moved, before, half, strict=True)]


def list_key(record: Record, lists: Sequence[str], matches: Sequence[RankMatch], look: Style) -> alt.LayerChart:
    """Return the key of lists: what short names stand for, with the year of each; initials are its publisher's."""
    said = []
    publishers = {rank.reporter: record.source(rank.sources[0]).publisher for match in matches for rank in match.latest}
    for name, short in _short_names(lists).items():
        years = {rank.year for match in matches for rank in match.latest if rank.reporter == name}
        spelled = publishers[name].partition(" (")[0] if name == short and not look.brief else name
        said.append(name_list(short, spelled, (min(years), max(years))))
    lines = wrap_entries(said, look)
    height = len(lines) * look.text * 1.35 + look.px(3)
    text = text_lines(lines, size=look.text, leading=1.35, colour=look.colours.quiet, y=look.px(3), aria=False)
    return Layers([text], height=height, width=look.width)


def remark(match: RankMatch, taken: tuple[float, float], y: float, rows: ListRows) -> Values:
    """Return how far a rank claimed is from the main list, on the side with more room, as long as fits there."""
    look, gap = rows.look, rows.look.px(10)
    before, after = taken[0] - gap - rows.gutter, rows.width - taken[1] - gap
    for text in say_far(match):
        width = text_width(text, look.text)
        if width <= min(max(before, after), MOST_REMARK * rows.width):
            return [word(text, taken[1] + gap if after >= before else taken[0] - gap - width, y, look.colours.ink)]
    return []
