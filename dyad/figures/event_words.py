"""What is said of the events of a figure: title, key, notes, and a description for those who do not see it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pandas as pd

from dyad.figures.crowds import MOST_DRAWN, is_crowd
from dyad.figures.event_plot import EventPlot, Events
from dyad.figures.lane_layers import SPELL, WITHIN
from dyad.figures.look import HOLLOW, SHAPES, Look
from dyad.figures.parts import KeyEntry
from dyad.findings.claims import BEYOND, TOLD, say_verdict
from dyad.record import Record
from dyad.record.dates import missing_ends
from dyad.record.schema import VERDICTS
from dyad.view import View, select_events
from dyad.wording import count, in_words, listing, possessive, say_span

REACHING = {"open": "→ goes on", "unknown": "? end not known"}
VERDICT_WORDS = {
    "confirmed": "holds",
    "partly": "holds in part",
    "contradicted": "does not hold",
    "not found": "not found",
    "opinion": "opinion",
}
MOST_WORDS = 10  # of a title


def event_publishers(record: Record, rows: pd.DataFrame) -> list[str]:
    """Return the publishers cited for events, those cited most first."""
    cited = Counter(record.source(source).publisher for sources in rows["sources"] for source in sources)
    return [publisher for publisher, _ in cited.most_common()]


def timeline_title(record: Record, view: View, rows: pd.DataFrame) -> str:
    """State what the events named come to: how many, and for how many all that is claimed holds."""
    span, document = say_span(view.years), record.about.document
    if rows.empty:
        return f"No event of {span} is left by these filters"
    if not record.has_claims:
        themes = rows["theme"].nunique()
        return f"{count(len(rows), 'event')} of {span}" + (f" in {in_words(themes)} themes" if themes > 1 else "")
    found = Counter(rows["verdict"])
    named = len(rows) - found[BEYOND]
    if not named:
        return f"{count(len(rows), 'event')} of {span} that the {document} leaves out"
    good = found["confirmed"] + found["opinion"]
    if named == 1:
        return f"The {possessive(document)} one event of {span} holds{'' if good else ' not in full'}"
    title = f"The {possessive(document)} account holds for {good or 'none'} of {named} events, {span}"
    short = f"{good or 'None'} of {named} events, {span}, hold as told"
    return title if len(title.split()) <= MOST_WORDS else short


def timeline_subtitle(record: Record, events: Events) -> str:
    """Say what the events are told apart by, and how many there are that the document leaves out."""
    if is_crowd(events.named):
        return "Events counted by theme and time, too many to draw one by one; click a bar to open it"
    beyond = int((events.named["verdict"] == BEYOND).sum())
    more = f"; {beyond} of them left out by the {record.about.document}" if beyond else ""
    return f"Events by theme, each as wide as its date is known{more}"


def event_key(record: Record, events: Events, plot: EventPlot | None, *, look: Look) -> list[KeyEntry]:
    """Return the key of the signs that a plot of events makes use of; without one of those in a list."""
    crowd = is_crowd(events.named)
    drawn = events.named if plot is None or plot.placed is None else plot.placed.rows
    entries = [
        KeyEntry(
            text=VERDICT_WORDS.get(verdict, f"left out by the {record.about.document}"),
            shape="bar" if crowd else shape,
            stroke=look.verdict(verdict),
            fill=look.colours.paper if verdict in HOLLOW and not crowd else look.verdict(verdict),
        )
        for verdict, shape in SHAPES.items()
        if verdict in set(drawn["verdict"]) - {TOLD}
    ]
    if plot is None or plot.placed is None:
        return entries
    if len(plot.placed.squares):
        beyond, named = look.colours.beyond, BEYOND in set(drawn["verdict"])
        left_out = f"left out by the {record.about.document}" if record.has_claims else "not named here"
        words = "the same, not named" if named else left_out
        entries.append(KeyEntry(text=words, shape="square", stroke=beyond, fill=beyond))
    return [*entries, *_bars_key(drawn[drawn["bar"].astype(bool)], look=look)]


def _bars_key(drawn: pd.DataFrame, *, look: Look) -> list[KeyEntry]:
    mark, known = look.colours.mark, set(drawn["known"])
    entries = [
        KeyEntry(text=words, shape="bar", stroke=mark, fill=mark, fill_opacity=opacity)
        for kind, words, opacity in (("spell", "lasted", SPELL), ("within", "some time within", WITHIN))
        if kind in known
    ]
    if "reaching" in known:
        ends = {missing for date in drawn["date"] for missing in missing_ends(date)}
        said = ", ".join(said for missing, said in REACHING.items() if missing in ends)
        entries.append(KeyEntry(text=said, shape="bar", stroke="transparent", fill=mark, fill_opacity=WITHIN))
    if drawn["approximate"].any():
        entries.append(
            KeyEntry(text="about then", shape="bar", stroke=mark, fill=mark, fill_opacity=WITHIN, dashed=True)
        )
    return entries


def event_notes(
    record: Record, view: View, events: Events, plot: EventPlot | None, *, look: Look, others: tuple[str, ...] = ()
) -> list[str]:
    """Return what a figure says of events that it does not name or draw, and of `others` that it has no room for."""
    document, notes, missing = record.about.document, [], list(others)
    squares = len(plot.placed.squares) if plot and plot.placed else 0
    if squares and not look.told:
        which = f" the {document} leaves out," if record.has_claims else ""
        notes.append(f"Grey: {count(squares, 'event')}{which} not named here")
    if plot and plot.missing:
        missing.insert(0, f"{plot.missing:,} lesser event{'s' if plot.missing > 1 else ''}")
    if missing:
        notes.append(f"Not drawn for want of room: {listing(missing)}")
    selected = len(select_events(record, view))
    if undated := selected - len(events.named):
        notes.append(f"{count(undated, 'event')} without a date not drawn")
    if events.left_out.empty and record.has_claims and not view.beyond:
        beyond = len(select_events(record, replace(view, beyond=True))) - selected
        if beyond + selected > MOST_DRAWN:
            notes.append(f"Not drawn: {count(beyond, 'event')} the {document} leaves out")
    return notes


def describe_timeline(record: Record, rows: pd.DataFrame, *, title: str) -> str:
    """Describe the timeline for those who do not see it, from the events named."""
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
