"""Events of a view as rows: what a figure of them is drawn from, tells, names them by and cites."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from dyad.figures.axis import FIELD, to_year, to_years
from dyad.figures.compose import cited_as
from dyad.figures.crowds import MOST_DRAWN
from dyad.figures.parts import Values
from dyad.findings.claims import UNCLAIMED, event_verdicts, judge_claims
from dyad.findings.events import after_document, left_out
from dyad.record import Record
from dyad.record.caching import cached_per_record
from dyad.record.dates import read_date
from dyad.view import View, select_events
from dyad.wording import timeline as wording
from dyad.wording.claims import say_verdict

KEPT = 4  # views of a record: a page is fitted to its height in several tries
MORE_IMPORTANT = 1000.0  # of weight: more than claims and sources together come to
NOT_DRAWN = ("first", "last", "given", "actors", "summary", "note", "sources", "importance", "weight")
LANES = "lanes"  # begins the name of the ground of events, by which a drawing knows it


def event_rows(record: Record, view: View) -> pd.DataFrame:
    """Return one row per event named: its words, its verdict and its span in decimal years.

    Columns beside those of events.csv: `t` (middle), `start`, `end`, `known` (day, spell, within or
    reaching), `verdict`, `weight` (what keeps its label when there are too many). Of an interval that
    lacks an end `start` and `end` reach to the edge of the years, and `given` is what is known of it
    (else None), in the middle of which it has its mark. Undated events are not in it.
    """
    rows, low, high = _dated_events(record), float(view.years[0]), float(view.years[1] + 1)
    rows = rows[rows.index.isin(select_events(record, view).index)]
    # what lies beyond the years chosen is not drawn, and what is not known to end goes on to their edge
    start, end = np.fmax(rows["start"].to_numpy(), low), np.fmin(rows["end"].to_numpy(), high)
    given = [one and (min(max(one[0], low), high), min(max(one[1], low), high)) for one in rows["given"]]
    middle = [
        round(sum(one) / 2, 5) if one else at for one, at in zip(given, ((start + end) / 2).round(5), strict=True)
    ]
    weight = rows["weight"] + 3 * MORE_IMPORTANT * (rows["id"] == view.event)  # whatever else, what is open is there
    known = pd.Series(given, index=rows.index, dtype=object)
    return rows.assign(start=start, end=end, given=known, **{FIELD: middle}, weight=weight)


@cached_per_record(1)
def _dated_events(record: Record) -> pd.DataFrame:
    """Return rows as `event_rows` does of all events that have a date, whatever the years: unknown ends are NaN."""
    events = record.events[record.events["date"] != ""].copy()
    verdicts, claims = event_verdicts(record), judge_claims(record)["event"].value_counts()
    events["start"], events["end"] = to_years(events["first"]), to_years(events["last"], after=True)
    lacking = events[["first", "last"]].isna().any(axis=1)
    known = [read_date(date).known if lacks else None for date, lacks in zip(events["date"], lacking, strict=True)]
    given = [ends and (to_year(ends[0]), to_year(ends[1], after=True)) for ends in known]
    events["given"] = pd.Series(given, index=events.index, dtype=object)
    events[FIELD] = 0.0
    events["verdict"] = [verdicts[id] for id in events["id"]]
    events["known"] = [
        "reaching" if given else "spell" if lasted else "day" if precision == "day" else "within"
        for given, lasted, precision in zip(events["given"], events["lasted"], events["precision"], strict=True)
    ]
    named = [
        3.0 * claims.get(id, 0) + 2.0 * (id in record.claimed_events) + len(sources) + (scope == "bilateral")
        for id, sources, scope in zip(events["id"], events["sources"], events["scope"], strict=True)
    ]
    importance = events["importance"].fillna(2).astype(float)  # one that has none is of the middle
    events["weight"] = (3 - importance) * MORE_IMPORTANT + pd.Series(named, index=events.index).clip(
        upper=MORE_IMPORTANT - 1
    )
    return events


@dataclass(frozen=True, kw_only=True)
class Events:
    """The events of a view: the `named`, which titles and counts go by, and those `left_out`, which stand unnamed."""

    named: pd.DataFrame
    left_out: pd.DataFrame


@cached_per_record(KEPT)
def events_of(record: Record, view: View) -> Events:
    """Return the events of a view as rows, and those that claims leave out and the view hides; of a crowd none."""
    named, every = event_rows(record, view), replace(view, beyond=True)
    if view.beyond or not record.has_claims or len(select_events(record, every)) > MOST_DRAWN:
        return Events(named=named, left_out=named.iloc[:0])
    rows = event_rows(record, every)
    return Events(named=named, left_out=rows[left_out(record, rows)])


def until_document(record: Record, events: Events) -> Events:
    """Return events without those that no claim names as they begin after the document, which it does not leave out."""
    later = after_document(record, events.named) & (events.named["verdict"] == UNCLAIMED)
    return replace(events, named=events.named[~later])


def chart_values(record: Record, rows: pd.DataFrame) -> Values:
    """Return the rows as plain values for a chart, dates and lists as words."""
    words = _words(record)
    plain = rows[[name for name in rows.columns if name not in NOT_DRAWN]].to_dict("records")
    return [{**{str(name): value for name, value in row.items()}, **words[row["id"]]} for row in plain]


@cached_per_record(1)
def _words(record: Record) -> dict[str, dict[str, str]]:
    """Return what a figure says of each event beside its columns, by its id."""
    words = {}
    for row in _dated_events(record).to_dict("records"):
        said = say_verdict(row["verdict"], record.about)
        words[row["id"]] = {
            "publishers": cited_as(record, row["sources"]),
            "place": row["place"] or wording.NOT_STATED,
            "said": said,
            "aria": f"{row['date_text']}: {row['title']}. {said}",
        }
    return words


def event_publishers(record: Record, *tables: pd.DataFrame) -> list[str]:
    """Return the publishers cited for events, those cited most first."""
    cited = Counter(
        record.source(source).publisher for table in tables for sources in table["sources"] for source in sources
    )
    return [publisher for publisher, _ in cited.most_common()]
