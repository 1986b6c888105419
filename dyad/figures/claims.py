"""The claims as a figure: one mark a claim, in a row by theme, told apart by verdict."""

from __future__ import annotations

from collections import Counter
from typing import Any

import altair as alt
import pandas as pd

from dyad.figures.compose import compose, layered
from dyad.figures.events import verdict_channels
from dyad.figures.look import HOLLOW, SHAPES, Figure, Look, text_width, wrap
from dyad.figures.parts import Chart, KeyEntry, inline
from dyad.findings.claims import claim_rows, claims_headline, verdict_counts
from dyad.record import Record
from dyad.record.authors import say_authors
from dyad.record.schema import VERDICTS
from dyad.view import View
from dyad.wording import count, headed

NARROW, WIDE = 8.0, 24.0  # px between the middles of two marks of a row
FINEST = 11.0  # px at scale 1 between them where a row takes several lines
LEAST = 9.0  # px at scale 1 that a mark needs beside words
ROW = 34.0  # px
WORDS_GAP = 12.0  # px between the last mark and the words
MARKS, LINE = (
    26.0,
    1.3,
)  # on a phone the words stand under the marks: px of the marks, and type sizes of a line of words


def claims_summary(record: Record, view: View, look: Look) -> Figure:
    """Draw every claim as a mark: a row a theme, the verdicts in groups, their numbers in words."""
    rows = claim_rows(record, view)
    title = claims_headline(record, view)
    body = _rows_chart(rows, record=record, look=look)
    paper = look.colours.paper
    entries = [
        KeyEntry(
            text=f"{number} {verdict}",
            shape=SHAPES[verdict],
            stroke=look.verdict(verdict),
            fill=paper if verdict in HOLLOW else look.verdict(verdict),
        )
        for verdict, number in verdict_counts(record, view).items()
        if number
    ]
    return compose(
        record,
        view,
        look,
        name="claims-summary",
        page="claims",
        title=title,
        subtitle="One mark a claim, by the theme of the event it names; general: about no single event",
        description=_describe(rows, title=title),
        key=entries,
        rows=[body],
        plots=[body],
        data=rows,
        publishers=[f"the {_document(record)}; for each verdict the documents named with the claim"],
    )


def _document(record: Record) -> str:
    source, name = record.claims_document, record.about.document
    return f"{name} ({say_authors(source.author) or source.publisher}, {source.date_text})" if source else name


def _rows_chart(rows: pd.DataFrame, *, record: Record, look: Look) -> alt.LayerChart:
    size, themes = look.text, list(dict.fromkeys(rows["theme"]))
    left = max([text_width(headed(theme), size, 600) for theme in themes], default=0) + 14
    words = {theme: [_counted(rows[rows["theme"] == theme]["verdict"])] for theme in themes}
    room = look.width - left
    if look.phone:
        words = {theme: wrap(said, width=room - 2, size=size) for theme, (said,) in words.items()}
    else:
        room -= max([text_width(said, size) for (said,) in words.values()], default=0) + WORDS_GAP
    longest = max([_places(rows[rows["theme"] == theme])[-1] for theme in themes], default=0.0) + 1
    if not look.phone and room / longest < look.px(LEAST):
        # marks can be counted without words; words cannot stand for marks
        words, room = {theme: [""] for theme in themes}, look.width - left
    pitch = min(look.px(WIDE), room / longest)
    most = longest
    if pitch < NARROW:  # a row that would be too fine goes on below
        pitch = look.px(FINEST)
        most = room // pitch - 0.5
    marks = look.px(MARKS) if look.phone else look.row(ROW)
    height = 0.0
    values: list[dict[str, Any]] = []
    labels: list[dict[str, Any]] = []
    for theme in themes:
        group = rows[rows["theme"] == theme]
        middle = height + marks / 2
        places = _places(group)
        height += int(places[-1] // most) * marks
        labels.append({
            "theme": headed(theme), "words": "\n".join(words[theme]), "y": middle,
            "words_x": left if look.phone or not any(words[theme]) else left + (places[-1] + 1) * pitch + WORDS_GAP,
            "words_y": height + marks + size * LINE / 2 if look.phone else middle,
        })  # fmt: skip
        values += [
            {
                "x": left + (place % most + 0.5) * pitch, "y": middle + place // most * marks,
                "verdict": row["verdict"], "claim": row["claim"],
                "locator": row["locator"], "record": row["record"] or "nothing found", "theme": theme,
                "aria": f"{row['claim']} {row['verdict']}",
            }
            for place, row in zip(places, group.to_dict("records"), strict=True)
        ]  # fmt: skip
        height += marks + (len(words[theme]) + 0.5) * size * LINE if look.phone else marks
    height = max(height, 4)
    tips = [
        alt.Tooltip("claim:N", title=f"The {record.about.document} says"),
        alt.Tooltip("locator:N", title="Where"),
        alt.Tooltip("verdict:N", title="Verdict"),
        alt.Tooltip("record:N", title="The record shows"),
    ]
    mark = min(pitch * 0.62, look.px(15))
    layers = _layers(values, labels, tips=tips, size=size, mark=mark, height=height, look=look)
    return layered(layers, height=height, width=look.width)


def _layers(
    values: list[dict[str, Any]],
    labels: list[dict[str, Any]],
    *,
    tips: list[alt.Tooltip],
    size: float,
    mark: float,
    height: float,
    look: Look,
) -> list[alt.Chart]:
    if not values:
        return [Chart(inline([{}])).mark_point(opacity=0, aria=False)]
    across = alt.Scale(domain=[0, look.width], range=[0, look.width], nice=False, zero=False)
    down = alt.Scale(domain=[0, height], range=[0, height], nice=False, zero=False)

    def at(x: str, y: str) -> dict[str, Any]:
        return {"x": alt.X(f"{x}:Q", scale=across, axis=None), "y": alt.Y(f"{y}:Q", scale=down, axis=None)}

    said = Chart(inline(labels))
    plain: dict[str, Any] = {
        "align": "left", "baseline": "middle", "fontSize": size, "lineBreak": "\n", "lineHeight": size * LINE,
        "aria": False,
    }  # fmt: skip
    return [
        said.mark_text(**plain, fontWeight=600, color=look.colours.ink).encode(
            x=alt.XValue(0), y=at("y", "y")["y"], text=alt.Text("theme:N")
        ),
        said.mark_text(**plain, color=look.colours.quiet).encode(
            **at("words_x", "words_y"), text=alt.Text("words:N")
        ),
        Chart(inline(values))
        .mark_point(size=mark**2 * 0.8, strokeWidth=1.6)
        .encode(
            **at("x", "y"),
            **verdict_channels(look),
            tooltip=tips,
            description=alt.Description("aria:N"),
        ),
    ]  # fmt: skip


def _places(group: pd.DataFrame) -> list[float]:
    """Return where the marks of a row stand, in marks: those of the next verdict half a mark further off."""
    kinds = list(dict.fromkeys(group["verdict"]))
    return [number + 0.5 * kinds.index(verdict) for number, verdict in enumerate(group["verdict"])]


def _counted(verdicts: pd.Series[str]) -> str:
    found = Counter(verdicts)
    return ", ".join(f"{found[verdict]} {verdict}" for verdict in VERDICTS if found[verdict])


def _describe(rows: pd.DataFrame, *, title: str) -> str:
    if rows.empty:
        return f"Claims by theme and verdict. {title}."
    by_theme = [f"{theme}: {_counted(group['verdict'])}" for theme, group in rows.groupby("theme", sort=False)]
    return f"{count(len(rows), 'claim')} by theme and verdict. {title}. {'; '.join(by_theme)}."
