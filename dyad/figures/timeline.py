"""The timeline as a figure of its own: lanes by theme, or on a phone a list, oldest first."""

from __future__ import annotations

from collections import Counter
from typing import Any

import altair as alt
import pandas as pd

from dyad.figures.axis import Axis
from dyad.figures.compose import compose, layered
from dyad.figures.crowds import is_crowd
from dyad.figures.events import (
    chart_values,
    event_rows,
    lane_gutter,
    lanes_chart,
    tooltip,
    verdict_channels,
)
from dyad.figures.look import HOLLOW, SHAPES, Figure, Look, text_width, wrap
from dyad.figures.parts import Chart, KeyEntry, Layers, inline
from dyad.findings.claims import BEYOND, TOLD, say_verdict
from dyad.record import Record
from dyad.record.dates import missing_ends
from dyad.record.schema import VERDICTS
from dyad.view import View, select_events
from dyad.wording import count, in_words, listing, possessive, say_span

MOST_LISTED = 200  # events of the list on a phone; the filters narrow it
REACHING = {"open": "→ goes on", "unknown": "? end not known"}
VERDICT_WORDS = {
    "confirmed": "claims confirmed",
    "partly": "a claim partly right",
    "contradicted": "a claim contradicted",
    "not found": "a claim not found",
    "opinion": "opinion",
}


def timeline(record: Record, view: View, look: Look, *, most_rows: int | None = None) -> Figure:
    """Draw what happened in the years chosen: lanes on a wide page, a list on a phone.

    `most_rows` limits the rows of all lanes together; the events that matter most then keep their
    labels and the others answer on hover.
    """
    rows = event_rows(record, view)
    title = timeline_title(record, view, rows)
    subtitle = "Events by theme; a mark is as wide as its date is known"
    axis = lanes_axis(record, view, look=look, dense=False)
    years: list[alt.LayerChart] = []
    if look.phone:
        body: alt.LayerChart = list_chart(record, rows, axis=axis, look=look, chosen=view.event)
        listed = min(len(rows), MOST_LISTED)
        subtitle = "Events, oldest first" + (f"; the first {listed} of {len(rows):,}" if len(rows) > listed else "")
    else:
        if is_crowd(rows):
            subtitle = "Events counted by theme and time, too many to draw one by one; click a bar to open it"
        years.append(axis.year_row(look=look))
        body = lanes_chart(record, rows, axis=axis, look=look, dense=False, most_rows=most_rows, chosen=view.event)
    undated = len(select_events(record, view)) - len(rows)
    return compose(
        record,
        view,
        look,
        name="timeline",
        page="timeline",
        title=title,
        subtitle=subtitle,
        description=describe_timeline(record, rows, title=title),
        key=event_key(record, rows, look=look),
        rows=[body, *years],
        plots=[body],
        data=rows.drop(columns="given"),
        publishers=event_publishers(record, rows),
        notes=[*axis.notes, *([f"{count(undated, 'event')} without a date not drawn"] if undated else [])],
    )


def lanes_axis(record: Record, view: View, *, look: Look, dense: bool) -> Axis:
    """Return the time axis of the lanes, with a gutter for their names."""
    gutter = lane_gutter(record, look=look, dense=dense)
    return Axis(first=view.years[0], last=view.years[1], width=look.width, gutter=gutter, brush=view.brush)


def event_publishers(record: Record, rows: pd.DataFrame, *, most: int = 8) -> list[str]:
    """Return the publishers cited most for the events drawn, and how many more there are."""
    cited = Counter(record.source(source).publisher for sources in rows["sources"] for source in sources)
    named = [publisher for publisher, _ in cited.most_common(most)]
    return named if len(cited) <= most else [*named, f"{len(cited) - most} more, listed by event"]


def timeline_title(record: Record, view: View, rows: pd.DataFrame) -> str:
    """State what the events drawn come to: how many, and how the claims about them fare."""
    span, document = say_span(view.years), record.about.document
    if rows.empty:
        return f"No event of {span} is left by these filters"
    if not record.has_claims:
        themes = rows["theme"].nunique()
        return f"{count(len(rows), 'event')} of {span}" + (f" in {in_words(themes)} themes" if themes > 1 else "")
    found = Counter(rows["verdict"])
    named = len(rows) - found[BEYOND]
    if not named:
        return f"{count(len(rows), 'event')} of {span} that the {document} does not name"
    doubtful = found["contradicted"] + found["not found"] + found["partly"]
    beyond = f"; {found[BEYOND]} more it leaves out" if found[BEYOND] else ""
    doubts = (
        f"for {doubtful} the record contradicts, misses or bears out only in part something it says"
        if doubtful
        else "for none does the record contradict, miss or bear out only in part what it says"
    )
    return f"The {document} names {count(named, 'event')} of {span}; {doubts}{beyond}"


def event_key(record: Record, rows: pd.DataFrame, *, look: Look) -> list[KeyEntry]:
    """Return the key of the signs that the events drawn make use of."""
    paper, mark = look.colours.paper, look.colours.mark
    crowd = is_crowd(rows)
    entries = [
        KeyEntry(
            text=VERDICT_WORDS.get(verdict, say_verdict(record, verdict)),
            shape="bar" if crowd else shape,
            stroke=look.verdict(verdict),
            fill=paper if verdict in HOLLOW and not crowd else look.verdict(verdict),
        )
        for verdict, shape in SHAPES.items()
        if verdict in set(rows["verdict"]) - {TOLD}
    ]
    if crowd or look.phone:  # a list has no bars
        return entries
    known = set(rows["known"])
    if "spell" in known:
        entries.append(KeyEntry(text="lasted", shape="bar", stroke=mark, fill=mark, fill_opacity=0.5))
    if "within" in known:
        entries.append(KeyEntry(text="some time within", shape="bar", stroke=mark, fill=mark, fill_opacity=0.13))
    if "reaching" in known:
        ends = {missing for date in rows["date"] for missing in missing_ends(date)}
        said = ", ".join(said for missing, said in REACHING.items() if missing in ends)
        entries.append(KeyEntry(text=said, shape="bar", stroke="transparent", fill=mark, fill_opacity=0.13))
    if rows["approximate"].any():
        entries.append(KeyEntry(text="about then", shape="bar", stroke=mark, fill=mark, fill_opacity=0.13, dashed=True))
    return entries


def describe_timeline(record: Record, rows: pd.DataFrame, *, title: str) -> str:
    """Describe the timeline for those who do not see it, from the events drawn."""
    if rows.empty:
        return f"Timeline. {title}."
    themes = Counter(rows["theme"])
    by_theme = listing([f"{number} {theme}" for theme, number in themes.items()])
    by_verdict = ""
    if record.has_claims:
        said = [verdict if verdict in VERDICTS else say_verdict(record, verdict) for verdict in rows["verdict"]]
        verdicts = Counter(said)
        by_verdict = f"By what matters most in the {possessive(record.about.document)} claims: " + (
            listing([f"{number} {verdict}" for verdict, number in verdicts.items()]) + ". "
        )
    first, last = rows.iloc[0], rows.iloc[-1]
    return (
        f"Timeline of {count(len(rows), 'event')}: {by_theme}. {by_verdict}"
        f"The first: {first['date_text']}, {first['title']}; the last: {last['date_text']}, {last['title']}."
    )


# -- the list of a phone -----------------------------------------------------------------------


def list_rows(rows: pd.DataFrame, *, look: Look) -> tuple[pd.DataFrame, float]:
    """Place events under each other: returns the rows with `y`, `lines`, `when_y`; the height in px."""
    size, small = look.px(14), look.text
    left, y = look.px(30), 4.0
    placed: list[dict[str, Any]] = []
    for row in rows.to_dict("records"):
        lines = wrap(row["title"], width=look.width - left - 4, size=size, weight=500)
        when = f"{row['date_text']} · {row['theme']}"
        height = small * 1.4 + len(lines) * size * 1.25 + 12
        placed.append(
            {
                "y": y + small * 0.7,
                "title_y": y + small * 1.5,
                "lines": "\n".join(lines),
                "when": when,
                "bottom": y + height,
                "fits": text_width(when, small) <= look.width - left,
            }
        )
        y += height
    return rows.join(pd.DataFrame(placed, index=rows.index)), y


def list_chart(record: Record, rows: pd.DataFrame, *, axis: Axis, look: Look, chosen: str | None) -> alt.LayerChart:
    """Return the events as a list along a vertical line; the whole entry can be tapped. `axis` has what is faded."""
    if rows.empty:
        empty = Chart(inline([{}])).mark_point(opacity=0, aria=False)
        return Layers(layer=[empty], height=4, width=look.width)
    placed, height = list_rows(rows.head(MOST_LISTED), look=look)
    placed = placed.assign(side="right")
    values = chart_values(record, placed)
    data = inline(values)
    down = alt.Scale(domain=[0, height], range=[0, height], nice=False, zero=False)

    def y(field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", scale=down, axis=None)

    at, left = look.px(11), look.px(30)
    ring = [value for value in values if value["id"] == chosen]
    text: dict[str, Any] = {"align": "left", "baseline": "top", "cursor": "pointer", "aria": False}
    shared: dict[str, Any] = {"opacity": axis.fade(), "tooltip": tooltip(record)}
    layers = [
        Chart(inline([{"y": 10, "bottom": height - 12}]))
        .mark_rule(color=look.colours.grid, strokeWidth=2, aria=False)
        .encode(x=alt.XValue(at), y=y("y"), y2=alt.Y2("bottom:Q")),
        Chart(data)
        .mark_rect(opacity=0.001, cursor="pointer", aria=False)
        .encode(x=alt.XValue(0), x2=alt.X2Value("width"), y=y("y"), y2=alt.Y2("bottom:Q"), tooltip=tooltip(record)),
        Chart(data)
        .mark_text(**text, dy=-look.px(6), fontSize=look.text, color=look.colours.quiet)
        .encode(x=alt.XValue(left), y=y("y"), text=alt.Text("when:N"), **shared),
        Chart(data)
        .mark_text(**text, fontSize=look.px(14), fontWeight=500, lineBreak="\n", lineHeight=look.px(14) * 1.25,
                   color=look.colours.ink)
        .encode(x=alt.XValue(left), y=y("title_y"), text=alt.Text("lines:N"), **shared),
        Chart(data)
        .mark_point(size=look.text ** 2 * 0.8, strokeWidth=1.8, cursor="pointer")
        .encode(
            x=alt.XValue(at), y=y("y"), **verdict_channels(look), **shared, description=alt.Description("aria:N")
        ),
        Chart(inline(ring))
        .mark_point(shape="circle", filled=False, size=look.px(21) ** 2, strokeWidth=2, aria=False)
        .encode(x=alt.XValue(at), y=y("y"), stroke=alt.StrokeValue(look.colours.ink)),
    ]  # fmt: skip
    return layered(layers, height=height, width=look.width)
