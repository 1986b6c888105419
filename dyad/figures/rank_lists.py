"""Ranks stated and found, drawn: a row for each rank that is claimed, in it what lists of those years have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from dyad.figures import rank_list_layout as layout
from dyad.figures.compose import Content, Entry
from dyad.figures.geometry import LINE
from dyad.figures.parts import Plot, Values, dots, rules, side_channels, tells, texts, word, word_layers
from dyad.figures.rank_rows import rank_rows
from dyad.figures.rank_words import printed_ranks
from dyad.figures.style import Style, cut, text_width
from dyad.findings.claims import claim_facts
from dyad.findings.finding import once
from dyad.findings.ranks import RankedFacts, RankMatch, farthest, holds_listed, main_list, rank_matches, recent_years
from dyad.record import Record
from dyad.record.indicators import TRADE_RANKS
from dyad.view import View
from dyad.wording import rank_lists as wording
from dyad.wording.figures import say_not_drawn
from dyad.wording.rankings import TIPS, rank_claimed


def rank_lists(record: Record, _: View, look: Style) -> Content:
    """Draw each rank that is claimed beside the places that the lists of those years give."""
    matches = [match for match in rank_matches(record) if match.lists]
    lists = sorted({rank.reporter for match in matches for rank in match.lists})
    rows = layout.list_rows(record, matches, look)
    values = layout.list_values(record, matches, lists, rows)
    plot = Plot(
        [*_ground(record, matches, rows), *_name_layers(values, rows), *_mark_layers(record, values, rows),
         *_claim_layers(record, matches, rows)],
        height=rows.height,
        width=rows.width,
    )  # fmt: skip
    years, cited = recent_years(record), once(*(rank.sources for match in matches for rank in match.drawn))
    lengths = next((facts for facts in claim_facts(record).values() if isinstance(facts, RankedFacts)), None)
    headline = wording.rank_lists_title(
        farthest(record), record.about, main=main_list(record), years=years, held=bool(matches)
    )
    return Content(
        title=headline,
        subtitle=wording.rank_lists_subtitle(record.about, years, lengths),
        alt=wording.describe_lists(headline, matches, record.about),
        rows=[plot, rows.axis_row(), layout.list_key(record, lists, matches, look)],
        data=_table(matches),
        publishers=record.publishers(cited),
        notes=_notes(record, matches, look),
        firm=plot.height,
        sheds=True,
    )


def _notes(record: Record, matches: Sequence[RankMatch], look: Style) -> list[str]:
    """Return what is said of the years of lists, of those not drawn, and of ranks that stand in no list."""
    rows = rank_rows(record, View(years=recent_years(record)))
    printed = printed_ranks(rows[rows["indicator"].isin(TRADE_RANKS)])
    left_out = sum(len(match.lists) - len(match.drawn) for match in matches)
    others = any(len(match.drawn) > len(match.latest) for match in matches)
    if not left_out and not printed:
        return [wording.say_years_drawn(others=others)]
    if look.brief:
        return [say_not_drawn(wording.say_number_left_out(left_out, len(printed)))]
    not_drawn = [
        *([wording.places_between(left_out)] if left_out else []),
        *wording.say_printed(printed, brief=False),
    ]
    return [wording.say_years_drawn(others=others), say_not_drawn(not_drawn)]


def _ground(record: Record, matches: Sequence[RankMatch], rows: layout.ListRows) -> list[alt.Chart]:
    """Return the line of each row, from end to end, and what it is of in the gutter."""
    look = rows.look
    left, right = rows.x(rows.best), rows.x(rows.worst)
    lines = [{"x": left, "x2": right, "y": rows.y(at), "y2": rows.y(at)} for at in range(len(matches))]
    ticks = [
        {"x": rows.x(rank), "x2": rows.x(rank), "y": y - look.px(3), "y2": y + look.px(3)}
        for rank in rows.ticks()
        for y in map(rows.y, range(len(matches)))
    ]
    colours = look.sides(record.about.codes)
    words = [
        word(
            cut(text, width=rows.gutter, size=look.text, weight=weight),
            0, rows.middle(at) + over * look.text * LINE, colours[match.economy], weight=weight,
        )
        for at, match in enumerate(matches)
        for text, weight, over in zip(layout.title_of(record, match), (600, 400), (-0.5, 0.5), strict=True)
    ]  # fmt: skip
    place = {**rows.channels, "x2": alt.X2("x2:Q"), "y2": alt.Y2("y2:Q")}
    return [
        rules([*lines, *ticks], colour=look.colours.further, width=1, **place),
        *word_layers(words, rows.channels, size=look.text),
    ]


def _mark_layers(record: Record, values: Values, rows: layout.ListRows) -> list[alt.Chart]:
    shared, colours = {**rows.channels, **tells(TIPS)}, rows.look.colours
    last, claimed = ([value for value in values if value["role"] == role] for role in ("last", "claimed"))
    grey: dict[str, Any] = {"stroke": alt.StrokeValue(colours.paper), "fill": alt.FillValue(colours.quiet)}
    own = side_channels(record.about.codes, rows.look)
    return [
        dots(last, across=rows.dot, strokeWidth=0.5).encode(**shared, **grey),
        dots(claimed, across=rows.look.px(layout.PLUS), shape="cross", strokeWidth=0.5).encode(**shared, **own),
    ]


def _name_layers(values: Values, rows: layout.ListRows) -> list[alt.Chart]:
    """Return the short names of lists over their dots, each with a line down."""
    look, numbers = rows.look, layout.place_names(values, rows)
    leads, ends = [{**n, "y": n["head"]} for n in numbers], {"x2": alt.X2("x2:Q"), "y2": alt.Y2("foot:Q")}
    style = {"align": "center", "baseline": "middle"}
    return [
        rules(leads, colour=look.colours.further, width=0.8, **rows.channels, **ends),
        texts(numbers, rows.channels, size=look.text, colour=look.colours.quiet, **style),
    ]


def _claim_layers(record: Record, matches: Sequence[RankMatch], rows: layout.ListRows) -> list[alt.Chart]:
    """Return the ranks claimed in words beside their plus; the one that is farthest off says by how much."""
    look, far, colours = rows.look, farthest(record), rows.look.sides(record.about.codes)
    gap, words, stems = look.px(layout.PLUS) / 2 + look.px(4), Values(), Values()
    for at, match in enumerate(matches):
        x, y, colour = rows.x(match.claimed), rows.y(at) + look.px(layout.BELOW), colours[match.economy]
        top = rows.y(at) + (rows.dot / 2 if match.listed else 0.0)
        stems.append({"x": x, "y": top, "y2": y, "colour": colour, "economy": match.economy})
        text = rank_claimed(name=record.about.document, rank=match.claimed)
        width = text_width(text, look.text, 500)
        left = x + gap if x + gap + width <= rows.width else x - gap - width
        words.append(word(text, left, y, colour, weight=500))
        if match is far:
            words += layout.remark(match, (min(left, x - gap), max(left + width, x + gap)), y, rows)
    return [
        rules(stems, width=look.px(1.5), **rows.channels, y2=alt.Y2("y2:Q")),
        *word_layers(words, rows.channels, size=look.text),
    ]


def _table(matches: Sequence[RankMatch]) -> pd.DataFrame:
    columns = ["indicator", "economy", "reporter", "year", "rank", "out_of", "sources"]
    rows = [[getattr(rank, name) for name in columns] for match in matches for rank in match.drawn]
    return pd.DataFrame(rows, columns=columns).rename(columns={"rank": "value"})


ENTRY = Entry(name="rank-lists", order=110, page="rankings", maker=rank_lists, holds=holds_listed, timeless=True)
