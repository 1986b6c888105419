"""What is written in a panel of ranks: names at the ends of lines, ranks claimed, one remark."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Any

import altair as alt

from dyad.figures.axis import FIELD
from dyad.figures.labels import REMARK_WIDTH, Written, word_layers
from dyad.figures.lines import Name, Panel, Remark, name_layers, spread
from dyad.figures.parts import Values
from dyad.figures.style import Style, text_width, wrap_evenly
from dyad.figures.words import LINE, Box, Line, Word, crosses, lead, over, place_word
from dyad.record import Record
from dyad.record.dates import say_span
from dyad.wording.rankings import NEVER, say_best
from dyad.wording.ranks import say_stated

APART = 1.2  # lines of type from the middle of one name to that of the next
SLACK = 0.01  # px
NAME_GAP = 8.0  # px between the last point of a line and its name
PLUS = 5.5  # px from the middle of a rank claimed to its edge
FAR_OFF = 1e6  # px; no line leads to a word that stands so near its mark as the name of a line
LEAD_PX = 0.8  # of a line to a word
DOT = 8.0  # px across of a mark that words keep away from


def place_ends(panel: Panel, ends: Sequence[Name]) -> list[float]:
    """Return the place of each name in px from the top, in the order of their ranks: none touches another.

    Exact ones stay where they are, and those of lines step aside within that order; where they have no room so, all
    of them step aside. The first may stand as high as the heading of the panel, which begins at the left.
    """
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
        if until - edge < (len(names) + 1) * apart - SLACK:
            placed = spread([own[at] for at in order], apart=apart, low=low, high=high)
            break
        placed += spread([own[at] for at in names], apart=apart, low=edge + apart, high=until - apart)
        placed += [until] if end < len(order) else []
        edge = until
    by_name = dict(zip(order, placed, strict=True))
    return [by_name[at] for at in range(len(ends))]


def end_layers(panel: Panel, ends: Sequence[Name]) -> list[alt.Chart]:
    """Return the names at the ends of lines."""
    placed = list(zip(ends, place_ends(panel, ends), strict=True))
    return name_layers(panel, placed, gap=panel.look.px(NAME_GAP + PLUS))


def words_within(
    record: Record, values: Values, ends: Sequence[Name], *, panel: Panel, remark: bool, grid: Sequence[float] = ()
) -> tuple[list[alt.Chart], list[Name]]:
    """Return the layers of words in the plot, and the names that stand at its right.

    In it stand the remark, a rank claimed where lines go on behind it and, where ranks claimed stand at the right, the
    names of lines over or under their last points. Words keep off lines and, where they can, off the `grid`.
    """
    look, axis = panel.look, panel.axis
    lines, placed = _lines(values, panel), list[Written]()
    right = [end for end in ends if end.exact or not any(other.exact for other in ends)]
    taken = _taken(values, right, panel)
    bounds = (axis.gutter, 0.0, axis.px(axis.last + 1), panel.height)
    beside = [value for value in values if value["role"] == "claimed" and not any(_names(end, value) for end in ends)]
    colours = look.sides(record.about.codes)
    tried = [([_claim_word(record, value, panel)], colours[value["economy"]]) for value in beside]
    if remark and (said := remark_of(values)):
        tried.append((_remark_words(said, panel), look.colours.ink))
    across = [((bounds[0], panel.px(value)), (bounds[2], panel.px(value))) for value in grid]

    def put(word: Word, colour: str, box: Box) -> None:
        placed.append(Written(word.text, box, colour, word.weight, ground=look.colours.paper, lead=lead(word, box)))
        taken.append(box)

    for end in (end for end in ends if end not in right):
        word, box = _name_at_line(end, values, lines, taken, panel)
        if box is None:
            right.append(end)
        else:
            put(word, end.colour, box)
    for words, colour in tried:
        for word in words:
            off = lines if word.must else lines + across
            if box := place_word(word, bounds=bounds, lines=off, taken=taken):
                put(word, colour, box)
                break
    return word_layers(placed, panel, lead_px=LEAD_PX), right


def _name_at_line(
    end: Name, values: Values, lines: Sequence[Line], taken: Sequence[Box], panel: Panel
) -> tuple[Word, Box | None]:
    """Return the name of a line and the box over or under its end that is clear of all that is drawn, if there is any.

    That of the lowest line stands under it where it can. At the right half it may stand as high as the heading of the
    panel, which begins at the left.
    """
    look, axis = panel.look, panel.axis
    own = [value for value in values if value["role"] == "main" and -value["value"] <= -panel.bottom]
    last = max((value for value in own if value["value"] == end.value), key=lambda value: value[FIELD])
    points = [(axis.px(v[FIELD]), panel.px(v["value"])) for v in own if v["line"] == last["line"] or v is last]
    x, y = axis.px(last[FIELD]), panel.px(last["value"])
    word = Word(text=end.text, at=(x, y), size=look.text, weight=500, off=FAR_OFF)
    width, tall = text_width(end.text, look.text, word.weight), look.text * LINE
    left, edge = x + look.px(DOT) / 2 - width, look.px(DOT)
    near = [py for px, py in points if px >= left - axis.year_px]
    lowest = last["value"] == min(v["value"] for v in values if v["role"] == "main" and v[FIELD] == last[FIELD])
    places = (min(near) - edge - tall, max(near) + edge)
    for top in reversed(places) if lowest else places:
        box = (left, top, left + width, top + tall)
        inside = (
            box[0] >= axis.gutter
            and (box[1] >= 0 or (box[1] >= -tall and left > look.width / 2))
            and box[3] <= panel.height
        )
        if inside and not any(over(box, other) for other in taken) and not any(crosses(a, b, box) for a, b in lines):
            return word, box
    return word, None


def _claim_word(record: Record, value: dict[str, Any], panel: Panel) -> Word:
    """Return the name of a rank that is claimed, which must stand somewhere."""
    at, look = (panel.axis.px(value[FIELD]), panel.px(value["value"])), panel.look
    text = say_stated(record.about, -int(value["value"]))
    return Word(text=text, at=at, size=look.text, weight=500, off=look.px(DOT), must=True)


def _remark_words(remark: Remark, panel: Panel) -> list[Word]:
    """Return the remark as it is tried: in short lines and in one, free of all lines and, last, over some."""
    look, at = panel.look, (panel.axis.px(remark.t), panel.px(remark.value))
    short = "\n".join(wrap_evenly(remark.text, width=REMARK_WIDTH * look.width, size=look.text))
    return [
        Word(text=text, at=at, size=look.text, weight=400, off=look.px(DOT), must=must)
        for must in (False, True)
        for text in (short, remark.text)
    ]


def _names(end: Name, value: dict[str, Any]) -> bool:
    return end.exact and end.t == value[FIELD] and end.value == value["value"]


def _taken(values: Values, ends: Sequence[Name], panel: Panel) -> list[Box]:
    """Return the boxes of marks and of the names at the right, which no other word lies over."""
    look, axis = panel.look, panel.axis
    tall, half = look.text * APART / 2, look.px(DOT) / 2
    taken = [
        (axis.px(end.t), y - tall, float(look.width), y + tall)
        for end, y in zip(ends, place_ends(panel, ends), strict=True)
    ]
    marks = [(axis.px(value[FIELD]), panel.px(value["value"])) for value in values]
    return taken + [(x - half, y - half, x + half, y + half) for x, y in marks]


def _lines(values: Values, panel: Panel) -> list[Line]:
    """Return what is drawn between ranks of one list, in px."""
    joined = sorted((value for value in values if value["line"]), key=lambda value: (value["line"], value[FIELD]))
    lines = []
    for _, run in groupby(joined, key=lambda value: value["line"]):
        points = [(panel.axis.px(value[FIELD]), panel.px(value["value"])) for value in run]
        lines += list(pairwise(points))
    return lines


def remark_of(values: Values) -> Remark | None:
    """Return what is to be said of a panel: of the rank claimed that is farthest from the main list, or of the best.

    The worse of two places that are claimed is farther away where neither was ever reached.
    """
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
        text = NEVER.format(name=claim["name"], years=say_span((min(years), max(years))))
        return Remark(text=text, t=claim[FIELD], value=claim["value"])
    best = max(main, key=lambda value: (value["value"], -value[FIELD]))
    return Remark(text=say_best(-int(best["value"]), best["year"]), t=best[FIELD], value=best["value"])


def end_room(end: Name, *, look: Style) -> float:
    """Return the px that a name needs behind the last point of its line."""
    return text_width(end.text, look.text, 500) + look.px(NAME_GAP + PLUS) + 4


def name_room(look: Style) -> float:
    """Return the px that a name needs under its line."""
    return look.px(DOT) + look.text * LINE
