"""What is said of the events of a figure: title, key, notes, and a description for those who do not see it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pandas as pd

from dyad.figures.axis import FIELD
from dyad.figures.crowds import MOST_DRAWN, is_crowd
from dyad.figures.event_plot import EventPlot, Events
from dyad.figures.lane_layers import SPELL, WITHIN
from dyad.figures.lane_layout import Arrangement
from dyad.figures.look import HOLLOW, SHAPES, Look, text_width
from dyad.figures.parts import KeyEntry
from dyad.findings.claims import BEYOND, TOLD
from dyad.findings.events import BILATERAL, after_document
from dyad.record import Record
from dyad.record.dates import missing_ends
from dyad.record.schema import VERDICTS
from dyad.view import View, select_events
from dyad.wording import count, headed, in_words, listing, possessive, say_span
from dyad.wording.claims import say_verdict

REACHING = {"open": "→ goes on", "unknown": "? end not known"}
VERDICT_WORDS = {
    "confirmed": "what is said holds",
    "partly": "holds in part",
    "contradicted": "a claim contradicted",
    "not found": "a claim not found",
    "opinion": "opinion",
}
COUNTED = {  # the same of so many events, of one and of more
    "confirmed": ("holds", "hold"),
    "partly": ("holds in part", "hold in part"),
    "contradicted": ("contradicted", "contradicted"),
    "not found": ("not found", "not found"),
    "opinion": ("opinion", "opinions"),
}
MOST_WORDS = 10  # of a title
MOST_SIGNS = 20  # small ones that a note names


def event_publishers(record: Record, *tables: pd.DataFrame) -> list[str]:
    """Return the publishers cited for events, those cited most first."""
    cited = Counter(
        record.source(source).publisher for table in tables for sources in table["sources"] for source in sources
    )
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


def timeline_subtitle(record: Record, view: View, events: Events, *, lanes: int, look: Look) -> str:
    """Say what the events are, how many the document leaves out, and what signs are."""
    if is_crowd(events.named):
        return "Events counted by theme and time, too many to draw one by one; click a bar to open it"
    around = " and around them" if view.context and record.about.economies else ""
    by = " by theme" if lanes > 1 else ""
    said = f"Events{record.about.pair('between')}{around}{by}, {say_span(view.years)}"
    left_out = int(((events.named["verdict"] == BEYOND) & ~after_document(record, events.named)).sum())
    if left_out:
        said += f"; {left_out} of them left out by the {record.about.document}"
    return within_line(said, sign_words(events), look=look)


def sign_words(events: Events) -> str:
    """Say what the sign of an event is the verdict on; "" where none has one."""
    if not set(events.named["verdict"]) & set(VERDICTS):
        return ""
    signs = "colours" if is_crowd(events.named) else "signs"
    return f"{signs}: the worst verdict on each"


def sign_notes(events: Events, *, subtitle: str = "") -> list[str]:
    """Return what signs are, as a note, unless the subtitle says it."""
    words = sign_words(events)
    return [headed(words)] if words and words not in subtitle else []


def within_line(said: str, more: str, *, look: Look) -> str:
    """Return a subtitle, with `more` if both fit on one line."""
    both = f"{said}; {more}"
    return both if more and text_width(both, look.text) <= look.width - 4 else said


def event_key(record: Record, events: Events, plot: EventPlot | None, *, look: Look) -> list[KeyEntry]:
    """Return the key of the signs that a plot of events makes use of; without one of those in a list."""
    crowd = is_crowd(events.named)
    drawn = events.named if plot is None or plot.placed is None else plot.placed.rows
    shown = drawn if look.told else events.named
    counted = Counter(shown["verdict"])
    counted[BEYOND] = int((drawn["verdict"] == BEYOND).sum())  # those without a name are counted apart
    entries = [
        KeyEntry(
            text=_say_sign(record, verdict, 0 if look.told else counted[verdict]),
            shape="bar" if crowd else shape,
            stroke=look.verdict(verdict),
            fill=look.colours.paper if verdict in HOLLOW and not crowd else look.verdict(verdict),
        )
        for verdict, shape in SHAPES.items()
        if counted[verdict] and verdict != TOLD
    ]
    if plot is None or plot.placed is None:
        return entries
    entries += _squares_key(record, plot.placed, look=look)
    return [*entries, *_bars_key(drawn[drawn["bar"].astype(bool)], look=look)]


def _say_sign(record: Record, verdict: str, number: int) -> str:
    """Return what the sign of a verdict says of an event, on paper of how many."""
    words = VERDICT_WORDS.get(verdict, f"left out by the {record.about.document}")
    if not number or verdict not in COUNTED:
        return f"{number} {words}" if number else words
    return f"{number} {COUNTED[verdict][number > 1]}"


def _squares_key(record: Record, placed: Arrangement, *, look: Look) -> list[KeyEntry]:
    """Return what small grey squares are: on paper, where nothing tells their names, how many they are, too."""
    number = int((~placed.squares["verdict"].isin(VERDICTS)).sum())
    if not number:
        return []
    by = "" if look.brief else f" by the {record.about.document}"
    left_out = f"left out{by}" if record.has_claims else "not named here"
    words = "the same, not named" if BEYOND in set(placed.rows["verdict"]) else left_out
    counted = f"{words}" if look.told else f"{number} {words}"
    return [KeyEntry(text=counted, shape="square", stroke=look.colours.beyond, fill=look.colours.beyond)]


def _bars_key(drawn: pd.DataFrame, *, look: Look) -> list[KeyEntry]:
    mark, known = look.colours.mark, set(drawn["known"])
    entries = [
        KeyEntry(text=words, shape="bar", stroke=mark, fill=mark, fill_opacity=opacity)
        for kind, words, opacity in (("spell", "lasted", SPELL), ("within", "date within this", WITHIN))
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
    record: Record, view: View, events: Events, plot: EventPlot | None, *, others: tuple[str, ...] = ()
) -> list[str]:
    """Return what a figure says of signs, of events it does not name or draw, and of `others` without room."""
    document, missing = record.about.document, list(others)
    notes: list[str] = []
    if plot and plot.placed:
        notes += _small_signs(plot.placed.squares)
    if plot and plot.missing:
        missing.insert(0, f"{plot.missing:,} lesser event{'s' if plot.missing > 1 else ''}")
    if missing:
        notes.append(f"Not drawn for want of room: {listing(missing)}")
    selected = len(select_events(record, view))
    if undated := selected - len(events.named):
        notes.append(f"{count(undated, 'event')} without a date not drawn")
    if events.left_out.empty and record.has_claims and not view.beyond:
        every = select_events(record, replace(view, beyond=True))
        beyond = int((~every["id"].isin(record.claimed_events) & ~after_document(record, every)).sum())
        if len(every) > MOST_DRAWN and beyond:
            notes.append(f"Not drawn: {count(beyond, 'event')} the {document} leaves out")
    return [*notes, *wider_notes(record, view)]


def _small_signs(squares: pd.DataFrame) -> list[str]:
    """Return the names of events whose sign has no room for one, the earliest first; of many, how many they are."""
    small = squares[squares["verdict"].isin(VERDICTS)].sort_values(FIELD)
    if len(small) > MOST_SIGNS:
        return [f"Small signs: {count(len(small), 'event')} without room for a name"]
    years = [f"{year} {' · '.join(own)}" for year, own in small.groupby(small[FIELD].astype(int))["label"]]
    return [f"Small signs, the earliest first: {'; '.join(years)}"] if years else []


def wider_notes(record: Record, view: View) -> list[str]:
    """Return how many events around the two the document names, of the years shown, that are not drawn; or nothing."""
    if view.context:
        return []
    named = select_events(record, replace(view, context=True, beyond=False))
    wider = int(((named["scope"] != BILATERAL) & (named["date"] != "")).sum())
    which = f" that the {record.about.document} names" if record.has_claims else ""
    return [f"Not drawn: {count(wider, 'regional event')}{which}"] if wider else []


def describe_timeline(record: Record, rows: pd.DataFrame, *, title: str) -> str:
    """Describe the timeline for those who do not see it, from the events named."""
    if rows.empty:
        return f"Timeline. {title}."
    themes = Counter(rows["theme"])
    by_theme = listing([f"{number} {theme}" for theme, number in themes.items()])
    by_verdict = ""
    if record.has_claims:
        said = [verdict if verdict in VERDICTS else say_verdict(verdict, record.about) for verdict in rows["verdict"]]
        verdicts = Counter(said)
        by_verdict = f"By what matters most in the {possessive(record.about.document)} claims: " + (
            listing([f"{number} {verdict}" for verdict, number in verdicts.items()]) + ". "
        )
    first, last = rows.iloc[0], rows.iloc[-1]
    return (
        f"Timeline of {count(len(rows), 'event')}: {by_theme}. {by_verdict}"
        f"The first: {first['date_text']}, {first['title']}; the last: {last['date_text']}, {last['title']}."
    )
