"""How small it is: the share each has in the other's goods trade, on an axis that shows how small."""

from __future__ import annotations

from math import ceil

import altair as alt
import pandas as pd

from dyad.figures.axis import FIELD, Axis, add_span
from dyad.figures.compose import Content, Entry, cited_as, collectors
from dyad.figures.labels import EDGE, Remark, Words
from dyad.figures.lines import Name, Panel, joined, line_names, name_room, tick_layers
from dyad.figures.native import NativeChart, Series, native_chart
from dyad.figures.parts import Plot, dots, side_channels
from dyad.figures.style import Style, wrap_evenly
from dyad.figures.trade import DOT_PX, LINE_PX, reporter_colour
from dyad.findings.finding import YearValue, sources_of, years_known
from dyad.findings.largest import last_largest
from dyad.findings.partners import share_rows, shares_facts
from dyad.record import Record
from dyad.view import View
from dyad.wording import shares as wording
from dyad.wording.pieces import percent

LEAST_TOP = 10  # percent at the top of the axis, or the next ten over the largest share


def trade_shares(record: Record, view: View) -> pd.DataFrame:
    """Return each one's share in the other's goods trade in the years chosen, by its figures, in percent.

    Columns beside those of trade.csv: `t`, `start`, `end`, `name` (whose trade), `other` (whose share), `line`.
    """
    ends = (record.about.codes, record.about.codes[::-1])
    rows = pd.concat([share_rows(record, *codes, view.years) for codes in ends], ignore_index=True)
    add_span(rows)
    rows["name"] = [record.about.name(code) for code in rows["economy"]]
    rows["other"] = [record.about.name(code) for code in rows["partner"]]
    rows["line"] = line_names(rows, "economy")
    return rows


def trade_share(record: Record, view: View, look: Style) -> Content:
    """Draw the share of each in the other's goods trade, by year and on one axis from 0."""
    rows = trade_shares(record, view)
    names = _names(record, rows, look=look)
    axis = Axis.of(view, look, gutter=look.px(44)).with_room(
        (name.t, name_room(name.text, size=look.text)) for name in names
    )
    top = max(LEAST_TOP, ceil(max([*rows["value"], 0.0]) / 10) * 10)
    height = look.tall(240 if look.phone else 280)
    panel = Panel(axis=axis, look=look, height=height, bottom=0, top=top * 1.04)
    words = Words(panel=panel)
    for _, line in rows.groupby("line", sort=False):
        words.draws(words.points(line), size=look.px(DOT_PX))
    ticks = [top * part / (2 if look.phone else 5) for part in range((2 if look.phone else 5) + 1)]
    words.keep_grid(ticks)
    words.ends(names)
    largest = last_largest(record, view.years)
    larger = wording.say_for_scale(largest, record.about, over=top)
    for text in larger:
        _write_larger_shares(words, text, panel.px(top))
    for remark in _remarks(rows):
        words.remark(remark)
    layers = [
        *tick_layers(panel, ticks, words=[f"{tick:g}%" for tick in ticks]),
        *_lines(record, rows, panel),
        *words.layers(),
    ]
    chart = Plot(layers, height=height, width=axis.width)
    missing = sorted({*range(axis.first, axis.last + 1)} - {int(year) for year in rows["year"]})
    known, facts = years_known(rows, view.years), shares_facts(record, years=view.years)
    said = wording.shares_text(facts, record.about) if facts else wording.NOTHING_KNOWN
    return Content(
        title=wording.shares_title(facts, record.about, known),
        subtitle=wording.subtitle(about=record.about, years=known),
        alt=wording.described(top=top, said=said),
        rows=[chart, axis.year_row(look=look)],
        data=rows,
        publishers=collectors(record, rows["sources"]),
        notes=[
            *axis.notes,
            *([wording.unknown(missing)] if missing and len(rows) else []),
            *([] if larger else wording.say_for_scale(largest, record.about)),
        ],
        native=native_shares(record, rows, top),
    )


def _names(record: Record, rows: pd.DataFrame, *, look: Style) -> list[Name]:
    """Return for each line of whose trade, in the colour of whose figures it is, and how large the share is at last."""
    lasts = {row["economy"]: row for row in rows.to_dict("records")}  # by time
    return [
        Name(
            text=wording.name_line(last["name"], YearValue(last["year"], last["value"]), brief=look.phone),
            t=last[FIELD], value=last["value"], colour=reporter_colour(record, economy, look),
        )
        for economy, last in lasts.items()
    ]  # fmt: skip


def _remarks(rows: pd.DataFrame) -> list[Remark]:
    """Return what is written at the highest point of all; of one year the names say it."""
    if rows["year"].nunique() < 2:
        return []
    top = rows.iloc[rows["value"].argmax()].to_dict()
    text = wording.say_share(top["other"], top["name"], YearValue(top["year"], top["value"]), peak=True)
    return [Remark(text=text, t=top[FIELD], value=top["value"], tied=True)]


def _write_larger_shares(words: Words, text: str, top: float) -> None:
    """Write which shares are larger than the axis shows under its upper end, with a sign that they lie above."""
    look, axis = words.panel.look, words.panel.axis
    left, right = axis.px(axis.first), axis.px(axis.last + 1)
    lines = wrap_evenly(f"↑ {text}", width=right - left - look.px(EDGE), size=look.text)
    words.write("\n".join(lines), (left + look.px(EDGE), top + look.px(EDGE)), colour=look.colours.quiet)


def _lines(record: Record, rows: pd.DataFrame, panel: Panel) -> list[alt.Chart]:
    values = [
        {
            FIELD: row[FIELD], "start": row["start"], "end": row["end"], "value": row["value"], "line": row["line"],
            "economy": row["economy"], "name": row["name"], "year": str(row["year"]),
            "what": wording.share_of(row["other"]), "shown": percent(row["value"]), "note": row["note"],
            "publishers": cited_as(record, row["sources"]),
            "aria": wording.say_share(row["other"], row["name"], YearValue(row["year"], row["value"])),
        }
        for row in rows.to_dict("records")
    ]  # fmt: skip
    colours = side_channels(record.about.codes, panel.look)
    points = dots(values, across=panel.look.px(DOT_PX - 1), strokeWidth=panel.look.px(1.4))
    return [
        *joined(panel, values, width=LINE_PX, stroke=colours["stroke"]),
        points.encode(**panel.place, **colours, **panel.axis.tells(wording.TIPS)),
    ]


def native_shares(record: Record, rows: pd.DataFrame, top: float) -> NativeChart | None:
    """Return the shares as lines, for PowerPoint; None in years without any."""
    series = (
        Series(
            name=wording.series(name=group["other"].iloc[0], whose=group["name"].iloc[0]),
            colour=reporter_colour(record, str(economy), Style()),
            values={str(year): float(value) for year, value in zip(group["year"], group["value"], strict=True)},
        )
        for economy, group in rows.groupby("economy", sort=False)
    )
    return native_chart("lines", series, said=wording.WHAT, sources=sources_of(rows), most=float(top), form="0.0")


ENTRY = Entry(
    name="trade-share", order=60, page="trade", maker=trade_share, rows=trade_shares,
    holds=lambda record: not trade_shares(record, View(years=record.span)).empty,
)  # fmt: skip
