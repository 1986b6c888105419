"""What the timeline and the overview say of events, chosen from `wording`: title, key, notes, a description."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from dyad.figures.axis import FIELD
from dyad.figures.crowds import is_crowd
from dyad.figures.event_plot import SPELL, WITHIN, EventPlot
from dyad.figures.events import Events
from dyad.figures.key import KeyEntry, sign
from dyad.figures.lane_layout import Arrangement
from dyad.figures.style import SHAPES, Style, text_width
from dyad.findings.claims import AFTER, NOT_CHECKED, UNCLAIMED
from dyad.findings.events import BILATERAL, after_document, left_out
from dyad.record import Record
from dyad.record.dates import missing_ends
from dyad.record.schema import VERDICTS
from dyad.view import View, select_events
from dyad.wording import timeline as wording
from dyad.wording.pieces import headed


def title_timeline(record: Record, view: View, rows: pd.DataFrame) -> str:
    """State what the events named come to: how many, and for how many all that is claimed holds."""
    found, themes = Counter(rows["verdict"]), rows["theme"].nunique()
    return wording.timeline_title(found, record, view.years, themes=themes)


def subtitle_timeline(record: Record, view: View, events: Events, *, lanes: int, look: Style) -> str:
    """Say what the events are, how many the document leaves out, and what signs are."""
    if is_crowd(events.named):
        return wording.CROWDED
    said = wording.timeline_subtitle(
        record.about,
        view.years,
        around=view.context and bool(record.about.economies),
        by_theme=lanes > 1,
        left_out=int(left_out(record, events.named).sum()) if record.has_claims else 0,
    )
    signs = sign_words(events)
    both = f"{said}; {signs}"
    return both if signs and text_width(both, look.text) <= look.width - 4 else said


def sign_words(events: Events) -> str:
    """Say what the sign of an event is the verdict on; "" where none has one."""
    if not set(events.named["verdict"]) & set(VERDICTS):
        return ""
    return wording.COLOURS if is_crowd(events.named) else wording.SIGNS


def sign_notes(events: Events, *, subtitle: str = "") -> list[str]:
    """Return what signs are, as a note, unless the subtitle says it."""
    words = sign_words(events)
    return [headed(words)] if words and words not in subtitle else []


def event_key(record: Record, events: Events, plot: EventPlot, *, look: Style) -> list[KeyEntry]:
    """Return the key of the signs that a plot of events makes use of."""
    drawn = events.named if plot.placed is None else plot.placed.rows
    shown = drawn if look.told else events.named
    counted = Counter(shown["verdict"])
    unclaimed = drawn["verdict"] == UNCLAIMED  # those without a name are counted apart
    later = int((unclaimed & after_document(record, drawn)).sum())
    counted[UNCLAIMED] = int(unclaimed.sum())
    entries = [
        sign(look, verdict, wording.say_sign(verdict, 0 if look.told else counted[verdict], record.about, later=later))
        for verdict in SHAPES
        if counted[verdict] and verdict != NOT_CHECKED
    ]
    if is_crowd(events.named):
        return [replace(entry, shape="bar", fill=entry.stroke) for entry in entries]
    if plot.placed is None:
        return entries
    entries += _squares_key(record, plot.placed, look=look)
    return [*entries, *_bars_key(drawn[drawn["bar"].astype(bool)], look=look)]


def _squares_key(record: Record, placed: Arrangement, *, look: Style) -> list[KeyEntry]:
    """Return what small grey squares are: on paper, where nothing tells their names, how many they are, too."""
    number = int((~placed.squares["verdict"].isin(VERDICTS)).sum())
    if not number:
        return []
    same = UNCLAIMED in set(placed.rows["verdict"])
    words = wording.say_squares(record, same=same, brief=look.brief, number=0 if look.told else number)
    return [KeyEntry(text=words, shape="square", stroke=look.colours.beyond, fill=look.colours.beyond)]


def _bars_key(drawn: pd.DataFrame, *, look: Style) -> list[KeyEntry]:
    mark, known = look.colours.quiet, set(drawn["known"])
    bar = KeyEntry(text="", shape="bar", stroke=mark, fill=mark, fill_opacity=WITHIN)
    ends = {missing for date in drawn["date"] for missing in missing_ends(date)}
    return [
        *([replace(bar, text=wording.LASTED, fill_opacity=SPELL)] if "spell" in known else []),
        *([replace(bar, text=wording.WITHIN_THIS)] if "within" in known else []),
        *([replace(bar, text=wording.say_reaching(ends), stroke="transparent")] if "reaching" in known else []),
        *([replace(bar, text=wording.ABOUT_THEN, dashed=True)] if drawn["approximate"].any() else []),
    ]


def event_notes(
    record: Record,
    view: View,
    events: Events,
    plot: EventPlot,
    *,
    others: Sequence[str] = (),
    listed: bool = False,
) -> list[str]:
    """Return what a figure says of signs, of events it does not name, list or draw, and of `others` without room."""
    every, beyond = select_events(record, replace(view, beyond=True)), 0
    if events.left_out.empty and record.has_claims and not view.beyond and is_crowd(every):
        beyond = int(left_out(record, every).sum())
    undated = len(select_events(record, view)) - len(events.named)
    return [
        *(_small_signs(plot.placed) if plot.placed else []),
        *wording.say_not_drawn(plot.missing, others, undated=undated, beyond=beyond, about=record.about),
        *wider_notes(record, view, not_listed=len(events.left_out) if listed else 0),
    ]


def _small_signs(placed: Arrangement) -> list[str]:
    """Return the names of events whose sign has no room for one, the earliest first; of many, how many they are."""
    small, bare = (
        some[some["verdict"].isin(VERDICTS)] for some in (placed.squares, placed.rows[placed.rows["side"].isna()])
    )
    both = pd.concat([small, bare]).sort_values(FIELD)
    years = both.groupby(both[FIELD].astype(int))["label"]
    return wording.say_small_signs({int(str(year)): list(own) for year, own in years}, small=bare.empty)


def wider_notes(record: Record, view: View, *, not_listed: int = 0) -> list[str]:
    """Return what the years have besides: events around the two, after the document, and `not_listed` in a list."""
    named = select_events(record, replace(view, context=True, beyond=False))
    regional = 0 if view.context else int(((named["scope"] != BILATERAL) & (named["date"] != "")).sum())
    every = select_events(record, replace(view, beyond=True))
    later = 0 if view.beyond else int((after_document(record, every) & ~every["id"].isin(record.claimed_events)).sum())
    return wording.say_not_counted(record, regional=regional, later=later, not_listed=not_listed)


def describe_events(record: Record, rows: pd.DataFrame, *, title: str) -> str:
    """Describe the timeline for those who do not see it, from the events named."""
    ends = [(row["date_text"], row["title"]) for row in (rows.iloc[0], rows.iloc[-1])] if len(rows) else []
    later = (rows["verdict"] == UNCLAIMED) & after_document(record, rows)
    themes, verdicts = Counter(rows["theme"]), Counter(rows["verdict"].mask(later, AFTER))
    return wording.describe_timeline(themes, verdicts, ends, record, title=title)
