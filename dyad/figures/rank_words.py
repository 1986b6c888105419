"""What figures of ranks by year say: names of lines with their ranks, ranks claimed, one remark, a description."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby, pairwise
from statistics import fmean

import altair as alt
import pandas as pd

from dyad.figures.axis import FIELD
from dyad.figures.geometry import LINE, Point, spread
from dyad.figures.labels import ROUNDED, Remark, Words
from dyad.figures.lines import Name, Panel, name_layer
from dyad.figures.parts import Values
from dyad.figures.rank_rows import ranks_by_line
from dyad.figures.style import Style, text_width
from dyad.findings.ranks import listed_facts
from dyad.record import Record
from dyad.wording import rankings as wording
from dyad.wording.pieces import say_span

APART = 1.2  # lines of type from the middle of one name to that of the next
NAME_GAP = 8.0  # px between the last point of a line and its name
PLUS = 5.5  # px from the middle of a rank claimed to its edge
DOT = 8.0  # px across of a mark that words keep away from


def rank_names(record: Record, rows: pd.DataFrame, *, look: Style, flows: bool) -> list[Name]:
    """Return the names at the ends of lines, with last ranks but of both `flows` in one strip, and at ranks claimed."""
    colours, columns = look.sides(record.about.codes), ("indicator", "economy", "role", FIELD, "value")
    every = zip(*(rows[name] for name in columns), strict=True)  # five times as fast as pandas, for so few
    known = [row for row in every if row[2] in ("main", "claimed")]
    at = max((t for _, _, _, t, _ in known), default=0.0)
    last = {(kind, code): (t, rank) for kind, code, role, t, rank in known if role == "main"}  # rows are by time
    if flows:
        ranks = defaultdict[str, list[float]](list)
        for (_, code), (_, rank) in last.items():
            ranks[code].append(rank)
        return [
            Name(text=record.about.name(code), t=at, value=-fmean(own), colour=colours[code])
            for code, own in ranks.items()
        ]
    return [
        Name(
            text=(wording.rank_claimed if claimed else wording.rank_at_end)(name=name, rank=int(rank)),
            t=at, value=-rank, colour=colours[code], exact=claimed,
        )
        for kind, code, role, t, rank in known
        for claimed in [role == "claimed"]
        for name in [record.about.document if claimed else record.about.name(code)]
        if t == (at if claimed else last[kind, code][0])
    ]  # fmt: skip


def place_ends(panel: Panel, ends: Sequence[Name]) -> list[float]:
    """Return the place of each name in px from the top, in order of ranks: exact ones stay, unless there is no room."""
    apart = panel.look.text * APART
    low, high = -apart / 2, panel.height - apart / 2
    own = [min(max(panel.px(end.value), apart / 2), high) for end in ends]
    order = sorted(range(len(ends)), key=lambda at: (-ends[at].value, ends[at].exact))
    fixed = [number for number, at in enumerate(order) if ends[at].exact]
    placed: list[float] = []
    edge = low - apart
    for start, end in pairwise([-1, *fixed, len(order)]):
        until = own[order[end]] if end < len(order) else high + apart
        names = order[start + 1 : end]
        if until - edge < (len(names) + 1) * apart - ROUNDED:
            placed = spread([own[at] for at in order], apart=apart, low=low, high=high)
            break
        placed += spread([own[at] for at in names], apart=apart, low=edge + apart, high=until - apart)
        placed += [until] if end < len(order) else []
        edge = until
    by_name = dict(zip(order, placed, strict=True))
    return [by_name[at] for at in range(len(ends))]


def rank_ends(panel: Panel, ends: Sequence[Name]) -> alt.Chart:
    """Return the words at the ends of lines: names with their last ranks, and the ranks claimed."""
    placed = list(zip(ends, place_ends(panel, ends), strict=True))
    return name_layer(panel, placed, gap=panel.look.px(NAME_GAP + PLUS))


def words_within(
    values: Values, ends: Sequence[Name], *, panel: Panel, remark: bool, grid: Sequence[float]
) -> tuple[list[alt.Chart], list[Name]]:
    """Return the layers of words in the plot, a remark and names with room there, and the names at its right."""
    look, axis, words = panel.look, panel.axis, Words(panel=panel)
    by_line = sorted(values, key=lambda value: (value["line"], value[FIELD]))
    for line, run in groupby(by_line, key=lambda value: value["line"]):
        points = [words.at(value[FIELD], value["value"]) for value in run]
        words.lines += pairwise(points) if line else []
        words.taken += [(x - half, y - half, x + half, y + half) for x, y in points for half in [look.px(DOT) / 2]]
    words.keep_grid(grid)
    right = [end for end in ends if end.exact or not any(other.exact for other in ends)]
    tall = look.text * APART / 2
    words.taken += [
        (axis.px(end.t), y - tall, float(look.width), y + tall)
        for end, y in zip(right, place_ends(panel, right), strict=True)
    ]
    for end in (end for end in ends if end not in right):
        if place := _name_beside_line(end, values, words):
            words.write(end.text, place, colour=end.colour, weight=500)
        else:
            right.append(end)
    if remark and (said := remark_of(values)):
        words.remark(said)
    return words.layers(), right


def _name_beside_line(end: Name, values: Values, words: Words) -> Point | None:
    """Return where the name of a line begins, over its end or, of the lowest, rather under it; None without room."""
    panel, look, axis = words.panel, words.panel.look, words.panel.axis
    main = [value for value in values if value["role"] == "main"]
    last = max((value for value in main if value["value"] == end.value), key=lambda value: value[FIELD])
    width, tall, edge = text_width(end.text, look.text, 500), look.text * LINE, look.px(DOT)
    left = axis.px(last[FIELD]) + edge / 2 - width
    points = [words.at(v[FIELD], v["value"]) for v in main if v["line"] == last["line"]]
    near = [y for x, y in points if x >= left - axis.year_px]
    lowest = last["value"] == min(value["value"] for value in main if value[FIELD] == last[FIELD])
    for top in (max(near) + edge, min(near) - edge - tall)[:: 1 if lowest else -1]:
        room = (axis.gutter, -tall if left > look.width / 2 else 0.0, float(look.width), panel.height)
        if words.is_free((left, top, left + width, top + tall), bounds=room):
            return left, top
    return None


def remark_of(values: Values) -> Remark | None:
    """Return what is to be said of a panel: of the rank claimed that is farthest from the main list, or of the best."""
    main = [value for value in values if value["role"] == "main"]
    if len({value["year"] for value in main}) < 2:
        return None
    missed = []
    for claim in (value for value in values if value["role"] == "claimed"):
        own = [value["value"] for value in main if value["economy"] == claim["economy"]]
        if own and max(own) < claim["value"]:
            missed.append((claim["value"] - max(own), claim))
    if missed:
        _, claim = max(missed, key=lambda one: one[0])
        years = [int(value["year"]) for value in main]
        text = wording.never_so_high(name=claim["name"], years=say_span((min(years), max(years))))
        return Remark(text=text, t=claim[FIELD], value=claim["value"])
    best = max(main, key=lambda value: (value["value"], -value[FIELD]))
    text = wording.best_rank(rank=-int(best["value"]), year=best["year"])
    return Remark(text=text, t=best[FIELD], value=best["value"])


def rank_end_room(end: Name, *, look: Style) -> float:
    """Return the px that the name of a line of ranks needs behind its last point."""
    return text_width(end.text, look.text, 500) + look.px(NAME_GAP + PLUS) + 4


def describe_ranks(record: Record, rows: pd.DataFrame) -> str:
    """Describe the ranks for those who do not see them, from the rows drawn."""
    claimed = rows[rows["role"] == "claimed"]
    stated = [*zip(claimed["name"], claimed["kind"], claimed["value"].astype(int), strict=True)]
    return wording.describe_ranks(ranks_by_line(rows), stated, listed_facts(record), record.about)


def printed_ranks(rows: pd.DataFrame) -> list[tuple[str, str, int, str]]:
    """Return the ranks that others print without a list, by year: whose, in what, which, and who prints it."""
    printed = rows[rows["role"] == "printed"].sort_values("year", kind="stable")
    return list(zip(printed["name"], printed["kind"], printed["value"].astype(int), printed["reporter"], strict=True))
