"""Who sold more: sales less purchases of the first economy, a bar a year by each side's figures."""

from __future__ import annotations

from itertools import pairwise, product
from typing import Any

import altair as alt
import pandas as pd

from dyad.figures.axis import FIELD, Axis
from dyad.figures.compose import Content, Entry, cited_as, collectors
from dyad.figures.geometry import grown
from dyad.figures.labels import CLEAR, Remark, Words
from dyad.figures.lines import Panel, grid_ticks, tick_layers
from dyad.figures.native import NativeChart, Series, native_chart
from dyad.figures.parts import Chart, Plot, Values, inline, rules, texts
from dyad.figures.style import Style
from dyad.figures.trade import reporter_colour, side_key
from dyad.findings import trade
from dyad.findings.finding import years_known
from dyad.record import Record
from dyad.view import View
from dyad.wording import balance as wording
from dyad.wording.figures import say_notes
from dyad.wording.pieces import usd, usd_million
from dyad.wording.trade import as_reported, name_line

BAR = 0.36  # width of a bar, in years; the two of a year stand side by side about its middle
BRACKET_PX = 5.0  # between a bar and the bracket beside it, at most
DIRECTION = 1.2  # height of the words at the ends of the axis, in their size
HEADROOM = 1.06  # over the longest bar, of it
COLUMNS = ("reporter", "year", "flow", "signed", "sources")  # that a bar is made of


def flow_rows(record: Record, view: View) -> pd.DataFrame:
    """Return one row per direction, reporter and calendar year: `signed` is negative for imports."""
    sides = [trade.flow_rows(record, code, flow) for code in sorted(record.about.codes) for flow in wording.DIRECTIONS]
    rows = pd.concat(sides, ignore_index=True)
    signed = rows["value"].where(rows["flow"] == "exports", -rows["value"])
    rows = rows.assign(signed=signed, **{FIELD: rows["year"].astype(float) + 0.5})
    return rows[rows["year"].between(*view.years)].reset_index(drop=True)


def balance_values(record: Record, rows: pd.DataFrame) -> Values:
    """Return a bar per reporter and year: `to` is the first economy's sales less purchases, if `half` the one known."""
    bars = []
    known: dict[tuple[str, int], list[tuple[str, float, tuple[str, ...]]]] = {}
    for reporter, year, flow, signed, cited in zip(*(rows[name] for name in COLUMNS), strict=True):
        known.setdefault((reporter, int(year)), []).append((flow, signed, cited))
    for (reporter, year), flows in sorted(known.items()):
        half, name = len(flows) == 1, record.about.name(reporter)
        direction = wording.DIRECTIONS[flows[0][0]] if half else ""
        alone = wording.direction_alone(home=record.about.names[0], direction=direction)
        what = alone if half else wording.DIFFERENCE
        total = float(sum(signed for _, signed, _ in flows))
        amount = abs(total) if half else total
        start = year + 0.5 - BAR * (reporter == record.about.codes[0])
        sources = [source for _, _, cited in flows for source in cited]
        bars.append({
            FIELD: start + BAR / 2, "start": start, "end": start + BAR, "value": 0, "to": total, "half": half,
            "reporter": reporter, "name": name, "year": str(year), "what": what, "direction": direction,
            "shown": usd_million(amount),
            "aria": wording.bar_aloud(year=year, name=name, what=what, amount=usd_million(amount)),
            "publishers": cited_as(record, sources),
        })  # fmt: skip
    return bars


def trade_balance(record: Record, view: View, look: Style) -> Content:
    """Draw sales less purchases of the first economy, two bars a year, each by one side's figures."""
    rows = flow_rows(record, view)
    bars = balance_values(record, rows)
    facts = trade.balance_facts(record, years=view.years)
    axis = Axis.of(view, look, gutter=look.px(46))
    panel = _panel(bars, axis, look)
    words = _scene(bars, panel)
    corners = _say_directions(record, words)
    unnamed = [code for code in record.about.codes if not _name_bars(record, bars, code, words)]
    any(words.remark(remark) for remark in _half_remarks(record, bars))
    bracket, apart = _bracket(_most_apart(bars), panel)
    words.lines += [(words.at(one[FIELD], one["value"]), words.at(one["end"], one["to"])) for one in bracket]
    any(words.remark(remark) for remark in apart)
    layers = [*_ticks(panel), *_bars(record, bars, panel)]
    ends: dict[str, Any] = {"x2": alt.X2("end:Q"), "y2": alt.Y2("to:Q")}
    layers.append(rules(bracket, colour=look.colours.ink, width=look.px(0.8), **panel.place, **ends))
    chart = Plot([*layers, corners, *words.layers()], height=panel.height, width=axis.width)
    known, (home, away) = years_known(rows, view.years), record.about.names
    plain = wording.plain_title(about=record.about, years=known)
    return Content(
        title=wording.balance_headline(facts, record.about) if facts else plain,
        subtitle=wording.subtitle(home=home, away=away, years=known),
        alt=wording.described(wording.balance_text(facts, record.about) if facts else wording.NOTHING_KNOWN),
        key=[side_key(record, code, look) for code in unnamed if code in set(rows["reporter"])] or None,
        rows=[chart, axis.year_row(look=look)],
        data=rows,
        publishers=collectors(record, rows["sources"]),
        notes=[
            *axis.notes,
            *([wording.OUTLINED] if any(bar["half"] for bar in bars) else []),
            *say_notes(trade.lower_bounds(record, view.years)),
        ],
        native=native_balance(record, bars, facts.sources if facts else ()),
    )


def _panel(bars: Values, axis: Axis, look: Style) -> Panel:
    """Return the panel, above the highest bar and below the lowest room for a line of type clear of it."""
    height = look.tall(230 if look.phone else 300)
    up, down = max([bar["to"] for bar in bars] + [1.0]), min([bar["to"] for bar in bars] + [-1.0])
    line = look.text * DIRECTION + look.px(CLEAR) + 1
    value_px = (up - down) * HEADROOM / (height - 2 * line)
    return Panel(axis=axis, look=look, height=height, bottom=down * HEADROOM - line * value_px,
                 top=up * HEADROOM + line * value_px)  # fmt: skip


def _ticks(panel: Panel) -> list[alt.Chart]:
    line = panel.look.text * DIRECTION  # at the ends of the axis directions are said
    marks = [t for t in grid_ticks(panel.top, bottom=panel.bottom) if line <= panel.px(t) <= panel.height - line]
    return tick_layers(panel, marks, words=[f"{'−' if t < 0 else ''}{usd(abs(t))}" for t in marks])


def _scene(bars: Values, panel: Panel) -> Words:
    """Return what words keep off: the bars and the line of zero."""
    words, axis = Words(panel=panel), panel.axis
    for bar in bars:
        ends = sorted((panel.px(0), panel.px(bar["to"])))
        box = (axis.px(bar["start"]), ends[0], axis.px(bar["end"]), ends[1])
        words.taken.append(grown(box, panel.look.px(CLEAR)))
    zero = panel.px(0)
    words.lines.append(((axis.px(axis.first), zero), (axis.px(axis.last + 1), zero)))
    return words


def _say_directions(record: Record, words: Words) -> alt.Chart:
    panel, size, rows = words.panel, words.panel.look.text, []
    home, away = record.about.names
    said = ((wording.sold_more(home, "↑"), 0.0), (wording.sold_more(away, "↓"), panel.height - size * DIRECTION))
    for text, y in said:
        left = panel.axis.px(panel.axis.first)
        words.taken.append((left, y, left + size * len(text) * 0.55, y + size * DIRECTION))
        rows.append({FIELD: panel.axis.first, "value": panel.value(y), "text": text})
    style = {"align": "left", "baseline": "top"}
    return texts(rows, panel.place, size=size, colour=panel.look.colours.quiet, **style)


def _name_bars(record: Record, bars: Values, code: str, words: Words) -> bool:
    """Write who reports the bars of one colour at the end of one of them, the longest that has room."""
    own = sorted((bar for bar in bars if bar["reporter"] == code and not bar["half"]), key=lambda bar: -abs(bar["to"]))
    name, colour = name_line(record.about.name(code)), reporter_colour(record, code, words.panel.look)
    places = [words.at(bar[end], bar["to"]) for bar in own for end in (FIELD, "end", "start")]
    return any(words.mark(name, place, colour=colour, weight=600) for place in places)


def _most_apart(bars: Values) -> Values:
    """Return the two bars of the year in which the sides differ most, the lower first; none where no year has two."""
    whole = sorted((bar for bar in bars if not bar["half"]), key=lambda bar: (bar["year"], bar["to"]))
    pairs = [[one, other] for one, other in pairwise(whole) if one["year"] == other["year"]]
    return max(pairs, key=lambda two: two[1]["to"] - two[0]["to"], default=[])


def _bracket(two: Values, panel: Panel) -> tuple[Values, list[Remark]]:
    """Return the lines of a bracket beside two bars, from `t`, `value` to `end`, `to`, and what is written at ends."""
    if not two:
        return [], []
    low, high, foot = two[0]["to"], two[1]["to"], max(float(bar["end"]) for bar in two)
    at = foot + min((1 - 2 * BAR) / 4, panel.look.px(BRACKET_PX) / panel.axis.year_px)
    lines = [
        {FIELD: a, "value": b, "end": at, "to": c}
        for a, b, c in ((at, low, high), (foot, low, low), (foot, high, high))
    ]
    text = wording.apart(year=two[0]["year"], amount=usd(high - low))
    return lines, [Remark(text=text, t=at, value=end) for end in (low, high)]


def _half_remarks(record: Record, bars: Values) -> list[Remark]:
    """Return what is written over or under the outlined bars of the first year that has any."""
    half = [bar for bar in bars if bar["half"]]
    if not half:
        return []
    year = min((bar["year"] for bar in half), key=int)
    own = sorted((bar for bar in half if bar["year"] == year), key=lambda bar: -float(bar["to"]))
    sales = dict(zip(record.about.codes, ("exports", "imports"), strict=True))
    sold = len(own) == 2 and all(bar["direction"] == wording.DIRECTIONS[sales[bar["reporter"]]] for bar in own)
    amounts = [(bar["name"], abs(bar["to"])) for bar in own] if sold else []
    text = wording.say_half(year, own[0]["direction"], amounts)
    return [Remark(text=text, t=bar[FIELD], value=bar["to"]) for bar in (own[0], own[-1])]


def _bars(record: Record, bars: Values, panel: Panel) -> list[alt.Chart]:
    """Return the bars by each side's colour; those of one direction alone as an outline."""
    look, axis, drawn = panel.look, panel.axis, []
    for code, half in product(record.about.codes, (False, True)):
        colour = reporter_colour(record, code, look)
        outline: dict[str, Any] = {"fill": look.ground, "stroke": colour, "strokeWidth": look.px(1.4)}
        some = Chart(inline(bar for bar in bars if bar["reporter"] == code and bar["half"] == half))
        rows = some.mark_rect(**(outline if half else {"fill": colour}))
        place = {"x": axis.x("start"), "x2": alt.X2("end:Q"), "y": panel.y(), "y2": alt.Y2("to:Q")}
        drawn.append(rows.encode(**place, **axis.tells(wording.TIPS)))
    return drawn


def native_balance(record: Record, bars: Values, sources: tuple[str, ...]) -> NativeChart | None:
    """Return the bars of the years whose both directions a side reports, for PowerPoint; None without any."""
    whole = [bar for bar in bars if not bar["half"]]
    series = (
        Series(
            name=as_reported(record.about.name(code)),
            colour=reporter_colour(record, code, Style()),
            values={bar["year"]: round(bar["to"], 3) for bar in whole if bar["reporter"] == code},
        )
        for code in record.about.codes
    )
    return native_chart("columns", series, said=wording.series(record.about.names[0]), sources=sources)


ENTRY = Entry(
    name="trade-balance", order=70, page="trade", maker=trade_balance, holds=trade.holds_trade,
    rows=flow_rows, facts=trade.balance_facts,
)  # fmt: skip
